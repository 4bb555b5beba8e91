//! From the XML of a project to [`records`](super::records).

use std::collections::BTreeMap;

use super::super::markup::{Piece, Tag, Xml};
use super::super::report::Fault;
use super::super::value::moment;
use super::path;
use super::records::{Case, Code, Coding, Link, Note, Project, Selection, Source};

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
    note: Option<(String, Note)>,
    value: Option<(String, String)>,
    /// Where the places of a recording are in its transcript.
    places: BTreeMap<String, usize>,
    /// How deep inside of something that has no place with us.
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

/// What has no place with us.
fn foreign(name: &str) -> bool {
    matches!(
        name,
        "PictureSelection" | "PDFSelection" | "AudioSelection" | "VideoSelection" | "Graph" | "Set"
    )
}

/// A source whose text, where it has one, is not the source itself.
fn is_medium(name: &str) -> bool {
    matches!(
        name,
        "PictureSource" | "PDFSource" | "AudioSource" | "VideoSource"
    )
}

impl State {
    fn open(&mut self, tag: &Tag, line: usize) {
        if foreign(&tag.name) {
            if self.foreign == 0 {
                // Selections are so many, and often without a name.
                let name = tag.get("name").filter(|_| !tag.name.ends_with("Selection"));
                self.other(&tag.name, name.unwrap_or_default());
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
                    path: path::join(self.path.iter().map(String::as_str)),
                    color: text("color"),
                    ..Code::default()
                });
            }
            "Variable" => drop(self.project.variables.insert(guid("guid"), text("name"))),
            "Case" => {
                self.case = Some(Case {
                    name: text("name"),
                    ..Case::default()
                });
            }
            "SourceRef" => {
                if let Some(case) = &mut self.case {
                    case.sources.push(guid("targetGUID"));
                }
            }
            "Note" => {
                let note = Note {
                    name: text("name"),
                    path: text("plainTextPath"),
                    text: String::new(),
                };
                self.note = Some((guid("guid"), note));
            }
            "NoteRef" => {
                let to = guid("targetGUID");
                match (&mut self.selection, &mut self.source) {
                    (Some(it), _) => it.notes.push(to),
                    (None, Some(it)) => it.notes.push(to),
                    (None, None) => match self.code() {
                        Some(it) => it.notes.push(to),
                        None => self.other("NoteRef", ""),
                    },
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
            _ => self.open_source(tag, line),
        }
    }

    /// What a source is made of.
    fn open_source(&mut self, tag: &Tag, line: usize) {
        let text = |name: &str| tag.get(name).unwrap_or_default().to_owned();
        let guid = |name: &str| plain(tag.get(name));
        match tag.name.as_str() {
            name if name == "TextSource" || is_medium(name) => {
                self.source = Some(Source {
                    guid: guid("guid"),
                    name: text("name"),
                    path: text("plainTextPath"),
                    line,
                    ..Source::default()
                });
            }
            "Representation" | "Transcript" | "TextDescription" => self.spoken(tag, line),
            "SyncPoint" => {
                let place = tag.get("position").and_then(|it| it.trim().parse().ok());
                let place = place.map(|it| (guid("guid"), it));
                self.places.extend(place);
            }
            "TranscriptSelection" => {
                let place = |name: &str| self.places.get(&guid(name)).copied();
                self.selection = Some(Selection {
                    guid: guid("guid"),
                    name: text("name"),
                    user: guid("creatingUser"),
                    start: place("fromSyncPoint"),
                    end: place("toSyncPoint"),
                    when: tag.get("creationDateTime").and_then(moment),
                    line,
                    ..Selection::default()
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
                    when: tag.get("creationDateTime").and_then(moment),
                    line,
                    ..Selection::default()
                });
            }
            "Coding" => {
                self.coding = Some(Coding {
                    code: String::new(),
                    user: guid("creatingUser"),
                    when: tag.get("creationDateTime").and_then(moment),
                });
            }
            "CodeRef" => {
                if let Some(coding) = &mut self.coding {
                    coding.code = guid("targetGUID");
                }
            }
            _ => {}
        }
    }

    /// The text of a source that is no text itself; of a second one, a source of its own.
    fn spoken(&mut self, tag: &Tag, line: usize) {
        let text = |name: &str| tag.get(name).unwrap_or_default().to_owned();
        let Some(source) = &mut self.source else {
            return;
        };
        if has_text(source) {
            let first = std::mem::replace(
                source,
                Source {
                    guid: plain(tag.get("guid")),
                    name: text("name"),
                    line,
                    ..Source::default()
                },
            );
            self.project.sources.push(first);
        }
        source.path = text("plainTextPath");
    }

    /// Counts something that has no place with us.
    fn other(&mut self, kind: &str, name: &str) {
        let named = format!("{kind} {name}");
        *self.project.others.entry(named).or_default() += 1;
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
                    (Some(note), _) => note.1.text = text,
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
            "PlainTextSelection" | "TranscriptSelection" => {
                let selection = self.selection.take();
                if let Some(source) = &mut self.source {
                    source.selections.extend(selection);
                }
            }
            "TextSource" => self.project.sources.extend(self.source.take()),
            name if is_medium(name) => {
                self.places.clear();
                match self.source.take() {
                    Some(source) if has_text(&source) => self.project.sources.push(source),
                    Some(source) => self.other(name, &source.name),
                    None => {}
                }
            }
            "Case" => {
                let case = self.case.take();
                if case.as_ref().is_some_and(|it| it.sources.is_empty()) {
                    self.other("Case", "");
                }
                self.project.cases.extend(case);
            }
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

    /// The code that is open.
    fn code(&mut self) -> Option<&mut Code> {
        let path = path::join(self.path.iter().map(String::as_str));
        let mut codes = self.project.codes.iter_mut().rev();
        codes.find(|it| !path.is_empty() && it.path == path)
    }

    fn describe(&mut self) {
        let text = std::mem::take(&mut self.text);
        let of = self.above.last().map(String::as_str).unwrap_or_default();
        match of {
            "PlainTextSelection" | "TranscriptSelection" => {
                if let Some(it) = &mut self.selection {
                    it.help = text;
                }
            }
            "Code" => {
                if let Some(code) = self.code() {
                    code.help = text;
                }
            }
            "Case" => {
                if let Some(it) = &mut self.case {
                    it.help = text;
                }
            }
            name if name == "TextSource" || is_medium(name) => {
                if let Some(it) = &mut self.source {
                    it.help = text;
                }
            }
            _ if text.trim().is_empty() => {}
            of => {
                let kind = format!("{of}/Description");
                self.other(&kind, text.trim());
            }
        }
    }
}

/// Whether the text of a source is known already.
fn has_text(source: &Source) -> bool {
    !source.path.is_empty() || source.content.is_some()
}
