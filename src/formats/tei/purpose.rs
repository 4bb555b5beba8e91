//! What becomes of an element of a text that is none of its words.

use super::super::markup::Tag;
use super::{SPACE, elements};

/// What becomes of a tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    Header,
    Beside,
    /// A reading that is not shown: an answer about the one that is.
    Hidden,
    /// What is said of a word inside of it.
    Property,
    /// Features in the text that nothing points at.
    Features,
    Unseen,
}

/// Whether an element is of another vocabulary than TEI.
pub fn is_foreign(tag: &Tag) -> bool {
    !tag.space.is_empty() && tag.space.trim_end_matches('/') != SPACE
}

/// Whether a word says that no blank stands on this side of it.
pub fn joins(tag: &Tag, side: &str) -> bool {
    tag.get("join").is_some_and(|it| it == side || it == "both")
}

/// What becomes of an element of the text that is none of its words.
pub fn purpose(tag: &Tag, (parent, has_shown): (&str, bool), is_property: bool) -> Option<Purpose> {
    let name = tag.name.as_str();
    Some(match name {
        _ if is_property => Purpose::Property,
        _ if elements::is_hidden(name, parent, has_shown) => Purpose::Hidden,
        "fs" if tag.get("xml:id").is_none() => Purpose::Features,
        // A block of a transcript holds what was said as well.
        "annotationBlock" => return None,
        _ if elements::is_annotation(name) => Purpose::Beside,
        _ if elements::is_unseen(name) => Purpose::Unseen,
        _ => return None,
    })
}
