//! Two windows on one project: one writer per annotator, others beside it, and locks left behind.

use std::fs;
use std::path::Path;

use sententia::model::edit::Edit;
use sententia::model::history::Step;
use sententia::store::files::Root;
use sententia::store::lock::{self, Lock, State};
use sententia::store::{Progress, Trouble, paths};
use sententia::workspace::{Saved, Workspace};

use super::{mark, open};
use crate::fixture::{files, sample_on_disk};

const TRAM: &str = "press/tram.txt";

fn open_as(root: &Path, who: &str) -> Workspace {
    Workspace::open(root, who, &Progress::default()).unwrap().0
}

fn why(workspace: &Workspace) -> Trouble {
    match workspace.saved() {
        Saved::ReadOnly(trouble) => trouble,
        other => panic!("it can be written: {other:?}"),
    }
}

/// The lock of Anna as somebody else would have left it.
fn left(root: &Path, change: impl Fn(String) -> String) {
    let file = root.join(".sententia/locks/anna.lock");
    let text = fs::read_to_string(&file).unwrap();
    let changed = change(text.clone());
    assert_ne!(changed, text);
    fs::write(file, changed).unwrap();
}

fn with(text: &str, field: &str, value: &str) -> String {
    let (before, rest) = text.split_once(&format!("{field}: ")).unwrap();
    let (_, after) = rest.split_once(',').unwrap();
    format!("{before}{field}: {value},{after}")
}

#[test]
fn a_second_window_reads_only_and_says_who_writes() {
    let (_folder, root) = sample_on_disk();
    let (mut first, _) = open(&root);
    mark(&mut first, TRAM, "tram").unwrap();
    first.flush().unwrap();
    let before = files(&root);
    let mut second = open_as(&root, "Anna");
    let trouble = why(&second);
    assert_eq!(trouble.key(), "store-held");
    let args = trouble.args();
    assert!(args.iter().any(|it| it.0 == "annotator" && it.1 == "anna"));
    assert!(args.iter().all(|it| !it.1.is_empty()), "{args:?}");
    let refused = mark(&mut second, TRAM, "2031").unwrap_err();
    assert_eq!(refused.trouble, trouble);
    assert!(second.back_up().is_err());
    assert_eq!(second.project(), first.project(), "reading works");
    assert_eq!(second.history().n_undo(), first.history().n_undo());
    second.undo().unwrap_err();
    drop(second);
    assert_eq!(files(&root), before, "nothing was written");
    mark(&mut first, TRAM, "2031").unwrap();
    drop(first);
    let mut again = open_as(&root, "Anna");
    mark(&mut again, TRAM, "probably").unwrap();
    assert_eq!(again.history().n_undo(), 3);
}

#[test]
fn two_annotators_work_in_one_folder_and_see_each_other() {
    let (_folder, root) = sample_on_disk();
    let mut anna = open_as(&root, "Anna");
    let mut ben = open_as(&root, "Ben");
    mark(&mut anna, TRAM, "tram").unwrap();
    mark(&mut ben, TRAM, "2031").unwrap();
    mark(&mut ben, "pont.txt", "pont").unwrap();
    let name = |it: &str| Step::new("step-name", "", vec![Edit::Name(it.to_owned())]);
    anna.run(name("by Anna")).unwrap();
    anna.settle().unwrap();
    ben.settle().unwrap();
    anna.look_now();
    ben.look_now();
    anna.settle().unwrap();
    ben.settle().unwrap();
    ben.look_now();
    assert_eq!(anna.project(), ben.project());
    assert_eq!(ben.project().name, "by Anna");
    assert!(ben.project().annotators.contains_key(&"ben".into()));
    // Each undoes what is its own.
    while anna.undo().unwrap().is_some() {}
    anna.settle().unwrap();
    let news = ben.look_now();
    assert_eq!(news.n_lost_steps, 0);
    assert_eq!(ben.history().n_undo(), 2);
    let project = ben.project().clone();
    drop(anna);
    drop(ben);
    let (again, report) = open(&root);
    assert!(report.is_empty(), "{report:?}");
    assert_eq!(*again.project(), project);
}

#[test]
fn who_is_at_work_elsewhere_has_records_that_nobody_changes() {
    let (_folder, root) = sample_on_disk();
    let mut ben = open_as(&root, "Ben");
    mark(&mut ben, TRAM, "tram").unwrap();
    ben.settle().unwrap();
    let mut anna = open_as(&root, "Anna");
    let key = ben.key(&TRAM.into());
    let span = ben
        .project()
        .layer(&key)
        .unwrap()
        .spans()
        .next()
        .unwrap()
        .id
        .clone();
    let step = || {
        Step::new(
            "step-remove",
            "",
            vec![Edit::Span(key.clone(), span.clone(), None)],
        )
    };
    let refused = anna.run(step()).unwrap_err();
    assert_eq!(refused.trouble.key(), "store-held");
    drop(ben);
    anna.run(step()).unwrap();
    let late = open_as(&root, "Ben");
    assert_eq!(why(&late).key(), "store-held", "until it is in the files");
    drop(late);
    anna.settle().unwrap();
    mark(&mut anna, TRAM, "2031").unwrap();
    let ben = open_as(&root, "Ben");
    assert_eq!(ben.saved(), Saved::Saved);
    assert_eq!(ben.project().layer(&key).unwrap().n_spans(), 0);
}

#[test]
fn a_lock_whose_process_is_gone_or_that_came_along_binds_nobody() {
    let (_folder, root) = sample_on_disk();
    let first = open_as(&root, "Anna");
    for (field, value) in [("process", "4294967295"), ("folder", "\"/elsewhere\"")] {
        left(&root, |it| with(&it, field, value));
        let state = lock::look(&Root::from(&root), &"anna".into());
        assert!(matches!(state, State::Gone(_)), "{field}: {state:?}");
    }
    let mut second = open_as(&root, "Anna");
    mark(&mut second, TRAM, "tram").unwrap();
    drop(first);
    assert!(
        root.join(".sententia/locks/anna.lock").exists(),
        "it is the other's"
    );
}

#[test]
fn a_lock_of_another_computer_that_is_silent_is_taken_over_when_asked_for() {
    let (_folder, root) = sample_on_disk();
    let mut first = open_as(&root, "Anna");
    mark(&mut first, TRAM, "tram").unwrap();
    left(&root, |it| with(&it, "host", "\"far away\""));
    assert_eq!(why(&open_as(&root, "Anna")).key(), "store-held");
    let at = Root::from(&root);
    let refused = lock::take_over(&at, &"anna".into(), false).unwrap_err();
    assert_eq!(refused.trouble.key(), "store-held");
    left(&root, |it| {
        with(&it, "refreshed", "\"2026-01-01T00:00:00Z\"")
    });
    let trouble = why(&open_as(&root, "Anna"));
    assert_eq!(trouble.key(), "store-held-stale");
    left(&root, |it| {
        with(&it, "refreshed", "\"9998-01-01T00:00:00Z\"")
    });
    let trouble = why(&open_as(&root, "Anna"));
    assert_eq!(trouble.key(), "store-held-stale", "from a day to come");
    let holder = lock::take_over(&at, &"anna".into(), false).unwrap();
    assert_eq!(holder.host, "far away");
    let mut second = open_as(&root, "Anna");
    mark(&mut second, TRAM, "2031").unwrap();
    assert_eq!(second.history().n_undo(), 2, "what the first did is there");
    // The first one wakes up: it writes nothing any more, and says why.
    let refused = mark(&mut first, TRAM, "probably").unwrap_err();
    assert_eq!(refused.trouble.key(), "store-held");
    assert!(first.is_held());
    drop(first);
    second.settle().unwrap();
    drop(second);
    let (again, report) = open(&root);
    assert!(report.is_empty(), "{report:?}");
    let layer = again.project().layer(&again.key(&TRAM.into())).cloned();
    assert_eq!(layer.unwrap().n_spans(), 2);
}

#[test]
fn the_lock_is_renewed_put_back_and_given_back() {
    let (_folder, root) = sample_on_disk();
    let at = Root::from(&root);
    let lock = Lock::take(&at, &"anna".into()).unwrap();
    let file = root.join(paths::lock(&"anna".into()).unwrap());
    left(&root, |it| {
        with(&it, "refreshed", "\"2026-01-01T00:00:00Z\"")
    });
    lock.refresh();
    assert!(!fs::read_to_string(&file).unwrap().contains("2026-01-01"));
    fs::remove_file(&file).unwrap();
    assert_eq!(lock.lost(), None);
    assert!(file.exists(), "what somebody tidied up is put back");
    assert!(Lock::take(&at, &"anna".into()).is_err());
    Lock::take(&at, &"ben".into()).unwrap();
    drop(lock);
    assert!(!file.exists());
    // One that was never finished is nobody's.
    fs::write(&file, "(process: 1").unwrap();
    Lock::take(&at, &"anna".into()).unwrap();
}

#[test]
fn of_many_who_want_it_one_gets_the_lock() {
    let (_folder, root) = sample_on_disk();
    for _ in 0..20 {
        let taken = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..8)
                .map(|_| scope.spawn(|| Lock::take(&Root::from(&root), &"anna".into()).ok()))
                .collect();
            let all = threads.into_iter().map(|it| it.join().unwrap());
            all.collect::<Vec<_>>()
        });
        assert_eq!(taken.iter().flatten().count(), 1);
    }
}
