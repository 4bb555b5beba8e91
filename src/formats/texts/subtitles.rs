//! Subtitles and transcripts of videos (`SubRip`, `WebVTT`): what is said, a line a caption, without its times.

use std::collections::BTreeSet;

use super::super::draft::Draft;
use super::super::format::{Intake, Reading};
use super::super::input::Entry;
use super::guess::decoded;
use super::plain::is_blank;
use super::tagged::unmasked;
use crate::model::progress::Cancelled;

/// No transcript is larger, in bytes.
const MOST: u64 = 64 << 20;

pub(super) fn read(
    entry: &Entry,
    reading: &Reading,
    intake: &mut dyn Intake,
) -> Result<(), Cancelled> {
    let Some(bytes) = super::bytes(entry, MOST, intake) else {
        return Ok(());
    };
    let Some(known) = decoded(entry, &bytes, None, reading, intake) else {
        return Ok(());
    };
    let text = said(&known.text);
    if is_blank(&text) {
        super::told_empty(entry, intake);
        return Ok(());
    }
    intake.document(Draft::new(super::named(entry), text))
}

/// The words of all captions. What runs on from one caption to the next is there once.
fn said(source: &str) -> String {
    let source = source.replace("\r\n", "\n");
    let mut lines: Vec<String> = Vec::new();
    let mut last = BTreeSet::new();
    for block in source.split("\n\n") {
        let words = block.lines().skip_while(|it| !it.contains("-->")).skip(1);
        let words = words.map(bare).filter(|it| !it.is_empty());
        let words: Vec<String> = words.collect();
        let new = words.iter().filter(|it| !last.contains(*it)).cloned();
        let new = new.collect::<Vec<_>>().join(" ");
        if !new.is_empty() {
            lines.push(new);
        }
        last = words.into_iter().collect();
    }
    lines.join("\n")
}

/// A line without tags; a tag that names the speaker as `Zoé : `.
fn bare(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    // Nothing is looked for behind the last sign that closes a tag: a line may be long, and open many.
    let lasts = ['>', '}'].map(|it| line.rfind(it).unwrap_or_default());
    while let Some(at) = rest.find(['<', '{']) {
        let (before, tag) = rest.split_at(at);
        out.push_str(before);
        let (close, last) = if tag.starts_with('<') {
            ('>', lasts[0])
        } else {
            ('}', lasts[1])
        };
        let is_tag = line.len() - tag.len() < last
            && tag[1..].starts_with(|it: char| it.is_ascii_alphanumeric() || "/\\".contains(it));
        let Some(end) = is_tag.then(|| tag.find(close)).flatten() else {
            out.push_str(&tag[..1]);
            rest = &tag[1..];
            continue;
        };
        if let Some(speaker) = tag.get(1..end).and_then(|it| it.strip_prefix("v ")) {
            out.push_str(&format!("{} : ", speaker.trim()));
        }
        rest = &tag[end + 1..];
    }
    out.push_str(rest);
    unmasked(out).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn captions_are_lines_without_times_and_tags() {
        let srt = "1\r\n00:00:01,000 --> 00:00:04,000\r\nLe pont fermera\r\navant 2030.\r\n\r\n2\r\n\
                   00:00:04,500 --> 00:00:07,000\r\n{\\an8}<i>Personne</i> n’y croit : 1 < 2.\r\n";
        assert_eq!(
            said(srt),
            "Le pont fermera avant 2030.\nPersonne n’y croit : 1 < 2."
        );
        let vtt = "WEBVTT\nKind: captions\n\nNOTE rien\n\n00:01.000 --> 00:04.000\n<v Zoé>Le pont &amp; la gare.\n\n\
                   00:04.000 --> 00:05.000\nOui\n\n00:05.000 --> 00:06.000\nOui\nil<00:05.500><c> fermera</c>\n";
        assert_eq!(said(vtt), "Zoé : Le pont & la gare.\nOui\nil fermera");
        assert_eq!(said("Un texte.\n\nUn autre.\n"), "");
    }

    #[test]
    fn signs_that_begin_no_tag_stay() {
        for (line, words) in [
            ("<i>Oui <a {b} non", "Oui <a  non"),
            ("a < b > c {\\an8}d { e", "a < b > c d { e"),
            ("&lt;i&gt; &#39;&amp;amp;", "<i> '&amp;"),
        ] {
            assert_eq!(bare(line), words, "{line}");
        }
        // In a time that grows with the line, not with its square.
        let long = "<a".repeat(1 << 20);
        assert_eq!(bare(&long), long);
    }
}
