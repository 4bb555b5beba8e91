//! Formats made of JSON, spaCy's and Hugging Face's: what comes in goes out, what was wrong is told, and a
//! project of every kind of record survives where the format is faithful.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use sententia::formats::import::{Whose, import};
use sententia::formats::input::Input;
use sententia::formats::output::Folder;
use sententia::formats::{
    self, Counts, Export, Fate, Options, Problem, Reading, Report, Selection,
};
use sententia::model::annotation::Layer;
use sententia::model::progress::Progress;
use sententia::model::project::Project;
use sententia::model::schema::Schema;
use sententia::model::value::Value;

fn whose() -> Whose {
    Whose {
        annotator: "anna".to_owned(),
        when: Timestamp::UNIX_EPOCH,
    }
}

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data/formats")
        .join(name)
}

fn read(format: &str, path: &Path) -> (Project, Vec<Problem>) {
    let input = Input::open(&[path.to_owned()]).unwrap();
    let base = Project {
        schema: Arc::new(Schema::default()),
        ..Project::default()
    };
    let reader = formats::by_id(format).unwrap().reader.unwrap();
    let whose = whose();
    let came = import(
        reader,
        &input,
        &Reading::default(),
        (&base, &whose),
        &Progress::default(),
    );
    let came = came.unwrap();
    (came.project, came.problems)
}

fn write(format: &str, project: &Project, folder: &Path) -> Report {
    std::fs::create_dir_all(folder).unwrap();
    let export = Export {
        format: formats::by_id(format).unwrap(),
        project,
        selection: &Selection::default(),
        options: &Options::default(),
    };
    export
        .run(&mut Folder::new(folder.to_owned()), &Progress::default())
        .unwrap()
}

/// Reads, writes and reads again.
fn there_and_back(format: &str, path: &Path) -> (Project, Project, Vec<Problem>, Report) {
    let (first, problems) = read(format, path);
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let report = write(format, &first, &out);
    let (second, _) = read(format, &out);
    (first, second, problems, report)
}

/// The places, labels and answers of a project, by text, whatever the ids are.
fn gist(project: &Project) -> BTreeMap<String, Vec<String>> {
    let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (key, layer) in project.all_layers() {
        let document = &project.documents[&key.document];
        let lines = all.entry(document.text.as_str().to_owned()).or_default();
        lines.extend(of_layer(layer));
    }
    for document in project.documents.values() {
        let lines = all.entry(document.text.as_str().to_owned()).or_default();
        let meta = document
            .meta
            .fields
            .iter()
            .filter(|it| !it.0.starts_with("extra:"));
        lines.extend(meta.map(|(name, it)| format!("{name}: {it}")));
        lines.sort();
    }
    all
}

fn of_layer(layer: &Layer) -> Vec<String> {
    let span = |id| layer.span(id).map(|it| (it.label.clone(), it.at.clone()));
    let links = layer
        .links()
        .map(|it| format!("{} {:?} {:?}", it.kind, span(&it.from), span(&it.to)));
    let spans = layer.spans().map(|it| {
        let answers: Vec<(String, &Value)> = it
            .attributes
            .iter()
            .map(|(name, value)| (name.to_string(), value))
            .collect();
        format!("{} {:?} {answers:?} {}", it.label, it.at, it.note)
    });
    let answers = layer
        .labels
        .iter()
        .map(|(name, value)| format!("{name} {value:?}"));
    links.chain(spans).chain(answers).collect()
}

fn fates(problems: &[Problem], fate: Fate) -> usize {
    problems.iter().filter(|it| it.fate == fate).count()
}

#[test]
fn doccano_comes_back_with_its_metadata_and_what_was_wrong() {
    let (first, second, problems, _) = there_and_back("doccano", &data("doccano"));
    assert_eq!(gist(&first), gist(&second));
    let counts = Counts::of(&first);
    assert_eq!((counts.documents, counts.spans, counts.links), (6, 6, 1));
    // A place without width, one outside the text, a relation without its end, a comment; a line that is none.
    assert_eq!(
        (
            fates(&problems, Fate::Beside),
            fates(&problems, Fate::Skipped)
        ),
        (4, 1)
    );
    assert!(problems.iter().all(|it| it.line > 0), "{problems:?}");
    let document = first
        .documents
        .values()
        .find(|it| it.text.as_str().contains("👩"))
        .unwrap();
    assert_eq!(document.meta.fields["page"], "12");
    assert_eq!(document.meta.fields["of"], "{\"deep\":[1,0.1]}");
}

/// A file of this name and content, read.
fn read_text(format: &str, name: &str, content: &str) -> (Project, Vec<Problem>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, content).unwrap();
    read(format, &path)
}

#[test]
fn both_ends_of_a_place_may_stand_together() {
    let line = r#"[{"curid": "7", "text": "東京🗼は晴れ", "entities": [
        {"name": "東京🗼", "span": [0, 3], "type": "地名"}, {"name": "曇り", "span": [4, 6], "type": "天気"},
        {"name": "?", "span": [2], "type": "天気"}]}]"#;
    let (project, problems) = read_text("doccano", "ner.json", line);
    let spans: Vec<String> = gist(&project).into_values().flatten().collect();
    assert!(spans.iter().any(|it| it == "地名 [0..10] [] "), "{spans:?}");
    assert_eq!(Counts::of(&project).spans, 2);
    // Other words than those quoted; a place with one end.
    assert_eq!(
        (fates(&problems, Fate::Kept), fates(&problems, Fate::Beside)),
        (1, 1)
    );
}

#[test]
fn one_broken_record_of_a_list_does_not_end_it() {
    let list = "[{\"text\": \"a\", \"label\": []},\n {\"text\": \"]\" 1},\n 7,\n\
        {\"text\": \"\\\"}\",\n \"label\": [[0, 1, \"Q\"]]}] x";
    let (project, problems) = read_text("doccano", "a.json", list);
    let texts: Vec<&str> = project.listed().map(|it| it.text.as_str()).collect();
    assert_eq!(texts, ["a", "\"}"]);
    let told: Vec<(usize, Fate)> = problems.iter().map(|it| (it.line, it.fate)).collect();
    let skipped = [2, 3, 5].map(|line| (line, Fate::Skipped));
    assert_eq!(told, skipped, "{problems:?}");
    let (project, problems) = read_text("doccano", "a.json", "[{\"text\": \"a\"},\n{\"text\":");
    assert_eq!(project.order.len(), 1);
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert_eq!(problems[0].line, 2);
}

#[test]
fn two_documents_of_one_text_stay_two_in_prodigy() {
    let lines = "{\"id\":\"a.txt\",\"text\":\"Il pleut.\",\"spans\":[],\"relations\":[]}\n\
        {\"id\":\"b.txt\",\"text\":\"Il pleut.\",\"annotator\":\"anna\",\"spans\":\
        [{\"id\":\"s1\",\"label\":\"rain\",\"start\":3,\"end\":8}],\"relations\":[]}\n";
    let (project, _) = read_text("jsonl", "two.jsonl", lines);
    let folder = tempfile::tempdir().unwrap();
    write("prodigy", &project, folder.path());
    let (again, _) = read("prodigy", folder.path());
    assert_eq!(Counts::of(&again).documents, 2);
    assert_eq!(gist(&again), gist(&project));
}

#[test]
fn a_corpus_file_loses_nothing_that_was_kept_beside() {
    let (project, _) = read("prodigy", &data("prodigy"));
    let folder = tempfile::tempdir().unwrap();
    assert!(write("corpus", &project, folder.path()).losses.is_empty());
    let other = write("jsonl", &project, &folder.path().join("other"));
    let extras: Vec<_> = other.losses.iter().map(|it| it.kind.facet()).collect();
    assert_eq!(extras, ["extras"]);
}

#[test]
fn labels_of_an_interface_are_called_as_their_records_are() {
    let line = "{\"id\":\"a.txt\",\"text\":\"Il pleut.\",\"annotator\":\"anna\",\"spans\":\
        [{\"id\":\"s1\",\"label\":\"Key/Pluie d’été\",\"start\":3,\"end\":8}],\"relations\":[]}\n";
    let (project, _) = read_text("jsonl", "one.jsonl", line);
    let folder = tempfile::tempdir().unwrap();
    write("label-studio", &project, folder.path());
    let (again, _) = read("label-studio", folder.path());
    assert_eq!(gist(&again), gist(&project), "not by an id made up of them");
}

#[test]
fn a_question_asked_in_two_ways_takes_words_in_label_studio() {
    let line = r#"{"id":"a.txt","text":"Il pleut.","annotator":"anna","spans":[
        {"id":"s1","label":"A","start":0,"end":2,"attributes":{"why":12}},
        {"id":"s2","label":"B","start":3,"end":8,"attributes":{"why":"so be it"}}],"relations":[]}"#;
    let (project, _) = read_text("jsonl", "one.jsonl", &line.replace('\n', ""));
    let folder = tempfile::tempdir().unwrap();
    let report = write("label-studio", &project, folder.path());
    let kinds = report.losses.iter().filter(|it| it.kind.facet() == "kinds");
    // A number and a choice, both in words.
    assert_eq!(kinds.map(|it| it.count).sum::<usize>(), 2);
    let (again, problems) = read("label-studio", folder.path());
    assert!(problems.is_empty(), "{problems:?}");
    let spans: Vec<String> = gist(&again).into_values().flatten().collect();
    assert!(spans.iter().any(|it| it.contains("12")), "{spans:?}");
}

#[test]
fn no_choice_at_all_is_an_answer_in_label_studio() {
    let row = "{\"id\": \"a.txt\", \"text\": \"a\", \"labels\": {\"topics\": []}, \"spans\": [], \"relations\": []}";
    let (first, _) = read_text("jsonl", "a.jsonl", row);
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    write("label-studio", &first, &out);
    let tasks = std::fs::read_to_string(out.join("tasks.json")).unwrap();
    assert!(tasks.contains("\"value\":{\"choices\":[]}"), "{tasks}");
    let (second, problems) = read("label-studio", &out);
    assert_eq!(gist(&first), gist(&second), "{problems:?}");
}

#[test]
fn answers_without_words_are_lost_where_no_cell_holds_them_and_told() {
    let line = "{\"id\":\"a.txt\",\"text\":\"Il pleut.\",\"annotator\":\"anna\",\"spans\":\
        [{\"id\":\"s1\",\"label\":\"rain\",\"start\":3,\"end\":8,\
        \"attributes\":{\"how \":\"hard\",\"why\":\"\"}}],\"relations\":[]}\n";
    let (project, _) = read_text("jsonl", "one.jsonl", line);
    for format in ["spans-csv", "brat", "label-studio"] {
        let folder = tempfile::tempdir().unwrap();
        let report = write(format, &project, folder.path());
        let lost = report.losses.iter().filter(|it| it.kind.facet() == "attrs");
        assert_eq!(lost.map(|it| it.count).sum::<usize>(), 1, "{format}");
        let (again, problems) = read(format, folder.path());
        assert!(problems.is_empty(), "{format}: {problems:?}");
        let spans: Vec<String> = gist(&again).into_values().flatten().collect();
        let name = if format == "brat" { "how_" } else { "how " };
        assert!(spans[0].contains(&format!("(\"{name}\", ")), "{spans:?}");
        assert!(!spans[0].contains("why"), "{spans:?}");
    }
}

#[test]
fn numbers_in_metadata_are_numbers_again() {
    let (project, _) = read("doccano", &data("doccano"));
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    write("doccano", &project, &out);
    let file = std::fs::read_dir(&out)
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    let text = std::fs::read_to_string(file).unwrap();
    assert!(
        text.contains("\"page\":12") && text.contains("{\"deep\":[1,0.1]}"),
        "{text}"
    );
    assert!(
        text.contains("\"nothing\":null") && text.contains("\\u2028"),
        "{text}"
    );
}

#[test]
fn what_was_rejected_is_no_annotation() {
    let (first, second, problems, _) = there_and_back("prodigy", &data("prodigy"));
    assert_eq!(gist(&first), gist(&second));
    let counts = Counts::of(&first);
    // The rejected record and the rejected span are beside.
    assert_eq!((counts.documents, counts.spans, counts.links), (3, 3, 1));
    assert_eq!(fates(&problems, Fate::Beside), 2);
    assert_eq!(counts.layers, 4, "two annotators of one text");
}

#[test]
fn label_studio_counts_as_the_regions_do() {
    let (first, second, problems, report) = there_and_back("label-studio", &data("label-studio"));
    assert_eq!(gist(&first), gist(&second));
    let counts = Counts::of(&first);
    assert_eq!((counts.documents, counts.spans, counts.links), (2, 4, 1));
    // Positions in UTF-16 are seen and told; a cancelled annotation and predictions are beside.
    assert_eq!(
        (fates(&problems, Fate::Kept), fates(&problems, Fate::Beside)),
        (1, 2)
    );
    assert!(report.losses.is_empty(), "{:?}", report.losses);
    let words: Vec<&str> = first
        .all_layers()
        .flat_map(|(key, layer)| {
            let text = &first.documents[&key.document].text;
            layer
                .spans()
                .map(|it| text.get(it.extent()).unwrap())
                .collect::<Vec<_>>()
        })
        .collect();
    assert!(words.contains(&"pont"), "{words:?}");
}

#[test]
fn argilla_keeps_every_users_response() {
    let (first, second, problems, _) = there_and_back("argilla", &data("argilla"));
    assert_eq!(gist(&first), gist(&second));
    assert_eq!(first.layers.len(), 2);
    assert_eq!(fates(&problems, Fate::Beside), 1, "suggestions");
}

#[test]
fn a_response_of_argilla_that_is_none_is_kept_beside() {
    let folder = tempfile::tempdir().unwrap();
    let spans = r#"[0, {"value": [{"start": 0, "end": 3, "label": "PER"}], "user_id": "u"}, "x"]"#;
    let record = format!(
        r#"[{{"id": "a", "fields": {{"text": "Ada"}}, "responses": {{"spans": {spans}}}}}]"#
    );
    std::fs::write(folder.path().join("records.json"), record).unwrap();
    let (first, second, problems, _) = there_and_back("argilla", folder.path());
    assert_eq!(gist(&first), gist(&second));
    assert_eq!(Counts::of(&first).spans, 1);
    assert_eq!(fates(&problems, Fate::Beside), 2, "{problems:?}");
}

#[test]
fn what_a_data_set_keeps_beside_is_written_back_and_not_told_as_lost() {
    let folder = tempfile::tempdir().unwrap();
    let row = r#"{"text": "Ada", "spans": [{"start": 2, "end": 9, "label": "Q"}]}"#;
    std::fs::write(folder.path().join("train.jsonl"), row).unwrap();
    let (project, problems) = read("hf-jsonl", folder.path());
    assert_eq!(fates(&problems, Fate::Beside), 1, "{problems:?}");
    let out = tempfile::tempdir().unwrap();
    let report = write("hf-jsonl", &project, out.path());
    assert!(report.losses.is_empty(), "{:?}", report.losses);
    let (_, problems) = read("hf-jsonl", out.path());
    assert_eq!(fates(&problems, Fate::Beside), 1, "{problems:?}");
}

/// A project of every kind of record.
fn every_kind() -> Project {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/projects/v1/every-kind");
    let opened = sententia::store::open(&root, &Progress::default()).unwrap();
    opened.project
}

#[test]
fn faithful_formats_give_back_a_whole_project() {
    for format in faithful() {
        let folder = tempfile::tempdir().unwrap();
        let (one, two) = (folder.path().join("one"), folder.path().join("two"));
        write(format, &every_kind(), &one);
        let (first, problems) = read(format, &one);
        assert!(problems.is_empty(), "{format}: {problems:?}");
        let counts = (Counts::of(&first), Counts::of(&every_kind()));
        assert_eq!(counts.0.documents, counts.1.documents, "{format}");
        assert!(counts.0.spans > 0 && counts.0.links > 0, "{format}");
        write(format, &first, &two);
        let (second, _) = read(format, &two);
        assert_eq!(gist(&first), gist(&second), "{format}");
    }
}

fn faithful() -> Vec<&'static str> {
    let all = ["label-studio", "hf-jsonl", "hf-parquet"];
    all.into_iter()
        .filter(|it| formats::by_id(it).is_some())
        .collect()
}

#[test]
fn the_same_project_gives_the_same_bytes() {
    let ids = [
        "doccano",
        "prodigy",
        "label-studio",
        "spacy",
        "hf-jsonl",
        "hf-parquet",
        "hf-tokens",
        "argilla",
    ];
    for format in ids.into_iter().filter(|it| formats::by_id(it).is_some()) {
        let folder = tempfile::tempdir().unwrap();
        let (one, two) = (folder.path().join("one"), folder.path().join("two"));
        write(format, &every_kind(), &one);
        write(format, &every_kind(), &two);
        assert_eq!(bytes(&one), bytes(&two), "{format}");
    }
}

fn bytes(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let input = Input::open(&[folder.to_owned()]).unwrap();
    let all = input.entries().iter();
    all.map(|it| (it.name.clone(), it.bytes().unwrap()))
        .collect()
}

/// Corpora that others made, where they are beside the project.
#[test]
fn corpora_of_others_come_back() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpora");
    let sets = [
        ("doccano", "doccano/medkit-tests/relation_extraction.jsonl"),
        (
            "prodigy",
            "prodigy/prodigy-recipes/annotated_news_headlines-ORG-PERSON-LOCATION-ner.jsonl",
        ),
        (
            "label-studio",
            "label-studio/lsf-examples/examples/named_entity",
        ),
        ("spacy", "spacy-docbin/derived/wnut17-dev.spacy"),
        ("hf-parquet", "hf-parquet/wnut17-dev"),
        ("hf-jsonl", "hf-jsonl"),
    ];
    for (format, path) in sets {
        let path = root.join(path);
        if !path.exists() || formats::by_id(format).is_none() {
            continue;
        }
        let (first, second, _, _) = there_and_back(format, &path);
        assert!(!first.order.is_empty(), "{format}");
        assert_eq!(gist(&first), gist(&second), "{format}");
    }
}

#[test]
fn damaged_files_are_told_and_end_nothing() {
    let folder = tempfile::tempdir().unwrap();
    for (format, name) in [
        ("spacy", "a.spacy"),
        ("hf-parquet", "a.parquet"),
        ("doccano", "a.jsonl"),
        ("label-studio", "a.json"),
        ("argilla", "b.json"),
    ] {
        if formats::by_id(format).is_none() {
            continue;
        }
        for bytes in [
            &b"PAR1\0\0\0\x01PAR1"[..],
            b"[{\"data\": {\"te",
            b"\x78\x9c\x03",
            b"{\"a\": 1}\n[[",
        ] {
            let path = folder.path().join(name);
            std::fs::write(&path, bytes).unwrap();
            let (project, problems) = read(format, &path);
            assert!(
                project.order.is_empty() && !problems.is_empty(),
                "{format} {bytes:?}"
            );
        }
    }
}
