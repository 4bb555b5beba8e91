//! How long the steps done are kept, and that undo outlives closing, crashes and other documents.

use std::fs;
use std::path::Path;

use proptest::prelude::*;
use sententia::store::Progress;
use sententia::workspace::options::days;
use sententia::workspace::{Options, Settings, Workspace};

use super::{crash, mark, without_blank_layers};
use crate::faults::analyst;
use crate::faults::random::Random;
use crate::fixture::{sample_on_disk, sample_project};

const JOURNAL: &str = "history/anna.journal";

fn open(root: &Path, history_days: u32) -> Workspace {
    let options = Options {
        history: days(history_days),
        ..Options::default()
    };
    let opened = Workspace::open_with(root, "anna", options, &Progress::default());
    let (workspace, report) = opened.unwrap();
    let odd = |key: &str| key != "store-unknown-document";
    assert!(
        !report.notices.iter().any(|it| odd(it.trouble.key())),
        "{report:?}"
    );
    workspace
}

/// Makes the entries of a journal older by so many years, not the records they set; the sums of the
/// lines go.
fn age(root: &Path, years: i16) {
    let path = root.join(JOURNAL);
    let text = fs::read_to_string(&path).unwrap();
    let year = jiff::Timestamp::now().to_string()[..4]
        .parse::<i16>()
        .unwrap();
    let (now, then) = (
        format!("when: \"{year}-"),
        format!("when: \"{}-", year - years),
    );
    let lines = text
        .lines()
        .map(|it| it.rsplit_once(" // ").map_or(it, |(line, _)| line));
    let aged: Vec<String> = lines.map(|it| it.replacen(&now, &then, 1)).collect();
    fs::write(path, aged.join("\n") + "\n").unwrap();
}

fn n_lines(root: &Path) -> usize {
    fs::read_to_string(root.join(JOURNAL))
        .unwrap()
        .lines()
        .count()
}

#[test]
fn steps_leave_the_journal_when_they_are_old_and_in_the_files() {
    let (_folder, root) = sample_on_disk();
    let mut workspace = open(&root, 0);
    for words in ["tram", "probably", "come", "back"] {
        mark(&mut workspace, "press/tram.txt", words).unwrap();
    }
    workspace.undo().unwrap();
    drop(workspace);
    age(&root, 3);
    let mut workspace = open(&root, 0);
    assert_eq!(workspace.history().n_undo(), 3, "for ever");
    mark(&mut workspace, "press/tram.txt", "news").unwrap();
    let project = workspace.project().clone();
    drop(workspace);
    let before = n_lines(&root);
    let workspace = open(&root, 5 * 366);
    assert_eq!((workspace.history().n_undo(), n_lines(&root)), (4, before));
    drop(workspace);
    let mut workspace = open(&root, 366);
    assert_eq!(*workspace.project(), project);
    assert_eq!(workspace.history().n_undo(), 1, "the one of today");
    assert!(n_lines(&root) < before);
    workspace.undo().unwrap().unwrap();
    assert!(workspace.undo().unwrap().is_none());
    workspace.redo().unwrap().unwrap();
    drop(workspace);
    let workspace = open(&root, 366);
    assert_eq!(*workspace.project(), project);
    assert_eq!(workspace.history().n_undo(), 1);
}

#[test]
fn what_the_files_lack_stays_in_the_journal_however_old() {
    let (_folder, root) = sample_on_disk();
    let mut workspace = open(&root, 0);
    for words in ["tram", "probably"] {
        mark(&mut workspace, "press/tram.txt", words).unwrap();
    }
    let (_copy, left) = crash(&root);
    age(&left, 3);
    let again = open(&left, 1);
    let n_spans = |it: &Workspace| {
        it.project()
            .all_layers()
            .map(|it| it.1.n_spans())
            .sum::<usize>()
    };
    assert_eq!(n_spans(&again), n_spans(&workspace));
    assert_eq!(again.history().n_undo(), 2);
}

#[test]
fn the_settings_say_how_the_work_is_kept() {
    let settings = Settings {
        sync_at_once: true,
        history_days: 7,
        ..Settings::default()
    };
    let options = settings.options();
    assert_eq!((options.sync_at_once, options.history), (true, days(7)));
    assert_eq!(Settings::default().options(), Options::default());
    let (_folder, root) = sample_on_disk();
    let opened = Workspace::open_with(&root, "anna", options, &Progress::default());
    let mut workspace = opened.unwrap().0;
    mark(&mut workspace, "pont.txt", "pont").unwrap();
    assert_eq!(workspace.entries(), (1, 1), "on the device when it is done");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20))]

    #[test]
    fn undo_outlives_closing_crashes_and_other_documents(seed in any::<u64>()) {
        let mut random = Random::new(seed);
        let (_folder, mut root) = sample_on_disk();
        let mut workspace = open(&root, 0);
        let mut kept = Vec::new();
        for _ in 0..20 + random.below(30) {
            match random.below(9) {
                0 | 1 => drop(workspace.undo().unwrap()),
                2 => drop(workspace.redo().unwrap()),
                3 => {
                    let (project, history) = (workspace.project().clone(), workspace.history().clone());
                    if random.one_in(2) {
                        let (folder, copy) = crash(&root);
                        kept.push(folder);
                        root = copy;
                    }
                    drop(workspace);
                    workspace = open(&root, random.below(2) as u32);
                    prop_assert_eq!(listed(workspace.project()), listed(&project));
                    prop_assert_eq!(workspace.history(), &history);
                }
                _ => {
                    if let Some(step) = analyst::step(&workspace, &mut random) {
                        workspace.run(step).unwrap();
                    }
                }
            }
        }
        while workspace.undo().unwrap().is_some() {}
        prop_assert_eq!(without_blank_layers(workspace.project()), sample_project());
    }
}

/// A project without the annotations of texts that are not in its list: they are only in their files.
fn listed(project: &sententia::model::project::Project) -> sententia::model::project::Project {
    let mut project = without_blank_layers(project);
    let documents = std::sync::Arc::clone(&project.documents);
    for layers in project.layers.values_mut() {
        std::sync::Arc::make_mut(layers).retain(|id, _| documents.contains_key(id));
    }
    project.layers.retain(|_, it| !it.is_empty());
    project
}
