//! From feature structures to drafts, one for each text.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::super::draft::{Answer, Draft, DraftLayer, DraftLink, DraftSpan};
use super::super::format::Intake;
use super::super::gather::{new_label, new_link};
use super::super::report::{Fate, Fault};
use super::super::{meta, names};
use super::ids::Ids;
use super::kept::{Kept, keep_more, take_words};
use super::types::Feature;
use super::{
    CUSTOM, Cas, DOCUMENT, DOCUMENT_ANNOTATION, DOCUMENT_LABELS, EXTRAS, Feat, Fs, METADATA, NOTE,
    Sofa, TOKEN, short,
};
use crate::model::progress::Cancelled;
use crate::model::schema::Schema;
use crate::model::text::{Count, Text};

/// Gives a draft for each text of a file. Words and sentences that nothing refers to are no records of
/// anybody: they are kept, and come back.
pub fn give_records(mut cas: Cas, file: &str, intake: &mut dyn Intake) -> Result<(), Cancelled> {
    let words = take_words(&mut cas);
    give(&cas, words, file, intake)
}

/// Gives a draft for each text of a file, and keeps these words and sentences with the text they are of.
pub fn give(
    cas: &Cas,
    words: Vec<Fs>,
    file: &str,
    intake: &mut dyn Intake,
) -> Result<(), Cancelled> {
    let by_id = cas.by_id();
    if cas.sofas.is_empty() {
        intake.tell(file, 0, Fault::NoText(file.to_owned()), Fate::Skipped);
    }
    let sofas: HashSet<u64> = cas.sofas.iter().map(|it| it.id).collect();
    let mut words_of: BTreeMap<Option<u64>, Vec<Fs>> = BTreeMap::new();
    for it in words {
        let of = it.sofa.filter(|it| sofas.contains(it));
        words_of.entry(of).or_default().push(it);
    }
    let holds = |sofa: &Sofa| {
        let said = |it: &u64| match by_id.get(it) {
            Some(fs) => !cas.types.is_a(&fs.kind, DOCUMENT_ANNOTATION),
            None => !sofas.contains(it),
        };
        sofa.text.is_some() || sofa.members.iter().any(said)
    };
    let any = cas.sofas.iter().any(|it| it.text.is_some());
    let mut first = true;
    for sofa in &cas.sofas {
        // Beside a text, a view without one is for a picture, or lists the other views.
        if any && !holds(sofa) && !words_of.contains_key(&Some(sofa.id)) {
            if sofa.members.is_empty() {
                intake.tell(file, 0, Fault::NoText(sofa.name.clone()), Fate::Skipped);
            }
            continue;
        }
        let members: Ids = sofa.members.iter().copied().collect();
        let view = View {
            cas,
            by_id: &by_id,
            sofa,
            members,
            sofas: &sofas,
            first: std::mem::take(&mut first),
            text: Text::new(sofa.text.as_deref().unwrap_or_default()),
        };
        let mut draft = view.draft(file, intake);
        let mut words = words_of.remove(&Some(sofa.id)).unwrap_or_default();
        words.extend(words_of.remove(&None).into_iter().flatten());
        if !words.is_empty() {
            keep_more(&mut draft, words, "");
        }
        intake.document(draft)?;
    }
    Ok(())
}

/// The label that a type is shown as, and known by.
pub(crate) fn label(kind: &str) -> &str {
    match kind.strip_prefix(CUSTOM) {
        Some(own) if !own.is_empty() && !own.contains('.') => own,
        _ => kind,
    }
}

struct View<'a> {
    cas: &'a Cas,
    by_id: &'a HashMap<u64, &'a Fs>,
    sofa: &'a Sofa,
    sofas: &'a HashSet<u64>,
    members: Ids,
    /// What stands in no view is in this one.
    first: bool,
    text: Text,
}

/// What is being made of a view.
#[derive(Default)]
struct Making {
    layer: DraftLayer,
    kept: Kept,
    /// Feature structures that are said otherwise.
    said: HashSet<u64>,
    /// What is kept beside, by type.
    beside: BTreeMap<String, usize>,
    links: BTreeSet<String>,
    labels: BTreeSet<String>,
}

impl View<'_> {
    fn draft(&self, file: &str, intake: &mut dyn Intake) -> Draft {
        let mut draft = Draft {
            name: file.to_owned(),
            text: self.text.clone(),
            ..Draft::default()
        };
        let lost: Vec<String> = self
            .sofa
            .members
            .iter()
            .filter(|it| !self.by_id.contains_key(it))
            .filter(|it| !self.sofas.contains(it))
            .filter(|it| !self.cas.ours.iter().any(|ours| ours.ids.has(**it)))
            .map(u64::to_string)
            .collect();
        if !lost.is_empty() {
            intake.tell(file, 0, Fault::Dangling(lost.join(", ")), Fate::Skipped);
        }
        let mine = self.cas.all.iter().filter(|it| self.is_mine(it));
        let (ours, own): (Vec<&Fs>, Vec<&Fs>) = mine.partition(|it| it.is_ours());
        let spans: HashSet<u64> = own
            .iter()
            .filter(|it| self.is_span(it))
            .map(|it| it.id)
            .collect();
        let mut making = Making::default();
        making.kept.words = !ours.is_empty() || self.has_ours();
        for it in &own {
            if spans.contains(&it.id) {
                self.span(it, &spans, &mut making);
            } else if let Some((from, to)) = self
                .relation(it)
                .filter(|it| spans.contains(&it.0) && spans.contains(&it.1))
            {
                self.link(it, (from, to), &mut making);
            } else {
                self.document(it, &mut draft, &mut making);
            }
        }
        for it in own {
            let done = making.said.contains(&it.id) || spans.contains(&it.id);
            if done {
                continue;
            }
            if self.members.has(it.id) {
                making.kept.members.push(it.id);
            }
            if !self.cas.types.is_a(&it.kind, DOCUMENT_ANNOTATION) && it.kind != DOCUMENT {
                *making.beside.entry(it.kind.clone()).or_default() += 1;
            }
            making.kept.all.push(it.clone());
        }
        for (kind, n) in std::mem::take(&mut making.beside) {
            let what = format!("{kind} ({n})");
            intake.tell(file, 0, Fault::NoPlace(what), Fate::Beside);
        }
        self.keep(making, &mut draft, intake);
        draft
    }

    fn keep(&self, mut making: Making, draft: &mut Draft, intake: &mut dyn Intake) {
        let ours = self.cas.ours.iter().map(|it| it.kind);
        let kinds = self.cas.all.iter().map(|it| it.kind.as_str()).chain(ours);
        making.kept.types = self.cas.types.needed(kinds);
        making.kept.textless = self.sofa.text.is_none();
        making.kept.sofa = self.sofa.clone();
        if let Ok(kept) = serde_json::to_string(&making.kept) {
            draft.keep_extra(EXTRAS, &kept);
        }
        let mut schema = Schema::default();
        for kind in &making.labels {
            let named = label(kind);
            if short(named) != named {
                let mut label = new_label(short(named), &schema);
                label.id = named.into();
                schema.labels.push(label);
            }
        }
        for kind in &making.links {
            if short(kind) != kind {
                let mut link = new_link(short(kind));
                link.id = kind.as_str().into();
                schema.links.push(link);
            }
        }
        intake.declare(&schema);
        let said = &making.layer;
        if !(said.spans.is_empty() && said.links.is_empty() && said.answers.is_empty()) {
            draft.layers.push(making.layer);
        }
    }

    fn is_mine(&self, it: &Fs) -> bool {
        match it.sofa {
            Some(sofa) => sofa == self.sofa.id,
            None => self.members.has(it.id) || self.first,
        }
    }

    /// Whether sentences and words that nobody has marked are about this text.
    fn has_ours(&self) -> bool {
        self.cas.ours.iter().any(|it| match it.sofa {
            Some(sofa) => sofa == self.sofa.id,
            None => self.first || it.ids.iter().any(|id| self.members.has(id)),
        })
    }

    /// In bytes.
    fn place(&self, it: &Fs) -> Option<std::ops::Range<usize>> {
        let at = it.begin?..it.end?;
        self.text
            .to_bytes(&at, Count::Utf16)
            .filter(|it| !it.is_empty())
    }

    fn is_span(&self, it: &Fs) -> bool {
        self.members.has(it.id)
            && !self.cas.types.is_a(&it.kind, DOCUMENT_ANNOTATION)
            && it.kind != DOCUMENT
            && self.relation(it).is_none()
            && self.place(it).is_some()
    }

    /// The ends of an annotation that is a relation.
    fn relation(&self, it: &Fs) -> Option<(u64, u64)> {
        self.members.has(it.id).then(|| it.ends()).flatten()
    }

    fn span(&self, it: &Fs, spans: &HashSet<u64>, making: &mut Making) {
        let mut span = DraftSpan {
            id: it.id.to_string(),
            label: label(&it.kind).to_owned(),
            at: self.place(it).into_iter().collect(),
            ..DraftSpan::default()
        };
        let mut more = Vec::new();
        for (name, value) in &it.features {
            let declared = self.cas.types.feature(&it.kind, name);
            match value {
                Feat::Text(text) if name == NOTE => span.note.clone_from(text),
                Feat::Text(text) if declared.is_none_or(|it| !it.is_list()) => {
                    span.answers.push((name.clone(), answer(text, declared)));
                }
                Feat::Texts(all) if is_set(all) => {
                    span.answers
                        .push((name.clone(), Answer::Several(all.clone())));
                }
                Feat::Ref(to) if spans.contains(to) => {
                    making.refer(it, name, 0, *to);
                }
                Feat::Refs(all) if !all.is_empty() && all.iter().all(|it| spans.contains(it)) => {
                    for (n, to) in all.iter().enumerate() {
                        making.refer(it, name, n, *to);
                    }
                }
                Feat::Refs(all) if self.are_links(all, spans, making) => {
                    for id in all {
                        self.slot(it, name, *id, making);
                    }
                }
                other => more.push((name.clone(), other.clone())),
            }
        }
        if !more.is_empty() {
            for (name, _) in &more {
                let what = format!("{}.{name}", it.kind);
                *making.beside.entry(what).or_default() += 1;
            }
            making.kept.features.insert(span.id.clone(), more);
        }
        if !making.labels.contains(&it.kind) {
            making.labels.insert(it.kind.clone());
        }
        making.layer.spans.push(span);
    }

    /// Whether all of these are nothing but a role and a target, and not said yet.
    fn are_links(&self, all: &[u64], spans: &HashSet<u64>, making: &Making) -> bool {
        let mut seen = HashSet::new();
        let is_link = |id: &u64| {
            let Some(it) = self.by_id.get(id) else {
                return false;
            };
            let plain = it.features.iter().all(|it| match &it.1 {
                Feat::Ref(to) => it.0 == "target" && spans.contains(to),
                Feat::Text(text) => it.0 == "role" && !text.is_empty() && !text.contains(':'),
                _ => false,
            });
            plain
                && it.begin.is_none()
                && it.reference("target").is_some()
                && !making.said.contains(id)
        };
        !all.is_empty() && all.iter().all(|id| is_link(id) && seen.insert(*id))
    }

    fn slot(&self, from: &Fs, name: &str, id: u64, making: &mut Making) {
        let Some(it) = self.by_id.get(&id) else {
            return;
        };
        let kind = match it.text("role") {
            Some(role) => format!("{name}:{role}"),
            None => name.to_owned(),
        };
        making.said.insert(id);
        making.layer.links.push(DraftLink {
            id: id.to_string(),
            kind,
            from: from.id.to_string(),
            to: it.reference("target").unwrap_or_default().to_string(),
            ..DraftLink::default()
        });
    }

    fn link(&self, it: &Fs, (from, to): (u64, u64), making: &mut Making) {
        making.said.insert(it.id);
        let id = it.id.to_string();
        let ends = super::ENDS
            .iter()
            .find(|(from, to)| it.reference(from).is_some() && it.reference(to).is_some());
        let more: Vec<(String, Feat)> = it
            .features
            .iter()
            .filter(|(name, _)| ends.is_none_or(|ends| name != ends.0 && name != ends.1))
            .cloned()
            .collect();
        for (name, _) in &more {
            let what = format!("{}.{name}", it.kind);
            *making.beside.entry(what).or_default() += 1;
        }
        if !more.is_empty() {
            making.kept.features.insert(id.clone(), more);
        }
        let end = self.by_id.get(&to);
        if let (Some(begin), Some(last)) = (it.begin, it.end)
            && end.is_none_or(|to| (to.begin, to.end) != (it.begin, it.end))
        {
            making.kept.places.insert(id.clone(), (begin, last));
        }
        let kind = label(&it.kind).to_owned();
        making.links.insert(kind.clone());
        making.layer.links.push(DraftLink {
            id,
            kind,
            from: from.to_string(),
            to: to.to_string(),
            ..DraftLink::default()
        });
    }

    /// What is said of the document as a whole.
    fn document(&self, it: &Fs, draft: &mut Draft, making: &mut Making) {
        if it.kind == METADATA && it.begin.is_none() {
            if let (Some(key), Some(value)) = (it.text("key"), it.text("value")) {
                meta::set_text(&mut draft.meta, key, value.to_owned());
                making.said.insert(it.id);
            }
        } else if it.kind == DOCUMENT_LABELS && it.begin.is_none() {
            for (name, value) in &it.features {
                let declared = self.cas.types.feature(&it.kind, name);
                let answer = match value {
                    Feat::Text(text) => answer(text, declared),
                    Feat::Texts(all) => Answer::Several(all.clone()),
                    _ => continue,
                };
                making.layer.answers.push((name.clone(), answer));
            }
            making.said.insert(it.id);
        } else if it.kind == DOCUMENT || self.cas.types.is_a(&it.kind, DOCUMENT_ANNOTATION) {
            // The name of a text that lies in a file of the same name says nothing more about it.
            let id = it.text("documentId").filter(|it| {
                self.first && names::without_ending(it) == names::without_ending(&draft.name)
            });
            if let Some(id) = id {
                id.clone_into(&mut draft.name);
            }
            for (name, value) in &it.features {
                let Feat::Text(text) = value else { continue };
                match name.as_str() {
                    "language" if text == "x-unspecified" => {}
                    "documentId" if id.is_some() => {}
                    "documentTitle" if id.is_some_and(|it| names::stem(it) == text) => {}
                    "documentTitle" => meta::set_text(&mut draft.meta, "title", text.clone()),
                    name => meta::set_text(&mut draft.meta, name, text.clone()),
                }
            }
        }
    }
}

impl Making {
    fn refer(&mut self, from: &Fs, name: &str, n: usize, to: u64) {
        self.layer.links.push(DraftLink {
            id: format!("{}.{name}.{n}", from.id),
            kind: name.to_owned(),
            from: from.id.to_string(),
            to: to.to_string(),
            ..DraftLink::default()
        });
    }
}

/// Whether a list says no more than a set does.
fn is_set(all: &[String]) -> bool {
    let rising = all.windows(2).all(|it| it[0] < it[1]);
    let odd = |it: &String| it.trim() != it || it.is_empty() || it.contains('|');
    rising && !all.is_empty() && !all.iter().any(odd)
}

fn answer(text: &str, declared: Option<&Feature>) -> Answer {
    let range = declared.map(|it| it.range.as_str()).unwrap_or_default();
    match short(range) {
        "Boolean" if text == "true" => Answer::Flag(true),
        "Boolean" if text == "false" => Answer::Flag(false),
        "Integer" | "Short" | "Long" | "Byte" | "Float" | "Double" => number(text),
        _ => Answer::text(text),
    }
}

/// A number that comes back as it was.
fn number(text: &str) -> Answer {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    match text.parse::<f64>() {
        Ok(number) if number.is_finite() && number.abs() < EXACT => Answer::Number(number),
        _ => Answer::text(text),
    }
}

/// Whether an annotation is there only so that others have words to stand on.
pub(super) fn is_token(label: &str) -> bool {
    label == TOKEN
}
