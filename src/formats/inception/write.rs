//! Writing a project: sources and everybody's work as they come, the description last.

use std::collections::BTreeSet;
use std::io;

use serde_json::{Value as Json, json};

use super::super::casjson::write_cas as write_json;
use super::super::format::{Item, Job};
use super::super::names;
use super::super::output::Output;
use super::super::report::{Ledger, LossKind};
use super::super::uima::build::Builder;
use super::super::uima::{Cas, Feat, Fs, OURS, SENTENCE, TOKEN};
use super::super::xmi::write_cas as write_xmi;
use super::super::{format, tokens};
use super::{CURATOR, flat, layers, project};
use crate::model::annotation::{Layer, Status};
use crate::model::id::{AnnotatorId, DocumentId};
use crate::model::project::Project;
use crate::model::text::{Count, Text};

/// A package on its way.
pub struct Package<'a> {
    out: &'a mut dyn Output,
    builder: Builder<'a>,
    project: &'a Project,
    taken: BTreeSet<String>,
    sources: Vec<Json>,
    works: Vec<Json>,
}

impl<'a> Package<'a> {
    pub fn new(job: &Job<'a>, out: &'a mut dyn Output) -> Self {
        let mut builder = Builder::new(job);
        builder.words = false;
        Self {
            out,
            builder,
            project: job.project,
            taken: BTreeSet::new(),
            sources: Vec::new(),
            works: Vec::new(),
        }
    }

    /// The name of a document, unlike that of any other, also on systems that tell no case apart.
    fn name(&mut self, id: &DocumentId) -> String {
        let taken = &self.taken;
        let is_taken = |it: &DocumentId| taken.contains(&it.as_str().to_lowercase());
        let name = names::unique(&flat(id.as_str()), is_taken).to_string();
        self.taken.insert(name.to_lowercase());
        name
    }

    /// What one annotator says, on words that depend on the text alone.
    fn cas(&mut self, item: &Item, of: Option<(&AnnotatorId, &Layer)>, ledger: &mut Ledger) -> Cas {
        let one = Item {
            document: item.document,
            layers: of.into_iter().collect(),
            split: None,
        };
        let mut cas = self.builder.cas(&one, ledger);
        if cas.all.iter().all(|it| it.kind != TOKEN) {
            add_words(&mut cas, &item.document.text);
        }
        cas
    }
}

impl format::Writing for Package<'_> {
    fn item(&mut self, item: &Item, ledger: &mut Ledger) -> io::Result<()> {
        let name = self.name(&item.document.id);
        ledger.add(
            LossKind::Names,
            usize::from(name != item.document.id.as_str()),
        );
        let said: Vec<_> = item.layers.iter().filter(|it| !it.1.is_blank()).collect();
        let workers = said.iter().filter(|it| it.0.as_str() != CURATOR);
        let workers: Vec<_> = workers.copied().copied().collect();
        let only = match workers.as_slice() {
            [one] => Some(*one),
            _ => None,
        };
        let source = self.cas(item, only, &mut Ledger::default());
        self.out.start(&format!("source/{name}"))?;
        let mut buffer = Vec::new();
        let odd = write_xmi(&source, &mut buffer);
        ledger.add(LossKind::Characters, odd);
        self.out.write_all(&buffer)?;
        for (by, layer) in &item.layers {
            let cas = self.cas(item, Some((by, layer)), ledger);
            let user = names::part(by.as_str());
            ledger.add(LossKind::Names, usize::from(user != by.as_str()));
            let folder = if by.as_str() == CURATOR {
                "curation"
            } else {
                "annotation"
            };
            self.out.start(&format!("{folder}/{name}/{user}.json"))?;
            buffer.clear();
            write_json(cas, &self.builder.types, &mut buffer)?;
            self.out.write_all(&buffer)?;
            self.works.push(json!({
                "name": name,
                "user": user,
                "state": project::state(layer.status),
                "annotatorState": null,
                "annotatorComment": null,
                "timestamp": null,
                "sentence_accessed": 0,
                "created": null,
                "updated": null,
            }));
        }
        let unread = said.len() - usize::from(only.is_some());
        ledger.add(LossKind::OwnLayers, unread);
        let begun = item.layers.iter().any(|it| it.1.status != Status::ToDo);
        let state = if begun {
            "ANNOTATION_IN_PROGRESS"
        } else {
            "NEW"
        };
        self.sources.push(json!({
            "name": name,
            "format": "xmi",
            "state": state,
            "timestamp": null,
            "created": null,
            "updated": null,
        }));
        Ok(())
    }

    fn finish(mut self: Box<Self>, ledger: &mut Ledger) -> io::Result<()> {
        self.builder.declare_schema(ledger);
        self.builder.declare_links(ledger);
        let (layers, sets) = layers::all(&self.builder, &self.project.schema);
        self.out.start("exportedproject.json")?;
        let described = json!({
            "name": self.project.name,
            "description": null,
            "mode": "annotation",
            "version": 1,
            "source_documents": self.sources,
            "annotation_documents": self.works,
            "project_permissions": [],
            "tag_sets": sets,
            "layers": layers,
            "disableExport": false,
            "script_direction": "LTR",
            "created": null,
            "updated": null,
            "anonymous_curation": false,
        });
        serde_json::to_writer_pretty(&mut *self.out, &described)?;
        Ok(())
    }
}

/// Adds sentences and words that are nobody's records.
fn add_words(cas: &mut Cas, text: &Text) {
    let Some(sofa) = cas.sofas.first_mut() else {
        return;
    };
    let ids = cas.all.iter().map(|it| it.id).chain([sofa.id]);
    let mut next = ids.max().unwrap_or_default();
    let mut add = |kind: &str, at: std::ops::Range<usize>| {
        let Some(at) = text.from_bytes(&at, Count::Utf16) else {
            return;
        };
        next += 1;
        sofa.members.push(next);
        cas.all.push(Fs {
            id: next,
            kind: kind.to_owned(),
            sofa: Some(sofa.id),
            begin: Some(at.start),
            end: Some(at.end),
            features: vec![("id".to_owned(), Feat::Text(OURS.to_owned()))],
        });
    };
    for sentence in tokens::sentences(text.as_str(), &BTreeSet::new(), &[]) {
        if let (Some(first), Some(last)) = (sentence.words.first(), sentence.words.last()) {
            add(SENTENCE, first.start..last.end);
        }
        for word in sentence.words {
            add(TOKEN, word);
        }
    }
}
