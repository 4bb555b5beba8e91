//! A file of words as it stands: where each word and its tags are, so that other tags can take their place
//! and nothing else changes.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::super::flat::{self, Stretch};
use super::super::format::{Options, Tags};
use super::super::report::{Ledger, LossKind};
use super::super::tokens::covered;
use super::columns::{self, Columns, cells};
use super::tags;
use super::write::label_name;
use crate::model::annotation::Layer;
use crate::model::text::Text;

/// The words of a document.
#[derive(Debug, Default)]
pub struct Table {
    source: String,
    rows: Vec<Row>,
    /// The text that the words make.
    pub text: String,
    /// Lines that say too little: their places from 0, and what they say.
    pub bad: Vec<(usize, String)>,
}

/// A line of a word, or an empty one.
#[derive(Debug)]
struct Row {
    /// In the text; nothing where the line is empty.
    at: Range<usize>,
    is_word: bool,
    /// In the source: no range where the line has no such column.
    tags: Vec<Range<usize>>,
    /// The end of the line in the source.
    end: usize,
    /// Its line, from 0.
    n: usize,
    /// No blank stands after it.
    is_joined: bool,
}

impl Table {
    /// Reads a document.
    pub fn read(source: &str, columns: &Columns) -> Self {
        let mut table = Self {
            source: source.to_owned(),
            ..Self::default()
        };
        let mut start = 0;
        // What is left of the sentence as it was written.
        let mut written: Option<&str> = None;
        for (n, whole) in source.split_inclusive('\n').enumerate() {
            let line = whole.trim_end_matches(['\n', '\r']);
            let line_start = start;
            start += whole.len();
            let (line, line_start) = match line.strip_prefix('\u{FEFF}') {
                Some(rest) if n == 0 => (rest, '\u{FEFF}'.len_utf8()),
                _ => (line, line_start),
            };
            if is_aside(line, n, columns) {
                written = line.strip_prefix("# text = ").or(written);
            } else if line.trim().is_empty() {
                written = None;
                table.empty_line(line_start, n);
            } else if columns.in_a_row {
                table.row_of_words(line, line_start, n);
            } else {
                table.line(line, line_start, columns, n, &mut written);
            }
        }
        table.end();
        table.tell_odd_tags();
        table
    }

    /// What ends a sentence: a line in the text too, but before its first word.
    fn empty_line(&mut self, at: usize, n: usize) {
        self.end_word();
        let place = self.text.len();
        if place > 0 {
            self.text.push('\n');
        }
        self.rows.push(Row {
            at: place..place,
            is_word: false,
            is_joined: true,
            tags: Vec::new(),
            end: at,
            n,
        });
    }

    /// Takes back the blank after a word that no other follows.
    fn end_word(&mut self) {
        if let Some(row) = self.rows.last_mut()
            && row.is_word
            && !std::mem::replace(&mut row.is_joined, true)
        {
            self.text.pop();
        }
    }

    /// Ends the text with its last word.
    fn end(&mut self) {
        let words = self.rows.iter().rposition(|it| it.is_word);
        let end = words.map_or(0, |it| self.rows[it].at.end);
        self.text.truncate(end);
        for row in self.rows.iter_mut().rev().take_while(|it| !it.is_word) {
            row.at = end..end;
        }
    }

    fn line(
        &mut self,
        line: &str,
        start: usize,
        columns: &Columns,
        n: usize,
        written: &mut Option<&str>,
    ) {
        let cells = columns.cells(line);
        let tags = columns.tags(&cells);
        if tags.is_empty() && !columns.sparse {
            self.bad.push((n, line.to_owned()));
        }
        let form = cells.get(columns.word).and_then(|it| line.get(it.clone()));
        let form = form.unwrap_or_default();
        *written = written.and_then(|rest| {
            let bare = rest.trim_start();
            let left = bare.strip_prefix(form)?;
            if bare.len() == rest.len() {
                self.end_word();
            }
            Some(left)
        });
        let last = cells.get(columns.word + 1..).and_then(<[_]>::last);
        let last = last.and_then(|it| line.get(it.clone()));
        self.word(form, tags, start, start + line.len(), n);
        if last.is_some_and(|it| it.split('|').any(|it| it == "NoSpaceAfter")) {
            self.text.pop();
            if let Some(row) = self.rows.last_mut() {
                row.is_joined = true;
            }
        }
    }

    fn row_of_words(&mut self, line: &str, start: usize, n: usize) {
        for word in cells(line, false) {
            let parts = &line[word.clone()];
            let form = parts.split('|').next().unwrap_or(parts);
            let tag = parts.rfind('|').map(|it| word.start + it + 1..word.end);
            self.word(form, tag.into_iter().collect(), start, start + word.end, n);
        }
        self.empty_line(start + line.len(), n);
    }

    fn word(&mut self, form: &str, tags: Vec<Range<usize>>, start: usize, end: usize, n: usize) {
        let at = self.text.len();
        self.text.push_str(form);
        self.rows.push(Row {
            at: at..self.text.len(),
            is_word: true,
            is_joined: false,
            tags: tags
                .into_iter()
                .map(|it| it.start + start..it.end + start)
                .collect(),
            end,
            n,
        });
        self.text.push(' ');
    }

    /// Tells tags that are more than `O` and mean nothing.
    fn tell_odd_tags(&mut self) {
        for column in 0..self.n_columns() {
            let meant = self.meant(column);
            let odd = |(row, meant): (&Row, &bool)| {
                let tag = self.tag(row, column);
                (row.is_word && !meant && !tags::is_outside(tag)).then(|| (row.n, tag.to_owned()))
            };
            let odd: Vec<_> = self.rows.iter().zip(&meant).filter_map(odd).collect();
            self.bad.extend(odd);
        }
        self.bad.sort();
    }

    /// Which rows have a tag that means something.
    fn meant(&self, column: usize) -> Vec<bool> {
        let mut meant = vec![false; self.rows.len()];
        for (_, rows) in self.stretches(column) {
            meant
                .get_mut(rows)
                .into_iter()
                .flatten()
                .for_each(|it| *it = true);
        }
        meant
    }

    fn cells_of(&self, column: usize) -> impl Iterator<Item = &str> + '_ {
        self.rows.iter().map(move |it| self.tag(it, column))
    }

    /// What the tags of a column mean. Labels without letters are read where some word has none.
    fn stretches(&self, column: usize) -> Vec<(&str, Range<usize>)> {
        let bare = tags::Custom::of(self.cells_of(column)) == tags::Custom::Bare;
        if bare && !self.cells_of(column).any(|it| it == "O") {
            return Vec::new();
        }
        tags::stretches(self.cells_of(column))
    }

    fn tag(&self, row: &Row, column: usize) -> &str {
        let cell = row.tags.get(column).cloned();
        cell.and_then(|it| self.source.get(it)).unwrap_or_default()
    }

    fn n_columns(&self) -> usize {
        self.rows.iter().map(|it| it.tags.len()).max().unwrap_or(0)
    }

    /// What the tags mean: labels and places in the text.
    pub fn spans(&self) -> Vec<(&str, Range<usize>)> {
        let mut spans = Vec::new();
        for column in 0..self.n_columns() {
            for (label, rows) in self.stretches(column) {
                let words = &self.rows[rows];
                if let (Some(first), Some(last)) = (words.first(), words.last())
                    && first.at.start < last.at.end
                {
                    spans.push((label, first.at.start..last.at.end));
                }
            }
        }
        spans
    }

    /// The file with the tags of a layer.
    pub fn written(
        &self,
        (text, layer): (&Text, &Layer),
        options: &Options,
        ledger: &mut Ledger,
    ) -> String {
        let words: Vec<usize> = (0..self.rows.len())
            .filter(|it| self.rows[*it].is_word)
            .collect();
        let places: Vec<Range<usize>> = words.iter().map(|it| self.rows[*it].at.clone()).collect();
        let mut rest = flat::stretches(layer, options, ledger);
        let n_columns = self.n_columns().max(1);
        let mut tags: Vec<Vec<Option<String>>> = vec![vec![None; self.rows.len()]; n_columns];
        for (i, column) in tags.iter_mut().enumerate() {
            let custom = tags::Custom::of(self.cells_of(i));
            let had = self.odd(i);
            // What stood in this column stays there.
            let own = self.stood(i);
            let place = |it: &Stretch| (it.at.start, it.at.end, it.span.label.to_string());
            let (mine, others): (Vec<_>, Vec<_>) =
                rest.into_iter().partition(|it| own.contains(&place(it)));
            rest = others;
            for it in mine {
                let way = (custom, options.tags, &had);
                if !put(&it, &places, &words, column, way, ledger) {
                    rest.push(it);
                }
            }
        }
        for (i, column) in tags.iter_mut().enumerate() {
            let custom = tags::Custom::of(self.cells_of(i));
            let had = BTreeMap::new();
            let (taken, left) = super::column(rest, text, options);
            rest = left;
            for it in taken {
                let way = (custom, options.tags, &had);
                if !put(&it, &places, &words, column, way, ledger) {
                    rest.push(it);
                }
            }
        }
        ledger.add(LossKind::Overlaps, rest.len());
        self.spliced(&tags)
    }

    /// The spans of a column: where they begin and end in the text, and their labels.
    fn stood(&self, column: usize) -> BTreeSet<(usize, usize, String)> {
        let all = self.stretches(column).into_iter();
        let all = all.filter_map(|(label, rows)| {
            let rows = self.rows.get(rows)?;
            let (first, last) = (rows.first()?, rows.last()?);
            Some((first.at.start, last.at.end, label.to_owned()))
        });
        all.collect()
    }

    /// The stretches of a column whose tags are none of the usual customs: they stay as they are.
    fn odd(&self, column: usize) -> BTreeMap<(Rows, &str), Vec<String>> {
        let tags = |rows: &Range<usize>| -> Vec<String> {
            let rows = self.rows.get(rows.clone()).unwrap_or_default();
            rows.iter()
                .map(|it| self.tag(it, column).to_owned())
                .collect()
        };
        let all = self.stretches(column).into_iter();
        let all = all.map(|(label, rows)| (((rows.start, rows.end), label), tags(&rows)));
        all.filter(|it| !it.1.iter().any(|it| tags::is_tag(it)))
            .collect()
    }

    fn spliced(&self, tags: &[Vec<Option<String>>]) -> String {
        let mut out = String::with_capacity(self.source.len() + 64);
        let mut done = 0;
        let meant: Vec<Vec<bool>> = (0..tags.len()).map(|it| self.meant(it)).collect();
        let customs = (0..tags.len()).map(|it| tags::Custom::of(self.cells_of(it)));
        let outside: Vec<&str> = customs.map(tags::Custom::outside).collect();
        for (i, row) in self.rows.iter().enumerate().filter(|it| it.1.is_word) {
            for (column, tags) in tags.iter().enumerate() {
                let new = tags.get(i).and_then(Option::as_deref);
                let old = row.tags.get(column);
                let (at, between) = match old {
                    Some(at) => (at.clone(), ""),
                    None if new.is_some() => (row.end..row.end, "\t"),
                    None => continue,
                };
                let was = self.source.get(at.clone()).unwrap_or_default();
                let now = match new {
                    Some(tag) => tag,
                    None if !meant
                        .get(column)
                        .and_then(|it| it.get(i))
                        .is_some_and(|it| *it) =>
                    {
                        was
                    }
                    None => outside.get(column).copied().unwrap_or("O"),
                };
                out.push_str(self.source.get(done..at.start).unwrap_or_default());
                out.push_str(between);
                out.push_str(now);
                done = at.end;
            }
        }
        out.push_str(self.source.get(done..).unwrap_or_default());
        out
    }
}

/// Sets the tags of a span; `false` where some word has one already, or there is none.
fn put(
    it: &Stretch,
    places: &[Range<usize>],
    rows: &[usize],
    column: &mut [Option<String>],
    (custom, tags, had): (tags::Custom, Tags, &BTreeMap<(Rows, &str), Vec<String>>),
    ledger: &mut Ledger,
) -> bool {
    let Some(words) = covered(places, &it.at) else {
        return false;
    };
    let is_free = |it: usize| column.get(rows[it]).is_some_and(Option::is_none);
    if !words.clone().all(is_free) {
        return false;
    }
    let exact = places[words.start].start == it.at.start && places[words.end - 1].end == it.at.end;
    ledger.add(LossKind::Widened, usize::from(!exact));
    let label = label_name(it.span.label.as_str(), ledger);
    let at = (rows[words.start], rows[words.end - 1] + 1);
    if let Some(had) = had.get(&(at, it.span.label.as_str())) {
        for (place, tag) in (at.0..at.1).zip(had) {
            column[place] = Some(tag.clone());
        }
        return true;
    }
    let before = words
        .start
        .checked_sub(1)
        .and_then(|it| column[rows[it]].as_deref());
    let touches = before.is_some_and(|it| it == label || it.ends_with(&format!("-{label}")));
    for i in words.clone() {
        column[rows[i]] = Some(custom.tag(&label, &words, i, touches, tags));
    }
    true
}

/// First row of a stretch and the row after its last.
type Rows = (usize, usize);

/// A line that is no word: a heading, a remark, the start of a document.
fn is_aside(line: &str, n: usize, columns: &Columns) -> bool {
    if columns::is_start(line) || (n == 0 && columns::is_heading(line)) {
        return true;
    }
    if !line.starts_with("# ") && !line.starts_with("#\t") {
        return false;
    }
    let cells = columns.cells(line);
    let last = cells.last().and_then(|it| line.get(it.clone()));
    !(cells.len() == columns.width && last.is_some_and(tags::is_tag))
}
