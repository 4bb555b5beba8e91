//! Exports of Label Studio that are not whole tasks.

use sententia::formats::value::to_text;

use super::trip::{faults, files, layer, read, spans};

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
