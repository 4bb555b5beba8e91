//! What an export never writes over, whoever says `--force`.

use std::fs;

use super::{Desk, open};

/// The project of the sample, as it is on the disk: its texts and records.
fn whole(desk: &Desk) -> (usize, usize) {
    let project = open(&desk.path("sample")).project;
    let spans = project.all_layers().map(|it| it.1.n_spans()).sum();
    (project.order.len(), spans)
}

#[test]
fn a_project_is_never_written_over() {
    let desk = Desk::with_sample();
    let before = whole(&desk);
    desk.write("thesis.txt", "mine");
    for (path, format) in [
        ("sample", "brat"),
        (".", "brat"),
        ("sample/annotations", "brat"),
        ("sample/texts/out", "brat"),
        ("sample/Project.ron", "jsonl"),
        ("sample/project.ron", "jsonl"),
        ("sample/texts/x.jsonl", "jsonl"),
    ] {
        let said = desk.run(&["export", "sample", path, "--format", format, "--force"]);
        assert_eq!(said.code, 2, "{path}: {}", said.out);
        assert!(said.err.contains(path), "{}", said.err);
        assert_eq!(whole(&desk), before, "{path}");
    }
    let said = desk.run(&[
        "convert",
        "sample/corpus.ron",
        "sample",
        "--to",
        "brat",
        "--force",
    ]);
    assert_eq!((said.code, whole(&desk)), (2, before));
    assert_eq!(desk.read("thesis.txt"), "mine");
    let said = desk.run(&["export", "sample", "sample/out.jsonl"]);
    assert_eq!(said.code, 0, "beside what is its own: {}", said.err);
}

#[test]
fn a_folder_is_replaced_only_if_exports_wrote_all_of_it() {
    let desk = Desk::with_sample();
    let export = |more: &[&str]| {
        let args = ["export", "sample", "out", "--format", "brat", "--force"];
        desk.run(&[&args[..], more].concat())
    };
    assert_eq!(export(&[]).code, 0);
    desk.write("out/.DS_Store", "");
    assert_eq!(export(&["--annotator", "anna"]).code, 0);
    assert!(!desk.path("out/bruno").exists(), "replaced whole");

    desk.write("out/notes/model.py", "mine");
    let refused = export(&[]);
    assert_eq!(refused.code, 2);
    assert!(refused.err.contains("notes/model.py"), "{}", refused.err);
    assert_eq!(desk.read("out/notes/model.py"), "mine");
    let left: Vec<_> = fs::read_dir(desk.path("")).unwrap().collect();
    assert_eq!(left.len(), 2, "nothing is left beside: {left:?}");
}

#[test]
fn only_whole_names_are_those_of_systems() {
    let desk = Desk::with_sample();
    let export = ["export", "sample", "out", "--format", "brat", "--force"];
    assert_eq!(desk.run(&export).code, 0);
    desk.write("out/my-Thumbs.db", "mine");
    assert_eq!(desk.run(&export).code, 2);
    assert_eq!(desk.read("out/my-Thumbs.db"), "mine");
}

#[test]
#[cfg(unix)]
fn a_link_to_a_folder_stays_and_what_is_above_or_all_is_spared() {
    let desk = Desk::with_sample();
    let export = |path: &str| {
        let args = ["export", "sample", path, "--format", "brat", "--force"];
        desk.run(&args)
    };
    fs::create_dir_all(desk.path("inner/real")).unwrap();
    std::os::unix::fs::symlink(desk.path("inner/real"), desk.path("link")).unwrap();
    for _ in 0..2 {
        assert_eq!(export("link").code, 0);
    }
    assert!(desk.path("link").is_symlink() && desk.path("inner/real/anna").is_dir());
    let inner: Vec<_> = fs::read_dir(desk.path("inner")).unwrap().collect();
    assert_eq!(inner.len(), 1, "nothing is left beside: {inner:?}");

    desk.write("inner/thesis.txt", "mine");
    let refused = export("inner/real/..");
    assert_eq!(refused.code, 2);
    assert!(refused.err.contains("real/DATASHEET.md"), "{}", refused.err);
    assert_eq!(desk.read("inner/thesis.txt"), "mine");
    assert_eq!(export("/").code, 2);
}

#[test]
fn exports_of_one_name_have_a_sheet_each() {
    let desk = Desk::with_sample();
    for name in ["out.jsonl", "out.ron"] {
        assert_eq!(desk.run(&["export", "sample", name]).code, 0);
    }
    assert!(desk.read("out.jsonl.datasheet.md").contains("`jsonl`"));
    assert!(desk.read("out.ron.datasheet.md").contains("`corpus`"));
}
