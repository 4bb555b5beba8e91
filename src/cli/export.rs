//! `sententia export`: the labelled corpus in one file.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use clap::{ArgAction, ArgMatches};
use serde_json::json;

use crate::analysis::query::Query;
use crate::analysis::split::split;
use crate::formats::corpus::CORPUS;
use crate::formats::output::OneFile;
use crate::formats::{self, Documents, Export, Format, LeftOpen, Overlaps, Report, Selection};
use crate::model::schema::Tier;
use crate::store::Progress;
use crate::store::deliver::{Delivered, Delivery};
use crate::tr;

use super::load::{self, Loaded};
use super::output::aside;
use super::{CliError, Command, OK, Output, parse, splitting, ways};

pub const COMMAND: Command = Command {
    name: "export",
    args,
    run,
};

fn args(command: clap::Command) -> clap::Command {
    let out = parse::positional("out", "cli-name-out", "cli-export-out");
    let output = parse::option("output", "cli-name-out", "cli-export-output").short('o');
    let several = |it: clap::Arg| it.action(ArgAction::Append).value_delimiter(',');
    let format = parse::option("format", "cli-name-format", "cli-export-format")
        .value_parser(ways::writable());
    let tiers = parse::option("tier", "cli-name-tier", "cli-export-tier").value_parser([
        "core",
        "extension",
        "resolution",
    ]);
    let command = command
        .arg(parse::project())
        .arg(out)
        .arg(
            output
                .value_parser(clap::value_parser!(OsString))
                .conflicts_with("out"),
        )
        .arg(format.hide_possible_values(true))
        .arg(several(parse::option(
            "annotator",
            "cli-name-annotator",
            "cli-export-annotator",
        )))
        .arg(several(parse::option(
            "document",
            "cli-name-document",
            "cli-export-document",
        )))
        .arg(several(tiers.hide_possible_values(true)))
        .arg(several(parse::option(
            "label",
            "cli-name-label",
            "cli-export-label",
        )))
        .arg(parse::option("where", "cli-name-query", "cli-export-where"))
        .arg(parse::flag("done", "cli-export-done"))
        .arg(parse::flag("no-datasheet", "cli-export-no-datasheet"))
        .arg(parse::flag("force", "cli-export-force"));
    ways::writing_args(splitting::args(command))
}

fn run(matches: &ArgMatches, out: &mut Output) -> Result<u8, CliError> {
    let loaded = load::argument(matches)?;
    loaded.warn();
    let selection = selection(matches, &loaded)?;
    let (format, path) = target(matches)?;
    ways::check_open(matches, format, &LeftOpen::ALL)?;
    let mut options = ways::options(matches);
    if let Overlaps::Priority(labels) = &mut options.overlaps {
        for label in labels {
            *label = loaded.label(label.as_str())?;
        }
    }
    let plan = splitting::plan(matches)?;
    if let Some(plan) = &plan {
        options.splits = split(&selection.narrow(&loaded.project).0, plan);
    }
    let export = Export {
        format,
        project: &loaded.project,
        selection: &selection,
        options: &options,
    };
    let delivery = Delivery {
        export,
        plan: plan.as_ref(),
        datasheet: !matches.get_flag("no-datasheet"),
        replace: matches.get_flag("force"),
    };
    let dry = matches.get_flag("dry-run");
    let delivered = if dry {
        let report = export.preview(&Progress::default());
        Delivered {
            report: report.map_err(|it| CliError::export(&path, &it))?,
            files: Vec::new(),
            leaks: delivery.leaks(),
        }
    } else if path.as_os_str() == "-" {
        return to_stdout(&delivery, out);
    } else {
        save(&delivery, &path)?
    };
    tell(&delivery, &delivered, (&path, dry), out)?;
    Ok(OK)
}

/// The format that is written, and the path: without one, a file called like the format.
fn target(matches: &ArgMatches) -> Result<(&'static Format, PathBuf), CliError> {
    let given = matches
        .get_one::<OsString>("out")
        .or_else(|| matches.get_one("output"))
        .map(PathBuf::from);
    let format = match matches.get_one::<String>("format") {
        Some(id) => formats::by_id(id),
        None => given.as_deref().and_then(ways::by_ending).or(Some(&CORPUS)),
    };
    let format = format.ok_or_else(|| CliError::new(tr!("cli-error-arguments")))?;
    let path =
        given.unwrap_or_else(|| PathBuf::from(format!("{}.{}", format.id, format.extension)));
    Ok((format, path))
}

/// What was written, or would be in a dry run.
fn tell(
    delivery: &Delivery,
    delivered: &Delivered,
    (path, dry): (&Path, bool),
    out: &mut Output,
) -> Result<(), CliError> {
    let Export {
        format, options, ..
    } = delivery.export;
    let sets = &options.splits;
    if out.json {
        let mut said = ways::report_json(&delivered.report, format, options);
        said["path"] = json!(path);
        said["format"] = json!(format.id);
        said["files"] = json!(delivered.files);
        said["dry_run"] = json!(dry);
        if let Some(plan) = delivery.plan {
            said["sets"] = splitting::json(sets);
            said["empty_sets"] = json!(sets.empty());
            said["plan"] = json!(plan);
            said["leaks"] = json!(delivered.leaks);
        }
        return out.json(&said);
    }
    out.line(headline(path, dry))?;
    let report = &delivered.report;
    for line in told(report)
        .into_iter()
        .chain(ways::other_ways(format, report))
    {
        out.line(line)?;
    }
    match delivery.plan {
        Some(_) => splitting::tell(sets, &delivered.leaks, out),
        None => Ok(()),
    }
}

/// Where it was written, or would be in a dry run.
pub fn headline(path: &Path, dry: bool) -> String {
    let key = if dry {
        "cli-export-would"
    } else {
        "cli-export-wrote"
    };
    tr!(key, path = path.display().to_string())
}

/// The export alone; what is said of it goes where errors go.
fn to_stdout(delivery: &Delivery, out: &mut Output) -> Result<u8, CliError> {
    let path = Path::new("-");
    let failed = |it| CliError::export(path, &it);
    if delivery.export.needs_folder() {
        // Nothing is said of a file before it is known that there is no second.
        let mut one = io::sink();
        let tried = delivery
            .export
            .run(&mut OneFile::new(&mut one), &Progress::default());
        tried
            .map_err(|_| CliError::new(tr!("cli-error-several")).hinted(tr!("cli-hint-several")))?;
    }
    let report = delivery
        .export
        .run(&mut OneFile::new(out), &Progress::default());
    let report = report.map_err(failed)?;
    for line in told(&report) {
        aside(line);
    }
    Ok(OK)
}

/// Delivers an export, beside its place first, so that an old one is replaced whole or not at all.
pub fn save(delivery: &Delivery, path: &Path) -> Result<Delivered, CliError> {
    if !delivery.replace && !is_free(path) && !is_corpus(path) {
        return Err(taken(path));
    }
    let delivered = delivery.to(path, &Progress::default());
    delivered.map_err(|error| CliError::export(path, &error))
}

/// Something is there already.
pub fn taken(path: &Path) -> CliError {
    let path = path.display().to_string();
    CliError::new(tr!("cli-error-exists", path = path)).hinted(tr!("cli-hint-force"))
}

/// Whether nothing is there, or an empty folder or file.
pub fn is_free(path: &Path) -> bool {
    if path.is_dir() {
        return fs::read_dir(path).is_ok_and(|mut it| it.next().is_none());
    }
    match path.symlink_metadata() {
        Ok(it) => it.is_file() && it.len() == 0,
        Err(_) => true,
    }
}

/// Whether a corpus of ours is there, as every export to it is: it is replaced without a question.
fn is_corpus(path: &Path) -> bool {
    let mut head = [0; 400];
    let file = fs::File::open(path);
    let n = file.and_then(|mut it| it.read(&mut head)).unwrap_or(0);
    let head = String::from_utf8_lossy(head.get(..n).unwrap_or_default());
    head.lines().any(|it| it.starts_with("Corpus("))
}

fn selection(matches: &ArgMatches, loaded: &Loaded) -> Result<Selection, CliError> {
    let given = |id: &str| {
        matches
            .get_many::<String>(id)
            .map(std::iter::Iterator::collect::<Vec<_>>)
    };
    let annotators: Option<Result<BTreeSet<_>, _>> =
        given("annotator").map(|them| them.into_iter().map(|it| loaded.annotator(it)).collect());
    let chosen: Option<Result<BTreeSet<_>, _>> =
        given("document").map(|them| them.into_iter().map(|it| loaded.document(it)).collect());
    let asked = matches
        .get_one::<String>("where")
        .map(|it| Query::parse(it));
    let asked = asked.transpose().map_err(|it| {
        CliError::new(tr!("cli-error-query", term = it.0)).hinted(tr!("cli-hint-query"))
    })?;
    let chosen = match (chosen.transpose()?, asked) {
        (Some(ids), Some(query)) => {
            let found = query.documents(&loaded.project);
            Some(ids.intersection(&found).cloned().collect())
        }
        (ids, query) => ids.or_else(|| query.map(|it| it.documents(&loaded.project))),
    };
    let documents = match chosen {
        Some(ids) => Documents::Chosen(ids),
        None => Documents::All,
    };
    let tier = |it: &String| match it.as_str() {
        "core" => Tier::Core,
        "extension" => Tier::Extension,
        _ => Tier::Resolution,
    };
    let labels: Option<Result<BTreeSet<_>, _>> =
        given("label").map(|them| them.into_iter().map(|it| loaded.label(it)).collect());
    Ok(Selection {
        documents,
        query: matches.get_one::<String>("where").cloned(),
        done: matches.get_flag("done"),
        annotators: annotators.transpose()?,
        tiers: given("tier").map(|them| them.into_iter().map(tier).collect()),
        labels: labels.transpose()?,
    })
}

/// What an export wrote, left out and lost, a sentence each.
pub fn told(report: &Report) -> Vec<String> {
    let written = report.written;
    let mut lines = vec![tr!(
        "cli-export-written",
        documents = written.documents,
        spans = written.spans,
        links = written.links,
        layers = written.layers,
    )];
    let left = report.left_out;
    if !left.is_nothing() {
        lines.push(tr!(
            "cli-export-left-out",
            documents = left.documents,
            spans = left.spans,
            links = left.links,
            layers = left.layers,
            answers = left.answers,
        ));
    }
    lines.extend(
        report
            .losses
            .iter()
            .map(|it| tr!(it.kind.key(), count = it.count)),
    );
    lines
}
