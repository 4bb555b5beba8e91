//! A file for each document, keys in their order.

use std::collections::BTreeMap;
use std::io;

use serde::Serialize;

use super::super::super::format::{Item, Job, Writing};
use super::super::super::json::{Fields, Node};
use super::super::super::names::Files;
use super::super::super::output::Output;
use super::super::super::report::Ledger;
use super::super::Annotation;
use super::{ID, teamware};
use crate::model::text::Count;

#[derive(Debug, Serialize)]
struct Written<'a> {
    annotation_sets: BTreeMap<&'a str, Set<'a>>,
    features: &'a Fields<'a>,
    name: Node<'a>,
    offset_type: &'a str,
    text: &'a str,
    #[serde(flatten)]
    rest: &'a Fields<'a>,
}

#[derive(Debug, Serialize)]
struct Set<'a> {
    annotations: Vec<One<'a>>,
    name: &'a str,
    next_annid: u64,
}

#[derive(Debug, Serialize)]
struct One<'a> {
    end: usize,
    features: &'a Fields<'a>,
    id: u64,
    start: usize,
    #[serde(rename = "type")]
    kind: &'a str,
    #[serde(flatten)]
    rest: &'a Fields<'a>,
}

impl<'a> One<'a> {
    fn of(it: &'a Annotation<'a>) -> Self {
        Self {
            end: it.end,
            features: &it.features,
            id: it.id,
            start: it.start,
            kind: &it.kind,
            rest: &it.rest,
        }
    }
}

pub struct Documents<'a> {
    out: &'a mut dyn Output,
    job: Job<'a>,
    files: Files,
}

impl<'a> Documents<'a> {
    pub fn new(job: Job<'a>, out: &'a mut dyn Output) -> Self {
        let files = Files::default();
        Self { out, job, files }
    }
}

impl Writing for Documents<'_> {
    fn item(&mut self, item: &Item, ledger: &mut Ledger) -> io::Result<()> {
        let options = (self.job.options, ID, Count::CodePoint);
        let mut made = super::super::document(item, options, ledger);
        let said = teamware::written(item, &made.said, &self.job, ledger);
        made.sets.extend(said);
        self.out
            .start(&self.files.next(&item.document.id, "bdocjs"))?;
        let mut sets = BTreeMap::new();
        for (name, annotations) in &made.sets {
            let most = annotations.iter().map(|it| it.id).max();
            let next_annid = most.map_or(0, |it: u64| it.saturating_add(1));
            sets.insert(
                name.as_ref(),
                Set {
                    annotations: annotations.iter().map(One::of).collect(),
                    name,
                    next_annid,
                },
            );
        }
        let name = made.rest.remove("name");
        let mut file = serde_json::to_vec(&Written {
            annotation_sets: sets,
            features: &made.features,
            name: name.unwrap_or_else(|| item.document.id.as_str().into()),
            offset_type: "p",
            text: &made.text,
            rest: &made.rest,
        })?;
        file.push(b'\n');
        self.out.write_all(&file)
    }

    fn finish(self: Box<Self>, _: &mut Ledger) -> io::Result<()> {
        Ok(())
    }
}
