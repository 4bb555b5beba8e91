//! Reading a labelled corpus from Rust: [`Corpus`] and views of its documents, spans and links.

use std::ops::Range;
use std::path::Path;
use std::str::FromStr;

use crate::model::annotation::{Layer, Link, Span, Status};
use crate::model::document::{Document, Meta};
use crate::model::id::{AnnotatorId, AttributeId, SpanId};
use crate::model::project::Project;
use crate::model::schema::Schema;
use crate::model::text::Count;
use crate::model::value::Value;

use super::read::{self, Problem, ReadError, Trouble};

/// A labelled corpus, as `corpus.ron` holds it.
///
/// ```
/// let corpus: sententia::Corpus = r##"Corpus(
///     format: 1,
///     unit: CodePoint,
///     schema: (id: "s", version: 1, title: {"en": "S"}, labels: [
///         (id: "prediction", name: {"en": "Prediction"}, color: "#b46200"),
///     ]),
///     documents: [(
///         id: "a.txt",
///         text: "Été 2031 : prices will double.",
///         layers: [(annotator: "anna", spans: [
///             (id: "s-1", label: "prediction", at: [(11, 29)], attributes: {"sure": Flag(true)}),
///         ])],
///     )],
/// )"##.parse()?;
///
/// for document in corpus.documents() {
///     for span in document.spans() {
///         assert_eq!(span.label(), "prediction");
///         assert_eq!(span.text(), "prices will double");
///         assert_eq!(span.bytes(), [13..31]);
///         assert_eq!(span.code_points(), [11..29]);
///         assert!(span.attribute("sure").is_some());
///     }
/// }
/// # Ok::<(), sententia::formats::corpus::ReadError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Corpus {
    project: Project,
}

impl Corpus {
    /// Reads a file. Anything wrong in it is an error: training data should not be guessed at.
    pub fn read(path: impl AsRef<Path>) -> Result<Self, ReadError> {
        let path = path.as_ref();
        let (corpus, problems) = Self::read_with_problems(path)?;
        corpus.faultless(problems).map_err(|it| ReadError {
            path: Some(path.to_owned()),
            ..it
        })
    }

    /// Reads a file and lists what is wrong in it. Records that have no place in the text are left out.
    pub fn read_with_problems(path: &Path) -> Result<(Self, Vec<Problem>), ReadError> {
        let source = std::fs::read_to_string(path)
            .map_err(|it| ReadError::whole(Trouble::Unreadable(it.to_string()), 0, 0));
        source
            .and_then(|it| Self::parse_with_problems(&it))
            .map_err(|it| ReadError {
                path: Some(path.to_owned()),
                ..it
            })
    }

    /// The same for the content of a file.
    pub fn parse_with_problems(source: &str) -> Result<(Self, Vec<Problem>), ReadError> {
        let (project, problems) = read::corpus(source)?;
        Ok((Self { project }, problems))
    }

    pub fn from_project(project: Project) -> Self {
        Self { project }
    }

    /// The corpus as a project: everything in it, ready to be labelled further.
    pub fn into_project(self) -> Project {
        self.project
    }

    /// The corpus as a project.
    pub fn project(&self) -> &Project {
        &self.project
    }

    pub fn name(&self) -> &str {
        &self.project.name
    }

    pub fn schema(&self) -> &Schema {
        &self.project.schema
    }

    /// The ids of the schema's labels, in its order.
    pub fn labels(&self) -> impl Iterator<Item = &str> {
        self.project.schema.labels.iter().map(|it| it.id.as_str())
    }

    /// The ids of those whose records the corpus holds.
    pub fn annotators(&self) -> impl Iterator<Item = &str> {
        self.project.layers.keys().map(AnnotatorId::as_str)
    }

    /// The documents, in the order of the project.
    pub fn documents(&self) -> impl Iterator<Item = DocumentView<'_>> {
        let project = &self.project;
        project
            .listed()
            .map(move |document| DocumentView { project, document })
    }

    fn faultless(self, mut problems: Vec<Problem>) -> Result<Self, ReadError> {
        if problems.is_empty() {
            return Ok(self);
        }
        let n_more = problems.len() - 1;
        Err(ReadError {
            path: None,
            column: 0,
            problem: problems.swap_remove(0),
            n_more,
        })
    }
}

impl FromStr for Corpus {
    type Err = ReadError;

    fn from_str(source: &str) -> Result<Self, ReadError> {
        let (corpus, problems) = Self::parse_with_problems(source)?;
        corpus.faultless(problems)
    }
}

/// A document of a corpus.
#[derive(Clone, Copy, Debug)]
pub struct DocumentView<'a> {
    project: &'a Project,
    document: &'a Document,
}

impl<'a> DocumentView<'a> {
    pub fn id(&self) -> &'a str {
        self.document.id.as_str()
    }

    pub fn title(&self) -> &'a str {
        self.document.title()
    }

    pub fn text(&self) -> &'a str {
        self.document.text.as_str()
    }

    pub fn meta(&self) -> &'a Meta {
        &self.document.meta
    }

    /// How far an annotator is with this document.
    pub fn status(&self, annotator: &str) -> Status {
        self.layers()
            .find(|(id, _)| id.as_str() == annotator)
            .map_or(Status::ToDo, |(_, layer)| layer.status)
    }

    /// An annotator's answer about the document as a whole.
    pub fn answer(&self, annotator: &str, attribute: &str) -> Option<&'a Value> {
        let mut layers = self.layers();
        let (_, layer) = layers.find(|(id, _)| id.as_str() == annotator)?;
        layer.labels.get(&AttributeId::new(attribute))
    }

    /// Every annotator's spans; each one's in the order of the text.
    pub fn spans(&self) -> impl Iterator<Item = SpanView<'a>> + use<'a> {
        let document = self.document;
        self.layers().flat_map(move |(annotator, layer)| {
            layer.spans().map(move |span| SpanView {
                document,
                annotator,
                span,
            })
        })
    }

    /// Every annotator's links.
    pub fn links(&self) -> impl Iterator<Item = LinkView<'a>> + use<'a> {
        let document = self.document;
        self.layers().flat_map(move |(annotator, layer)| {
            layer.links().map(move |link| LinkView {
                document,
                annotator,
                layer,
                link,
            })
        })
    }

    fn layers(&self) -> impl Iterator<Item = (&'a AnnotatorId, &'a Layer)> + use<'a> {
        let id = &self.document.id;
        self.project
            .layers
            .iter()
            .filter_map(move |(annotator, layers)| Some((annotator, &**layers.get(id)?)))
    }
}

/// A labelled stretch of text.
#[derive(Clone, Copy, Debug)]
pub struct SpanView<'a> {
    document: &'a Document,
    annotator: &'a AnnotatorId,
    span: &'a Span,
}

impl<'a> SpanView<'a> {
    pub fn id(&self) -> &'a str {
        self.span.id.as_str()
    }

    pub fn label(&self) -> &'a str {
        self.span.label.as_str()
    }

    pub fn annotator(&self) -> &'a str {
        self.annotator.as_str()
    }

    /// The words; those of several fragments are joined by ` … `.
    pub fn text(&self) -> String {
        let words = super::words(self.document, self.span);
        words.unwrap_or_default().join(" … ")
    }

    /// The fragments in bytes of the text, half-open.
    pub fn bytes(&self) -> &'a [Range<usize>] {
        &self.span.at
    }

    /// The fragments in code points of the text, half-open.
    pub fn code_points(&self) -> Vec<Range<usize>> {
        self.span
            .at
            .iter()
            .filter_map(|it| self.document.text.from_bytes(it, Count::CodePoint))
            .collect()
    }

    pub fn attribute(&self, id: &str) -> Option<&'a Value> {
        self.span.attributes.get(&AttributeId::new(id))
    }

    /// The answers given, by attribute.
    pub fn attributes(&self) -> impl Iterator<Item = (&'a str, &'a Value)> + use<'a> {
        self.span
            .attributes
            .iter()
            .map(|(id, value)| (id.as_str(), value))
    }

    /// The whole record.
    pub fn record(&self) -> &'a Span {
        self.span
    }
}

/// A link from one span to another.
#[derive(Clone, Copy, Debug)]
pub struct LinkView<'a> {
    document: &'a Document,
    annotator: &'a AnnotatorId,
    layer: &'a Layer,
    link: &'a Link,
}

impl<'a> LinkView<'a> {
    pub fn id(&self) -> &'a str {
        self.link.id.as_str()
    }

    pub fn kind(&self) -> &'a str {
        self.link.kind.as_str()
    }

    pub fn annotator(&self) -> &'a str {
        self.annotator.as_str()
    }

    /// The span it leaves; `None` where that record is missing.
    pub fn from(&self) -> Option<SpanView<'a>> {
        self.end(&self.link.from)
    }

    /// The span it reaches; `None` where that record is missing.
    pub fn to(&self) -> Option<SpanView<'a>> {
        self.end(&self.link.to)
    }

    /// The whole record.
    pub fn record(&self) -> &'a Link {
        self.link
    }

    fn end(&self, id: &SpanId) -> Option<SpanView<'a>> {
        Some(SpanView {
            document: self.document,
            annotator: self.annotator,
            span: self.layer.span(id)?,
        })
    }
}
