//! Reading a project: document by document, the work of everybody on it.

use std::collections::{BTreeMap, BTreeSet};

use super::super::draft::Draft;
use super::super::format::{Intake, Reader, Reading};
use super::super::input::{Entry, Input};
use super::super::names;
use super::super::report::{Fate, Fault};
use super::super::texts;
use super::super::uima::EXTRAS;
use super::cas::{self, Catch};
use super::project::{Description, Source, Work};
use super::schema::Layers;
use super::{CURATOR, INITIAL, describes};
use crate::model::annotation::Status;
use crate::model::progress::Cancelled;

/// Reads every project among these files, which are packed in `package` unless it is empty.
pub fn projects(
    entries: &[Entry],
    package: &str,
    reading: &Reading,
    intake: &mut dyn Intake,
) -> Result<(), Cancelled> {
    for described in entries.iter().filter(|it| describes(it)) {
        intake.check()?;
        let read = described.text().and_then(|it| {
            let it = it.strip_prefix('\u{FEFF}').unwrap_or(&it);
            serde_json::from_str::<Description>(it).map_err(|it| Fault::Malformed(it.to_string()))
        });
        let description = match read {
            Ok(description) => description,
            Err(fault) => {
                let name = shown(package, &described.name);
                intake.tell(&name, 0, fault, Fate::Skipped);
                Description::default()
            }
        };
        let root = described.name.rsplit_once('/').map_or("", |it| it.0);
        Project::new(description, entries, root, package).read(reading, intake)?;
    }
    Ok(())
}

fn shown(package: &str, name: &str) -> String {
    if package.is_empty() {
        name.to_owned()
    } else {
        format!("{package}/{name}")
    }
}

/// The files about one document.
#[derive(Default)]
struct Files<'a> {
    source: Option<&'a Entry>,
    /// By user.
    work: BTreeMap<String, &'a Entry>,
    /// Who has work that only Java reads, and its file.
    unread: BTreeMap<String, &'a Entry>,
}

impl<'a> Files<'a> {
    /// Of two files that seem to be of one user, the one before goes by its whole name.
    fn add(&mut self, user: String, entry: &'a Entry) {
        if let Some(before) = self.work.insert(user, entry) {
            let file = before.name.rsplit('/').next().unwrap_or_default();
            self.work.entry(stem(file).to_owned()).or_insert(before);
        }
    }
}

struct Project<'a> {
    documents: Vec<Source>,
    states: BTreeMap<(String, String), Status>,
    layers: Layers,
    files: BTreeMap<String, Files<'a>>,
    package: &'a str,
}

impl<'a> Project<'a> {
    fn new(description: Description, entries: &'a [Entry], root: &str, package: &'a str) -> Self {
        let mut files: BTreeMap<String, Files<'a>> = BTreeMap::new();
        for entry in entries {
            let name = match root {
                "" => Some(entry.name.as_str()),
                root => entry
                    .name
                    .strip_prefix(root)
                    .and_then(|it| it.strip_prefix('/')),
            };
            let parts: Vec<&str> = name.unwrap_or_default().split('/').collect();
            match parts.as_slice() {
                // Who clicked on what, and when.
                ["event.log"] => entry.need_not_be_read(),
                ["source", document] => {
                    files.entry((*document).to_owned()).or_default().source = Some(entry);
                }
                [folder, document, file] => {
                    let files = files.entry((*document).to_owned()).or_default();
                    let user = user(file, document, &description.annotation_documents);
                    let readable = cas::is_known(&entry.ending());
                    match *folder {
                        "annotation" | "curation" if readable => {
                            files.add(user, entry);
                        }
                        "annotation" | "curation" | "annotation_ser" | "curation_ser" => {
                            files.unread.insert(user, entry);
                        }
                        _ => {}
                    }
                }
                _ => {}
            }
        }
        files.retain(|_, it| it.source.is_some() || !it.work.is_empty() || !it.unread.is_empty());
        let mut documents = description.source_documents.clone();
        let known: BTreeSet<String> = documents.iter().map(|it| it.name.clone()).collect();
        documents.extend(
            files
                .keys()
                .filter(|it| !known.contains(*it))
                .map(|it| Source {
                    name: it.clone(),
                    format: None,
                }),
        );
        Self {
            documents,
            states: description.states(),
            layers: Layers::new(description.layers, &description.tag_sets),
            files,
            package,
        }
    }

    fn read(mut self, reading: &Reading, intake: &mut dyn Intake) -> Result<(), Cancelled> {
        intake.declare(&self.layers.own());
        for source in std::mem::take(&mut self.documents) {
            intake.check()?;
            let files = self.files.remove(&source.name).unwrap_or_default();
            self.document(&source, &files, reading, intake)?;
        }
        Ok(())
    }

    fn document(
        &mut self,
        source: &Source,
        files: &Files,
        reading: &Reading,
        intake: &mut dyn Intake,
    ) -> Result<(), Cancelled> {
        let mut all: Vec<Draft> = Vec::new();
        let mut initial = None;
        for (user, entry) in &files.work {
            intake.check()?;
            let draft = cas::draft(entry, (&source.name, user), &mut self.layers, intake)?;
            if user == INITIAL {
                initial = draft;
            } else if let Some(mut draft) = draft {
                let state = self.states.get(&(source.name.clone(), user.clone()));
                let decided = if user == CURATOR {
                    Status::Done
                } else {
                    Status::InProgress
                };
                for layer in &mut draft.layers {
                    layer.status = state.copied().unwrap_or(decided);
                }
                join(&mut all, draft);
            }
        }
        for entry in files.source.iter().chain(files.unread.values()) {
            entry.need_not_be_read();
        }
        for (user, entry) in &files.unread {
            if user != INITIAL && !files.work.contains_key(user) {
                let fault = Fault::Unknown(format!("{user} (Java)"));
                let name = shown(self.package, &entry.name);
                intake.tell(&name, 0, fault, Fate::Skipped);
            }
        }
        if all.is_empty() {
            let draft = match initial {
                Some(draft) => Some(draft),
                None => self.source(source, files, reading, intake)?,
            };
            all.extend(draft.map(without_nobody));
        }
        for draft in all {
            intake.document(draft)?;
        }
        Ok(())
    }

    /// What the document itself says, where nobody's work can be read.
    fn source(
        &mut self,
        source: &Source,
        files: &Files,
        reading: &Reading,
        intake: &mut dyn Intake,
    ) -> Result<Option<Draft>, Cancelled> {
        let Some(entry) = files.source else {
            let name = shown(self.package, &source.name);
            intake.tell(&name, 0, Fault::NoText(source.name.clone()), Fate::Skipped);
            return Ok(None);
        };
        let format = source.format.as_deref().unwrap_or_default();
        let ending = match format {
            it if it.starts_with("xmi") => "xmi",
            it if it.starts_with("jsoncas") => "json",
            "ctsv3" => "tsv",
            _ => "",
        };
        let mut renamed = entry.clone();
        if !ending.is_empty() {
            renamed.name = format!("{}.{ending}", entry.name);
            return cas::draft(&renamed, (&source.name, INITIAL), &mut self.layers, intake);
        }
        let is_text = ["text", "plain", "lines"]
            .iter()
            .any(|it| format.contains(it));
        if !is_text && !texts::is_plain(entry) {
            let name = shown(self.package, &entry.name);
            let fault = Fault::Unknown(format.to_owned());
            intake.tell(&name, 0, fault, Fate::Skipped);
            return Ok(None);
        }
        // Its ending may be anything.
        source.name.clone_into(&mut renamed.name);
        if !texts::is_plain(&renamed) {
            renamed.name.push_str(".txt");
        }
        let mut catch = Catch::new(intake, &source.name);
        texts::TEXT.read(&Input::of(&source.name, vec![renamed]), reading, &mut catch)?;
        let mut draft = catch.drafts.into_iter().next();
        if let Some(draft) = &mut draft {
            source.name.clone_into(&mut draft.name);
        }
        Ok(draft)
    }
}

/// Users may have a dot in their names.
fn stem(file: &str) -> &str {
    let ending = names::ending(file);
    let n = file.len().saturating_sub(ending.len() + 1);
    file.get(..n).unwrap_or(file)
}

/// Whose work on a document is in a file. Some versions name it as Java names what lasts a moment: with the
/// user, filled up to three letters, and a long number behind.
fn user(file: &str, document: &str, works: &[Work]) -> String {
    /// Such numbers are drawn from 64 bits: few are shorter.
    const DIGITS: usize = 9;
    let stem = stem(file);
    let letters = stem.trim_end_matches(|it: char| it.is_ascii_digit());
    let users = works.iter().filter(|it| it.name == document);
    let known = users.filter_map(|it| it.user.as_deref());
    let mut known: Vec<&str> = known.chain([CURATOR, INITIAL]).collect();
    known.sort_by_key(|it| std::cmp::Reverse(it.len()));
    let is_named = |user: &&&str| {
        let rest = stem.strip_prefix(format!("{user:_<3}").as_str());
        rest.is_some_and(|it| it.len() >= DIGITS && letters.len() <= stem.len() - it.len())
    };
    let named = known
        .iter()
        .find(is_named)
        .filter(|_| !known.contains(&stem));
    (*named.unwrap_or(&stem)).to_owned()
}

/// A layer in which nobody says anything stands for nobody.
fn without_nobody(mut draft: Draft) -> Draft {
    draft
        .layers
        .retain(|it| !(it.spans.is_empty() && it.links.is_empty() && it.answers.is_empty()));
    draft
}

/// Puts the work of one more annotator to that of others on the same text; another text is a document of
/// its own.
fn join(all: &mut Vec<Draft>, draft: Draft) {
    let same = all
        .iter_mut()
        .find(|it| it.text.as_str() == draft.text.as_str());
    let Some(known) = same else {
        all.push(draft);
        return;
    };
    known.layers.extend(draft.layers);
    for (name, value) in draft.meta.fields {
        if name != super::super::draft::extra_field(EXTRAS) {
            known.meta.fields.entry(name).or_insert(value);
            continue;
        }
        known.keep_extra(EXTRAS, &value);
    }
}
