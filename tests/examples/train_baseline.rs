//! Proof that a labelled corpus trains: tells sentences with a prediction from the others.
//!
//! ```text
//! cargo run --example train_baseline corpus.ron
//! cargo run --example train_baseline corpus.ron stance
//! ```
//!
//! The second argument is another label of the schema. Without an argument it takes the sample project.
//! Whole documents are held out, so that the score is that of texts the model has never seen.

use std::path::Path;
use std::process::ExitCode;

use sententia::Corpus;
use sententia::store::{self, Progress, sample};

pub mod baseline;

use baseline::{Evaluation, Scores, evaluate};

fn main() -> ExitCode {
    let mut args = std::env::args().skip(1);
    let (path, label) = (args.next(), args.next());
    let label = label.as_deref().unwrap_or("prediction");
    let told = match &path {
        Some(path) => read(Path::new(path)),
        None => sample_corpus(),
    }
    .and_then(|corpus| evaluate(&corpus, label).map_err(|it| it.to_string()));
    match told {
        Ok(evaluation) => {
            let name = path.as_deref().unwrap_or("the sample project");
            println!("{}", report(name, label, &evaluation));
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("train_baseline: {message}");
            ExitCode::FAILURE
        }
    }
}

/// A corpus, or a project folder.
fn read(path: &Path) -> Result<Corpus, String> {
    if path.is_dir() {
        let opened = store::open(path, &Progress::default()).map_err(|it| it.to_string())?;
        return Ok(Corpus::from_project(opened.project));
    }
    Corpus::read(path).map_err(|it| it.to_string())
}

fn sample_corpus() -> Result<Corpus, String> {
    let name = format!("sententia-sample-{}", std::process::id());
    let folder = std::env::temp_dir().join(name);
    let unpacked = sample::unpack(&folder).map_err(|it| it.to_string());
    let corpus = unpacked.and_then(|()| read(&folder));
    // What is left behind is a folder for temporary files.
    std::fs::remove_dir_all(&folder).ok();
    corpus
}

/// The result as a table.
pub fn report(name: &str, label: &str, it: &Evaluation) -> String {
    let row = |what: &str, scores: Scores| {
        let (p, r, f1) = (scores.precision(), scores.recall(), scores.f1());
        format!("{what:<24}{p:>9.3}{r:>9.3}{f1:>9.3}\n")
    };
    let share = 100.0 * it.n_positive as f64 / it.n_sentences.max(1) as f64;
    let skipped = match it.n_skipped {
        0 => String::new(),
        n => format!(" ({n} untouched documents left out)"),
    };
    format!(
        "{name}: {} documents{skipped}, {} sentences, {} of them with “{label}” ({share:.0} %)\n\
         held out by document, {} folds\n\n{:<24}{:>9}{:>9}{:>9}\n{}{}{}",
        it.n_documents,
        it.n_sentences,
        it.n_positive,
        it.n_folds,
        "",
        "precision",
        "recall",
        "F1",
        row("always", it.always),
        row("the more frequent class", it.majority),
        row("linear model", it.model),
    )
    .trim_end()
    .to_owned()
}
