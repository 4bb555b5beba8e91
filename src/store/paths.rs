//! Names of files inside a project: from ids to paths and back, and never out of the folder.
//!
//! An id becomes a path by writing what a file name cannot hold as `%` and two hexadecimal digits,
//! so every id has one path and every path one id.

use std::collections::hash_map::RandomState;
use std::fmt::Write as _;
use std::hash::{BuildHasher as _, Hasher as _};
use std::io;
use std::path::{Path, PathBuf};

use super::files::Root;
use super::notice::Trouble;
use crate::model::id::{AnnotatorId, DocumentId};
use crate::model::project::LayerKey;

pub const PROJECT: &str = "project.ron";
pub const GUIDELINES: &str = "guidelines.md";
pub const TEXTS: &str = "texts";
pub const ANNOTATIONS: &str = "annotations";
pub const HISTORY: &str = "history";
/// What can be rebuilt, and what was set aside.
pub const PRIVATE: &str = ".sententia";
/// Who writes for whom.
pub const LOCKS: &str = ".sententia/locks";

/// The file of a text, below the project folder.
pub fn text(document: &DocumentId) -> Result<PathBuf, Trouble> {
    Ok(Path::new(TEXTS).join(path_of(document.as_str())?))
}

/// The file of a layer, below the project folder.
pub fn layer(key: &LayerKey) -> Result<PathBuf, Trouble> {
    let mut path = Path::new(ANNOTATIONS).join(component(key.annotator.as_str())?);
    path.push(path_of(key.document.as_str())?);
    path.as_mut_os_string().push(".ron");
    Ok(path)
}

/// The journal of an annotator, below the project folder.
pub fn journal(annotator: &AnnotatorId) -> Result<PathBuf, Trouble> {
    let name = component(annotator.as_str())?;
    Ok(Path::new(HISTORY).join(format!("{name}.journal")))
}

/// The file that says who writes for an annotator, below the project folder.
pub fn lock(annotator: &AnnotatorId) -> Result<PathBuf, Trouble> {
    let name = component(annotator.as_str())?;
    Ok(Path::new(LOCKS).join(format!("{name}.lock")))
}

/// The id that a path below `texts/` or `annotations/<annotator>/` stands for, without the ending given.
pub fn id_of(path: &Path, ending: &str) -> Option<String> {
    let parts: Vec<&str> = path
        .components()
        .map(|it| it.as_os_str().to_str())
        .collect::<Option<_>>()?;
    unescape(parts.join("/").strip_suffix(ending)?)
}

/// Refuses a path that a link leads out of the project folder. The file need not exist yet.
pub fn check_inside(root: &Root, relative: &Path) -> Result<PathBuf, Trouble> {
    let outside = || Trouble::LeadsOutside {
        path: relative.display().to_string(),
    };
    let unreadable = |error: io::Error| Trouble::Unreadable {
        reason: error.to_string(),
    };
    let full = root.join(relative);
    let files = root.files();
    let real_root = files.canonicalize(root.path()).map_err(unreadable)?;
    let nearest = full
        .ancestors()
        .find(|it| files.symlink_metadata(it).is_ok())
        .ok_or_else(outside)?;
    match files.canonicalize(nearest) {
        Ok(real) if real.starts_with(&real_root) => Ok(full),
        Ok(_) => Err(outside()),
        Err(error) => Err(unreadable(error)),
    }
}

/// A number that nobody can foretell, from the random keys the standard library makes.
pub(crate) fn random() -> u64 {
    RandomState::new().build_hasher().finish()
}

/// The path of an id of one or more parts with `/` between them.
fn path_of(id: &str) -> Result<PathBuf, Trouble> {
    id.split('/').map(component).collect()
}

/// The name of one part of an id. Short enough for any file system with an ending added.
fn component(part: &str) -> Result<String, Trouble> {
    let name = escape(part);
    if name.is_empty() || name.len() > 245 {
        return Err(Trouble::UnsafeId {
            id: part.to_owned(),
        });
    }
    Ok(name)
}

fn escape(part: &str) -> String {
    let mut name = String::with_capacity(part.len());
    let last = part.chars().count().saturating_sub(1);
    for (i, c) in part.chars().enumerate() {
        let forbidden = c.is_control() || "%\\/:*?\"<>|".contains(c) || is_bidi_control(c);
        if forbidden || (i == 0 && c == '.') || (i == last && matches!(c, '.' | ' ')) {
            for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                write!(name, "%{byte:02X}").ok();
            }
        } else {
            name.push(c);
        }
    }
    name
}

fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

fn unescape(name: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(name.len());
    let mut rest = name.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let pair = [rest.next()?, rest.next()?];
            bytes.push(u8::from_str_radix(std::str::from_utf8(&pair).ok()?, 16).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_id_has_its_own_path_inside_the_folder(id in "[a-zA-Zéœ.%/\\\\ :\u{202E}\u{0}🙂-]{1,30}") {
            let document = DocumentId::new(&id);
            let whole = id.split('/').all(|it| !it.is_empty());
            prop_assert_eq!(text(&document).is_ok(), whole);
            if let Ok(path) = text(&document) {
                let below = path.strip_prefix(TEXTS).unwrap();
                prop_assert!(below.components().all(|it| matches!(it, std::path::Component::Normal(_))));
                prop_assert_eq!(id_of(below, ""), Some(id));
            }
        }
    }

    #[test]
    fn ordinary_names_stay_readable() {
        for id in ["004.txt", "2024/L’été à Québec.md", "a b/c.d.txt"] {
            assert_eq!(
                text(&DocumentId::new(id)).unwrap(),
                Path::new(TEXTS).join(id)
            );
        }
        let out = text(&DocumentId::new("../../etc/passwd")).unwrap();
        assert_eq!(out, Path::new("texts/%2E%2E/%2E%2E/etc/passwd").to_owned());
    }
}
