//! Sententia: highlight stances and predictions in texts, and save the labelled corpus for training.

pub mod i18n;
pub mod model;
pub mod store;
pub mod workspace;

#[cfg(feature = "gui")]
pub mod app;
