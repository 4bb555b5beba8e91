//! Writing what is chosen of a project: whose work, which documents, in which sets; and what is lost.

use std::io;

use super::format::{Format, Hold, Holds, Item, Job, Options, Shape, Writing};
use super::output::{Below, Nowhere, Output};
use super::report::{Ledger, LossKind};
use super::{Counts, Report, Selection, draft, meta as known, names, orphans, settle};
use crate::model::annotation::{Layer, Status};
use crate::model::document::{Document, Meta};
use crate::model::id::{AnnotatorId, slug};
use crate::model::progress::{Cancelled, Progress};
use crate::model::project::Project;

/// Why an export is not there.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    #[error(transparent)]
    Io(#[from] io::Error),
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
    /// Something of a project is there.
    #[error("this would write over a project")]
    OverProject,
    /// In the folder that would be replaced is something that no export has written.
    #[error("no export has written {0}, which is in the folder")]
    Others(String),
}

/// An export as it was asked for.
#[derive(Clone, Copy)]
pub struct Export<'a> {
    pub format: &'a Format,
    pub project: &'a Project,
    pub selection: &'a Selection,
    pub options: &'a Options,
}

impl Export<'_> {
    /// Whether it is more than one file, so that it needs a folder or a zip file.
    pub fn needs_folder(&self) -> bool {
        let (chosen, _) = self.selection.narrow(self.project);
        let passes = passes(self.format.holds, &chosen, self.options);
        self.format.shape == Shape::Folder || passes.len() > 1
    }

    /// The project as it is when it holds nothing but what is chosen.
    pub fn chosen(&self) -> Project {
        let (settled, _) = settle::settled(self.project, self.selection);
        let (chosen, _) = self.selection.narrow(&settled);
        orphans::left_behind(chosen).0
    }

    /// What would be written, left out and lost. Nothing is written.
    pub fn preview(&self, progress: &Progress) -> Result<Report, ExportError> {
        self.run(&mut Nowhere::default(), progress)
    }

    /// Writes it, and finishes the output.
    pub fn run(&self, out: &mut dyn Output, progress: &Progress) -> Result<Report, ExportError> {
        let (settled, open) = settle::settled(self.project, self.selection);
        let (chosen, left_out) = self.selection.narrow(&settled);
        let (chosen, without_place) = orphans::left_behind(chosen);
        let mut ledger = Ledger::default();
        for loss in open.into_iter().chain(without_place) {
            ledger.add(loss.kind, loss.count);
        }
        self.write(&chosen, out, &mut ledger, progress)?;
        out.finish()?;
        let losses = ledger.losses();
        Ok(Report {
            written: Counts::of(&chosen).after(&losses),
            left_out,
            losses,
        })
    }

    fn write(
        &self,
        chosen: &Project,
        out: &mut dyn Output,
        ledger: &mut Ledger,
        progress: &Progress,
    ) -> Result<(), ExportError> {
        let passes = passes(self.format.holds, chosen, self.options);
        progress.begin("progress-export", chosen.order.len() * passes.len());
        let stem = slug(&chosen.name);
        for pass in &passes {
            let mut out = Below::of(out, pass.folder.as_deref());
            let job = Job {
                project: chosen,
                options: self.options,
                stem: pass.stem.as_deref().unwrap_or(&stem),
            };
            let Some(writer) = self.format.writer else {
                return Err(io::Error::from(io::ErrorKind::Unsupported).into());
            };
            let mut writing = writer.begin(job, &mut out)?;
            for document in chosen.listed() {
                progress.check()?;
                progress.step();
                if let Some(item) = pass.item(chosen, document, self.options) {
                    one(&mut *writing, self.format, &item, ledger)?;
                }
            }
            writing.finish(ledger)?;
            out.finish()?;
        }
        Ok(())
    }
}

/// Writes one document, and counts what the format has no place for at all.
pub(super) fn one(
    writing: &mut dyn Writing,
    format: &Format,
    item: &Item,
    ledger: &mut Ledger,
) -> io::Result<()> {
    let holds = format.holds;
    count_document(item, holds, format.keeps(), ledger);
    for (_, layer) in &item.layers {
        count_layer(layer, holds, ledger);
    }
    writing.item(item, ledger)
}

fn count_document(item: &Item, holds: Holds, format: &str, ledger: &mut Ledger) {
    let meta = &item.document.meta;
    if holds.metadata == Hold::No {
        ledger.add(LossKind::Metadata, usize::from(says_something(meta)));
    }
    if format == draft::EVERYTHING {
        return;
    }
    let own = draft::extra_field(format);
    let others = meta
        .fields
        .keys()
        .filter(|it| !draft::is_own_field(it) && **it != own && *it != known::KINDS);
    ledger.add(LossKind::Extras, others.count());
}

fn says_something(meta: &Meta) -> bool {
    let mut bare = meta.clone();
    bare.fields.retain(|name, _| draft::is_own_field(name));
    bare != Meta::default()
}

fn count_layer(layer: &Layer, holds: Holds, ledger: &mut Ledger) {
    let mut count = |hold: Hold, kind: LossKind, n: usize| {
        if hold == Hold::No {
            ledger.add(kind, n);
        }
    };
    let answers = layer.spans().map(|it| it.attributes.iter().count()).sum();
    count(holds.attributes, LossKind::Attributes, answers);
    count(holds.links, LossKind::Links, layer.n_links());
    let notes = layer.spans().filter(|it| !it.note.is_empty()).count();
    count(holds.notes, LossKind::Notes, notes);
    let labels = layer.labels.iter().count();
    count(holds.document_labels, LossKind::DocumentLabels, labels);
    let told = usize::from(layer.status != Status::ToDo);
    count(holds.status, LossKind::Status, told);
    count(holds.annotators, LossKind::Annotators, 1);
}

/// Writing the documents of one set, or the work of one annotator.
struct Pass {
    annotator: Option<AnnotatorId>,
    split: Option<usize>,
    folder: Option<String>,
    stem: Option<String>,
}

fn passes(holds: Holds, chosen: &Project, options: &Options) -> Vec<Pass> {
    let mut annotators: Vec<Option<AnnotatorId>> = vec![None];
    if holds.each_apart() {
        let them = chosen.layers.iter();
        let them = them.filter(|(_, layers)| layers.values().any(|it| !it.is_blank()));
        let them: Vec<_> = them.map(|(id, _)| Some(id.clone())).collect();
        if !them.is_empty() {
            annotators = them;
        }
    }
    let several = annotators.len() > 1;
    let sets = &options.splits.names;
    let mut splits: Vec<Option<usize>> = vec![None];
    if holds.splits != Hold::Yes && !sets.is_empty() {
        splits = (0..sets.len()).map(Some).collect();
    }
    let mut passes = Vec::new();
    for annotator in annotators {
        for split in &splits {
            let name = split.and_then(|it| sets.get(it)).cloned();
            let by = annotator.as_ref().filter(|_| several);
            let by = by.map(|it| names::part(it.as_str()));
            passes.push(Pass {
                annotator: annotator.clone(),
                split: *split,
                folder: match (by, &name) {
                    (Some(by), Some(name)) => Some(format!("{by}/{name}")),
                    (by, name) => by.or_else(|| name.clone()),
                },
                stem: name,
            });
        }
    }
    passes
}

impl Pass {
    /// A document of this pass: one that its annotator has looked at, or that nobody has.
    fn item<'a>(
        &self,
        project: &'a Project,
        document: &'a Document,
        options: &'a Options,
    ) -> Option<Item<'a>> {
        let place = options.splits.of.get(&document.id);
        if self.split.is_some_and(|it| place != Some(&it)) {
            return None;
        }
        let all = project.layers.iter();
        let all = all.filter_map(|(by, layers)| Some((by, &**layers.get(&document.id)?)));
        let all: Vec<(&AnnotatorId, &Layer)> = all.collect();
        let mine = |by: &AnnotatorId| self.annotator.as_ref().is_none_or(|it| it == by);
        let layers: Vec<_> = all.iter().filter(|it| mine(it.0)).copied().collect();
        if layers.is_empty() && !all.is_empty() && all.iter().any(|it| !it.1.is_blank()) {
            return None;
        }
        Some(Item {
            document,
            layers,
            split: options.splits.get(&document.id),
        })
    }
}
