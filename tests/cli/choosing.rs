//! What goes out and how: choices that mean something are taken, others are refused, and all is told beforehand.

use serde_json::Value as Json;

use super::Desk;

fn refused(desk: &Desk, more: &[&str], word: &str) {
    let said = desk.run(&[&["export", "sample", "out.jsonl"], more].concat());
    assert_eq!(said.code, 2, "{more:?}: {}", said.out);
    assert!(said.err.contains(word), "{more:?}: {}", said.err);
    assert!(!desk.path("out.jsonl").exists(), "{more:?}");
}

#[test]
fn what_would_mean_nothing_is_refused() {
    let desk = Desk::with_sample();
    refused(&desk, &["--label", "predicton"], "prediction, reason");
    refused(
        &desk,
        &["--format", "conll", "--priority", "stanse"],
        "stance",
    );
    refused(
        &desk,
        &[
            "--format",
            "conll",
            "--priority",
            "stance",
            "--overlaps",
            "longest",
        ],
        "together",
    );
    refused(
        &desk,
        &["--format", "brat", "--unit", "utf-16"],
        "Nothing can be chosen",
    );
    refused(
        &desk,
        &["--format", "prodigy", "--tags", "bilou"],
        "--fragments",
    );
    refused(&desk, &["--seed", "7"], "--split train=80");
    refused(&desk, &["--split-by", "author"], "--split-by");
    refused(&desk, &["--stratify"], "--stratify");
    refused(
        &desk,
        &["--folds", "3", "--split-by", "date", "--stratify"],
        "together",
    );
    refused(
        &desk,
        &["--folds", "3", "--split-by", "date", "--seed", "1"],
        "together",
    );
    refused(
        &desk,
        &["--split", "train=80,train=20"],
        "does not name sets",
    );
    let several = desk.run(&["export", "sample", "-", "--format", "jsonl", "--folds", "2"]);
    assert_eq!((several.code, several.out.as_str()), (2, ""));
    assert!(several.err.contains("several files"), "{}", several.err);
}

#[test]
fn what_is_done_can_be_asked_for_by_words_and_labels() {
    let desk = Desk::with_sample();
    let args = [
        "export",
        "sample",
        "out.jsonl",
        "--where",
        "author:montagnac",
        "--label",
        "Prediction",
        "--done",
    ];
    assert_eq!(desk.run(&args).code, 0);
    let rows: Vec<Json> = desk
        .read("out.jsonl")
        .lines()
        .map(|it| serde_json::from_str(it).unwrap())
        .collect();
    assert!(!rows.is_empty());
    for row in &rows {
        assert_eq!(row["meta"]["author"], "Claire Montagnac");
        assert_eq!(row["status"], "done");
        let mut spans = row["spans"].as_array().unwrap().iter();
        assert!(spans.all(|it| it["label"] == "prediction"));
    }
    let sheet: Json = serde_json::from_str(&desk.read("out.jsonl.datasheet.json")).unwrap();
    let chosen = &sheet["chosen"];
    assert_eq!(chosen["query"], "author:montagnac");
    assert_eq!(
        (&chosen["only_done"], &chosen["labels"][0]),
        (&true.into(), &"prediction".into())
    );
    assert_eq!(chosen["left_out"]["documents"], 8);
    let sheet = desk.read("out.jsonl.datasheet.md");
    assert!(sheet.contains("found by `author:montagnac`"), "{sheet}");

    let undone = [
        "export",
        "sample",
        "none.jsonl",
        "--document",
        "08-courrier.txt",
        "--done",
    ];
    assert_eq!(desk.run(&undone).code, 0);
    assert_eq!(desk.read("none.jsonl"), "", "begun, and not done");
}

#[test]
fn a_dry_run_tells_the_same_and_writes_nothing() {
    let desk = Desk::with_sample();
    let args = [
        "export", "sample", "out", "--format", "conll", "--folds", "12", "--json",
    ];
    let dry = desk.json(&[&args[..], &["--dry-run"]].concat());
    assert!(!desk.path("out").exists());
    let done = desk.json(&args);
    for key in [
        "written",
        "left_out",
        "losses",
        "choices",
        "sets",
        "empty_sets",
        "leaks",
    ] {
        assert_eq!(dry[key], done[key], "{key}");
    }
    assert_eq!(dry["choices"][0]["option"], "overlaps");
    assert_eq!(dry["empty_sets"].as_array().unwrap().len(), 3);
    let said = desk.run(&["export", "sample", "x", "--format", "conll", "--dry-run"]);
    assert!(
        said.out.contains("--overlaps with longest, outermost"),
        "{}",
        said.out
    );

    let args = [
        "convert",
        "sample/corpus.ron",
        "out.conll",
        "--dry-run",
        "--words",
        "widen",
    ];
    let said = desk.run(&args);
    assert!(said.out.contains("Would write"), "{}", said.out);
    assert!(!desk.path("out.conll").exists());
}

#[test]
fn what_is_said_to_be_written_is_in_the_file() {
    let desk = Desk::with_sample();
    let args = ["export", "sample", "out", "--format", "conll", "--json"];
    let said = desk.json(&args);
    let files = ["anna", "bruno"].map(|it| format!("out/{it}/navettes-sans-chauffeur.conll"));
    let n_spans: usize = files
        .iter()
        .map(|it| desk.read(it).matches("\tB-").count())
        .sum();
    assert_eq!(said["written"]["spans"], n_spans);
    assert_eq!(said["written"]["links"], 0);
    let said = desk.json(&[
        "export", "sample", "book.qdc", "--format", "refi-qdc", "--json",
    ]);
    let written = &said["written"];
    assert_eq!(
        (&written["documents"], &written["spans"]),
        (&0.into(), &0.into())
    );
}
