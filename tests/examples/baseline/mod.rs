//! Sentences with and without a label, a linear model, and its score on documents it has not seen.

use std::fmt;

use sententia::Corpus;
use sententia::model::annotation::Status;
use sententia::model::segment;

mod features;
mod linear;

use linear::{Example, Linear};

/// What came out.
#[derive(Clone, Debug, PartialEq)]
pub struct Evaluation {
    pub n_documents: usize,
    /// Documents that nobody has begun: their sentences are not known to be without the label.
    pub n_skipped: usize,
    pub n_sentences: usize,
    /// Sentences that a span with the label meets.
    pub n_positive: usize,
    pub n_folds: usize,
    pub model: Scores,
    /// Saying yes to every sentence.
    pub always: Scores,
    /// Saying what is more frequent in the other documents.
    pub majority: Scores,
}

/// Right and wrong answers on held-out sentences.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scores {
    pub true_positive: usize,
    pub false_positive: usize,
    pub false_negative: usize,
}

impl Scores {
    pub fn precision(self) -> f64 {
        ratio(self.true_positive, self.true_positive + self.false_positive)
    }

    pub fn recall(self) -> f64 {
        ratio(self.true_positive, self.true_positive + self.false_negative)
    }

    pub fn f1(self) -> f64 {
        let twice = 2 * self.true_positive;
        ratio(twice, twice + self.false_positive + self.false_negative)
    }

    fn count(&mut self, said: bool, is: bool) {
        self.true_positive += usize::from(said && is);
        self.false_positive += usize::from(said && !is);
        self.false_negative += usize::from(!said && is);
    }
}

/// Why nothing can be learned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TooLittle {
    UnknownLabel { label: String, known: Vec<String> },
    Documents { with_label: usize },
    Sentences { with: usize, without: usize },
}

impl fmt::Display for TooLittle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownLabel { label, known } => {
                let known = known.join(", ");
                write!(f, "the schema has no label “{label}”; it has {known}")
            }
            Self::Documents { with_label } => write!(
                f,
                "the label is found in {with_label} document(s); at least 2 are needed, to learn from one and test on the other"
            ),
            Self::Sentences { with, without } => write!(
                f,
                "{with} sentence(s) with the label and {without} without it; at least 5 of each are needed"
            ),
        }
    }
}

/// Trains on some documents and tests on the others, in turn.
pub fn evaluate(corpus: &Corpus, label: &str) -> Result<Evaluation, TooLittle> {
    if !corpus.labels().any(|it| it == label) {
        return Err(TooLittle::UnknownLabel {
            label: label.to_owned(),
            known: corpus.labels().map(str::to_owned).collect(),
        });
    }
    let (documents, n_skipped) = examples(corpus, label);
    let all = || documents.iter().flatten();
    let n_positive = all().filter(|it| it.positive).count();
    let n_sentences = all().count();
    let with_label = documents.iter().filter(|it| n_yes(it) > 0).count();
    if with_label < 2 {
        return Err(TooLittle::Documents { with_label });
    }
    let (with, without) = (n_positive, n_sentences - n_positive);
    if with.min(without) < 5 {
        return Err(TooLittle::Sentences { with, without });
    }
    let folds = folds(&documents, with_label.min(5));
    let mut it = Evaluation {
        n_documents: documents.len(),
        n_skipped,
        n_sentences,
        n_positive,
        n_folds: folds.len(),
        model: Scores::default(),
        always: Scores::default(),
        majority: Scores::default(),
    };
    let folds: Vec<Vec<&Example>> = folds.iter().map(|it| picked(&documents, it)).collect();
    for (i, held_out) in folds.iter().enumerate() {
        let train = but_one(&folds, i);
        let n_yes = train.iter().flatten().filter(|it| it.positive).count();
        let mostly = 2 * n_yes > train.iter().map(Vec::len).sum();
        let model = calibrated(&train);
        for example in held_out {
            it.model.count(model.says(example), example.positive);
            it.always.count(true, example.positive);
            it.majority.count(mostly, example.positive);
        }
    }
    Ok(it)
}

/// A model with the threshold that serves best when parts of its own examples are held out in turn.
fn calibrated(parts: &[Vec<&Example>]) -> Linear {
    let mut scored: Vec<(f64, bool)> = Vec::new();
    for (i, held_out) in parts.iter().enumerate() {
        let model = Linear::train(&but_one(parts, i).concat());
        scored.extend(held_out.iter().map(|it| (model.score(it), it.positive)));
    }
    Linear::train(&parts.concat()).with_threshold(best_threshold(&mut scored))
}

/// The threshold with the best F1 over sentences with their scores.
fn best_threshold(scored: &mut [(f64, bool)]) -> f64 {
    scored.sort_by(|a, b| b.0.total_cmp(&a.0));
    let yes = scored.iter().filter(|it| it.1).count();
    let mut best = (0.0, 0.0);
    let mut so_far = Scores {
        false_negative: yes,
        ..Scores::default()
    };
    for (score, positive) in scored.iter() {
        so_far.true_positive += usize::from(*positive);
        so_far.false_positive += usize::from(!*positive);
        so_far.false_negative -= usize::from(*positive);
        if so_far.f1() > best.0 {
            best = (so_far.f1(), *score);
        }
    }
    best.1
}

fn but_one<'a>(parts: &[Vec<&'a Example>], except: usize) -> Vec<Vec<&'a Example>> {
    let others = parts.iter().enumerate().filter(|(i, _)| *i != except);
    others.map(|(_, it)| it.clone()).collect()
}

fn picked<'a>(documents: &'a [Vec<Example>], which: &[usize]) -> Vec<&'a Example> {
    which
        .iter()
        .filter_map(|i| documents.get(*i))
        .flatten()
        .collect()
}

/// The sentences of each document that somebody has begun, and how many documents nobody has.
fn examples(corpus: &Corpus, label: &str) -> (Vec<Vec<Example>>, usize) {
    let begun = |document: &sententia::formats::corpus::DocumentView| {
        let done = |it: &str| document.status(it) == Status::Done;
        document.spans().next().is_some() || corpus.annotators().any(done)
    };
    let all: Vec<_> = corpus.documents().collect();
    let documents: Vec<_> = all.iter().filter(|it| begun(it)).collect();
    let n_skipped = all.len() - documents.len();
    let sentences = documents.into_iter().map(|document| {
        let text = document.text();
        let labelled: Vec<_> = document
            .spans()
            .filter(|it| it.label() == label)
            .flat_map(|it| it.bytes().to_vec())
            .collect();
        let sentences = segment::sentences(text).filter_map(|at| {
            let words = text.get(at.clone())?;
            let meets = labelled
                .iter()
                .any(|it| it.start < at.end && at.start < it.end);
            Some(Example {
                features: features::of(words),
                positive: meets,
            })
        });
        sentences.filter(|it| !it.features.is_empty()).collect()
    });
    (sentences.collect(), n_skipped)
}

/// Shares the documents out so that each fold has about as many sentences with the label.
fn folds(documents: &[Vec<Example>], n: usize) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..documents.len()).collect();
    let yes = |i: &usize| documents.get(*i).map_or(0, |it| n_yes(it));
    order.sort_by_key(|i| (std::cmp::Reverse(yes(i)), *i));
    let mut folds = vec![Vec::new(); n];
    for i in order {
        let lightest = folds
            .iter_mut()
            .min_by_key(|fold| (fold.iter().map(yes).sum::<usize>(), fold.len()));
        if let Some(fold) = lightest {
            fold.push(i);
        }
    }
    folds
}

fn n_yes(examples: &[Example]) -> usize {
    examples.iter().filter(|it| it.positive).count()
}

fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        0.0
    } else {
        part as f64 / whole as f64
    }
}
