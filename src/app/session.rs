//! An open project and the desk at which it is worked on.

use std::sync::Arc;

use super::desk::Desk;
use super::tally::Tallies;
use crate::model::annotation::{Layer, Span};
use crate::model::document::Document;
use crate::model::id::DocumentId;
use crate::model::project::LayerKey;
use crate::store::Report;
use crate::workspace::Workspace;

/// A project that is open in the window.
pub struct Session {
    pub workspace: Workspace,
    /// What was noticed when the project was opened.
    pub report: Report,
    pub desk: Desk,
    /// Whether this is the embedded sample, which has the first steps beside it.
    pub sample: bool,
    pub(super) tallies: Tallies,
}

impl Session {
    /// Opens the first document that is not done yet.
    pub fn new(workspace: Workspace, report: Report, desk: Desk) -> Self {
        Self {
            workspace,
            report,
            desk,
            sample: false,
            tallies: Tallies::default(),
        }
    }

    pub fn document(&self) -> Option<&Arc<Document>> {
        self.workspace
            .project()
            .document(self.desk.document.as_ref()?)
    }

    /// The key of the layer that is being worked on.
    pub fn key(&self) -> Option<LayerKey> {
        self.desk.document.as_ref().map(|it| self.key_of(it))
    }

    pub fn key_of(&self, document: &DocumentId) -> LayerKey {
        LayerKey {
            annotator: self.workspace.annotator().clone(),
            document: document.clone(),
        }
    }

    pub fn layer(&self) -> Option<&Arc<Layer>> {
        self.workspace.project().layer(&self.key()?)
    }

    /// The record with the focus.
    pub fn record(&self) -> Option<&Arc<Span>> {
        self.layer()?.span(self.desk.focus.span()?)
    }
}
