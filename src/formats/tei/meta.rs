//! What a header says of its document, and who the people are that it names.

use std::collections::{BTreeMap, HashMap};

use serde_json::Value as Json;

use super::super::meta::{set, set_text};
use super::super::names;
use super::header::ANNOTATOR;
use super::tree::Node;
use crate::model::annotation::Status;
use crate::model::document::Meta;

/// Somebody whom a header names.
#[derive(Clone, Debug)]
pub struct Person {
    /// In the project that a file of ours is of; else the name.
    pub id: String,
    /// The name, where the id follows from it; else the id.
    pub name: String,
}

/// Everyone a header names, by `xml:id`.
pub fn people<'a>(headers: impl Iterator<Item = &'a Node>) -> HashMap<&'a str, Person> {
    let mut people = HashMap::new();
    for node in headers.flat_map(Node::below) {
        let Some(id) = node.get("xml:id") else {
            continue;
        };
        let name = match node.name.as_str() {
            "respStmt" | "person" | "org" | "personGrp" => {
                const NAMES: [&str; 4] = ["name", "persName", "orgName", "label"];
                NAMES.iter().find_map(|it| node.first(it))
            }
            "name" | "persName" | "orgName" | "editor" | "author" | "principal" => Some(node),
            _ => None,
        };
        let Some(name) = name else { continue };
        let key = Some(name)
            .filter(|_| node.name == "respStmt")
            .and_then(|it| it.get("key"));
        let words = name.words();
        let person = match key {
            Some(key) => Person {
                id: key.to_owned(),
                name: if names::becomes(&words, key) {
                    words
                } else {
                    key.to_owned()
                },
            },
            None => Person {
                id: words.clone(),
                name: words,
            },
        };
        if !person.name.is_empty() {
            people.entry(id).or_insert(person);
        }
    }
    people
}

/// Whose work is in a file of ours, by `xml:id`.
pub fn annotators(header: &Node) -> impl Iterator<Item = &str> {
    let all = header.find(&["fileDesc", "titleStmt"]).into_iter();
    let all = all.flat_map(|it| it.all("respStmt"));
    let all = all.filter(|it| it.first("resp").is_some_and(|it| it.words() == ANNOTATOR));
    all.filter_map(|it| it.get("xml:id"))
}

/// How far everybody is whom a file of ours names, by `xml:id`.
pub fn status(header: &Node) -> Vec<(&str, Status)> {
    let all = header
        .find(&["revisionDesc"])
        .into_iter()
        .flat_map(|it| it.all("change"));
    let far = all.filter_map(|it| {
        let status = match it.get("status")? {
            "done" => Status::Done,
            "unfinished" => Status::InProgress,
            _ => return None,
        };
        Some((it.get("who")?.trim_start_matches('#'), status))
    });
    far.collect()
}

/// The name of a document that we wrote.
pub fn name(header: &Node) -> Option<String> {
    let about = header.find(&["fileDesc", "sourceDesc", "bibl"])?;
    let ids = about
        .all("idno")
        .find(|it| it.get("type") == Some("document"));
    ids.map(Node::words).filter(|it| !it.is_empty())
}

/// What we know of a document that we wrote.
pub fn read_own(header: &Node, meta: &mut Meta) {
    let statement = header.find(&["fileDesc", "titleStmt"]);
    let title = statement.and_then(|it| it.first("title"));
    let title = title.filter(|it| it.get("type") != Some("file"));
    let source = header.find(&["fileDesc", "sourceDesc", "bibl"]);
    let date = source.and_then(|it| it.first("date")?.get("when"));
    let url = source.and_then(|it| it.all("idno").find(|it| it.get("type") == Some("URL")));
    let language = header.find(&["profileDesc", "langUsage", "language"]);
    let language = language.map(|it| match it.get("ident") {
        Some("und") | None => it.words(),
        Some(code) => code.to_owned(),
    });
    for (name, text) in [
        ("title", title.map(Node::words)),
        (
            "author",
            statement.and_then(|it| it.first("author")).map(Node::words),
        ),
        ("date", date.map(str::to_owned)),
        ("url", url.map(Node::words)),
        ("language", language),
        (
            "genre",
            header
                .find(&["profileDesc", "textClass", "keywords", "term"])
                .map(Node::words),
        ),
    ] {
        if let Some(text) = text {
            set_text(meta, name, text);
        }
    }
    let notes = header.find(&["fileDesc", "notesStmt"]);
    for note in notes.into_iter().flat_map(|it| it.all("note")) {
        let Some(name) = note.get("n") else { continue };
        let text = note.words();
        match note.get("subtype") {
            Some("json") => {
                let value = serde_json::from_str(&text).unwrap_or(Json::String(text));
                set(meta, name, &value);
            }
            _ => set_text(meta, name, text),
        }
    }
}

/// What others say of a document; gives what has no place here.
pub fn read(header: &Node, meta: &mut Meta, left: &mut BTreeMap<String, usize>) {
    let all = header.below();
    if let Some(statement) = header.find(&["fileDesc", "titleStmt"]) {
        titles(statement, meta);
    }
    if let Some(date) = date(header) {
        set_text(meta, "date", date);
    }
    let language = header.find(&["profileDesc", "langUsage", "language"]);
    put(
        meta,
        "language",
        language.and_then(|it| it.get("ident")).unwrap_or_default(),
    );
    put(meta, "url", &url(&all).unwrap_or_default());
    let statement = header.find(&["fileDesc", "publicationStmt"]);
    for (name, field) in [
        ("publisher", "publisher"),
        ("pubPlace", "pubPlace"),
        ("authority", "authority"),
    ] {
        put(
            meta,
            field,
            &joined(statement.into_iter().flat_map(|it| it.all(name))),
        );
    }
    let licences = all.iter().filter(|it| it.name == "licence");
    let licence = licences.clone().next();
    put(
        meta,
        "licence",
        licence
            .map(|it| it.get("target").unwrap_or_default())
            .unwrap_or_default(),
    );
    put(
        meta,
        "licence",
        &licence.map(|it| it.words()).unwrap_or_default(),
    );
    let ids = statement.into_iter().flat_map(|it| it.all("idno"));
    put(meta, "idno", &joined(ids.filter(|it| !is_address(it))));
    classes(header, meta);
    let letter = header.find(&["profileDesc", "correspDesc"]);
    for action in letter.into_iter().flat_map(|it| it.all("correspAction")) {
        correspondence(action, meta);
    }
    let known = [
        "correspDesc",
        "titleStmt",
        "publicationStmt",
        "sourceDesc",
        "langUsage",
        "textClass",
        "textDesc",
        "creation",
        "particDesc",
    ];
    let parts = header.elements().flat_map(|it| match it.name.as_str() {
        "fileDesc" | "profileDesc" => it.elements().collect(),
        _ => vec![it],
    });
    for part in parts.filter(|it| !known.contains(&it.name.as_str())) {
        *left.entry(format!("teiHeader/{}", part.name)).or_default() += 1;
    }
}

/// What a header of the whole corpus says of each of its documents.
pub fn inherit(header: &Node, meta: &mut Meta) {
    let mut whole = Meta::default();
    read(header, &mut whole, &mut BTreeMap::new());
    put(meta, "corpus", &whole.title);
    for (here, there) in [
        (&mut meta.language, whole.language),
        (&mut meta.url, whole.url),
    ] {
        if here.is_empty() {
            *here = there;
        }
    }
    for name in ["publisher", "licence"] {
        if let Some(text) = whole.fields.get(name) {
            put(meta, name, text);
        }
    }
}

/// Who sent a letter or got it, where and when.
fn correspondence(action: &Node, meta: &mut Meta) {
    let kind = action.get("type").unwrap_or("correspAction");
    let who = match kind {
        "sent" => "sender",
        "received" => "recipient",
        other => other,
    };
    let names = |names: &[&str]| {
        let all = action.elements();
        joined(all.filter(|it| names.contains(&it.name.as_str())))
    };
    put(meta, who, &names(&["persName", "orgName", "name", "rs"]));
    let place = names(&["placeName", "settlement", "country"]);
    put(meta, &format!("{who} place"), &place);
    let Some(date) = action.first("date") else {
        return;
    };
    let said = ["when", "from", "notBefore", "when-iso"];
    let said = said.iter().find_map(|it| date.get(it));
    let said = said.map_or_else(|| date.words(), str::to_owned);
    if kind == "sent" && meta.date.is_none() && !said.is_empty() {
        set_text(meta, "date", said);
    } else {
        put(meta, &format!("{kind} date"), &said);
    }
}

/// What features of the text say of it, beside what the header says.
pub fn known(said: Vec<(String, String)>, meta: &mut Meta) {
    for (name, text) in said {
        if text != meta.title && text != meta.author {
            put(meta, &name, &text);
        }
    }
}

/// Sets what is not known yet.
fn put(meta: &mut Meta, name: &str, text: &str) {
    let known = meta.fields.contains_key(name);
    if !text.is_empty() && !known {
        set_text(meta, name, text.to_owned());
    }
}

fn joined<'a>(nodes: impl Iterator<Item = &'a Node>) -> String {
    let all = nodes.map(Node::words).filter(|it| !it.is_empty());
    all.collect::<Vec<_>>().join("; ")
}

fn titles(statement: &Node, meta: &mut Meta) {
    let is_sub = |it: &&Node| matches!(it.get("type"), Some("sub" | "subtitle"));
    let titles = || statement.all("title");
    let main = titles().find(|it| it.get("type") == Some("main"));
    let main = main.or_else(|| titles().find(|it| !is_sub(it)));
    put(meta, "title", &main.map(Node::words).unwrap_or_default());
    put(meta, "subtitle", &joined(titles().filter(is_sub)));
    let authors = statement
        .all("author")
        .map(|it| match it.first("persName") {
            Some(name) => name.words(),
            None => it.words_but(&["idno", "date"]),
        });
    let authors: Vec<String> = authors.filter(|it| !it.is_empty()).collect();
    put(meta, "author", &authors.join("; "));
    put(meta, "editor", &joined(statement.all("editor")));
}

/// When a text was made: else when it was first printed, else the file.
fn date(header: &Node) -> Option<String> {
    let source = header.find(&["fileDesc", "sourceDesc"]);
    let below = source.map(Node::below).unwrap_or_default();
    let first = below
        .iter()
        .find(|it| matches!(it.get("type"), Some("firstEdition" | "originalSource")));
    let creation = header.find(&["profileDesc", "creation", "date"]);
    let all = creation.into_iter();
    let all = all.chain(first.and_then(|it| it.first("date")));
    let all = all.chain(below.iter().copied().filter(|it| it.name == "date"));
    let all = all.chain(header.find(&["fileDesc", "publicationStmt", "date"]));
    all.map(|it| {
        const EXACT: [&str; 4] = ["when", "notBefore", "from", "when-iso"];
        let exact = EXACT.iter().find_map(|name| it.get(name));
        let exact = exact.map(|it| it.split('T').next().unwrap_or(it).to_owned());
        exact.unwrap_or_else(|| it.words())
    })
    .find(|it| !it.is_empty())
}

fn is_address(idno: &Node) -> bool {
    matches!(idno.get("type"), Some("URL" | "URI" | "url" | "uri"))
}

/// Where a text is: what a source says of itself comes before what publishes it.
fn url(all: &[&Node]) -> Option<String> {
    let sources = all
        .iter()
        .filter(|it| it.name == "sourceDesc" || it.name == "publicationStmt");
    let mut sources: Vec<&&Node> = sources.collect();
    sources.sort_by_key(|it| it.name != "sourceDesc");
    let below = sources.into_iter().flat_map(|it| it.below());
    let mut links = below.filter_map(|it| match it.name.as_str() {
        "ref" | "ptr" => it.get("target").map(str::to_owned),
        "idno" if is_address(it) => Some(it.words()),
        _ => None,
    });
    links.find(|it| it.starts_with("http://") || it.starts_with("https://"))
}

fn classes(header: &Node, meta: &mut Meta) {
    let terms: Vec<&Node> = match header.find(&["profileDesc", "textClass"]) {
        Some(class) => class
            .below()
            .into_iter()
            .filter(|it| it.name == "term")
            .collect(),
        None => Vec::new(),
    };
    let is_genre = |it: &&Node| {
        it.get("type")
            .is_some_and(|it| it.to_lowercase().contains("genre"))
    };
    put(
        meta,
        "genre",
        &joined(terms.iter().copied().filter(is_genre)),
    );
    let mut by_kind: BTreeMap<&str, Vec<&Node>> = BTreeMap::new();
    for term in terms.into_iter().filter(|it| !is_genre(it)) {
        by_kind
            .entry(term.get("type").unwrap_or("keywords"))
            .or_default()
            .push(term);
    }
    for (kind, terms) in by_kind {
        put(meta, kind, &joined(terms.into_iter()));
    }
    let described = header.find(&["profileDesc", "textDesc"]);
    for part in described.into_iter().flat_map(Node::elements) {
        let said = part.get("key").map_or_else(|| part.words(), str::to_owned);
        put(meta, &part.name, &said);
    }
}
