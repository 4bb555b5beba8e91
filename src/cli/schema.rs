//! `sententia schema`: the schema of a project as RON, to keep or to give away; or another one taken
//! in, with everybody's records carried along.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::ArgMatches;
use serde_json::json;

use crate::i18n;
use crate::model::reform::{Impact, Reform, joined};
use crate::store::Progress;
use crate::store::schema_file::{self, SchemaFile};
use crate::tr;
use crate::workspace::Workspace;

use super::load;
use super::{CliError, Command, OK, Output, PROBLEMS, parse};

pub const COMMAND: Command = Command {
    name: "schema",
    args: |it| {
        it.arg(parse::project())
            .arg(parse::option("from", "cli-name-path", "cli-schema-from").requires("annotator"))
            .arg(parse::option(
                "annotator",
                "cli-name-annotator",
                "cli-schema-annotator",
            ))
            .arg(parse::flag("replace", "cli-schema-replace"))
            .arg(parse::flag("yes", "cli-schema-yes"))
    },
    run,
};

fn run(matches: &ArgMatches, out: &mut Output) -> Result<u8, CliError> {
    let Some(from) = matches.get_one::<String>("from") else {
        let loaded = load::argument(matches)?;
        loaded.warn();
        let schema = &*loaded.project.schema;
        if out.json {
            out.json(schema)?;
        } else {
            out.line(schema_file::text(schema)?)?;
        }
        return Ok(OK);
    };
    let path = matches.get_one::<OsString>("project").map(PathBuf::from);
    let annotator = matches.get_one::<String>("annotator");
    let found = schema_file::read(Path::new(from))?;
    let (mut workspace, _) = Workspace::open(
        &path.unwrap_or_else(|| PathBuf::from(".")),
        annotator.map(String::as_str).unwrap_or_default(),
        &Progress::default(),
    )?;
    let reform = taken_in(&workspace, &found, matches.get_flag("replace"));
    let plan = reform
        .plan(workspace.project())
        .map_err(|refusal| CliError::new(tr!(refusal.key(), what = refusal.detail())))?;
    let agreed = matches.get_flag("yes") || !plan.impact.touches();
    let impact = plan.impact;
    if agreed {
        workspace.run(plan.step)?;
        workspace.flush()?;
    }
    tell(&found, &impact, agreed, out)?;
    Ok(if agreed { OK } else { PROBLEMS })
}

fn taken_in(workspace: &Workspace, found: &SchemaFile, replaces: bool) -> Reform {
    let project = workspace.project();
    let schema = if replaces {
        found.schema.clone()
    } else {
        joined(&project.schema, &found.schema)
    };
    let name = found.schema.title.get(i18n::language());
    Reform::import(project, schema, &found.targets, name)
}

fn tell(
    found: &SchemaFile,
    impact: &Impact,
    agreed: bool,
    out: &mut Output,
) -> Result<(), CliError> {
    let left: Vec<String> = found
        .left
        .iter()
        .map(|it| tr!(it.key, what = it.what.clone()))
        .collect();
    if out.json {
        let counts: serde_json::Map<String, serde_json::Value> = impact
            .counts()
            .into_iter()
            .map(|(key, count)| (key.replace("impact-", ""), json!(count)))
            .collect();
        return out.json(&json!({
            "program": found.program, "done": agreed, "records": impact.records,
            "counts": counts, "left": left,
        }));
    }
    for line in &left {
        out.line(line)?;
    }
    for (key, count) in impact.counts().into_iter().filter(|it| it.1 > 0) {
        out.line(format!("• {}", tr!(key, count = count)))?;
    }
    let end = if agreed {
        "cli-schema-done"
    } else {
        "cli-schema-asks"
    };
    out.line(tr!(end, count = impact.records))
}
