//! Sententia: highlight stances and predictions in texts, and save the labelled corpus for training.

pub mod analysis;
pub mod cli;
pub mod formats;
pub mod i18n;
pub mod model;
pub mod store;
pub mod workspace;

#[cfg(feature = "gui")]
pub mod app;

pub use formats::corpus::Corpus;
