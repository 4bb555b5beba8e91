//! A line of an `.ann` file, taken and refused as brat's own server does.

/// What a line says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line<'a> {
    /// A stretch of text: fragments in code points, as they stand, and the words.
    Text {
        label: &'a str,
        at: Vec<(usize, usize)>,
        quote: Option<&'a str>,
    },
    Relation {
        kind: &'a str,
        ends: [(&'a str, &'a str); 2],
    },
    Event {
        label: &'a str,
        trigger: &'a str,
        /// Role and what has it.
        arguments: Vec<(&'a str, &'a str)>,
    },
    Attribute {
        name: &'a str,
        target: &'a str,
        value: Option<&'a str>,
    },
    /// Equals: `*`.
    Group {
        kind: &'a str,
        members: Vec<&'a str>,
    },
    Note {
        target: &'a str,
        text: &'a str,
    },
    /// Well formed, but nothing that the program has a place for.
    Other,
}

/// Why a line says nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Malformed;

impl<'a> Line<'a> {
    /// Whether this could be a line of brat's.
    pub fn looks_like(line: &str) -> bool {
        let Some((id, _)) = line.split_once('\t') else {
            return false;
        };
        id == "*" || (is_id(id) && id.starts_with(['T', 'R', 'E', 'A', 'M', 'N', '#']))
    }

    /// The id of a line, and what it says.
    pub fn parse(line: &'a str) -> Result<(&'a str, Self), Malformed> {
        let (id, rest) = line.split_once('\t').ok_or(Malformed)?;
        if id != "*" && !is_id(id) {
            return Err(Malformed);
        }
        let (data, tail) = match rest.split_once('\t') {
            Some((data, tail)) => (data, Some(tail)),
            None => (rest, None),
        };
        let said = match id.as_bytes().first() {
            Some(b'T') => text(id, data, tail),
            Some(b'R') => relation(data),
            Some(b'E') => event(data),
            Some(b'A' | b'M') => attribute(data, tail),
            Some(b'*') => group(data),
            Some(b'#') => note(data, tail),
            Some(b'N') => Some(Line::Other),
            _ => None,
        };
        said.map(|it| (id, it)).ok_or(Malformed)
    }
}

/// The id of a line, also of one that is not well formed.
pub fn id_of(line: &str) -> Option<&str> {
    let (id, _) = line.split_once('\t')?;
    is_id(id).then_some(id)
}

/// Letters, then digits: `T1`, `#3`.
fn is_id(id: &str) -> bool {
    let letters = id.strip_prefix('#').unwrap_or(id);
    let digits = letters.trim_start_matches(|it: char| it.is_ascii_alphabetic());
    let is_named = digits.len() < id.len();
    is_named && digits.starts_with(|it: char| it.is_ascii_digit())
}

/// The number of an id made of a letter and a number, such as `T12`.
pub fn number(id: &str, letter: char) -> Option<u64> {
    let digits = id.strip_prefix(letter)?;
    let plain = !digits.is_empty() && digits.bytes().all(|it| it.is_ascii_digit());
    plain.then(|| digits.parse().ok()).flatten()
}

/// A stretch of text. Under an id that brat does not give, as `TT1`, there may be blanks in the label.
fn text<'a>(id: &str, data: &'a str, tail: Option<&'a str>) -> Option<Line<'a>> {
    let is_brats = number(id, 'T').is_some();
    let (label, at) = match usual(data) {
        None if !is_brats => from_the_end(data)?,
        found => found?,
    };
    let quote = tail.filter(|it| !it.trim().is_empty());
    (!label.is_empty()).then_some(Line::Text { label, at, quote })
}

type Placed<'a> = (&'a str, Vec<(usize, usize)>);

fn usual(data: &str) -> Option<Placed<'_>> {
    let (label, places) = data.split_once(' ')?;
    let mut at: Vec<(usize, usize)> = Vec::new();
    for place in places.split(';') {
        let (start, end) = place.split_once(' ')?;
        at.push((start.parse().ok()?, end.trim_end().parse().ok()?));
    }
    Some((label, at))
}

fn from_the_end(data: &str) -> Option<Placed<'_>> {
    let mut at = Vec::new();
    let mut head = data.trim_end();
    loop {
        let (before, end) = head.rsplit_once(' ')?;
        let cut = before.rfind([' ', ';'])?;
        let (rest, start) = before.split_at(cut);
        at.push((start.get(1..)?.parse().ok()?, end.parse().ok()?));
        if start.starts_with(' ') {
            at.reverse();
            let label = rest.trim();
            return (!label.ends_with(';')).then_some((label, at));
        }
        head = rest;
    }
}

fn relation(data: &str) -> Option<Line<'_>> {
    let mut words = data.split_whitespace();
    let kind = words.next()?;
    let a = words.next()?.split_once(':')?;
    let b = words.next()?.split_once(':')?;
    let two = words.next().is_none() && a.0 != b.0;
    two.then_some(Line::Relation { kind, ends: [a, b] })
}

fn event(data: &str) -> Option<Line<'_>> {
    let (head, rest) = data.split_once(' ').unwrap_or((data, ""));
    let pair = |it: &'_ str| it.matches(':').count() == 1;
    let (label, trigger) = head.split_once(':').filter(|_| pair(head))?;
    let arguments: Option<Vec<(&str, &str)>> = rest
        .split_whitespace()
        .map(|it| it.split_once(':').filter(|_| pair(it)))
        .collect();
    Some(Line::Event {
        label,
        trigger,
        arguments: arguments?,
    })
}

fn attribute<'a>(data: &'a str, tail: Option<&str>) -> Option<Line<'a>> {
    let (name, rest) = data.split_once(' ')?;
    let (target, value) = match rest.split_once(' ') {
        Some((target, value)) if !value.is_empty() => (target, Some(value)),
        _ => (rest, None),
    };
    let plain = !name.is_empty() && !target.is_empty() && tail.is_none_or(str::is_empty);
    plain.then_some(Line::Attribute {
        name,
        target,
        value,
    })
}

fn group(data: &str) -> Option<Line<'_>> {
    let mut words = data.split_whitespace();
    let kind = words.next()?;
    let members: Vec<&str> = words.collect();
    (!members.is_empty()).then_some(Line::Group { kind, members })
}

fn note<'a>(data: &'a str, tail: Option<&'a str>) -> Option<Line<'a>> {
    let mut words = data.split_whitespace();
    let (kind, target) = (words.next()?, words.next()?);
    if words.next().is_some() {
        return None;
    }
    let text = tail.unwrap_or_default();
    Some(if kind == "AnnotatorNotes" && !text.trim().is_empty() {
        Line::Note { target, text }
    } else {
        Line::Other
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_taken_and_refused_as_brat_does() {
        let taken = [
            "T1\tA 0 2;4 6\tab cd",
            "T1\tÉté 0 2",
            "TT1\t12 | A ; b | 0 2;4 6\tx",
            "R1\tr From:T1 To:T2",
            "E1\tA:T1 Theme:T2 Theme2:E3",
            "E1\tA:T1",
            "A1\tNeg T1",
            "A1\tConf T1 very high",
            "*\tEquiv T1 T2",
            "N1\tReference T1 db:1\tx",
        ];
        for line in taken {
            assert!(Line::parse(line).is_ok(), "{line}");
        }
        let refused = [
            "T1 A 0 2",
            "T1\tA 0",
            "T1\tA b 0 2\tx",
            "T1\tA 0 2; 4 6\tx",
            "T1\tA 0;4 6\tx",
            "T1\t 0 2\tx",
            "R1\tr Arg1:T1",
            "R1\tr A:T1 A:T2",
            "E1\tA T1",
            "A1\tNeg",
            "X1\tx",
            "é1\tx",
        ];
        for line in refused {
            assert_eq!(Line::parse(line), Err(Malformed), "{line}");
        }
        assert_eq!(number("T12", 'T'), Some(12));
        assert_eq!(number("T12-2", 'T'), None);
    }
}
