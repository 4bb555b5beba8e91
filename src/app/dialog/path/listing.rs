//! What a folder holds, as far as it can be chosen, and the completing of what is typed.

use crate::formats::FORMATS;
use crate::formats::texts::is_text_ending;
use std::path::{MAIN_SEPARATOR, Path, PathBuf};

use crate::app::dialog::Wanted;

/// The rows of a folder: folders first, each group by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Listing {
    pub folder: PathBuf,
    pub entries: Vec<Entry>,
    /// Why the folder cannot be read.
    pub trouble: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub name: String,
    pub kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Folder,
    /// A folder with a project in it.
    Project,
    File,
}

impl Kind {
    pub fn is_folder(self) -> bool {
        self != Self::File
    }
}

impl Listing {
    /// Reads a folder; where it cannot be read, the list is empty and says why.
    pub fn read(folder: &Path, wanted: Wanted) -> Self {
        let mut listing = Self {
            folder: folder.to_owned(),
            ..Self::default()
        };
        match std::fs::read_dir(folder) {
            Err(error) => listing.trouble = Some(error.to_string()),
            Ok(found) => {
                listing.entries = found
                    .flatten()
                    .filter_map(|it| entry(&it.path(), wanted))
                    .collect();
            }
        }
        listing.entries.sort_by_cached_key(|it| {
            (
                !it.kind.is_folder(),
                it.name.to_lowercase(),
                it.name.clone(),
            )
        });
        listing
    }

    /// The rows whose name begins with `stub`; hidden ones only when it begins with a dot.
    pub fn shown(&self, stub: &str) -> Vec<Entry> {
        let stub = stub.to_lowercase();
        let matches = |name: &str| {
            name.to_lowercase().starts_with(&stub)
                && (stub.starts_with('.') || !name.starts_with('.'))
        };
        self.entries
            .iter()
            .filter(|it| matches(&it.name))
            .cloned()
            .collect()
    }
}

fn entry(path: &Path, wanted: Wanted) -> Option<Entry> {
    let name = path.file_name()?.to_str()?.to_owned();
    let ending = path
        .extension()
        .and_then(|it| it.to_str())
        .map(str::to_lowercase);
    let ending = ending.as_deref();
    let kind = if path.is_dir() {
        if path.join("project.ron").is_file() {
            Kind::Project
        } else {
            Kind::Folder
        }
    } else {
        let shown = match wanted {
            Wanted::Folder => false,
            Wanted::Files => ending.is_some_and(can_come_in),
            Wanted::ProjectFile => ending == Some("ron"),
            Wanted::Schema => ending.is_some_and(|it| ["ron", "json", "xml", "conf"].contains(&it)),
            Wanted::New => true,
        };
        if !shown {
            return None;
        }
        Kind::File
    };
    Some(Entry { name, kind })
}

/// Whether files of this ending can be texts, or labelled texts, in some format.
fn can_come_in(ending: &str) -> bool {
    let mut readable = FORMATS.iter().filter(|it| it.reader.is_some());
    is_text_ending(ending)
        || matches!(ending, "zip" | "ann" | "xml" | "xmi" | "tsv")
        || readable.any(|it| it.extension == ending)
}

/// A folder as it stands in the field, with a separator at its end.
pub(super) fn written(folder: &Path) -> String {
    let mut text = folder.display().to_string();
    if !text.ends_with(MAIN_SEPARATOR) {
        text.push(MAIN_SEPARATOR);
    }
    text
}

/// What is typed, parted into the folder and the beginning of a name in it; `~` is the home folder.
pub(super) fn split(typed: &str) -> (PathBuf, String) {
    let (folder, stub) = match typed.rfind(['/', MAIN_SEPARATOR]) {
        Some(at) => (&typed[..=at], &typed[at + 1..]),
        None => ("/", typed),
    };
    let folder = match folder.strip_prefix("~/") {
        Some(rest) => super::home().map_or_else(|| PathBuf::from(folder), |it| it.join(rest)),
        None => PathBuf::from(folder),
    };
    (folder, stub.to_owned())
}

pub(super) fn parent(folder: &Path) -> Option<PathBuf> {
    folder.parent().map(Path::to_owned)
}

/// What Tab makes of a stub: the longest beginning that all rows share; `None` if nothing is gained.
pub(super) fn completed(stub: &str, shown: &[Entry]) -> Option<String> {
    let first = shown.first()?.name.as_str();
    let shared = shown
        .iter()
        .fold(first, |shared, it| common(shared, &it.name));
    let gained = shared.len() > stub.len() || (shown.len() == 1 && shown[0].kind.is_folder());
    (gained && !(stub.is_empty() && shown.len() > 1 && shared.is_empty()))
        .then(|| shared.to_owned())
}

fn common<'a>(a: &'a str, b: &str) -> &'a str {
    let same = a
        .chars()
        .zip(b.chars())
        .take_while(|(a, b)| a.to_lowercase().eq(b.to_lowercase()));
    let len = same.map(|(a, _)| a.len_utf8()).sum();
    &a[..len]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(names: &[&str]) -> Vec<Entry> {
        names
            .iter()
            .map(|it| Entry {
                name: (*it).to_owned(),
                kind: Kind::File,
            })
            .collect()
    }

    #[test]
    fn what_is_typed_is_a_folder_and_a_stub() {
        assert_eq!(
            split("/home/anna/te"),
            (PathBuf::from("/home/anna/"), "te".to_owned())
        );
        assert_eq!(split("/"), (PathBuf::from("/"), String::new()));
        assert_eq!(split("/été/"), (PathBuf::from("/été/"), String::new()));
    }

    #[test]
    fn tab_completes_as_far_as_all_agree() {
        assert_eq!(
            completed("de", &rows(&["debate-a", "debate-b"])).as_deref(),
            Some("debate-")
        );
        assert_eq!(completed("debate-", &rows(&["debate-a", "debate-b"])), None);
        assert_eq!(
            completed("DÉ", &rows(&["débat.txt"])).as_deref(),
            Some("débat.txt")
        );
        assert_eq!(completed("x", &[]), None);
    }

    #[test]
    fn a_folder_lists_what_can_be_chosen() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(folder.path().join("work")).unwrap();
        std::fs::write(folder.path().join("work/project.ron"), "").unwrap();
        for name in ["b.txt", "A.md", "picture.png", ".hidden.txt"] {
            std::fs::write(folder.path().join(name), "").unwrap();
        }
        let listing = Listing::read(folder.path(), Wanted::Files);
        let names: Vec<_> = listing
            .shown("")
            .into_iter()
            .map(|it| (it.name, it.kind))
            .collect();
        let expected = [
            ("work", Kind::Project),
            ("A.md", Kind::File),
            ("b.txt", Kind::File),
        ];
        assert_eq!(names, expected.map(|(name, kind)| (name.to_owned(), kind)));
        assert!(
            Listing::read(&folder.path().join("none"), Wanted::Files)
                .trouble
                .is_some()
        );
    }
}
