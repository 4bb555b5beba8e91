//! All integration tests in one program: links once, runs in parallel.

#[cfg(feature = "gui")]
mod ui;
