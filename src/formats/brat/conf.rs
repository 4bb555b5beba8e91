//! `annotation.conf` and `visual.conf`, in and out.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::super::format::Intake;
use super::super::input::Input;
use super::super::report::{Fate, Fault};
use super::super::schemes;
use super::write::{Used, brat_name};
use crate::model::id::LabelId;
use crate::model::schema::{Kind, Label, LinkKind, Localized, Rgb, Schema};

/// Declares what the configurations among the files say; how they want it to look stands in the
/// `visual.conf` beside each. Gives the names of the attributes that are declared to have values.
pub fn declare(input: &Input, intake: &mut dyn Intake) -> BTreeSet<String> {
    let mut valued = BTreeSet::new();
    let named = |it: &&super::Entry, name: &str| it.name.rsplit('/').next() == Some(name);
    let entries = input.entries().iter();
    for entry in entries.clone().filter(|it| named(it, "annotation.conf")) {
        let source = match entry.text() {
            Ok(source) => source,
            Err(fault) => {
                intake.tell(&entry.name, 0, fault, Fate::Skipped);
                continue;
            }
        };
        let Some((schemes::Program::Brat, scheme)) = schemes::read(input.stem(), &source) else {
            let fault = Fault::Unknown(entry.name.clone());
            intake.tell(&entry.name, 0, fault, Fate::Skipped);
            continue;
        };
        let mut schema = scheme.schema;
        let beside = entry.name.replace("annotation.conf", "visual.conf");
        if let Some(Ok(visual)) = input.get(&beside).map(super::Entry::text) {
            look(&mut schema, &visual);
        }
        let questions = schema.labels.iter().flat_map(|it| &it.attributes);
        let questions = questions.filter(|it| !it.kind.choices().is_empty());
        valued.extend(questions.map(|it| it.id.to_string()));
        intake.declare(&schema);
        // A line that begins so tells brat's editor what it may do, and nothing of the labels.
        let left = scheme.left.into_iter();
        for left in left.filter(|it| !it.what.starts_with('<')) {
            intake.tell(&entry.name, left.line, Fault::Left(left), Fate::Skipped);
        }
    }
    valued
}

/// Names and colors of labels.
fn look(schema: &mut Schema, visual: &str) {
    let mut section = "";
    let mut labels: BTreeMap<&str, &mut Label> = BTreeMap::new();
    let mut names = Vec::new();
    for label in &mut schema.labels {
        names.push(label.id.to_string());
    }
    for (name, label) in names.iter().zip(&mut schema.labels) {
        labels.insert(name, label);
    }
    for line in visual.lines().map(str::trim) {
        if line.starts_with('[') {
            section = line;
        } else if section == "[labels]" {
            let mut parts = line.split('|').map(str::trim);
            let label = parts.next().and_then(|it| labels.get_mut(it));
            if let (Some(label), Some(name)) = (label, parts.next().filter(|it| !it.is_empty())) {
                label.name = Localized::plain(name);
            }
        } else if section == "[drawing]"
            && let Some((name, rest)) = line.split_once(char::is_whitespace)
            && let Some(label) = labels.get_mut(name)
        {
            let color = rest
                .split(',')
                .find_map(|it| it.trim().strip_prefix("bgColor:"));
            label.color = color.and_then(rgb).unwrap_or(label.color);
        }
    }
}

fn rgb(text: &str) -> Option<Rgb> {
    let hex = text.trim().strip_prefix('#').filter(|it| it.len() == 6)?;
    let number = u32::from_str_radix(hex, 16).ok()?;
    let [_, r, g, b] = number.to_be_bytes();
    Some(Rgb(r, g, b))
}

/// A name as the lines have it, if brat takes it in a configuration.
fn declared(name: &str) -> Option<String> {
    let plain = |it: char| it.is_ascii_alphanumeric() || it == '_' || it == '-';
    Some(brat_name(name)).filter(|it| it.chars().all(plain))
}

/// The schema as `annotation.conf`. Names that brat would refuse there are left out: brat shows what it
/// does not know, too.
pub fn annotation(schema: &Schema, used: &Used) -> String {
    let mut out = "[entities]\n".to_owned();
    let is_event = |it: &Label| used.events.contains_key(&it.id);
    let labels = schema.labels.iter();
    let labels = labels.filter_map(|it| Some((it, declared(it.id.as_str())?)));
    for (_, name) in labels.clone().filter(|it| !is_event(it.0)) {
        writeln!(out, "{name}").ok();
    }
    out.push_str("\n[relations]\n");
    out.push_str("<OVERLAP>\tArg1:<ANY>, Arg2:<ANY>, <OVL-TYPE>:<ANY>\n");
    let roles = |link: &LinkKind| {
        let mut all = used.events.values();
        all.any(|it| it.contains(link.id.as_str()))
    };
    let links = schema.links.iter();
    for (link, name) in links.filter_map(|it| Some((it, declared(it.id.as_str())?))) {
        if roles(link) && !used.relations.contains(&link.id) {
            continue;
        }
        let ends = (types(&link.from), types(&link.to));
        write!(out, "{name}\tArg1:{}, Arg2:{}", ends.0, ends.1).ok();
        if link.symmetric {
            out.push_str(", <REL-TYPE>:symmetric");
        }
        out.push('\n');
    }
    out.push_str("\n[events]\n");
    for (label, name) in labels.filter(|it| is_event(it.0)) {
        let roles = used.events.get(&label.id).into_iter().flatten();
        let link = |role: &String| schema.links.iter().find(|it| it.id.as_str() == *role);
        let roles = roles.filter_map(|role| {
            let to = link(role).map_or_else(|| "<ANY>".to_owned(), |it| types(&it.to));
            Some(format!("{}*:{to}", declared(role)?))
        });
        let roles: Vec<String> = roles.collect();
        writeln!(out, "{name}\t{}", roles.join(", ")).ok();
    }
    out.push_str("\n[attributes]\n");
    for (name, values, labels) in questions(schema) {
        write!(out, "{name}\tArg:{}", types(&labels)).ok();
        if !values.is_empty() {
            write!(out, ", Value:{}", values.join("|")).ok();
        }
        out.push('\n');
    }
    out
}

/// Questions by name, with the answers offered and the labels that ask them. A question with free answers
/// has no place in the configuration.
fn questions(schema: &Schema) -> Vec<(String, Vec<String>, Vec<LabelId>)> {
    let mut all: Vec<(String, Vec<String>, Vec<LabelId>)> = Vec::new();
    let labels = schema.labels.iter();
    for label in labels.filter(|it| declared(it.id.as_str()).is_some()) {
        for question in &label.attributes {
            let Some(name) = declared(question.id.as_str()) else {
                continue;
            };
            let choices = question.kind.choices().iter();
            let values: Vec<String> = choices.map(|it| it.id.to_string()).collect();
            let free = values.is_empty() && !matches!(question.kind, Kind::Flag);
            let odd = |it: &String| it.contains(['|', ',', '\n', '\t']);
            if free || values.iter().any(odd) {
                continue;
            }
            match all.iter_mut().find(|it| it.0 == name && it.1 == values) {
                Some(known) => known.2.push(label.id.clone()),
                None => all.push((name, values, vec![label.id.clone()])),
            }
        }
    }
    all
}

fn types<'a>(labels: impl IntoIterator<Item = &'a LabelId>) -> String {
    let names = labels.into_iter().map(LabelId::as_str);
    let names: Vec<String> = names.filter_map(declared).collect();
    if names.is_empty() {
        "<ANY>".to_owned()
    } else {
        names.join("|")
    }
}

/// Names and colors as `visual.conf`.
pub fn visual(schema: &Schema) -> String {
    let mut out = "[labels]\n".to_owned();
    let one_line = |it: &str| it.replace(['|', '\n', '\r', '\t'], " ");
    let names = schema.labels.iter().map(|it| (it.id.as_str(), &it.name));
    let links = schema.links.iter().map(|it| (it.id.as_str(), &it.name));
    for (id, name) in names.chain(links) {
        let name = one_line(name.get("en"));
        if let Some(id) = declared(id).filter(|it| *it != name) {
            writeln!(out, "{id} | {name}").ok();
        }
    }
    out.push_str(
        "\n[drawing]\nSPAN_DEFAULT\tfgColor:black, bgColor:lightgreen, borderColor:darken\n",
    );
    out.push_str("ARC_DEFAULT\tcolor:black, arrowHead:triangle-5\n");
    let labels = schema.labels.iter();
    for (label, name) in labels.filter_map(|it| Some((it, declared(it.id.as_str())?))) {
        let Rgb(r, g, b) = label.color;
        writeln!(out, "{name}\tbgColor:#{r:02x}{g:02x}{b:02x}").ok();
    }
    out
}
