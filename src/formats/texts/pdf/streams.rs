//! What the packed parts of a PDF file unpack to, before anybody unpacks them whole: a few kilobytes can
//! say that they are gigabytes.

use std::io::{self, Read};

use flate2::read::ZlibDecoder;

/// No part may unpack to more, in bytes: a page in colour at 600 dots an inch is a hundred million.
const MOST: u64 = 256 << 20;
/// Nor may the parts that hold the objects themselves, all of which are unpacked at once.
const MOST_OBJECTS: u64 = 512 << 20;
/// Deflate packs no tighter: what is smaller than its share needs no look.
const RATIO: u64 = 1032;
/// The description of a part ends so many bytes before it at most.
const DESCRIPTION: usize = 1 << 10;

/// Whether every part stays below what memory should hold.
pub(super) fn are_sensible(bytes: &[u8]) -> bool {
    let mut objects = 0u64;
    let mut from = 0;
    while let Some(found) = find(bytes, b"stream", from) {
        let start = found + b"stream".len();
        let end = find(bytes, b"endstream", start).unwrap_or(bytes.len());
        let about = bytes
            .get(found.saturating_sub(DESCRIPTION)..found)
            .unwrap_or_default();
        let about = last_object(about);
        let packed = bytes.get(start..end).unwrap_or_default();
        let packed = packed.strip_prefix(b"\r").unwrap_or(packed);
        let packed = packed.strip_prefix(b"\n").unwrap_or(packed);
        let is_objects = find(about, b"ObjStm", 0).is_some();
        let most = match find(about, b"FlateDecode", 0) {
            // Packed twice: what comes out is packed again.
            Some(first) if find(about, b"FlateDecode", first + 1).is_some() => MOST / RATIO,
            _ => MOST,
        };
        if is_objects || packed.len() as u64 >= most / RATIO {
            let n = unpacked(packed, most);
            objects += if is_objects { n } else { 0 };
            if n > most || objects > MOST_OBJECTS {
                return false;
            }
        }
        from = end + b"endstream".len();
    }
    true
}

/// From the beginning of the object that a part belongs to.
fn last_object(about: &[u8]) -> &[u8] {
    let at = about.windows(4).rposition(|it| it == b" obj");
    about.get(at.unwrap_or_default()..).unwrap_or_default()
}

/// How many bytes come out, up to one more than `most`; none of what is not packed.
fn unpacked(packed: &[u8], most: u64) -> u64 {
    let mut out = ZlibDecoder::new(packed).take(most + 1);
    let mut n = 0;
    let mut room = [0; 1 << 14];
    loop {
        match out.read(&mut room) {
            Ok(0) => return n,
            Ok(more) => n += more as u64,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            // Broken from here on: so it is for everybody.
            Err(_) => return n,
        }
    }
}

fn find(bytes: &[u8], what: &[u8], from: usize) -> Option<usize> {
    let rest = bytes.get(from..)?;
    memchr::memmem::find(rest, what).map(|it| from + it)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::ZlibEncoder;

    use super::*;

    fn packed(n: usize) -> Vec<u8> {
        let mut out = ZlibEncoder::new(Vec::new(), Compression::best());
        let zeros = vec![0; 1 << 20];
        for _ in 0..n >> 20 {
            out.write_all(&zeros).unwrap();
        }
        out.finish().unwrap()
    }

    fn file(about: &str, part: &[u8]) -> Vec<u8> {
        let mut bytes = format!("%PDF-1.5\n1 0 obj\n<<{about}>>\nstream\r\n").into_bytes();
        bytes.extend(part);
        bytes.extend(b"\nendstream\nendobj\n");
        bytes
    }

    #[test]
    fn what_unpacks_to_too_much_is_refused() {
        assert!(are_sensible(b"%PDF-1.5\nstream"));
        assert!(are_sensible(&file(
            "/Filter /FlateDecode",
            &packed(64 << 20)
        )));
        assert!(!are_sensible(&file(
            "/Filter /FlateDecode",
            &packed(300 << 20)
        )));
        // Many parts of objects together, and one packed twice.
        let one = file("/Type /ObjStm /Filter /FlateDecode", &packed(200 << 20));
        assert!(are_sensible(&one));
        assert!(!are_sensible(&one.repeat(3)));
        let twice = "/Filter [/FlateDecode /FlateDecode]";
        assert!(!are_sensible(&file(twice, &packed(1 << 20))));
        // Another object that is packed stands before, and does not count.
        let mut two = file("/Filter /FlateDecode", &packed(1 << 20));
        two.extend(file("/Filter /FlateDecode", &packed(1 << 20)));
        assert!(are_sensible(&two));
    }
}
