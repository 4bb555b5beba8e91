//! Treebanks.

use sententia::formats::Options;

use super::trip::{self, faults, files, layer, marked, read, spans, text, write};

const BANK: &str = "# global.Entity = eid-etype-head\n\
    # newdoc id = un\n\
    # text = Au bois 🙂\n\
    1-2\tAu\t_\t_\t_\t_\t_\t_\t_\t_\n\
    1\tà\tà\tADP\t_\t_\t3\tcase\t_\tEntity=(e1-PLACE-3\n\
    2\tle\tle\tDET\t_\t_\t3\tdet\t_\t_\n\
    3\tbois\tbois\tNOUN\t_\t_\t0\troot\t_\tEntity=(e2[1/2]-WOOD-1)e1)\n\
    3.1\tvide\t_\t_\t_\t_\t_\t_\t0:root\t_\n\
    4\t🙂\t🙂\tSYM\t_\t_\t3\tdep\t_\tEntity=(e2[2/2]-WOOD-1)|Gloss=x\n\
    \n\
    # newdoc id = deux\n\
    # text = Rien\n\
    1\tRien\trien\tPRON\t_\t_\t0\troot\t_\t_\n\
    mal\n\
    \n";

#[test]
fn every_column_comes_back_and_spans_with_it() {
    let corpus = files(&[("a.conllu", BANK)]);
    let imported = read("conllu", &corpus);
    let all = layer(&imported.project, "a/un");
    let found: Vec<_> = spans(all)
        .into_iter()
        .map(|it| (it.0, it.1, it.2))
        .collect();
    assert_eq!(
        found,
        [
            ("e1".to_owned(), "PLACE".to_owned(), vec![0..7]),
            ("e2".to_owned(), "WOOD".to_owned(), vec![3..7, 8..12])
        ]
    );
    assert_eq!(faults(&imported), [(14, "fault-malformed", "fate-kept")]);
    let (written, _) = write("conllu", &imported.project, &Options::default());
    assert_eq!(text(&written, "a.conllu"), BANK);
}

#[test]
fn any_text_comes_back_with_its_blanks() {
    let row = r#"{"id":"x.txt","text":"\u00a0 L’e\u0301te\u0301\u2028🙂  fut|beau.\r\n\n\tFin\\_","spans":[{"id":"s-1","label":"a (b)","start":4,"end":9,"text":""},{"id":"s-2","label":"B","start":4,"end":12,"text":"","fragments":[[4,9],[10,11]]}],"relations":[]}"#;
    let before = read("jsonl", &files(&[("x.jsonl", row)])).project;
    let (written, _) = write("conllu", &before, &Options::default());
    let back = read("conllu", &written);
    assert_eq!(faults(&back), []);
    let texts = |it: &sententia::model::project::Project| {
        it.document(&"x.txt".into()).unwrap().text.clone()
    };
    assert_eq!(texts(&back.project), texts(&before));
    let places = |it: &sententia::model::project::Project| {
        let all = spans(layer(it, "x.txt")).into_iter();
        let mut all: Vec<_> = all.map(|it| (it.1, it.2)).collect();
        all.sort_by_key(|it| it.0.clone());
        all
    };
    assert_eq!(places(&back.project), places(&before));
    assert_eq!(
        write("conllu", &back.project, &Options::default()).0,
        written
    );
}

#[test]
fn real_treebanks_come_back() {
    trip::real_files("conllu", "conllu");
}

fn row(n: &str, word: &str, misc: &str) -> String {
    format!("{n}\t{word}\t_\t_\t_\t_\t_\t_\t_\t{misc}\n")
}

/// The same in the order of their names.
fn sorted(imported: &sententia::formats::import::Imported, name: &str) -> Vec<String> {
    let mut all = marked(imported, name);
    all.sort();
    all
}

/// The file after a span was added that has these words.
fn with_one_more(name: &str, source: &str, label: &str, words: &str) -> String {
    let mut imported = read("conllu", &files(&[(name, source)]));
    let document = imported.project.order.first().unwrap().clone();
    let text = imported.project.document(&document).unwrap().text.clone();
    let start = text.as_str().find(words).unwrap();
    let all = imported.project.all_layers();
    let (key, known) = all
        .map(|(key, layer)| (key.clone(), layer.spans().next().unwrap().clone()))
        .next()
        .unwrap();
    let mut span = (*known).clone();
    span.id = "neu".into();
    span.label = label.into();
    span.at = vec![start..start + words.len()];
    let edit = sententia::model::edit::Edit::Span(key, "neu".into(), Some(span.into()));
    imported.project.apply(edit);
    let (written, _) = write("conllu", &imported.project, &Options::default());
    String::from_utf8(written.values().next().unwrap().clone()).unwrap()
}

#[test]
fn labels_with_a_number_need_no_heading() {
    let source = [
        &row("1", "La", "Entity=(place-1"),
        &row("2", "ville", "Entity=place-1)"),
        &row("3", "dort", "_"),
        &row("4", "là", "Entity=(place-1)"),
        "\n",
    ]
    .concat();
    let imported = read("conllu", &files(&[("a.conllu", &source)]));
    assert_eq!(faults(&imported), []);
    assert_eq!(
        sorted(&imported, "a.conllu"),
        ["place La ville", "place là"]
    );
    let odd = source.replace("Entity=place-1)", "Entity=lieu-1)");
    let imported = read("conllu", &files(&[("a.conllu", &odd)]));
    let told: Vec<usize> = faults(&imported).iter().map(|it| it.0).collect();
    assert_eq!(told, [1, 2]);
}

#[test]
fn a_new_span_leaves_the_others_as_they_were() {
    let source = [
        "# newdoc id = un\n# global.Entity = GRP-etype-infstat-link\n",
        &row("1", "La", "Entity=(3-place-new-coref|Bridge=3<4"),
        &row("2", "ville", "Entity=3)"),
        &row("3", "dort", "_"),
        &row("4", "là", "Entity=(3-place-giv-coref)"),
        "\n",
    ]
    .concat();
    let written = with_one_more("a.conllu", &source, "event", "dort");
    let wanted = source.replace(
        "dort\t_\t_\t_\t_\t_\t_\t_\t_",
        "dort\t_\t_\t_\t_\t_\t_\t_\tEntity=(e1-event--)",
    );
    assert_eq!(written, wanted);
}

#[test]
fn tags_in_the_last_column_are_spans() {
    let source = [
        "# text = Jean Valjean dort\n",
        &row("1", "Jean", "NER=B-PER|Gloss=x"),
        &row("2", "Valjean", "NER=I-PER"),
        &row("3", "dort", "NER=O"),
        "\n",
    ]
    .concat();
    let imported = read("conllu", &files(&[("a.conllu", &source)]));
    assert_eq!(sorted(&imported, "a.conllu"), ["PER Jean Valjean"]);
    let written = with_one_more("a.conllu", &source, "event", "dort");
    assert!(
        written.contains("Jean\t_\t_\t_\t_\t_\t_\t_\tNER=B-PER|Gloss=x\n"),
        "{written}"
    );
    let again = read("conllu", &files(&[("a.conllu", &written)]));
    assert_eq!(
        sorted(&again, "a.conllu"),
        ["PER Jean Valjean", "event dort"]
    );
}

#[test]
fn columns_may_be_others_than_ten() {
    let source = "# global.columns = ID FORM UPOS MISC PARSEME:MWE\n# text = Il prend le bœuf par les cornes.\n\
        1\tIl\tPRON\t_\t*\n2\tprend\tVERB\t_\t1:VID\n3\tle\tDET\t_\t*\n4\tbœuf\tNOUN\t_\t1\n\
        5\tpar\tADP\t_\t1;2:X\n6\tles\tDET\t_\t*\n7\tcornes\tNOUN\tSpaceAfter=No\t1\n8\t.\tPUNCT\t_\t*\n\n";
    let imported = read("conllu", &files(&[("a.cupt", source)]));
    assert_eq!(faults(&imported), []);
    assert_eq!(
        sorted(&imported, "a.cupt"),
        ["VID prend … bœuf par … cornes", "X par"]
    );
    let (written, _) = write("conllu", &imported.project, &Options::default());
    assert_eq!(text(&written, "a.cupt"), source);
    let written = with_one_more("a.cupt", source, "A", "Il");
    assert!(
        written.contains("1\tIl\tPRON\tEntity=(e1-A)\t*\n"),
        "{written}"
    );
    assert!(written.contains("5\tpar\tADP\t_\t1;2:X\n"), "{written}");
    let plus = source
        .replace(" MISC", "")
        .replace("\t_\t", "\t")
        .replace("SpaceAfter=No\t", "");
    let imported = read("conllu", &files(&[("a.conllup", &plus)]));
    assert_eq!(faults(&imported), []);
    assert_eq!(sorted(&imported, "a.conllup").len(), 2);
}

#[test]
fn a_sentence_is_what_its_text_says() {
    let source = [
        "# text = Il a l’été.\n",
        &row("1", "Il", "_"),
        &row("2", "a", "_"),
        &row("3", "l’", "_"),
        &row("4", "été", "_"),
        &row("5", ".", "SpacesAfter=\\n"),
        "\n# text = Ah\u{A0}!\n",
        &row("1", "Ah", "SpacesAfter=\\u00A0"),
        &row("2", "!", "_"),
        "\n",
    ]
    .concat();
    let imported = read("conllu", &files(&[("a.conllu", &source)]));
    let document = imported.project.document(&"a.conllu".into()).unwrap();
    assert_eq!(document.text.as_str().trim_end(), "Il a l’été.\nAh\u{A0}!");
}
