//! Clauses: the parts of a sentence between commas, dashes, brackets and conjunctions. These, and the
//! sentence's own full stop, belong to no clause: a prediction is marked without them.

use std::ops::Range;

use super::bracket;
use super::chars::{fold, is_blank, is_separator, is_terminator, part};
use super::conjunction;
use super::grapheme::{grapheme_ceil, grapheme_floor};
use super::word;

/// The clauses of a sentence that is given without white space around it; at least one.
pub(super) fn within(text: &str, sentence: Range<usize>) -> Vec<Range<usize>> {
    let words = word::within(text, sentence.clone());
    if words.is_empty() {
        return vec![sentence];
    }
    let sentence = Sentence {
        text,
        range: sentence,
        words,
    };
    let mut clauses: Vec<Range<usize>> = Vec::new();
    for segment in sentence.segments() {
        let clause = sentence.clause(&segment);
        match clauses.last_mut() {
            Some(last) if clause.start < last.end => last.end = last.end.max(clause.end),
            _ => clauses.push(clause),
        }
    }
    clauses
}

/// A sentence, its words, and the gaps between them: gap `i` stands before word `i`, the last after all.
struct Sentence<'a> {
    text: &'a str,
    range: Range<usize>,
    words: Vec<Range<usize>>,
}

impl Sentence<'_> {
    /// The clauses as ranges of words.
    fn segments(&self) -> Vec<Range<usize>> {
        let cuts = self.cuts();
        let words = self.folded_words();
        let mut segments = Vec::new();
        let mut start = usize::from(self.has_number());
        let mut at = start;
        while at < words.len() {
            if cuts.get(at) == Some(&true) {
                segments.push(start..at);
                start = at;
            }
            if let Some(length) = conjunction::length(&words, at, at == start) {
                segments.push(start..at);
                at += length;
                start = at;
            } else {
                at += 1;
            }
        }
        segments.push(start..at);
        segments.retain(|it| !it.is_empty());
        self.join_letterless(segments)
    }

    /// Whether the first word is the number of an item: `3. Le prix`.
    fn has_number(&self) -> bool {
        let number = self.words.first().is_some_and(|it| !self.has_letter(it));
        let gap = self.gap_text(1).trim_end_matches(is_separator);
        number && self.words.len() > 1 && self.gap_text(1) != gap && matches!(gap, "." | ")" | ".)")
    }

    fn folded_words(&self) -> Vec<conjunction::Word> {
        let words = self.words.iter().enumerate();
        words
            .map(|(at, word)| conjunction::Word {
                folded: fold(part(self.text, word.clone())),
                paused: !self.gap_text(at).chars().all(is_separator),
            })
            .collect()
    }

    /// Which gaps are cut by a comma, a dash or a bracket.
    fn cuts(&self) -> Vec<bool> {
        let gaps: Vec<_> = (0..=self.words.len()).map(|it| self.gap_text(it)).collect();
        let mut cuts: Vec<_> = gaps.iter().map(|it| is_pause(it)).collect();
        for pair in bracket::pairs(&gaps) {
            if self.stands_apart(&pair) {
                for gap in [pair.open, pair.close] {
                    cuts.get_mut(gap).into_iter().for_each(|it| *it = true);
                }
            }
        }
        cuts
    }

    /// Whether brackets hold more than a remark of one word, and quotation marks more than a term.
    fn stands_apart(&self, pair: &bracket::Pair) -> bool {
        let words = self.words.get(pair.open..pair.close).unwrap_or_default();
        let enough = if pair.is_quotation {
            words.len() >= 4 || pair.is_speech
        } else {
            words.len() >= 2
        };
        enough && words.iter().any(|it| self.has_letter(it))
    }

    /// A bit without a letter joins the clause before it, or the one after it.
    fn join_letterless(&self, segments: Vec<Range<usize>>) -> Vec<Range<usize>> {
        let mut joined: Vec<Range<usize>> = Vec::new();
        let mut lettered = true;
        for segment in segments {
            let words = self.words.get(segment.clone()).unwrap_or_default();
            let has_letter = words.iter().any(|it| self.has_letter(it));
            match joined.last_mut() {
                Some(last) if !(has_letter && lettered) => {
                    last.end = segment.end;
                    lettered |= has_letter;
                }
                _ => {
                    joined.push(segment);
                    lettered = has_letter;
                }
            }
        }
        joined
    }

    fn has_letter(&self, word: &Range<usize>) -> bool {
        part(self.text, word.clone())
            .chars()
            .any(char::is_alphabetic)
    }

    /// The clause that some words are: with signs that belong to them (`62 %`), without punctuation.
    fn clause(&self, segment: &Range<usize>) -> Range<usize> {
        let lead = self.gap(segment.start);
        let kept = after_punctuation(part(self.text, lead.clone()));
        let start = lead.end - kept.len();
        let tail = self.gap(segment.end);
        let kept = before_punctuation(
            part(self.text, tail.clone()),
            self.is_shortened(segment.end),
        );
        let end = tail.start + kept.len();
        let clause = bracket::balance(self.text, start..end, lead.start..tail.end);
        grapheme_floor(self.text, clause.start)..grapheme_ceil(self.text, clause.end)
    }

    /// Whether the word before a gap is one that ends in a full stop of its own: `G.O.,`, `etc.)`.
    fn is_shortened(&self, gap: usize) -> bool {
        let word = gap.checked_sub(1).and_then(|it| self.words.get(it));
        let word = word.map_or("", |it| part(self.text, it.clone()));
        gap < self.words.len() && (word.contains('.') || word.chars().count() <= 3)
    }

    fn gap_text(&self, at: usize) -> &str {
        part(self.text, self.gap(at))
    }

    fn gap(&self, at: usize) -> Range<usize> {
        let before = at.checked_sub(1).and_then(|it| self.words.get(it));
        let start = before.map_or(self.range.start, |it| it.end);
        start..self.words.get(at).map_or(self.range.end, |it| it.start)
    }
}

/// Commas and their like, an em dash, another dash with white space on both sides.
fn is_pause(gap: &str) -> bool {
    let dash = gap.trim_matches(is_separator);
    let spaced = gap.starts_with(is_separator) && gap.ends_with(is_separator);
    gap.contains([',', ';', ':', '،', '؛', '、', '，', '；', '：', '—'])
        || spaced && matches!(dash, "–" | "-" | "--")
}

fn after_punctuation(gap: &str) -> &str {
    let signs = gap.rfind(is_edge).map_or(gap, |at| {
        part(gap, gap.ceil_char_boundary(at + 1)..gap.len())
    });
    signs.trim_start_matches(is_blank)
}

/// The signs at the start of a gap. The full stop of a shortened word is one, but not the sentence's own.
fn before_punctuation(gap: &str, shortened: bool) -> &str {
    let stop = usize::from(shortened && gap.starts_with('.') && !gap.starts_with(".."));
    let rest = part(gap, stop..gap.len());
    let signs = rest.find(is_edge).unwrap_or(rest.len());
    part(gap, 0..stop + signs).trim_end_matches(is_blank)
}

/// Punctuation that no clause starts or ends with.
fn is_edge(c: char) -> bool {
    is_terminator(c)
        || bracket::is_any(c)
        || matches!(
            c,
            ',' | ';' | ':' | '،' | '؛' | '、' | '，' | '；' | '：' | '–' | '—' | '-'
        )
        || matches!(
            c,
            '\'' | '’' | '‘' | '•' | '‣' | '·' | '◦' | '▪' | '>' | '*' | '¿' | '¡'
        )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::segment::{Unit, units};

    /// Clauses stand between `[` and `]`.
    #[track_caller]
    fn check(marked: &str) {
        let text = marked.replace(['[', ']'], "");
        let mut shown = String::new();
        let mut pos = 0;
        for clause in units(&text, Unit::Clause) {
            let gap = part(&text, pos..clause.start);
            shown += &[gap, "[", part(&text, clause.clone()), "]"].concat();
            pos = clause.end;
        }
        assert_eq!(shown + part(&text, pos..text.len()), marked);
    }

    #[test]
    fn commas_colons_and_spaced_dashes() {
        check("[Demain], [il neigera]; [on le sait]\u{A0}: [l’hiver vient]\u{202F}!");
        check("[Le marché] – [dit-on] – [baissera]. [Il tiendra]—[ou non]?");
        check("[jardins publics], [cuisine], [musique], [etc].");
        check("[Un rendez-vous à 8:30 pour 1,5 million], [vu sur http://a.org/b,c:d]…");
    }

    #[test]
    fn brackets_and_quotations() {
        check("[Le prix] ([je crois]) [montera]. [Il dit]: «\u{A0}[ça ira]\u{A0}», [et rit].");
        check("[Un « plan » secret (presque) fini], [les « G.O. »], [le web (2.0)].");
        check("«[Les ours préfèrent dormir longtemps]» [dit-elle]. « [Quoi] ? » [dit-il]");
        check("([En 2010, 2011]) [le prix]");
        check("[trois “Pensées], [ou plus]");
        check("[Elle a dit]: «[le prix montera].» ([la source]) [des G.O.], [etc.]: [oui]");
        check("  3. [Le prix montera]\n2) [Paul], [3 fois]");
    }

    #[test]
    fn french_conjunctions_open_clauses() {
        check("[Il part] mais [elle reste], car [il le faut], donc [tout va].");
        check(
            "[Il part] parce qu’[elle reste] alors que [la nuit tombe] si bien que [rien ne va].",
        );
        check("Quand [il part], [elle reste] même si [ça l’ennuie] lorsqu’[il pleut].");
        check("[Il part] et [elle reste et tout va] ou [c’est fini] et [l’on rit].");
        check("[Je sais qu’il part] et qu’[elle reste]. Mais quand [il revient], [elle rit].");
        check("[Il viendra] me\u{302}me si [tout change]");
    }

    #[test]
    fn english_conjunctions_open_clauses() {
        check("[He left] but [she stayed] because [it rained], although [we knew].");
        check("[He left] so that [she could stay] while [others slept], and [they did].");
        check("[He left] whereas [you came] and [you stayed], or [so it seems].");
    }

    #[test]
    fn the_same_letters_are_not_always_a_conjunction() {
        check("[Le car et le but en or sont donc là].");
        check("[Il y va quand même avec elle et lui].");
        check("[Because of you the car needs a while and more]");
        check("[des cours du soir mais également des stages], [entre elle et nous].");
        check("[Le pays où il vit et ses voisins].");
    }

    #[test]
    fn bits_without_a_letter_join_their_neighbor() {
        check("[Le 3, 2011], [il part (2010) avec 62 %], [dont 5 $].");
        check("[12, 13, puis rien]");
        check("[Il y en a 42]. [Merci]! [🙂 Bon] ; [le mot (sic !)].");
    }

    #[test]
    fn a_sentence_without_a_word_is_one_clause() {
        check("[…]\n[***]\n[Oui] !");
    }
}
