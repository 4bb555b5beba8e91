//! The labelling interface, from and to a schema.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::mem::discriminant;

use super::super::input::Entry;
use super::super::schemes::{self, Program};
use crate::model::id::AttributeId;
use crate::model::schema::{Attribute, Kind, Schema};

/// Reads the schema that an interface asks by, and the questions that have no place in it. Choices between
/// `true` and `false` are a flag.
pub fn read(entry: &Entry) -> Option<(Schema, Vec<String>)> {
    let source = entry.text().ok()?;
    let (program, mut scheme) = schemes::read("", &source)?;
    if program != Program::LabelStudio {
        return None;
    }
    let schema = &mut scheme.schema;
    let asked = schema.labels.iter_mut().flat_map(|it| &mut it.attributes);
    for it in asked.chain(&mut schema.document_labels) {
        let ids: Vec<&str> = it.kind.choices().iter().map(|it| it.id.as_str()).collect();
        if ids == ["true", "false"] {
            it.kind = Kind::Flag;
        }
    }
    let left = scheme.left.into_iter();
    // Choices that stand in the tasks come with their answers.
    let left = left.filter(|it| it.key == "left-question" && !it.what.starts_with("Choices "));
    Some((scheme.schema, left.map(|it| it.what).collect()))
}

/// What an interface shows of a task's data as its text.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The key of the text, or of the turns of a dialogue.
    pub key: String,
    /// Under which keys a turn says what is said and who says it.
    pub words: String,
    pub speaker: String,
    /// Whether the texts under the key are more than addresses of files.
    pub says: bool,
}

impl Default for Shown {
    fn default() -> Self {
        Self {
            key: String::new(),
            words: "text".to_owned(),
            speaker: "author".to_owned(),
            says: false,
        }
    }
}

/// What the interface shows as text, where it shows any.
pub fn shown(source: &str) -> Option<Shown> {
    let mut tags = source.split('<').filter(|it| {
        [
            "Text ",
            "HyperText ",
            "Paragraphs ",
            "Text\n",
            "HyperText\n",
            "Paragraphs\n",
        ]
        .iter()
        .any(|tag| it.starts_with(tag))
    });
    tags.find_map(|it| {
        let said = |name: &str| {
            let after = it.split_once(&format!("{name}=\""))?.1;
            Some(after.split_once('"')?.0.to_owned())
        };
        let usual = Shown::default();
        Some(Shown {
            key: said(" value")
                .or_else(|| said("\nvalue"))?
                .strip_prefix('$')?
                .to_owned(),
            words: said("textKey").unwrap_or(usual.words),
            speaker: said("nameKey").unwrap_or(usual.speaker),
            says: false,
        })
    })
}

/// What the control of labels and the text are called in an interface: no question about documents has
/// these names, since Label Studio knows a control by its name alone.
#[derive(Clone, Copy, Debug)]
pub struct Own {
    pub labels: &'static str,
    pub text: &'static str,
}

impl Own {
    /// The usual names, unless the schema asks about documents under them.
    pub fn of(schema: &Schema) -> Self {
        let asked = |it: &&str| {
            schema
                .document_labels
                .iter()
                .any(|of| of.id.as_str() == *it)
        };
        let free = |usual: [&'static str; 3], last| {
            usual.into_iter().find(|it| !asked(it)).unwrap_or(last)
        };
        Self {
            labels: free(["label", "labels", "spans"], "labels-of-regions"),
            text: free(["text", "document", "words"], "text-of-document"),
        }
    }
}

/// Writes the interface for a schema.
pub fn write(schema: &Schema) -> String {
    let own = Own::of(schema);
    let mut out = format!(
        "<View>\n  <Labels name=\"{}\" toName=\"{}\">\n",
        own.labels, own.text
    );
    for label in &schema.labels {
        let color = label.color;
        let hotkey = label
            .key
            .map(|it| format!(" hotkey=\"{}\"", escaped(&it.to_string())));
        out += &format!(
            "    <Label value=\"{}\" background=\"#{:02x}{:02x}{:02x}\"{}/>\n",
            escaped(label.id.as_str()),
            color.0,
            color.1,
            color.2,
            hotkey.unwrap_or_default(),
        );
    }
    out += "  </Labels>\n";
    if !schema.links.is_empty() {
        out += "  <Relations>\n";
        for link in &schema.links {
            out += &format!("    <Relation value=\"{}\"/>\n", escaped(link.id.as_str()));
        }
        out += "  </Relations>\n";
    }
    let text = own.text;
    out += &format!("  <Text name=\"{text}\" value=\"$text\" granularity=\"symbol\"/>\n");
    for (question, labels) in per_region(schema) {
        let labels = labels.join(",");
        let when = format!(
            " perRegion=\"true\" whenTagName=\"{}\" whenLabelValue=\"{}\"",
            own.labels,
            escaped(&labels)
        );
        let name = control(schema, &question.id);
        ask(&mut out, &question, (&name, text), &when);
    }
    for question in &schema.document_labels {
        ask(&mut out, question, (question.id.as_str(), text), "");
    }
    out + "</View>\n"
}

/// The name of the control that asks a question about a region: that of the question, unless something else
/// has it already.
pub fn control<'a>(schema: &Schema, question: &'a AttributeId) -> Cow<'a, str> {
    let taken = schema.document_label(question).is_some();
    let Own { labels, text } = Own::of(schema);
    if taken || [labels, text].contains(&question.as_str()) {
        Cow::Owned(format!("{question}-of-region"))
    } else {
        Cow::Borrowed(question.as_str())
    }
}

/// Questions that labels ask in different ways: there is one control for each name, which takes words then.
pub fn mixed(schema: &Schema) -> BTreeSet<&AttributeId> {
    let mut kinds = BTreeMap::new();
    let mut mixed = BTreeSet::new();
    for it in schema.labels.iter().flat_map(|it| &it.attributes) {
        let kind = discriminant(&it.kind);
        if *kinds.entry(&it.id).or_insert(kind) != kind {
            mixed.insert(&it.id);
        }
    }
    mixed
}

/// The questions about spans, each once with all choices, and the labels that are asked it.
fn per_region(schema: &Schema) -> Vec<(Attribute, Vec<&str>)> {
    let mut all: Vec<(Attribute, Vec<&str>)> = Vec::new();
    let mut places: BTreeMap<&AttributeId, usize> = BTreeMap::new();
    for label in &schema.labels {
        for question in &label.attributes {
            let place = *places.entry(&question.id).or_insert_with(|| {
                all.push((question.clone(), Vec::new()));
                all.len() - 1
            });
            let (known, labels) = &mut all[place];
            labels.push(label.id.as_str());
            if discriminant(&known.kind) != discriminant(&question.kind) {
                known.kind = Kind::Text;
            }
            let more = question.kind.choices();
            if let Kind::OneOf(choices) | Kind::Ordinal(choices) | Kind::SeveralOf(choices) =
                &mut known.kind
            {
                let ids: BTreeSet<_> = choices.iter().map(|it| it.id.clone()).collect();
                choices.extend(more.iter().filter(|it| !ids.contains(&it.id)).cloned());
            }
        }
    }
    all
}

/// A control with its name and that of the text.
fn ask(out: &mut String, question: &Attribute, (name, text): (&str, &str), when: &str) {
    let name = escaped(name);
    let required = if question.required {
        " required=\"true\""
    } else {
        ""
    };
    let head = format!("name=\"{name}\" toName=\"{text}\"{required}{when}");
    match &question.kind {
        Kind::Flag => choices(out, &head, "single", ["true", "false"].into_iter()),
        Kind::OneOf(all) | Kind::Ordinal(all) => {
            choices(out, &head, "single", all.iter().map(|it| it.id.as_str()));
        }
        Kind::SeveralOf(all) => {
            choices(out, &head, "multiple", all.iter().map(|it| it.id.as_str()));
        }
        Kind::Number { min, max } => {
            let end = |name: &str, it: Option<f64>| it.map(|it| format!(" {name}=\"{it}\""));
            let ends = [end("min", *min), end("max", *max)].into_iter().flatten();
            let ends: String = ends.collect();
            *out += &format!("  <Number {head}{ends}/>\n");
        }
        Kind::Date | Kind::Interval | Kind::Text | Kind::Target => {
            *out += &format!("  <TextArea {head} editable=\"true\"/>\n");
        }
    }
}

fn choices<'a>(out: &mut String, head: &str, how: &str, all: impl Iterator<Item = &'a str>) {
    *out += &format!("  <Choices {head} choice=\"{how}\">\n");
    for it in all {
        *out += &format!("    <Choice value=\"{}\"/>\n", escaped(it));
    }
    *out += "  </Choices>\n";
}

/// As the value of an attribute of XML, which holds no control characters.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '&' => out += "&amp;",
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            '"' => out += "&quot;",
            '\n' => out += "&#10;",
            '\t' => out += "&#9;",
            it if it.is_control() => out.push(' '),
            it => out.push(it),
        }
    }
    out
}
