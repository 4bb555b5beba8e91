//! Pointers into a file: `#id`, `string-range(id,0,5)` and their kin.

/// What a pointer points at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pointer<'a> {
    /// An element.
    Id(&'a str),
    /// Stretches of an element, each by the characters before it and in it.
    Stretches(&'a str, Vec<(usize, usize)>),
    /// From the start of one thing to the end of another.
    Between(&'a str, &'a str),
}

/// The pointers of an attribute: blanks inside of parentheses do not part them.
pub fn all(pointers: &str) -> Vec<&str> {
    let (mut found, mut depth, mut start) = (Vec::new(), 0_usize, None);
    for (i, c) in pointers.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let parts = c.is_whitespace() && depth == 0;
        match start {
            Some(from) if parts => {
                found.extend(pointers.get(from..i));
                start = None;
            }
            None if !parts => start = Some(i),
            _ => {}
        }
    }
    found.extend(start.and_then(|it| pointers.get(it..)));
    found
}

/// What a pointer says; `None` where it is of a kind that is not known.
pub fn parse(pointer: &str) -> Option<Pointer<'_>> {
    let open = pointer.find('(').unwrap_or(pointer.len());
    let hash = pointer.get(..open).and_then(|it| it.rfind('#'));
    let inside = hash.and_then(|it| pointer.get(it + 1..)).unwrap_or(pointer);
    scheme(inside.trim(), 4)
}

fn scheme(said: &str, deepest: usize) -> Option<Pointer<'_>> {
    let Some((name, rest)) = said.split_once('(') else {
        return Some(Pointer::Id(said)).filter(|_| !said.is_empty() && !said.contains('/'));
    };
    let inside = rest.trim_end().strip_suffix(')')?;
    match name {
        "xpointer" | "xpath1" if inside.starts_with("string-range") && deepest > 0 => {
            scheme(inside, deepest - 1)
        }
        "string-range" => {
            let mut parts = split(inside).into_iter();
            let id = named(parts.next()?)?;
            let numbers: Option<Vec<usize>> = parts.map(|it| it.trim().parse().ok()).collect();
            let pairs = numbers?
                .chunks(2)
                .map(|it| (it[0], it.get(1).copied().unwrap_or(0)))
                .collect();
            Some(Pointer::Stretches(id, pairs))
        }
        "string-index" => {
            let (id, at) = inside.rsplit_once(',')?;
            Some(Pointer::Stretches(
                named(id)?,
                vec![(at.trim().parse().ok()?, 0)],
            ))
        }
        "range" => {
            let parts = split(inside);
            let [from, to] = parts.as_slice() else {
                return None;
            };
            Some(Pointer::Between(from.trim(), to.trim()))
        }
        "left" | "right" | "id" | "element" | "xpath" | "xpath1" | "xpointer" => {
            Some(Pointer::Id(named(inside)?))
        }
        _ => None,
    }
}

/// What commas part, outside of parentheses.
fn split(inside: &str) -> Vec<&str> {
    let (mut parts, mut depth, mut from) = (Vec::new(), 0_usize, 0);
    for (i, c) in inside.char_indices() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                parts.extend(inside.get(from..i));
                from = i + 1;
            }
            _ => {}
        }
    }
    parts.extend(inside.get(from..));
    parts
}

/// The id in `#a`, `id('a')` or `//*[@xml:id='a']`.
fn named(said: &str) -> Option<&str> {
    let said = said.trim();
    if let Some(quote) = said.find(['\'', '"']) {
        let after = said.get(quote + 1..)?;
        return after.split(['\'', '"']).next().filter(|it| !it.is_empty());
    }
    let id = said.trim_start_matches('#');
    let plain = !id.is_empty() && !id.contains(['/', '(', ' ']);
    plain.then_some(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pointers_of_every_kind_are_understood() {
        assert_eq!(
            all(" #a b.xml#c\n#string-range(x, 0, 5) "),
            ["#a", "b.xml#c", "#string-range(x, 0, 5)"]
        );
        let stretch = |id| Some(Pointer::Stretches(id, vec![(3, 5)]));
        for (said, meant) in [
            ("#a", Some(Pointer::Id("a"))),
            ("other.xml#a", Some(Pointer::Id("a"))),
            ("#string-range(a,3,5)", stretch("a")),
            ("string-range(#a, 3, 5)", stretch("a")),
            ("#xpointer(string-range(id('a'),3,5))", stretch("a")),
            ("string-range(//*[@xml:id='a'],3,5)", stretch("a")),
            (
                "#string-range(a,3,5,9,1)",
                Some(Pointer::Stretches("a", vec![(3, 5), (9, 1)])),
            ),
            (
                "#string-index(a,4)",
                Some(Pointer::Stretches("a", vec![(4, 0)])),
            ),
            (
                "#range(left(a),right(b))",
                Some(Pointer::Between("left(a)", "right(b)")),
            ),
            ("#match(a,'x')", None),
            ("#string-range(a,-1,5)", None),
            ("", None),
        ] {
            assert_eq!(parse(said), meant, "{said}");
        }
    }
}
