//! A document: a text as it came, and what is known about it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::id::DocumentId;
use super::text::Text;
use super::value::PartialDate;

/// A text of the project. The text never changes; what is known about it may.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    pub id: DocumentId,
    pub meta: Meta,
    pub text: Text,
    pub source: Source,
}

impl Document {
    /// The title given, else the name of the file without its folder and ending.
    pub fn title(&self) -> &str {
        if self.meta.title.is_empty() {
            file_stem(self.id.as_str())
        } else {
            &self.meta.title
        }
    }
}

/// What is known about a document. Empty means not known.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Meta {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub title: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub author: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<PartialDate>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub url: String,
    /// A language code such as `fr`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub language: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub genre: String,
    /// Any further field of the analyst's own.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<String, String>,
}

/// The stored bytes that the text was decoded from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// SHA-256 of the bytes of the file, in lower-case hexadecimal.
    pub sha256: String,
    /// The encoding's name as WHATWG gives it, such as `UTF-8` or `windows-1252`.
    pub encoding: String,
}

fn file_stem(id: &str) -> &str {
    let name = id.rsplit('/').next().unwrap_or(id);
    match name.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem,
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_without_title_shows_its_file_name() {
        for (id, stem) in [("a/b/004.txt", "004"), (".txt", ".txt"), ("notes", "notes")] {
            assert_eq!(file_stem(id), stem);
        }
    }
}
