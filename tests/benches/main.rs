//! `cargo bench`: opening, marking, saving and reopening at several sizes, beside what we aim at.
//!
//! It makes its data itself, in a temporary folder, the same each time. Names of workloads as arguments
//! run only those: `cargo bench -- w2`, and `cargo bench -- exchange jsonl brat` the largest one out to those
//! formats and in again (all formats if none is named). `SENTENTIA_BENCH_W5` is the number of documents of the largest one
//! (10,000 if not given).

#![expect(
    clippy::expect_used,
    reason = "a bench that cannot run has nothing to say"
)]

use std::path::Path;
use std::time::Duration;

use jiff::Timestamp;
use sententia::Corpus;
use sententia::formats::output::OneFile;
use sententia::formats::{Export, Options, Selection, corpus::CORPUS};
use sententia::model::id::{LabelId, SpanId};
use sententia::model::verbs::Act;
use sententia::store::Progress;
use sententia::workspace::Workspace;

mod exchange;
mod meter;
mod safety;
mod table;
mod workload;

use meter::{Measured, measure, resident_mb};
use table::{Row, print, slope};
use workload::{Random, Workload};

/// So many marks are made in each workload.
const N_MARKS: usize = 300;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let short = !args.iter().any(|it| it == "--bench");
    let wanted: Vec<&String> = args.iter().filter(|it| !it.starts_with('-')).collect();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (mut rows, mut marks) = (Vec::new(), Vec::new());
    for workload in workloads(short) {
        let all = wanted.is_empty();
        if all
            || wanted
                .iter()
                .any(|it| it.eq_ignore_ascii_case(workload.name))
        {
            let root = folder.path().join(workload.name);
            let (size, made) = measure(1, |_| workload.write(&root));
            let seconds = made.median().as_secs_f64();
            eprintln!("{}: {size}, made in {seconds:.1} s", workload.name);
            let (measured, mark) = run(&workload, &root);
            rows.extend(measured);
            marks.push((workload.name, workload.n_bytes * workload.n_documents, mark));
        }
    }
    if wanted.is_empty() || wanted.iter().any(|it| *it == "safety") {
        let n_large = if short { 20 } else { n_documents_of_w5() };
        rows.extend(safety::rows(folder.path(), n_large, short));
    }
    if wanted.is_empty() || wanted.iter().any(|it| *it == "exchange") {
        let workload = workloads(short).pop().expect("the largest");
        let root = folder.path().join("exchange");
        workload.write(&root);
        let project = open(&root).project().clone();
        let formats: Vec<&String> = wanted
            .iter()
            .filter(|it| **it != "exchange")
            .copied()
            .collect();
        exchange::run(&project, &formats);
    }
    if !rows.is_empty() {
        print(&rows);
    }
    slope("mark", &marks);
}

fn n_documents_of_w5() -> usize {
    let given = std::env::var("SENTENTIA_BENCH_W5").ok();
    given.and_then(|it| it.parse().ok()).unwrap_or(10_000)
}

fn workloads(short: bool) -> Vec<Workload> {
    let n = n_documents_of_w5();
    let all = [
        Workload::new("W1", 1, 5_000, 20, 0, 20),
        Workload::new("W2", 1, 100_000, 500, 100, 30),
        Workload::new("W3", 1, 1_000_000, 5_000, 0, 60),
        Workload::new("W5", n, 5_000, 20, 0, 2_000),
    ];
    // Run by `cargo test --benches`, it only shows whether it works.
    let tiny = |it: Workload| Workload {
        n_documents: it.n_documents.min(3),
        n_bytes: it.n_bytes.min(5_000),
        n_spans: it.n_spans.min(20),
        n_links: it.n_links.min(5),
        ..it
    };
    let sized = |it| if short { tiny(it) } else { it };
    all.into_iter().map(sized).collect()
}

/// Everything that is measured of one workload, and the time of a mark for the slope.
fn run(workload: &Workload, root: &Path) -> (Vec<Row>, Duration) {
    let ms = Duration::from_millis;
    let n = if workload.n_documents > 1 { 2 } else { 5 };
    let open_budget = ms(workload.open_budget_ms);
    let mut rows = Vec::new();
    let mut row = |act: &'static str, measured: &Measured, budget: Option<Duration>| {
        rows.push(Row::new(workload.name, act, measured, budget));
    };
    let (mut workspace, opened) = measure(n, |_| open(root));
    row("open", &opened, Some(open_budget));
    let resident = resident_mb();

    let marked = mark(&mut workspace);
    row("mark", &marked, Some(ms(1)));
    let ((), undone) = measure(N_MARKS / 3, |_| {
        workspace.undo().expect("undone");
    });
    row("undo", &undone, Some(ms(1)));
    let ((), saved) = measure(1, |_| workspace.flush().expect("saved"));
    row("save", &saved, Some(ms(1_000)));
    let before = workspace.project().clone();
    drop(workspace);

    let (again, reopened) = measure(n, |_| open(root));
    row("reopen", &reopened, Some(open_budget));
    assert!(
        *again.project() == before,
        "what is opened is what was saved"
    );
    drop(again);

    let file = root.with_extension("ron");
    let ((), exported) = measure(n, |_| {
        let mut out = std::fs::File::create(&file).expect("a file");
        let export = Export {
            format: &CORPUS,
            project: &before,
            selection: &Selection::default(),
            options: &Options::default(),
        };
        let mut out = OneFile::new(&mut out);
        export
            .run(&mut out, &Progress::default())
            .expect("exported");
    });
    row(
        "export corpus.ron",
        &exported,
        (n == 2).then_some(ms(1_500)),
    );
    let (corpus, read) = measure(n, |_| Corpus::read(&file).expect("a corpus"));
    row("read corpus.ron", &read, None);
    assert!(
        corpus.into_project() == before,
        "what is read is what was exported"
    );
    let mb = std::fs::metadata(&file).map_or(0, |it| it.len()) as f64 / 1e6;
    eprintln!("    corpus.ron {mb:.1} MB; in memory after opening {resident}");
    (rows, marked.median())
}

fn open(root: &Path) -> Workspace {
    let progress = Progress::default();
    let (workspace, report) = Workspace::open(root, "bench", &progress).expect("opened");
    assert!(report.is_empty(), "{:?}", report.notices.first());
    workspace
}

/// Marks words all over the texts: the verb, the edit and the journal.
fn mark(workspace: &mut Workspace) -> Measured {
    let mut random = Random::new(7);
    measure(N_MARKS, |i| mark_one(workspace, &mut random, i)).1
}

/// Marks a few words somewhere.
fn mark_one(workspace: &mut Workspace, random: &mut Random, i: usize) {
    let order = std::sync::Arc::clone(&workspace.project().order);
    let document = random.pick(&order);
    let text = workspace.project().document(document).expect("a text");
    let at = workload::stretch(text.text.as_str(), random);
    let act = Act {
        project: workspace.project(),
        key: &workspace.key(document),
        now: Timestamp::UNIX_EPOCH,
    };
    let id = SpanId::new(format!("s-mark{i}"));
    if let Ok(step) = act.mark(id, &LabelId::new("prediction"), at) {
        workspace.run(step).expect("written");
    }
}
