//! `sententia merge`: three versions of a file of a project, merged by record; the merge driver that
//! git asks for.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use clap::ArgMatches;
use serde_json::json;

use crate::i18n;
use crate::store::files::{Disk, Root};
use crate::store::lock::{self, State};
use crate::store::merge::{self, Left, Outcome, Refused, Side};
use crate::store::notice::Trouble;
use crate::store::open::{self, MAX_RON_BYTES};
use crate::store::{atomic, git, paths};
use crate::tr;

use super::error::{hint, words};
use super::{CliError, Command, OK, Output, PROBLEMS, parse};

pub const COMMAND: Command = Command {
    name: "merge",
    args,
    run,
};

fn args(command: clap::Command) -> clap::Command {
    let file = |id: &'static str, name, help| {
        parse::positional(id, name, help).required_unless_present("install")
    };
    let path = clap::value_parser!(OsString);
    let output = parse::option("output", "cli-name-out", "cli-merge-output").short('o');
    let install = parse::option("install", "cli-name-project", "cli-merge-install");
    command
        .arg(file("base", "cli-name-base", "cli-merge-base"))
        .arg(file("ours", "cli-name-ours", "cli-merge-ours"))
        .arg(file("theirs", "cli-name-theirs", "cli-merge-theirs"))
        .arg(output.value_parser(path.clone()))
        .arg(
            install
                .value_parser(path)
                .conflicts_with_all(["base", "ours", "theirs", "output"]),
        )
}

fn run(matches: &ArgMatches, out: &mut Output) -> Result<u8, CliError> {
    let given = |id: &str| matches.get_one::<OsString>(id).map(PathBuf::from);
    if let Some(root) = given("install") {
        return install(&root, out);
    }
    let [base, ours, theirs] = ["base", "ours", "theirs"].map(|it| given(it).unwrap_or_default());
    let bytes = |path: &Path| read(path);
    let outcome = merge::merge(&bytes(&base)?, &bytes(&ours)?, &bytes(&theirs)?)
        .map_err(|it| refused(&it, [&base, &ours, &theirs]))?;
    let to = given("output").unwrap_or(ours);
    check_lock(&to)?;
    if to.as_os_str() == "-" {
        std::io::Write::write_all(out, &outcome.bytes)?;
    } else {
        atomic::write(&Disk, &to, &outcome.bytes).map_err(|it| CliError::write(&to, &it))?;
        tell(&outcome, &to, out)?;
    }
    Ok(if outcome.left.is_empty() {
        OK
    } else {
        PROBLEMS
    })
}

/// Refuses to write into the annotations of somebody who has them open. What git calls the driver for is
/// a file of its own.
fn check_lock(to: &Path) -> Result<(), CliError> {
    let full = std::path::absolute(to)?;
    for folder in full.ancestors().skip(1) {
        let root = Root::from(folder);
        let below = full.strip_prefix(folder).ok();
        let key = below.and_then(open::key_of);
        if let Some(key) = key.filter(|_| folder.join(paths::PROJECT).is_file())
            && let State::Held(it) | State::Stale(it) = lock::look(&root, &key.annotator)
        {
            return Err(it.trouble(&key.annotator, false).into());
        }
    }
    Ok(())
}

fn read(path: &Path) -> Result<Vec<u8>, CliError> {
    let unreadable = |error: std::io::Error| {
        let reason = error.to_string();
        let mut told = CliError::from(Trouble::Unreadable { reason });
        told.message = format!("{}: {}", path.display(), told.message);
        told
    };
    if fs::metadata(path).map_err(unreadable)?.len() > MAX_RON_BYTES {
        let limit = (MAX_RON_BYTES >> 20).to_string();
        return Err(Trouble::TooLarge { limit }.into());
    }
    fs::read(path).map_err(unreadable)
}

fn refused(refused: &Refused, [base, ours, theirs]: [&Path; 3]) -> CliError {
    let path = match refused.side {
        Side::Base => base,
        Side::Ours => ours,
        Side::Theirs => theirs,
    };
    let line = refused.line.map_or_else(String::new, |it| format!(":{it}"));
    let message = format!("{}{line}: {}", path.display(), words(&refused.trouble));
    CliError::new(message).hinted(format!(
        "{}. {}",
        tr!("cli-merge-untouched"),
        hint(&refused.trouble)
    ))
}

fn tell(outcome: &Outcome, to: &Path, out: &mut Output) -> Result<(), CliError> {
    if out.json {
        let left = outcome.left.iter().map(as_json).collect::<Vec<_>>();
        return out.json(&json!({"path": to, "left": left}));
    }
    for it in &outcome.left {
        out.line(i18n::with(it.key(), &it.args()))?;
    }
    if outcome.left.is_empty() {
        return Ok(());
    }
    out.line(tr!("cli-merge-left", count = outcome.left.len()))
}

fn as_json(left: &Left) -> serde_json::Value {
    let mut value = json!({"kind": left.key()});
    for (name, word) in left.args() {
        value[name] = json!(word);
    }
    value
}

fn install(root: &Path, out: &mut Output) -> Result<u8, CliError> {
    let program = std::env::current_exe()?;
    let written = git::install(&Disk, root, &program)?;
    if out.json {
        out.json(&json!({"written": written}))?;
        return Ok(OK);
    }
    for path in &written {
        out.line(tr!("cli-export-wrote", path = path.display().to_string()))?;
    }
    out.line(tr!("cli-merge-installed"))?;
    Ok(OK)
}
