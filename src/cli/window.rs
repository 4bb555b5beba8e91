//! The program without a sub-command: a window, or one sentence on why there is none.

use std::ffi::OsString;
use std::fmt;
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use clap::ArgMatches;

use crate::tr;

use super::{COMMANDS, CliError, OK, command_names};

/// The packages that hold what a window needs, on Debian and its kin.
const PACKAGES: &str = "libx11-6 libx11-xcb1 libxcursor1 libxi6 libxkbcommon-x11-0 libgl1";

/// What the window should show, if that is there at all.
pub fn path(matches: &ArgMatches) -> Result<Option<PathBuf>, CliError> {
    let Some(path) = matches.get_one::<OsString>("path").map(PathBuf::from) else {
        return Ok(None);
    };
    match path.symlink_metadata() {
        Ok(_) => Ok(Some(path)),
        Err(error) => Err(missing(&path, &error)),
    }
}

fn missing(path: &Path, error: &std::io::Error) -> CliError {
    let shown = path.display().to_string();
    let told = CliError::new(tr!(
        "cli-error-no-path",
        path = shown.clone(),
        reason = error.to_string()
    ));
    let meant = COMMANDS.iter().find(|it| alike(it.name, &shown));
    match meant {
        Some(command) => told.hinted(tr!("cli-hint-meant", command = command.name)),
        None => told.hinted(tr!("cli-hint-help", command = "sententia --help")),
    }
}

/// Whether two words differ by a slip: the same letters, or all but one in the same order.
fn alike(known: &str, typed: &str) -> bool {
    let sorted = |it: &str| {
        let mut letters: Vec<char> = it.chars().collect();
        letters.sort_unstable();
        letters
    };
    let without_one = |long: &str, short: &str| {
        long.char_indices().any(|(i, c)| {
            let rest = long.get(i + c.len_utf8()..).unwrap_or_default();
            format!("{}{rest}", &long[..i]) == short
        })
    };
    sorted(known) == sorted(typed) || without_one(known, typed) || without_one(typed, known)
}

/// Opens the window by `open`, or says in one sentence why there is none and what works without it.
/// Returns the exit code.
pub fn with_window<E: fmt::Display>(open: impl FnOnce() -> Result<(), E>) -> u8 {
    if let Some(error) = no_display() {
        return error.tell();
    }
    let failure = match caught(open) {
        Ok(Ok(())) => return OK,
        Ok(Err(error)) => error.to_string(),
        Err(reason) => reason,
    };
    failed(&failure).tell()
}

/// Why no window can open here, if that is known beforehand: a program built without its window, or
/// a system without a display.
fn no_display() -> Option<CliError> {
    let commands = command_names();
    if cfg!(not(feature = "gui")) {
        return Some(CliError::new(tr!(
            "cli-no-window-built",
            commands = commands
        )));
    }
    let named = |name: &str| std::env::var_os(name).is_some_and(|it| !it.is_empty());
    let needs_one = cfg!(all(unix, not(target_os = "macos")));
    let displays = ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"];
    let missing = needs_one && !displays.into_iter().any(named);
    missing.then(|| CliError::new(tr!("cli-no-display", commands = commands)))
}

fn failed(reason: &str) -> CliError {
    let (reason, commands) = (reason.to_owned(), command_names());
    let told = CliError::new(tr!(
        "cli-window-failed",
        reason = reason,
        commands = commands
    ));
    if cfg!(target_os = "linux") {
        let line = format!("apt-get install -y --no-install-recommends {PACKAGES}");
        return told.hinted(tr!("cli-hint-packages", command = line));
    }
    told
}

/// Runs `open`; a panic of this thread is a reason in one line instead of a report of the program's
/// insides. A library that is missing at run time is told by the toolkit in no other way.
fn caught<T>(open: impl FnOnce() -> T) -> Result<T, String> {
    let here = std::thread::current().id();
    let reason = Arc::new(Mutex::new(String::new()));
    let usual: Arc<dyn Fn(&PanicHookInfo) + Send + Sync> = panic::take_hook().into();
    let (note, others) = (Arc::clone(&reason), Arc::clone(&usual));
    panic::set_hook(Box::new(move |info| {
        if std::thread::current().id() == here {
            let place = info.location().map(ToString::to_string).unwrap_or_default();
            let words = info.payload_as_str().unwrap_or_default();
            *note.lock().unwrap_or_else(PoisonError::into_inner) = format!("{words}, {place}");
        } else {
            others(info);
        }
    }));
    let done = panic::catch_unwind(AssertUnwindSafe(open));
    panic::set_hook(Box::new(move |info| usual(info)));
    done.map_err(|_| {
        reason
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_recognized() {
        for typed in ["chekc", "chck", "checkk"] {
            assert!(alike("check", typed), "{typed}");
        }
        assert!(!alike("new", "my-project") && !alike("new", "debate"));
    }

    #[test]
    fn a_panic_becomes_a_reason() {
        assert_eq!(caught(|| 7), Ok(7));
        let reason = caught(|| panic!("no library {}", "x")).unwrap_err();
        assert!(reason.starts_with("no library x, "), "{reason}");
    }
}
