//! Every format that is both written and read: what comes back is what went out, but for what was told.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use sententia::formats::import::{Whose, import};
use sententia::formats::input::{Entry, Input};
use sententia::formats::output::Memory;
use sententia::formats::value::to_text;
use sententia::formats::{
    Export, FORMATS, Format, Hold, LossKind, Options, Reading, Report, Selection,
};
use sententia::model::annotation::Layer;
use sententia::model::project::Project;
use sententia::store::Progress;

use crate::fixture::sample_project;

/// Things without their ids, counted.
pub type Bag = BTreeMap<String, usize>;

fn put(bag: &mut Bag, what: String) {
    *bag.entry(what).or_default() += 1;
}

/// What is said in a project, one bag for each kind of thing. Texts are known by their letters.
#[derive(Debug, Default, PartialEq)]
pub struct Said {
    pub texts: Bag,
    pub spans: Bag,
    pub answers: Bag,
    pub links: Bag,
    pub notes: Bag,
    pub about: Bag,
}

pub fn said(project: &Project) -> Said {
    let mut said = Said::default();
    for document in project.listed() {
        put(&mut said.texts, document.text.as_str().to_owned());
    }
    for (key, layer) in project.all_layers() {
        let text = project.document(&key.document).unwrap().text.as_str();
        let place = |layer: &Layer, id| {
            let span = layer.span(id).unwrap();
            format!("{} {:?} in {:.9}", span.label, span.at, text)
        };
        for span in layer.spans() {
            let at = place(layer, &span.id);
            for (id, value) in span.attributes.iter() {
                put(&mut said.answers, format!("{at} {id} {}", to_text(value)));
            }
            if !span.note.is_empty() {
                put(&mut said.notes, format!("{at} {}", span.note));
            }
            put(&mut said.spans, at);
        }
        for link in layer.links() {
            let (from, to) = (place(layer, &link.from), place(layer, &link.to));
            put(&mut said.links, format!("{from} {} {to}", link.kind));
        }
        for (id, value) in layer.labels.iter() {
            put(&mut said.about, format!("{id} {}", to_text(value)));
        }
    }
    said
}

pub fn out_and_in(format: &Format, project: &Project) -> (Report, Project, Vec<String>) {
    let selection = Selection::default();
    let export = Export {
        format,
        project,
        selection: &selection,
        options: &Options::default(),
    };
    let progress = Progress::default();
    let mut memory = Memory::default();
    let report = export.run(&mut memory, &progress).unwrap();
    let told = export.preview(&progress).unwrap();
    assert_eq!(report, told, "{}: what was told beforehand", format.id);
    let mut again = Memory::default();
    export.run(&mut again, &progress).unwrap();
    assert_eq!(memory.files, again.files, "{}: the same bytes", format.id);
    let entries = memory
        .files
        .into_iter()
        .map(|(name, bytes)| Entry::of_bytes(&name, bytes));
    let input = Input::of("back", entries.collect());
    let whose = Whose {
        annotator: "anna".to_owned(),
        when: Timestamp::UNIX_EPOCH,
    };
    let base = Project {
        schema: project.schema.clone(),
        ..Project::default()
    };
    let reader = format.reader.unwrap();
    let imported = import(
        reader,
        &input,
        &Reading::default(),
        (&base, &whose),
        &progress,
    )
    .unwrap();
    let problems = imported
        .problems
        .iter()
        .map(|it| format!("{it:?}"))
        .collect();
    (report, imported.project, problems)
}

/// The sample without fragments, which many formats cannot hold.
fn in_one_piece() -> Project {
    let mut project = sample_project();
    for layers in project.layers.values_mut() {
        let all = layers.iter().map(|(id, layer)| {
            let spans = layer.spans().map(|it| {
                let mut span = it.as_ref().clone();
                span.at.drain(..span.at.len() - 1);
                span
            });
            let links = layer.links().map(|it| it.as_ref().clone());
            let layer = Layer::new(layer.status, layer.labels.clone(), spans, links);
            (id.clone(), Arc::new(layer))
        });
        *layers = Arc::new(all.collect());
    }
    project
}

#[test]
fn what_comes_back_is_what_went_out_but_for_what_was_told() {
    for project in [sample_project(), in_one_piece()] {
        comes_back(&project);
    }
}

fn comes_back(project: &Project) {
    let before = said(project);
    for format in FORMATS
        .iter()
        .filter(|it| it.reader.is_some() && it.writer.is_some())
    {
        let id = format.id;
        let (report, back, problems) = out_and_in(format, project);
        let lost = |kinds: &[LossKind]| report.losses.iter().any(|it| kinds.contains(&it.kind));
        let after = said(&back);
        assert!(
            problems.is_empty(),
            "{id} finds fault with its own: {problems:#?}"
        );
        let places = [
            LossKind::SpansOutsideText,
            LossKind::Overlaps,
            LossKind::OtherSpans,
            LossKind::Widened,
            LossKind::Fragments,
            LossKind::LineEnds,
            LossKind::Names,
            LossKind::Blanks,
            LossKind::Characters,
        ];
        if !lost(&[LossKind::Blanks, LossKind::Characters]) {
            assert_eq!(after.texts, before.texts, "{id}: texts");
        }
        if lost(&places) {
            continue;
        }
        assert_eq!(after.spans, before.spans, "{id}: spans");
        if !lost(&[LossKind::Attributes, LossKind::Kinds]) {
            assert_eq!(after.answers, before.answers, "{id}: answers");
        }
        if !lost(&[LossKind::Links]) {
            assert_eq!(after.links, before.links, "{id}: links");
        }
        if !lost(&[LossKind::Notes]) {
            assert_eq!(after.notes, before.notes, "{id}: notes");
        }
        if !lost(&[LossKind::DocumentLabels]) {
            assert_eq!(after.about, before.about, "{id}: answers about documents");
        }
    }
}

#[test]
fn what_a_format_does_not_hold_is_told() {
    let project = sample_project();
    let before = said(&project);
    let selection = Selection::default();
    for format in FORMATS.iter().copied().filter(|it| it.writer.is_some()) {
        let export = Export {
            format,
            project: &project,
            selection: &selection,
            options: &Options::default(),
        };
        let report = export.preview(&Progress::default()).unwrap();
        let holds = format.holds;
        for (hold, kind, bag) in [
            (holds.attributes, LossKind::Attributes, &before.answers),
            (holds.links, LossKind::Links, &before.links),
            (holds.notes, LossKind::Notes, &before.notes),
            (
                holds.document_labels,
                LossKind::DocumentLabels,
                &before.about,
            ),
        ] {
            let n: usize = bag.values().sum();
            let told = report
                .losses
                .iter()
                .find(|it| it.kind == kind)
                .map_or(0, |it| it.count);
            match hold {
                Hold::No => assert_eq!(told, n, "{}: {kind:?}", format.id),
                Hold::Yes => assert_eq!(told, 0, "{}: {kind:?}", format.id),
                Hold::Partly => assert!(told <= n, "{}: {kind:?}", format.id),
            }
        }
    }
}
