//! Reading the files that another program has changed, on another thread and against the project as it
//! was then. Nothing is changed by it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::model::annotation::Layer;
use crate::model::document::Document;
use crate::model::id::{AnnotatorId, DocumentId};
use crate::model::project::{LayerKey, Project};
use crate::store::disk::{self, ProjectFile};
use crate::store::files::{Metadata, Root};
use crate::store::notice::{Notice, OpenError, Severity, Trouble};
use crate::store::open::{self, Failure, MAX_RON_BYTES, read_inside};
use crate::store::paths;

/// What is needed to read.
pub(super) struct Reader {
    pub root: Root,
    pub project: Project,
    /// Layers that were left alone so far.
    pub protected: BTreeSet<LayerKey>,
}

/// What was read.
#[derive(Default)]
pub(super) struct Arrival {
    pub project: Option<Read<ProjectFile>>,
    /// The documents that are new, or have another text, with what is amiss with them.
    pub documents: BTreeMap<DocumentId, (Arc<Document>, Option<Trouble>)>,
    pub guidelines: Option<Read<Arc<str>>>,
    pub layers: Vec<LayerRead>,
}

/// A file as it was read.
pub(super) struct Read<T> {
    /// What the file was just before; `None`: it is gone.
    pub seen: Option<Metadata>,
    pub value: Result<T, Notice>,
}

/// A file of annotations as it was read.
pub(super) struct LayerRead {
    pub path: PathBuf,
    pub key: LayerKey,
    pub seen: Option<Metadata>,
    /// `None` where the file is gone or could not be understood.
    pub layer: Option<Layer>,
    pub notices: Vec<Notice>,
    /// Why the file was not understood.
    pub refused: Option<Trouble>,
    /// Whether some record could not be taken in.
    pub is_incomplete: bool,
}

impl Reader {
    pub fn read(&self, changed: &BTreeSet<PathBuf>) -> Arrival {
        let mut arrival = Arrival::default();
        let mut paths: BTreeSet<PathBuf> = changed.clone();
        if paths.remove(Path::new(paths::PROJECT)) {
            let read = self.project_file();
            if let Ok(file) = &read.value {
                arrival.documents = self.documents(file);
            }
            arrival.project = Some(read);
        }
        if paths.remove(Path::new(paths::GUIDELINES)) {
            arrival.guidelines = Some(self.guidelines());
        }
        for id in arrival.documents.keys() {
            paths.extend(self.files_of(id));
        }
        let keyed = paths
            .into_iter()
            .filter_map(|it| Some((open::key_of(&it)?, it)));
        let layers = keyed.map(|(key, path)| self.layer(path, key, &arrival.documents));
        arrival.layers = layers.collect();
        arrival
    }

    fn seen(&self, path: &Path) -> Option<Metadata> {
        self.root
            .files()
            .symlink_metadata(&self.root.join(path))
            .ok()
    }

    fn project_file(&self) -> Read<ProjectFile> {
        let seen = self.seen(Path::new(paths::PROJECT));
        let value = open::read_project_file(&self.root).map_err(|it| match it {
            OpenError::Refused(notice) => Notice {
                file: paths::PROJECT.into(),
                ..*notice
            },
            OpenError::Cancelled => error(Path::new(paths::PROJECT), Trouble::WasCancelled {}),
        });
        Read { seen, value }
    }

    fn guidelines(&self) -> Read<Arc<str>> {
        let path = Path::new(paths::GUIDELINES);
        let seen = self.seen(path);
        let value = match read_inside(&self.root, path, MAX_RON_BYTES) {
            Ok(bytes) => Ok(String::from_utf8_lossy(&bytes).into()),
            Err(Failure::Missing) => Ok("".into()),
            Err(Failure::Other(trouble)) => Err(error(path, trouble)),
        };
        Read { seen, value }
    }

    /// The documents that the project does not have, or has with another text.
    fn documents(
        &self,
        file: &ProjectFile,
    ) -> BTreeMap<DocumentId, (Arc<Document>, Option<Trouble>)> {
        let mut documents = BTreeMap::new();
        for entry in &file.documents {
            let id = DocumentId::new(&entry.id);
            let (meta, source) = entry.clone().parts();
            let same = self
                .project
                .document(&id)
                .is_some_and(|it| it.source == source);
            if !same {
                let (document, trouble) = open::load_document(&self.root, &id, meta, source);
                documents.insert(id, (Arc::new(document), trouble));
            }
        }
        documents
    }

    /// The files in which somebody says something about a document.
    fn files_of(&self, id: &DocumentId) -> Vec<PathBuf> {
        let known = self
            .project
            .annotators
            .keys()
            .chain(self.project.layers.keys());
        let mut annotators: BTreeSet<&AnnotatorId> = known.collect();
        annotators.extend(self.protected.iter().map(|it| &it.annotator));
        let path = |annotator: &AnnotatorId| {
            let key = LayerKey {
                annotator: annotator.clone(),
                document: id.clone(),
            };
            let path = paths::layer(&key).ok()?;
            self.seen(&path).map(|_| path)
        };
        annotators.into_iter().filter_map(path).collect()
    }

    fn layer(
        &self,
        path: PathBuf,
        key: LayerKey,
        documents: &BTreeMap<DocumentId, (Arc<Document>, Option<Trouble>)>,
    ) -> LayerRead {
        let seen = self.seen(&path);
        let mut read = LayerRead {
            seen,
            layer: None,
            notices: Vec::new(),
            refused: None,
            is_incomplete: false,
            path,
            key,
        };
        if read.seen.is_none() {
            return read;
        }
        let new = documents.get(&read.key.document);
        if let Some((_, Some(trouble))) = new {
            read.refused = Some(trouble.clone());
            return read;
        }
        let document = new
            .map(|it| &it.0)
            .or_else(|| self.project.document(&read.key.document));
        let loaded = open::load_layer(&self.root, &read.path, &read.key, document.map(Arc::as_ref));
        read.layer = loaded.layer.map(|it| it.1);
        read.notices = loaded.notices;
        read.refused = loaded.protected.map(|it| it.1);
        read.is_incomplete = loaded.incomplete.is_some();
        read
    }
}

fn error(path: &Path, trouble: Trouble) -> Notice {
    Notice::new(path, Severity::Error, trouble)
}

/// The project as a file whose entries are compared one by one.
pub(super) fn entry_of(file: &ProjectFile, id: &DocumentId) -> Option<(usize, disk::Entry)> {
    let at = file.documents.iter().position(|it| it.id == id.as_str())?;
    Some((at, file.documents.get(at)?.clone()))
}
