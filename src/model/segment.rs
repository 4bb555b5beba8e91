//! Graphemes, words, clauses, sentences and paragraphs.
