//! Records that a revision of the text left without a place: no export has a number for them, so they stay
//! behind with the links that reach them, and it is said how many.

use std::sync::Arc;

use super::{Loss, LossKind};
use crate::model::annotation::{Layer, Link, Span};
use crate::model::project::Project;

/// The project without records that have no place, and how many there are.
pub(super) fn left_behind(mut project: Project) -> (Project, Option<Loss>) {
    let mut count = 0;
    for layers in project.layers.values_mut() {
        let some: Vec<_> = layers
            .iter()
            .filter(|it| it.1.n_orphans() > 0)
            .map(|(id, layer)| (id.clone(), Arc::clone(layer)))
            .collect();
        for (id, layer) in some {
            count += layer.n_orphans();
            Arc::make_mut(layers).insert(id, Arc::new(placed(&layer)));
        }
    }
    let loss = Loss {
        kind: LossKind::WithoutPlace,
        count,
    };
    (project, (count > 0).then_some(loss))
}

fn placed(layer: &Layer) -> Layer {
    let spans = layer.spans().map(|it| Span::clone(it));
    let stays =
        |it: &&Arc<Link>| layer.orphan(&it.from).is_none() && layer.orphan(&it.to).is_none();
    let links = layer.links().filter(stays).map(|it| Link::clone(it));
    let mut out = Layer::new(layer.status, layer.labels.clone(), spans, links);
    out.other_labels = layer.other_labels.clone();
    out
}
