//! Runs the target that has the name of the program under libFuzzer.

#![no_main]

#[path = "../intake.rs"]
mod intake;
#[path = "../targets.rs"]
mod targets;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| targets::run(env!("CARGO_BIN_NAME"), bytes));
