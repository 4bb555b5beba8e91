//! The shape of `project.ron`.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

use super::FORMAT;
use super::ron_text::{HEADER, one_line, pretty, string};
use crate::model::document::{Document, Meta, Source};
use crate::model::project::Project;
use crate::model::schema::Schema;
use crate::model::value::PartialDate;
use crate::store::notice::Trouble;

/// `project.ron` in full.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "Project")]
pub struct ProjectFile {
    pub format: u32,
    #[serde(default)]
    pub name: String,
    pub schema: Schema,
    #[serde(default)]
    pub targets: Vec<Named>,
    #[serde(default)]
    pub annotators: Vec<Named>,
    #[serde(default)]
    pub documents: Vec<Entry>,
}

/// A target or an annotator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Named {
    pub id: String,
    pub name: String,
}

/// A document: where its text is, and what is known about it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "Document")]
pub struct Entry {
    /// The path of its text below `texts/`.
    pub id: String,
    pub sha256: String,
    pub encoding: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub author: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<PartialDate>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub url: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub language: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub genre: String,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<String, String>,
}

impl ProjectFile {
    /// What `project.ron` says of a project; documents in the order they are listed.
    pub fn of(project: &Project) -> Self {
        let named = |id: &str, name: &str| Named {
            id: id.to_owned(),
            name: name.to_owned(),
        };
        Self {
            format: FORMAT,
            name: project.name.clone(),
            schema: Schema::clone(&project.schema),
            targets: project
                .targets
                .iter()
                .map(|(id, it)| named(id.as_str(), &it.name))
                .collect(),
            annotators: project
                .annotators
                .iter()
                .map(|(id, it)| named(id.as_str(), &it.name))
                .collect(),
            documents: project.listed().map(|it| Entry::of(it)).collect(),
        }
    }

    /// The text of the file.
    pub fn write(&self) -> Result<String, Trouble> {
        let schema = pretty(&self.schema, 4)?.replace('\n', "\n    ");
        let mut out = format!(
            "{HEADER}Project(\n    format: {},\n    name: {},\n    schema: {schema},\n",
            self.format,
            string(&self.name)?
        );
        list(&mut out, "targets", &self.targets)?;
        list(&mut out, "annotators", &self.annotators)?;
        list(&mut out, "documents", &self.documents)?;
        out.push_str(")\n");
        Ok(out)
    }
}

impl Entry {
    pub fn of(document: &Document) -> Self {
        let Meta {
            title,
            author,
            date,
            url,
            language,
            genre,
            fields,
        } = document.meta.clone();
        Self {
            id: document.id.as_str().to_owned(),
            sha256: document.source.sha256.clone(),
            encoding: document.source.encoding.clone(),
            title,
            author,
            date,
            url,
            language,
            genre,
            fields,
        }
    }

    /// What the project knows of the document, without its text.
    pub fn parts(self) -> (Meta, Source) {
        let meta = Meta {
            title: self.title,
            author: self.author,
            date: self.date,
            url: self.url,
            language: self.language,
            genre: self.genre,
            fields: self.fields,
        };
        let source = Source {
            sha256: self.sha256,
            encoding: self.encoding,
        };
        (meta, source)
    }
}

/// Adds a field that is a list with one record a line.
pub(super) fn list<T: Serialize>(
    out: &mut String,
    name: &str,
    records: &[T],
) -> Result<(), Trouble> {
    if records.is_empty() {
        writeln!(out, "    {name}: [],").ok();
        return Ok(());
    }
    writeln!(out, "    {name}: [").ok();
    for record in records {
        writeln!(out, "        {},", one_line(record)?).ok();
    }
    out.push_str("    ],\n");
    Ok(())
}
