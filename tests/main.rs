//! One program for all tests: it links once.

mod assets;
mod fixture;
mod formats;
#[cfg(feature = "gui")]
mod readme;
mod store;
#[cfg(feature = "gui")]
mod ui;
mod workspace;
