//! One program for all tests: it links once.

mod fixture;
mod store;
mod workspace;
