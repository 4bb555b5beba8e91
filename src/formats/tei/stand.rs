//! What stands beside a text, as it is written: spans, links, notes, and what they point at to say what
//! they mean.

use std::collections::{BTreeMap, HashMap};

use super::super::draft::Answer;
use super::tree::Node;
use super::{features, point, scheme};

/// A span before its pointers are followed.
#[derive(Debug)]
pub struct Span<'a> {
    pub node: &'a Node,
    /// What it says, or its group for all of its spans.
    pub kind: Option<&'a str>,
    pub resp: Option<&'a str>,
    pub ana: Option<&'a str>,
    /// The type of its group.
    pub group: Option<&'a str>,
    /// Whose its group is.
    pub owner: Option<&'a str>,
}

/// A link before its pointers are followed.
#[derive(Debug)]
pub struct Link<'a> {
    pub node: &'a Node,
    pub kind: String,
    pub resp: Option<&'a str>,
    pub from: &'a str,
    pub to: &'a str,
}

/// What something means that is pointed at.
#[derive(Clone, Debug, Default)]
pub struct Meaning {
    pub label: Option<String>,
    pub answers: Vec<(String, Answer)>,
}

/// What a group says for all that is in it.
#[derive(Clone, Copy, Default)]
struct Group<'a> {
    kind: Option<&'a str>,
    resp: Option<&'a str>,
    ana: Option<&'a str>,
}

/// Everything that stands beside a text.
#[derive(Debug, Default)]
pub struct Beside<'a> {
    pub spans: Vec<Span<'a>>,
    pub links: Vec<Link<'a>>,
    /// Links between more or fewer than two things.
    pub odd_links: Vec<&'a Node>,
    pub notes: Vec<&'a Node>,
    /// What is said of the document, and by whom.
    pub about: Vec<&'a Node>,
    pub meanings: HashMap<&'a str, Meaning>,
    pub left: BTreeMap<&'a str, usize>,
    own: bool,
}

/// No relation of others leads from more things to more things.
const MOST_ENDS: usize = 1_000;

impl<'a> Beside<'a> {
    pub fn of(header: &'a Node, beside: &'a [Node], own: bool) -> Self {
        let mut found = Self {
            own,
            ..Self::default()
        };
        for category in header
            .below()
            .into_iter()
            .filter(|it| it.name == "category")
        {
            found.category(category);
        }
        for node in beside {
            found.take(node, Group::default());
        }
        found
    }

    fn category(&mut self, category: &'a Node) {
        let name = if self.own {
            scheme::id(category)
        } else {
            category.get("xml:id")
        };
        if let (Some(id), Some(name)) = (category.get("xml:id"), name) {
            let meaning = Meaning {
                label: Some(name.to_owned()),
                ..Meaning::default()
            };
            self.meanings.entry(id).or_insert(meaning);
        }
    }

    fn take(&mut self, node: &'a Node, outer: Group<'a>) {
        let group = Group {
            kind: node.get("type").or(outer.kind),
            resp: node.get("resp").or(outer.resp),
            ana: node.get("ana").or(outer.ana),
        };
        match node.name.as_str() {
            "spanGrp" | "linkGrp" | "interpGrp" | "listRelation" | "relationGrp" | "fLib"
            | "fvLib" | "listAnnotation" | "annotations" | "annotationGrp" | "annotationBlock"
            | "noteGrp" | "taxonomy" | "standOff" => {
                for inner in node.elements() {
                    self.take(inner, group);
                }
            }
            "span" | "annotation" => self.span(node, group, outer),
            "link" => self.link(node, group),
            "relation" => self.relation(node, group),
            "interp" => self.interp(node),
            "fs" if self.own && node.get("xml:id").is_none() => self.about.push(node),
            "fs" => self.structure(node),
            "f" => self.feature(node),
            "category" => {
                for inner in node.below().into_iter().chain([node]) {
                    self.category(inner);
                }
            }
            "note" => self.notes.push(node),
            "desc" | "gloss" | "teiHeader" | "" => {}
            other => *self.left.entry(other).or_default() += 1,
        }
    }

    fn span(&mut self, node: &'a Node, group: Group<'a>, outer: Group<'a>) {
        self.spans.push(Span {
            node,
            kind: group.kind,
            resp: group.resp,
            ana: group.ana,
            group: outer.kind,
            owner: outer.resp,
        });
        for inner in node.all("span") {
            self.take(inner, group);
        }
    }

    fn link(&mut self, node: &'a Node, group: Group<'a>) {
        let targets = node.get("target").or_else(|| node.get("targets"));
        let targets = point::all(targets.unwrap_or_default());
        match targets.as_slice() {
            [from, to] => self.links.push(Link {
                node,
                kind: self.kind(node, group),
                resp: group.resp,
                from,
                to,
            }),
            _ => self.odd_links.push(node),
        }
    }

    /// Of which kind a link is: what it points at says that best, then its type, then its group's.
    fn kind(&self, node: &Node, group: Group) -> String {
        let ana = node.get("ana").and_then(|it| it.split_whitespace().next());
        let short = ana.map(|it| it.rsplit(['#', ':']).next().unwrap_or(it));
        let short = short.filter(|it| !it.is_empty());
        let said = match short.and_then(|it| self.meanings.get(it)) {
            Some(meaning) => meaning.label.as_deref(),
            None => short,
        };
        said.or(group.kind).unwrap_or("link").to_owned()
    }

    fn relation(&mut self, node: &'a Node, group: Group<'a>) {
        let ends = |name: &str| point::all(node.get(name).unwrap_or_default());
        let (mut from, mut to) = (ends("active"), ends("passive"));
        let mutual = ends("mutual");
        if let ([], [], &[first, second]) = (&from[..], &to[..], &mutual[..]) {
            (from, to) = (vec![first], vec![second]);
        }
        if from.is_empty() || to.is_empty() || from.len() * to.len() > MOST_ENDS {
            self.odd_links.push(node);
            return;
        }
        // What we wrote says by `@ana` what kind it is, as a name cannot always.
        let known = node.get("ana").filter(|_| self.own);
        let known = known.and_then(|it| self.meanings.get(it.trim_start_matches('#')));
        let known = known.and_then(|it| it.label.clone());
        let said = || {
            node.get("name")
                .or(group.kind)
                .unwrap_or("relation")
                .to_owned()
        };
        let kind = known.unwrap_or_else(said);
        for from in &from {
            for to in &to {
                self.links.push(Link {
                    node,
                    kind: kind.clone(),
                    resp: group.resp,
                    from,
                    to,
                });
            }
        }
    }

    fn interp(&mut self, node: &'a Node) {
        let words = node
            .get("value")
            .map_or_else(|| node.words(), str::to_owned);
        let label = short(&words).then_some(words);
        if let Some(id) = node.get("xml:id") {
            let meaning = Meaning {
                label: Some(label.unwrap_or_else(|| id.to_owned())),
                ..Meaning::default()
            };
            self.meanings.entry(id).or_insert(meaning);
        }
    }

    fn structure(&mut self, node: &'a Node) {
        if let Some(id) = node.get("xml:id") {
            let meaning = Meaning {
                label: node.get("type").map(str::to_owned),
                answers: features::read(node),
            };
            self.meanings.entry(id).or_insert(meaning);
        } else {
            *self.left.entry("fs").or_default() += 1;
        }
    }

    fn feature(&mut self, node: &'a Node) {
        if let Some(id) = node.get("xml:id") {
            let mut whole = Node::default();
            whole.inside.push(node.clone());
            let meaning = Meaning {
                label: None,
                answers: features::read(&whole),
            };
            self.meanings.entry(id).or_insert(meaning);
        }
    }
}

/// Whether words can be a label.
pub fn short(words: &str) -> bool {
    !words.is_empty() && words.chars().count() <= 60
}
