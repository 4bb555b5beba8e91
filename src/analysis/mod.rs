//! Pure questions about a project, with sorted answers: the same project gives the same answer.

pub mod comments;
pub mod find;
pub mod marked;
pub mod position;
pub mod stats;
