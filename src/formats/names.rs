//! Names of documents and files: unique, and never a way out of a folder.

use std::collections::BTreeSet;

use crate::model::id::{DocumentId, slug};

/// An id like `wanted` that is not taken: `a.txt`, then `a-2.txt`.
pub fn unique(wanted: &str, taken: impl Fn(&DocumentId) -> bool) -> DocumentId {
    let wanted = tidy(wanted);
    let (stem, ending) = match wanted.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() && !ending.contains('/') => {
            (stem, format!(".{ending}"))
        }
        _ => (wanted.as_str(), String::new()),
    };
    let plain = DocumentId::new(&wanted);
    let numbered = (2u32..).map(|n| DocumentId::new(format!("{stem}-{n}{ending}")));
    std::iter::once(plain.clone())
        .chain(numbered)
        .find(|it| !taken(it))
        .unwrap_or(plain)
}

/// A path with `/` of which every part has a name: none is empty, `.` or `..`, no control character.
pub fn tidy(name: &str) -> String {
    let mut name: String = name.replace('\\', "/");
    name.retain(|it| !it.is_control());
    let parts = name.split('/').map(str::trim);
    let parts: Vec<&str> = parts.filter(|it| !matches!(*it, "" | "." | "..")).collect();
    if parts.is_empty() {
        "text.txt".to_owned()
    } else {
        parts.join("/")
    }
}

/// Whether who comes in by a name gets this id.
pub fn becomes(name: &str, id: &str) -> bool {
    let plain = |it: char| it.is_ascii_alphanumeric() || it == '-' || it == '_';
    !name.chars().all(plain) && slug(name) == id
}

/// The name of a file to be written for a document: as [`tidy`], without the signs that some systems
/// forbid, and with another ending.
pub fn file(id: &DocumentId, ending: &str) -> String {
    let name = tidy(id.as_str());
    let parts: Vec<String> = without_ending(&name).split('/').map(seen).collect();
    format!("{}.{ending}", parts.join("/"))
}

/// The name of a file or a folder, as it stands in a path.
pub fn part(name: &str) -> String {
    seen(&tidy(name).replace('/', "_"))
}

/// A part of a path without the signs that some systems forbid, and not hidden from who looks for files.
fn seen(part: &str) -> String {
    let forbidden = |it: char| "<>:\"|?*".contains(it);
    let mut name = part.replace(forbidden, "_");
    if name.starts_with('.') {
        name.replace_range(..1, "_");
    }
    name
}

/// Whether a file of this name tells about the others and holds no data: a read-me, a licence, a data sheet.
pub fn is_about(name: &str) -> bool {
    let name = name.rsplit('/').next().unwrap_or(name).to_lowercase();
    let stem = name.split(['.', '-', '_']).next().unwrap_or(&name);
    matches!(
        stem,
        "readme" | "license" | "licence" | "copying" | "notice" | "sources"
    ) || name.ends_with("datasheet.md")
        || name.ends_with("datasheet.json")
}

/// The files written for documents, so that no two get the same name: `a.txt` and `a.md` both want `a.ann`.
#[derive(Debug, Default)]
pub struct Files(BTreeSet<String>);

impl Files {
    /// The name of the next file, see [`file()`]; on systems that tell no case apart, too.
    pub fn next(&mut self, id: &DocumentId, ending: &str) -> String {
        let first = file(id, ending);
        let stem = first
            .strip_suffix(&format!(".{ending}"))
            .unwrap_or(&first)
            .to_owned();
        let numbered = (2u32..).map(|n| format!("{stem}-{n}.{ending}"));
        let mut names = std::iter::once(first.clone()).chain(numbered);
        let name = names.find(|it| self.0.insert(it.to_lowercase()));
        name.unwrap_or(first)
    }
}

/// The part of a path after its last `/`, without its ending.
pub fn stem(name: &str) -> &str {
    let last = name.rsplit('/').next().unwrap_or(name);
    match last.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem,
        _ => last,
    }
}

/// A path without its ending, with the folders before it.
pub fn without_ending(name: &str) -> &str {
    match name.rsplit_once('.') {
        Some(("", _)) => name,
        Some((before, last)) if !before.ends_with('/') && !last.contains('/') => before,
        _ => name,
    }
}

/// The ending of a path, in lower case and without the dot; empty where there is none.
pub fn ending(name: &str) -> String {
    let last = name.rsplit('/').next().unwrap_or(name);
    match last.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() => ending.to_ascii_lowercase(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_inside_their_folder() {
        for (name, tidied) in [
            ("../../etc/passwd", "etc/passwd"),
            ("a\\b\u{0}.txt", "a/b.txt"),
            ("..", "text.txt"),
            ("./a//b.txt", "a/b.txt"),
        ] {
            assert_eq!(tidy(name), tidied);
        }
        for (id, name) in [
            ("a/b:c.txt", "a/b_c.ann"),
            ("a/.", "a.ann"),
            ("a/.x.txt", "a/_x.ann"),
            ("a/.x", "a/_x.ann"),
            (".x/b.txt", "_x/b.ann"),
        ] {
            assert_eq!(file(&DocumentId::new(id), "ann"), name);
        }
        assert_eq!(part("../Zoé: B/x"), "Zoé_ B_x");
        assert_eq!(
            (stem("a/b.tar.gz"), ending("a/b.TXT")),
            ("b.tar", "txt".to_owned())
        );
    }
}
