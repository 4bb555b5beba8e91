//! Sententia: highlight stances and predictions in texts, and save the labelled corpus for training.
//!
//! # The map
//!
//! Strict layers, each knowing only those before it; `tests/house.rs` refuses a `use` of a later one:
//!
//! `model < analysis < formats < store < workspace < cli, app`, beside them [`i18n`], for `cli` and `app` only.
//!
//! - [`model`]: plain values and the questions asked of them. No files, no clock, no language, no egui.
//!   [`model::project::Project`] holds [documents](model::document), a [schema](model::schema) and, for each
//!   annotator and document, a [layer](model::annotation::Layer) of spans and links.
//! - `analysis`: pure questions with sorted answers, such as counts.
//! - [`formats`]: ways out (and, later, in) of the program, one file each behind one trait.
//! - [`store`]: the project on disk: saved shapes, opening with a report of all that is amiss, texts and
//!   their encodings, the journal.
//! - [`workspace`]: the program without a face. Its `Workspace` is the only writer of a project.
//! - `cli`: one file a sub-command. `app`: the window, the only place that knows egui.
//!
//! # The flow, one way
//!
//! ```text
//! key, click, palette, menu ─► Action ─► App ─► model::verbs ─► Step { name, edits }
//!                                                                  │
//! panels (next frame) ◄── &Project ◄── history, journal ◄── Workspace::run
//! ```
//!
//! # What must always hold
//!
//! - A project changes only by [`Edit`](model::edit::Edit)s; applying one returns its inverse, so undo, redo
//!   and the journal are one mechanism.
//! - The schema changes by a [`Reform`](model::reform::Reform), which counts what it touches and carries every
//!   annotator's records over in the same step; nothing goes uncounted.
//! - Positions are bytes of the decoded text inside the program and Unicode code points in files; only
//!   [`model::text`] converts. The stored bytes of a text are never touched.
//! - Every edit is in the journal on disk before the frame that shows it. Files are written beside, synced
//!   and renamed; what could not be read is never overwritten.
//! - The same project gives the same bytes.
//! - Every word shown to a person comes from `assets/i18n`.

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
