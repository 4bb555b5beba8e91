//! The notes of a project: in the XML, or each in a file of its own.

use std::collections::BTreeSet;

use super::super::format::Intake;
use super::super::report::{Fate, Fault};
use super::inside::Inside;
use super::records::Project;

/// Reads the notes that stand in files.
pub(super) fn read(project: &mut Project, inside: &Inside, file: &str, intake: &mut dyn Intake) {
    for note in project.notes.values_mut().filter(|it| it.text.is_empty()) {
        match inside.text(&note.path) {
            Ok(text) => note.text = text,
            Err(_) => {
                let fault = Fault::Empty(format!("Note {} {}", note.name, note.path));
                intake.tell(file, 0, fault, Fate::Skipped);
            }
        }
    }
}

/// The words of the notes with these GUIDs.
pub(super) fn of<'a>(project: &'a Project, guids: &[String]) -> Vec<&'a str> {
    let all = guids.iter().filter_map(|it| project.notes.get(it));
    all.map(|it| it.text.as_str())
        .filter(|it| !it.trim().is_empty())
        .collect()
}

/// Tells the notes that are about nothing that we have.
pub(super) fn tell_free(project: &Project, file: &str, intake: &mut dyn Intake) {
    let sources = project.sources.iter().flat_map(|it| {
        let selections = it.selections.iter().flat_map(|it| &it.notes);
        it.notes.iter().chain(selections)
    });
    let codes = project.codes.iter().flat_map(|it| &it.notes);
    let used: BTreeSet<&String> = sources.chain(codes).collect();
    for (_, note) in project.notes.iter().filter(|it| !used.contains(it.0)) {
        let what = format!("Note {}: {}", note.name, note.text);
        intake.tell(file, 0, Fault::NoPlace(what), Fate::Skipped);
    }
}
