//! From drafts to a project: which labels, questions and links there are, and every draft by them.
//!
//! Reading goes in two rounds, so that no more than one document has to be in memory: in the first,
//! [`Gather`] sees every draft and learns the schema; in the second, [`Taker`] takes them in.
//!
//! An id is the name that a thing has in its source, whatever it is made of: what comes in under a
//! name goes out under the same. Where the project knows a label by that id or name already, it is that one.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::draft::{Answer, Draft, DraftLayer};
use crate::model::colors::next_color;
use crate::model::id::{AttributeId, ChoiceId, LabelId, LinkKindId};
use crate::model::keys::next_key;
use crate::model::schema::{
    Attribute, Choice, Kind, Label, LinkKind, Localized, Pattern, Schema, Tier,
};

mod question;
mod take;

use question::Question;
pub use take::{Taken, Taker};

/// Learns a schema from drafts.
#[derive(Debug, Default)]
pub struct Gather {
    schema: Schema,
    /// What the project had before: its questions stay of their kinds.
    base: Schema,
    labels: Seen<Questions>,
    links: Seen<Ends>,
    document: Questions,
}

type Questions = Seen<Question>;

/// The labels at both ends of a kind of link.
#[derive(Debug, Default)]
struct Ends {
    from: BTreeSet<String>,
    to: BTreeSet<String>,
    /// The most that leave one span.
    most: u32,
}

/// Things by name, in the order in which they were first seen.
#[derive(Debug)]
struct Seen<T> {
    all: Vec<(String, T)>,
    places: BTreeMap<String, usize>,
}

impl<T> Default for Seen<T> {
    fn default() -> Self {
        Self {
            all: Vec::new(),
            places: BTreeMap::new(),
        }
    }
}

impl<T: Default> Seen<T> {
    fn get(&mut self, name: &str) -> &mut T {
        self.get_or(name, T::default)
    }
}

impl<T> Seen<T> {
    fn get_or(&mut self, name: &str, make: impl FnOnce() -> T) -> &mut T {
        let place = self.places.get(name).copied().unwrap_or_else(|| {
            self.all.push((name.to_owned(), make()));
            self.places.insert(name.to_owned(), self.all.len() - 1);
            self.all.len() - 1
        });
        &mut self.all[place].1
    }
}

impl Gather {
    /// Begins with what a project has.
    pub fn new(schema: &Schema) -> Self {
        Self {
            schema: schema.clone(),
            base: schema.clone(),
            ..Self::default()
        }
    }

    /// Takes in what a source declares beside its texts. What is known already stays as it is.
    pub fn declare(&mut self, declared: &Schema) {
        let schema = &mut self.schema;
        for (i, label) in declared.labels.iter().enumerate() {
            match label_named(schema, label.id.as_str()) {
                None => {
                    let before = declared.labels.get(..i).unwrap_or_default();
                    schema.labels.push(beside(label, before, &schema.labels));
                }
                Some(i) => declare_questions(&mut schema.labels[i].attributes, &label.attributes),
            }
        }
        for link in &declared.links {
            match link_named(schema, link.id.as_str()) {
                None => schema.links.push(link.clone()),
                Some(i) => {
                    schema.links[i].from.extend(link.from.iter().cloned());
                    schema.links[i].to.extend(link.to.iter().cloned());
                    // Of two that say how many there may be, the one that allows more.
                    let both = schema.links[i].max_out.zip(link.max_out);
                    schema.links[i].max_out = both.map(|it| it.0.max(it.1));
                }
            }
        }
        declare_questions(&mut schema.document_labels, &declared.document_labels);
    }

    /// Looks at a draft.
    pub fn see(&mut self, draft: &Draft) {
        for layer in &draft.layers {
            self.see_layer(layer);
        }
    }

    fn see_layer(&mut self, layer: &DraftLayer) {
        let schema = &self.schema;
        see_answers(&mut self.document, &layer.answers, || {
            &schema.document_labels
        });
        for span in &layer.spans {
            let asked = || questions_of(schema, &span.label);
            see_answers(self.labels.get(&span.label), &span.answers, asked);
        }
        if !layer.links.is_empty() {
            self.see_links(layer);
        }
    }

    fn see_links(&mut self, layer: &DraftLayer) {
        let labels = layer.spans.iter().map(|it| (it.id.as_str(), &it.label));
        let labels: HashMap<&str, &String> = labels.collect();
        let mut leaving: BTreeMap<(&str, &str), u32> = BTreeMap::new();
        for link in &layer.links {
            let n = leaving.entry((&link.kind, &link.from)).or_default();
            *n += 1;
            let ends = self.links.get(&link.kind);
            ends.most = ends.most.max(*n);
            for (known, end) in [(&mut ends.from, &link.from), (&mut ends.to, &link.to)] {
                if let Some(label) = labels.get(end.as_str()).filter(|it| !known.contains(**it)) {
                    known.insert((*label).clone());
                }
            }
        }
    }

    /// The schema that holds everything seen.
    pub fn schema(&self) -> Schema {
        let mut schema = self.schema.clone();
        for (name, questions) in &self.labels.all {
            let place = label_named(&schema, name).unwrap_or_else(|| {
                let label = new_label(name, &schema);
                schema.labels.push(label);
                schema.labels.len() - 1
            });
            let label = &mut schema.labels[place];
            let fixed = questions_of(&self.base, label.id.as_str());
            ask(&mut label.attributes, questions, fixed);
        }
        for (name, ends) in &self.links.all {
            let ids = |names: &BTreeSet<String>| -> Vec<LabelId> {
                let places = names.iter().filter_map(|it| label_named(&schema, it));
                places.map(|i| schema.labels[i].id.clone()).collect()
            };
            let (from, to) = (ids(&ends.from), ids(&ends.to));
            let place = link_named(&schema, name).unwrap_or_else(|| {
                schema.links.push(new_link(name));
                schema.links.len() - 1
            });
            let most = &mut schema.links[place].max_out;
            *most = most.filter(|it| *it >= ends.most);
            schema.links[place].from.extend(from);
            schema.links[place].to.extend(to);
        }
        let fixed = &self.base.document_labels;
        ask(&mut schema.document_labels, &self.document, fixed);
        schema
    }
}

/// Looks at answers; `asked` are the questions that are declared of what they are about.
fn see_answers<'a>(
    questions: &mut Questions,
    answers: &[(String, Answer)],
    asked: impl Fn() -> &'a [Attribute],
) {
    for (name, answer) in answers {
        let make = || Question::asked(question_named(asked(), name).map(|it| &it.kind));
        questions.get_or(name, make).see(answer);
    }
}

/// Adds the questions that are not asked yet, and the choices that are not offered yet. One that is declared
/// becomes of a kind that takes every answer; those that are `fixed` stay of theirs.
fn ask(attributes: &mut Vec<Attribute>, questions: &Questions, fixed: &[Attribute]) {
    for (name, question) in &questions.all {
        let known = attributes
            .iter_mut()
            .find(|it| is_named(&it.id, &it.name, name));
        match known {
            Some(known) if fixed.iter().any(|it| it.id == known.id) => {
                question.offer(&mut known.kind);
            }
            Some(known) => question.widen(&mut known.kind),
            None => attributes.push(new_question(name, question.kind())),
        }
    }
}

fn questions_of<'a>(schema: &'a Schema, label: &str) -> &'a [Attribute] {
    let label = label_named(schema, label).and_then(|i| schema.labels.get(i));
    label.map_or(&[], |it| &it.attributes)
}

fn question_named<'a>(all: &'a [Attribute], name: &str) -> Option<&'a Attribute> {
    all.iter().find(|it| is_named(&it.id, &it.name, name))
}

fn declare_questions(known: &mut Vec<Attribute>, declared: &[Attribute]) {
    for it in declared {
        let same = known.iter_mut().find(|other| other.id == it.id);
        match same {
            None => known.push(it.clone()),
            Some(same) => question::add_choices(&mut same.kind, it.kind.choices()),
        }
    }
}

/// The place of the label with this id, or else of this name.
fn label_named(schema: &Schema, name: &str) -> Option<usize> {
    let by_id = schema.labels.iter().position(|it| it.id.as_str() == name);
    by_id.or_else(|| schema.labels.iter().position(|it| has_name(&it.name, name)))
}

fn link_named(schema: &Schema, name: &str) -> Option<usize> {
    let by_id = schema.links.iter().position(|it| it.id.as_str() == name);
    by_id.or_else(|| schema.links.iter().position(|it| has_name(&it.name, name)))
}

fn is_named(id: &AttributeId, names: &Localized, name: &str) -> bool {
    id.as_str() == name || has_name(names, name)
}

fn has_name(names: &Localized, name: &str) -> bool {
    !name.is_empty() && names.0.values().any(|it| it == name)
}

/// A label as its source names it, with a key and a color of its own among those of the schema.
pub fn new_label(name: &str, schema: &Schema) -> Label {
    Label {
        id: LabelId::new(name),
        name: Localized::plain(spoken(name)),
        key: next_key(name, &schema.labels),
        color: next_color(&schema.labels),
        pattern: Pattern::default(),
        tier: Tier::Core,
        help: Localized::default(),
        attributes: Vec::new(),
    }
}

/// A declared label beside the labels that are known: with another color where its own was only the next one
/// after those declared `before` it, and with another key where its own marks already.
fn beside(label: &Label, before: &[Label], known: &[Label]) -> Label {
    let mut label = label.clone();
    if label.color == next_color(before) && known.iter().any(|it| it.color == label.color) {
        label.color = next_color(known);
    }
    if label.key.is_some() && known.iter().any(|it| it.key == label.key) {
        label.key = next_key(label.name.get("en"), known);
    }
    label
}

/// A question as its source names it.
pub fn new_question(name: &str, kind: Kind) -> Attribute {
    Attribute {
        id: AttributeId::new(name),
        name: Localized::plain(spoken(name)),
        kind,
        required: false,
        default: None,
        tier: Tier::Core,
        key: None,
        help: Localized::default(),
    }
}

/// A choice as its source names it.
pub fn new_choice(name: &str) -> Choice {
    Choice {
        id: ChoiceId::new(name),
        name: Localized::plain(name),
    }
}

/// A kind of link as its source names it, between no labels yet.
pub fn new_link(name: &str) -> LinkKind {
    LinkKind {
        id: LinkKindId::new(name),
        name: Localized::plain(spoken(name)),
        key: None,
        from: BTreeSet::new(),
        to: BTreeSet::new(),
        max_out: None,
        symmetric: false,
        tier: Tier::Core,
    }
}

/// `Works_for` as people write it; something where there is no name at all.
fn spoken(name: &str) -> String {
    let words = name.trim().replace('_', " ");
    if words.trim().is_empty() {
        "–".to_owned()
    } else {
        words
    }
}
