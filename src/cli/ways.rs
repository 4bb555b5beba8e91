//! What exporting and converting have in common: how to read, how to write, and what is told of it.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::Path;

use clap::{Arg, ArgAction, ArgMatches};
use serde_json::{Value as Json, json};

use crate::formats::{
    self, FORMATS, Format, Fragments, Options, Overlaps, Problem, Reading, Report, Tags, decode,
};
use crate::model::id::LabelId;
use crate::model::text::Count;
use crate::tr;

use super::error::filled;
use super::{CliError, parse};

/// An option that names one of several words.
fn word(id: &'static str, name: &str, help: &str, words: &'static [&'static str]) -> Arg {
    parse::option(id, name, help)
        .value_parser(words.to_vec())
        .hide_possible_values(true)
}

/// The options of reading.
pub fn reading_args(command: clap::Command) -> clap::Command {
    command
        .arg(parse::option("from", "cli-name-format", "cli-read-from").value_parser(readable()))
        .arg(parse::option(
            "encoding",
            "cli-name-encoding",
            "cli-read-encoding",
        ))
        .arg(
            parse::option("column", "cli-name-column", "cli-read-column").action(ArgAction::Append),
        )
        .mut_arg("from", |it| it.hide_possible_values(true))
}

/// The options of writing.
pub fn writing_args(command: clap::Command) -> clap::Command {
    let priority = parse::option("priority", "cli-name-label", "cli-write-priority");
    command
        .arg(word(
            "overlaps",
            "cli-name-way",
            "cli-write-overlaps",
            &["longest", "outermost"],
        ))
        .arg(priority.action(ArgAction::Append).value_delimiter(','))
        .arg(word(
            "fragments",
            "cli-name-way",
            "cli-write-fragments",
            &["whole", "apart", "leave-out"],
        ))
        .arg(word(
            "tags",
            "cli-name-way",
            "cli-write-tags",
            &["iob", "bilou"],
        ))
        .arg(word(
            "unit",
            "cli-name-unit",
            "cli-write-unit",
            &["code-point", "utf-16", "byte"],
        ))
}

fn readable() -> Vec<&'static str> {
    let all = FORMATS.iter().filter(|it| it.reader.is_some());
    all.map(|it| it.id).collect()
}

/// The formats that can be written, by name.
pub fn writable() -> Vec<&'static str> {
    let all = FORMATS.iter().filter(|it| it.writer.is_some());
    all.map(|it| it.id).collect()
}

fn unit(matches: &ArgMatches) -> Option<Count> {
    let unit = matches.try_get_one::<String>("unit").ok().flatten()?;
    Some(match unit.as_str() {
        "utf-16" => Count::Utf16,
        "byte" => Count::Byte,
        _ => Count::CodePoint,
    })
}

/// How to read.
pub fn reading(matches: &ArgMatches) -> Result<Reading, CliError> {
    let mut columns = BTreeMap::new();
    for given in matches.get_many::<String>("column").unwrap_or_default() {
        let Some((what, name)) = given.split_once('=') else {
            let message = tr!("cli-error-column", given = given.as_str());
            return Err(CliError::new(message).hinted(tr!("cli-hint-column")));
        };
        columns.insert(what.to_owned(), name.to_owned());
    }
    Ok(Reading {
        encoding: encoding(matches)?,
        unit: unit(matches),
        columns,
    })
}

/// The encoding that is asked for, by its usual name.
pub fn encoding(matches: &ArgMatches) -> Result<Option<String>, CliError> {
    let Some(name) = matches.get_one::<String>("encoding") else {
        return Ok(None);
    };
    match decode::named(name) {
        Some(known) => Ok(Some(known.name().to_owned())),
        None => {
            let known = decode::ENCODINGS.join(", ");
            let error = CliError::new(tr!("cli-error-encoding", name = name.clone()));
            Err(error.hinted(tr!("cli-hint-possible", values = known)))
        }
    }
}

/// How to write.
pub fn options(matches: &ArgMatches) -> Options {
    let word = |id: &str| matches.get_one::<String>(id).map(String::as_str);
    let priority = matches.get_many::<String>("priority").unwrap_or_default();
    let priority: Vec<LabelId> = priority.map(LabelId::new).collect();
    Options {
        overlaps: match word("overlaps") {
            _ if !priority.is_empty() => Overlaps::Priority(priority),
            Some("outermost") => Overlaps::Outermost,
            _ => Overlaps::Longest,
        },
        fragments: match word("fragments") {
            Some("apart") => Fragments::Apart,
            Some("leave-out") => Fragments::LeaveOut,
            _ => Fragments::Whole,
        },
        tags: match word("tags") {
            Some("bilou") => Tags::Bilou,
            _ => Tags::Iob,
        },
        unit: unit(matches),
        ..Options::default()
    }
}

/// The format that was named, else the one that the ending of a path means.
pub fn target(matches: &ArgMatches, id: &str, path: &Path) -> Result<&'static Format, CliError> {
    if let Some(format) = matches
        .get_one::<String>(id)
        .and_then(|it| formats::by_id(it))
    {
        return Ok(format);
    }
    let ending = path
        .extension()
        .map(|it| it.to_string_lossy().to_lowercase());
    let mut writable = FORMATS.iter().filter(|it| it.writer.is_some());
    let found = writable.find(|it| ending.as_deref() == Some(it.extension));
    found.copied().ok_or_else(|| {
        CliError::new(tr!(
            "cli-error-which-format",
            path = path.display().to_string()
        ))
        .hinted(tr!(
            "cli-hint-possible",
            values = self::writable().join(", ")
        ))
    })
}

/// The format that the ending of a path means.
pub fn by_ending(path: &Path) -> Option<&'static Format> {
    let ending = path.extension()?.to_string_lossy().to_lowercase();
    let mut writable = FORMATS.iter().filter(|it| it.writer.is_some());
    writable.find(|it| ending == it.extension).copied()
}

/// The paths given under a name.
pub fn paths(matches: &ArgMatches, id: &str) -> Vec<std::path::PathBuf> {
    let paths = matches.get_many::<OsString>(id).unwrap_or_default();
    paths.map(std::path::PathBuf::from).collect()
}

/// A problem as one line: where, what, and what became of it.
pub fn told(problem: &Problem) -> String {
    let mut place = problem.file.clone();
    if problem.line > 0 {
        place += &format!(":{}", problem.line);
    }
    let what = filled(problem.fault.key(), &problem.fault.arguments());
    format!("{place}: {what} ({})", tr!(problem.fate.key()))
}

/// Problems for programs.
pub fn problems_json(problems: &[Problem]) -> Json {
    let all = problems.iter().map(|it| {
        json!({
            "file": it.file, "line": it.line, "kind": it.fault.key(),
            "message": filled(it.fault.key(), &it.fault.arguments()), "fate": it.fate.key(),
        })
    });
    all.collect()
}

/// An export for programs.
pub fn report_json(report: &Report) -> Json {
    let (written, left) = (report.written, report.left_out);
    let losses = report
        .losses
        .iter()
        .map(|it| json!({"kind": it.kind.key(), "facet": it.kind.facet(), "count": it.count}));
    json!({
        "written": {
            "documents": written.documents, "layers": written.layers,
            "spans": written.spans, "links": written.links,
        },
        "left_out": {
            "documents": left.documents, "layers": left.layers, "spans": left.spans,
            "links": left.links, "answers": left.answers,
        },
        "losses": losses.collect::<Vec<_>>(),
    })
}
