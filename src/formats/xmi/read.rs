//! Reading XMI: elements in a row, attributes for features.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::super::format::Intake;
use super::super::input::Input;
use super::super::markup::{Piece, Tag, Xml, source};
use super::super::names;
use super::super::report::{Fate, Fault};
use super::super::uima::{Cas, Feat, Feature, Fs, Guess, Sofa, Types};

/// The types declared beside the documents, by the folders they are in.
#[derive(Debug, Default)]
pub struct TypeFiles {
    by_folder: BTreeMap<String, Types>,
    by_file: BTreeMap<String, Types>,
}

impl TypeFiles {
    /// Reads every `TypeSystem.xml`; of several in a folder the first.
    pub fn of(input: &Input, intake: &mut dyn Intake) -> Self {
        let mut found = Self::default();
        for entry in input.ending(&["xml"]) {
            let last = entry
                .name
                .rsplit('/')
                .next()
                .unwrap_or(&entry.name)
                .to_lowercase();
            if !last.contains("typesystem") {
                continue;
            }
            let types = source(entry).and_then(|it| Types::read(&it));
            match types {
                Ok(types) if types.0.is_empty() => {}
                Ok(types) => {
                    let folder = folder(&entry.name).to_owned();
                    let key = format!("{folder}/{}", names::stem(&last).replace("-typesystem", ""));
                    found.by_file.insert(key, types.clone());
                    found.by_folder.entry(folder).or_insert(types);
                }
                Err(fault) => intake.tell(&entry.name, 0, fault, Fate::Skipped),
            }
        }
        found
    }

    /// The types for a document: of its own name, or from the nearest folder.
    pub fn for_file(&self, name: &str) -> Option<&Types> {
        let mut at = folder(name);
        let key = format!("{at}/{}", names::stem(name).to_lowercase());
        if let Some(own) = self.by_file.get(&key) {
            return Some(own);
        }
        loop {
            if let Some(found) = self.by_folder.get(at) {
                return Some(found);
            }
            if at.is_empty() {
                return None;
            }
            at = folder(at);
        }
    }
}

fn folder(name: &str) -> &str {
    name.rsplit_once('/').map(|it| it.0).unwrap_or_default()
}

/// An element as it stands.
struct Element {
    line: usize,
    kind: String,
    tag: Tag,
    lists: BTreeMap<String, Vec<String>>,
}

const XMI: &str = "http://www.omg.org/XMI";

/// Reads a whole file. What is broken is told, and what stands before it is taken.
pub fn parse(source: &str, types: Option<&Types>, file: &str, intake: &mut dyn Intake) -> Cas {
    let elements = elements(source, file, intake);
    let guessed;
    let types = match types {
        Some(types) => types,
        None => {
            guessed = guess(&elements);
            &guessed
        }
    };
    let kinds: HashMap<&str, &str> = elements
        .iter()
        .filter_map(|it| Some((it.tag.get("xmi:id")?, it.kind.as_str())))
        .collect();
    let mut cas = Cas {
        types: types.clone(),
        ..Cas::default()
    };
    let mut seen = BTreeSet::new();
    let mut views = Vec::new();
    for element in &elements {
        let id = element
            .tag
            .get("xmi:id")
            .and_then(|it| it.parse::<u64>().ok());
        match (element.kind.as_str(), id) {
            ("uima.cas.NULL", _) => {}
            ("uima.cas.View", _) => views.push(&element.tag),
            (_, None) => {
                let fault = Fault::Malformed(format!("{} without xmi:id", element.kind));
                intake.tell(file, element.line, fault, Fate::Skipped);
            }
            (_, Some(id)) if !seen.insert(id) => {
                intake.tell(
                    file,
                    element.line,
                    Fault::Twice(id.to_string()),
                    Fate::Skipped,
                );
            }
            ("uima.cas.Sofa", Some(id)) => cas.sofas.push(sofa(&element.tag, id)),
            (_, Some(id)) => cas.all.push(structure(element, id, types, &kinds)),
        }
    }
    for view in views {
        let members = view.get("members").unwrap_or_default().split_whitespace();
        let members: Vec<u64> = members.filter_map(|it| it.parse().ok()).collect();
        let of = view.get("sofa").and_then(|it| it.parse::<u64>().ok());
        match cas.sofas.iter_mut().find(|it| Some(it.id) == of) {
            Some(sofa) => sofa.members.extend(members),
            None if members.is_empty() => {}
            None => {
                let id = of.unwrap_or(u64::from(u32::MAX / 4));
                let name = "_InitialView".to_owned();
                cas.sofas.push(Sofa {
                    id,
                    name,
                    members,
                    ..Sofa::default()
                });
            }
        }
    }
    cas
}

fn elements(source: &str, file: &str, intake: &mut dyn Intake) -> Vec<Element> {
    let mut xml = Xml::new(source);
    let mut all: Vec<Element> = Vec::new();
    let mut depth = 0_usize;
    let mut text = String::new();
    loop {
        let piece = match xml.piece() {
            Ok(Some(piece)) => piece,
            Ok(None) => return all,
            Err(fault) => {
                let line = xml.line();
                intake.tell(file, line, fault, Fate::Skipped);
                return all;
            }
        };
        match piece {
            Piece::Open(tag) => {
                depth += 1;
                text.clear();
                if depth == 2 && tag.space != XMI {
                    let (line, kind) = (xml.line(), kind(&tag));
                    let lists = BTreeMap::new();
                    all.push(Element {
                        line,
                        kind,
                        tag,
                        lists,
                    });
                }
            }
            Piece::Text(it) if depth == 3 => text.push_str(&it),
            Piece::Text(_) => {}
            Piece::Close(name) => {
                if depth == 3
                    && let Some(last) = all.last_mut()
                {
                    last.lists
                        .entry(name)
                        .or_default()
                        .push(std::mem::take(&mut text));
                }
                depth = depth.saturating_sub(1);
            }
        }
    }
}

/// The name of a type: its namespace is its package.
fn kind(tag: &Tag) -> String {
    let package = tag
        .space
        .strip_prefix("http:///")
        .and_then(|it| it.strip_suffix(".ecore"));
    match package.map(|it| it.replace('/', ".")) {
        Some(package) if package != "uima.noNamespace" && !package.is_empty() => {
            format!("{package}.{}", tag.name)
        }
        _ => tag.name.clone(),
    }
}

fn guess(elements: &[Element]) -> Types {
    let found: Vec<Guess> = elements
        .iter()
        .filter(|it| !matches!(it.kind.as_str(), "uima.cas.NULL" | "uima.cas.View"))
        .map(|it| Guess {
            id: it.tag.get("xmi:id").unwrap_or_default().to_owned(),
            kind: it.kind.clone(),
            annotation: ["begin", "end", "sofa"]
                .iter()
                .all(|name| it.tag.get(name).is_some()),
            based: it.tag.get("sofa").is_some(),
            values: it
                .tag
                .attributes
                .iter()
                .filter(|it| !own(&it.0))
                .cloned()
                .collect(),
            lists: it.lists.keys().cloned().collect(),
        })
        .collect();
    Types::guess(&found)
}

/// What every annotation has.
fn own(name: &str) -> bool {
    name.contains(':') || matches!(name, "begin" | "end" | "sofa")
}

fn sofa(tag: &Tag, id: u64) -> Sofa {
    let features = tag
        .attributes
        .iter()
        .filter(|it| !matches!(it.0.as_str(), "xmi:id" | "sofaID" | "sofaString"));
    Sofa {
        id,
        name: tag.get("sofaID").unwrap_or_default().to_owned(),
        text: tag.get("sofaString").map(str::to_owned),
        features: features
            .map(|(name, it)| (name.clone(), Feat::Text(it.clone())))
            .collect(),
        members: Vec::new(),
    }
}

fn structure(element: &Element, id: u64, types: &Types, kinds: &HashMap<&str, &str>) -> Fs {
    let tag = &element.tag;
    let place = |name: &str| tag.get(name).and_then(|it| it.parse::<usize>().ok());
    let mut features = Vec::new();
    for (name, text) in &tag.attributes {
        if own(name) {
            continue;
        }
        let declared = types.feature(&element.kind, name);
        features.push((
            name.clone(),
            feature(&element.kind, name, text, declared, types, kinds),
        ));
    }
    for (name, all) in &element.lists {
        features.push((name.clone(), Feat::Texts(all.clone())));
    }
    Fs {
        id,
        kind: element.kind.clone(),
        sofa: tag.get("sofa").and_then(|it| it.parse().ok()),
        begin: place("begin"),
        end: place("end"),
        features,
    }
}

fn feature(
    kind: &str,
    name: &str,
    text: &str,
    declared: Option<&Feature>,
    types: &Types,
    kinds: &HashMap<&str, &str>,
) -> Feat {
    let one = || text.trim().parse::<u64>().ok().map(Feat::Ref);
    let several = || {
        let all: Option<Vec<u64>> = text.split_whitespace().map(|it| it.parse().ok()).collect();
        all.map(Feat::Refs)
    };
    let found = match declared {
        None if kind == "uima.cas.FSArray" && name == "elements" => several(),
        None if kind == "uima.cas.NonEmptyFSList"
            || (kind.ends_with("List") && name == "tail" && kind.starts_with("uima.cas.")) =>
        {
            one()
        }
        Some(it) if it.is_list() => {
            let target = kinds.get(text.trim()).copied().unwrap_or_default();
            let apart = it.shared
                && target.starts_with("uima.cas.")
                && (target.ends_with("Array") || target.ends_with("List"));
            if apart {
                one()
            } else if it.is_references() {
                several()
            } else {
                None
            }
        }
        Some(it) if it.is_reference(types) => one(),
        _ => None,
    };
    found.unwrap_or_else(|| Feat::Text(text.to_owned()))
}
