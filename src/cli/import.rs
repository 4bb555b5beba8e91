//! `sententia import`: texts, labelled or not, into a project: a new one, or one that is there.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::{ArgAction, ArgMatches};
use jiff::Timestamp;
use serde_json::json;

use crate::formats::import::{self, Imported, Whose};
use crate::formats::{Counts, Format, Problem};
use crate::i18n;
use crate::model::id::DocumentId;
use crate::model::project::Project;
use crate::store::schemas::{TEMPLATES, Template};
use crate::store::take_in::{self, TakenIn};
use crate::store::{Progress, create, paths};
use crate::tr;
use crate::workspace::{Saved, Workspace};

use super::{CliError, Command, OK, Output, PROBLEMS, convert, parse, ways};

pub const COMMAND: Command = Command {
    name: "import",
    args,
    run,
};

/// What comes in brings its own labels: a new project begins without any.
const SCHEMA: &str = "empty";

fn args(command: clap::Command) -> clap::Command {
    let files = parse::positional("files", "cli-name-paths", "cli-import-files");
    let into = parse::option("into", "cli-name-project", "cli-import-into");
    let templates: Vec<&str> = TEMPLATES.iter().map(|it| it.id).collect();
    let schema =
        parse::option("schema", "cli-name-schema", "cli-import-schema").value_parser(templates);
    let command = command
        .arg(files.required(true).action(ArgAction::Append).num_args(1..))
        .arg(
            into.required(true)
                .value_parser(clap::value_parser!(OsString)),
        )
        .arg(schema.hide_possible_values(true))
        .arg(parse::option(
            "annotator",
            "cli-name-annotator",
            "cli-read-annotator",
        ));
    ways::reading_args(command)
}

fn run(matches: &ArgMatches, out: &mut Output) -> Result<u8, CliError> {
    let into = matches.get_one::<OsString>("into").map(PathBuf::from);
    let into = into.unwrap_or_default();
    let mut input = convert::input(&ways::paths(matches, "files"))?;
    let format = convert::source(matches, &mut input)?;
    let reader = format
        .reader
        .ok_or_else(|| CliError::new(tr!("cli-error-not-recognized")))?;
    let reading = ways::reading(matches)?;
    let whose = Whose {
        annotator: convert::annotator(matches),
        when: now(),
    };
    let progress = Progress::default();
    let read = |base: &Project| {
        import::import(reader, &input, &reading, (base, &whose), &progress)
            .map_err(|it| CliError::new(it.to_string()))
    };
    let there = into.join(paths::PROJECT).is_file() || into.ends_with(paths::PROJECT);
    let done = if there {
        if matches.contains_id("schema") {
            return Err(CliError::new(tr!("cli-import-has-schema")));
        }
        add(&into, matches, read, &progress)?
    } else {
        create::check_free(&into)?;
        let imported = read(&start(matches, &into)?)?;
        // A codebook makes a project without texts: its labels.
        let codebook = input.ending(&["qdc"]).next().is_some();
        let labels = codebook && !imported.project.schema.labels.is_empty();
        if imported.project.order.is_empty() && !labels {
            return Err(nothing(&imported.problems));
        }
        take_in::create(&into, &imported)?;
        Done::of_new(imported)
    };
    tell(&into, format, &done, out)?;
    Ok(if done.problems.is_empty() {
        OK
    } else {
        PROBLEMS
    })
}

/// What was done.
struct Done {
    counts: Counts,
    new: Vec<DocumentId>,
    known: Vec<(DocumentId, DocumentId)>,
    problems: Vec<Problem>,
}

impl Done {
    fn of_new(imported: Imported) -> Self {
        Self {
            counts: Counts::of(&imported.project),
            new: imported.project.order.to_vec(),
            known: Vec::new(),
            problems: imported.problems,
        }
    }
}

fn add(
    into: &Path,
    matches: &ArgMatches,
    read: impl FnOnce(&Project) -> Result<Imported, CliError>,
    progress: &Progress,
) -> Result<Done, CliError> {
    // Whoever is named has the step in their journal; else the first of the project.
    let named = matches.get_one::<String>("annotator").cloned();
    let loaded = super::load::load(into)?;
    let first = loaded.project.annotators.keys().next();
    let who = named.or_else(|| first.map(ToString::to_string));
    let who = who.unwrap_or_else(|| convert::annotator(matches));
    let (mut workspace, _) = Workspace::open(&loaded.path, &who, progress)?;
    let imported = read(workspace.project())?;
    if imported.project.order.is_empty() {
        let error = nothing(&imported.problems);
        let codebook =
            imported.project.schema.labels.len() > workspace.project().schema.labels.len();
        return Err(if codebook {
            error.hinted(tr!("cli-import-codebook"))
        } else {
            error
        });
    }
    let counts = Counts::of(&imported.project);
    let taken = take_in::add(&loaded.path, workspace.project(), &imported, progress)?;
    let mut problems = imported.problems;
    problems.extend(taken.problems.iter().cloned());
    let (new, known) = (taken.new.clone(), taken.known.clone());
    workspace.run(TakenIn::step(taken))?;
    workspace.flush()?;
    if let Saved::Failed(failure) = workspace.saved() {
        return Err(failure.into());
    }
    Ok(Done {
        counts,
        new,
        known,
        problems,
    })
}

fn nothing(problems: &[Problem]) -> CliError {
    let told: Vec<String> = problems.iter().take(20).map(ways::told).collect();
    let error = CliError::new(tr!("cli-error-no-texts"));
    if told.is_empty() {
        error
    } else {
        error.hinted(told.join("\n  "))
    }
}

/// The project before anything comes in.
fn start(matches: &ArgMatches, into: &Path) -> Result<Project, CliError> {
    let id = matches.get_one::<String>("schema");
    let id = id.map_or(SCHEMA, String::as_str);
    let template = Template::by_id(id).ok_or_else(|| CliError::new(tr!("cli-error-arguments")))?;
    let name = into.file_name().map(|it| it.to_string_lossy().into_owned());
    Ok(template.project(&name.unwrap_or_default(), i18n::language())?)
}

/// The moment, to the second.
fn now() -> Timestamp {
    let now = Timestamp::now();
    Timestamp::from_second(now.as_second()).unwrap_or(now)
}

fn tell(into: &Path, from: &Format, done: &Done, out: &mut Output) -> Result<(), CliError> {
    let counts = done.counts;
    if out.json {
        let known = done.known.iter();
        let known = known.map(|(from, to)| json!({"from": from, "document": to}));
        return out.json(&json!({
            "path": into, "from": from.id,
            "read": {
                "documents": counts.documents, "layers": counts.layers,
                "spans": counts.spans, "links": counts.links,
            },
            "new": done.new, "known": known.collect::<Vec<_>>(),
            "problems": ways::problems_json(&done.problems),
        }));
    }
    out.line(tr!(
        "cli-import-done",
        path = into.display().to_string(),
        documents = counts.documents,
        spans = counts.spans,
        links = counts.links,
        layers = counts.layers
    ))?;
    for (from, to) in &done.known {
        let (from, to) = (from.to_string(), to.to_string());
        out.line(tr!("cli-import-known", text = from, document = to))?;
    }
    for problem in &done.problems {
        out.line(ways::told(problem))?;
    }
    Ok(())
}
