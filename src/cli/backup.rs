//! `sententia backup`: lists the backups of a project, makes one, or puts one back.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::ArgMatches;
use serde_json::{Value, json};

use crate::store::backup::{Backup, list};
use crate::store::files::Root;
use crate::store::lock::local;
use crate::tr;
use crate::workspace::{Settings, backups};

use super::{CliError, Command, OK, Output, parse};

pub const COMMAND: Command = Command {
    name: "backup",
    args: |it| {
        let action = parse::positional("action", "cli-name-action", "cli-backup-action");
        it.arg(
            action
                .value_parser(["list", "make", "restore"])
                .default_value("list")
                .hide_default_value(true)
                .hide_possible_values(true),
        )
        .arg(parse::project())
        .arg(
            parse::positional("name", "cli-name-backup", "cli-backup-name")
                .value_parser(clap::value_parser!(String)),
        )
    },
    run,
};

fn run(matches: &ArgMatches, out: &mut Output) -> Result<u8, CliError> {
    let path = matches.get_one::<OsString>("project").map(PathBuf::from);
    let root = backups::root_of(&Root::from(&path.unwrap_or_else(|| PathBuf::from("."))))?;
    match matches.get_one::<String>("action").map(String::as_str) {
        Some("make") => make(&root, out),
        Some("restore") => restore(&root, matches.get_one::<String>("name"), out),
        _ => show(&root, out),
    }?;
    Ok(OK)
}

fn show(root: &Root, out: &mut Output) -> Result<(), CliError> {
    let all = list(root);
    if out.json {
        return out.json(&all.iter().map(as_json).collect::<Vec<_>>());
    }
    if all.is_empty() {
        return out.line(tr!("cli-backup-none"));
    }
    let rows: Vec<Vec<String>> = all
        .iter()
        .map(|it| {
            vec![
                local(it.when),
                tr!(it.reason.key()),
                tr!(
                    "backup-counts",
                    documents = it.documents,
                    records = it.records
                ),
                it.name.clone(),
            ]
        })
        .collect();
    out.table(&rows)
}

fn make(root: &Root, out: &mut Output) -> Result<(), CliError> {
    let limits = Settings::load().0.options().backups;
    let made = backups::make(root.clone(), limits)?;
    if out.json {
        return out.json(&as_json(&made));
    }
    out.line(tr!("cli-backup-made", name = made.name))
}

fn restore(root: &Root, name: Option<&String>, out: &mut Output) -> Result<(), CliError> {
    let missing = || {
        CliError::new(tr!("cli-backup-which"))
            .hinted(tr!("cli-hint-help", command = "sententia backup list"))
    };
    let name = name.ok_or_else(missing)?;
    let (before, restored) = backups::restore(root.clone(), name)?;
    if out.json {
        return out.json(&json!({
            "restored": name, "written": restored.written, "removed": restored.removed,
            "before": as_json(&before),
        }));
    }
    out.line(tr!(
        "cli-backup-restored",
        name = name.clone(),
        written = restored.written,
        removed = restored.removed
    ))?;
    out.line(tr!("cli-backup-before", name = before.name))
}

fn as_json(it: &Backup) -> Value {
    json!({
        "name": it.name, "when": it.when, "reason": it.reason.id(), "documents": it.documents,
        "records": it.records, "bytes": it.bytes,
    })
}
