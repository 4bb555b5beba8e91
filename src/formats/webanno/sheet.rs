//! The body of a file: the text, put together from its sentences, and the rows of its words.

use std::collections::BTreeSet;
use std::ops::Range;

use super::super::format::Intake;
use super::super::report::{Fate, Fault};
use super::escape::plain_text;
use super::head::Head;
use crate::model::text::{Count, Text};

/// Text and rows.
#[derive(Debug, Default)]
pub struct Sheet<'a> {
    pub text: Text,
    pub units: Vec<Unit<'a>>,
    pub sentences: Vec<Sentence>,
}

/// A word or a part of one.
#[derive(Debug)]
pub struct Unit<'a> {
    pub line: usize,
    /// As `1-3` or, a part, `1-3.1`.
    pub id: &'a str,
    /// UTF-16.
    pub at: Range<usize>,
    form: &'a str,
    /// As many as the head has columns.
    pub cells: Vec<&'a str>,
}

#[derive(Debug)]
pub struct Sentence {
    /// UTF-16.
    pub at: Range<usize>,
    pub id: String,
}

impl Unit<'_> {
    /// Whether it is a whole word.
    pub fn is_word(&self) -> bool {
        !self.id.contains('.')
    }
}

impl<'a> Sheet<'a> {
    /// Reads every line after the head. A row that is not well formed is told and passed over.
    pub fn read(source: &'a str, head: &Head, file: &str, intake: &mut dyn Intake) -> Self {
        let mut body = Body {
            file,
            intake,
            most: source.len().saturating_mul(4).saturating_add(64),
            text: String::new(),
            total: 0,
            shift: 0,
            pending: Vec::new(),
            id: String::new(),
            sentences: Vec::new(),
            remarks: BTreeSet::new(),
        };
        let mut units: Vec<Unit<'a>> = Vec::new();
        for (i, line) in source.split('\n').enumerate().skip(head.n_lines) {
            let line = line.strip_suffix('\r').unwrap_or(line);
            if let Some(text) = line.strip_prefix("#Text=") {
                body.pending.push(plain_text(text));
            } else if let Some(id) = line.strip_prefix("#Sentence.id=") {
                body.id = plain_text(id);
            } else if line.is_empty() {
                body.place(i + 1, None);
            } else if line.starts_with('#') {
                body.remark(i + 1, line);
            } else {
                match row(line, i + 1, head.width) {
                    Some(mut unit) => {
                        body.place(i + 1, Some(unit.at.start));
                        unit.at = body.shifted(&unit.at);
                        units.push(unit);
                    }
                    None => body.tell(i + 1, Fault::Malformed(line.to_owned())),
                }
            }
        }
        body.place(0, None);
        let text = Text::new(std::mem::take(&mut body.text));
        let mut walk = Walk::default();
        units.retain(|it| it.is_in(&text, &mut walk, file, body.intake));
        Self {
            text,
            units,
            sentences: body.sentences,
        }
    }
}

fn row(line: &str, n: usize, width: usize) -> Option<Unit<'_>> {
    let mut cells = line.split('\t');
    let (id, at, form) = (cells.next()?, cells.next()?, cells.next()?);
    let cells: Vec<&str> = cells.take(width).collect();
    let (begin, end) = at.split_once('-')?;
    let at = begin.parse::<usize>().ok()?..end.parse::<usize>().ok()?;
    let numbers = id.splitn(3, ['-', '.']);
    let numbered = id.contains('-') && numbers.clone().all(|it| it.parse::<u32>().is_ok());
    (numbered && cells.len() == width && at.start <= at.end).then_some(Unit {
        line: n,
        id,
        at,
        form,
        cells,
    })
}

impl Unit<'_> {
    fn is_in(&self, text: &Text, walk: &mut Walk, file: &str, intake: &mut dyn Intake) -> bool {
        let start = walk.to_byte(text, self.at.start);
        let at = start.and_then(|it| Some(it..walk.to_byte(text, self.at.end)?));
        let Some(at) = at else {
            let what = format!("{} {}–{}", self.id, self.at.start, self.at.end);
            intake.tell(file, self.line, Fault::OutsideText(what), Fate::Skipped);
            return false;
        };
        let found = text.get(at).unwrap_or_default();
        if found != self.form && found != plain_text(self.form) {
            let (quoted, found) = (self.form.to_owned(), found.to_owned());
            let fault = Fault::QuoteDiffers { quoted, found };
            intake.tell(file, self.line, fault, Fate::Kept);
        }
        true
    }
}

/// A walk through a text, for places that mostly rise: none of it is counted twice.
#[derive(Default)]
struct Walk {
    byte: usize,
    utf16: usize,
}

impl Walk {
    /// The byte at a place in UTF-16; `None` where no character begins there.
    fn to_byte(&mut self, text: &Text, utf16: usize) -> Option<usize> {
        if utf16 < self.utf16 || utf16 - self.utf16 > 1_000 {
            let byte = text.to_byte(utf16, Count::Utf16)?;
            (self.byte, self.utf16) = (byte, utf16);
            return Some(byte);
        }
        let mut left = utf16 - self.utf16;
        let mut byte = self.byte;
        for c in text.as_str().get(byte..)?.chars() {
            if left == 0 {
                break;
            }
            left = left.checked_sub(c.len_utf16())?;
            byte += c.len_utf8();
        }
        if left > 0 {
            return None;
        }
        (self.byte, self.utf16) = (byte, utf16);
        Some(byte)
    }
}

/// The text on its way.
struct Body<'a> {
    file: &'a str,
    intake: &'a mut dyn Intake,
    /// No place is further than this, in UTF-16: a file says no more blanks than it has signs, or it is wrong.
    most: usize,
    text: String,
    /// UTF-16.
    total: usize,
    /// What has to be added to places of the sentence, where they are wrong.
    shift: isize,
    /// The lines of a sentence without words so far.
    pending: Vec<String>,
    id: String,
    sentences: Vec<Sentence>,
    /// What other remarks are called.
    remarks: BTreeSet<&'a str>,
}

impl<'a> Body<'a> {
    /// Puts a sentence where its first word begins: with a line end and blanks before it, as is usual,
    /// since nothing is said of what stands between sentences.
    fn place(&mut self, line: usize, begin: Option<usize>) {
        if self.pending.is_empty() {
            return;
        }
        let sentence = std::mem::take(&mut self.pending).join("\n");
        let next = self.total + usize::from(self.total > 0);
        let wanted = begin.unwrap_or(next);
        let at = if wanted < self.total || wanted > self.most {
            self.tell(line, Fault::OutsideText(wanted.to_string()));
            next
        } else {
            wanted
        };
        self.shift = isize::try_from(at).unwrap_or(0) - isize::try_from(wanted).unwrap_or(0);
        let gap = at - self.total;
        if gap > 0 {
            self.text.push(if self.total > 0 { '\n' } else { ' ' });
            self.text.extend(std::iter::repeat_n(' ', gap - 1));
        }
        let length = |it: &str| it.chars().map(char::len_utf16).sum::<usize>();
        self.text.push_str(&sentence);
        self.total = at + length(&sentence);
        // What stands between this one and the next is written with it.
        self.sentences.push(Sentence {
            at: at..at + length(sentence.trim_end()),
            id: std::mem::take(&mut self.id),
        });
    }

    /// A line that the format does not know; one of each name is told.
    fn remark(&mut self, line: usize, remark: &'a str) {
        let name = remark.split('=').next().unwrap_or_default();
        if self.remarks.insert(name) {
            self.tell(line, Fault::Unknown(name.to_owned()));
        }
    }

    fn shifted(&self, at: &Range<usize>) -> Range<usize> {
        let moved = |it: usize| it.checked_add_signed(self.shift).unwrap_or(usize::MAX);
        moved(at.start)..moved(at.end)
    }

    fn tell(&mut self, line: usize, fault: Fault) {
        self.intake.tell(self.file, line, fault, Fate::Skipped);
    }
}
