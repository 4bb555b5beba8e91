//! `sententia measure`: how fast the window is on a project. The window itself does it, on a copy.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::ArgMatches;

use crate::tr;
use crate::workspace::{Kind, kind_of};

use super::{Asked, CliError, Command, FAILED, parse};

pub const COMMAND: Command = Command {
    name: "measure",
    args: |it| {
        it.arg(parse::project())
            .arg(parse::flag("short", "cli-measure-short"))
    },
    // Who asks for a window is answered before a command is run.
    run: |_, _| Ok(FAILED),
};

/// The window that is to be measured, if there is a project to measure it with.
pub(super) fn asked(matches: &ArgMatches) -> Asked {
    let path = matches.get_one::<OsString>("project").map(PathBuf::from);
    let path = path.unwrap_or_else(|| PathBuf::from("."));
    match kind_of(&path) {
        Kind::Project(root) => Asked::Measure(root, matches.get_flag("short")),
        _ => {
            let shown = path.display().to_string();
            Asked::Done(CliError::new(tr!("cli-measure-no-project", path = shown)).tell())
        }
    }
}
