//! Answers as features: `<f name="sure"><binary value="true"/></f>`.

use super::super::draft::Answer;
use super::super::value::{plain, to_text};
use super::ids::{is_word, name};
use super::tree::Node;
use super::write::Page;
use crate::model::value::Value;

/// Writes an answer.
pub fn write(question: &str, value: &Value, page: &mut Page) {
    page.raw("<f");
    if is_word(question) {
        page.attribute("name", question);
    } else {
        page.attribute("name", &name(question, "f-"));
        page.attribute("n", question);
    }
    page.raw(">");
    match value {
        Value::Flag(flag) => page.raw(&format!("<binary value=\"{flag}\"/>")),
        Value::Number(number) => page.raw(&format!("<numeric value=\"{number}\"/>")),
        Value::Choice(id) => choice(id.as_str(), page),
        Value::Choices(all) => {
            page.raw("<vColl org=\"set\">");
            for id in all {
                choice(id.as_str(), page);
            }
            page.raw("</vColl>");
        }
        other => page.element("string", &[], &to_text(other)),
    }
    page.raw("</f>");
}

fn choice(id: &str, page: &mut Page) {
    if is_word(id) {
        page.raw("<symbol");
        page.attribute("value", id);
        page.raw("/>");
    } else {
        page.element("string", &[], id);
    }
}

/// Whether an answer comes back as something else where no question says of what kind it is.
pub fn loses_its_kind(value: &Value) -> bool {
    matches!(
        value,
        Value::Date(_) | Value::Interval(..) | Value::Target(_)
    )
}

/// Adds an answer to those of the same name.
pub fn add(answers: &mut Vec<(String, Answer)>, name: &str, text: String) {
    let known = answers.iter_mut().find(|it| it.0 == name);
    match known.map(|it| &mut it.1) {
        None => answers.push((name.to_owned(), Answer::Text(text))),
        Some(Answer::Several(all)) => all.push(text),
        Some(other) => *other = Answer::Several(vec![plain(other), text]),
    }
}

/// The answers of a structure, those of structures inside it under `outer.inner`.
pub fn read(fs: &Node) -> Vec<(String, Answer)> {
    let mut answers = Vec::new();
    for f in fs.all("f") {
        feature(f, "", &mut answers);
    }
    answers
}

fn feature(f: &Node, before: &str, answers: &mut Vec<(String, Answer)>) {
    let name = f.get("n").or_else(|| f.get("name")).unwrap_or("f");
    let name = format!("{before}{name}");
    for inner in f.all("fs").flat_map(|it| it.all("f")) {
        feature(inner, &format!("{name}."), answers);
    }
    answers.extend(answer(f).map(|it| (name, it)));
}

fn answer(f: &Node) -> Option<Answer> {
    let value = f.elements().find(|it| it.name != "fs");
    let Some(value) = value else {
        let words = f.words();
        let pointed = f
            .get("fVal")
            .map(|it| it.trim_start_matches('#').to_owned());
        let said = Some(words).filter(|it| !it.is_empty()).or(pointed);
        return said
            .filter(|_| f.all("fs").next().is_none())
            .map(Answer::Text);
    };
    let said = value.get("value").map(str::to_owned);
    Some(match value.name.as_str() {
        "vColl" | "vAlt" => {
            let all = value.elements();
            Answer::Several(
                all.map(|it| it.get("value").map_or_else(|| it.words(), str::to_owned))
                    .collect(),
            )
        }
        "binary" => Answer::Flag(matches!(said.as_deref(), Some("true" | "1"))),
        "numeric" => match said.as_deref().map(str::parse::<f64>) {
            Some(Ok(number)) if number.is_finite() && value.get("max").is_none() => {
                Answer::Number(number)
            }
            _ => Answer::Text(said.unwrap_or_default()),
        },
        _ => Answer::Text(said.unwrap_or_else(|| value.words())),
    })
}
