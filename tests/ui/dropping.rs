//! Files and folders dropped on the window.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui_kittest::kittest::Queryable as _;

use super::window::Window;

#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|it| it.to_string())
    }
}

fn drop_on(window: &mut Window, path: &Path) {
    let dropped = Arc::new(Dropped(path.to_owned()));
    window.harness.input_mut().dropped_files.push(dropped);
    window.harness.run_steps(3);
}

#[test]
fn texts_dropped_are_offered_to_the_open_project() {
    let mut window = Window::open();
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("new.txt"), "Le pont fermera en 2031.").unwrap();
    drop_on(&mut window, folder.path());
    window.until_shown("new.txt");
}

#[test]
fn a_project_dropped_is_opened() {
    let mut window = Window::open();
    let folder = tempfile::tempdir().unwrap();
    let project = folder.path().join("other");
    sententia::store::sample::unpack(&project).unwrap();
    drop_on(&mut window, &project.join("project.ron"));
    let root = project.clone();
    window.until("the other project is open", move |app| {
        let session = app.session.as_ref();
        session.is_some_and(|it| it.workspace.root() == root)
    });
    assert!(window.harness.query_by_label("Documents").is_some());
}
