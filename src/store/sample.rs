//! The sample project that comes inside the program: one debate in nine texts, labelled in part by two annotators.

use std::path::{Path, PathBuf};

use super::atomic;
use super::create;
use super::files::Root;
use super::notice::SaveFailure;
use super::paths;

macro_rules! files {
    ($($path:literal),* $(,)?) => {
        &[$(($path, include_bytes!(concat!("../../assets/samples/debate/", $path)))),*]
    };
}

/// Every file of the sample: its path below the project folder, its bytes.
pub const FILES: &[(&str, &[u8])] = files![
    "annotations/anna/01-article.txt.ron",
    "annotations/anna/02-blog.txt.ron",
    "annotations/anna/03-entretien.txt.ron",
    "annotations/anna/04-breve.txt.ron",
    "annotations/anna/05-op-ed.txt.ron",
    "annotations/anna/08-courrier.txt.ron",
    "annotations/bruno/01-article.txt.ron",
    "annotations/bruno/02-blog.txt.ron",
    "annotations/bruno/03-entretien.txt.ron",
    "annotations/bruno/05-op-ed.txt.ron",
    "guidelines.md",
    "project.ron",
    "texts/01-article.txt",
    "texts/02-blog.txt",
    "texts/03-entretien.txt",
    "texts/04-breve.txt",
    "texts/05-op-ed.txt",
    "texts/06-rapport.md",
    "texts/07-forum.txt",
    "texts/08-courrier.txt",
    "texts/09-feature.txt",
];

/// Who has labelled most of it: the sample opens under this name.
pub const ANNOTATOR: &str = "anna";

/// Where the sample is unpacked unless another place is given: the system's folder for programs' data.
pub fn usual_place() -> Option<PathBuf> {
    directories::ProjectDirs::from("", "", "sententia").map(|it| it.data_dir().join("sample"))
}

/// Whether the sample was unpacked there before.
pub fn is_at(place: &Path) -> bool {
    place.join(paths::PROJECT).exists()
}

/// Writes the sample into a folder that does not exist or is empty.
pub fn unpack(to: &Path) -> Result<(), SaveFailure> {
    create::in_place(&Root::from(to), |folder| {
        for (path, bytes) in FILES {
            let file = folder.join(path);
            let written = atomic::write_new(folder.files(), &file, bytes);
            written.map_err(|error| SaveFailure::io(&file, &error))?;
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn the_sample_holds_every_file_of_its_folder() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples/debate");
        let mut found = Vec::new();
        let mut folders = vec![root.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    found.push(
                        path.strip_prefix(&root)
                            .unwrap()
                            .to_string_lossy()
                            .replace('\\', "/"),
                    );
                }
            }
        }
        found.sort();
        assert_eq!(found, FILES.iter().map(|it| it.0).collect::<Vec<_>>());
    }
}
