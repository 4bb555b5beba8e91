//! `sententia sample`: the sample project, checked and exported: the whole way without a window.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::ArgMatches;
use serde_json::json;

use crate::analysis::stats;
use crate::formats::corpus::CORPUS;
use crate::formats::{Export, Options, Selection};
use crate::store::deliver::Delivery;
use crate::store::sample;
use crate::tr;

use super::check;
use super::export;
use super::load;
use super::{CliError, Command, Output, parse};

pub const COMMAND: Command = Command {
    name: "sample",
    args: |it| it.arg(parse::positional("to", "cli-name-folder", "cli-sample-to").required(true)),
    run,
};

fn run(matches: &ArgMatches, out: &mut Output) -> Result<u8, CliError> {
    let to = matches
        .get_one::<OsString>("to")
        .map(PathBuf::from)
        .unwrap_or_default();
    sample::unpack(&to)?;
    let loaded = load::load(&to)?;
    let checked = check::check(&loaded);
    let counted = stats::of(&loaded.project);
    let corpus = to.join("corpus.ron");
    let delivery = Delivery {
        export: Export {
            format: &CORPUS,
            project: &loaded.project,
            selection: &Selection::default(),
            options: &Options::default(),
        },
        plan: None,
        datasheet: true,
        replace: false,
    };
    let report = export::save(&delivery, &corpus)?.report;
    if out.json {
        out.json(&json!({
            "path": to, "corpus": corpus, "texts": counted.texts, "records": counted.records,
            "errors": checked.errors, "incomplete": checked.incomplete,
        }))?;
        return Ok(checked.exit_code());
    }
    let (path, file) = (to.display().to_string(), corpus.display().to_string());
    out.line(tr!(
        "cli-sample-made",
        path = path.clone(),
        count = counted.texts.documents
    ))?;
    out.line(checked.summary())?;
    out.line(tr!("cli-export-wrote", path = file.clone()))?;
    for line in export::told(&report) {
        out.line(line)?;
    }
    out.line(tr!("cli-sample-next", path = path, corpus = file))?;
    Ok(checked.exit_code())
}
