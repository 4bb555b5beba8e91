//! What of a project is written: which documents, whose records, which tiers of the schema. Choosing
//! gives a smaller project of the same shape, so no format has to know of it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::Serialize;

use crate::model::annotation::{Attributes, Layer, Link, Span, Status};
use crate::model::id::{AnnotatorId, AttributeId, DocumentId, LabelId};
use crate::model::project::{Annotator, Project};
use crate::model::schema::{Label, Schema, Tier};

/// What is written. The default is everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    pub documents: Documents,
    /// The words by which the documents were found, if they were.
    pub query: Option<String>,
    /// Only what annotators have declared done, annotator by annotator.
    pub done: bool,
    /// Whose records; `None`: everyone's.
    pub annotators: Option<BTreeSet<AnnotatorId>>,
    /// Which tiers of the schema; `None`: all.
    pub tiers: Option<BTreeSet<Tier>>,
    /// Spans with which labels; `None`: all.
    pub labels: Option<BTreeSet<LabelId>>,
}

/// Which documents are written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Documents {
    #[default]
    All,
    Chosen(BTreeSet<DocumentId>),
}

/// What a selection leaves out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    pub documents: usize,
    pub layers: usize,
    pub spans: usize,
    pub links: usize,
    /// Answers of spans that stay, and about documents.
    pub answers: usize,
}

impl LeftOut {
    /// Whether everything is written.
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}

impl Selection {
    /// The project as it would be if it held only what is chosen, and what that leaves out.
    pub fn narrow(&self, project: &Project) -> (Project, LeftOut) {
        let mut left_out = LeftOut::default();
        let mut chosen = Project {
            schema: self.schema(&project.schema),
            annotators: self.annotators(project),
            layers: self.layers(project, &mut left_out),
            ..project.clone()
        };
        let kept = self.kept_documents(project, &chosen);
        left_out.documents = project.order.len() - kept.len();
        if left_out.documents > 0 {
            chosen.documents = Arc::new(
                project
                    .documents
                    .iter()
                    .filter(|(id, _)| kept.contains(*id))
                    .map(|(id, it)| (id.clone(), Arc::clone(it)))
                    .collect(),
            );
            chosen.order = Arc::new(
                project
                    .order
                    .iter()
                    .filter(|id| kept.contains(*id))
                    .cloned()
                    .collect(),
            );
        }
        (chosen, left_out)
    }

    fn schema(&self, schema: &Arc<Schema>) -> Arc<Schema> {
        let Some(chosen) = self.records(schema) else {
            return Arc::clone(schema);
        };
        let mut smaller = Schema::clone(schema);
        smaller.labels.retain(|it| chosen.takes_label(it));
        for label in &mut smaller.labels {
            label.attributes.retain(|it| chosen.takes_tier(it.tier));
        }
        smaller
            .document_labels
            .retain(|it| chosen.takes_tier(it.tier));
        let labels: BTreeSet<_> = smaller.labels.iter().map(|it| it.id.clone()).collect();
        for link in &mut smaller.links {
            link.from.retain(|it| labels.contains(it));
            link.to.retain(|it| labels.contains(it));
        }
        smaller
            .links
            .retain(|it| chosen.takes_tier(it.tier) && !it.from.is_empty() && !it.to.is_empty());
        Arc::new(smaller)
    }

    /// How records are chosen; `None` where all are.
    fn records<'a>(&'a self, schema: &'a Schema) -> Option<Records<'a>> {
        let (tiers, labels) = (self.tiers.as_ref(), self.labels.as_ref());
        (tiers.is_some() || labels.is_some()).then_some(Records {
            schema,
            tiers,
            labels,
        })
    }

    fn annotators(&self, project: &Project) -> Arc<BTreeMap<AnnotatorId, Annotator>> {
        match &self.annotators {
            None => Arc::clone(&project.annotators),
            Some(ids) => Arc::new(
                project
                    .annotators
                    .iter()
                    .filter(|(id, _)| ids.contains(*id))
                    .map(|(id, it)| (id.clone(), it.clone()))
                    .collect(),
            ),
        }
    }

    fn layers(&self, project: &Project, left_out: &mut LeftOut) -> Layers {
        let mut chosen = Layers::new();
        for (annotator, layers) in &project.layers {
            let mut kept = BTreeMap::new();
            for (document, layer) in layers.iter() {
                if project.documents.contains_key(document)
                    && self.takes(annotator, document, layer)
                {
                    kept.insert(
                        document.clone(),
                        self.layer(&project.schema, layer, left_out),
                    );
                } else if !layer.is_blank() {
                    left_out.layers += 1;
                    left_out.spans += layer.n_spans();
                    left_out.links += layer.n_links();
                }
            }
            if !kept.is_empty() {
                chosen.insert(annotator.clone(), Arc::new(kept));
            }
        }
        chosen
    }

    /// Whether a layer is written, if its document is there.
    pub(super) fn takes(
        &self,
        annotator: &AnnotatorId,
        document: &DocumentId,
        layer: &Layer,
    ) -> bool {
        self.annotators
            .as_ref()
            .is_none_or(|it| it.contains(annotator))
            && (!self.done || layer.status == Status::Done)
            && match &self.documents {
                Documents::All => true,
                Documents::Chosen(ids) => ids.contains(document),
            }
    }

    /// A layer without the records of other tiers and labels.
    fn layer(&self, schema: &Schema, layer: &Arc<Layer>, left_out: &mut LeftOut) -> Arc<Layer> {
        let Some(chosen) = self.records(schema) else {
            return Arc::clone(layer);
        };
        let spans: Vec<Span> = layer
            .spans()
            .chain(layer.orphans())
            .filter(|it| chosen.takes_span(it))
            .map(|it| chosen.span(it, left_out))
            .collect();
        let kept: BTreeSet<_> = spans.iter().map(|it| it.id.clone()).collect();
        let links: Vec<Link> = layer
            .links()
            .filter(|it| chosen.takes_link(it) && kept.contains(&it.from) && kept.contains(&it.to))
            .map(|it| Link::clone(it))
            .collect();
        left_out.spans += layer.n_spans() + layer.n_orphans() - spans.len();
        left_out.links += layer.n_links() - links.len();
        let labels: Attributes = layer
            .labels
            .iter()
            .filter(|(id, _)| chosen.takes_document_label(id))
            .map(|(id, value)| (id.clone(), value.clone()))
            .collect();
        left_out.answers += layer.labels.iter().count() - labels.iter().count();
        Arc::new(Layer::new(layer.status, labels, spans, links))
    }

    fn kept_documents<'a>(
        &self,
        project: &'a Project,
        chosen: &Project,
    ) -> BTreeSet<&'a DocumentId> {
        let takes = |id: &DocumentId| match &self.documents {
            Documents::All => true,
            Documents::Chosen(ids) => ids.contains(id),
        };
        let done = |id: &DocumentId| chosen.layers.values().any(|it| it.contains_key(id));
        let all = project.order.iter().filter(|id| takes(id));
        all.filter(|id| !self.done || done(id)).collect()
    }
}

type Layers = BTreeMap<AnnotatorId, Arc<BTreeMap<DocumentId, Arc<Layer>>>>;

/// Which records are chosen. What the schema does not know is kept: it belongs to no tier.
struct Records<'a> {
    schema: &'a Schema,
    tiers: Option<&'a BTreeSet<Tier>>,
    labels: Option<&'a BTreeSet<LabelId>>,
}

impl Records<'_> {
    fn takes_tier(&self, tier: Tier) -> bool {
        self.tiers.is_none_or(|it| it.contains(&tier))
    }

    fn takes_label(&self, label: &Label) -> bool {
        self.takes_tier(label.tier) && self.labels.is_none_or(|it| it.contains(&label.id))
    }

    fn takes_span(&self, span: &Span) -> bool {
        match self.schema.label(&span.label) {
            Some(label) => self.takes_label(label),
            None => self.labels.is_none_or(|it| it.contains(&span.label)),
        }
    }

    fn takes_link(&self, link: &Link) -> bool {
        let kind = self.schema.link(&link.kind);
        kind.is_none_or(|it| self.takes_tier(it.tier))
    }

    fn takes_document_label(&self, id: &AttributeId) -> bool {
        let label = self.schema.document_label(id);
        label.is_none_or(|it| self.takes_tier(it.tier))
    }

    fn span(&self, span: &Span, left_out: &mut LeftOut) -> Span {
        let label = self.schema.label(&span.label);
        let mut kept = span.clone();
        for (id, _) in span.attributes.iter() {
            let attribute = label.and_then(|it| it.attribute(id));
            if attribute.is_some_and(|it| !self.takes_tier(it.tier)) {
                kept.attributes.set(id, None);
                left_out.answers += 1;
            }
        }
        kept
    }
}
