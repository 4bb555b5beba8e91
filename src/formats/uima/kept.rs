//! What a file of UIMA holds that the program has no place for, kept beside the text.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Feat, Fs, Sofa, Types};

/// Kept as one line of JSON.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Kept {
    #[serde(skip_serializing_if = "is_empty")]
    pub types: Types,
    pub sofa: Sofa,
    /// Whether the text was missing, not only empty.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub textless: bool,
    /// Whether there were sentences and words that nobody had marked.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub words: bool,
    /// Feature structures that are neither spans nor links.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub all: Vec<Fs>,
    /// Which of them are to be found in the view.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<u64>,
    /// Further features of spans and of links, by their ids.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub features: BTreeMap<String, Vec<(String, Feat)>>,
    /// Places of relations that are not those of their end.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub places: BTreeMap<String, (usize, usize)>,
}

fn is_empty(types: &Types) -> bool {
    types.0.is_empty()
}
