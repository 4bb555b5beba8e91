//! Graphs of arguments come in with their units, links and what they are about.

use sententia::formats::format::Fit;
use sententia::formats::input::Input;
use sententia::formats::{Fate, LossKind, Options, by_id};

use super::trip::{faults, files, lost, read, write};

const GRAPH: &str = include_str!("../data/formats/argument-xml/graph.xml");

#[test]
fn units_are_spans_and_edges_are_links() {
    let text = "L’été 🗑 & more. Two bins. Yet so be it. End.";
    let beside = format!("{text}\n");
    let came = read(
        "argument-xml",
        &files(&[("a/g.xml", GRAPH), ("a/g.txt", &beside)]),
    );
    let project = &came.project;
    let document = project.documents.values().next().unwrap();
    assert_eq!(document.id.as_str(), "a/g.txt");
    assert_eq!(document.text.as_str(), beside, "as the file beside has it");
    assert_eq!(document.meta.fields["topic_id"], "bins");
    assert_eq!(document.meta.fields["stance"], "pro");
    let (_, layer) = project.all_layers().next().unwrap();
    let spans: Vec<(&str, Vec<&str>)> = layer
        .spans()
        .map(|it| {
            let words = it.at.iter().filter_map(|it| document.text.get(it.clone()));
            (it.label.as_str(), words.collect())
        })
        .collect();
    assert!(
        spans.contains(&("opp", vec!["L’été 🗑 & more."])),
        "{spans:?}"
    );
    assert!(
        spans.contains(&("pro", vec!["Two bins.", "so be it."])),
        "{spans:?}"
    );
    let links: Vec<String> = layer
        .links()
        .map(|it| format!("{} {} {}", it.kind, it.from, it.to))
        .collect();
    // The undercut of the rebuttal goes to the unit that rebuts.
    assert_eq!(links, ["reb a1 a2", "und a3 a1"]);
    let told: Vec<(usize, Fate)> = came.problems.iter().map(|it| (it.line, it.fate)).collect();
    let skipped = told.iter().filter(|it| it.1 == Fate::Skipped).count();
    // A tag that is none of them, a unit and an end that are not there, one that nothing stands for.
    assert_eq!(skipped, 4, "{:?}", came.problems);
    assert!(
        told.contains(&(19, Fate::Beside)),
        "where the undercut ended: {told:?}"
    );
    let (_, report) = write("jsonl", project, &Options::default());
    assert!(lost(&report).contains(&(LossKind::Extras, 1)));
}

#[test]
fn a_broken_graph_gives_what_stands_before_the_fault() {
    let (head, _) = GRAPH.split_once("<edge id=\"c4\"").unwrap();
    for end in ["", "<edge id=", "]]>", "</edu>"] {
        let came = read(
            "argument-xml",
            &files(&[("g.xml", &format!("{head}{end}"))]),
        );
        assert_eq!(came.project.documents.len(), 1);
        let (_, layer) = came.project.all_layers().next().unwrap();
        assert_eq!(layer.n_spans(), 2);
        assert!(!came.problems.is_empty());
    }
    let input = Input::of_bytes("x.xml", GRAPH.as_bytes().to_vec());
    let graph = by_id("argument-xml").unwrap();
    assert_eq!(graph.reader.unwrap().knows(&input), Fit::Surely);
    assert!(graph.writer.is_none());
}

#[test]
fn joints_are_gone_through_and_what_nobody_wrote_says_so() {
    let graph = "<arggraph id=\"g\">
        <edu id=\"e1\">Un.</edu><edu id=\"e2\">Deux.</edu><edu id=\"e3\" implicit=\"true\">Trois.</edu>
        <joint id=\"j\"/><adu id=\"a\" type=\"pro\"/><adu id=\"b\" type=\"opp\"/>
        <edge id=\"c1\" src=\"e1\" trg=\"j\" type=\"seg\"/><edge id=\"c2\" src=\"e2\" trg=\"j\" type=\"seg\"/>
        <edge id=\"c3\" src=\"j\" trg=\"a\" type=\"seg\"/><edge id=\"c4\" src=\"e3\" trg=\"b\" type=\"seg\"/>
        <edge id=\"c5\" src=\"b\" trg=\"a\" type=\"sup\"/></arggraph>";
    let came = read(
        "argument-xml",
        &files(&[("g.xml", graph), ("g.txt", "Un. Deux. Quatre.")]),
    );
    let (_, layer) = came.project.all_layers().next().unwrap();
    let text = &came.project.documents.values().next().unwrap().text;
    let spans: Vec<_> = layer.spans().map(|it| text.get(it.at[0].clone())).collect();
    assert_eq!(spans, [Some("Un. Deux."), Some("Trois.")]);
    let flags: Vec<_> = layer
        .spans()
        .map(|it| it.attributes.iter().count())
        .collect();
    assert_eq!(flags, [0, 1]);
    assert_eq!(layer.n_links(), 1);
    let told: Vec<_> = came
        .problems
        .iter()
        .map(|it| it.fault.to_string())
        .collect();
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(
        told.iter()
            .any(|it| it.contains("Trois.") && it.contains("Quatre.")),
        "{told:?}"
    );
}

#[test]
fn nodes_of_aif_are_lines_and_what_is_between_them_links() {
    let graph = r#"{"nodes": [
        {"nodeID": "1", "text": "Zoé : un tram", "type": "L"}, {"nodeID": "2", "text": "il faut un tram", "type": "I"},
        {"nodeID": "3", "text": "Asserting", "type": "YA"}, {"nodeID": "4", "text": "les rues sont pleines", "type": "I"},
        {"nodeID": "5", "text": "Default Inference", "type": "RA"}, {"nodeID": "6", "text": "Arguing", "type": "YA"}],
      "edges": [{"edgeID": "1", "fromID": "1", "toID": "3"}, {"edgeID": "2", "fromID": "3", "toID": "2"},
        {"edgeID": "3", "fromID": "4", "toID": "5"}, {"edgeID": "4", "fromID": "5", "toID": "2"},
        {"edgeID": "5", "fromID": "1", "toID": "6"}, {"edgeID": "6", "fromID": "6", "toID": "5"}],
      "participants": [{"participantID": 7, "firstname": "Zoé", "surname": ""}],
      "locutions": [{"nodeID": "1", "personID": 7}]}"#;
    let wrapped = format!("{{\"AIF\": {graph}, \"OVA\": []}}");
    for graph in [graph, &wrapped] {
        let came = read("argument-xml", &files(&[("a/nodeset9.json", graph)]));
        assert_eq!(faults(&came), [(1, "fault-no-place", "fate-skipped")]);
        let document = came.project.listed().next().unwrap();
        assert_eq!(document.id.as_str(), "a/nodeset9.txt");
        let lines = "Zoé : un tram\nil faut un tram\nles rues sont pleines\n";
        assert_eq!(document.text.as_str(), lines);
        let (_, layer) = came.project.all_layers().next().unwrap();
        let labels: Vec<_> = layer.spans().map(|it| it.label.as_str()).collect();
        assert_eq!(labels, ["L", "I", "I"]);
        assert_eq!(
            layer.spans().filter(|it| !it.attributes.is_empty()).count(),
            1
        );
        let mut kinds: Vec<_> = layer.links().map(|it| it.kind.as_str()).collect();
        kinds.sort_unstable();
        assert_eq!(kinds, ["Asserting", "Default Inference"]);
    }
}
