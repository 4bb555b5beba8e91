//! `<annotation>` of others: who made it and when stand inside of it, with what it says.

use jiff::Timestamp;

use super::super::draft::{Answer, DraftSpan};
use super::super::value::moment;
use super::draft::Made;
use super::features;
use super::stand::Span;
use super::tree::Node;

/// What is in an annotation and none of what it says.
const ABOUT: &[&str] = &[
    "respStmt",
    "revisionDesc",
    "licence",
    "date",
    "ptr",
    "ref",
    "note",
    "fs",
    "span",
    "annotation",
];
/// Attributes that are read for what they are.
const KNOWN: &[&str] = &[
    "xml:id",
    "target",
    "from",
    "to",
    "ana",
    "resp",
    "motivation",
    "xml:space",
];

/// Who made an annotation, where it says so itself.
pub fn annotator(node: &Node) -> Option<String> {
    let names = ["persName", "name", "orgName"];
    let said = node.all("respStmt").find_map(|it| {
        let name = names.iter().find_map(|name| it.first(name))?;
        Some(name.words())
    });
    said.filter(|it| !it.is_empty())
}

/// When it was made: what changed it last says so, or its date.
fn when(node: &Node) -> Option<Timestamp> {
    let changes = node.first("revisionDesc").into_iter();
    let changes = changes.flat_map(|it| it.all("change"));
    let said = changes.chain(node.all("date")).filter_map(|it| {
        let words = it.words();
        moment(it.get("when").unwrap_or(&words))
    });
    said.max()
}

impl Made<'_> {
    /// Its label is what it points at, else its type, else its motivation.
    pub(super) fn annotation(&self, span: &Span) -> DraftSpan {
        let node = span.node;
        let inside = || node.below().into_iter().find_map(|it| it.get("ana"));
        let (label, mut answers) =
            self.meaning(node.get("ana").or_else(inside).unwrap_or_default());
        answers.extend(node.all("fs").flat_map(features::read));
        let said = |it: &str| node.get(it).map(str::to_owned);
        let label = label.or_else(|| said("type"));
        let motivation = said("motivation").or_else(|| span.kind.map(str::to_owned));
        let label = match (label, motivation) {
            (Some(label), Some(motivation)) => {
                answers.push(("motivation".to_owned(), Answer::Text(motivation)));
                label
            }
            (label, motivation) => label
                .or(motivation)
                .unwrap_or_else(|| "annotation".to_owned()),
        };
        for it in node.elements() {
            if matches!(it.name.as_str(), "licence" | "ptr" | "ref") {
                let target = it.get("target").map_or_else(|| it.words(), str::to_owned);
                features::add(&mut answers, &it.name, target);
            }
        }
        let more = node.attributes.iter();
        let more = more.filter(|it| !KNOWN.contains(&it.0.as_str()));
        let more = more.filter(|it| it.0 != "type" || it.1 != label);
        answers.extend(more.map(|it| (it.0.clone(), Answer::Text(it.1.clone()))));
        let notes = std::iter::once(node.words_but(ABOUT));
        let notes = notes.chain(node.all("note").map(Node::words));
        let notes: Vec<String> = notes.filter(|it| !it.is_empty()).collect();
        DraftSpan {
            id: said("xml:id").unwrap_or_default(),
            label,
            answers,
            note: notes.join("\n"),
            when: when(node),
            ..DraftSpan::default()
        }
    }
}
