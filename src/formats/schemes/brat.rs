//! brat's `annotation.conf`: entities and events become labels, relations and the roles of events
//! links, attributes questions.

use std::collections::{BTreeMap, BTreeSet};

use super::draft::{Scheme, choices, question};
use crate::model::id::LabelId;
use crate::model::schema::Kind;

const SECTIONS: [&str; 6] = [
    "[entities]",
    "[relations]",
    "[events]",
    "[attributes]",
    "[spans]",
    "[drawing]",
];

/// Whether a text that begins with a bracket is such a file.
pub(super) fn looks_like(source: &str) -> bool {
    source.lines().any(|it| SECTIONS.contains(&it.trim()))
}

/// A line, and its number from 1.
type Line<'a> = (usize, &'a str);

/// What stands in which section, without comments.
fn sections(source: &str) -> BTreeMap<&str, Vec<Line<'_>>> {
    let mut found: BTreeMap<&str, Vec<Line>> = BTreeMap::new();
    let mut section = "";
    for (n, line) in (1..).zip(source.lines()) {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') || line.chars().all(|it| it == '-') {
            continue;
        }
        if line.starts_with('[') && line.ends_with(']') {
            section = line.trim_matches(['[', ']']);
        } else {
            found.entry(section).or_default().push((n, line));
        }
    }
    found
}

pub(super) fn read(name: &str, source: &str) -> Option<Scheme> {
    if !looks_like(source) {
        return None;
    }
    let sections = sections(source);
    let lines = |name: &str| sections.get(name).map(Vec::as_slice).unwrap_or_default();
    let mut reader = Reader {
        scheme: Scheme::new(name),
        macros: BTreeMap::new(),
        entities: BTreeSet::new(),
        events: BTreeSet::new(),
    };
    for (n, line) in ["entities", "spans"].into_iter().flat_map(lines) {
        reader.scheme.line = *n;
        reader.entity(line);
    }
    let mut events: Vec<(usize, LabelId, &str)> = Vec::new();
    for (n, line) in lines("events") {
        reader.scheme.line = *n;
        events.extend(reader.event(line).map(|it| (*n, it.0, it.1)));
    }
    // Roles may lead to events that stand further below.
    for (n, label, roles) in events {
        reader.scheme.line = n;
        reader.roles(&label, roles);
    }
    for (n, line) in lines("relations") {
        reader.scheme.line = *n;
        reader.relation(line);
    }
    for (n, line) in lines("attributes") {
        reader.scheme.line = *n;
        reader.attribute(line);
    }
    Some(reader.scheme)
}

struct Reader {
    scheme: Scheme,
    /// Names for lists of types: `<NAME>=A|B`.
    macros: BTreeMap<String, String>,
    entities: BTreeSet<LabelId>,
    events: BTreeSet<LabelId>,
}

impl Reader {
    /// Takes a line that names a list of types, or passes over one of no use here.
    fn is_aside(&mut self, line: &str) -> bool {
        if let Some((name, types)) = line.split_once('=')
            && name.trim().starts_with('<')
            && name.trim().ends_with('>')
        {
            self.macros
                .insert(name.trim().to_owned(), types.trim().to_owned());
            return true;
        }
        if line.starts_with('<') {
            self.scheme.leave("left-rule", line);
            return true;
        }
        false
    }

    fn entity(&mut self, line: &str) {
        let name = head(line).0;
        if self.is_aside(line) {
            return;
        }
        if let Some(group) = name.strip_prefix('!') {
            return self.scheme.leave("left-group", group);
        }
        let id = self.scheme.label(name, None, None);
        self.entities.insert(id);
    }

    fn event<'a>(&mut self, line: &'a str) -> Option<(LabelId, &'a str)> {
        if self.is_aside(line) {
            return None;
        }
        let (name, roles) = head(line);
        if let Some(group) = name.strip_prefix('!') {
            self.scheme.leave("left-group", group);
            return None;
        }
        let id = self.scheme.label(name, None, None);
        self.events.insert(id.clone());
        Some((id, roles))
    }

    /// `Theme*:Protein|<EVENT>, Cause?:…`
    fn roles(&mut self, label: &LabelId, roles: &str) {
        for (role, types) in pairs(roles) {
            let many = role.ends_with(['*', '+', '}']);
            let name = role.split(['?', '*', '+', '{']).next().unwrap_or(role);
            let to = self.types(types);
            let most = (!many).then_some(1);
            self.scheme.link(name, [label.clone()].into(), to, most);
        }
    }

    /// `Name<tab>Arg1:A|B, Arg2:<ENTITY>, <REL-TYPE>:symmetric`
    fn relation(&mut self, line: &str) {
        if self.is_aside(line) {
            return;
        }
        let (name, rest) = head(line);
        let (mut ends, mut symmetric) = (Vec::new(), false);
        for (role, types) in pairs(rest) {
            if role == "<REL-TYPE>" {
                symmetric = types.split('-').any(|it| it == "symmetric");
            } else if !role.starts_with('<') {
                ends.push(self.types(types));
            }
        }
        if ends.len() != 2 {
            return self.scheme.leave("left-link", name);
        }
        let (to, from) = (ends.pop(), ends.pop());
        let link = self
            .scheme
            .link(name, from.unwrap_or_default(), to.unwrap_or_default(), None);
        if let Some(link) = link {
            link.symmetric |= symmetric;
        }
    }

    /// `Negation<tab>Arg:<EVENT>` or `Confidence<tab>Arg:<EVENT>, Value:High|Low`
    fn attribute(&mut self, line: &str) {
        if self.is_aside(line) {
            return;
        }
        let (name, rest) = head(line);
        let (mut labels, mut kind) = (BTreeSet::new(), Kind::Flag);
        for (role, types) in pairs(rest) {
            if role == "Value" {
                kind = Kind::OneOf(choices(types.split('|')));
            } else if !role.starts_with('<') {
                labels.extend(self.types(types));
            }
        }
        if labels.is_empty() {
            return self.scheme.leave("left-unasked", name);
        }
        if matches!(&kind, Kind::OneOf(it) if it.is_empty()) {
            return self.scheme.leave("left-question", name);
        }
        self.scheme
            .question(Some(&labels), &question(name, kind, false));
    }

    /// The labels meant by `A|B|<ENTITY>`.
    fn types(&mut self, types: &str) -> BTreeSet<LabelId> {
        let mut found = BTreeSet::new();
        for name in types.split('|').map(str::trim) {
            let meant = self.macros.get(name).cloned();
            for name in meant.as_deref().unwrap_or(name).split('|').map(str::trim) {
                match name {
                    "<ENTITY>" => found.extend(self.entities.iter().cloned()),
                    "<EVENT>" => found.extend(self.events.iter().cloned()),
                    "<ANY>" => found.extend(self.scheme.all()),
                    name => match self.known(name) {
                        Some(id) => {
                            found.insert(id);
                        }
                        None => self.scheme.leave("left-end", name),
                    },
                }
            }
        }
        found
    }

    fn known(&self, name: &str) -> Option<LabelId> {
        let both = self.entities.union(&self.events);
        both.into_iter().find(|it| it.as_str() == name).cloned()
    }
}

/// The name at the start of a line, and the rest.
fn head(line: &str) -> (&str, &str) {
    line.split_once(char::is_whitespace)
        .map_or((line, ""), |(name, rest)| (name, rest.trim()))
}

/// `A:x, B:y` in pairs.
fn pairs(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let pairs = text.split([',', '\t']);
    pairs.filter_map(|it| {
        let (role, types) = it.trim().split_once(':')?;
        Some((role.trim(), types.trim()))
    })
}
