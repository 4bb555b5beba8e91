//! `sententia new`: a project from texts.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{ArgAction, ArgMatches};
use serde_json::json;

use crate::formats::corpus::Corpus;
use crate::i18n;
use crate::model::id::{AnnotatorId, slug};
use crate::model::project::{Annotator, Project};
use crate::store::schemas::{TEMPLATES, Template};
use crate::store::texts::{self, Survey};
use crate::store::{Progress, create};
use crate::tr;

use super::error::filled;
use super::{CliError, Command, OK, Output, PROBLEMS, parse, ways};

pub const COMMAND: Command = Command {
    name: "new",
    args,
    run,
};

fn args(command: clap::Command) -> clap::Command {
    let templates: Vec<&str> = TEMPLATES.iter().map(|it| it.id).collect();
    let first = templates.first().copied().unwrap_or_default();
    let schema =
        parse::option("schema", "cli-name-schema", "cli-new-schema").value_parser(templates);
    let texts = parse::positional("texts", "cli-name-texts", "cli-new-texts");
    command
        .arg(parse::positional("to", "cli-name-project", "cli-new-to").required(true))
        .arg(texts.required(true).action(ArgAction::Append).num_args(1..))
        .arg(
            schema
                .default_value(first)
                .hide_default_value(true)
                .hide_possible_values(true),
        )
        .arg(parse::option("name", "cli-name-name", "cli-new-name"))
        .arg(
            parse::option("annotator", "cli-name-annotator", "cli-new-annotator")
                .action(ArgAction::Append),
        )
        .arg(parse::option(
            "encoding",
            "cli-name-encoding",
            "cli-new-encoding",
        ))
}

fn run(matches: &ArgMatches, out: &mut Output) -> Result<u8, CliError> {
    let to = matches
        .get_one::<OsString>("to")
        .map(PathBuf::from)
        .unwrap_or_default();
    let texts = matches.get_many::<OsString>("texts").unwrap_or_default();
    let texts: Vec<PathBuf> = texts.map(PathBuf::from).collect();
    create::check_free(&to)?;
    if let [corpus] = texts.as_slice()
        && corpus.extension().is_some_and(|it| it == "ron")
    {
        return from_corpus(&to, corpus, out);
    }
    let progress = Progress::default();
    let mut survey = texts::survey(&texts, None, &progress)?;
    if let Some(encoding) = ways::encoding(matches)? {
        survey = in_encoding(survey, &encoding);
    }
    if survey.accepted.is_empty() {
        let reasons: Vec<String> = refused(&survey).into_iter().map(|it| it.1).collect();
        return Err(CliError::new(tr!("cli-error-no-texts")).hinted(reasons.join("\n  ")));
    }
    create::from_texts(&to, start(matches, &to)?, &survey.accepted, &progress)?;
    tell(&to, &survey, out)?;
    Ok(if survey.refused.is_empty() {
        OK
    } else {
        PROBLEMS
    })
}

/// A corpus becomes a project again, with everything in it.
fn from_corpus(to: &Path, corpus: &Path, out: &mut Output) -> Result<u8, CliError> {
    let project = Corpus::read(corpus)?.into_project();
    create::from_project(to, &project, &BTreeMap::new())?;
    tell(to, &Survey::default(), out)?;
    Ok(OK)
}

/// The project before its texts come in.
fn start(matches: &ArgMatches, to: &Path) -> Result<Project, CliError> {
    let id = matches
        .get_one::<String>("schema")
        .map_or("", String::as_str);
    let template = Template::by_id(id).ok_or_else(|| CliError::new(tr!("cli-error-arguments")))?;
    let folder = to
        .file_name()
        .map(|it| it.to_string_lossy().into_owned())
        .unwrap_or_default();
    let name = matches.get_one::<String>("name").cloned().unwrap_or(folder);
    let mut project = template.project(&name, i18n::language())?;
    let annotators = matches.get_many::<String>("annotator").unwrap_or_default();
    project.annotators = Arc::new(annotators.map(|name| annotator(name)).collect());
    Ok(project)
}

fn annotator(name: &str) -> (AnnotatorId, Annotator) {
    let name = name.to_owned();
    (AnnotatorId::new(slug(&name)), Annotator { name })
}

/// The same texts, read in an encoding that somebody knows better than the guess.
fn in_encoding(mut survey: Survey, encoding: &str) -> Survey {
    for it in &mut survey.accepted {
        encoding.clone_into(&mut it.guess.encoding);
    }
    survey
}

fn tell(to: &Path, survey: &Survey, out: &mut Output) -> Result<(), CliError> {
    if out.json {
        let texts = survey
            .accepted
            .iter()
            .map(|it| json!({"id": it.id, "encoding": it.guess.encoding}));
        let refused = survey
            .refused
            .iter()
            .map(|it| json!({"path": it.path, "reason": it.reason.key()}));
        return out.json(&json!({
            "path": to, "texts": texts.collect::<Vec<_>>(), "refused": refused.collect::<Vec<_>>(),
        }));
    }
    let shown = to.display().to_string();
    out.line(tr!(
        "cli-new-made",
        path = shown.clone(),
        count = survey.accepted.len()
    ))?;
    let guessed = survey.accepted.iter().filter(|it| !it.guess.certain);
    for it in guessed {
        let (id, encoding) = (it.id.to_string(), it.guess.encoding.clone());
        out.line(format!(
            "  {}",
            tr!("cli-new-guessed", text = id, encoding = encoding)
        ))?;
    }
    for (_, line) in refused(survey) {
        out.line(format!("  {line}"))?;
    }
    out.line(tr!("cli-new-next", path = shown))
}

/// What did not come in, and why.
fn refused(survey: &Survey) -> Vec<(PathBuf, String)> {
    let told = survey.refused.iter().map(|it| {
        let reason = filled(it.reason.key(), &[("detail", it.reason.detail())]);
        (it.path.clone(), format!("{}: {reason}", it.path.display()))
    });
    told.collect()
}
