//! The texts that records were made on, kept by their hash: those that a revision replaced, in
//! `texts/revisions/`, and a copy of every annotated text among what can be rebuilt, so that a text changed by
//! another program can be compared with the one that was annotated.

use std::path::{Path, PathBuf};

use super::decode;
use super::files::Root;
use super::notice::{SaveFailure, Trouble};
use super::open::{Failure, read_inside};
use super::paths;
use super::texts::MAX_BYTES;
use crate::model::document::{Document, Source};
use crate::model::id::DocumentId;

/// Below `texts/`.
const FOLDER: &str = "revisions";
/// So many digits of the hash stand in the name.
const DIGITS: usize = 12;

/// Keeps the bytes of a text of a document in `texts/revisions/`.
pub fn keep(root: &Root, id: &DocumentId, bytes: &[u8]) -> Result<(), SaveFailure> {
    keep_below(root, Path::new(paths::TEXTS), id, bytes)
}

/// Keeps a copy of an annotated text, unless there is one.
pub fn keep_annotated(root: &Root, document: &Document) -> Result<(), SaveFailure> {
    let places = [paths::PRIVATE, paths::TEXTS].map(|it| place(it, &document.id, &document.source));
    let there = |it: &Result<PathBuf, Trouble>| {
        let path = it.as_ref().map(|it| root.join(it));
        path.is_ok_and(|it| root.files().is_file(&it))
    };
    if places.iter().any(there) {
        return Ok(());
    }
    match bytes_of(root, document) {
        Some(bytes) => keep_below(root, Path::new(paths::PRIVATE), &document.id, &bytes),
        None => Ok(()),
    }
}

/// The bytes of a document's text: its file if that is still the one, else what was kept of it, else what is
/// open, if it leads back to the same bytes.
pub fn bytes_of(root: &Root, document: &Document) -> Option<Vec<u8>> {
    let source = &document.source;
    let file = paths::text(&document.id).ok()?;
    let on_disk = read_inside(root, &file, MAX_BYTES).ok();
    let on_disk = on_disk.filter(|it| is_of(it, source));
    on_disk
        .or_else(|| find(root, &document.id, source))
        .or_else(|| {
            let bytes = decode::encode(document.text.as_str(), &source.encoding)?;
            is_of(&bytes, source).then_some(bytes)
        })
}

/// The bytes of an earlier or later text of a document, if they were kept.
pub fn find(root: &Root, id: &DocumentId, source: &Source) -> Option<Vec<u8>> {
    [paths::TEXTS, paths::PRIVATE]
        .into_iter()
        .find_map(|folder| {
            let path = place(folder, id, source).ok()?;
            let bytes = read_inside(root, &path, MAX_BYTES).ok()?;
            is_of(&bytes, source).then_some(bytes)
        })
}

/// Puts the text of a document into its file. What is there instead is kept, whatever it is.
pub fn put(root: &Root, document: &Document) -> Result<(), SaveFailure> {
    let path = paths::text(&document.id).map_err(|it| SaveFailure::new(paths::TEXTS, it))?;
    let refused = |trouble| SaveFailure::new(&path, trouble);
    let present = match read_inside(root, &path, MAX_BYTES) {
        Ok(bytes) => Some(bytes),
        Err(Failure::Missing) => None,
        Err(Failure::Other(trouble)) => return Err(refused(trouble)),
    };
    if let Some(present) = present {
        if is_of(&present, &document.source) {
            return Ok(());
        }
        keep(root, &document.id, &present)?;
    }
    let missing = || {
        let document = document.id.to_string();
        refused(Trouble::TextMissing { document })
    };
    let bytes = bytes_of(root, document).ok_or_else(missing)?;
    let full = paths::check_inside(root, &path).map_err(refused)?;
    root.write(&full, &bytes)
        .map_err(|error| SaveFailure::io(&path, &error))
}

fn keep_below(
    root: &Root,
    folder: &Path,
    id: &DocumentId,
    bytes: &[u8],
) -> Result<(), SaveFailure> {
    let source = Source {
        sha256: decode::sha256(bytes),
        encoding: String::new(),
    };
    let folder = folder.to_string_lossy();
    let path = place(&folder, id, &source).map_err(|it| SaveFailure::new(&*folder, it))?;
    if read_inside(root, &path, MAX_BYTES).is_ok_and(|it| is_of(&it, &source)) {
        return Ok(());
    }
    let full = paths::check_inside(root, &path).map_err(|it| SaveFailure::new(&path, it))?;
    root.write(&full, bytes)
        .map_err(|error| SaveFailure::io(&path, &error))
}

/// Where a text is kept: `press/004.txt` as `press/004.3f9a1b2c4d5e.txt`.
fn place(folder: &str, id: &DocumentId, source: &Source) -> Result<PathBuf, Trouble> {
    let text = paths::text(id)?;
    let below = text.strip_prefix(paths::TEXTS).unwrap_or(&text);
    let digits = source.sha256.get(..DIGITS).unwrap_or(&source.sha256);
    let is_plain = digits.bytes().all(|it| it.is_ascii_hexdigit());
    if !is_plain || digits.is_empty() {
        let id = source.sha256.clone();
        return Err(Trouble::UnsafeId { id });
    }
    let stem = below.file_stem().unwrap_or_default().to_string_lossy();
    let ending = below
        .extension()
        .map(|it| format!(".{}", it.to_string_lossy()));
    let name = format!(
        "{stem}.{}{}",
        digits.to_lowercase(),
        ending.unwrap_or_default()
    );
    Ok(Path::new(folder)
        .join(FOLDER)
        .join(below)
        .with_file_name(name))
}

fn is_of(bytes: &[u8], source: &Source) -> bool {
    decode::sha256(bytes).eq_ignore_ascii_case(&source.sha256)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kept_text_is_found_by_its_hash_only() {
        let folder = tempfile::tempdir().unwrap();
        let root = Root::from(folder.path());
        let id = DocumentId::new("a/b.txt");
        keep(&root, &id, b"one").unwrap();
        let source = |bytes: &[u8]| Source {
            sha256: decode::sha256(bytes),
            encoding: "UTF-8".to_owned(),
        };
        assert_eq!(find(&root, &id, &source(b"one")), Some(b"one".to_vec()));
        assert_eq!(find(&root, &id, &source(b"two")), None);
        let kept = place(paths::TEXTS, &id, &source(b"one")).unwrap();
        assert!(kept.starts_with("texts/revisions/a"));
        std::fs::write(folder.path().join(kept), "other").unwrap();
        assert_eq!(find(&root, &id, &source(b"one")), None);
        let hostile = Source {
            sha256: "../../../x".to_owned(),
            encoding: String::new(),
        };
        assert_eq!(find(&root, &id, &hostile), None);
    }
}
