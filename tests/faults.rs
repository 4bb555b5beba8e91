//! A disk that fails under the workspace: whatever goes wrong, and whenever, nothing that was accepted
//! is lost, and the analyst is told.
//!
//! `SENTENTIA_FAULTS` is the number of faults (500 if not given), `SENTENTIA_FAULT_FROM` the first seed;
//! `SENTENTIA_FAULT_SEED` runs the one case of a seed, as often as `SENTENTIA_FAULT_TIMES` says.

pub mod analyst;
mod disk;
mod holes;
mod keeping;
mod opening;
mod plan;
pub mod random;
mod trial;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use sententia::model::project::Project;
use sententia::store::texts::{Incoming, survey};
use sententia::store::{Progress, Root, create, files, open};
use sententia::workspace::{Saved, Workspace};

use disk::SimDisk;
use plan::{Deed, Fault, Plan};
use random::Random;
use trial::{Trial, Tried};

use crate::fixture::sample_project;

/// Seeds that lost something once. The order of two threads is not in a seed, so each is tried some times.
const MET: [u64; 6] = [7457, 9315, 43_267, 1_012_931, 1_015_462, 1_035_703];

const ROOT: &str = "/home/project";

/// The sample project on a disk of its own, with a schema that is quickly read.
fn image() -> SimDisk {
    let disk = SimDisk::new();
    create::from_project(disk.root(ROOT), &small_project(), &BTreeMap::new()).unwrap();
    disk.settle();
    disk
}

/// Texts that are not yet in the project.
fn more_texts() -> (tempfile::TempDir, Vec<Incoming>) {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [
        ("new.txt", "Le bac revient en été."),
        ("b/ü.md", "# Ferry\n\nSoon.\n"),
    ] {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let found = survey(&[folder.path().to_owned()], None, &Progress::default()).unwrap();
    assert_eq!(found.accepted.len(), 2);
    (folder, found.accepted)
}

fn small_project() -> Project {
    let mut project = sample_project();
    project.guidelines = "# How".into();
    let schema = std::sync::Arc::make_mut(&mut project.schema);
    schema.labels.truncate(3);
    for label in &mut schema.labels {
        label.attributes.truncate(2);
    }
    project
}

#[test]
fn no_fault_of_the_disk_loses_a_step() {
    let wanted = number("SENTENTIA_FAULTS").unwrap_or(500) as usize;
    let (image, (_folder, texts)) = (image(), more_texts());
    let trial = |seed| Trial::new(&image, &texts, seed).run();
    if let Some(seed) = number("SENTENTIA_FAULT_SEED") {
        for _ in 0..number("SENTENTIA_FAULT_TIMES").unwrap_or(1) {
            println!("{:?}", trial(seed));
        }
        return;
    }
    let (next, all) = (
        AtomicU64::new(number("SENTENTIA_FAULT_FROM").unwrap_or(0)),
        Mutex::new((Tally::default(), Vec::new())),
    );
    let work = || {
        loop {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            let tried = catch_unwind(AssertUnwindSafe(|| trial(seed)));
            let (tally, lost) = &mut *all.lock().unwrap_or_else(PoisonError::into_inner);
            match tried {
                Ok(tried) => tally.add(&tried),
                Err(_) => {
                    println!("seed {seed} lost something");
                    lost.push(seed);
                }
            }
            if tally.n_faults() + lost.len() >= wanted || lost.len() > 20 {
                break;
            }
        }
    };
    std::thread::scope(|scope| {
        scope.spawn(work);
        work();
    });
    let (tally, lost) = all.into_inner().unwrap_or_else(PoisonError::into_inner);
    tally.print(lost.len());
    assert_eq!(lost, [0u64; 0], "seeds that lost something");
}

#[test]
fn the_seeds_that_lost_something_once_do_so_no_more() {
    let (image, (_folder, texts)) = (image(), more_texts());
    for seed in MET {
        for _ in 0..8 {
            let tried = Trial::new(&image, &texts, seed).run();
            assert!(tried.n_synced <= tried.n_steps);
        }
    }
}

/// What an environment variable says.
fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok()?.parse().ok()
}

/// What came of all trials.
#[derive(Default)]
struct Tally {
    by_fault: BTreeMap<Fault, Counts>,
}

#[derive(Default)]
struct Counts {
    faults: usize,
    steps: usize,
    told: usize,
    synced: usize,
}

impl Tally {
    fn add(&mut self, tried: &Tried) {
        if tried.fired > 0 {
            let counts = self.by_fault.entry(tried.fault).or_default();
            counts.faults += 1;
            counts.steps += tried.n_steps;
            counts.synced += tried.n_synced;
            counts.told += usize::from(tried.told);
        }
    }

    fn n_faults(&self) -> usize {
        self.by_fault.values().map(|it| it.faults).sum()
    }

    fn print(&self, lost: usize) {
        println!("fault        faults   steps  synced    told");
        for (fault, it) in &self.by_fault {
            let name = format!("{fault:?}");
            let (faults, steps, synced, told) = (it.faults, it.steps, it.synced, it.told);
            println!("{name:<12}{faults:>7}{steps:>8}{synced:>8}{told:>8}");
        }
        let steps: usize = self.by_fault.values().map(|it| it.steps).sum();
        println!("{} faults, {steps} steps, {lost} lost", self.n_faults());
    }
}

#[test]
fn a_writer_that_breaks_off_is_told_and_the_journal_has_everything() {
    let disk = image();
    let progress = Progress::default();
    let (mut workspace, _) = Workspace::open(disk.root(ROOT), "anna", &progress).unwrap();
    let mut random = Random::new(5);
    disk.set_plan(Plan::new(Fault::Panic, 0, 1, false));
    analyst::mark(&mut workspace, &mut random).unwrap();
    let failure = workspace.flush().unwrap_err();
    assert_eq!(failure.trouble.key(), "store-writer-stopped");
    assert!(matches!(workspace.saved(), Saved::Failed(_)));
    analyst::mark(&mut workspace, &mut random).unwrap();
    let (last, synced) = workspace.entries();
    assert_eq!(last, synced, "where nobody else syncs, the step does");
    let left = disk.after_cut(&mut random, true);
    let (again, report) = Workspace::open(left.root(ROOT), "anna", &progress).unwrap();
    assert!(report.is_empty(), "{report:?}");
    assert_eq!(again.project(), workspace.project());
    assert_eq!(again.history(), workspace.history());
}

#[test]
fn what_a_crash_left_beside_is_removed_and_nothing_else() {
    let disk = image();
    let root = disk.root(ROOT);
    let put = |path: &str| {
        let path = root.join(path);
        root.files().create_folders(path.parent().unwrap()).unwrap();
        root.files().create(&path).unwrap();
    };
    let ours = [
        ".sententia-12-0-7.tmp",
        "annotations/anna/.sententia-12-3-4096.tmp",
        "history/.sententia-9-9-9.tmp",
        ".sententia/.sententia-1-1-1.tmp",
    ];
    let others = [
        ".mine.tmp",
        ".2009-05-03.tmp",
        "texts/.sententia-12-0-7.tmp",
        "annotations/anna/.sententia-12-0.tmp",
        "annotations/anna/sententia-12-0-7.tmp",
    ];
    ours.iter().chain(&others).for_each(|it| put(it));
    let opened = open(root.clone(), &Progress::default()).unwrap();
    assert!(opened.report.is_empty());
    let there = |path: &str| root.files().exists(&root.join(path)).unwrap();
    assert!(ours.iter().all(|it| there(it)), "looking removes nothing");
    Workspace::open(root.clone(), "anna", &Progress::default()).unwrap();
    assert_eq!(ours.map(there), [false; 4]);
    assert_eq!(others.map(there), [true; 5]);
}

#[test]
fn the_simulated_disk_keeps_what_is_synced_and_may_lose_the_rest() {
    let disk = SimDisk::new();
    let root: Root = disk.root("/");
    let path = Path::new("/a");
    let mut file = root.files().create(path).unwrap();
    file.write_all(b"one").unwrap();
    let mut seen = [false; 2];
    for seed in 0..50 {
        let left = disk.after_cut(&mut Random::new(seed), seed % 2 == 0);
        seen[usize::from(left.root("/").files().exists(path).unwrap())] = true;
    }
    assert_eq!(seen, [true; 2], "a name without a sync may survive or not");
    file.sync().unwrap();
    root.files().sync_folder(Path::new("/")).unwrap();
    file.write_all(b"two").unwrap();
    disk.set_plan(Plan::new(Fault::Sync, 0, 1, true));
    file.sync().unwrap_err();
    file.sync().unwrap();
    for seed in 0..50 {
        let left = disk.after_cut(&mut Random::new(seed), true);
        let bytes = left.root("/").files().read(path).unwrap();
        assert_eq!(bytes, b"one", "what a failed sync forgot is not there");
    }
    assert!(files::is_missing(
        &root.files().read(Path::new("/b")).unwrap_err()
    ));
    assert_eq!(disk.plan().fired, 1);
    assert!(disk.plan().clone().check(Deed::Sync).is_ok());
}
