//! Comments that only a number stands before, below a heading that counts them, and where a list of
//! comments ends: with the form that asks for one more.

use std::ops::Range;

use super::heads::Head;

/// No such heading is longer, in bytes.
const LONGEST: usize = 160;

/// The first line of the form for a new comment, or of what else stands below a list of comments: the last
/// one ends above it.
const FORMS: &[&str] = &[
    "laisser un commentaire",
    "laissez un commentaire",
    "laisser une réponse",
    "laissez une réponse",
    "ajouter un commentaire",
    "ajoutez un commentaire",
    "écrire un commentaire",
    "poster un commentaire",
    "publier un commentaire",
    "enregistrer un commentaire",
    "répondre à ce billet",
    "répondre à cet article",
    "la discussion continue ailleurs",
    "fil des commentaires",
    "flux rss des commentaires",
    "commentaires récents",
    "articles récents",
    "recent posts",
    "recent comments",
    "votre commentaire",
    "leave a reply",
    "leave a comment",
    "leave your comment",
    "add a comment",
    "add your comment",
    "post a comment",
    "write a comment",
    "speak your mind",
];

/// Whether a line begins the form for a new comment.
pub(super) fn is_form(line: &str) -> bool {
    let line = line.to_lowercase();
    let begins = |it: &&&str| line.starts_with(**it);
    let found = FORMS.iter().find(begins);
    found.is_some_and(|it| line.len() <= it.len() + 20)
}

/// Whether a line counts the comments below it: `5 réponses à « … »`, `Comments (4)`.
fn counts(line: &str) -> bool {
    counted(line).is_some()
}

/// How many comments a line says that there are below it.
fn counted(line: &str) -> Option<usize> {
    const WORDS: &[&str] = &[
        "commentaire",
        "commentaires",
        "réponse",
        "réponses",
        "réaction",
        "réactions",
        "réflexion",
        "réflexions",
        "comment",
        "comments",
        "response",
        "responses",
        "reply",
        "replies",
        "reaction",
        "reactions",
        "thought",
        "thoughts",
    ];
    let lower = line.to_lowercase();
    let mut words = lower
        .split(|it: char| !it.is_alphanumeric())
        .filter(|it| !it.is_empty());
    let (first, second) = (
        words.next().unwrap_or_default(),
        words.next().unwrap_or_default(),
    );
    let is_number = |it: &str| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit());
    let (number, word) = if is_number(first) {
        (first, second)
    } else {
        (second, first)
    };
    let is_one = line.len() <= LONGEST && is_number(number) && WORDS.contains(&word);
    number.parse().ok().filter(|_| is_one)
}

/// Without the line that says whose the article is: it stands above a line that counts just the others.
pub(super) fn without_article(text: &str, lines: &[Range<usize>], heads: Vec<Head>) -> Vec<Head> {
    let counts_those_below = |line: &&Range<usize>| {
        let above = heads.partition_point(|it| it.at.start <= line.start);
        let n = heads.len() - above;
        let said = || text.get((*line).clone()).and_then(counted);
        above > 0 && n > 0 && said() == Some(n)
    };
    let from = lines
        .iter()
        .find(counts_those_below)
        .map_or(0, |it| it.start);
    heads.into_iter().filter(|it| it.at.start >= from).collect()
}

/// Whether a line stands above a list of comments.
pub(super) fn is_heading(line: &str) -> bool {
    line.len() <= LONGEST && (counts(line) || line.to_lowercase().starts_with("commentaires"))
}

/// Where the first comment begins if the lines that say whose it is stand below each: nothing is below the
/// last one, and above the first there is the heading of the comments.
pub(super) fn above_feet(
    text: &str,
    lines: &[Range<usize>],
    heads: &[Head],
    end: usize,
) -> Option<usize> {
    let (first, last) = (heads.first()?.at.start, heads.last()?.at.end);
    let below = text.get(last..end)?;
    if !below.trim().is_empty() {
        return None;
    }
    let names_them =
        |line: &&Range<usize>| is_heading(text.get((*line).clone()).unwrap_or_default());
    let mut above = lines.iter().rev().skip_while(|it| it.start >= first);
    let heading = above.find(names_them)?;
    let between = text.get(heading.end..first)?;
    (!between.trim().is_empty()).then_some(heading.end)
}

/// The comments numbered from 1 on below the last line that counts them. Nobody is named: the heads are
/// the numbers alone, and at least two of them must be there, or the one that was counted.
pub(super) fn numbered(text: &str, lines: &[Range<usize>]) -> Vec<Head> {
    let line = |it: &Range<usize>| text.get(it.clone()).unwrap_or_default();
    let Some(heading) = lines.iter().rposition(|it| counts(line(it))) else {
        return Vec::new();
    };
    let mut found: Vec<Head> = Vec::new();
    for it in lines.iter().skip(heading + 1) {
        if is_form(line(it)) {
            break;
        }
        if let Some(n) = number_before(line(it), found.len() + 1) {
            found.push(Head {
                at: it.start..it.start + n,
                author: String::new(),
                date: None,
                is_told: true,
                may_quote: false,
            });
        }
    }
    found
}

/// How many bytes the number `n` and its sign take before the words of a line.
fn number_before(line: &str, n: usize) -> Option<usize> {
    let bare = line.trim_start_matches('#');
    let rest = bare.strip_prefix(&n.to_string())?;
    let after = rest.strip_prefix(['.', ')', ':']).or_else(|| {
        let marked = bare.len() < line.len();
        marked.then_some(rest)
    })?;
    let words = after.trim_start();
    // `1.5 million` is no number of a comment.
    (words.len() < after.len() && !words.is_empty()).then(|| line.len() - words.len())
}

#[cfg(test)]
mod tests {
    use super::super::comments;
    use super::*;

    #[test]
    fn numbered_comments_stand_below_their_count_and_above_the_form() {
        let text = "Un billet.\n1. Un point.\n2. Un autre.\n\n  3 Responses to “Un billet”\n\n\
                    Comments (3) Pingbacks (0)\n  1. Très beau 😀 !\n\n     Et encore.\n\n  2. Bof.\n\
                    2.5 millions ? Non.\n\n#3 Si !\n\u{A0}Leave a Reply\n\nName (required)\n";
        let all = comments(text);
        let words: Vec<&str> = all.iter().map(|it| &text[it.head.end..it.at.end]).collect();
        let expected = [
            "Très beau 😀 !\n\n     Et encore.",
            "Bof.\n2.5 millions ? Non.",
            "Si !",
        ];
        assert_eq!(words, expected);
        assert!(
            all.iter()
                .all(|it| it.author.is_empty() && it.date.is_none())
        );
    }

    #[test]
    fn a_page_of_a_real_weblog_is_divided() {
        let Ok(text) = std::fs::read_to_string("../shared/corpus/004.txt") else {
            return;
        };
        let all = comments(&text);
        assert_eq!(all.len(), 4);
        assert!(!text[all[3].at.clone()].contains("Reply"));
    }

    #[test]
    fn a_list_without_a_count_is_none() {
        for text in [
            "1. Un point.\n2. Un autre.\n",
            "12 réponses furent données hier.\nAucune n’est bonne.\n",
            "Réponses : voir plus bas.\n1. Oui.\n",
            "",
        ] {
            assert_eq!(comments(text), [], "{text}");
        }
    }

    #[test]
    fn the_form_ends_the_last_comment() {
        let text = "Billet.\n\nMarie a dit :\nBof.\n\nLaisser un commentaire\nNom\n";
        let all = comments(text);
        assert_eq!(&text[all[0].at.clone()], "Marie a dit :\nBof.");
        assert!(!is_form(
            "Leave a comment when you have read all of it, please"
        ));
        assert!(counts("5 Responses to “x”") && counts("Commentaires (12)"));
        assert!(!counts("Comments") && !counts("2011 commentaires de trop ".repeat(20).as_str()));
    }
}
