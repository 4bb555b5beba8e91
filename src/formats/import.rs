//! Reading what other programs left: known by its looks, taken in as a project, or passed on to another
//! format document by document.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Timestamp;

use super::FORMATS;
use super::draft::Draft;
use super::export::{self, Export, ExportError};
use super::format::{Fit, Format, Intake, Item, Job, Options, Reader, Reading, Writing};
use super::gather::{Gather, Taker};
use super::input::Input;
use super::output::{Below, Output};
use super::records::ENDINGS;
use super::report::{Fate, Fault, Ledger, Problem};
use super::{Counts, LeftOut, Report, Selection};
use crate::model::annotation::Layer;
use crate::model::id::{AnnotatorId, DocumentId, slug};
use crate::model::progress::{Cancelled, Progress};
use crate::model::project::{Annotator, Project};
use crate::model::schema::Schema;

/// The format that files seem to be of; of several the one that says so the most, then the first.
pub fn recognize(input: &Input) -> Option<&'static Format> {
    best(input).0
}

/// As [`recognize`]. A single file without an ending, such as the standard input, is read as having the one of
/// those that its first bytes suggest that fits best.
pub fn recognize_unnamed(input: &mut Input) -> Option<&'static Format> {
    let mut found = best(input);
    let whole = input.clone();
    for ending in whole.suggested() {
        let mut other = whole.clone();
        other.read_as(ending);
        let (format, fit) = best(&other);
        if fit > found.1 {
            found = (format, fit);
            *input = other;
        }
    }
    found.0
}

fn best(input: &Input) -> (Option<&'static Format>, Fit) {
    let mut best = (None, Fit::No);
    for format in FORMATS.iter().copied() {
        let fit = format.reader.map_or(Fit::No, |it| it.knows(input));
        if fit > best.1 {
            best = (Some(format), fit);
        }
    }
    best
}

/// Whose the records are, and of when, where the source does not say it.
#[derive(Clone, Debug)]
pub struct Whose {
    pub annotator: String,
    pub when: Timestamp,
}

/// What came in.
#[derive(Debug, Default)]
pub struct Imported {
    /// The documents that came in, and nothing else of the project they are for, but its schema and its
    /// annotators with what is new in them.
    pub project: Project,
    /// The bytes of texts that are not stored as UTF-8.
    pub texts: BTreeMap<DocumentId, Vec<u8>>,
    pub problems: Vec<Problem>,
    /// The columns or keys there are, where the format lets one choose.
    pub columns: BTreeSet<String>,
}

/// Reads everything, for a project that is there (or for a new one: `base` is then empty but for its schema).
pub fn import(
    reader: &dyn Reader,
    input: &Input,
    reading: &Reading,
    (base, whose): (&Project, &Whose),
    progress: &Progress,
) -> Result<Imported, Cancelled> {
    progress.begin("progress-import", 0);
    let mut collected = Collected {
        gather: Gather::new(&base.schema),
        drafts: Vec::new(),
        problems: Vec::new(),
        columns: BTreeSet::new(),
        progress,
    };
    read_all(reader, input, reading, &mut collected)?;
    let schema = Arc::new(collected.gather.schema());
    let taken = base.documents.keys().cloned().collect();
    let mut taker = taker(&schema, whose, &base.annotators, taken);
    let mut imported = Imported {
        problems: collected.problems,
        columns: collected.columns,
        ..Imported::default()
    };
    let mut documents = BTreeMap::new();
    let mut order = Vec::with_capacity(collected.drafts.len());
    let mut layers: BTreeMap<AnnotatorId, BTreeMap<DocumentId, Arc<Layer>>> = BTreeMap::new();
    for draft in collected.drafts {
        progress.check()?;
        let it = taker.take(draft, &mut imported.problems);
        let id = it.document.id.clone();
        for (by, layer) in it.layers {
            layers
                .entry(by)
                .or_default()
                .insert(id.clone(), Arc::new(layer));
        }
        if let Some(stored) = it.stored {
            imported.texts.insert(id.clone(), stored.bytes);
        }
        order.push(id.clone());
        documents.insert(id, Arc::new(it.document));
    }
    imported.project = Project {
        name: base.name.clone(),
        schema,
        guidelines: Arc::clone(&base.guidelines),
        targets: Arc::clone(&base.targets),
        annotators: Arc::new(taker.annotators().clone()),
        documents: Arc::new(documents),
        order: Arc::new(order),
        layers: layers
            .into_iter()
            .map(|(by, it)| (by, Arc::new(it)))
            .collect(),
    };
    Ok(imported)
}

/// Reads everything, and tells of every file that the reader passed over without a word.
fn read_all(
    reader: &dyn Reader,
    input: &Input,
    reading: &Reading,
    intake: &mut dyn Intake,
) -> Result<(), Cancelled> {
    input.forget();
    let mut heard = Heard {
        intake,
        files: BTreeSet::new(),
    };
    reader.read(input, reading, &mut heard)?;
    let Heard { intake, files } = heard;
    if input.entries().is_empty() {
        let fault = Fault::Empty(input.stem().to_owned());
        intake.tell(input.stem(), 0, fault, Fate::Skipped);
    }
    for entry in input.unread().filter(|it| !files.contains(&it.name)) {
        intake.tell(&entry.name, 0, Fault::NotOfIt, Fate::Skipped);
    }
    tell_others(reader, input, intake);
    Ok(())
}

/// Tells which of several files of records were read, and yet look like another format. Of very many files
/// the first are looked at.
fn tell_others(reader: &dyn Reader, input: &Input, intake: &mut dyn Intake) {
    const MOST: usize = 500;
    const ALIKE: [&Format; 5] = [
        &super::doccano::DOCCANO,
        &super::label_studio::LABEL_STUDIO,
        &super::prodigy::PRODIGY,
        &super::hf::HF_JSONL,
        &super::argilla::ARGILLA,
    ];
    if input.ending(ENDINGS).nth(1).is_none() {
        return;
    }
    let unread: BTreeSet<&str> = input.unread().map(|it| it.name.as_str()).collect();
    let read = input.ending(ENDINGS).take(MOST);
    for entry in read.filter(|it| !unread.contains(it.name.as_str())) {
        let alone = Input::of(&entry.name, vec![entry.clone()]);
        if reader.knows(&alone) >= Fit::Likely {
            continue;
        }
        let fit = |it: &&Format| it.reader.map_or(Fit::No, |it| it.knows(&alone));
        let alike = ALIKE.into_iter().filter(|it| fit(it) >= Fit::Likely);
        if let Some(other) = alike.max_by_key(fit) {
            let fault = Fault::LooksLike(other.id.to_owned());
            intake.tell(&entry.name, 0, fault, Fate::Kept);
        }
    }
}

/// Passes everything on, and remembers which files a problem was told of.
struct Heard<'a> {
    intake: &'a mut dyn Intake,
    files: BTreeSet<String>,
}

impl Intake for Heard<'_> {
    fn declare(&mut self, schema: &Schema) {
        self.intake.declare(schema);
    }

    fn document(&mut self, draft: Draft) -> Result<(), Cancelled> {
        self.intake.document(draft)
    }

    fn columns(&mut self, names: &[&str]) {
        self.intake.columns(names);
    }

    fn problem(&mut self, problem: Problem) {
        if !self.files.contains(&problem.file) {
            self.files.insert(problem.file.clone());
        }
        self.intake.problem(problem);
    }

    fn check(&self) -> Result<(), Cancelled> {
        self.intake.check()
    }
}

/// From one format to another, one document in memory at a time: the first reading learns the schema, the
/// second writes. Where each annotator's work is written apart, or sets are made, all is read at once.
pub fn convert(
    (reader, input, reading): (&dyn Reader, &Input, &Reading),
    whose: &Whose,
    (format, options): (&Format, &Options),
    out: &mut dyn Output,
    progress: &Progress,
) -> Result<(Report, Vec<Problem>), ExportError> {
    progress.begin("progress-import", 0);
    let mut learned = Learned::new(progress);
    reader.read(input, reading, &mut learned)?;
    let apart = format.holds.each_apart() && learned.annotators.len() > 1;
    let mut base = Project {
        name: input.stem().to_owned(),
        ..Project::default()
    };
    if apart || !options.splits.names.is_empty() {
        let imported = import(reader, input, reading, (&base, whose), progress)?;
        let export = Export {
            format,
            project: &imported.project,
            selection: &Selection::default(),
            options,
        };
        return Ok((export.run(out, progress)?, imported.problems));
    }
    base.schema = Arc::new(learned.gather.schema());
    let mut taker = taker(&base.schema, whose, &BTreeMap::new(), BTreeSet::new());
    learned.annotators.iter().for_each(|it| taker.meet(it));
    base.annotators = Arc::new(taker.annotators().clone());
    let mut below = Below::of(out, None);
    let done = pass_on(
        (reader, input, reading),
        (&base, taker, learned.n),
        (format, options),
        &mut below,
        progress,
    )?;
    below.finish()?;
    out.finish()?;
    Ok(done)
}

/// The second reading: every document goes to the writer.
fn pass_on(
    (reader, input, reading): (&dyn Reader, &Input, &Reading),
    (base, taker, n): (&Project, Taker, usize),
    (format, options): (&Format, &Options),
    out: &mut dyn Output,
    progress: &Progress,
) -> Result<(Report, Vec<Problem>), ExportError> {
    let stem = slug(&base.name);
    let job = Job {
        project: base,
        options,
        stem: &stem,
    };
    let Some(writer) = format.writer else {
        return Err(std::io::Error::from(std::io::ErrorKind::Unsupported).into());
    };
    progress.begin("progress-export", n);
    let mut passed = Passed {
        writing: writer.begin(job, out)?,
        format,
        taker,
        ledger: Ledger::default(),
        written: Counts::default(),
        problems: Vec::new(),
        failure: None,
        progress,
    };
    let read = read_all(reader, input, reading, &mut passed);
    if let Some(error) = passed.failure {
        return Err(error.into());
    }
    read?;
    passed.writing.finish(&mut passed.ledger)?;
    let losses = passed.ledger.losses();
    let report = Report {
        written: passed.written.after(&losses),
        left_out: LeftOut::default(),
        losses,
    };
    Ok((report, passed.problems))
}

fn taker(
    schema: &Arc<Schema>,
    whose: &Whose,
    annotators: &BTreeMap<AnnotatorId, Annotator>,
    taken: BTreeSet<DocumentId>,
) -> Taker {
    let schema = Arc::clone(schema);
    Taker::new(
        schema,
        &whose.annotator,
        whose.when,
        annotators.clone(),
        taken,
    )
}

/// Keeps everything.
struct Collected<'a> {
    gather: Gather,
    drafts: Vec<Draft>,
    problems: Vec<Problem>,
    columns: BTreeSet<String>,
    progress: &'a Progress,
}

impl Intake for Collected<'_> {
    fn declare(&mut self, schema: &Schema) {
        self.gather.declare(schema);
    }

    fn document(&mut self, draft: Draft) -> Result<(), Cancelled> {
        self.progress.step();
        self.gather.see(&draft);
        self.drafts.push(draft);
        self.progress.check()
    }

    fn columns(&mut self, names: &[&str]) {
        /// A table of more is not chosen from.
        const MOST: usize = 200;
        let room = MOST.saturating_sub(self.columns.len());
        let names = names.iter().take(room).map(|it| (*it).to_owned());
        self.columns.extend(names);
    }

    fn problem(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    fn check(&self) -> Result<(), Cancelled> {
        self.progress.check()
    }
}

/// Learns what there is, and keeps no text.
struct Learned<'a> {
    gather: Gather,
    annotators: BTreeSet<String>,
    n: usize,
    progress: &'a Progress,
}

impl<'a> Learned<'a> {
    fn new(progress: &'a Progress) -> Self {
        Self {
            gather: Gather::default(),
            annotators: BTreeSet::new(),
            n: 0,
            progress,
        }
    }
}

impl Intake for Learned<'_> {
    fn declare(&mut self, schema: &Schema) {
        self.gather.declare(schema);
    }

    fn document(&mut self, draft: Draft) -> Result<(), Cancelled> {
        self.progress.step();
        self.n += 1;
        self.gather.see(&draft);
        let names = draft.layers.into_iter().map(|it| it.annotator);
        self.annotators.extend(names);
        self.progress.check()
    }

    /// Told in the second reading.
    fn problem(&mut self, _: Problem) {}

    fn check(&self) -> Result<(), Cancelled> {
        self.progress.check()
    }
}

/// Passes every document on to a writer.
struct Passed<'a> {
    writing: Box<dyn Writing + 'a>,
    format: &'a Format,
    taker: Taker,
    ledger: Ledger,
    written: Counts,
    problems: Vec<Problem>,
    failure: Option<std::io::Error>,
    progress: &'a Progress,
}

impl Intake for Passed<'_> {
    fn declare(&mut self, _: &Schema) {}

    fn document(&mut self, draft: Draft) -> Result<(), Cancelled> {
        self.progress.step();
        let taken = self.taker.take(draft, &mut self.problems);
        let item = Item {
            document: &taken.document,
            layers: taken.layers.iter().collect(),
            split: None,
        };
        self.written.documents += 1;
        for layer in taken.layers.values() {
            self.written.add(layer);
        }
        let written = export::one(&mut *self.writing, self.format, &item, &mut self.ledger);
        if let Err(error) = written {
            self.failure = Some(error);
            return Err(Cancelled);
        }
        self.progress.check()
    }

    fn problem(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    fn check(&self) -> Result<(), Cancelled> {
        self.progress.check()
    }
}
