//! `sententia formats`: what can be read and written, and what each can hold.

use serde_json::json;

use crate::formats::facets::FACETS;
use crate::formats::{FORMATS, Hold};
use crate::tr;

use super::{CliError, Command, OK, Output};

pub const COMMAND: Command = Command {
    name: "formats",
    args: |it| it,
    run: |_, out| run(out),
};

fn run(out: &mut Output) -> Result<u8, CliError> {
    if out.json {
        let all = FORMATS.iter().map(|it| {
            let holds = it.holds;
            let held = FACETS.iter().map(|(key, of)| {
                let name = key.trim_start_matches("holds-").replace('-', "_");
                (name, json!(word(of(&holds))))
            });
            json!({
                "id": it.id, "extension": it.extension,
                "reads": it.reader.is_some(), "writes": it.writer.is_some(),
                "holds": held.collect::<serde_json::Map<_, _>>(),
                "leaves_open": it.leaves_open.iter().map(|it| it.name()).collect::<Vec<_>>(),
            })
        });
        out.json(&all.collect::<Vec<_>>())?;
        return Ok(OK);
    }
    let mut rows = vec![vec![tr!("cli-formats-name"), tr!("cli-formats-ways")]];
    rows[0].extend(FACETS.iter().map(|it| tr!(it.0)));
    for format in FORMATS {
        let holds = format.holds;
        let ways = match (format.reader.is_some(), format.writer.is_some()) {
            (true, true) => tr!("cli-formats-both"),
            (true, false) => tr!("cli-formats-in"),
            _ => tr!("cli-formats-out"),
        };
        let mut row = vec![format.id.to_owned(), ways];
        row.extend(FACETS.iter().map(|(_, of)| sign(of(&holds)).to_owned()));
        rows.push(row);
    }
    out.table(&rows)?;
    out.line(tr!("cli-formats-legend"))?;
    Ok(OK)
}

fn word(hold: Hold) -> &'static str {
    match hold {
        Hold::Yes => "yes",
        Hold::Partly => "partly",
        Hold::No => "no",
    }
}

/// The sign of a cell.
pub fn sign(hold: Hold) -> &'static str {
    match hold {
        Hold::Yes => "●",
        Hold::Partly => "○",
        Hold::No => "–",
    }
}
