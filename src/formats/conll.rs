//! Words in lines with a tag each, as CoNLL-2003 has them: `Rome<TAB>B-LOC`, an empty line between
//! sentences, `-DOCSTART-` between documents.
//!
//! In: columns parted by tabs or blanks, or words parted by blanks and their columns by `|`; IOB1, IOB2,
//! BIOES, BILOU, brackets and bare labels alike; the tag stands in the last column that holds tags, in the
//! first after the word where there is a heading (HIPE), in all after it where all hold tags. Words may be
//! numbered (`GermEval`, Universal NER). Files without positions have no text but their words: it is made of
//! them, a blank after each but where `# text` has none, a line end for each empty line. The file itself is
//! kept, so that it comes out with every other column as it was.
//!
//! Out: two columns, IOB2 or BILOU, documents that came from elsewhere one after another in one file.

use std::io::{self, BufRead as _, Read as _};

use super::decode;
use super::draft::{Draft, DraftSpan, extras};
use super::flat::{self, Stretch};
use super::format::{
    Fit, Format, Holds, Intake, Item, Job, Options, Reader, Reading, Shape, Writer, Writing,
};
use super::input::{Entry, Input, MAX_BYTES};
use super::names::{self, Files};
use super::output::Output;
use super::report::{Fate, Fault, Ledger, LossKind};
use super::ways::LeftOpen;
use crate::model::annotation::Layer;
use crate::model::id::DocumentId;
use crate::model::progress::Cancelled;
use crate::model::text::Text;

mod columns;
mod cut;
mod table;
pub(super) mod tags;
mod write;

use columns::Columns;
use cut::Cutter;
use table::Table;

struct Conll;

const ID: &str = "conll";
const ENDINGS: [&str; 22] = [
    "conll",
    "conll2003",
    "bio",
    "iob",
    "iob2",
    "bilou",
    "annotated",
    "tsv",
    "txt",
    "csv",
    "",
    "train",
    "dev",
    "valid",
    "test",
    "testa",
    "testb",
    "v4_gold_conll",
    "v4_auto_conll",
    "gold_conll",
    "auto_conll",
    "gold_skel",
];

/// The format `conll`.
pub const CONLL: Format = Format {
    id: ID,
    extension: "conll",
    shape: Shape::Folder,
    holds: Holds::LABELS,
    leaves_open: LeftOpen::OF_WORDS,
    reader: Some(&Conll),
    writer: Some(&Conll),
    ..Format::NONE
};

impl Reader for Conll {
    fn knows(&self, input: &Input) -> Fit {
        let fits = input.ending(&ENDINGS).take(20).map(fit);
        fits.max().unwrap_or(Fit::No)
    }

    fn read(
        &self,
        input: &Input,
        options: &Reading,
        intake: &mut dyn Intake,
    ) -> Result<(), Cancelled> {
        let single = input.entries().len() == 1;
        for entry in input.entries() {
            intake.check()?;
            if single || (ENDINGS.contains(&entry.ending().as_str()) && fit(entry) > Fit::No) {
                file(entry, options, intake)?;
            }
        }
        Ok(())
    }
}

/// How well a file fits, by the first of its lines.
fn fit(entry: &Entry) -> Fit {
    let head = entry.head(1 << 13).unwrap_or_default();
    let head = String::from_utf8_lossy(&head);
    let named = !matches!(entry.ending().as_str(), "tsv" | "txt" | "csv" | "");
    match tags::share(head.trim_start_matches('\u{FEFF}')) {
        Some(all) if all > 0.9 && named => Fit::Surely,
        Some(all) if all > 0.9 => Fit::Likely,
        Some(all) if all > 0.5 && named => Fit::Maybe,
        _ => Fit::No,
    }
}

fn file(entry: &Entry, options: &Reading, intake: &mut dyn Intake) -> Result<(), Cancelled> {
    if is_plain(entry, options) {
        let head = entry.head(1 << 18).unwrap_or_default();
        let columns = Columns::of(&String::from_utf8_lossy(&head), options);
        return one_by_one(entry, &columns, intake);
    }
    let Some(source) = decoded(entry, options, intake) else {
        return Ok(());
    };
    let columns = Columns::of(&source, options);
    let mut cutter = Cutter::new(entry, &columns);
    for line in source.split_inclusive('\n') {
        cutter.line(line, intake)?;
    }
    cutter.finish(intake)
}

/// Whether a file is UTF-8 beyond doubt, so that it can be read document by document. Told without keeping it.
fn is_plain(entry: &Entry, options: &Reading) -> bool {
    let said = options.encoding.as_ref();
    let (Ok(mut lines), true) = (
        entry.lines(),
        said.is_none_or(|it| it.eq_ignore_ascii_case("utf-8")),
    ) else {
        return false;
    };
    let (mut line, mut n_bytes) = (Vec::new(), 0);
    while n_bytes <= MAX_BYTES {
        line.clear();
        match lines.by_ref().take(MAX_BYTES).read_until(b'\n', &mut line) {
            Ok(0) => return true,
            Ok(n) => n_bytes += n as u64,
            Err(_) => return false,
        }
        let odd = line.iter().any(|it| matches!(it, 0 | 0x1B));
        if odd || std::str::from_utf8(&line).is_err() {
            return false;
        }
    }
    false
}

/// Reads a file in UTF-8, with no more than one document of it in memory.
fn one_by_one(entry: &Entry, columns: &Columns, intake: &mut dyn Intake) -> Result<(), Cancelled> {
    let failed = |error: io::Error| Fault::Unreadable(error.to_string());
    let mut lines = match entry.lines() {
        Ok(lines) => lines,
        Err(fault) => {
            intake.tell(&entry.name, 0, fault, Fate::Skipped);
            return Ok(());
        }
    };
    let mut cutter = Cutter::new(entry, columns);
    let mut next = String::new();
    loop {
        next.clear();
        match lines.read_line(&mut next) {
            Ok(0) => return cutter.finish(intake),
            Ok(_) => cutter.line(&next, intake)?,
            Err(error) => {
                intake.tell(&entry.name, 0, failed(error), Fate::Skipped);
                return Ok(());
            }
        }
    }
}

/// All of a file in the encoding that is given or guessed; a guess is told.
fn decoded(entry: &Entry, options: &Reading, intake: &mut dyn Intake) -> Option<String> {
    let bytes = match entry.bytes() {
        Ok(bytes) => bytes,
        Err(fault) => {
            intake.tell(&entry.name, 0, fault, Fate::Skipped);
            return None;
        }
    };
    let guess = decode::guess(&bytes).filter(|_| options.encoding.is_none());
    let guessed = guess.as_ref().is_some_and(|it| !it.certain);
    let encoding = options.encoding.clone().or(guess.map(|it| it.encoding));
    let encoding = encoding.unwrap_or_else(|| "UTF-8".to_owned());
    let Some(decoded) = decode::decode(&bytes, &encoding) else {
        intake.tell(&entry.name, 0, Fault::Encoding(encoding), Fate::Skipped);
        return None;
    };
    if decoded.had_errors {
        intake.tell(&entry.name, 0, Fault::Encoding(encoding), Fate::Kept);
    } else if guessed {
        intake.tell(&entry.name, 0, Fault::Guessed(encoding), Fate::Kept);
    }
    Some(decoded.text)
}

fn document(
    entry: &Entry,
    name: String,
    source: &str,
    line: usize,
    columns: &Columns,
    intake: &mut dyn Intake,
) -> Draft {
    let table = Table::read(source, columns);
    for bad in &table.bad {
        let fault = Fault::Malformed(bad.1.clone());
        intake.tell(&entry.name, line + bad.0, fault, Fate::Kept);
    }
    let mut draft = Draft::new(name, table.text.as_str());
    let spans = table.spans().into_iter().map(|(label, at)| DraftSpan {
        label: label.to_owned(),
        at: vec![at],
        ..DraftSpan::default()
    });
    draft.layer().spans = spans.collect();
    draft.keep_extra(ID, &format!("{}\tcolumns={}", entry.name, columns.told()));
    draft.keep_extra(ID, source);
    draft
}

/// The file that a document came from, how it was read, and what stood there.
fn kept<'a>(item: &Item<'a>) -> Option<(&'a str, Table)> {
    let (head, source) = extras(&item.document.meta, ID)?.split_once('\n')?;
    let mut head = head.split('\t');
    let name = head.next()?;
    let said = head.filter_map(|it| it.split_once('='));
    let options = Reading {
        columns: said.map(|(a, b)| (a.to_owned(), b.to_owned())).collect(),
        ..Reading::default()
    };
    let told = options.columns.get("columns");
    let columns = told.and_then(|it| Columns::from_told(it));
    let columns = columns.unwrap_or_else(|| Columns::of(source, &options));
    let table = Table::read(source, &columns);
    (table.text == item.document.text.as_str()).then_some((name, table))
}

impl Writer for Conll {
    fn begin<'a>(
        &'a self,
        job: Job<'a>,
        out: &'a mut dyn Output,
    ) -> io::Result<Box<dyn Writing + 'a>> {
        Ok(Box::new(Tables {
            job,
            out,
            files: Files::default(),
            open: None,
        }))
    }
}

struct Tables<'a> {
    job: Job<'a>,
    out: &'a mut dyn Output,
    files: Files,
    /// The file being written: that of which the documents came, else one of our own.
    open: Option<Open>,
}

/// The file being written.
#[derive(Debug, PartialEq, Eq)]
enum Open {
    /// For documents that came from elsewhere.
    Own,
    /// That of which the documents came, by its name.
    Of(String),
}

impl Tables<'_> {
    /// Goes on with the file that a document belongs to.
    fn turn_to(&mut self, source: Option<&str>) -> io::Result<()> {
        let wanted = source.map_or(Open::Own, |it| Open::Of(it.to_owned()));
        if self.open.as_ref() == Some(&wanted) {
            return Ok(());
        }
        let name = match source {
            Some(name) => {
                let ending = names::ending(name);
                let ending = if ending.is_empty() { ID } else { &ending };
                self.files.next(&DocumentId::new(name), ending)
            }
            None => {
                let id = DocumentId::new(format!("{}.{ID}", self.job.stem));
                self.files.next(&id, ID)
            }
        };
        self.open = Some(wanted);
        self.out.start(&name)
    }
}

impl Writing for Tables<'_> {
    fn item(&mut self, item: &Item, ledger: &mut Ledger) -> io::Result<()> {
        let empty = Layer::default();
        let layer = item.layer().unwrap_or(&empty);
        let options = self.job.options;
        match kept(item) {
            Some((name, table)) => {
                self.turn_to(Some(name))?;
                let text = table.written((&item.document.text, layer), options, ledger);
                self.out.write_all(text.as_bytes())
            }
            None => {
                let had = extras(&item.document.meta, ID).is_some();
                ledger.add(LossKind::Extras, usize::from(had));
                ledger.add(LossKind::Blanks, 1);
                self.turn_to(None)?;
                let text = write::document(&item.document.text, layer, options, ledger);
                self.out.write_all(text.as_bytes())
            }
        }
    }

    fn finish(self: Box<Self>, _: &mut Ledger) -> io::Result<()> {
        Ok(())
    }
}

/// The spans of a column in which no two may stand over the same word, and those that found no place.
fn column<'a>(
    mut all: Vec<Stretch<'a>>,
    text: &Text,
    options: &Options,
) -> (Vec<Stretch<'a>>, Vec<Stretch<'a>>) {
    let kept = flat::apart(all.clone(), text, options, &mut Ledger::default());
    let places: std::collections::BTreeSet<(usize, usize, &str)> = kept
        .iter()
        .map(|it| (it.at.start, it.at.end, it.span.id.as_str()))
        .collect();
    all.retain(|it| !places.contains(&(it.at.start, it.at.end, it.span.id.as_str())));
    (kept, all)
}
