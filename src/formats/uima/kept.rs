//! What a file of UIMA holds that the program has no place for, kept beside the text.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::super::draft::{Draft, extra_field};
use super::{EXTRAS, Feat, Fs, Sofa, Types};

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

/// Keeps further annotations beside a text that [`give`](super::draft::give) has made a draft of.
pub(crate) fn keep_more(draft: &mut Draft, more: Vec<Fs>) {
    let Some(field) = draft.meta.fields.get_mut(&extra_field(EXTRAS)) else {
        return;
    };
    let Ok(mut kept) = serde_json::from_str::<Kept>(field) else {
        return;
    };
    kept.members.extend(more.iter().map(|it| it.id));
    kept.all.extend(more);
    if let Ok(kept) = serde_json::to_string(&kept) {
        *field = kept;
    }
}
