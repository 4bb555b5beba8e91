//! `sententia check`: everything that is wrong with a project, with file and line.

use clap::ArgMatches;
use serde::Serialize;

use crate::tr;

use super::load::{self, Loaded};
use super::problem::{self, Found, Severity};
use super::{CliError, Command, OK, Output, PROBLEMS, parse};

pub const COMMAND: Command = Command {
    name: "check",
    args: |it| it.arg(parse::project()),
    run,
};

/// What a check found. Serialized, its keys stay as they are.
#[derive(Clone, Debug, Serialize)]
pub struct Checked {
    pub path: std::path::PathBuf,
    pub errors: usize,
    pub warnings: usize,
    pub notes: usize,
    pub incomplete: usize,
    pub problems: Vec<Found>,
}

fn run(matches: &ArgMatches, out: &mut Output) -> Result<u8, CliError> {
    let checked = check(&load::argument(matches)?);
    tell(&checked, out)?;
    Ok(checked.exit_code())
}

/// Looks at everything.
pub fn check(loaded: &Loaded) -> Checked {
    let mut problems = loaded.found.clone();
    problems.extend(problem::of_rules(loaded));
    problems.sort_by(|a, b| {
        (&a.file, a.line, a.kind, &a.message).cmp(&(&b.file, b.line, b.kind, &b.message))
    });
    let count = |severity| problems.iter().filter(|it| it.severity == severity).count();
    Checked {
        path: loaded.path.clone(),
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
        notes: count(Severity::Note),
        incomplete: count(Severity::Incomplete),
        problems,
    }
}

impl Checked {
    /// Incomplete records are work to do, not a fault.
    pub fn exit_code(&self) -> u8 {
        if self.errors + self.warnings > 0 {
            PROBLEMS
        } else {
            OK
        }
    }

    /// One sentence: how many of what.
    pub fn summary(&self) -> String {
        if self.problems.is_empty() {
            return tr!("cli-check-nothing");
        }
        tr!(
            "cli-check-summary",
            errors = self.errors,
            warnings = self.warnings + self.notes,
            incomplete = self.incomplete,
        )
    }
}

fn tell(checked: &Checked, out: &mut Output) -> Result<(), CliError> {
    if out.json {
        return out.json(checked);
    }
    for it in &checked.problems {
        let record = if it.record.is_empty() {
            String::new()
        } else {
            format!("{}: ", it.record)
        };
        let severity = tr!(it.severity.key());
        out.line(format!(
            "{}: {severity}: {record}{}",
            it.place(),
            it.message
        ))?;
        if let Some(hint) = it
            .hint
            .as_ref()
            .filter(|_| it.severity > Severity::Incomplete)
        {
            out.line(format!("    {hint}"))?;
        }
    }
    out.line(checked.summary())
}
