//! The schemas that come with the program: what a new project may start from.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::disk::{self, Named};
use super::notice::Trouble;
use crate::model::id::TargetId;
use crate::model::project::{Project, Target};
use crate::model::schema::Schema;

/// A schema to start from, with what goes with it in each language. A new one is its files and a line here.
pub struct Template {
    pub id: &'static str,
    schema: &'static str,
    /// Language, targets, guidelines; English first.
    languages: &'static [(&'static str, &'static str, &'static str)],
}

macro_rules! template {
    ($id:literal) => {
        Template {
            id: $id,
            schema: include_str!(concat!("../../assets/schemas/", $id, ".ron")),
            languages: &[template!($id, "en"), template!($id, "fr")],
        }
    };
    ($id:literal, $language:literal) => {
        (
            $language,
            include_str!(concat!(
                "../../assets/schemas/",
                $id,
                ".targets.",
                $language,
                ".ron"
            )),
            include_str!(concat!(
                "../../assets/guidelines/",
                $id,
                ".",
                $language,
                ".md"
            )),
        )
    };
}

/// The schemas offered, the usual one first.
pub const TEMPLATES: &[Template] = &[
    template!("stance-prediction"),
    template!("argument"),
    template!("ten-stances"),
    template!("empty"),
];

impl Template {
    pub fn by_id(id: &str) -> Option<&'static Self> {
        TEMPLATES.iter().find(|it| it.id == id)
    }

    pub fn schema(&self) -> Result<Schema, Trouble> {
        disk::read(self.schema.as_bytes()).map_err(|it| it.trouble)
    }

    /// The targets that a new project begins with, named in `language`.
    pub fn targets(&self, language: &str) -> Result<BTreeMap<TargetId, Target>, Trouble> {
        let named: Vec<Named> =
            disk::read(self.in_language(language).1.as_bytes()).map_err(|it| it.trouble)?;
        Ok(named
            .into_iter()
            .map(|it| (TargetId::new(it.id), Target { name: it.name }))
            .collect())
    }

    /// How to label, in Markdown.
    pub fn guidelines(&self, language: &str) -> &'static str {
        self.in_language(language).2
    }

    /// A project without documents.
    pub fn project(&self, name: &str, language: &str) -> Result<Project, Trouble> {
        Ok(Project {
            name: name.to_owned(),
            schema: Arc::new(self.schema()?),
            guidelines: self.guidelines(language).into(),
            targets: Arc::new(self.targets(language)?),
            ..Project::default()
        })
    }

    fn in_language(&self, language: &str) -> (&'static str, &'static str, &'static str) {
        let mut languages = self.languages.iter();
        let wanted = languages.clone().find(|it| it.0 == language);
        wanted
            .or_else(|| languages.next())
            .copied()
            .unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_template_reads_in_every_language() {
        for template in TEMPLATES {
            assert_eq!(template.schema().unwrap().id, template.id);
            for language in ["en", "fr", "xx"] {
                template.project("x", language).unwrap();
            }
        }
    }
}
