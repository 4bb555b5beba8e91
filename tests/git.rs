//! Two clones of a project and git itself: what both sides did is there after a merge.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use sententia::model::annotation::{Layer, Span, Status};
use sententia::model::conflict::Conflict;
use sententia::model::history::Step;
use sententia::model::id::SpanId;
use sententia::model::project::{LayerKey, Project};
use sententia::model::value::Value;
use sententia::model::verbs::Act;
use sententia::store::files::Disk;
use sententia::store::git;
use sententia::store::{Opened, Progress, open};
use sententia::workspace::Workspace;
use tempfile::TempDir;

use crate::fixture::{BRIDGE, TRAM, on_disk, sample_project};

/// Runs git in a folder, whatever the settings of whoever runs the tests; says how it ended.
fn git_in(root: &Path, args: &[&str]) -> (bool, String) {
    let output = Command::new("git")
        .args(["-c", "user.name=Test", "-c", "user.email=test@example.org"])
        .args(["-c", "core.autocrlf=false", "-c", "init.defaultBranch=main"])
        .args(args)
        .current_dir(root)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("LC_ALL", "C")
        .output()
        .unwrap();
    let said = [output.stdout, output.stderr].concat();
    (
        output.status.success(),
        String::from_utf8_lossy(&said).into_owned(),
    )
}

fn must(root: &Path, args: &[&str]) {
    let (ok, said) = git_in(root, args);
    assert!(ok, "git {args:?}: {said}");
}

/// Whether git is there; a test without it says that it did nothing.
fn has_git(test: &str) -> bool {
    let there = Command::new("git").arg("--version").output().is_ok();
    if !there {
        println!("{test}: skipped, there is no git");
    }
    there
}

/// Two clones of the sample project, and what holds them.
struct Clones {
    _folder: TempDir,
    _project: TempDir,
    here: PathBuf,
    there: PathBuf,
}

impl Clones {
    /// `driver`: whether both have been told to merge by record.
    fn of(project: &Project, driver: bool) -> Self {
        let (holder, here) = on_disk(project);
        must(&here, &["init", "-q"]);
        let folder = tempfile::tempdir().unwrap();
        let there = folder.path().join("there");
        if driver {
            install(&here);
        }
        commit(&here, "all");
        must(
            folder.path(),
            &[
                "clone",
                "-q",
                here.to_str().unwrap(),
                there.to_str().unwrap(),
            ],
        );
        if driver {
            install(&there);
        }
        Self {
            _folder: folder,
            _project: holder,
            here,
            there,
        }
    }

    /// Takes what was done there over to here.
    fn merge(&self) -> (bool, String) {
        must(
            &self.here,
            &["fetch", "-q", self.there.to_str().unwrap(), "HEAD"],
        );
        git_in(&self.here, &["merge", "--no-edit", "FETCH_HEAD"])
    }
}

fn install(root: &Path) {
    git::install(&Disk, root, Path::new(env!("CARGO_BIN_EXE_sententia"))).unwrap();
}

fn commit(root: &Path, what: &str) {
    must(root, &["add", "-A"]);
    must(root, &["commit", "-q", "--allow-empty", "-m", what]);
}

/// Random numbers, the same each time.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n.max(1) as u64) as usize
    }
}

/// Labels at random in a clone, saves and commits.
fn label(root: &Path, annotator: &str, n_steps: usize, random: &mut Random) {
    let (mut workspace, report) = Workspace::open(root, annotator, &Progress::default()).unwrap();
    assert!(report.is_empty(), "{report:?}");
    for _ in 0..n_steps {
        if random.below(12) == 0 {
            workspace.undo().unwrap();
        } else if let Some(step) = any_step(&workspace, random) {
            workspace.run(step).unwrap();
        }
    }
    workspace.flush().unwrap();
    drop(workspace);
    commit(root, annotator);
}

fn any_step(workspace: &Workspace, random: &mut Random) -> Option<Step> {
    let (document, text) = [("pont.txt", BRIDGE), ("press/tram.txt", TRAM)][random.below(2)];
    let key = workspace.key(&document.into());
    // Every clone has a clock of its own.
    let now = jiff::Timestamp::from_second(1_800_000_000 + random.below(1000) as i64).ok()?;
    let act = Act {
        project: workspace.project(),
        key: &key,
        now,
    };
    let layer = workspace.project().layer(&key);
    let mut nth = || -> Option<SpanId> {
        let layer = layer?;
        Some(layer.spans().nth(random.below(layer.n_spans()))?.id.clone())
    };
    let (one, other) = (nth(), nth());
    let n = random.below(9);
    match random.below(10) {
        0..=3 => {
            let mut bounds = text
                .char_indices()
                .map(|it| it.0)
                .skip(random.below(text.chars().count()));
            let (start, end) = (bounds.next()?, bounds.nth(n)?);
            let label = ["prediction", "stance", "source"][random.below(3)];
            act.mark(workspace.new_span_id(&key), &label.into(), start..end)
                .ok()
        }
        4 | 5 => {
            let value = ["against", "for"][n % 2];
            act.answer(&one?, &"polarity".into(), Some(Value::Choice(value.into())))
                .ok()
        }
        6 => act.note(&one?, &format!("note {n}")).ok(),
        7 => act.remove(&one?).ok(),
        8 => act
            .link(
                workspace.new_link_id(&key),
                &"held_by".into(),
                &one?,
                &other?,
            )
            .ok(),
        _ => Some(act.set_status(Status::ALL[n % 3])),
    }
}

fn opened(root: &Path) -> Opened {
    let opened = open(root, &Progress::default()).unwrap();
    assert!(opened.report.is_empty(), "{:?}", opened.report);
    opened
}

fn layer<'a>(project: &'a Project, annotator: &str, document: &str) -> Option<&'a Arc<Layer>> {
    project.layer(&LayerKey {
        annotator: annotator.into(),
        document: document.into(),
    })
}

#[test]
fn two_annotators_never_meet() {
    if !has_git("two_annotators_never_meet") {
        return;
    }
    let mut random = Random(7);
    let clones = Clones::of(&sample_project(), false);
    for round in 0..6 {
        label(&clones.here, "anna", 25, &mut random);
        label(&clones.there, "ben", 25, &mut random);
        let (here, there) = (opened(&clones.here).project, opened(&clones.there).project);
        let (clean, said) = clones.merge();
        assert!(clean, "round {round}: {said}");
        let both = opened(&clones.here).project;
        for document in ["pont.txt", "press/tram.txt"] {
            assert_eq!(
                layer(&both, "anna", document),
                layer(&here, "anna", document)
            );
            assert_eq!(
                layer(&both, "ben", document),
                layer(&there, "ben", document)
            );
        }
        must(
            &clones.there,
            &[
                "pull",
                "-q",
                "--no-rebase",
                clones.here.to_str().unwrap(),
                "HEAD",
            ],
        );
        let tracked = git_in(&clones.here, &["ls-files"]).1;
        assert!(
            !tracked.contains("history"),
            "journals stay on their machine: {tracked}"
        );
    }
}

#[test]
fn one_annotator_on_two_machines_loses_nothing() {
    if !has_git("one_annotator_on_two_machines_loses_nothing") {
        return;
    }
    let (mut n_records, mut n_left) = (0, 0);
    for seed in 1..=6 {
        let mut random = Random(seed * 77_777);
        let clones = Clones::of(&sample_project(), true);
        for _ in 0..3 {
            let before = opened(&clones.here).project;
            label(&clones.here, "anna", 20, &mut random);
            label(&clones.there, "anna", 20, &mut random);
            let (here, there) = (opened(&clones.here).project, opened(&clones.there).project);
            let (clean, said) = clones.merge();
            if !clean {
                // Both versions are in the file; the merge is finished, and the choice is made later.
                assert!(said.contains("CONFLICT"), "{said}");
                commit(&clones.here, "merged");
                n_left += 1;
            }
            let both = opened(&clones.here).project;
            for document in ["pont.txt", "press/tram.txt"] {
                let of = |it| spans(it, document);
                n_records += check(&of(&before), &of(&here), &of(&there), &of(&both));
                links_stay(&before, &here, &both, document);
                links_stay(&before, &there, &both, document);
            }
            must(
                &clones.there,
                &[
                    "pull",
                    "-q",
                    "--no-rebase",
                    clones.here.to_str().unwrap(),
                    "HEAD",
                ],
            );
            assert_eq!(opened(&clones.there).project, both);
        }
    }
    println!(
        "{n_records} records merged, {n_left} merges left something to choose, 0 records lost"
    );
    assert!(n_records > 300 && n_left > 0);
}

fn spans(project: &Project, document: &str) -> BTreeMap<SpanId, Span> {
    let spans = layer(project, "anna", document)
        .into_iter()
        .flat_map(|it| it.spans());
    spans.map(|it| (it.id.clone(), Span::clone(it))).collect()
}

/// Every record of both sides is there, or its removal was the only change; returns how many were
/// looked at.
fn check(
    before: &BTreeMap<SpanId, Span>,
    here: &BTreeMap<SpanId, Span>,
    there: &BTreeMap<SpanId, Span>,
    both: &BTreeMap<SpanId, Span>,
) -> usize {
    for (side, other) in [(here, there), (there, here)] {
        for (id, span) in side {
            let is_changed = before.get(id) != Some(span);
            let is_removed = before.contains_key(id) && !other.contains_key(id);
            if is_removed && !is_changed {
                continue;
            }
            let versions = both.values().filter(|it| {
                let of = it.conflict.as_ref().and_then(Conflict::version_of);
                it.id == *id || of == Some(id)
            });
            let mut versions = versions.peekable();
            assert!(versions.peek().is_some(), "{id} is gone");
            if is_changed {
                let old = before.get(id);
                assert!(
                    versions.any(|it| has_changes(old, span, it)),
                    "a change of {id} is gone"
                );
            }
        }
    }
    here.len() + there.len()
}

/// Whether a version has whatever differs between the old record and the new one.
fn has_changes(old: Option<&Span>, new: &Span, version: &Span) -> bool {
    let same = |field: &dyn Fn(&Span) -> String| {
        old.is_some_and(|it| field(it) == field(new)) || field(new) == field(version)
    };
    let polarity = |it: &Span| format!("{:?}", it.attributes.get(&"polarity".into()));
    same(&|it| it.label.to_string())
        && same(&|it| format!("{:?}", it.at))
        && same(&|it| it.note.clone())
        && same(&polarity)
}

fn links_stay(before: &Project, side: &Project, both: &Project, document: &str) {
    let Some(layer_of_side) = layer(side, "anna", document) else {
        return;
    };
    let merged = layer(both, "anna", document).unwrap();
    for link in layer_of_side.links() {
        let old = layer(before, "anna", document).and_then(|it| it.link(&link.id));
        if old.is_none() {
            assert!(merged.link(&link.id).is_some(), "{} is gone", link.id);
        }
    }
    for link in merged.links() {
        assert!(merged.span(&link.from).is_some() && merged.span(&link.to).is_some());
    }
}

#[test]
fn both_add_to_the_lists_of_the_project() {
    if !has_git("both_add_to_the_lists_of_the_project") {
        return;
    }
    let clones = Clones::of(&sample_project(), true);
    for (root, annotator, target) in [
        (&clones.here, "Cleo", "market"),
        (&clones.there, "Dora", "school"),
    ] {
        let (mut workspace, _) = Workspace::open(root, annotator, &Progress::default()).unwrap();
        let value = sententia::model::project::Target {
            name: target.to_uppercase(),
        };
        let edit = sententia::model::edit::Edit::Target(target.into(), Some(value));
        workspace
            .run(Step::new("step-target", target, vec![edit]))
            .unwrap();
        workspace.flush().unwrap();
        drop(workspace);
        commit(root, annotator);
    }
    let (clean, said) = clones.merge();
    assert!(clean, "{said}");
    let project = opened(&clones.here).project;
    let targets: Vec<&str> = project
        .targets
        .keys()
        .map(sententia::model::id::TargetId::as_str)
        .collect();
    assert_eq!(targets, ["bridge", "market", "school"]);
    assert_eq!(project.annotators.len(), 4);
}

#[test]
fn the_command_merges_and_says_what_is_left() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, note: &str| {
        let text = format!(
            "Annotations(format: 1, document: \"a\", text_sha256: \"0\", annotator: \"b\", unit: CodePoint,\n\
             spans: [(id: \"s-1\", label: \"x\", at: [(0, 1)], quote: \"q\", note: \"{note}\", when: \"2026-11-22T07:10:31Z\")])"
        );
        std::fs::write(folder.path().join(name), text).unwrap();
    };
    let run = |args: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_sententia"))
            .args(args.iter().map(OsStr::new))
            .current_dir(folder.path())
            .env("LANG", "en_US.UTF-8")
            .output()
            .unwrap();
        let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        (output.status.code().unwrap(), said)
    };
    let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap();
    write("base", "");
    write("ours", "ours");
    write("theirs", "theirs");
    let (code, said) = run(&["merge", "base", "ours", "theirs", "-o", "out"]);
    assert_eq!(code, 1, "{said}");
    assert!(
        said.contains("s-1: changed on both sides") && said.contains("One thing is left"),
        "{said}"
    );
    let out = read("out");
    assert!(
        out.contains("note: \"ours\"")
            && out.contains("note: \"theirs\"")
            && out.contains("VersionOf(\"s-1\")")
    );
    assert!(!read("ours").contains("theirs"));
    let (code, said) = run(&["merge", "base", "base", "theirs"]);
    assert_eq!((code, said.as_str(), read("base")), (0, "", read("theirs")));
    write("base", "");
    let (code, said) = run(&["merge", "base", "ours", "theirs", "--json", "-o", "out"]);
    assert!(
        code == 1 && said.contains("\"kind\": \"merge-two-versions\""),
        "{said}"
    );
    std::fs::write(folder.path().join("theirs"), "<<<<<<< HEAD\n").unwrap();
    let before = read("ours");
    let (code, said) = run(&["merge", "base", "ours", "theirs"]);
    assert_eq!((code, read("ours")), (2, before), "{said}");
    assert!(
        said.starts_with("sententia: theirs:1: ") && said.contains("Nothing was merged"),
        "{said}"
    );
    assert_eq!(run(&["merge", "base", "ours"]).0, 2);
    assert_eq!(
        run(&["merge", "--install", "."]).0,
        2,
        "there is no repository"
    );
}
