//! Reading records; those of one text one after another are one draft.

use std::ops::Range;

use serde_json::{Value as Json, json};

use super::super::draft::{Answer, Draft, DraftLayer, DraftLink, DraftSpan};
use super::super::format::{Fit, Intake};
use super::super::gather::{new_choice, new_question};
use super::super::input::Entry;
use super::super::json::{Fields, Node};
use super::super::records::{Beside, each_record, look_at, place, within};
use super::super::report::{Fate, Fault};
use super::super::{meta, names};
use super::ID;
use crate::model::progress::Cancelled;
use crate::model::schema::{Kind, Schema};
use crate::model::text::Text;

/// How much a record looks like one of Prodigy's.
pub fn fit(record: &Fields) -> Fit {
    let is_ours = record.contains_key("id") && record.contains_key("relations");
    if is_ours || !record.get("text").is_some_and(Node::is_text) {
        return Fit::No;
    }
    let first = record.get("spans").and_then(Node::as_list);
    let first = first.and_then(<[Node]>::first);
    if record.contains_key("_task_hash") || record.contains_key("_input_hash") {
        Fit::Surely
    } else if record.contains_key("answer")
        || first.is_some_and(|it| it.get("token_start").is_some())
    {
        Fit::Likely
    } else if first.is_some_and(|it| it.get("start").is_some()) || record.len() == 1 {
        Fit::Maybe
    } else {
        Fit::No
    }
}

/// Reads one file.
pub fn file(entry: &Entry, intake: &mut dyn Intake) -> Result<(), Cancelled> {
    let mut last: Option<Draft> = None;
    let offered = offered(entry);
    if !offered.is_empty() {
        let choices = offered.iter().map(|it| new_choice(it)).collect();
        intake.declare(&Schema {
            document_labels: vec![new_question("accept", Kind::SeveralOf(choices))],
            ..Schema::default()
        });
    }
    each_record(entry, intake, |line, mut record, intake| {
        let Some(text) = record.take_text("text") else {
            let fault = Fault::NoText(record.to_string());
            intake.tell(&entry.name, line, fault, Fate::Skipped);
            return Ok(());
        };
        let by = record.text("_annotator_id").to_owned();
        let known = record.get("_document").and_then(Node::as_str);
        let same = last.as_mut().filter(|it| {
            !by.is_empty()
                && known.is_none_or(|known| it.name == known)
                && !it.layers.is_empty()
                && it.text.as_str() == text
                && it
                    .layers
                    .iter()
                    .all(|it| !it.annotator.is_empty() && it.annotator != by)
        });
        let mut one = One {
            file: &entry.name,
            line,
            intake,
        };
        if let Some(draft) = same {
            one.add(draft, record, by);
            return Ok(());
        }
        let name = match record.take_text("_document") {
            Some(known) => known.into_owned(),
            None => format!("{}-{line}.txt", names::stem(&entry.name)),
        };
        let mut draft = Draft::new(name, text);
        if let Some(Node::Object(known)) = record.remove("meta") {
            meta::take_all(&mut draft.meta, known);
        }
        one.add(&mut draft, record, by);
        last.replace(draft).map_or(Ok(()), |it| intake.document(it))
    })?;
    last.map_or(Ok(()), |it| intake.document(it))
}

/// Reading one record.
struct One<'a> {
    file: &'a str,
    line: usize,
    intake: &'a mut dyn Intake,
}

impl One<'_> {
    /// Adds what one annotator says.
    fn add(&mut self, draft: &mut Draft, mut record: Fields, by: String) {
        record.remove("_annotator_id");
        record.remove("_document");
        let mut beside = Beside::default();
        let answer = record.text("answer");
        if !matches!(answer, "" | "accept") {
            self.tell(Fault::NoPlace(format!("answer: {answer}")), Fate::Beside);
            beside.set("not", record);
            beside.set("by", by.as_str());
            draft.layer_of(&by);
            return beside.keep(draft, ID);
        }
        let mut layer = DraftLayer {
            annotator: by.clone(),
            ..DraftLayer::default()
        };
        for it in record.take_list("spans") {
            self.span(&mut layer, &draft.text, it, &mut beside);
        }
        for it in record.take_list("relations") {
            self.relation(&mut layer, &draft.text, it, &mut beside);
        }
        answers(&mut layer, &mut record);
        let bare = by.is_empty() && layer.spans.is_empty() && layer.answers.is_empty();
        if !bare {
            draft.layers.push(layer);
        }
        for (key, value) in record {
            beside.set(&key, value);
        }
        if !beside.is_empty() {
            beside.set("by", by);
        }
        beside.keep(draft, ID);
    }

    fn span(&mut self, layer: &mut DraftLayer, all: &Text, mut node: Node, beside: &mut Beside) {
        let at = match self.place(all, &node) {
            Ok(at) => at,
            Err(fault) => {
                self.tell(fault, Fate::Beside);
                return beside.push("spans", node);
            }
        };
        let label = node["label"].as_str().unwrap_or_default().to_owned();
        let id = format!("s{}", layer.spans.len() + 1);
        if let Node::Object(fields) = &mut node {
            let ours = ["start", "end", "label", "token_start", "token_end"];
            fields.retain(|it, _| !ours.contains(&it));
            if !fields.is_empty() {
                beside.push("of_spans", json!([id, Json::from(node)]));
            }
        }
        layer.spans.push(DraftSpan {
            id,
            label,
            at: vec![at],
            ..DraftSpan::default()
        });
    }

    /// Where a span is that was accepted.
    fn place(&mut self, all: &Text, node: &Node) -> Result<Range<usize>, Fault> {
        let ends = place(node.get("start")).zip(place(node.get("end")));
        let (start, end) = ends.ok_or_else(|| Fault::Unknown(node.to_string()))?;
        let at = within(all, start, end)?;
        match node["answer"].as_str() {
            None | Some("accept") => {}
            Some(said) => return Err(Fault::NoPlace(format!("answer: {said}"))),
        }
        if let (Some(quoted), Some(found)) = (node["text"].as_str(), all.get(at.clone()))
            && quoted != found
        {
            let (quoted, found) = (quoted.to_owned(), found.to_owned());
            self.tell(Fault::QuoteDiffers { quoted, found }, Fate::Kept);
        }
        Ok(at)
    }

    fn relation(&mut self, layer: &mut DraftLayer, all: &Text, node: Node, beside: &mut Beside) {
        let ends = ["head_span", "child_span"].map(|key| end(layer, all, node.get(key)));
        let [Some(from), Some(to)] = ends else {
            self.tell(Fault::Dangling(node.to_string()), Fate::Beside);
            return beside.push("relations", node);
        };
        let id = format!("r{}", layer.links.len() + 1);
        if let Some(color) = node.get("color").cloned() {
            beside.push("of_relations", json!([id, {"color": Json::from(color)}]));
        }
        layer.links.push(DraftLink {
            id,
            kind: node["label"].as_str().unwrap_or_default().to_owned(),
            from,
            to,
            ..DraftLink::default()
        });
    }

    fn tell(&mut self, fault: Fault, fate: Fate) {
        self.intake.tell(self.file, self.line, fault, fate);
    }
}

/// The span at one end of a relation, by its place and label; one that only the relation names is made.
fn end(layer: &mut DraftLayer, all: &Text, node: Option<&Node>) -> Option<String> {
    let node = node?;
    let at = within(all, place(node.get("start"))?, place(node.get("end"))?).ok()?;
    let label = node["label"].as_str();
    let mut spans = layer.spans.iter();
    let known = spans.find(|it| it.at[0] == at && label.is_none_or(|label| it.label == label));
    if let Some(known) = known {
        return Some(known.id.clone());
    }
    let id = format!("s{}", layer.spans.len() + 1);
    layer.spans.push(DraftSpan {
        id: id.clone(),
        label: label.unwrap_or_default().to_owned(),
        at: vec![at],
        ..DraftSpan::default()
    });
    Some(id)
}

/// What an option is called: ids that are numbers say nothing by themselves.
fn option(option: &Node) -> String {
    let name = option["text"].as_str().filter(|_| option["id"].is_number());
    name.map_or_else(|| option["id"].plain(), str::to_owned)
}

/// All there is to choose from, as the first records say.
fn offered(entry: &Entry) -> Vec<String> {
    const MOST: usize = 200;
    let mut all: Vec<String> = Vec::new();
    look_at(entry, MOST, |record| {
        let options = record.get("options").and_then(Node::as_list);
        for it in options.unwrap_or_default().iter().map(option) {
            if !it.is_empty() && !all.contains(&it) && all.len() < MOST {
                all.push(it);
            }
        }
    });
    all
}

/// Labels of the whole text: chosen ones of several, or the one that was asked for.
fn answers(layer: &mut DraftLayer, record: &mut Fields) {
    if record.contains_key("accept") {
        let chosen = record.take_list("accept");
        let options = record.get("options").and_then(Node::as_list);
        let options = options.unwrap_or_default();
        let named = |id: &Node| {
            let known = options.iter().find(|it| it.get("id") == Some(id));
            known.map_or_else(|| id.plain(), option)
        };
        let chosen = Answer::Several(chosen.iter().map(named).collect());
        layer.answers.push(("accept".to_owned(), chosen));
    }
    if layer.spans.is_empty()
        && let Some(label) = record.take_text("label")
    {
        let label = Answer::Text(label.into_owned());
        layer.answers.push(("label".to_owned(), label));
    }
}
