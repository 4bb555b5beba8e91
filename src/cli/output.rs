//! What a sub-command says: sentences and tables for people, or one JSON value for programs.

use std::io::{self, BufWriter, IsTerminal as _, Stdout, Write};

use serde::Serialize;

use crate::model::value::Value;
use crate::model::visible::visible;

use super::CliError;

/// The standard output.
pub struct Output {
    out: BufWriter<Stdout>,
    /// Whether a program reads: one JSON value and nothing else.
    pub json: bool,
    /// Whether a terminal that shows colors reads.
    pub color: bool,
}

impl Output {
    pub fn new(json: bool) -> Self {
        let stdout = io::stdout();
        let wanted = std::env::var_os("NO_COLOR").is_none_or(|it| it.is_empty());
        let color = !json && wanted && stdout.is_terminal();
        Self {
            out: BufWriter::new(stdout),
            json,
            color,
        }
    }

    /// A line; nothing in it can do anything to a terminal.
    pub fn line(&mut self, text: impl AsRef<str>) -> Result<(), CliError> {
        self.styled(&visible(text.as_ref()))
    }

    /// A line that may hold colors of ours, and must not hold anything else of that kind.
    pub fn styled(&mut self, text: &str) -> Result<(), CliError> {
        Ok(writeln!(self.out, "{text}")?)
    }

    /// A value for programs.
    pub fn json(&mut self, value: &impl Serialize) -> Result<(), CliError> {
        serde_json::to_writer_pretty(&mut self.out, value).map_err(io::Error::from)?;
        self.line("")
    }

    /// Lines with their cells under one another; numbers are set right.
    pub fn table(&mut self, rows: &[Vec<String>]) -> Result<(), CliError> {
        let n_columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        let widths: Vec<usize> = (0..n_columns)
            .map(|i| {
                rows.iter()
                    .filter_map(|row| row.get(i))
                    .map(|it| width(it))
                    .max()
                    .unwrap_or(0)
            })
            .collect();
        for row in rows {
            let mut line = String::new();
            for (cell, wide) in row.iter().zip(&widths) {
                let space = " ".repeat(wide - width(cell));
                let number =
                    !cell.is_empty() && cell.bytes().all(|it| it.is_ascii_digit() || it == b'%');
                let (before, after) = if number {
                    (space, String::new())
                } else {
                    (String::new(), space)
                };
                line += &format!("  {before}{cell}{after}");
            }
            self.line(line.trim_end())?;
        }
        Ok(())
    }

    pub fn flush(&mut self) -> Result<(), CliError> {
        Ok(self.out.flush()?)
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// A line for people beside what a program reads; nothing in it can do anything to a terminal. Where nobody
/// listens any more, nothing is said.
pub fn aside(text: impl AsRef<str>) {
    writeln!(io::stderr(), "{}", visible(text.as_ref())).ok();
}

/// How many characters a cell takes.
fn width(cell: &str) -> usize {
    cell.chars().count()
}

/// An answer as JSON: a flag as a truth value, dates and ids as strings, an interval as two dates.
pub fn json_value(value: &Value) -> serde_json::Value {
    use serde_json::json;
    match value {
        Value::Flag(it) => json!(it),
        Value::Choice(it) => json!(it),
        Value::Choices(them) => json!(them),
        Value::Number(it) => json!(it),
        Value::Date(it) => json!(it),
        Value::Interval(from, to) => json!([from, to]),
        Value::Text(it) => json!(it),
        Value::Target(it) => json!(it),
    }
}
