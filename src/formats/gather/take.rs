//! Taking drafts in by a schema that is known.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use jiff::Timestamp;
use smol_str::SmolStr;

use super::super::decode::sha256;
use super::super::draft::{Answer, Draft, DraftLayer, DraftLink, DraftSpan, Stored};
use super::super::report::{Fate, Fault, Problem};
use super::super::value::fit;
use super::question::{as_text, choice_of};
use super::{is_named, label_named, link_named};
use crate::model::annotation::{Attributes, Layer, Link, Origin, Span};
use crate::model::document::{Document, Source};
use crate::model::id::{
    AnnotatorId, AttributeId, DocumentId, LabelId, LinkId, LinkKindId, SpanId, short_id, slug,
};
use crate::model::project::Annotator;
use crate::model::schema::{Attribute, Kind, Schema};
use crate::model::text::Text;
use crate::model::value::Value;

/// A document taken in, with what each annotator says of it.
#[derive(Debug)]
pub struct Taken {
    pub document: Document,
    pub stored: Option<Stored>,
    pub layers: BTreeMap<AnnotatorId, Layer>,
}

/// Takes drafts in, one after another.
#[derive(Debug)]
pub struct Taker {
    schema: Arc<Schema>,
    /// Who made the records of which the source does not say it, by name.
    whoever: String,
    when: Timestamp,
    annotators: BTreeMap<AnnotatorId, Annotator>,
    documents: BTreeSet<DocumentId>,
    labels: HashMap<String, Option<usize>>,
}

/// Longer names are no ids.
const LONGEST_ID: usize = 60;

impl Taker {
    /// By a schema that holds what comes; `taken` are ids that documents may not get, `annotators` are
    /// those known already.
    pub fn new(
        schema: Arc<Schema>,
        whoever: &str,
        when: Timestamp,
        annotators: BTreeMap<AnnotatorId, Annotator>,
        taken: BTreeSet<DocumentId>,
    ) -> Self {
        Self {
            schema,
            whoever: whoever.to_owned(),
            when,
            annotators,
            documents: taken,
            labels: HashMap::new(),
        }
    }

    /// Everyone known before, or met on the way.
    pub fn annotators(&self) -> &BTreeMap<AnnotatorId, Annotator> {
        &self.annotators
    }

    /// Lists an annotator by id or name, where there is none such yet.
    pub fn meet(&mut self, name: &str) {
        self.annotator(name);
    }

    /// Takes a draft in; what does not fit is told.
    pub fn take(&mut self, draft: Draft, problems: &mut Vec<Problem>) -> Taken {
        let id = self.free_id(&draft.name);
        let mut layers: BTreeMap<AnnotatorId, Layer> = BTreeMap::new();
        for layer in draft.layers {
            let annotator = self.annotator(&layer.annotator);
            let mut records = Records {
                schema: &self.schema,
                labels: &mut self.labels,
                text: &draft.text,
                file: &draft.name,
                annotator: annotator.clone(),
                when: self.when,
                ids: HashMap::new(),
                used: HashSet::new(),
                n: 0,
                problems,
            };
            let taken = records.layer(layer);
            match layers.get(&annotator) {
                None => drop(layers.insert(annotator, taken)),
                Some(known) => {
                    for (question, value) in taken.labels.iter() {
                        records.tell_overwritten(question, known.labels.get(question), value);
                    }
                    let both = joined(known, &taken);
                    layers.insert(annotator, both);
                }
            }
        }
        let (bytes, encoding) = match &draft.stored {
            Some(it) => (it.bytes.as_slice(), it.encoding.as_str()),
            None => (draft.text.as_str().as_bytes(), "UTF-8"),
        };
        let source = Source {
            sha256: sha256(bytes),
            encoding: encoding.to_owned(),
        };
        Taken {
            document: Document {
                id,
                meta: draft.meta,
                text: draft.text,
                source,
            },
            stored: draft.stored,
            layers,
        }
    }

    /// An id that can be a path, and that no other document has.
    fn free_id(&mut self, name: &str) -> DocumentId {
        let id = super::super::names::unique(name, |it| self.documents.contains(it));
        self.documents.insert(id.clone());
        id
    }

    /// The id of an annotator by id or name; one who is not known is listed.
    fn annotator(&mut self, name: &str) -> AnnotatorId {
        let name = if name.is_empty() { &self.whoever } else { name };
        let known = self.annotators.iter();
        let known = known
            .clone()
            .find(|(id, it)| id.as_str() == name || it.name == name);
        if let Some((id, _)) = known {
            return id.clone();
        }
        let plain = |it: char| it.is_ascii_alphanumeric() || it == '-' || it == '_';
        let keeps = !name.is_empty() && name.len() <= LONGEST_ID && name.chars().all(plain);
        let wanted = if keeps { name.to_owned() } else { slug(name) };
        let numbered = (2u32..).map(|n| format!("{wanted}-{n}"));
        let mut ids = std::iter::once(wanted.clone())
            .chain(numbered)
            .map(AnnotatorId::new);
        let id = ids.find(|it| !self.annotators.contains_key(it));
        let id = id.unwrap_or_else(|| AnnotatorId::new(&wanted));
        let name = name.to_owned();
        self.annotators.insert(id.clone(), Annotator { name });
        id
    }
}

/// What a source said of one document twice over, under the same name: ids of the second give way.
fn joined(a: &Layer, b: &Layer) -> Layer {
    let labels = a.labels.iter().chain(b.labels.iter());
    let labels: Attributes = labels.map(|(id, it)| (id.clone(), it.clone())).collect();
    let mut renamed: BTreeMap<SpanId, SpanId> = BTreeMap::new();
    let mut spans: Vec<Span> = a.spans().map(|it| Span::clone(it)).collect();
    for span in b.spans() {
        let mut span = Span::clone(span);
        let taken = |it: &str| a.record(&SpanId::new(it)).is_some();
        if taken(span.id.as_str()) {
            let id = SpanId::new(numbered(span.id.as_str(), taken));
            renamed.insert(span.id.clone(), id.clone());
            span.id = id;
        }
        spans.push(span);
    }
    let mut links: Vec<Link> = a.links().map(|it| Link::clone(it)).collect();
    for link in b.links() {
        let mut link = Link::clone(link);
        let now = |id: &SpanId| renamed.get(id).unwrap_or(id).clone();
        (link.from, link.to) = (now(&link.from), now(&link.to));
        let taken = |it: &str| a.link(&LinkId::new(it)).is_some();
        link.id = LinkId::new(numbered(link.id.as_str(), taken));
        links.push(link);
    }
    Layer::new(a.status.max(b.status), labels, spans, links)
}

fn numbered(wanted: &str, taken: impl Fn(&str) -> bool) -> String {
    let more = (2u32..).map(|n| format!("{wanted}-{n}"));
    let mut all = std::iter::once(wanted.to_owned()).chain(more);
    all.find(|it| !taken(it))
        .unwrap_or_else(|| wanted.to_owned())
}

/// The records of one layer on their way in.
struct Records<'a> {
    schema: &'a Schema,
    labels: &'a mut HashMap<String, Option<usize>>,
    text: &'a Text,
    file: &'a str,
    annotator: AnnotatorId,
    when: Timestamp,
    /// From the ids of the source to ours.
    ids: HashMap<SmolStr, SpanId>,
    used: HashSet<SmolStr>,
    n: u64,
    problems: &'a mut Vec<Problem>,
}

impl Records<'_> {
    fn layer(&mut self, layer: DraftLayer) -> Layer {
        let labels = self.answers("", &self.schema.document_labels, layer.answers);
        let n = layer.spans.len();
        self.ids.reserve(n);
        self.used.reserve(n + layer.links.len());
        let mut spans: Vec<Span> = Vec::with_capacity(n);
        spans.extend(layer.spans.into_iter().filter_map(|it| self.span(it)));
        let links: Vec<Link> = layer
            .links
            .into_iter()
            .filter_map(|it| self.link(it))
            .collect();
        Layer::new(layer.status, labels, spans, links)
    }

    fn span(&mut self, draft: DraftSpan) -> Option<Span> {
        let at = self.place(draft.at, &draft.id, &draft.label)?;
        let label = self.label(&draft.label);
        let attributes = match label {
            Some(i) => self.answers(&draft.id, &self.schema.labels[i].attributes, draft.answers),
            None => Attributes::default(),
        };
        let id = SpanId::from(self.id("s", &draft.id));
        let known = (!draft.id.is_empty())
            .then(|| self.ids.insert(SmolStr::new(&draft.id), id.clone()))
            .flatten();
        if known.is_some() {
            self.tell(Fault::Twice(draft.id), Fate::Kept);
        }
        Some(Span {
            id,
            label: match label {
                Some(i) => self.schema.labels[i].id.clone(),
                None => LabelId::new(&draft.label),
            },
            at,
            attributes,
            note: draft.note,
            origin: draft.origin.unwrap_or(Origin::Imported),
            by: draft
                .by
                .map_or_else(|| self.annotator.clone(), AnnotatorId::new),
            when: draft.when.unwrap_or(self.when),
            conflict: None,
            was: None,
        })
    }

    fn label(&mut self, name: &str) -> Option<usize> {
        if let Some(known) = self.labels.get(name) {
            return *known;
        }
        let place = label_named(self.schema, name);
        self.labels.insert(name.to_owned(), place);
        place
    }

    /// Fragments in rising order that do not overlap; `None` where there is nothing to mark.
    fn place(&mut self, at: Vec<Range<usize>>, id: &str, label: &str) -> Option<Vec<Range<usize>>> {
        if let [one] = at.as_slice()
            && !one.is_empty()
            && self.text.get(one.clone()).is_some()
        {
            return Some(at);
        }
        let told = |it: &Range<usize>| format!("{id} {label} {}–{}", it.start, it.end);
        let mut kept: Vec<Range<usize>> = Vec::with_capacity(at.len());
        for it in at {
            if it.start >= it.end {
                self.tell(Fault::NoWidth(told(&it)), Fate::Skipped);
            } else if self.text.get(it.clone()).is_none() {
                self.tell(Fault::OutsideText(told(&it)), Fate::Skipped);
            } else {
                kept.push(it);
            }
        }
        kept.sort_by_key(|it| (it.start, it.end));
        let mut at: Vec<Range<usize>> = Vec::with_capacity(kept.len());
        for it in kept {
            match at.last_mut() {
                Some(last) if it.start < last.end => last.end = last.end.max(it.end),
                _ => at.push(it),
            }
        }
        (!at.is_empty()).then_some(at)
    }

    /// The answers about `id`, the document where it is empty.
    fn answers(
        &mut self,
        id: &str,
        asked: &[Attribute],
        answers: Vec<(String, Answer)>,
    ) -> Attributes {
        let mut taken = Attributes::default();
        for (name, answer) in answers {
            let Some(question) = asked.iter().find(|it| is_named(&it.id, &it.name, &name)) else {
                self.tell(Fault::Unknown(name), Fate::Skipped);
                continue;
            };
            let answer = choice_of(&question.kind, &answer);
            let value = match &question.kind {
                Kind::Text => Some(as_text(&answer)),
                kind => fit(&answer, kind),
            };
            match value {
                Some(value) => {
                    self.tell_overwritten(&question.id, taken.get(&question.id), &value);
                    drop(taken.set(&AttributeId::clone(&question.id), Some(value)));
                }
                None => {
                    let answer = super::super::value::plain(&answer);
                    let what = format!("{id} {name}: {answer}").trim_start().to_owned();
                    self.tell(Fault::WrongValue(what), Fate::Skipped);
                }
            }
        }
        taken
    }

    fn link(&mut self, draft: DraftLink) -> Option<Link> {
        for end in [&draft.from, &draft.to] {
            if !self.ids.contains_key(end.as_str()) {
                let what = format!("{} {}: {end}", draft.id, draft.kind);
                self.tell(Fault::Dangling(what.trim().to_owned()), Fate::Skipped);
                return None;
            }
        }
        let kind = match link_named(self.schema, &draft.kind) {
            Some(i) => self.schema.links[i].id.clone(),
            None => LinkKindId::new(&draft.kind),
        };
        Some(Link {
            id: LinkId::from(self.id("l", &draft.id)),
            kind,
            from: self.ids.get(draft.from.as_str())?.clone(),
            to: self.ids.get(draft.to.as_str())?.clone(),
            by: draft
                .by
                .map_or_else(|| self.annotator.clone(), AnnotatorId::new),
            when: draft.when.unwrap_or(self.when),
            conflict: None,
        })
    }

    /// The id of the source where it can be one, else one made from where the record stands: the same
    /// source gives the same ids.
    fn id(&mut self, prefix: &str, wanted: &str) -> SmolStr {
        let plain = |it: u8| it.is_ascii_alphanumeric() || b"-_.:".contains(&it);
        if !wanted.is_empty() && wanted.len() <= LONGEST_ID && wanted.bytes().all(plain) {
            let mut id = SmolStr::new(wanted);
            if self.used.contains(&id) {
                id = numbered(wanted, |it| self.used.contains(it)).into();
            }
            self.used.insert(id.clone());
            return id;
        }
        loop {
            self.n += 1;
            let id = SmolStr::from(short_id(prefix, scattered(self.file, self.n)));
            if self.used.insert(id.clone()) {
                return id;
            }
        }
    }

    /// Of two different answers to one question by one annotator, the second counts.
    fn tell_overwritten(&mut self, question: &AttributeId, first: Option<&Value>, second: &Value) {
        if let Some(first) = first.filter(|it| *it != second) {
            let what = format!("{question}: {}", super::super::value::to_text(first));
            self.tell(Fault::Twice(what), Fate::Skipped);
        }
    }

    fn tell(&mut self, fault: Fault, fate: Fate) {
        self.problems.push(Problem {
            file: self.file.to_owned(),
            line: 0,
            fault,
            fate,
        });
    }
}

/// A number far from its neighbors' (FNV-1a, then the end of `SplitMix64`).
fn scattered(name: &str, n: u64) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in name.bytes().chain(n.to_le_bytes()) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}
