//! Where the word and its tags stand in a line.

use std::ops::Range;

use super::super::format::Reading;
use super::tags;

/// What a document begins with.
pub const START: &str = "-DOCSTART-";

/// So many lines of words tell where the columns are.
const LOOKED_AT: usize = 400;

/// Where the columns are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    pub by_tab: bool,
    /// Words parted by blanks, with columns parted by `|`.
    pub in_a_row: bool,
    pub word: usize,
    /// The tags; none: the last column.
    pub tags: Vec<usize>,
    /// How many columns have something in them.
    pub width: usize,
    /// Only words with a tag have more than one column.
    pub sparse: bool,
}

impl Columns {
    /// The columns of a file, from its first lines. `text` and `label` may be chosen by their heading or
    /// their number from 1.
    pub fn of(source: &str, options: &Reading) -> Self {
        let source = source.trim_start_matches('\u{FEFF}');
        let heading = source.lines().next().filter(|it| is_heading(it));
        let is_word = |it: &&str| !it.trim().is_empty() && !is_remark(it);
        let lines = source
            .lines()
            .filter(is_word)
            .skip(usize::from(heading.is_some()))
            .take(LOOKED_AT);
        // Where there is nothing else, the word `#` with a tag is no remark.
        let mut signs = source.lines().filter(|it| it.starts_with('#'));
        let sign = signs.find(|it| it.rsplit(['\t', ' ']).next().is_some_and(tags::is_tag));
        let lines: Vec<&str> = lines.collect();
        let lines = if lines.is_empty() {
            sign.into_iter().collect()
        } else {
            lines
        };
        let by_tab = lines.iter().any(|it| it.contains('\t'));
        let rows = Rows::of(&lines, by_tab);
        let mut columns = rows.columns(by_tab, source);
        let named = |name: &str| {
            let wanted = options.columns.get(name)?;
            let by_name = heading.and_then(|it| it.split('\t').position(|it| it == wanted));
            by_name.or_else(|| wanted.parse::<usize>().ok()?.checked_sub(1))
        };
        if heading.is_some_and(|it| it.starts_with(HEADING)) {
            columns.tags = vec![1];
        }
        if let Some(word) = named("text") {
            columns.word = word;
        }
        if let Some(tag) = named("label") {
            columns.tags = vec![tag];
        }
        columns
    }

    /// The places of the columns of a line, without blanks around them, and without empty ones after the last
    /// that has something in it.
    pub fn cells(&self, line: &str) -> Vec<Range<usize>> {
        let mut found = cells(line, self.by_tab);
        while found.len() > self.width.max(1) && found.last().is_some_and(Range::is_empty) {
            found.pop();
        }
        found
    }

    /// The places of the tags.
    pub fn tags(&self, cells: &[Range<usize>]) -> Vec<Range<usize>> {
        if self.tags.is_empty() {
            let last = cells.get(1..).and_then(<[_]>::last);
            return last.cloned().into_iter().collect();
        }
        let tags = self.tags.iter().filter_map(|it| cells.get(*it));
        tags.cloned().collect()
    }

    /// As it is kept with a document.
    pub fn told(&self) -> String {
        let tags: Vec<String> = self.tags.iter().map(usize::to_string).collect();
        let signs = [self.by_tab, self.in_a_row, self.sparse].map(|it| u8::from(it).to_string());
        let numbers = format!("{},{}", self.word, self.width);
        format!("{};{numbers};{}", signs.concat(), tags.join(","))
    }

    /// What [`Columns::told`] says; `None` where it is no such thing.
    pub fn from_told(told: &str) -> Option<Self> {
        // No table has more columns than that, and a number after it is one, too.
        let number = |it: &str| it.parse::<u16>().ok().map(usize::from);
        let mut parts = told.split(';');
        let mut signs = parts.next()?.chars().map(|it| it == '1');
        let (word, width) = parts.next()?.split_once(',')?;
        let tags = parts.next()?.split(',').filter(|it| !it.is_empty());
        let tags: Option<Vec<usize>> = tags.map(number).collect();
        Some(Self {
            by_tab: signs.next()?,
            in_a_row: signs.next()?,
            sparse: signs.next()?,
            word: number(word)?,
            width: number(width)?,
            tags: tags?,
        })
    }
}

/// What the heading of HIPE begins with.
const HEADING: &str = "TOKEN\t";

/// Whether the first line names the columns.
pub fn is_heading(line: &str) -> bool {
    if line.starts_with(HEADING) {
        return true;
    }
    let line = line.trim().to_lowercase();
    let mut names = line.split(['\t', ' ']).filter(|it| !it.is_empty());
    let word = names.next().unwrap_or_default();
    let last = names.next_back().unwrap_or_default();
    matches!(word, "token" | "tokens" | "word" | "words" | "form" | "mot")
        && (last.starts_with("label")
            || last.starts_with("tag")
            || last.starts_with("ner")
            || last.starts_with("étiquette"))
}

/// Whether a line is no word whatever the columns are.
pub fn is_start(line: &str) -> bool {
    [START, "#begin document ", "#end document", "###MEDLINE:"]
        .iter()
        .any(|it| line.starts_with(it))
}

fn is_remark(line: &str) -> bool {
    line.starts_with("# ") || line.starts_with("#\t") || is_start(line)
}

/// The first lines by their columns.
struct Rows<'a> {
    rows: Vec<Vec<&'a str>>,
    width: usize,
}

impl<'a> Rows<'a> {
    fn of(lines: &[&'a str], by_tab: bool) -> Self {
        let row = |line: &&'a str| {
            let places = cells(line, by_tab).into_iter();
            places.filter_map(|it| line.get(it)).collect()
        };
        let rows: Vec<Vec<&str>> = lines.iter().map(row).collect();
        let filled = |row: &Vec<&str>| row.iter().rposition(|it| !it.is_empty());
        let last = rows.iter().filter_map(filled).max();
        Self {
            rows,
            width: last.map_or(0, |it| it + 1),
        }
    }

    fn columns(&self, by_tab: bool, source: &str) -> Columns {
        let columns = Columns {
            by_tab,
            width: self.width,
            ..Columns::default()
        };
        let tagged = |it: &&str| it.rsplit_once('|').is_some_and(|it| tags::is_tag(it.1));
        let first = self.rows.first();
        if !by_tab && first.is_some_and(|it| it.len() > 1 && it.iter().all(tagged)) {
            return Columns {
                in_a_row: true,
                ..columns
            };
        }
        if source.starts_with("#begin document ") && self.width > 10 {
            return Columns {
                word: 3,
                tags: vec![10],
                ..columns
            };
        }
        let word = usize::from(self.is_numbered());
        let after: Vec<usize> = (word + 1..self.width).collect();
        let holding: Vec<usize> = after.iter().copied().filter(|it| self.holds(*it)).collect();
        let tags = if self.width == 2 && self.holds(0) && holding.is_empty() {
            return Columns {
                word: 1,
                tags: vec![0],
                ..columns
            };
        } else if holding.len() > 1 && (holding == after || word == 1) {
            holding
        } else if holding.contains(&(self.width.saturating_sub(1))) {
            Vec::new()
        } else if by_tab && self.has_letters(word + 1) {
            return Columns {
                word,
                tags: vec![word + 1],
                sparse: true,
                ..columns
            };
        } else {
            holding.last().copied().into_iter().collect()
        };
        Columns {
            word,
            tags,
            ..columns
        }
    }

    fn column(&self, column: usize) -> impl Iterator<Item = &'a str> + '_ {
        let cells = self.rows.iter().filter_map(move |it| it.get(column));
        cells.copied().filter(|it| !it.is_empty())
    }

    /// Whether a column holds tags, but for a few.
    fn holds(&self, column: usize) -> bool {
        let (mut n, mut fit, mut tags) = (0, 0, 0);
        for cell in self.column(column) {
            n += 1;
            fit += usize::from(tags::is_outside(cell) || tags::is_marked(cell));
            tags += usize::from(cell == "O" || tags::is_marked(cell));
        }
        tags > 0 && fit * 50 >= n * 49 && n * 2 > self.rows.len()
    }

    /// Whether a column holds the letters of tags without their labels.
    fn has_letters(&self, column: usize) -> bool {
        let mut n = 0;
        let all = self.column(column).all(|it| {
            n += 1;
            matches!(it, "B" | "I")
        });
        all && n > 0 && self.column(column).any(|it| it == "B") && n < self.rows.len()
    }

    /// Whether the first column counts the words of each sentence, so that the next is the word.
    fn is_numbered(&self) -> bool {
        if self.width < 3 {
            return false;
        }
        let mut last: Option<u64> = None;
        for row in &self.rows {
            let number = row.first().and_then(|it| it.parse::<u64>().ok());
            let Some(number) = number else { return false };
            if number > 1 && last.is_none_or(|it| it + 1 != number) {
                return false;
            }
            last = Some(number);
        }
        let is_number = |it: &str| it.parse::<u64>().is_ok();
        last.is_some() && !self.holds(1) && (self.rows.len() < 3 || !self.column(1).all(is_number))
    }
}

/// The places of the columns of a line, without the blanks around them.
pub fn cells(line: &str, by_tab: bool) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let sign = if by_tab { '\t' } else { ' ' };
    for cell in line.split(sign) {
        if by_tab {
            let before = cell.len() - cell.trim_start_matches(' ').len();
            let bare = cell.trim_matches(' ');
            found.push(start + before..start + before + bare.len());
        } else if !cell.is_empty() {
            found.push(start..start + cell.len());
        }
        start += cell.len() + 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_come_back() {
        for source in [
            "1\tRome\tB-LOC\t-\n2\test\tO\t-\n",
            "Rome B-LOC\n",
            "B-LOC\tRome\nO\test\n",
        ] {
            let columns = Columns::of(source, &Reading::default());
            assert_eq!(Columns::from_told(&columns.told()), Some(columns));
        }
        let far = format!("000;{},2;", usize::MAX);
        assert_eq!(Columns::from_told(&far), None);
    }
}
