//! Files that cannot be written, or must not be: told, tried again, nothing lost.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use sententia::store::{Progress, Trouble};
use sententia::workspace::Saved;

use super::{mark, open};
use crate::fixture::{files, sample_on_disk, sample_project};

#[test]
fn what_was_not_understood_is_not_written_over() {
    let (_folder, root) = sample_on_disk();
    let path = root.join("annotations/anna/pont.txt.ron");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replacen("(id: \"s-2", "(idd: \"s-2", 1)).unwrap();
    let broken = fs::read(&path).unwrap();
    let (mut workspace, report) = open(&root);
    assert_eq!(report.notices.len(), 1);
    let failure = mark(&mut workspace, "pont.txt", "pont").unwrap_err();
    assert_eq!(
        (failure.trouble.key(), failure.file.as_path()),
        (
            "store-protected",
            Path::new("annotations/anna/pont.txt.ron")
        )
    );
    assert!(
        workspace
            .protected(&workspace.key(&"pont.txt".into()))
            .is_some()
    );
    mark(&mut workspace, "press/tram.txt", "tram").unwrap();
    drop(workspace);
    assert_eq!(fs::read(&path).unwrap(), broken);

    let moved = text.replacen("(16, 41)", "(17, 41)", 1);
    fs::write(&path, &moved).unwrap();
    let (mut workspace, report) = open(&root);
    assert_eq!(report.notices.len(), 1);
    workspace.flush().unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), moved);
    mark(&mut workspace, "pont.txt", "pont").unwrap();
    drop(workspace);
    assert_eq!(
        fs::read_to_string(root.join(".sententia/set-aside/annotations/anna/pont.txt.ron"))
            .unwrap(),
        moved
    );
    assert!(
        fs::read_to_string(&path)
            .unwrap()
            .contains("quote: \"pont\"")
    );
    let (_, report) = open(&root);
    assert!(report.is_empty());
}

#[test]
fn a_folder_that_cannot_be_written_opens_for_reading() {
    let (_folder, root) = sample_on_disk();
    // A file where a folder is needed stands in for missing rights, which an administrator always has.
    fs::write(root.join(".sententia"), "").unwrap();
    let before = files(&root);
    let (mut workspace, _) = open(&root);
    assert!(matches!(
        workspace.saved(),
        Saved::ReadOnly(Trouble::ReadOnly { .. })
    ));
    let failure = mark(&mut workspace, "pont.txt", "pont").unwrap_err();
    assert_eq!(failure.trouble.key(), "store-read-only");
    assert_eq!(*workspace.project(), sample_project());
    workspace.set_annotator("Ben").unwrap();
    workspace.flush().unwrap();
    assert_eq!(files(&root), before);
    let to = root.with_file_name("mine");
    workspace.save_as(&to, &Progress::default()).unwrap();
    mark(&mut workspace, "pont.txt", "pont").unwrap();
    assert_eq!(workspace.annotator().as_str(), "ben");
}

#[test]
#[cfg(unix)]
fn a_folder_without_the_right_to_write_opens_for_reading() {
    use std::os::unix::fs::PermissionsExt as _;
    let (_folder, root) = sample_on_disk();
    let allow = |mode| fs::set_permissions(&root, fs::Permissions::from_mode(mode)).unwrap();
    allow(0o555);
    if fs::write(root.join("probe"), "").is_ok() {
        println!("skipped: this user may write everywhere");
    } else {
        let (mut workspace, _) = open(&root);
        assert!(matches!(workspace.saved(), Saved::ReadOnly(_)));
        mark(&mut workspace, "pont.txt", "pont").unwrap_err();
    }
    allow(0o755);
}

#[test]
fn a_step_that_cannot_be_journaled_does_not_happen() {
    let (_folder, root) = sample_on_disk();
    fs::write(root.join("history"), "in the way").unwrap();
    let (mut workspace, _) = open(&root);
    let failure = mark(&mut workspace, "pont.txt", "pont").unwrap_err();
    assert_eq!(failure.trouble.key(), "store-cannot-write");
    assert_eq!(
        (
            workspace.project(),
            workspace.revision(),
            workspace.history().n_undo()
        ),
        (&sample_project(), 0, 0)
    );
    fs::remove_file(root.join("history")).unwrap();
    mark(&mut workspace, "pont.txt", "pont").unwrap();
    assert!(workspace.flush().is_ok());
}

#[test]
fn files_that_cannot_be_written_are_told_and_tried_again() {
    let (_folder, root) = sample_on_disk();
    let (mut workspace, _) = open(&root);
    let folder = root.join("annotations/anna");
    let away = root.join("annotations/away");
    fs::rename(&folder, &away).unwrap();
    fs::write(&folder, "in the way").unwrap();
    mark(&mut workspace, "pont.txt", "pont").unwrap();
    workspace.flush().unwrap_err();
    let Saved::Failed(failure) = workspace.saved() else {
        unreachable!("it failed")
    };
    assert_eq!(failure.file, Path::new("annotations/anna/pont.txt.ron"));
    mark(&mut workspace, "pont.txt", "deux").unwrap();
    fs::remove_file(&folder).unwrap();
    fs::rename(&away, &folder).unwrap();
    let started = Instant::now();
    while workspace.saved() != Saved::Saved {
        assert!(started.elapsed() < Duration::from_secs(20));
        std::thread::sleep(Duration::from_millis(50));
    }
    let project = workspace.project().clone();
    drop(workspace);
    let opened = sententia::store::open(&root, &Progress::default()).unwrap();
    assert!(opened.behind.is_empty() && opened.report.is_empty());
    assert_eq!(opened.project, project);
}
