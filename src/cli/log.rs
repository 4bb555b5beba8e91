//! `sententia log`: the trail of a project, one JSON object a line, the oldest first.

use std::collections::BTreeSet;

use clap::ArgMatches;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::{Value, json};

use crate::model::id::{AnnotatorId, DocumentId};
use crate::store::journal::{self, Act, Trail};
use crate::tr;

use super::error::filled;
use super::load::{self, Loaded};
use super::{CliError, Command, OK, Output, parse};

pub const COMMAND: Command = Command {
    name: "log",
    args,
    run,
};

fn args(command: clap::Command) -> clap::Command {
    command
        .arg(parse::project())
        .arg(parse::option(
            "annotator",
            "cli-name-annotator",
            "cli-log-annotator",
        ))
        .arg(parse::option(
            "document",
            "cli-name-document",
            "cli-log-document",
        ))
        .arg(parse::option("since", "cli-name-since", "cli-log-since"))
}

/// What is asked for.
struct Wanted {
    annotator: Option<AnnotatorId>,
    document: Option<DocumentId>,
    since: Option<Timestamp>,
}

fn run(matches: &ArgMatches, out: &mut Output) -> Result<u8, CliError> {
    let loaded = load::argument(matches)?;
    loaded.warn();
    let wanted = Wanted::of(matches, &loaded)?;
    let mut steps: Vec<(AnnotatorId, Trail)> = Vec::new();
    for (annotator, found) in &loaded.journals {
        if wanted.annotator.as_ref().is_none_or(|it| it == annotator) {
            let trail = journal::trail(found).into_iter();
            steps.extend(trail.map(|it| (annotator.clone(), it)));
        }
    }
    steps.sort_by(|(a, x), (b, y)| (x.when, a, x.n).cmp(&(y.when, b, y.n)));
    for (annotator, trail) in steps.iter().filter(|(_, it)| wanted.has(it)) {
        out.line(as_json(annotator, trail).to_string())?;
    }
    Ok(OK)
}

impl Wanted {
    fn of(matches: &ArgMatches, loaded: &Loaded) -> Result<Self, CliError> {
        let given = |id: &str| matches.get_one::<String>(id);
        let annotator = given("annotator").map(|it| loaded.annotator(it));
        // A document that has left the project is still in the trail.
        let document = given("document").map(|it| {
            let known = loaded.document(it);
            known.unwrap_or_else(|_| DocumentId::new(it))
        });
        Ok(Self {
            annotator: annotator.transpose()?,
            document,
            since: given("since").map(|it| moment(it)).transpose()?,
        })
    }

    fn has(&self, trail: &Trail) -> bool {
        let named = |it: &DocumentId| trail.places.contains_key(&Some(it.clone()));
        self.document.as_ref().is_none_or(named) && self.since.is_none_or(|it| trail.when >= it)
    }
}

/// A moment, or the beginning of a day here.
fn moment(given: &str) -> Result<Timestamp, CliError> {
    let day = || {
        let date: Date = given.parse().ok()?;
        let midnight = date.to_zoned(TimeZone::system()).ok()?;
        Some(midnight.timestamp())
    };
    let wrong = || CliError::new(tr!("cli-error-date", value = given.to_owned()));
    given.parse().ok().or_else(day).ok_or_else(wrong)
}

fn as_json(annotator: &AnnotatorId, trail: &Trail) -> Value {
    let (act, of) = match trail.act {
        Act::Do => ("do", None),
        Act::Undo(n) => ("undo", Some(n)),
        Act::Redo(n) => ("redo", Some(n)),
    };
    let places = trail.places.iter().map(|(document, records)| {
        let records: &BTreeSet<String> = records;
        json!({"document": document, "records": records})
    });
    let what = filled(&trail.name, &[("detail", &trail.detail)]);
    let mut value = json!({
        "n": trail.n,
        "when": trail.when,
        "who": annotator,
        "act": act,
        "step": trail.name,
        "detail": trail.detail,
        "what": what,
        "where": places.collect::<Vec<_>>(),
    });
    match of {
        Some(n) => value["of"] = json!(n),
        None => value["undone"] = json!(trail.undone),
    }
    value
}
