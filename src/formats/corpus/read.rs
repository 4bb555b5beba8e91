//! Reading `corpus.ron`. What can be read is given with a list of what is wrong; only a file that is
//! no corpus, or one of a newer program, gives nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use crate::model::annotation::{Layer, Link, Span};
use crate::model::document::{Document, Source};
use crate::model::id::{AnnotatorId, DocumentId};
use crate::model::project::{Annotator, Project, Target};
use crate::model::text::{Count, Text};

use super::locate::Lines;
use super::write::sha256;
use super::{VERSION, saved, words};

/// Something wrong in a corpus, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// From 1; 0 where it is not known.
    pub line: usize,
    pub document: DocumentId,
    /// The id of the record; empty where the document itself is concerned.
    pub record: String,
    pub trouble: Trouble,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    #[error("the file cannot be read: {0}")]
    Unreadable(String),
    #[error("this is not a labelled corpus")]
    NotACorpus,
    #[error("the corpus was written by a newer version ({found}; this one reads up to {known})")]
    TooNew { found: u32, known: u32 },
    #[error("the file is damaged: {0}")]
    Damaged(String),
    #[error("the document is there twice")]
    DocumentTwice,
    #[error("an annotator is there twice for this document")]
    AnnotatorTwice,
    #[error("a record with this id is there twice")]
    RecordTwice,
    #[error("the text is not the one that was labelled")]
    TextChanged,
    #[error("the place of this record is not in the text")]
    OutsideText,
    #[error("the text says “{found}” where the record quotes “{quoted}”")]
    QuoteDiffers { quoted: String, found: String },
}

impl Trouble {
    /// The key of its sentence in the translation files; the hint has the same key and `-hint`.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Unreadable(_) => "corpus-unreadable",
            Self::NotACorpus => "corpus-not-a-corpus",
            Self::TooNew { .. } => "corpus-too-new",
            Self::Damaged(_) => "corpus-damaged",
            Self::DocumentTwice => "corpus-document-twice",
            Self::AnnotatorTwice => "corpus-annotator-twice",
            Self::RecordTwice => "corpus-record-twice",
            Self::TextChanged => "corpus-text-changed",
            Self::OutsideText => "corpus-outside-text",
            Self::QuoteDiffers { .. } => "corpus-quote-differs",
        }
    }

    /// What fills in its sentence, by name.
    pub fn arguments(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Unreadable(detail) | Self::Damaged(detail) => vec![("detail", detail.clone())],
            Self::TooNew { found, known } => {
                vec![("found", found.to_string()), ("known", known.to_string())]
            }
            Self::QuoteDiffers { quoted, found } => {
                vec![("quoted", quoted.clone()), ("found", found.clone())]
            }
            Self::NotACorpus
            | Self::DocumentTwice
            | Self::AnnotatorTwice
            | Self::RecordTwice
            | Self::TextChanged
            | Self::OutsideText => Vec::new(),
        }
    }
}

/// Why a corpus was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadError {
    /// `None` where the corpus did not come from a file.
    pub path: Option<PathBuf>,
    /// From 1; 0 where it is not known.
    pub column: usize,
    /// The first problem.
    pub problem: Problem,
    /// How many more there are.
    pub n_more: usize,
}

impl std::error::Error for ReadError {}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let problem = &self.problem;
        if let Some(path) = &self.path {
            write!(f, "{}:", path.display())?;
        }
        if problem.line > 0 {
            write!(f, "{}:", problem.line)?;
        }
        if self.column > 0 {
            write!(f, "{}:", self.column)?;
        }
        for part in [problem.document.as_str(), problem.record.as_str()] {
            if !part.is_empty() {
                write!(f, " {part}:")?;
            }
        }
        write!(f, " {}", problem.trouble)?;
        if self.n_more > 0 {
            write!(f, " (and {} more)", self.n_more)?;
        }
        Ok(())
    }
}

impl ReadError {
    pub(super) fn whole(trouble: Trouble, line: usize, column: usize) -> Self {
        Self {
            path: None,
            column,
            problem: Problem {
                line,
                document: DocumentId::new(""),
                record: String::new(),
                trouble,
            },
            n_more: 0,
        }
    }
}

/// Reads a corpus and lists what is wrong with it. Records without a place in the text are left out.
pub fn corpus(source: &str) -> Result<(Project, Vec<Problem>), ReadError> {
    check_version(source)?;
    let saved: saved::Corpus = ron::from_str(source).map_err(|it| {
        let at = it.span.start;
        ReadError::whole(Trouble::Damaged(it.code.to_string()), at.line, at.col)
    })?;
    let mut reader = Reader {
        source,
        lines: None,
        problems: Vec::new(),
    };
    let project = reader.project(saved);
    Ok((project, reader.problems))
}

/// The version stands near the top, so that a file of an unknown shape can still be named.
fn check_version(source: &str) -> Result<(), ReadError> {
    let found = source.lines().take(50).enumerate().find_map(|(i, line)| {
        let (before, after) = line.split_once("format:")?;
        let named = before.trim().is_empty() || before.trim_start().starts_with("Corpus(");
        let number = after.trim().split(|it: char| !it.is_ascii_digit()).next()?;
        Some((i + 1, number.parse::<u32>().ok().filter(|_| named)?))
    });
    match found {
        None => Err(ReadError::whole(Trouble::NotACorpus, 0, 0)),
        Some((line, found)) if found > VERSION => {
            let known = VERSION;
            Err(ReadError::whole(Trouble::TooNew { found, known }, line, 0))
        }
        Some(_) => Ok(()),
    }
}

struct Reader<'a> {
    source: &'a str,
    /// Made when the first problem needs it.
    lines: Option<Lines>,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn project(&mut self, saved: saved::Corpus) -> Project {
        let mut documents = BTreeMap::new();
        let mut order = Vec::new();
        let mut layers: BTreeMap<AnnotatorId, BTreeMap<DocumentId, Arc<Layer>>> = BTreeMap::new();
        for it in saved.documents {
            if documents.contains_key(&it.id) {
                self.tell(&it.id, Trouble::DocumentTwice);
                continue;
            }
            let (document, saved_layers) = self.document(it);
            for layer in saved_layers {
                let own = layers.entry(layer.annotator.clone()).or_default();
                if own.contains_key(&document.id) {
                    self.tell(&document.id, Trouble::AnnotatorTwice);
                    continue;
                }
                own.insert(document.id.clone(), Arc::new(self.layer(&document, layer)));
            }
            order.push(document.id.clone());
            documents.insert(document.id.clone(), Arc::new(document));
        }
        Project {
            name: saved.name,
            schema: Arc::new(saved.schema),
            guidelines: saved.guidelines.into(),
            targets: Arc::new(
                saved
                    .targets
                    .into_iter()
                    .map(|it| (it.id, Target { name: it.name }))
                    .collect(),
            ),
            annotators: Arc::new(
                saved
                    .annotators
                    .into_iter()
                    .map(|it| (it.id, Annotator { name: it.name }))
                    .collect(),
            ),
            documents: Arc::new(documents),
            order: Arc::new(order),
            layers: layers
                .into_iter()
                .map(|(id, them)| (id, Arc::new(them)))
                .collect(),
        }
    }

    fn document(&mut self, saved: saved::Document) -> (Document, Vec<saved::Layer>) {
        let digest = sha256(&saved.text);
        if saved.text_sha256.is_some_and(|it| it != digest) {
            self.tell(&saved.id, Trouble::TextChanged);
        }
        let source = match saved.source {
            Some(it) => Source {
                sha256: it.sha256,
                encoding: it.encoding,
            },
            None => Source {
                sha256: digest,
                encoding: "UTF-8".to_owned(),
            },
        };
        let document = Document {
            id: saved.id,
            meta: saved.meta,
            text: Text::new(saved.text),
            source,
        };
        (document, saved.layers)
    }

    fn layer(&mut self, document: &Document, saved: saved::Layer) -> Layer {
        let by = saved.annotator;
        let mut seen = BTreeSet::new();
        let mut spans = Vec::with_capacity(saved.spans.len());
        for it in saved.spans {
            if seen.insert(it.id.to_string()) {
                spans.extend(self.span(document, &by, it));
            } else {
                self.tell_record(document, &by, it.id.as_str(), Trouble::RecordTwice);
            }
        }
        let mut links = Vec::with_capacity(saved.links.len());
        for it in saved.links {
            if seen.insert(it.id.to_string()) {
                links.push(Link {
                    id: it.id,
                    kind: it.kind,
                    from: it.from,
                    to: it.to,
                    by: it.by.unwrap_or_else(|| by.clone()),
                    when: it.when,
                    conflict: None,
                });
            } else {
                self.tell_record(document, &by, it.id.as_str(), Trouble::RecordTwice);
            }
        }
        Layer::new(
            saved.status,
            saved.labels.into_iter().collect(),
            spans,
            links,
        )
    }

    fn span(&mut self, document: &Document, by: &AnnotatorId, saved: saved::Span) -> Option<Span> {
        let at: Option<Vec<_>> = saved
            .at
            .iter()
            .map(|at| document.text.to_bytes(&(at.0..at.1), Count::CodePoint))
            .collect();
        let Some(at) = at.filter(|it| !it.is_empty() && it.iter().all(|at| !at.is_empty())) else {
            self.tell_record(document, by, saved.id.as_str(), Trouble::OutsideText);
            return None;
        };
        let span = Span {
            id: saved.id,
            label: saved.label,
            at,
            attributes: saved.attributes.into_iter().collect(),
            note: saved.note,
            origin: saved.origin,
            by: saved.by.unwrap_or_else(|| by.clone()),
            when: saved.when,
            conflict: None,
            was: None,
        };
        let found = words(document, &span).unwrap_or_default();
        let quoted = saved.quote.map(saved::Quote::into_parts);
        if let Some(quoted) = quoted.filter(|it| *it != found) {
            let (quoted, found) = (quoted.join(" … "), found.join(" … "));
            let trouble = Trouble::QuoteDiffers { quoted, found };
            self.tell_record(document, by, span.id.as_str(), trouble);
        }
        Some(span)
    }

    fn tell(&mut self, document: &DocumentId, trouble: Trouble) {
        let line = self.lines().document(document.as_str());
        self.problems.push(Problem {
            line,
            document: document.clone(),
            record: String::new(),
            trouble,
        });
    }

    fn tell_record(&mut self, document: &Document, by: &AnnotatorId, id: &str, trouble: Trouble) {
        let line = self.lines().record(document.id.as_str(), by.as_str(), id);
        self.problems.push(Problem {
            line,
            document: document.id.clone(),
            record: id.to_owned(),
            trouble,
        });
    }

    fn lines(&mut self) -> &Lines {
        self.lines.get_or_insert_with(|| Lines::of(self.source))
    }
}
