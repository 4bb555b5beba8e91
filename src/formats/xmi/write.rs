//! Writing XMI.

use std::collections::BTreeMap;

use super::super::markup::{attribute, clean, content, push_number};
use super::super::uima::{Cas, Feat, Fs, OURS, SENTENCE, TOKEN, Words};

/// Writes a file; gives how many characters XML does not allow.
pub fn cas(cas: &Cas, out: &mut Vec<u8>) -> usize {
    let mut odd = 0;
    let spaces = Spaces::of(cas);
    out.extend_from_slice(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xmi:XMI xmi:version=\"2.0\" xmlns:xmi=\"http://www.omg.org/XMI\"");
    for (package, prefix) in &spaces.0 {
        let path = if package.is_empty() {
            "uima/noNamespace".to_owned()
        } else {
            package.replace('.', "/")
        };
        let path = attribute(&path);
        push(out, &[" xmlns:", prefix, "=\"http:///", &path, ".ecore\""]);
    }
    out.extend_from_slice(b">\n  <cas:NULL xmi:id=\"0\"/>\n");
    let (before, after) = cas.all.split_at(cas.words.before.min(cas.all.len()));
    for it in before {
        odd += one(it, &spaces, out);
    }
    words(&cas.words, &spaces, out);
    for it in after {
        odd += one(it, &spaces, out);
    }
    for sofa in &cas.sofas {
        out.extend_from_slice(b"  <cas:Sofa");
        number("xmi:id", sofa.id, out);
        if !sofa.features.iter().any(|it| it.0 == "sofaNum") {
            out.extend_from_slice(b" sofaNum=\"1\"");
        }
        push(out, &[" sofaID=\"", &attribute(&sofa.name), "\""]);
        for (name, value) in &sofa.features {
            match value {
                Feat::Text(text) => push(out, &[" ", name, "=\"", &attribute(text), "\""]),
                Feat::Ref(id) => number(name, *id, out),
                _ => {}
            }
        }
        if let Some(text) = &sofa.text {
            let (text, n) = clean(text);
            odd += n;
            push(out, &[" sofaString=\"", &attribute(&text), "\""]);
        }
        out.extend_from_slice(b"/>\n");
    }
    for sofa in &cas.sofas {
        out.extend_from_slice(b"  <cas:View");
        number("sofa", sofa.id, out);
        numbers("members", &sofa.members, out);
        out.extend_from_slice(b"/>\n");
    }
    out.extend_from_slice(b"</xmi:XMI>\n");
    odd
}

fn push(out: &mut Vec<u8>, parts: &[&str]) {
    for part in parts {
        out.extend_from_slice(part.as_bytes());
    }
}

/// An attribute that is a number.
fn number(name: &str, number: u64, out: &mut Vec<u8>) {
    push(out, &[" ", name, "=\""]);
    push_number(number, out);
    out.push(b'"');
}

/// An attribute that is several numbers.
fn numbers(name: &str, all: &[u64], out: &mut Vec<u8>) {
    push(out, &[" ", name, "=\""]);
    for (i, number) in all.iter().enumerate() {
        if i > 0 {
            out.push(b' ');
        }
        push_number(*number, out);
    }
    out.push(b'"');
}

/// Sentences and words: each as `one` would write it.
fn words(words: &Words, spaces: &Spaces, out: &mut Vec<u8>) {
    let mut sofa = Vec::new();
    number("sofa", words.sofa, &mut sofa);
    sofa.extend_from_slice(b" begin=\"");
    let tag = |kind: &str| {
        let (prefix, name) = spaces.name(kind);
        format!("  <{prefix}:{name} xmi:id=\"")
    };
    let (sentence, token) = (tag(SENTENCE), tag(TOKEN));
    let end = format!("\" id=\"{OURS}\"/>\n");
    out.reserve(words.all.len() * (token.len() + sofa.len() + end.len() + 24));
    for (id, kind, at) in words.iter() {
        let tag = if kind == TOKEN { &token } else { &sentence };
        out.extend_from_slice(tag.as_bytes());
        push_number(id, out);
        out.push(b'"');
        out.extend_from_slice(&sofa);
        push_number(at.start as u64, out);
        out.extend_from_slice(b"\" end=\"");
        push_number(at.end as u64, out);
        out.extend_from_slice(end.as_bytes());
    }
}

fn one(it: &Fs, spaces: &Spaces, out: &mut Vec<u8>) -> usize {
    let mut odd = 0;
    let (prefix, name) = spaces.name(&it.kind);
    push(out, &["  <", prefix, ":", name]);
    number("xmi:id", it.id, out);
    if let Some(sofa) = it.sofa {
        number("sofa", sofa, out);
    }
    if let (Some(begin), Some(end)) = (it.begin, it.end) {
        number("begin", begin as u64, out);
        number("end", end as u64, out);
    }
    let mut lists = Vec::new();
    for (feature, value) in &it.features {
        match value {
            Feat::Text(text) => {
                let (text, n) = clean(text);
                odd += n;
                push(out, &[" ", feature, "=\"", &attribute(&text), "\""]);
            }
            Feat::Ref(id) => number(feature, *id, out),
            Feat::Refs(all) => numbers(feature, all, out),
            Feat::Texts(all) => lists.push((feature, all)),
        }
    }
    if lists.iter().all(|it| it.1.is_empty()) {
        out.extend_from_slice(b"/>\n");
        return odd;
    }
    out.push(b'>');
    for (feature, all) in lists {
        for text in all {
            let (text, n) = clean(text);
            odd += n;
            push(
                out,
                &["<", feature, ">", &content(&text), "</", feature, ">"],
            );
        }
    }
    push(out, &["</", prefix, ":", name, ">\n"]);
    odd
}

/// Prefixes by package.
struct Spaces(BTreeMap<String, String>);

impl Spaces {
    fn of(cas: &Cas) -> Self {
        let mut all = BTreeMap::from([("uima.cas".to_owned(), "cas".to_owned())]);
        let mut taken: std::collections::BTreeSet<String> =
            ["cas", "xmi", "xml", "xmlns"].map(str::to_owned).into();
        let (before, after) = cas.all.split_at(cas.words.before.min(cas.all.len()));
        let words = cas.words.iter().take(1).map(|it| it.1);
        let before = before.iter().map(|it| it.kind.as_str()).chain(words);
        for kind in before.chain(after.iter().map(|it| it.kind.as_str())) {
            let (package, _) = split(kind);
            if all.contains_key(package) {
                continue;
            }
            let wanted = match package.rsplit('.').next() {
                Some(last) if !last.is_empty() => super::super::uima::identifier(last),
                _ => "noNamespace".to_owned(),
            };
            let numbered = (2u32..).map(|n| format!("{wanted}{n}"));
            let mut names = std::iter::once(wanted.clone()).chain(numbered);
            let prefix = names.find(|it| taken.insert(it.clone())).unwrap_or(wanted);
            all.insert(package.to_owned(), prefix);
        }
        Self(all)
    }

    /// A type's prefix and its name.
    fn name<'a>(&'a self, kind: &'a str) -> (&'a str, &'a str) {
        let (package, name) = split(kind);
        (self.0.get(package).map_or("cas", String::as_str), name)
    }
}

/// A type's package and its name; an array of anything is one of feature structures.
fn split(kind: &str) -> (&str, &str) {
    if kind.ends_with("[]") {
        return ("uima.cas", "FSArray");
    }
    kind.rsplit_once('.').unwrap_or(("", kind))
}
