//! Plain values: no files, no clock, no language, no egui.

pub mod segment;
