//! The beginnings of the files that an export would write, for whoever chooses: what a format looks like
//! is seen sooner than read of.

use std::io::{self, Write};

use super::output::Output;

/// So many files are kept, and so many bytes of each.
const FILES: usize = 100;
const BYTES: usize = 4_096;

/// An output that keeps the beginnings of its first files, and of all others only how many they are.
#[derive(Debug, Default)]
pub struct Glimpse {
    pub files: Vec<Beginning>,
    /// How many files there are in all.
    pub n_files: usize,
}

/// What a file begins with.
#[derive(Debug, Default)]
pub struct Beginning {
    pub name: String,
    bytes: Vec<u8>,
    /// The length of the whole, in bytes.
    pub n_bytes: u64,
}

impl Beginning {
    /// The beginning as text, without a character that is cut; `None` where the file is no text.
    pub fn text(&self) -> Option<&str> {
        let text = match std::str::from_utf8(&self.bytes) {
            Ok(text) => text,
            // The end of what was kept cuts a character in two.
            Err(fault) if fault.error_len().is_none() && self.is_cut() => {
                std::str::from_utf8(self.bytes.get(..fault.valid_up_to())?).ok()?
            }
            Err(_) => return None,
        };
        (!text.contains('\0')).then_some(text)
    }

    /// Whether the file goes on.
    pub fn is_cut(&self) -> bool {
        self.n_bytes > self.bytes.len() as u64
    }
}

impl Write for Glimpse {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.n_files <= FILES
            && let Some(file) = self.files.last_mut()
        {
            let room = BYTES.saturating_sub(file.bytes.len()).min(bytes.len());
            file.bytes
                .extend_from_slice(bytes.get(..room).unwrap_or_default());
            file.n_bytes += bytes.len() as u64;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Output for Glimpse {
    fn start(&mut self, name: &str) -> io::Result<()> {
        self.n_files += 1;
        if self.n_files <= FILES {
            self.files.push(Beginning {
                name: name.to_owned(),
                ..Beginning::default()
            });
        }
        Ok(())
    }

    fn renames(&self) -> bool {
        true
    }

    fn rename(&mut self, from: &str, to: &str) -> io::Result<()> {
        let file = self.files.iter_mut().find(|it| it.name == from);
        if let Some(file) = file {
            to.clone_into(&mut file.name);
        }
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_files_are_kept_by_their_beginnings() {
        let mut glimpse = Glimpse::default();
        for i in 0..FILES + 3 {
            glimpse.start(&format!("{i}.txt")).unwrap();
            glimpse.write_all(b"a").unwrap();
            glimpse.write_all("é".repeat(BYTES).as_bytes()).unwrap();
        }
        glimpse.rename("1.txt", "b.txt").unwrap();
        assert_eq!((glimpse.files.len(), glimpse.n_files), (FILES, FILES + 3));
        assert_eq!(glimpse.files[1].name, "b.txt");
        let first = &glimpse.files[0];
        // The last character would be cut.
        let text = format!("a{}", "é".repeat(BYTES / 2 - 1));
        assert_eq!(first.text(), Some(text.as_str()));
        assert!(first.is_cut());
        assert_eq!(first.n_bytes, 1 + 2 * BYTES as u64);
    }

    #[test]
    fn what_is_no_text_is_not_shown() {
        let beginning = |bytes: &[u8]| Beginning {
            bytes: bytes.to_vec(),
            n_bytes: bytes.len() as u64,
            ..Beginning::default()
        };
        assert_eq!(beginning(b"").text(), Some(""));
        assert_eq!(beginning("à".as_bytes()).text(), Some("à"));
        // Half a character at the very end is none that was cut here.
        assert_eq!(beginning(b"a\xC3").text(), None);
        assert_eq!(beginning(b"PAR1\0\x15").text(), None);
        assert_eq!(beginning(b"\xFF\xFEa\0").text(), None);
    }
}
