//! `cargo bench --bench view`: what a frame of the window costs, at sizes from a page to ten megabytes.
//!
//! It makes its projects itself and runs each in a process of its own, so that memory is told apart. Names
//! of workloads as arguments run only those: `cargo bench --bench view -- w4`.

#![expect(
    clippy::expect_used,
    reason = "a bench that cannot run has nothing to say"
)]

use std::path::Path;
use std::process::Command;

use sententia::app::measure::figures::Figures;

mod headless;
mod report;
#[path = "../workload.rs"]
#[expect(dead_code, reason = "shared with the other bench")]
mod workload;

use headless::Headless;
use report::Report;
use workload::Workload;

/// Says to a process of ours that it is to run one project and print what it measured.
const ONE: &str = "--one-project";

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    if let Some(at) = args.iter().position(|it| it == ONE) {
        let project = args.get(at + 1).expect("a project");
        let figures = Headless::new().run(Path::new(project));
        println!("{}", serde_json::to_string(&figures).expect("in words"));
        return;
    }
    let short = !args.iter().any(|it| it == "--bench");
    let wanted: Vec<&String> = args.iter().filter(|it| !it.starts_with('-')).collect();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut report = Report::default();
    for workload in workloads(short) {
        let is_wanted = |it: &&String| it.eq_ignore_ascii_case(workload.name);
        if !wanted.is_empty() && !wanted.iter().any(is_wanted) {
            continue;
        }
        let root = folder.path().join(workload.name);
        eprintln!("{}: {}", workload.name, workload.write(&root));
        report.add(workload.name, run(&root));
    }
    report.print();
}

/// Measures a project in a process of its own.
fn run(project: &Path) -> Figures {
    let own = std::env::current_exe().expect("this program");
    let output = Command::new(own).arg(ONE).arg(project).output();
    let output = output.expect("a process");
    let said = String::from_utf8_lossy(&output.stdout);
    let told = serde_json::from_str(said.lines().last().unwrap_or_default());
    told.unwrap_or_else(|error| {
        let trouble = String::from_utf8_lossy(&output.stderr);
        panic!("no figures ({error}): {said}{trouble}")
    })
}

fn workloads(short: bool) -> Vec<Workload> {
    let single = |it| Workload {
        single_line: true,
        ..it
    };
    let nested = |it| Workload { nested: true, ..it };
    let all = [
        Workload::new("W1", 1, 5_000, 20, 0, 20),
        Workload::new("W2", 1, 100_000, 500, 100, 30),
        Workload::new("W3", 1, 1_000_000, 5_000, 0, 60),
        Workload::new("W4", 1, 10_000_000, 50_000, 0, 150),
        single(Workload::new("W7", 1, 10_000_000, 50_000, 0, 150)),
        nested(Workload::new("W8", 1, 20_000, 5_000, 0, 30)),
    ];
    // Run by `cargo test --benches`, it only shows whether it works.
    let n = if short { 1 } else { all.len() };
    all.into_iter().take(n).collect()
}
