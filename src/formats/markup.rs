//! XML as formats use it: a tag, a text, the end of a tag. No document type, no entities but the five,
//! and no more depth than honest files have. What is written is escaped here.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};
use quick_xml::{NsReader, XmlVersion};
use smol_str::SmolStr;

use super::decode;
use super::input::Entry;
use super::report::Fault;

/// Deeper nesting than this is no honest text.
const DEEPEST: usize = 2_000;

/// A tag that opens.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tag {
    /// Without the prefix.
    pub name: SmolStr,
    /// The namespace that the prefix stands for; empty where there is none.
    pub space: SmolStr,
    /// By their names as they stand, such as `xmi:id`, without declarations of namespaces. Most are so short
    /// that they need no memory of their own.
    pub attributes: Vec<(SmolStr, SmolStr)>,
}

impl Tag {
    pub fn get(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|it| it.0 == name);
        found.map(|it| it.1.as_str())
    }
}

/// What comes next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    Open(Tag),
    Text(Cow<'a, str>),
    /// The end of a tag, by its name without the prefix.
    Close(SmolStr),
}

/// A text of XML on its way.
pub struct Xml<'a> {
    source: &'a str,
    reader: NsReader<&'a [u8]>,
    depth: usize,
    line: usize,
    counted: usize,
    /// Whether an entity that is not known stands for itself.
    lenient: bool,
    unknown: Option<(String, usize)>,
    /// The namespace of the latest tag: often that of the next one.
    space: SmolStr,
}

impl<'a> Xml<'a> {
    pub fn new(source: &'a str) -> Self {
        let mut reader = NsReader::from_str(source);
        reader.config_mut().expand_empty_elements = true;
        Self {
            source,
            reader,
            depth: 0,
            line: 1,
            counted: 0,
            lenient: false,
            unknown: None,
            space: SmolStr::default(),
        }
    }

    /// As [`new`](Self::new), but an entity that is not known is no fault: it stands as it is.
    pub fn lenient(source: &'a str) -> Self {
        Self {
            lenient: true,
            ..Self::new(source)
        }
    }

    /// The first entity that was not known, and the line it is in.
    pub fn unknown(&self) -> Option<(&str, usize)> {
        let (name, line) = self.unknown.as_ref()?;
        Some((name, *line))
    }

    /// How many bytes have been read.
    pub fn position(&self) -> usize {
        let at = usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX);
        at.min(self.source.len())
    }

    /// The line that has been reached, from 1.
    pub fn line(&mut self) -> usize {
        let at = self.position();
        let between = self.source.as_bytes().get(self.counted..at);
        let ends = between
            .unwrap_or_default()
            .iter()
            .filter(|it| **it == b'\n');
        self.line += ends.count();
        self.counted = at;
        self.line
    }

    /// The next piece; `None` at the end. After a fault there is nothing more.
    pub fn piece(&mut self) -> Result<Option<Piece<'a>>, Fault> {
        loop {
            let (space, event) = match self.reader.read_resolved_event() {
                Ok((space, event)) => (space, event),
                Err(error) => return Err(Fault::Malformed(error.to_string())),
            };
            match event {
                Event::Start(tag) => {
                    let space = match space {
                        ResolveResult::Bound(Namespace(name)) => name,
                        _ => "",
                    };
                    if self.space != space {
                        self.space = space.into();
                    }
                    let tag = opened(self.space.clone(), &tag, self.lenient)?;
                    self.depth += 1;
                    if self.depth > DEEPEST {
                        return Err(Fault::Malformed(format!("deeper than {DEEPEST}")));
                    }
                    return Ok(Some(Piece::Open(tag)));
                }
                Event::End(tag) => {
                    self.depth = self.depth.saturating_sub(1);
                    let name = tag.local_name();
                    return Ok(Some(Piece::Close(name.as_ref().into())));
                }
                Event::Text(text) => {
                    let text = text.xml10_content();
                    return Ok(Some(Piece::Text(text)));
                }
                Event::CData(text) => {
                    let text = text.xml10_content();
                    return Ok(Some(Piece::Text(text)));
                }
                Event::GeneralRef(name) => {
                    let known = name.resolve_char_ref().map_err(|it| broken(&it))?;
                    let name = name.to_string();
                    let text = match known {
                        Some(c) => Cow::Owned(c.to_string()),
                        None => match entity(&name) {
                            Ok(text) => Cow::Borrowed(text),
                            Err(_) if self.lenient => Cow::Owned(self.as_it_is(name)),
                            Err(fault) => return Err(fault),
                        },
                    };
                    return Ok(Some(Piece::Text(text)));
                }
                Event::Eof if self.depth > 0 => {
                    return Err(Fault::Malformed("the end is missing".to_owned()));
                }
                Event::Eof => return Ok(None),
                _ => {}
            }
        }
    }

    fn as_it_is(&mut self, name: String) -> String {
        let text = format!("&{name};");
        if self.unknown.is_none() {
            let line = self.line();
            self.unknown = Some((name, line));
        }
        text
    }
}

fn opened(space: SmolStr, tag: &BytesStart, lenient: bool) -> Result<Tag, Fault> {
    let mut attributes = Vec::new();
    for attribute in tag.attributes() {
        let attribute = attribute.map_err(|it| broken(&it))?;
        let name: &str = attribute.key.as_ref();
        if name == "xmlns" || name.starts_with("xmlns:") {
            continue;
        }
        let value = match attribute.normalized_value(XmlVersion::Implicit1_0) {
            Ok(value) => value.into(),
            Err(_) if lenient => SmolStr::from(attribute.value.as_ref()),
            Err(error) => return Err(broken(&error)),
        };
        attributes.push((name.into(), value));
    }
    Ok(Tag {
        name: tag.local_name().as_ref().into(),
        space,
        attributes,
    })
}

fn entity(name: &str) -> Result<&'static str, Fault> {
    Ok(match name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        other => return Err(Fault::Malformed(format!("&{other};"))),
    })
}

fn broken(error: &impl std::fmt::Display) -> Fault {
    Fault::Malformed(error.to_string())
}

/// A whole file of XML, decoded as its mark or its first line says, without the mark.
pub fn source(entry: &Entry) -> Result<String, Fault> {
    source_in(entry, None)
}

/// As [`source`], in the encoding of this name whatever the first line says.
pub fn source_in(entry: &Entry, name: Option<&str>) -> Result<String, Fault> {
    let bytes = entry.bytes()?;
    let unknown = |name: &str| Fault::Unknown(format!("encoding=\"{name}\""));
    let encoding = match name {
        Some(name) => decode::named(name).ok_or_else(|| unknown(name))?,
        None => match declared(&bytes) {
            Ok(encoding) => encoding,
            // What is valid UTF-8 is not taken for anything else.
            Err(_) if std::str::from_utf8(&bytes).is_ok() => UTF_8,
            Err(name) => return Err(unknown(&name)),
        },
    };
    let (text, encoding, wrong) = encoding.decode(&bytes);
    if wrong {
        return Err(Fault::Encoding(encoding.name().to_owned()));
    }
    Ok(text.into_owned())
}

/// The first bytes of a file of XML as text, to know it by.
pub fn head(entry: &Entry, n: u64) -> String {
    let bytes = entry.head(n).unwrap_or_default();
    let encoding = declared(&bytes).unwrap_or(UTF_8);
    encoding.decode(&bytes).0.into_owned()
}

/// The encoding that the mark of a file or its first line says; an unknown one by its name.
fn declared(bytes: &[u8]) -> Result<&'static Encoding, String> {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return Ok(encoding);
    }
    match bytes {
        [b'<', 0, ..] => return Ok(UTF_16LE),
        [0, b'<', ..] => return Ok(UTF_16BE),
        _ => {}
    }
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(200)).unwrap_or_default());
    let declaration = head.split("?>").next().unwrap_or_default();
    let named = declaration.split_once("encoding=").map(|it| it.1);
    let named = named
        .and_then(|it| it.get(1..))
        .and_then(|it| it.split(['"', '\'']).next());
    let Some(name) = named else {
        return Ok(UTF_8);
    };
    match decode::named(name) {
        // It could not be read if it were.
        Some(encoding) if encoding == UTF_16LE || encoding == UTF_16BE => Ok(UTF_8),
        Some(encoding) => Ok(encoding),
        None => Err(name.to_owned()),
    }
}

/// Whether XML 1.0 allows a character.
pub fn allowed(c: char) -> bool {
    !matches!(c, '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}')
}

/// The text with U+FFFD for what XML does not allow, and how much of that there is.
pub fn clean(text: &str) -> (Cow<'_, str>, usize) {
    let bad = text.chars().filter(|it| !allowed(*it)).count();
    if bad == 0 {
        return (Cow::Borrowed(text), 0);
    }
    let kept = text
        .chars()
        .map(|it| if allowed(it) { it } else { '\u{FFFD}' });
    (Cow::Owned(kept.collect()), bad)
}

/// Adds a number in decimal digits: as often as there are words, `write!` is slow.
pub fn push_number(number: u64, out: &mut Vec<u8>) {
    let mut digits = [0_u8; 20];
    let (mut at, mut rest) = (digits.len(), number);
    loop {
        at -= 1;
        digits[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    out.extend_from_slice(&digits[at..]);
}

/// A text as it stands in an attribute, line ends and all.
pub fn attribute(text: &str) -> Cow<'_, str> {
    escaped(text, |it| "&<>\"\n\r\t".contains(it) || !allowed(it))
}

/// A text as it stands between tags.
pub fn content(text: &str) -> Cow<'_, str> {
    escaped(text, |it| "&<>\r".contains(it) || !allowed(it))
}

fn escaped(text: &str, odd: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.chars().any(&odd) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' if odd(c) => out.push_str("&quot;"),
            '\n' if odd(c) => out.push_str("&#10;"),
            '\r' if odd(c) => out.push_str("&#13;"),
            '\t' if odd(c) => out.push_str("&#9;"),
            c if !allowed(c) => out.push('\u{FFFD}'),
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(source: &str) -> Result<Vec<Piece<'_>>, Fault> {
        let (mut xml, mut found) = (Xml::new(source), Vec::new());
        while let Some(piece) = xml.piece()? {
            found.push(piece);
        }
        Ok(found)
    }

    #[test]
    fn numbers_are_written_as_anywhere() {
        for number in [0, 7, 10, 999, 1_000, u64::from(u32::MAX), u64::MAX] {
            let mut out = Vec::new();
            push_number(number, &mut out);
            assert_eq!(out, number.to_string().into_bytes());
        }
    }

    #[test]
    fn what_is_escaped_is_read_the_same() {
        let odd = "a & b < c > \"d\" 'e'\r\n\tf\u{2028}🙂";
        let source = format!("<a b=\"{}\">{}</a>", attribute(odd), content(odd));
        let pieces = all(&source).unwrap();
        let mut text = String::new();
        for piece in &pieces {
            match piece {
                Piece::Open(tag) => assert_eq!(tag.get("b"), Some(odd)),
                Piece::Text(it) => text.push_str(it),
                Piece::Close(_) => {}
            }
        }
        assert_eq!(text, odd);
        assert!(all("<a>&nbsp;</a>").is_err());
        assert!(all("<a><b>").is_err());
    }
    #[test]
    fn a_file_is_decoded_as_it_says() {
        let text = "<?xml version='1.0' encoding='NAME'?><a>été</a>";
        let bytes = |name: &str, encoding: &str| {
            let text = text.replace("NAME", name);
            (decode::encode(&text, encoding).unwrap(), text)
        };
        let cases = [
            ("UTF-8", "UTF-8", None),
            ("MacRoman", "macintosh", None),
            ("x-MacRoman", "macintosh", None),
            ("ISO8859_1", "windows-1252", None),
            ("UTF-16", "UTF-16LE", None),
            ("UTF-16", "UTF-16BE", None),
            ("UTF-16", "UTF-8", None),
            ("Inconnu", "UTF-8", None),
            ("UTF-8", "macintosh", Some("macintosh")),
        ];
        for (name, encoding, said) in cases {
            let (bytes, text) = bytes(name, encoding);
            let entry = Entry::of_bytes("a.xml", bytes);
            assert_eq!(source_in(&entry, said), Ok(text), "{name} {encoding}");
        }
        let marked = decode::encode(&format!("\u{FEFF}{text}"), "UTF-16LE").unwrap();
        let entry = Entry::of_bytes("a.xml", marked);
        assert_eq!(source(&entry).as_deref(), Ok(text));
        assert_eq!(head(&entry, 12), "<?xml");
        let unknown = Entry::of_bytes("a.xml", bytes("Inconnu", "macintosh").0);
        let told = Fault::Unknown("encoding=\"Inconnu\"".to_owned());
        assert_eq!(source(&unknown), Err(told));
    }
}
