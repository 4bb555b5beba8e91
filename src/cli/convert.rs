//! `sententia convert`: from one format to another, without a project.

use std::io::Read as _;
use std::path::PathBuf;

use clap::{ArgAction, ArgMatches};
use jiff::Timestamp;
use serde_json::json;

use crate::formats::import::{self, Whose};
use crate::formats::input::{Input, MAX_BYTES};
use crate::formats::output::{Nowhere, OneFile};
use crate::formats::{self, Format, LeftOpen, Shape};
use crate::store::{Progress, deliver};
use crate::tr;

use super::output::aside;
use super::{CliError, Command, OK, Output, PROBLEMS, export, parse, ways};

pub const COMMAND: Command = Command {
    name: "convert",
    args,
    run,
};

fn args(command: clap::Command) -> clap::Command {
    let paths = parse::positional("paths", "cli-name-paths", "cli-convert-paths");
    let to =
        parse::option("to", "cli-name-format", "cli-convert-to").value_parser(ways::writable());
    let command = command
        .arg(paths.required(true).action(ArgAction::Append).num_args(1..))
        .arg(to.hide_possible_values(true))
        .arg(parse::option(
            "annotator",
            "cli-name-annotator",
            "cli-read-annotator",
        ))
        .arg(parse::flag("force", "cli-export-force"));
    ways::writing_args(ways::reading_args(command))
}

fn run(matches: &ArgMatches, out: &mut Output) -> Result<u8, CliError> {
    let mut paths = ways::paths(matches, "paths");
    let to = paths.pop().filter(|_| !paths.is_empty());
    let to = to.ok_or_else(|| parse::misused(COMMAND.name))?;
    let mut input = input(&paths)?;
    let source = source(matches, &mut input)?;
    let target = ways::target(matches, "to", &to)?;
    // A unit is of the files that are read, too.
    let of_writing = LeftOpen::ALL.into_iter().filter(|it| *it != LeftOpen::Unit);
    ways::check_open(matches, target, &of_writing.collect::<Vec<_>>())?;
    let (reading, options) = (ways::reading(matches)?, ways::options(matches));
    let whose = Whose {
        annotator: annotator(matches),
        when: Timestamp::UNIX_EPOCH,
    };
    let progress = Progress::default();
    let reader = source.reader.ok_or_else(|| unreadable(&paths))?;
    let run = |out: &mut dyn formats::output::Output| {
        let from = (reader, &input, &reading);
        import::convert(from, &whose, (target, &options), out, &progress)
    };
    let to_stdout = to.as_os_str() == "-";
    let dry = matches.get_flag("dry-run");
    let done = if dry {
        run(&mut Nowhere::default())
    } else if to_stdout {
        run(&mut OneFile::new(out))
    } else {
        let force = matches.get_flag("force");
        if !force && !export::is_free(&to) {
            return Err(export::taken(&to));
        }
        deliver::to_path(&to, deliver::way(&to, is_several(target, &to)), force, run)
    };
    let (report, problems) = done.map_err(|it| CliError::export(&to, &it))?;
    if to_stdout && !dry {
        let all = export::told(&report).into_iter();
        all.chain(problems.iter().map(ways::told)).for_each(aside);
    } else if out.json {
        let mut told = ways::report_json(&report, target, &options);
        told["path"] = json!(to);
        told["from"] = json!(source.id);
        told["to"] = json!(target.id);
        told["problems"] = ways::problems_json(&problems);
        out.json(&told)?;
    } else {
        out.line(export::headline(&to, dry))?;
        let all = export::told(&report).into_iter();
        let all = all.chain(ways::other_ways(target, &report));
        for line in all.chain(problems.iter().map(ways::told)) {
            out.line(line)?;
        }
    }
    Ok(if problems.is_empty() { OK } else { PROBLEMS })
}

/// Several files, or one that each annotator's work may be written apart from: then the path is a folder
/// where its ending is not that of the format.
fn is_several(format: &Format, to: &std::path::Path) -> bool {
    let named = to.extension().is_some_and(|it| it == format.extension);
    format.shape == Shape::Folder || (format.holds.each_apart() && !named)
}

/// The files to read; `-` is the standard input.
pub fn input(paths: &[PathBuf]) -> Result<Input, CliError> {
    if let [only] = paths
        && only.as_os_str() == "-"
    {
        let mut bytes = Vec::new();
        std::io::stdin()
            .lock()
            .take(MAX_BYTES)
            .read_to_end(&mut bytes)?;
        return Ok(Input::of_bytes("stdin", bytes));
    }
    Input::open(paths).map_err(|error| {
        let shown: Vec<String> = paths.iter().map(|it| it.display().to_string()).collect();
        CliError::new(tr!(
            "cli-error-read",
            path = shown.join(", "),
            reason = error.to_string()
        ))
    })
}

/// The format that was named, else the one that the files seem to be of. What has no ending in its name is
/// read as what was named.
pub fn source(matches: &ArgMatches, input: &mut Input) -> Result<&'static Format, CliError> {
    let named = matches.get_one::<String>("from");
    let named = named.and_then(|it| formats::by_id(it));
    if let Some(format) = named {
        input.read_as(format.extension);
    }
    named
        .or_else(|| import::recognize_unnamed(input))
        .ok_or_else(|| CliError::new(tr!("cli-error-not-recognized")).hinted(tr!("cli-hint-from")))
}

/// Who made the records of which the source does not say it.
pub fn annotator(matches: &ArgMatches) -> String {
    let given = matches.get_one::<String>("annotator").cloned();
    given.unwrap_or_else(|| "imported".to_owned())
}

fn unreadable(paths: &[PathBuf]) -> CliError {
    let shown: Vec<String> = paths.iter().map(|it| it.display().to_string()).collect();
    CliError::new(tr!("cli-error-not-recognized")).hinted(shown.join(", "))
}
