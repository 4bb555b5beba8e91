//! Ways out of the program, one file each. A format is given a project already narrowed to what was
//! chosen; it says beforehand what it cannot hold, and writes the same bytes for the same project.
//!
//! A new format is a file here and a line in [`FORMATS`]: dialogs and command line follow.

use std::io::{self, Write};

use crate::model::project::Project;

pub mod corpus;
pub mod schemes;
mod selection;
mod settle;

pub use selection::{Documents, LeftOut, Selection};

/// Every format, in the order they are offered.
pub const FORMATS: &[&dyn Format] = &[&corpus::CorpusRon];

/// A way to write a project into one file.
pub trait Format: Sync {
    /// The name on the command line, such as `corpus`; its sentence has the key `format-…`.
    fn id(&self) -> &'static str;

    /// The ending of its files, without the dot.
    fn extension(&self) -> &'static str;

    /// What of this project the format cannot hold, known before anything is written.
    fn losses(&self, project: &Project) -> Vec<Loss>;

    /// Writes the whole project as it is given.
    fn write(&self, project: &Project, out: &mut dyn Write) -> io::Result<()>;
}

/// Something a format cannot hold, or that nobody has decided yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Loss {
    pub kind: LossKind,
    /// How many records are concerned.
    pub count: usize,
}

/// What is lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LossKind {
    /// Spans whose place is not in the text: there is no number to write for it.
    SpansOutsideText,
    /// Second versions of records, left from a merge: the first is written.
    OtherVersions,
    /// Records that one side of a merge removed: they are written.
    RemovedElsewhere,
    /// Second answers about a document, left from a merge: the first is written.
    OtherAnswers,
}

impl LossKind {
    pub const ALL: [Self; 4] = [
        Self::SpansOutsideText,
        Self::OtherVersions,
        Self::RemovedElsewhere,
        Self::OtherAnswers,
    ];

    /// The key of its sentence in the translation files; `count` fills it in.
    pub fn key(self) -> &'static str {
        match self {
            Self::SpansOutsideText => "loss-spans-outside-text",
            Self::OtherVersions => "loss-other-versions",
            Self::RemovedElsewhere => "loss-removed-elsewhere",
            Self::OtherAnswers => "loss-other-answers",
        }
    }
}

/// What an export did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    pub written: Counts,
    pub left_out: LeftOut,
    pub losses: Vec<Loss>,
}

/// How much there is of each thing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub documents: usize,
    /// Layers: one for each annotator and document.
    pub layers: usize,
    pub spans: usize,
    pub links: usize,
}

impl Counts {
    /// Counts what a project holds.
    pub fn of(project: &Project) -> Self {
        let mut counts = Self {
            documents: project.order.len(),
            ..Self::default()
        };
        for (key, layer) in project.all_layers() {
            if project.documents.contains_key(&key.document) {
                counts.layers += 1;
                counts.spans += layer.n_spans();
                counts.links += layer.n_links();
            }
        }
        counts
    }
}

/// The format with this name.
pub fn by_id(id: &str) -> Option<&'static dyn Format> {
    FORMATS.iter().copied().find(|it| it.id() == id)
}

/// Writes what is chosen of a project, and says what was written, left out and lost.
pub fn export(
    format: &dyn Format,
    project: &Project,
    selection: &Selection,
    out: &mut dyn Write,
) -> io::Result<Report> {
    let (chosen, report) = prepared(format, project, selection);
    format.write(&chosen, out)?;
    Ok(report)
}

/// What an export would write, leave out and lose, without writing it.
pub fn preview(format: &dyn Format, project: &Project, selection: &Selection) -> Report {
    prepared(format, project, selection).1
}

/// What is to be written, and what there is to say of it.
fn prepared(format: &dyn Format, project: &Project, selection: &Selection) -> (Project, Report) {
    let (settled, mut losses) = settle::settled(project, selection);
    let (chosen, left_out) = selection.narrow(&settled);
    losses.extend(format.losses(&chosen));
    let report = Report {
        written: Counts::of(&chosen),
        left_out,
        losses,
    };
    (chosen, report)
}
