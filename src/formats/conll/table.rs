//! A file of words as it stands: where each word and its tags are, so that other tags can take their place
//! and nothing else changes.

use std::ops::Range;

use super::super::flat::{self, Stretch};
use super::super::format::{Options, Reading};
use super::super::report::{Ledger, LossKind};
use super::super::tokens::covered;
use super::tags;
use super::write::label_name;
use crate::model::annotation::Layer;

/// What a document begins with.
pub const START: &str = "-DOCSTART-";

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
}

/// Where the columns are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Columns {
    by_tab: bool,
    /// Words parted by blanks, with columns parted by `|`.
    in_a_row: bool,
    word: usize,
    /// The first tag; `None`: the last column.
    tag: Option<usize>,
    n_tags: usize,
    width: usize,
}

impl Table {
    /// Reads a document. The columns `text` and `label` may be chosen by their heading or their number
    /// from 1.
    pub fn read(source: &str, options: &Reading) -> Self {
        let mut table = Self {
            source: source.to_owned(),
            ..Self::default()
        };
        let columns = Columns::of(source, options);
        let mut start = 0;
        for (n, whole) in source.split_inclusive('\n').enumerate() {
            let line = whole.trim_end_matches(['\n', '\r']);
            let line_start = start;
            start += whole.len();
            let (line, line_start) = match line.strip_prefix('\u{FEFF}') {
                Some(rest) if n == 0 => (rest, '\u{FEFF}'.len_utf8()),
                _ => (line, line_start),
            };
            if is_aside(line, columns) {
                continue;
            }
            if line.trim().is_empty() {
                table.empty_line(line_start);
            } else if columns.in_a_row {
                table.row_of_words(line, line_start);
            } else {
                table.line(line, line_start, columns, n);
            }
        }
        table.end();
        table
    }

    /// What ends a sentence: a line in the text too, but before its first word.
    fn empty_line(&mut self, at: usize) {
        self.end_word();
        let place = self.text.len();
        if place > 0 {
            self.text.push('\n');
        }
        self.rows.push(Row {
            at: place..place,
            is_word: false,
            tags: Vec::new(),
            end: at,
        });
    }

    /// Takes back the blank after a word that no other follows.
    fn end_word(&mut self) {
        if self.rows.last().is_some_and(|it| it.is_word) {
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

    fn line(&mut self, line: &str, start: usize, columns: Columns, n: usize) {
        let cells = cells(line, columns.by_tab);
        let tags = match columns.tag {
            Some(first) => (first..first + columns.n_tags)
                .filter_map(|it| cells.get(it).cloned())
                .collect(),
            None => cells
                .get(1..)
                .and_then(|it| it.last().cloned())
                .into_iter()
                .collect::<Vec<_>>(),
        };
        if tags.is_empty() {
            self.bad.push((n, line.to_owned()));
        }
        let word = cells.get(columns.word).cloned().unwrap_or_default();
        self.word(&line[word], tags, start, start + line.len());
    }

    fn row_of_words(&mut self, line: &str, start: usize) {
        for word in cells(line, false) {
            let parts = &line[word.clone()];
            let form = parts.split('|').next().unwrap_or(parts);
            let tag = parts.rfind('|').map(|it| word.start + it + 1..word.end);
            self.word(form, tag.into_iter().collect(), start, start + word.end);
        }
        self.empty_line(start + line.len());
    }

    fn word(&mut self, form: &str, tags: Vec<Range<usize>>, start: usize, end: usize) {
        let at = self.text.len();
        self.text.push_str(form);
        self.rows.push(Row {
            at: at..self.text.len(),
            is_word: true,
            tags: tags
                .into_iter()
                .map(|it| it.start + start..it.end + start)
                .collect(),
            end,
        });
        self.text.push(' ');
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
            let tags = self.rows.iter().map(|it| self.tag(it, column));
            for (label, rows) in tags::stretches(tags) {
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
    pub fn written(&self, layer: &Layer, options: &Options, ledger: &mut Ledger) -> String {
        let words: Vec<usize> = (0..self.rows.len())
            .filter(|it| self.rows[*it].is_word)
            .collect();
        let places: Vec<Range<usize>> = words.iter().map(|it| self.rows[*it].at.clone()).collect();
        let mut rest = flat::stretches(layer, options, ledger);
        let n_columns = self.n_columns().max(1);
        let mut tags: Vec<Vec<Option<String>>> = vec![vec![None; self.rows.len()]; n_columns];
        for column in &mut tags {
            let (taken, left) = super::column(rest, options);
            rest = left;
            for it in taken {
                if !put(&it, &places, &words, column, options, ledger) {
                    rest.push(it);
                }
            }
        }
        ledger.add(LossKind::Overlaps, rest.len());
        self.spliced(&tags)
    }

    fn spliced(&self, tags: &[Vec<Option<String>>]) -> String {
        let mut out = String::with_capacity(self.source.len() + 64);
        let mut done = 0;
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
                    None if tags::is_outside(was) || !tags::is_tag(was) => was,
                    None => "O",
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
    options: &Options,
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
    for i in words.clone() {
        column[rows[i]] = Some(tags::tag(&label, &words, i, options.tags));
    }
    true
}

/// A line that is no word: a heading, a remark, the start of a document.
fn is_aside(line: &str, columns: Columns) -> bool {
    if line.starts_with(START) || line.starts_with("TOKEN\t") {
        return true;
    }
    if !line.starts_with("# ") && !line.starts_with("#\t") {
        return false;
    }
    let cells = cells(line, columns.by_tab);
    let last = cells.last().map_or("", |it| &line[it.clone()]);
    !(cells.len() == columns.width && tags::is_tag(last))
}

impl Columns {
    fn of(source: &str, options: &Reading) -> Self {
        let source = source.trim_start_matches('\u{FEFF}');
        let heading = source.lines().next().filter(|it| it.starts_with("TOKEN\t"));
        let is_word = |it: &&str| {
            let aside = it.starts_with("# ") || it.starts_with("#\t") || it.starts_with(START);
            !it.trim().is_empty() && !aside
        };
        let lines = source
            .lines()
            .filter(is_word)
            .skip(usize::from(heading.is_some()));
        // Where there is nothing else, the word `#` with a tag is no remark.
        let mut signs = source.lines().filter(|it| it.starts_with('#'));
        let sign = signs.find(|it| it.rsplit(['\t', ' ']).next().is_some_and(tags::is_tag));
        let first = lines.clone().next().or(sign).unwrap_or_default();
        let by_tab = first.contains('\t') || lines.clone().take(50).any(|it| it.contains('\t'));
        let line = if by_tab {
            lines.clone().find(|it| it.contains('\t')).unwrap_or(first)
        } else {
            first
        };
        let found = cells(line, by_tab);
        let tagged = |it: &Range<usize>| {
            let cell = &line[it.clone()];
            cell.rsplit_once('|').is_some_and(|it| tags::is_tag(it.1))
        };
        let numbered = found.len() > 3
            && line.starts_with("1\t")
            && found[2..4].iter().all(|it| tags::is_tag(&line[it.clone()]));
        let named = |name: &str| {
            let wanted = options.columns.get(name)?;
            let by_name = heading.and_then(|it| it.split('\t').position(|it| it == wanted));
            by_name.or_else(|| wanted.parse::<usize>().ok()?.checked_sub(1))
        };
        let columns = Self {
            by_tab,
            in_a_row: !by_tab && found.len() > 1 && found.iter().all(tagged),
            word: usize::from(numbered),
            tag: match (numbered, heading) {
                (true, _) => Some(2),
                (_, Some(_)) => Some(1),
                _ => None,
            },
            n_tags: 1 + usize::from(numbered),
            width: found.len(),
        };
        Self {
            word: named("text").unwrap_or(columns.word),
            tag: named("label").or(columns.tag),
            n_tags: if named("label").is_some() {
                1
            } else {
                columns.n_tags
            },
            ..columns
        }
    }
}

/// The places of the columns of a line.
fn cells(line: &str, by_tab: bool) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let sign = if by_tab { '\t' } else { ' ' };
    for cell in line.split(sign) {
        if by_tab || !cell.is_empty() {
            found.push(start..start + cell.len());
        }
        start += cell.len() + 1;
    }
    found
}
