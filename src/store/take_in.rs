//! What was imported, into a project: a new one, or one that is there, by one step that can be undone.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::create;
use super::files::Root;
use super::notice::SaveFailure;
use super::progress::Progress;
use crate::formats::import::Imported;
use crate::formats::{Fate, Fault, Problem};
use crate::model::annotation::{Layer, Span};
use crate::model::document::{Document, Meta};
use crate::model::edit::Edit;
use crate::model::history::Step;
use crate::model::id::{AnnotatorId, DocumentId, TargetId};
use crate::model::project::{LayerKey, Project, Target};
use crate::model::value::Value;

/// What is done with an import.
#[derive(Debug, Default)]
pub struct TakenIn {
    /// Adds everything; without edits where all of it was there already.
    pub edits: Vec<Edit>,
    /// Documents that are new, by their ids in the project.
    pub new: Vec<DocumentId>,
    /// Documents whose text was there already: what is said of it is with the text that was there.
    pub known: Vec<(DocumentId, DocumentId)>,
    /// What of them has no place beside what the project knows.
    pub problems: Vec<Problem>,
}

impl TakenIn {
    /// The step to run.
    pub fn step(self) -> Step {
        let n = self.new.len() + self.known.len();
        Step::new("step-import", n.to_string(), self.edits)
    }
}

/// Makes a project folder of an import.
pub fn create(to: impl Into<Root>, imported: &Imported) -> Result<(), SaveFailure> {
    let mut project = imported.project.clone();
    let missing = missing_targets(&project, &project);
    Arc::make_mut(&mut project.targets).extend(missing);
    create::from_project(to, &project, &imported.texts)
}

/// Writes the texts of an import into the folder of a project, and gives what adds them to it, with
/// everything said of them.
///
/// A text that the project has already does not come in twice, as long as nothing is lost by it: what an
/// annotator says of it goes where that annotator has said nothing yet, or says the same. Else it is a
/// new document.
pub fn add(
    root: impl Into<Root>,
    project: &Project,
    imported: &Imported,
    progress: &Progress,
) -> Result<TakenIn, SaveFailure> {
    let root = root.into();
    let mut taking = Taking::new(project, imported);
    taking.shared();
    progress.begin("progress-copy", imported.project.order.len());
    let mut written = false;
    for document in imported.project.listed() {
        progress.check()?;
        progress.step();
        match taking.place_of(document) {
            Some(known) => taking.onto(document, &known),
            None => {
                if !written {
                    create::make_texts_folder(&root)?;
                }
                taking.beside(&root, document)?;
                written = true;
            }
        }
    }
    if written {
        create::sync_texts(&root)?;
    }
    taking.done.edits.append(&mut taking.records);
    Ok(taking.done)
}

struct Taking<'a> {
    project: &'a Project,
    imported: &'a Imported,
    /// The documents of the project by their texts, the first of several.
    texts: HashMap<&'a str, DocumentId>,
    /// Layers that this import has filled.
    filled: BTreeSet<LayerKey>,
    taken: BTreeSet<DocumentId>,
    done: TakenIn,
    /// The edits that come last: they need documents, annotators and schema.
    records: Vec<Edit>,
}

impl<'a> Taking<'a> {
    fn new(project: &'a Project, imported: &'a Imported) -> Self {
        let mut texts = HashMap::new();
        for document in project.listed() {
            texts
                .entry(document.text.as_str())
                .or_insert_with(|| document.id.clone());
        }
        Self {
            project,
            imported,
            texts,
            filled: BTreeSet::new(),
            taken: BTreeSet::new(),
            done: TakenIn::default(),
            records: Vec::new(),
        }
    }

    /// The schema, the annotators and the targets, where they are new.
    fn shared(&mut self) {
        let new = &self.imported.project;
        if new.schema != self.project.schema {
            self.done.edits.push(Edit::Schema(Arc::clone(&new.schema)));
        }
        let annotators = new.annotators.iter();
        let annotators = annotators.filter(|it| !self.project.annotators.contains_key(it.0));
        let annotators = annotators.map(|(id, it)| Edit::Annotator(id.clone(), Some(it.clone())));
        self.done.edits.extend(annotators);
        let targets = missing_targets(self.project, new).into_iter();
        let targets = targets.map(|(id, it)| Edit::Target(id, Some(it)));
        self.done.edits.extend(targets);
    }

    /// The document that has this text already and takes all that is said of it.
    fn place_of(&self, document: &Document) -> Option<DocumentId> {
        let known = self.texts.get(document.text.as_str())?;
        let fits = |(by, layer): (&AnnotatorId, &Arc<Layer>)| {
            let key = key(by, known);
            let there = self.project.layer(&key).filter(|it| !it.is_blank());
            !self.filled.contains(&key) && there.is_none_or(|it| says_the_same(it, layer))
        };
        self.layers(&document.id).all(fits).then(|| known.clone())
    }

    fn layers(&self, id: &DocumentId) -> impl Iterator<Item = (&'a AnnotatorId, &'a Arc<Layer>)> {
        let id = id.clone();
        let all = self.imported.project.layers.iter();
        let all = all.filter_map(move |(by, layers)| Some((by, layers.get(&id)?)));
        all.filter(|(_, it)| !it.is_blank())
    }

    /// Adds what is said of a document to one with the same text.
    fn onto(&mut self, document: &Document, known: &DocumentId) {
        self.records_of(&document.id, known);
        if let Some(there) = self.project.document(known) {
            let (meta, lost) = filled_up(&there.meta, &document.meta);
            let told = lost.into_iter().map(|name| Problem {
                file: document.id.to_string(),
                line: 0,
                fault: Fault::NoPlace(name),
                fate: Fate::Skipped,
            });
            self.done.problems.extend(told);
            if meta != there.meta {
                self.records.push(Edit::Meta(known.clone(), meta));
            }
        }
        let pair = (document.id.clone(), known.clone());
        self.done.known.push(pair);
    }

    /// Adds a new document at the end of the list.
    fn beside(&mut self, root: &Root, document: &Arc<Document>) -> Result<(), SaveFailure> {
        let taken = |id: &DocumentId| {
            self.project.documents.contains_key(id)
                || self.taken.contains(id)
                || (*id != document.id && self.imported.project.documents.contains_key(id))
        };
        let id = create::free_id(root, document.id.as_str(), taken)?;
        let bytes = self.imported.texts.get(&document.id);
        let bytes = bytes.map_or(document.text.as_str().as_bytes(), Vec::as_slice);
        create::write_text(root, &id, bytes)?;
        let place = self.project.order.len() + self.done.new.len();
        let mut new = Arc::clone(document);
        if new.id != id {
            Arc::make_mut(&mut new).id = id.clone();
        }
        let edit = Edit::Document(id.clone(), Some((place, new)));
        self.done.edits.push(edit);
        self.records_of(&document.id, &id);
        self.taken.insert(id.clone());
        self.done.new.push(id);
        Ok(())
    }

    fn records_of(&mut self, from: &DocumentId, to: &DocumentId) {
        let layers: Vec<_> = self.layers(from).collect();
        for (by, layer) in layers {
            let key = key(by, to);
            let there = self.project.layer(&key).is_some_and(|it| !it.is_blank());
            if !there {
                self.records.extend(edits(&key, layer));
                self.filled.insert(key);
            }
        }
    }
}

fn key(by: &AnnotatorId, document: &DocumentId) -> LayerKey {
    LayerKey {
        annotator: by.clone(),
        document: document.clone(),
    }
}

/// The edits that make a blank layer this one.
fn edits(key: &LayerKey, layer: &Layer) -> Vec<Edit> {
    let mut edits = vec![Edit::Status(key.clone(), layer.status)];
    for (id, value) in layer.labels.iter() {
        edits.push(Edit::DocumentLabel(
            key.clone(),
            id.clone(),
            Some(value.clone()),
        ));
    }
    for (id, value) in layer.other_labels.iter() {
        edits.push(Edit::OtherLabel(
            key.clone(),
            id.clone(),
            Some(value.clone()),
        ));
    }
    for span in layer.spans().chain(layer.orphans()) {
        let (id, span) = (span.id.clone(), Some(Arc::clone(span)));
        edits.push(Edit::Span(key.clone(), id, span));
    }
    for link in layer.links() {
        let (id, link) = (link.id.clone(), Some(Arc::clone(link)));
        edits.push(Edit::Link(key.clone(), id, link));
    }
    edits
}

/// Whether two layers hold the same records, whatever their ids, and whoever made them when.
fn says_the_same(a: &Layer, b: &Layer) -> bool {
    a.status == b.status
        && a.labels == b.labels
        && spans_of(a) == spans_of(b)
        && links_of(a) == links_of(b)
}

fn spans_of(layer: &Layer) -> Vec<String> {
    let spans = layer.spans().chain(layer.orphans());
    let mut all: Vec<String> = spans.map(|it| said(it)).collect();
    all.sort();
    all
}

fn links_of(layer: &Layer) -> Vec<String> {
    let end = |id| layer.record(id).map_or_else(String::new, |it| said(it));
    let links = layer.links();
    let mut all: Vec<String> = links
        .map(|it| format!("{} {} {}", it.kind, end(&it.from), end(&it.to)))
        .collect();
    all.sort();
    all
}

fn said(span: &Span) -> String {
    let Span {
        label,
        at,
        attributes,
        note,
        ..
    } = span;
    format!("{label} {at:?} {attributes:?} {note}")
}

/// What is known of a document, filled up by what else is known of it; and the names of what is known
/// otherwise.
fn filled_up(there: &Meta, new: &Meta) -> (Meta, Vec<String>) {
    let (mut meta, mut lost) = (there.clone(), Vec::new());
    for (name, have, more) in [
        ("title", &mut meta.title, &new.title),
        ("author", &mut meta.author, &new.author),
        ("url", &mut meta.url, &new.url),
        ("language", &mut meta.language, &new.language),
        ("genre", &mut meta.genre, &new.genre),
    ] {
        if have.is_empty() {
            have.clone_from(more);
        } else if !more.is_empty() && have != more {
            lost.push(format!("{name}: {more}"));
        }
    }
    match (&meta.date, &new.date) {
        (None, _) => meta.date.clone_from(&new.date),
        (Some(have), Some(more)) if have != more => lost.push(format!("date: {more}")),
        _ => {}
    }
    for (name, more) in &new.fields {
        let have = meta
            .fields
            .entry(name.clone())
            .or_insert_with(|| more.clone());
        if have != more {
            lost.push(format!("{name}: {more}"));
        }
    }
    (meta, lost)
}

/// The targets that records are about and that the project does not list, under their ids.
fn missing_targets(project: &Project, new: &Project) -> BTreeMap<TargetId, Target> {
    let mut missing = BTreeMap::new();
    let mut see = |value: &Value| {
        if let Value::Target(id) = value
            && !project.targets.contains_key(id)
        {
            let name = new.target_name(id).to_owned();
            missing.insert(id.clone(), Target { name });
        }
    };
    for (_, layer) in new.all_layers() {
        layer.labels.iter().for_each(|it| see(it.1));
        for span in layer.spans() {
            span.attributes.iter().for_each(|it| see(it.1));
        }
    }
    missing
}
