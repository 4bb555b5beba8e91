//! A process that labels at random is killed at random moments; what it had acknowledged is there.
//!
//! `SENTENTIA_KILLS` is the number of kills (15 if not given).

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

use sententia::model::project::Project;
use sententia::store::disk::ProjectFile;
use sententia::store::{Progress, Report, create, decode};
use sententia::workspace::{Options, Pace, Workspace};

use crate::faults::analyst;
use crate::faults::random::Random;
use crate::fixture::sample_on_disk;

const ROOT: &str = "SENTENTIA_CRASH_ROOT";
const SEED: &str = "SENTENTIA_CRASH_SEED";

#[test]
fn a_killed_process_loses_nothing_it_acknowledged() {
    let wanted = std::env::var("SENTENTIA_KILLS").ok();
    let n_kills = wanted.and_then(|it| it.parse().ok()).unwrap_or(15);
    let (_folder, root) = sample_on_disk();
    let mut last = digest(open(&root, 0).0.project());
    let (mut n_steps, mut n_lost, mut n_unasked) = (0, 0, 0);
    for seed in 1..=n_kills {
        let acknowledged = label_until_killed(&root, seed);
        n_steps += acknowledged.len();
        last = acknowledged.last().cloned().unwrap_or(last);
        let (mut workspace, report) = open(&root, seed);
        check_report(&report);
        match found(&mut workspace, &last) {
            Found::Exact => {}
            Found::OneMore => n_unasked += 1,
            Found::Lost => n_lost += 1,
        }
        check_undo(&mut workspace);
        last = digest(workspace.project());
        drop(workspace);
        assert!(leftovers(&root).is_empty(), "nothing is left beside");
    }
    println!(
        "{n_kills} kills, {n_steps} steps, {n_lost} lost, {n_unasked} done but not yet acknowledged"
    );
    assert_eq!(n_lost, 0);
    assert!(n_steps > n_kills as usize, "there was something to lose");
}

/// What the process that is killed does: not a test of its own.
#[test]
fn labels_until_killed() {
    let (Some(root), Ok(seed)) = (std::env::var_os(ROOT), std::env::var(SEED)) else {
        return;
    };
    let seed: u64 = seed.parse().unwrap();
    let mut random = Random::new(seed);
    let (mut workspace, _) = open(Path::new(&root), seed);
    let mut out = std::io::stdout();
    writeln!(out, "\nready").unwrap();
    loop {
        let done = match random.below(10) {
            0 | 1 => workspace.undo().unwrap().is_some(),
            2 => workspace.redo().unwrap().is_some(),
            _ => match analyst::step(&workspace, &mut random) {
                Some(step) => workspace.run(step).map(|()| true).unwrap(),
                None => false,
            },
        };
        if done {
            writeln!(out, "did {}", digest(workspace.project())).unwrap();
            out.flush().unwrap();
        }
    }
}

/// Starts a process that labels, kills it after a while, and returns what it acknowledged.
fn label_until_killed(root: &Path, seed: u64) -> Vec<String> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "crash::labels_until_killed", "--nocapture"])
        .env(ROOT, root)
        .env(SEED, seed.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let mut random = Random::new(seed);
    if random.one_in(6) {
        // Somewhere while it opens.
        std::thread::sleep(Duration::from_millis(random.below(60) as u64));
    } else {
        wait_until_ready(&mut out, &mut child);
        std::thread::sleep(Duration::from_millis(random.below(250) as u64));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let mut rest = String::new();
    out.read_to_string(&mut rest).unwrap();
    let whole = rest.rfind('\n').map_or("", |it| &rest[..it]);
    let digests = whole.lines().filter_map(|it| it.strip_prefix("did "));
    digests.map(str::to_owned).collect()
}

fn wait_until_ready(out: &mut BufReader<ChildStdout>, child: &mut Child) {
    let mut line = String::new();
    while line != "ready\n" {
        line.clear();
        let n = out.read_line(&mut line).unwrap();
        assert!(n > 0, "it ended by itself: {:?}", child.wait());
    }
}

/// What a process finds of the state that another one acknowledged last.
enum Found {
    Exact,
    /// One step more, which was not acknowledged any more.
    OneMore,
    Lost,
}

fn found(workspace: &mut Workspace, last: &str) -> Found {
    let is_last = |it: &Workspace| digest(it.project()) == last;
    if is_last(workspace) {
        return Found::Exact;
    }
    workspace.undo().unwrap();
    let before = is_last(workspace);
    workspace.redo().unwrap();
    if before {
        return Found::OneMore;
    }
    let again = workspace.redo().unwrap().is_some();
    let after = is_last(workspace);
    if again {
        workspace.undo().unwrap();
    }
    if after { Found::OneMore } else { Found::Lost }
}

/// The last three steps can be taken back and done again.
fn check_undo(workspace: &mut Workspace) {
    let before = digest(workspace.project());
    let mut n_undone = 0;
    while n_undone < 3 && workspace.undo().unwrap().is_some() {
        n_undone += 1;
    }
    for _ in 0..n_undone {
        workspace.redo().unwrap().unwrap();
    }
    assert_eq!(digest(workspace.project()), before);
}

/// Every file is understood; the last line of a journal may be cut, and a text out of the list.
fn check_report(report: &Report) {
    let fine = ["store-journal-torn", "store-unknown-document"];
    let odd = report
        .notices
        .iter()
        .filter(|it| !fine.contains(&it.trouble.key()));
    assert_eq!(odd.count(), 0, "{report:?}");
}

fn leftovers(root: &Path) -> Vec<PathBuf> {
    let files = crate::fixture::files(root).into_keys();
    files
        .filter(|it| it.extension().is_some_and(|it| it == "tmp"))
        .collect()
}

fn open(root: &Path, seed: u64) -> (Workspace, Report) {
    let hurry = Duration::from_millis(5 * (seed % 4));
    let pace = Pace {
        sync: hurry,
        shortest: hurry,
        longest: hurry,
        ..Pace::default()
    };
    let options = Options {
        sync_at_once: seed.is_multiple_of(5),
        pace,
        ..Options::default()
    };
    Workspace::open_with(root, "anna", options, &Progress::default()).unwrap()
}

/// A short form of everything that a project says.
fn digest(project: &Project) -> String {
    let mut whole = ProjectFile::of(project).write().unwrap();
    whole.push_str(&project.guidelines);
    for (key, layer) in project.all_layers() {
        if let Some(text) = create::layer_text(project, &key).filter(|_| !layer.is_blank()) {
            whole.push_str(&text.unwrap());
        }
    }
    decode::sha256(whole.as_bytes())
}
