//! New projects, and new texts for old ones. A new project is built beside its place and moved
//! there whole, so that a failure leaves no half of one.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::atomic;
use super::decode;
use super::disk::{AnnotationsFile, ProjectFile};
use super::files::{Disk, Files as _, Root};
use super::notice::{SaveFailure, Trouble};
use super::parallel;
use super::paths;
use super::progress::Progress;
use super::texts::{Incoming, unique_id};
use crate::model::document::{Document, Source};
use crate::model::edit::Edit;
use crate::model::history::Step;
use crate::model::id::DocumentId;
use crate::model::project::{LayerKey, Project};
use crate::model::text::Text;

/// Makes a project folder from surveyed texts. `start` brings name, schema, targets, guidelines and
/// annotators, as from [`Template::project`](super::schemas::Template::project); its documents are replaced.
pub fn from_texts(
    to: impl Into<Root>,
    start: Project,
    texts: &[Incoming],
    progress: &Progress,
) -> Result<(), SaveFailure> {
    in_place(&to.into(), |folder| {
        progress.begin("progress-copy", texts.len());
        let documents = parallel::map(texts, progress, |it| copy(folder, it, &it.id))?;
        let documents: Vec<Arc<Document>> = documents.into_iter().collect::<Result<_, _>>()?;
        let mut project = start;
        project.order = Arc::new(documents.iter().map(|it| it.id.clone()).collect());
        project.documents = Arc::new(
            documents
                .into_iter()
                .map(|it| (it.id.clone(), it))
                .collect(),
        );
        project.layers = BTreeMap::new();
        write_records(folder, &project)
    })
}

/// Makes a project folder from a whole project and the bytes of its texts. A text whose bytes are
/// not given is written as UTF-8, and the project says so.
pub fn from_project(
    to: impl Into<Root>,
    project: &Project,
    texts: &BTreeMap<DocumentId, Vec<u8>>,
) -> Result<(), SaveFailure> {
    in_place(&to.into(), |folder| {
        let mut project = project.clone();
        let ids: Vec<DocumentId> = project.documents.keys().cloned().collect();
        for id in ids {
            let Some(document) = Arc::make_mut(&mut project.documents).get_mut(&id) else {
                continue;
            };
            let content = Arc::clone(document.text.content());
            let bytes = texts.get(&id).map_or(content.as_bytes(), Vec::as_slice);
            write(folder, &checked(paths::text(&id))?, bytes)?;
            let document = Arc::make_mut(document);
            document.source.sha256 = decode::sha256(bytes);
            if !texts.contains_key(&id) {
                "UTF-8".clone_into(&mut document.source.encoding);
            }
        }
        write_records(folder, &project)
    })
}

/// Copies texts into a project and returns the step that adds them at the end of the list.
pub fn add_texts(
    root: impl Into<Root>,
    project: &Project,
    texts: &[Incoming],
    progress: &Progress,
) -> Result<Step, SaveFailure> {
    let root = root.into();
    progress.begin("progress-copy", texts.len());
    let mut ids: Vec<DocumentId> = Vec::with_capacity(texts.len());
    for text in texts {
        let taken = |id: &DocumentId| project.documents.contains_key(id) || ids.contains(id);
        ids.push(free_id(&root, text.id.as_str(), taken)?);
    }
    make_texts_folder(&root)?;
    let jobs: Vec<(&Incoming, DocumentId)> = texts.iter().zip(ids).collect();
    let documents = parallel::map(&jobs, progress, |(text, id)| copy(&root, text, id))?;
    let mut edits = Vec::with_capacity(documents.len());
    for (i, document) in documents.into_iter().enumerate() {
        let document = document?;
        edits.push(Edit::Document(
            document.id.clone(),
            Some((project.order.len() + i, document)),
        ));
    }
    sync_texts(&root)?;
    Ok(Step::new("step-add-texts", edits.len().to_string(), edits))
}

/// Makes sure that there is a folder for texts, whose name no power cut takes.
pub(super) fn make_texts_folder(root: &Root) -> Result<(), SaveFailure> {
    let folder = root.join(paths::TEXTS);
    let made = root.create_folders(&folder);
    made.map_err(|error| SaveFailure::io(&folder, &error))
}

/// Makes sure that no power cut takes the texts.
pub(super) fn sync_texts(root: &Root) -> Result<(), SaveFailure> {
    let folder = root.join(paths::TEXTS);
    let synced = atomic::sync_tree(root.files(), &folder);
    synced.map_err(|error| SaveFailure::io(&folder, &error))
}

/// Writes the bytes of a new text.
pub(super) fn write_text(root: &Root, id: &DocumentId, bytes: &[u8]) -> Result<(), SaveFailure> {
    write(root, &checked(paths::text(id))?, bytes)
}

/// An id like `wanted` that is not taken, and whose place is free.
pub(super) fn free_id(
    root: &Root,
    wanted: &str,
    taken: impl Fn(&DocumentId) -> bool,
) -> Result<DocumentId, SaveFailure> {
    let failure = Cell::new(None);
    let on_disk = |id: &DocumentId| {
        let path = paths::text(id).ok()?;
        let exists = root.files().exists(&root.join(&path));
        exists
            .map_err(|error| failure.set(Some(SaveFailure::io(&path, &error))))
            .ok()
    };
    let id = unique_id(wanted, |it| taken(it) || on_disk(it).unwrap_or(false));
    // Where the disk does not answer no id is known to be free, and none will be.
    failure.take().map_or(Ok(id), Err)
}

/// Refuses a place that holds anything already.
pub fn check_free(to: impl Into<Root>) -> Result<(), SaveFailure> {
    check_free_at(&to.into())
}

fn check_free_at(root: &Root) -> Result<(), SaveFailure> {
    let (to, files) = (root.path(), root.files());
    let path = to.display().to_string();
    if files.metadata(&to.join(paths::PROJECT)).is_ok() {
        return Err(SaveFailure::new(to, Trouble::AlreadyProject { path }));
    }
    match files.list(to) {
        Ok(entries) if entries.is_empty() => Ok(()),
        Ok(_) => Err(SaveFailure::new(to, Trouble::NotEmpty { path })),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(SaveFailure::io(to, &error)),
    }
}

/// Fills a new folder beside `to`, then moves it there.
pub(crate) fn in_place(
    to: &Root,
    fill: impl FnOnce(&Root) -> Result<(), SaveFailure>,
) -> Result<(), SaveFailure> {
    check_free_at(to)?;
    let files = to.files();
    let io = |error| SaveFailure::io(to.path(), &error);
    let absolute = std::path::absolute(to.path()).map_err(io)?;
    let parent = absolute.parent().unwrap_or(&absolute).to_owned();
    files.create_folders(&parent).map_err(io)?;
    let beside = to.at(atomic::beside(&absolute));
    let filled = files
        .create_folder(beside.path())
        .map_err(io)
        .and_then(|()| fill(&beside))
        .and_then(|()| {
            atomic::sync_tree(files, beside.path()).map_err(io)?;
            if files.is_folder(&absolute) {
                files.remove_folder(&absolute).map_err(io)?;
            }
            files.rename(beside.path(), &absolute).map_err(io)?;
            files.sync_folder(&parent).map_err(io)
        });
    if filled.is_err() {
        // The failure is what matters; what is left is a hidden folder of ours.
        files.remove_tree(beside.path()).ok();
    }
    filled
}

/// Writes everything but the texts.
fn write_records(folder: &Root, project: &Project) -> Result<(), SaveFailure> {
    for (key, layer) in project.all_layers() {
        let Some(document) = project.document(&key.document) else {
            continue;
        };
        let path = checked(paths::layer(&key))?;
        let file = AnnotationsFile::of(&key.annotator, document, layer).and_then(|it| it.write());
        write(
            folder,
            &path,
            file.map_err(|it| SaveFailure::new(&path, it))?.as_bytes(),
        )?;
    }
    write(
        folder,
        Path::new(paths::GUIDELINES),
        project.guidelines.as_bytes(),
    )?;
    let file = ProjectFile::of(project)
        .write()
        .map_err(|it| SaveFailure::new(paths::PROJECT, it))?;
    write(folder, Path::new(paths::PROJECT), file.as_bytes())
}

/// Copies one text, as it is now, and returns its document.
fn copy(folder: &Root, text: &Incoming, id: &DocumentId) -> Result<Arc<Document>, SaveFailure> {
    let bytes = Disk.read(&text.path).map_err(|error| {
        let reason = error.to_string();
        SaveFailure::new(&text.path, Trouble::Unreadable { reason })
    })?;
    let encoding = &text.guess.encoding;
    let decoded = decode::decode(&bytes, encoding).ok_or_else(|| {
        let (document, encoding) = (id.to_string(), encoding.clone());
        SaveFailure::new(&text.path, Trouble::UnknownEncoding { document, encoding })
    })?;
    write(folder, &checked(paths::text(id))?, &bytes)?;
    Ok(Arc::new(Document {
        id: id.clone(),
        meta: text.meta.clone(),
        text: Text::new(decoded.text),
        source: Source {
            sha256: decode::sha256(&bytes),
            encoding: encoding.clone(),
        },
    }))
}

fn write(folder: &Root, relative: &Path, bytes: &[u8]) -> Result<(), SaveFailure> {
    let full =
        paths::check_inside(folder, relative).map_err(|it| SaveFailure::new(relative, it))?;
    atomic::write_new(folder.files(), &full, bytes)
        .map_err(|error| SaveFailure::io(relative, &error))
}

fn checked(path: Result<PathBuf, Trouble>) -> Result<PathBuf, SaveFailure> {
    path.map_err(|it| SaveFailure::new(paths::PROJECT, it))
}

/// The file of a layer as it would be written, for tests and exports.
pub fn layer_text(project: &Project, key: &LayerKey) -> Option<Result<String, Trouble>> {
    let (document, layer) = (project.document(&key.document)?, project.layer(key)?);
    Some(AnnotationsFile::of(&key.annotator, document, layer).and_then(|it| it.write()))
}
