//! The document being read and marked.
