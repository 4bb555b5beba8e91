//! Pure questions about a project, with sorted answers: the same project gives the same answer.

pub mod agreement;
pub mod around;
pub mod comments;
pub mod days;
pub mod find;
pub mod leak;
pub mod marked;
pub mod position;
pub mod query;
pub mod split;
pub mod stats;
