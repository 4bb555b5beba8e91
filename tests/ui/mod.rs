//! The window and its panels, driven without a display.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::format_collect,
    reason = "a test that meets the unexpected must fail, and need not be fast"
)]

mod choosing;
mod comforts;
mod copying;
mod dialogs;
mod dropping;
mod finding;
mod focus;
mod going;
mod history;
mod keeping;
mod menu;
mod naming;
mod panels;
mod revising;
mod schema;
mod settings;
mod showing;
pub mod soft;
mod speech;
mod text_view;
mod warm;
mod window;
