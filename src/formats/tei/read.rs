//! Reading a file as it comes: its documents, one after another.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::super::draft::Answer;
use super::super::format::Intake;
use super::super::markup::{Piece, Tag, Xml};
use super::super::report::{Fate, Fault};
use super::super::value::plain;
use super::flow::Flow;
use super::kept::Point;
use super::purpose::{Purpose, is_foreign, joins, purpose};
use super::tree::{Growing, Node};
use super::{draft, elements, features};
use crate::model::progress::Cancelled;

/// Where an element of the text stands, in bytes of the text as it is read.
#[derive(Clone, Debug, Default)]
pub struct Place {
    pub name: String,
    /// Of an empty element, where the next word begins.
    pub start: usize,
    /// Of an empty element, where the last word ends.
    pub end: usize,
    /// Characters of the file before it, and before what comes after it.
    pub raw: std::ops::Range<usize>,
}

/// Words that are marked where they stand.
#[derive(Clone, Debug)]
pub struct Inline {
    pub name: String,
    pub id: String,
    pub ana: Option<String>,
    pub answers: Vec<(String, Answer)>,
    pub at: std::ops::Range<usize>,
}

/// A document on its way.
#[derive(Debug, Default)]
pub struct Document {
    /// Whether it is one that we wrote.
    pub own: bool,
    pub id: String,
    pub language: String,
    pub flow: Flow,
    pub places: HashMap<String, Place>,
    pub inline: Vec<Inline>,
    pub header: Node,
    pub beside: Vec<Node>,
    /// Empty elements, by the byte that they stand at.
    pub points: Vec<(usize, Point)>,
    /// What is not in, and how many of each.
    pub left: BTreeMap<String, usize>,
    /// What features of the whole text say.
    pub known: Vec<(String, String)>,
    /// Every `xml:id` so far.
    ids: HashSet<String>,
    /// Empty elements that the next word comes after.
    waiting: Vec<String>,
}

/// An element of the text that is open.
#[derive(Debug, Default)]
struct Element {
    name: String,
    id: String,
    ana: Option<String>,
    answers: Vec<(String, Answer)>,
    /// How many of its attributes say something.
    says: usize,
    raw: usize,
    start: Option<usize>,
    keeps_blanks: bool,
    /// Whether a reading of several has been shown.
    has_shown: bool,
    /// Whether it is of another vocabulary, and only holds words.
    only_holds: bool,
    /// Whether its words are in such an element.
    has_form: bool,
    /// Whether what follows stands right behind it.
    joins_next: bool,
    /// Whether a blank is due before it.
    after_blank: bool,
    /// Line ends around it.
    ends: usize,
}

/// What is open.
#[derive(Debug)]
enum Frame {
    Document,
    Corpus,
    Beside,
    Text(Element),
    Other,
}

/// Reads a file; documents are given as soon as they end.
pub fn file(source: &str, name: &str, intake: &mut dyn Intake) -> Result<(), Cancelled> {
    let mut walk = Walk {
        file: name,
        counts: source.contains("string-"),
        frames: Vec::new(),
        open: Vec::new(),
        growing: None,
        corpora: Vec::new(),
        n: 0,
        intake,
    };
    let mut xml = Xml::lenient(source);
    loop {
        match xml.piece() {
            Ok(Some(piece)) => walk.piece(piece, &mut xml)?,
            Ok(None) => break,
            Err(fault) => {
                let line = xml.line();
                walk.intake.tell(name, line, fault, Fate::Skipped);
                break;
            }
        }
    }
    if let Some((entity, line)) = xml.unknown() {
        let fault = Fault::Unknown(format!("&{entity};"));
        walk.intake.tell(name, line, fault, Fate::Kept);
    }
    walk.end()
}

struct Walk<'a> {
    file: &'a str,
    /// Whether some pointer counts characters.
    counts: bool,
    frames: Vec<Frame>,
    open: Vec<Document>,
    growing: Option<(Growing, Purpose)>,
    /// The headers of the corpora that are open.
    corpora: Vec<Node>,
    /// How many documents there were.
    n: usize,
    intake: &'a mut dyn Intake,
}

impl Walk<'_> {
    fn piece(&mut self, piece: Piece, xml: &mut Xml) -> Result<(), Cancelled> {
        if let Some((growing, purpose)) = &mut self.growing {
            let line = if matches!(piece, Piece::Open(_)) {
                xml.line()
            } else {
                0
            };
            let purpose = *purpose;
            if let Some(tree) = growing.take(piece, line) {
                self.growing = None;
                self.grown(tree, purpose);
            }
            return Ok(());
        }
        match piece {
            Piece::Open(tag) => {
                let line = xml.line();
                self.open(tag, line);
            }
            Piece::Text(text) => self.text(&text),
            Piece::Close(_) => match self.frames.pop() {
                Some(Frame::Text(element)) => self.close(element),
                Some(Frame::Document) => return self.finish(),
                Some(Frame::Corpus) => drop(self.corpora.pop()),
                Some(Frame::Beside | Frame::Other) | None => {}
            },
        }
        Ok(())
    }

    fn document(&mut self) -> &mut Document {
        if self.open.is_empty() {
            self.open.push(Document {
                flow: Flow::new(self.counts),
                ..Document::default()
            });
        }
        let last = self.open.len() - 1;
        &mut self.open[last]
    }

    fn open(&mut self, tag: Tag, line: usize) {
        if matches!(self.frames.last(), Some(Frame::Text(_))) {
            return self.open_in_text(tag, line);
        }
        let name = tag.name.as_str();
        let beside = matches!(self.frames.last(), Some(Frame::Beside));
        if elements::is_document(name) {
            self.open.push(Document {
                id: tag.get("xml:id").unwrap_or_default().to_owned(),
                language: tag.get("xml:lang").unwrap_or_default().to_owned(),
                flow: Flow::new(self.counts),
                ..Document::default()
            });
            self.frames.push(Frame::Document);
        } else if elements::is_corpus(name) {
            self.corpora.push(Node::default());
            self.frames.push(Frame::Corpus);
        } else if name == "teiHeader" {
            self.growing = Some((Growing::new(tag, line), Purpose::Header));
        } else if elements::is_beside(name) {
            self.document();
            self.frames.push(Frame::Beside);
        } else if beside || elements::is_annotation(name) {
            self.growing = Some((Growing::new(tag, line), Purpose::Beside));
        } else if name == "text" {
            self.open_in_text(tag, line);
        } else {
            let odd = matches!(self.frames.last(), Some(Frame::Document));
            if odd {
                *self
                    .document()
                    .left
                    .entry(tag.name.to_string())
                    .or_default() += 1;
            }
            self.frames.push(Frame::Other);
        }
    }

    fn open_in_text(&mut self, tag: Tag, line: usize) {
        let none = Element::default();
        let parent = match self.frames.last() {
            Some(Frame::Text(parent)) => parent,
            _ => &none,
        };
        let name = tag.name.as_str();
        // Another vocabulary says in a word what its form is, and what is known of it.
        let of_word = elements::is_token(&parent.name) && is_foreign(&tag);
        let is_form = of_word && name == "form" && !parent.has_shown;
        if let Some(purpose) = purpose(&tag, (&parent.name, parent.has_shown), of_word && !is_form)
        {
            self.growing = Some((Growing::new(tag, line), purpose));
            return;
        }
        if elements::is_beside(name) {
            self.frames.push(Frame::Beside);
            return;
        }
        let mut element = Element {
            ends: elements::breaks(name, &parent.name),
            keeps_blanks: match tag.get("xml:space") {
                Some(said) => said == "preserve",
                None => parent.keeps_blanks,
            },
            ana: tag.get("ana").map(str::to_owned),
            only_holds: is_form,
            ..Element::default()
        };
        let blank_before = parent.after_blank;
        element.id = self.id(&tag, line);
        if let Some(Frame::Text(parent)) = self.frames.last_mut() {
            parent.has_shown = true;
            parent.has_form |= is_form;
        }
        let document = self.document();
        element.raw = document.flow.raw();
        element.after_blank = document.flow.after_blank();
        if is_form && !blank_before {
            document.flow.join();
        }
        if document.own && element.keeps_blanks {
            element.ends = 0;
        }
        document.flow.end_line(element.ends);
        match name {
            "lb" if tag.get("break") == Some("no") => document.flow.join(),
            "w" | "pc" if joins(&tag, "left") => document.flow.join(),
            "lb" => document.flow.end_line(1),
            "cell" | "label" | "note" => document.flow.gap(),
            _ => {}
        }
        element.joins_next = elements::is_token(name) && joins(&tag, "right");
        let said = tag.attributes.into_iter();
        let said = said.filter(|it| !matches!(it.0.as_str(), "xml:id" | "xml:space" | "xml:base"));
        element.answers = said
            .map(|it| (it.0.to_string(), Answer::text(it.1)))
            .collect();
        element.says = element.answers.iter().filter(|it| it.0 != "n").count();
        element.name = tag.name.to_string();
        self.frames.push(Frame::Text(element));
    }

    /// The id of an element; empty where it has none, or one that another has already.
    fn id(&mut self, tag: &Tag, line: usize) -> String {
        let Some(id) = tag.get("xml:id") else {
            return String::new();
        };
        if self.document().ids.insert(id.to_owned()) {
            return id.to_owned();
        }
        let fault = Fault::Twice(format!("xml:id=\"{id}\""));
        self.intake.tell(self.file, line, fault, Fate::Kept);
        String::new()
    }

    fn text(&mut self, text: &str) {
        let Some(Frame::Text(element)) = self.frames.last() else {
            return;
        };
        let keeps_blanks = element.keeps_blanks;
        let document = self.document();
        let Some(first) = document.flow.words(text, keeps_blanks) else {
            return;
        };
        for id in std::mem::take(&mut document.waiting) {
            if let Some(place) = document.places.get_mut(&id) {
                place.start = first;
            }
        }
        for frame in self.frames.iter_mut().rev() {
            match frame {
                Frame::Text(element) if element.start.is_none() => element.start = Some(first),
                _ => break,
            }
        }
    }

    fn close(&mut self, element: Element) {
        let parent = match self.frames.last() {
            Some(Frame::Text(parent)) => parent.name.clone(),
            _ => String::new(),
        };
        let document = self.document();
        let end = document.flow.len();
        document.flow.end_line(element.ends);
        if element.has_form {
            document.flow.join();
        }
        if element.joins_next {
            document.flow.join_next();
        }
        if !element.id.is_empty() {
            let place = Place {
                name: element.name.clone(),
                start: element.start.unwrap_or(end),
                end,
                raw: element.raw..document.flow.raw(),
            };
            document.places.insert(element.id.clone(), place);
            if element.start.is_none() {
                document.waiting.push(element.id.clone());
            }
        }
        let Some(start) = element.start else {
            let told = elements::is_kept_empty(&element.name) && !element.only_holds;
            if told && !document.own {
                let point = Point {
                    id: element.id,
                    label: element.name,
                    at: 0,
                    answers: element
                        .answers
                        .iter()
                        .map(|it| (it.0.clone(), plain(&it.1)))
                        .collect(),
                };
                document.points.push((end, point));
            }
            return;
        };
        let mut only = matches!(parent.as_str(), "choice" | "app" | "subst") && element.says == 0;
        let several = matches!(element.name.as_str(), "choice" | "app" | "subst")
            && !element.answers.is_empty();
        only |= element.only_holds;
        let marks = several || (!only && elements::is_span(&element.name, element.says));
        if marks && !document.own {
            document.inline.push(Inline {
                name: element.name,
                id: element.id,
                ana: element.ana,
                answers: element.answers,
                at: start..end,
            });
        }
    }

    fn grown(&mut self, tree: Node, purpose: Purpose) {
        match purpose {
            Purpose::Header => match self.frames.last() {
                Some(Frame::Corpus) => {
                    if let Some(last) = self.corpora.last_mut() {
                        *last = tree;
                    }
                }
                Some(Frame::Beside) => self.document().beside.push(tree),
                _ => {
                    let document = self.document();
                    document.own = draft::is_own(&tree);
                    document.header = tree;
                }
            },
            Purpose::Beside => self.document().beside.push(tree),
            Purpose::Unseen => *self.document().left.entry(tree.name).or_default() += 1,
            Purpose::Hidden => {
                if let Some(Frame::Text(parent)) = self.frames.last_mut() {
                    let words = tree.words();
                    features::add(&mut parent.answers, &tree.name, words);
                }
            }
            Purpose::Property => {
                if let Some(Frame::Text(word)) = self.frames.last_mut() {
                    let kind = tree.get("type").map(|it| it.trim_start_matches('#'));
                    let kind = kind.filter(|it| !it.is_empty()).unwrap_or(&tree.name);
                    features::add(&mut word.answers, kind, tree.words());
                    word.says += 1;
                }
            }
            Purpose::Features => self.features(&tree),
        }
    }

    /// Features of a text are known of it; those in a line are kept where they stand.
    fn features(&mut self, tree: &Node) {
        let of_text = match self.frames.last() {
            Some(Frame::Text(parent)) => elements::is_structure(&parent.name),
            _ => true,
        };
        let answers = features::read(tree);
        let answers = answers.iter().map(|it| (it.0.clone(), plain(&it.1)));
        let document = self.document();
        if of_text {
            document.known.extend(answers);
            return;
        }
        let point = Point {
            label: tree.get("type").unwrap_or(&tree.name).to_owned(),
            answers: answers.collect(),
            ..Point::default()
        };
        let end = document.flow.len();
        document.points.push((end, point));
    }

    /// Gives the document that ends here.
    fn finish(&mut self) -> Result<(), Cancelled> {
        let Some(document) = self.open.pop() else {
            return Ok(());
        };
        self.n += 1;
        let about = draft::About {
            file: self.file,
            n: self.n,
            corpus: self.corpora.last(),
        };
        match draft::draft(document, &about, self.intake) {
            Some(draft) => self.intake.document(draft),
            None => Ok(()),
        }
    }

    /// What is open when the file ends is not lost.
    fn end(mut self) -> Result<(), Cancelled> {
        if let Some((growing, purpose)) = self.growing.take()
            && let Some(tree) = growing.cut()
        {
            self.grown(tree, purpose);
        }
        while let Some(frame) = self.frames.pop() {
            match frame {
                Frame::Text(element) => self.close(element),
                Frame::Document => self.finish()?,
                Frame::Corpus | Frame::Beside | Frame::Other => {}
            }
        }
        while !self.open.is_empty() {
            self.finish()?;
        }
        Ok(())
    }
}
