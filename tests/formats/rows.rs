//! Tables of texts: what parts the cells, which column is the text, and what is told.

use std::collections::BTreeMap;

use sententia::formats::Reading;
use sententia::formats::import::Imported;

use super::texts::packed;
use super::trip::{faults, files, read, read_as};

fn texts(imported: &Imported) -> Vec<(&str, &str)> {
    let all = imported.project.listed();
    all.map(|it| (it.id.as_str(), it.text.as_str())).collect()
}

fn table(name: &str, text: &str) -> Imported {
    read("table", &files(&[(name, text)]))
}

#[test]
fn a_heading_may_hold_what_parts_other_tables() {
    let asked = "\"id\";\"Q1. Selon vous, quels risques, quels gains, etc. ?\"\n1;\"Aucun, ou peu\"\n2;Tous\n";
    let imported = table("a.csv", asked);
    assert_eq!(
        texts(&imported),
        [("a/1.txt", "Aucun, ou peu"), ("a/2.txt", "Tous")]
    );
    assert_eq!(
        faults(&imported),
        [(1, "fault-guessed-column", "fate-kept")]
    );
    let lines = "\"jour\",\"Un avis ?\n(libre ; bref ; poli)\"\n\"lundi\",\"Oui ; si\"\n";
    assert_eq!(texts(&table("a.csv", lines)), [("a/00001.txt", "Oui ; si")]);
    let said = "sep=;\r\nid;texte\r\n7;Bonjour, tous\r\n8;\r\n";
    let imported = table("a.csv", said);
    assert_eq!(texts(&imported), [("a/7.txt", "Bonjour, tous")]);
    assert_eq!(faults(&imported), [(4, "fault-empty", "fate-skipped")]);
}

#[test]
fn no_row_is_swallowed_by_a_quotation_mark() {
    let stray = "id\ttweet\n1\t\"Non, dit-il\n2\tOui\n3\tun \"mot\" là\n";
    let imported = table("a.tsv", stray);
    assert_eq!(
        texts(&imported),
        [
            ("a/1.txt", "\"Non, dit-il"),
            ("a/2.txt", "Oui"),
            ("a/3.txt", "un \"mot\" là")
        ]
    );
    let escaped = "id,avis\n1,\"Il dit \\\"oui, bon\\\", puis part\"\n";
    assert_eq!(
        texts(&table("a.csv", escaped)),
        [("a/1.txt", "Il dit \"oui, bon\", puis part")]
    );
    let open = table("a.csv", "id,avis\n1,oui\n2,\"non\n3,si\n");
    assert_eq!(faults(&open), [(3, "fault-malformed", "fate-kept")]);
    let uneven = table("a.csv", "id,avis\n1,oui, mais\n");
    assert_eq!(faults(&uneven), [(2, "fault-malformed", "fate-kept")]);
}

#[test]
fn texts_are_no_addresses_moments_or_lists() {
    let rows = "id,publish_date,title,url\n1,2020-01-01 00:00:00,Un plan,https://exemple.fr/2020/01/un-plan-long_1.html\n";
    let imported = table("a.csv", rows);
    assert_eq!(texts(&imported), [("a/1.txt", "Un plan")]);
    assert_eq!(
        faults(&imported),
        [(1, "fault-guessed-column", "fate-kept")]
    );
    let tokens = "post,text\n\"Un avis. Long.\",\"[[\"\"un\"\", \"\"avis\"\"], [\"\"long\"\"]]\"\n";
    let imported = table("a.csv", tokens);
    assert_eq!(texts(&imported)[0].1, "Un avis. Long.");
    assert_eq!(faults(&imported), []);
    let statements = "statement_id,document_id,concept\n1,8,Oui\n2,8,Non\n";
    let imported = table("a.csv", statements);
    assert!(faults(&imported).contains(&(1, "fault-no-text", "fate-kept")));
    let second = imported.project.listed().nth(1).unwrap();
    assert_eq!(second.meta.fields["document_id"].as_str(), "8");
    let ids = "Tweet ID,Tweet\n9,Oui\n";
    assert_eq!(texts(&table("a.csv", ids)), [("a/9.txt", "Oui")]);
}

#[test]
fn a_first_row_of_data_is_a_text() {
    let rows = "\"0\",\"12\",\"Mon Apr 06 22:19:45 PDT 2009\",\"Il pleut encore ici\"\n\"4\",\"13\",\"Mon Apr 06 22:20:00 PDT 2009\",\"Enfin du soleil\"\n";
    let imported = table("a.csv", rows);
    assert_eq!(
        texts(&imported),
        [
            ("a/00001.txt", "Il pleut encore ici"),
            ("a/00002.txt", "Enfin du soleil")
        ]
    );
    assert_eq!(
        faults(&imported),
        [
            (1, "fault-no-heading", "fate-kept"),
            (1, "fault-guessed-column", "fate-kept")
        ]
    );
    let reading = Reading {
        columns: BTreeMap::from([("text".to_owned(), "2".to_owned())]),
        ..Reading::default()
    };
    let imported = read_as("table", &files(&[("a.csv", "x,Oui\ny,Non\n")]), &reading);
    assert_eq!(texts(&imported).len(), 2);
    let codes = "123456,NOM,61\n123456,ACTE,90\n";
    assert_eq!(texts(&table("a.csv", codes)).len(), 2);
    let years = "pays,2019,2020\nFrance,10,12\nItalie,11,9\n";
    assert_eq!(texts(&table("a.csv", years)).len(), 2);
}

#[test]
fn words_one_a_row_and_places_in_cells_are_told() {
    let rows =
        "Sentence #,Word,Tag\nSentence: 1,Le,O\n,pont,O\n,de,O\n,Brest,B-geo\n,ferme,O\n,.,O\n";
    let imported = table("a.csv", rows);
    assert!(faults(&imported).contains(&(1, "fault-word-a-row", "fate-kept")));
    let places = "spans,text\n\"[0, 1, 2]\",Sot que tu es\n[],Bien\n";
    let imported = table("a.csv", places);
    assert_eq!(faults(&imported), [(1, "fault-places-beside", "fate-kept")]);
}

/// A workbook of two sheets with these rows in the first.
fn workbook(rows: &[&[&str]]) -> Vec<u8> {
    book("", rows)
}

/// The same, with what else is said of its first sheet.
fn book(of_first: &str, rows: &[&[&str]]) -> Vec<u8> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    let sheet = |rows: &[&[&str]]| {
        let mut all = String::new();
        for (n, row) in (1..).zip(rows) {
            all += &format!("<row r=\"{n}\">");
            for (column, cell) in ('A'..).zip(*row).filter(|it| !it.1.is_empty()) {
                all += &format!("<c r=\"{column}{n}\" t=\"inlineStr\"><is><t>{cell}</t></is></c>");
            }
            all += "</row>";
        }
        format!("<worksheet xmlns=\"{main}\"><sheetData>{all}</sheetData></worksheet>")
    };
    let book = format!(
        "<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets><sheet name=\"Un\" sheetId=\"1\" r:id=\"r1\"{of_first}/>\
         <sheet name=\"Deux\" sheetId=\"2\" r:id=\"r2\"/></sheets></workbook>"
    );
    let root = format!(
        "<Relationships xmlns=\"{package}\"><Relationship Id=\"r1\" Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    );
    let links = format!(
        "<Relationships xmlns=\"{package}\"><Relationship Id=\"r1\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet1.xml\"/>\
         <Relationship Id=\"r2\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet2.xml\"/></Relationships>"
    );
    packed(&[
        ("_rels/.rels", &root),
        ("xl/workbook.xml", &book),
        ("xl/_rels/workbook.xml.rels", &links),
        ("xl/worksheets/sheet1.xml", &sheet(rows)),
        (
            "xl/worksheets/sheet2.xml",
            &sheet(&[&["texte"], &["autre"]]),
        ),
    ])
}

#[test]
fn a_workbook_may_have_a_title_and_other_sheets() {
    let book = workbook(&[
        &["Avis de mars"],
        &["id", "Texte", "note"],
        &["1", "Oui_x000D_\nsi", "3"],
        &["2", "Non", ""],
    ]);
    let imported = read("table", &[("a.xlsx".to_owned(), book)].into());
    assert_eq!(
        texts(&imported),
        [("a/1.txt", "Oui\nsi"), ("a/2.txt", "Non")]
    );
    assert_eq!(
        faults(&imported),
        [
            (0, "fault-other-sheets", "fate-skipped"),
            (1, "fault-no-place", "fate-skipped")
        ]
    );
}

#[test]
fn a_hidden_sheet_is_read_after_those_that_are_shown() {
    let book = book(" state=\"hidden\"", &[&["oui"], &["non"]]);
    let imported = read("table", &[("a.xlsx".to_owned(), book)].into());
    assert_eq!(texts(&imported), [("a/00001.txt", "autre")]);
    assert_eq!(
        faults(&imported)[0],
        (0, "fault-other-sheets", "fate-skipped")
    );
}

#[test]
fn unicode_text_of_excel_is_a_table() {
    let table = "N°\tTexte\r\n1\t\"Un\ndeux\"\r\n2\ttrois\r\n";
    let marked = format!("\u{FEFF}{table}");
    let bytes = marked.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let imported = read("table", &[("a.txt".to_owned(), bytes)].into());
    assert_eq!(
        texts(&imported),
        [("a/00001.txt", "Un\ndeux"), ("a/00002.txt", "trois")]
    );
    read("text", &files(&[("a.txt", "un\tdeux\ntrois\tquatre\n")]));
}
