//! Files that are packed by themselves, and rows that do not say all.

use std::io::Write as _;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;
use rmpv::Value as Pack;
use sententia::formats::import::recognize;
use sententia::formats::input::Input;

use super::trip::{faults, files, layer, read, read_as, spans};
use sententia::formats::Reading;

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = GzEncoder::new(Vec::new(), Compression::default());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

#[test]
fn a_packed_file_is_read_by_its_own_name() {
    let folder = tempfile::tempdir().unwrap();
    let rows = "tokens\ttags\n".to_owned() + "Lyon\tB-LOC\nbrille\tO\n";
    let path = folder.path().join("a.conll.gz");
    std::fs::write(&path, gzip(rows.as_bytes())).unwrap();
    let input = Input::open(std::slice::from_ref(&path)).unwrap();
    assert_eq!(input.entries()[0].name, "a.conll");
    assert_eq!(recognize(&input).map(|it| it.id), Some("conll"));
    assert_eq!(input.entries()[0].text().unwrap(), rows);

    let whole = std::fs::read(&path).unwrap();
    std::fs::write(&path, &whole[..whole.len() - 9]).unwrap();
    let broken = Input::open(std::slice::from_ref(&path)).unwrap();
    assert_eq!(
        broken.entries()[0].text().unwrap_err().key(),
        "fault-unreadable"
    );
}

#[test]
fn annotations_of_gate_come_as_messagepack_too() {
    let text = |it: &str| Pack::from(it);
    let features = Pack::Map(vec![(text("sure"), Pack::from(0.5))]);
    let all = [
        text("sm2"),
        text("p"),
        text("Lyon 🙂 brille"),
        text(""),
        Pack::Map(Vec::new()),
        Pack::from(1),
        text(""),
        Pack::from(1),
        Pack::from(1),
        text("LOC"),
        Pack::from(0),
        Pack::from(6),
        Pack::from(0),
        features,
    ];
    let mut bytes = Vec::new();
    for it in &all {
        rmpv::encode::write_value(&mut bytes, it).unwrap();
    }
    let whole = [("a.bdocmp".to_owned(), bytes.clone())].into();
    let imported = read("bdoc", &whole);
    assert_eq!(faults(&imported), []);
    let all = layer(&imported.project, "a.bdocmp");
    assert_eq!(spans(all)[0].2, vec![0..9]);
    assert_eq!(all.spans().next().unwrap().attributes.iter().count(), 1);

    let half = [("a.bdocmp".to_owned(), bytes[..bytes.len() - 4].to_vec())].into();
    let imported = read_as("bdoc", &half, &Reading::default());
    assert_eq!(faults(&imported), [(0, "fault-malformed", "fate-skipped")]);
}

#[test]
fn annotations_of_gate_come_as_yaml_too() {
    let both = ["small.bdocym", "small.bdocmp"].map(|name| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/data/formats/bdoc")
            .join(name);
        let imported = read(
            "bdoc",
            &[(name.to_owned(), std::fs::read(path).unwrap())].into(),
        );
        assert_eq!(faults(&imported), []);
        let document = imported.project.document(&name.into()).unwrap();
        assert_eq!(document.text.as_str(), "Lyon 🙂 brille");
        assert_eq!(document.meta.fields["source"], "web");
        layer(&imported.project, name).clone()
    });
    assert_eq!(both[0], both[1]);
    assert_eq!(both[0].spans().next().unwrap().label.as_str(), "NER/LOC");
}

#[test]
fn yaml_that_names_itself_over_and_over_is_refused() {
    let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for i in 1..12 {
        bomb += &format!(
            "a{i}: &a{i} [{}]\n",
            vec![format!("*a{}", i - 1); 10].join(", ")
        );
    }
    let bomb = format!("text: x\nfeatures:\n  {}", bomb.replace('\n', "\n  "));
    let deep = format!(
        "text: x\nfeatures: {}1{}\n",
        "{a: ".repeat(50_000),
        "}".repeat(50_000)
    );
    for hostile in [bomb, deep] {
        let imported = read("bdoc", &files(&[("a.bdocym", &hostile)]));
        assert_eq!(faults(&imported), [(0, "fault-malformed", "fate-skipped")]);
    }
}

#[test]
fn tags_have_the_names_that_the_card_says() {
    let rows = "{\"tokens\": [\"Lyon\", \"brille\"], \"ner_tags\": [1, 0]}\n";
    let card = "---\ndataset_info:\n  features:\n  - name: ner_tags\n    list:\n      class_label:\n        names:\n          \
        '0': O\n          '1': B-LOC\n---\n";
    let imported = read(
        "hf-jsonl",
        &files(&[("README.md", card), ("data/a.jsonl", rows)]),
    );
    assert_eq!(faults(&imported), []);
    let document = imported.project.listed().next().unwrap();
    let all = spans(layer(&imported.project, document.id.as_str()));
    assert_eq!((all[0].1.as_str(), &all[0].2), ("LOC", &vec![0..4]));
}

#[test]
fn tags_without_names_are_told_and_kept() {
    let rows = "{\"tokens\": [\"Lyon\", \"brille\"], \"ner_tags\": [3, 0]}\n".repeat(2);
    let imported = read("hf-jsonl", &files(&[("a.jsonl", &rows)]));
    assert_eq!(faults(&imported), [(1, "fault-no-names", "fate-beside")]);
    for document in imported.project.listed() {
        let kept = document.meta.fields.get("ner_tags").map(String::as_str);
        assert_eq!(kept, Some("[3,0]"));
    }
}

/// The same names in several packages are different documents.
#[test]
fn what_lies_in_one_of_several_packages_has_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let packages = ["1.zip", "2.zip"].map(|it| folder.path().join(it));
    for (path, text) in packages.iter().zip(["Un.", "Deux."]) {
        let mut zip = zip::ZipWriter::new(std::fs::File::create(path).unwrap());
        let options = zip::write::SimpleFileOptions::default();
        zip.start_file("cas.txt", options).unwrap();
        std::io::Write::write_all(&mut zip, text.as_bytes()).unwrap();
        zip.finish().unwrap();
    }
    let names = |paths: &[std::path::PathBuf]| -> Vec<String> {
        let input = sententia::formats::input::Input::open(paths).unwrap();
        input.entries().iter().map(|it| it.name.clone()).collect()
    };
    assert_eq!(names(&packages), ["1/cas.txt", "2/cas.txt"]);
    assert_eq!(
        names(&[folder.path().to_owned()]),
        ["1/cas.txt", "2/cas.txt"]
    );
    assert_eq!(names(&packages[..1]), ["cas.txt"]);
}
