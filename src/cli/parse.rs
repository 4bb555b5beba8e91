//! From what was typed to matches: the parser is built from the table of sub-commands, and its help
//! and its complaints are sentences of the translation files.

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, ArgMatches};

use crate::i18n;
use crate::tr;

use super::{COMMANDS, CliError, sentence};

/// Why there is nothing to run.
pub enum Stopped {
    /// Help or version was asked for.
    Help(String),
    Wrong(CliError),
}

/// The language that `--language` or else the environment asks for; needed before anything is said.
pub fn language(args: &[OsString]) -> String {
    let args: Vec<&str> = args.iter().filter_map(|it| it.to_str()).collect();
    let following = args.iter().position(|it| *it == "--language");
    let given = match following {
        Some(i) => args.get(i + 1).copied(),
        None => args.iter().find_map(|it| it.strip_prefix("--language=")),
    };
    given
        .unwrap_or_else(|| i18n::language_of_environment())
        .to_owned()
}

/// Reads the arguments; the first is the name of the program.
pub fn parse(args: &[OsString]) -> Result<ArgMatches, Stopped> {
    program()
        .try_get_matches_from(args)
        .map_err(|error| match error.kind() {
            ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => Stopped::Help(error.to_string()),
            _ => Stopped::Wrong(complaint(&error, args)),
        })
}

/// A positional argument: its name in the usage, and its help.
pub fn positional(id: &'static str, name: &str, help: &str) -> Arg {
    Arg::new(id)
        .value_name(kept(tr!(name)))
        .help(tr!(help))
        .help_heading(kept(tr!("cli-heading-arguments")))
        .value_parser(clap::value_parser!(OsString))
}

/// An option `--id VALUE`.
pub fn option(id: &'static str, name: &str, help: &str) -> Arg {
    Arg::new(id)
        .long(id)
        .value_name(kept(tr!(name)))
        .help(tr!(help))
}

/// An option without a value.
pub fn flag(id: &'static str, help: &str) -> Arg {
    Arg::new(id)
        .long(id)
        .help(tr!(help))
        .action(ArgAction::SetTrue)
}

/// The project that a sub-command reads: by default the folder one is in.
pub fn project() -> Arg {
    positional("project", "cli-name-project", "cli-arg-project")
        .default_value(".")
        .hide_default_value(true)
}

/// `--json`, of every sub-command.
fn json() -> Arg {
    flag("json", "cli-arg-json")
}

fn program() -> clap::Command {
    let version = Arg::new("version").long("version").short('V');
    let path = positional("path", "cli-name-path", "cli-arg-path");
    let program = clap::Command::new("sententia").arg(path);
    let mut program = dressed(program, "program")
        .version(env!("CARGO_PKG_VERSION"))
        .disable_version_flag(true)
        .args_conflicts_with_subcommands(true)
        .subcommand_help_heading(kept(tr!("cli-heading-commands")))
        .arg(
            version
                .help(tr!("cli-arg-version"))
                .action(ArgAction::Version),
        );
    for command in COMMANDS {
        let it = (command.args)(clap::Command::new(command.name)).arg(json());
        program = program.subcommand(dressed(it, command.name));
    }
    program
}

/// What every level of the command line has: its sentences, the layout of its help, its own options.
fn dressed(command: clap::Command, name: &str) -> clap::Command {
    let usage = tr!("cli-heading-usage");
    let help = Arg::new("help")
        .long("help")
        .short('h')
        .help(tr!("cli-arg-help"));
    let languages: Vec<&str> = i18n::LANGUAGES.iter().map(|it| it.0).collect();
    in_order(command)
        .about(sentence(name, "about"))
        .override_usage(sentence(name, "usage"))
        .after_help(sentence(name, "more"))
        .help_template(format!(
            "{{about}}\n\n{usage}:\n  {{usage}}\n\n{{all-args}}{{after-help}}\n"
        ))
        .disable_help_flag(true)
        .disable_help_subcommand(true)
        .arg(help.action(ArgAction::Help))
        .arg(
            option("language", "cli-name-language", "cli-arg-language")
                .value_parser(languages)
                .hide_possible_values(true),
        )
}

/// The help lists positional arguments as they are typed, and the others under a heading of their own.
fn in_order(command: clap::Command) -> clap::Command {
    let heading = kept(tr!("cli-heading-options"));
    let names: Vec<clap::Id> = command
        .get_positionals()
        .map(|it| it.get_id().clone())
        .collect();
    command
        .mut_args(|it| {
            let order = names.iter().position(|id| id == it.get_id());
            match order {
                Some(order) => it.display_order(order),
                None => it.help_heading(heading),
            }
        })
        .next_help_heading(heading)
}

/// Words that live as long as the program, as the parser wants its headings. Made once, at the start.
fn kept(words: String) -> &'static str {
    words.leak()
}

/// A complaint of the parser as a sentence.
fn complaint(error: &clap::Error, args: &[OsString]) -> CliError {
    let argument = context(error, ContextKind::InvalidArg);
    let value = context(error, ContextKind::InvalidValue);
    let message = match error.kind() {
        ErrorKind::UnknownArgument => tr!("cli-error-unknown-argument", argument = argument),
        ErrorKind::MissingRequiredArgument => {
            tr!("cli-error-missing-argument", argument = argument)
        }
        ErrorKind::InvalidValue if value.is_empty() => {
            tr!("cli-error-missing-value", argument = argument)
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            tr!("cli-error-wrong-value", argument = argument, value = value)
        }
        ErrorKind::ArgumentConflict => {
            let other = context(error, ContextKind::PriorArg);
            tr!("cli-error-conflict", argument = argument, other = other)
        }
        _ => tr!("cli-error-arguments"),
    };
    let possible = context(error, ContextKind::ValidValue);
    if !possible.is_empty() {
        return CliError::new(message).hinted(tr!("cli-hint-possible", values = possible));
    }
    let command = args.get(1).and_then(|it| it.to_str());
    let command = command.filter(|it| COMMANDS.iter().any(|known| known.name == *it));
    CliError::new(message).hinted(help_on(command.unwrap_or_default()))
}

/// A sub-command was not used as it should be.
pub fn misused(command: &str) -> CliError {
    CliError::new(tr!("cli-error-arguments")).hinted(help_on(command))
}

fn help_on(command: &str) -> String {
    let help = format!("sententia {command} --help").replace("  ", " ");
    tr!("cli-hint-help", command = help)
}

fn context(error: &clap::Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(it)) => it.clone(),
        Some(ContextValue::Strings(them)) => them.join(", "),
        _ => String::new(),
    }
}
