//! The largest workload out to every format and in again, beside the time that `serde_json` takes to read and
//! to write the bytes of the same lines.

use std::time::Duration;

use jiff::Timestamp;
use sententia::formats::import::{Whose, import};
use sententia::formats::input::{Entry, Input};
use sententia::formats::output::Memory;
use sententia::formats::{Export, FORMATS, Format, Options, Reading, Selection};
use sententia::model::project::Project;
use sententia::store::Progress;

use crate::meter::{Measured, measure};
use crate::table::Row;

/// Rows for every format; `wanted` names some of them only.
pub fn rows(project: &Project, wanted: &[&String]) -> Vec<Row> {
    let json = written(
        sententia::formats::by_id("jsonl").expect("our own lines"),
        project,
    );
    let lines: Vec<u8> = json.0.files.into_values().flatten().collect();
    let (values, read) = measure(2, |_| values(&lines));
    let ((), wrote) = measure(2, |_| {
        let mut out = Vec::with_capacity(lines.len());
        for value in &values {
            serde_json::to_writer(&mut out, value).expect("written");
        }
    });
    drop(values);
    let mut rows = vec![
        Row::new("W5", "serde_json read", &read, None),
        Row::new("W5", "serde_json write", &wrote, None),
    ];
    let twice = |it: &Measured| it.cpu.unwrap_or_else(|| it.median()) * 2;
    for format in FORMATS.iter().copied().filter(|it| it.writer().is_some()) {
        if !wanted.is_empty() && !wanted.iter().any(|it| *it == format.id()) {
            continue;
        }
        let mine = format.id() == "jsonl";
        let (memory, out) = written(format, project);
        let budget = if mine {
            twice(&wrote)
        } else {
            Duration::from_secs(4)
        };
        rows.push(Row::new(
            "W5",
            kept(format!("{} out", format.id())),
            &out,
            Some(budget),
        ));
        if let Some(reader) = format.reader() {
            let entries = memory
                .files
                .into_iter()
                .map(|it| Entry::of_bytes(&it.0, it.1));
            let input = Input::of("w5", entries.collect());
            let whose = Whose {
                annotator: "bench".to_owned(),
                when: Timestamp::UNIX_EPOCH,
            };
            let (n, read_in) = measure(1, |_| {
                let base = Project::default();
                let progress = Progress::default();
                let imported = import(
                    reader,
                    &input,
                    &Reading::default(),
                    (&base, &whose),
                    &progress,
                );
                imported.expect("read").project.order.len()
            });
            assert_eq!(
                n,
                project.order.len(),
                "{}: every document is back",
                format.id()
            );
            let budget = mine.then(|| twice(&read));
            rows.push(Row::new(
                "W5",
                kept(format!("{} in", format.id())),
                &read_in,
                budget,
            ));
        }
    }
    rows
}

fn values(lines: &[u8]) -> Vec<serde_json::Value> {
    let lines = lines.split(|it| *it == b'\n').filter(|it| !it.is_empty());
    lines
        .map(|it| serde_json::from_slice(it).expect("JSON"))
        .collect()
}

fn written(format: &dyn Format, project: &Project) -> (Memory, Measured) {
    measure(1, |_| {
        let selection = Selection::default();
        let export = Export {
            format,
            project,
            selection: &selection,
            options: &Options::default(),
        };
        let mut memory = Memory::default();
        export
            .run(&mut memory, &Progress::default())
            .expect("exported");
        memory
    })
}

/// The name of an act, for as long as the bench runs.
fn kept(name: String) -> &'static str {
    name.leak()
}
