//! What git has to know of a project: which files it merges by record, which bytes it leaves alone,
//! and what it passes over. Git itself is never run.

use std::io;
use std::path::{Path, PathBuf};

use super::atomic;
use super::files::{Files, Root, is_missing};
use super::notice::{SaveFailure, Trouble};

/// The file in which a project says how its files are merged.
pub const ATTRIBUTES: &str = ".gitattributes";

/// The lines of it.
const RULES: &[&str] = &[
    "project.ron merge=sententia",
    "annotations/**/*.ron merge=sententia",
    // Not even the line ends of a text may change.
    "texts/** -text",
];

/// Tells git to pass a folder of a project over.
pub fn keep_out(root: &Root, folder: &Path) -> io::Result<()> {
    let ignore = folder.join(".gitignore");
    if root.files().exists(&ignore)? {
        return Ok(());
    }
    root.write(&ignore, b"*\n")
}

/// Says in the project, and in the repository that it is in, that `program` merges its files.
/// Returns the files that were written; what is there already stays.
pub fn install(
    files: &dyn Files,
    root: &Path,
    program: &Path,
) -> Result<Vec<PathBuf>, SaveFailure> {
    let config = config_of(files, root)?;
    let mut written = Vec::new();
    let mut add = |path: PathBuf, lines: &[String]| -> Result<(), SaveFailure> {
        let failed = |error: io::Error| SaveFailure::io(&path, &error);
        let mut text = match text_of(files, &path) {
            Err(error) if is_missing(&error) => String::new(),
            text => text.map_err(failed)?,
        };
        // Of a section it is the heading that tells whether it is there.
        let first = |line: &str| line.lines().next().unwrap_or_default().trim().to_owned();
        let known = |line: &str| text.lines().any(|it| it.trim() == first(line));
        let missing: Vec<&String> = lines.iter().filter(|it| !known(it)).collect();
        if missing.is_empty() {
            return Ok(());
        }
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        for line in missing {
            text.push_str(line);
            text.push('\n');
        }
        atomic::write(files, &path, text.as_bytes()).map_err(failed)?;
        written.push(path);
        Ok(())
    };
    let rules: Vec<String> = RULES.iter().map(|it| (*it).to_owned()).collect();
    add(root.join(ATTRIBUTES), &rules)?;
    add(config, &[section(program)])?;
    Ok(written)
}

/// The lines of the configuration: in the shell's quotation marks within those of git.
fn section(program: &Path) -> String {
    let shell = program.display().to_string().replace('\'', "'\\''");
    let driver = format!("'{shell}' merge %O %A %B");
    let driver = driver.replace('\\', "\\\\").replace('"', "\\\"");
    format!("[merge \"sententia\"]\n\tname = records of Sententia\n\tdriver = \"{driver}\"")
}

/// The configuration of the repository that a folder is in.
fn config_of(files: &dyn Files, root: &Path) -> Result<PathBuf, SaveFailure> {
    let real = files
        .canonicalize(root)
        .map_err(|error| SaveFailure::io(root, &error))?;
    let git = real
        .ancestors()
        .map(|it| it.join(".git"))
        .find(|it| files.metadata(it).is_ok());
    let git = git.ok_or_else(|| {
        let path = root.display().to_string();
        SaveFailure::new(root, Trouble::NoRepository { path })
    })?;
    let folder = if files.is_folder(&git) {
        git
    } else {
        followed(files, &git).map_err(|error| SaveFailure::io(&git, &error))?
    };
    Ok(folder.join("config"))
}

/// The folder of a repository with several working trees.
fn followed(files: &dyn Files, file: &Path) -> io::Result<PathBuf> {
    let text = text_of(files, file)?;
    let target = text.trim().strip_prefix("gitdir:").unwrap_or_default();
    let folder = file.parent().unwrap_or(file).join(target.trim());
    match text_of(files, &folder.join("commondir")) {
        Ok(common) => Ok(folder.join(common.trim())),
        Err(_) => Ok(folder),
    }
}

fn text_of(files: &dyn Files, path: &Path) -> io::Result<String> {
    let bytes = files.read(path)?;
    String::from_utf8(bytes).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::store::files::Disk;

    #[test]
    fn what_is_there_stays_and_nothing_is_written_twice() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("projects/one");
        fs::create_dir_all(&root).unwrap();
        let program = Path::new("/opt/it's \"here\"/sententia");
        assert!(
            install(&Disk, &root, program).is_err(),
            "there is no repository"
        );
        fs::create_dir(folder.path().join(".git")).unwrap();
        fs::write(folder.path().join(".git/config"), "[core]\n\tbare = false").unwrap();
        fs::write(root.join(ATTRIBUTES), "*.pdf binary").unwrap();
        assert_eq!(install(&Disk, &root, program).unwrap().len(), 2);
        let config = fs::read_to_string(folder.path().join(".git/config")).unwrap();
        assert!(config.starts_with("[core]\n\tbare = false\n[merge \"sententia\"]\n"));
        assert!(
            config.contains(r#"driver = "'/opt/it'\\''s \"here\"/sententia' merge %O %A %B""#),
            "{config}"
        );
        let rules = fs::read_to_string(root.join(ATTRIBUTES)).unwrap();
        assert!(rules.starts_with("*.pdf binary\nproject.ron merge=sententia\n"));
        assert_eq!(
            install(&Disk, &root, program).unwrap(),
            Vec::<PathBuf>::new()
        );
    }
}
