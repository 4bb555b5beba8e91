//! What an opening makes of a disk that failed before, or fails just then.

use sententia::model::edit::Edit;
use sententia::model::history::Step;
use sententia::store::{Progress, create};
use sententia::workspace::{Saved, Workspace};

use super::disk::SimDisk;
use super::plan::{Fault, Plan};
use super::random::Random;
use super::{ROOT, analyst, image, more_texts};

#[test]
fn what_a_system_only_takes_for_synced_is_written_again_at_the_next_opening() {
    let disk = image();
    let mut random = Random::new(7);
    let mut workspace = open(&disk);
    analyst::mark(&mut workspace, &mut random).unwrap();
    workspace.flush().unwrap();
    disk.set_plan(Plan::new(Fault::Sync, 0, usize::MAX, true));
    remove(&mut workspace, "press/tram.txt");
    workspace.flush().unwrap_err();
    let killed = disk.copy();
    let again = open(&killed);
    assert_eq!(again.project(), workspace.project());
    again.flush().unwrap();
    for seed in 0..20 {
        let left = killed.after_cut(&mut Random::new(seed), true);
        let opened = Workspace::open(left.root(ROOT), "anna", &Progress::default());
        let (left, report) = opened.unwrap();
        let keys: Vec<&str> = report.notices.iter().map(|it| it.trouble.key()).collect();
        assert_eq!(keys, ["store-unknown-document"], "the journal is whole");
        assert_eq!(left.project().order, workspace.project().order);
        assert_eq!(left.history(), workspace.history());
    }
}

#[test]
fn an_opening_that_cannot_read_all_that_undo_needs_says_so() {
    let disk = image();
    let mut workspace = open(&disk);
    remove(&mut workspace, "press/tram.txt");
    let history = workspace.history().clone();
    drop(workspace);
    let mut n_told = 0;
    for after in 0.. {
        let disk = disk.copy();
        disk.set_plan(Plan::new(Fault::Denied, after, 1, false));
        let opened = Workspace::open(disk.root(ROOT), "anna", &Progress::default());
        if disk.plan().fired == 0 {
            break;
        }
        let Ok((workspace, report)) = opened else {
            continue;
        };
        let told = |key: &str| report.notices.iter().any(|it| it.trouble.key() == key);
        let read_only = matches!(workspace.saved(), Saved::ReadOnly(_));
        assert!(*workspace.history() == history || read_only || told("store-text-unreadable"));
        n_told += usize::from(*workspace.history() != history);
    }
    assert!(n_told > 0, "the case was met");
}

#[test]
fn one_whose_undo_needs_a_text_that_cannot_be_read_is_not_switched_to() {
    let disk = image();
    let mut workspace = open(&disk);
    remove(&mut workspace, "press/tram.txt");
    let history = workspace.history().clone();
    workspace.set_annotator("Ben").unwrap();
    workspace.flush().unwrap();
    let mut n_refused = 0;
    for after in 0.. {
        disk.set_plan(Plan::new(Fault::Denied, after, 1, false));
        let switched = workspace.set_annotator("anna");
        n_refused += usize::from(switched.is_err());
        assert_eq!(switched.is_ok(), workspace.annotator().as_str() == "anna");
        assert!(switched.is_err() || *workspace.history() == history);
        if disk.plan().fired == 0 {
            break;
        }
        disk.set_plan(Plan::default());
        workspace.set_annotator("Ben").unwrap();
    }
    assert!(n_refused > 0);
}

#[test]
fn texts_are_not_added_to_a_disk_that_does_not_answer() {
    let (disk, (_folder, texts)) = (image(), more_texts());
    let project = open(&disk).project().clone();
    disk.set_plan(Plan::new(Fault::PowerCut, 0, 1, false));
    let added = create::add_texts(disk.root(ROOT), &project, &texts, &Progress::default());
    assert_eq!(added.unwrap_err().trouble.key(), "store-cannot-write");
}

fn open(disk: &SimDisk) -> Workspace {
    let opened = Workspace::open(disk.root(ROOT), "anna", &Progress::default());
    opened.unwrap().0
}

fn remove(workspace: &mut Workspace, document: &str) {
    let edits = vec![Edit::Document(document.into(), None)];
    let step = Step::new("step-remove-text", "", edits);
    workspace.run(step).unwrap();
}
