//! What exporting and converting have in common: how to read, how to write, and what is told of it.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::Path;

use clap::{Arg, ArgAction, ArgMatches};
use serde_json::{Value as Json, json};

use crate::formats::{
    self, FORMATS, Format, Fragments, LeftOpen, Options, Overlaps, Problem, Reading, Report, Tags,
    Words, decode,
};
use crate::model::id::LabelId;
use crate::model::text::Count;
use crate::tr;

use super::error::filled;
use super::{CliError, parse};

/// An option that names a way of something that formats leave open.
fn way(open: LeftOpen, name: &str, help: &str) -> Arg {
    parse::option(open.name(), name, help)
        .value_parser(open.ways().to_vec())
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
    let way_of = |open, help| way(open, "cli-name-way", help);
    command
        .arg(way_of(LeftOpen::Overlaps, "cli-write-overlaps"))
        .arg(
            priority
                .action(ArgAction::Append)
                .value_delimiter(',')
                .conflicts_with("overlaps"),
        )
        .arg(way_of(LeftOpen::Fragments, "cli-write-fragments"))
        .arg(way_of(LeftOpen::Words, "cli-write-words"))
        .arg(way_of(LeftOpen::Tags, "cli-write-tags"))
        .arg(way(LeftOpen::Unit, "cli-name-unit", "cli-write-unit"))
        .arg(parse::flag("dry-run", "cli-write-dry-run"))
}

/// Refuses what was chosen and means nothing to a format: who chooses wants it to be so.
pub fn check_open(matches: &ArgMatches, format: &Format, all: &[LeftOpen]) -> Result<(), CliError> {
    let is_given = |id: &str| matches.try_get_raw(id).is_ok_and(|it| it.is_some());
    let given = |open: &LeftOpen| match open {
        LeftOpen::Overlaps if is_given("priority") => Some("priority"),
        other => Some(other.name()).filter(|it| is_given(it)),
    };
    let mut closed = all.iter().filter(|it| !format.leaves_open.contains(it));
    let Some(option) = closed.find_map(given) else {
        return Ok(());
    };
    let message = tr!("cli-error-not-open", format = format.id, option = option);
    let open: Vec<String> = format
        .leaves_open
        .iter()
        .map(|it| format!("--{}", it.name()))
        .collect();
    Err(CliError::new(message).hinted(if open.is_empty() {
        tr!("cli-hint-nothing-open")
    } else {
        tr!("cli-hint-open", options = open.join(", "))
    }))
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
        words: match word("words") {
            Some("widen") => Words::Widen,
            _ => Words::Cut,
        },
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

/// What can be chosen to lose less, or something else: a sentence for each loss that a format leaves open.
pub fn other_ways(format: &Format, report: &Report) -> Vec<String> {
    let lost = |open: &&LeftOpen| {
        let kind = open.loss();
        report.losses.iter().any(|it| Some(it.kind) == kind)
    };
    let open = format.leaves_open.iter().filter(lost);
    let sentences = open.map(|open| {
        let ways = open.ways().join(", ");
        let option = format!("--{}", open.name());
        match open {
            LeftOpen::Overlaps => tr!("cli-way-overlaps", option = option, ways = ways),
            _ => tr!("cli-way", option = option, ways = ways),
        }
    });
    sentences.collect()
}

/// What a format leaves open and what was chosen, for programs.
fn choices_json(format: &Format, options: &Options) -> Json {
    let all = format
        .leaves_open
        .iter()
        .map(|it| json!({"option": it.name(), "values": it.ways(), "chosen": it.chosen(options)}));
    all.collect()
}

/// An export for programs.
pub fn report_json(report: &Report, format: &Format, options: &Options) -> Json {
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
        "choices": choices_json(format, options),
    })
}
