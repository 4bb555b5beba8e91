//! What formats leave open, and how it can be chosen: the same words on the command line, in its answers for
//! programs, and in the data sheet.

use super::format::{Fragments, Options, Overlaps, Tags, Words};
use super::report::LossKind;
use crate::model::id::LabelId;
use crate::model::text::Count;

/// Something that a format leaves open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeftOpen {
    /// Which of several spans over the same words is written.
    Overlaps,
    /// How a span of several fragments is written.
    Fragments,
    /// What becomes of a span that begins or ends inside a word.
    Words,
    /// Which tags words have.
    Tags,
    /// How positions are counted.
    Unit,
}

impl LeftOpen {
    /// In the order in which they are offered.
    pub const ALL: [Self; 5] = [
        Self::Overlaps,
        Self::Fragments,
        Self::Words,
        Self::Tags,
        Self::Unit,
    ];

    /// What words with one tag each leave open.
    pub const OF_WORDS: &[Self] = &[Self::Overlaps, Self::Fragments, Self::Words, Self::Tags];

    /// The name of the option.
    pub fn name(self) -> &'static str {
        match self {
            Self::Overlaps => "overlaps",
            Self::Fragments => "fragments",
            Self::Words => "words",
            Self::Tags => "tags",
            Self::Unit => "unit",
        }
    }

    /// The ways there are; the first is taken if none is given. Beside those of overlaps is an order of labels.
    pub fn ways(self) -> &'static [&'static str] {
        match self {
            Self::Overlaps => &["longest", "outermost"],
            Self::Fragments => &["whole", "apart", "leave-out"],
            Self::Words => &["cut", "widen"],
            Self::Tags => &["iob", "bilou"],
            Self::Unit => &["code-point", "utf-16", "byte"],
        }
    }

    /// The way that is chosen.
    pub fn chosen(self, options: &Options) -> String {
        let ways = self.ways();
        let place = match self {
            Self::Overlaps => match &options.overlaps {
                Overlaps::Longest => 0,
                Overlaps::Outermost => 1,
                Overlaps::Priority(labels) => {
                    let labels: Vec<&str> = labels.iter().map(LabelId::as_str).collect();
                    return format!("priority {}", labels.join(","));
                }
            },
            Self::Fragments => match options.fragments {
                Fragments::Whole => 0,
                Fragments::Apart => 1,
                Fragments::LeaveOut => 2,
            },
            Self::Words => usize::from(options.words == Words::Widen),
            Self::Tags => usize::from(options.tags == Tags::Bilou),
            Self::Unit => match options.unit.unwrap_or(Count::CodePoint) {
                Count::CodePoint => 0,
                Count::Utf16 => 1,
                Count::Byte => 2,
            },
        };
        ways[place].to_owned()
    }

    /// What is lost differently, another way.
    pub fn loss(self) -> Option<LossKind> {
        match self {
            Self::Overlaps => Some(LossKind::Overlaps),
            Self::Fragments => Some(LossKind::Fragments),
            Self::Words => Some(LossKind::Widened),
            Self::Tags | Self::Unit => None,
        }
    }
}
