//! One program for all tests: it links once.

mod assets;
mod cli;
mod formats;
mod house;
#[cfg(feature = "gui")]
mod readme;
#[cfg(feature = "gui")]
mod ui;
