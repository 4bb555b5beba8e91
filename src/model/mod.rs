//! Plain values and the questions asked of them: no files, no clock, no language, no egui.
//!
//! A [`Project`](project::Project) holds documents, a schema and, for each annotator and document, a
//! [`Layer`](annotation::Layer) of spans and links. It changes only by [`Edit`](edit::Edit)s.

pub mod anchor;
pub mod annotation;
pub mod check;
pub mod colors;
pub mod conflict;
pub mod document;
pub mod edit;
pub mod fold;
pub mod history;
pub mod id;
pub mod keys;
pub mod natural;
pub mod places;
pub mod progress;
pub mod project;
pub mod reform;
pub mod schema;
pub mod segment;
pub mod shelf;
pub mod text;
pub mod timeline;
pub mod value;
pub mod verbs;
pub mod visible;
