//! The labels, questions and kinds of link, as `<taxonomy>`: a category each, its names and hints in every
//! language, and the rest in terms of our own (`<term type="key">p</term>`). Categories of others are
//! labels as soon as somebody points at them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value as Json;

use super::super::value::{from_text, to_text};
use super::ids::name;
use super::tree::Node;
use super::write::Page;
use crate::model::id::{AttributeId, ChoiceId, LabelId, LinkKindId};
use crate::model::schema::{
    Attribute, Choice, Kind, Label, LinkKind, Localized, Pattern, Rgb, Schema, Tier,
};

const LABELS: &str = "labels";
const LINKS: &str = "links";
const DOCUMENT: &str = "document";

/// A schema with the `xml:id`s of its parts.
pub struct Scheme<'a> {
    pub schema: &'a Schema,
    labels: HashMap<&'a LabelId, String>,
    links: HashMap<&'a LinkKindId, String>,
    /// The same in every file.
    written: [(&'static str, Page); 3],
}

impl<'a> Scheme<'a> {
    pub fn new(schema: &'a Schema, reserved: &mut BTreeSet<String>) -> Self {
        let mut take = |wanted: &str, before: &str| {
            let plain = name(wanted, before);
            let more = (2u32..).map(|n| format!("{plain}.{n}"));
            let mut all = std::iter::once(plain.clone()).chain(more);
            let id = all.find(|it| reserved.insert(it.clone()));
            id.unwrap_or(plain)
        };
        let labels: HashMap<_, _> = schema
            .labels
            .iter()
            .map(|it| (&it.id, take(it.id.as_str(), "label-")))
            .collect();
        let links: HashMap<_, _> = schema
            .links
            .iter()
            .map(|it| (&it.id, take(it.id.as_str(), "link-")))
            .collect();
        let mut written = [LABELS, LINKS, DOCUMENT].map(|it| (it, Page::default()));
        for it in &schema.labels {
            let id = labels.get(&it.id).map_or("", String::as_str);
            label(it, id, &mut written[0].1);
        }
        for it in &schema.links {
            let id = links.get(&it.id).map_or("", String::as_str);
            link(it, id, &mut written[1].1);
        }
        for it in &schema.document_labels {
            question(it, &mut written[2].1);
            written[2].1.raw("\n");
        }
        Self {
            schema,
            labels,
            links,
            written,
        }
    }

    /// The `xml:id` of a label.
    pub fn label(&self, id: &LabelId) -> Option<&str> {
        self.labels.get(id).map(String::as_str)
    }

    pub fn link(&self, id: &LinkKindId) -> Option<&str> {
        self.links.get(id).map(String::as_str)
    }

    /// Writes `<classDecl>`, with what records name and the schema does not know.
    pub fn write(
        &self,
        labels: &BTreeMap<&LabelId, String>,
        links: &BTreeMap<&LinkKindId, String>,
        page: &mut Page,
    ) {
        let mut unknown = [Page::default(), Page::default(), Page::default()];
        for (id, own) in labels {
            stub(id.as_str(), own, &mut unknown[0]);
        }
        for (id, own) in links {
            stub(id.as_str(), own, &mut unknown[1]);
        }
        let all = self.written.iter().zip(&unknown);
        let all = all.filter(|it| !it.0.1.text.is_empty() || !it.1.text.is_empty());
        let all: Vec<_> = all.collect();
        if all.is_empty() {
            return;
        }
        page.raw("<classDecl>\n");
        for ((what, known), unknown) in all {
            page.raw(&format!("<taxonomy n=\"{what}\">\n"));
            for it in [known, unknown] {
                page.raw(&it.text);
                page.odd += it.odd;
            }
            page.raw("</taxonomy>\n");
        }
        page.raw("</classDecl>\n");
    }
}

fn stub(id: &str, own: &str, page: &mut Page) {
    page.raw("<category");
    named(id, own, page);
    page.raw(">");
    page.element("catDesc", &[], id);
    page.raw("</category>\n");
}

fn named(id: &str, own: &str, page: &mut Page) {
    page.attribute("xml:id", own);
    if id != own {
        page.attribute("n", id);
    }
}

/// The names and the hints of something in every language.
fn described(names: &Localized, help: Option<&Localized>, page: &mut Page) {
    let help = help.map(|it| &it.0);
    let languages = names
        .0
        .keys()
        .chain(help.into_iter().flat_map(BTreeMap::keys));
    for language in languages.collect::<BTreeSet<_>>() {
        page.raw("<catDesc");
        page.attribute("xml:lang", language);
        page.raw(">");
        if let Some(name) = names.0.get(language) {
            page.element("term", &[], name);
        }
        if let Some(help) = help.and_then(|it| it.get(language)) {
            page.element("gloss", &[], help);
        }
        page.raw("</catDesc>");
    }
}

/// What is said in terms of our own.
fn terms(all: &[(&str, String)], page: &mut Page) {
    page.raw("<catDesc>");
    for (kind, text) in all {
        page.element("term", &[("type", kind)], text);
    }
    page.raw("</catDesc>");
}

/// A variant by its name; nothing for the usual one.
fn variant<T: Serialize + PartialEq + Default>(
    kind: &'static str,
    value: &T,
) -> Option<(&'static str, String)> {
    let written = serde_json::to_value(value)
        .ok()
        .filter(|_| *value != T::default())?;
    Some((kind, written.as_str()?.to_owned()))
}

fn key(key: Option<char>) -> Option<(&'static str, String)> {
    key.map(|it| ("key", it.to_string()))
}

fn label(label: &Label, own: &str, page: &mut Page) {
    page.raw("<category");
    named(label.id.as_str(), own, page);
    page.attribute("style", &format!("color:{}", label.color));
    page.raw(">");
    described(&label.name, Some(&label.help), page);
    let all = [
        key(label.key),
        variant("pattern", &label.pattern),
        variant("tier", &label.tier),
    ];
    let mut all: Vec<_> = all.into_iter().flatten().collect();
    all.insert(0, ("kind", "label".to_owned()));
    terms(&all, page);
    for it in &label.attributes {
        page.raw("\n");
        question(it, page);
    }
    page.raw("</category>\n");
}

fn link(link: &LinkKind, own: &str, page: &mut Page) {
    page.raw("<category");
    named(link.id.as_str(), own, page);
    page.raw(">");
    described(&link.name, None, page);
    let mut all = vec![("kind", "link".to_owned())];
    all.extend(link.from.iter().map(|it| ("from", it.to_string())));
    all.extend(link.to.iter().map(|it| ("to", it.to_string())));
    all.extend(link.max_out.map(|it| ("max", it.to_string())));
    all.extend(link.symmetric.then(|| ("symmetric", "true".to_owned())));
    all.extend(key(link.key));
    all.extend(variant("tier", &link.tier));
    terms(&all, page);
    page.raw("</category>\n");
}

fn question(question: &Attribute, page: &mut Page) {
    page.raw("<category");
    page.attribute("n", question.id.as_str());
    page.raw(">");
    described(&question.name, Some(&question.help), page);
    let mut all = vec![("kind", kind(&question.kind).to_owned())];
    if let Kind::Number { min, max } = &question.kind {
        all.extend(min.map(|it| ("min", it.to_string())));
        all.extend(max.map(|it| ("max", it.to_string())));
    }
    all.extend(question.required.then(|| ("required", "true".to_owned())));
    all.extend(question.default.as_ref().map(|it| ("default", to_text(it))));
    all.extend(key(question.key));
    all.extend(variant("tier", &question.tier));
    terms(&all, page);
    for choice in question.kind.choices() {
        page.raw("<category");
        page.attribute("n", choice.id.as_str());
        page.raw(">");
        described(&choice.name, None, page);
        if choice.name.is_empty() {
            page.raw("<catDesc/>");
        }
        page.raw("</category>");
    }
    page.raw("</category>");
}

fn kind(kind: &Kind) -> &'static str {
    match kind {
        Kind::Flag => "flag",
        Kind::OneOf(_) => "one",
        Kind::Ordinal(_) => "ordinal",
        Kind::SeveralOf(_) => "several",
        Kind::Number { .. } => "number",
        Kind::Date => "date",
        Kind::Interval => "interval",
        Kind::Text => "text",
        Kind::Target => "target",
    }
}

/// The schema that a file of ours declares.
pub fn read(declared: &Node) -> Schema {
    let mut schema = Schema::default();
    for taxonomy in declared.all("taxonomy") {
        for category in taxonomy.all("category") {
            let is = term(category, "kind").unwrap_or_default();
            match (taxonomy.get("n"), is.as_str()) {
                (Some(LABELS), "label") => schema.labels.extend(read_label(category)),
                (Some(LINKS), "link") => schema.links.extend(read_link(category)),
                (Some(DOCUMENT), _) => schema.document_labels.extend(read_question(category)),
                _ => {}
            }
        }
    }
    schema
}

/// The id of a category in the project that it came from.
pub fn id(category: &Node) -> Option<&str> {
    category.get("n").or_else(|| category.get("xml:id"))
}

fn all_terms<'a>(category: &'a Node, kind: &'a str) -> impl Iterator<Item = String> + 'a {
    let ours = category
        .all("catDesc")
        .filter(|it| it.get("xml:lang").is_none());
    let all = ours.flat_map(|it| it.all("term"));
    all.filter(move |it| it.get("type") == Some(kind))
        .map(Node::words)
}

fn term(category: &Node, kind: &str) -> Option<String> {
    all_terms(category, kind).next()
}

fn named_variant<T: DeserializeOwned + Default>(category: &Node, kind: &str) -> T {
    let named = term(category, kind).map(Json::String);
    let found = named.and_then(|it| serde_json::from_value(it).ok());
    found.unwrap_or_default()
}

fn localized(category: &Node, what: &str) -> Localized {
    let spoken = category.all("catDesc").filter_map(|it| {
        let text = it.first(what)?.words();
        Some((it.get("xml:lang")?.to_owned(), text))
    });
    Localized(spoken.collect())
}

fn one_letter(category: &Node) -> Option<char> {
    term(category, "key").and_then(|it| it.chars().next())
}

fn read_label(category: &Node) -> Option<Label> {
    let color = category
        .get("style")
        .and_then(|it| it.strip_prefix("color:"));
    let color = color.map(|it| Json::String(it.to_owned()));
    Some(Label {
        id: LabelId::new(id(category)?),
        name: localized(category, "term"),
        key: one_letter(category),
        color: color
            .and_then(|it| serde_json::from_value(it).ok())
            .unwrap_or(Rgb(128, 128, 128)),
        pattern: named_variant::<Pattern>(category, "pattern"),
        tier: named_variant::<Tier>(category, "tier"),
        help: localized(category, "gloss"),
        attributes: category.all("category").filter_map(read_question).collect(),
    })
}

fn read_link(category: &Node) -> Option<LinkKind> {
    Some(LinkKind {
        id: LinkKindId::new(id(category)?),
        name: localized(category, "term"),
        key: one_letter(category),
        from: all_terms(category, "from").map(LabelId::new).collect(),
        to: all_terms(category, "to").map(LabelId::new).collect(),
        max_out: term(category, "max").and_then(|it| it.parse().ok()),
        symmetric: term(category, "symmetric").is_some(),
        tier: named_variant::<Tier>(category, "tier"),
    })
}

fn read_question(category: &Node) -> Option<Attribute> {
    let choices = || {
        let all = category.all("category");
        let all = all.filter_map(|it| {
            Some(Choice {
                id: ChoiceId::new(it.get("n")?),
                name: localized(it, "term"),
            })
        });
        all.collect::<Vec<_>>()
    };
    let number = |it: &str| term(category, it).and_then(|it| it.parse::<f64>().ok());
    let kind = match term(category, "kind")?.as_str() {
        "flag" => Kind::Flag,
        "one" => Kind::OneOf(choices()),
        "ordinal" => Kind::Ordinal(choices()),
        "several" => Kind::SeveralOf(choices()),
        "number" => Kind::Number {
            min: number("min"),
            max: number("max"),
        },
        "date" => Kind::Date,
        "interval" => Kind::Interval,
        "target" => Kind::Target,
        _ => Kind::Text,
    };
    let default = term(category, "default").and_then(|it| from_text(&it, &kind));
    Some(Attribute {
        id: AttributeId::new(category.get("n")?),
        name: localized(category, "term"),
        default: default.filter(|it| it.fits(&kind)),
        kind,
        required: term(category, "required").is_some(),
        tier: named_variant::<Tier>(category, "tier"),
        key: one_letter(category),
        help: localized(category, "gloss"),
    })
}
