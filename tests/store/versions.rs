//! Format 1 is frozen: projects saved by it, kept in `tests/data/projects/v1`, open for ever, and what
//! is saved of them is what they were, byte for byte. Other formats are refused in words.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sententia::model::edit::Edit;
use sententia::model::history::Step;
use sententia::store::disk::UPGRADES;
use sententia::store::{Progress, open};
use sententia::workspace::Workspace;
use tempfile::TempDir;

use super::opened;
use crate::fixture::{files, sample_on_disk};

/// The projects of the first format.
fn frozen() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/projects/v1");
    let mut found: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|it| it.unwrap().path())
        .collect();
    found.sort();
    assert!(!found.is_empty());
    found
}

fn copy(root: &Path) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().join("project");
    for (path, bytes) in files(root) {
        fs::create_dir_all(to.join(&path).parent().unwrap()).unwrap();
        fs::write(to.join(path), bytes).unwrap();
    }
    (folder, to)
}

/// What belongs to the project, without what the program keeps beside it.
fn saved(root: &Path) -> BTreeMap<PathBuf, String> {
    let all = files(root).into_iter();
    all.filter(|(path, _)| !path.starts_with("history") && !path.starts_with(".sententia"))
        .map(|(path, bytes)| (path, String::from_utf8_lossy(&bytes).into_owned()))
        .collect()
}

/// Changes every file of the project and changes it back.
fn save_everything(root: &Path) {
    let (mut workspace, report) = Workspace::open(root, "anna", &Progress::default()).unwrap();
    assert!(report.is_empty(), "{report:?}");
    let project = workspace.project();
    let mut edits = vec![
        Edit::Name("another".to_owned()),
        Edit::Guidelines("another".into()),
    ];
    for (key, layer) in project.all_layers() {
        for span in layer.spans() {
            let mut other = sententia::model::annotation::Span::clone(span);
            other.note.push('!');
            edits.push(Edit::Span(
                key.clone(),
                other.id.clone(),
                Some(Arc::new(other)),
            ));
        }
        let id = "another".into();
        let value = sententia::model::value::Value::Flag(true);
        edits.push(Edit::OtherLabel(key, id, Some(value)));
    }
    workspace.run(Step::new("step-name", "", edits)).unwrap();
    workspace.flush().unwrap();
    workspace.undo().unwrap();
    workspace.flush().unwrap();
}

#[test]
fn projects_of_the_first_format_stay_as_they_are() {
    for root in frozen() {
        let (_folder, there) = copy(&root);
        let before = saved(&there);
        assert!(before.len() > 5);
        save_everything(&there);
        for (path, text) in saved(&there) {
            assert_eq!(Some(&text), before.get(&path), "{}", path.display());
        }
        assert_eq!(saved(&there).len(), before.len());
    }
}

#[test]
fn an_older_format_that_nothing_upgrades_is_refused_and_its_files_stay() {
    let anna = "annotations/anna/pont.txt.ron";
    for format in ["0", "2", "4294967295", "99999999999999999999"] {
        let (_folder, root) = sample_on_disk();
        let change = |file: &str, to: &str| {
            let text = fs::read_to_string(root.join(file)).unwrap();
            fs::write(root.join(file), text.replacen("format: 1", to, 1)).unwrap();
        };
        let to = format!("format: {format}");
        change(anna, &to);
        let before = files(&root);
        let there = opened(&root);
        let trouble = there.report.notices[0].trouble.key();
        let expected = if format == "0" {
            "store-too-old"
        } else {
            "store-too-new"
        };
        assert_eq!(trouble, expected, "{format}");
        assert_eq!(there.report.notices[0].line, Some(3));
        assert_eq!(
            there.project.layers.len(),
            0,
            "its annotations stay outside"
        );
        change("project.ron", &to);
        let error = open(&root, &Progress::default()).unwrap_err();
        assert_eq!(error.trouble().key(), expected);
        change("project.ron", "format: 1");
        assert_eq!(
            files(&root).get(Path::new(anna)),
            before.get(Path::new(anna))
        );
    }
}

#[test]
fn a_format_is_told_wherever_its_field_stands() {
    let (_folder, root) = sample_on_disk();
    let path = root.join("project.ron");
    let text = fs::read_to_string(&path).unwrap();
    let last = text.replacen("    format: 1,\n", "", 1);
    let last = last.trim_end().strip_suffix(')').unwrap();
    fs::write(&path, format!("{last}    format: 0,\n)\n")).unwrap();
    let error = open(&root, &Progress::default()).unwrap_err();
    assert_eq!(error.trouble().key(), "store-too-old");
}

#[test]
fn every_step_of_an_upgrade_leads_to_the_next_format() {
    for (i, upgrade) in UPGRADES.iter().enumerate() {
        assert_eq!(upgrade.from, 1 + i as u32);
    }
    assert_eq!(UPGRADES.len() as u32 + 1, sententia::store::disk::FORMAT);
}
