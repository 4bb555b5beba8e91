//! Projects on disk: what is saved opens as it was, what is broken is told and left alone.

mod damage;
mod hostile;
mod incoming;
mod merge;
mod take_in;
mod versions;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use proptest::prelude::*;
use sententia::model::project::LayerKey;
use sententia::model::text::Count;
use sententia::store::texts::Reason;
use sententia::store::{
    Notice, OpenError, Opened, Progress, Trouble, create, decode, disk, open, paths,
};

use crate::fixture::{any_project, document, files, on_disk, sample_on_disk, sample_project};

fn opened(root: &Path) -> Opened {
    open(root, &Progress::default()).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_is_saved_opens_as_it_was(project in any_project()) {
        let (_folder, root) = on_disk(&project);
        let opened = opened(&root);
        prop_assert_eq!(&opened.report.notices, &Vec::<Notice>::new());
        prop_assert_eq!(&opened.project, &project);
        let (_other, again) = on_disk(&opened.project);
        prop_assert_eq!(files(&again), files(&root));
    }

    #[test]
    fn quotes_stand_where_they_say(project in any_project()) {
        for (key, layer) in project.all_layers() {
            let document = project.document(&key.document).unwrap();
            let points: Vec<char> = document.text.as_str().chars().collect();
            let file = disk::AnnotationsFile::of(&key.annotator, document, layer).unwrap();
            prop_assert_eq!(points.len(), document.text.count(Count::CodePoint));
            let mut streamed = Vec::new();
            disk::AnnotationsFile::stream(&mut streamed, &key.annotator, document, layer).unwrap();
            prop_assert_eq!(String::from_utf8(streamed).unwrap(), file.write().unwrap());
            for span in &file.spans {
                for ((from, to), quote) in span.at.iter().zip(&span.quote.0) {
                    prop_assert_eq!(&points[*from..*to].iter().collect::<String>(), quote);
                }
            }
        }
    }
}

#[test]
fn an_annotation_file_is_one_that_a_person_can_read() {
    let project = sample_project();
    let key = LayerKey {
        annotator: "anna".into(),
        document: "pont.txt".into(),
    };
    let text = create::layer_text(&project, &key).unwrap().unwrap();
    let sha = &project.document(&key.document).unwrap().source.sha256;
    let expected = format!(
        r#"#![enable(implicit_some)]
Annotations(
    format: 1,
    document: "pont.txt",
    text_sha256: "{sha}",
    annotator: "anna",
    unit: CodePoint,
    status: InProgress,
    spans: [
        (id: "s-2222222", label: "stance", at: [(1, 8), (69, 83)], quote: ["Le pont", "Je suis contre"], attributes: {{"target": Target("bridge")}}, note: "“plain”,\nsays l'auteure", origin: Imported, by: "ben", when: "2026-11-22T07:10:31Z"),
        (id: "s-3333333", label: "prediction", at: [(16, 41)], quote: "Il fermera d’ici deux ans", attributes: {{"certainty": Choice("certain"), "due": Interval(None, "2028")}}, when: "2026-11-22T07:10:31Z"),
        (id: "s-4444444", label: "source", at: [(62, 66)], quote: "Ruiz", when: "2026-11-22T07:10:31Z"),
    ],
    links: [
        (id: "l-2222222", kind: "held_by", from: "s-3333333", to: "s-4444444", when: "2026-11-22T07:10:31Z"),
    ],
)
"#
    );
    assert_eq!(text, expected);
}

#[test]
fn the_project_file_lists_one_document_a_line() {
    let (_folder, root) = sample_on_disk();
    let text = fs::read_to_string(root.join(paths::PROJECT)).unwrap();
    assert!(text.starts_with("#![enable(implicit_some)]\nProject(\n    format: 1,\n    name: \"Ponts & trams\",\n    schema: (\n        id: \"stance-prediction\",\n"));
    let sha = decode::sha256(crate::fixture::TRAM.as_bytes());
    let line = format!(
        "        (id: \"press/tram.txt\", sha256: \"{sha}\", encoding: \"UTF-8\"),\n    ],\n)\n"
    );
    assert!(text.ends_with(&line), "{text}");
}

/// A reader that knows nothing of this program, with Python's standard library alone.
const PYTHON: &str = r#"
import pathlib, re, sys
root = pathlib.Path(sys.argv[1])
project = (root / "project.ron").read_text("utf-8")
encodings = dict(re.findall(r'\(id: "([^"]+)", sha256: "\w+", encoding: "([^"]+)"', project))
plain = {"n": "\n", "r": "\r", "t": "\t", "0": "\0"}
def unescape(s):
    return re.sub(r'\\(?:u\{(\w+)\}|(.))', lambda m: chr(int(m[1], 16)) if m[1] else plain.get(m[2], m[2]), s)
string = r'"(?:[^"\\]|\\.)*"'
n = 0
for path in root.glob("annotations/*/**/*.ron"):
    source = path.read_text("utf-8")
    name = re.search(r'document: "([^"]+)"', source)[1]
    text = (root / "texts" / name).read_bytes().decode(encodings[name])
    for span in re.finditer(rf'at: \[(.*?)\], quote: (\[{string}(?:, {string})*\]|{string})', source):
        places = re.findall(r'\((\d+), (\d+)\)', span[1])
        quotes = [unescape(it[1:-1]) for it in re.findall(string, span[2])]
        assert len(places) == len(quotes) > 0, span[0]
        for (a, b), quote in zip(places, quotes):
            assert text[int(a):int(b)] == quote, (path, a, b, quote)
            n += 1
print(n)
"#;

#[test]
fn python_finds_every_quote_in_its_place() {
    let (_folder, root) = sample_on_disk();
    let arabic = document("utf16.txt", "\u{FEFF}مرحبا 👩\u{200D}🔬 e\u{301} l'eau");
    let mut project = sample_project();
    let mut document = (*arabic).clone();
    document.source.encoding = "UTF-16LE".to_owned();
    let bytes: Vec<u8> = document
        .text
        .as_str()
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    document.source.sha256 = decode::sha256(&bytes);
    let id = document.id.clone();
    let span = crate::fixture::span("s-5", "source", document.text.as_str(), "🔬 e\u{301} l'eau");
    project.apply(sententia::model::edit::Edit::Document(
        id.clone(),
        Some((9, document.into())),
    ));
    let key = LayerKey {
        annotator: "ben".into(),
        document: id.clone(),
    };
    project.apply(sententia::model::edit::Edit::Span(
        key,
        span.id.clone(),
        Some(span.into()),
    ));
    fs::remove_dir_all(&root).unwrap();
    create::from_project(&root, &project, &BTreeMap::from([(id, bytes)])).unwrap();
    assert_eq!(opened(&root).project, project);
    match Command::new("python3")
        .arg("-c")
        .arg(PYTHON)
        .arg(&root)
        .output()
    {
        Ok(output) if output.status.success() => {
            assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), "5");
        }
        Ok(output) => panic!("{}", String::from_utf8_lossy(&output.stderr)),
        Err(error) => println!("skipped: no python3 ({error})"),
    }
}

#[test]
fn opening_can_be_stopped() {
    let (_folder, root) = sample_on_disk();
    let progress = Progress::default();
    progress.cancel();
    assert_eq!(open(&root, &progress).unwrap_err(), OpenError::Cancelled);
}

#[test]
fn every_message_has_its_sentence() {
    let steps = ["step-add-texts", "step-annotator"];
    let phases = [
        "progress-listing",
        "progress-survey",
        "progress-copy",
        "progress-texts",
        "progress-annotations",
        "progress-journal",
    ];
    let keys = Trouble::KEYS
        .iter()
        .chain(Reason::KEYS)
        .chain(&steps)
        .chain(&phases);
    let missing: Vec<_> = keys.filter(|it| !sententia::i18n::knows(it)).collect();
    assert_eq!(missing, [&""; 0]);
}
