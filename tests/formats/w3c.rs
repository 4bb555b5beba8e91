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

#[test]
fn real_annotations_come_back() {
    trip::real_files("w3c", "w3c-annotation");
}
