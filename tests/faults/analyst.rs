//! An analyst who does something at random, by the same verbs as the window.

use std::ops::Range;

use sententia::model::annotation::Status;
use sententia::model::edit::Edit;
use sententia::model::history::Step;
use sententia::model::project::LayerKey;
use sententia::model::value::Value;
use sententia::model::verbs::Act;
use sententia::store::SaveFailure;
use sententia::workspace::Workspace;

use super::random::Random;

/// Marks some words; where they are marked already, others.
pub fn mark(workspace: &mut Workspace, random: &mut Random) -> Result<(), SaveFailure> {
    loop {
        if let Some(step) = marking(workspace, random) {
            return workspace.run(step);
        }
    }
}

/// What to do next, as a step; `None` where what came to mind cannot be done.
pub fn step(workspace: &Workspace, random: &mut Random) -> Option<Step> {
    match random.below(14) {
        0..=5 => marking(workspace, random),
        6 => {
            let (key, id) = some_span(workspace, random)?;
            act(workspace, &key).remove(&id).ok()
        }
        7 => {
            let (key, id) = some_span(workspace, random)?;
            act(workspace, &key)
                .note(&id, &format!("note\n{}", random.below(99)))
                .ok()
        }
        8 => {
            let key = some_key(workspace, random)?;
            let status = Status::ALL[random.below(3)];
            Some(act(workspace, &key).set_status(status))
        }
        9 => {
            let name = format!("Name \"{}\"", random.below(99));
            Some(Step::new("step-name", "", vec![Edit::Name(name)]))
        }
        10 => {
            let text = format!("# {}\n", random.below(99));
            Some(Step::new(
                "step-guidelines",
                "",
                vec![Edit::Guidelines(text.as_str().into())],
            ))
        }
        11 => {
            let key = some_key(workspace, random)?;
            let step = vec![Edit::Document(key.document, None)];
            random
                .one_in(3)
                .then(|| Step::new("step-remove-text", "", step))
        }
        12 => {
            let (key, id) = some_span(workspace, random)?;
            let label = workspace
                .project()
                .schema
                .labels
                .get(random.below(3))?
                .id
                .clone();
            act(workspace, &key).relabel(&id, &label).ok()
        }
        _ => {
            let key = some_key(workspace, random)?;
            let label = workspace.project().schema.document_labels.first()?;
            let answer = random.one_in(2).then_some(Value::Flag(true));
            act(workspace, &key).label_document(&label.id, answer).ok()
        }
    }
}

fn marking(workspace: &Workspace, random: &mut Random) -> Option<Step> {
    let key = some_key(workspace, random)?;
    let document = workspace.project().document(&key.document)?;
    let range = words(document.text.as_str(), random)?;
    let labels = &workspace.project().schema.labels;
    let label = &labels.get(random.below(labels.len()))?.id;
    let id = workspace.new_span_id(&key);
    act(workspace, &key).mark(id, label, range).ok()
}

fn act<'a>(workspace: &'a Workspace, key: &'a LayerKey) -> Act<'a> {
    Act {
        project: workspace.project(),
        key,
        now: workspace.now(),
    }
}

fn words(text: &str, random: &mut Random) -> Option<Range<usize>> {
    let bounds: Vec<usize> = text.char_indices().map(|it| it.0).collect();
    let from = random.below(bounds.len());
    let to = from + 1 + random.below(9);
    Some(*bounds.get(from)?..*bounds.get(to)?)
}

fn some_key(workspace: &Workspace, random: &mut Random) -> Option<LayerKey> {
    let order = &workspace.project().order;
    Some(workspace.key(order.get(random.below(order.len()))?))
}

fn some_span(
    workspace: &Workspace,
    random: &mut Random,
) -> Option<(LayerKey, sententia::model::id::SpanId)> {
    let key = some_key(workspace, random)?;
    let layer = workspace.project().layer(&key)?;
    let span = layer.spans().nth(random.below(layer.n_spans()))?;
    let id = span.id.clone();
    Some((key, id))
}
