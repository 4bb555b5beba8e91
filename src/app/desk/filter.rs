//! Which documents the list shows.

use crate::model::annotation::Status;
use crate::model::document::Document;
use crate::model::fold::fold;
use crate::model::id::AnnotatorId;
use crate::model::project::{LayerKey, Project};

/// What documents must have to be listed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Words that the title, file name, author or genre holds, in any case.
    pub words: String,
    pub status: Option<Status>,
}

impl Filter {
    /// The places in `project.order` of the documents to list.
    pub fn listed(&self, project: &Project, annotator: &AnnotatorId) -> Vec<usize> {
        let words: Vec<String> = self.words.split_whitespace().map(fold).collect();
        let fits = |(i, id): (usize, &crate::model::id::DocumentId)| {
            let document = project.document(id)?;
            let named = words.is_empty() || {
                let all = fold(&haystack(document));
                words.iter().all(|it| all.contains(it.as_str()))
            };
            let right_status = self.status.is_none_or(|wanted| {
                let key = LayerKey {
                    annotator: annotator.clone(),
                    document: id.clone(),
                };
                project.layer(&key).map_or(Status::ToDo, |it| it.status) == wanted
            });
            (named && right_status).then_some(i)
        };
        project.order.iter().enumerate().filter_map(fits).collect()
    }
}

fn haystack(document: &Document) -> String {
    let meta = &document.meta;
    let date = meta.date.map(|it| it.to_string()).unwrap_or_default();
    [
        document.title(),
        document.id.as_str(),
        &meta.author,
        &meta.genre,
        &meta.language,
        &date,
    ]
    .join(" ")
}
