//! What another program has done to `project.ron` and to the guidelines.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::Intake;
use crate::model::document::Document;
use crate::model::edit::Edit;
use crate::model::id::{AnnotatorId, DocumentId, TargetId};
use crate::model::project::{Annotator, Project, Target};
use crate::store::disk::ProjectFile;
use crate::store::merge::{self, Left};
use crate::store::notice::{Notice, Severity, Trouble};
use crate::store::paths;
use crate::workspace::Workspace;
use crate::workspace::arrival::{Read, entry_of};
use crate::workspace::unsaved::Base;
use crate::workspace::writer::Part;

impl Workspace {
    pub(super) fn take_in_project(
        &mut self,
        read: Read<ProjectFile>,
        documents: &BTreeMap<DocumentId, (Arc<Document>, Option<Trouble>)>,
        intake: &mut Intake,
    ) {
        let path = Path::new(paths::PROJECT);
        let theirs = match read.value {
            Ok(file) => file,
            Err(notice) => {
                // It is not written over before a copy of it is kept.
                intake.news.notices.push(notice);
                if read.seen.is_some() {
                    self.keep_theirs(path, intake);
                }
                self.known.set(path, read.seen);
                return;
            }
        };
        let ours = ProjectFile::of(&self.project);
        let base = self
            .unsaved
            .project(&Part::Project, &self.project, self.writer.as_ref().ok());
        let merged = match base {
            Base::Same => Ok((theirs.clone(), Vec::new())),
            Base::Was(it) => merge::merge_projects(Some(&ProjectFile::of(&it)), &ours, &theirs),
            Base::Unknown => merge::merge_projects(None, &ours, &theirs),
        };
        let (merged, left) = match merged {
            Ok(it) => it,
            Err(refused) => {
                let notice = Notice::new(path, Severity::Error, refused.trouble);
                intake.news.notices.push(notice);
                self.keep_theirs(path, intake);
                self.known.set(path, read.seen);
                intake.behind.project = true;
                return;
            }
        };
        if !left.is_empty() {
            self.keep_theirs(path, intake);
        }
        for it in left {
            if let Left::Field { field, .. } | Left::Entry(field) = it {
                let trouble = Trouble::FieldDiffers { field };
                let notice = Notice::new(path, Severity::Warning, trouble);
                intake.news.notices.push(notice);
            }
        }
        self.known.set(path, read.seen);
        self.unsaved.settle(&Part::Project);
        intake.behind.project |= merged != theirs;
        self.become_project(&merged, documents, intake);
    }

    /// Brings the project to what a file says of it.
    fn become_project(
        &mut self,
        file: &ProjectFile,
        documents: &BTreeMap<DocumentId, (Arc<Document>, Option<Trouble>)>,
        intake: &mut Intake,
    ) {
        let before = ProjectFile::of(&self.project);
        let project = &mut self.project;
        project.name.clone_from(&file.name);
        if *project.schema != file.schema {
            project.schema = Arc::new(file.schema.clone());
        }
        let targets = file.targets.iter();
        let targets = targets.map(|it| {
            (
                TargetId::new(&it.id),
                Target {
                    name: it.name.clone(),
                },
            )
        });
        project.targets = Arc::new(targets.collect());
        let annotators = file.annotators.iter();
        let annotators = annotators.map(|it| {
            (
                AnnotatorId::new(&it.id),
                Annotator {
                    name: it.name.clone(),
                },
            )
        });
        project.annotators = Arc::new(annotators.collect());
        list_annotators(project);
        let former: Vec<DocumentId> = project.order.iter().cloned().collect();
        for id in former {
            if entry_of(file, &id).is_none() {
                if let Some(document) = project.document(&id) {
                    intake
                        .behind
                        .former
                        .insert(id.clone(), Arc::clone(document));
                }
                project.apply(Edit::Document(id.clone(), None));
                intake.news.documents.insert(id);
            }
        }
        for (at, entry) in file.documents.iter().enumerate() {
            let id = DocumentId::new(&entry.id);
            let (meta, source) = entry.clone().parts();
            match project.document(&id) {
                Some(known) if known.source == source => {
                    if known.meta != meta {
                        project.apply(Edit::Meta(id.clone(), meta));
                        intake.news.documents.insert(id);
                    }
                }
                known => {
                    let is_known = known.is_some();
                    let Some((document, trouble)) = documents.get(&id) else {
                        continue;
                    };
                    if is_known {
                        intake.revised.insert(id.clone());
                    }
                    self.protected.documents.remove(&id);
                    if let Some(trouble) = trouble {
                        let file = paths::text(&id).unwrap_or_else(|_| paths::PROJECT.into());
                        let notice = Notice::new(file, Severity::Error, trouble.clone());
                        intake.news.notices.push(notice);
                        self.protected.documents.insert(id.clone(), trouble.clone());
                    }
                    project.apply(Edit::Document(id.clone(), Some((at, Arc::clone(document)))));
                    intake.news.documents.insert(id);
                }
            }
        }
        let order: Vec<DocumentId> = file
            .documents
            .iter()
            .map(|it| DocumentId::new(&it.id))
            .collect();
        let there = order
            .into_iter()
            .filter(|it| project.documents.contains_key(it));
        project.order = Arc::new(there.collect());
        intake.news.project |= ProjectFile::of(&self.project) != before;
    }

    pub(super) fn take_in_guidelines(&mut self, read: Read<Arc<str>>, intake: &mut Intake) {
        let path = Path::new(paths::GUIDELINES);
        match read.value {
            Err(notice) => {
                intake.news.notices.push(notice);
                return;
            }
            Ok(theirs) => {
                let part = Part::Guidelines;
                let base = self
                    .unsaved
                    .project(&part, &self.project, self.writer.as_ref().ok());
                let is_ours = match &base {
                    Base::Same => false,
                    Base::Was(it) => it.guidelines != theirs,
                    Base::Unknown => true,
                };
                let differs = theirs != self.project.guidelines;
                if differs && matches!(base, Base::Same) {
                    self.project.guidelines = theirs;
                    intake.news.project = true;
                } else if differs {
                    if is_ours && read.seen.is_some() {
                        self.keep_theirs(path, intake);
                    }
                    intake.behind.guidelines = true;
                }
                self.unsaved.settle(&part);
            }
        }
        self.known.set(path, read.seen);
    }
}

/// Whoever says something is an annotator, listed or not.
pub(super) fn list_annotators(project: &mut Project) {
    let unlisted: Vec<AnnotatorId> = project
        .layers
        .keys()
        .filter(|it| !project.annotators.contains_key(*it))
        .cloned()
        .collect();
    for id in unlisted {
        let name = id.to_string();
        Arc::make_mut(&mut project.annotators).insert(id, Annotator { name });
    }
}
