//! Exports of Label Studio that are not whole tasks.

use sententia::formats::Options;
use sententia::formats::import::Imported;
use sententia::formats::value::to_text;
use sententia::model::annotation::Attributes;
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
fn a_short_export_may_be_a_table() {
    let table = concat!(
        "text,id,label,tone,annotator,annotation_id,lead_time\n",
        "\"Marie quitte\nLyon.\",7,\"[{\"\"start\"\": 0, \"\"end\"\": 5, \"\"text\"\": \"\"Marie\"\", ",
        "\"\"labels\"\": [\"\"PER\"\"]}]\",calm,1,3,3.2\n",
        "Oui,8\n",
        "Elle lit.,9,,\"{\"\"choices\"\": [\"\"calm\"\", \"\"angry\"\"]}\",2,4,1\n",
    );
    let corpus = files(&[("result.csv", table), ("config.xml", INTERFACE)]);
    let imported = read("label-studio", &corpus);
    assert_eq!(faults(&imported), [(4, "fault-malformed", "fate-skipped")]);
    let all: Vec<_> = imported.project.all_layers().collect();
    let by: Vec<_> = all.iter().map(|it| it.0.annotator.to_string()).collect();
    assert_eq!(by, ["1", "2"]);
    assert_eq!(spans(all[0].1)[0].1, "PER");
    let tones = all.iter().map(|it| it.1.labels.get(&"tone".into()));
    let tones: Vec<_> = tones.map(|it| it.map(to_text)).collect();
    assert_eq!(
        tones,
        [Some("calm".to_owned()), Some("angry|calm".to_owned())]
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
        .map(sententia::model::id::AnnotatorId::as_str)
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

/// The texts that come in from tasks with this data, and what was told.
fn texts_of(all: &[&str]) -> (Vec<String>, Vec<&'static str>) {
    let tasks: Vec<String> = all
        .iter()
        .map(|data| format!(r#"{{"data": {data}, "annotations": []}}"#))
        .collect();
    let tasks = format!("[{}]", tasks.join(","));
    let imported = read("label-studio", &files(&[("t.json", &tasks)]));
    let texts = imported.project.listed();
    let texts = texts.map(|it| it.text.as_str().to_owned()).collect();
    let told = faults(&imported).into_iter().map(|it| it.1);
    (texts, told.collect())
}

#[test]
fn one_key_holds_the_texts_of_all_tasks() {
    let found = texts_of(&[
        r#"{"avis": "Oui, bien sûr.", "propre": "oui", "page": "https://exemple.fr/une/page/bien/longue"}"#,
        r#"{"avis": "Non.", "propre": "non non non", "page": "https://exemple.fr/une/page/bien/longue"}"#,
    ]);
    let texts = ["Oui, bien sûr.", "Non."].map(str::to_owned).to_vec();
    assert_eq!(found, (texts, Vec::new()));
    let image = texts_of(&[r#"{"image": "/data/upload/29/avion.png"}"#]);
    assert_eq!(image, (Vec::new(), vec!["fault-no-text"]));
    let elsewhere = texts_of(&[r#"{"text": "https://exemple.fr/a.txt"}"#]);
    assert_eq!(elsewhere, (Vec::new(), vec!["fault-no-text"]));
    let [one, two, link] = ["Oui.", "Non.", "https://exemple.fr"].map(str::to_owned);
    let data = [&one, &two, &link].map(|it| format!(r#"{{"text": "{it}"}}"#));
    let among = texts_of(&data.each_ref().map(String::as_str));
    assert_eq!(among, (vec![one, two, link], Vec::new()));
}

#[test]
fn the_key_that_is_quoted_holds_the_texts() {
    let tasks = r#"[{"data": {"text": "Un titre.", "suite": "Marie quitte Lyon."}, "annotations": [
     {"completed_by": 1, "result": [{"id": "s", "type": "labels", "from_name": "l", "to_name": "t",
      "value": {"start": 13, "end": 17, "text": "Lyon", "labels": ["LOC"]}}]}]}]"#;
    let imported = read("label-studio", &files(&[("t.json", tasks)]));
    let document = imported.project.listed().next().unwrap();
    assert_eq!(document.text.as_str(), "Marie quitte Lyon.");
}

const DIALOGUE: &str = r#"[{"data": {"son": "https://exemple.fr/a.mp3", "text": [
  {"author": "Zoé", "text": "Tu pars ?", "start": 3.1}, {"author": "Luc:", "text": "Oui 🚆 à Lyon."}]},
 "annotations": [{"completed_by": 1, "result": [
  {"id": "a", "type": "paragraphlabels", "from_name": "l", "to_name": "t", "value": {"start": "1", "end": "1",
   "startOffset": 9, "endOffset": 13, "text": "Lyon", "paragraphlabels": ["LOC"]}}]}]}]"#;

#[test]
fn a_dialogue_is_a_text_of_its_turns() {
    let corpus = files(&[
        ("t.json", DIALOGUE),
        (
            "config.xml",
            r#"<View><Audio name="son" value="$son"/><ParagraphLabels name="l" toName="t"><Label value="LOC"/>
             </ParagraphLabels><Paragraphs name="t" value="$text" textKey="text" nameKey="author"/></View>"#,
        ),
    ]);
    let imported = read("label-studio", &corpus);
    assert_eq!(faults(&imported), []);
    let document = imported.project.listed().next().unwrap();
    let words = "Zoé: Tu pars ?\nLuc: Oui 🚆 à Lyon.";
    assert_eq!(document.text.as_str(), words);
    let found = spans(layer(&imported.project, document.id.as_str()));
    let at = found[0].2[0].clone();
    assert_eq!(&words[at], "Lyon");
    let (out, _) = write("label-studio", &imported.project, &Options::default());
    let tasks: Json = serde_json::from_str(text(&out, "tasks.json")).unwrap();
    assert_eq!(tasks[0]["data"]["turns"][0]["author"], "Zoé");
    assert_eq!(tasks[0]["data"]["text"], words);
    let again = read("label-studio", &out);
    assert_eq!(faults(&again), []);
    let document = again.project.listed().next().unwrap();
    assert_eq!(spans(layer(&again.project, document.id.as_str())), found);
}

#[test]
fn places_in_a_page_without_tags_are_those_of_its_text() {
    let tasks = r#"[{"data": {"text": "Marie quitte Lyon."}, "annotations": [{"completed_by": 1, "result": [
     {"id": "a", "type": "hypertextlabels", "from_name": "l", "to_name": "t", "value": {
      "start": "/text()[1]", "end": "/text()[1]", "startOffset": 13, "endOffset": 17, "text": "Lyon",
      "globalOffsets": {"start": 13, "end": 17}, "hypertextlabels": ["LOC"]}},
     {"id": "b", "type": "hypertextlabels", "from_name": "l", "to_name": "t", "value": {
      "start": "/p[1]", "end": "/p[1]", "startOffset": 0, "endOffset": 4, "text": "Lyon",
      "globalOffsets": {"start": 3, "end": 7}, "hypertextlabels": ["LOC"]}}]}]}]"#;
    let imported = read("label-studio", &files(&[("t.json", tasks)]));
    assert_eq!(
        faults(&imported),
        [(0, "fault-no-place", "fate-beside")].map(|it| (1, it.1, it.2))
    );
    let document = imported.project.listed().next().unwrap();
    let found = spans(layer(&imported.project, document.id.as_str()));
    assert_eq!(found, [("a".to_owned(), "LOC".to_owned(), vec![13..17])]);
}

#[test]
fn answers_are_written_in_the_shape_of_their_controls() {
    let one = |kind: &str, name: &str, value: &str| {
        format!(
            r#"{{"id": "{name}", "type": "{kind}", "from_name": "{name}", "to_name": "t", "value": {value}}}"#
        )
    };
    let result = [
        one(
            "taxonomy",
            "voie",
            r#"{"taxonomy": [["Poisson", "Carpe"], ["Loup"]]}"#,
        ),
        one("datetime", "jour", r#"{"datetime": "2024-01-01"}"#),
        one("rating", "note", r#"{"rating": 4}"#),
        one("textarea", "mots", r#"{"text": ["un", "deux"]}"#),
    ];
    let tasks = format!(
        r#"[{{"data": {{"text": "Oui."}}, "annotations": [{{"completed_by": 1, "result": [{}]}}]}}]"#,
        result.join(",")
    );
    let imported = read("label-studio", &files(&[("t.json", &tasks)]));
    assert_eq!(faults(&imported), []);
    let (out, _) = write("label-studio", &imported.project, &Options::default());
    let tasks: Json = serde_json::from_str(text(&out, "tasks.json")).unwrap();
    let result = tasks[0]["annotations"][0]["result"].as_array().unwrap();
    let of = |name: &str| {
        let it = result.iter().find(|it| it["from_name"] == name).unwrap();
        format!("{} {}", it["type"].as_str().unwrap(), it["value"])
    };
    assert_eq!(
        of("voie"),
        r#"choices {"choices":["Loup","Poisson/Carpe"]}"#
    );
    assert_eq!(of("jour"), r#"textarea {"text":["2024-01-01"]}"#);
    assert_eq!(of("note"), r#"number {"number":4}"#);
    assert_eq!(of("mots"), r#"textarea {"text":["un","deux"]}"#);
    let config = text(&out, "config.xml");
    assert!(config.contains(r#"<TextArea name="jour""#), "{config}");
}

#[test]
fn regions_alone_tell_a_short_export() {
    let tasks = r#"[{"id": 3, "avis": "Marie lit.", "label": [
     {"start": 0, "end": 5, "text": "Marie", "labels": ["PER"]}]}]"#;
    let imported = read("label-studio", &files(&[("t.json", tasks)]));
    assert_eq!(faults(&imported), []);
    let document = imported.project.listed().next().unwrap();
    assert_eq!(
        spans(layer(&imported.project, document.id.as_str())).len(),
        1
    );
}

#[test]
fn an_interface_asks_by_ways_and_colors_by_name() {
    let config = r#"<View><Labels name="label" toName="text"><Label value="PER" background="Red"/></Labels>
      <Taxonomy name="voie" toName="text"><Choice value="Poisson"><Choice value="Carpe"/></Choice><Choice value="Loup"/></Taxonomy>
      <Taxonomy name="vide" toName="text"/><Text name="text" value="$text"/></View>"#;
    let task = r#"[{"data": {"text": "Oui."}, "annotations": [{"completed_by": 1, "result": [
      {"id": "v", "type": "taxonomy", "from_name": "voie", "to_name": "text", "value": {"taxonomy": [["Poisson", "Carpe"]]}}]}]}]"#;
    let imported = read(
        "label-studio",
        &files(&[("config.xml", config), ("t.json", task)]),
    );
    assert_eq!(faults(&imported), [(0, "fault-unknown", "fate-skipped")]);
    let schema = &imported.project.schema;
    assert_eq!(
        schema.labels[0].color,
        sententia::model::schema::Rgb(255, 0, 0)
    );
    let names = schema.document_labels[0].kind.choices().iter();
    let names: Vec<&str> = names.map(|it| it.name.get("en")).collect();
    assert_eq!(names, ["Poisson", "Poisson/Carpe", "Loup"]);
}

#[test]
fn no_two_controls_have_one_name() {
    let row = r#"{"id":"x.txt","text":"Marie quitte Lyon.","labels":{"label":"news","text":"short"},"spans":[{"id":"a","label":"PER","start":0,"end":5,"attributes":{"labels":"sure","label":"first"}}],"relations":[]}"#;
    let imported = read("jsonl", &files(&[("x.jsonl", row)]));
    let (written, _) = write("label-studio", &imported.project, &Options::default());
    let interface = text(&written, "config.xml");
    let named: Vec<&str> = interface
        .split(" name=\"")
        .skip(1)
        .filter_map(|it| it.split('"').next())
        .collect();
    let once: std::collections::BTreeSet<&str> = named.iter().copied().collect();
    assert_eq!(named.len(), once.len(), "{interface}");
    let tasks: Json = serde_json::from_str(text(&written, "tasks.json")).unwrap();
    for region in tasks[0]["annotations"][0]["result"].as_array().unwrap() {
        let control = region["from_name"].as_str().unwrap();
        let shown = region["to_name"].as_str().unwrap();
        let said = format!(" name=\"{control}\" toName=\"{shown}\"");
        assert!(interface.contains(&said), "{said} in {interface}");
    }
    let back = read("label-studio", &written);
    assert_eq!(faults(&back), []);
    let about = |it: &Imported| {
        let all = layer(&it.project, "x.txt");
        let of = |it: &Attributes| -> Vec<String> {
            it.iter()
                .map(|it| format!("{}={}", it.0, to_text(it.1)))
                .collect()
        };
        (of(&all.labels), of(&all.spans().next().unwrap().attributes))
    };
    assert_eq!(about(&back), about(&imported));
}
