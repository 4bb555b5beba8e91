//! Reading records; those of one text one after another are one draft.

use serde_json::{Value as Json, json};

use super::super::draft::{Answer, Draft, DraftLayer, DraftLink, DraftSpan};
use super::super::format::{Fit, Intake};
use super::super::input::Entry;
use super::super::records::{Beside, Object, each_record, place, take_list, text, within};
use super::super::report::{Fate, Fault};
use super::super::{meta, names};
use super::ID;
use crate::model::progress::Cancelled;
use crate::model::text::Text;

/// How much a record looks like one of Prodigy's.
pub fn fit(record: &Object) -> Fit {
    let is_ours = record.contains_key("id") && record.contains_key("relations");
    if is_ours || !record.get("text").is_some_and(Json::is_string) {
        return Fit::No;
    }
    let first = record.get("spans").and_then(|it| it.get(0));
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
    each_record(entry, intake, |line, mut record, intake| {
        let Some(Json::String(text)) = record.remove("text") else {
            let fault = Fault::NoText(Json::Object(record).to_string());
            intake.tell(&entry.name, line, fault, Fate::Skipped);
            return Ok(());
        };
        let by = annotator(&record);
        let known = record.get("_document").and_then(Json::as_str);
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
        let name = format!("{}-{line}.txt", names::stem(&entry.name));
        let name = match record.get("_document") {
            Some(Json::String(known)) => known.clone(),
            _ => name,
        };
        record.remove("_document");
        let mut draft = Draft::new(name, text);
        if let Some(Json::Object(known)) = record.remove("meta") {
            meta::set_all(&mut draft.meta, &known);
        }
        one.add(&mut draft, record, by);
        last.replace(draft).map_or(Ok(()), |it| intake.document(it))
    })?;
    last.map_or(Ok(()), |it| intake.document(it))
}

fn annotator(record: &Object) -> String {
    text(record, "_annotator_id").to_owned()
}

/// Reading one record.
struct One<'a> {
    file: &'a str,
    line: usize,
    intake: &'a mut dyn Intake,
}

impl One<'_> {
    /// Adds what one annotator says.
    fn add(&mut self, draft: &mut Draft, mut record: Object, by: String) {
        record.remove("_annotator_id");
        record.remove("_document");
        let mut beside = Beside::default();
        let answer = text(&record, "answer");
        if !matches!(answer, "" | "accept") {
            self.tell(Fault::NoPlace(format!("answer: {answer}")), Fate::Beside);
            beside.set("not", Json::Object(record));
            beside.set("by", Json::from(by.as_str()));
            draft.layer_of(&by);
            return beside.keep(draft, ID);
        }
        let mut layer = DraftLayer {
            annotator: by.clone(),
            ..DraftLayer::default()
        };
        for it in take_list(&mut record, "spans") {
            self.span(&mut layer, &draft.text, it, &mut beside);
        }
        for it in take_list(&mut record, "relations") {
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
            beside.set("by", Json::from(by));
        }
        beside.keep(draft, ID);
    }

    fn span(&mut self, layer: &mut DraftLayer, all: &Text, mut json: Json, beside: &mut Beside) {
        let ends = (place(json.get("start")), place(json.get("end")));
        let at = match ends {
            (Some(start), Some(end)) => within(all, start, end),
            _ => Err(Fault::Unknown(json.to_string())),
        };
        let said = json
            .get("answer")
            .and_then(Json::as_str)
            .unwrap_or("accept");
        let at = match at {
            Ok(_) if said != "accept" => Err(Fault::NoPlace(format!("answer: {said}"))),
            other => other,
        };
        let at = match at {
            Ok(at) => at,
            Err(fault) => {
                self.tell(fault, Fate::Beside);
                return beside.push("spans", json);
            }
        };
        let words = json.get("text").and_then(Json::as_str);
        if let (Some(quoted), Some(found)) = (words, all.get(at.clone()))
            && quoted != found
        {
            let (quoted, found) = (quoted.to_owned(), found.to_owned());
            self.tell(Fault::QuoteDiffers { quoted, found }, Fate::Kept);
        }
        let label = json.get("label").and_then(Json::as_str).unwrap_or_default();
        let label = label.to_owned();
        let id = format!("s{}", layer.spans.len() + 1);
        if let Some(json) = json.as_object_mut() {
            let ours = ["start", "end", "label", "token_start", "token_end"];
            json.retain(|it, _| !ours.contains(&it.as_str()));
            if !json.is_empty() {
                let more = std::mem::take(json);
                beside.push("of_spans", json!([id, more]));
            }
        }
        layer.spans.push(DraftSpan {
            id,
            label,
            at: vec![at],
            ..DraftSpan::default()
        });
    }

    fn relation(&mut self, layer: &mut DraftLayer, all: &Text, json: Json, beside: &mut Beside) {
        let ends = ["head_span", "child_span"].map(|key| end(layer, all, json.get(key)));
        let [Some(from), Some(to)] = ends else {
            self.tell(Fault::Dangling(json.to_string()), Fate::Beside);
            return beside.push("relations", json);
        };
        let id = format!("r{}", layer.links.len() + 1);
        if let Some(color) = json.get("color") {
            beside.push("of_relations", json!([id, {"color": color}]));
        }
        layer.links.push(DraftLink {
            id,
            kind: json
                .get("label")
                .and_then(Json::as_str)
                .unwrap_or_default()
                .to_owned(),
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
fn end(layer: &mut DraftLayer, all: &Text, json: Option<&Json>) -> Option<String> {
    let json = json?;
    let at = within(all, place(json.get("start"))?, place(json.get("end"))?).ok()?;
    let label = json.get("label").and_then(Json::as_str);
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

/// Labels of the whole text: chosen ones of several, or the one that was asked for.
fn answers(layer: &mut DraftLayer, record: &mut Object) {
    let texts = |all: Vec<Json>| -> Vec<String> {
        let one = |it: Json| it.as_str().map_or_else(|| it.to_string(), str::to_owned);
        all.into_iter().map(one).collect()
    };
    if record.contains_key("accept") {
        let chosen = texts(take_list(record, "accept"));
        layer
            .answers
            .push(("accept".to_owned(), Answer::Several(chosen)));
    }
    if layer.spans.is_empty()
        && let Some(Json::String(label)) = record.get("label").cloned()
    {
        record.remove("label");
        layer
            .answers
            .push(("label".to_owned(), Answer::Text(label)));
    }
}
