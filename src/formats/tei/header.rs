//! Writing what is known of a document, and how it is labelled: `<teiHeader>`.

use serde_json::Value as Json;

use super::super::format::Item;
use super::super::meta;
use super::scheme::Scheme;
use super::write::{Names, Page};
use super::{OWN, SPACE};
use crate::model::annotation::Status;
use crate::model::document::Meta;
use crate::model::project::Project;

/// What somebody does whose work is in the file; others made records of that work.
pub const ANNOTATOR: &str = "annotator";

/// Writes everything before the text, the tag of the document included.
pub fn write(item: &Item, (project, scheme): (&Project, &Scheme), names: &Names, page: &mut Page) {
    let known = &item.document.meta;
    page.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    page.raw(&format!("<TEI xmlns=\"{SPACE}\""));
    if is_language(&known.language) {
        page.attribute("xml:lang", &known.language);
    }
    page.raw(">\n<teiHeader>\n<fileDesc>\n<titleStmt>\n");
    match known.title.as_str() {
        "" => page.element("title", &[("type", "file")], item.document.title()),
        title => page.element("title", &[], title),
    }
    page.raw("\n");
    if !known.author.is_empty() {
        page.element("author", &[], &known.author);
        page.raw("\n");
    }
    for (by, id) in &names.people {
        let labels = item.layers.iter().any(|it| it.0 == *by);
        let does = if labels { ANNOTATOR } else { "contributor" };
        page.raw(&format!("<respStmt xml:id=\"{id}\"><resp>{does}</resp>"));
        let name = project.annotators.get(*by).map(|it| it.name.as_str());
        let name = name.filter(|it| !it.is_empty()).unwrap_or(by.as_str());
        page.element("name", &[("key", by.as_str())], name);
        page.raw("</respStmt>\n");
    }
    page.raw("</titleStmt>\n<publicationStmt><p>A labelled text.</p></publicationStmt>\n");
    notes(known, page);
    source(item, page);
    page.raw("</fileDesc>\n<encodingDesc>\n");
    page.raw(&format!(
        "<appInfo><application ident=\"{OWN}\" version=\"1\"><label>Sententia</label></application></appInfo>\n"
    ));
    scheme.write(&names.labels, &names.links, page);
    page.raw("</encodingDesc>\n");
    profile(known, page);
    revisions(item, names, page);
    page.raw("</teiHeader>\n");
}

/// The fields of the analyst's own.
fn notes(known: &Meta, page: &mut Page) {
    let all = meta::object(known);
    let own = all
        .iter()
        .filter(|it| !USUAL.contains(&it.0.as_str()) || known.fields.contains_key(it.0));
    let own: Vec<_> = own.collect();
    if own.is_empty() {
        return;
    }
    page.raw("<notesStmt>\n");
    for (name, value) in own {
        match value {
            Json::String(text) => {
                page.element("note", &[("type", "metadata"), ("n", name)], text);
            }
            other => {
                let about = [("type", "metadata"), ("subtype", "json"), ("n", name)];
                page.element("note", &about, &other.to_string());
            }
        }
        page.raw("\n");
    }
    page.raw("</notesStmt>\n");
}

/// What every document may have, and has its own place.
const USUAL: [&str; 6] = ["title", "author", "date", "url", "language", "genre"];

fn source(item: &Item, page: &mut Page) {
    let known = &item.document.meta;
    page.raw("<sourceDesc><bibl>");
    if let Some(date) = known.date {
        page.element("date", &[("when", &date.to_string())], &date.to_string());
    }
    if !known.url.is_empty() {
        page.element("idno", &[("type", "URL")], &known.url);
    }
    page.element("idno", &[("type", "document")], item.document.id.as_str());
    page.raw("</bibl></sourceDesc>\n");
}

fn profile(known: &Meta, page: &mut Page) {
    if known.language.is_empty() && known.genre.is_empty() {
        return;
    }
    page.raw("<profileDesc>\n");
    if !known.language.is_empty() {
        page.raw("<langUsage>");
        if is_language(&known.language) {
            page.element("language", &[("ident", &known.language)], "");
        } else {
            page.element("language", &[("ident", "und")], &known.language);
        }
        page.raw("</langUsage>\n");
    }
    if !known.genre.is_empty() {
        page.raw("<textClass><keywords>");
        page.element("term", &[("type", "genre")], &known.genre);
        page.raw("</keywords></textClass>\n");
    }
    page.raw("</profileDesc>\n");
}

/// Whether a text can be a code of a language.
fn is_language(text: &str) -> bool {
    let mut parts = text.split('-');
    let part =
        |it: &str| (1..=8).contains(&it.len()) && it.bytes().all(|it| it.is_ascii_alphanumeric());
    let first = parts.next().unwrap_or_default();
    first != "und"
        && part(first)
        && first.bytes().all(|it| it.is_ascii_alphabetic())
        && parts.all(part)
}

/// Who made something and when, and how far everybody is.
fn revisions(item: &Item, names: &Names, page: &mut Page) {
    let far = item.layers.iter().filter(|it| it.1.status != Status::ToDo);
    let far: Vec<_> = far.collect();
    if far.is_empty() && names.changes.is_empty() {
        return;
    }
    page.raw("<revisionDesc>\n");
    let person = |by| {
        names
            .people
            .get(by)
            .map_or_else(String::new, |it| format!("#{it}"))
    };
    for (by, layer) in far {
        let done = layer.status == Status::Done;
        let status = if done { "done" } else { "unfinished" };
        page.element("change", &[("who", &person(*by)), ("status", status)], "");
        page.raw("\n");
    }
    for ((when, by), id) in &names.changes {
        let about = [
            ("xml:id", id.as_str()),
            ("who", &person(by)),
            ("when", &when.to_string()),
        ];
        page.element("change", &about, "");
        page.raw("\n");
    }
    page.raw("</revisionDesc>\n");
}
