//! Projects of `INCEpTION` as it exports them, and as it would take them in.

use std::io::{Cursor, Write as _};

use sententia::formats::{LossKind, Options, Reading};
use sententia::model::annotation::Status;
use sententia::model::project::Project;
use sententia::model::schema::Kind;
use serde_json::Value as Json;

use super::trip::{Files, faults, files, lost, read, read_as, spans, text, write};
use crate::fixture::sample_project;

const ID: &str = "inception";

const PROJECT: &str = r#"{"name":"Brücke","mode":"annotation","version":1,
"source_documents":[{"name":"a.txt","format":"text","state":"CURATION_FINISHED"},{"name":"b.xmi","format":"xmi"},{"name":"c.pdf","format":"pdf"},{"name":"d.txt","format":"text"}],
"annotation_documents":[{"name":"a.txt","user":"anna","state":"FINISHED"},{"name":"a.txt","user":"b.uno","state":"IN_PROGRESS"},{"name":"a.txt","user":"zoé","state":"NEW"}],
"project_permissions":[{"level":"ANNOTATOR","user":"anna"}],
"tag_sets":[{"name":"Yes or no","tags":[{"tag_name":"yes"},{"tag_name":"no"}]}],
"layers":[
 {"name":"webanno.custom.Claim","uiName":"A claim","type":"span","enabled":true,"built_in":false,"features":[
  {"name":"sure","uiName":"Sure?","type":"uima.cas.String","tag_set":{"name":"Yes or no"},"required":true},
  {"name":"n","uiName":"How many","type":"uima.cas.Integer"}]},
 {"name":"webanno.custom.Never","uiName":"Never used","type":"span","enabled":true,"built_in":false,"features":[]},
 {"name":"webanno.custom.Against","uiName":"is against","type":"relation","enabled":true,"attach_type":{"name":"webanno.custom.Claim"},"features":[]},
 {"name":"de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity","uiName":"Named entity","type":"span","enabled":true,"built_in":true,"features":[]},
 {"name":"de.tudarmstadt.ukp.dkpro.core.api.syntax.type.chunk.Chunk","uiName":"Chunk","type":"span","enabled":true,"built_in":true,"features":[]}]}"#;

const TYPES: &str = r#"<?xml version="1.0"?><typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier"><types>
<typeDescription><name>webanno.custom.Claim</name><supertypeName>uima.tcas.Annotation</supertypeName><features>
<featureDescription><name>sure</name><rangeTypeName>uima.cas.String</rangeTypeName></featureDescription>
<featureDescription><name>n</name><rangeTypeName>uima.cas.Integer</rangeTypeName></featureDescription>
<featureDescription><name>who</name><rangeTypeName>uima.cas.FSArray</rangeTypeName><elementType>webanno.custom.WhoLink</elementType></featureDescription></features></typeDescription>
<typeDescription><name>webanno.custom.WhoLink</name><supertypeName>uima.cas.TOP</supertypeName><features>
<featureDescription><name>role</name><rangeTypeName>uima.cas.String</rangeTypeName></featureDescription>
<featureDescription><name>target</name><rangeTypeName>uima.tcas.Annotation</rangeTypeName></featureDescription></features></typeDescription>
<typeDescription><name>de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity</name><supertypeName>uima.tcas.Annotation</supertypeName></typeDescription>
<typeDescription><name>de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token</name><supertypeName>uima.tcas.Annotation</supertypeName></typeDescription>
<typeDescription><name>de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence</name><supertypeName>uima.tcas.Annotation</supertypeName></typeDescription>
</types></typeSystemDescription>"#;

/// As the program itself writes it: the links of slots are members of the view, too.
fn xmi(records: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><xmi:XMI xmi:version="2.0" xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore" xmlns:custom="http:///webanno/custom.ecore" xmlns:type="http:///de/tudarmstadt/ukp/dkpro/core/api/segmentation/type.ecore" xmlns:ner="http:///de/tudarmstadt/ukp/dkpro/core/api/ner/type.ecore">
<cas:NULL xmi:id="0"/><type:Sentence xmi:id="20" sofa="1" begin="0" end="15"/><type:Token xmi:id="21" sofa="1" begin="0" end="3"/><type:Token xmi:id="22" sofa="1" begin="4" end="10"/><type:Token xmi:id="23" sofa="1" begin="11" end="15"/>
{records}<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text" sofaString="Die 🌉ücke hält."/>
<cas:View sofa="1" members="20 21 22 23 5 6 8 9"/></xmi:XMI>"#
    )
}

fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        let options = zip::write::SimpleFileOptions::default();
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn exported() -> Files {
    let claims = xmi(
        r#"<custom:Claim xmi:id="5" sofa="1" begin="0" end="10" sure="yes" n="3" who="8"/><custom:Claim xmi:id="6" sofa="1" begin="11" end="15"/><custom:WhoLink xmi:id="8" role="by" target="6"/>"#,
    );
    let entity = xmi(r#"<ner:NamedEntity xmi:id="9" sofa="1" begin="4" end="10"/>"#);
    let types = TYPES.as_bytes();
    let anna = zip(&[("anna.xmi", claims.as_bytes()), ("TypeSystem.xml", types)]);
    let bruno = zip(&[("b.uno.xmi", entity.as_bytes()), ("TypeSystem.xml", types)]);
    let tsv = "#FORMAT=WebAnno TSV 3.3\n#T_SP=webanno.custom.Claim|n|sure\n\n\n#Text=Die 🌉ücke hält.\n1-1\t0-3\tDie\t_\t_\t\n1-2\t4-10\t🌉ücke\t2\tno\t\n1-3\t11-15\thält\t_\t_\t\n1-4\t15-16\t.\t_\t_\t\n";
    let mut files = files(&[
        ("exportedproject.json", PROJECT),
        ("source/a.txt", "Die 🌉ücke hält."),
        ("source/b.xmi", &claims),
        ("source/c.pdf", "%PDF-"),
        ("source/d.txt", "Sonst nichts."),
        ("annotation/a.txt/INITIAL_CAS.tsv", tsv),
        ("curation/a.txt/CURATION_USER.tsv", tsv),
        ("annotation_ser/a.txt/INITIAL_CAS.ser", "\u{1}"),
        ("annotation_ser/a.txt/anna.ser", "\u{1}"),
        ("annotation_ser/d.txt/zoé.ser", "\u{1}"),
        ("event.log", ""),
    ]);
    files.insert("annotation/a.txt/anna.zip".to_owned(), anna);
    files.insert("annotation/a.txt/b.uno.zip".to_owned(), bruno);
    files
}

/// Label, words, and answers of everybody's spans, and their links.
fn said(project: &Project) -> Vec<String> {
    let mut said = Vec::new();
    for (key, layer) in project.all_layers() {
        let text = &project.document(&key.document).unwrap().text;
        let words = |id| text.get(layer.span(id).unwrap().extent()).unwrap();
        let who = format!("{} {}", key.document, key.annotator);
        for span in layer.spans() {
            let answers: Vec<String> = span
                .attributes
                .iter()
                .map(|it| format!(" {}={:?}", it.0, it.1))
                .collect();
            let (label, words) = (&span.label, words(&span.id));
            said.push(format!("{who}: {label} “{words}”{}", answers.concat()));
        }
        for link in layer.links() {
            let (from, to) = (words(&link.from), words(&link.to));
            said.push(format!("{who}: {} {from} → {to}", link.kind));
        }
    }
    said.sort();
    said
}

#[test]
fn everybodys_work_comes_in_with_the_layers() {
    let came = read(ID, &exported());
    assert_eq!(
        said(&came.project),
        [
            "a.txt CURATION_USER: Claim “🌉ücke” n=Number(2.0) sure=Choice(\"no\")",
            "a.txt anna: Claim “Die 🌉ücke” n=Number(3.0) sure=Choice(\"yes\")",
            "a.txt anna: Claim “hält”",
            "a.txt anna: who:by Die 🌉ücke → hält",
            "a.txt b-uno: de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity “🌉ücke”",
            "b.xmi INITIAL_CAS: Claim “Die 🌉ücke” n=Number(3.0) sure=Choice(\"yes\")",
            "b.xmi INITIAL_CAS: Claim “hält”",
            "b.xmi INITIAL_CAS: who:by Die 🌉ücke → hält",
        ]
    );
    let names: Vec<String> = came.project.order.iter().map(ToString::to_string).collect();
    assert_eq!(names, ["a.txt", "b.xmi", "d.txt"]);
    let status = |by: &str| {
        let layers = came.project.layers.get(&by.into()).unwrap();
        layers.get(&"a.txt".into()).unwrap().status
    };
    assert_eq!(status("anna"), Status::Done);
    assert_eq!(status("b-uno"), Status::InProgress);
    assert_eq!(status("CURATION_USER"), Status::Done);
    let told: Vec<_> = came
        .problems
        .iter()
        .filter(|it| it.fate.key() == "fate-skipped")
        .map(|it| (it.file.as_str(), it.fault.to_string()))
        .collect();
    for (file, what) in [("c.pdf", "pdf"), ("d.txt", "zoé (Java)")] {
        let found = told
            .iter()
            .any(|it| it.0.contains(file) && it.1.contains(what));
        assert!(found, "{file}: {told:?}");
    }
    let java = told.iter().filter(|it| it.1.contains("Java"));
    assert_eq!(java.count(), 1, "Anna's work was read otherwise: {told:?}");
}

/// Some versions give the files names with a number, and fill up short names.
#[test]
fn numbers_behind_a_name_are_no_part_of_it() {
    let description = r#"{"source_documents":[{"name":"a.txt","format":"text"},{"name":"b.txt","format":"text"}],
        "annotation_documents":[{"name":"a.txt","user":"jo","state":"FINISHED"},{"name":"a.txt","user":"zoé","state":"IN_PROGRESS"},
        {"name":"a.txt","user":"zoé2","state":"NEW"},{"name":"b.txt","user":"jo","state":"FINISHED"}]}"#;
    let cas = xmi("");
    let names = [
        "annotation/a.txt/jo_4343257511917352145.xmi",
        "annotation/a.txt/zoé8090299544098498525.xmi",
        "annotation/a.txt/zoé217.xmi",
        "annotation/b.txt/jo_12.xmi",
        "curation/b.txt/CURATION_USER1449525220762953137.xmi",
    ];
    let mut all = vec![
        ("exportedproject.json", description),
        ("source/a.txt", ""),
        ("source/b.txt", ""),
    ];
    all.extend(names.iter().map(|it| (*it, cas.as_str())));
    let project = read(ID, &files(&all)).project;
    let mut who: Vec<String> = project
        .all_layers()
        .map(|(key, it)| format!("{} {} {:?}", key.document, key.annotator, it.status))
        .collect();
    who.sort();
    assert_eq!(
        who,
        [
            "a.txt jo Done",
            "a.txt zoe InProgress",
            "a.txt zoe217 InProgress",
            "b.txt CURATION_USER Done",
            "b.txt jo_12 InProgress",
        ]
    );
}

#[test]
fn layers_are_labels_with_the_names_that_people_see() {
    let schema = read(ID, &exported()).project.schema;
    let labels: Vec<(&str, &str)> = schema
        .labels
        .iter()
        .map(|it| (it.id.as_str(), it.name.get("en")))
        .collect();
    let entity = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity";
    assert_eq!(
        labels,
        [
            ("Claim", "A claim"),
            ("Never", "Never used"),
            (entity, "Named entity"),
        ]
    );
    let claim = &schema.labels[0];
    let Kind::OneOf(choices) = &claim.attributes[0].kind else {
        panic!("{:?}", claim.attributes[0]);
    };
    assert_eq!((choices.len(), claim.attributes[0].required), (2, true));
    let against = &schema.links[0];
    assert_eq!(
        (against.id.as_str(), against.name.get("en")),
        ("Against", "is against")
    );
    assert!(against.from.contains(&"Claim".into()));
}

#[test]
fn a_packed_project_in_a_folder_is_known_too() {
    let inner = exported();
    let inner: Vec<(String, Vec<u8>)> = inner
        .into_iter()
        .map(|(name, it)| (format!("project/{name}"), it))
        .collect();
    let inner: Vec<(&str, &[u8])> = inner
        .iter()
        .map(|(name, it)| (name.as_str(), it.as_slice()))
        .collect();
    let packed = Files::from([("x.zip".to_owned(), zip(&inner))]);
    assert_eq!(
        said(&read(ID, &packed).project),
        said(&read(ID, &exported()).project)
    );
}

#[test]
fn a_project_comes_back() {
    let first = read(ID, &exported()).project;
    let (files, report) = write(ID, &first, &Options::default());
    // Anna, b-uno and the curator on one text, and what a source says of another.
    assert_eq!(lost(&report), [(LossKind::OwnLayers, 3)]);
    let again = read(ID, &files);
    assert_eq!(said(&again.project), said(&first));
    let (twice, _) = write(ID, &again.project, &Options::default());
    let (thrice, _) = write(ID, &read(ID, &twice).project, &Options::default());
    assert_eq!(twice.len(), files.len());
    for (name, bytes) in &twice {
        let (one, two) = (
            String::from_utf8_lossy(bytes),
            String::from_utf8_lossy(&thrice[name]),
        );
        assert_eq!(one, two, "{name}");
    }
}

#[test]
fn what_is_written_is_what_the_importer_asks_for() {
    let (files, _) = write(ID, &sample_project(), &Options::default());
    let described: Json = serde_json::from_str(text(&files, "exportedproject.json")).unwrap();
    assert_eq!(described["mode"], "annotation");
    let names = |key: &str| -> Vec<String> {
        let all = described[key].as_array().unwrap().iter();
        all.map(|it| it["name"].as_str().unwrap().to_owned())
            .collect()
    };
    let sources = names("source_documents");
    assert_eq!(sources, ["pont.txt", "press_tram.txt"]);
    for (name, bytes) in &files {
        if let Some(source) = name.strip_prefix("source") {
            // Every file whose name begins so has to be a document.
            let source = source.strip_prefix('/').unwrap().to_owned();
            assert!(sources.contains(&source), "{source}");
            assert!(String::from_utf8_lossy(bytes).contains("<xmi:XMI"));
        }
    }
    let sets = names("tag_sets");
    for layer in described["layers"].as_array().unwrap() {
        let kind = layer["type"].as_str().unwrap();
        assert!(
            ["span", "relation", "chain", "document-metadata"].contains(&kind),
            "{kind}"
        );
        for feature in layer["features"].as_array().unwrap() {
            if let Some(set) = feature["tag_set"]["name"].as_str() {
                assert!(sets.iter().any(|it| it == set), "{set}");
            }
            assert_ne!(feature["type"], "uima.cas.Double");
        }
    }
    // One annotator: the source says what she says.
    let source = text(&files, "source/pont.txt");
    assert!(source.contains("custom:prediction"), "{source}");
}

#[test]
fn a_broken_description_costs_no_document() {
    let mut files = exported();
    files.insert(
        "exportedproject.json".to_owned(),
        b"{\"layers\": [".to_vec(),
    );
    let came = read_as(ID, &files, &Reading::default());
    assert_eq!(faults(&came)[0].1, "fault-malformed");
    assert!(came.project.order.len() >= 3, "{:?}", came.project.order);
    let layers = came.project.layers.get(&"anna".into()).unwrap();
    assert_eq!(spans(layers.get(&"a.txt".into()).unwrap()).len(), 2);
}
