//! TEI as other programs write it.

use std::sync::Arc;

use sententia::formats::Options;
use sententia::formats::import::Imported;
use sententia::formats::value::to_text;
use sententia::model::annotation::Span;

use super::trip::{faults, files, layer, read, text, write};

const HEAD: &str =
    "<teiHeader><fileDesc><titleStmt><title>T</title></titleStmt></fileDesc></teiHeader>";

/// A file with this text, and this beside it.
fn tei(inside: &str, beside: &str) -> Imported {
    let page = format!(
        "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\" xmlns:txm=\"http://textometrie.org/1.0\">{HEAD}<text>{inside}</text>{beside}</TEI>"
    );
    read("tei", &files(&[("a.xml", &page)]))
}

fn words(imported: &Imported) -> &str {
    let document = imported.project.listed().next().unwrap();
    document.text.as_str()
}

/// Label, words and answers of every span.
fn said(imported: &Imported) -> Vec<String> {
    let text = words(imported);
    let all = imported.project.layers.values().flat_map(|it| it.values());
    let one = |it: &Arc<Span>| {
        let answers = it.attributes.iter();
        let answers = answers.map(|it| format!(" {}={}", it.0, to_text(it.1)));
        let answers: String = answers.collect();
        format!("{} {}{answers}", it.label, &text[it.at[0].clone()])
    };
    all.flat_map(|it| it.spans().map(one).collect::<Vec<_>>())
        .collect()
}

#[test]
fn what_another_vocabulary_says_of_a_word_is_none_of_the_text() {
    let imported = tei(
        "<body><p><w xml:id=\"m1\">\n<txm:form>L’</txm:form>\n<txm:ana type=\"#pos\">DET</txm:ana>\n</w>\
         <w xml:id=\"m2\"><txm:form>air</txm:form><txm:ana type=\"#pos\">NOM</txm:ana></w>\n\
         <w><txm:form>pur</txm:form></w></p></body>",
        "",
    );
    assert_eq!(words(&imported), "L’air pur");
    assert_eq!(said(&imported), ["w L’ pos=DET", "w air pos=NOM"]);
    assert_eq!(faults(&imported), []);
}

#[test]
fn words_that_are_joined_have_no_blank_between() {
    let imported = tei(
        "<body><p><w join=\"right\">l’</w>\n<w>air</w>\n<pc join=\"left\">,</pc> <pc join=\"both\">-</pc> <w>ah</w> <w>oui</w></p></body>",
        "",
    );
    assert_eq!(words(&imported), "l’air,-ah oui");
}

#[test]
fn a_link_is_of_the_kind_that_it_says_itself() {
    let imported = tei(
        "<body><p><w xml:id=\"a\">Un</w> <w xml:id=\"b\">air</w></p></body>",
        "<standOff><linkGrp type=\"UD\"><link ana=\"ud:det\" target=\"#b #a\"/><link target=\"#a #b\"/></linkGrp></standOff>",
    );
    let links = layer(&imported.project, "a.xml").links();
    let mut kinds: Vec<_> = links.map(|it| format!("{} {}", it.kind, it.from)).collect();
    kinds.sort();
    assert_eq!(kinds, ["UD a", "det b"]);
}

#[test]
fn an_annotation_says_who_made_it_and_when() {
    let imported = tei(
        "<body><p>Un <seg xml:id=\"a\">air</seg> pur</p></body>",
        "<standOff><listAnnotation>\
         <annotation xml:id=\"n1\" motivation=\"commenting\" target=\"#a\"><respStmt><resp>r</resp><persName>Zoé</persName></respStmt>\
         <revisionDesc><change when=\"2021-02-03T04:05:06Z\"/></revisionDesc><licence target=\"urn:l\"/><note>Lequel ?</note></annotation>\
         <annotation target=\"#a\" motivation=\"linking\"><ptr target=\"urn:x\"/></annotation>\
         <annotation target=\"#a\" motivation=\"tagging\" ana=\"#son\"/></listAnnotation></standOff>",
    );
    let all = said(&imported);
    let licence = "commenting air licence=urn:l";
    assert!(all.contains(&licence.to_owned()), "{all:?}");
    assert!(all.contains(&"linking air ptr=urn:x".to_owned()), "{all:?}");
    assert!(
        all.contains(&"son air motivation=tagging".to_owned()),
        "{all:?}"
    );
    let layers = &imported.project.layers;
    let (_, zoe) = layers
        .iter()
        .find(|it| it.0.as_str().starts_with("zo"))
        .unwrap();
    let span = zoe.values().next().unwrap().spans().next().unwrap();
    assert_eq!(span.note, "Lequel ?");
    assert_eq!(span.when.to_string(), "2021-02-03T04:05:06Z");
}

#[test]
fn features_in_a_text_are_known_of_it_or_kept_where_they_stand() {
    let imported = tei(
        "<fs><f name=\"siècle\"><string>XX</string></f></fs><body><p>Un \
         <fs type=\"nom\"><f name=\"masque\"><string>[N]</string></f></fs> pur</p></body>",
        "<standOff><fs><f name=\"x\"/></fs></standOff>",
    );
    assert_eq!(words(&imported), "Un pur");
    let document = imported.project.listed().next().unwrap();
    assert_eq!(document.meta.fields["siècle"], "XX");
    let told = [
        (0, "fault-no-place", "fate-beside"),
        (0, "fault-no-place", "fate-skipped"),
    ];
    assert_eq!(faults(&imported), told);
    let (out, _) = write("tei", &imported.project, &Options::default());
    let page = text(&out, "a.xml");
    assert!(
        page.contains("string-range(text,2,0)") && page.contains("[N]"),
        "{page}"
    );
}

#[test]
fn what_stands_between_paragraphs_is_kept_as_well() {
    let imported = tei(
        "<body><div><pb n=\"1\"/><p>Un</p><pb n=\"2\"/><p>air <gap><desc>trou</desc></gap></p><head/></div></body>",
        "",
    );
    assert_eq!(words(&imported), "Un\n\nair");
    let (out, _) = write("tei", &imported.project, &Options::default());
    let page = text(&out, "a.xml");
    assert_eq!(page.matches("type=\"pb\"").count(), 2, "{page}");
    assert!(
        page.contains("trou") && !page.contains("type=\"head\""),
        "{page}"
    );
}

#[test]
fn a_block_of_a_transcript_holds_what_was_said() {
    let imported = tei(
        "<body><annotationBlock who=\"#a\"><u>Ah <ruby><rb>bon</rb><rt>bɔ̃</rt></ruby></u></annotationBlock></body>",
        "",
    );
    assert_eq!(words(&imported), "Ah bon");
    assert!(said(&imported).contains(&"ruby bon rt=bɔ̃".to_owned()));
}

#[test]
fn a_note_at_an_anchor_is_kept() {
    let imported = tei(
        "<body><p>Un <anchor xml:id=\"a\"/>air</p></body>",
        "<standOff><note target=\"#a\" n=\"1\">Lequel ?</note></standOff>",
    );
    let told: Vec<_> = faults(&imported).iter().map(|it| (it.1, it.2)).collect();
    assert_eq!(told, [("fault-no-width", "fate-beside")]);
    let (out, _) = write("tei", &imported.project, &Options::default());
    assert!(text(&out, "a.xml").contains("Lequel ?"));
}

#[test]
fn a_letter_says_who_wrote_to_whom() {
    let page = "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><teiHeader><profileDesc><correspDesc>\
        <correspAction type=\"sent\"><persName>Zoé</persName><placeName>Pau</placeName><date when=\"1900-01-02\"/></correspAction>\
        <correspAction type=\"received\"><persName>Léa</persName></correspAction></correspDesc></profileDesc></teiHeader>\
        <text><body><p>Un</p></body></text></TEI>";
    let imported = read("tei", &files(&[("a.xml", page)]));
    let meta = &imported.project.listed().next().unwrap().meta;
    assert_eq!(
        (
            meta.fields["sender"].as_str(),
            meta.fields["sender place"].as_str()
        ),
        ("Zoé", "Pau")
    );
    assert_eq!(meta.fields["recipient"], "Léa");
    assert_eq!(meta.date.unwrap().to_string(), "1900-01-02");
    assert_eq!(faults(&imported), []);
}

#[test]
fn annotations_in_a_file_of_their_own_have_no_text() {
    let page = "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><teiHeader/><standOff><span from=\"a:w1\" to=\"a:w2\"/></standOff></TEI>";
    let imported = read("tei", &files(&[("a.xml", page)]));
    assert_eq!(faults(&imported), [(0, "fault-no-text", "fate-skipped")]);
}
