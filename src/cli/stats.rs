//! `sententia stats`: how much there is of what.

use clap::ArgMatches;

use crate::analysis::stats::{self, Answers, Progress, Stats};
use crate::i18n;
use crate::model::id::TargetId;
use crate::model::project::Project;
use crate::model::schema::{Attribute, Kind};
use crate::tr;

use super::load;
use super::{CliError, Command, OK, Output, parse};

pub const COMMAND: Command = Command {
    name: "stats",
    args: |it| {
        it.arg(parse::project())
            .arg(parse::flag("documents", "cli-stats-documents"))
    },
    run,
};

/// So many different free answers are listed; the others are summed up.
const MAX_VALUES: usize = 12;

fn run(matches: &ArgMatches, out: &mut Output) -> Result<u8, CliError> {
    let loaded = load::argument(matches)?;
    loaded.warn();
    let stats = stats::of(&loaded.project);
    if out.json {
        out.json(&stats)?;
    } else {
        tell(&loaded.project, &stats, matches.get_flag("documents"), out)?;
    }
    Ok(OK)
}

fn tell(
    project: &Project,
    stats: &Stats,
    documents: bool,
    out: &mut Output,
) -> Result<(), CliError> {
    out.line(&stats.name)?;
    let texts = stats.texts;
    out.line(tr!(
        "cli-stats-texts",
        documents = texts.documents,
        sentences = texts.sentences,
        words = texts.words,
        characters = texts.code_points,
    ))?;
    let records = stats.records;
    out.line(tr!(
        "cli-stats-records",
        spans = records.spans,
        links = records.links,
        incomplete = records.incomplete,
    ))?;
    let mut sections = vec![
        ("cli-stats-annotators", annotators(project, stats)),
        ("cli-stats-labels", labels(project, stats)),
        ("cli-stats-answers", answers(project, stats)),
    ];
    if documents {
        sections.push(("cli-stats-each-document", each_document(stats)));
    }
    for (key, rows) in sections {
        section(key, &rows, out)?;
    }
    Ok(())
}

/// A heading and its rows; nothing where there is nothing to tell.
fn section(key: &str, rows: &[Vec<String>], out: &mut Output) -> Result<(), CliError> {
    if rows
        .iter()
        .all(|it| it.first().is_none_or(String::is_empty))
    {
        return Ok(());
    }
    out.line("")?;
    out.line(tr!(key))?;
    out.table(rows)
}

fn annotators(project: &Project, stats: &Stats) -> Vec<Vec<String>> {
    let mut rows = vec![row(&[
        "",
        "cli-column-spans",
        "cli-column-links",
        "cli-column-incomplete",
        "cli-column-progress",
    ])];
    for (id, it) in &stats.annotators {
        let name = project.annotators.get(id).map_or("", |it| it.name.as_str());
        rows.push(vec![
            if name.is_empty() {
                id.to_string()
            } else {
                name.to_owned()
            },
            it.records.spans.to_string(),
            it.records.links.to_string(),
            it.records.incomplete.to_string(),
            progress(it.progress),
        ]);
    }
    rows
}

fn labels(project: &Project, stats: &Stats) -> Vec<Vec<String>> {
    let language = i18n::language();
    let mut rows = vec![row(&["", "cli-column-count", "cli-column-incomplete"])];
    let schema = &project.schema;
    for (id, it) in stats.labels.iter().filter(|it| it.1.spans > 0) {
        let name = schema
            .label(id)
            .map_or(id.as_str(), |it| it.name.get(language));
        rows.push(vec![
            name.to_owned(),
            it.spans.to_string(),
            it.incomplete.to_string(),
        ]);
    }
    for (id, count) in stats.links.iter().filter(|it| *it.1 > 0) {
        let name = schema
            .link(id)
            .map_or(id.as_str(), |it| it.name.get(language));
        rows.push(vec![format!("→ {name}"), count.to_string(), String::new()]);
    }
    rows
}

fn answers(project: &Project, stats: &Stats) -> Vec<Vec<String>> {
    let language = i18n::language();
    let mut rows = Vec::new();
    for (id, it) in &stats.labels {
        let label = project.schema.label(id);
        let name = label.map_or(id.as_str(), |it| it.name.get(language));
        for (attribute_id, answers) in &it.attributes {
            let attribute = label.and_then(|it| it.attribute(attribute_id));
            let asked = attribute.map_or(attribute_id.as_str(), |it| it.name.get(language));
            rows.extend(answer_row(
                project,
                &format!("{name} · {asked}"),
                attribute,
                answers,
            ));
        }
    }
    for (id, answers) in &stats.document_labels {
        let attribute = project.schema.document_label(id);
        let asked = attribute.map_or(id.as_str(), |it| it.name.get(language));
        rows.extend(answer_row(project, asked, attribute, answers));
    }
    rows
}

/// A question and its answers; `None` where nobody answered.
fn answer_row(
    project: &Project,
    name: &str,
    attribute: Option<&Attribute>,
    answers: &Answers,
) -> Option<Vec<String>> {
    if answers.answered == 0 {
        return None;
    }
    let kind = attribute.map(|it| &it.kind);
    let given = answers.values.iter().filter(|(_, count)| **count > 0);
    let mut given: Vec<(&String, &usize)> = given.filter(|_| kind != Some(&Kind::Text)).collect();
    given.sort_by_key(|it| std::cmp::Reverse(it.1));
    let more = given.len().saturating_sub(MAX_VALUES);
    given.truncate(MAX_VALUES);
    let shown = given.into_iter();
    let mut parts: Vec<String> = shown
        .map(|(value, count)| format!("{} {count}", answer_name(project, kind, value)))
        .collect();
    if more > 0 {
        parts.push(tr!("cli-stats-more-values", count = more));
    }
    let of = answers.answered + answers.unanswered;
    Some(vec![
        name.to_owned(),
        format!("{}/{of}", answers.answered),
        parts.join(", "),
    ])
}

/// The name of an answer that is counted by its id.
fn answer_name(project: &Project, kind: Option<&Kind>, value: &str) -> String {
    match kind {
        Some(Kind::Flag) if value == "true" => tr!("cli-yes"),
        Some(Kind::Flag) => tr!("cli-no"),
        Some(Kind::Target) => project.target_name(&TargetId::new(value)).to_owned(),
        Some(kind) => {
            let choice = kind.choices().iter().find(|it| it.id.as_str() == value);
            choice.map_or_else(
                || value.to_owned(),
                |it| it.name.get(i18n::language()).to_owned(),
            )
        }
        None => value.to_owned(),
    }
}

fn each_document(stats: &Stats) -> Vec<Vec<String>> {
    let mut rows = vec![row(&[
        "",
        "cli-column-words",
        "cli-column-spans",
        "cli-column-links",
        "cli-column-progress",
    ])];
    for it in &stats.documents {
        rows.push(vec![
            it.id.to_string(),
            it.words.to_string(),
            it.records.spans.to_string(),
            it.records.links.to_string(),
            progress(it.progress),
        ]);
    }
    rows
}

fn progress(it: Progress) -> String {
    tr!(
        "cli-stats-progress",
        done = it.done,
        started = it.in_progress,
        total = it.total()
    )
}

fn row(keys: &[&str]) -> Vec<String> {
    let shown = keys.iter().map(|it| {
        if it.is_empty() {
            String::new()
        } else {
            tr!(*it)
        }
    });
    shown.collect()
}
