//! Files of a format, as one input: its name on the first line, then each file after a cut, with its name before it.

use jiff::Timestamp;
use sententia::formats::import::{Whose, import};
use sententia::formats::input::{Entry, Input};
use sententia::formats::output::Nowhere;
use sententia::formats::{self, Export, Format, Options, Reading, Selection, corpus::CORPUS};
use sententia::model::project::Project;
use sententia::store::Progress;

/// Files that belong together.
pub type Files = Vec<(String, Vec<u8>)>;

/// What stands before each file.
const CUT: &[u8] = b"\n=====\n";

/// Files as one input.
pub fn packed(format: &Format, files: &Files) -> Vec<u8> {
    let mut all = format.id.as_bytes().to_vec();
    for (name, bytes) in files {
        all.extend([CUT, name.as_bytes(), b"\n", bytes].concat());
    }
    all
}

/// Gives the files of an input to the reader that it names.
pub fn formats(bytes: &[u8]) {
    let mut parts = parts(bytes).into_iter();
    let id = parts.next().and_then(|it| std::str::from_utf8(it).ok());
    let format = id.and_then(formats::by_id);
    let Some(format) = format.filter(|it| it.reader.is_some()) else {
        return;
    };
    let files = parts.filter_map(|part| {
        let end = part.iter().position(|it| *it == b'\n')?;
        let name = String::from_utf8_lossy(&part[..end]).into_owned();
        Some((name, part[end + 1..].to_vec()))
    });
    take_in(format, &files.collect());
}

fn parts(bytes: &[u8]) -> Vec<&[u8]> {
    let mut parts = Vec::new();
    let mut rest = bytes;
    while let Some(at) = rest.windows(CUT.len()).position(|it| it == CUT) {
        parts.push(&rest[..at]);
        rest = &rest[at + CUT.len()..];
    }
    parts.push(rest);
    parts
}

/// Reads files, and writes what came in.
pub fn take_in(format: &Format, files: &Files) {
    let entries = files
        .iter()
        .map(|(name, bytes)| Entry::of_bytes(name, bytes.clone()));
    let input = Input::of("seed", entries.collect());
    let whose = Whose {
        annotator: "anna".to_owned(),
        when: Timestamp::UNIX_EPOCH,
    };
    let reader = format.reader.unwrap();
    reader.knows(&input);
    let base = Project::default();
    let progress = Progress::default();
    let imported = import(
        reader,
        &input,
        &Reading::default(),
        (&base, &whose),
        &progress,
    )
    .unwrap();
    for (_, layer) in imported.project.all_layers() {
        assert!(layer.spans().all(|it| !it.at.is_empty()));
    }
    let selection = Selection::default();
    for format in [&CORPUS, format] {
        if format.writer.is_some() {
            let export = Export {
                format,
                project: &imported.project,
                selection: &selection,
                options: &Options::default(),
            };
            export.run(&mut Nowhere::default(), &progress).unwrap();
        }
    }
}
