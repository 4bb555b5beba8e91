//! Removing what a crash left beside the files it was to become.

use std::path::Path;

use super::atomic;
use super::files::{Kind, Root};
use super::paths;

/// Folders deeper than this are not entered.
const MAX_DEPTH: usize = 64;

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
