//! One program for all tests: it links once.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test fails by panicking"
)]

mod assets;
mod cli;
mod crash;
mod faults;
mod fixture;
mod formats;
mod fuzz;
mod git;
mod house;
#[cfg(feature = "gui")]
mod readme;
mod reform;
mod store;
mod training;
#[cfg(feature = "gui")]
mod ui;
#[cfg(feature = "gui")]
mod window;
mod workspace;
