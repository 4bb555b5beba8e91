//! Where a selector leads.

use std::ops::Range;

use serde_json::Value as Json;

use super::super::report::Fault;
use crate::model::text::{Count, Text};

/// The place that selectors mean: by position, else by a quote that stands once; and what a quote says
/// that the text does not.
pub fn place(
    selector: &Json,
    text: &Text,
    unit: Count,
) -> Result<(Range<usize>, Option<Fault>), Fault> {
    let mut found = Selectors::default();
    found.gather(selector, 0);
    if let Some((start, end)) = found.position {
        let told = || format!("{start}–{end}");
        let at = text.to_bytes(&(start..end), unit);
        let at = at.ok_or_else(|| Fault::OutsideText(told()))?;
        if at.is_empty() {
            return Err(Fault::NoWidth(told()));
        }
        let words = text.get(at.clone()).unwrap_or_default();
        let differs = found.exact.filter(|it| *it != words).map(|quoted| {
            let (quoted, found) = (quoted.to_owned(), words.to_owned());
            Fault::QuoteDiffers { quoted, found }
        });
        return Ok((at, differs));
    }
    let exact = found.exact.filter(|it| !it.is_empty());
    let Some(exact) = exact else {
        return Err(Fault::NoPlace(selector.to_string()));
    };
    let (prefix, suffix) = (found.prefix.unwrap_or(""), found.suffix.unwrap_or(""));
    let mut places = text.as_str().match_indices(exact).filter(|(at, _)| {
        let (before, after) = text.as_str().split_at(*at);
        before.ends_with(prefix)
            && after
                .get(exact.len()..)
                .is_some_and(|it| it.starts_with(suffix))
    });
    match (places.next(), places.next()) {
        (Some((at, _)), None) => Ok((at..at + exact.len(), None)),
        _ => Err(Fault::OutsideText(exact.to_owned())),
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
    /// Takes what a selector, a list of them or one that refines another says.
    fn gather(&mut self, selector: &'a Json, depth: usize) {
        const DEEPEST: usize = 8;
        if depth > DEEPEST {
            return;
        }
        if let Json::Array(all) = selector {
            all.iter().for_each(|it| self.gather(it, depth + 1));
            return;
        }
        let text = |name: &str| selector.get(name).and_then(Json::as_str);
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
            _ => {}
        }
        if let Some(finer) = selector.get("refinedBy") {
            self.gather(finer, depth + 1);
        }
    }
}
