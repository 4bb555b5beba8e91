//! What a file of UIMA holds that the program has no place for, kept beside the text.

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::super::draft::{Draft, extra_field, extras};
use super::{Cas, EXTRAS, Feat, Fs, SENTENCE, Sofa, TOKEN, Types};
use crate::model::document::Meta;

/// Kept as one line of JSON.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Kept {
    /// Whose file it was, where there were several for the same text.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub by: String,
    #[serde(skip_serializing_if = "is_empty")]
    pub types: Types,
    pub sofa: Sofa,
    /// Whether the text was missing, not only empty.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub textless: bool,
    /// Whether there were sentences and words that nobody had marked.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub words: bool,
    /// Words and sentences of which no more is known than their places: `S0-9 W0-4 W5-9`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub plain: String,
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

impl Kept {
    /// What was kept of the file of this annotator, or of the only one.
    pub fn of(meta: &Meta, by: &str) -> Option<Self> {
        let mut all = extras(meta, EXTRAS)?
            .lines()
            .filter_map(|it| serde_json::from_str::<Self>(it).ok());
        all.find(|it| it.by.is_empty() || it.by == by)
    }

    /// The words and sentences that were kept by their places alone.
    pub fn plain(&self) -> impl Iterator<Item = (&'static str, Range<usize>)> + '_ {
        self.plain.split(' ').filter_map(|it| {
            let kind = match it.get(..1)? {
                "S" => SENTENCE,
                _ => TOKEN,
            };
            let (start, end) = it.get(1..)?.split_once('-')?;
            Some((kind, start.parse().ok()?..end.parse().ok()?))
        })
    }
}

/// Changes what was kept of a file that [`give`](super::draft::give) has made a draft of: adds words and
/// sentences that are no records, and says whose the file was.
pub(crate) fn keep_more(draft: &mut Draft, words: Vec<Fs>, by: &str) {
    let Some(field) = draft.meta.fields.get_mut(&extra_field(EXTRAS)) else {
        return;
    };
    let Ok(mut kept) = serde_json::from_str::<Kept>(field) else {
        return;
    };
    let mut plain = Vec::new();
    for it in words {
        match (it.begin, it.end) {
            (Some(begin), Some(end)) if it.features.is_empty() => {
                let sign = if it.kind == SENTENCE { "S" } else { "W" };
                plain.push(format!("{sign}{begin}-{end}"));
            }
            _ => {
                kept.members.push(it.id);
                kept.all.push(it);
            }
        }
    }
    kept.plain = plain.join(" ");
    by.clone_into(&mut kept.by);
    if let Ok(kept) = serde_json::to_string(&kept) {
        *field = kept;
    }
}

/// Takes words and sentences out of a file that nothing but words and sentences refer to: they are no
/// records of anybody.
pub(crate) fn take_words(cas: &mut Cas) -> Vec<Fs> {
    let is_word = |it: &Fs| matches!(it.kind.as_str(), TOKEN | SENTENCE) && !it.is_ours();
    let mut referred: HashSet<u64> = HashSet::new();
    for it in cas.all.iter().filter(|it| !is_word(it)) {
        for (_, value) in &it.features {
            match value {
                Feat::Ref(id) => drop(referred.insert(*id)),
                Feat::Refs(all) => referred.extend(all),
                _ => {}
            }
        }
    }
    let (words, others): (Vec<Fs>, Vec<Fs>) = std::mem::take(&mut cas.all)
        .into_iter()
        .partition(|it| is_word(it) && !referred.contains(&it.id));
    cas.all = others;
    let taken: HashSet<u64> = words.iter().map(|it| it.id).collect();
    for sofa in &mut cas.sofas {
        sofa.members.retain(|it| !taken.contains(it));
    }
    words
}
