//! Converting, dividing and listing formats, as a script does it.

use std::collections::BTreeSet;
use std::fs::File;
use std::process::Command;

use super::Desk;

#[test]
fn formats_are_converted_by_their_endings() {
    let desk = Desk::with_sample();
    let said = desk.json(&["convert", "sample/corpus.ron", "out.jsonl", "--json"]);
    assert_eq!(
        (said["from"].as_str(), said["to"].as_str()),
        (Some("corpus"), Some("jsonl"))
    );
    assert_eq!(said["written"]["documents"], 9);
    assert_eq!(said["problems"].as_array().unwrap().len(), 0);
    let back = desk.json(&["convert", "out.jsonl", "back.ron", "--json"]);
    assert_eq!(back["written"], said["written"]);

    let refused = desk.run(&["convert", "out.jsonl", "back.ron"]);
    assert_eq!(refused.code, 2);
    assert!(refused.err.contains("--force"), "{}", refused.err);
    let unknown = desk.run(&["convert", "out.jsonl", "back.xyz"]);
    assert!(
        unknown.err.contains("back.xyz") && unknown.err.contains("jsonl"),
        "{}",
        unknown.err
    );
}

#[test]
fn the_good_lines_come_in_and_every_bad_one_is_told() {
    let desk = Desk::new();
    let lines = [
        r#"{"id":"a","text":"Né 👩‍👩‍👧 là","spans":[{"label":"x","start":0,"end":2,"text":"Né"}],"relations":[]}"#,
        r#"{"id":"b","text":"#,
        r#"{"id":"c","text":"ab","spans":[{"label":"x","start":1,"end":9}],"relations":[]}"#,
        "",
        r#"{"id":"d","text":"ab","spans":[{"label":"x","start":0,"end":1,"text":"z"}],"relations":[{"type":"r","head":"no","tail":"no"}]}"#,
    ];
    desk.write("in.jsonl", lines.join("\r\n"));
    let said = desk.run(&["convert", "in.jsonl", "out.ron", "--json"]);
    assert_eq!(said.code, 1, "problems were found: {}", said.err);
    let said: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(said["written"]["documents"], 3);
    let told: Vec<_> = said["problems"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| {
            (
                it["line"].as_u64().unwrap(),
                it["kind"].as_str().unwrap(),
                it["fate"].as_str().unwrap(),
            )
        })
        .collect();
    for expected in [
        (2, "fault-malformed", "fate-skipped"),
        (3, "fault-outside-text", "fate-skipped"),
        (5, "fault-quote-differs", "fate-kept"),
        (0, "fault-dangling", "fate-skipped"),
    ] {
        assert!(told.contains(&expected), "{expected:?} is not in {told:?}");
    }
}

#[test]
fn an_export_is_divided_chosen_and_described() {
    let desk = Desk::with_sample();
    let said = desk.json(&[
        "export",
        "sample",
        "sets",
        "--format",
        "jsonl",
        "--split",
        "train=60,dev=20,test=20",
        "--split-by",
        "author",
        "--stratify",
        "--seed",
        "5",
        "--where",
        "label:prediction",
        "--label",
        "prediction,source",
        "--json",
    ]);
    let sets = said["sets"].as_array().unwrap();
    let n: usize = sets
        .iter()
        .map(|it| it["documents"].as_array().unwrap().len())
        .sum();
    assert_eq!(n as u64, said["written"]["documents"].as_u64().unwrap());
    assert!(
        said["left_out"]["spans"].as_u64().unwrap() > 0,
        "other labels are left out"
    );
    let sheet = desk.read("sets/DATASHEET.md");
    assert!(
        sheet.contains("seed 5") && sheet.contains("`prediction`"),
        "{sheet}"
    );
    let again = desk.run(&["export", "sample", "sets", "--format", "jsonl"]);
    assert_eq!(
        again.code, 2,
        "a folder that holds something is not overwritten"
    );
    let wrong = desk.run(&["export", "sample", "x", "--split", "train"]);
    assert!(
        wrong.code == 2 && wrong.err.contains("train=80,dev=10,test=10"),
        "{}",
        wrong.err
    );
}

#[test]
fn formats_are_listed_for_people_and_programs() {
    let desk = Desk::new();
    let listed = desk.json(&["formats", "--json"]);
    let ids: Vec<&str> = listed
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["id"].as_str().unwrap())
        .collect();
    assert!(ids.contains(&"corpus") && ids.contains(&"jsonl"));
    let said = desk.run(&["formats"]);
    assert!(ids.iter().all(|it| said.out.contains(it)), "{}", said.out);
}

#[test]
fn what_comes_in_by_a_pipe_is_read_as_what_it_is_said_to_be() {
    let desk = Desk::with_sample();
    for (to, name) in [
        ("jsonl", "all.jsonl"),
        ("prodigy", "all"),
        ("refi-qda", "packed"),
    ] {
        desk.json(&["convert", "sample/corpus.ron", name, "--to", to, "--json"]);
        let output = Command::new(env!("CARGO_BIN_EXE_sententia"))
            .args(["convert", "-", "-", "--from", to, "--to", "jsonl"])
            .stdin(File::open(desk.path(name)).unwrap())
            .output()
            .unwrap();
        let lines = String::from_utf8(output.stdout).unwrap();
        let ids: BTreeSet<String> = lines
            .lines()
            .map(|it| serde_json::from_str::<serde_json::Value>(it).unwrap()["id"].to_string())
            .collect();
        assert_eq!(ids.len(), 9, "{to}: {ids:?}");
    }
    // JSON is known by what stands in it.
    let said = desk.json(&["convert", "all", "known.ron", "--json"]);
    assert_eq!(said["from"], "prodigy");
    // A file without an ending, likewise.
    let said = desk.json(&["convert", "all", "again.ron", "--from", "prodigy", "--json"]);
    assert_eq!(said["written"]["documents"], 9);
}

#[test]
fn what_comes_in_by_a_pipe_is_known_by_how_it_begins() {
    let desk = Desk::new();
    let row = r#"{"id":"a.txt","text":"Il viendra.","annotator":"anna","spans":[{"id":"s-1","label":"X","start":0,"end":2}]}"#;
    desk.write("a.jsonl", format!("{row}\n"));
    for to in [
        "jsonl",
        "corpus",
        "casjson",
        "webanno-tsv",
        "gate-xml",
        "bdoc",
        "tei",
        "conllu",
        "prodigy",
        "doccano",
    ] {
        let said = desk.run(&["convert", "a.jsonl", to, "--to", to]);
        assert_eq!(said.code, 0, "{to}: {}", said.err);
        let path = desk.path(to);
        let first = std::fs::read_dir(&path).ok().and_then(|all| {
            let all = all.map(|it| it.unwrap().path());
            all.filter(|it| it.is_file()).min()
        });
        let output = Command::new(env!("CARGO_BIN_EXE_sententia"))
            .args(["convert", "-", "--to", "jsonl", "-"])
            .stdin(File::open(first.unwrap_or(path)).unwrap())
            .output()
            .unwrap();
        let lines = String::from_utf8(output.stdout).unwrap();
        assert!(lines.contains("Il viendra."), "{to}: {lines}");
        assert!(lines.contains("\"X\""), "{to}: {lines}");
    }
}

#[test]
fn an_option_may_stand_anywhere() {
    let desk = Desk::with_sample();
    let said = desk.json(&[
        "convert",
        "sample/corpus.ron",
        "--to",
        "jsonl",
        "a.jsonl",
        "--json",
    ]);
    assert_eq!(said["written"]["documents"], 9);
    let alone = desk.run(&["convert", "a.jsonl", "--to", "jsonl"]);
    assert_ne!(alone.code, 0);
    assert!(
        alone.err.contains("sententia convert --help"),
        "{}",
        alone.err
    );
}

#[test]
fn a_file_that_is_not_of_the_format_is_told() {
    let desk = Desk::new();
    desk.write("in/a.txt", "Il viendra.");
    desk.write("in/a.ann", "T1\tX 0 2\tIl\n");
    desk.write("in/more.csv", "a;b\n1;2\n");
    desk.write("in/README.md", "About these files.");
    let said = desk.json(&["convert", "in", "out.ron", "--from", "brat", "--json"]);
    assert_eq!(said["written"]["spans"], 1);
    let told = said["problems"].as_array().unwrap();
    assert_eq!(told.len(), 1, "the read-me is about the others: {told:?}");
    assert_eq!(
        (&told[0]["kind"], &told[0]["file"]),
        (&"fault-not-of-it".into(), &"more.csv".into())
    );
}

#[test]
fn an_encoding_that_is_not_known_is_refused_with_those_that_are() {
    let desk = Desk::new();
    desk.write("a.txt", "Un air pur");
    let refused = desk.run(&["convert", "a.txt", "b.jsonl", "--encoding", "IBM850"]);
    assert_eq!(refused.code, 2);
    assert!(
        refused.err.contains("IBM850") && refused.err.contains("windows-1252"),
        "{}",
        refused.err
    );
    let taken = desk.run(&["convert", "a.txt", "b.jsonl", "--encoding", "latin9"]);
    assert_eq!(taken.code, 0, "{}", taken.err);
}

#[test]
fn nothing_is_promised_that_a_command_does_not_do() {
    let desk = Desk::with_sample();
    let refused = desk.run(&["convert", "sample/corpus.ron", "no/such/b.jsonl"]);
    assert_ne!(refused.code, 0);
    assert!(!refused.err.contains("again"), "{}", refused.err);
}

#[test]
fn a_codebook_makes_a_project_of_its_labels() {
    let desk = Desk::new();
    let codes = "<CodeBook xmlns=\"urn:QDA-XML:codebook:1.0\"><Codes><Code guid=\"a\" name=\"son\"/></Codes></CodeBook>";
    desk.write("a.qdc", codes);
    let made = desk.run(&["import", "a.qdc", "--into", "p"]);
    assert_eq!(made.code, 0, "{}", made.err);
    assert!(desk.run(&["schema", "p"]).out.contains("son"));
    desk.write("b.qdc", codes.replace("son", "air"));
    let refused = desk.run(&["import", "b.qdc", "--into", "p"]);
    assert!(refused.err.contains("--from"), "{}", refused.err);
}

#[test]
fn what_is_told_of_strangers_files_does_nothing_to_a_terminal() {
    let desk = Desk::new();
    desk.write("in.jsonl", "{\"id\":\"a\",\"text\":\"ab\",\"spans\":[{\"label\":\"x\",\"start\":0,\"end\":1,\"text\":\"\\u001b[2J\"}],\"relations\":[]}\n");
    let said = desk.run(&[
        "convert", "in.jsonl", "-", "--to", "doccano", "--from", "jsonl",
    ]);
    assert_eq!(said.code, 1, "{}", said.err);
    assert!(said.err.contains("[2J"), "{}", said.err);
    assert!(!said.err.contains('\u{1b}'), "{:?}", said.err);
}

#[test]
#[cfg(target_os = "linux")]
fn what_nobody_listens_to_stops_nothing() {
    let desk = Desk::with_sample();
    let full = File::options().write(true).open("/dev/full").unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_sententia"))
        .args(["export", "sample", "-", "--format", "jsonl"])
        .current_dir(desk.path(""))
        .stderr(full)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0));
}
