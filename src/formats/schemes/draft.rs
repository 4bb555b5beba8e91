//! A schema while it is made of something else: ids and keys that do not clash, what was left out.

use std::collections::BTreeSet;

use crate::model::colors::next_color;
use crate::model::id::{AttributeId, ChoiceId, LabelId, LinkKindId, slug};
use crate::model::keys::next_key;
use crate::model::reform::fresh;
use crate::model::schema::{
    Attribute, Choice, Kind, Label, LinkKind, Localized, Pattern, Rgb, Schema, Tier,
};

/// A schema read, and what of its source has no place in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scheme {
    pub schema: Schema,
    pub left: Vec<Left>,
    /// The line that is being read, where it is known.
    pub(super) line: usize,
}

/// Something that was not taken: the key of its sentence in the translation files, and what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    pub key: &'static str,
    pub what: String,
    /// The line it stands in, from 1; 0 where that is not known.
    pub line: usize,
}

impl Scheme {
    pub(super) fn new(name: &str) -> Self {
        let schema = Schema {
            id: slug(name),
            version: 1,
            title: Localized::plain(name),
            ..Schema::default()
        };
        Self {
            schema,
            left: Vec::new(),
            line: 0,
        }
    }

    pub(super) fn leave(&mut self, key: &'static str, what: impl Into<String>) {
        let (what, line) = (what.into(), self.line);
        let known = |it: &Left| it.key == key && it.what == what;
        if !self.left.iter().any(known) {
            self.left.push(Left { key, what, line });
        }
    }

    /// The label of this name, made if there is none.
    pub(super) fn label(&mut self, name: &str, color: Option<Rgb>, key: Option<char>) -> LabelId {
        let name = name.trim();
        let (name, words) = (name, spoken(name));
        let same = |it: &&Label| it.name.get("en") == words;
        if let Some(known) = self.schema.labels.iter().find(same) {
            return known.id.clone();
        }
        let taken = self.schema.labels.iter().map(|it| it.id.as_str());
        let id = LabelId::new(id_of(name, taken));
        let key = self.free_key(name, key);
        self.schema.labels.push(Label {
            id: id.clone(),
            name: Localized::plain(spoken(name)),
            key,
            color: color.unwrap_or_else(|| next_color(&self.schema.labels)),
            pattern: Pattern::default(),
            tier: Tier::Core,
            help: Localized::default(),
            attributes: Vec::new(),
        });
        id
    }

    /// A letter that no label has yet. Digits answer questions here.
    fn free_key(&mut self, name: &str, key: Option<char>) -> Option<char> {
        let key = key?.to_lowercase().next()?;
        let taken = self.schema.labels.iter().any(|it| it.key == Some(key));
        if taken || key.is_ascii_digit() || key.is_whitespace() || key.is_control() {
            self.leave("left-key", format!("{name} ({key})"));
            return None;
        }
        Some(key)
    }

    /// Asks a question about the records of these labels; about documents where `None`.
    pub(super) fn question(&mut self, labels: Option<&BTreeSet<LabelId>>, question: &Attribute) {
        let put = |all: &mut Vec<Attribute>| {
            if all.iter().all(|it| it.id != question.id) {
                all.push(question.clone());
            }
        };
        match labels {
            None => put(&mut self.schema.document_labels),
            Some(ids) => {
                let labels = self.schema.labels.iter_mut();
                labels
                    .filter(|it| ids.contains(&it.id))
                    .for_each(|it| put(&mut it.attributes));
            }
        }
    }

    /// Joins labels by a kind of link of this name.
    pub(super) fn link(
        &mut self,
        name: &str,
        from: BTreeSet<LabelId>,
        to: BTreeSet<LabelId>,
        most: Option<u32>,
    ) -> Option<&mut LinkKind> {
        if from.is_empty() || to.is_empty() {
            self.leave("left-link", name);
            return None;
        }
        let id = id_of(name, []);
        let links = &mut self.schema.links;
        let place = links.iter().position(|it| it.id.as_str() == id);
        let place = place.unwrap_or_else(|| {
            links.push(LinkKind {
                id: LinkKindId::new(&id),
                name: Localized::plain(spoken(name)),
                key: None,
                from: BTreeSet::new(),
                to: BTreeSet::new(),
                max_out: most,
                symmetric: false,
                tier: Tier::Core,
            });
            links.len() - 1
        });
        let link = links.get_mut(place)?;
        link.from.extend(from);
        link.to.extend(to);
        link.max_out = link.max_out.zip(most).map(|(a, b)| a.max(b));
        Some(link)
    }

    /// Gives every label a letter to mark with, as long as there are free ones: few programs ask for them all.
    fn give_keys(&mut self) {
        let labels = &mut self.schema.labels;
        for i in 0..labels.len() {
            let keyless = labels.get(i).filter(|it| it.key.is_none());
            let Some(name) = keyless.map(|it| it.name.get("en")) else {
                continue;
            };
            let Some(key) = next_key(name, labels) else {
                break;
            };
            labels[i].key = Some(key);
        }
    }

    /// Without what has no name, or offers nothing to choose from; every label with a key.
    pub(super) fn tidy(mut self) -> Self {
        let named = |name: &Localized| !name.get("en").trim().is_empty();
        let mut left = Vec::new();
        let mut ask = |all: &mut Vec<Attribute>| {
            all.retain(|it| {
                let chooses = matches!(
                    it.kind,
                    Kind::OneOf(_) | Kind::Ordinal(_) | Kind::SeveralOf(_)
                );
                let limits = match it.kind {
                    Kind::Number { min, max } => min.zip(max).is_none_or(|(min, max)| min <= max),
                    _ => true,
                };
                let fits = named(&it.name) && limits && chooses != it.kind.choices().is_empty();
                if !fits {
                    left.push(it.name.get("en").to_owned());
                }
                fits
            });
        };
        ask(&mut self.schema.document_labels);
        for label in &mut self.schema.labels {
            ask(&mut label.attributes);
        }
        let nameless: BTreeSet<LabelId> = self
            .schema
            .labels
            .iter()
            .filter(|it| !named(&it.name))
            .map(|it| it.id.clone())
            .collect();
        self.schema.labels.retain(|it| !nameless.contains(&it.id));
        for link in &mut self.schema.links {
            link.from.retain(|it| !nameless.contains(it));
            link.to.retain(|it| !nameless.contains(it));
        }
        self.schema
            .links
            .retain(|it| named(&it.name) && !it.from.is_empty() && !it.to.is_empty());
        self.line = 0;
        for what in left {
            self.leave("left-question", what);
        }
        self.give_keys();
        self
    }

    pub(super) fn all(&self) -> BTreeSet<LabelId> {
        self.schema.labels.iter().map(|it| it.id.clone()).collect()
    }
}

/// A question of this name.
pub(super) fn question(name: &str, kind: Kind, required: bool) -> Attribute {
    Attribute {
        id: AttributeId::new(id_of(name, [])),
        name: Localized::plain(spoken(name)),
        kind,
        required,
        default: None,
        tier: Tier::Core,
        key: None,
        help: Localized::default(),
    }
}

/// Choices of these names, each once.
pub(super) fn choices<'a>(names: impl IntoIterator<Item = &'a str>) -> Vec<Choice> {
    let mut all: Vec<Choice> = Vec::new();
    for name in names.into_iter().map(str::trim) {
        let known = all.iter().any(|it| it.name.get("en") == name);
        if name.is_empty() || known {
            continue;
        }
        let id = id_of(name, all.iter().map(|it: &Choice| it.id.as_str()));
        all.push(Choice {
            id: ChoiceId::new(id),
            name: Localized::plain(name),
        });
    }
    all
}

/// Longer names are no ids, in bytes.
const LONGEST: usize = 200;

/// The name itself where it can be an id, so that records of the other program keep theirs.
fn id_of<'a>(name: &str, taken: impl IntoIterator<Item = &'a str>) -> String {
    let taken: Vec<&str> = taken.into_iter().collect();
    let name = name.trim();
    let plain = !name.chars().any(char::is_control);
    if !name.is_empty() && name.len() <= LONGEST && plain && !taken.contains(&name) {
        return name.to_owned();
    }
    fresh(name, taken)
}

/// `Works_for` as people write it.
fn spoken(name: &str) -> String {
    let words = name.trim().replace('_', " ");
    if words.trim().is_empty() {
        name.to_owned()
    } else {
        words
    }
}

/// Colors that have a name in CSS, those that are used the most.
const NAMED: [(&str, u32); 30] = [
    ("red", 0x00ff_0000),
    ("green", 0x0000_8000),
    ("blue", 0x0000_00ff),
    ("orange", 0x00ff_a500),
    ("darkorange", 0x00ff_8c00),
    ("purple", 0x0080_0080),
    ("yellow", 0x00ff_ff00),
    ("pink", 0x00ff_c0cb),
    ("brown", 0x00a5_2a2a),
    ("gray", 0x0080_8080),
    ("grey", 0x0080_8080),
    ("black", 0),
    ("white", 0x00ff_ffff),
    ("cyan", 0x0000_ffff),
    ("magenta", 0x00ff_00ff),
    ("lime", 0x0000_ff00),
    ("olive", 0x0080_8000),
    ("navy", 0x0000_0080),
    ("teal", 0x0000_8080),
    ("maroon", 0x0080_0000),
    ("silver", 0x00c0_c0c0),
    ("gold", 0x00ff_d700),
    ("violet", 0x00ee_82ee),
    ("indigo", 0x004b_0082),
    ("darkgreen", 0x0000_6400),
    ("lightblue", 0x00ad_d8e6),
    ("lightgreen", 0x0090_ee90),
    ("coral", 0x00ff_7f50),
    ("salmon", 0x00fa_8072),
    ("darkblue", 0x0000_008b),
];

/// A color written `#b46200` or `#b60`, or by its name.
pub(super) fn color(text: &str) -> Option<Rgb> {
    let text = text.trim();
    let named = NAMED.iter().find(|it| it.0.eq_ignore_ascii_case(text));
    if let Some((_, number)) = named {
        let [_, r, g, b] = number.to_be_bytes();
        return Some(Rgb(r, g, b));
    }
    let hex = text.strip_prefix('#')?;
    if !hex.chars().all(|it| it.is_ascii_hexdigit()) {
        return None;
    }
    let long: String = match hex.len() {
        3 => hex.chars().flat_map(|it| [it, it]).collect(),
        6 => hex.to_owned(),
        _ => return None,
    };
    let number = u32::from_str_radix(&long, 16).ok()?;
    let [_, r, g, b] = number.to_be_bytes();
    Some(Rgb(r, g, b))
}
