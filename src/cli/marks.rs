//! A text with its marks, for a terminal: brackets with small numbers, or colors with the same numbers.

use std::ops::Range;

use crate::model::schema::Rgb;
use crate::model::visible::visible;

/// A stretch to mark. Fragments of one span share its number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// In bytes, half-open, on borders of characters.
    pub at: Range<usize>,
    pub number: usize,
    pub color: Rgb,
}

/// `The deal [¹will [²fail]²]¹.`: a bracket closes with the number it opened with, so that marks may cross.
pub fn bracketed(text: &str, marks: &[Mark]) -> String {
    woven(text, marks, |piece, opened, closed, _| {
        let mut out = String::new();
        for it in closed {
            out += &format!("]{}", small(it.number));
        }
        for it in opened {
            out += &format!("[{}", small(it.number));
        }
        out + &visible(piece)
    })
}

/// Underlined in the color of the label (of the shortest mark where several meet), the number after it.
pub fn colored(text: &str, marks: &[Mark]) -> String {
    woven(text, marks, |piece, _, closed, active| {
        let mut out = String::new();
        for it in closed {
            out += &format!("{}{}\x1b[0m", foreground(it.color), small(it.number));
        }
        match active.iter().min_by_key(|it| it.at.len()) {
            Some(it) if !piece.is_empty() => {
                let piece = visible(piece);
                out += &format!("{}\x1b[4m{piece}\x1b[0m", foreground(it.color));
            }
            _ => out += &visible(piece),
        }
        out
    })
}

/// A number in small raised digits.
pub fn small(number: usize) -> String {
    let raised = |digit| match digit {
        '0' => '⁰',
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '4' => '⁴',
        '5' => '⁵',
        '6' => '⁶',
        '7' => '⁷',
        '8' => '⁸',
        _ => '⁹',
    };
    number.to_string().chars().map(raised).collect()
}

fn foreground(Rgb(r, g, b): Rgb) -> String {
    format!("\x1b[38;2;{r};{g};{b}m")
}

/// Cuts the text at every edge of a mark. Each piece is written with the marks that open before it,
/// those that close before it (the innermost first), and those it lies in.
fn woven(
    text: &str,
    marks: &[Mark],
    write: impl Fn(&str, &[&Mark], &[&Mark], &[&Mark]) -> String,
) -> String {
    let inside = |it: &&Mark| !it.at.is_empty() && text.get(it.at.clone()).is_some();
    let mut marks: Vec<&Mark> = marks.iter().filter(inside).collect();
    marks.sort_by_key(|it| (it.at.start, usize::MAX - it.at.end, it.number));
    let mut edges: Vec<usize> = marks
        .iter()
        .flat_map(|it| [it.at.start, it.at.end])
        .collect();
    edges.extend([0, text.len()]);
    edges.sort_unstable();
    edges.dedup();
    let mut out = String::with_capacity(text.len() + marks.len() * 8);
    let mut active: Vec<&Mark> = Vec::new();
    let mut waiting = marks.into_iter().peekable();
    for (i, edge) in edges.iter().enumerate() {
        let mut closed: Vec<&Mark> = active
            .iter()
            .copied()
            .filter(|it| it.at.end == *edge)
            .collect();
        closed.reverse();
        active.retain(|it| it.at.end != *edge);
        let mut opened = Vec::new();
        while let Some(mark) = waiting.next_if(|it| it.at.start == *edge) {
            opened.push(mark);
        }
        active.extend(&opened);
        let next = edges.get(i + 1).copied().unwrap_or(*edge);
        let piece = text.get(*edge..next).unwrap_or_default();
        out += &write(piece, &opened, &closed, &active);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(at: Range<usize>, number: usize) -> Mark {
        Mark {
            at,
            number,
            color: Rgb(1, 2, 3),
        }
    }

    #[test]
    fn marks_nest_cross_and_share_edges() {
        let check =
            |marks: &[Mark], expected: &str| assert_eq!(bracketed("abcdé", marks), expected);
        check(&[mark(0..4, 1), mark(1..2, 2)], "[¹a[²b]²cd]¹é");
        check(&[mark(0..3, 1), mark(1..6, 12)], "[¹a[¹²bc]¹dé]¹²");
        check(&[mark(0..2, 1), mark(2..4, 2)], "[¹ab]¹[²cd]²é");
        check(&[mark(1..2, 2), mark(1..4, 1)], "a[¹[²b]²cd]¹é");
        check(&[], "abcdé");
    }

    #[test]
    fn what_is_not_in_the_text_is_passed_over() {
        assert_eq!(
            bracketed("é", &[mark(0..1, 1), mark(0..9, 2), mark(1..1, 3)]),
            "é"
        );
    }

    #[test]
    fn colors_end_where_marks_end() {
        let shown = colored("abc", &[mark(1..2, 1)]);
        assert_eq!(
            shown,
            "a\x1b[38;2;1;2;3m\x1b[4mb\x1b[0m\x1b[38;2;1;2;3m¹\x1b[0mc"
        );
    }
}
