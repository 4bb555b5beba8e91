//! What every panel may look at while it draws. References only: whoever wants a change pushes an
//! [`Action`](super::action::Action).

use std::sync::Arc;

use super::desk::{Focus, questions::Tiers};
use super::keymap::Keymap;
use super::session::Session;
use super::theme::Palette;
use crate::model::annotation::{Layer, Span};
use crate::model::document::Document;
use crate::model::project::Project;
use crate::model::schema::{Label, Schema};
use crate::workspace::settings::Settings;

/// The window's state, to read.
pub struct Cx<'a> {
    pub settings: &'a Settings,
    pub keymap: &'a Keymap,
    pub palette: Palette,
    pub session: Option<&'a Session>,
}

impl<'a> Cx<'a> {
    pub fn project(&self) -> Option<&'a Project> {
        self.session.map(|it| it.workspace.project())
    }

    pub fn schema(&self) -> Option<&'a Schema> {
        self.project().map(|it| &*it.schema)
    }

    pub fn document(&self) -> Option<&'a Arc<Document>> {
        self.session?.document()
    }

    pub fn layer(&self) -> Option<&'a Arc<Layer>> {
        self.session?.layer()
    }

    /// The record with the focus.
    pub fn record(&self) -> Option<&'a Arc<Span>> {
        self.session?.record()
    }

    pub fn on_text(&self) -> bool {
        self.session.is_some_and(|it| it.desk.focus == Focus::Text)
    }

    pub fn tiers(&self) -> Tiers {
        tiers(self.settings)
    }

    /// The labels on the label bar: the core, the extension when it is on, and those switched on one by one.
    pub fn labels(&self) -> impl Iterator<Item = &'a Label> {
        let settings = self.settings;
        let schema = self.schema().into_iter();
        schema.flat_map(move |it| shown_of(settings, it))
    }

    /// What the label bar shows of a schema.
    pub fn shown_of<'s>(&self, schema: &'s Schema) -> impl Iterator<Item = &'s Label> {
        shown_of(self.settings, schema)
    }
}

pub(crate) fn tiers(settings: &Settings) -> Tiers {
    Tiers {
        extension: settings.extension,
        resolution: settings.resolution,
    }
}

fn shown_of<'s>(settings: &Settings, schema: &'s Schema) -> impl Iterator<Item = &'s Label> {
    let labels = schema.labels.iter();
    labels.filter(move |it| label_shown(settings, schema, it))
}

fn label_shown(settings: &Settings, schema: &Schema, label: &Label) -> bool {
    let by_itself = || {
        settings
            .labels_on
            .get(&schema.id)
            .is_some_and(|it| it.iter().any(|id| id == label.id.as_str()))
    };
    tiers(settings).shows(label.tier) || by_itself()
}
