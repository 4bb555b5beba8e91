//! What UIMA, GATE and REFI-QDA files say comes in, and goes out as it came.

use jiff::Timestamp;
use sententia::formats::import::{Imported, Whose, import, recognize};
use sententia::formats::input::{Entry, Input};
use sententia::formats::output::Memory;
use sententia::formats::report::{Fault, Problem};
use sententia::formats::{Export, Fate, Options, Reading, Report, Selection, by_id};
use sententia::model::project::Project;
use sententia::store::Progress;

const TYPES: &str = r#"<?xml version="1.0"?>
<typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier"><types>
<typeDescription><name>webanno.custom.Claim</name><description/><supertypeName>uima.tcas.Annotation</supertypeName><features>
<featureDescription><name>sure</name><description/><rangeTypeName>uima.cas.Boolean</rangeTypeName></featureDescription>
<featureDescription><name>holder</name><description/><rangeTypeName>uima.cas.FSArray</rangeTypeName><elementType>webanno.custom.ClaimHolderLink</elementType></featureDescription>
</features></typeDescription>
<typeDescription><name>webanno.custom.ClaimHolderLink</name><description/><supertypeName>uima.cas.TOP</supertypeName><features>
<featureDescription><name>role</name><description/><rangeTypeName>uima.cas.String</rangeTypeName></featureDescription>
<featureDescription><name>target</name><description/><rangeTypeName>uima.tcas.Annotation</rangeTypeName></featureDescription>
</features></typeDescription>
<typeDescription><name>webanno.custom.Against</name><description/><supertypeName>uima.tcas.Annotation</supertypeName><features>
<featureDescription><name>Governor</name><description/><rangeTypeName>webanno.custom.Claim</rangeTypeName></featureDescription>
<featureDescription><name>Dependent</name><description/><rangeTypeName>webanno.custom.Claim</rangeTypeName></featureDescription>
<featureDescription><name>why</name><description/><rangeTypeName>uima.cas.String</rangeTypeName></featureDescription>
</features></typeDescription>
</types></typeSystemDescription>"#;

const XMI: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<xmi:XMI xmi:version="2.0" xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore" xmlns:custom="http:///webanno/custom.ecore">
<cas:NULL xmi:id="0"/>
<custom:Claim xmi:id="5" sofa="1" begin="0" end="2" sure="false" holder="8"/>
<custom:Claim xmi:id="6" sofa="1" begin="3" end="6"/>
<custom:Claim xmi:id="7" sofa="1" begin="3" end="3"/>
<custom:ClaimHolderLink xmi:id="8" role="who" target="6"/>
<custom:Against xmi:id="9" sofa="1" begin="3" end="6" Governor="5" Dependent="6" why="a &amp; b"/>
<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text" sofaString="🙂&#13;&#10;né. &#8232;Fin&#9;!"/>
<cas:View sofa="1" members="5 6 7 9 77"/>
</xmi:XMI>"#;

fn read(format: &str, files: &[(&str, &[u8])]) -> Imported {
    let entries = files.iter().map(|it| Entry::of_bytes(it.0, it.1));
    let input = Input::of("here", entries.collect());
    let whose = Whose {
        annotator: "ann".to_owned(),
        when: Timestamp::UNIX_EPOCH,
    };
    let reader = by_id(format).unwrap().reader.unwrap();
    import(
        reader,
        &input,
        &Reading::default(),
        (&Project::default(), &whose),
        &Progress::default(),
    )
    .unwrap()
}

fn write(format: &str, project: &Project) -> (Memory, Report) {
    let mut out = Memory::default();
    let export = Export {
        format: by_id(format).unwrap(),
        project,
        selection: &Selection::default(),
        options: &Options::default(),
    };
    let report = export.run(&mut out, &Progress::default()).unwrap();
    (out, report)
}

fn again(format: &str, project: &Project) -> Imported {
    let (out, _) = write(format, project);
    let files: Vec<(&str, &[u8])> = out
        .files
        .iter()
        .map(|it| (it.0.as_str(), it.1.as_slice()))
        .collect();
    read(format, &files)
}

/// Spans with their words and answers, and links between them.
fn said(project: &Project) -> Vec<String> {
    let mut said = Vec::new();
    for (key, layer) in project.all_layers() {
        let text = &project.document(&key.document).unwrap().text;
        for span in layer.spans() {
            let words = text.get(span.extent()).unwrap();
            let answers: Vec<String> = span
                .attributes
                .iter()
                .map(|it| format!("{}={:?}", it.0, it.1))
                .collect();
            said.push(format!(
                "{} “{words}” {answers:?} {}",
                span.label, span.note
            ));
        }
        for link in layer.links() {
            let words = |id| text.get(layer.span(id).unwrap().extent()).unwrap();
            said.push(format!(
                "{} {}→{}",
                link.kind,
                words(&link.from),
                words(&link.to)
            ));
        }
    }
    said.sort();
    said
}

fn xmi() -> Imported {
    read(
        "xmi",
        &[
            ("a.xmi", XMI.as_bytes()),
            ("TypeSystem.xml", TYPES.as_bytes()),
        ],
    )
}

/// Lines of words are passed by the parser where they are as they were written here.
#[test]
fn words_read_at_a_look_are_those_that_the_parser_reads() {
    let project = crate::fixture::sample_project();
    let cases = [
        (
            "xmi",
            "  <type:Token",
            "   <type:Token",
            "  <cas:Sofa",
            "  <cas:Odd/>\n  <cas:Sofa",
        ),
        (
            "casjson",
            ",\"begin\":",
            ", \"begin\":",
            "\n],\n\"%VIEWS\"",
            ",\n{\"%ID\":2}\n],\n\"%VIEWS\"",
        ),
    ];
    for (format, written, other, end, odd) in cases {
        let (out, _) = write(format, &project);
        let all: Vec<(&str, String)> = out
            .files
            .iter()
            .map(|it| (it.0.as_str(), String::from_utf8(it.1.clone()).unwrap()))
            .collect();
        let words = all.iter().map(|it| it.1.matches("\"sententia\"").count());
        assert!(words.sum::<usize>() > 20, "{format}: there are words");
        let twice = |text: &str| {
            let id = |it: &str| it.replace("\"%ID\":9,", "\"%ID\":8,");
            id(text).replace("xmi:id=\"9\"", "xmi:id=\"8\"")
        };
        let as_is: &dyn Fn(&str) -> String = &|it| it.to_owned();
        for damage in [as_is, &|it| it.replace(end, odd), &twice] {
            let read = |change: &dyn Fn(&str) -> String| {
                let files = all.iter().map(|it| (it.0, change(&damage(&it.1))));
                let files: Vec<(&str, String)> = files.collect();
                let files = files.iter().map(|it| (it.0, it.1.as_bytes()));
                read(format, &files.collect::<Vec<_>>())
            };
            let (fast, slow) = (read(as_is), read(&|it| it.replace(written, other)));
            assert_eq!(fast.project, slow.project, "{format}");
            assert_eq!(fast.problems, slow.problems, "{format}");
        }
    }
}

#[test]
fn xmi_gives_spans_answers_and_links() {
    let came = xmi();
    let said = said(&came.project);
    assert_eq!(
        said,
        [
            "Against 🙂→\nné",
            "Claim “\nné” [] ",
            "Claim “🙂” [\"sure=Flag(false)\"] ",
            "holder:who 🙂→\nné",
        ]
    );
    let beside = came.problems.iter().filter(|it| it.fate == Fate::Beside);
    assert_eq!(beside.count(), 2, "{:?}", came.problems);
    assert!(
        came.problems
            .iter()
            .any(|it| it.fault.to_string().contains("77"))
    );
}

#[test]
fn what_has_no_place_comes_back_from_both_formats_of_uima() {
    let came = xmi();
    let (out, report) = write("xmi", &came.project);
    let written = String::from_utf8(out.files["a.xmi"].clone()).unwrap();
    assert!(written.contains("begin=\"3\" end=\"3\""), "{written}");
    assert!(written.contains("why=\"a &amp; b\""), "{written}");
    assert!(written.contains("🙂&#13;&#10;né"), "{written}");
    assert!(
        report
            .losses
            .iter()
            .all(|it| it.kind.facet() == "annotators")
    );
    for format in ["xmi", "casjson"] {
        let back = again(format, &came.project);
        assert_eq!(said(&back.project), said(&came.project), "{format}");
        let (out, _) = write("xmi", &back.project);
        let once_more = String::from_utf8(out.files["a.xmi"].clone()).unwrap();
        assert!(
            once_more.contains("why=\"a &amp; b\""),
            "{format}: {once_more}"
        );
    }
}

/// A view for a picture or of the views makes no document, and a list of the texts misses nothing.
#[test]
fn only_a_view_with_a_text_is_a_document() {
    let whole = XMI
        .replace(
            "<cas:Sofa ",
            r#"<cas:Sofa xmi:id="90" sofaNum="2" sofaID="Scan"/><cas:Sofa "#,
        )
        .replace("<cas:View ", r#"<cas:View members="1 90"/><cas:View "#);
    let came = read(
        "xmi",
        &[
            ("TypeSystem.xml", TYPES.as_bytes()),
            ("a.xmi", whole.as_bytes()),
        ],
    );
    assert_eq!(came.project.order.len(), 1);
    assert_eq!(said(&came.project), said(&xmi().project));
    let told = |it: &&Problem| !xmi().problems.iter().any(|known| known == *it);
    let told: Vec<String> = came
        .problems
        .iter()
        .filter(told)
        .map(|it| it.fault.to_string())
        .collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("Scan"));
}

#[test]
fn inline_xml_is_told_apart() {
    let xml = r#"<?xml version="1.0"?><Document><a.Claim sofa="Sofa" begin="0" end="4">Non.</a.Claim></Document>"#;
    let input = Input::of_bytes("a.xml", xml.as_bytes());
    assert_eq!(recognize(&input).map(|it| it.id), Some("xmi"));
    let came = read("xmi", &[("a.xml", xml.as_bytes())]);
    assert_eq!(came.problems.len(), 1);
    assert!(matches!(came.problems[0].fault, Fault::Otherwise { .. }));
}

#[test]
fn the_json_of_uima_2_is_read_too() {
    let json = r#"{"_context": {"_types": {"Claim": {"_id": "webanno.custom.Claim", "_feature_types": {"sofa": "_ref", "about": "_ref", "holders": "_ref"}},
        "Holder": {"_id": "webanno.custom.Holder"}, "Link": {"_id": "webanno.custom.HolderLink", "_feature_types": {"target": "_ref"}}}},
        "_views": {"_InitialView": {"Claim": [{"sofa": 1, "end": 2, "sure": true, "about": 5, "holders": [{"_type": "Link", "role": "who", "target": 5}]}], "Holder": [5, 99]}},
        "_referenced_fss": {"1": {"_type": "Sofa", "sofaNum": 1, "sofaID": "_InitialView", "sofaString": "🙂 né."},
        "5": {"_type": "Holder", "sofa": 1, "begin": 3, "end": 5}}}"#;
    let input = Input::of_bytes("a.json", json.as_bytes());
    assert_eq!(recognize(&input).map(|it| it.id), Some("casjson"));
    let came = read("casjson", &[("a.json", json.as_bytes())]);
    let found = said(&came.project);
    assert_eq!(
        found,
        [
            "Claim “🙂” [\"sure=Flag(true)\"] ",
            "Holder “né” [] ",
            "about 🙂→né",
            "holders:who 🙂→né"
        ]
    );
    let told: Vec<String> = came
        .problems
        .iter()
        .map(|it| it.fault.to_string())
        .collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("99"));
}

#[test]
fn a_broken_xmi_gives_what_stands_before_the_fault() {
    let (head, _) = XMI.split_once("<cas:View").unwrap();
    let came = read("xmi", &[("a.xmi", head.as_bytes())]);
    assert!(!came.problems.is_empty());
    let none = read(
        "xmi",
        &[(
            "a.xmi",
            b"<xmi:XMI xmlns:xmi=\"http://www.omg.org/XMI\"><a".as_slice(),
        )],
    );
    assert!(none.problems.iter().any(|it| it.fate == Fate::Skipped));
}

#[test]
fn an_array_of_cas_json_has_a_list_and_names_begin_with_letters() {
    let json = r#"{"%FEATURE_STRUCTURES": [{"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaNum": 1, "sofaID": "_InitialView", "sofaString": "a b"},
        {"%ID": 2, "%TYPE": "uima.cas.FSArray"}],
        "%VIEWS": {"_InitialView": {"%SOFA": 1, "%MEMBERS": [2]}}}"#;
    let came = read("casjson", &[("a.json", json.as_bytes())]);
    let (out, _) = write("casjson", &came.project);
    let written = String::from_utf8(out.files["a.json"].clone()).unwrap();
    assert!(written.contains("\"%ELEMENTS\""), "{written}");
    let row = r#"{"id":"x.txt","text":"a b","spans":[{"id":"s-1","label":"1st","start":0,"end":1,"attributes":{"_i":"x"}}],"relations":[]}"#;
    let came = read("jsonl", &[("x.jsonl", row.as_bytes())]);
    let (out, report) = write("casjson", &came.project);
    let written = String::from_utf8(out.files["x.json"].clone()).unwrap();
    assert!(
        written.contains("webanno.custom.x1st") && written.contains("\"x_i\""),
        "{written}"
    );
    assert!(report.losses.iter().any(|it| it.kind.facet() == "labels"));
}

#[test]
fn a_java_class_is_no_part_of_what_is_shown() {
    let xml = r#"<?xml version='1.0' encoding='UTF-8'?><GateDocument version="3"><GateDocumentFeatures>
        <Feature><Name className="java.lang.String">n</Name><Value className="java.lang.Long">123</Value></Feature>
        </GateDocumentFeatures><TextWithNodes><Node id="0"/>a<Node id="1"/></TextWithNodes><AnnotationSet>
        <Annotation Id="1" Type="T" StartNode="0" EndNode="1"><Feature><Name className="java.lang.String">m</Name>
        <Value className="java.math.BigDecimal">0.25</Value></Feature></Annotation></AnnotationSet></GateDocument>"#;
    let came = read("gate-xml", &[("a.xml", xml.as_bytes())]);
    assert!(
        came.problems.is_empty(),
        "a number is held: {:?}",
        came.problems
    );
    let document = came.project.documents.values().next().unwrap();
    assert_eq!(document.meta.fields["n"], "123");
    let (out, _) = write("gate-xml", &came.project);
    let written = String::from_utf8(out.files["a.xml"].clone()).unwrap();
    assert!(written.contains("java.lang.Long\">123<"), "{written}");
    assert!(
        written.contains("java.math.BigDecimal\">0.25<"),
        "{written}"
    );
}

#[test]
fn cas_json_without_types_is_read() {
    let json = r#"{"%FEATURE_STRUCTURES": {"1": {"%TYPE": "uima.cas.Sofa", "sofaNum": 1, "sofaID": "_InitialView", "sofaString": "a 🙂 b"},
        "2": {"%TYPE": "x.Y", "@sofa": 1, "begin": 2, "end": 4, "why": "so"}},
        "%VIEWS": {"_InitialView": {"%SOFA": 1, "%MEMBERS": [2, 99]}}}"#;
    let came = read("casjson", &[("a.json", json.as_bytes())]);
    assert_eq!(said(&came.project).len(), 1);
    assert!(said(&came.project)[0].starts_with("x.Y “🙂”"));
    assert_eq!(
        said(&again("casjson", &came.project).project),
        said(&came.project)
    );
}

#[test]
fn gate_keeps_sets_features_and_places_without_width() {
    let xml = "<?xml version='1.0' encoding='UTF-8'?>\n<GateDocument version=\"3\"><GateDocumentFeatures/><TextWithNodes><Node id=\"0\"/>🙂<Node id=\"2\"/>\u{2028}né<Node id=\"5\"/></TextWithNodes>\
        <AnnotationSet><Annotation Id=\"1\" Type=\"A\" StartNode=\"0\" EndNode=\"2\"><Feature><Name className=\"java.lang.String\">n</Name><Value className=\"java.lang.Integer\">3</Value></Feature></Annotation></AnnotationSet>\
        <AnnotationSet Name=\"Key\"><Annotation Id=\"1\" Type=\"B\" StartNode=\"2\" EndNode=\"5\"><Feature><Name className=\"java.lang.String\">o</Name><Value className=\"java.util.Odd\">x</Value></Feature></Annotation><Annotation Id=\"2\" Type=\"B\" StartNode=\"2\" EndNode=\"2\"/></AnnotationSet></GateDocument>";
    let came = read("gate-xml", &[("a.xml", xml.as_bytes())]);
    assert_eq!(
        said(&came.project),
        ["A “🙂” [\"n=Number(3.0)\"] ", "Key/B “\u{2028}né” [] "]
    );
    let (out, _) = write("gate-xml", &came.project);
    let written = String::from_utf8(out.files["a.xml"].clone()).unwrap();
    assert!(written.contains("java.util.Odd"), "{written}");
    assert!(
        written.contains("StartNode=\"2\" EndNode=\"2\""),
        "{written}"
    );
    for format in ["gate-xml", "bdoc"] {
        assert_eq!(
            said(&again(format, &came.project).project),
            said(&came.project),
            "{format}"
        );
    }
}

#[test]
fn refi_qda_keeps_codes_links_and_answers() {
    let came = xmi();
    let back = again("refi-qda", &came.project);
    let links = |it: &Project| {
        said(it)
            .into_iter()
            .filter(|it| it.contains('→'))
            .collect::<Vec<_>>()
    };
    assert_eq!(links(&back.project), links(&came.project));
    assert_eq!(said(&back.project).len(), said(&came.project).len());
    assert_eq!(
        write("refi-qda", &came.project).0.files,
        write("refi-qda", &came.project).0.files
    );
}

#[test]
fn a_codebook_has_the_labels_and_nothing_else() {
    let came = xmi();
    let (written, report) = write("refi-qdc", &came.project);
    assert_eq!(written.files.len(), 1, "one file for everybody");
    let (name, bytes) = written.files.first_key_value().unwrap();
    assert_eq!(name.rsplit_once('.').map(|it| it.1), Some("qdc"), "{name}");
    let spans: usize = report
        .losses
        .iter()
        .filter(|it| it.kind.facet() == "spans")
        .map(|it| it.count)
        .sum();
    let n: usize = came.project.all_layers().map(|it| it.1.n_spans()).sum();
    assert_eq!((spans, report.written.spans), (n, 0), "every span is told");
    let back = read("refi-qda", &[(name, bytes)]);
    let labels = |it: &Project| {
        let ids = it.schema.labels.iter().map(|it| it.id.to_string());
        ids.collect::<std::collections::BTreeSet<_>>()
    };
    assert_eq!(labels(&back.project), labels(&came.project));
    assert!(back.project.documents.is_empty());
}
