//! `sententia show`: a document with its marks, for a terminal or for a program.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::ArgMatches;
use serde_json::{Value as Json, json};

use crate::i18n;
use crate::model::annotation::{Attributes, Layer, Span};
use crate::model::document::Document;
use crate::model::id::{AnnotatorId, DocumentId, SpanId};
use crate::model::project::Project;
use crate::model::schema::{Attribute, Rgb};
use crate::model::text::Count;
use crate::model::value::Value;
use crate::store::paths;
use crate::tr;

use super::load::{self, Loaded};
use super::marks::{self, Mark};
use super::output::json_value;
use super::{CliError, Command, OK, Output, parse};

pub const COMMAND: Command = Command {
    name: "show",
    args,
    run,
};

fn args(command: clap::Command) -> clap::Command {
    let project = parse::option("project", "cli-name-project", "cli-show-project");
    command
        .arg(parse::positional("document", "cli-name-document", "cli-show-document").required(true))
        .arg(
            project
                .short('p')
                .value_parser(clap::value_parser!(OsString)),
        )
        .arg(parse::option(
            "annotator",
            "cli-name-annotator",
            "cli-show-annotator",
        ))
        .arg(parse::flag("plain", "cli-show-plain"))
}

fn run(matches: &ArgMatches, out: &mut Output) -> Result<u8, CliError> {
    let given = matches
        .get_one::<OsString>("document")
        .map(PathBuf::from)
        .unwrap_or_default();
    let project = matches.get_one::<OsString>("project").map(PathBuf::from);
    let (loaded, id) = find(&given, project)?;
    let wanted = matches.get_one::<String>("annotator");
    let annotator = wanted.map(|it| loaded.annotator(it)).transpose()?;
    let Some(document) = loaded.project.document(&id) else {
        return Err(CliError::new(tr!(
            "cli-error-no-document",
            name = id.to_string()
        )));
    };
    let shown = Shown {
        project: &loaded.project,
        document,
        layers: layers(&loaded.project, &id, annotator.as_ref()),
    };
    if out.json {
        out.json(&shown.json())?;
    } else {
        let color = out.color && !matches.get_flag("plain");
        shown.tell(color, out)?;
    }
    Ok(OK)
}

/// The document meant: an id or title in the project given, in this folder's, or a file of a project's texts.
fn find(given: &Path, project: Option<PathBuf>) -> Result<(Loaded, DocumentId), CliError> {
    let name = given.to_string_lossy();
    if let Some(project) = project {
        let loaded = load::load(&project)?;
        let id = loaded.document(&name)?;
        return Ok((loaded, id));
    }
    if let Some((root, id)) = text_of_project(given) {
        let loaded = load::load(&root)?;
        let id = loaded.document(id.as_str())?;
        return Ok((loaded, id));
    }
    let loaded = load::load(Path::new(".")).map_err(|it| it.hinted(tr!("cli-hint-project")))?;
    let id = loaded.document(&name)?;
    Ok((loaded, id))
}

/// The project folder and the id of a file below its `texts/`.
fn text_of_project(path: &Path) -> Option<(PathBuf, DocumentId)> {
    let full = path.canonicalize().ok().filter(|it| it.is_file())?;
    let is_project = |it: &&Path| it.join(paths::PROJECT).is_file();
    let root = full.ancestors().find(is_project)?;
    let below = full.strip_prefix(root.join(paths::TEXTS)).ok()?;
    Some((root.to_owned(), DocumentId::new(paths::id_of(below, "")?)))
}

fn layers<'a>(
    project: &'a Project,
    id: &DocumentId,
    only: Option<&AnnotatorId>,
) -> Vec<(&'a AnnotatorId, &'a Layer)> {
    let layers = project
        .layers
        .iter()
        .filter(|(it, _)| only.is_none_or(|only| only == *it));
    layers
        .filter_map(|(annotator, layers)| Some((annotator, &**layers.get(id)?)))
        .collect()
}

struct Shown<'a> {
    project: &'a Project,
    document: &'a Document,
    layers: Vec<(&'a AnnotatorId, &'a Layer)>,
}

impl Shown<'_> {
    fn tell(&self, color: bool, out: &mut Output) -> Result<(), CliError> {
        let meta = &self.document.meta;
        let date = meta.date.map(|it| it.to_string()).unwrap_or_default();
        let facts = [
            self.document.title(),
            &meta.author,
            &date,
            self.document.id.as_str(),
        ];
        let facts: Vec<&str> = facts.into_iter().filter(|it| !it.is_empty()).collect();
        out.line(facts.join(" · "))?;
        out.line("")?;
        let marks = self.marks();
        let text = self.document.text.as_str();
        let text = if color {
            marks::colored(text, &marks)
        } else {
            marks::bracketed(text, &marks)
        };
        out.styled(text.trim_end())?;
        out.line("")?;
        let rows = self.legend();
        if rows.is_empty() {
            return out.line(tr!("cli-show-nothing"));
        }
        out.table(&rows)
    }

    /// Spans are numbered in the order of the text, annotator after annotator.
    fn numbered(&self) -> impl Iterator<Item = (usize, &AnnotatorId, &Span)> {
        let spans = self
            .layers
            .iter()
            .flat_map(|(by, layer)| layer.spans().map(move |it| (*by, &**it)));
        spans.enumerate().map(|(i, (by, span))| (i + 1, by, span))
    }

    fn marks(&self) -> Vec<Mark> {
        let marks = self.numbered().flat_map(|(number, _, span)| {
            let color = self
                .project
                .schema
                .label(&span.label)
                .map_or(Rgb(128, 128, 128), |it| it.color);
            span.at.iter().map(move |at| Mark {
                at: at.clone(),
                number,
                color,
            })
        });
        marks.collect()
    }

    /// A line for each span: number, label, answers, links, annotator.
    fn legend(&self) -> Vec<Vec<String>> {
        let language = i18n::language();
        let schema = &self.project.schema;
        let numbers: BTreeMap<(&AnnotatorId, &SpanId), usize> = self
            .numbered()
            .map(|(number, by, span)| ((by, &span.id), number))
            .collect();
        let several: BTreeSet<_> = self.layers.iter().map(|it| it.0).collect();
        let mut rows = Vec::new();
        for (number, by, span) in self.numbered() {
            let label = schema.label(&span.label);
            let name = label.map_or(span.label.as_str(), |it| it.name.get(language));
            let attributes = label.map_or(&[][..], |it| it.attributes.as_slice());
            let mut facts = self.facts(attributes, &span.attributes);
            let layer = self.layers.iter().find(|it| it.0 == by).map(|it| it.1);
            for link in layer
                .into_iter()
                .flat_map(|it| it.links_of(&span.id))
                .filter(|it| it.from == span.id)
            {
                let kind = schema
                    .link(&link.kind)
                    .map_or(link.kind.as_str(), |it| it.name.get(language));
                let to = numbers
                    .get(&(by, &link.to))
                    .map_or_else(|| "?".to_owned(), |it| marks::small(*it));
                facts.push(format!("{kind} → {to}"));
            }
            if !span.note.is_empty() {
                facts.push(format!("“{}”", span.note));
            }
            let by = if several.len() > 1 {
                by.to_string()
            } else {
                String::new()
            };
            rows.push(vec![
                marks::small(number),
                name.to_owned(),
                facts.join(", "),
                by,
            ]);
        }
        rows
    }

    fn facts(&self, asked: &[Attribute], given: &Attributes) -> Vec<String> {
        let language = i18n::language();
        let facts = given.iter().map(|(id, value)| {
            let attribute = asked.iter().find(|it| it.id == *id);
            let name = attribute.map_or(id.as_str(), |it| it.name.get(language));
            match value {
                Value::Flag(true) => name.to_owned(),
                _ => format!("{name}: {}", self.answer(attribute, value)),
            }
        });
        facts.collect()
    }

    fn answer(&self, attribute: Option<&Attribute>, value: &Value) -> String {
        let choices = attribute.map_or(&[][..], |it| it.kind.choices());
        let choice = |id: &crate::model::id::ChoiceId| {
            let known = choices.iter().find(|it| it.id == *id);
            known.map_or_else(
                || id.to_string(),
                |it| it.name.get(i18n::language()).to_owned(),
            )
        };
        match value {
            Value::Flag(true) => tr!("cli-yes"),
            Value::Flag(false) => tr!("cli-no"),
            Value::Choice(id) => choice(id),
            Value::Choices(ids) => ids.iter().map(choice).collect::<Vec<_>>().join(" + "),
            Value::Number(it) => it.to_string(),
            Value::Date(it) => it.to_string(),
            Value::Interval(from, to) => {
                let end = |it: &Option<crate::model::value::PartialDate>| {
                    it.map_or_else(|| "…".to_owned(), |it| it.to_string())
                };
                format!("{} – {}", end(from), end(to))
            }
            Value::Text(it) => it.clone(),
            Value::Target(id) => self.project.target_name(id).to_owned(),
        }
    }

    fn json(&self) -> Json {
        let text = &self.document.text;
        let answers = |given: &Attributes| -> BTreeMap<String, Json> {
            given
                .iter()
                .map(|(id, value)| (id.to_string(), json_value(value)))
                .collect()
        };
        let layers = self.layers.iter().map(|(annotator, layer)| {
            let spans = layer.spans().map(|it| {
                let at = it
                    .at
                    .iter()
                    .filter_map(|at| text.from_bytes(at, Count::CodePoint));
                let quotes: Vec<&str> =
                    it.at.iter().filter_map(|at| text.get(at.clone())).collect();
                json!({
                    "id": it.id, "label": it.label, "quotes": quotes, "note": it.note,
                    "at": at.map(|it| [it.start, it.end]).collect::<Vec<_>>(),
                    "attributes": answers(&it.attributes),
                })
            });
            let links = layer
                .links()
                .map(|it| json!({"id": it.id, "kind": it.kind, "from": it.from, "to": it.to}));
            json!({
                "annotator": annotator, "status": layer.status, "labels": answers(&layer.labels),
                "spans": spans.collect::<Vec<_>>(), "links": links.collect::<Vec<_>>(),
            })
        });
        json!({
            "id": self.document.id, "title": self.document.title(), "meta": self.document.meta,
            "text": text.as_str(), "unit": "code point", "layers": layers.collect::<Vec<_>>(),
        })
    }
}
