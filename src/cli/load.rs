//! A project to look at: a project folder, its `project.ron`, or a `corpus.ron`. Nothing is written.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::ArgMatches;

use crate::analysis::stats::annotators;
use crate::formats::corpus::Corpus;
use crate::model::id::{AnnotatorId, DocumentId, LabelId};
use crate::model::project::Project;
use crate::model::schema::Label;
use crate::store::{self, Progress, journal};
use crate::tr;

use super::CliError;
use super::output::aside;
use super::problem::{self, Found};

/// A project that was read, and what was wrong while reading.
pub struct Loaded {
    /// The project folder, or the file of the corpus.
    pub path: PathBuf,
    /// Whether it came from a project folder.
    pub folder: bool,
    pub project: Project,
    pub found: Vec<Found>,
    /// Of each annotator, where it came from a project folder.
    pub journals: BTreeMap<AnnotatorId, journal::Found>,
}

/// Reads the project that the argument `project` names.
pub fn argument(matches: &ArgMatches) -> Result<Loaded, CliError> {
    let path = matches.get_one::<OsString>("project").map(PathBuf::from);
    load(&path.unwrap_or_else(|| PathBuf::from(".")))
}

/// Reads a project folder, its `project.ron` or a `corpus.ron`.
pub fn load(path: &Path) -> Result<Loaded, CliError> {
    if path.is_file()
        && path
            .file_name()
            .is_none_or(|it| it != store::paths::PROJECT)
    {
        return load_corpus(path);
    }
    let opened = store::open(path, &Progress::default())?;
    Ok(Loaded {
        found: problem::of_report(opened.root.path(), &opened.report),
        path: opened.root.path().to_owned(),
        folder: true,
        project: opened.project,
        journals: opened.journals,
    })
}

fn load_corpus(path: &Path) -> Result<Loaded, CliError> {
    let (corpus, problems) = Corpus::read_with_problems(path)?;
    Ok(Loaded {
        found: problems
            .iter()
            .map(|it| problem::of_corpus(path, it))
            .collect(),
        path: path.to_owned(),
        folder: false,
        project: corpus.into_project(),
        journals: BTreeMap::new(),
    })
}

impl Loaded {
    /// Says in one line that not all could be read; the details are what `check` is for.
    pub fn warn(&self) {
        if !self.found.is_empty() {
            let path = self.path.display().to_string();
            let words = tr!("cli-warn-problems", count = self.found.len(), path = path);
            aside(format!("sententia: {words}"));
        }
    }

    /// The annotator with this id or name.
    pub fn annotator(&self, wanted: &str) -> Result<AnnotatorId, CliError> {
        let known = annotators(&self.project);
        let named = |id: &AnnotatorId| {
            self.project
                .annotators
                .get(id)
                .is_some_and(|it| it.name == wanted)
        };
        let found = known.iter().find(|id| id.as_str() == wanted || named(id));
        found.map(|it| (*it).clone()).ok_or_else(|| {
            let known: Vec<&str> = known.iter().map(|it| it.as_str()).collect();
            CliError::new(tr!("cli-error-no-annotator", name = wanted.to_owned()))
                .hinted(tr!("cli-hint-possible", values = known.join(", ")))
        })
    }

    /// The label with this id, or with this name in a language.
    pub fn label(&self, wanted: &str) -> Result<LabelId, CliError> {
        let schema = &self.project.schema;
        let is_named = |it: &&Label| it.name.0.values().any(|name| name == wanted);
        let known = schema.labels.iter().map(|it| &it.id);
        let layers = self.project.all_layers();
        let used: BTreeSet<LabelId> = layers
            .flat_map(|it| it.1.spans().map(|it| it.label.clone()).collect::<Vec<_>>())
            .collect();
        let all: BTreeSet<&LabelId> = known.chain(&used).collect();
        let id = all.iter().find(|it| it.as_str() == wanted).copied();
        let named = || schema.labels.iter().find(is_named).map(|it| &it.id);
        id.or_else(named).cloned().ok_or_else(|| {
            let all: Vec<&str> = all.iter().map(|it| it.as_str()).collect();
            CliError::new(tr!("cli-error-no-label", name = wanted.to_owned()))
                .hinted(tr!("cli-hint-possible", values = all.join(", ")))
        })
    }

    /// The document with this id, title or end of an id.
    pub fn document(&self, wanted: &str) -> Result<DocumentId, CliError> {
        let listed = || self.project.listed();
        let exact = listed().find(|it| it.id.as_str() == wanted);
        let titled = || listed().find(|it| it.title() == wanted);
        let ends = |it: &str| {
            it.strip_suffix(wanted)
                .is_some_and(|before| before.ends_with('/'))
        };
        let ending = || listed().find(|it| ends(it.id.as_str()));
        exact
            .or_else(titled)
            .or_else(ending)
            .map(|it| it.id.clone())
            .ok_or_else(|| {
                let known: Vec<&str> = listed().take(10).map(|it| it.id.as_str()).collect();
                CliError::new(tr!("cli-error-no-document", name = wanted.to_owned()))
                    .hinted(tr!("cli-hint-documents", values = known.join(", ")))
            })
    }
}
