//! The rules of the house, read off the sources: who may know whom, where the toolkit may be named,
//! how long a file may be, and that every sentence exists in every language.

use std::fs;
use std::path::Path;

mod source;
mod words;

use source::sources;

/// Each layer knows those before it. The last two do not know each other.
const LAYERS: &[&[&str]] = &[
    &["model"],
    &["analysis"],
    &["formats"],
    &["store"],
    &["workspace"],
    &["cli", "app"],
];

/// What only some layers may name, and which.
const RESERVED: &[(&[&str], &[&str])] = &[
    (&["egui", "eframe", "rfd", "parley", "swash"], &["app"]),
    (&["clap"], &["cli"]),
    (&["i18n", "tr"], &["cli", "app"]),
];

/// The file layer itself, and what looks at files that are in no project.
const OWN_FILES: &[&str] = &[
    "src/store/files.rs",
    "src/store/texts.rs",
    "src/workspace/kind.rs",
];

/// No file is longer, in lines.
const MAX_LINES: usize = 500;

#[test]
fn layers_know_only_those_below() {
    let mut broken = Vec::new();
    for source in sources() {
        let Some(own) = rank(source.layer()) else {
            continue;
        };
        for (line, root) in source.crate_paths() {
            let allowed = rank(&root).is_none_or(|it| it < own) || root == source.layer();
            if !allowed {
                broken.push(format!(
                    "{}:{line}: {} must not know {root}",
                    source.path,
                    source.layer()
                ));
            }
        }
    }
    none(&broken, "a layer knows a higher one");
}

#[test]
fn the_toolkit_and_the_languages_stay_where_they_belong() {
    let mut broken = Vec::new();
    for source in sources() {
        if rank(source.layer()).is_none() {
            continue;
        }
        for (names, layers) in RESERVED {
            if layers.contains(&source.layer()) {
                continue;
            }
            for (line, name) in source.names(names) {
                broken.push(format!(
                    "{}:{line}: {name} belongs to {}",
                    source.path,
                    layers.join(", ")
                ));
            }
        }
    }
    none(&broken, "a name is used in the wrong layer");
}

#[test]
fn project_files_are_touched_through_the_file_layer() {
    let mut broken = Vec::new();
    for source in sources() {
        if !["store", "workspace"].contains(&source.layer()) || OWN_FILES.contains(&&*source.path) {
            continue;
        }
        let tests = source.text.find("#[cfg(test)]").unwrap_or(usize::MAX);
        let code = source.text.get(..tests).unwrap_or(&source.text);
        for (line, name) in source.names(&["fs", "File", "OpenOptions"]) {
            if line <= code.lines().count() {
                broken.push(format!("{}:{line}: {name}", source.path));
            }
        }
    }
    none(&broken, "a file is touched past store/files.rs");
}

#[test]
fn nothing_is_run_and_nobody_is_called() {
    let mut broken = Vec::new();
    for source in sources() {
        let names = source.text.lines().enumerate().filter(|(_, line)| {
            [
                "std::net",
                "TcpStream",
                "UdpSocket",
                "TcpListener",
                "process::Command",
                "reqwest",
                "ureq",
            ]
            .iter()
            .any(|it| line.contains(it))
        });
        for (i, line) in names {
            broken.push(format!("{}:{}: {}", source.path, i + 1, line.trim()));
        }
    }
    none(
        &broken,
        "a project by mail must not make the program run or fetch anything",
    );
}

#[test]
fn files_are_short_and_say_what_they_are_for() {
    let mut broken = Vec::new();
    for source in sources() {
        let n_lines = source.text.lines().count();
        if n_lines > MAX_LINES {
            broken.push(format!(
                "{}: {n_lines} lines, more than {MAX_LINES}",
                source.path
            ));
        }
        if !source.text.starts_with("//!") {
            broken.push(format!("{}:1: does not open with //!", source.path));
        }
    }
    none(&broken, "a file is too long or does not say what it is for");
}

#[test]
fn nothing_is_left_for_later() {
    let marks = ["todo", "unimplemented", "dbg"];
    let mut broken = Vec::new();
    for source in sources() {
        for (line, name) in source.names(&marks) {
            broken.push(format!("{}:{line}: {name}!", source.path));
        }
        for (i, line) in source.text.lines().enumerate() {
            if ["TODO", "FIXME", "XXX"].iter().any(|it| line.contains(it)) {
                broken.push(format!("{}:{}: {}", source.path, i + 1, line.trim()));
            }
        }
    }
    none(&broken, "something is left for later");
}

#[test]
fn every_test_file_is_declared() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let main = fs::read_to_string(tests.join("main.rs")).unwrap();
    let mut broken = Vec::new();
    for entry in fs::read_dir(&tests).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let Some(module) = name.strip_suffix(".rs").filter(|it| *it != "main") else {
            continue;
        };
        if !main.lines().any(|it| it.trim() == format!("mod {module};")) {
            broken.push(format!("tests/{name} is not declared in tests/main.rs"));
        }
    }
    none(&broken, "a test file is forgotten");
}

fn rank(layer: &str) -> Option<usize> {
    LAYERS.iter().position(|it| it.contains(&layer))
}

/// Fails with everything that is wrong, a line each.
fn none(broken: &[String], what: &str) {
    assert!(broken.is_empty(), "{what}:\n{}", broken.join("\n"));
}
