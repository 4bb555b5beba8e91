//! After a crash: what the journal holds is done again, what is damaged is told, undo goes on.

use std::fs;
use std::path::Path;

use proptest::prelude::*;
use sententia::model::annotation::Status;
use sententia::model::edit::Edit;
use sententia::model::history::Step;
use sententia::model::value::Value;
use sententia::store::{Progress, Trouble};
use sententia::workspace::Workspace;

use super::{act, crash, mark, open, without_blank_layers};
use crate::fixture::{BRIDGE, files, sample_on_disk, sample_project};

#[test]
fn what_the_files_lack_after_a_crash_is_done_again() {
    let (_folder, root) = sample_on_disk();
    let (mut workspace, _) = open(&root);
    mark(&mut workspace, "press/tram.txt", "tram").unwrap();
    mark(&mut workspace, "pont.txt", "pont").unwrap();
    workspace
        .run(Step::new(
            "step-name",
            "",
            vec![
                Edit::Name("New\nname".to_owned()),
                Edit::Guidelines("# Néw".into()),
            ],
        ))
        .unwrap();
    workspace.undo().unwrap();
    workspace.undo().unwrap();
    workspace.redo().unwrap();
    let (_copy, left) = crash(&root);
    assert!(
        !left.join("annotations/anna/press/tram.txt.ron").exists(),
        "the files were not written yet"
    );
    let before = files(&left);
    let (again, report) = open(&left);
    assert!(report.is_empty(), "{report:?}");
    assert_eq!(again.project(), workspace.project());
    assert_eq!(again.history(), workspace.history());
    assert_eq!(
        files(&left).get(Path::new("history/anna.journal")),
        before.get(Path::new("history/anna.journal"))
    );
    again.flush().unwrap();
    workspace.flush().unwrap();
    let (mut left, mut right) = (files(&left), files(&root));
    for files in [&mut left, &mut right] {
        files.retain(|it, _| !it.starts_with("history") && !super::is_of_its_own(it));
    }
    assert_eq!(left, right);
}

#[test]
fn what_was_said_of_a_text_before_it_left_is_in_its_file_after_a_crash() {
    let (_folder, root) = sample_on_disk();
    let (mut workspace, _) = open(&root);
    mark(&mut workspace, "pont.txt", "pont").unwrap();
    let leaves = vec![Edit::Document("pont.txt".into(), None)];
    let step = Step::new("step-remove-text", "", leaves);
    workspace.run(step).unwrap();
    let (_copy, left) = crash(&root);
    let (again, _) = open(&left);
    again.flush().unwrap();
    drop(again);
    let (mut again, _) = open(&left);
    again.undo().unwrap().unwrap();
    workspace.undo().unwrap().unwrap();
    assert_eq!(again.project(), workspace.project());
    again.undo().unwrap().unwrap();
    assert_eq!(without_blank_layers(again.project()), sample_project());
}

#[test]
fn a_line_cut_off_is_told_and_the_steps_before_it_stay() {
    let (_folder, root) = sample_on_disk();
    let (mut workspace, _) = open(&root);
    mark(&mut workspace, "press/tram.txt", "tram").unwrap();
    mark(&mut workspace, "press/tram.txt", "probably").unwrap();
    let (_copy, left) = crash(&root);
    let path = left.join("history/anna.journal");
    let bytes = fs::read(&path).unwrap();
    let torn = bytes.len() - 20;
    fs::write(&path, &bytes[..torn]).unwrap();
    let (mut again, report) = open(&left);
    assert_eq!(report.notices.len(), 1);
    let notice = &report.notices[0];
    assert_eq!(
        (&notice.trouble, notice.line),
        (&Trouble::JournalTorn {}, Some(3))
    );
    assert_eq!(
        (again.history().n_undo(), workspace.history().n_undo()),
        (1, 2)
    );
    mark(&mut again, "press/tram.txt", "2031").unwrap();
    let project = again.project().clone();
    drop(again);
    let (again, report) = open(&left);
    assert!(report.is_empty(), "{report:?}");
    assert_eq!(*again.project(), project);
    assert_eq!(again.history().n_undo(), 2);
}

#[test]
fn a_broken_line_is_told_and_the_journal_is_kept_aside() {
    let (_folder, root) = sample_on_disk();
    let (mut workspace, _) = open(&root);
    for words in ["tram", "probably", "2031"] {
        mark(&mut workspace, "press/tram.txt", words).unwrap();
    }
    let (_copy, left) = crash(&root);
    let path = left.join("history/anna.journal");
    let spoilt = fs::read_to_string(&path)
        .unwrap()
        .replacen("Do(n: 2,", "Du(n: 2,", 1);
    fs::write(&path, &spoilt).unwrap();
    let (mut again, report) = open(&left);
    assert_eq!(
        report
            .notices
            .iter()
            .map(|it| (it.trouble.key(), it.line))
            .collect::<Vec<_>>(),
        [
            ("store-journal-broken", Some(3)),
            ("store-journal-altered", Some(3))
        ]
    );
    let key = again.key(&"press/tram.txt".into());
    assert_eq!(
        again.project().layer(&key).unwrap().n_spans(),
        2,
        "the other steps are there"
    );
    assert_eq!(
        again.history().n_undo(),
        1,
        "what came before the broken line cannot be undone"
    );
    mark(&mut again, "press/tram.txt", "news").unwrap();
    let project = again.project().clone();
    drop(again);
    let aside = fs::read_to_string(left.join(".sententia/set-aside/history/anna.journal")).unwrap();
    assert!(aside.starts_with(&spoilt), "kept aside as it was");
    let (again, report) = open(&left);
    assert!(report.is_empty(), "{report:?}");
    assert_eq!(*again.project(), project);
}

#[derive(Clone, Debug)]
enum Deed {
    Mark(usize, usize),
    Answer(usize, bool),
    Remove(usize),
    Status(bool),
    Name(String),
    Undo,
    Redo,
    Restart,
    Crash,
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let deed = prop_oneof![
        6 => (0usize..80, 1usize..9).prop_map(|(at, length)| Deed::Mark(at, length)),
        3 => (any::<usize>(), any::<bool>()).prop_map(|(which, yes)| Deed::Answer(which, yes)),
        2 => any::<usize>().prop_map(Deed::Remove),
        1 => any::<bool>().prop_map(Deed::Status),
        1 => "\\PC{0,5}".prop_map(Deed::Name),
        4 => Just(Deed::Undo),
        3 => Just(Deed::Redo),
        1 => Just(Deed::Restart),
        1 => Just(Deed::Crash),
    ];
    proptest::collection::vec(deed, 1..40)
}

fn step_of(workspace: &Workspace, deed: &Deed) -> Option<Step> {
    let key = workspace.key(&"pont.txt".into());
    let act = act(workspace, &key);
    let nth = |n: usize| {
        let layer = workspace.project().layer(&key)?;
        Some(layer.spans().nth(n % layer.n_spans().max(1))?.id.clone())
    };
    match deed {
        Deed::Mark(at, length) => {
            let mut bounds = BRIDGE.char_indices().map(|it| it.0).skip(*at);
            let (start, end) = (bounds.next()?, bounds.nth(*length)?);
            act.mark(workspace.new_span_id(&key), &"stance".into(), start..end)
                .ok()
        }
        Deed::Answer(n, yes) => {
            let value = yes.then(|| Value::Choice("against".into()));
            act.answer(&nth(*n)?, &"polarity".into(), value).ok()
        }
        Deed::Remove(n) => act.remove(&nth(*n)?).ok(),
        Deed::Status(done) => Some(act.set_status(if *done { Status::Done } else { Status::ToDo })),
        Deed::Name(name) => Some(Step::new("step-name", "", vec![Edit::Name(name.clone())])),
        Deed::Undo | Deed::Redo | Deed::Restart | Deed::Crash => None,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn nothing_is_lost_whatever_happens(deeds in deeds()) {
        let (_folder, mut root) = sample_on_disk();
        let (mut workspace, _) = open(&root);
        let mut crashed = Vec::new();
        for deed in deeds {
            match deed {
                Deed::Undo => drop(workspace.undo().unwrap()),
                Deed::Redo => drop(workspace.redo().unwrap()),
                Deed::Restart | Deed::Crash => {
                    let (project, history) = (workspace.project().clone(), workspace.history().clone());
                    if matches!(deed, Deed::Crash) {
                        let (folder, copy) = crash(&root);
                        crashed.push(folder);
                        root = copy;
                    }
                    drop(workspace);
                    let (again, report) = open(&root);
                    prop_assert!(report.is_empty(), "{report:?}");
                    prop_assert_eq!(again.project(), &project);
                    prop_assert_eq!(again.history(), &history);
                    workspace = again;
                }
                other => {
                    if let Some(step) = step_of(&workspace, &other) {
                        workspace.run(step).unwrap();
                    }
                }
            }
        }
        while workspace.undo().unwrap().is_some() {}
        prop_assert_eq!(without_blank_layers(workspace.project()), sample_project());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_damage_of_a_journal_loses_what_the_files_hold(
        at in any::<prop::sample::Index>(),
        with in prop_oneof![any::<u8>().prop_map(|it| vec![it]), "[(\\[{\"\n]{1,4}|\\)|Checkpoint\\(|\\PC{0,3}".prop_map(String::into_bytes)],
        n_cut in 0usize..40,
        covered in any::<bool>(),
    ) {
        let (_folder, root) = sample_on_disk();
        let (mut workspace, _) = open(&root);
        mark(&mut workspace, "pont.txt", "pont").unwrap();
        mark(&mut workspace, "press/tram.txt", "tram").unwrap();
        workspace.undo().unwrap();
        if covered {
            workspace.flush().unwrap();
        }
        let (_copy, left) = crash(&root);
        let path = left.join("history/anna.journal");
        let mut bytes = fs::read(&path).unwrap();
        let at = at.index(bytes.len());
        bytes.splice(at..(at + n_cut).min(bytes.len()), with);
        fs::write(&path, bytes).unwrap();
        let before = files(&left);
        let opened = sententia::store::open(&left, &Progress::default()).unwrap();
        prop_assert_eq!(files(&left), before);
        let (mut again, _) = open(&left);
        prop_assert_eq!(again.project(), &opened.project);
        if covered && opened.report.is_empty() && opened.behind.is_empty() {
            prop_assert_eq!(again.project(), workspace.project());
        }
        mark(&mut again, "pont.txt", "deux").unwrap();
        let project = again.project().clone();
        drop(again);
        let (again, report) = open(&left);
        prop_assert!(again.project() == &project, "{:?}", opened.report);
        prop_assert!(report.is_empty(), "{report:?} {}", fs::read_to_string(&path).unwrap());
    }
}
