//! What Argilla has given out in its versions, and `datasets` makes of it.

use sententia::formats::Options;
use sententia::formats::value::to_text;
use sententia::model::project::Project;
use serde_json::Value as Json;

use super::trip::{faults, files, read, spans, text, write};

/// Who answered what about the first document, in one line each.
fn said(project: &Project) -> Vec<String> {
    let first = &project.order[0];
    let layers = project.layers.iter();
    let layers = layers.filter_map(|(by, it)| Some((by, it.get(first)?)));
    layers
        .flat_map(|(by, it)| {
            let labels = it.labels.iter();
            let labels = labels.map(move |(name, it)| format!("{by} {name}: {}", to_text(it)));
            let spans = spans(it).into_iter();
            labels.chain(spans.map(move |it| format!("{by} {} {:?}", it.1, it.2[0])))
        })
        .collect()
}

fn back(project: &Project) -> Json {
    let (out, _) = write("argilla", project, &Options::default());
    serde_json::from_str(text(&out, "records.json")).unwrap()
}

#[test]
fn responses_stand_user_by_user_in_version_1() {
    let record = r#"{"fields": {"text": "Oui."}, "external_id": "x-1", "responses": [
     {"user_id": "u", "status": "submitted", "values": {"tone": {"value": "calm"}, "stars": {"value": 4}}},
     {"user_id": "v", "status": "discarded", "values": {"tone": {"value": "angry"}}}, 7]}"#
        .replace('\n', " ");
    let imported = read("argilla", &files(&[("a.jsonl", &record)]));
    assert_eq!(imported.project.order[0].as_str(), "x-1");
    assert_eq!(said(&imported.project), ["u stars: 4", "u tone: calm"]);
    let told = |key| (1, key, "fate-beside");
    assert_eq!(
        faults(&imported),
        [told("fault-no-place"), told("fault-unknown")]
    );
    let responses = &back(&imported.project)[0]["responses"];
    assert_eq!(responses["tone"][0]["value"], "calm");
    assert_eq!(responses["tone"][1]["value"], "angry");
    assert_eq!(responses["responses"][0], 7);
}

#[test]
fn one_list_of_spans_is_read_from_version_1() {
    let record =
        r#"{"text": "Marie lit.", "tokens": ["Marie", "lit", "."], "annotation_agent": "u",
     "annotation": [{"start": 0, "end": 5, "label": "PER", "score": 1.0}], "id": null}"#
            .replace('\n', " ");
    let imported = read("argilla", &files(&[("a.jsonl", &record)]));
    assert_eq!(faults(&imported), []);
    assert_eq!(said(&imported.project), ["u PER 0..5"]);
}

#[test]
fn spans_of_version_1_may_stand_without_names() {
    let record = r#"{"text": "Marie lit Zola.", "tokens": ["Marie"], "annotation_agent": "u",
     "annotation": [["PER", 0, 5], ["PER", 10, 14, 1.0]], "id": "a"}"#
        .replace('\n', " ");
    let imported = read("argilla", &files(&[("a.jsonl", &record)]));
    assert_eq!(faults(&imported), []);
    assert_eq!(said(&imported.project), ["u PER 0..5", "u PER 10..14"]);
}

#[test]
fn a_data_set_has_a_key_for_each_question() {
    let record = r#"{"id": "a", "champ": "Oui, bien.", "tone.responses": ["calm", "angry"],
     "tone.responses.users": ["u", "v"], "tone.responses.status": ["submitted", null],
     "tone.suggestion": "calm", "tone.suggestion.score": 0.5}"#
        .replace('\n', " ");
    let imported = read("argilla", &files(&[("a.jsonl", &record)]));
    assert_eq!(faults(&imported), [(1, "fault-no-place", "fate-beside")]);
    assert_eq!(said(&imported.project), ["u tone: calm", "v tone: angry"]);
    let record = &back(&imported.project)[0];
    assert_eq!(record["fields"]["champ"], "Oui, bien.");
    assert_eq!(record["suggestions"]["tone"]["score"], 0.5);
}

#[test]
fn a_ranking_goes_back_as_a_list() {
    let rank = r#"[{"rank":1,"value":"b"},{"rank":2,"value":"a"}]"#;
    let record = format!(
        r#"{{"fields": {{"text": "Oui."}}, "responses": {{"rank": [{{"user_id": "u", "value": {rank}}}]}}}}"#
    );
    let imported = read("argilla", &files(&[("a.jsonl", &record)]));
    let written = back(&imported.project)[0]["responses"]["rank"][0]["value"].clone();
    assert_eq!(written, serde_json::from_str::<Json>(rank).unwrap());
}
