//! The text of a dialogue: its turns one below the other, each after the name of whoever speaks.

use std::ops::Range;

use super::super::json::Node;
use super::super::records::{id, place};
use super::config::Shown;
use crate::model::text::{Count, Text};

/// A dialogue as one text.
#[derive(Debug, Default)]
pub struct Dialogue {
    pub text: String,
    /// Where what is said in each turn is, in bytes.
    turns: Vec<Range<usize>>,
}

impl Dialogue {
    /// Reads the turns; `None` where nothing is said in them.
    pub fn read(node: &Node, shown: &Shown) -> Option<Self> {
        let mut all = Self::default();
        for (i, turn) in node.as_list()?.iter().enumerate() {
            let words = turn.get(&shown.words)?.as_str()?;
            let speaker = turn[shown.speaker.as_str()].as_str().unwrap_or_default();
            let speaker = speaker.trim().trim_end_matches(':');
            if i > 0 {
                all.text.push('\n');
            }
            if !speaker.is_empty() {
                all.text.push_str(speaker);
                all.text.push_str(": ");
            }
            let start = all.text.len();
            all.text.push_str(words);
            all.turns.push(start..all.text.len());
        }
        (!all.text.trim().is_empty()).then_some(all)
    }

    /// Where a region is: both its ends say in which turn they are, and where in it.
    pub fn place(&self, value: &Node) -> Option<Range<usize>> {
        let end = |turn: &str, offset: &str, unit: Count| {
            let turn = self.turns.get(id(value.get(turn)).parse::<usize>().ok()?)?;
            let words = Text::new(self.text.get(turn.clone())?);
            let offset = place(value.get(offset))?;
            let before = words.to_bytes(&(0..offset), unit)?;
            Some(turn.start + before.end)
        };
        let at = |unit| {
            let at = end("start", "startOffset", unit)?..end("end", "endOffset", unit)?;
            (at.start < at.end).then_some(at)
        };
        let quoted = value["text"].as_str();
        let fits = |it: &Range<usize>| self.text.get(it.clone()) == quoted;
        let all = [Count::CodePoint, Count::Utf16].map(at);
        let mut fitting = all.iter().flatten().filter(|it| fits(it));
        fitting
            .next()
            .cloned()
            .or_else(|| all.into_iter().flatten().next())
    }
}
