//! A corrected text for a document: first a plan of what becomes of every record of every annotator, then,
//! when a person has looked at it, one step that does it and can be undone.

mod plan;
mod said;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::Workspace;
use crate::model::anchor::{At, Fate};
use crate::model::annotation::{Former, Layer, Span};
use crate::model::document::Source;
use crate::model::edit::{Edit, Version};
use crate::model::history::Step;
use crate::model::id::{AnnotatorId, DocumentId, SpanId};
use crate::model::project::{LayerKey, Project};
use crate::model::text::Text;
use crate::store::files::Root;
use crate::store::notice::{SaveFailure, Trouble};
use crate::store::open::Protected;
use crate::store::{paths, revisions};

/// What is needed to plan a revision, away from the window.
#[derive(Clone)]
pub struct Reviser {
    root: Root,
    project: Project,
    protected: Protected,
}

/// What a corrected text would do to a document.
pub struct Revision {
    pub document: DocumentId,
    /// The corrected text.
    pub text: Text,
    /// What becomes of each record, by annotator and in the order of the old text.
    pub carried: Vec<Carried>,
    source: Source,
    bytes: Vec<u8>,
    old_bytes: Option<Vec<u8>>,
    /// The document as it was looked at.
    seen: Version,
    /// What undoing leads back to: the same, unless some annotations were on a text that is not known any more.
    base: Version,
    /// Layers whose files were left alone until now.
    adopted: Vec<LayerKey>,
}

/// What becomes of a record.
#[derive(Clone, Debug, PartialEq)]
pub struct Carried {
    pub annotator: AnnotatorId,
    pub span: Arc<Span>,
    /// What it marks in the old text.
    pub was: Former,
    /// Where, in bytes of the old text; empty where that is not known.
    pub at: At,
    pub fate: Fate,
}

/// What a person says about a record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Choice {
    /// Nothing: what is uncertain is marked as such.
    #[default]
    Open,
    /// It belongs to the place with this number.
    Accept(usize),
    /// It belongs to none of the places.
    Decline,
}

/// The choices made.
pub type Choices = BTreeMap<(AnnotatorId, SpanId), Choice>;

/// How many records each fate has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Tally {
    pub unmoved: usize,
    pub moved: usize,
    pub recoded: usize,
    pub changed: usize,
    pub ambiguous: usize,
    pub lost: usize,
}

impl Revision {
    pub fn tally(&self) -> Tally {
        let mut tally = Tally::default();
        for it in &self.carried {
            *match it.fate {
                Fate::Unmoved => &mut tally.unmoved,
                Fate::Moved(_) => &mut tally.moved,
                Fate::Recoded(_) => &mut tally.recoded,
                Fate::Changed(_) => &mut tally.changed,
                Fate::Ambiguous(_) => &mut tally.ambiguous,
                Fate::Lost => &mut tally.lost,
            } += 1;
        }
        tally
    }

    /// Whether the text is the one that the document has.
    pub fn is_same(&self) -> bool {
        self.text == self.seen.text && self.adopted.is_empty() && self.source == self.seen.source
    }

    /// The step that takes the corrected text.
    fn step(&self, choices: &Choices) -> Step {
        let mut layers: BTreeMap<AnnotatorId, Layer> = BTreeMap::new();
        for (annotator, layer) in &self.base.layers {
            layers.insert(annotator.clone(), Layer::clone(layer));
        }
        for it in &self.carried {
            let key = (it.annotator.clone(), it.span.id.clone());
            let choice = choices.get(&key).copied().unwrap_or_default();
            if let Some(layer) = layers.get_mut(&it.annotator) {
                let span = it.carried(choice);
                if span != it.span {
                    layer.set_span(&it.span.id, Some(span));
                }
            }
        }
        let version = Version {
            text: self.text.clone(),
            source: self.source.clone(),
            layers: layers
                .into_iter()
                .map(|(by, it)| (by, Arc::new(it)))
                .collect(),
        };
        let edit = Edit::Text(self.document.clone(), Arc::new(version));
        Step::new("step-revise", self.document.as_str(), vec![edit])
    }
}

impl Carried {
    /// The places proposed, the likeliest first.
    pub fn places(&self) -> Vec<&At> {
        match &self.fate {
            Fate::Ambiguous(them) => them.iter().collect(),
            other => other.place(&self.at).into_iter().collect(),
        }
    }

    /// The place that a choice gives it; `None`: it becomes an orphan.
    pub fn place(&self, choice: Choice) -> Option<&At> {
        let places = self.places();
        match choice {
            Choice::Decline => None,
            Choice::Accept(i) => places.get(i).copied(),
            Choice::Open => match &self.fate {
                // Of several places none is the one until a person says so.
                Fate::Ambiguous(them) if them.len() > 1 => None,
                _ => places.first().copied(),
            },
        }
    }

    fn carried(&self, choice: Choice) -> Arc<Span> {
        let place = self.place(choice);
        let mut span = Span::clone(&self.span);
        let former = || {
            self.span
                .was
                .clone()
                .unwrap_or_else(|| Arc::new(self.was.clone()))
        };
        span.was = match (place, choice) {
            (Some(_), Choice::Accept(_)) => None,
            (Some(_), _) if self.fate.is_doubtful() => Some(former()),
            // A base without a place is no doubt of its own.
            (Some(_), _) => self.span.was.clone().filter(|_| !self.span.at.is_empty()),
            (None, _) => Some(former()),
        };
        span.at = place.cloned().unwrap_or_default();
        Arc::new(span)
    }
}

impl Workspace {
    /// What is needed to plan a revision, with the project as it is now.
    pub fn reviser(&self) -> Reviser {
        Reviser {
            root: self.root.clone(),
            project: self.project.clone(),
            protected: self.protected.clone(),
        }
    }

    /// The bytes that the file of a document holds, if they are not those of its text.
    pub fn changed_on_disk(&self, id: &DocumentId) -> Option<Vec<u8>> {
        self.reviser().changed_on_disk(id)
    }

    /// Takes a corrected text. Both texts are kept in `texts/revisions/`.
    pub fn revise(&mut self, revision: &Revision, choices: &Choices) -> Result<(), SaveFailure> {
        let id = &revision.document;
        let file = paths::text(id).map_err(|it| SaveFailure::new(paths::TEXTS, it))?;
        if let Err(reason) = &self.writer {
            return Err(SaveFailure::new(self.root.path(), reason.clone()));
        }
        if self.project.version(id) != revision.seen {
            let document = id.to_string();
            return Err(SaveFailure::new(file, Trouble::RevisionStale { document }));
        }
        // What the files hold is what undoing leads back to.
        self.settle()?;
        for bytes in revision.old_bytes.iter().chain([&revision.bytes]) {
            revisions::keep(&self.root, id, bytes)?;
        }
        let protected = self.adopt(revision);
        let done = self.run(revision.step(choices));
        if done.is_err() {
            self.project
                .apply(Edit::Text(id.clone(), Arc::new(revision.seen.clone())));
            self.protected = protected;
        } else {
            // A failure shows in `saved`, and it is tried again.
            self.flush().ok();
        }
        done
    }

    /// Takes in the layers that were left alone; returns what was protected before.
    fn adopt(&mut self, revision: &Revision) -> Protected {
        let before = self.protected.clone();
        self.protected.documents.remove(&revision.document);
        for key in &revision.adopted {
            self.protected.layers.remove(key);
        }
        if let Ok(writer) = &self.writer {
            writer.keep(revision.adopted.clone());
        }
        if revision.base != revision.seen {
            let base = Arc::new(revision.base.clone());
            self.project
                .apply(Edit::Text(revision.document.clone(), base));
        }
        before
    }
}

/// What a record marks, with what stands around it.
fn former(text: &str, at: &[Range<usize>]) -> Former {
    /// Bytes of the surroundings that are kept.
    const AROUND: usize = 48;
    let part = |it: Range<usize>| text.get(it).unwrap_or_default().to_owned();
    let (start, end) = (
        at.first().map_or(0, |it| it.start.min(text.len())),
        at.last().map_or(0, |it| it.end.min(text.len())),
    );
    let before = text.floor_char_boundary(start.saturating_sub(AROUND));
    let after = text.ceil_char_boundary((end + AROUND).min(text.len()));
    Former {
        quote: at.iter().map(|it| part(it.clone())).collect(),
        before: part(before..start),
        after: part(end..after),
    }
}
