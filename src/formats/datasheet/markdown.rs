//! The sheet as Markdown, in English like the names of the formats' own keys.

use std::fmt::Display;

use super::Datasheet;
use crate::analysis::split::{By, Plan};
use crate::model::id::{AnnotatorId, LabelId};
use crate::model::schema::{Attribute, Kind};

/// So many leaks are listed; the others are in the sheet for programs.
const MOST_LEAKS: usize = 50;

pub fn of(sheet: &Datasheet) -> String {
    let mut out = format!("# Data sheet: {}\n\n", plain(sheet.name));
    out += &format!(
        "Written by {} in the format `{}`.\n",
        sheet.tool, sheet.format
    );
    for part in [
        chosen,
        composition,
        labels,
        annotators,
        sets,
        losses,
        files,
        schema,
        guidelines,
    ] {
        out.push_str(&part(sheet));
    }
    out
}

fn chosen(sheet: &Datasheet) -> String {
    let it = &sheet.chosen;
    let mut rows: Vec<(&str, String)> = Vec::new();
    match it.query {
        Some(query) => rows.push(("documents", format!("found by `{}`", plain(query)))),
        None if it.some_documents => rows.push(("documents", "chosen one by one".to_owned())),
        None => {}
    }
    if it.only_done {
        let done = "only what annotators have declared done";
        rows.push(("status", done.to_owned()));
    }
    if let Some(annotators) = it.annotators {
        let ids = annotators.iter().map(AnnotatorId::as_str);
        rows.push(("annotators", listed(ids)));
    }
    if let Some(labels) = it.labels {
        rows.push(("labels", listed(labels.iter().map(LabelId::as_str))));
    }
    if let Some(tiers) = &it.tiers {
        rows.push(("tiers", listed(tiers.iter().copied())));
    }
    let ways = it.ways.iter();
    rows.extend(ways.map(|(name, way)| (*name, listed([way.as_str()].into_iter()))));
    if rows.is_empty() {
        rows.push(("all", "everything".to_owned()));
    }
    let left = it.left_out;
    if !left.is_nothing() {
        let said = format!(
            "{} documents, {} spans, {} links, {} answers",
            left.documents, left.spans, left.links, left.answers
        );
        rows.push(("left out", said));
    }
    section("Chosen", &table(["what", "which"], rows))
}

fn listed<'a>(ids: impl Iterator<Item = &'a str>) -> String {
    let ids = ids.map(|it| format!("`{}`", plain(it)));
    ids.collect::<Vec<_>>().join(", ")
}

fn composition(sheet: &Datasheet) -> String {
    let mut rows = vec![
        ("documents".to_owned(), sheet.documents.to_string()),
        ("code points".to_owned(), sheet.code_points.to_string()),
        ("authors named".to_owned(), sheet.authors.to_string()),
    ];
    if let Some((first, last)) = &sheet.dates {
        rows.push(("dates".to_owned(), format!("{first} to {last}")));
    }
    for (language, n) in &sheet.languages {
        rows.push((format!("in `{}`", plain(language)), n.to_string()));
    }
    section("Composition", &table(["what", "how much"], rows))
}

fn labels(sheet: &Datasheet) -> String {
    let spans = sheet
        .labels
        .iter()
        .map(|(id, n)| ("span", id.to_string(), *n));
    let links = sheet
        .links
        .iter()
        .map(|(id, n)| ("link", id.to_string(), *n));
    let documents = sheet.document_labels.iter();
    let documents = documents.map(|(id, n)| ("about a document", id.to_string(), *n));
    let rows = spans.chain(links).chain(documents);
    let rows = rows.map(|(kind, id, n)| (format!("`{}` ({kind})", plain(&id)), n.to_string()));
    section("Records", &table(["label", "records"], rows))
}

fn annotators(sheet: &Datasheet) -> String {
    let rows = sheet.annotators.iter().map(|it| {
        let said = format!(
            "{} documents ({} done), {} spans, {} links",
            it.documents, it.done, it.spans, it.links
        );
        (format!("{} (`{}`)", plain(&it.name), plain(&it.id)), said)
    });
    let mut body = table(["annotator", "work"], rows);
    if sheet.agreement.is_empty() {
        body += "\nNo document was labelled by two annotators: agreement is not known.\n";
    } else {
        body += "\nAgreement as F-measure (Hripcsak and Rothschild 2005) over the documents that both have labelled.\n\n";
        let rows = sheet.agreement.iter().map(|it| {
            let pair = &it.pair;
            let said = format!(
                "same place {}, overlapping {} ({} documents, {} and {} spans)",
                share(it.f_exact),
                share(it.f_meeting),
                pair.documents,
                pair.all.of_a,
                pair.all.of_b
            );
            (format!("`{}`, `{}`", pair.a, pair.b), said)
        });
        body += &table(["pair", "F"], rows);
    }
    section("Annotators", &body)
}

fn share(f: Option<f64>) -> String {
    f.map_or_else(|| "not defined".to_owned(), |it| format!("{it:.3}"))
}

fn how(plan: &Plan) -> String {
    match (plan.by, plan.stratified) {
        (By::Date, _) => "earlier documents first".to_owned(),
        (_, true) => format!(
            "stratified by label and by choices about documents (Sechidis and others 2011), seed {}",
            plan.seed
        ),
        (_, false) => format!("not stratified, seed {}", plan.seed),
    }
}

fn sets(sheet: &Datasheet) -> String {
    let Some(division) = sheet.division else {
        return String::new();
    };
    let plan = division.plan;
    let shares: Vec<String> = plan
        .sets
        .iter()
        .map(|(name, it)| format!("{name} {it}"))
        .collect();
    let how = how(plan);
    let mut body = format!(
        "Divided by {}, {how}; shares: {}.\n\n",
        format!("{:?}", plan.by).to_lowercase(),
        shares.join(", ")
    );
    let rows = sheet.sets.iter().map(|it| {
        let labels = it
            .labels
            .iter()
            .map(|(id, n)| format!("{} {n}", plain(id.as_str())));
        let answers = it.document_labels.iter().flat_map(|(id, counts)| {
            let counts = counts.iter();
            counts.map(move |(choice, n)| format!("{} {} {n}", plain(id.as_str()), plain(choice)))
        });
        let labels: Vec<String> = labels.chain(answers).collect();
        (
            format!("{} ({} documents)", plain(&it.name), it.documents),
            labels.join(", "),
        )
    });
    body += &table(["set", "records"], rows);
    let leaks = &division.leaks;
    if leaks.is_empty() {
        body += "\nNo text, near-duplicate or thread stands in two sets.\n";
    } else {
        body += &format!(
            "\n**{} pairs of documents in different sets have something in common.**\n\n",
            leaks.len()
        );
        let rows = leaks.iter().take(MOST_LEAKS).map(|it| {
            let what = format!("{:?}, {} %", it.kind, it.percent);
            (
                format!("`{}`, `{}`", plain(it.a.as_str()), plain(it.b.as_str())),
                what,
            )
        });
        body += &table(["documents", "in common"], rows);
    }
    section("Sets", &body)
}

fn losses(sheet: &Datasheet) -> String {
    if sheet.losses.is_empty() {
        return section("Not held by the format", "Nothing was lost.\n");
    }
    let rows = sheet
        .losses
        .iter()
        .map(|it| (it.kind.to_owned(), it.count.to_string()));
    section("Not held by the format", &table(["what", "how many"], rows))
}

fn files(sheet: &Datasheet) -> String {
    let rows = sheet.files.iter().map(|it| {
        let said = format!("{} bytes, SHA-256 `{}`", it.n_bytes, it.sha256);
        (format!("`{}`", plain(&it.name)), said)
    });
    section("Files", &table(["file", "bytes"], rows))
}

fn schema(sheet: &Datasheet) -> String {
    let schema = sheet.schema;
    let mut body = format!(
        "`{}`, version {}: {}\n\n",
        plain(&schema.id),
        schema.version,
        plain(schema.title.get("en"))
    );
    for label in &schema.labels {
        let help = plain(label.help.get("en"));
        body += &format!(
            "- **{}** (`{}`) {help}\n",
            plain(label.name.get("en")),
            plain(label.id.as_str())
        );
        label
            .attributes
            .iter()
            .for_each(|it| body += &format!("  - {}\n", question(it)));
    }
    for link in &schema.links {
        body += &format!(
            "- link **{}** (`{}`)\n",
            plain(link.name.get("en")),
            plain(link.id.as_str())
        );
    }
    for it in &schema.document_labels {
        body += &format!("- about the document: {}\n", question(it));
    }
    section("Scheme", &body)
}

fn question(it: &Attribute) -> String {
    let kind = match &it.kind {
        Kind::Flag => "yes or no".to_owned(),
        Kind::OneOf(_) => "one of".to_owned(),
        Kind::Ordinal(_) => "in rising order".to_owned(),
        Kind::SeveralOf(_) => "several of".to_owned(),
        Kind::Number { .. } => "a number".to_owned(),
        Kind::Date => "a date".to_owned(),
        Kind::Interval => "an interval".to_owned(),
        Kind::Text => "free text".to_owned(),
        Kind::Target => "an entry of the list of targets".to_owned(),
    };
    let choices: Vec<String> = it
        .kind
        .choices()
        .iter()
        .map(|it| format!("`{}`", plain(it.id.as_str())))
        .collect();
    let required = if it.required { ", required" } else { "" };
    let said = format!(
        "{} (`{}`{required}): {kind} {}",
        plain(it.name.get("en")),
        plain(it.id.as_str()),
        choices.join(", ")
    );
    said.trim_end().to_owned()
}

fn guidelines(sheet: &Datasheet) -> String {
    if sheet.guidelines.trim().is_empty() {
        return String::new();
    }
    // Its own headings go below this one.
    let lines = sheet.guidelines.lines().map(|it| {
        let heading = it.starts_with('#');
        if heading {
            format!("##{it}\n")
        } else {
            format!("{it}\n")
        }
    });
    section("Guidelines", &lines.collect::<String>())
}

fn section(title: &str, body: &str) -> String {
    format!("\n## {title}\n\n{body}")
}

fn table<A: Display, B: Display>(
    head: [&str; 2],
    rows: impl IntoIterator<Item = (A, B)>,
) -> String {
    let mut out = format!("| {} | {} |\n|---|---|\n", head[0], head[1]);
    for (a, b) in rows {
        out += &format!("| {a} | {b} |\n");
    }
    out
}

/// A name that does not end a cell, a line or a piece of code.
fn plain(text: &str) -> String {
    let one_line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    one_line
        .replace('|', "\\|")
        .replace('`', "'")
        .replace('<', "&lt;")
}
