//! Where sentences start. Whether one starts at a place is decided by the few characters around it,
//! so a text of any size can be asked anywhere.

use super::abbreviation;
use super::chars::{
    after, before, is_closer, is_emoji, is_line_end, is_opening_quote, is_separator,
    is_spaced_closer, is_terminator, is_wide_terminator, part,
};
use super::cuts::Cuts;
use super::grapheme::is_border;
use super::word;

/// Sentences with the white space after them. One of more than a window is cut between words.
pub(super) const REGIONS: Cuts = Cuts {
    window: 8 * 1024,
    natural: starts_at,
    forced: |text, pos| match word::REGIONS.floor(text, pos) {
        exact if exact == pos => pos,
        _ => word::REGIONS.after(text, pos),
    },
};

/// Bytes looked at before and after a place.
const REACH: usize = 192;

fn starts_at(text: &str, pos: usize) -> bool {
    let left = pos.checked_sub(1).and_then(|it| text.as_bytes().get(it));
    if left.is_some_and(u8::is_ascii_alphanumeric) {
        return false;
    }
    let (Some(left), Some(right)) = (before(text, pos), after(text, pos)) else {
        return false;
    };
    if is_line_end(left) {
        return (left, right) != ('\r', '\n');
    }
    let ends = is_separator(left) || is_closer(left) || is_wide_terminator(left);
    if !ends || is_separator(right) {
        return false;
    }
    let head = part(
        text,
        text.ceil_char_boundary(pos.saturating_sub(REACH))..pos,
    );
    let tail = part(text, pos..text.floor_char_boundary(pos + REACH));
    let starts = if is_separator(left) {
        starts_after_space(head, tail)
    } else {
        starts_after_wide(head, right)
    };
    starts && is_border(text, pos)
}

/// Whether `tail` starts a sentence, `head` ending in white space.
fn starts_after_space(head: &str, tail: &str) -> bool {
    let body = head.trim_end_matches(is_inline_space);
    if !body.ends_with(|c| is_terminator(c) || is_closer(c)) {
        return false;
    }
    let (stopped, closers) = split_closers(body, is_closer);
    let stem = stopped.trim_end_matches(is_terminator);
    match part(stopped, stem.len()..stopped.len()) {
        "" => false,
        "." => can_start(tail) && !abbreviation::is_one(stem, closers, tail),
        _ => can_start(tail),
    }
}

/// Chinese and Japanese write no space after a full stop. A quotation that the sentence goes on after is no end.
fn starts_after_wide(head: &str, right: char) -> bool {
    let closes = |c| is_closer(c) && !is_opening_quote(c);
    let (stopped, closers) = split_closers(head, closes);
    stopped.ends_with(is_wide_terminator)
        && !is_terminator(right)
        && !closes(right)
        && (closers.is_empty() || right != 'と')
}

/// The text up to the last full stop, and what closes after it: quotation marks and brackets.
fn split_closers(body: &str, closes: fn(char) -> bool) -> (&str, &str) {
    let mut stopped = body;
    while let Some(last) = stopped.chars().next_back().filter(|c| closes(*c)) {
        let rest = part(stopped, 0..stopped.len() - last.len_utf8());
        let unspaced = rest.trim_end_matches(is_inline_space);
        let loose =
            is_spaced_closer(last) && unspaced.ends_with(|c| is_terminator(c) || is_closer(c));
        stopped = if loose { unspaced } else { rest };
    }
    (stopped, part(body, stopped.len()..body.len()))
}

fn is_inline_space(c: char) -> bool {
    is_separator(c) && !is_line_end(c)
}

/// Whether a sentence can start with this: a capital or a letter without case, a digit, an emoji,
/// a quotation; brackets, dashes and bullets before them are passed over.
fn can_start(tail: &str) -> bool {
    let mut rest = tail.chars();
    while let Some(c) = rest.next() {
        if is_opening_quote(c) {
            return true;
        }
        match c {
            '"' | '\'' | '’' => return rest.next().is_some_and(|it| !is_separator(it)),
            '(' | '[' | '{' | '¿' | '¡' | '–' | '—' | '-' | '•' | '@' | '#' | '*' => {}
            _ if is_inline_space(c) => {}
            _ if is_emoji(c) => return goes_on(rest.as_str()),
            _ => return c.is_numeric() || (c.is_alphabetic() && !c.is_lowercase()),
        }
    }
    false
}

/// Whether the line has more than emoji. At the end of a line they belong to the sentence before them.
fn goes_on(tail: &str) -> bool {
    let passed =
        |c: char| is_inline_space(c) || is_emoji(c) || matches!(c, '\u{200D}' | '\u{FE0F}');
    tail.trim_start_matches(passed)
        .starts_with(|c| !is_line_end(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::segment::{Unit, sentences};

    /// `|` stands where one sentence ends and the next starts.
    #[track_caller]
    fn check(marked: &str) {
        let expected: Vec<_> = marked.split('|').map(str::trim).collect();
        let text = marked.replace('|', "");
        let found: Vec<_> = sentences(&text).map(|it| part(&text, it)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn full_stops_marks_and_ellipses_end() {
        check("Il pleut. |Elle rit! |Et moi? |Rien… |Voilà ?! |Bon... |3 jours plus tard, fin.");
        check("Pourquoi? |Ça ira.");
        check("Oh! zut! |Je le savais.");
        check("Il part.\u{A0}|Vraiment\u{202F}? |Oui\u{A0}! |Ah ? ! |Non");
        check("Elle vient. |– Ah bon ? |— Oui. |🙂 Super! 👍🏽❤️\n|• Un point. |(Fin.) |É");
        check("Il l’a dit. |E\u{301}mile aussi. |A\u{300} demain.");
    }

    #[test]
    fn closing_quotes_and_brackets_belong_to_the_sentence() {
        check("« Il viendra.\u{A0}» |Elle rit. |«C’est sûr!» |Lui non.");
        check("(On verra bien.) |“It works.” |'Yes.' |He left. |\"Why?\" |She smiled.");
        check("« Il a dit “oui”. » |Puis [tout s’arrête !] |Ensuite rien.");
        check("Elle dit. |“No” and left. |« peut-être » aussi. |\"so\" it goes");
    }

    #[test]
    fn lower_case_goes_on() {
        check("« Quoi ? » dit-il. |Rien.");
        check("Un mot (pas !) de plus, le (sic !) et… voilà. |Fin");
        check("Il dort… dans le train (depuis quand?) chaque jour.");
        check("Tu viens ? – peut-être. |Bon.");
    }

    #[test]
    fn lines_end_sentences() {
        check("Un titre\n|Une phrase. |Deux\r\n|trois\r|quatre\u{2028}|cinq\u{85}|six");
    }

    #[test]
    fn initials_and_titles() {
        check("M. Dupont et Mme. Roy, Dr. Léa P.-O. L. Martin, J.-P. Raffarin. |Fin.");
        check("Mr. Smith met Mrs. Jones and Prof. A. B. Clark in the U.S. Army. |He left.");
        check("Un chef dit « G.O. », le G.O. Martin et des G.O., puis (n.d.l.r.) Zola.");
        check("She lives in the U.S. |They don’t. |So do I. |He knows.");
        check("Il l’a. |On y va. |C’est John's. |Oui, un ami de l’O.N.U. |Elle sort.");
    }

    #[test]
    fn abbreviations() {
        check("Voir p. 12, cf. Durand, art. 3, n. 4, fig. 2 et vol. 5. |C’est de l’art. |Bon.");
        check(
            "Des mots, etc., des photos, etc.) Paul, des sons (etc.). |Puis rien, etc. |Le reste.",
        );
        check(
            "Use it, e.g. The Times, i.e. Paper, vs. Other. |Acme Inc. Group grew. |Acme Inc. |The end.",
        );
        check(
            "Le 12 janv. 2011 et le 3 déc. 2012. |Par ex. Montréal, p. ex. Paris. |Depuis déc. |Il gèle.",
        );
    }

    #[test]
    fn numbers_versions_and_lists() {
        check("Le web 2.0 est mort. |Le web 2.0. |Puis 3.5. |Ouvert 24/7. |Bien, 9 1/2 mois.");
        check("3. Mélanie, tu viens?\n|  12. Paul\n|IV. Suite. |Fin en 2011. |Bon.\n|2.1. Après");
        check("1. Un. |Deux.\n|a. Trois");
    }

    #[test]
    fn addresses_and_glued_text_do_not_end() {
        check("Voir http://a.org/b.Html?C=d. |Écrire à Jean.D@a.fr. |Fin….Bises, Léa");
        check("Le site exemple.fr. |Il est vieux.");
    }

    #[test]
    fn other_scripts() {
        check("你好。|世界！？|“好。”|他走了。");
        check("「行く。」と言った。|はい。");
        check("هل تأتي؟ |نعم۔ |حسنا. |انتهى");
    }

    #[test]
    fn a_very_long_sentence_is_cut_between_words() {
        let text = "mot ".repeat(10_000);
        let lengths: Vec<_> = sentences(&text).map(|it| it.len()).collect();
        assert_eq!(lengths.iter().map(|it| it + 1).sum::<usize>(), text.len());
        assert!(lengths.iter().all(|it| *it < 2 * 8 * 1024 && it % 4 == 3));
        assert_eq!(Unit::Sentence.smaller(), Unit::Clause);
    }
}
