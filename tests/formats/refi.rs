//! REFI-QDA as other programs write it.

use sententia::formats::Options;
use sententia::formats::import::Imported;

use super::trip::{faults, files, layer, read, spans, write};

/// A project with this codebook and these sources, and with this after them; a text and a note beside.
fn project(codes: &str, sources: &str, after: &str) -> Imported {
    let xml = format!(
        "<Project xmlns=\"urn:QDA-XML:project:1.0\" origin=\"Autre\"><CodeBook><Codes>{codes}</Codes></CodeBook>\
         <Sources>{sources}</Sources>{after}</Project>"
    );
    let all = [
        ("project.qde", xml.as_str()),
        ("sources/t.txt", "Un air pur"),
        ("sources/n.txt", "Lequel ?"),
    ];
    read("refi-qda", &files(&all))
}

/// How much was told to have no place here.
fn n_left(imported: &Imported) -> usize {
    let all = faults(imported);
    all.iter().filter(|it| it.1 == "fault-no-place").count()
}

const AIR: &str = "guid=\"p1\" startPosition=\"3\" endPosition=\"6\"";
const CODE: &str = "<Code guid=\"c1\" name=\"oui/non\"/>";

/// A source of which the word is coded, with this inside.
fn source(inside: &str) -> String {
    format!(
        "<TextSource guid=\"s1\" name=\"t\" plainTextPath=\"internal://t.txt\"><Description>Entretien</Description>\
         <PlainTextSelection {AIR}><Coding guid=\"k\" creationDateTime=\"2020-01-02T03:04:05\"><CodeRef targetGUID=\"c1\"/></Coding>\
         {inside}</PlainTextSelection></TextSource>"
    )
}

#[test]
fn notes_stand_in_files_and_free_ones_are_told() {
    let code = "<Code guid=\"c1\" name=\"a\"><NoteRef targetGUID=\"n3\"/></Code>";
    let notes = "<Notes><Note guid=\"n1\" name=\"m\" plainTextPath=\"internal://n.txt\"/>\
         <Note guid=\"n2\" name=\"libre\"><PlainTextContent>Rien</PlainTextContent></Note>\
         <Note guid=\"n3\" name=\"c\"><PlainTextContent>Du son</PlainTextContent></Note></Notes>";
    let imported = project(code, &source("<NoteRef targetGUID=\"n1\"/>"), notes);
    let span = layer(&imported.project, "t").spans().next().unwrap();
    assert_eq!(span.note, "Lequel ?");
    let help = &imported.project.schema.labels[0].help;
    assert_eq!(help.get("en"), "Du son");
    assert_eq!(faults(&imported), [(0, "fault-no-place", "fate-skipped")]);
}

#[test]
fn what_is_said_of_sources_cases_and_codings_is_known() {
    let cases = "<Cases><Case guid=\"k\" name=\"Zoé\"><SourceRef targetGUID=\"s1\"/></Case><Case guid=\"l\" name=\"x\"/></Cases>";
    let links = "<Links><Link guid=\"l\" name=\"cause\" originGUID=\"c1\" targetGUID=\"c1\"/></Links><Description>Projet</Description>";
    let imported = project(CODE, &source(""), &format!("{cases}{links}"));
    let document = imported.project.listed().next().unwrap();
    assert_eq!(document.meta.fields["description"], "Entretien");
    assert_eq!(document.meta.fields["case"], "Zoé");
    let span = layer(&imported.project, "t").spans().next().unwrap();
    assert_eq!(span.when.to_string(), "2020-01-02T03:04:05Z");
    // The case of no source, what is said of the project, and the link between codes.
    assert_eq!(n_left(&imported), 3);
    let (out, _) = write("refi-qda", &imported.project, &Options::default());
    let back = read("refi-qda", &out);
    let again = layer(&back.project, "t").spans().next().unwrap();
    assert_eq!((again.when, &again.label), (span.when, &span.label));
    assert_eq!(again.label.as_str(), "oui\\/non");
    assert_eq!(back.project.schema.labels.len(), 1);
}

#[test]
fn the_text_of_a_medium_is_read_with_what_is_coded_in_it() {
    let inside = "<PlainTextSelection guid=\"p1\" startPosition=\"3\" endPosition=\"6\"><Coding guid=\"k\"><CodeRef targetGUID=\"c1\"/></Coding></PlainTextSelection>";
    let pdf = format!(
        "<PDFSource guid=\"d\" name=\"a.pdf\" path=\"internal://d.pdf\"><PDFSelection guid=\"q\"><Coding guid=\"z\"><CodeRef targetGUID=\"c1\"/></Coding></PDFSelection>\
         <Representation guid=\"r\" plainTextPath=\"internal://t.txt\">{inside}</Representation></PDFSource>"
    );
    let sound = "<AudioSource guid=\"e\" name=\"a.mp3\"><Transcript guid=\"f\" name=\"dit\" plainTextPath=\"internal://t.txt\">\
         <SyncPoint guid=\"y1\" position=\"7\"/><SyncPoint guid=\"y2\" position=\"10\"/>\
         <TranscriptSelection guid=\"x\" fromSyncPoint=\"y1\" toSyncPoint=\"y2\"><Coding guid=\"w\"><CodeRef targetGUID=\"c1\"/></Coding></TranscriptSelection>\
         </Transcript></AudioSource><PictureSource guid=\"g\" name=\"a.png\"/>";
    let imported = project(CODE, &format!("{pdf}{sound}"), "");
    assert_eq!(spans(layer(&imported.project, "a.pdf"))[0].2, [3..6]);
    assert_eq!(spans(layer(&imported.project, "a.mp3"))[0].2, [7..10]);
    // The place on the page, and the picture.
    assert_eq!(n_left(&imported), 2);
}
