//! The program: a sub-command, or the window.

use std::path::PathBuf;
use std::process::ExitCode;

use sententia::cli::{self, Asked};

fn main() -> ExitCode {
    let code = match cli::run(std::env::args_os()) {
        Asked::Done(code) => code,
        Asked::Window(path) => cli::with_window(|| window(path)),
        Asked::Measure(project, is_short) => cli::with_window(|| measure(&project, is_short)),
    };
    ExitCode::from(code)
}

#[cfg(feature = "gui")]
fn window(path: Option<PathBuf>) -> eframe::Result {
    sententia::app::run(path)
}

#[cfg(feature = "gui")]
fn measure(project: &std::path::Path, is_short: bool) -> Result<(), String> {
    sententia::app::measure::window::run(project, is_short)
}

#[cfg(not(feature = "gui"))]
fn measure(_: &std::path::Path, _: bool) -> Result<(), std::convert::Infallible> {
    Ok(())
}

#[cfg(not(feature = "gui"))]
fn window(_: Option<PathBuf>) -> Result<(), std::convert::Infallible> {
    Ok(())
}
