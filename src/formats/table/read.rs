//! From tables to drafts.

use std::collections::BTreeMap;

use super::super::decode;
use super::super::delimited::Delimited;
use super::super::draft::{Answer, Draft, DraftLayer, DraftLink, DraftSpan, Stored};
use super::super::format::{Intake, Reading};
use super::super::input::{Entry, Input};
use super::super::meta;
use super::super::names::stem;
use super::super::report::{Fate, Fault};
use super::super::texts::is_text_ending;
use super::super::value::guess;
use super::COLUMNS;
use super::cells::bare;
use super::files::Files;
use super::names::{is_within, meanings, number, of_data};
use super::write::KNOWN;
use crate::model::annotation::Status;
use crate::model::progress::Cancelled;
use crate::model::text::{Count, Text};

/// So many rows tell that a table has no heading.
pub const LOOKED_AT: usize = 5;

/// Reads every table of a folder, and the texts that they are about.
pub fn folder(
    input: &Input,
    ending: &str,
    options: &Reading,
    intake: &mut dyn Intake,
) -> Result<(), Cancelled> {
    let mut all = Found::default();
    let single = input.entries().len() == 1;
    let is_there = input.entries().iter().any(|it| it.ending() == ending);
    for entry in input.entries() {
        intake.check()?;
        let by_ending = if is_there {
            entry.ending() == ending
        } else {
            // A table of any other ending that nobody would read as a text.
            !is_text_ending(&entry.ending())
        };
        if single || by_ending {
            table(entry, options, &mut all, intake)?;
        }
    }
    let files = Files::of(input);
    for (name, mut found) in all.documents {
        intake.check()?;
        let entry = files.find(&found.folder, [found.file.as_str(), &name]);
        let name = if entry.is_none() {
            found.own_text(name)
        } else {
            name
        };
        document((name, entry), &found, options, intake)?;
    }
    Ok(())
}

/// What the tables say, by document, in the order in which they are first named.
#[derive(Default)]
struct Found {
    documents: Vec<(String, Document)>,
    places: BTreeMap<String, usize>,
}

#[derive(Default)]
struct Document {
    /// The folder of the table that named it first, with its `/`.
    folder: String,
    file: String,
    text: Option<String>,
    about: Vec<Row>,
    spans: Vec<Row>,
    links: Vec<Row>,
}

impl Document {
    /// Takes the text of the rows for that of the document, where it is the same in all and goes on around
    /// their places; gives the name of the document, which is no text.
    fn own_text(&mut self, name: String) -> String {
        let Some(first) = self.spans.first() else {
            return name;
        };
        let text = first.get("text").to_owned();
        let n = text.chars().count();
        let is_whole = |row: &Row| {
            let mut places = places(row).into_iter().flatten();
            row.get("text") == text && places.all(|it| is_within(it, n))
        };
        if self.text.is_some() || !self.spans.iter().all(is_whole) {
            return name;
        }
        let named = format!("{}-{}.txt", stem(&first.file), first.line);
        for row in &mut self.spans {
            row.cells.remove("text");
        }
        let name = if name == text { named } else { name };
        self.text = Some(text);
        name
    }
}

/// A row by the names of its columns; empty cells are left out.
struct Row {
    file: String,
    line: usize,
    cells: BTreeMap<String, String>,
}

impl Row {
    fn get(&self, name: &str) -> &str {
        self.cells.get(name).map_or("", String::as_str)
    }

    /// The cells that are no column of these.
    fn others<'a>(&'a self, known: &'a [&str]) -> impl Iterator<Item = (String, Answer)> + 'a {
        let own = self.cells.iter();
        let own = own.filter(|it| !known.contains(&it.0.as_str()) && it.0 != "document_text");
        own.map(|(name, cell)| {
            let name = name.strip_prefix("attr:").unwrap_or(name);
            (name.to_owned(), guess(cell))
        })
    }
}

fn table(
    entry: &Entry,
    options: &Reading,
    found: &mut Found,
    intake: &mut dyn Intake,
) -> Result<(), Cancelled> {
    let text = match decoded(entry, options) {
        Ok((text, _)) => text,
        Err(fault) => {
            intake.tell(&entry.name, 0, fault, Fate::Skipped);
            return Ok(());
        }
    };
    let table = Delimited::of(&text, &entry.ending());
    if let Some(line) = table.unclosed() {
        let fault = Fault::Malformed("\"".to_owned());
        intake.tell(&entry.name, line, fault, Fate::Kept);
    }
    let mut rows = table.rows();
    let (line, first) = rows.next().unwrap_or((1, Ok(csv::StringRecord::new())));
    let first = match first {
        Ok(record) => record,
        Err(error) => {
            let fault = Fault::Malformed(error.to_string());
            intake.tell(&entry.name, line, fault, Fate::Skipped);
            return Ok(());
        }
    };
    let names: Vec<&str> = first.iter().map(bare).collect();
    let numbers: Vec<String> = (1..=names.len()).map(|it| it.to_string()).collect();
    let numbers: Vec<&str> = numbers.iter().map(String::as_str).collect();
    let seen = seen(&table, options);
    let is_data = seen.is_some() || has_no_heading(&names, options);
    let names = if is_data { numbers } else { names };
    intake.columns(&names);
    let heading = match seen {
        Some(seen) => {
            intake.tell(&entry.name, line, Fault::NoHeading, Fate::Kept);
            seen.map(str::to_owned).to_vec()
        }
        None => meanings(&names, options),
    };
    let has = |name: &str| heading.iter().any(|it| it == name);
    let kind = if has("start") && has("label") {
        Kind::Spans
    } else if has("from") && has("to") {
        Kind::Links
    } else if has("doc") && has("file") {
        Kind::Documents
    } else {
        let fault = Fault::Unknown(heading.join(" "));
        intake.tell(&entry.name, 1, fault, Fate::Skipped);
        return Ok(());
    };
    let first = is_data.then_some((line, Ok(first.clone())));
    for (line, record) in first.into_iter().chain(rows) {
        intake.check()?;
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let fault = Fault::Malformed(error.to_string());
                intake.tell(&entry.name, line, fault, Fate::Skipped);
                continue;
            }
        };
        if record.len() != heading.len() {
            let shown: Vec<&str> = record.iter().collect();
            let fault = Fault::Malformed(shown.join(" "));
            intake.tell(&entry.name, line, fault, Fate::Kept);
        }
        let cells = heading.iter().zip(record.iter());
        let cells = cells.filter(|it| !it.1.is_empty());
        let row = Row {
            file: entry.name.clone(),
            line,
            cells: cells
                .map(|(name, cell)| (name.clone(), bare(cell).to_owned()))
                .collect(),
        };
        found.put(kind, row);
    }
    Ok(())
}

#[derive(Clone, Copy)]
enum Kind {
    Spans,
    Links,
    Documents,
}

impl Found {
    fn put(&mut self, kind: Kind, row: Row) {
        // Without a name, rows of the same text are of one document.
        let name = row.cells.get("doc").or(row.cells.get("text"));
        let name = name.cloned().unwrap_or_default();
        let n = self.documents.len();
        let place = *self.places.entry(name.clone()).or_insert(n);
        if place == n {
            let folder = folder_of(&row.file).to_owned();
            let document = Document {
                folder,
                ..Document::default()
            };
            self.documents.push((name, document));
        }
        let document = &mut self.documents[place].1;
        if let Some(text) = row.cells.get("document_text") {
            document.text.get_or_insert_with(|| text.clone());
        }
        match kind {
            Kind::Spans => document.spans.push(row),
            Kind::Links => document.links.push(row),
            Kind::Documents => {
                row.get("file").clone_into(&mut document.file);
                document.about.push(row);
            }
        }
    }
}

fn folder_of(file: &str) -> &str {
    file.rfind('/').map_or("", |it| &file[..=it])
}

/// What the columns are of a table without a heading, where nobody has said it.
fn seen(table: &Delimited, options: &Reading) -> Option<[&'static str; 4]> {
    let rows = table.rows().take(LOOKED_AT).filter_map(|it| it.1.ok());
    let rows = rows.map(|it| it.iter().map(str::to_owned).collect());
    let rows: Vec<Vec<String>> = rows.collect();
    options.columns.is_empty().then(|| of_data(&rows)).flatten()
}

/// Whether columns were said by number, and are not called so in the first row.
fn has_no_heading(first: &[&str], options: &Reading) -> bool {
    let said = || options.columns.values();
    let are_numbers = said().all(|it| it.parse::<usize>().is_ok());
    are_numbers && said().any(|it| !first.contains(&it.as_str()))
}

fn decoded(entry: &Entry, options: &Reading) -> Result<(String, Option<Stored>), Fault> {
    let bytes = entry.bytes()?;
    let guess = || decode::guess(&bytes).map(|it| it.encoding);
    let encoding = options.encoding.clone().or_else(guess);
    let encoding = encoding.unwrap_or_else(|| "UTF-8".to_owned());
    let decoded = decode::decode(&bytes, &encoding);
    let decoded = decoded.ok_or_else(|| Fault::Encoding(encoding.clone()))?;
    let plain = encoding == "UTF-8" && !decoded.had_errors;
    let stored = (!plain).then_some(Stored { bytes, encoding });
    Ok((decoded.text, stored))
}

fn document(
    (name, entry): (String, Option<&Entry>),
    found: &Document,
    options: &Reading,
    intake: &mut dyn Intake,
) -> Result<(), Cancelled> {
    let text = match (entry, &found.text) {
        (Some(entry), _) => match decoded(entry, options) {
            Ok(text) => text,
            Err(fault) => {
                intake.tell(&entry.name, 0, fault, Fate::Skipped);
                return Ok(());
            }
        },
        (None, Some(text)) => (text.clone(), None),
        (None, None) => {
            let first = found.spans.first().or(found.about.first());
            let first = first.or(found.links.first());
            let (file, line) = first.map_or(("", 0), |it| (it.file.as_str(), it.line));
            intake.tell(file, line, Fault::NoText(name), Fate::Skipped);
            return Ok(());
        }
    };
    let mut draft = Draft::new(name, text.0);
    draft.stored = text.1;
    for row in &found.about {
        about(row, &mut draft, intake);
    }
    for row in found.spans.iter().filter(|it| !is_bare(it)) {
        let span = span(row, &draft.text, options, intake);
        let layer = draft.layer_of(row.get("annotator"));
        layer.spans.extend(span);
    }
    for row in &found.links {
        draft.layer_of(row.get("annotator")).links.push(DraftLink {
            id: row.get("id").to_owned(),
            kind: row.get("type").to_owned(),
            from: row.get("from").to_owned(),
            to: row.get("to").to_owned(),
            ..DraftLink::default()
        });
    }
    intake.document(draft)
}

/// Whether a row only says that nothing is marked in a text.
fn is_bare(row: &Row) -> bool {
    let marks = ["start", "end", "label", "text", "fragments", "note"];
    marks.iter().all(|it| matches!(row.get(it), "" | "-"))
}

fn about(row: &Row, draft: &mut Draft, intake: &mut dyn Intake) {
    for name in KNOWN {
        let value = row.get(name);
        if !value.is_empty() {
            meta::set_text(&mut draft.meta, name, value.to_owned());
        }
    }
    let fields = row.get("fields");
    if !fields.is_empty() {
        match serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(fields) {
            Ok(fields) => fields
                .iter()
                .for_each(|it| meta::set(&mut draft.meta, it.0, it.1)),
            Err(_) => {
                meta::set_text(&mut draft.meta, "fields", fields.to_owned());
                let fault = Fault::Malformed(fields.to_owned());
                intake.tell(&row.file, row.line, fault, Fate::Kept);
            }
        }
    }
    let fixed = ["doc", "file", "annotator", "status", "fields"];
    let known: Vec<&str> = fixed.into_iter().chain(KNOWN).collect();
    let answers: Vec<(String, Answer)> = row.others(&known).collect();
    let status = match row.get("status") {
        "done" => Status::Done,
        "in_progress" => Status::InProgress,
        _ => Status::ToDo,
    };
    let bare = row.get("annotator").is_empty() && answers.is_empty() && status == Status::ToDo;
    if !bare {
        let layer: &mut DraftLayer = draft.layer_of(row.get("annotator"));
        layer.answers.extend(answers);
        layer.status = status;
    }
}

fn span(row: &Row, text: &Text, options: &Reading, intake: &mut dyn Intake) -> Option<DraftSpan> {
    let told = || {
        let places = format!("{}–{}", row.get("start"), row.get("end"));
        format!("{} {} {places}", row.get("id"), row.get("label"))
    };
    let Some(places) = places(row) else {
        let fault = Fault::Malformed(told());
        intake.tell(&row.file, row.line, fault, Fate::Skipped);
        return None;
    };
    let quote = row.get("text");
    let marked = |unit: Count| -> Option<Vec<std::ops::Range<usize>>> {
        let all = places.iter().map(|it| text.to_bytes(&(it.0..it.1), unit));
        all.collect()
    };
    let found = |unit: Count| -> Option<String> {
        let words = marked(unit)?.into_iter().map(|it| text.get(it));
        let words: Option<Vec<&str>> = words.collect();
        Some(words?.join(" … "))
    };
    let fits = |unit: &Count| quote.is_empty() || found(*unit).is_some_and(|it| it == quote);
    let units = match options.unit {
        Some(unit) => vec![unit],
        None => vec![Count::CodePoint, Count::Utf16, Count::Byte],
    };
    let unit = units.iter().copied().find(fits).unwrap_or(units[0]);
    let Some(at) = marked(unit) else {
        intake.tell(
            &row.file,
            row.line,
            Fault::OutsideText(told()),
            Fate::Skipped,
        );
        return None;
    };
    if !fits(&unit) {
        let quoted = quote.to_owned();
        let found = found(unit).unwrap_or_default();
        let fault = Fault::QuoteDiffers { quoted, found };
        intake.tell(&row.file, row.line, fault, Fate::Kept);
    }
    Some(DraftSpan {
        id: row.get("id").to_owned(),
        label: row.get("label").to_owned(),
        at,
        answers: row.others(&COLUMNS).collect(),
        note: row.get("note").to_owned(),
        ..DraftSpan::default()
    })
}

/// Fragments as `1 4;7 9`, else start and end.
fn places(row: &Row) -> Option<Vec<(usize, usize)>> {
    let pair = |a: &str, b: &str| Some((number(a)?, number(b)?));
    let fragments = row.get("fragments");
    if fragments.is_empty() {
        return Some(vec![pair(row.get("start"), row.get("end"))?]);
    }
    let all = fragments.split(';').map(|it| {
        let (a, b) = it.trim().split_once(' ')?;
        pair(a, b)
    });
    all.collect()
}
