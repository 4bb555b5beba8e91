//! A corrected text: every record is carried, marked or kept without a place, in one step that can be undone,
//! over a crash and a restart too; a text changed by another program moves nothing by itself.

use std::fs;
use std::path::Path;

use sententia::model::anchor::Fate;
use sententia::model::annotation::Span;
use sententia::model::check::{self, Trouble as Rule};
use sententia::model::id::DocumentId;
use sententia::store::Trouble;
use sententia::store::progress::Progress;
use sententia::workspace::Workspace;
use sententia::workspace::revise::{Choice, Choices, Revision};

use super::{act, crash, mark, open};
use crate::fixture::{TRAM, files, sample_on_disk};

const TRAM_FILE: &str = "texts/press/tram.txt";

fn tram() -> DocumentId {
    DocumentId::new("press/tram.txt")
}

/// Ben and Anna have marked some words each.
fn labelled(root: &Path) -> Workspace {
    let (mut workspace, _) = Workspace::open(root, "Ben", &Progress::default()).unwrap();
    mark(&mut workspace, "press/tram.txt", "by 2031").unwrap();
    drop(workspace);
    let (mut workspace, _) = open(root);
    for words in ["The tram", "probably", "Good news", "شكرا"] {
        mark(&mut workspace, "press/tram.txt", words).unwrap();
    }
    workspace
}

/// `The tram` changed, `probably` and `by 2031` moved, `Good news!` gone.
fn corrected() -> String {
    let text = TRAM.replace("The tram", "The old tram");
    format!("A title\n\n{}", text.replace(" Good news!", ""))
}

fn plan(workspace: &Workspace, text: &str) -> Revision {
    workspace
        .reviser()
        .plan(&tram(), text.as_bytes().to_vec(), &Progress::default())
        .unwrap()
}

fn words_of(workspace: &Workspace, annotator: &str) -> Vec<String> {
    let mut key = workspace.key(&tram());
    key.annotator = annotator.into();
    let project = workspace.project();
    let text = &project.document(&tram()).unwrap().text;
    let Some(layer) = project.layer(&key) else {
        return Vec::new();
    };
    let words = |it: &Span| text.get(it.extent()).unwrap().to_owned();
    let placed = layer.spans().map(|it| {
        let mark = if it.was.is_some() { "?" } else { "" };
        format!("{}{mark}", words(it))
    });
    let homeless = layer
        .orphans()
        .map(|it| format!("!{}", it.was.as_ref().unwrap().words()));
    placed.chain(homeless).collect()
}

const BEFORE: [&str; 4] = ["The tram", "probably", "Good news", "شكرا"];
const AFTER: [&str; 4] = ["The old tram?", "probably", "شكرا", "!Good news"];

#[test]
fn every_record_is_carried_and_the_step_undone() {
    let (_folder, root) = sample_on_disk();
    let mut workspace = labelled(&root);
    let before = workspace.project().clone();
    let revision = plan(&workspace, &corrected());
    let tally = revision.tally();
    assert_eq!(
        (tally.moved, tally.changed, tally.lost),
        (3, 1, 1),
        "{:?}",
        revision.carried
    );
    workspace.revise(&revision, &Choices::new()).unwrap();
    assert_eq!(words_of(&workspace, "anna"), AFTER);
    assert_eq!(words_of(&workspace, "ben"), ["by 2031"]);
    assert_eq!(
        fs::read_to_string(root.join(TRAM_FILE)).unwrap(),
        corrected()
    );
    let kept = files(&root.join("texts/revisions"));
    assert!(
        kept.values().any(|it| it == TRAM.as_bytes()),
        "the original stays readable"
    );
    let problems = check::problems(workspace.project(), &workspace.key(&tram()));
    let told: Vec<Rule> = problems.iter().map(|it| it.trouble).collect();
    assert!(told.contains(&Rule::Unconfirmed) && told.contains(&Rule::WithoutPlace));

    let after = workspace.project().clone();
    drop(workspace);
    let (mut again, report) = open(&root);
    assert!(report.is_empty(), "{report:?}");
    assert_eq!(again.project(), &after);
    assert_eq!(again.undo().unwrap().unwrap().name.key, "step-revise");
    assert_eq!(again.project(), &before);
    again.flush().unwrap();
    assert_eq!(fs::read_to_string(root.join(TRAM_FILE)).unwrap(), TRAM);
    // The steps before the revision are about the old text, and can be undone still.
    assert_eq!(again.undo().unwrap().unwrap().name.key, "step-mark");
    assert_eq!(words_of(&again, "anna"), BEFORE[..3]);
    again.redo().unwrap();
    again.redo().unwrap();
    assert_eq!(again.project(), &after);
    drop(again);
    let (mut again, report) = open(&root);
    assert!(report.is_empty(), "{report:?}");
    assert_eq!(again.project(), &after);
    for _ in 0..3 {
        again.undo().unwrap().unwrap();
    }
    assert_eq!(words_of(&again, "anna"), BEFORE[..2]);
    drop(again);
    let (mut again, _) = open(&root);
    for _ in 0..3 {
        again.redo().unwrap().unwrap();
    }
    assert_eq!(again.project(), &after);
}

#[test]
fn a_crash_in_the_midst_of_a_revision_leaves_it_done() {
    let (_folder, root) = sample_on_disk();
    let mut workspace = labelled(&root);
    workspace.flush().unwrap();
    let before = files(&root);
    let revision = plan(&workspace, &corrected());
    workspace.revise(&revision, &Choices::new()).unwrap();
    let after = files(&root);
    let journal = String::from_utf8(after[Path::new("history/anna.journal")].clone()).unwrap();
    let checkpoint = journal.rfind("Checkpoint").unwrap();
    // Any of the files may have been written, or not.
    for n in 0..16 {
        let (_copy, left) = crash(&root);
        fs::write(left.join("history/anna.journal"), &journal[..checkpoint]).unwrap();
        let some = [
            "project.ron",
            TRAM_FILE,
            "annotations/anna/press/tram.txt.ron",
            "annotations/ben/press/tram.txt.ron",
        ];
        for (i, path) in some.iter().enumerate().filter(|it| n >> it.0 & 1 == 1) {
            assert!(i < 4);
            fs::write(left.join(path), &before[Path::new(path)]).unwrap();
        }
        let (again, report) = open(&left);
        assert!(report.is_empty(), "{n}: {report:?}");
        assert_eq!(again.project(), workspace.project(), "{n}");
        again.flush().unwrap();
        for path in some {
            assert_eq!(
                fs::read(left.join(path)).unwrap(),
                after[Path::new(path)],
                "{n} {path}"
            );
        }
    }
}

#[test]
fn a_text_changed_by_another_program_moves_nothing_by_itself() {
    let (_folder, root) = sample_on_disk();
    let workspace = labelled(&root);
    let before = workspace.project().clone();
    drop(workspace);
    fs::write(root.join(TRAM_FILE), corrected()).unwrap();
    let (mut again, report) = open(&root);
    assert!(
        matches!(&report.notices[..], [it] if matches!(it.trouble, Trouble::TextDiffers { .. })),
        "{report:?}"
    );
    assert_eq!(again.project(), &before, "the annotated text is shown");
    assert_eq!(
        fs::read_to_string(root.join(TRAM_FILE)).unwrap(),
        corrected()
    );
    // Work goes on, and the changed file stays as it is.
    mark(&mut again, "press/tram.txt", "come back").unwrap();
    again.flush().unwrap();
    assert_eq!(
        fs::read_to_string(root.join(TRAM_FILE)).unwrap(),
        corrected()
    );
    let bytes = again.changed_on_disk(&tram()).unwrap();
    let revision = again
        .reviser()
        .plan(&tram(), bytes, &Progress::default())
        .unwrap();
    again.revise(&revision, &Choices::new()).unwrap();
    assert_eq!(
        words_of(&again, "anna"),
        [
            "The old tram?",
            "probably",
            "come back",
            "شكرا",
            "!Good news"
        ]
    );
    assert_eq!(again.changed_on_disk(&tram()), None);
    drop(again);
    assert!(open(&root).1.is_empty());
}

#[test]
fn where_the_old_text_is_gone_words_are_looked_for_and_never_trusted() {
    let (_folder, root) = sample_on_disk();
    drop(labelled(&root));
    fs::remove_dir_all(root.join(".sententia")).unwrap();
    fs::write(root.join(TRAM_FILE), corrected()).unwrap();
    let annotations = root.join("annotations/anna/press/tram.txt.ron");
    let file = fs::read(&annotations).unwrap();
    let (mut workspace, report) = open(&root);
    assert!(
        report
            .notices
            .iter()
            .any(|it| matches!(it.trouble, Trouble::TextChanged { .. }))
    );
    assert_eq!(words_of(&workspace, "anna"), Vec::<String>::new());
    let bytes = workspace.changed_on_disk(&tram()).unwrap();
    let revision = workspace
        .reviser()
        .plan(&tram(), bytes, &Progress::default())
        .unwrap();
    assert!(
        revision
            .carried
            .iter()
            .all(|it| matches!(it.fate, Fate::Ambiguous(_) | Fate::Lost))
    );
    assert_eq!(fs::read(&annotations).unwrap(), file);
    workspace.revise(&revision, &Choices::new()).unwrap();
    let mut words = words_of(&workspace, "anna");
    words.sort();
    assert_eq!(words, ["!Good news", "!The tram", "probably?", "شكرا?"]);
    let aside = files(&root.join(".sententia"));
    assert!(
        aside.values().any(|it| *it == file),
        "the file as it was is kept aside"
    );
    workspace.undo().unwrap();
    assert_eq!(words_of(&workspace, "anna").len(), 4);
    assert!(
        words_of(&workspace, "anna")
            .iter()
            .all(|it| it.starts_with('!'))
    );
    drop(workspace);
    let (again, report) = open(&root);
    assert!(report.is_empty(), "{report:?}");
    assert_eq!(words_of(&again, "anna").len(), 4);
    assert_eq!(words_of(&again, "ben").len(), 1);
}

#[test]
fn choices_are_followed_and_orphans_placed_confirmed_dropped() {
    let (_folder, root) = sample_on_disk();
    let mut workspace = labelled(&root);
    let revision = plan(&workspace, &corrected());
    let find = |words: &str| {
        let it = revision
            .carried
            .iter()
            .find(|it| it.was.words() == words)
            .unwrap();
        (it.annotator.clone(), it.span.id.clone())
    };
    let choices = Choices::from([
        (find("The tram"), Choice::Accept(0)),
        (find("probably"), Choice::Decline),
    ]);
    workspace.revise(&revision, &choices).unwrap();
    assert_eq!(words_of(&workspace, "anna")[..2], ["The old tram", "شكرا"]);
    let key = workspace.key(&tram());
    let start = corrected().find("probably").unwrap();
    let (_, id) = find("probably");
    let step = act(&workspace, &key).place(&id, start..start + 8).unwrap();
    workspace.run(step).unwrap();
    let (_, lost) = find("Good news");
    let step = act(&workspace, &key).remove(&lost).unwrap();
    workspace.run(step).unwrap();
    assert_eq!(
        words_of(&workspace, "anna"),
        ["The old tram", "probably", "شكرا"]
    );
    workspace.undo().unwrap();
    drop(workspace);
    let (mut again, report) = open(&root);
    assert!(report.is_empty());
    assert_eq!(
        words_of(&again, "anna"),
        ["The old tram", "probably", "شكرا", "!Good news"]
    );
    again.undo().unwrap();
    again.undo().unwrap();
    assert_eq!(words_of(&again, "anna"), BEFORE);
    let revision = plan(&again, &corrected());
    again.revise(&revision, &Choices::new()).unwrap();
    let doubtful = find("The tram").1;
    let step = act(&again, &key).confirm(&doubtful).unwrap();
    again.run(step).unwrap();
    assert_eq!(words_of(&again, "anna")[0], "The old tram");
}

#[test]
fn another_annotators_later_work_is_not_taken_back_with_a_revision() {
    let (_folder, root) = sample_on_disk();
    let mut workspace = labelled(&root);
    let revision = plan(&workspace, &corrected());
    workspace.revise(&revision, &Choices::new()).unwrap();
    workspace.set_annotator("Ben").unwrap();
    mark(&mut workspace, "press/tram.txt", "A title").unwrap();
    workspace.set_annotator("Anna").unwrap();
    while workspace.undo().unwrap().is_some() {}
    assert_eq!(words_of(&workspace, "ben"), ["A title", "by 2031"]);
}

#[test]
fn a_plan_that_is_overtaken_is_refused() {
    let (_folder, root) = sample_on_disk();
    let mut workspace = labelled(&root);
    let revision = plan(&workspace, &corrected());
    mark(&mut workspace, "press/tram.txt", "come back").unwrap();
    let before = workspace.project().clone();
    let refused = workspace.revise(&revision, &Choices::new()).unwrap_err();
    assert!(matches!(refused.trouble, Trouble::RevisionStale { .. }));
    assert_eq!(workspace.project(), &before);
}
