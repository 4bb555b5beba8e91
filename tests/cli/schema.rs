//! `sententia schema`: printed, and another one taken in.

use super::Desk;
use crate::formats::schemes::file;

#[test]
fn a_schema_is_printed_and_taken_in_again() {
    let desk = Desk::with_sample();
    let printed = desk.run(&["schema", "sample"]);
    assert_eq!(printed.code, 0, "{}", printed.err);
    std::fs::write(desk.path("mine.ron"), &printed.out).unwrap();
    let same = [
        "schema",
        "sample",
        "--from",
        "mine.ron",
        "--replace",
        "--annotator",
        "anna",
    ];
    let said = desk.run(&same);
    assert_eq!(said.code, 0, "{}", said.err);
    assert_eq!(desk.run(&["schema", "sample"]).out, printed.out);
}

#[test]
fn records_are_touched_only_when_it_is_said() {
    let desk = Desk::with_sample();
    let before = desk.run(&["schema", "sample"]).out;
    let from = file("doccano.json");
    let from = from.to_str().unwrap();
    let args = [
        "schema",
        "sample",
        "--from",
        from,
        "--replace",
        "--annotator",
        "anna",
    ];
    let asked = desk.run(&args);
    assert_eq!(asked.code, 1, "{}", asked.out);
    assert!(asked.out.contains("--yes"), "{}", asked.out);
    assert_eq!(desk.run(&["schema", "sample"]).out, before);
    let added = desk.run(&["schema", "sample", "--from", from, "--annotator", "anna"]);
    assert_eq!(added.code, 0, "{}", added.err);
    assert!(desk.run(&["schema", "sample"]).out.contains("Promise"));
    let replaced = desk.run(&[&args[..], &["--yes"]].concat());
    assert_eq!(replaced.code, 0, "{}", replaced.err);
    assert!(!desk.run(&["schema", "sample"]).out.contains("prediction"));
    let nobody = desk.run(&["schema", "sample", "--from", from]);
    assert_eq!(nobody.code, 2);
}
