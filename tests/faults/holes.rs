//! Ways to lose a step that take two things at once, each led through on purpose.

use std::path::Path;

use sententia::model::annotation::Status;
use sententia::model::edit::Edit;
use sententia::model::history::Step;
use sententia::store::Progress;
use sententia::workspace::{Options, Saved, Workspace};

use super::disk::SimDisk;
use super::plan::{Fault, Plan};
use super::random::Random;
use super::trial::tidy;
use super::{ROOT, analyst, image};

fn open(disk: &SimDisk, who: &str) -> Workspace {
    let opened = Workspace::open(disk.root(ROOT), who, &Progress::default());
    opened.unwrap().0
}

fn rename(workspace: &mut Workspace, name: &str) {
    let step = Step::new("step-name", "", vec![Edit::Name(name.to_owned())]);
    workspace.run(step).unwrap();
}

#[test]
fn what_others_did_before_is_not_done_again_over_what_came_later() {
    let disk = image();
    let mut anna = open(&disk, "anna");
    let first = anna.project().name.clone();
    disk.set_plan(Plan::new(Fault::Rename, 0, usize::MAX, false));
    rename(&mut anna, "other");
    let killed = disk.copy();
    let mut n_settled = 0;
    for after in 0..200 {
        let disk = killed.copy();
        let mut ben = open(&disk, "Ben");
        assert_eq!(ben.project().name, "other");
        rename(&mut ben, &first);
        disk.set_plan(Plan::new(Fault::Io, after, usize::MAX, false));
        n_settled += usize::from(ben.flush().is_ok());
        for left in [disk.copy(), disk.after_cut(&mut Random::new(0), true)] {
            let again = open(&left, "Ben");
            let synced = ben.entries().0 == ben.entries().1;
            assert!(!synced || again.project().name == first, "after {after}");
        }
        if n_settled > 3 {
            break;
        }
    }
    assert!(n_settled > 0, "the last ones went well");
}

#[test]
fn a_journal_that_was_mended_but_not_read_again_is_not_gone_on_in_under_its_old_name() {
    let disk = image();
    let mut workspace = open(&disk, "anna");
    for seed in 0..3 {
        analyst::mark(&mut workspace, &mut Random::new(seed)).unwrap();
    }
    workspace.flush().unwrap();
    disk.set_plan(Plan::new(Fault::Rename, 0, usize::MAX, false));
    // The files lack this one, so that the journal is synced before it is mended.
    analyst::mark(&mut workspace, &mut Random::new(5)).unwrap();
    let disk = disk.copy();
    let root = disk.root(ROOT);
    let path = root.join("history/anna.journal");
    let text = String::from_utf8(root.files().read(&path).unwrap()).unwrap();
    let at = text.find("\nDo(").unwrap() + 1;
    let mut file = root.files().modify(&path).unwrap();
    file.write_at(at as u64, b"Oh").unwrap();
    disk.settle();
    let mut n_open = 0;
    for after in 0..400 {
        let disk = disk.copy();
        disk.set_plan(Plan::new(Fault::Io, after, 3, false));
        let opened = Workspace::open(disk.root(ROOT), "anna", &Progress::default());
        let fired = disk.plan().fired;
        disk.set_plan(Plan::default());
        if let Ok((mut workspace, _)) = opened
            && !matches!(workspace.saved(), Saved::ReadOnly(_))
        {
            n_open += usize::from(fired > 0);
            // It must not be saved by the files alone.
            disk.set_plan(Plan::new(Fault::Rename, 0, usize::MAX, false));
            let marked = analyst::mark(&mut workspace, &mut Random::new(9));
            marked.unwrap();
            let again = open(&disk.copy(), "anna");
            for (key, layer) in workspace.project().all_layers() {
                let found = again.project().layer(&key).unwrap();
                let is_there = layer.spans().all(|it| found.span(&it.id) == Some(it));
                assert!(is_there, "after {after}");
            }
        }
        if fired == 0 {
            break;
        }
    }
    assert!(n_open > 0, "the case was met");
}

#[test]
fn a_journal_that_was_taken_away_is_begun_anew_under_a_name_that_survives() {
    let disk = image();
    let options = Options {
        sync_at_once: true,
        history: None,
        ..Options::default()
    };
    let opened = Workspace::open_with(disk.root(ROOT), "anna", options, &Progress::default());
    let mut workspace = opened.unwrap().0;
    analyst::mark(&mut workspace, &mut Random::new(1)).unwrap();
    workspace.flush().unwrap();
    let root = disk.root(ROOT);
    let path = root.join("history/anna.journal");
    root.files().remove_file(&path).unwrap();
    root.files().sync_folder(path.parent().unwrap()).unwrap();
    disk.set_plan(Plan::new(Fault::Sync, 0, 1, true));
    analyst::mark(&mut workspace, &mut Random::new(2)).unwrap_err();
    disk.set_plan(Plan::new(Fault::Rename, 0, usize::MAX, false));
    let refused = analyst::mark(&mut workspace, &mut Random::new(3));
    refused.expect_err("that the file is gone shows only now");
    analyst::mark(&mut workspace, &mut Random::new(4)).unwrap();
    assert!(root.files().exists(&path).unwrap());
    for seed in 0..20 {
        let left = disk.after_cut(&mut Random::new(seed), true);
        let again = open(&left, "anna");
        assert!(tidy(again.project()) == tidy(workspace.project()), "{seed}");
    }
}

#[test]
fn what_is_said_of_a_text_that_somebody_took_out_cannot_be_taken_back_unseen() {
    let disk = image();
    let mut workspace = open(&disk, "anna");
    let document = workspace.project().order[0].clone();
    let key = workspace.key(&document);
    let set = Edit::Status(key, Status::Done);
    workspace
        .run(Step::new("step-status", "", vec![set]))
        .unwrap();
    workspace.set_annotator("Ben").unwrap();
    let gone = vec![Edit::Document(document, None)];
    let gone = Step::new("step-remove-text", "", gone);
    workspace.run(gone).unwrap();
    workspace.set_annotator("anna").unwrap();
    let refused = workspace.undo().unwrap_err();
    assert_eq!(refused.trouble.key(), "store-unknown-document");
    workspace.set_annotator("Ben").unwrap();
    workspace.undo().unwrap().unwrap();
    workspace.flush().unwrap();
    let again = open(&disk.copy(), "Ben");
    assert!(tidy(again.project()) == tidy(workspace.project()));
    workspace.set_annotator("anna").unwrap();
    assert!(workspace.undo().unwrap().is_some());
    workspace.flush().unwrap();
    let again = open(&disk.copy(), "anna");
    assert!(tidy(again.project()) == tidy(workspace.project()));
}

#[test]
fn a_text_is_added_into_a_folder_whose_name_survives() {
    let disk = image();
    let (_folder, texts) = super::more_texts();
    let root = disk.root(ROOT);
    let folder = root.join("texts");
    root.files().remove_tree(&folder).unwrap();
    disk.settle();
    let project = super::small_project();
    let mut project = sententia::model::project::Project {
        layers: std::collections::BTreeMap::new(),
        ..project
    };
    project.documents = std::sync::Arc::default();
    project.order = std::sync::Arc::default();
    for after in 0..60 {
        let disk = disk.copy();
        disk.set_plan(Plan::new(Fault::Sync, after, 1, false));
        let add = || {
            sententia::store::create::add_texts(
                disk.root(ROOT),
                &project,
                &texts,
                &Progress::default(),
            )
        };
        let step = add().or_else(|_| add()).unwrap();
        for seed in 0..10 {
            let left = disk.after_cut(&mut Random::new(seed), true).root(ROOT);
            for edit in &step.edits {
                let Edit::Document(id, Some(_)) = edit else {
                    panic!("a text is added");
                };
                let path = left.join(Path::new("texts").join(id.as_str()));
                assert!(left.files().read(&path).is_ok(), "{after} {id}");
            }
        }
    }
}
