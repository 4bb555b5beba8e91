//! From a file of annotations to a draft for each text that it is about.

use std::collections::{BTreeMap, HashSet};

use serde_json::{Map, Value as Json};

use super::super::decode;
use super::super::draft::{Draft, DraftLink, DraftSpan, Stored};
use super::super::format::{Intake, Reading};
use super::super::input::Entry;
use super::super::json::{Fields, Node};
use super::super::lines::utf8;
use super::super::meta;
use super::super::names;
use super::super::report::{Fate, Fault};
use super::bodies::Bodies;
use super::select::place;
use super::{ID, OWN, WHOLE, is_export, rest};
use crate::model::annotation::Status;

/// The drafts of a file, with the text that each is about.
pub fn file<'a>(
    entry: &Entry,
    texts: &BTreeMap<&'a str, &'a Entry>,
    options: &Reading,
    intake: &mut dyn Intake,
) -> Vec<(Option<&'a str>, Draft)> {
    let bytes = entry.bytes();
    let source = match bytes.as_deref().map_err(Clone::clone).and_then(utf8) {
        Ok(source) => source,
        Err(fault) => {
            intake.tell(&entry.name, 0, fault, Fate::Skipped);
            return Vec::new();
        }
    };
    let bare = source.trim_start_matches('\u{FEFF}');
    let page: Node = match serde_json::from_str(bare) {
        Ok(page) => page,
        Err(error) => {
            let fault = Fault::Malformed(error.to_string());
            intake.tell(&entry.name, error.line(), fault, Fate::Beside);
            return vec![(None, whole(entry, source))];
        }
    };
    if !source.contains("anno.jsonld") && !page.is_list() && !is_export(source) {
        intake.tell(
            &entry.name,
            0,
            Fault::Unknown(entry.name.clone()),
            Fate::Skipped,
        );
        return Vec::new();
    }
    let mut file = File {
        name: &entry.name,
        texts,
        options,
        drafts: Vec::new(),
        last: None,
        ids: BTreeMap::new(),
        used: HashSet::new(),
        intake,
    };
    file.page(&page);
    if file.drafts.is_empty() {
        let fault = Fault::NoText(entry.name.clone());
        file.intake.tell(&entry.name, 0, fault, Fate::Beside);
        return vec![(None, whole(entry, source))];
    }
    file.drafts
}

/// A file that is about nothing here.
fn whole(entry: &Entry, source: &str) -> Draft {
    let mut draft = Draft::new(entry.name.clone(), "");
    draft.keep_extra(ID, &format!("{WHOLE}{source}"));
    draft
}

/// The text of a file, and its bytes where they are not UTF-8.
pub fn text(
    entry: &Entry,
    options: &Reading,
    intake: &mut dyn Intake,
) -> Option<(String, Option<Stored>)> {
    let read = || -> Result<(String, Option<Stored>), Fault> {
        let bytes = entry.bytes()?;
        let guess = || decode::guess(&bytes).map(|it| it.encoding);
        let encoding = options.encoding.clone().or_else(guess);
        let encoding = encoding.unwrap_or_else(|| "UTF-8".to_owned());
        let decoded = decode::decode(&bytes, &encoding);
        let decoded = decoded.ok_or_else(|| Fault::Encoding(encoding.clone()))?;
        let plain = encoding == "UTF-8" && !decoded.had_errors;
        Ok((decoded.text, (!plain).then_some(Stored { bytes, encoding })))
    };
    match read() {
        Ok(text) => Some(text),
        Err(fault) => {
            intake.tell(&entry.name, 0, fault, Fate::Skipped);
            None
        }
    }
}

struct File<'a, 'i> {
    name: &'i str,
    texts: &'i BTreeMap<&'a str, &'a Entry>,
    options: &'i Reading,
    drafts: Vec<(Option<&'a str>, Draft)>,
    /// The source that was named last, and its draft: most files are about one.
    last: Option<(String, usize)>,
    /// From the names of annotations to the draft, whose they are, and their ids there.
    ids: BTreeMap<String, (usize, String, String)>,
    /// The ids that are taken, by draft and by whose they are.
    used: HashSet<(usize, String, String)>,
    intake: &'i mut dyn Intake,
}

impl<'a> File<'a, '_> {
    fn page(&mut self, page: &Node) {
        let first = page.get("first");
        let items = page.get("items").or_else(|| first?.get("items"));
        let items = items.or_else(|| page.get("rows").or_else(|| page.get("annotations")));
        let items = match (items, page) {
            (Some(Node::List(items)), _) | (_, Node::List(items)) => items.as_slice(),
            _ => std::slice::from_ref(page),
        };
        if let Some(source) = said(page, "sententia:source")
            && let Some(place) = self.draft(source)
        {
            self.about(place, page);
        }
        let is_link = |it: &&Node| said(it, "motivation") == Some("linking");
        for item in items.iter().filter(|it| !is_link(it)) {
            if let Err(fault) = self.annotation(item) {
                self.beside(item, fault);
            }
        }
        for item in items.iter().filter(is_link) {
            if let Err(fault) = self.link(item) {
                self.beside(item, fault);
            }
        }
    }

    /// Keeps an annotation as it stands, with the first text of the file.
    fn beside(&mut self, item: &Node, fault: Fault) {
        if let Some((_, draft)) = self.drafts.first_mut() {
            draft.keep_extra(ID, &item.to_string());
            self.intake.tell(self.name, 0, fault, Fate::Beside);
        }
    }

    /// The draft of a text, by the name that the annotations give it.
    fn draft(&mut self, source: &str) -> Option<usize> {
        if let Some((_, place)) = self.last.as_ref().filter(|it| it.0 == source) {
            return Some(*place);
        }
        let place = self.find(source)?;
        self.last = Some((source.to_owned(), place));
        Some(place)
    }

    /// The draft of the text that is called as the file is; of the only one, where there is one.
    fn same_stem(&mut self) -> Option<usize> {
        let stem = names::without_ending(self.name);
        let mut all = self.texts.keys().copied();
        let same = all.clone().find(|it| names::without_ending(it) == stem);
        let only = || all.next().filter(|_| all.next().is_none());
        let name = same.or_else(only)?;
        self.entry(name)
    }

    fn find(&mut self, source: &str) -> Option<usize> {
        let source = decoded(source.split('#').next().unwrap_or(source));
        let folder = self.name.rfind('/').map_or("", |it| &self.name[..=it]);
        let near = format!("{folder}{source}");
        let last = source.rsplit('/').next().unwrap_or(&source);
        let beside = format!("{folder}{last}");
        let names = [near.as_str(), source.as_str(), beside.as_str(), last];
        let name = names.iter().find(|it| self.texts.contains_key(**it))?;
        self.entry(name)
    }

    /// The draft of a text, made where there is none.
    fn entry(&mut self, name: &str) -> Option<usize> {
        let entry: &'a Entry = self.texts.get(name).copied()?;
        let name = entry.name.as_str();
        let known = self.drafts.iter().position(|it| it.0 == Some(name));
        if known.is_some() {
            return known;
        }
        let text = text(entry, self.options, self.intake)?;
        let mut draft = Draft::new(name, text.0);
        draft.stored = text.1;
        self.drafts.push((Some(name), draft));
        Some(self.drafts.len() - 1)
    }

    /// What a page of our own says of its document.
    fn about(&mut self, place: usize, page: &Node) {
        let draft = &mut self.drafts[place].1;
        if let Some(name) = said(page, "sententia:document") {
            name.clone_into(&mut draft.name);
        }
        let fields = |key: &str| page.get(key).and_then(Node::as_object);
        if let Some(known) = fields("sententia:meta") {
            meta::take_all(&mut draft.meta, known.clone());
        }
        let status = fields("sententia:status").into_iter();
        for (by, word) in status.flat_map(Fields::iter) {
            draft.layer_of(by).status = match word.as_str() {
                Some("done") => Status::Done,
                Some("in_progress") => Status::InProgress,
                _ => Status::ToDo,
            };
        }
    }

    fn annotation(&mut self, item: &Node) -> Result<(), Fault> {
        let targets = all(item, "target");
        let told = || Fault::NoPlace(item.to_string());
        let (mut at, mut draft) = (Vec::new(), None);
        let mut differs = None;
        for target in targets {
            let place_of = match source(target) {
                Some(source) => self
                    .draft(source)
                    .or_else(|| said(item, "uri").and_then(|_| self.same_stem()))
                    .ok_or_else(|| Fault::NoText(source.to_owned()))?,
                None => self.same_stem().ok_or_else(told)?,
            };
            if *draft.get_or_insert(place_of) != place_of {
                return Err(told());
            }
            if let Some(selector) = target.get("selector") {
                let text = &self.drafts[place_of].1.text;
                let (found, quote) = place(selector, text, self.options.unit)?;
                at.push(found);
                differs = differs.or(quote);
            }
        }
        let draft = draft.ok_or_else(told)?;
        let mut bodies = Bodies::of(item);
        let by = creator(item);
        let rest = rest::of(item, &mut bodies, "tagging");
        if at.is_empty() {
            let plain = bodies.labels.is_empty() && bodies.notes.is_empty();
            if !plain || bodies.answers.is_empty() || !rest.is_empty() {
                return Err(told());
            }
            let layer = self.drafts[draft].1.layer_of(&by);
            layer.answers.extend(bodies.answers);
            return Ok(());
        }
        if at.len() != targets.len() {
            return Err(told());
        }
        if let Some(fault) = differs {
            self.intake.tell(self.name, 0, fault, Fate::Kept);
        }
        let name = said(item, "id").unwrap_or_default();
        let id = self.id(name, rest, (draft, &by));
        let layer = self.drafts[draft].1.layer_of(&by);
        let motivation = all(item, "motivation").first().and_then(Node::as_str);
        let label = match bodies.labels.as_slice() {
            [] => motivation.unwrap_or("annotation").to_owned(),
            labels => labels.join("|"),
        };
        layer.spans.push(DraftSpan {
            id: id.clone(),
            label,
            at,
            answers: bodies.answers,
            note: bodies.notes.join("\n"),
            by: said(item, "sententia:by").map(str::to_owned),
            when: said(item, "created").and_then(|it| it.parse().ok()),
            ..DraftSpan::default()
        });
        self.ids.insert(name.to_owned(), (draft, by, id));
        Ok(())
    }

    /// The id of a record by the name of its annotation; what that says besides is kept for it.
    fn id(&mut self, name: &str, rest: Map<String, Json>, (draft, by): (usize, &str)) -> String {
        let short = short_id(name);
        if rest.is_empty() && (short.is_empty() || name.starts_with(OWN)) {
            return short;
        }
        let wanted = if short.is_empty() {
            "annotation"
        } else {
            &short
        };
        let mut id = wanted.to_owned();
        let mut n = 1;
        while !self.used.insert((draft, by.to_owned(), id.clone())) {
            n += 1;
            id = format!("{wanted}-{n}");
        }
        if !rest.is_empty() {
            rest::keep(rest, &id, by, &mut self.drafts[draft].1);
        }
        id
    }

    fn link(&mut self, item: &Node) -> Result<(), Fault> {
        let told = || Fault::NoPlace(item.to_string());
        let (from, to, kinds) = ends(item).ok_or_else(told)?;
        let end = |name: &str| {
            let known = self.ids.get(name);
            known
                .cloned()
                .ok_or_else(|| Fault::Dangling(name.to_owned()))
        };
        let ((draft, by, from), (other, other_by, to)) = (end(from)?, end(to)?);
        let n = kinds.len();
        let kinds: Vec<&str> = kinds.iter().filter_map(|it| said(it, "value")).collect();
        if draft != other || by != other_by || kinds.len() != n {
            return Err(told());
        }
        let kind = if kinds.is_empty() {
            "linking".to_owned()
        } else {
            kinds.join("|")
        };
        let name = said(item, "id").unwrap_or_default();
        let mut rest = rest::of(item, &mut Bodies::default(), "linking");
        rest.remove("target");
        let id = self.id(name, rest, (draft, &by));
        self.drafts[draft].1.layer_of(&by).links.push(DraftLink {
            id,
            kind,
            from,
            to,
            by: said(item, "sententia:by").map(str::to_owned),
            when: said(item, "created").and_then(|it| it.parse().ok()),
        });
        Ok(())
    }
}

/// Where a link begins and where it ends, and the bodies that say of which kind it is: from its target to its
/// first body, or from one target to another.
fn ends<'a>(item: &'a Node<'a>) -> Option<(&'a str, &'a str, &'a [Node<'a>])> {
    let named = |it: &'a Node<'a>| it.as_str().or_else(|| said(it, "id"));
    match (all(item, "target"), all(item, "body")) {
        ([from], [Node::Text(to), kinds @ ..]) => Some((named(from)?, to, kinds)),
        ([from, to], kinds) => Some((named(from)?, named(to)?, kinds)),
        _ => None,
    }
}

pub(super) fn said<'a>(node: &'a Node, name: &str) -> Option<&'a str> {
    node.get(name)?.as_str()
}

/// What stands under a key: one thing or a list of them.
pub(super) fn all<'a>(item: &'a Node, name: &str) -> &'a [Node<'a>] {
    item.get(name).map_or(&[], Node::all)
}

fn source<'a>(target: &'a Node) -> Option<&'a str> {
    let source = target.get("source");
    let named = source.and_then(|it| it.as_str().or_else(|| said(it, "id")));
    named
        .or_else(|| said(target, "id"))
        .or_else(|| target.as_str())
}

/// Who made an annotation; of several, the first.
fn creator(item: &Node) -> String {
    let Some(creator) = all(item, "creator").first() else {
        let user = said(item, "uri").and_then(|_| said(item, "user"));
        return user.unwrap_or_default().to_owned();
    };
    let (name, id) = (said(creator, "name"), said(creator, "id"));
    let key = id.and_then(|it| it.strip_prefix(OWN)).map(decoded);
    if let (Some(name), Some(key)) = (name, key) {
        return if names::becomes(name, &key) {
            name.to_owned()
        } else {
            key
        };
    }
    let said = name.or_else(|| said(creator, "nickname")).or(id);
    said.or(creator.as_str()).unwrap_or_default().to_owned()
}

/// The id of a record of ours; the last part of an address; another one stays as it is.
fn short_id(name: &str) -> String {
    if let Some((_, id)) = name.strip_prefix(OWN).and_then(|it| it.split_once('#')) {
        return decoded(id);
    }
    if !name.contains(['/', '#']) {
        return name.to_owned();
    }
    let last = name.split(['/', '#']).rfind(|it| !it.is_empty());
    let plain = |it: &char| it.is_ascii_alphanumeric() || "-_.".contains(*it);
    last.unwrap_or_default()
        .chars()
        .filter(plain)
        .take(50)
        .collect()
}

/// `a%20b` as `a b`.
fn decoded(name: &str) -> String {
    let mut bytes = Vec::with_capacity(name.len());
    let mut rest = name.as_bytes();
    while let [first, after @ ..] = rest {
        let hex = after.get(..2).and_then(|it| std::str::from_utf8(it).ok());
        let code = hex.and_then(|it| u8::from_str_radix(it, 16).ok());
        match code.filter(|_| *first == b'%') {
            Some(code) => {
                bytes.push(code);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| name.to_owned())
}
