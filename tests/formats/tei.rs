//! TEI.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::Timestamp;
use proptest::prelude::*;
use sententia::formats::import::{Imported, recognize};
use sententia::formats::input::{Entry, Input};
use sententia::formats::{LossKind, Options};
use sententia::model::annotation::{Attributes, Layer, Status};
use sententia::model::project::Project;
use sententia::model::schema::Pattern;
use sententia::model::value::Value;

use super::trip::{self, Files, faults, files, lost, read, spans, text, write};
use crate::fixture::sample_project;

fn data(name: &str) -> Files {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/formats/tei");
    BTreeMap::from([(name.to_owned(), std::fs::read(folder.join(name)).unwrap())])
}

fn one(imported: &Imported) -> &str {
    let document = imported.project.listed().next().unwrap();
    document.text.as_str()
}

/// The layer of an annotator about the only document.
fn of<'a>(project: &'a Project, by: &str) -> &'a Layer {
    let all = project.layers.get(&by.into()).unwrap();
    all.values().next().unwrap()
}

/// Label and words of every span.
fn marked(layer: &Layer, text: &str) -> Vec<(String, String)> {
    let words = |at: &[std::ops::Range<usize>]| {
        let all: Vec<&str> = at.iter().map(|it| &text[it.clone()]).collect();
        all.join("|")
    };
    let all = layer.spans();
    all.map(|it| (it.label.to_string(), words(&it.at)))
        .collect()
}

fn pair(label: &str, words: &str) -> (String, String) {
    (label.to_owned(), words.to_owned())
}

#[test]
fn pointers_of_others_are_followed() {
    let imported = read("tei", &data("words.xml"));
    let text = one(&imported);
    assert_eq!(
        text,
        "They put up — a 🌉, so to say.\n\nIt will fall in 2031."
    );
    let ann = of(&imported.project, "ann-lee");
    let mut found = marked(ann, text);
    found.sort();
    assert_eq!(
        found,
        [
            pair("claim", "They|a 🌉"),
            pair("claim", "a 🌉, so to say.\n\nIt will fall"),
            pair("verb", "put up"),
            pair("wordForm", "They"),
        ]
    );
    let first = ann.span(&"s1".into()).unwrap();
    let answers: Vec<_> = first
        .attributes
        .iter()
        .map(|it| (it.0.to_string(), it.1.clone()))
        .collect();
    assert_eq!(answers.len(), 6);
    assert!(answers.contains(&("sure".to_owned(), Value::Flag(true))));
    assert!(answers.contains(&("weight".to_owned(), Value::Number(0.5))));
    assert!(answers.contains(&("sub.x".to_owned(), Value::Choice("y".into()))));
    let second = ann.span(&"s2".into()).unwrap();
    assert_eq!(second.note, "Said by whom?");
    assert_eq!(
        ann.span(&"s3".into()).unwrap().note,
        "across two paragraphs"
    );
    let links: Vec<_> = ann
        .links()
        .map(|it| format!("{} {} {}", it.kind, it.from, it.to))
        .collect();
    assert_eq!(links.len(), 3);
    assert!(links.contains(&"subject s1 s2".to_owned()));
    assert!(links.contains(&"contrasts s1 s3".to_owned()));
    let mine = of(&imported.project, "anna");
    let mut found = marked(mine, text);
    found.sort();
    assert_eq!(
        found,
        [
            pair("narration", "It will fall in 2031."),
            pair("query", "They"),
            pair("time", "2031"),
            pair("w", "They"),
            pair("w", "put"),
        ]
    );
    assert_eq!(mine.links().count(), 1);
    let meta = &imported.project.listed().next().unwrap().meta;
    assert_eq!(
        (
            meta.title.as_str(),
            meta.author.as_str(),
            meta.language.as_str(),
            meta.url.as_str()
        ),
        (
            "The bridge 🌉",
            "Ann Lee",
            "en",
            "https://example.org/bridge"
        )
    );
    assert_eq!(meta.date.unwrap().to_string(), "1931-05-02");
    assert_eq!(meta.fields["publisher"], "Nobody");
    assert_eq!(meta.fields["subtitle"], "A test");
    let mut told = faults(&imported);
    told.sort_unstable();
    assert_eq!(
        told,
        [
            (0, "fault-no-place", "fate-skipped"),
            (41, "fault-no-width", "fate-beside"),
            (42, "fault-dangling", "fate-skipped"),
            (43, "fault-twice", "fate-kept"),
            (44, "fault-outside-text", "fate-skipped"),
            (45, "fault-dangling", "fate-skipped"),
            (57, "fault-no-place", "fate-beside"),
            (58, "fault-dangling", "fate-skipped"),
        ]
    );
}

#[test]
fn what_is_marked_in_the_text_becomes_spans_and_lines() {
    let imported = read("tei", &data("play.xml"));
    let text = one(&imported);
    assert_eq!(
        text,
        "Scène I\n\nNight.\n\nRUIZ\nThe bridge of C&eacute;ret points will or not fall in 2031.\n\
         So I say.\n\nLEE\nIt will not,\nit can not. & non\n\noverboard\nA B"
    );
    let mine = of(&imported.project, "anna");
    let found: Vec<_> = marked(mine, text)
        .into_iter()
        .filter(|it| it.0 != "div" && it.0 != "sp")
        .collect();
    assert_eq!(
        found,
        [
            pair("head", "Scène I"),
            pair("stage", "Night."),
            pair("speaker", "RUIZ"),
            pair("placeName", "bridge of C&eacute;ret"),
            pair("hi", "C&eacute;ret"),
            pair("stage", "points"),
            pair("note", "or not"),
            pair("date", "2031"),
            pair("speaker", "LEE"),
            pair("choice", "will"),
            pair("app", "can"),
            pair("foreign", "non"),
        ]
    );
    let by_label = |label: &str| mine.spans().find(|it| it.label.as_str() == label).unwrap();
    let answer = |label: &str, name: &str| by_label(label).attributes.get(&name.into()).cloned();
    assert_eq!(answer("choice", "sic"), Some(Value::Choice("wil".into())));
    assert_eq!(answer("app", "rdg"), Some(Value::Choice("may".into())));
    assert_eq!(answer("date", "when"), Some(Value::Choice("2031".into())));
    assert_eq!(answer("sp", "who"), Some(Value::Choice("#ruiz".into())));
    let schema = &imported.project.schema;
    assert_eq!(schema.label(&"sp".into()).unwrap().pattern, Pattern::Margin);
    assert_ne!(schema.label(&"hi".into()).unwrap().pattern, Pattern::Margin);
    assert_eq!(
        faults(&imported),
        [
            (0, "fault-no-place", "fate-beside"),
            (0, "fault-no-place", "fate-skipped"),
            (16, "fault-unknown", "fate-kept")
        ]
    );
}

#[test]
fn what_has_no_place_is_written_back() {
    for (name, kept) in [
        (
            "words.xml",
            [
                "<span xml:id=\"s4\" target=\"#string-range(text,17,0)\" type=\"wordForm\"/>",
                "<link type=\"link\" target=\"#s1 #s2 #s3\"/>",
            ],
        ),
        (
            "play.xml",
            [
                "<span target=\"#string-range(text,140,0)\" type=\"gap\"/>",
                "type=\"pb\"><fs><f name=\"n\"><string>2</string></f></fs></span>",
            ],
        ),
    ] {
        let first = read("tei", &data(name));
        let (out, report) = write("tei", &first.project, &Options::default());
        assert_eq!(lost(&report), []);
        let page = text(&out, name);
        for part in kept {
            assert!(page.contains(part), "{part}\nis not in\n{page}");
        }
        let again = read("tei", &out);
        let beside = |it: &Imported| faults(it).iter().filter(|it| it.2 == "fate-beside").count();
        assert_eq!(beside(&again), beside(&first));
        assert_eq!(write("tei", &again.project, &Options::default()).0, out);
    }
}

#[test]
fn documents_of_a_corpus_come_apart() {
    let imported = read("tei", &data("corpus.xml"));
    let all: Vec<_> = imported
        .project
        .listed()
        .map(|it| {
            (
                it.id.as_str(),
                it.text.as_str(),
                it.meta.language.as_str(),
                it.meta.fields["corpus"].as_str(),
            )
        })
        .collect();
    assert_eq!(
        all,
        [
            ("corpus/one.xml", "Lieber Karl!", "de", "Letters"),
            ("corpus/2.xml", "Two.", "de", "Letters")
        ]
    );
    assert_eq!(faults(&imported), [(0, "fault-empty", "fate-skipped")]);
}

#[test]
fn the_draft_before_standoff_is_read() {
    let imported = read("tei", &data("draft.xml"));
    let text = one(&imported);
    let tagged = marked(of(&imported.project, "a-tagger"), text);
    assert_eq!(tagged, [pair("person", "Ann"), pair("person", "Bo")]);
    assert_eq!(
        marked(of(&imported.project, "anna"), text),
        [pair("x", "met")]
    );
    assert_eq!(faults(&imported), []);
}

#[test]
fn of_a_broken_file_what_came_before_is_in() {
    let imported = read("tei", &data("broken.xml"));
    let text = one(&imported);
    assert_eq!(text, "One two\n\nthree four");
    let found = marked(of(&imported.project, "anna"), text);
    assert_eq!(found, [pair("name", "two"), pair("name", "four")]);
    assert_eq!(faults(&imported), [(4, "fault-malformed", "fate-skipped")]);
}

#[test]
fn other_xml_is_no_tei() {
    let known = |name: &str, xml: &str| {
        let input = Input::of("x", vec![Entry::of_bytes(name, xml.as_bytes().to_vec())]);
        recognize(&input).map(|it| it.id)
    };
    assert_eq!(
        known("a.xml", "<GateDocument version='3'/>"),
        Some("gate-xml")
    );
    assert_eq!(
        known("a.xml", "<?xml version='1.0'?>\n<!-- <TEI> --><x/>"),
        None
    );
    assert_eq!(known("a.xml", "<?xml version='1.0'?><TEI.2/>"), Some("tei"));
    assert_eq!(
        known("a.tei", "<x:TEI xmlns:x='http://www.tei-c.org/ns/1.0'/>"),
        Some("tei")
    );
    let utf16: Vec<u8> = "\u{FEFF}<TEI/>"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let input = Input::of("x", vec![Entry::of_bytes("a.xml", utf16)]);
    assert_eq!(recognize(&input).map(|it| it.id), Some("tei"));
}

/// What a project says, but for how its spans came to be.
fn said(project: &Project) -> Vec<String> {
    let mut said = Vec::new();
    for document in project.listed() {
        said.push(format!(
            "{} {:?} {:?}",
            document.id,
            document.text.as_str(),
            document.meta
        ));
    }
    for (key, layer) in project.all_layers() {
        said.push(format!("{key:?} {:?} {:?}", layer.status, layer.labels));
        for it in layer.spans() {
            said.push(format!(
                "{} {} {:?} {:?} {:?} {} {}",
                it.id, it.label, it.at, it.attributes, it.note, it.by, it.when
            ));
        }
        for it in layer.links() {
            said.push(format!(
                "{} {} {} {} {} {}",
                it.id, it.kind, it.from, it.to, it.by, it.when
            ));
        }
    }
    said.sort();
    said
}

#[test]
fn a_project_comes_back_whole_with_its_schema() {
    for project in [super::project(), sample_project()] {
        let (out, report) = write("tei", &project, &Options::default());
        let back = read("tei", &out);
        assert_eq!(faults(&back), []);
        let kinds = lost(&report);
        assert!(kinds.iter().all(|it| it.0 == LossKind::Kinds), "{kinds:?}");
        if kinds.is_empty() {
            assert_eq!(said(&back.project), said(&project));
        }
        assert_eq!(
            back.project.schema.labels.len(),
            project.schema.labels.len()
        );
        for label in &project.schema.labels {
            let found = back.project.schema.label(&label.id).unwrap();
            let known = found
                .attributes
                .iter()
                .filter(|it| label.attribute(&it.id).is_some());
            assert_eq!(known.cloned().collect::<Vec<_>>(), label.attributes);
            let bare = |label: &sententia::model::schema::Label| {
                let mut bare = label.clone();
                bare.attributes.clear();
                bare
            };
            assert_eq!(bare(found), bare(label));
        }
        assert_eq!(back.project.schema.links, project.schema.links);
        assert_eq!(
            back.project.schema.document_labels,
            project.schema.document_labels
        );
        // The name that an annotator is shown by is in the file, but the one that counts is the id.
        let (twice, _) = write("tei", &back.project, &Options::default());
        let again = read("tei", &twice);
        assert_eq!(said(&again.project), said(&back.project));
        assert_eq!(write("tei", &again.project, &Options::default()).0, twice);
    }
}

#[test]
fn a_file_is_laid_out_as_the_guidelines_want_it() {
    let (out, _) = write("tei", &super::project(), &Options::default());
    let page = text(&out, "b/ä.xml");
    for part in [
        "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\">",
        "<respStmt xml:id=\"anna\"><resp>annotator</resp><name key=\"anna\">Anna</name></respStmt>",
        "<category xml:id=\"prediction\" style=\"color:#b46200\">",
        "<change who=\"#anna\" status=\"done\"/>",
        "<span xml:id=\"s-1\" target=\"#seg.1 #seg.2\" ana=\"#prediction\"><fs><f name=\"sure\"><binary value=\"true\"/></f>",
        "<relation xml:id=\"l-1\" name=\"held_by\" active=\"#s-1\" passive=\"#s-2\" ana=\"#held_by\" resp=\"#ben\"/>",
        "<body xml:id=\"text\" xml:space=\"preserve\"><ab><seg xml:id=\"seg.1\">Ét\u{e9}</seg>, <seg xml:id=\"seg.2\">😀</seg> &#13;</ab>\n",
    ] {
        assert!(page.contains(part), "{part}\nis not in\n{page}");
    }
}

#[test]
fn characters_that_xml_forbids_are_counted() {
    let mut project = super::project();
    let documents = std::sync::Arc::make_mut(&mut project.documents);
    let (id, document) =
        super::document("a.txt", "a\u{0}b\u{1B}\r\n\u{FFFF} \u{85}\u{2028}\u{A0}c");
    documents.insert(id, document);
    let (out, report) = write("tei", &project, &Options::default());
    assert!(lost(&report).contains(&(LossKind::Characters, 3)));
    let back = read("tei", &out);
    let found = back.project.document(&"a.txt".into()).unwrap();
    assert_eq!(
        found.text.as_str(),
        "a\u{FFFD}b\u{FFFD}\r\n\u{FFFD} \u{85}\u{2028}\u{A0}c"
    );
}

#[test]
fn ids_that_xml_forbids_come_back() {
    let mut project = super::project();
    let name = |id: &str, at: (usize, usize)| {
        super::span(
            id,
            "a label: ½",
            &[at],
            &[("is it?", Value::Text(" x\n".to_owned()))],
        )
    };
    let spans = [
        name("1", (0, 3)),
        name("a:b", (0, 3)),
        name("a_b", (1, 3)),
        name("seg.1", (2, 5)),
        name("text", (0, 1)),
    ];
    let layer = Layer::new(Status::ToDo, Attributes::default(), spans, []);
    project.layers.insert(
        "Ünal, é".into(),
        std::sync::Arc::new(BTreeMap::from([(
            "a.txt".into(),
            std::sync::Arc::new(layer),
        )])),
    );
    let (out, report) = write("tei", &project, &Options::default());
    assert!(lost(&report).iter().all(|it| it.0 == LossKind::Kinds));
    let back = read("tei", &out);
    assert_eq!(faults(&back), []);
    let layer = back
        .project
        .all_layers()
        .find(|it| it.1.n_spans() == 5)
        .unwrap()
        .1;
    let mut found = spans_of(layer);
    found.sort_by(|a, b| a.0.cmp(&b.0));
    assert_eq!(
        found,
        [
            ("1", 0..3),
            ("a:b", 0..3),
            ("a_b", 1..3),
            ("seg.1", 2..5),
            ("text", 0..1)
        ]
        .map(|it| (it.0.to_owned(), "a label: ½".to_owned(), it.1))
    );
    let answer = layer
        .spans()
        .next()
        .unwrap()
        .attributes
        .iter()
        .next()
        .unwrap();
    assert_eq!(
        (answer.0.as_str(), answer.1),
        ("is it?", &Value::Text(" x\n".to_owned()))
    );
}

fn spans_of(layer: &Layer) -> Vec<(String, String, std::ops::Range<usize>)> {
    let all = spans(layer).into_iter();
    all.map(|it| (it.0, it.1, it.2[0].clone())).collect()
}

fn repeated(n: usize, part: impl Fn(usize) -> String) -> String {
    (0..n).map(part).collect::<Vec<_>>().concat()
}

#[test]
fn hostile_files_are_read_in_time() {
    let started = std::time::Instant::now();
    let deep = format!("<TEI><text><body>{}x", "<seg>".repeat(1_900));
    let ids = repeated(20_000, |n| {
        format!("<seg xml:id='i{n}' resp='#r{n}'>a </seg>")
    });
    let spans = repeated(20_000, |n| {
        let by = n % 90;
        format!("<span target='#i{n} #string-range(b,{n},1)' resp='#r{by}'/>")
    });
    let many = format!(
        "<TEI><text><body xml:id='b'><p>{ids}</p></body></text><standOff><spanGrp>{spans}</spanGrp></standOff></TEI>"
    );
    let nested = format!(
        "<TEI><text><body><p>x</p></body></text><standOff>{}</standOff></TEI>",
        "<spanGrp>".repeat(1_500)
    );
    let fans = repeated(2_000, |n| format!("#x{n} "));
    let fan = format!(
        "<TEI><text><body><p>x</p></body></text><standOff><relation active='{fans}' passive='{fans}'/></standOff></TEI>"
    );
    for xml in [deep, many, nested, fan] {
        read("tei", &files(&[("a.xml", &xml)]));
    }
    assert!(started.elapsed() < std::time::Duration::from_secs(20));
}

#[test]
fn real_texts_come_back() {
    trip::real_files("tei", "tei");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_and_spans_come_back(
        content in "[a-c \r\n\t🙂é&<>\"]{0,40}",
        cuts in prop::collection::vec(prop::collection::vec(any::<prop::sample::Index>(), 2..6), 0..8),
        note in any::<String>(),
    ) {
        let mut project = super::project();
        let (id, document) = super::document("a.txt", &content);
        std::sync::Arc::make_mut(&mut project.documents).insert(id.clone(), document);
        let places: Vec<usize> = content.char_indices().map(|it| it.0).chain([content.len()]).collect();
        let spans = cuts.iter().enumerate().filter_map(|(n, cut)| {
            let mut cut: Vec<usize> = cut.iter().map(|it| *it.get(&places)).collect();
            cut.sort_unstable();
            cut.dedup();
            let at: Vec<(usize, usize)> = cut.chunks_exact(2).map(|it| (it[0], it[1])).collect();
            let mut span = super::span(&format!("s-{n}"), "prediction", &at, &[("why", Value::Text(note.clone()))]);
            span.when = Timestamp::from_second(n as i64).unwrap();
            span.note.clone_from(&note);
            (!at.is_empty()).then_some(span)
        });
        let layer = Layer::new(Status::ToDo, Attributes::default(), spans, []);
        project.layers = BTreeMap::from([("ben".into(), std::sync::Arc::new(BTreeMap::from([(id, std::sync::Arc::new(layer))])))]);
        let (out, report) = write("tei", &project, &Options::default());
        let back = read("tei", &out);
        prop_assert_eq!(faults(&back), []);
        if lost(&report).is_empty() {
            prop_assert_eq!(said(&back.project), said(&project));
        }
    }
}
