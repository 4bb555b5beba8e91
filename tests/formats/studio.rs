//! Exports of Label Studio that are not whole tasks.

use sententia::formats::Options;
use sententia::formats::value::to_text;
use serde_json::Value as Json;

use super::trip::{faults, files, layer, read, spans, text, write};

const TASKS: &str = r#"[{"text": "Marie quitte Lyon.", "page": "web", "id": 7,
 "label": [{"start": 0, "end": 5, "text": "Marie", "labels": ["PER"]},
           {"start": 13, "end": 17, "text": "Lyon", "labels": ["LOC", "CITY"]}],
 "sure": [{"start": 0, "end": 5, "text": "Marie", "choices": ["yes", "quite"]}],
 "tone": "calm", "topics": {"choices": ["a", "b"]}, "stars": [{"rating": 4}],
 "annotator": 1, "annotation_id": 3, "created_at": "2024-01-01T00:00:00Z", "lead_time": 3.2}]"#;

const INTERFACE: &str = r#"<View><Labels name="label" toName="text"><Label value="PER"/></Labels>
<Choices name="tone" toName="text"><Choice value="calm"/><Choice value="angry"/></Choices>
<Text name="text" value="$text"/></View>"#;

#[test]
fn a_short_export_says_all_that_is_asked() {
    let corpus = files(&[("result.json", TASKS), ("config.xml", INTERFACE)]);
    let imported = read("label-studio", &corpus);
    assert_eq!(faults(&imported), []);
    let document = imported.project.listed().next().unwrap();
    let all = layer(&imported.project, document.id.as_str());
    let found: Vec<_> = spans(all).into_iter().map(|it| (it.1, it.2)).collect();
    let at = |label: &str, start, end| (label.to_owned(), vec![start..end]);
    assert_eq!(
        found,
        [at("PER", 0, 5), at("LOC", 13, 17), at("CITY", 13, 17)]
    );
    let marie = all.spans().next().unwrap();
    let said = marie.attributes.get(&"sure".into()).map(to_text);
    assert_eq!(said.as_deref(), Some("quite|yes"));
    let about: Vec<_> = all
        .labels
        .iter()
        .map(|it| (it.0.to_string(), to_text(it.1)))
        .collect();
    let told = [("stars", "4"), ("tone", "calm"), ("topics", "a|b")];
    assert_eq!(about, told.map(|it| (it.0.to_owned(), it.1.to_owned())));
    assert_eq!(
        document.meta.fields.get("page").map(String::as_str),
        Some("web")
    );
}

#[test]
fn without_its_interface_a_lone_choice_stays_with_the_data() {
    let imported = read("label-studio", &files(&[("result.json", TASKS)]));
    let document = imported.project.listed().next().unwrap();
    assert_eq!(
        document.meta.fields.get("tone").map(String::as_str),
        Some("calm")
    );
}

const TWO: &str = r#"[{"id": 1, "data": {"text": "Marie quitte Lyon."}, "annotations": [
 {"id": 11, "completed_by": 1, "result": [
  {"id": "a", "type": "choices", "from_name": "tone", "to_name": "text", "value": {"choices": ["calm"]}},
  {"id": "s", "type": "labels", "from_name": "label", "to_name": "text",
   "value": {"start": 0, "end": 5, "text": "Marie", "labels": ["PER"]}}]},
 {"id": 12, "completed_by": 1, "result": [
  {"id": "b", "type": "choices", "from_name": "tone", "to_name": "text", "value": {"choices": ["angry"]}},
  {"id": "s", "type": "labels", "from_name": "label", "to_name": "text",
   "value": {"start": 13, "end": 17, "text": "Lyon", "labels": ["LOC"]}}]}]},
 {"id": 2, "data": {"text": "Oui."}, "completions": [
  {"created_username": "eric, 4", "result": [
   {"id": "a", "type": "choices", "from_name": "tone", "to_name": "text", "value": {"choices": ["calm"]}}]},
  {"created_username": "jenny, 5", "result": []}, {"result": []}, {"result": []}]}]"#;

#[test]
fn every_annotation_is_a_judgement_of_its_own() {
    let imported = read("label-studio", &files(&[("t.json", TWO)]));
    assert_eq!(faults(&imported), []);
    let people: Vec<&str> = imported
        .project
        .layers
        .keys()
        .map(|it| it.as_str())
        .collect();
    assert_eq!(
        people,
        ["1", "1-2", "anna", "annotation-2", "eric", "jenny"]
    );
    let said = |layer: &sententia::model::annotation::Layer| {
        let tone = layer.labels.get(&"tone".into()).map(to_text);
        (tone.unwrap_or_default(), layer.n_spans())
    };
    let key = imported.project.order[0].clone();
    let of = |it: &str| said(&imported.project.layers[&it.into()][&key]);
    assert_eq!(of("1"), ("calm".to_owned(), 1));
    assert_eq!(of("1-2"), ("angry".to_owned(), 1));
    let (out, _) = write("label-studio", &imported.project, &Options::default());
    let tasks: Json = serde_json::from_str(text(&out, "tasks.json")).unwrap();
    let who = |task: usize, i: usize| tasks[task]["annotations"][i]["completed_by"].clone();
    assert_eq!([who(0, 0), who(0, 1)], [Json::from(1), Json::from(1)]);
    assert_eq!(tasks[0]["annotations"][1]["id"], 12);
    assert!(tasks[1].to_string().contains("eric, 4"));
    assert!(
        !tasks[1].to_string().contains("completed_by"),
        "{}",
        tasks[1]
    );
}

#[test]
fn an_answer_that_another_takes_the_place_of_is_told() {
    let tone = |said: &str| {
        format!(r#"{{"type": "choices", "from_name": "tone", "value": {{"choices": ["{said}"]}}}}"#)
    };
    let (calm, angry) = (tone("calm"), tone("angry"));
    let tasks = format!(
        r#"[{{"data": {{"text": "Oui."}}, "annotations": [{{"result": [{calm}]}},
         {{"completed_by": "anna", "result": [{angry}]}}]}},
         {{"data": {{"text": "Non."}}, "annotations": [{{"result": [{calm}, {angry}, {angry}]}}]}}]"#
    );
    let imported = read("label-studio", &files(&[("t.json", &tasks)]));
    let told = (0, "fault-twice", "fate-skipped");
    assert_eq!(faults(&imported), [told, told]);
}
