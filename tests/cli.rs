//! The command line as it is used: the program itself, run on projects in temporary folders.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use sententia::Corpus;
use sententia::cli::COMMANDS;
use sententia::store::{self, Progress};
use serde_json::Value as Json;
use tempfile::TempDir;

mod baseline;
mod broken;
mod choosing;
mod exchange;
mod revise;
mod safe;
mod schema;
mod sparing;
mod trail;

/// What the program said and how it ended.
struct Said {
    out: String,
    err: String,
    code: i32,
}

/// A folder to work in.
struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// Runs the program here, in English, without a display.
    fn run(&self, args: &[&str]) -> Said {
        self.run_with(args, &[])
    }

    fn run_with(&self, args: &[&str], environment: &[(&str, &str)]) -> Said {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sententia"));
        command.args(args).current_dir(self.0.path());
        for name in [
            "DISPLAY",
            "WAYLAND_DISPLAY",
            "WAYLAND_SOCKET",
            "LC_ALL",
            "LC_MESSAGES",
        ] {
            command.env_remove(name);
        }
        command
            .env("LANG", "en_US.UTF-8")
            .envs(environment.iter().copied());
        let output = command.output().unwrap();
        Said {
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
            code: output.status.code().unwrap(),
        }
    }

    fn json(&self, args: &[&str]) -> Json {
        let said = self.run(args);
        serde_json::from_str(&said.out)
            .unwrap_or_else(|it| panic!("{it}: {}{}", said.out, said.err))
    }

    /// The sample project in `sample`.
    fn with_sample() -> Self {
        let desk = Self::new();
        let said = desk.run(&["sample", "sample"]);
        assert_eq!(said.code, 0, "{}{}", said.out, said.err);
        desk
    }
}

fn open(path: &Path) -> store::Opened {
    store::open(path, &Progress::default()).unwrap()
}

#[test]
fn every_command_explains_itself_in_every_language() {
    let desk = Desk::new();
    for (language, heading) in [("en", "Usage:"), ("fr", "Utilisation\u{a0}:")] {
        let all = desk.run(&["--language", language, "--help"]);
        assert_eq!(all.code, 0);
        for command in COMMANDS {
            assert!(
                all.out.contains(&format!("\n  {} ", command.name)),
                "{}",
                all.out
            );
            let one = desk.run(&[command.name, "--language", language, "--help"]);
            assert_eq!(one.code, 0);
            let usage = format!("{heading}\n  sententia {} ", command.name);
            assert!(one.out.contains(&usage), "{}", one.out);
            assert!(
                !one.out.contains("cli-"),
                "an untranslated key: {}",
                one.out
            );
        }
        assert!(
            !all.out.contains("cli-"),
            "an untranslated key: {}",
            all.out
        );
    }
    assert!(desk.run(&["--version"]).out.starts_with("sententia "));
}

#[test]
fn wrong_use_is_told_with_a_hint() {
    let desk = Desk::new();
    let check = |args: &[&str], expected: &str| {
        let said = desk.run(args);
        assert_eq!(said.code, 2, "{args:?}");
        assert_eq!(said.out, "", "{args:?}");
        assert!(said.err.contains(expected), "{args:?}: {}", said.err);
        assert!(
            said.err.lines().count() >= 2,
            "a hint is missing: {}",
            said.err
        );
    };
    check(&["chekc"], "Did you mean the command check?");
    check(&["stats", "--foo"], "There is no argument --foo here");
    check(&["new"], "Missing: <PROJECT>");
    check(&["export", "--format", "xyz"], "Possible are: corpus");
    check(&["check", "nowhere"], "nowhere/project.ron");
    check(
        &["show", "x", "--project", "nowhere"],
        "nowhere/project.ron",
    );
    let french = desk.run_with(&["stats", "--foo"], &[("LANG", "fr_CA.UTF-8")]);
    assert!(
        french.err.contains("Il n’y a pas d’argument --foo ici"),
        "{}",
        french.err
    );
}

#[test]
fn without_a_display_one_sentence_says_what_works() {
    if cfg!(not(all(unix, not(target_os = "macos")))) {
        return;
    }
    let desk = Desk::new();
    let said = desk.run(&[]);
    assert_eq!((said.code, said.out.as_str()), (2, ""));
    assert_eq!(said.err.lines().count(), 1, "{}", said.err);
    for command in COMMANDS {
        assert!(said.err.contains(command.name), "{}", said.err);
    }
}

#[cfg(all(feature = "gui", target_os = "linux"))]
#[test]
fn a_display_that_does_not_answer_is_told_in_a_sentence() {
    let desk = Desk::new();
    let said = desk.run_with(&[], &[("DISPLAY", ":4242")]);
    assert_eq!(said.code, 2);
    assert!(
        said.err
            .starts_with("sententia: The window cannot be opened ("),
        "{}",
        said.err
    );
    assert!(
        said.err.contains("apt-get install") && !said.err.contains("panicked"),
        "{}",
        said.err
    );
}

#[test]
fn texts_become_a_project() {
    let desk = Desk::new();
    desk.write(
        "in/b.txt",
        b"Il d\xe9clare que l\x92\xe9t\xe9 sera chaud\xa0!\r\nVoil\xe0.",
    );
    desk.write("in/sub/a.md", "# Prices\n\nThey will double by 2031. 😀\n");
    desk.write("in/empty.txt", "");
    desk.write("in/picture.png", [0u8, 1, 2]);
    let said = desk.run(&[
        "new",
        "study",
        "in",
        "--name",
        "My study",
        "--annotator",
        "Zoé Roy",
    ]);
    assert_eq!(said.code, 1, "some files did not come in: {}", said.err);
    for expected in [
        "Made study with 2 texts",
        "b.txt: read as windows-1252",
        "empty.txt",
    ] {
        assert!(said.out.contains(expected), "{expected}: {}", said.out);
    }
    let project = open(&desk.path("study")).project;
    assert_eq!(project.name, "My study");
    let annotators: Vec<_> = project
        .annotators
        .iter()
        .map(|(id, it)| (id.as_str(), it.name.as_str()))
        .collect();
    assert_eq!(annotators, [("zoe-roy", "Zoé Roy")]);
    let texts: Vec<_> = project.listed().map(|it| it.text.as_str()).collect();
    assert!(
        texts.contains(&"Il déclare que l’été sera chaud\u{a0}!\r\nVoilà."),
        "{texts:?}"
    );
    let bytes = fs::read(desk.path("study/texts/b.txt")).unwrap();
    assert!(bytes.ends_with(b"Voil\xe0."), "the bytes stay as they came");

    let again = desk.run(&["new", "study", "in"]);
    assert_eq!(again.code, 2);
    let other = desk.run(&[
        "new",
        "other",
        "in/b.txt",
        "--encoding",
        "macintosh",
        "--json",
    ]);
    assert_eq!(other.code, 0, "{}", other.err);
    let json: Json = serde_json::from_str(&other.out).unwrap();
    assert_eq!(json["texts"][0]["encoding"], "macintosh");
    assert_eq!(
        desk.run(&["new", "third", "in/b.txt", "--encoding", "klingon"])
            .code,
        2
    );
    assert_eq!(desk.run(&["new", "third", "in/empty.txt"]).code, 2);
}

#[test]
fn the_sample_goes_the_whole_way() {
    let desk = Desk::with_sample();
    let checked = desk.json(&["check", "sample", "--json"]);
    assert_eq!(checked["errors"], 0);
    assert_eq!(
        checked["incomplete"].as_u64().unwrap(),
        checked["problems"].as_array().unwrap().len() as u64
    );
    for problem in checked["problems"].as_array().unwrap() {
        let file = problem["file"].as_str().unwrap();
        let line = problem["line"].as_u64().unwrap() as usize;
        let text = desk.read(file);
        let record = problem["record"].as_str().unwrap();
        assert!(
            text.lines().nth(line - 1).unwrap().contains(record),
            "{file}:{line} is not {record}"
        );
    }
    let stats = desk.json(&["stats", "sample", "--json"]);
    let corpus = Corpus::read(desk.path("sample/corpus.ron")).unwrap();
    let spans: usize = corpus.documents().map(|it| it.spans().count()).sum();
    assert_eq!(stats["records"]["spans"].as_u64().unwrap() as usize, spans);
    assert_eq!(
        stats["texts"]["documents"].as_u64().unwrap() as usize,
        corpus.documents().count()
    );
    let by_label: u64 = stats["labels"]
        .as_object()
        .unwrap()
        .values()
        .map(|it| it["spans"].as_u64().unwrap())
        .sum();
    assert_eq!(by_label as usize, spans);
}

#[test]
fn a_corpus_holds_the_project_and_becomes_one_again() {
    let desk = Desk::with_sample();
    let project = open(&desk.path("sample")).project;
    assert_eq!(
        Corpus::read(desk.path("sample/corpus.ron"))
            .unwrap()
            .into_project(),
        project
    );

    let said = desk.run(&["new", "again", "sample/corpus.ron"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let opened = open(&desk.path("again"));
    assert!(opened.report.is_empty(), "{:?}", opened.report);
    assert_eq!(
        (&opened.project.layers, &opened.project.schema),
        (&project.layers, &project.schema)
    );
    assert_eq!(desk.run(&["export", "again", "again.ron"]).code, 0);
    let again = Corpus::read(desk.path("again.ron")).unwrap();
    assert_eq!(again.into_project().layers, project.layers);
}

#[test]
fn exports_are_repeatable_and_spare_other_files() {
    let desk = Desk::with_sample();
    let first = desk.run(&["export", "sample", "-"]);
    assert_eq!(first.code, 0);
    assert_eq!(
        first.out,
        desk.read("sample/corpus.ron"),
        "the same project gives the same bytes"
    );
    assert!(first.err.contains("Written: 9 documents"), "{}", first.err);

    desk.write("notes.ron", "(mine: true)");
    let refused = desk.run(&["export", "sample", "notes.ron"]);
    assert_eq!(
        (refused.code, desk.read("notes.ron").as_str()),
        (2, "(mine: true)")
    );
    assert!(refused.err.contains("--force"), "{}", refused.err);
    assert_eq!(
        desk.run(&["export", "sample", "notes.ron", "--force"]).code,
        0
    );
    assert_eq!(
        desk.run(&["export", "sample", "notes.ron"]).code,
        0,
        "an export may be replaced"
    );
    assert_eq!(
        desk.run(&["export", "sample", "no/such/folder.ron"]).code,
        2
    );
    assert_eq!(
        desk.run(&["export", "sample", "x.ron", "-o", "y.ron"]).code,
        2
    );
}

#[test]
fn what_an_export_leaves_out_is_counted() {
    let desk = Desk::with_sample();
    let all = desk.json(&["export", "sample", "all.ron", "--json"]);
    let anna = desk.json(&[
        "export",
        "sample",
        "-o",
        "anna.ron",
        "--annotator",
        "anna",
        "--done",
        "--json",
    ]);
    for thing in ["documents", "layers", "spans", "links"] {
        let sum =
            anna["written"][thing].as_u64().unwrap() + anna["left_out"][thing].as_u64().unwrap();
        assert_eq!(sum, all["written"][thing].as_u64().unwrap(), "{thing}");
        assert!(anna["left_out"][thing].as_u64().unwrap() > 0, "{thing}");
    }
    let corpus = Corpus::read(desk.path("anna.ron")).unwrap();
    assert_eq!(corpus.annotators().collect::<Vec<_>>(), ["anna"]);
    let nobody = desk.run(&["export", "sample", "x.ron", "--annotator", "nobody"]);
    assert_eq!(nobody.code, 2);
    assert!(nobody.err.contains("anna, bruno"), "{}", nobody.err);
    let core = desk.json(&["export", "sample", "core.ron", "--tier", "core", "--json"]);
    assert!(core["left_out"]["answers"].as_u64().unwrap() > 0);
    assert_eq!(
        desk.run(&["check", "core.ron"]).code,
        0,
        "what is left is in order"
    );
}

#[test]
fn a_document_is_shown_with_its_marks() {
    let desk = Desk::with_sample();
    let said = desk.run(&["show", "04-breve.txt", "--project", "sample"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(
        said.out.contains("[¹") && said.out.contains("]¹"),
        "{}",
        said.out
    );
    assert!(
        !said.out.contains('\x1b'),
        "no colors where no terminal reads"
    );
    let by_path = desk.run(&["show", "sample/texts/04-breve.txt"]);
    assert_eq!(by_path.out, said.out);
    let of_corpus = desk.run(&["show", "04-breve.txt", "-p", "sample/corpus.ron"]);
    assert_eq!(of_corpus.out, said.out);
    let json = desk.json(&["show", "sample/texts/04-breve.txt", "--json"]);
    let text: Vec<char> = json["text"].as_str().unwrap().chars().collect();
    let spans = json["layers"][0]["spans"].as_array().unwrap();
    assert!(!spans.is_empty());
    for span in spans {
        let at = span["at"][0].as_array().unwrap();
        let (from, to) = (
            at[0].as_u64().unwrap() as usize,
            at[1].as_u64().unwrap() as usize,
        );
        assert_eq!(
            text[from..to].iter().collect::<String>(),
            span["quotes"][0].as_str().unwrap()
        );
    }
    assert_eq!(
        desk.run(&["show", "nothing.txt", "--project", "sample"])
            .code,
        2
    );
}

#[test]
fn a_reader_that_stops_early_is_no_failure() {
    use std::process::Stdio;
    let desk = Desk::with_sample();
    let mut child = Command::new(env!("CARGO_BIN_EXE_sententia"))
        .args(["export", "sample", "-"])
        .current_dir(desk.path(""))
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}
