//! `sententia measure` in a real window: what it tells is complete and possible, and the project stays as it was.

use std::path::Path;
use std::process::Command;

use sententia::app::measure::figures::{Figures, Spread};
use sententia::store::sample;

use super::desk::PROGRAM;
use super::screen::{is_there, serve};

#[test]
fn the_window_measures_itself_and_leaves_the_project_alone() {
    if !is_there("Xvfb") {
        println!("skipped: no Xvfb (apt-get install xvfb)");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let project = folder.path().join("project");
    sample::unpack(&project).unwrap();
    let before = files(&project);
    let (mut server, display) = serve();
    let output = Command::new(PROGRAM)
        .args(["measure", "--short", "--json"])
        .arg(&project)
        .env("DISPLAY", &display)
        .env("TMPDIR", folder.path())
        .env("LIBGL_ALWAYS_SOFTWARE", "1")
        .output()
        .unwrap();
    server.kill().unwrap();
    server.wait().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    let trouble = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{trouble}");
    let told: Figures = serde_json::from_str(&said).unwrap();
    assert!(told.text_bytes > 1_000 && told.open > 0.0, "{said}");
    for spread in [
        told.wheel,
        told.page,
        told.jump,
        told.scroll,
        told.add,
        told.resize,
        told.zoom,
    ] {
        assert!(is_possible(&spread), "{said}");
    }
    assert!(told.spans >= told.add.n, "{said}");
    assert!(told.memory.after >= told.memory.before && told.memory.before > 0);
    assert_eq!(files(&project), before);
    let left: Vec<_> = std::fs::read_dir(folder.path())
        .unwrap()
        .flatten()
        .collect();
    assert_eq!(left.len(), 1, "the copy is gone: {left:?}");
}

fn is_possible(spread: &Spread) -> bool {
    spread.n > 0 && 0.0 <= spread.mean && spread.mean <= spread.max && spread.p99 <= spread.max
}

/// Every file with its bytes.
fn files(folder: &Path) -> Vec<(std::path::PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push((path.clone(), std::fs::read(&path).unwrap()));
        }
    }
    found.sort();
    found
}
