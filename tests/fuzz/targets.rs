//! What reads bytes from outside, each as one function: whatever the bytes, it must come back, without
//! a panic, in words or with a value that survives being written and read again.

use std::collections::BTreeMap;
use std::sync::Arc;

use sententia::analysis::comments;
use sententia::formats::Reading;
use sententia::formats::import::{self, Whose};
use sententia::formats::input::Input;
use sententia::model::check;
use sententia::model::document::{Document, Meta, Source};
use sententia::model::id::AnnotatorId;
use sententia::model::project::{LayerKey, Project};
use sententia::model::text::{Count, Text};
use sententia::store::disk::{self, AnnotationsFile, ProjectFile, record_lines};
use sententia::store::files::{Disk, Root};
use sententia::store::journal::{self, Found};
use sententia::store::{Opened, Progress, decode, merge};

/// Name and function of every target; the seeds are in `corpus/<name>/`.
pub const TARGETS: &[(&str, fn(&[u8]))] = &[
    ("project", project),
    ("annotations", annotations),
    ("journal", journal),
    ("decoding", decoding),
    ("merging", merging),
    ("pages", pages),
    ("documents", documents),
    ("pdf", pdf),
    ("tables", tables),
    ("json-texts", json_texts),
    ("comments", split_comments),
    ("formats", super::intake::formats),
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

/// Gives bytes to the reader of texts whose file this is; whatever it finds is a text or is told.
fn texts(name: &str, bytes: Vec<u8>) {
    let input = Input::of_bytes(name, bytes);
    let Some(reader) = import::recognize(&input).and_then(|it| it.reader) else {
        return;
    };
    let whose = Whose {
        annotator: "anna".to_owned(),
        when: jiff::Timestamp::UNIX_EPOCH,
    };
    let base = (&Project::default(), &whose);
    let progress = Progress::default();
    let imported = import::import(reader, &input, &Reading::default(), base, &progress).unwrap();
    assert!(
        imported.project.order.len() + imported.problems.len() > 0
            || input.entries()[0].n_bytes < 16
    );
    for document in imported.project.listed() {
        assert!(!document.text.as_str().is_empty());
    }
}

fn pages(bytes: &[u8]) {
    texts("a.html", bytes.to_vec());
}

/// As the parts of what word processors and books are packed in, and as the package itself.
fn documents(bytes: &[u8]) {
    let part = String::from_utf8_lossy(bytes);
    texts(
        "a.docx",
        packed(&[("word/document.xml", &part), ("word/footnotes.xml", &part)]),
    );
    texts(
        "a.odt",
        packed(&[("content.xml", &part), ("meta.xml", &part)]),
    );
    texts("a.epub", packed(&[("a.opf", &part), ("a.xhtml", &part)]));
    texts("b.docx", bytes.to_vec());
}

fn pdf(bytes: &[u8]) {
    texts("a.pdf", bytes.to_vec());
}

fn tables(bytes: &[u8]) {
    texts("a.csv", bytes.to_vec());
    texts("a.tsv", bytes.to_vec());
    let part = String::from_utf8_lossy(bytes);
    let (book, links) = ("xl/workbook.xml", "xl/_rels/workbook.xml.rels");
    texts(
        "a.xlsx",
        packed(&[
            ("_rels/.rels", ROOT),
            (book, BOOK),
            (links, LINKS),
            ("xl/worksheets/sheet1.xml", &part),
        ]),
    );
}

fn json_texts(bytes: &[u8]) {
    texts("a.jsonl", bytes.to_vec());
    texts("a.json", bytes.to_vec());
}

fn split_comments(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let mut end = 0;
    for it in comments::comments(&text) {
        assert!(it.at.start >= end && it.head.start == it.at.start);
        assert!(text.get(it.at.clone()).is_some() && text.get(it.head.clone()).is_some());
        end = it.at.end;
    }
}

const BOOK: &str = "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">\
    <sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>";
const ROOT: &str = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
    <Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" \
    Target=\"xl/workbook.xml\"/></Relationships>";
const LINKS: &str = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
    <Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" \
    Target=\"worksheets/sheet1.xml\"/></Relationships>";

fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
    use std::io::Write as _;
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in parts {
        let options = zip::write::SimpleFileOptions::default();
        zip.start_file(*name, options).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
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
