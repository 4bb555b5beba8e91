//! Texts that come in from the files people keep them in.

use std::collections::BTreeMap;
use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use sententia::formats::import::{self, Imported, Whose};
use sententia::formats::input::{Entry, Input};
use sententia::formats::{Fate, Fault, Reading};
use sententia::model::document::Document;
use sententia::model::project::Project;
use sententia::store::{Progress, decode};
use zip::write::SimpleFileOptions;

/// A packed file of these parts.
pub fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn read(input: &Input, reading: &Reading) -> Imported {
    let format = import::recognize(input).unwrap();
    let whose = Whose {
        annotator: "anna".to_owned(),
        when: Timestamp::UNIX_EPOCH,
    };
    let base = (&Project::default(), &whose);
    let reader = format.reader.unwrap();
    import::import(reader, input, reading, base, &Progress::default()).unwrap()
}

fn one(name: &str, bytes: impl Into<Vec<u8>>) -> Imported {
    read(&Input::of_bytes(name, bytes.into()), &Reading::default())
}

fn document(imported: &Imported) -> &Document {
    assert_eq!(imported.project.order.len(), 1, "{:?}", imported.problems);
    imported.project.listed().next().unwrap()
}

#[test]
fn documents_of_word_give_paragraphs_notes_and_what_is_known() {
    let w = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
    let main = format!(
        "<w:document {w}><w:body><w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r>\
         <w:t xml:space=\"preserve\">L’été &amp; </w:t><w:tab/><w:t>après 😀</w:t>\
         <w:footnoteReference w:id=\"2\"/></w:r></w:p><w:p><w:r><w:t>Deux&#233;</w:t><w:br/>\
         <w:t>trois</w:t></w:r><w:del><w:r><w:t>non</w:t></w:r></w:del></w:p></w:body></w:document>"
    );
    let notes = format!(
        "<w:footnotes {w}><w:footnote w:type=\"separator\" w:id=\"0\"><w:p/></w:footnote>\
         <w:footnote w:id=\"2\"><w:p><w:r><w:t>Une note.</w:t></w:r></w:p></w:footnote></w:footnotes>"
    );
    let core = "<c xmlns:dc=\"d\" xmlns:t=\"t\"><dc:title>Titre</dc:title><dc:creator>Zoé</dc:creator>\
                <t:created>2009-05-03T10:00:00Z</t:created></c>";
    let file = packed(&[
        ("word/document.xml", &main),
        ("word/footnotes.xml", &notes),
        ("docProps/core.xml", core),
    ]);
    let imported = one("a.docx", file);
    let it = document(&imported);
    assert_eq!(
        it.text.as_str(),
        "L’été & \taprès 😀[2]\nDeuxé\ntrois\n\n[2] Une note."
    );
    assert_eq!(
        (it.meta.title.as_str(), it.meta.author.as_str()),
        ("Titre", "Zoé")
    );
    assert_eq!(it.meta.date.unwrap().to_string(), "2009-05-03");
    assert_eq!((it.id.as_str(), &imported.problems[..]), ("a.txt", &[][..]));
}

#[test]
fn documents_of_libreoffice_keep_their_blanks() {
    let content = "<o:d xmlns:o=\"o\" xmlns:t=\"t\"><o:body><o:text><t:h>Titre</t:h>\n<t:p>Un  mot\
                   <t:s t:c=\"3\"/>fin<t:tab/>x<t:note><t:note-citation>1</t:note-citation>\
                   <t:note-body><t:p>La note</t:p></t:note-body></t:note>.<o:annotation><t:p>non</t:p>\
                   </o:annotation></t:p></o:text></o:body></o:d>";
    let imported = one("b.odt", packed(&[("content.xml", content)]));
    assert_eq!(
        document(&imported).text.as_str(),
        "Titre\nUn mot   fin\tx[1].\n\n[1] La note"
    );
}

/// The note of the only span, the words that it is about, and whose it is.
fn remark(imported: &Imported) -> (String, String, String) {
    let (key, layer) = imported.project.all_layers().next().unwrap();
    let span = layer.spans().next().unwrap();
    let words = document(imported).text.get(span.at[0].clone()).unwrap();
    let by = imported.project.annotators[&key.annotator].name.clone();
    (span.note.clone(), words.to_owned(), by)
}

#[test]
fn remarks_at_the_margin_are_notes_about_their_words() {
    let main = "<w:document xmlns:w=\"w\"><w:body><w:p><w:r><w:t xml:space=\"preserve\">Un </w:t></w:r>\
         <w:commentRangeStart w:id=\"0\"/><w:r><w:t>air</w:t></w:r><w:commentRangeEnd w:id=\"0\"/></w:p></w:body></w:document>";
    let comments = "<w:comments xmlns:w=\"w\"><w:comment w:id=\"0\" w:author=\"Zoé\"><w:p><w:r><w:t>Lequel ?</w:t></w:r></w:p></w:comment>\
         <w:comment w:id=\"1\"><w:p><w:r><w:t>Où ?</w:t></w:r></w:p></w:comment></w:comments>";
    let types = "<Types><Override PartName=\"/word/corps.xml\" ContentType=\"application/x-wordprocessingml.document.main+xml\"/></Types>";
    let imported = one(
        "a.docx",
        packed(&[
            ("[Content_Types].xml", types),
            ("word/corps.xml", main),
            ("word/comments.xml", comments),
        ]),
    );
    let zoe = ("Lequel ?".to_owned(), "air".to_owned(), "Zoé".to_owned());
    assert_eq!(remark(&imported), zoe);
    // The one about no words.
    assert_eq!(imported.problems.len(), 1);

    let content = "<o:d xmlns:o=\"o\" xmlns:t=\"t\" xmlns:d=\"d\" xmlns:s=\"s\"><o:body><o:text><t:p>Un <o:annotation o:name=\"n\">\
         <d:creator>Zoé</d:creator><t:p>Lequel ?</t:p></o:annotation>air<o:annotation-end o:name=\"n\"/> <t:ruby><t:ruby-base>pur</t:ruby-base>\
         <t:ruby-text>pyʁ</t:ruby-text></t:ruby><d:frame><s:title>Image</s:title><s:desc>Vue</s:desc></d:frame>.</t:p></o:text></o:body></o:d>";
    let imported = one("b.odt", packed(&[("content.xml", content)]));
    assert_eq!(document(&imported).text.as_str(), "Un air pur.");
    assert_eq!(remark(&imported), zoe);
    assert_eq!(imported.problems, []);
}

#[test]
fn weblogs_and_forums_show_who_wrote_and_when() {
    for (body, author, date) in [
        (
            "<span class='post-author'>Par <span class='fn'>Zoé</span></span><abbr class='published' title='2010-05-04T10:12:00'>10:12</abbr>",
            "Zoé",
            Some("2010-05-04"),
        ),
        (
            "<div class='postbody'><p class='author'>par <strong>Léa</strong></p></div>",
            "Léa",
            None,
        ),
    ] {
        let imported = one(
            "a.html",
            format!("<html><body><p>Un air pur.</p>{body}</body></html>"),
        );
        let meta = &document(&imported).meta;
        assert_eq!(meta.author, author);
        assert_eq!(meta.date.map(|it| it.to_string()).as_deref(), date);
    }
}

#[test]
fn bad_bytes_are_told_with_their_line() {
    let mut bytes = "Déjà l’été à Noël.\nForêt brûlée, côte érodée : "
        .as_bytes()
        .to_vec();
    bytes.push(0xE9);
    let imported = one("a.txt", bytes);
    assert!(document(&imported).text.as_str().ends_with(": \u{FFFD}"));
    let told = |imported: &Imported| {
        let one = &imported.problems[0];
        (one.line, one.fault.to_string())
    };
    assert_eq!(
        told(&imported),
        (2, "the text is not valid UTF-8".to_owned())
    );
    let (line, fault) = told(&one("a.txt", &b"un\nd\0eux"[..]));
    assert!(line == 2 && fault.contains("U+0000"), "{fault}");
    let (_, fault) = told(&one("a.txt", &b"\xFF\xFE\0\0u\0\0\0"[..]));
    assert!(fault.contains("UTF-32"), "{fault}");
}

#[test]
fn the_head_of_a_markdown_text_says_what_is_known_of_it() {
    let text = "---\ntitle: \"Un titre\"\nauthor: Zoé\n---\n# Autre\n";
    let imported = one("a.md", text);
    let it = document(&imported);
    assert_eq!(
        (it.text.as_str(), it.meta.title.as_str()),
        (text, "Un titre")
    );
    assert_eq!(it.meta.author, "Zoé");
}

#[test]
fn books_are_read_in_their_order() {
    let container = "<c><rootfiles><rootfile full-path=\"OEBPS/b.opf\"/></rootfiles></c>";
    let book = "<p xmlns:dc=\"d\"><metadata><dc:title>Livre</dc:title><dc:date>1999</dc:date></metadata>\
                <manifest><item id=\"a\" href=\"ch%201.xhtml\" media-type=\"application/xhtml+xml\"/>\
                <item id=\"b\" href=\"ch2.xhtml\" media-type=\"application/xhtml+xml\"/>\
                <item id=\"c\" href=\"gone.xhtml\" media-type=\"application/xhtml+xml\"/></manifest>\
                <spine><itemref idref=\"b\"/><itemref idref=\"c\"/><itemref idref=\"a\"/></spine></p>";
    let imported = one(
        "c.epub",
        packed(&[
            ("META-INF/container.xml", container),
            ("OEBPS/b.opf", book),
            (
                "OEBPS/ch 1.xhtml",
                "<html><body><h1>Un</h1><p>Premier é</p></body></html>",
            ),
            (
                "OEBPS/ch2.xhtml",
                "<html><body><h1>Deux</h1><p>a<br/>b</p></body></html>",
            ),
        ]),
    );
    let it = document(&imported);
    assert_eq!(it.text.as_str(), "Deux\n\na\nb\n\nUn\n\nPremier é");
    assert_eq!(it.meta.date.unwrap().to_string(), "1999");
    let told = &imported.problems[0];
    assert_eq!(told.fault, Fault::Dangling("OEBPS/gone.xhtml".to_owned()));
}

#[test]
fn pages_give_their_article_or_all_of_it() {
    let words = "<p>Un paragraphe assez long, avec des virgules, pour que la lecture le trouve, \
                 et le garde en entier, vraiment.</p>";
    let page = format!(
        "<html lang=fr><head><meta charset=iso-8859-1><title>Page</title><meta name=author content=Paul>\
         <meta property='article:published_time' content='2009-05-03T10:12'></head><body>\
         <nav>menu</nav><article><h1>Titre</h1>{}</article><script>x</script>\
         <footer><p>Marie a \u{e9}crit : bof</p></footer></body></html>",
        words.repeat(6)
    );
    let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(&page);
    let input = Input::of_bytes("d.html", bytes.to_vec());
    let imported = read(&input, &Reading::default());
    let it = document(&imported);
    assert!(
        it.text.as_str().starts_with("Titre\n\nUn paragraphe"),
        "{}",
        it.text.as_str()
    );
    assert!(!it.text.as_str().contains("bof"));
    assert_eq!(
        (it.meta.author.as_str(), it.meta.language.as_str()),
        ("Paul", "fr")
    );
    assert_eq!(it.meta.date.unwrap().to_string(), "2009-05-03");
    let all = Reading {
        columns: BTreeMap::from([("part".to_owned(), "page".to_owned())]),
        ..Reading::default()
    };
    let imported = read(&input, &all);
    let text = document(&imported).text.as_str();
    assert!(
        text.ends_with("Marie a écrit : bof") && !text.contains("menu"),
        "{text}"
    );
}

#[test]
fn rows_of_tables_are_documents() {
    let source =
        "id;texte;auteur;date;note\n1;\"Le pont; fermera\";Zo\u{e9};2009-05-03;x\n2;;B;;\n";
    let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(source);
    let imported = one("e.csv", bytes.to_vec());
    let it = document(&imported);
    assert_eq!(
        (it.id.as_str(), it.text.as_str()),
        ("e/1.txt", "Le pont; fermera")
    );
    assert_eq!(
        (it.meta.author.as_str(), it.meta.fields["note"].as_str()),
        ("Zoé", "x")
    );
    let faults: Vec<_> = imported
        .problems
        .iter()
        .map(|it| (it.line, it.fate))
        .collect();
    assert_eq!(faults, [(0, Fate::Kept), (3, Fate::Skipped)]);
    let reading = Reading {
        columns: BTreeMap::from([("text".to_owned(), "auteur".to_owned())]),
        ..Reading::default()
    };
    let imported = read(&Input::of_bytes("e.csv", bytes.to_vec()), &reading);
    assert_eq!(
        imported.project.listed().next().unwrap().text.as_str(),
        "Zoé"
    );
}

#[test]
fn workbooks_are_read_cell_by_cell() {
    let sheet = "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
                 <dimension ref=\"A1:XFD1048576\"/><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\">\
                 <is><t>Commentaire</t></is></c><c r=\"B1\" t=\"inlineStr\"><is><t>n</t></is></c></row>\
                 <row r=\"1048576\"><c r=\"A1048576\" t=\"inlineStr\"><is><t>Il pleuvra</t></is></c>\
                 <c r=\"B1048576\"><v>3.5</v></c></row></sheetData></worksheet>";
    let book = "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
                xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">\
                <sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>";
    let root = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
                <Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" \
                Target=\"xl/workbook.xml\"/></Relationships>";
    let links = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
                 <Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" \
                 Target=\"worksheets/sheet1.xml\"/></Relationships>";
    let imported = one(
        "h.xlsx",
        packed(&[
            ("_rels/.rels", root),
            ("xl/workbook.xml", book),
            ("xl/_rels/workbook.xml.rels", links),
            ("xl/worksheets/sheet1.xml", sheet),
        ]),
    );
    let it = document(&imported);
    assert_eq!(
        (it.text.as_str(), it.meta.fields["n"].as_str()),
        ("Il pleuvra", "3.5")
    );
}

#[test]
fn lines_of_json_are_documents() {
    let source = "{\"id\":1,\"text\":\"Bonjour 😀\",\"author\":\"A\",\"meta\":{\"date\":\"2010\"}}\n{bad\n\"seule\"\n{\"n\":1}\n";
    let imported = one("f.jsonl", source);
    let ids: Vec<&str> = imported
        .project
        .order
        .iter()
        .map(sententia::model::id::DocumentId::as_str)
        .collect();
    assert_eq!(ids, ["f/1.txt", "f/00003.txt"]);
    let lines: Vec<usize> = imported.problems.iter().map(|it| it.line).collect();
    assert_eq!(lines, [2, 4]);
    let imported = one("g.json", "{\"data\":[{\"body\":\"x y\",\"k\":[1,2]}]}");
    assert_eq!(document(&imported).text.as_str(), "x y");
}

/// A PDF file of one page with these words.
pub fn pdf(words: &str) -> Vec<u8> {
    let page = format!("BT /F1 12 Tf 72 720 Td ({words}) Tj ET");
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>".to_owned(),
        format!("<</Length {}>>\nstream\n{page}\nendstream", page.len()),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned(),
        "<</Title(Le pont)/Author(Zo\\351)/CreationDate(D:20090503101200)>>".to_owned(),
    ];
    let mut file = String::from("%PDF-1.4\n");
    let mut places = Vec::new();
    for (i, object) in objects.iter().enumerate() {
        places.push(file.len());
        file += &format!("{} 0 obj\n{object}\nendobj\n", i + 1);
    }
    let table = file.len();
    file += &format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for place in places {
        file += &format!("{place:010} 00000 n \n");
    }
    file += &format!(
        "trailer\n<</Size {}/Root 1 0 R/Info 6 0 R>>\nstartxref\n{table}\n%%EOF\n",
        objects.len() + 1
    );
    file.into_bytes()
}

#[test]
fn the_text_layer_of_pdf_files_is_read_and_broken_ones_are_told() {
    let imported = one("p.pdf", pdf("Le pont fermera en 2031."));
    let it = document(&imported);
    assert_eq!(it.text.as_str(), "Le pont fermera en 2031.");
    assert_eq!(
        (it.meta.title.as_str(), it.meta.author.as_str()),
        ("Le pont", "Zoé")
    );
    assert_eq!(it.meta.date.unwrap().to_string(), "2009-05-03");
    let whole = pdf("x");
    for cut in [0, 9, 100, whole.len() / 2] {
        let imported = one("p.pdf", &whole[..cut]);
        let n = imported.project.order.len() + imported.problems.len();
        assert!(n > 0, "nothing is said of a file cut at {cut}");
    }
}

/// What is told of a file that nothing is read of.
fn told(name: &str, bytes: &[u8]) -> (Fault, Fate) {
    let imported = one(name, bytes);
    assert!(imported.project.order.is_empty(), "{name}");
    let [problem] = &imported.problems[..] else {
        panic!("{name}: {:?}", imported.problems);
    };
    (problem.fault.clone(), problem.fate)
}

#[test]
fn files_that_cannot_be_read_say_what_can_be_done() {
    let locked = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and more";
    for name in ["a.docx", "a.xlsx", "a.odt"] {
        assert_eq!(told(name, locked), (Fault::Locked, Fate::Skipped), "{name}");
    }
    for (name, instead) in [
        ("a.doc", ".docx"),
        ("a.rtf", ".docx"),
        ("a.ods", ".xlsx"),
        ("a.xls", ".xlsx"),
    ] {
        let what = &name[1..];
        let told = told(name, b"{\\rtf1 Le pont}");
        let Fault::Otherwise {
            what: said,
            instead: as_what,
        } = told.0
        else {
            panic!("{name}: {told:?}");
        };
        assert_eq!((said, as_what), (what, instead));
    }
    let scanned = Fault::NoTextLayer("1".to_owned());
    assert_eq!(told("a.pdf", &pdf(" ")), (scanned, Fate::Skipped));
}

#[test]
fn a_mixture_is_read_file_by_file_and_plain_texts_keep_their_bytes() {
    let latin = b"L'\xe9t\xe9 sera chaud, et le pont \xe0 nouveau ferm\xe9.";
    let input = Input::of(
        "mix",
        vec![
            Entry::of_bytes("a.txt", &latin[..]),
            Entry::of_bytes("b/c.html", &b"<p>Bonjour</p>"[..]),
            Entry::of_bytes("d.png", &[0u8, 1][..]),
        ],
    );
    let imported = read(&input, &Reading::default());
    assert_eq!(imported.project.order.len(), 2);
    assert_eq!(imported.texts[&"a.txt".into()], latin);
    assert!(
        imported
            .problems
            .iter()
            .any(|it| it.fault == Fault::Unknown("png".to_owned()))
    );
}

#[test]
fn hostile_files_come_to_an_end() {
    let deep = "<div>".repeat(20_000);
    let many = "<w:p>".repeat(200_000);
    for (name, bytes) in [
        ("a.html", deep.clone().into_bytes()),
        ("b.docx", packed(&[("word/document.xml", &many)])),
        ("c.epub", packed(&[("x.opf", &deep)])),
        ("d.json", "[".repeat(100_000).into_bytes()),
        ("e.jsonl", "{\"a\":".repeat(50_000).into_bytes()),
        ("f.csv", vec![b'"'; 100_000]),
        ("g.xlsx", packed(&[("xl/workbook.xml", "<workbook>")])),
        ("h.odt", b"PK\x03\x04".to_vec()),
    ] {
        let imported = one(name, bytes);
        assert!(imported.project.order.is_empty(), "{name}");
        assert!(!imported.problems.is_empty(), "{name} says nothing");
    }
}

fn shared() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpora/plain-text/udhr-encodings")
}

#[test]
fn texts_in_many_encodings_are_guessed_right_or_asked_about() {
    let expected = [
        ("Arabic_Alarabia-Arabic.txt", "windows-1256"),
        ("Chinanteco-UTF8.txt", "UTF-8"),
        ("Chinese_Mandarin-GB2312.txt", "GBK"),
        ("French_Francais-Latin1.txt", "windows-1252"),
        ("Greek_Ellinika-Greek.txt", "windows-1253"),
        ("Hebrew_Ivrit-UTF8.txt", "UTF-8"),
        ("Japanese_Nihongo-SJIS.txt", "Shift_JIS"),
        ("Russian_Russky-Cyrillic.txt", "windows-1251"),
        ("Vietnamese-UTF8.txt", "UTF-8"),
    ];
    for (name, encoding) in expected {
        let Ok(bytes) = std::fs::read(shared().join(name)) else {
            return;
        };
        let guess = decode::guess(&bytes).unwrap();
        assert_eq!(guess.encoding, encoding, "{name}");
        assert_eq!(guess.certain, encoding == "UTF-8", "{name}");
        assert!(!guess.had_errors, "{name}");
        // Cut anywhere, it is guessed the same or asked about.
        let guess = decode::guess(&bytes[..=(bytes.len() * 2 / 3)]).unwrap();
        assert!(guess.encoding == encoding || !guess.certain, "{name}");
    }
}
