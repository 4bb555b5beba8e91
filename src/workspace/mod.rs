//! The program without a face: an open project and its only writer, the settings, and work that
//! goes on beside.

pub mod jobs;
pub mod settings;

pub use jobs::{JobId, Jobs, Outcome};
pub use settings::Settings;
