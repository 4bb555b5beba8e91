//! What spaCy has no place for: JSON under one key of a document's `user_data`.

use rmpv::Value as Pack;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

use super::bin::{packed, unpacked};

const KEY: &str = "sententia";

/// What is said beside spaCy's own.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Own {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub id: String,
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub meta: Map<String, Json>,
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub labels: Map<String, Json>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub spans: Vec<OwnSpan>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub relations: Vec<OwnLink>,
}

/// More of a span, which is known by its place and label.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct OwnSpan {
    pub start: usize,
    pub end: usize,
    pub label: String,
    pub id: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fragments: Vec<(usize, usize)>,
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub attributes: Map<String, Json>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct OwnLink {
    pub id: String,
    #[serde(rename = "type")]
    pub kind: String,
    pub head: String,
    pub tail: String,
}

impl Own {
    /// From packed `user_data`; and what else is in there, packed.
    pub fn of(user_data: &[u8]) -> (Option<Self>, Option<Vec<u8>>) {
        let Some(Pack::Map(pairs)) = unpacked(user_data) else {
            return (None, None);
        };
        let (own, others): (Vec<_>, Vec<_>) =
            pairs.into_iter().partition(|it| it.0.as_str() == Some(KEY));
        let own = own
            .first()
            .and_then(|it| serde_json::from_str(it.1.as_str()?).ok());
        let others = (!others.is_empty()).then(|| packed(&Pack::Map(others)));
        (own, others)
    }

    /// Packed with what was there of others.
    pub fn packed(&self, others: &[u8]) -> Vec<u8> {
        let mut pairs = match unpacked(others) {
            Some(Pack::Map(pairs)) => pairs,
            _ => Vec::new(),
        };
        if !self.is_empty()
            && let Ok(json) = serde_json::to_string(self)
        {
            pairs.push((Pack::from(KEY), Pack::from(json)));
        }
        packed(&Pack::Map(pairs))
    }

    /// Whether there is nothing to say.
    pub fn is_empty(&self) -> bool {
        self.id.is_empty()
            && self.meta.is_empty()
            && self.labels.is_empty()
            && self.spans.is_empty()
            && self.relations.is_empty()
    }
}
