//! Reading a backup without trusting it: no file outside the project, no more bytes than such a zip can
//! honestly hold, nothing that is not a project.

use std::io::{Cursor, Read as _};
use std::path::{Path, PathBuf};

use zip::ZipArchive;

use super::{Contents, FOLDER};
use crate::model::id::AnnotatorId;
use crate::store::disk::{self, ProjectFile};
use crate::store::files::Root;
use crate::store::notice::{SaveFailure, Trouble};
use crate::store::open::{Failure, key_of, read_inside};
use crate::store::paths;

/// No backup is larger, packed: 1 GB.
const MAX_PACKED: u64 = 1 << 30;
/// Nor unpacked: 2 GB.
const MAX_UNPACKED: u64 = 2 << 30;
/// No more is ever packed into one byte.
const MAX_RATIO: u64 = 1100;

/// The files in a backup.
pub(super) fn contents(root: &Root, name: &str) -> Result<Contents, SaveFailure> {
    let path = Path::new(FOLDER).join(name);
    let refused = |trouble| SaveFailure::new(&path, trouble);
    if Path::new(name).components().count() != 1 || super::parse(name, 0).is_none() {
        return Err(refused(Trouble::NoBackup {
            name: name.to_owned(),
        }));
    }
    let packed = read_inside(root, &path, MAX_PACKED).map_err(|it| match it {
        Failure::Missing => refused(Trouble::NoBackup {
            name: name.to_owned(),
        }),
        Failure::Other(trouble) => refused(trouble),
    })?;
    unpacked(packed).map_err(refused)
}

fn unpacked(packed: Vec<u8>) -> Result<Contents, Trouble> {
    let most = (packed.len() as u64 * MAX_RATIO).min(MAX_UNPACKED);
    let mut zip = ZipArchive::new(Cursor::new(packed)).map_err(|it| broken(&it))?;
    let mut contents = Contents::new();
    let mut left = most;
    for i in 0..zip.len() {
        let mut file = zip.by_index(i).map_err(|it| broken(&it))?;
        let name = file.name().map_err(|it| broken(&it))?.into_owned();
        let path = path_of(&name)?;
        let mut bytes = Vec::new();
        let read = (&mut file).take(left + 1).read_to_end(&mut bytes);
        let n = read.map_err(|it| broken(&it))? as u64;
        left = left.checked_sub(n).ok_or_else(|| Trouble::TooLarge {
            limit: (most >> 20).to_string(),
        })?;
        if contents.insert(path, bytes).is_some() {
            return Err(broken(&"a file is in it twice"));
        }
    }
    check_project(&contents)?;
    Ok(contents)
}

/// The path of a file below the project folder, if it is one that a backup may hold.
fn path_of(name: &str) -> Result<PathBuf, Trouble> {
    let path = PathBuf::from(name);
    let is_layer = || {
        let same = |it: PathBuf| it == path;
        key_of(&path).is_some_and(|it| paths::layer(&it).is_ok_and(same))
    };
    let is_journal = || {
        let below = path.strip_prefix(paths::HISTORY).ok();
        let id = below.and_then(|it| paths::id_of(it, ".journal"));
        let same = |it: PathBuf| it == path;
        id.is_some_and(|it| paths::journal(&AnnotatorId::new(it)).is_ok_and(same))
    };
    let is_known = name == paths::PROJECT || name == paths::GUIDELINES;
    if is_known || is_layer() || is_journal() {
        Ok(path)
    } else {
        Err(Trouble::LeadsOutside {
            path: name.to_owned(),
        })
    }
}

fn check_project(contents: &Contents) -> Result<(), Trouble> {
    let bytes = contents.get(Path::new(paths::PROJECT));
    let bytes = bytes.ok_or_else(|| broken(&"there is no project.ron in it"))?;
    let file: ProjectFile = disk::read(bytes).map_err(|it| it.trouble)?;
    disk::check_format(file.format)
}

fn broken(reason: &impl ToString) -> Trouble {
    Trouble::BackupBroken {
        reason: reason.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use zip::write::{SimpleFileOptions, ZipWriter};

    use super::*;

    fn packed(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    #[test]
    fn no_file_outside_is_read() {
        for name in [
            "../x.ron",
            "/etc/passwd",
            "annotations/../../x.ron",
            "annotations/anna/../ben/x.ron",
            "annotations/x.ron",
            "texts/a.txt",
            "history/../x.journal",
            "history/a/b.journal",
            ".sententia/locks/a.lock",
            "C:\\x.ron",
            "annotations\\a\\x.ron",
        ] {
            assert!(path_of(name).is_err(), "{name}");
            let trouble = unpacked(packed(&[(name, b"x")])).unwrap_err();
            assert_eq!(trouble.key(), "store-leads-outside", "{name}");
        }
        for name in [
            "project.ron",
            "annotations/a/b/c.txt.ron",
            "history/é.journal",
        ] {
            assert!(path_of(name).is_ok(), "{name}");
        }
    }

    #[test]
    fn what_is_no_backup_is_refused() {
        let key = |bytes: Vec<u8>| unpacked(bytes).unwrap_err().key();
        assert_eq!(key(b"PK not a zip".to_vec()), "store-backup-broken");
        assert_eq!(
            key(packed(&[("guidelines.md", b"x")])),
            "store-backup-broken"
        );
        let newer = b"Project(format: 99, name: \"x\")";
        assert!(unpacked(packed(&[("project.ron", newer)])).is_err());
        let mut damaged = packed(&[("guidelines.md", &[b'x'; 4000][..])]);
        damaged[45] ^= 0xff;
        assert_eq!(key(damaged), "store-backup-broken");
    }
}
