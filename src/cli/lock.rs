//! `sententia lock`: who has the project open to write in it, and taking over what was left behind.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::ArgMatches;
use serde_json::json;

use crate::model::id::{AnnotatorId, slug};
use crate::store::files::Root;
use crate::store::lock::{self, Holder, State};
use crate::tr;
use crate::workspace::backups::root_of;

use super::{CliError, Command, OK, Output, parse};

pub const COMMAND: Command = Command {
    name: "lock",
    args: |it| {
        it.arg(parse::project())
            .arg(parse::option(
                "take-over",
                "cli-name-annotator",
                "cli-lock-take-over",
            ))
            .arg(parse::flag("force", "cli-lock-force").requires("take-over"))
    },
    run,
};

fn run(matches: &ArgMatches, out: &mut Output) -> Result<u8, CliError> {
    let path = matches.get_one::<OsString>("project").map(PathBuf::from);
    let root = root_of(&Root::from(&path.unwrap_or_else(|| PathBuf::from("."))))?;
    if let Some(wanted) = matches.get_one::<String>("take-over") {
        let known = lock::all(&root);
        let exact = known.iter().find(|it| it.0.as_str() == wanted);
        let id = exact.map_or_else(|| AnnotatorId::new(slug(wanted)), |it| it.0.clone());
        let holder = lock::take_over(&root, &id, matches.get_flag("force"))?;
        if out.json {
            out.json(&as_json(&id, "taken-over", &holder))?;
        } else {
            let (user, host) = (holder.user, holder.host);
            out.line(tr!(
                "cli-lock-taken",
                annotator = id.to_string(),
                user = user,
                host = host
            ))?;
        }
        return Ok(OK);
    }
    let locks: Vec<(AnnotatorId, &'static str, Holder)> = lock::all(&root)
        .into_iter()
        .filter_map(|(id, state)| match state {
            State::Free => None,
            State::Gone(it) => Some((id, "gone", it)),
            State::Stale(it) => Some((id, "stale", it)),
            State::Held(it) => Some((id, "held", it)),
        })
        .collect();
    if out.json {
        let all: Vec<_> = locks.iter().map(|it| as_json(&it.0, it.1, &it.2)).collect();
        out.json(&all)?;
    } else if locks.is_empty() {
        out.line(tr!("cli-lock-none"))?;
    } else {
        for (id, state, it) in &locks {
            out.line(tr!(
                &format!("cli-lock-{state}"),
                annotator = id.to_string(),
                user = it.user.clone(),
                host = it.host.clone(),
                process = it.process.to_string(),
                since = lock::local(it.since),
                seen = lock::local(it.refreshed)
            ))?;
        }
    }
    Ok(OK)
}

fn as_json(id: &AnnotatorId, state: &str, holder: &Holder) -> serde_json::Value {
    json!({
        "annotator": id, "state": state, "user": holder.user, "host": holder.host,
        "process": holder.process, "since": holder.since, "refreshed": holder.refreshed,
    })
}
