//! The command line: what the program does without a window. One file a sub-command, one line in
//! [`COMMANDS`]; parsing and help come from the table, every sentence from the translation files.

use std::ffi::OsString;
use std::io::Write as _;
use std::path::PathBuf;

use clap::ArgMatches;

use crate::i18n;
use crate::tr;

mod backup;
mod check;
mod convert;
mod error;
mod export;
pub mod formats;
mod import;
mod load;
mod lock;
mod log;
mod marks;
mod measure;
mod merge;
mod new;
mod output;
mod parse;
mod problem;
mod revise;
mod sample;
mod schema;
mod show;
mod splitting;
mod stats;
mod ways;
mod window;

pub use error::CliError;
pub use output::Output;
pub use window::with_window;

/// Everything is well.
pub const OK: u8 = 0;
/// The command ran and found problems.
pub const PROBLEMS: u8 = 1;
/// Wrong use, or something cannot be read or written.
pub const FAILED: u8 = 2;

/// A sub-command.
pub struct Command {
    /// As typed; its sentences have the keys `cli-NAME-about`, `-usage` and `-more`.
    pub name: &'static str,
    /// Adds its arguments.
    pub args: fn(clap::Command) -> clap::Command,
    /// Does it; the answer is the exit code.
    pub run: fn(&ArgMatches, &mut Output) -> Result<u8, CliError>,
}

/// Every sub-command, in the order of the help.
pub const COMMANDS: &[Command] = &[
    new::COMMAND,
    check::COMMAND,
    stats::COMMAND,
    import::COMMAND,
    export::COMMAND,
    convert::COMMAND,
    formats::COMMAND,
    show::COMMAND,
    schema::COMMAND,
    revise::COMMAND,
    log::COMMAND,
    merge::COMMAND,
    backup::COMMAND,
    lock::COMMAND,
    sample::COMMAND,
    measure::COMMAND,
];

/// What the command line asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// All is done and said; the program ends with this exit code.
    Done(u8),
    /// A window, with this project, corpus or text.
    Window(Option<PathBuf>),
    /// A window that measures itself on a copy of this project folder; with `true` in short.
    Measure(PathBuf, bool),
}

/// Does what the arguments ask for; the first is the name of the program.
pub fn run(args: impl IntoIterator<Item = OsString>) -> Asked {
    let args: Vec<OsString> = args.into_iter().collect();
    i18n::set_language(&parse::language(&args));
    let matches = match parse::parse(&args) {
        Ok(matches) => matches,
        Err(parse::Stopped::Help(text)) => return Asked::Done(said(&text)),
        Err(parse::Stopped::Wrong(error)) => return Asked::Done(error.tell()),
    };
    let Some((name, matches)) = matches.subcommand() else {
        return match window::path(&matches) {
            Ok(path) => Asked::Window(path),
            Err(error) => Asked::Done(error.tell()),
        };
    };
    let Some(command) = COMMANDS.iter().find(|it| it.name == name) else {
        return Asked::Done(FAILED);
    };
    if command.name == measure::COMMAND.name {
        return measure::asked(matches);
    }
    let mut out = Output::new(matches.get_flag("json"));
    let code = (command.run)(matches, &mut out).and_then(|code| {
        out.flush()?;
        Ok(code)
    });
    Asked::Done(code.unwrap_or_else(|error| error.tell()))
}

fn said(text: &str) -> u8 {
    let mut out = std::io::stdout().lock();
    // A reader that has seen enough is no failure.
    write!(out, "{text}").and_then(|()| out.flush()).ok();
    OK
}

/// The names of the sub-commands, for the message that there is no window.
fn command_names() -> String {
    let names: Vec<&str> = COMMANDS.iter().map(|it| it.name).collect();
    names.join(", ")
}

/// The sentence for a key that is put together, such as `cli-new-about`.
fn sentence(command: &str, part: &str) -> String {
    tr!(&format!("cli-{command}-{part}"))
}
