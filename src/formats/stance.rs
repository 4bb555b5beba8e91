//! Stances as `SemEval` gives them: `ID<TAB>Target<TAB>Tweet<TAB>Stance`, a text a line, lines ending in CR LF,
//! and no quoting: a quotation mark is a sign like any other.
//!
//! Tables of other programs are read too, with commas and quoting or with other usual names for the columns,
//! such as `text`, `topic` and `label`, and records of JSON as well.
//!
//! In: a document for each line, with what the columns say of it as answers, further columns as what is
//! known of it. Out: the same, where documents are asked for a target and a stance; else a line for each
//! stance that is marked in a text (see [`stances`](super::stances)), with its words.

use std::io;

use super::decode;
use super::draft::{Answer, Draft, extras};
use super::format::{
    Fit, Format, Hold, Holds, Intake, Item, Job, Reader, Reading, Writer, Writing,
};
use super::input::{Entry, Input};
use super::meta;
use super::names;
use super::output::Output;
use super::records::ENDINGS as ENDINGS_OF_JSON;
use super::report::{Fate, Fault, Ledger, LossKind};
use super::stances::Stances;
use super::texts::decoded;
use super::value::to_text;
use crate::model::annotation::Layer;
use crate::model::id::AttributeId;
use crate::model::progress::Cancelled;
use crate::model::schema::{Attribute, Kind, Schema};

mod json;
mod rows;

use rows::{Columns, ID, TEXT, is_stance};

struct StanceTsv;

/// The names of the columns, and the rows with their lines.
type Rows = (Vec<String>, Vec<(usize, Vec<String>)>);

const FORMAT: &str = "stance-tsv";
const ENDINGS: [&str; 3] = ["txt", "tsv", "csv"];
const TARGET: &str = "Target";
const STANCE: &str = "Stance";
const HEADING: &str = "ID\tTarget\tTweet\tStance";

/// The format `stance-tsv`.
pub const STANCE_TSV: Format = Format {
    id: FORMAT,
    extension: "txt",
    holds: Holds {
        document_labels: Hold::Partly,
        metadata: Hold::Partly,
        overlaps: Hold::Partly,
        attributes: Hold::Partly,
        ..Holds::LABELS
    },
    reader: Some(&StanceTsv),
    writer: Some(&StanceTsv),
    ..Format::NONE
};

impl Reader for StanceTsv {
    fn knows(&self, input: &Input) -> Fit {
        if input.ending(&ENDINGS).take(20).any(is_table) {
            Fit::Surely
        } else if input.ending(ENDINGS_OF_JSON).take(20).any(is_table) {
            Fit::Likely
        } else {
            Fit::No
        }
    }

    fn columns(&self) -> &'static [&'static str] {
        &[ID, TARGET, TEXT, STANCE]
    }

    fn read(
        &self,
        input: &Input,
        options: &Reading,
        intake: &mut dyn Intake,
    ) -> Result<(), Cancelled> {
        let single = input.entries().len() == 1;
        for entry in input.entries() {
            if single || is_table(entry) {
                file(entry, options, intake)?;
            }
        }
        Ok(())
    }
}

/// Whether a file has the columns of a table of stances: by the names that the task gives them, or by usual
/// ones with stances in the first rows.
fn is_table(entry: &Entry) -> bool {
    let (names, rows) = if json::is_json(entry) {
        json::first_rows(entry)
    } else {
        let head = entry.head(1 << 13).unwrap_or_default();
        rows::rows(&String::from_utf8_lossy(&head), &entry.ending())
    };
    let is_own = |it: &&str| names.iter().any(|name| name == it);
    if [ID, TARGET, TEXT, STANCE].iter().all(is_own) {
        return true;
    }
    let columns = Columns::of(names, &Reading::default());
    let Some(stance) = columns
        .place(STANCE)
        .filter(|_| columns.missing().is_empty())
    else {
        return false;
    };
    let cells = rows.iter().filter_map(|it| it.1.get(stance)).take(20);
    let (said, others): (Vec<_>, Vec<_>) = cells.partition(|it| is_stance(it));
    said.len() > others.len()
}

/// The rows of a table in lines of text, where it can be read.
fn in_lines(entry: &Entry, options: &Reading, intake: &mut dyn Intake) -> Option<Rows> {
    let bytes = match entry.bytes() {
        Ok(bytes) => bytes,
        Err(fault) => {
            intake.tell(&entry.name, 0, fault, Fate::Skipped);
            return None;
        }
    };
    // What seems to be no text is read all the same, where its bytes are sound.
    let is_odd = decode::guess(&bytes).is_none() && std::str::from_utf8(&bytes).is_ok();
    let odd = is_odd.then(|| "UTF-8".to_owned());
    let reading = Reading {
        encoding: options.encoding.clone().or(odd),
        ..options.clone()
    };
    let known = decoded(entry, &bytes, None, &reading, intake)?;
    Some(rows::rows(&known.text, &entry.ending()))
}

fn file(entry: &Entry, options: &Reading, intake: &mut dyn Intake) -> Result<(), Cancelled> {
    let read = if json::is_json(entry) {
        Some(json::rows(entry, intake)?)
    } else {
        in_lines(entry, options, intake)
    };
    let Some((names, rows)) = read else {
        return Ok(());
    };
    let shown: Vec<&str> = names.iter().map(String::as_str).collect();
    intake.columns(&shown);
    let columns = Columns::of(names, options);
    let missing = columns.missing();
    if !missing.is_empty() {
        let fault = Fault::Dangling(missing.join(", "));
        intake.tell(&entry.name, 1, fault, Fate::Skipped);
        return Ok(());
    }
    let heading = columns.heading();
    for (n, (line, cells)) in (1..).zip(rows) {
        intake.check()?;
        if cells.len() != columns.names.len() {
            let fault = Fault::Malformed(cells.join("\t"));
            intake.tell(&entry.name, line, fault, Fate::Kept);
        }
        intake.document(document(entry, &heading, &columns, (n, &cells)))?;
    }
    Ok(())
}

fn document(
    entry: &Entry,
    heading: &str,
    columns: &Columns,
    (n, cells): (usize, &[String]),
) -> Draft {
    let cell = |own: &str| {
        let cell = columns.place(own).and_then(|it| cells.get(it));
        cell.map_or("", String::as_str)
    };
    let id = cell(ID);
    let stem = names::stem(&entry.name);
    let name = if columns.place(ID).is_some() {
        format!("{stem}/{id}.txt")
    } else {
        format!("{stem}/{n:05}.txt")
    };
    let mut draft = Draft::new(name, cell(TEXT));
    for name in [TARGET, STANCE] {
        let value = cell(name);
        if !value.is_empty() {
            let answer = (name.to_owned(), Answer::text(value));
            draft.layer().answers.push(answer);
        }
    }
    for (i, name) in columns.others() {
        if let Some(value) = cells.get(i).filter(|it| !it.is_empty()) {
            meta::set_text(&mut draft.meta, name, value.clone());
        }
    }
    draft.keep_extra(FORMAT, heading);
    draft.keep_extra(FORMAT, id);
    draft
}

impl Writer for StanceTsv {
    fn begin<'a>(
        &'a self,
        job: Job<'a>,
        out: &'a mut dyn Output,
    ) -> io::Result<Box<dyn Writing + 'a>> {
        out.start(&format!("{}.txt", job.stem))?;
        let schema = &job.project.schema;
        Ok(Box::new(Lines {
            questions: questions(schema),
            stances: Stances::of(schema),
            job,
            out,
            columns: None,
        }))
    }
}

/// The questions about documents for target and stance: those that are called as the format calls them, else
/// the first for an entry of the list and the first choice beside it.
fn questions(schema: &Schema) -> Option<(&AttributeId, &AttributeId)> {
    let all = &schema.document_labels;
    let named = |name: &str| {
        all.iter()
            .find(|it| it.id.as_str().eq_ignore_ascii_case(name))
    };
    let listed = all.iter().find(|it| it.kind == Kind::Target);
    let target = named(TARGET).or(listed)?;
    let is_choice = |it: &&Attribute| {
        it.id != target.id && matches!(it.kind, Kind::OneOf(_) | Kind::Ordinal(_))
    };
    let stance = named(STANCE).or_else(|| all.iter().find(is_choice))?;
    Some((&target.id, &stance.id))
}

struct Lines<'a> {
    job: Job<'a>,
    out: &'a mut dyn Output,
    questions: Option<(&'a AttributeId, &'a AttributeId)>,
    stances: Stances,
    /// The heading, once it is written.
    columns: Option<Columns>,
}

impl Writing for Lines<'_> {
    fn item(&mut self, item: &Item, ledger: &mut Ledger) -> io::Result<()> {
        let extra = extras(&item.document.meta, FORMAT).and_then(|it| it.split_once('\n'));
        if self.columns.is_none() {
            let heading = extra.map_or(HEADING, |it| it.0);
            let names = heading.split('\t').map(str::to_owned).collect();
            self.columns = Some(Columns::of(names, &Reading::default()));
            write!(self.out, "{heading}\r\n")?;
        }
        match self.questions {
            Some((target, stance)) => {
                self.document(item, extra.map(|it| it.1), (target, stance), ledger)
            }
            None => self.marked(item, ledger),
        }
    }

    fn finish(self: Box<Self>, _: &mut Ledger) -> io::Result<()> {
        if self.columns.is_none() {
            write!(self.out, "{HEADING}\r\n")?;
        }
        Ok(())
    }
}

impl Lines<'_> {
    fn document(
        &mut self,
        item: &Item,
        id: Option<&str>,
        (target, stance): (&AttributeId, &AttributeId),
        ledger: &mut Ledger,
    ) -> io::Result<()> {
        let empty = Layer::default();
        let layer = item.layer().unwrap_or(&empty);
        let answer = |id: &AttributeId| layer.labels.get(id).map(to_text).unwrap_or_default();
        let others = layer
            .labels
            .iter()
            .filter(|it| it.0 != target && it.0 != stance);
        ledger.add(LossKind::DocumentLabels, others.count());
        ledger.add(LossKind::OtherSpans, layer.n_spans());
        let answers = layer.spans().map(|it| it.attributes.iter().count()).sum();
        ledger.add(LossKind::Attributes, answers);
        let known = meta::pairs(&item.document.meta);
        let mut written = 0;
        let mut cells = Vec::new();
        let columns = self
            .columns
            .iter()
            .flat_map(|it| (0..).map(|i| it.own(i)).zip(&it.names));
        for column in columns {
            cells.push(match column {
                (Some(ID), _) => id
                    .unwrap_or_else(|| names::stem(item.document.id.as_str()))
                    .to_owned(),
                (Some(TARGET), _) => answer(target),
                (Some(STANCE), _) => answer(stance),
                (Some(TEXT), _) => item.document.text.as_str().to_owned(),
                (_, name) => {
                    let value = known.iter().find(|it| it.0 == name);
                    written += usize::from(value.is_some());
                    value.map(|it| it.1.clone()).unwrap_or_default()
                }
            });
        }
        ledger.add(LossKind::Metadata, usize::from(written < known.len()));
        self.line(&cells, ledger)
    }

    fn marked(&mut self, item: &Item, ledger: &mut Ledger) -> io::Result<()> {
        let (found, others) = self.stances.find(self.job.project, item);
        ledger.add(LossKind::OtherSpans, others);
        // The words of the stances are written, not the text.
        ledger.add(LossKind::Blanks, 1);
        let layers = item.layers.iter();
        let answers = layers.map(|it| it.1.labels.iter().count()).sum();
        ledger.add(LossKind::DocumentLabels, answers);
        ledger.add(
            LossKind::Metadata,
            usize::from(!meta::pairs(&item.document.meta).is_empty()),
        );
        let (stances, open): (Vec<_>, Vec<_>) =
            found.into_iter().partition(|it| it.polarity.is_some());
        // Where nobody has said which way a stance goes, there is nothing to learn from it.
        ledger.add(LossKind::OtherSpans, open.len());
        ledger.add(LossKind::Places, stances.len());
        for it in stances {
            let known = self.stances.questions(&it.span.label);
            let answers = it.span.attributes.iter();
            let more = answers.filter(|it| !known.contains(&it.0)).count();
            ledger.add(LossKind::Attributes, more);
            let name = names::stem(item.document.id.as_str());
            let cells = [
                format!("{name}-{}", it.span.id),
                it.target,
                it.quote,
                it.polarity.unwrap_or_default().to_owned(),
            ];
            self.line(&cells, ledger)?;
        }
        Ok(())
    }

    /// A line of cells; what would end a cell or a line becomes a blank, and is counted.
    fn line(&mut self, cells: &[String], ledger: &mut Ledger) -> io::Result<()> {
        let ends = |it: char| matches!(it, '\t' | '\n' | '\r');
        let changed = cells.iter().any(|it| it.contains(ends));
        ledger.add(LossKind::Blanks, usize::from(changed));
        let cells: Vec<String> = cells.iter().map(|it| it.replace(ends, " ")).collect();
        write!(self.out, "{}\r\n", cells.join("\t"))
    }
}
