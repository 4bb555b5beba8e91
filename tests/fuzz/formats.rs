//! Hostile files for every format that is read: what the program itself writes, one file of it changed by
//! chance, and whatever lies in `tests/data/formats/<id>/`.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use sententia::formats::import::{Whose, import};
use sententia::formats::input::{Entry, Input};
use sententia::formats::output::{Memory, Nowhere};
use sententia::formats::{Export, FORMATS, Format, Options, Reading, Selection, corpus::CORPUS};
use sententia::model::project::Project;
use sententia::store::Progress;

use super::mutate::Mutator;
use super::{HANG, MOST, below, here};
use crate::fixture::sample_project;

/// How many inputs each format gets when nobody asks for more.
const N: usize = 120;

/// Files that belong together.
type Files = Vec<(String, Vec<u8>)>;

#[test]
fn no_bytes_make_a_format_panic() {
    let seconds = std::env::var("SENTENTIA_FUZZ_SECONDS").ok();
    let seconds: Option<u64> = seconds.and_then(|it| it.parse().ok());
    let only = std::env::var("SENTENTIA_FUZZ_TARGET").ok();
    for format in FORMATS.iter().filter(|it| it.reader.is_some()) {
        if only.as_deref().is_some_and(|it| it != format.id) {
            continue;
        }
        let seeds = seeds(format);
        assert!(!seeds.is_empty(), "{} has no seeds", format.id);
        for files in &seeds {
            survives(format, files);
        }
        let first = seconds.map_or(1, |_| Mutator::any_seed());
        let all = seeds.iter().flatten().map(|it| it.1.clone()).collect();
        let mut mutator = Mutator::new(first, all, MOST);
        let (mut n, started) = (0usize, Instant::now());
        let goes_on = |n: usize| match seconds {
            Some(most) => started.elapsed() < Duration::from_secs(most),
            None => n < N,
        };
        while goes_on(n) {
            let mut files = seeds[n % seeds.len()].clone();
            let which = n / seeds.len() % files.len();
            files[which].1 = mutator.next_input();
            survives(format, &files);
            n += 1;
        }
        println!("{}: {n} inputs, none broke it", format.id);
    }
}

/// The sample as this format writes it, and what lies in its folder, a file at a time.
fn seeds(format: &Format) -> Vec<Files> {
    let mut seeds = Vec::new();
    if format.writer.is_some() {
        let (project, selection) = (sample_project(), Selection::default());
        let export = Export {
            format,
            project: &project,
            selection: &selection,
            options: &Options::default(),
        };
        let mut memory = Memory::default();
        export.run(&mut memory, &Progress::default()).unwrap();
        seeds.push(memory.files.into_iter().collect());
    }
    let folder = here().join("data/formats").join(format.id);
    for path in below(&folder) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let bytes = std::fs::read(&path).unwrap();
        if bytes.len() <= 8 * MOST {
            seeds.push(vec![(name, bytes)]);
        }
    }
    seeds
}

fn survives(format: &Format, files: &Files) {
    let started = Instant::now();
    let outcome = catch_unwind(AssertUnwindSafe(|| take_in(format, files)));
    if outcome.is_err() || started.elapsed() > HANG {
        let folder = std::env::temp_dir().join(format!("sententia-fuzz-{}", format.id));
        for (name, bytes) in files {
            let path = folder.join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        }
        panic!(
            "{} was broken by what is kept in {}",
            format.id,
            folder.display()
        );
    }
}

/// Reads files, and writes what came in.
fn take_in(format: &Format, files: &Files) {
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
