//! Writing XMI.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::super::markup::{attribute, clean, content};
use super::super::uima::{Cas, Feat, Fs};

/// Writes a file; gives how many characters XML does not allow.
pub fn cas(cas: &Cas, out: &mut dyn Write) -> io::Result<usize> {
    let mut odd = 0;
    let spaces = Spaces::of(cas);
    out.write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xmi:XMI xmi:version=\"2.0\" xmlns:xmi=\"http://www.omg.org/XMI\"")?;
    for (package, prefix) in &spaces.0 {
        let path = if package.is_empty() {
            "uima/noNamespace".to_owned()
        } else {
            package.replace('.', "/")
        };
        write!(
            out,
            " xmlns:{prefix}=\"http:///{}.ecore\"",
            attribute(&path)
        )?;
    }
    out.write_all(b">\n  <cas:NULL xmi:id=\"0\"/>\n")?;
    for it in &cas.all {
        odd += one(it, &spaces, out)?;
    }
    for sofa in &cas.sofas {
        write!(out, "  <cas:Sofa xmi:id=\"{}\"", sofa.id)?;
        if !sofa.features.iter().any(|it| it.0 == "sofaNum") {
            out.write_all(b" sofaNum=\"1\"")?;
        }
        write!(out, " sofaID=\"{}\"", attribute(&sofa.name))?;
        for (name, value) in &sofa.features {
            match value {
                Feat::Text(text) => write!(out, " {name}=\"{}\"", attribute(text))?,
                Feat::Ref(id) => write!(out, " {name}=\"{id}\"")?,
                _ => {}
            }
        }
        if let Some(text) = &sofa.text {
            let (text, n) = clean(text);
            odd += n;
            write!(out, " sofaString=\"{}\"", attribute(&text))?;
        }
        out.write_all(b"/>\n")?;
    }
    for sofa in &cas.sofas {
        let members: Vec<String> = sofa.members.iter().map(u64::to_string).collect();
        writeln!(
            out,
            "  <cas:View sofa=\"{}\" members=\"{}\"/>",
            sofa.id,
            members.join(" ")
        )?;
    }
    out.write_all(b"</xmi:XMI>\n")?;
    Ok(odd)
}

fn one(it: &Fs, spaces: &Spaces, out: &mut dyn Write) -> io::Result<usize> {
    let mut odd = 0;
    let name = spaces.name(&it.kind);
    write!(out, "  <{name} xmi:id=\"{}\"", it.id)?;
    if let Some(sofa) = it.sofa {
        write!(out, " sofa=\"{sofa}\"")?;
    }
    if let (Some(begin), Some(end)) = (it.begin, it.end) {
        write!(out, " begin=\"{begin}\" end=\"{end}\"")?;
    }
    let mut lists = Vec::new();
    for (feature, value) in &it.features {
        match value {
            Feat::Text(text) => {
                let (text, n) = clean(text);
                odd += n;
                write!(out, " {feature}=\"{}\"", attribute(&text))?;
            }
            Feat::Ref(id) => write!(out, " {feature}=\"{id}\"")?,
            Feat::Refs(all) => {
                let all: Vec<String> = all.iter().map(u64::to_string).collect();
                write!(out, " {feature}=\"{}\"", all.join(" "))?;
            }
            Feat::Texts(all) => lists.push((feature, all)),
        }
    }
    if lists.iter().all(|it| it.1.is_empty()) {
        out.write_all(b"/>\n")?;
        return Ok(odd);
    }
    out.write_all(b">")?;
    for (feature, all) in lists {
        for text in all {
            let (text, n) = clean(text);
            odd += n;
            write!(out, "<{feature}>{}</{feature}>", content(&text))?;
        }
    }
    writeln!(out, "</{name}>")?;
    Ok(odd)
}

/// Prefixes by package.
struct Spaces(BTreeMap<String, String>);

impl Spaces {
    fn of(cas: &Cas) -> Self {
        let mut all = BTreeMap::from([("uima.cas".to_owned(), "cas".to_owned())]);
        let mut taken: std::collections::BTreeSet<String> =
            ["cas", "xmi", "xml", "xmlns"].map(str::to_owned).into();
        for it in &cas.all {
            let (package, _) = split(&it.kind);
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

    fn name(&self, kind: &str) -> String {
        let (package, name) = split(kind);
        let prefix = self.0.get(package).map_or("cas", String::as_str);
        format!("{prefix}:{name}")
    }
}

/// A type's package and its name; an array of anything is one of feature structures.
fn split(kind: &str) -> (&str, &str) {
    if kind.ends_with("[]") {
        return ("uima.cas", "FSArray");
    }
    kind.rsplit_once('.').unwrap_or(("", kind))
}
