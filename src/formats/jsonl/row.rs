//! The shape of a line.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

use crate::model::annotation::Status;

/// A document as one annotator sees it.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Row<'a> {
    #[serde(borrow)]
    pub id: Cow<'a, str>,
    #[serde(borrow)]
    pub text: Cow<'a, str>,
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub meta: Map<String, Json>,
    #[serde(borrow, skip_serializing_if = "str::is_empty")]
    pub annotator: Cow<'a, str>,
    #[serde(skip_serializing_if = "is_to_do")]
    pub status: State,
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub labels: Map<String, Json>,
    #[serde(borrow)]
    pub spans: Vec<Stretch<'a>>,
    #[serde(borrow)]
    pub relations: Vec<Relation<'a>>,
}

/// A span, in code points.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Stretch<'a> {
    #[serde(borrow)]
    pub id: Cow<'a, str>,
    #[serde(borrow)]
    pub label: Cow<'a, str>,
    pub start: usize,
    pub end: usize,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fragments: Vec<(usize, usize)>,
    #[serde(borrow)]
    pub text: Cow<'a, str>,
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub attributes: Map<String, Json>,
    #[serde(borrow, skip_serializing_if = "str::is_empty")]
    pub note: Cow<'a, str>,
}

/// A link, by the ids of its spans.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Relation<'a> {
    #[serde(borrow)]
    pub id: Cow<'a, str>,
    #[serde(borrow, rename = "type")]
    pub kind: Cow<'a, str>,
    #[serde(borrow)]
    pub head: Cow<'a, str>,
    #[serde(borrow)]
    pub tail: Cow<'a, str>,
}

/// How far the annotator is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    #[default]
    Todo,
    InProgress,
    Done,
}

impl From<Status> for State {
    fn from(status: Status) -> Self {
        match status {
            Status::ToDo => Self::Todo,
            Status::InProgress => Self::InProgress,
            Status::Done => Self::Done,
        }
    }
}

impl From<State> for Status {
    fn from(state: State) -> Self {
        match state {
            State::Todo => Self::ToDo,
            State::InProgress => Self::InProgress,
            State::Done => Self::Done,
        }
    }
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "the signature serde asks for"
)]
fn is_to_do(state: &State) -> bool {
    *state == State::Todo
}
