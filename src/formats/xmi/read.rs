//! Reading XMI: elements in a row, attributes for features.

use std::collections::{BTreeMap, HashMap};

use smol_str::SmolStr;

use super::super::format::Intake;
use super::super::input::Input;
use super::super::markup::{Piece, Tag, Xml, source};
use super::super::names;
use super::super::report::{Fate, Fault};
use super::super::uima::ids::Ids;
use super::super::uima::run::Run;
use super::super::uima::{Cas, Feat, Feature, Fs, Guess, OURS, Sofa, Types, ours};

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
    kind: SmolStr,
    id: Option<u64>,
    /// Whether its id is that of another before it.
    twice: bool,
    tag: Tag,
    lists: BTreeMap<SmolStr, Vec<String>>,
}

const XMI: &str = "http://www.omg.org/XMI";

/// Reads a whole file. What is broken is told, and what stands before it is taken.
pub fn parse(source: &str, types: Option<&Types>, file: &str, intake: &mut dyn Intake) -> Cas {
    let mut cas = Cas::default();
    let words = types.is_some().then_some(&mut cas);
    let elements = elements(source, words, file, intake);
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
    cas.types = types.clone();
    let mut views = Vec::new();
    for element in &elements {
        match (element.kind.as_str(), element.id) {
            ("uima.cas.NULL", _) => {}
            ("uima.cas.View", _) => views.push(&element.tag),
            (_, None) => {
                let fault = Fault::Malformed(format!("{} without xmi:id", element.kind));
                intake.tell(file, element.line, fault, Fate::Skipped);
            }
            (_, Some(id)) if element.twice => {
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

/// All elements; sentences and words that nobody has marked only as `words` notes them, if it is there.
fn elements(
    source: &str,
    mut words: Option<&mut Cas>,
    file: &str,
    intake: &mut dyn Intake,
) -> Vec<Element> {
    if let Some(words) = &mut words
        && let Some(run) = run(source)
        && let Some(found) = Elements::around(&run, source, words)
    {
        return found;
    }
    let mut found = Elements {
        words,
        ..Elements::default()
    };
    let mut xml = Xml::new(source);
    loop {
        match xml.piece() {
            Ok(Some(piece)) => found.take(piece, &mut xml),
            Ok(None) => return found.all,
            Err(fault) => {
                let line = xml.line();
                intake.tell(file, line, fault, Fate::Skipped);
                return found.all;
            }
        }
    }
}

/// Elements on their way.
#[derive(Default)]
struct Elements<'a> {
    all: Vec<Element>,
    words: Option<&'a mut Cas>,
    kinds: Kinds,
    seen: Ids,
    depth: usize,
    text: String,
    /// Whether the element that is open is the last of all.
    kept: bool,
}

impl<'a> Elements<'a> {
    /// Those around a run of words, and the words. `None`, and nothing noted, where anything is odd: then all
    /// is for the parser.
    fn around(run: &Run, source: &str, words: &'a mut Cas) -> Option<Vec<Element>> {
        let source = run.cut_from(source);
        let mut noted = Cas::default();
        let mut xml = Xml::new(&source);
        let mut found = Elements {
            words: Some(&mut noted),
            ..Elements::default()
        };
        let mut passed = false;
        while let Some(piece) = xml.piece().ok()? {
            let tag = matches!(piece, Piece::Open(_) | Piece::Close(_));
            if tag && !passed && xml.position() > run.at.start {
                passed = true;
                let here = found.depth == 1;
                let fresh = run.words().all(|it| found.seen.insert(it.0));
                (here && fresh).then_some(())?;
            }
            let n = found.all.len();
            found.take(piece, &mut xml);
            if passed && found.all.len() > n {
                found.all[n].line += run.kinds.len();
            }
        }
        let all = passed.then_some(found.all)?;
        for (id, kind) in run.words() {
            noted.add_ours(kind, Some(run.sofa), id);
        }
        words.ours = noted.ours;
        Some(all)
    }

    fn take(&mut self, piece: Piece, xml: &mut Xml) {
        match piece {
            Piece::Open(tag) => {
                self.depth += 1;
                self.text.clear();
                if self.depth == 2 && tag.space != XMI {
                    self.open(tag, xml.line());
                }
            }
            Piece::Text(it) if self.depth == 3 => self.text.push_str(&it),
            Piece::Text(_) => {}
            Piece::Close(name) => {
                if self.depth == 3
                    && self.kept
                    && let Some(last) = self.all.last_mut()
                {
                    let text = std::mem::take(&mut self.text);
                    last.lists.entry(name).or_default().push(text);
                }
                self.depth = self.depth.saturating_sub(1);
            }
        }
    }

    fn open(&mut self, tag: Tag, line: usize) {
        let (id, kind) = (number(&tag, "xmi:id"), self.kinds.of(&tag));
        let counts = !matches!(kind.as_str(), "uima.cas.NULL" | "uima.cas.View");
        let twice = counts && id.is_some_and(|it| !self.seen.insert(it));
        let word = ours(&kind, tag.get("id")).filter(|_| !twice);
        self.kept = true;
        if let (Some(word), Some(id), Some(cas)) = (word, id, &mut self.words) {
            cas.add_ours(word, number(&tag, "sofa"), id);
            self.kept = false;
            return;
        }
        self.all.push(Element {
            line,
            kind,
            id,
            twice,
            tag,
            lists: BTreeMap::new(),
        });
    }
}

/// The words of a file that say nothing but where they are, where no more than a look at each is needed to
/// know it: their namespace has one prefix, and nothing hides tags.
fn run(source: &str) -> Option<Run> {
    const SPACE: &str = "=\"http:///de/tudarmstadt/ukp/dkpro/core/api/segmentation/type.ecore\"";
    let (before, after) = source.split_once(SPACE)?;
    let prefix = before.rsplit_once(" xmlns:")?.1;
    let named = !prefix.is_empty() && prefix.bytes().all(|it| it.is_ascii_alphanumeric());
    let declared = format!("xmlns:{prefix}=");
    let hidden = ["<!", declared.as_str()];
    if !named || hidden.iter().any(|it| after.contains(it)) {
        return None;
    }
    let line = |name: &str| {
        let numbers = ["\" sofa=\"", "\" begin=\"", "\" end=\""];
        let end = format!("\" id=\"{OURS}\"/>\n");
        let start = format!("  <{prefix}:{name} xmi:id=\"");
        let [sofa, begin, to] = numbers.map(str::to_owned);
        [start, sofa, begin, to, end]
    };
    Run::find(source, &line("Sentence"), &line("Token"))
}

fn number(tag: &Tag, name: &str) -> Option<u64> {
    tag.get(name)?.parse().ok()
}

/// The names of types that were met, by their tags.
#[derive(Default)]
struct Kinds(Vec<(SmolStr, SmolStr, SmolStr)>);

impl Kinds {
    fn of(&mut self, tag: &Tag) -> SmolStr {
        let mut known = self.0.iter();
        if let Some(it) = known.find(|it| it.0 == tag.name && it.1 == tag.space) {
            return it.2.clone();
        }
        let kind = SmolStr::from(kind(tag));
        self.0
            .push((tag.name.clone(), tag.space.clone(), kind.clone()));
        kind
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
        _ => tag.name.to_string(),
    }
}

fn guess(elements: &[Element]) -> Types {
    let found: Vec<Guess> = elements
        .iter()
        .filter(|it| !matches!(it.kind.as_str(), "uima.cas.NULL" | "uima.cas.View"))
        .map(|it| Guess {
            id: it.tag.get("xmi:id").unwrap_or_default().to_owned(),
            kind: it.kind.to_string(),
            annotation: ["begin", "end", "sofa"]
                .iter()
                .all(|name| it.tag.get(name).is_some()),
            based: it.tag.get("sofa").is_some(),
            values: it
                .tag
                .attributes
                .iter()
                .filter(|it| !own(&it.0))
                .map(|(name, it)| (name.to_string(), it.to_string()))
                .collect(),
            lists: it.lists.keys().map(SmolStr::to_string).collect(),
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
            .map(|(name, it)| (name.to_string(), Feat::Text(it.to_string())))
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
            name.to_string(),
            feature(&element.kind, name, text, declared, types, kinds),
        ));
    }
    for (name, all) in &element.lists {
        features.push((name.to_string(), Feat::Texts(all.clone())));
    }
    Fs {
        id,
        kind: element.kind.to_string(),
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
