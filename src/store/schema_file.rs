//! A schema from a file: of another project, of a labelled corpus, or of the configuration of another
//! program. What has no place in a schema is told.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use super::disk;
use super::files::{self, Root};
use super::notice::Trouble;
use super::paths;
use crate::formats::schemes::{self, Left};
use crate::model::id::TargetId;
use crate::model::project::Target;
use crate::model::schema::Schema;

/// Configurations are small; what is larger is something else.
const MAX_BYTES: u64 = 4 << 20;

/// A schema read from a file.
#[derive(Clone, Debug, PartialEq)]
pub struct SchemaFile {
    /// The name of the program it is of, as that program writes it.
    pub program: &'static str,
    pub schema: Schema,
    pub targets: BTreeMap<TargetId, Target>,
    /// What was not taken.
    pub left: Vec<Left>,
}

/// As much of `project.ron` as matters here, so that newer or damaged lists of documents do not.
#[derive(Deserialize)]
struct Project {
    schema: Schema,
    #[serde(default)]
    targets: Vec<disk::Named>,
}

/// Reads the schema of a file, or of a project folder.
pub fn read(path: &Path) -> Result<SchemaFile, Trouble> {
    let project = path.join(paths::PROJECT);
    let path = if path.is_dir() { &project } else { path };
    let bytes = bytes(path)?;
    if path.extension().is_some_and(|it| it == "ron") {
        return own(&bytes);
    }
    let source = String::from_utf8(bytes).map_err(|_| Trouble::NotUtf8 {})?;
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let (program, scheme) = schemes::read(&stem, &source).ok_or_else(|| Trouble::NoSchema {
        path: path.display().to_string(),
    })?;
    Ok(SchemaFile {
        program: program.name(),
        schema: scheme.schema,
        targets: BTreeMap::new(),
        left: scheme.left,
    })
}

/// A schema as a file of its own, which [`read`] reads.
pub fn text(schema: &Schema) -> Result<String, Trouble> {
    Ok(format!("{}{}", disk::HEADER, disk::pretty(schema, 4)?))
}

fn bytes(path: &Path) -> Result<Vec<u8>, Trouble> {
    let unreadable = |error: std::io::Error| Trouble::Unreadable {
        reason: error.to_string(),
    };
    let folder = Root::from(path.parent().unwrap_or(Path::new("")));
    let disk = folder.files();
    let found = disk.metadata(path).map_err(unreadable)?;
    if found.kind != files::Kind::File {
        let path = path.display().to_string();
        return Err(Trouble::NoSchema { path });
    }
    if found.length > MAX_BYTES {
        let limit = (MAX_BYTES >> 20).to_string();
        return Err(Trouble::TooLarge { limit });
    }
    disk.read(path).map_err(unreadable)
}

/// A project, a corpus, or a schema alone.
fn own(bytes: &[u8]) -> Result<SchemaFile, Trouble> {
    let read = disk::read::<Project>(bytes);
    let (schema, targets) = match read {
        Ok(project) => (project.schema, project.targets),
        Err(broken) => match disk::read::<Schema>(bytes) {
            Ok(schema) => (schema, Vec::new()),
            Err(_) => return Err(broken.trouble),
        },
    };
    let target = |it: disk::Named| (TargetId::new(it.id), Target { name: it.name });
    Ok(SchemaFile {
        program: "Sententia",
        schema,
        targets: targets.into_iter().map(target).collect(),
        left: Vec::new(),
    })
}
