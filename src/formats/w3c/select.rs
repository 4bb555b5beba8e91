//! Where a selector leads.

use std::ops::Range;

use super::super::json::Node;
use super::super::report::Fault;
use crate::model::text::{Count, Text};

/// The place that selectors mean: by position, in the unit in which the words there are those that are quoted;
/// else by a quote that stands once; and what a quote says that the text does not, at the place first meant.
/// `unit` is that of the positions where it is known; programs in browsers count UTF-16.
pub fn place(
    selector: &Node,
    text: &Text,
    unit: Option<Count>,
) -> Result<(Range<usize>, Option<Fault>), Fault> {
    let mut found = Selectors::default();
    found.gather(selector, 0);
    let exact = found.exact.filter(|it| !it.is_empty());
    let Some((start, end)) = found.position else {
        let exact = exact.ok_or_else(|| Fault::NoPlace(selector.to_string()))?;
        let at = found.quoted(text);
        return Ok((
            at.ok_or_else(|| Fault::OutsideText(exact.to_owned()))?,
            None,
        ));
    };
    let units = unit.map_or(&[Count::CodePoint, Count::Utf16][..], |_| unit.as_slice());
    let places = units
        .iter()
        .filter_map(|it| text.to_bytes(&(start..end), *it));
    let same = |it: &Range<usize>| exact.is_none_or(|exact| text.get(it.clone()) == Some(exact));
    if let Some(at) = places.clone().filter(|it| !it.is_empty()).find(same) {
        return Ok((at, None));
    }
    let told = || format!("{start}–{end}");
    let first = places.clone().next();
    let differs = exact
        .zip(first.clone())
        .map(|(quoted, at)| Fault::QuoteDiffers {
            quoted: quoted.to_owned(),
            found: text.get(at).unwrap_or_default().to_owned(),
        });
    match (found.quoted(text), first) {
        (Some(at), _) => Ok((at, differs.or_else(|| Some(Fault::OutsideText(told()))))),
        (None, None) => Err(Fault::OutsideText(told())),
        (None, Some(at)) if at.is_empty() => Err(Fault::NoWidth(told())),
        (None, Some(at)) => Ok((at, differs)),
    }
}

#[derive(Default)]
struct Selectors<'a> {
    position: Option<(usize, usize)>,
    exact: Option<&'a str>,
    prefix: Option<&'a str>,
    suffix: Option<&'a str>,
}

impl<'a> Selectors<'a> {
    /// Where the quote stands, if it does once.
    fn quoted(&self, text: &Text) -> Option<Range<usize>> {
        let exact = self.exact.filter(|it| !it.is_empty())?;
        let (prefix, suffix) = (self.prefix.unwrap_or(""), self.suffix.unwrap_or(""));
        let fits = |at: &usize| {
            let (before, after) = text.as_str().split_at(*at);
            let after = after.get(exact.len()..).unwrap_or_default();
            before.ends_with(prefix) && after.starts_with(suffix)
        };
        let mut places = text
            .as_str()
            .match_indices(exact)
            .map(|it| it.0)
            .filter(fits);
        let first = places.next()?;
        places.next().is_none().then(|| first..first + exact.len())
    }

    /// Takes what a selector, a list of them or one that refines another says.
    fn gather(&mut self, selector: &'a Node, depth: usize) {
        const DEEPEST: usize = 8;
        if depth > DEEPEST {
            return;
        }
        if let Node::List(all) = selector {
            for it in all {
                self.gather(it, depth + 1);
            }
            return;
        }
        let text = |name: &str| selector.get(name).and_then(Node::as_str);
        match text("type") {
            Some("TextPositionSelector") => {
                let number = |name: &str| {
                    let number = selector.get(name)?.as_u64()?;
                    usize::try_from(number).ok()
                };
                self.position = number("start").zip(number("end")).or(self.position);
            }
            Some("TextQuoteSelector") => {
                self.exact = text("exact").or(self.exact);
                self.prefix = text("prefix").or(self.prefix);
                self.suffix = text("suffix").or(self.suffix);
            }
            Some("FragmentSelector") => {
                self.position = text("value").and_then(characters).or(self.position);
            }
            _ => {}
        }
        if let Some(choice) = selector.get("items") {
            self.gather(choice, depth + 1);
        }
        if let Some(finer) = selector.get("refinedBy") {
            self.gather(finer, depth + 1);
        }
    }
}

/// Places as RFC 5147 has them: `char=8,15`.
fn characters(value: &str) -> Option<(usize, usize)> {
    let (start, end) = value.strip_prefix("char=")?.split_once(',')?;
    Some((start.parse().ok()?, end.parse().ok()?))
}
