//! What the description of a project says of its documents.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value as Json;

use crate::model::annotation::Status;

/// `exportedproject.json`, as far as it matters here.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Description {
    pub source_documents: Vec<Source>,
    pub annotation_documents: Vec<Work>,
    pub layers: Vec<Json>,
    pub tag_sets: Vec<Json>,
}

/// A document.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Source {
    pub name: String,
    pub format: Option<String>,
}

/// How far an annotator is with a document.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Work {
    pub name: String,
    pub user: Option<String>,
    pub state: Option<String>,
}

impl Description {
    /// How far everybody is, by document and user.
    pub fn states(&self) -> BTreeMap<(String, String), Status> {
        let all = self.annotation_documents.iter();
        all.filter_map(|it| {
            let status = match it.state.as_deref()? {
                "FINISHED" => Status::Done,
                "IN_PROGRESS" | "INPROGRESS" => Status::InProgress,
                _ => Status::ToDo,
            };
            Some(((it.name.clone(), it.user.clone()?), status))
        })
        .collect()
    }
}

/// The word for how far an annotator is.
pub fn state(status: Status) -> &'static str {
    match status {
        Status::ToDo => "NEW",
        Status::InProgress => "IN_PROGRESS",
        Status::Done => "FINISHED",
    }
}
