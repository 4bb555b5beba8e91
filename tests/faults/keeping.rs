//! Backups and locks on a disk that fails: a backup is whole or not there, a restoring ends as it was to
//! end or changes nothing, a lock is held by one or by nobody.

use sententia::model::project::Project;
use sententia::store::backup::{self, Limits};
use sententia::store::lock::Lock;
use sententia::store::{Progress, Root};
use sententia::workspace::{Workspace, backups};

use super::disk::SimDisk;
use super::plan::{Fault, Plan};
use super::random::Random;
use super::{ROOT, analyst, image};

/// The faults that can be in the way of these; the thread that breaks off is tried with the whole.
const FAULTS: [Fault; 7] = [
    Fault::DiskFull,
    Fault::Io,
    Fault::Denied,
    Fault::ShortWrite,
    Fault::Rename,
    Fault::Sync,
    Fault::PowerCut,
];

/// Each fault at each moment, until a run is over before the fault comes.
fn each_fault(disk: &SimDisk, mut run: impl FnMut(&SimDisk, Fault, usize) -> bool) -> usize {
    let mut n_fired = 0;
    for fault in FAULTS {
        for after in 0..400 {
            let disk = disk.copy();
            disk.set_plan(Plan::new(fault, after, 1, true));
            if !run(&disk, fault, after) {
                break;
            }
            n_fired += 1;
        }
    }
    n_fired
}

/// What is left on the disk: after a power cut what survives it, else what is there.
fn left(disk: &SimDisk, fault: Fault, seed: usize) -> SimDisk {
    if fault == Fault::PowerCut {
        disk.after_cut(&mut Random::new(seed as u64), seed.is_multiple_of(2))
    } else {
        disk.copy()
    }
}

fn opened(root: Root) -> (Workspace, Project) {
    let (workspace, report) = Workspace::open(root, "anna", &Progress::default()).unwrap();
    assert!(report.is_empty(), "{report:?}");
    let project = workspace.project().clone();
    (workspace, project)
}

/// A project with a backup of its first state; the second state.
fn worked() -> (SimDisk, String, Project, Project) {
    let disk = image();
    let (mut workspace, _) = opened(disk.root(ROOT));
    let mut random = Random::new(3);
    analyst::mark(&mut workspace, &mut random).unwrap();
    workspace.flush().unwrap();
    let first = workspace.project().clone();
    drop(workspace);
    let made = backups::make(disk.root(ROOT), Limits::NONE).unwrap();
    let (mut workspace, _) = opened(disk.root(ROOT));
    for _ in 0..3 {
        analyst::mark(&mut workspace, &mut random).unwrap();
    }
    workspace.flush().unwrap();
    let second = workspace.project().clone();
    drop(workspace);
    disk.settle();
    (disk, made.name, first, second)
}

#[test]
fn a_backup_is_whole_or_not_there() {
    let (disk, _, _, second) = worked();
    let n = each_fault(&disk, |disk, fault, after| {
        let made = backups::make(disk.root(ROOT), Limits::NONE);
        let fired = disk.plan().fired > 0;
        let left = left(disk, fault, after);
        let root = left.root(ROOT);
        for it in backup::list(&root) {
            let again = left.copy();
            backup::restore(&again.root(ROOT), &it.name).unwrap();
        }
        if let Ok(made) = made
            && fault != Fault::PowerCut
        {
            assert!(
                backup::list(&root).contains(&made),
                "what is said to be made is"
            );
        }
        assert!(opened(root).1 == second, "{fault:?} {after}");
        fired
    });
    println!("{n} faults while a backup was made");
    assert!(n > 50);
}

#[test]
fn a_restoring_is_done_or_not_begun() {
    let (disk, name, first, second) = worked();
    let n = each_fault(&disk, |disk, fault, after| {
        let done = backups::restore(disk.root(ROOT), &name).is_ok();
        let fired = disk.plan().fired > 0;
        let (_, found) = opened(left(disk, fault, after).root(ROOT));
        let whole = found == first || (found == second && !done);
        assert!(whole, "{fault:?} {after}: neither the one nor the other");
        fired
    });
    println!("{n} faults while a backup was restored");
    assert!(n > 50);
}

#[test]
fn a_lock_is_held_by_one_or_by_nobody() {
    let disk = image();
    let anna = "anna".into();
    let n = each_fault(&disk, |disk, fault, after| {
        let taken = Lock::take(&disk.root(ROOT), &anna);
        let fired = disk.plan().fired > 0;
        disk.set_plan(disk.plan().ended());
        if let Ok(lock) = &taken {
            assert_eq!(lock.lost(), None);
            assert!(
                Lock::take(&disk.root(ROOT), &anna).is_err(),
                "{fault:?} {after}"
            );
        }
        drop(taken);
        let again = Lock::take(&disk.root(ROOT), &anna).unwrap();
        let left = left(disk, fault, after);
        drop(again);
        Lock::take(&left.root(ROOT), &anna).unwrap();
        fired
    });
    println!("{n} faults while a lock was taken");
    assert!(n > 20);
}
