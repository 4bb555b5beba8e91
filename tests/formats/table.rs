//! Tables of spans.

use sententia::formats::import::Imported;
use sententia::formats::{LossKind, Options, Reading};

use super::trip::{faults, files, layer, lost, read, read_as, spans, text, write};
use crate::fixture::sample_project;

#[test]
fn a_table_made_elsewhere_is_read_with_its_own_columns() {
    let corpus = files(&[
        (
            "mes passages.csv",
            "\u{FEFF}texte;debut;fin;code;mots;force;doute\r\na.txt;2;3;Émoi;🙂;3;true\r\na.txt;90;99;Émoi;x;;\r\na.txt;0;1;Émoi;zut;\"a;b\";false\r\nb.txt;0;1;Émoi;x;;\r\n",
        ),
        ("a.txt", "a 🙂 b"),
    ]);
    let columns = [
        ("doc", "texte"),
        ("start", "debut"),
        ("end", "fin"),
        ("label", "code"),
        ("text", "mots"),
    ];
    let reading = Reading {
        columns: columns.map(|(a, b)| (a.to_owned(), b.to_owned())).into(),
        ..Reading::default()
    };
    let imported = read_as("spans-csv", &corpus, &reading);
    let found = spans(layer(&imported.project, "a.txt"));
    let found: Vec<_> = found.into_iter().map(|it| (it.1, it.2)).collect();
    assert_eq!(
        found,
        [
            ("Émoi".to_owned(), vec![0..1]),
            ("Émoi".to_owned(), vec![2..6])
        ]
    );
    let mut told = faults(&imported);
    told.sort_unstable();
    assert_eq!(
        told,
        [
            (3, "fault-outside-text", "fate-skipped"),
            (4, "fault-quote-differs", "fate-kept"),
            (5, "fault-no-text", "fate-skipped")
        ]
    );
}

#[test]
fn formulas_are_guarded_on_the_way() {
    let row = r#"{"id":"=x.txt","text":"=SUM(A1) b","annotator":"anna","spans":[{"id":"s-1","label":"+a","start":0,"end":8,"text":"","note":"@now","attributes":{"n":-2,"t":"-x"}}],"relations":[]}"#;
    let before = read("jsonl", &files(&[("x.jsonl", row)])).project;
    let (written, report) = write("spans-csv", &before, &Options::default());
    assert_eq!(lost(&report), []);
    let table = text(&written, "spans.csv");
    assert!(
        table.starts_with("\u{FEFF}doc,annotator,id,label,"),
        "{table}"
    );
    assert!(
        table.contains("'=x.txt,anna,s-1,'+a,0,8,,'=SUM(A1),'@now,-2,'-x\r\n"),
        "{table}"
    );
    let back = read("spans-csv", &written).project;
    assert_eq!(back.documents, before.documents);
    assert_eq!(back.layers, before.layers);
}

#[test]
fn the_sample_comes_back_by_comma_and_by_tab() {
    let before = sample_project();
    for format in ["spans-csv", "spans-tsv"] {
        let (written, report) = write(format, &before, &Options::default());
        let kinds = lost(&report).into_iter().all(|it| it.0 == LossKind::Kinds);
        assert!(kinds, "{report:?}");
        let back = read(format, &written).project;
        assert_eq!(back.order, before.order, "{format}");
        let (again, _) = write(format, &back, &Options::default());
        assert_eq!(
            text(&again, &format!("links.{}", &format[6..])),
            text(&written, &format!("links.{}", &format[6..]))
        );
    }
}

/// What is marked in a document, by label.
fn marked(imported: &Imported, document: &str) -> Vec<(String, std::ops::Range<usize>)> {
    let found = spans(layer(&imported.project, document)).into_iter();
    found.map(|it| (it.1, it.2[0].clone())).collect()
}

#[test]
fn usual_names_of_columns_are_known() {
    let tables = [
        "filename\tmark\tlabel\toff0\toff1\tspan\nlettre\tT1\tNOM\t0\t3\tZoé\n",
        "tweet_id\tbegin\tend\ttype\textraction\nlettre\t0\t3\tNOM\tZoé\n",
        "id\tpart_id\tpart_start\tpart_end\tpart_text\tpart_type\nlettre\t1\t0.0\t3.0\tZoé\tNOM\n",
        "Doc\tLabel\tStart\tEnd\tText\nlettre.txt\tNOM\t0\t3\tZoé\n",
    ];
    for table in tables {
        let all = files(&[("a/t.tsv", table), ("a/b/c/lettre.txt", "Zoé écrit.")]);
        let imported = read("spans-tsv", &all);
        assert_eq!(faults(&imported), [], "{table}");
        let document = imported.project.order[0].as_str();
        assert_eq!(marked(&imported, document), [("NOM".to_owned(), 0..4)]);
    }
    let within = "tweet_id\tbegin\tend\ttype\textraction\ttweet\n1\t0\t3\tNOM\tZoé\tZoé écrit.\n2\t-\t-\t-\t-\trien\n";
    let imported = read("spans-tsv", &files(&[("t.tsv", within)]));
    assert_eq!(
        (imported.project.order.len(), faults(&imported)),
        (2, vec![])
    );
}

#[test]
fn days_are_no_places_in_a_text() {
    let events = "id,event_id,event_start,event_end,event_type,texte\n1,2,2020-01-02,2020-01-03,fête,Un bal\n";
    read("table", &files(&[("t.csv", events)]));
}

#[test]
fn a_table_without_heading_is_read_by_numbers() {
    let all = files(&[
        ("t.labels", "12\tNOM\t0\t3\n12\tACTE\t5\t10\n"),
        ("article12.txt", "Zoé écrit."),
    ]);
    let columns = [("doc", "1"), ("label", "2"), ("start", "3"), ("end", "4")];
    let reading = Reading {
        columns: columns.map(|(a, b)| (a.to_owned(), b.to_owned())).into(),
        ..Reading::default()
    };
    let imported = read_as("spans-tsv", &all, &reading);
    assert_eq!(faults(&imported), []);
    assert_eq!(marked(&imported, "12").len(), 2);
}

#[test]
fn a_table_without_heading_tells_its_columns_by_what_stands_in_them() {
    let text = ("textes/article12.txt", "Zoé écrit.");
    for row in [
        "12\tNOM\t0\t3\n12\tACTE\t5\t10\n",
        "12\t0\t3\tNOM\n12\t5\t10\tACTE\n",
    ] {
        for name in ["marques/article12.labels", "marques/article12.labels.tsv"] {
            let imported = read("spans-tsv", &files(&[(name, row), text]));
            assert_eq!(faults(&imported), [(1, "fault-no-heading", "fate-kept")]);
            let found = marked(&imported, "12");
            assert_eq!(found[0], ("NOM".to_owned(), 0..4));
            assert_eq!(found.len(), 2);
        }
    }
    // Without their texts these may be numbers of anything.
    let rows = "Un mot\tet un autre\t0\t3\nDeux mots\tet trois autres\t5\t10\n";
    read("table", &files(&[("t.tsv", rows)]));
}

#[test]
fn the_text_may_stand_in_every_row() {
    for (heading, id) in [("sentence_id,", "7,"), ("", "")] {
        let row = |place: &str| format!("{id}Zoé écrit.,{place}\n");
        let table = format!("{heading}text,start_index,end_index,entity\n");
        let table = format!("{table}{}{}", row("0,3,NOM"), row("4,9,ACTE"));
        let imported = read("spans-csv", &files(&[("t.csv", &table)]));
        assert_eq!(faults(&imported), [], "{table}");
        let document = &imported.project.order;
        assert_eq!(document.len(), 1);
        assert_eq!(
            imported.project.documents[&document[0]].text.as_str(),
            "Zoé écrit."
        );
        assert_eq!(marked(&imported, document[0].as_str()).len(), 2);
    }
}

#[test]
fn quotation_marks_open_no_cell_that_they_do_not_close() {
    let table = "doc\tstart\tend\tlabel\ttext\n1\t0\t4\tA\t\"Zoé\n1\t5\t10\tB\técrit\n";
    let imported = read(
        "spans-tsv",
        &files(&[("t.tsv", table), ("1.txt", "\"Zoé écrit.")]),
    );
    assert_eq!(faults(&imported), []);
    assert_eq!(marked(&imported, "1").len(), 2);
}

#[test]
fn an_empty_folder_is_told() {
    let imported = read_as("spans-tsv", &files(&[]), &Reading::default());
    assert_eq!(faults(&imported), [(0, "fault-empty", "fate-skipped")]);
}
