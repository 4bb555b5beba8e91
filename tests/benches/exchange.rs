//! The largest workload out to every format and in again: time and speed, and beside them, where a format is
//! made of JSON, the time that `serde_json` takes to write and to read values of the same bytes.

use std::io::Write as _;
use std::time::Duration;

use jiff::Timestamp;
use sententia::formats::import::{Whose, import};
use sententia::formats::input::{Entry, Input};
use sententia::formats::output::{Memory, Output};
use sententia::formats::{Export, FORMATS, Format, Options, Reading, Selection};
use sententia::model::project::Project;
use sententia::store::Progress;

use crate::meter::{Measured, measure};

/// What takes less is done so often, since the clock of the processor goes in steps of 10 ms.
const SHORT: Duration = Duration::from_secs(1);
const TIMES: usize = 5;
/// No format should take longer, out or in.
const LONGEST: Duration = Duration::from_secs(4);
/// So many bytes of JSON are read as values at a time, and written again.
const BATCH: usize = 64 << 20;

/// Measures every format that is written (`wanted` names some of them only), and prints a line for each as
/// soon as it is known. Times are of the processor.
pub fn run(project: &Project, wanted: &[&String]) {
    head();
    for format in FORMATS.iter().copied().filter(|it| it.writer.is_some()) {
        if wanted.is_empty() || wanted.iter().any(|it| *it == format.id) {
            one(format, project);
        }
    }
}

fn head() {
    println!(
        "\n{:<14}{:>9}{:>20}{:>20}{:>18}{:>16}",
        "exchange", "", "out  ", "in  ", "serde_json", "ratio to it"
    );
    let act = format!("{:>9}{:>9}  ", "seconds", "MB/s");
    println!(
        "{:<14}{:>9}{act}{act}{:>9}{:>9}{:>8}{:>8}",
        "", "MB", "out", "in", "out", "in"
    );
}

fn one(format: &Format, project: &Project) {
    let (mut memory, out) = written(format, project);
    let n_bytes: usize = memory.files.values().map(Vec::len).sum();
    print!("{:<14}{:>9.1}", format.id, mb(n_bytes));
    print!("{}", told(&out, n_bytes));
    std::io::stdout().flush().expect("shown");
    let json = is_json(&memory).then(|| values(&memory));
    let read = format.reader.map(|_| {
        let files = std::mem::take(&mut memory.files).into_iter();
        let entries = files.map(|it| Entry::of_bytes(&it.0, it.1)).collect();
        let input = Input::of("w5", entries);
        read(format, &input, project)
    });
    match &read {
        Some(read) => print!("{}", told(read, n_bytes)),
        None => print!("{:>20}", "-"),
    }
    match json {
        Some((wrote, parsed)) => {
            let ratio = |mine: &Measured, theirs: Duration| spent(mine) / theirs.as_secs_f64();
            let back =
                read.map_or_else(|| "-".to_owned(), |it| format!("{:.2}", ratio(&it, parsed)));
            let (wrote_s, parsed_s) = (wrote.as_secs_f64(), parsed.as_secs_f64());
            println!(
                "{wrote_s:>9.2}{parsed_s:>9.2}{:>8.2}{back:>8}",
                ratio(&out, wrote)
            );
        }
        None => println!(),
    }
}

/// As [`measure`], often enough for a time that is short.
fn measured<T>(mut act: impl FnMut() -> T) -> (T, Measured) {
    let (done, once) = measure(1, |_| act());
    if spent(&once) > SHORT.as_secs_f64() {
        return (done, once);
    }
    drop(done);
    measure(TIMES, |_| act())
}

fn told(act: &Measured, n_bytes: usize) -> String {
    let seconds = spent(act);
    let late = if seconds > LONGEST.as_secs_f64() {
        "!"
    } else {
        ""
    };
    let speed = mb(n_bytes) / seconds;
    format!("{seconds:>9.2}{speed:>9.0}{late:<2}")
}

fn spent(act: &Measured) -> f64 {
    act.cpu.unwrap_or_else(|| act.median()).as_secs_f64()
}

fn mb(n_bytes: usize) -> f64 {
    n_bytes as f64 / 1e6
}

fn written(format: &Format, project: &Project) -> (Memory, Measured) {
    let selection = Selection::default();
    let export = Export {
        format,
        project,
        selection: &selection,
        options: &Options::default(),
    };
    let (memory, measured) = measured(|| {
        let mut memory = Memory::default();
        let out: &mut dyn Output = &mut memory;
        export.run(out, &Progress::default()).expect("exported");
        memory
    });
    (memory, measured)
}

fn read(format: &Format, input: &Input, project: &Project) -> Measured {
    let whose = Whose {
        annotator: "bench".to_owned(),
        when: Timestamp::UNIX_EPOCH,
    };
    let (base, progress) = (Project::default(), Progress::default());
    let reader = format.reader.expect("read");
    let (imported, measured) = measured(|| {
        let imported = import(
            reader,
            input,
            &Reading::default(),
            (&base, &whose),
            &progress,
        );
        imported.expect("read")
    });
    let n = imported.project.order.len();
    let all = n >= project.order.len();
    assert!(all, "{}: every document is back", format.id);
    measured
}

fn is_json(memory: &Memory) -> bool {
    let json = |name: &String| {
        let ending = name.rsplit('.').next().unwrap_or_default();
        matches!(ending, "json" | "jsonl" | "jsonld" | "bdocjs")
    };
    let whole = |bytes: &[u8]| bytes.first().is_some_and(|it| matches!(it, b'{' | b'['));
    let n_bytes: usize = memory.files.values().map(Vec::len).sum();
    let files = memory.files.iter();
    let files = files.filter(|(name, bytes)| json(name) && whole(bytes));
    files.map(|it| it.1.len()).sum::<usize>() * 2 > n_bytes
}

/// The time to write all values of these files, and to read them.
fn values(memory: &Memory) -> (Duration, Duration) {
    let (mut wrote, mut parsed) = (Duration::ZERO, Duration::ZERO);
    let (mut batch, mut n_bytes) = (Vec::new(), 0);
    let mut take = |batch: &[&[u8]]| {
        let (values, read) = measured(|| {
            let all = batch.iter().flat_map(|it| {
                serde_json::Deserializer::from_slice(it).into_iter::<serde_json::Value>()
            });
            all.filter_map(Result::ok).collect::<Vec<_>>()
        });
        parsed += Duration::from_secs_f64(spent(&read));
        let ((), written) = measured(|| {
            let mut out = Vec::new();
            for value in &values {
                serde_json::to_writer(&mut out, value).expect("written");
            }
        });
        wrote += Duration::from_secs_f64(spent(&written));
    };
    for bytes in memory.files.values() {
        batch.push(bytes.as_slice());
        n_bytes += bytes.len();
        if n_bytes > BATCH {
            take(&batch);
            batch.clear();
            n_bytes = 0;
        }
    }
    take(&batch);
    (wrote, parsed)
}
