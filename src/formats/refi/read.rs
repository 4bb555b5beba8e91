//! From the records of a project to drafts.

use std::collections::{BTreeMap, BTreeSet};

use super::super::draft::{Answer, Draft, DraftLink, DraftSpan};
use super::super::format::Intake;
use super::super::gather::new_label;
use super::super::input::Entry;
use super::super::markup::source as decoded;
use super::super::meta;
use super::super::report::{Fate, Fault};
use super::inside::Inside;
use super::parse::parse;
use super::records::{Coding, Project, Selection, Source};
use super::{CODES, ORIGIN, memos};
use crate::model::progress::Cancelled;
use crate::model::schema::{Localized, Rgb, Schema};
use crate::model::text::{Count, Text};

pub(super) fn project(
    main: Option<&Entry>,
    inside: &[Entry],
    file: &str,
    intake: &mut dyn Intake,
) -> Result<(), Cancelled> {
    let Some(main) = main else {
        let fault = Fault::Malformed("no project.qde".to_owned());
        intake.tell(file, 0, fault, Fate::Skipped);
        return Ok(());
    };
    let xml = match decoded(main) {
        Ok(xml) => xml,
        Err(fault) => {
            intake.tell(file, 0, fault, Fate::Skipped);
            return Ok(());
        }
    };
    let (project, fault) = parse(&xml);
    if let Some((line, fault)) = fault {
        intake.tell(file, line, fault, Fate::Skipped);
    }
    for (what, n) in &project.others {
        let fault = Fault::NoPlace(format!("{} ({n})", what.trim()));
        intake.tell(file, 0, fault, Fate::Skipped);
    }
    let inside = Inside(inside);
    let mut project = project;
    memos::read(&mut project, &inside, file, intake);
    memos::tell_free(&project, file, intake);
    tell_links(&project, file, intake);
    intake.declare(&schema(&project));
    let reader = Reader {
        codes: project
            .codes
            .iter()
            .map(|it| (it.guid.as_str(), it.path.as_str()))
            .collect(),
        project: &project,
        inside,
        file,
    };
    for source in &project.sources {
        if let Some(draft) = reader.draft(source, intake) {
            intake.document(draft)?;
        }
    }
    Ok(())
}

fn schema(project: &Project) -> Schema {
    let mut schema = Schema::default();
    for code in &project.codes {
        if schema.labels.iter().any(|it| it.id.as_str() == code.path) {
            continue;
        }
        let mut label = new_label(&code.path, &schema);
        let mut help = vec![code.help.trim()];
        help.extend(memos::of(project, &code.notes));
        help.retain(|it| !it.is_empty());
        label.help = match help.join("\n") {
            none if none.is_empty() => Localized::default(),
            help => Localized::plain(&help),
        };
        let part = |at: std::ops::Range<usize>| {
            code.color
                .get(at)
                .and_then(|it| u8::from_str_radix(it, 16).ok())
        };
        if let (Some(r), Some(g), Some(b)) = (part(1..3), part(3..5), part(5..7)) {
            label.color = Rgb(r, g, b);
        }
        schema.labels.push(label);
    }
    schema
}

/// Tells the links of which no end is a selection, such as those between codes.
fn tell_links(project: &Project, file: &str, intake: &mut dyn Intake) {
    let selections = project.sources.iter().flat_map(|it| &it.selections);
    let selections: BTreeSet<&str> = selections.map(|it| it.guid.as_str()).collect();
    let known = |it: &String| selections.contains(it.as_str());
    let lost = project.links.iter();
    for link in lost.filter(|it| !known(&it.from) && !known(&it.to)) {
        let named = |guid: &str| {
            let code = project.codes.iter().find(|it| it.guid == guid);
            code.map_or(guid, |it| &it.path).to_owned()
        };
        let (from, to) = (named(&link.from), named(&link.to));
        let what = format!("Link {}: {from} → {to}", link.name);
        intake.tell(file, 0, Fault::NoPlace(what), Fate::Skipped);
    }
}

struct Reader<'a> {
    codes: BTreeMap<&'a str, &'a str>,
    project: &'a Project,
    inside: Inside<'a>,
    file: &'a str,
}

impl Reader<'_> {
    fn draft(&self, source: &Source, intake: &mut dyn Intake) -> Option<Draft> {
        let name = [&source.name, &source.path, &source.guid]
            .into_iter()
            .find(|it| !it.is_empty());
        let name = name.cloned().unwrap_or_default();
        let text = match self.text(source) {
            Ok(text) => text,
            Err(fault) => {
                intake.tell(self.file, source.line, fault, Fate::Skipped);
                return None;
            }
        };
        let mut draft = Draft::new(name, text);
        let places = if self.project.origin.starts_with(ORIGIN) {
            Places::CodePoints
        } else {
            Places::of(&draft.text, &source.selections)
        };
        let mut owners: BTreeMap<String, (String, String)> = BTreeMap::new();
        for it in &source.selections {
            let at = it.start.zip(it.end).and_then(|(from, to)| {
                Some(places.byte(&draft.text, from)?..places.byte(&draft.text, to)?)
            });
            let told = || {
                format!(
                    "{}–{}",
                    it.start.unwrap_or_default(),
                    it.end.unwrap_or_default()
                )
            };
            match at {
                None => intake.tell(
                    self.file,
                    it.line,
                    Fault::OutsideText(told()),
                    Fate::Skipped,
                ),
                Some(at) if at.is_empty() || at.start > at.end => {
                    intake.tell(self.file, it.line, Fault::NoWidth(told()), Fate::Skipped);
                }
                Some(at) => self.spans(it, &at, &mut draft, &mut owners, intake),
            }
        }
        self.links(&mut draft, &owners, intake);
        self.about(source, &mut draft, intake);
        Some(draft)
    }

    fn text(&self, source: &Source) -> Result<String, Fault> {
        match &source.content {
            Some(content) => Ok(content.clone()),
            None => self.inside.text(&source.path),
        }
    }

    fn user(&self, coding: &str, selection: &str) -> String {
        let guid = if coding.is_empty() { selection } else { coding };
        self.project.users.get(guid).cloned().unwrap_or_default()
    }

    fn spans(
        &self,
        it: &Selection,
        at: &std::ops::Range<usize>,
        draft: &mut Draft,
        owners: &mut BTreeMap<String, (String, String)>,
        intake: &mut dyn Intake,
    ) {
        let mut note = memos::of(self.project, &it.notes);
        if !it.help.is_empty() {
            note.insert(0, &it.help);
        }
        let note = note.join("\n");
        let answers: Vec<(String, Answer)> = if self.project.origin.starts_with(ORIGIN) {
            answers(&it.name)
        } else {
            Vec::new()
        };
        let bare = [Coding::default()];
        let codings = if it.codings.is_empty() {
            &bare[..]
        } else {
            &it.codings
        };
        for (n, coding) in codings.iter().enumerate() {
            let label = match self.codes.get(coding.code.as_str()) {
                Some(path) => (*path).to_owned(),
                None if it.codings.is_empty() => "selection".to_owned(),
                None => {
                    intake.tell(
                        self.file,
                        it.line,
                        Fault::Dangling(coding.code.clone()),
                        Fate::Kept,
                    );
                    coding.code.clone()
                }
            };
            let user = self.user(&coding.user, &it.user);
            let id = if n == 0 {
                it.guid.clone()
            } else {
                format!("{}.{n}", it.guid)
            };
            owners
                .entry(it.guid.clone())
                .or_insert((user.clone(), id.clone()));
            draft.layer_of(&user).spans.push(DraftSpan {
                id,
                label,
                at: vec![at.clone()],
                answers: if n == 0 { answers.clone() } else { Vec::new() },
                note: if n == 0 { note.clone() } else { String::new() },
                when: coding.when.or(it.when),
                ..DraftSpan::default()
            });
        }
    }

    fn links(
        &self,
        draft: &mut Draft,
        owners: &BTreeMap<String, (String, String)>,
        intake: &mut dyn Intake,
    ) {
        for link in &self.project.links {
            let (from, to) = (owners.get(&link.from), owners.get(&link.to));
            match (from, to) {
                (Some((user, from)), Some((other, to))) if user == other => {
                    draft.layer_of(user).links.push(DraftLink {
                        id: link.guid.clone(),
                        kind: if link.name.is_empty() {
                            "link".to_owned()
                        } else {
                            link.name.clone()
                        },
                        from: from.clone(),
                        to: to.clone(),
                        ..DraftLink::default()
                    });
                }
                (None, None) => {}
                _ => {
                    let what = format!("Link {} {}", link.name, link.guid);
                    intake.tell(self.file, 0, Fault::NoPlace(what), Fate::Skipped);
                }
            }
        }
    }

    fn about<'a>(&'a self, source: &'a Source, draft: &mut Draft, intake: &mut dyn Intake) {
        let mut codes: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for coding in &source.codings {
            match self.codes.get(coding.code.as_str()) {
                Some(path) => {
                    let user = self.user(&coding.user, "");
                    codes.entry(user).or_default().insert((*path).to_owned());
                }
                None => intake.tell(
                    self.file,
                    source.line,
                    Fault::Dangling(coding.code.clone()),
                    Fate::Skipped,
                ),
            }
        }
        for (user, codes) in codes {
            let codes = Answer::Several(codes.into_iter().collect());
            draft
                .layer_of(&user)
                .answers
                .push((CODES.to_owned(), codes));
        }
        let cases = self
            .project
            .cases
            .iter()
            .filter(|it| it.sources.contains(&source.guid));
        let values = source
            .values
            .iter()
            .chain(cases.clone().flat_map(|it| &it.values));
        let mut said: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        let mut say = |name, text: &'a str| {
            let text = text.trim();
            if !text.is_empty() {
                said.entry(name).or_default().push(text);
            }
        };
        say("description", &source.help);
        for case in cases.clone() {
            say("case", &case.name);
            say("case description", &case.help);
        }
        for (name, texts) in said {
            meta::set_text(&mut draft.meta, name, texts.join("; "));
        }
        for (variable, value) in values {
            if let Some(name) = self.project.variables.get(variable) {
                meta::set_text(&mut draft.meta, name, value.clone());
            }
        }
        let notes = memos::of(self.project, &source.notes);
        if !notes.is_empty() {
            meta::set_text(&mut draft.meta, "note", notes.join("\n"));
        }
    }
}

/// What our own files write into the name of a selection: `certainty=probable; date=2031`.
fn answers(name: &str) -> Vec<(String, Answer)> {
    let all = name.split("; ").filter_map(|it| it.split_once('='));
    all.map(|(name, text)| (unescape(name), Answer::Text(unescape(text))))
        .collect()
}

fn unescape(text: &str) -> String {
    text.replace("%3D", "=")
        .replace("%3B", ";")
        .replace("%25", "%")
}

/// How positions are counted: some programs count a line end of two characters once.
enum Places {
    CodePoints,
    /// The bytes at the positions.
    LineEndsOnce(Vec<usize>),
}

impl Places {
    fn of(text: &Text, selections: &[Selection]) -> Self {
        let length = text.count(Count::CodePoint);
        let outside = selections
            .iter()
            .any(|it| it.end.is_some_and(|it| it > length));
        // A count that only leaves out line ends gives smaller numbers: they never run past the end, but
        // then stand inside of words where the others would not.
        let text_has = text.as_str().contains("\r\n");
        if outside || !text_has || selections.is_empty() {
            return Self::CodePoints;
        }
        let once = once(text.as_str());
        let whole = |it: &Selection, byte: &dyn Fn(usize) -> Option<usize>| {
            let at = it.start.and_then(byte).zip(it.end.and_then(byte));
            at.is_some_and(|(from, to)| {
                starts_word(text.as_str(), from) && starts_word(text.as_str(), to)
            })
        };
        let plain = selections
            .iter()
            .filter(|it| whole(it, &|at| text.to_byte(at, Count::CodePoint)))
            .count();
        let other = selections
            .iter()
            .filter(|it| whole(it, &|at| once.get(at).copied()))
            .count();
        if other > plain {
            Self::LineEndsOnce(once)
        } else {
            Self::CodePoints
        }
    }

    fn byte(&self, text: &Text, at: usize) -> Option<usize> {
        match self {
            Self::CodePoints => text.to_byte(at, Count::CodePoint),
            Self::LineEndsOnce(all) => all.get(at).copied(),
        }
    }
}

fn once(text: &str) -> Vec<usize> {
    let mut all = Vec::new();
    let mut before = ' ';
    for (i, c) in text.char_indices() {
        if !(before == '\r' && c == '\n') {
            all.push(i);
        }
        before = c;
    }
    all.push(text.len());
    all
}

/// Whether no word goes on across this place.
fn starts_word(text: &str, at: usize) -> bool {
    let before = text.get(..at).and_then(|it| it.chars().next_back());
    let after = text.get(at..).and_then(|it| it.chars().next());
    !(before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric))
}
