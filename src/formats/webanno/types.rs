//! The types that the head of a file declares.

use super::super::uima::{ANNOTATION, BASE, ENDS, Feature, TOKEN, TOP, Types};
use super::head::{CHAIN_LINK, CHAIN_TYPE, Column, Head, Layer, Sort};

/// Always from word to word, whatever the head says.
pub const DEPENDENCY: &str = "de.tudarmstadt.ukp.dkpro.core.api.syntax.type.dependency.Dependency";

/// The type of the chain whose elements are of this one.
pub fn chain_of(link: &str) -> String {
    format!("{}Chain", link.strip_suffix("Link").unwrap_or(link))
}

/// The type that both ends of a relation are of.
pub fn base(layer: &Layer) -> &str {
    if layer.name == DEPENDENCY {
        return TOKEN;
    }
    let mut bases = layer.columns.iter().filter_map(|it| match it {
        Column::Base(base) => Some(base.as_str()),
        _ => None,
    });
    bases.next_back().unwrap_or(ANNOTATION)
}

/// The types that the head declares.
pub fn types(head: &Head) -> Types {
    const STRING: &str = "uima.cas.String";
    let mut types = Types::default();
    for layer in &head.layers {
        if layer.name.is_empty() {
            continue;
        }
        types.declare(&layer.name, ANNOTATION);
        let mut declare = |name: &str, range: &str| {
            types.declare_feature(&layer.name, Feature::new(name, range));
        };
        match layer.sort {
            Sort::Relation => {
                for name in [ENDS[0].0, ENDS[0].1] {
                    declare(name, base(layer));
                }
            }
            Sort::Chain => declare("next", &layer.name),
            Sort::Span => {}
        }
        for (i, column) in layer.columns.iter().enumerate() {
            let mut declare = |feature: Feature| types.declare_feature(&layer.name, feature);
            match column {
                Column::Feature(name) => declare(Feature::new(name, STRING)),
                Column::ChainLink => declare(Feature::new(CHAIN_LINK, STRING)),
                Column::ChainType => declare(Feature::new(CHAIN_TYPE, STRING)),
                Column::Role { feature, link } => {
                    let mut it = Feature::new(feature, "uima.cas.FSArray");
                    it.element = Some(link.clone());
                    declare(it);
                    let base = match layer.columns.get(i + 1) {
                        Some(Column::Target(base)) => base,
                        _ => ANNOTATION,
                    };
                    types.declare(link, TOP);
                    types.declare_feature(link, Feature::new("role", STRING));
                    types.declare_feature(link, Feature::new("target", base));
                }
                _ => {}
            }
        }
        if layer.sort == Sort::Chain {
            let chain = chain_of(&layer.name);
            types.declare(&chain, BASE);
            types.declare_feature(&chain, Feature::new("first", &layer.name));
        }
    }
    types
}
