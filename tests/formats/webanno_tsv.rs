//! The table of words that `WebAnno` and `INCEpTION` write.

use sententia::formats::draft::extras;
use sententia::formats::{Fragments, LossKind, Options, Reading};
use sententia::model::value::Value;

use super::trip::{self, Files, faults, files, layer, lost, read, read_as, text, write};
use crate::fixture::sample_project;

const ID: &str = "webanno-tsv";

/// Layers of every kind, parts of words, stacks, and the escapes of values and of the text.
const FILE: &str = "#FORMAT=WebAnno TSV 3.2\n\
    #T_SP=webanno.custom.Claim|strength|sure\n\
    #T_SP=webanno.custom.Host|ROLE_webanno.custom.Host:holders_webanno.custom.HolderLink|webanno.custom.Claim\n\
    #T_CH=webanno.custom.CorefLink|referenceRelation|referenceType\n\
    #T_RL=webanno.custom.Against|why|BT_webanno.custom.Claim\n\
    \n\n\
    #Sentence.id=eins\n\
    #Text=Le 🌉 n’est\\tpas\n\
    #Text=sûr.\n\
    1-1\t0-2\tLe\t_\t_\t_\t_\t_\t_\t_\t_\t\n\
    1-2\t3-5\t🌉\t2[1]|*[2]\ttrue[1]|false[2]\t_\t_\tja->1-1\tx\\_y[1]\ta\\->b\t1-2[2_1]\t\n\
    1-3\t6-11\tn’est\t2[1]\ttrue[1]\t_\t_\t_\t_\t_\t_\t\n\
    1-3.1\t8-11\test\t_\t_\twho[3]\t1-2[1]\t_\t_\t_\t_\t\n\
    1-4\t12-15\tpas\t_\t_\twho[3]\t1-2[1]\t*->1-2\t*[1]\t_\t_\t\n\
    1-4.1\t14-14\t\t*\tfalse\t_\t_\t_\t_\t_\t_\t\n\
    1-5\t16-20\tsûr.\t_\t_\t_\t_\t_\t_\t_\t_\t\n\
    \n\
    #Text=Zwei.\n\
    2-1\t21-25\tZwei\t*\t*\t_\t_\t_\t_\t_\t_\t\n";

fn one(source: &str) -> Files {
    files(&[("a.tsv", source)])
}

/// Label, words and answers of every span; kind and words of every link.
fn said(files: &Files) -> Vec<String> {
    let project = read_as(ID, files, &Reading::default()).project;
    let id = project.order[0].clone();
    let text = project.document(&id).unwrap().text.clone();
    let layer = layer(&project, id.as_str());
    let words = |id| text.get(layer.span(id).unwrap().extent()).unwrap();
    let mut said: Vec<String> = Vec::new();
    for span in layer.spans() {
        let answers: Vec<String> = span
            .attributes
            .iter()
            .map(|it| format!(" {}={:?}", it.0, it.1))
            .collect();
        let words = words(&span.id);
        said.push(format!("{} “{words}”{}", span.label, answers.concat()));
    }
    for link in layer.links() {
        let (from, to) = (words(&link.from), words(&link.to));
        said.push(format!("{} {from} → {to}", link.kind));
    }
    said
}

#[test]
fn layers_are_labels_and_columns_are_questions() {
    let all = said(&one(FILE));
    assert_eq!(
        all,
        [
            "Claim “🌉 n’est” strength=Number(2.0) sure=Flag(true)",
            "Claim “🌉” sure=Flag(false)",
            "CorefLink “🌉” referenceRelation=Choice(\"ja\") referenceType=Choice(\"x_y\")",
            "Host “est\tpas”",
            "CorefLink “pas”",
            "Claim “Zwei”",
            "next 🌉 → pas",
            "Against 🌉 → 🌉 n’est",
            "holders:who est\tpas → 🌉 n’est",
        ]
        .map(str::to_owned)
        .to_vec()
        .as_slice(),
    );
}

#[test]
fn a_file_comes_back_as_it_came() {
    let first = read(ID, &one(FILE));
    let beside = first
        .problems
        .iter()
        .all(|it| it.fate.key() == "fate-beside");
    assert!(beside, "{:?}", first.problems);
    let (written, report) = write(ID, &first.project, &Options::default());
    assert_eq!(lost(&report), [(LossKind::Annotators, 1)]);
    let written = text(&written, "a.tsv");
    assert_eq!(written, FILE.replace("TSV 3.2", "TSV 3.3"));
    assert_eq!(said(&one(written)), said(&one(FILE)));
    let again = read(ID, &one(written));
    let (twice, _) = write(ID, &again.project, &Options::default());
    assert_eq!(text(&twice, "a.tsv"), written);
}

#[test]
fn words_of_others_are_kept_and_are_no_records() {
    let project = read(ID, &one(FILE)).project;
    let kept = extras(&project.document(&"a.tsv".into()).unwrap().meta, "uima").unwrap();
    assert!(kept.contains("W0-2 W3-5"), "{kept}");
    let (xmi, _) = write("xmi", &project, &Options::default());
    let xmi = text(&xmi, "a.xmi");
    assert_eq!(xmi.matches("Token xmi:id").count(), 6, "{xmi}");
    assert!(xmi.contains(" id=\"eins\""), "{xmi}");
    assert!(xmi.contains("why=\"a-&gt;b\""), "{xmi}");
}

#[test]
fn what_is_broken_is_told_with_its_line() {
    let source = "\u{FEFF}#FORMAT=WebAnno TSV 3.0\r\n#T_SP=a.B|x\r\n#T_RL=a.R|BT_a.B\r\n\r\n\r\n\
        #Text=Ein Satz\r\n1-1\t0-3\tEin\tp\t_\t\r\n1-2\t4-8\tSarg\tq[1]\t_\t\r\n1-3\tx\r\n\
        1-4\t90-99\tfort\tr\t_\t\r\n1-5\t4-8\tSatz\t_\t7-7\t\r\n\r\n\
        #Text=zurück\r\n2-1\t2-8\tzurück\ts\t_\t";
    let came = read_as(ID, &one(source), &Reading::default());
    let mut found = faults(&came);
    found.sort_unstable();
    assert_eq!(
        found,
        [
            (8, "fault-quote-differs", "fate-kept"),
            (9, "fault-malformed", "fate-skipped"),
            (10, "fault-outside-text", "fate-skipped"),
            (11, "fault-dangling", "fate-skipped"),
            (14, "fault-outside-text", "fate-skipped"),
        ]
    );
    let layer = layer(&came.project, "a.tsv");
    let document = came.project.document(&"a.tsv".into()).unwrap();
    assert_eq!(document.text.as_str(), "Ein Satz\nzurück");
    let words: Vec<&str> = layer
        .spans()
        .map(|it| document.text.get(it.extent()).unwrap())
        .collect();
    assert_eq!(words, ["Ein", "Satz", "zurück"]);
}

/// As GUM has it: columns that leave out the records of which they say nothing, numbers that are not used,
/// a version without its second part, and remarks.
#[test]
fn numbers_say_whose_a_value_is() {
    let source = "#FORMAT=WebAnno TSV 3\n#T_SP=a.Referent|kind|who\n#T_RL=a.Coref|BT_a.Referent\n\n\n\
        #Summary=rien\n#Summary=encore rien\n#Text=Le port de Brest où il vit\n\
        1-1\t0-2\tLe\tplace[1]\tBrest[1]\t_\n\
        1-2\t3-7\tport\tplace[1]\t_\t_\n\
        1-3\t8-10\tde\tplace[1]\t_\t_\n\
        1-4\t11-16\tBrest\tplace[1]|city[2]\tBreizh[2]\t_\n\
        1-5\t17-19\toù\tplace[1]|city[3]\t_\t1-4[2_0]\n\
        1-6\t20-22\til\tplace[1]|person[4]\tYann[4]\t_\n\
        1-7\t23-26\tvit\tself\t_\t1-6\n";
    let file = one(source);
    let found = said(&file);
    let told = |label: &str, words: &str, who: &str| {
        let start = format!("{label} “{words}”");
        let mut all = found.iter().filter(|it| it.starts_with(&start));
        all.any(|it| it.contains(who) && (!who.is_empty() || !it.contains("who")))
    };
    assert!(
        told("a.Referent", "Le port de Brest où il", "Brest"),
        "{found:#?}"
    );
    assert!(told("a.Referent", "Brest", "Breizh"), "{found:#?}");
    assert!(told("a.Referent", "il", "Yann"), "{found:#?}");
    assert!(told("a.Referent", "où", ""), "{found:#?}");
    assert_eq!(found[5..], ["a.Coref Brest → où", "a.Coref il → vit"]);
    let came = read_as(ID, &file, &Reading::default());
    assert_eq!(faults(&came), [(6, "fault-unknown", "fate-skipped")]);
}

#[test]
fn older_files_are_told_apart() {
    let source = " # a.B | value\n#id=1\n#text=Ein Satz\n1-1\tEin\tx\t\n";
    let came = read(ID, &one(source));
    assert_eq!(faults(&came), [(1, "fault-otherwise", "fate-skipped")]);
    assert!(
        came.problems[0]
            .fault
            .to_string()
            .contains("WebAnno TSV 1, 2")
    );
}

/// A text with what makes texts hard, and spans that begin and end wherever they like.
const ROW: &str = r#"{"id":"x.txt","text":"\n L’e\u0301te\u0301\u2028🙂  fut|beau.\r\n\r\n\u00a0C’est #fini_\\\t\n\n","spans":[
 {"id":"s-1","label":"A b","start":3,"end":7,"text":"","attributes":{"w":"a|b;[c]_*->\\","n":2.5,"f":true,"m":["x","y"],"l":"a\rb"},"note":"*"},
 {"id":"s-2","label":"A b","start":5,"end":12,"text":""},
 {"id":"s-3","label":"C","start":12,"end":14,"text":""},
 {"id":"s-4","label":"C","start":0,"end":40,"text":""},
 {"id":"s-5","label":"C","start":13,"end":21,"text":"","fragments":[[13,17],[18,21]]}],
 "relations":[{"id":"l-1","type":"same as","head":"s-2","tail":"s-1"},{"id":"l-2","type":"of","head":"s-3","tail":"s-4"}]}"#;

fn hard() -> sententia::model::project::Project {
    read("jsonl", &files(&[("x.jsonl", &ROW.replace('\n', ""))])).project
}

#[test]
fn no_span_is_made_longer_and_no_blank_is_lost() {
    let before = hard();
    let (written, report) = write(ID, &before, &Options::default());
    assert_eq!(
        lost(&report),
        [
            (LossKind::Fragments, 1),
            (LossKind::Names, 2),
            (LossKind::Attributes, 1),
            (LossKind::Annotators, 1),
            (LossKind::Characters, 1),
        ]
    );
    let file = text(&written, "x.tsv");
    assert!(file.contains("\n#Sentence.id=sententia\n"), "{file}");
    let after = read_as(ID, &written, &Reading::default());
    assert_eq!(faults(&after), []);
    let document = after.project.document(&"x.tsv".into()).unwrap();
    let original = before.document(&"x.txt".into()).unwrap();
    assert_eq!(document.text.as_str(), original.text.as_str());
    let places = |layer: &sententia::model::annotation::Layer| {
        let all = layer.spans();
        let mut all: Vec<_> = all
            .map(|it| (it.label.as_str().replace(' ', "_"), it.extent()))
            .collect();
        all.sort_by_key(|it| (it.1.start, it.1.end));
        all
    };
    let (old, new) = (layer(&before, "x.txt"), layer(&after.project, "x.tsv"));
    assert_eq!(places(new), places(old));
    assert_eq!(new.n_links(), 2);
    let first = new.spans().find(|it| !it.note.is_empty()).unwrap();
    assert_eq!(first.note, "*");
    let answer = |name: &str| first.attributes.get(&name.into());
    assert_eq!(answer("n"), Some(&Value::Number(2.5)));
    assert_eq!(answer("f"), Some(&Value::Flag(true)));
    let (again, _) = write(ID, &after.project, &Options::default());
    assert_eq!(text(&again, "x.tsv"), file);
}

#[test]
fn fragments_are_joined_or_written_one_by_one() {
    for (fragments, n) in [
        (Fragments::Whole, 5),
        (Fragments::Apart, 6),
        (Fragments::LeaveOut, 4),
    ] {
        let options = Options {
            fragments,
            ..Options::default()
        };
        let (written, _) = write(ID, &hard(), &options);
        let project = read_as(ID, &written, &Reading::default()).project;
        assert_eq!(layer(&project, "x.tsv").n_spans(), n);
    }
}

/// Programs that take in the work of several compare their words.
#[test]
fn words_do_not_depend_on_who_marked_what() {
    let project = sample_project();
    let words = |label: Option<&str>| {
        let mut project = project.clone();
        if label.is_none() {
            project.layers.clear();
        }
        let (files, _) = write(ID, &project, &Options::default());
        let all = files
            .values()
            .map(|it| String::from_utf8(it.clone()).unwrap());
        let mut words: Vec<String> = Vec::new();
        for line in all.collect::<Vec<_>>().iter().flat_map(|it| it.lines()) {
            let cells: Vec<&str> = line.split('\t').take(3).collect();
            if cells.len() == 3 && !cells[0].contains('.') {
                words.push(cells.join(" "));
            }
        }
        words
    };
    assert_eq!(words(None), words(Some("")));
}

#[test]
fn names_that_readers_would_not_find_are_left_out_with_their_links() {
    let types = r#"<?xml version="1.0"?><typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier"><types>
<typeDescription><name>a.My_Host</name><supertypeName>uima.tcas.Annotation</supertypeName><features>
<featureDescription><name>to</name><rangeTypeName>uima.cas.FSArray</rangeTypeName><elementType>a.L</elementType></featureDescription></features></typeDescription>
<typeDescription><name>a.L</name><supertypeName>uima.cas.TOP</supertypeName><features>
<featureDescription><name>role</name><rangeTypeName>uima.cas.String</rangeTypeName></featureDescription>
<featureDescription><name>target</name><rangeTypeName>uima.tcas.Annotation</rangeTypeName></featureDescription></features></typeDescription>
</types></typeSystemDescription>"#;
    let xmi = r#"<xmi:XMI xmi:version="2.0" xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore" xmlns:a="http:///a.ecore">
<cas:NULL xmi:id="0"/><a:My_Host xmi:id="5" sofa="1" begin="0" end="2" to="8"/><a:My_Host xmi:id="6" sofa="1" begin="3" end="6"/>
<a:L xmi:id="8" role="who" target="6"/><cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text" sofaString="Il neige"/>
<cas:View sofa="1" members="5 6"/></xmi:XMI>"#;
    let came = read("xmi", &files(&[("a.xmi", xmi), ("TypeSystem.xml", types)]));
    assert_eq!(layer(&came.project, "a.xmi").n_links(), 1);
    let (written, report) = write(ID, &came.project, &Options::default());
    let expected = [(LossKind::Links, 1), (LossKind::Annotators, 1)];
    assert_eq!(lost(&report), expected);
    assert!(!text(&written, "a.tsv").contains("ROLE_"));
}

#[test]
fn files_of_others_come_back() {
    trip::real_files(ID, "webanno-tsv");
}
