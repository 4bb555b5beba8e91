//! Typed identifiers. An id never changes once given; the name shown for it may.

use std::fmt;

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::fold::fold;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(SmolStr);

        impl $name {
            pub fn new(id: impl AsRef<str>) -> Self {
                Self(SmolStr::new(id))
            }

            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<SmolStr> for $name {
            fn from(id: SmolStr) -> Self {
                Self(id)
            }
        }

        impl From<&str> for $name {
            fn from(id: &str) -> Self {
                Self::new(id)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{:?}", self.0.as_str())
            }
        }
    )*};
}

ids! {
    /// A text of the project: its path below `texts/`, with `/` between folders.
    DocumentId,
    /// Who labels: also the name of a folder below `annotations/`.
    AnnotatorId,
    /// A marked span, `s-…`, unique in its document.
    SpanId,
    /// A link between two spans, `l-…`, unique in its document.
    LinkId,
    /// A label of the schema, such as `prediction`.
    LabelId,
    /// An attribute of a label, such as `certainty`.
    AttributeId,
    /// A value that an attribute may take, such as `probable`.
    ChoiceId,
    /// A kind of link, such as `held_by`.
    LinkKindId,
    /// What a stance is about: an entry of the project's list of targets.
    TargetId,
}

/// Makes ids for new records from a stream of random numbers that the caller owns.
///
/// Seven letters and digits without look-alikes (about 34 bits): two analysts working apart on one
/// document do not meet the same id in practice, and the caller asks again if the id is taken.
pub fn short_id(prefix: &str, random: u64) -> String {
    const ALPHABET: &[u8; 31] = b"23456789abcdefghijkmnpqrstuvwxy";
    let mut rest = random;
    let mut id = String::with_capacity(prefix.len() + 8);
    id.push_str(prefix);
    id.push('-');
    for _ in 0..7 {
        id.push(char::from(ALPHABET[(rest % 31) as usize]));
        rest /= 31;
    }
    id
}

/// A readable id made of a name: lower-case ASCII letters, digits and `-`, accents dropped, never empty.
pub fn slug(name: &str) -> String {
    let mut out = String::new();
    for c in fold(name).chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    let slug: String = out.trim_matches('-').chars().take(60).collect();
    if slug.is_empty() {
        "item".to_owned()
    } else {
        slug
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_ids_are_stable_and_readable() {
        assert_eq!(short_id("s", 0), "s-2222222");
        assert_ne!(short_id("s", 1), short_id("s", 2));
    }

    #[test]
    fn slugs_fold_accents_and_are_never_empty() {
        assert_eq!(
            slug("L’avenir du cœur — été 2031 !"),
            "l-avenir-du-coeur-ete-2031"
        );
        assert_eq!(slug("…"), "item");
    }
}
