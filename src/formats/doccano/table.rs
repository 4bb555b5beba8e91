//! doccano's other files of labelled texts: tables with a column of texts and one of labels, and lines
//! that begin with labels as fastText wants them.

use super::super::draft::{Answer, Draft};
use super::super::format::{Intake, Reading};
use super::super::input::Entry;
use super::super::lines::each_line;
use super::super::report::{Fate, Fault};
use super::super::{meta, names};
use crate::model::progress::Cancelled;

/// What stands before a label of fastText.
const MARK: &str = "__label__";

/// Reads `id,text,label,…`; every other column is known of the document.
pub fn file(entry: &Entry, options: &Reading, intake: &mut dyn Intake) -> Result<(), Cancelled> {
    let source = match entry.text() {
        Ok(source) => source,
        Err(fault) => {
            intake.tell(&entry.name, 0, fault, Fate::Skipped);
            return Ok(());
        }
    };
    let mut rows = rows(source.trim_start_matches('\u{FEFF}')).into_iter();
    let head = rows.next().map(|it| it.1).unwrap_or_default();
    let column = |names: [&str; 3]| head.iter().position(|it| names.contains(&it.as_str()));
    let Some(of_text) = column([options.column("text"), "text", "data"]) else {
        let fault = Fault::NoText(head.join(", "));
        intake.tell(&entry.name, 1, fault, Fate::Skipped);
        return Ok(());
    };
    let of_label = column([options.column("label"), "label", "labels"]);
    for (line, row) in rows {
        intake.check()?;
        let Some(text) = row.get(of_text).filter(|_| row.len() == head.len()) else {
            let fault = Fault::Malformed(row.join(","));
            intake.tell(&entry.name, line, fault, Fate::Skipped);
            continue;
        };
        let mut draft = Draft::new(name(entry, line), text.as_str());
        for (i, (name, cell)) in head.iter().zip(&row).enumerate() {
            if Some(i) == of_label {
                let labels = cell.split('#').map(str::to_owned).collect();
                answer(&mut draft, labels);
            } else if i != of_text && name != "id" && !cell.is_empty() {
                meta::set_text(&mut draft.meta, name, cell.clone());
            }
        }
        intake.document(draft)?;
    }
    Ok(())
}

/// Whether a file begins with a label as fastText writes it.
pub fn is_labelled(entry: &Entry) -> bool {
    entry
        .head(16)
        .is_ok_and(|it| it.starts_with(MARK.as_bytes()))
}

/// Reads `__label__positive Great price.`; a line without labels is a text alone.
pub fn lines(entry: &Entry, intake: &mut dyn Intake) -> Result<(), Cancelled> {
    each_line(entry, intake, |line, text, intake| {
        let mut rest = text;
        let mut labels = Vec::new();
        while let Some(after) = rest.strip_prefix(MARK) {
            let (label, after) = after.split_once(' ').unwrap_or((after, ""));
            labels.push(label.to_owned());
            rest = after;
        }
        let mut draft = Draft::new(name(entry, line), rest);
        answer(&mut draft, labels);
        intake.document(draft)
    })
}

fn name(entry: &Entry, line: usize) -> String {
    format!("{}-{line}.txt", names::stem(&entry.name))
}

fn answer(draft: &mut Draft, mut labels: Vec<String>) {
    labels.retain(|it| !it.is_empty());
    let answer = match labels.len() {
        0 => return,
        1 => Answer::Text(labels.remove(0)),
        _ => Answer::Several(labels),
    };
    draft.layer().answers.push(("label".to_owned(), answer));
}

/// The rows of a table with commas and double quotes (RFC 4180), each with the line on which it begins.
fn rows(source: &str) -> Vec<(usize, Vec<String>)> {
    let mut rows = Vec::new();
    let (mut row, mut cell, mut quoted) = (Vec::new(), String::new(), false);
    let (mut line, mut first) = (1, 1);
    let mut signs = source.chars().peekable();
    while let Some(sign) = signs.next() {
        line += usize::from(sign == '\n');
        match sign {
            '"' if quoted && signs.next_if_eq(&'"').is_some() => cell.push('"'),
            '"' if quoted => quoted = false,
            '"' if cell.is_empty() => quoted = true,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !quoted && signs.peek() == Some(&'\n') => {}
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push((first, std::mem::take(&mut row)));
                first = line;
            }
            other => cell.push(other),
        }
    }
    if !cell.is_empty() || !row.is_empty() {
        row.push(cell);
        rows.push((first, row));
    }
    rows.retain(|it| it.1.iter().any(|cell| !cell.is_empty()));
    rows
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_table_may_hold_commas_quotes_and_lines() {
        let rows = super::rows("text,label\r\n\"a, \"\"b\"\"\nc\",x\r\n\nd,y");
        let cells = |row: &[&str]| row.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
        let wanted = [
            (1, cells(&["text", "label"])),
            (2, cells(&["a, \"b\"\nc", "x"])),
            (5, cells(&["d", "y"])),
        ];
        assert_eq!(rows, wanted);
    }
}
