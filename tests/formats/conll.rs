//! Words with tags.

use sententia::formats::{LossKind, Options, Overlaps, Tags};

use super::trip::{self, faults, files, layer, lost, read, spans, text, write};

fn labels(imported: &sententia::formats::import::Imported, name: &str) -> Vec<String> {
    let words = imported
        .project
        .document(&name.into())
        .unwrap()
        .text
        .clone();
    let all = spans(layer(&imported.project, name)).into_iter();
    all.map(|(_, label, at)| format!("{label} {}", &words.as_str()[at[0].clone()]))
        .collect()
}

#[test]
fn every_custom_of_columns_is_read_and_kept() {
    let corpus = files(&[
        (
            "a.conll",
            "-DOCSTART- -X- O O\n\nRome NNP I-NP I-LOC\r\nest VB I-VP O\r\n\nLe DT O I-ORG\nMonde NN O I-ORG\n",
        ),
        (
            "b.conll",
            "# source\n1\tLa\tB-ORG\tO\n2\tVille\tI-ORG\tO\n3\tde\tI-ORG\tO\n4\tRome\tI-ORG\tB-LOC\n",
        ),
        ("c.iob", "Rome|N|B-LOC vit|V|O\nParis|N|S-LOC dort|V|O\n"),
        (
            "d.tsv",
            "TOKEN\tNE-COARSE-LIT\tMISC\n# id = 1\nRome\tB-loc\tNoSpaceAfter\n,\tO\t_\n",
        ),
        ("e.bio", "#\tO\nB-\tO\n🙂\tU-EMO\nseul\n"),
    ]);
    let imported = read("conll", &corpus);
    assert_eq!(labels(&imported, "a.conll"), ["LOC Rome", "ORG Le Monde"]);
    assert_eq!(
        labels(&imported, "b.conll"),
        ["ORG La Ville de Rome", "LOC Rome"]
    );
    assert_eq!(labels(&imported, "c.iob"), ["LOC Rome", "LOC Paris"]);
    assert_eq!(labels(&imported, "d.tsv"), ["loc Rome"]);
    assert_eq!(labels(&imported, "e.bio"), ["EMO 🙂"]);
    assert_eq!(faults(&imported), [(4, "fault-malformed", "fate-kept")]);
    let (written, report) = write("conll", &imported.project, &Options::default());
    assert_eq!(lost(&report), [(LossKind::Annotators, 5)]);
    for (name, before, after) in [
        ("a.conll", "I-LOC", "B-LOC"),
        ("c.iob", "S-LOC", "B-LOC"),
        ("e.bio", "U-EMO", "B-EMO"),
    ] {
        let wanted = text(&corpus, name).replace(before, after);
        assert_eq!(
            text(&written, name),
            wanted.replace("DT O I-ORG", "DT O B-ORG"),
            "{name}"
        );
    }
    for name in ["b.conll", "d.tsv"] {
        assert_eq!(text(&written, name), text(&corpus, name));
    }
}

#[test]
fn number_signs_and_signs_that_are_not_seen_are_words() {
    let row = "{\"id\":\"x.txt\",\"text\":\"\u{FEFF}## F# Dubbz\u{FEFF}\",\"spans\":[{\"id\":\"s-1\",\
        \"label\":\"A\",\"start\":7,\"end\":13,\"text\":\"\"}],\"relations\":[]}\n\
        {\"id\":\"y.txt\",\"text\":\"# #\",\"spans\":[],\"relations\":[]}\n";
    let project = read("jsonl", &files(&[("x.jsonl", row)])).project;
    let (written, _) = write("conll", &project, &Options::default());
    let again = read("conll", &written).project;
    let solid = |project: &sententia::model::project::Project| -> Vec<String> {
        let texts = project.documents.values().map(|it| it.text.as_str());
        texts.map(|it| it.split_whitespace().collect()).collect()
    };
    let mut found = solid(&again);
    found.sort();
    assert_eq!(found, ["##", "\u{FEFF}##F#Dubbz\u{FEFF}"]);
    let spans = again.all_layers().flat_map(|it| {
        let text = &again.documents[&it.0.document].text;
        it.1.spans()
            .filter_map(|it| text.get(it.extent()))
            .collect::<Vec<_>>()
    });
    let words: Vec<String> = spans.map(|it| it.split_whitespace().collect()).collect();
    assert_eq!(words, ["Dubbz\u{FEFF}"]);
}

#[test]
fn documents_of_one_file_go_back_into_it() {
    let source = "-DOCSTART-\tO\n\nun\tB-A\n\n-DOCSTART-\tO\n\ndeux\tO\n";
    let corpus = files(&[("x.conll", source)]);
    let imported = read("conll", &corpus);
    let names: Vec<&str> = imported
        .project
        .order
        .iter()
        .map(sententia::model::id::DocumentId::as_str)
        .collect();
    assert_eq!(names, ["x-1.txt", "x-2.txt"]);
    let (written, _) = write("conll", &imported.project, &Options::default());
    assert_eq!(text(&written, "x.conll"), source);
}

#[test]
fn a_text_is_cut_into_words_where_spans_begin_and_end() {
    let row = r#"{"id":"x.txt","text":"L’été vient. Ici\u00a0!","spans":[{"id":"s-1","label":"A","start":2,"end":5,"text":""},{"id":"s-2","label":"B","start":2,"end":11,"text":""},{"id":"s-3","label":"C","start":13,"end":16,"text":""}],"relations":[]}"#;
    let project = read("jsonl", &files(&[("x.jsonl", row)])).project;
    let options = |overlaps, tags| Options {
        overlaps,
        tags,
        ..Options::default()
    };
    let (written, report) = write("conll", &project, &options(Overlaps::Longest, Tags::Iob));
    let head = "-DOCSTART- -X- O O\n\nL’\tO\n";
    let tail = ".\tO\n\nIci\tB-C\n!\tO\n\n";
    let file = written.keys().next().unwrap().clone();
    assert_eq!(
        text(&written, &file),
        format!("{head}été\tB-B\nvient\tI-B\n{tail}")
    );
    let told = lost(&report);
    assert!(
        told.contains(&(LossKind::Overlaps, 1)) && told.contains(&(LossKind::Blanks, 1)),
        "{told:?}"
    );
    let first = Overlaps::Priority(vec!["A".into()]);
    let (written, _) = write("conll", &project, &options(first, Tags::Bilou));
    let tail = tail.replace("B-C", "U-C");
    assert_eq!(
        text(&written, &file),
        format!("{head}été\tU-A\nvient\tO\n{tail}")
    );
}

#[test]
fn real_conll_comes_back() {
    trip::real_files("conll", "conll");
}
