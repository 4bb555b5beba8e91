//! Options that divide an export into sets, and what is told of them.

use clap::ArgMatches;
use clap::parser::ValueSource;
use serde_json::{Value as Json, json};

use crate::analysis::leak::Leak;
use crate::analysis::split::{By, Plan, parse_sets};
use crate::formats::Splits;
use crate::tr;

use super::{CliError, Output, parse};

/// So many leaks are told one by one.
const MOST: usize = 20;

/// The options.
pub fn args(command: clap::Command) -> clap::Command {
    let by: Vec<&str> = By::ALL.iter().map(|it| it.0).collect();
    command
        .arg(parse::option("split", "cli-name-split", "cli-split-sets"))
        .arg(
            parse::option("folds", "cli-name-number", "cli-split-folds")
                .value_parser(clap::value_parser!(u32).range(2..=1000))
                .conflicts_with("split"),
        )
        .arg(
            parse::option("split-by", "cli-name-by", "cli-split-by")
                .value_parser(by)
                .hide_possible_values(true),
        )
        .arg(parse::flag("stratify", "cli-split-stratify"))
        .arg(
            parse::option("seed", "cli-name-number", "cli-split-seed")
                .value_parser(clap::value_parser!(u64)),
        )
}

/// What says how sets are made, where there may be none.
const HOW: [&str; 3] = ["split-by", "stratify", "seed"];

/// Refuses what would say nothing: how sets are made where none are, and chance where dates decide.
fn check(matches: &ArgMatches, by: By) -> Result<(), CliError> {
    let typed = |id: &&str| matches.value_source(id) == Some(ValueSource::CommandLine);
    let divided = typed(&"split") || typed(&"folds");
    if let Some(how) = HOW.iter().find(|it| typed(it) && !divided) {
        let message = tr!("cli-split-needs-sets", option = format!("--{how}"));
        return Err(CliError::new(message).hinted(tr!("cli-hint-split")));
    }
    let chance = HOW.iter().skip(1).find(|it| typed(it));
    match chance.filter(|_| by == By::Date) {
        Some(it) => Err(CliError::new(tr!(
            "cli-error-conflict",
            argument = "--split-by date",
            other = format!("--{it}")
        ))),
        None => Ok(()),
    }
}

/// How the export is to be divided, if it is.
pub fn plan(matches: &ArgMatches) -> Result<Option<Plan>, CliError> {
    let by = matches.get_one::<String>("split-by");
    let by = by.and_then(|name| By::ALL.iter().find(|it| it.0 == name));
    let by = by.map_or(By::default(), |it| it.1);
    check(matches, by)?;
    let stratified = matches.get_flag("stratify");
    let seed = matches.get_one::<u64>("seed").copied().unwrap_or(0);
    if let Some(n) = matches.get_one::<u32>("folds") {
        return Ok(Some(Plan::folds(*n as usize, by, stratified, seed)));
    }
    let Some(given) = matches.get_one::<String>("split") else {
        return Ok(None);
    };
    let sets = parse_sets(given).ok_or_else(|| wrong(given))?;
    Ok(Some(Plan::new(sets, by, stratified, seed)))
}

fn wrong(given: &str) -> CliError {
    CliError::new(tr!("cli-error-split", given = given)).hinted(tr!("cli-hint-split"))
}

/// How many documents each set has, and what leaks.
pub fn tell(sets: &Splits, leaks: &[Leak], out: &mut Output) -> Result<(), CliError> {
    for (i, name) in sets.names.iter().enumerate() {
        out.line(tr!(
            "cli-split-set",
            name = name.as_str(),
            count = sets.n(i)
        ))?;
    }
    let empty = sets.empty();
    if !empty.is_empty() {
        out.line(tr!("cli-split-empty", names = empty.join(", ")))?;
    }
    if leaks.is_empty() {
        return out.line(tr!("cli-split-no-leaks"));
    }
    out.line(tr!("cli-split-leaks", count = leaks.len()))?;
    for leak in leaks.iter().take(MOST) {
        let (a, b) = (leak.a.to_string(), leak.b.to_string());
        let what = tr!(leak.kind.key(), percent = leak.percent.to_string());
        out.line(format!("  {a} – {b}: {what}"))?;
    }
    Ok(())
}

/// The sets for programs.
pub fn json(sets: &Splits) -> Json {
    let all = sets.names.iter().enumerate().map(|(i, name)| {
        let ids = sets.of.iter().filter(|it| *it.1 == i).map(|it| it.0);
        json!({"name": name, "documents": ids.collect::<Vec<_>>()})
    });
    all.collect()
}
