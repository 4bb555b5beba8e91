//! What a format can hold, facet by facet, for tables and dialogs.

use super::format::{Hold, Holds};

/// Every facet, by the key of its name.
pub const FACETS: [(&str, fn(&Holds) -> Hold); 9] = [
    ("holds-overlaps", |it| it.overlaps),
    ("holds-fragments", |it| it.fragments),
    ("holds-attributes", |it| it.attributes),
    ("holds-links", |it| it.links),
    ("holds-notes", |it| it.notes),
    ("holds-document-labels", |it| it.document_labels),
    ("holds-metadata", |it| it.metadata),
    ("holds-status", |it| it.status),
    ("holds-annotators", |it| it.annotators),
];
