//! Every test of the house in one program: one file a subject.

mod formats;
