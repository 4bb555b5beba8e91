//! `sententia revise`: a corrected text for a document; says what becomes of every record.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::ArgMatches;
use serde_json::{Value, json};

use crate::model::anchor::Fate;
use crate::model::id::DocumentId;
use crate::model::text::{Count, Text};
use crate::store::progress::Progress;
use crate::tr;
use crate::workspace::revise::{Carried, Choice, Choices, Revision};
use crate::workspace::{Saved, Workspace};

use super::load;
use super::{CliError, Command, OK, Output, PROBLEMS, parse};

pub const COMMAND: Command = Command {
    name: "revise",
    args,
    run,
};

fn args(command: clap::Command) -> clap::Command {
    let document = parse::positional("document", "cli-name-document", "cli-revise-document");
    command
        .arg(parse::positional("project", "cli-name-project", "cli-revise-project").required(true))
        .arg(document.required(true))
        .arg(parse::positional("file", "cli-name-out", "cli-revise-file"))
        .arg(parse::flag("dry-run", "cli-revise-dry-run"))
        .arg(parse::option(
            "annotator",
            "cli-name-annotator",
            "cli-revise-annotator",
        ))
}

fn run(matches: &ArgMatches, out: &mut Output) -> Result<u8, CliError> {
    let given = |id: &str| matches.get_one::<OsString>(id).map(PathBuf::from);
    let path = given("project").unwrap_or_default();
    let loaded = load::load(&path)?;
    let wanted = given("document").unwrap_or_default();
    let id = loaded.document(&wanted.to_string_lossy())?;
    let first = loaded.project.annotators.keys().next();
    let annotator = match matches.get_one::<String>("annotator") {
        Some(it) => it.clone(),
        None => first.map(ToString::to_string).unwrap_or_default(),
    };
    let (mut workspace, _) = Workspace::open(&loaded.path, &annotator, &Progress::default())?;
    let reviser = workspace.reviser();
    let bytes = match given("file") {
        Some(file) => reviser.read(&file)?,
        None => reviser
            .changed_on_disk(&id)
            .ok_or_else(|| CliError::new(tr!("cli-revise-unchanged", document = id.to_string())))?,
    };
    let revision = reviser.plan(&id, bytes, &Progress::default())?;
    let applied = !matches.get_flag("dry-run");
    if applied {
        workspace.revise(&revision, &Choices::new())?;
        if let Saved::Failed(failure) = workspace.saved() {
            return Err(failure.into());
        }
    }
    if out.json {
        out.json(&as_json(&id, &revision, applied))?;
    } else {
        tell(&revision, applied, out)?;
    }
    let tally = revision.tally();
    let is_clean = tally.changed + tally.ambiguous + tally.lost == 0;
    Ok(if is_clean { OK } else { PROBLEMS })
}

fn tell(revision: &Revision, applied: bool, out: &mut Output) -> Result<(), CliError> {
    for it in revision.carried.iter().filter(|it| !is_exact(&it.fate)) {
        let words = words(&it.was.words());
        let place = it.place(Choice::Open).map(|at| now(&revision.text, at));
        let sentence = tr!(fate_key(&it.fate));
        let id = format!("{} {}", it.annotator, it.span.id);
        out.line(match place {
            Some(now) => format!("{id}: {sentence}: “{words}” → “{now}”"),
            None => format!("{id}: {sentence}: “{words}”"),
        })?;
    }
    let tally = revision.tally();
    out.line(tr!(
        "cli-revise-tally",
        unmoved = tally.unmoved,
        moved = tally.moved + tally.recoded,
        changed = tally.changed,
        ambiguous = tally.ambiguous,
        lost = tally.lost
    ))?;
    out.line(if applied {
        tr!("cli-revise-done", document = revision.document.to_string())
    } else {
        tr!("cli-revise-dry")
    })
}

fn as_json(id: &DocumentId, revision: &Revision, applied: bool) -> Value {
    let records: Vec<Value> = revision
        .carried
        .iter()
        .filter(|it| it.fate != Fate::Unmoved)
        .map(|it| record(it, &revision.text))
        .collect();
    json!({
        "document": id.as_str(),
        "applied": applied,
        "counts": revision.tally(),
        "records": records,
    })
}

fn record(it: &Carried, text: &Text) -> Value {
    let places: Vec<Value> = it
        .places()
        .into_iter()
        .map(|at| {
            let points = at
                .iter()
                .filter_map(|it| text.from_bytes(it, Count::CodePoint));
            let points: Vec<_> = points.map(|it| json!([it.start, it.end])).collect();
            json!({"at": points, "quote": now(text, at)})
        })
        .collect();
    json!({
        "annotator": it.annotator.as_str(),
        "id": it.span.id.as_str(),
        "label": it.span.label.as_str(),
        "fate": fate_name(&it.fate),
        "was": it.was.words(),
        "placed": it.place(Choice::Open).is_some(),
        "places": places,
    })
}

/// The words that a place has in the new text.
fn now(text: &Text, at: &[std::ops::Range<usize>]) -> String {
    let parts = at.iter().filter_map(|it| text.get(it.clone()));
    words(&parts.collect::<Vec<_>>().join(" … "))
}

/// On one line.
fn words(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_exact(fate: &Fate) -> bool {
    matches!(fate, Fate::Unmoved | Fate::Moved(_) | Fate::Recoded(_))
}

fn fate_name(fate: &Fate) -> &'static str {
    match fate {
        Fate::Unmoved => "unmoved",
        Fate::Moved(_) => "moved",
        Fate::Recoded(_) => "recoded",
        Fate::Changed(_) => "changed",
        Fate::Ambiguous(_) => "ambiguous",
        Fate::Lost => "lost",
    }
}

fn fate_key(fate: &Fate) -> &'static str {
    match fate {
        Fate::Unmoved => "fate-unmoved",
        Fate::Moved(_) => "fate-moved",
        Fate::Recoded(_) => "fate-recoded",
        Fate::Changed(_) => "fate-changed",
        Fate::Ambiguous(_) => "fate-ambiguous",
        Fate::Lost => "fate-lost",
    }
}
