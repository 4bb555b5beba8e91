//! Ways in and out of the program, one file each.
//!
//! ```text
//! files ─► Input ─► Reader ─► Draft ─► Gather, Taker ─► Project       what was wrong: Problem
//! Project ─► Selection ─► Item ─► Writer ─► Output ─► files           what was lost: Ledger
//! ```
//!
//! A reader gives [drafts](draft), things named as their source names them, and tells what it could not
//! take. A writer is given documents one at a time; what it cannot hold it counts while it writes, so
//! that an export into nothing tells it beforehand. The same project gives the same bytes.
//!
//! A new format is a file here and a line in [`FORMATS`]: dialogs, command line, README and the tests of
//! round trips follow.

use crate::model::annotation::Layer;
use crate::model::project::Project;

pub mod arggraph;
pub mod argilla;
pub mod brat;
pub mod casjson;
pub mod conll;
pub mod conllu;
pub mod corpus;
pub mod datasheet;
pub mod decode;
mod delimited;
pub mod doccano;
pub mod draft;
pub mod export;
pub mod facets;
pub mod flat;
pub mod format;
pub mod gate;
pub mod gather;
pub mod glimpse;
pub mod graphml;
pub mod hf;
pub mod import;
pub mod inception;
pub mod input;
mod json;
pub mod jsonl;
pub mod label_studio;
pub mod lines;
mod looks;
pub mod markdown;
pub mod markup;
pub mod meta;
pub mod names;
mod orphans;
pub mod output;
pub mod page;
pub mod prodigy;
pub mod records;
pub mod refi;
pub mod report;
pub mod schemes;
mod selection;
mod settle;
pub mod spacy;
pub mod stance;
pub mod stances;
pub mod statements;
pub mod table;
pub mod tei;
mod text_key;
pub mod texts;
pub mod tokens;
pub mod uima;
mod unit;
pub mod value;
pub mod w3c;
pub mod ways;
pub mod webanno;
mod write_json;
pub mod xmi;

pub use export::{Export, ExportError};
pub use format::{
    Format, Fragments, Hold, Holds, Options, Overlaps, Reading, Shape, Splits, Tags, Words,
};
pub use report::{Fate, Fault, Ledger, Loss, LossKind, Problem};
pub use selection::{Documents, LeftOut, Selection};
pub use ways::LeftOpen;

/// Every format, in the order they are offered.
pub const FORMATS: &[&Format] = &[
    &corpus::CORPUS,
    &jsonl::JSONL,
    &brat::BRAT,
    &conll::CONLL,
    &conllu::CONLLU,
    &xmi::XMI,
    &casjson::CAS_JSON,
    &webanno::WEBANNO_TSV,
    &inception::INCEPTION,
    &gate::xml::GATE_XML,
    &gate::bdoc::BDOC,
    &w3c::W3C,
    &tei::TEI,
    &refi::REFI_QDA,
    &refi::REFI_QDC,
    &doccano::DOCCANO,
    &label_studio::LABEL_STUDIO,
    &prodigy::PRODIGY,
    &spacy::SPACY,
    &hf::HF_JSONL,
    #[cfg(feature = "parquet")]
    &hf::HF_PARQUET,
    #[cfg(feature = "parquet")]
    &hf::HF_TOKENS,
    &argilla::ARGILLA,
    &arggraph::ARGUMENT_XML,
    &table::CSV,
    &table::TSV,
    &stance::STANCE_TSV,
    &statements::STATEMENTS,
    &graphml::GRAPHML,
    &page::PAGE,
    &markdown::MARKDOWN,
    &texts::TEXT.format(),
    &texts::HTML.format(),
    &texts::DOCX.format(),
    &texts::ODT.format(),
    &texts::EPUB.format(),
    &texts::PDF.format(),
    &texts::TABLE.format(),
    &texts::JSON.format(),
    &texts::FEED,
    &texts::SUBTITLES.format(),
];

/// What an export did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    pub written: Counts,
    pub left_out: LeftOut,
    pub losses: Vec<Loss>,
}

/// How much there is of each thing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub documents: usize,
    /// Layers: one for each annotator and document.
    pub layers: usize,
    pub spans: usize,
    pub links: usize,
}

impl Counts {
    /// Counts what a project holds.
    pub fn of(project: &Project) -> Self {
        let mut counts = Self {
            documents: project.order.len(),
            ..Self::default()
        };
        for (key, layer) in project.all_layers() {
            if project.documents.contains_key(&key.document) {
                counts.add(layer);
            }
        }
        counts
    }

    /// What of it is written, after what was left out by the way.
    #[must_use]
    pub fn after(mut self, losses: &[Loss]) -> Self {
        for loss in losses {
            let counted = match loss.kind {
                LossKind::SpansOutsideText | LossKind::Overlaps | LossKind::OtherSpans => {
                    &mut self.spans
                }
                LossKind::Links => &mut self.links,
                LossKind::Texts => &mut self.documents,
                _ => continue,
            };
            *counted = counted.saturating_sub(loss.count);
        }
        self
    }

    /// Counts one more layer.
    pub fn add(&mut self, layer: &Layer) {
        self.layers += 1;
        self.spans += layer.n_spans();
        self.links += layer.n_links();
    }
}

/// The format with this name.
pub fn by_id(id: &str) -> Option<&'static Format> {
    FORMATS.iter().copied().find(|it| it.id == id)
}
