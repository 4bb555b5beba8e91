//! Choosing documents by a line of words: all of them must hold.
//!
//! | term | documents |
//! |---|---|
//! | `author:dupont`, `title:`, `url:`, `language:`, `genre:`, `id:`, or any field | where it has these letters |
//! | `date:2010`, `date>=2010`, `date<2012-06` | of that time |
//! | `label:prediction`, `link:held_by` | with such a record |
//! | `status:done` | with which somebody is that far (`todo`, `progress`, `done`) |
//! | `by:anna` | in which this annotator has marked something |
//! | `word`, `"some words"` | with these letters in their text |
//! | `-term` | all others |
//!
//! Case, accents, apostrophes and kinds of blank make no difference.

use std::collections::BTreeSet;

use crate::model::annotation::{Layer, Status};
use crate::model::document::Document;
use crate::model::fold::fold;
use crate::model::id::{AnnotatorId, DocumentId};
use crate::model::project::Project;
use crate::model::value::PartialDate;

/// A question about documents.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query(Vec<Term>);

#[derive(Clone, Debug, PartialEq)]
struct Term {
    negated: bool,
    test: Test,
}

#[derive(Clone, Debug, PartialEq)]
enum Test {
    Field(String, String),
    Date(Order, PartialDate),
    Label(String),
    Link(String),
    Status(Status),
    By(String),
    Text(String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order {
    In,
    Before,
    UpTo,
    From,
    After,
}

/// A term that says nothing: a date that is none, a status that there is not.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” cannot be asked for")]
pub struct NotATerm(pub String);

impl Query {
    /// Reads a line of terms.
    pub fn parse(line: &str) -> Result<Self, NotATerm> {
        let terms = pieces(line).into_iter().map(|it| Term::parse(&it));
        terms.collect::<Result<_, _>>().map(Self)
    }

    /// The documents asked for.
    pub fn documents(&self, project: &Project) -> BTreeSet<DocumentId> {
        let listed = project.listed();
        let found = listed.filter(|it| self.0.iter().all(|term| term.holds(project, it)));
        found.map(|it| it.id.clone()).collect()
    }
}

/// The words of a line; what stands between quotation marks is one.
fn pieces(line: &str) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut quoted = false;
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            c if c.is_whitespace() && !quoted => pieces.push(String::new()),
            c => {
                if let Some(last) = pieces.last_mut() {
                    last.push(c);
                }
            }
        }
    }
    pieces.retain(|it| !it.is_empty());
    pieces
}

impl Term {
    fn parse(piece: &str) -> Result<Self, NotATerm> {
        let (negated, rest) = match piece.strip_prefix('-') {
            Some(rest) if !rest.is_empty() => (true, rest),
            _ => (false, piece),
        };
        let test = Test::parse(rest).ok_or_else(|| NotATerm(piece.to_owned()))?;
        Ok(Self { negated, test })
    }

    fn holds(&self, project: &Project, document: &Document) -> bool {
        self.test.holds(project, document) != self.negated
    }
}

impl Test {
    fn parse(term: &str) -> Option<Self> {
        let dates = [
            ("date<=", Order::UpTo),
            ("date>=", Order::From),
            ("date<", Order::Before),
            ("date>", Order::After),
            ("date:", Order::In),
        ];
        for (start, order) in dates {
            if let Some(date) = term.strip_prefix(start) {
                return Some(Self::Date(order, date.parse().ok()?));
            }
        }
        let Some((name, wanted)) = term.split_once(':').filter(|it| !it.0.is_empty()) else {
            return Some(Self::Text(fold(term)));
        };
        Some(match name {
            "label" => Self::Label(wanted.to_owned()),
            "link" => Self::Link(wanted.to_owned()),
            "by" => Self::By(fold(wanted)),
            "status" => Self::Status(match wanted {
                "todo" => Status::ToDo,
                "progress" => Status::InProgress,
                "done" => Status::Done,
                _ => return None,
            }),
            name => Self::Field(name.to_owned(), fold(wanted)),
        })
    }

    fn holds(&self, project: &Project, document: &Document) -> bool {
        let mut layers = layers(project, document);
        match self {
            Self::Field(name, wanted) => fold(&field(document, name)).contains(wanted),
            Self::Date(order, date) => document.meta.date.is_some_and(|it| order.holds(it, *date)),
            Self::Label(id) => layers.any(|it| it.1.spans().any(|it| it.label.as_str() == id)),
            Self::Link(id) => layers.any(|it| it.1.links().any(|it| it.kind.as_str() == id)),
            Self::Status(Status::ToDo) => layers.all(|it| it.1.status == Status::ToDo),
            Self::Status(status) => layers.any(|it| it.1.status == *status),
            Self::By(name) => layers.any(|(by, it)| {
                let known = project.annotators.get(by).map(|it| fold(&it.name));
                let named = fold(by.as_str()) == *name || known.as_ref() == Some(name);
                named && !it.is_blank()
            }),
            Self::Text(words) => fold(document.text.as_str()).contains(words),
        }
    }
}

impl Order {
    /// Whether a date, known to the day or not, lies so to another.
    fn holds(self, date: PartialDate, other: PartialDate) -> bool {
        match self {
            Self::In => {
                date.first_day() >= other.first_day() && date.last_day() <= other.last_day()
            }
            Self::Before => date.last_day() < other.first_day(),
            Self::UpTo => date.last_day() <= other.last_day(),
            Self::From => date.first_day() >= other.first_day(),
            Self::After => date.first_day() > other.last_day(),
        }
    }
}

fn layers<'a>(
    project: &'a Project,
    document: &'a Document,
) -> impl Iterator<Item = (&'a AnnotatorId, &'a Layer)> {
    let all = project.layers.iter();
    all.filter_map(|(by, layers)| Some((by, &**layers.get(&document.id)?)))
}

fn field(document: &Document, name: &str) -> String {
    let meta = &document.meta;
    match name {
        "id" => document.id.to_string(),
        "title" => document.title().to_owned(),
        "author" => meta.author.clone(),
        "url" => meta.url.clone(),
        "language" => meta.language.clone(),
        "genre" => meta.genre.clone(),
        name => meta.fields.get(name).cloned().unwrap_or_default(),
    }
}
