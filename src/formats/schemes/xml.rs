//! Just enough XML for an interface of Label Studio: tags with their attributes, in order. No entities
//! but the five of XML and numbers, no declarations that could make much of little.

use std::collections::BTreeMap;

/// A tag as it opens, with how deep it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    pub name: &'a str,
    pub attributes: BTreeMap<&'a str, String>,
    pub depth: usize,
}

impl Tag<'_> {
    pub fn get(&self, name: &str) -> &str {
        self.attributes
            .get(name)
            .map(String::as_str)
            .unwrap_or_default()
    }
}

/// The tags of a text in the order in which they open; `None` where it is no such text.
pub(super) fn tags(source: &str) -> Option<Vec<Tag<'_>>> {
    let (mut found, mut depth, mut rest) = (Vec::new(), 0_usize, source);
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if let Some(after) = rest.strip_prefix("!--") {
            rest = &after[after.find("-->")? + 3..];
            continue;
        }
        let end = end_of(rest)?;
        let inside = &rest[..end];
        rest = &rest[end + 1..];
        match inside.chars().next()? {
            '?' | '!' => {}
            '/' => depth = depth.checked_sub(1)?,
            _ => {
                let closed = inside.ends_with('/');
                found.push(tag(inside.trim_end_matches('/'), depth)?);
                depth += usize::from(!closed);
            }
        }
    }
    (depth == 0).then_some(found)
}

/// Where a tag ends: at the first `>` outside quotes.
fn end_of(text: &str) -> Option<usize> {
    let mut quote = None;
    for (i, c) in text.char_indices() {
        match (quote, c) {
            (None, '>') => return Some(i),
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if c == open => quote = None,
            _ => {}
        }
    }
    None
}

fn tag(inside: &str, depth: usize) -> Option<Tag<'_>> {
    let name_end = inside.find(char::is_whitespace).unwrap_or(inside.len());
    let (name, mut rest) = inside.split_at(name_end);
    let mut attributes = BTreeMap::new();
    while let Some(at) = rest.find('=') {
        let key = rest[..at].split_whitespace().last()?;
        let value = rest[at + 1..].trim_start();
        let quote = value.chars().next().filter(|it| ['"', '\''].contains(it))?;
        let value = &value[1..];
        let end = value.find(quote)?;
        attributes.insert(key, plain(&value[..end]));
        rest = &value[end + 1..];
    }
    Some(Tag {
        name,
        attributes,
        depth,
    })
}

/// Text with its entities replaced; what is none stays as it is.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let meant = rest
            .find(';')
            .and_then(|end| Some((entity(&rest[1..end])?, end)));
        match meant {
            Some((c, end)) => {
                out.push(c);
                rest = &rest[end + 1..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

fn entity(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_come_in_order_with_their_depth() {
        let found =
            tags("<?xml?><A x=\"1 &gt; 0\"><!-- <no> --><B y='&#233;&unknown;'/></A>").unwrap();
        assert_eq!(found.len(), 2);
        assert_eq!((found[0].get("x"), found[0].depth), ("1 > 0", 0));
        assert_eq!((found[1].get("y"), found[1].depth), ("é&unknown;", 1));
    }

    #[test]
    fn what_is_not_well_formed_is_refused() {
        for broken in [
            "<A",
            "</A>",
            "<A x=1>",
            "<A x=\"1>",
            "<A>",
            "<>",
            "<A><!-- ",
        ] {
            assert_eq!(tags(broken), None, "{broken}");
        }
    }
}
