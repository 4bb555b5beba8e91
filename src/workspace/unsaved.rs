//! What was done since each file was last written: with it undone, a record is as the file last had it,
//! which is what both sides of a merge began with.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::writer::{Part, Writer};
use crate::model::annotation::Layer;
use crate::model::edit::Edit;
use crate::model::project::{LayerKey, Project};
use crate::store::journal::Touched;

/// For each file that may be behind, what leads back to it.
#[derive(Debug, Default)]
pub(super) struct Unsaved(BTreeMap<Part, Behind>);

#[derive(Debug, Default)]
struct Behind {
    /// Edits that take a step back, in the order of the steps, with the number of each.
    backs: Vec<(u64, Vec<Edit>)>,
    /// Up to this entry it is not known what the file was.
    unknown: Option<u64>,
}

/// What a file last held.
pub(super) enum Base<T> {
    /// What the project holds now: there is nothing that the file lacks.
    Same,
    Was(T),
    Unknown,
}

impl Unsaved {
    /// Notes a step by the edits that take it back.
    pub fn add(&mut self, n: u64, back: &[Edit], writer: &Writer) {
        let mut parts: BTreeMap<Part, Vec<Edit>> = BTreeMap::new();
        for edit in back {
            if let Edit::Text(id, version) = edit {
                for annotator in version.layers.keys() {
                    let (annotator, document) = (annotator.clone(), id.clone());
                    let key = LayerKey {
                        annotator,
                        document,
                    };
                    self.0.entry(Part::Layer(key)).or_default().unknown = Some(n);
                }
            }
            parts.entry(part_of(edit)).or_default().push(edit.clone());
        }
        for (part, edits) in parts {
            self.forget_written(&part, writer);
            self.0.entry(part).or_default().backs.push((n, edits));
        }
    }

    /// Notes files of which it is not known what they are, up to an entry.
    pub fn add_unknown(&mut self, touched: &Touched, n: u64) {
        let mut parts: Vec<Part> = touched.layers.iter().cloned().map(Part::Layer).collect();
        parts.extend(touched.project.then_some(Part::Project));
        parts.extend(touched.guidelines.then_some(Part::Guidelines));
        for part in parts {
            self.0.entry(part).or_default().unknown = Some(n);
        }
    }

    /// The file is now as the project.
    pub fn settle(&mut self, part: &Part) {
        self.0.remove(part);
    }

    pub fn layer(
        &mut self,
        key: &LayerKey,
        now: &Arc<Layer>,
        writer: Option<&Writer>,
    ) -> Base<Layer> {
        let part = Part::Layer(key.clone());
        let Some(behind) = self.behind(&part, writer) else {
            return Base::Same;
        };
        if behind.unknown.is_some() {
            return Base::Unknown;
        }
        let mut scratch = Project::default();
        let layers = [(key.document.clone(), Arc::clone(now))];
        let layers = Arc::new(layers.into_iter().collect());
        scratch.layers.insert(key.annotator.clone(), layers);
        behind.undo(&mut scratch);
        match scratch.layer(key) {
            Some(layer) => Base::Was(Layer::clone(layer)),
            None => Base::Unknown,
        }
    }

    /// The project as `part`, which is not a layer, last had it.
    pub fn project(
        &mut self,
        part: &Part,
        now: &Project,
        writer: Option<&Writer>,
    ) -> Base<Project> {
        let Some(behind) = self.behind(part, writer) else {
            return Base::Same;
        };
        if behind.unknown.is_some() {
            return Base::Unknown;
        }
        let mut scratch = now.clone();
        behind.undo(&mut scratch);
        Base::Was(scratch)
    }

    /// What a file lacks; `None` where it lacks nothing.
    fn behind(&mut self, part: &Part, writer: Option<&Writer>) -> Option<&Behind> {
        if let Some(writer) = writer {
            self.forget_written(part, writer);
        }
        self.0.get(part)
    }

    fn forget_written(&mut self, part: &Part, writer: &Writer) {
        let Some(behind) = self.0.get_mut(part) else {
            return;
        };
        let first = writer.first_lacking(part);
        behind.backs.retain(|it| it.0 >= first);
        behind.unknown = behind.unknown.filter(|it| *it >= first);
        if behind.backs.is_empty() && behind.unknown.is_none() {
            self.0.remove(part);
        }
    }
}

impl Behind {
    fn undo(&self, project: &mut Project) {
        for edit in self.backs.iter().rev().flat_map(|it| &it.1) {
            project.apply(edit.clone());
        }
    }
}

/// The file that an edit concerns first of all.
fn part_of(edit: &Edit) -> Part {
    match (edit, edit.layer()) {
        (_, Some(key)) => Part::Layer(key.clone()),
        (Edit::Guidelines(_), None) => Part::Guidelines,
        _ => Part::Project,
    }
}
