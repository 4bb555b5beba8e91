//! Web annotations.

use sententia::formats::Options;

use super::trip::{self, faults, files, layer, read, spans, text, write};

#[test]
fn what_others_annotate_is_found_by_position_or_quote() {
    let page = r#"{"@context":"http://www.w3.org/ns/anno.jsonld","type":"AnnotationPage","id":"urn:p","items":[
        {"id":"urn:1","type":"Annotation","body":{"type":"TextualBody","value":"émoi","purpose":"tagging"},"target":{"source":"a.txt","selector":{"type":"TextPositionSelector","start":2,"end":3}}},
        {"id":"urn:2","type":"Annotation","bodyValue":"noté","target":{"source":"a.txt","selector":{"type":"TextQuoteSelector","exact":"b","prefix":" "}}},
        {"id":"urn:3","type":"Annotation","motivation":"linking","body":"urn:1","target":"urn:2"},
        {"id":"urn:4","type":"Annotation","body":"http://example.org/x.jpg","target":{"source":"a.txt","selector":{"type":"SvgSelector","value":"<svg/>"}}},
        {"id":"urn:5","type":"Annotation","target":{"source":"a.txt","selector":{"type":"TextPositionSelector","start":2,"end":300}}}
    ]}"#;
    let imported = read("w3c", &files(&[("p.json", page), ("a.txt", "a 🙂 b")]));
    let all = layer(&imported.project, "a.txt");
    let found: Vec<_> = spans(all)
        .into_iter()
        .map(|it| (it.0, it.1, it.2))
        .collect();
    assert_eq!(
        found,
        [
            ("urn:1".to_owned(), "émoi".to_owned(), vec![2..6]),
            ("urn:2".to_owned(), "annotation".to_owned(), vec![7..8])
        ]
    );
    let link = all.links().next().unwrap();
    assert_eq!((link.from.as_str(), link.to.as_str()), ("urn:2", "urn:1"));
    assert_eq!(
        faults(&imported),
        [
            (0, "fault-no-place", "fate-beside"),
            (0, "fault-outside-text", "fate-beside")
        ]
    );
    let (written, _) = write("w3c", &imported.project, &Options::default());
    let page = text(&written, "a.jsonld");
    assert!(
        page.contains("SvgSelector") && page.contains("\"urn:5\""),
        "{page}"
    );
    let back = read("w3c", &written);
    assert_eq!(back.project.layers, imported.project.layers);
    assert_eq!(faults(&back), faults(&imported));
}

#[test]
fn a_quote_says_in_which_unit_its_position_is_and_where_it_went() {
    let one = |n: u8, start: usize, exact: &str, suffix: &str| {
        format!(
            r#"{{"id":"urn:{n}","type":"Annotation","bodyValue":"x","target":{{"source":"a.txt","selector":[
            {{"type":"TextPositionSelector","start":{start},"end":{}}},
            {{"type":"TextQuoteSelector","exact":"{exact}","suffix":"{suffix}"}}]}}}}"#,
            start + exact.chars().count()
        )
    };
    // In UTF-16, in code points, moved, past the end, and nowhere.
    let items = [
        one(1, 5, "pont", ""),
        one(2, 4, "pont", ""),
        one(3, 0, "pont", "."),
        one(4, 90, "au", ""),
        one(5, 0, "bac", ""),
    ];
    let page = format!(
        r#"{{"@context":"http://www.w3.org/ns/anno.jsonld","type":"AnnotationPage","items":[{}]}}"#,
        items.join(",")
    );
    let imported = read(
        "w3c",
        &files(&[("p.json", &page), ("a.txt", "a 🙂 pont, au pont.")]),
    );
    let found = spans(layer(&imported.project, "a.txt"));
    let found: Vec<_> = found
        .iter()
        .map(|it| (it.0.as_str(), it.2[0].clone()))
        .collect();
    assert_eq!(
        found,
        [
            ("urn:5", 0..6),
            ("urn:1", 7..11),
            ("urn:2", 7..11),
            ("urn:4", 13..15),
            ("urn:3", 16..20),
        ]
    );
    let kinds: Vec<_> = faults(&imported).iter().map(|it| it.1).collect();
    let differs = "fault-quote-differs";
    assert_eq!(kinds, [differs, "fault-outside-text", differs]);
}

#[test]
fn a_page_about_nothing_here_is_kept_whole() {
    let page = "{\"@context\":\"http://www.w3.org/ns/anno.jsonld\",\"id\":\"urn:a\",\"type\":\"Annotation\",\"target\":\"http://example.org/1\"}\n";
    let corpus = files(&[("x.json", page)]);
    let imported = read("w3c", &corpus);
    assert_eq!(faults(&imported), [(0, "fault-no-text", "fate-beside")]);
    assert_eq!(
        write("w3c", &imported.project, &Options::default()).0,
        corpus
    );
}

/// A page of these annotations beside a text.
fn page(items: &str) -> sententia::formats::import::Imported {
    let page = format!(
        r#"{{"@context":"http://www.w3.org/ns/anno.jsonld","type":"AnnotationPage","items":[{items}]}}"#
    );
    read(
        "w3c",
        &files(&[("a.json", &page), ("a.txt", "Un air pur.")]),
    )
}

const AIR: &str =
    r#""target":{"source":"a.txt","selector":{"type":"TextQuoteSelector","exact":"air"}}"#;

#[test]
fn a_comment_is_a_note_and_a_tag_is_a_label() {
    for (said, label, note) in [
        (
            r#""motivation":"commenting","body":{"type":"TextualBody","value":"Lequel ?"}"#,
            "commenting",
            "Lequel ?",
        ),
        (
            r#""motivation":["tagging"],"body":{"type":"TextualBody","value":"son"}"#,
            "son",
            "",
        ),
        (
            r#""body":[{"type":"TextualBody","value":"Lequel ?"},{"type":"TextualBody","value":"son","purpose":"tagging"}]"#,
            "son",
            "Lequel ?",
        ),
        (
            r#""body":[{"type":"TextualBody","value":""},{"type":"TextualBody","value":["a","b"],"purpose":["tagging"]}]"#,
            "a|b",
            "",
        ),
        (
            r#""body":{"type":"TextualBody","value":"**oui**","format":"text/markdown"}"#,
            "annotation",
            "**oui**",
        ),
        (r#""motivation":"highlighting""#, "highlighting", ""),
        (
            r#""body":{"type":"Composite","items":[{"type":"SpecificResource","purpose":"tagging","source":{"id":"urn:t"}}]}"#,
            "urn:t",
            "",
        ),
    ] {
        let imported = page(&format!(
            r#"{{"id":"n1","type":"Annotation",{said},{AIR}}}"#
        ));
        let span = layer(&imported.project, "a.txt").spans().next().unwrap();
        assert_eq!(
            (span.label.as_str(), span.note.as_str()),
            (label, note),
            "{said}"
        );
        assert_eq!(faults(&imported), []);
    }
}

#[test]
fn what_an_annotation_says_besides_is_written_back() {
    let imported = page(&format!(
        r#"{{"id":"https://x.org/a/Ab_1","type":"Annotation","motivation":"commenting","modified":"2020-01-02T03:04:05Z",
        "created":"2020-01-02","rights":"CC0","creator":[{{"name":"Zoé Lu","type":"Person"}},"urn:z"],
        "body":[{{"type":"TextualBody","value":"son","purpose":"classifying"}},{{"type":"TextualBody","value":"oui","format":"text/plain"}},
        {{"type":"SpecificResource","purpose":"identifying","source":"http://x.org/Q1"}},{{"type":"Odd"}}],{AIR}}},
        {{"id":"n2","type":"Annotation","creator":{{"name":"Zoé Lu"}},"body":{{"value":"pas","purpose":"tagging"}},{AIR}}},
        {{"id":"n3","type":"Annotation","motivation":"linking","target":[{{"id":"https://x.org/a/Ab_1"}},{{"id":"n2"}}],"body":[{{"value":"va","purpose":"tagging"}}],"rights":"CC1"}}"#
    ));
    assert_eq!(faults(&imported), []);
    let (written, report) = write("w3c", &imported.project, &Options::default());
    assert_eq!(trip::lost(&report), []);
    let json: serde_json::Value = serde_json::from_str(text(&written, "a.jsonld")).unwrap();
    let one = &json["items"][0];
    for (key, said) in [
        ("id", "https://x.org/a/Ab_1"),
        ("modified", "2020-01-02T03:04:05Z"),
        ("created", "2020-01-02"),
        ("rights", "CC0"),
        ("motivation", "commenting"),
    ] {
        assert_eq!(one[key], said);
    }
    assert_eq!(one["creator"][1], "urn:z");
    let body = &one["body"];
    assert_eq!(
        (&body[0]["value"], &body[0]["purpose"]),
        (&"son".into(), &"classifying".into())
    );
    assert_eq!(body[1]["format"], "text/plain");
    assert_eq!(body[2]["source"], "http://x.org/Q1");
    assert_eq!(body[3]["type"], "Odd");
    let two = &json["items"][1];
    assert_eq!(two["creator"]["name"], "Zoé Lu");
    let link = json["items"].as_array().unwrap().last().unwrap();
    assert_eq!(
        (&link["id"], &link["rights"]),
        (&"n3".into(), &"CC1".into())
    );
    assert_eq!(
        (&link["target"], &link["body"][0]),
        (&one["id"], &two["id"])
    );
    let back = read("w3c", &written);
    assert_eq!(back.project.layers, imported.project.layers);
    assert_eq!(write("w3c", &back.project, &Options::default()).0, written);
}

#[test]
fn annotations_that_name_no_text_are_about_that_of_the_same_name() {
    let imported = page(
        r#"{"id":"n1","type":"Annotation","body":{"value":"son","purpose":"tagging"},"target":{"selector":{"type":"TextQuoteSelector","exact":"air"}}}"#,
    );
    assert_eq!(spans(layer(&imported.project, "a.txt"))[0].2, [3..6]);
    assert_eq!(faults(&imported), []);
}

#[test]
fn exports_of_hypothesis_are_read_beside_their_text() {
    let export = r#"{"rows":[{"id":"k1","uri":"https://x.org/","user":"acct:zo@x","text":"oui","tags":["son"],"updated":"2020",
        "target":[{"source":"https://x.org/","selector":[{"type":"TextQuoteSelector","exact":"air"}]}]}]}"#;
    let imported = read(
        "w3c",
        &files(&[("a.json", export), ("a.txt", "Un air pur.")]),
    );
    let span = layer(&imported.project, "a.txt").spans().next().unwrap();
    assert_eq!((span.label.as_str(), span.note.as_str()), ("son", "oui"));
    assert!(
        imported
            .project
            .annotators
            .values()
            .any(|it| it.name == "acct:zo@x")
    );
    let alone = read("w3c", &files(&[("a.json", export)]));
    assert_eq!(faults(&alone), [(0, "fault-no-text", "fate-beside")]);
}

#[test]
fn places_are_found_by_characters_and_by_the_first_choice_that_fits() {
    for selector in [
        r#"{"type":"FragmentSelector","value":"char=3,6"}"#,
        r#"{"type":"Choice","items":[{"type":"TextQuoteSelector","exact":"air"}]}"#,
    ] {
        let imported = page(&format!(
            r#"{{"id":"n1","type":"Annotation","body":{{"value":"son","purpose":"tagging"}},"target":{{"source":"a.txt","selector":{selector}}}}}"#
        ));
        assert_eq!(spans(layer(&imported.project, "a.txt"))[0].2, [3..6]);
    }
}

#[test]
fn real_annotations_come_back() {
    trip::real_files("w3c", "w3c-annotation");
}
