//! Hostile bytes without end: seeds, changed by chance, given to whatever reads bytes from outside.
//! The same inputs each time; `SENTENTIA_FUZZ_SECONDS=600` goes on with others for so long per target,
//! and `SENTENTIA_FUZZ_TARGET=journal` with that one alone. `libfuzzer/` has the same for `cargo fuzz`;
//! `SENTENTIA_FUZZ_SEEDS=FOLDER` writes there what it begins with.

mod formats;
mod intake;
mod mutate;
mod targets;

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use intake::packed;
use mutate::Mutator;
use sententia::formats::FORMATS;
use targets::TARGETS;

/// How many inputs each target gets when nobody asks for more.
const N: usize = 1500;

/// No input is larger, in bytes.
const MOST: usize = 16 << 10;

/// No input takes longer, by far: what does is a hang.
const HANG: Duration = Duration::from_secs(20);

fn here() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

/// The seeds of a target: what was found before, the frozen project, and the sample in every format.
fn seeds(name: &str) -> Vec<Vec<u8>> {
    if name == "formats" {
        let read = FORMATS.iter().filter(|it| it.reader.is_some());
        let all = read.flat_map(|it| {
            formats::seeds(it)
                .into_iter()
                .map(|files| packed(it, &files))
        });
        return all.collect();
    }
    let mut files = below(&here().join("fuzz/corpus").join(name));
    let project = here().join("data/projects/v1/every-kind");
    match name {
        "project" => files.push(project.join("project.ron")),
        "annotations" => files.extend(below(&project.join("annotations"))),
        "decoding" => files.extend(below(&project.join("texts"))),
        _ => {}
    }
    files.iter().map(|it| fs::read(it).unwrap()).collect()
}

/// Every file below a folder, sorted.
fn below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(below(&path));
        } else {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Runs a target on one input; what broke it is kept in a file and told.
fn survives(name: &str, bytes: &[u8]) {
    let started = Instant::now();
    let outcome = catch_unwind(AssertUnwindSafe(|| targets::run(name, bytes)));
    if outcome.is_err() || started.elapsed() > HANG {
        let path = std::env::temp_dir().join(format!("sententia-fuzz-{name}"));
        fs::write(&path, bytes).unwrap();
        panic!(
            "{name}: {} bytes broke it, kept in {}",
            bytes.len(),
            path.display()
        );
    }
}

#[test]
fn no_bytes_make_a_reader_panic() {
    let seconds = std::env::var("SENTENTIA_FUZZ_SECONDS").ok();
    let seconds: Option<u64> = seconds.and_then(|it| it.parse().ok());
    let only = std::env::var("SENTENTIA_FUZZ_TARGET").ok();
    let wanted = |name: &str| only.as_deref().is_none_or(|it| it == name);
    for (name, _) in TARGETS.iter().filter(|it| wanted(it.0)) {
        let seeds = seeds(name);
        assert!(!seeds.is_empty(), "{name} has no seeds");
        for seed in &seeds {
            survives(name, seed);
        }
        let first = seconds.map_or(1, |_| Mutator::any_seed());
        let mut mutator = Mutator::new(first, seeds, MOST);
        let (mut n, started) = (0usize, Instant::now());
        let goes_on = |n: usize| match seconds {
            Some(most) => started.elapsed() < Duration::from_secs(most),
            None => n < N,
        };
        while goes_on(n) {
            survives(name, &mutator.next_input());
            n += 1;
        }
        println!("{name}: {n} inputs, none broke it");
    }
}

#[test]
fn libfuzzer_has_every_target() {
    let manifest = fs::read_to_string(here().join("fuzz/libfuzzer/Cargo.toml")).unwrap();
    for (name, _) in TARGETS {
        assert!(
            manifest.contains(&format!("[[bin]]\nname = \"{name}\"\n")),
            "{name}"
        );
    }
}

/// Where `SENTENTIA_FUZZ_SEEDS` says so, the seeds are written there for libFuzzer.
#[test]
fn seeds_are_written_where_asked() {
    let Ok(folder) = std::env::var("SENTENTIA_FUZZ_SEEDS") else {
        return;
    };
    for (name, _) in TARGETS {
        let folder = Path::new(&folder).join(name);
        fs::create_dir_all(&folder).unwrap();
        for (i, seed) in seeds(name).iter().enumerate() {
            fs::write(folder.join(i.to_string()), seed).unwrap();
        }
    }
}

#[test]
fn the_corpus_stays_small() {
    let bytes: u64 = below(&here().join("fuzz/corpus"))
        .iter()
        .map(|it| fs::metadata(it).unwrap().len())
        .sum();
    assert!(bytes < 200_000, "{bytes} bytes of seeds");
}
