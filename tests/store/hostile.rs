//! A project that came by mail: whatever it says, nothing outside its folder is read or written, it
//! takes little memory, and its names do nothing to who reads them.

use std::fs;
use std::path::Path;
use std::process::Command;

use sententia::i18n;
use sententia::model::history::Step;
use sententia::store::{Progress, open, paths};
use sententia::workspace::Workspace;

use super::opened;
use crate::fixture::{files, sample_on_disk};

fn replace(root: &Path, file: &str, from: &str, to: &str) {
    let path = root.join(file);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{file} has {from}");
    fs::write(path, text.replacen(from, to, 1)).unwrap();
}

#[test]
fn no_name_of_a_document_or_annotator_is_a_path_out() {
    let bad = [
        "../../secret",
        "/etc/passwd",
        "..",
        ".",
        "C:\\Windows\\x",
        "\\\\host\\share",
        "a/../../b",
        "con:x",
        "a\0b",
        "\u{202E}txt.a",
        "./x",
        "~/x",
        "a//b",
        "x/",
        "file://x",
    ];
    for id in bad {
        for path in [
            paths::text(&id.into()),
            paths::journal(&id.into()),
            paths::layer(&sententia::model::project::LayerKey {
                annotator: id.into(),
                document: "a".into(),
            }),
        ]
        .into_iter()
        .flatten()
        {
            let name = path.to_str().unwrap();
            assert!(
                path.is_relative() && !name.contains('\\') && !name.contains(':'),
                "{name}"
            );
            let plain = |it| matches!(it, std::path::Component::Normal(_));
            assert!(path.components().all(plain), "{name}");
            assert!(!name.chars().any(char::is_control), "{name:?}");
        }
    }
}

#[test]
#[cfg(unix)]
fn folders_that_are_links_lead_nowhere() {
    use std::os::unix::fs::symlink;
    for folder in [
        "texts",
        "annotations",
        "annotations/anna",
        "history",
        ".sententia",
    ] {
        let (_folder, root) = sample_on_disk();
        let outside = tempfile::tempdir().unwrap();
        let there = outside.path().join("there");
        fs::create_dir_all(&there).unwrap();
        let path = root.join(folder);
        if path.exists() {
            fs::remove_dir_all(&there).unwrap();
            fs::rename(&path, &there).unwrap();
        }
        symlink(&there, &path).unwrap();
        let before = files(&there);
        if let Ok((mut workspace, _)) =
            Workspace::open(root.as_path(), "anna", &Progress::default())
        {
            let key = workspace.key(&"press/tram.txt".into());
            let step = Step::new(
                "step-status",
                "",
                vec![sententia::model::edit::Edit::Status(
                    key,
                    sententia::model::annotation::Status::Done,
                )],
            );
            // Done or refused, but not elsewhere.
            workspace.run(step).ok();
            workspace.flush().ok();
        }
        assert_eq!(files(&there), before, "{folder}");
    }
}

/// Files of 10 kB to 1 MB that are made to cost.
fn costly() -> Vec<(&'static str, &'static str, String)> {
    let (project, anna) = ("project.ron", "annotations/anna/pont.txt.ron");
    let open = "[".repeat(10_000);
    vec![
        ("deep", project, format!("Project(format: 1, name: {open}")),
        (
            "deep answers",
            anna,
            format!(
                "Annotations(format: 1, labels: {{\"a\": Some({}",
                "Some(".repeat(2_000)
            ),
        ),
        (
            "comments",
            project,
            format!("Project(format: 1, {}", "/*".repeat(5_000)),
        ),
        (
            "hashes",
            project,
            format!("Project(format: 1, name: r{}\"", "#".repeat(9_000)),
        ),
        (
            "digits",
            project,
            format!("Project(format: {}", "9".repeat(9_000)),
        ),
        (
            "escapes",
            project,
            format!(
                "Project(format: 1, name: \"{}\")",
                "\\u{10ffff}".repeat(900)
            ),
        ),
        (
            "empty spans",
            anna,
            format!("Annotations(format: 1, spans: [{}", "(),".repeat(3_000)),
        ),
        (
            "long name",
            project,
            format!("Project(format: 1, name: \"{}\",", "a".repeat(1 << 20)),
        ),
        (
            "extensions",
            project,
            format!("#![enable({})]\nProject(", "implicit_some,".repeat(700)),
        ),
        (
            "same key",
            anna,
            format!(
                "Annotations(format: 1, labels: {{{}}}",
                "\"a\": Flag(true), ".repeat(600)
            ),
        ),
        (
            "same field",
            project,
            format!("Project({}", "format: 1,".repeat(900)),
        ),
        (
            "huge numbers",
            anna,
            "Annotations(format: 1, spans: [(id: \"a\", at: [(0, 18446744073709551615)".to_owned(),
        ),
    ]
}

#[test]
fn a_small_file_costs_little() {
    let limited = cfg!(unix)
        && Command::new("sh")
            .arg("-c")
            .arg("ulimit -v 1000000")
            .status()
            .is_ok_and(|it| it.success());
    for (name, file, text) in costly() {
        let (_folder, root) = sample_on_disk();
        fs::write(root.join(file), text).unwrap();
        let result = open(root.as_path(), &Progress::default());
        match file {
            "project.ron" => assert!(result.is_err(), "{name}"),
            _ => assert_eq!(result.unwrap().report.notices.len(), 1, "{name}"),
        }
        if !limited {
            continue;
        }
        // With a gigabyte of addresses, threads and libraries included, it still says what is wrong.
        let program = env!("CARGO_BIN_EXE_sententia");
        let output = Command::new("sh")
            .args(["-c", "ulimit -v 1000000; exec \"$0\" check \"$1\"", program])
            .arg(&root)
            .env("LANG", "en_US.UTF-8")
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        let code = output.status.code();
        assert!(
            code == Some(1) || code == Some(2),
            "{name}: {code:?} {said}"
        );
    }
    if !limited {
        println!("memory was not limited: there is no ulimit here");
    }
}

#[test]
fn names_are_shown_for_what_they_are() {
    let (_folder, root) = sample_on_disk();
    let evil = "facture\\u{202e}fdp.exe\\u{1b}]0;owned\\u{7}";
    replace(&root, "project.ron", "Ponts & trams", evil);
    replace(
        &root,
        "project.ron",
        "id: \"anna\", name: \"Anna\"",
        &format!("id: \"anna\", name: \"{evil}\""),
    );
    let project = opened(&root).project;
    assert!(
        project.name.contains('\u{202e}'),
        "kept as it is in the file"
    );
    for command in ["check", "stats", "show", "log"] {
        let output = Command::new(env!("CARGO_BIN_EXE_sententia"))
            .arg(command)
            .arg(if command == "show" {
                root.join("texts/pont.txt")
            } else {
                root.clone()
            })
            .env("LANG", "en_US.UTF-8")
            .output()
            .unwrap();
        let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        assert!(
            !said.contains(['\u{202e}', '\u{1b}', '\u{7}']),
            "{command}: {said:?}"
        );
    }
    let sentence = i18n::with("store-no-project", &[("path", project.name.as_str())]);
    assert!(
        sentence.contains("facture[U+202E]fdp.exe[U+001B]"),
        "{sentence}"
    );
    let name = sententia::model::visible::visible(&project.name);
    assert!(name.starts_with("facture[U+202E]"), "{name}");
}
