//! What a merge left to choose is written as if nobody had chosen yet: a record once, in the version
//! that stands under its own id, and not without saying so.

use std::collections::BTreeSet;

use super::{Loss, LossKind, Selection};
use crate::model::annotation::Layer;
use crate::model::conflict;
use crate::model::edit::Edit;
use crate::model::id::SpanId;
use crate::model::project::{LayerKey, Project};

/// A project of which every chosen record has one version, and what had to be passed over.
pub fn settled(project: &Project, selection: &Selection) -> (Project, Vec<Loss>) {
    let mut settled = project.clone();
    let mut open = Open::default();
    for (key, layer) in project.all_layers() {
        let is_there = project.documents.contains_key(&key.document);
        if is_there && selection.takes(&key.annotator, &key.document, layer) {
            open.settle(&mut settled, &key, layer);
        }
    }
    (settled, open.losses())
}

/// How much waits for a choice.
#[derive(Default)]
struct Open {
    versions: usize,
    removed: usize,
    answers: usize,
}

impl Open {
    fn settle(&mut self, project: &mut Project, key: &LayerKey, layer: &Layer) {
        let mut firsts: BTreeSet<&SpanId> = BTreeSet::new();
        for span in layer.spans().filter(|it| it.conflict.is_some()) {
            match conflict::original(layer, span) {
                Some(first) => {
                    self.versions += 1;
                    firsts.insert(&first.id);
                }
                None => self.removed += 1,
            }
        }
        for first in firsts {
            let now = project.layer(key);
            let step = now.and_then(|it| conflict::keep(key, it, first));
            for edit in step.into_iter().flat_map(|it| it.edits) {
                project.apply(edit);
            }
        }
        for link in layer.links().filter(|it| it.conflict.is_some()) {
            match conflict::original_link(layer, link) {
                Some(_) => {
                    self.versions += 1;
                    project.apply(Edit::Link(key.clone(), link.id.clone(), None));
                }
                None => self.removed += 1,
            }
        }
        for (id, _) in layer.other_labels.iter() {
            self.answers += 1;
            project.apply(Edit::OtherLabel(key.clone(), id.clone(), None));
        }
    }

    fn losses(self) -> Vec<Loss> {
        let losses = [
            (LossKind::OtherVersions, self.versions),
            (LossKind::RemovedElsewhere, self.removed),
            (LossKind::OtherAnswers, self.answers),
        ];
        let losses = losses.into_iter().filter(|it| it.1 > 0);
        losses.map(|(kind, count)| Loss { kind, count }).collect()
    }
}
