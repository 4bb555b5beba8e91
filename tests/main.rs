//! One program for all tests: it links once.

mod assets;
#[cfg(feature = "gui")]
mod ui;
