//! Removing what a crash left beside the files it was to become.

use std::path::Path;
use std::time::Duration;

use super::atomic;
use super::files::{Entry, Files, Kind, Root};
use super::lock::process;
use super::paths;

/// Folders deeper than this are not entered.
const MAX_DEPTH: usize = 64;

/// What was touched more lately may be somebody's on another computer, whose processes nobody here knows; and a
/// folder is not touched while a long file in it grows.
const QUIET: Duration = Duration::from_hours(24);

/// Removes from a folder the exports that were broken off: files and folders of processes that are gone.
pub fn sweep_exports(files: &dyn Files, folder: &Path) {
    let quiet = |entry: &Entry| {
        let known = files.symlink_metadata(&folder.join(&entry.name));
        let modified = known.ok().and_then(|it| it.modified);
        modified.is_some_and(|it| it.elapsed().is_ok_and(|it| it > QUIET))
    };
    for entry in files.list(folder).unwrap_or_default() {
        let process = atomic::process_of(&entry.name.to_string_lossy());
        if !process.is_some_and(process::is_gone) || !quiet(&entry) {
            continue;
        }
        let path = folder.join(&entry.name);
        match entry.kind {
            Kind::Folder => files.remove_tree(&path).ok(),
            Kind::File => files.remove_file(&path).ok(),
            Kind::Other => None,
        };
    }
}

/// Removes the leftovers of this program in the folders where it writes; to be done before it writes.
/// What cannot be removed stays: it does no harm.
pub fn sweep(root: &Root) {
    for (folder, deep) in [
        ("", false),
        (paths::HISTORY, false),
        (paths::PRIVATE, true),
        (paths::ANNOTATIONS, true),
    ] {
        let folder = Path::new(folder);
        if paths::check_inside(root, folder).is_ok() {
            sweep_folder(root, folder, if deep { MAX_DEPTH } else { 0 });
        }
    }
}

fn sweep_folder(root: &Root, folder: &Path, depth: usize) {
    let files = root.files();
    for entry in files.list(&root.join(folder)).unwrap_or_default() {
        let path = folder.join(&entry.name);
        if entry.kind == Kind::Folder && depth > 0 {
            sweep_folder(root, &path, depth - 1);
        } else if entry.kind == Kind::File && atomic::is_ours(&entry.name.to_string_lossy()) {
            files.remove_file(&root.join(&path)).ok();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::time::SystemTime;

    use super::*;
    use crate::store::files::Disk;

    #[test]
    #[cfg(unix)]
    fn exports_that_were_broken_off_are_removed_and_others_are_not() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        let gone = i32::MAX.unsigned_abs();
        let ours = |process: u32, n: u32| format!(".sententia-{process}-0-{n}.tmp");
        let mine = std::process::id();
        let others = [".tmp", ".2009-05-03.tmp", "a.jsonl"].map(str::to_owned);
        let names = [gone, mine].map(|it| ours(it, 1));
        let names = names.into_iter().chain(others);
        for name in names {
            let file = fs::File::create(path(&name)).unwrap();
            file.set_modified(SystemTime::now() - QUIET * 2).unwrap();
        }
        fs::write(path(&ours(gone, 2)), "just now").unwrap();
        let broken = path(&ours(gone, 3));
        fs::create_dir(&broken).unwrap();
        fs::write(broken.join("x"), "").unwrap();
        let handle = fs::File::open(&broken).unwrap();
        handle.set_modified(SystemTime::now() - QUIET * 2).unwrap();

        sweep_exports(&Disk, folder.path());
        let left = fs::read_dir(folder.path()).unwrap();
        let mut left: Vec<_> = left.map(|it| it.unwrap().file_name()).collect();
        left.sort();
        let (mine, fresh) = (ours(mine, 1), ours(gone, 2));
        let mut expected = [
            mine.as_str(),
            fresh.as_str(),
            ".tmp",
            ".2009-05-03.tmp",
            "a.jsonl",
        ];
        expected.sort_unstable();
        assert_eq!(left, expected);
    }
}
