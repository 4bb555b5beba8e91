//! What it costs that nothing is lost: the journal, saving one edit, and labelling while files are written.

use std::path::Path;
use std::time::{Duration, Instant};

use sententia::model::id::AnnotatorId;
use sententia::store::Root;
use sententia::store::disk::SavedEdit;
use sententia::store::journal::{Journal, Line};
use sententia::workspace::{Options, Pace, Workspace};

use crate::meter::{Measured, measure};
use crate::table::Row;
use crate::workload::{Random, Workload};
use crate::{N_MARKS, mark_one, open};

/// Everything measured, each in projects of its own.
pub fn rows(folder: &Path, n_large: usize, short: bool) -> Vec<Row> {
    let ms = Duration::from_millis;
    let n_spans = if short { 50 } else { 50_000 };
    let (small, large) = (saving(folder, 10), saving(folder, n_large));
    let ratio = large.median().as_secs_f64() / small.median().as_secs_f64();
    println!("\nsaving one edit among {n_large} texts takes {ratio:.2} times as long as among 10");
    let (labelled, longest) = labelling_while_writing(folder, n_spans);
    println!("longest step in a text of {n_spans} spans while its file is written: {longest:?}");
    vec![
        Row::new("", "journal, one line", &journal(folder), Some(ms(1))),
        Row::new("W5", "save one, of 10", &small, None),
        Row::new("W5", "save one, of all", &large, None),
        Row::new("W4", "mark while writing", &labelled, Some(ms(8))),
    ]
}

fn journal(folder: &Path) -> Measured {
    let annotator = AnnotatorId::new("bench");
    let root = Root::from(&folder.join("journal"));
    let mut journal = Journal::new(&root, &annotator, None).expect("a journal");
    std::fs::create_dir_all(root.path()).expect("a folder");
    let line = |n| Line::Do {
        n,
        when: jiff::Timestamp::UNIX_EPOCH,
        name: "step-name".to_owned(),
        detail: String::new(),
        edits: vec![SavedEdit::Name("a name of some length".to_owned())],
        back: vec![SavedEdit::Name("the name that it was before".to_owned())],
    };
    let add = |_| {
        journal.add(line).expect("added");
    };
    measure(10 * N_MARKS, add).1
}

/// One mark, and waiting until it is in its file.
fn saving(folder: &Path, n_documents: usize) -> Measured {
    let root = folder.join(format!("saving-{n_documents}"));
    Workload::new("", n_documents, 5_000, 20, 0, 0).write(&root);
    let mut workspace = open(&root);
    let mut random = Random::new(3);
    let save = |i| {
        mark_one(&mut workspace, &mut random, i);
        workspace.flush().expect("saved");
    };
    measure(30, save).1
}

/// Marks without a pause while the writer writes all the time; also the longest of them.
fn labelling_while_writing(folder: &Path, n_spans: usize) -> (Measured, Duration) {
    let root = folder.join("writing");
    Workload::new("", 1, 40 * n_spans.max(200), n_spans, 0, 0).write(&root);
    let pace = Pace {
        shortest: Duration::ZERO,
        longest: Duration::ZERO,
        ..Pace::default()
    };
    let options = Options {
        pace,
        ..Options::default()
    };
    let opened = Workspace::open_with(
        &root,
        "bench",
        options,
        &sententia::store::Progress::default(),
    );
    let mut workspace = opened.expect("opened").0;
    let mut random = Random::new(4);
    let mut longest = Duration::ZERO;
    let ((), measured) = measure(N_MARKS, |i| {
        let start = Instant::now();
        mark_one(&mut workspace, &mut random, i);
        longest = longest.max(start.elapsed());
    });
    (measured, longest)
}
