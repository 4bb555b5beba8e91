//! The network of stances as `GraphML`: holders, targets, and between them how often one speaks of the other,
//! for and against. What is a stance is seen from the schema alone (see [`stances`](super::stances)). Each
//! annotator has a network of their own: what two have marked in one text was said there once.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io;

use super::format::{Format, Hold, Holds, Item, Job, Writer, Writing};
use super::output::Output;
use super::report::{Ledger, LossKind};
use super::stances::{Sign, Stances};

struct GraphMl;

/// The format `graphml`.
pub const GRAPHML: Format = Format {
    id: "graphml",
    extension: "graphml",
    holds: Holds {
        overlaps: Hold::Partly,
        ..Holds::LABELS
    },
    writer: Some(&GraphMl),
    ..Format::NONE
};

impl Writer for GraphMl {
    fn begin<'a>(
        &'a self,
        job: Job<'a>,
        out: &'a mut dyn Output,
    ) -> io::Result<Box<dyn Writing + 'a>> {
        out.start(&format!("{}.graphml", job.stem))?;
        Ok(Box::new(Network {
            stances: Stances::of(&job.project.schema),
            job,
            out,
            edges: BTreeMap::new(),
        }))
    }
}

struct Network<'a> {
    job: Job<'a>,
    out: &'a mut dyn Output,
    stances: Stances,
    edges: BTreeMap<(String, String), Weight>,
}

/// How often a holder speaks of a target.
#[derive(Clone, Copy, Debug, Default)]
struct Weight {
    positive: usize,
    negative: usize,
    neither: usize,
}

impl Writing for Network<'_> {
    fn item(&mut self, item: &Item, ledger: &mut Ledger) -> io::Result<()> {
        let (found, others) = self.stances.find(self.job.project, item);
        ledger.add(LossKind::OtherSpans, others);
        for it in found {
            // A stance of nobody, or of nothing, is no edge.
            if it.holder.is_empty() || it.target.is_empty() {
                ledger.add(LossKind::OtherSpans, 1);
                continue;
            }
            let weight = self.edges.entry((it.holder, it.target)).or_default();
            match it.sign {
                Sign::Positive => weight.positive += 1,
                Sign::Negative => weight.negative += 1,
                Sign::Neither => weight.neither += 1,
            }
        }
        Ok(())
    }

    fn finish(self: Box<Self>, ledger: &mut Ledger) -> io::Result<()> {
        let mut characters = 0;
        let text = graph(&self.edges, &mut characters);
        ledger.add(LossKind::Characters, characters);
        self.out.write_all(text.as_bytes())
    }
}

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
  <key id="name" for="node" attr.name="name" attr.type="string"/>
  <key id="kind" for="node" attr.name="kind" attr.type="string"/>
  <key id="weight" for="edge" attr.name="weight" attr.type="int"/>
  <key id="positive" for="edge" attr.name="positive" attr.type="int"/>
  <key id="negative" for="edge" attr.name="negative" attr.type="int"/>
  <key id="neither" for="edge" attr.name="neither" attr.type="int"/>
  <key id="balance" for="edge" attr.name="balance" attr.type="double"/>
  <graph id="stances" edgedefault="directed">
"#;

/// Nodes by name, holders apart from targets; then edges, in the order of both.
fn graph(edges: &BTreeMap<(String, String), Weight>, characters: &mut usize) -> String {
    let mut out = HEAD.to_owned();
    let mut holders: BTreeMap<&str, usize> = BTreeMap::new();
    let mut targets: BTreeMap<&str, usize> = BTreeMap::new();
    for (holder, target) in edges.keys() {
        holders.insert(holder, 0);
        targets.insert(target, 0);
    }
    for (letter, kind, nodes) in [("h", "holder", &mut holders), ("t", "target", &mut targets)] {
        for (i, (name, place)) in nodes.iter_mut().enumerate() {
            *place = i + 1;
            let name = xml(name, characters);
            write!(
                out,
                "    <node id=\"{letter}{}\"><data key=\"name\">{name}</data>",
                i + 1
            )
            .ok();
            writeln!(out, "<data key=\"kind\">{kind}</data></node>").ok();
        }
    }
    for (i, ((holder, target), it)) in edges.iter().enumerate() {
        let n = it.positive + it.negative + it.neither;
        let from = holders.get(holder.as_str()).copied().unwrap_or_default();
        let to = targets.get(target.as_str()).copied().unwrap_or_default();
        write!(
            out,
            "    <edge id=\"e{}\" source=\"h{from}\" target=\"t{to}\">",
            i + 1
        )
        .ok();
        let data = [
            ("weight", n),
            ("positive", it.positive),
            ("negative", it.negative),
            ("neither", it.neither),
        ];
        for (key, value) in data {
            write!(out, "<data key=\"{key}\">{value}</data>").ok();
        }
        let balance = (it.positive as f64 - it.negative as f64) / n.max(1) as f64;
        writeln!(out, "<data key=\"balance\">{balance:.4}</data></edge>").ok();
    }
    out.push_str("  </graph>\n</graphml>\n");
    out
}

/// A text for XML; characters that it forbids are replaced, and the texts with such are counted.
fn xml(text: &str, replaced: &mut usize) -> String {
    let mut out = String::with_capacity(text.len());
    let mut bad = false;
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\t' | '\n' => out.push(c),
            '\r' => out.push_str("&#13;"),
            '\u{0}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => {
                bad = true;
                out.push('\u{FFFD}');
            }
            c => out.push(c),
        }
    }
    *replaced += usize::from(bad);
    out
}
