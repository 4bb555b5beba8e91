//! The annotations of a project being opened: every record is held against its text before it is
//! taken in, and a file that is not understood is left alone.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{MAX_RON_BYTES, Opened, Protected, broken_notice, read_inside};
use crate::model::annotation::Layer;
use crate::model::document::Document;
use crate::model::id::{AnnotatorId, DocumentId};
use crate::model::project::{Annotator, LayerKey, Project};
use crate::store::disk::{self, AnnotationsFile, LinkRecord, SpanRecord, record_lines};
use crate::store::files::{self, Root};
use crate::store::notice::{Notice, OpenError, Severity, Trouble};
use crate::store::parallel;
use crate::store::paths;
use crate::store::progress::Progress;

/// Adds every layer found below `annotations/`.
pub(super) fn take_in(opened: &mut Opened, progress: &Progress) -> Result<(), OpenError> {
    progress.begin("progress-listing", 0);
    let files = files(opened);
    progress.begin("progress-annotations", files.len());
    let (root, project, protected) = (&opened.root, &opened.project, &opened.protected);
    let loaded = parallel::map(&files, progress, |file| match &file.key {
        Some(key) => match protected.documents.get(&key.document) {
            Some(trouble) => Loaded::left_alone(key, trouble.clone()),
            None => load(
                root,
                &file.path,
                key,
                project.document(&key.document).map(Arc::as_ref),
            ),
        },
        None => Loaded::misplaced(&file.path),
    })?;
    let mut layers: BTreeMap<AnnotatorId, BTreeMap<DocumentId, Arc<Layer>>> = BTreeMap::new();
    for loaded in loaded {
        if let Some((key, layer)) = loaded.layer {
            layers
                .entry(key.annotator)
                .or_default()
                .insert(key.document, Arc::new(layer));
        }
        opened.report.notices.extend(loaded.notices);
        opened.protected.layers.extend(loaded.protected);
        opened.incomplete.extend(loaded.incomplete);
    }
    list_annotators(&mut opened.project, layers.keys());
    opened.project.layers = layers
        .into_iter()
        .map(|(id, it)| (id, Arc::new(it)))
        .collect();
    Ok(())
}

/// Reads the layers of a document that comes back into the project: those left alone because it was
/// not there. Returns those whose file is to be kept aside before it is written again.
pub(crate) fn take_in_again(
    root: &Root,
    project: &mut Project,
    protected: &mut Protected,
    id: &DocumentId,
) -> Vec<LayerKey> {
    let away = |(key, trouble): (&LayerKey, &Trouble)| {
        let unknown = matches!(trouble, Trouble::UnknownDocument { .. });
        (unknown && key.document == *id).then(|| key.clone())
    };
    let keys: Vec<LayerKey> = protected.layers.iter().filter_map(away).collect();
    let mut incomplete = Vec::new();
    for key in keys {
        let (Ok(path), Some(document)) = (paths::layer(&key), project.document(id)) else {
            continue;
        };
        let loaded = load(root, &path, &key, Some(document));
        protected.layers.remove(&key);
        protected.layers.extend(loaded.protected);
        incomplete.extend(loaded.incomplete);
        if let Some((key, layer)) = loaded.layer {
            let layers = project.layers.entry(key.annotator).or_default();
            Arc::make_mut(layers).insert(key.document, Arc::new(layer));
        }
    }
    incomplete
}

/// What came of an annotation file.
#[derive(Default)]
pub(crate) struct Loaded {
    pub layer: Option<(LayerKey, Layer)>,
    pub notices: Vec<Notice>,
    pub protected: Option<(LayerKey, Trouble)>,
    pub incomplete: Option<LayerKey>,
}

impl Loaded {
    /// The document's own trouble has been told already.
    fn left_alone(key: &LayerKey, trouble: Trouble) -> Self {
        Self {
            protected: Some((key.clone(), trouble)),
            ..Self::default()
        }
    }

    fn refused(key: &LayerKey, notice: Notice) -> Self {
        Self {
            protected: Some((key.clone(), notice.trouble.clone())),
            notices: vec![notice],
            ..Self::default()
        }
    }

    fn misplaced(path: &Path) -> Self {
        let trouble = Trouble::UnsafeId {
            id: path.display().to_string(),
        };
        Self {
            notices: vec![Notice::new(path, Severity::Warning, trouble)],
            ..Self::default()
        }
    }
}

/// Reads an annotation file against the text of its document.
pub(crate) fn load(
    root: &Root,
    path: &Path,
    key: &LayerKey,
    document: Option<&Document>,
) -> Loaded {
    let refused = |notice| Loaded::refused(key, notice);
    let bytes = match read_inside(root, path, MAX_RON_BYTES) {
        Ok(bytes) => bytes,
        Err(failure) => return refused(Notice::new(path, Severity::Error, failure.into_trouble())),
    };
    let Some(document) = document else {
        let document = key.document.to_string();
        return refused(Notice::new(
            path,
            Severity::Warning,
            Trouble::UnknownDocument { document },
        ));
    };
    let file: AnnotationsFile = match disk::read(&bytes) {
        Ok(file) => file,
        Err(broken) => return refused(broken_notice(path, broken)),
    };
    if let Err(trouble) = disk::check_format(file.format) {
        return refused(Notice::new(path, Severity::Error, trouble));
    }
    let source = String::from_utf8_lossy(&bytes);
    if let Some((field, trouble)) = of_another(&file, key, document) {
        let line = line_of_field(&source, field);
        return refused(Notice::new(path, Severity::Error, trouble).at_line(line));
    }
    records(file, path, &source, key, document)
}

/// The field that says that this file belongs elsewhere.
fn of_another(
    file: &AnnotationsFile,
    key: &LayerKey,
    document: &Document,
) -> Option<(&'static str, Trouble)> {
    let misplaced = |expected: &str, found: &str| Trouble::WrongPlace {
        expected: expected.to_owned(),
        found: found.to_owned(),
    };
    if file.document != key.document.as_str() {
        Some(("document", misplaced(key.document.as_str(), &file.document)))
    } else if file.annotator != key.annotator.as_str() {
        Some((
            "annotator",
            misplaced(key.annotator.as_str(), &file.annotator),
        ))
    } else if !file
        .text_sha256
        .eq_ignore_ascii_case(&document.source.sha256)
    {
        let document = document.id.to_string();
        Some(("text_sha256", Trouble::OtherText { document }))
    } else {
        None
    }
}

/// Takes in the records that stand; the others are told with their lines.
fn records(
    file: AnnotationsFile,
    path: &Path,
    source: &str,
    key: &LayerKey,
    document: &Document,
) -> Loaded {
    let mut refused: Vec<(&str, usize, Trouble)> = Vec::new();
    let (mut spans, mut links) = (
        Vec::with_capacity(file.spans.len()),
        Vec::with_capacity(file.links.len()),
    );
    let (mut span_ids, mut link_ids) = (BTreeSet::new(), BTreeSet::new());
    for (i, record) in file.spans.into_iter().enumerate() {
        let span = check_new(&mut span_ids, &record.id)
            .and_then(|()| SpanRecord::into_span(record, &key.annotator, &document.text));
        match span {
            Ok(span) => spans.push(span),
            Err(trouble) => refused.push(("spans", i, trouble)),
        }
    }
    for (i, record) in file.links.into_iter().enumerate() {
        match check_new(&mut link_ids, &record.id) {
            Ok(()) => links.push(LinkRecord::into_link(record, &key.annotator)),
            Err(trouble) => refused.push(("links", i, trouble)),
        }
    }
    let mut layer = Layer::new(file.status, file.labels.into_iter().collect(), spans, links);
    layer.other_labels = file.other_labels.into_iter().collect();
    Loaded {
        layer: Some((key.clone(), layer)),
        incomplete: (!refused.is_empty()).then(|| key.clone()),
        notices: notices(path, source, refused),
        protected: None,
    }
}

fn check_new<T: Ord + Clone + ToString>(ids: &mut BTreeSet<T>, id: &T) -> Result<(), Trouble> {
    if ids.insert(id.clone()) {
        return Ok(());
    }
    Err(Trouble::DuplicateRecord {
        record: id.to_string(),
    })
}

fn notices(path: &Path, source: &str, refused: Vec<(&str, usize, Trouble)>) -> Vec<Notice> {
    if refused.is_empty() {
        return Vec::new();
    }
    let (spans, links) = (record_lines(source, "spans"), record_lines(source, "links"));
    refused
        .into_iter()
        .map(|(field, i, trouble)| {
            let lines = if field == "spans" { &spans } else { &links };
            Notice::new(path, Severity::Error, trouble).at_line(lines.get(i).copied())
        })
        .collect()
}

fn line_of_field(source: &str, field: &str) -> Option<usize> {
    let at = source.lines().position(|it| {
        let rest = it.trim_start_matches(|c: char| c.is_whitespace() || c == '(');
        rest.strip_prefix(field)
            .is_some_and(|it| it.trim_start().starts_with(':'))
    });
    at.map(|it| it + 1)
}

/// A file below `annotations/` and whose it is, if its name can be read.
struct Found {
    path: PathBuf,
    key: Option<LayerKey>,
}

fn files(opened: &mut Opened) -> Vec<Found> {
    let folder = Path::new(paths::ANNOTATIONS);
    let mut found = Vec::new();
    match paths::check_inside(&opened.root, folder) {
        Ok(_) => list(opened, folder, 0, &mut found),
        Err(trouble) => opened.unseen(folder, trouble),
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
        .into_iter()
        .map(|path| Found {
            key: key_of(&path.path),
            path: path.path,
        })
        .collect()
}

/// Folders reached through links are not entered: what is in them is found where it is.
fn list(opened: &mut Opened, folder: &Path, depth: usize, found: &mut Vec<Found>) {
    for entry in opened.entries(folder) {
        let path = folder.join(&entry.name);
        let is_folder = entry.kind == files::Kind::Folder;
        let is_hidden = entry.name.to_string_lossy().starts_with('.');
        if is_folder && !is_hidden && depth < 64 {
            list(opened, &path, depth + 1, found);
        } else if !is_hidden && path.extension().is_some_and(|it| it == "ron") {
            found.push(Found { path, key: None });
        }
    }
}

/// Whose file of annotations a path is, if it is one.
pub(crate) fn key_of(path: &Path) -> Option<LayerKey> {
    let below = path.strip_prefix(paths::ANNOTATIONS).ok()?;
    let mut parts = below.components();
    let annotator = paths::id_of(Path::new(parts.next()?.as_os_str()), "")?;
    let document = paths::id_of(parts.as_path(), ".ron")?;
    Some(LayerKey {
        annotator: AnnotatorId::new(annotator),
        document: DocumentId::new(document),
    })
}

/// Whoever has a folder of annotations is an annotator, listed or not.
fn list_annotators<'a>(project: &mut Project, ids: impl Iterator<Item = &'a AnnotatorId>) {
    let annotators = Arc::make_mut(&mut project.annotators);
    for id in ids {
        annotators.entry(id.clone()).or_insert_with(|| Annotator {
            name: id.to_string(),
        });
    }
}
