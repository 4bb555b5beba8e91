//! How far two annotators mark the same: the F-measure, which needs no count of what neither has marked
//! (Hripcsak and Rothschild, *Agreement, the F-measure, and reliability in information retrieval*,
//! JAMIA 12(3), 2005). With one of them taken as right, precision and recall change places, F stays.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::model::annotation::{Layer, Span};
use crate::model::id::{AnnotatorId, LabelId};
use crate::model::project::Project;

/// Two annotators on the documents that both have done something in.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Pair {
    pub a: AnnotatorId,
    pub b: AnnotatorId,
    pub documents: usize,
    pub all: Agreement,
    pub labels: BTreeMap<LabelId, Agreement>,
}

/// Spans of both, and how many of them are the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Agreement {
    pub of_a: usize,
    pub of_b: usize,
    /// Same label, same place.
    pub exact: usize,
    /// Spans of either that meet one of the other with the same label.
    pub meeting: usize,
}

impl Agreement {
    /// F of spans with the same label and the same place; `None` where neither has any.
    pub fn f_exact(&self) -> Option<f64> {
        let n = self.of_a + self.of_b;
        (n > 0).then(|| 2.0 * self.exact as f64 / n as f64)
    }

    /// F of spans with the same label that share at least a character.
    pub fn f_meeting(&self) -> Option<f64> {
        let n = self.of_a + self.of_b;
        (n > 0).then(|| self.meeting as f64 / n as f64)
    }

    fn add(&mut self, other: Self) {
        self.of_a += other.of_a;
        self.of_b += other.of_b;
        self.exact += other.exact;
        self.meeting += other.meeting;
    }
}

/// Every pair of annotators that have documents in common, in the order of their ids.
pub fn pairs(project: &Project) -> Vec<Pair> {
    let annotators: Vec<&AnnotatorId> = project.layers.keys().collect();
    let mut pairs = Vec::new();
    for (i, a) in annotators.iter().enumerate() {
        for b in annotators.iter().skip(i + 1) {
            pairs.extend(pair(project, a, b));
        }
    }
    pairs
}

fn pair(project: &Project, a: &AnnotatorId, b: &AnnotatorId) -> Option<Pair> {
    let (theirs, others) = (project.layers.get(a)?, project.layers.get(b)?);
    let mut pair = Pair {
        a: a.clone(),
        b: b.clone(),
        documents: 0,
        all: Agreement::default(),
        labels: BTreeMap::new(),
    };
    for (document, x) in theirs.iter() {
        let Some(y) = others
            .get(document)
            .filter(|it| !it.is_blank() && !x.is_blank())
        else {
            continue;
        };
        pair.documents += 1;
        for (label, counts) in compare(x, y) {
            pair.all.add(counts);
            pair.labels.entry(label).or_default().add(counts);
        }
    }
    (pair.documents > 0).then_some(pair)
}

fn compare(a: &Layer, b: &Layer) -> BTreeMap<LabelId, Agreement> {
    let mut counts: BTreeMap<LabelId, Agreement> = BTreeMap::new();
    let places: BTreeSet<(&LabelId, Vec<(usize, usize)>)> = b.spans().map(|it| place(it)).collect();
    for span in a.spans() {
        let it = counts.entry(span.label.clone()).or_default();
        it.of_a += 1;
        it.exact += usize::from(places.contains(&place(span)));
        it.meeting += usize::from(meets(b, span));
    }
    for span in b.spans() {
        let it = counts.entry(span.label.clone()).or_default();
        it.of_b += 1;
        it.meeting += usize::from(meets(a, span));
    }
    counts
}

fn place(span: &Span) -> (&LabelId, Vec<(usize, usize)>) {
    (
        &span.label,
        span.at.iter().map(|it| (it.start, it.end)).collect(),
    )
}

fn meets(layer: &Layer, span: &Span) -> bool {
    let near = layer.spans_in(span.extent());
    let mut same = near.filter(|it| it.label == span.label);
    same.any(|it| {
        let pairs = it
            .at
            .iter()
            .flat_map(|x| span.at.iter().map(move |y| (x, y)));
        pairs
            .into_iter()
            .any(|(x, y)| x.start < y.end && y.start < x.end)
    })
}
