//! What reads bytes from outside, each as one function: whatever the bytes, it must come back, without
//! a panic, in words or with a value that survives being written and read again.

use std::collections::BTreeMap;
use std::sync::Arc;

use sententia::model::check;
use sententia::model::document::{Document, Meta, Source};
use sententia::model::id::AnnotatorId;
use sententia::model::project::{LayerKey, Project};
use sententia::model::text::{Count, Text};
use sententia::store::disk::{self, AnnotationsFile, ProjectFile, record_lines};
use sententia::store::files::{Disk, Root};
use sententia::store::journal::{self, Found};
use sententia::store::{Opened, decode, merge};

/// Name and function of every target; the seeds are in `corpus/<name>/`.
pub const TARGETS: &[(&str, fn(&[u8]))] = &[
    ("project", project),
    ("annotations", annotations),
    ("journal", journal),
    ("decoding", decoding),
    ("merging", merging),
];

/// What separates the three versions that are merged.
pub const CUT: &str = "\n=====\n";

/// Runs the target of this name.
pub fn run(name: &str, bytes: &[u8]) {
    if let Some((_, target)) = TARGETS.iter().find(|it| it.0 == name) {
        target(bytes);
    }
}

fn project(bytes: &[u8]) {
    let Ok(file) = disk::read::<ProjectFile>(bytes) else {
        return;
    };
    let written = file.write().unwrap();
    let again: ProjectFile = disk::read(written.as_bytes()).unwrap();
    assert_eq!(again.write().unwrap(), written);
    let mut project = Project {
        schema: Arc::new(file.schema),
        ..sample()
    };
    project.name = file.name;
    problems(&project);
}

fn annotations(bytes: &[u8]) {
    let source = String::from_utf8_lossy(bytes);
    record_lines(&source, "spans");
    let Ok(file) = disk::read::<AnnotationsFile>(bytes) else {
        return;
    };
    let written = file.write().unwrap();
    let again: AnnotationsFile = disk::read(written.as_bytes()).unwrap();
    assert_eq!(again.write().unwrap(), written);
    assert_eq!(record_lines(&written, "spans").len(), file.spans.len());
    let text = Text::new(TEXT.to_owned());
    for record in file.spans {
        let Ok(span) = record.into_span(&"anna".into(), &text) else {
            continue;
        };
        assert!(span.at.iter().all(|it| text.get(it.clone()).is_some()));
    }
}

fn journal(bytes: &[u8]) {
    let found = Found::read("history/anna.journal".into(), bytes);
    journal::trail(&found);
    let mut opened = Opened {
        root: Root::new("no such folder", Arc::new(Disk)),
        project: sample(),
        ..Opened::default()
    };
    let mut journals = BTreeMap::from([(AnnotatorId::new("anna"), found)]);
    journal::replay(&mut opened, &mut journals);
    for found in journals.values() {
        journal::past(found, &opened.root, &opened.project);
    }
    problems(&opened.project);
    // What was replayed can be saved.
    for (key, layer) in opened.project.all_layers() {
        if let Some(document) = opened.project.document(&key.document) {
            let file = AnnotationsFile::of(&key.annotator, document, layer).unwrap();
            disk::read::<AnnotationsFile>(file.write().unwrap().as_bytes()).unwrap();
        }
    }
}

fn decoding(bytes: &[u8]) {
    let Some(guess) = decode::guess(bytes) else {
        return;
    };
    decode::preview(bytes, &guess.encoding, 80).unwrap();
    let decoded = decode::decode(bytes, &guess.encoding).unwrap();
    let text = Text::new(decoded.text);
    let n = text.count(Count::CodePoint);
    let whole = text.to_bytes(&(0..n), Count::CodePoint).unwrap();
    assert_eq!(text.get(whole).unwrap().chars().count(), n);
}

fn merging(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let mut parts = text.splitn(3, CUT).map(str::as_bytes);
    let mut next = || parts.next().unwrap_or_default();
    let (base, ours, theirs) = (next(), next(), next());
    let (here, there) = (
        merge::merge(base, ours, theirs),
        merge::merge(base, theirs, ours),
    );
    assert_eq!(here.is_ok(), there.is_ok());
    let Ok(merged) = here else {
        return;
    };
    let Ok(file) = disk::read::<AnnotationsFile>(&merged.bytes) else {
        return;
    };
    let Ok(ours) = disk::read::<AnnotationsFile>(ours) else {
        return;
    };
    // Nothing new of ours is lost.
    if let Ok(base) = disk::read::<AnnotationsFile>(base) {
        let known = |id| base.spans.iter().any(|it| it.id == id);
        for span in ours.spans.iter().filter(|it| !known(it.id.clone())) {
            assert!(file.spans.iter().any(|it| it.id == span.id));
        }
    }
}

const TEXT: &str = "Le pont 🌉 « Il fermera d’ici deux ans\u{A0}», dit l'ingénieure Ruiz.";

/// A project of one text, in memory.
fn sample() -> Project {
    let document = Document {
        id: "pont.txt".into(),
        meta: Meta::default(),
        text: Text::new(TEXT.to_owned()),
        source: Source {
            sha256: decode::sha256(TEXT.as_bytes()),
            encoding: "UTF-8".to_owned(),
        },
    };
    Project {
        order: Arc::new(Vec::from([document.id.clone()])),
        documents: Arc::new(BTreeMap::from([(document.id.clone(), Arc::new(document))])),
        ..Project::default()
    }
}

fn problems(project: &Project) {
    let keys: Vec<LayerKey> = project.all_layers().map(|it| it.0).collect();
    for key in keys {
        check::problems(project, &key);
    }
}
