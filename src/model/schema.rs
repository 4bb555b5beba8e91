//! The schema: which labels, attributes and links there are, and who may carry what. It is the
//! analyst's data, kept in the project; nothing in the program knows a label by name.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::{Deserialize, Serialize};

use super::id::{AttributeId, ChoiceId, LabelId, LinkKindId};
use super::value::Value;

/// An annotation scheme.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Schema {
    pub id: String,
    pub version: u32,
    pub title: Localized,
    #[serde(default, skip_serializing_if = "Localized::is_empty")]
    pub help: Localized,
    pub labels: Vec<Label>,
    #[serde(default)]
    pub links: Vec<LinkKind>,
    /// Answers about a whole document.
    #[serde(default)]
    pub document_labels: Vec<Attribute>,
}

impl Schema {
    pub fn label(&self, id: &LabelId) -> Option<&Label> {
        self.labels.iter().find(|it| it.id == *id)
    }

    pub fn link(&self, id: &LinkKindId) -> Option<&LinkKind> {
        self.links.iter().find(|it| it.id == *id)
    }

    pub fn document_label(&self, id: &AttributeId) -> Option<&Attribute> {
        self.document_labels.iter().find(|it| it.id == *id)
    }

    /// The kinds of link that may leave a span with this label.
    pub fn links_from<'a>(&'a self, label: &'a LabelId) -> impl Iterator<Item = &'a LinkKind> {
        self.links.iter().filter(|it| it.from.contains(label))
    }
}

/// A kind of span, such as *Prediction*.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Label {
    pub id: LabelId,
    pub name: Localized,
    /// The key that marks a span with this label while the text has the focus.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<char>,
    pub color: Rgb,
    #[serde(default)]
    pub pattern: Pattern,
    #[serde(default)]
    pub tier: Tier,
    #[serde(default, skip_serializing_if = "Localized::is_empty")]
    pub help: Localized,
    #[serde(default)]
    pub attributes: Vec<Attribute>,
}

impl Label {
    pub fn attribute(&self, id: &AttributeId) -> Option<&Attribute> {
        self.attributes.iter().find(|it| it.id == *id)
    }
}

/// A question asked about a span or a document, such as *certainty*.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attribute {
    pub id: AttributeId,
    pub name: Localized,
    pub kind: Kind,
    #[serde(default, skip_serializing_if = "is_false")]
    pub required: bool,
    /// What an absent answer means. It is shown, never stored.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<Value>,
    #[serde(default)]
    pub tier: Tier,
    /// The key that flips a flag, or opens this attribute, while the record has the focus.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<char>,
    #[serde(default, skip_serializing_if = "Localized::is_empty")]
    pub help: Localized,
}

/// The kind of answer an attribute takes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Kind {
    Flag,
    OneOf(Vec<Choice>),
    /// Choices in rising order.
    Ordinal(Vec<Choice>),
    SeveralOf(Vec<Choice>),
    Number {
        #[serde(default)]
        min: Option<f64>,
        #[serde(default)]
        max: Option<f64>,
    },
    Date,
    /// Two dates, for horizons.
    Interval,
    Text,
    /// An entry of the project's list of targets.
    Target,
}

impl Kind {
    /// The choices answered by digits; empty for the other kinds.
    pub fn choices(&self) -> &[Choice] {
        match self {
            Self::OneOf(choices) | Self::Ordinal(choices) | Self::SeveralOf(choices) => choices,
            Self::Flag
            | Self::Number { .. }
            | Self::Date
            | Self::Interval
            | Self::Text
            | Self::Target => &[],
        }
    }
}

/// A possible answer; its digit key is its place in the list, from 1.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    pub id: ChoiceId,
    pub name: Localized,
}

/// A kind of link between two spans of one document, such as *held by*.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LinkKind {
    pub id: LinkKindId,
    pub name: Localized,
    /// The key that starts this link while a record has the focus.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<char>,
    pub from: BTreeSet<LabelId>,
    pub to: BTreeSet<LabelId>,
    /// At most so many links of this kind leave one span; `None`: any number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_out: Option<u32>,
    #[serde(default, skip_serializing_if = "is_false")]
    pub symmetric: bool,
    #[serde(default)]
    pub tier: Tier,
}

/// When a label, attribute or link is asked for: always, when switched on, or in the later view of outcomes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Tier {
    #[default]
    Core,
    Extension,
    Resolution,
}

/// The line drawn under a span: the second sign beside color, for print and color blindness.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Pattern {
    #[default]
    Solid,
    Dots,
    Dashes,
    Wave,
    Double,
    /// A bar in the left margin, for zones that span paragraphs.
    Margin,
}

/// A color written `#b46200`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rgb(pub u8, pub u8, pub u8);

impl fmt::Display for Rgb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }
}

impl Serialize for Rgb {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Rgb {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.strip_prefix('#')
            .filter(|it| it.len() == 6)
            .and_then(|it| u32::from_str_radix(it, 16).ok())
            .map(|it| {
                let [_, r, g, b] = it.to_be_bytes();
                Self(r, g, b)
            })
            .ok_or_else(|| {
                serde::de::Error::custom(format!("{text:?} is not a color such as \"#b46200\""))
            })
    }
}

/// A name in several languages, by language code.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Localized(pub BTreeMap<String, String>);

impl Localized {
    /// The same name in every language.
    pub fn plain(name: impl Into<String>) -> Self {
        Self(BTreeMap::from([("en".to_owned(), name.into())]))
    }

    /// The name in `language`, else in English, else in any language.
    pub fn get(&self, language: &str) -> &str {
        self.0
            .get(language)
            .or_else(|| self.0.get("en"))
            .or_else(|| self.0.values().next())
            .map_or("", String::as_str)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "the signature serde asks for"
)]
fn is_false(it: &bool) -> bool {
    !it
}
