//! CoNLL-U: sentences of words in ten columns, as treebanks have them.
//!
//! The file itself is kept, so that every column comes out as it was. The text is made of the sentences
//! (`# text`), a line end between any two, or of the words with the blanks that `SpacesAfter` gives. Spans
//! stand in the last column as `Entity=(e1-LABEL`, … `e1)`, as `CorefUD` has them, also in parts; as tags there
//! (`NER=B-PER`), and as numbers in a column of `CoNLL-U Plus` (`PARSEME:MWE`). `# newdoc` begins a document.

use std::io;

use super::draft::{Draft, DraftSpan, extras};
use super::format::{
    Fit, Format, Hold, Holds, Intake, Item, Job, Reader, Reading, Shape, Writer, Writing,
};
use super::input::{Entry, Input};
use super::names::{self, Files};
use super::output::Output;
use super::report::{Fate, Fault, Ledger, LossKind};
use crate::model::annotation::Layer;
use crate::model::id::DocumentId;
use crate::model::progress::Cancelled;

mod bank;
mod entity;
mod known;
mod plain;
mod row;

use bank::Bank;

struct Conllu;

const ID: &str = "conllu";
const ENDINGS: [&str; 4] = ["conllu", "conll", "conllup", "cupt"];
/// What stands in the first line of documents that we make, so that their blanks are taken as they are.
const GENERATOR: &str = "# generator = Sententia";

/// The format `conllu`.
pub const CONLLU: Format = Format {
    id: ID,
    extension: "conllu",
    shape: Shape::Folder,
    holds: Holds {
        overlaps: Hold::Yes,
        fragments: Hold::Yes,
        ..Holds::LABELS
    },
    reader: Some(&Conllu),
    writer: Some(&Conllu),
    ..Format::NONE
};

impl Reader for Conllu {
    fn knows(&self, input: &Input) -> Fit {
        let fits = input.ending(&ENDINGS).take(20).map(|it| {
            let head = it.head(1 << 14).unwrap_or_default();
            let head = String::from_utf8_lossy(&head);
            let rows = head.lines().filter(|it| !it.starts_with('#'));
            let mut rows = rows.filter(|it| !it.trim().is_empty());
            let is_row = |it: &str| {
                it.matches('\t').count() == 9 && it.starts_with(|it: char| it.is_ascii_digit())
            };
            let said = row::said(&head, "global.columns").is_some();
            let is_row = |it: &str| said || is_row(it);
            match (rows.next().is_some_and(is_row), it.ending() != "conll") {
                (true, true) => Fit::Surely,
                (true, false) => Fit::Likely,
                (false, true) => Fit::Maybe,
                (false, false) => Fit::No,
            }
        });
        fits.max().unwrap_or(Fit::No)
    }

    fn read(&self, input: &Input, _: &Reading, intake: &mut dyn Intake) -> Result<(), Cancelled> {
        for entry in input.own(&ENDINGS) {
            intake.check()?;
            file(entry, intake)?;
        }
        Ok(())
    }
}

fn file(entry: &Entry, intake: &mut dyn Intake) -> Result<(), Cancelled> {
    let source = match entry.text() {
        Ok(source) => source,
        Err(fault) => {
            intake.tell(&entry.name, 0, fault, Fate::Skipped);
            return Ok(());
        }
    };
    let fields = entity::fields(&source).unwrap_or_else(|| entity::usual_fields(&source));
    let columns = row::said(&source, "global.columns").unwrap_or_default();
    let parts = bank::documents(&source);
    let mut line = 1;
    for (i, part) in parts.iter().enumerate() {
        let bank = Bank::read(part, fields, columns);
        for (n, what) in &bank.bad {
            let fault = Fault::Malformed(what.clone());
            intake.tell(&entry.name, line + n, fault, Fate::Kept);
        }
        let name = match (&bank.id, parts.len()) {
            (Some(id), _) if part.contains(GENERATOR) => id.clone(),
            (Some(id), 2..) => format!("{}/{id}", names::without_ending(&entry.name)),
            (None, 2..) => format!("{}-{}.txt", names::without_ending(&entry.name), i + 1),
            _ => entry.name.clone(),
        };
        let mut draft = Draft::new(name, bank.text.as_str());
        let mut seen = std::collections::BTreeSet::new();
        let spans = bank.mentions.iter().map(|it| DraftSpan {
            id: if !it.id.is_empty() && seen.insert(&it.id) {
                it.id.clone()
            } else {
                String::new()
            },
            label: it.label.clone(),
            at: it.at.clone(),
            ..DraftSpan::default()
        });
        draft.layer().spans = spans.collect();
        draft.keep_extra(ID, &format!("{}\t{fields}\t{columns}", entry.name));
        draft.keep_extra(ID, part);
        intake.document(draft)?;
        line += part.matches('\n').count();
    }
    Ok(())
}

impl Writer for Conllu {
    fn begin<'a>(
        &'a self,
        job: Job<'a>,
        out: &'a mut dyn Output,
    ) -> io::Result<Box<dyn Writing + 'a>> {
        Ok(Box::new(Banks {
            job,
            out,
            files: Files::default(),
            open: None,
        }))
    }
}

struct Banks<'a> {
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

impl Banks<'_> {
    /// Goes on with the file that a document belongs to.
    fn turn_to(&mut self, source: Option<&str>) -> io::Result<()> {
        let wanted = source.map_or(Open::Own, |it| Open::Of(it.to_owned()));
        if self.open.as_ref() == Some(&wanted) {
            return Ok(());
        }
        let id = match source {
            Some(name) => DocumentId::new(name),
            None => DocumentId::new(format!("{}.{ID}", self.job.stem)),
        };
        let ending = names::ending(id.as_str());
        let is_plus = matches!(ending.as_str(), "conllup" | "cupt");
        let name = self.files.next(&id, if is_plus { &ending } else { ID });
        self.open = Some(wanted);
        self.out.start(&name)
    }
}

impl Writing for Banks<'_> {
    fn item(&mut self, item: &Item, ledger: &mut Ledger) -> io::Result<()> {
        let empty = Layer::default();
        let layer = item.layer().unwrap_or(&empty);
        let text = item.document.text.as_str();
        let extra = extras(&item.document.meta, ID);
        let kept = extra.and_then(|it| {
            let (head, source) = it.split_once('\n')?;
            let (name, fields) = head.split_once('\t')?;
            let (fields, columns) = fields.split_once('\t').unwrap_or((fields, ""));
            let bank = Bank::read(source, fields, columns);
            (bank.text == text).then_some((name, bank))
        });
        let (name, bank) = match kept {
            Some((name, bank)) => (Some(name), bank),
            None => {
                ledger.add(LossKind::Extras, usize::from(extra.is_some()));
                let source = plain::source(item.document.id.as_str(), text, layer);
                let bank = Bank::read(&source, "", "");
                ledger.add(LossKind::Blanks, usize::from(bank.text != text));
                (None, bank)
            }
        };
        self.turn_to(name)?;
        let written = bank.written(layer, ledger);
        self.out.write_all(written.as_bytes())
    }

    fn finish(self: Box<Self>, _: &mut Ledger) -> io::Result<()> {
        Ok(())
    }
}
