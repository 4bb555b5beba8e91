//! What every format is made of: a way in, a way out, and what it can hold.

use std::collections::BTreeMap;
use std::io;

use super::draft::Draft;
use super::input::Input;
use super::output::Output;
use super::report::{Fate, Fault, Ledger, Problem};
use super::ways::LeftOpen;
pub use crate::analysis::split::Sets as Splits;
use crate::model::annotation::Layer;
use crate::model::document::Document;
use crate::model::id::{AnnotatorId, LabelId};
use crate::model::progress::Cancelled;
use crate::model::project::Project;
use crate::model::schema::Schema;
use crate::model::text::Count;

/// A format: a row of what is known of it, its way in and its way out.
pub struct Format {
    /// The name on the command line, such as `corpus`; its sentence has the key `format-…`.
    pub id: &'static str,
    /// The ending of its files, without the dot.
    pub extension: &'static str,
    /// Whether it is written as one file or as several.
    pub shape: Shape,
    /// The name that it keeps what only it understands under, where that is not its own; formats of one
    /// family may share it. [`EVERYTHING`](super::draft::EVERYTHING) where it writes what others kept as well.
    pub keeps: Option<&'static str>,
    /// What it can hold.
    pub holds: Holds,
    /// What it leaves open: which of the [`Options`] mean something to it.
    pub leaves_open: &'static [LeftOpen],
    pub reader: Option<&'static dyn Reader>,
    pub writer: Option<&'static dyn Writer>,
}

impl Format {
    /// One file that holds a text, and has no way in or out yet: what a row begins with.
    pub const NONE: Self = Self {
        id: "",
        extension: "",
        shape: Shape::File,
        keeps: None,
        holds: Holds::TEXT,
        leaves_open: &[],
        reader: None,
        writer: None,
    };

    /// The name that it keeps what only it understands under.
    pub fn keeps(&self) -> &'static str {
        self.keeps.unwrap_or(self.id)
    }
}

/// How a format is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    File,
    /// Several files, in a folder or in a zip file.
    Folder,
}

/// How much of something a format holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Hold {
    Yes,
    /// Not in every case, or by a convention of ours.
    Partly,
    #[default]
    No,
}

/// What a format can hold: the table of the README and of `sententia formats`. What is lost in a given
/// project is counted while it is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Holds {
    /// Spans with labels.
    pub spans: Hold,
    /// Spans over the same words.
    pub overlaps: Hold,
    /// Spans of several fragments.
    pub fragments: Hold,
    pub attributes: Hold,
    pub links: Hold,
    pub notes: Hold,
    pub document_labels: Hold,
    pub metadata: Hold,
    /// How far an annotator is with a document.
    pub status: Hold,
    /// Several annotators side by side; else each one's work is written apart.
    pub annotators: Hold,
    /// Train, dev and test side by side; else each is written apart.
    pub splits: Hold,
}

impl Holds {
    /// Everything that a project has.
    pub const ALL: Self = Self {
        spans: Hold::Yes,
        overlaps: Hold::Yes,
        fragments: Hold::Yes,
        attributes: Hold::Yes,
        links: Hold::Yes,
        notes: Hold::Yes,
        document_labels: Hold::Yes,
        metadata: Hold::Yes,
        status: Hold::Yes,
        annotators: Hold::Yes,
        splits: Hold::No,
    };

    /// Nothing but texts.
    pub const TEXT: Self = Self {
        spans: Hold::No,
        overlaps: Hold::No,
        fragments: Hold::No,
        attributes: Hold::No,
        links: Hold::No,
        notes: Hold::No,
        document_labels: Hold::No,
        metadata: Hold::No,
        status: Hold::No,
        annotators: Hold::No,
        splits: Hold::No,
    };

    /// Texts with spans, and nothing else.
    pub const LABELS: Self = Self {
        spans: Hold::Yes,
        ..Self::TEXT
    };

    /// Whether each annotator's work is written apart: it is where there are records, and no place to say
    /// whose they are.
    pub fn each_apart(&self) -> bool {
        self.annotators != Hold::Yes && self.spans == Hold::Yes
    }
}

/// A way in.
pub trait Reader: Sync {
    /// Whether these files seem to be of this format, from their names and their first bytes.
    fn knows(&self, input: &Input) -> Fit;

    /// Gives every document as soon as it is complete. What is wrong is told, and the good part is given.
    fn read(
        &self,
        input: &Input,
        options: &Reading,
        intake: &mut dyn Intake,
    ) -> Result<(), Cancelled>;

    /// What is looked for in a table whose columns (or records whose keys) may be called otherwise, see
    /// [`Reading::columns`]. Nothing for what has fixed names.
    fn columns(&self) -> &'static [&'static str] {
        &[]
    }
}

/// How well files fit a format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    No,
    /// It can be read so, as many things can.
    Maybe,
    /// It looks like it.
    Likely,
    /// It says so itself.
    Surely,
    /// It says of all the files together what they are, also where each alone would be of another format.
    Package,
}

/// Where a reader's findings go.
pub trait Intake {
    /// What the source declares beside its texts, by the ids that its records use. Before the first document.
    fn declare(&mut self, schema: &Schema);

    fn document(&mut self, draft: Draft) -> Result<(), Cancelled>;

    /// How the columns of a table, or the keys of a record, are called, so that a person may choose.
    fn columns(&mut self, _names: &[&str]) {}

    fn problem(&mut self, problem: Problem);

    /// Where it should stop between documents. Long work inside of one asks now and then.
    fn check(&self) -> Result<(), Cancelled>;
}

impl dyn Intake + '_ {
    /// Tells what was wrong in line `line` of a file (0: no line is meant).
    pub fn tell(&mut self, file: &str, line: usize, fault: Fault, fate: Fate) {
        self.problem(Problem {
            file: file.to_owned(),
            line,
            fault,
            fate,
        });
    }
}

/// How to read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// The WHATWG name of the encoding of texts, where the guess is wrong.
    pub encoding: Option<String>,
    /// How positions are counted, where a format leaves it open; `None`: by what fits.
    pub unit: Option<Count>,
    /// What columns of a table, or keys of a line, are: `text`, `label`, `start`… by their names in the file.
    pub columns: BTreeMap<String, String>,
}

impl Reading {
    /// The name that a column has in the file.
    pub fn column<'a>(&'a self, usual: &'a str) -> &'a str {
        self.columns.get(usual).map_or(usual, String::as_str)
    }
}

/// A way out.
pub trait Writer: Sync {
    /// Begins to write. Everything that cannot be held is counted in the ledger while it is written.
    fn begin<'a>(
        &'a self,
        job: Job<'a>,
        out: &'a mut dyn Output,
    ) -> io::Result<Box<dyn Writing + 'a>>;
}

/// An export on its way.
pub trait Writing {
    /// Writes one document.
    fn item(&mut self, item: &Item, ledger: &mut Ledger) -> io::Result<()>;

    /// Writes what comes after the last.
    fn finish(self: Box<Self>, ledger: &mut Ledger) -> io::Result<()>;
}

/// What a writer knows before the first document.
#[derive(Clone, Copy)]
pub struct Job<'a> {
    /// Name, schema, targets and annotators; its documents may come later and are not looked at here.
    pub project: &'a Project,
    pub options: &'a Options,
    /// What the file should be called, without ending, where it is one of several.
    pub stem: &'a str,
}

impl<'a> Job<'a> {
    /// What an annotator is called: by name where there is one, else by id.
    pub fn name_of(&self, id: &'a AnnotatorId) -> &'a str {
        let known = self.project.annotators.get(id);
        let known = known.filter(|it| !it.name.is_empty());
        known.map_or(id.as_str(), |it| it.name.as_str())
    }
}

/// A document to be written. A format without annotators is given one layer at most.
#[derive(Clone, Debug)]
pub struct Item<'a> {
    pub document: &'a Document,
    pub layers: Vec<(&'a AnnotatorId, &'a Layer)>,
    /// The set that it belongs to, such as `train`.
    pub split: Option<&'a str>,
}

impl Item<'_> {
    /// What was said of the document, where there is one annotator.
    pub fn layer(&self) -> Option<&Layer> {
        self.layers.first().map(|it| it.1)
    }
}

/// How to write.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Options {
    pub overlaps: Overlaps,
    pub fragments: Fragments,
    /// Which document belongs to which set, and the sets in their order.
    pub splits: Splits,
    /// How positions are counted, where a format leaves it open.
    pub unit: Option<Count>,
    /// Which tags stand for a stretch of words.
    pub tags: Tags,
    /// What becomes of a span that begins or ends inside a word.
    pub words: Words,
}

/// Which of several spans over the same words is written, where only one can be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Overlaps {
    /// The one over most characters; of equals the first.
    #[default]
    Longest,
    /// The one that begins first; of equals the longest.
    Outermost,
    /// The one whose label comes first here, then as the longest.
    Priority(Vec<LabelId>),
}

/// How a span of several fragments is written, where only one stretch can be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fragments {
    /// From the start of the first to the end of the last.
    #[default]
    Whole,
    /// Each as a span of its own.
    Apart,
    /// Not at all.
    LeaveOut,
}

/// A span that begins or ends inside a word, where only words can be marked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Words {
    /// The word is cut there, so that the span is what it was.
    #[default]
    Cut,
    /// The span takes the whole word, so that words come from the text alone.
    Widen,
}

/// Tags of words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tags {
    /// `B-`, `I-`, `O` (IOB2).
    #[default]
    Iob,
    /// `B-`, `I-`, `L-`, `U-`, `O`.
    Bilou,
}
