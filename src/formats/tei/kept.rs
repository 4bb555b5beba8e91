//! What stands in a file and has no place in a project: places without width, such as where a page begins,
//! and links between more than two things. It is kept beside the text, a line of JSON each, and written back.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::super::draft::extras;
use super::super::report::{Ledger, LossKind};
use super::ids::{Ids, is_word, name};
use super::write::Page;
use super::{ID, TEXT};
use crate::model::document::Document;
use crate::model::id::SpanId;
use crate::model::text::Count;

/// The type of a group of places that were empty elements of the text.
pub const MILESTONE: &str = "milestone";
/// The type of a group of annotations of nothing.
pub const POINT: &str = "point";

/// Something that is kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kept {
    Milestone(Point),
    Point(Point),
    /// By the ids of spans.
    Link {
        kind: String,
        ends: Vec<String>,
    },
}

/// A place without width.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Point {
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub id: String,
    pub label: String,
    /// In code points of the text.
    pub at: usize,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<(String, String)>,
}

impl Kept {
    /// As it is kept.
    pub fn line(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// Writes back what is kept of a document; `spans` has the `xml:id`s of its spans. What does not fit any
/// more is counted.
pub fn write(
    document: &Document,
    spans: &HashMap<SpanId, String>,
    (ids, page): (&mut Ids, &mut Page),
    ledger: &mut Ledger,
) {
    let (mut milestones, mut points, mut links) =
        (Page::default(), Page::default(), Page::default());
    let n = document.text.count(Count::CodePoint);
    for line in extras(&document.meta, ID).unwrap_or_default().lines() {
        match serde_json::from_str(line) {
            Ok(Kept::Milestone(it)) if it.at <= n => point(&it, ids, &mut milestones),
            Ok(Kept::Point(it)) if it.at <= n => point(&it, ids, &mut points),
            Ok(Kept::Link { kind, ends }) => {
                let all = ends
                    .iter()
                    .map(|it| Some(format!("#{}", spans.get(&SpanId::new(it))?)));
                match all.collect::<Option<Vec<String>>>() {
                    Some(all) => link(&kind, &all.join(" "), &mut links),
                    None => ledger.add(LossKind::Extras, 1),
                }
            }
            _ => ledger.add(LossKind::Extras, 1),
        }
    }
    for (name, kind, inside) in [
        ("spanGrp", MILESTONE, milestones),
        ("spanGrp", POINT, points),
        ("linkGrp", "links", links),
    ] {
        if !inside.text.is_empty() {
            page.raw(&format!(
                "<{name} type=\"{kind}\">\n{}</{name}>\n",
                inside.text
            ));
            page.odd += inside.odd;
        }
    }
}

fn point(point: &Point, ids: &mut Ids, page: &mut Page) {
    page.raw("<span");
    if !point.id.is_empty() {
        let id = ids.take(&point.id, "id-");
        page.attribute("xml:id", &id);
    }
    page.attribute("target", &format!("#string-range({TEXT},{},0)", point.at));
    kind(&point.label, page);
    if point.answers.is_empty() {
        page.raw("/>\n");
        return;
    }
    page.raw("><fs>");
    for (question, answer) in &point.answers {
        let value = crate::model::value::Value::Text(answer.clone());
        super::features::write(question, &value, page);
    }
    page.raw("</fs></span>\n");
}

fn link(said: &str, target: &str, page: &mut Page) {
    page.raw("<link");
    kind(said, page);
    page.attribute("target", target);
    page.raw("/>\n");
}

fn kind(said: &str, page: &mut Page) {
    if is_word(said) {
        page.attribute("type", said);
    } else {
        page.attribute("type", &name(said, "_"));
        page.attribute("n", said);
    }
}
