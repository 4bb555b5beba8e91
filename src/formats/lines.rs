//! Files read line by line.

use std::io::BufRead as _;

use super::format::Intake;
use super::input::{Entry, MAX_BYTES};
use super::report::{Fate, Fault};
use crate::model::progress::Cancelled;

/// Gives every line that is not blank, with its number from 1, without its end. A line ends at LF only, so
/// that U+2028 inside it stays inside; a byte order mark at the start of the file is passed over. A line
/// that is not UTF-8 is told and passed over.
pub fn each_line(
    entry: &Entry,
    intake: &mut dyn Intake,
    mut take: impl FnMut(usize, &str, &mut dyn Intake) -> Result<(), Cancelled>,
) -> Result<(), Cancelled> {
    let mut file = match entry.lines() {
        Ok(file) => file,
        Err(fault) => {
            intake.tell(&entry.name, 0, fault, Fate::Skipped);
            return Ok(());
        }
    };
    let mut line = Vec::new();
    for n in 1.. {
        intake.check()?;
        line.clear();
        let read = std::io::Read::take(&mut file, MAX_BYTES).read_until(b'\n', &mut line);
        match read {
            Ok(0) => break,
            Ok(_) => {}
            Err(error) => {
                intake.tell(
                    &entry.name,
                    n,
                    Fault::Unreadable(error.to_string()),
                    Fate::Skipped,
                );
                break;
            }
        }
        let bytes = line.strip_suffix(b"\n").unwrap_or(&line);
        let bytes = bytes.strip_suffix(b"\r").unwrap_or(bytes);
        let bytes = match n {
            1 => bytes.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(bytes),
            _ => bytes,
        };
        match utf8(bytes) {
            Ok(text) if text.trim().is_empty() => {}
            Ok(text) => take(n, text, intake)?,
            Err(fault) => intake.tell(&entry.name, n, fault, Fate::Skipped),
        }
    }
    Ok(())
}

/// These bytes as text.
pub fn utf8(bytes: &[u8]) -> Result<&str, Fault> {
    simdutf8::basic::from_utf8(bytes).map_err(|_| Fault::Encoding("UTF-8".to_owned()))
}
