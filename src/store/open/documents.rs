//! The documents of a project being opened: each text is read, compared with its hash and decoded.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Failure, Opened, read_inside};
use crate::model::document::{Document, Meta, Source};
use crate::model::id::DocumentId;
use crate::model::text::Text;
use crate::store::decode;
use crate::store::disk::Entry;
use crate::store::files::Root;
use crate::store::notice::{Notice, OpenError, Severity, Trouble};
use crate::store::parallel;
use crate::store::paths;
use crate::store::progress::Progress;
use crate::store::revisions;
use crate::store::texts::MAX_BYTES;

/// Adds the documents in their order. A document whose text is not the annotated one opens too, and
/// everything said about it stays as it is.
pub(super) fn take_in(
    opened: &mut Opened,
    entries: &[Entry],
    progress: &Progress,
) -> Result<(), OpenError> {
    progress.begin("progress-texts", entries.len());
    let root = &opened.root;
    let loaded = parallel::map(entries, progress, |entry| {
        let (meta, source) = entry.clone().parts();
        let id = DocumentId::new(&entry.id);
        let read = read(root, &id, &source);
        let is_kept = read.as_ref().is_ok_and(|it| it.1 == State::Kept);
        (document_of(&id, meta, source, read), is_kept)
    })?;
    let mut documents = BTreeMap::new();
    let mut order = Vec::with_capacity(loaded.len());
    for ((document, trouble), is_kept) in loaded {
        let id = document.id.clone();
        if is_kept {
            let document = id.to_string();
            let trouble = Trouble::TextDiffers { document };
            opened.report.push(Notice::new(
                file_of(&id, &trouble),
                Severity::Warning,
                trouble,
            ));
        }
        let trouble = trouble.or_else(|| duplicate(&documents, &id));
        if let Some(trouble) = trouble {
            let file = file_of(&id, &trouble);
            opened
                .report
                .push(Notice::new(file, Severity::Error, trouble.clone()));
            if !matches!(trouble, Trouble::DuplicateDocument { .. }) {
                opened.protected.documents.insert(id.clone(), trouble);
            }
        }
        if documents.insert(id.clone(), Arc::new(document)).is_none() {
            order.push(id);
        }
    }
    opened.project.documents = Arc::new(documents);
    opened.project.order = Arc::new(order);
    Ok(())
}

/// Reads one document; a text that cannot be had is empty and comes with the reason.
pub(crate) fn load(
    root: &Root,
    id: &DocumentId,
    meta: Meta,
    source: Source,
) -> (Document, Option<Trouble>) {
    let read = read(root, id, &source);
    document_of(id, meta, source, read)
}

fn document_of(
    id: &DocumentId,
    meta: Meta,
    source: Source,
    read: Result<(String, State), Trouble>,
) -> (Document, Option<Trouble>) {
    let (text, trouble) = match read {
        Ok((text, State::Same | State::Kept)) => (text, None),
        Ok((text, State::Changed)) => {
            let document = id.to_string();
            (text, Some(Trouble::TextChanged { document }))
        }
        Err(trouble) => (String::new(), Some(trouble)),
    };
    let document = Document {
        id: id.clone(),
        meta,
        text: Text::new(text),
        source,
    };
    (document, trouble)
}

/// What is known of the text of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Its file holds what was annotated.
    Same,
    /// Its file is missing or holds something else; what was annotated was kept.
    Kept,
    /// Its file holds something else, and what was annotated is not known.
    Changed,
}

/// The text that was annotated, if it is anywhere, else what its file holds.
fn read(root: &Root, id: &DocumentId, source: &Source) -> Result<(String, State), Trouble> {
    match text_of(root, id, source) {
        Ok((text, true)) => Ok((text, State::Same)),
        other => {
            let kept = revisions::find(root, id, source);
            let kept = kept.and_then(|it| decode::decode(&it, &source.encoding));
            match kept {
                Some(kept) => Ok((kept.text, State::Kept)),
                None => other.map(|it| (it.0, State::Changed)),
            }
        }
    }
}

/// The text in the file, and whether its bytes are those that were annotated.
fn text_of(root: &Root, id: &DocumentId, source: &Source) -> Result<(String, bool), Trouble> {
    let document = id.to_string();
    let bytes = read_inside(root, &paths::text(id)?, MAX_BYTES).map_err(|it| match it {
        Failure::Missing => Trouble::TextMissing {
            document: document.clone(),
        },
        Failure::Other(Trouble::Unreadable { reason }) => Trouble::TextUnreadable {
            document: document.clone(),
            reason,
        },
        Failure::Other(trouble) => trouble,
    })?;
    let same = decode::sha256(&bytes).eq_ignore_ascii_case(&source.sha256);
    match decode::decode(&bytes, &source.encoding) {
        Some(decoded) => Ok((decoded.text, same)),
        None => Err(Trouble::UnknownEncoding {
            document,
            encoding: source.encoding.clone(),
        }),
    }
}

fn duplicate(documents: &BTreeMap<DocumentId, Arc<Document>>, id: &DocumentId) -> Option<Trouble> {
    documents
        .contains_key(id)
        .then(|| Trouble::DuplicateDocument {
            document: id.to_string(),
        })
}

/// The file to look at: the text, or the list where the trouble is in what the list says.
fn file_of(id: &DocumentId, trouble: &Trouble) -> std::path::PathBuf {
    match trouble {
        Trouble::UnknownEncoding { .. }
        | Trouble::UnsafeId { .. }
        | Trouble::DuplicateDocument { .. } => paths::PROJECT.into(),
        _ => paths::text(id).unwrap_or_else(|_| paths::PROJECT.into()),
    }
}
