//! The text of a document with elements wherever spans begin and end. Every line that is not blank is an
//! `<ab>`, which says nothing of what it is; line ends stand between. Not a character is added to the text.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

use super::TEXT;
use super::ids::Ids;
use super::write::Page;
use crate::model::text::{Count, Text};

/// Where spans can point at.
#[derive(Debug, Default)]
pub struct Places {
    /// Elements by the bytes they stand around.
    segments: HashMap<(usize, usize), String>,
    anchors: BTreeMap<usize, String>,
}

impl Places {
    /// The attributes that point at a span's words.
    pub fn pointers(&self, text: &Text, at: &[Range<usize>]) -> Vec<(&'static str, String)> {
        if let [one] = at
            && !self.segments.contains_key(&(one.start, one.end))
        {
            let anchor = |it: usize| self.anchors.get(&it).map(|it| format!("#{it}"));
            let ends = [("from", anchor(one.start)), ("to", anchor(one.end))];
            return ends
                .into_iter()
                .filter_map(|it| Some((it.0, it.1?)))
                .collect();
        }
        let all: Vec<String> = at.iter().filter_map(|it| self.pointer(text, it)).collect();
        vec![("target", all.join(" "))]
    }

    fn pointer(&self, text: &Text, at: &Range<usize>) -> Option<String> {
        match self.segments.get(&(at.start, at.end)) {
            Some(id) => Some(format!("#{id}")),
            None => {
                let it = text.from_bytes(at, Count::CodePoint)?;
                Some(format!(
                    "#string-range({TEXT},{},{})",
                    it.start,
                    it.end - it.start
                ))
            }
        }
    }
}

/// What stands at a place of the text, in the order in which it is written there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Mark {
    CloseSegment,
    OpenLine,
    Anchor(String),
    /// The longest comes first.
    OpenSegment(Reverse<usize>, String),
    CloseLine,
}

/// Lays out a text for the spans that are to point at it, given by their fragments.
pub fn lay<'a>(
    text: &str,
    spans: impl Iterator<Item = &'a [Range<usize>]>,
    ids: &mut Ids,
) -> (Layout, Places) {
    let lines = lines(text);
    let mut all: BTreeSet<(usize, Reverse<usize>)> = BTreeSet::new();
    let mut single: BTreeSet<(usize, usize)> = BTreeSet::new();
    for at in spans {
        all.extend(at.iter().map(|it| (it.start, Reverse(it.end))));
        if let [one] = at {
            single.insert((one.start, one.end));
        }
    }
    let (mut places, mut marks) = (Places::default(), Vec::new());
    let mut points = BTreeSet::new();
    let mut open: Vec<usize> = Vec::new();
    for (start, Reverse(end)) in all {
        while open.last().is_some_and(|it| *it <= start) {
            open.pop();
        }
        let line = lines.partition_point(|it| it.start <= start);
        let line = line.checked_sub(1).and_then(|it| lines.get(it));
        let within = line.is_some_and(|it| end <= it.end);
        if within && open.last().is_none_or(|it| end <= *it) {
            let id = ids.take(&format!("seg.{}", places.segments.len() + 1), "");
            marks.push((start, Mark::OpenSegment(Reverse(end), id.clone())));
            marks.push((end, Mark::CloseSegment));
            places.segments.insert((start, end), id);
            open.push(end);
        } else if single.contains(&(start, end)) {
            points.extend([start, end]);
        }
    }
    for at in points {
        let id = ids.take(&format!("at.{}", places.anchors.len() + 1), "");
        marks.push((at, Mark::Anchor(id.clone())));
        places.anchors.insert(at, id);
    }
    for line in lines {
        marks.push((line.start, Mark::OpenLine));
        marks.push((line.end, Mark::CloseLine));
    }
    marks.sort();
    (Layout(marks), places)
}

/// What stands where in a text.
pub struct Layout(Vec<(usize, Mark)>);

impl Layout {
    /// Writes `<text>`.
    pub fn write(&self, text: &str, page: &mut Page) {
        page.raw(&format!(
            "<text><body xml:id=\"{TEXT}\" xml:space=\"preserve\">"
        ));
        let mut from = 0;
        for (at, mark) in &self.0 {
            page.said(text.get(from..*at).unwrap_or_default());
            from = *at;
            match mark {
                Mark::CloseSegment => page.raw("</seg>"),
                Mark::OpenLine => page.raw("<ab>"),
                Mark::Anchor(id) => page.raw(&format!("<anchor xml:id=\"{id}\"/>")),
                Mark::OpenSegment(_, id) => page.raw(&format!("<seg xml:id=\"{id}\">")),
                Mark::CloseLine => page.raw("</ab>"),
            }
        }
        page.said(text.get(from..).unwrap_or_default());
        if text.is_empty() {
            page.raw("<ab/>");
        }
        page.raw("</body></text>\n");
    }
}

/// The lines that are not blank, without their ends; where all are, there is one of the whole text.
fn lines(text: &str) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        let end = start + line.len();
        if line.contains(|it| !matches!(it, ' ' | '\t' | '\r')) {
            lines.push(start..end);
        }
        start = end + 1;
    }
    if lines.is_empty() && !text.is_empty() {
        lines.push(0..text.len());
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn laid(text: &str, spans: &[&[Range<usize>]]) -> (String, Vec<String>) {
        let reserved = BTreeSet::new();
        let mut ids = Ids::beside(&reserved);
        let (layout, places) = lay(text, spans.iter().copied(), &mut ids);
        let mut page = Page::default();
        layout.write(text, &mut page);
        let whole = Text::new(text.to_owned());
        let pointers = spans.iter().map(|at| {
            let all = places.pointers(&whole, at);
            let all: Vec<String> = all.iter().map(|it| format!("{}={}", it.0, it.1)).collect();
            all.join(" ")
        });
        let pointers = pointers.collect();
        let inside = page.text.replace(" xml:space=\"preserve\"", "");
        (inside.replace("xml:", "").trim().to_owned(), pointers)
    }

    #[test]
    fn spans_nest_where_they_can_and_have_anchors_where_they_cross() {
        let (text, pointers) = laid("abcd\n\nef", &[&[0..4], &[1..2], &[1..6], &[0..1, 3..7]]);
        assert_eq!(
            text,
            "<text><body id=\"text\"><ab><seg id=\"seg.1\"><seg id=\"seg.2\">a</seg><anchor id=\"at.1\"/>\
             <seg id=\"seg.3\">b</seg>cd</seg></ab>\n\n<ab><anchor id=\"at.2\"/>ef</ab></body></text>"
        );
        assert_eq!(
            pointers,
            [
                "target=#seg.1",
                "target=#seg.3",
                "from=#at.1 to=#at.2",
                "target=#seg.2 #string-range(text,3,4)"
            ]
        );
        assert_eq!(
            laid("", &[]).0,
            "<text><body id=\"text\"><ab/></body></text>"
        );
        assert_eq!(
            laid(" \n", &[&[0..1]]).0,
            "<text><body id=\"text\"><ab><seg id=\"seg.1\"> </seg>\n</ab></body></text>"
        );
    }
}
