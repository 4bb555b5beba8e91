//! Why a sub-command stopped, told once: one sentence, and a hint on what to do.

use std::fmt;
use std::io;
use std::path::Path;

use crate::formats::ExportError;
use crate::formats::corpus::ReadError;
use crate::i18n::{self, FluentArgs};
use crate::store::{Cancelled, OpenError, SaveFailure, Trouble};
use crate::tr;

use super::output::aside;
use super::{FAILED, OK};

/// Why a sub-command stopped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CliError {
    pub message: String,
    pub hint: Option<String>,
    code: u8,
}

impl CliError {
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            hint: None,
            code: FAILED,
        }
    }

    /// Adds what to do about it.
    #[must_use]
    pub fn hinted(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// A file that cannot be written.
    pub fn write(path: &Path, error: &io::Error) -> Self {
        let reason = error.to_string();
        let trouble = Trouble::CannotWrite { reason };
        SaveFailure::new(path, trouble).into()
    }

    /// An export that is not there.
    pub fn export(path: &Path, error: &ExportError) -> Self {
        match error {
            ExportError::Io(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                io::Error::from(io::ErrorKind::BrokenPipe).into()
            }
            ExportError::Io(error) => Self::write(path, error),
            ExportError::Cancelled(cancelled) => (*cancelled).into(),
            ExportError::OverProject => {
                let path = path.display().to_string();
                Self::new(tr!("export-over-project", path = path)).hinted(tr!("export-elsewhere"))
            }
            ExportError::Others(name) => {
                let (path, name) = (path.display().to_string(), name.clone());
                Self::new(tr!("export-others", path = path, name = name))
                    .hinted(tr!("export-elsewhere"))
            }
        }
    }

    /// Writes it to the error output; returns the exit code.
    pub fn tell(&self) -> u8 {
        if self.code != OK {
            aside(format!("sententia: {}", self.message));
            if let Some(hint) = &self.hint {
                aside(format!("  {hint}"));
            }
        }
        self.code
    }
}

impl std::error::Error for CliError {}

impl fmt::Display for CliError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// The output cannot be written; a reader that has seen enough is no failure.
impl From<io::Error> for CliError {
    fn from(error: io::Error) -> Self {
        let mut told = Self::new(tr!("cli-error-output", reason = error.to_string()));
        if error.kind() == io::ErrorKind::BrokenPipe {
            told.code = OK;
        }
        told
    }
}

impl From<OpenError> for CliError {
    fn from(error: OpenError) -> Self {
        let trouble = error.trouble();
        let message = match error.notice() {
            Some(notice) => format!("{}: {}", notice.place(), words(&trouble)),
            None => words(&trouble),
        };
        Self::new(message).hinted(hint(&trouble))
    }
}

impl From<SaveFailure> for CliError {
    fn from(failure: SaveFailure) -> Self {
        let message = format!("{}: {}", failure.file.display(), words(&failure.trouble));
        Self::new(message).hinted(hint(&failure.trouble))
    }
}

impl From<Trouble> for CliError {
    fn from(trouble: Trouble) -> Self {
        Self::new(words(&trouble)).hinted(hint(&trouble))
    }
}

impl From<Cancelled> for CliError {
    fn from(Cancelled: Cancelled) -> Self {
        Trouble::WasCancelled {}.into()
    }
}

impl From<ReadError> for CliError {
    fn from(error: ReadError) -> Self {
        let mut message = String::new();
        if let Some(path) = &error.path {
            message = format!("{}:", path.display());
        }
        for number in [error.problem.line, error.column] {
            if number > 0 {
                message += &format!("{number}:");
            }
        }
        let trouble = &error.problem.trouble;
        message += &format!(" {}", filled(trouble.key(), &trouble.arguments()));
        Self::new(message.trim()).hinted(tr!(&format!("{}-hint", trouble.key())))
    }
}

/// The sentence of a trouble with files.
pub fn words(trouble: &Trouble) -> String {
    filled(trouble.key(), &trouble.args())
}

/// What to do about a trouble with files.
pub fn hint(trouble: &Trouble) -> String {
    match trouble {
        // The window tries again, a command does not.
        Trouble::CannotWrite { .. } => tr!("cli-hint-cannot-write"),
        _ => filled(trouble.hint(), &trouble.args()),
    }
}

/// The sentence of a key with words to fill in.
pub fn filled(key: &str, args: &[(&'static str, impl AsRef<str>)]) -> String {
    let mut fluent = FluentArgs::new();
    for (name, value) in args {
        fluent.set(*name, value.as_ref().to_owned());
    }
    i18n::text(key, Some(&fluent))
}
