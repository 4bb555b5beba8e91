//! Records of tools that have no format of their own here: read where it is plain what they say, told where
//! it is not.

use sententia::formats::Options;
use sententia::formats::value::to_text;
use sententia::model::project::Project;
use serde_json::Value as Json;

use super::trip::{faults, files, read, read_as, write};

fn marked(project: &Project) -> Vec<String> {
    let mut all = Vec::new();
    for (key, layer) in project.all_layers() {
        let text = &project.documents[&key.document].text;
        for span in layer.spans() {
            let words = text.get(span.at[0].clone()).unwrap();
            all.push(format!("{} {} {words}", key.annotator, span.label));
        }
    }
    all
}

fn texts(project: &Project) -> Vec<&str> {
    project.listed().map(|it| it.text.as_str()).collect()
}

#[test]
fn what_each_user_of_an_early_doccano_said_is_a_layer() {
    let lines = concat!(
        r#"{"id": 1, "text": "Marie lit.", "annotations": [{"label": 12, "start_offset": 0, "end_offset": 5, "user": 1},"#,
        r#" {"label": 13, "start_offset": 6, "end_offset": 9, "user": 2}]}"#,
        "\n",
        r#"{"id": 2, "text": "Oui.", "annotations": [{"label": 15, "user": 1}]}"#
    );
    let imported = read("doccano", &files(&[("a.jsonl", lines)]));
    assert_eq!(faults(&imported), [(1, "fault-no-names", "fate-kept")]);
    assert_eq!(marked(&imported.project), ["1 12 Marie", "2 13 lit"]);
    assert_eq!(imported.project.layers[&"1".into()].len(), 2);
}

#[test]
fn pairs_that_spacy_learns_from_are_read() {
    let pairs = r#"{"classes": ["PER"], "annotations": [
     ["Où\r\nva Marie ?", {"entities": [[7, 12, "PER"], [70, 80, "LOC"]]}], ["Oui.", {"entities": []}]]}"#;
    let imported = read("json-texts", &files(&[("a.json", pairs)]));
    assert_eq!(
        faults(&imported),
        [(0, "fault-outside-text", "fate-skipped")]
    );
    assert_eq!(marked(&imported.project), ["anna PER Marie"]);
    assert_eq!(imported.project.order.len(), 2);
}

#[test]
fn annotations_that_nobody_understands_are_told_once() {
    let line = r#"{"text": "Marie lit.", "marques": [{"start": 0, "end": 5, "tag": "PER"}], "mots": ["a"]}"#;
    let lines = format!("{line}\n{line}");
    let imported = read("json-texts", &files(&[("a.jsonl", &lines)]));
    assert_eq!(
        faults(&imported),
        [(1, "fault-like-annotations", "fate-kept")]
    );
}

#[test]
fn lines_of_json_may_be_called_json() {
    let lines = "{\"text\": \"Un.\", \"n\": 1}\n{\"text\": \"Deux.\", \"n\": 2}\n";
    let imported = read("json-texts", &files(&[("a.json", lines)]));
    assert_eq!(faults(&imported), []);
    assert_eq!(texts(&imported.project), ["Un.", "Deux."]);
}

#[test]
fn one_key_holds_the_texts_of_a_file() {
    let lines = concat!(
        r#"{"full_text": "Oui.", "source": "<a href=\"https://exemple.fr\">Un client de messagerie</a>"}"#,
        "\n",
        r#"{"full_text": "Non, pas du tout, et même jamais.", "source": "web"}"#
    );
    let imported = read("json-texts", &files(&[("a.jsonl", lines)]));
    assert_eq!(faults(&imported), []);
    assert_eq!(
        texts(&imported.project),
        ["Oui.", "Non, pas du tout, et même jamais."]
    );
    let guessed = read(
        "json-texts",
        &files(&[("a.jsonl", r#"{"parole": "Il pleut encore sur la ville."}"#)]),
    );
    assert_eq!(faults(&guessed), [(0, "fault-guessed-key", "fate-kept")]);
    let pieces = r#"{"messages": [{"id": 1, "text": ["Va ", {"type": "bold", "text": "vite"}, "."], "photo": "a.jpg"}]}"#;
    let pieces = read("json-texts", &files(&[("a.json", pieces)]));
    assert_eq!(texts(&pieces.project), ["Va vite."]);
}

#[test]
fn a_listing_of_reddit_is_its_posts_and_comments() {
    let listing = r#"[{"kind": "Listing", "data": {"modhash": "x", "children": [{"kind": "t1", "data": {"id": "a", "body": "Un.",
     "replies": {"kind": "Listing", "data": {"children": [{"kind": "t1", "data": {"id": "b", "body": "Deux."}}]}}}}]}}]"#;
    let imported = read("json-texts", &files(&[("a.json", listing)]));
    assert_eq!(faults(&imported), []);
    assert_eq!(texts(&imported.project), ["Un.", "Deux."]);
}

#[test]
fn words_have_tags_or_places_by_several_names() {
    let words = r#"{"words": ["Marie", "lit"], "ner": ["B-PER", "O"]}"#;
    let imported = read("hf-jsonl", &files(&[("a.jsonl", words)]));
    assert_eq!(faults(&imported), []);
    assert_eq!(marked(&imported.project), ["anna PER Marie"]);
    let places =
        r#"[{"tokenized_text": ["Marie", "Curie", "lit"], "ner": [[0, 1, "PER"], [5, 9, "LOC"]]}]"#;
    let imported = read("hf-jsonl", &files(&[("a.json", places)]));
    assert_eq!(
        faults(&imported),
        [(1, "fault-outside-text", "fate-skipped")]
    );
    assert_eq!(marked(&imported.project), ["anna PER Marie Curie"]);
}

#[test]
fn a_file_that_looks_like_another_format_is_told() {
    let doccano = r#"{"text": "Marie lit.", "label": [[0, 5, "PER"]]}"#;
    let prodigy = r#"{"text": "Oui.", "_task_hash": 1, "_input_hash": 2, "answer": "accept",
     "spans": [{"start": 0, "end": 3, "label": "A"}]}"#
        .replace('\n', " ");
    let both = files(&[("a.jsonl", doccano), ("b.jsonl", &prodigy)]);
    let imported = read_as("doccano", &both, &sententia::formats::Reading::default());
    assert_eq!(faults(&imported), [(0, "fault-looks-like", "fate-kept")]);
    assert_eq!(imported.problems[0].file, "b.jsonl");
}

#[test]
fn options_of_prodigy_are_called_as_they_are_shown() {
    let line =
        r#"{"text": "Miaou.", "options": [{"id": 1, "text": "Chien"}, {"id": 2, "text": "Chat"}],
     "answer": "accept", "accept": [2]}"#
            .replace('\n', " ");
    let imported = read("prodigy", &files(&[("a.jsonl", &line)]));
    let asked = &imported.project.schema.document_labels[0];
    let choices = asked.kind.choices().iter().map(|it| it.id.as_str());
    assert_eq!(choices.collect::<Vec<_>>(), ["Chien", "Chat"]);
    let (_, layer) = imported.project.all_layers().next().unwrap();
    assert_eq!(to_text(layer.labels.get(&"accept".into()).unwrap()), "Chat");
    let (out, _) = write("prodigy", &imported.project, &Options::default());
    let record: Json = serde_json::from_slice(out.values().next().unwrap()).unwrap();
    assert_eq!(record["accept"], Json::from(vec![2]));
}

#[test]
fn lines_with_labels_for_fasttext_are_known_by_them() {
    let lines = "__label__pour __label__long Oui, et encore oui.\n__label__contre Non.\n";
    let all = files(&[
        ("a.txt", lines),
        ("notes.txt", "Trois lignes\nqui ne sont\npas triées."),
    ]);
    let imported = read("doccano", &all);
    let found = texts(&imported.project);
    assert_eq!(found[..2], ["Oui, et encore oui.", "Non."]);
    assert_eq!(found.len(), 2, "{found:?}");
}

#[test]
fn a_data_set_says_what_the_numbers_about_its_texts_stand_for() {
    let card = "---\ndataset_info:\n  features:\n  - name: sentence\n    dtype: string\n  - name: ton\n    \
        dtype:\n      class_label:\n        names:\n          '0': calme\n          '1': vif\n---\n";
    let info = r#"{"default": {"description": "Des lettres.", "features": {
        "sujets": {"feature": {"names": ["a", "b", "c"], "_type": "ClassLabel"}, "_type": "Sequence"},
        "ton": {"names": ["calme", "vif"], "_type": "ClassLabel"}}}}"#;
    let rows = concat!(
        r#"{"sentence": "Marie lit.", "ton": 1, "sujets": [0, 2]}"#,
        "\n",
        r#"{"sentence": "Zoé rit.", "ton": -1, "sujets": []}"#,
    );
    for (beside, about, n) in [("README.md", card, 1), ("dataset_infos.json", info, 2)] {
        let imported = read(
            "hf-jsonl",
            &files(&[("train.jsonl", rows), (beside, about)]),
        );
        assert_eq!(faults(&imported), [], "{beside}");
        assert_eq!(texts(&imported.project), ["Marie lit.", "Zoé rit."]);
        let (_, first) = imported.project.all_layers().next().unwrap();
        let said = first.labels.iter().map(|it| to_text(it.1));
        let said: Vec<_> = said.collect();
        assert_eq!(said.len(), n);
        assert!(said.contains(&"vif".to_owned()), "{said:?}");
        assert!(n == 1 || said.contains(&"a|c".to_owned()), "{said:?}");
    }
}

#[test]
fn records_may_stand_under_their_ids() {
    let records = r#"{"100": {"tweet": "Marie lit.", "votes": ["oui", "non"]},
        "101": {"tweet": "Zoé rit.", "votes": [], "langue": "fr"}}"#;
    let imported = read("json-texts", &files(&[("a.json", records)]));
    assert_eq!(faults(&imported), []);
    assert_eq!(texts(&imported.project), ["Marie lit.", "Zoé rit."]);
    let names: Vec<_> = imported
        .project
        .order
        .iter()
        .map(sententia::model::id::DocumentId::as_str)
        .collect();
    assert_eq!(names, ["a/100.txt", "a/101.txt"]);
    let one = r#"{"author": {"name": "Zoé", "id": "3"}, "place": {"name": "Lyon", "id": "5"}, "text": "Oui, j’y vais."}"#;
    let imported = read("json-texts", &files(&[("a.json", one)]));
    assert_eq!(texts(&imported.project), ["Oui, j’y vais."]);
}
