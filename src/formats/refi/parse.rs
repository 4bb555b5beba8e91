//! The XML of a project, as records.

use std::collections::BTreeMap;

use super::super::markup::{Piece, Tag, Xml};
use super::super::report::Fault;

/// Everything that a project says, GUIDs without braces and in lower case.
#[derive(Debug, Default)]
pub(super) struct Project {
    pub origin: String,
    pub users: BTreeMap<String, String>,
    pub codes: Vec<Code>,
    pub variables: BTreeMap<String, String>,
    pub notes: BTreeMap<String, String>,
    pub sources: Vec<Source>,
    pub links: Vec<Link>,
    /// Variables of sources, by way of cases.
    pub cases: Vec<Case>,
    /// What is there and has no place with us, by its kind.
    pub others: BTreeMap<String, usize>,
}

#[derive(Debug, Default)]
pub(super) struct Code {
    pub guid: String,
    pub path: String,
    pub color: String,
    pub help: String,
}

#[derive(Debug, Default)]
pub(super) struct Source {
    pub guid: String,
    pub name: String,
    pub path: String,
    pub content: Option<String>,
    pub selections: Vec<Selection>,
    pub codings: Vec<Coding>,
    pub notes: Vec<String>,
    pub values: Vec<(String, String)>,
    pub line: usize,
}

#[derive(Debug, Default)]
pub(super) struct Selection {
    pub guid: String,
    pub name: String,
    pub user: String,
    pub start: Option<usize>,
    pub end: Option<usize>,
    pub help: String,
    pub codings: Vec<Coding>,
    pub notes: Vec<String>,
    pub line: usize,
}

#[derive(Debug, Default)]
pub(super) struct Coding {
    pub code: String,
    pub user: String,
}

#[derive(Debug, Default)]
pub(super) struct Link {
    pub guid: String,
    pub name: String,
    pub from: String,
    pub to: String,
}

#[derive(Debug, Default)]
pub(super) struct Case {
    pub values: Vec<(String, String)>,
    pub sources: Vec<String>,
}

/// What is open.
#[derive(Default)]
struct State {
    project: Project,
    path: Vec<String>,
    /// Names of the elements above.
    above: Vec<String>,
    text: String,
    source: Option<Source>,
    selection: Option<Selection>,
    coding: Option<Coding>,
    case: Option<Case>,
    note: Option<(String, String)>,
    value: Option<(String, String)>,
    /// How deep inside of a source that is no text.
    foreign: usize,
}

/// Reads the XML; what stands before a fault is taken.
pub(super) fn parse(source: &str) -> (Project, Option<(usize, Fault)>) {
    let mut xml = Xml::new(source);
    let mut state = State::default();
    loop {
        match xml.piece() {
            Ok(Some(Piece::Open(tag))) => {
                let line = xml.line();
                state.text.clear();
                state.open(&tag, line);
                state.above.push(tag.name.to_string());
            }
            Ok(Some(Piece::Text(text))) => state.text.push_str(&text),
            Ok(Some(Piece::Close(name))) => {
                state.above.pop();
                state.close(&name);
            }
            Ok(None) => return (state.project, None),
            Err(fault) => {
                let line = xml.line();
                state.project.sources.extend(state.source.take());
                return (state.project, Some((line, fault)));
            }
        }
    }
}

fn plain(guid: Option<&str>) -> String {
    let guid = guid.unwrap_or_default();
    guid.trim_matches(['{', '}']).to_lowercase()
}

fn foreign(name: &str) -> bool {
    matches!(
        name,
        "PictureSource" | "PDFSource" | "AudioSource" | "VideoSource" | "Graph" | "Set"
    )
}

impl State {
    fn open(&mut self, tag: &Tag, line: usize) {
        if foreign(&tag.name) {
            if self.foreign == 0 {
                let named = format!("{} {}", tag.name, tag.get("name").unwrap_or_default());
                *self.project.others.entry(named).or_default() += 1;
            }
            self.foreign += 1;
        }
        if self.foreign > 0 {
            return;
        }
        let text = |name: &str| tag.get(name).unwrap_or_default().to_owned();
        let guid = |name: &str| plain(tag.get(name));
        match tag.name.as_str() {
            "Project" => self.project.origin = text("origin"),
            "User" => drop(self.project.users.insert(guid("guid"), text("name"))),
            "Code" => {
                self.path.push(text("name"));
                self.project.codes.push(Code {
                    guid: guid("guid"),
                    path: self.path.join("/"),
                    color: text("color"),
                    help: String::new(),
                });
            }
            "Variable" => drop(self.project.variables.insert(guid("guid"), text("name"))),
            "Case" => self.case = Some(Case::default()),
            "SourceRef" => {
                if let Some(case) = &mut self.case {
                    case.sources.push(guid("targetGUID"));
                }
            }
            "TextSource" => {
                self.source = Some(Source {
                    guid: guid("guid"),
                    name: text("name"),
                    path: text("plainTextPath"),
                    line,
                    ..Source::default()
                });
            }
            "PlainTextSelection" => {
                let number = |name: &str| tag.get(name).and_then(|it| it.trim().parse().ok());
                self.selection = Some(Selection {
                    guid: guid("guid"),
                    name: text("name"),
                    user: guid("creatingUser"),
                    start: number("startPosition"),
                    end: number("endPosition"),
                    line,
                    ..Selection::default()
                });
            }
            "Coding" => {
                self.coding = Some(Coding {
                    code: String::new(),
                    user: guid("creatingUser"),
                });
            }
            "CodeRef" => {
                if let Some(coding) = &mut self.coding {
                    coding.code = guid("targetGUID");
                }
            }
            "Note" => self.note = Some((guid("guid"), String::new())),
            "NoteRef" => {
                let to = guid("targetGUID");
                match (&mut self.selection, &mut self.source) {
                    (Some(it), _) => it.notes.push(to),
                    (None, Some(it)) => it.notes.push(to),
                    _ => *self.project.others.entry("NoteRef".to_owned()).or_default() += 1,
                }
            }
            "VariableValue" => self.value = Some((String::new(), String::new())),
            "VariableRef" => {
                if let Some(value) = &mut self.value {
                    value.0 = guid("targetGUID");
                }
            }
            "Link" => self.project.links.push(Link {
                guid: guid("guid"),
                name: text("name"),
                from: guid("originGUID"),
                to: guid("targetGUID"),
            }),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        if foreign(name) {
            self.foreign = self.foreign.saturating_sub(1);
            return;
        }
        if self.foreign > 0 {
            return;
        }
        match name {
            "Code" => drop(self.path.pop()),
            "Description" => self.describe(),
            "PlainTextContent" => {
                let text = std::mem::take(&mut self.text);
                match (&mut self.note, &mut self.source) {
                    (Some(note), _) => note.1 = text,
                    (None, Some(source)) => source.content = Some(text),
                    _ => {}
                }
            }
            "Note" => self.project.notes.extend(self.note.take()),
            "Coding" => {
                let coding = self.coding.take();
                match (&mut self.selection, &mut self.source) {
                    (Some(it), _) => it.codings.extend(coding),
                    (None, Some(it)) => it.codings.extend(coding),
                    _ => {}
                }
            }
            "PlainTextSelection" => {
                let selection = self.selection.take();
                if let Some(source) = &mut self.source {
                    source.selections.extend(selection);
                }
            }
            "TextSource" => self.project.sources.extend(self.source.take()),
            "Case" => self.project.cases.extend(self.case.take()),
            "VariableValue" => {
                let value = self.value.take();
                match (&mut self.case, &mut self.source) {
                    (Some(it), _) => it.values.extend(value),
                    (None, Some(it)) => it.values.extend(value),
                    _ => {}
                }
            }
            name if name.ends_with("Value") => {
                if let Some(value) = &mut self.value {
                    value.1 = std::mem::take(&mut self.text);
                }
            }
            _ => {}
        }
    }

    fn describe(&mut self) {
        let text = std::mem::take(&mut self.text);
        let of = self.above.last().map(String::as_str).unwrap_or_default();
        match (of, &mut self.selection) {
            ("PlainTextSelection", Some(it)) => it.help = text,
            ("Code", _) => {
                let path = self.path.join("/");
                let code = self
                    .project
                    .codes
                    .iter_mut()
                    .rev()
                    .find(|it| it.path == path);
                if let Some(code) = code {
                    code.help = text;
                }
            }
            _ => {}
        }
    }
}
