//! Walking through XML without building a tree: no entities but the five, no depth, no memory.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};

use super::super::report::Fault;

/// What stands in an XML file, one after another; names without their prefixes.
#[derive(Clone, Copy)]
pub(super) enum Piece<'a> {
    Start(&'a str, &'a Element<'a>),
    /// Of empty elements, too.
    End(&'a str),
    Text(&'a str),
}

/// The attributes of an element.
pub(super) struct Element<'a>(&'a BytesStart<'a>);

impl Element<'_> {
    /// An attribute by its name without prefix.
    pub fn get(&self, name: &str) -> Option<String> {
        let mut all = self.0.attributes();
        let mut all = all.with_checks(false).flatten();
        let found = all.find(|it| it.key.local_name().as_ref() == name)?;
        let value = found.normalized_value(quick_xml::XmlVersion::Implicit1_0);
        Some(value.map_or_else(|_| String::new(), Cow::into_owned))
    }
}

/// Gives every piece. What is not well formed ends it; what was given before stands.
pub(super) fn walk(source: &str, mut take: impl FnMut(Piece)) -> Result<(), Fault> {
    let mut reader = Reader::from_str(source);
    reader.config_mut().check_end_names = false;
    reader.config_mut().allow_unmatched_ends = true;
    loop {
        let event = reader.read_event().map_err(|it| {
            let place = reader.error_position();
            Fault::Malformed(format!("{it} ({place})"))
        })?;
        match event {
            Event::Start(it) => {
                take(Piece::Start(it.local_name().as_ref(), &Element(&it)));
            }
            Event::Empty(it) => {
                let name = it.local_name();
                take(Piece::Start(name.as_ref(), &Element(&it)));
                take(Piece::End(name.as_ref()));
            }
            Event::End(it) => take(Piece::End(it.local_name().as_ref())),
            Event::Text(it) => take(Piece::Text(&it.xml10_content())),
            Event::CData(it) => take(Piece::Text(&it.xml10_content())),
            Event::GeneralRef(it) => {
                if let Ok(Some(c)) = it.resolve_char_ref() {
                    take(Piece::Text(c.encode_utf8(&mut [0; 4])));
                } else if let Some(text) = resolve_predefined_entity(&it.xml10_content()) {
                    take(Piece::Text(text));
                }
            }
            Event::Eof => return Ok(()),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
}
