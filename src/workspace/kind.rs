//! What a path that a person gives may be: a project, a corpus file, or texts.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use crate::store::notice::Trouble;
use crate::store::open::root_of;

/// What is at a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A project, in this folder.
    Project(PathBuf),
    /// A `corpus.ron`, under whatever name.
    Corpus,
    /// A text, or a folder of texts.
    Texts,
    /// Nothing that can be read.
    Missing(Trouble),
}

/// Looks at a path without reading more than its beginning.
pub fn kind_of(path: &Path) -> Kind {
    if let Err(error) = path.metadata() {
        return Kind::Missing(Trouble::Unreadable {
            reason: error.to_string(),
        });
    }
    if let Ok(root) = root_of(path) {
        return Kind::Project(root);
    }
    if path.is_file() && path.extension().is_some_and(|it| it == "ron") {
        return if begins_a_project(path) {
            Kind::Project(path.to_owned())
        } else {
            Kind::Corpus
        };
    }
    Kind::Texts
}

/// Whether a RON file outside its folder is a `project.ron` under another name.
fn begins_a_project(path: &Path) -> bool {
    let mut start = [0; 256];
    let n = std::fs::File::open(path)
        .and_then(|mut it| it.read(&mut start))
        .unwrap_or(0);
    start
        .get(..n)
        .is_some_and(|it| String::from_utf8_lossy(it).contains("Project("))
}
