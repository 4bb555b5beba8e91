//! The formats of GATE as other programs write them.

use sententia::formats::decode::encode;
use sententia::formats::{LossKind, Options, Reading};
use sententia::model::annotation::Status;
use sententia::model::value::Value;
use serde_json::{Value as Json, json};

use super::trip::{faults, files, layer, lost, read, read_as, spans, text, write};

fn parsed(files: &super::trip::Files, name: &str) -> Json {
    serde_json::from_str(text(files, name)).unwrap()
}

fn one(kind: &str, at: (usize, usize), features: &Json) -> Json {
    json!({"type": kind, "start": at.0, "end": at.1, "id": 0, "features": features})
}

/// What an annotator answers, as before and since version 2.2 of Teamware.
fn said(by: &str, features: &Json) -> Json {
    let mut it = one("Document", (0, 0), features);
    it["duration_seconds"] = 1.5.into();
    json!({"name": by, "annotations": [it], "next_annid": 1})
}

#[test]
fn what_else_stands_in_a_document_is_kept() {
    let came = json!({
        "text": "a 🙂 gel", "name": "Un titre", "features": {"note": "x"}, "offset_type": "j",
        "collection": "presse", "note": 7, "vide": null,
        "annotation_sets": {"": {"annotations": [
            {"type": "L", "start": 5, "end": 8, "id": 0, "features": {}, "score": 0.5},
            {"type": "V", "start": 5, "end": 5, "id": 1, "features": {}},
        ], "name": "", "next_annid": 2}},
    });
    let imported = read("bdoc", &files(&[("a.json", &came.to_string())]));
    assert_eq!(faults(&imported), [(0, "fault-no-width", "fate-beside")]);
    let document = imported.project.document(&"a.json".into()).unwrap();
    assert_eq!(document.meta.fields["collection"], "presse");
    let (written, _) = write("bdoc", &imported.project, &Options::default());
    let mut expected = came;
    expected["offset_type"] = "p".into();
    let all = &mut expected["annotation_sets"][""]["annotations"];
    // Code points, whatever they were.
    (all[0]["start"], all[0]["end"]) = (4.into(), 7.into());
    (all[1]["start"], all[1]["end"]) = (4.into(), 4.into());
    let mut found = parsed(&written, "a.bdocjs");
    if let Some(all) = found["annotation_sets"][""]["annotations"].as_array_mut() {
        all.sort_by_key(|it| it["id"].as_u64());
    }
    assert_eq!(found, expected);
}

#[test]
fn an_unknown_unit_is_told_and_seen_from_the_words() {
    let features = json!({"string": "gel"});
    let sets = json!({"": {"annotations": [one("L", (5, 8), &features)]}});
    let came = json!({"text": "a 🙂 gel", "annotation_sets": sets, "offset_type": "octets"});
    let imported = read("bdoc", &files(&[("a.json", &came.to_string())]));
    assert_eq!(faults(&imported), [(0, "fault-unknown", "fate-kept")]);
    assert_eq!(spans(layer(&imported.project, "a.json"))[0].2, [7..10]);
}

#[test]
fn documents_within_a_document_are_documents() {
    let inside = |text: &str, name: &str| {
        let sets = json!({"": {"annotations": [one("Mot", (0, 3), &json!({}))]}});
        json!({"text": text, "name": name, "annotation_sets": sets, "features": {}, "offset_type": "p"})
    };
    let (fr, de) = (inside("Ici.", "fr"), inside("Das hier.", "de"));
    let mut came = fr.clone();
    came["documents"] = json!({"0": fr, "1": de});
    came["docid"] = 0.into();
    came["mappings"] = json!([["a", "b"]]);
    let imported = read("bdoc", &files(&[("m.bdocjs", &came.to_string())]));
    assert_eq!(faults(&imported), [(0, "fault-no-place", "fate-skipped")]);
    let ids: Vec<_> = imported.project.listed().map(|it| it.id.clone()).collect();
    assert_eq!(ids, ["m/0.txt".into(), "m/1.txt".into()]);
    assert_eq!(layer(&imported.project, "m/1.txt").n_spans(), 1);
    let (written, _) = write("bdoc", &imported.project, &Options::default());
    assert_eq!(parsed(&written, "m/1.bdocjs")["name"], "de");

    came["text"] = "Autre.".into();
    let imported = read("bdoc", &files(&[("m.bdocjs", &came.to_string())]));
    assert_eq!(imported.project.listed().count(), 3, "one outside, too");
}

#[test]
fn answers_of_teamware_are_answers_about_documents() {
    let old = json!({"label": {"ton": "vif", "themes": ["mer", "gel"], "rien": []}});
    let new = json!({"ton": "sec", "themes": ["gel"]});
    let first = json!({"id": 7, "text": "Un texte.", "lieu": "Lyon",
        "annotation_sets": {"zoe": said("zoe", &old), "max": said("max", &new)}});
    let second = json!({"name": "b", "text": "Un autre.", "features": {}, "offset_type": "p",
        "annotation_sets": {"zoe": said("zoe", &new), "Key": {"annotations": [one("Mot", (0, 2), &json!({}))]}}});
    let list = json!([first, second]).to_string();
    let lines = format!("{first}\n{second}\n");
    for (name, source) in [("p.json", list), ("p.jsonl", lines)] {
        let imported = read("bdoc", &files(&[(name, &source)]));
        assert_eq!(faults(&imported), []);
        let project = &imported.project;
        let of = |by: &str, id: &str| project.layers[&by.into()][&id.into()].clone();
        let zoe = of("zoe", "p-7.txt");
        assert_eq!(zoe.status, Status::Done);
        let answer = |name: &str| zoe.labels.get(&name.into()).cloned();
        assert_eq!(answer("ton"), Some(Value::Choice("vif".into())));
        let themes = ["gel", "mer"].map(Into::into).into();
        assert_eq!(answer("themes"), Some(Value::Choices(themes)));
        assert_eq!(
            of("anna", "b").n_spans(),
            1,
            "a set of spans is no annotator"
        );
        let document = project.document(&"p-7.txt".into()).unwrap();
        assert_eq!(document.meta.fields["lieu"], "Lyon");

        let (written, report) = write("bdoc", project, &Options::default());
        assert!(
            !lost(&report)
                .iter()
                .any(|it| it.0 == LossKind::DocumentLabels)
        );
        let back = parsed(&written, "zoe/p-7.bdocjs");
        let sets = &first["annotation_sets"];
        assert_eq!(back["annotation_sets"]["zoe"], sets["zoe"]);
        assert_eq!((&back["id"], &back["lieu"]), (&first["id"], &first["lieu"]));
        let back = parsed(&written, "max/p-7.bdocjs");
        assert_eq!(back["annotation_sets"]["max"], sets["max"]);
    }
}

#[test]
fn xml_is_read_in_the_encoding_that_it_says_or_that_one_says() {
    let xml = "<?xml version='1.0' encoding='MacRoman'?><GateDocument version=\"2\">\
        <TextWithNodes><Node id=\"0\"/>été<Node id=\"3\"/></TextWithNodes>\
        <AnnotationSet><Annotation Id=\"1\" Type=\"A\" StartNode=\"0\" EndNode=\"3\"/></AnnotationSet></GateDocument>";
    let of = |xml: &str, encoding: &str| -> super::trip::Files {
        let bytes = encode(xml, encoding).unwrap();
        [("a.xml".to_owned(), bytes)].into()
    };
    let text = |it: &sententia::formats::import::Imported| {
        assert_eq!(faults(it), []);
        let document = it.project.document(&"a.xml".into()).unwrap();
        document.text.as_str().to_owned()
    };
    assert_eq!(text(&read("gate-xml", &of(xml, "macintosh"))), "été");
    let marked = format!("\u{FEFF}{xml}");
    assert_eq!(text(&read("gate-xml", &of(&marked, "UTF-16LE"))), "été");
    let wrong = of(&xml.replace("MacRoman", "UTF-8"), "macintosh");
    let said = Reading {
        encoding: Some("macintosh".to_owned()),
        ..Reading::default()
    };
    assert_eq!(text(&read_as("gate-xml", &wrong, &said)), "été");
    let tei = "<TEI xmlns='http://www.tei-c.org/ns/1.0'><text><body><p>été</p></body></text></TEI>";
    let tei = of(tei, "macintosh");
    assert_eq!(text(&read_as("tei", &tei, &said)), "été");
    let xmi = "<xmi:XMI xmlns:xmi='http://www.omg.org/XMI' xmlns:cas='http:///uima/cas.ecore'>\
        <cas:Sofa xmi:id='1' sofaNum='1' sofaID='_InitialView' sofaString='été'/></xmi:XMI>";
    assert_eq!(text(&read_as("xmi", &of(xmi, "macintosh"), &said)), "été");
    let unknown = of(&xml.replace("MacRoman", "Inconnu"), "macintosh");
    assert_eq!(
        faults(&read("gate-xml", &unknown)),
        [(0, "fault-unknown", "fate-skipped")]
    );
}
