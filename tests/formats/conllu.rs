//! Treebanks.

use sententia::formats::Options;

use super::trip::{self, faults, files, layer, read, spans, text, write};

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
