//! Dialogs, palette, welcome screen, guidelines and first steps: found by their names, driven by mouse
//! and keys, judged by what they ask for.

mod beside;
mod export;
mod files;
mod forms;
pub mod import;
mod palette;
mod pictures;
mod reading;
pub mod stage;
pub mod welcome;
