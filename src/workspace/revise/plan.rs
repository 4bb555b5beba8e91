//! Planning a revision: what is said about the document, on whatever text, set against the corrected one.

use std::sync::Arc;

use super::said::{Said, said};
use super::{Carried, Reviser, Revision, former};
use crate::model::anchor;
use crate::model::document::{Document, Source};
use crate::model::edit::Version;
use crate::model::id::DocumentId;
use crate::model::progress::{Cancelled, Progress};
use crate::model::text::Text;
use crate::store::decode;
use crate::store::notice::Trouble;
use crate::store::open::{Failure, read_inside};
use crate::store::texts::MAX_BYTES;
use crate::store::{paths, revisions};

impl Reviser {
    /// The bytes that the file of a document holds, if they are not those of its text.
    pub fn changed_on_disk(&self, id: &DocumentId) -> Option<Vec<u8>> {
        let source = &self.project.document(id)?.source;
        let file = paths::text(id).ok()?;
        let bytes = read_inside(&self.root, &file, MAX_BYTES).ok()?;
        let is_same = decode::sha256(&bytes).eq_ignore_ascii_case(&source.sha256);
        (!is_same).then_some(bytes)
    }

    /// Reads a corrected text from a file.
    pub fn read(&self, path: &std::path::Path) -> Result<Vec<u8>, Trouble> {
        let folder = path.parent().unwrap_or(std::path::Path::new("."));
        let folder = if folder.as_os_str().is_empty() {
            std::path::Path::new(".")
        } else {
            folder
        };
        let name = std::path::Path::new(path.file_name().unwrap_or_default());
        read_inside(&self.root.at(folder), name, MAX_BYTES).map_err(Failure::into_trouble)
    }

    /// What a corrected text, given by its bytes, would do. Nothing is changed.
    pub fn plan(
        &self,
        id: &DocumentId,
        bytes: Vec<u8>,
        progress: &Progress,
    ) -> Result<Revision, Trouble> {
        let unknown = || Trouble::UnknownDocument {
            document: id.to_string(),
        };
        let document = self.project.document(id).ok_or_else(unknown)?;
        let (text, encoding) = decoded(&bytes, document)?;
        let text = Text::new(text);
        let source = Source {
            sha256: decode::sha256(&bytes),
            encoding,
        };
        let seen = self.project.version(id);
        let is_annotated = !self.protected.documents.contains_key(id);
        let old_bytes = is_annotated
            .then(|| revisions::bytes_of(&self.root, document))
            .flatten();
        let said = said(&self.root, &self.project, &self.protected, id);
        let carried = carried(&said, document, (&text, is_annotated), progress);
        let carried = carried.map_err(|_| Trouble::WasCancelled {})?;
        // Without the bytes of the old text, undoing leads back to records without a place.
        let base = match &old_bytes {
            Some(_) => Version {
                layers: said
                    .iter()
                    .map(|it| (it.key.annotator.clone(), it.layer()))
                    .collect(),
                ..seen.clone()
            },
            None => Version {
                text: text.clone(),
                source: source.clone(),
                layers: said
                    .iter()
                    .map(|it| (it.key.annotator.clone(), it.homeless(document)))
                    .collect(),
            },
        };
        let adopted = said
            .iter()
            .filter(|it| it.is_adopted())
            .map(|it| it.key.clone())
            .collect();
        Ok(Revision {
            document: id.clone(),
            carried: carried
                .into_iter()
                .map(|mut it| {
                    // The record as the base has it.
                    let layer = base.layers.get(&it.annotator);
                    if let Some(span) = layer.and_then(|layer| layer.record(&it.span.id)) {
                        it.span = Arc::clone(span);
                    }
                    it
                })
                .collect(),
            text,
            source,
            bytes,
            old_bytes,
            seen,
            base,
            adopted,
        })
    }
}

/// The text in the encoding of the old one, if it can be, else in the one it seems to have.
fn decoded(bytes: &[u8], document: &Document) -> Result<(String, String), Trouble> {
    let encoding = &document.source.encoding;
    let guess = decode::guess(bytes);
    let same = decode::decode(bytes, encoding).filter(|it| !it.had_errors);
    let certain = guess.as_ref().filter(|it| it.certain || same.is_none());
    let encoding = certain.map_or(encoding, |it| &it.encoding);
    let text = decode::decode(bytes, encoding).filter(|_| guess.is_some());
    text.map(|it| (it.text, encoding.clone()))
        .ok_or_else(|| Trouble::Unreadable {
            reason: crate::store::texts::Reason::Binary.to_string(),
        })
}

fn carried(
    said: &[Said],
    document: &Document,
    (new, is_annotated): (&Text, bool),
    progress: &Progress,
) -> Result<Vec<Carried>, Cancelled> {
    let mut all = Vec::new();
    for it in said {
        let by = &it.key.annotator;
        match it.on() {
            Some(old) => all.extend(by_comparing(it, old, new, progress)?),
            None if it.is_adopted() => all.extend(it.quoted().map(|(span, was, expected)| {
                let quotes: Vec<&str> = was.quote.iter().map(String::as_str).collect();
                Carried {
                    annotator: by.clone(),
                    fate: anchor::seek(new.as_str(), &quotes, expected),
                    at: Vec::new(),
                    span,
                    was,
                }
            })),
            None if is_annotated => {
                all.extend(by_comparing(it, &document.text, new, progress)?);
            }
            None => {}
        }
    }
    Ok(all)
}

fn by_comparing(
    said: &Said,
    old: &Text,
    new: &Text,
    progress: &Progress,
) -> Result<Vec<Carried>, Cancelled> {
    let layer = said.layer_on_text();
    let spans: Vec<_> = layer.spans().map(Arc::clone).collect();
    let places: Vec<_> = spans.iter().map(|it| it.at.clone()).collect();
    let fates = anchor::carry(old.as_str(), new.as_str(), &places, progress)?;
    let found = spans.into_iter().zip(fates);
    let carried = found.map(|(span, fate)| Carried {
        annotator: said.key.annotator.clone(),
        was: former(old.as_str(), &span.at),
        at: span.at.clone(),
        span,
        fate,
    });
    Ok(carried.collect())
}
