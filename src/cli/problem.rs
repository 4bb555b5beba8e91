//! Everything that can be wrong with a project, in one shape: what was noticed in its files, and
//! what the rules of the schema say of its records.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::formats::corpus;
use crate::model::check::{self, Record};
use crate::model::project::LayerKey;
use crate::store::disk::{self, AnnotationsFile, record_lines};
use crate::store::{self, Notice, Report, paths};
use crate::tr;

use super::error::{filled, hint, words};
use super::load::Loaded;

/// How much it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    Note,
    /// A required answer is missing.
    Incomplete,
    Warning,
    Error,
}

impl Severity {
    /// The key of its name in the translation files.
    pub fn key(self) -> &'static str {
        match self {
            Self::Note => "cli-severity-note",
            Self::Incomplete => "cli-severity-incomplete",
            Self::Warning => "cli-severity-warning",
            Self::Error => "cli-severity-error",
        }
    }
}

/// Something wrong, and where. Serialized, its keys stay as they are.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Found {
    pub file: PathBuf,
    pub line: Option<usize>,
    pub column: Option<usize>,
    pub severity: Severity,
    /// What is wrong, as a key that does not change with the language.
    pub kind: &'static str,
    pub message: String,
    pub hint: Option<String>,
    pub document: String,
    pub annotator: String,
    pub record: String,
}

impl Found {
    /// `file:line:column`, as far as known.
    pub fn place(&self) -> String {
        let mut place = self.file.display().to_string();
        for number in [self.line, self.column].into_iter().flatten() {
            place += &format!(":{number}");
        }
        place
    }
}

/// What was noticed while opening a project folder.
pub fn of_report(root: &Path, report: &Report) -> Vec<Found> {
    report
        .notices
        .iter()
        .map(|it| of_notice(root, it))
        .collect()
}

fn of_notice(root: &Path, notice: &Notice) -> Found {
    Found {
        file: root.join(&notice.file),
        line: notice.line,
        column: notice.column,
        severity: match notice.severity {
            store::Severity::Note => Severity::Note,
            store::Severity::Warning => Severity::Warning,
            store::Severity::Error => Severity::Error,
        },
        kind: notice.trouble.key(),
        message: words(&notice.trouble),
        hint: Some(hint(&notice.trouble)),
        document: String::new(),
        annotator: String::new(),
        record: String::new(),
    }
}

/// What is wrong in the file of a corpus.
pub fn of_corpus(path: &Path, problem: &corpus::Problem) -> Found {
    let key = problem.trouble.key();
    Found {
        file: path.to_owned(),
        line: (problem.line > 0).then_some(problem.line),
        column: None,
        severity: Severity::Error,
        kind: key,
        message: filled(key, &problem.trouble.arguments()),
        hint: Some(tr!(&format!("{key}-hint"))),
        document: problem.document.to_string(),
        annotator: String::new(),
        record: problem.record.clone(),
    }
}

/// What the rules of the schema say of every record, with its place on disk.
pub fn of_rules(loaded: &Loaded) -> Vec<Found> {
    let mut places = Places::of(loaded);
    let mut found = Vec::new();
    for (key, _) in loaded.project.all_layers() {
        for problem in check::problems(&loaded.project, &key) {
            let (file, line) = places.of_record(&key, &problem.record);
            found.push(Found {
                file,
                line,
                column: None,
                severity: if problem.trouble.incomplete() {
                    Severity::Incomplete
                } else {
                    Severity::Error
                },
                kind: problem.trouble.key(),
                message: filled(problem.trouble.key(), &[("detail", problem.detail)]),
                hint: None,
                document: problem.document.to_string(),
                annotator: problem.annotator.to_string(),
                record: match problem.record {
                    Record::Span(id) => id.to_string(),
                    Record::Link(id) => id.to_string(),
                    Record::Document(id) => id.to_string(),
                },
            });
        }
    }
    found
}

/// Finds the lines of records, reading each file at most once.
enum Places<'a> {
    Folder {
        root: &'a Path,
        /// The layer read last, with its lines by record.
        last: Option<(LayerKey, PathBuf, BTreeMap<String, usize>)>,
    },
    Corpus {
        path: &'a Path,
        lines: corpus::Lines,
    },
}

impl<'a> Places<'a> {
    fn of(loaded: &'a Loaded) -> Self {
        let path = &loaded.path;
        if loaded.folder {
            return Self::Folder {
                root: path,
                last: None,
            };
        }
        let source = fs::read_to_string(path).unwrap_or_default();
        Self::Corpus {
            path,
            lines: corpus::Lines::of(&source),
        }
    }

    fn of_record(&mut self, key: &LayerKey, record: &Record) -> (PathBuf, Option<usize>) {
        let id = match record {
            Record::Span(id) => id.as_str(),
            Record::Link(id) => id.as_str(),
            Record::Document(_) => "",
        };
        match self {
            Self::Corpus { path, lines } => {
                let line = lines.record(key.document.as_str(), key.annotator.as_str(), id);
                (path.to_owned(), (line > 0).then_some(line))
            }
            Self::Folder { root, last } => {
                if last.as_ref().is_none_or(|it| it.0 != *key) {
                    let path = root.join(paths::layer(key).unwrap_or_default());
                    let lines = lines_of(&path);
                    *last = Some((key.clone(), path, lines));
                }
                let (path, line) = last
                    .as_ref()
                    .map(|(_, path, lines)| (path.clone(), lines.get(id).copied()))
                    .unwrap_or_default();
                (path, line)
            }
        }
    }
}

/// The lines of the records of an annotation file; of the answers about the document under "".
fn lines_of(path: &Path) -> BTreeMap<String, usize> {
    let bytes = fs::read(path).unwrap_or_default();
    let Ok(file) = disk::read::<AnnotationsFile>(&bytes) else {
        return BTreeMap::new();
    };
    let source = String::from_utf8_lossy(&bytes);
    let spans = file.spans.iter().map(|it| it.id.to_string());
    let links = file.links.iter().map(|it| it.id.to_string());
    let mut lines: BTreeMap<String, usize> = spans.zip(record_lines(&source, "spans")).collect();
    lines.extend(links.zip(record_lines(&source, "links")));
    let labels = source
        .lines()
        .position(|it| it.trim_start().starts_with("labels:"));
    lines.extend(labels.map(|i| (String::new(), i + 1)));
    lines
}
