//! Files in, a project, files out.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use sententia::formats::import::{self, Imported, Whose};
use sententia::formats::input::{Entry, Input};
use sententia::formats::names;
use sententia::formats::output::Memory;
use sententia::formats::{self, Export, LossKind, Options, Reading, Report, Selection};
use sententia::model::annotation::Layer;
use sententia::model::project::Project;
use sententia::store::Progress;

pub type Files = BTreeMap<String, Vec<u8>>;

/// Files by name and what stands in them.
pub fn files(all: &[(&str, &str)]) -> Files {
    let all = all.iter();
    all.map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec()))
        .collect()
}

pub fn read_as(format: &str, files: &Files, reading: &Reading) -> Imported {
    let entries = files
        .iter()
        .map(|(name, it)| Entry::of_bytes(name, it.clone()));
    let input = Input::of("corpus", entries.collect());
    read_input(format, &input, reading)
}

pub fn read_input(format: &str, input: &Input, reading: &Reading) -> Imported {
    let reader = formats::by_id(format).unwrap().reader.unwrap();
    let whose = Whose {
        annotator: "anna".to_owned(),
        when: Timestamp::UNIX_EPOCH,
    };
    let base = (&Project::default(), &whose);
    import::import(reader, input, reading, base, &Progress::default()).unwrap()
}

pub fn read(format: &str, files: &Files) -> Imported {
    let entries = files
        .iter()
        .map(|(name, it)| Entry::of_bytes(name, it.clone()));
    let input = Input::of("corpus", entries.collect());
    let known = import::recognize(&input).map(|it| it.id);
    assert_eq!(known, Some(format), "known by its looks");
    read_as(format, files, &Reading::default())
}

pub fn write(format: &str, project: &Project, options: &Options) -> (Files, Report) {
    let export = Export {
        format: formats::by_id(format).unwrap(),
        project,
        selection: &Selection::default(),
        options,
    };
    let mut memory = Memory::default();
    let report = export.run(&mut memory, &Progress::default()).unwrap();
    (memory.files, report)
}

pub fn text<'a>(files: &'a Files, name: &str) -> &'a str {
    let names: Vec<&String> = files.keys().collect();
    let file = files
        .get(name)
        .unwrap_or_else(|| panic!("{name} in {names:?}"));
    std::str::from_utf8(file).unwrap()
}

/// The only layer of a document.
pub fn layer<'a>(project: &'a Project, document: &str) -> &'a Layer {
    let layers = project.layers.values();
    let mut found = layers.filter_map(|it| it.get(&document.into()));
    found
        .next()
        .unwrap_or_else(|| panic!("nobody has looked at {document}"))
}

/// Id, label and places of every span.
pub fn spans(layer: &Layer) -> Vec<(String, String, Vec<std::ops::Range<usize>>)> {
    let spans = layer.spans();
    spans
        .map(|it| (it.id.to_string(), it.label.to_string(), it.at.clone()))
        .collect()
}

/// Label and words of every span of a document, parts with `…` between them.
pub fn marked(imported: &Imported, document: &str) -> Vec<String> {
    let project = &imported.project;
    let text = project.document(&document.into()).unwrap().text.clone();
    let words = |at: &std::ops::Range<usize>| text.get(at.clone()).unwrap().to_owned();
    let all = spans(layer(project, document)).into_iter();
    all.map(|(_, label, at)| {
        let parts: Vec<String> = at.iter().map(words).collect();
        format!("{label} {}", parts.join(" … "))
    })
    .collect()
}

/// Where something was wrong, and what became of it.
pub fn faults(imported: &Imported) -> Vec<(usize, &'static str, &'static str)> {
    let problems = imported.problems.iter();
    problems
        .map(|it| (it.line, it.fault.key(), it.fate.key()))
        .collect()
}

pub fn lost(report: &Report) -> Vec<(LossKind, usize)> {
    report.losses.iter().map(|it| (it.kind, it.count)).collect()
}

/// Reads every folder of real files, writes it and reads it again: as much as before, and as many faults.
/// Passes where the files are not there.
pub fn real_files(format: &str, folder: &str) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../shared/corpora")
        .join(folder);
    let Ok(sets) = std::fs::read_dir(&root) else {
        return;
    };
    for set in sets.filter_map(Result::ok).filter(|it| it.path().is_dir()) {
        let path: PathBuf = set.path();
        let input = Input::open(std::slice::from_ref(&path)).unwrap();
        let first = read_input(format, &input, &Reading::default());
        let (files, _) = write(format, &first.project, &Options::default());
        let again = read_as(format, &files, &Reading::default());
        let counts = |it: &Imported| {
            let beside = |it: &&formats::Problem| it.fate == formats::Fate::Beside;
            let n = it.problems.iter().filter(beside).count();
            let counts = formats::Counts::of(&it.project);
            (counts.documents, counts.spans, counts.links, n)
        };
        assert_eq!(counts(&again), counts(&first), "{}", path.display());
        let (twice, _) = write(format, &again.project, &Options::default());
        for (name, bytes) in files.iter().filter(|it| names::ending(it.0) != "conf") {
            assert!(
                twice.get(name) == Some(bytes),
                "{name} of {}",
                path.display()
            );
        }
    }
}
