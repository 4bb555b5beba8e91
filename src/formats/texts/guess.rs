//! The characters of a file in the encoding that is given, or else guessed; a guess is told.

use super::super::decode;
use super::super::format::{Intake, Reading};
use super::super::input::Entry;
use super::super::report::{Fate, Fault};

/// A text, and the name of its encoding.
pub struct Known {
    pub text: String,
    pub encoding: String,
    pub had_errors: bool,
}

/// Decodes a file; what is no text is told, and so is what could have been read otherwise.
pub fn decoded(
    entry: &Entry,
    bytes: &[u8],
    declared: Option<&str>,
    reading: &Reading,
    intake: &mut dyn Intake,
) -> Option<Known> {
    let marked = decode::guess(bytes).filter(|it| it.certain);
    let given = reading.encoding.as_deref();
    // What the file says of itself is less sure than what its bytes leave no doubt about.
    let named = given.or(if marked.is_some() { None } else { declared });
    let named = named.filter(|it| decode::decode(b"", it).is_some());
    let guess = match named {
        Some(_) => None,
        None => match marked.or_else(|| decode::guess(bytes)) {
            Some(guess) => Some(guess),
            None => {
                let (line, fault) = no_text(bytes);
                intake.tell(&entry.name, line, fault, Fate::Skipped);
                return None;
            }
        },
    };
    let encoding = match (&guess, named) {
        (Some(guess), _) => guess.encoding.clone(),
        (None, named) => named.unwrap_or("UTF-8").to_owned(),
    };
    let decoded = decode::decode(bytes, &encoding)?;
    if decoded.had_errors {
        let line = match encoding.as_str() {
            "UTF-8" => decode::line_of_fault(bytes).unwrap_or_default(),
            _ => 0,
        };
        let fault = Fault::Encoding(encoding.clone());
        intake.tell(&entry.name, line, fault, Fate::Kept);
    } else if guess.is_some_and(|it| !it.certain) {
        let fault = Fault::Guessed(encoding.clone());
        intake.tell(&entry.name, 0, fault, Fate::Kept);
    }
    Some(Known {
        text: decoded.text,
        encoding,
        had_errors: decoded.had_errors,
    })
}

/// Why bytes are no text, and in which line.
fn no_text(bytes: &[u8]) -> (usize, Fault) {
    if bytes.starts_with(&[0xFF, 0xFE, 0, 0]) || bytes.starts_with(&[0, 0, 0xFE, 0xFF]) {
        return (0, Fault::Unknown("UTF-32".to_owned()));
    }
    let before = bytes.split(|it| *it == 0).next().unwrap_or_default();
    if before.len() < bytes.len() {
        let line = before.split(|it| *it == b'\n').count();
        return (line, Fault::Unknown("U+0000".to_owned()));
    }
    (0, Fault::Encoding("UTF-8".to_owned()))
}
