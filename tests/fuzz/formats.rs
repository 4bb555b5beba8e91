//! Hostile files for every format that is read: what the program itself writes, one file of it changed by
//! chance, and whatever lies in `tests/data/formats/<id>/`.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use sententia::formats::output::Memory;
use sententia::formats::{Export, FORMATS, Format, Options, Selection};
use sententia::store::Progress;

use super::intake::{Files, take_in};
use super::mutate::Mutator;
use super::{HANG, MOST, below, here};
use crate::fixture::sample_project;

/// How many inputs each format gets when nobody asks for more.
const N: usize = 120;

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
pub fn seeds(format: &Format) -> Vec<Files> {
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
