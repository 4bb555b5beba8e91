//! Where the comments of a page begin, who wrote each and when, by the lines that weblogs and forums put
//! before them: `Marie a écrit le 3 mai 2009 à 10:12`, `Posted by Joe | May 3, 2009`, `12. Paul says:`; by
//! such lines below them, where nothing stands after the last; and where no such line is, by the numbers
//! below a line that counts them.

use std::ops::Range;

use super::days;
use crate::model::value::PartialDate;

mod heads;
mod list;
mod names;

use heads::{Head, head};
use names::is_end;

/// A comment found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// From its first line, which says whose it is, to its last word, in bytes.
    pub at: Range<usize>,
    /// The part of it that is that line, or those lines; empty where they stand below it.
    pub head: Range<usize>,
    /// Empty where nobody is named.
    pub author: String,
    pub date: Option<PartialDate>,
}

/// Finds the comments of a text, in their order. What stands before the first is none.
pub fn comments(text: &str) -> Vec<Comment> {
    let lines = lines(text);
    let mut heads = heads(text, &lines);
    if heads.is_empty() {
        heads = list::numbered(text, &lines);
    }
    let last = heads.last().map(|it| it.at.end).unwrap_or_default();
    let form = lines
        .iter()
        .find(|it| it.start >= last && text.get((*it).clone()).is_some_and(list::is_form));
    let end = form.map_or(text.len(), |it| it.start);
    if let Some(first) = list::above_feet(text, &lines, &heads, end) {
        return below(text, heads, first);
    }
    let starts: Vec<usize> = heads.iter().map(|it| it.at.start).collect();
    let ends = starts.into_iter().skip(1).chain([end]);
    let all = heads.into_iter().zip(ends);
    all.map(|(head, end)| comment(text, head, end)).collect()
}

/// Who wrote the article of a page, and when, by the first line that says so above the comments.
pub fn byline(text: &str) -> Option<(String, Option<PartialDate>)> {
    let lines = lines(text).into_iter();
    let lines = lines.filter_map(|it| text.get(it));
    lines
        .take_while(|it| !list::is_heading(it))
        .find_map(heads::byline)
}

/// A comment from its head to where it ends at the latest.
fn comment(text: &str, head: Head, end: usize) -> Comment {
    let body = text.get(head.at.end..end).unwrap_or_default();
    let (body, day) = match head.date {
        None if !head.is_told => without_day(body),
        _ => (without_buttons(body), None),
    };
    Comment {
        at: head.at.start..head.at.end + body.trim_end().len(),
        head: head.at,
        author: head.author,
        date: head.date.or(day),
    }
}

/// Comments whose heads stand below them, the first from a place on.
fn below(text: &str, heads: Vec<Head>, first: usize) -> Vec<Comment> {
    let mut from = first;
    let all = heads.into_iter().map(|foot| {
        let words = text.get(from..foot.at.start).unwrap_or_default();
        let start = from + (words.len() - words.trim_start().len());
        from = foot.at.end;
        Comment {
            at: start..start + words.trim().len(),
            head: start..start,
            author: foot.author,
            date: foot.date,
        }
    });
    all.collect()
}

/// A comment without the day that stands in its last line, where nothing else says it.
fn without_day(body: &str) -> (&str, Option<PartialDate>) {
    let body = without_buttons(body);
    let (before, last) = body.rsplit_once('\n').unwrap_or(("", body));
    let last = days::strip(last.trim_start(), "le").unwrap_or(last);
    match days::day_at(last) {
        Some((day, rest)) if day.has_hour && is_end(rest) && !before.trim().is_empty() => {
            (without_buttons(before), day.date)
        }
        _ => (body, None),
    }
}

/// A comment without lines that only say what can be done with it, such as `Répondre`, and how many like it.
fn without_buttons(body: &str) -> &str {
    let whole = body.trim_end();
    let first = whole.len() - whole.trim_start().len();
    let mut kept = whole;
    while let Some((before, last)) = kept.rsplit_once('\n') {
        let is_button = is_end(last) && last.contains(char::is_alphabetic);
        let is_count = kept.len() < whole.len() && last.bytes().all(|it| it.is_ascii_digit());
        if before.len() <= first || !(is_button || is_count) {
            break;
        }
        kept = before.trim_end();
    }
    kept
}

/// The lines that begin comments. One that tells no day quotes another comment where those that do are more.
fn heads(text: &str, lines: &[Range<usize>]) -> Vec<Head> {
    let mut found: Vec<Head> = Vec::new();
    let mut i = 0;
    while i < lines.len() {
        let Some(head) = head(text, lines, i) else {
            i += 1;
            continue;
        };
        while lines.get(i).is_some_and(|it| it.end <= head.at.end) {
            i += 1;
        }
        found.push(head);
    }
    let told = found.iter().filter(|it| it.is_told).count();
    if told * 2 > found.len() {
        found.retain(|it| it.is_told || !it.may_quote);
    }
    list::without_article(text, lines, found)
}

/// The lines that are not blank, without blanks around them, by their places.
fn lines(text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    let mut found = Vec::new();
    for line in text.split('\n') {
        let trimmed = line.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
        let from = start + (line.len() - trimmed.len());
        let trimmed = trimmed.trim_end();
        if !trimmed.is_empty() {
            found.push(from..from + trimmed.len());
        }
        start += line.len() + 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(String, String)> {
        let all = comments(text).into_iter();
        all.map(|it| {
            let date = it.date.map(|it| it.to_string()).unwrap_or_default();
            (it.author, date)
        })
        .collect()
    }

    #[test]
    fn heads_are_known_by_their_patterns() {
        for (line, author, date) in [
            ("Marie a écrit le 3 mai 2009 à 10:12", "Marie", "2009-05-03"),
            ("Jean-Luc D. a dit :", "Jean-Luc D.", ""),
            ("Posté par Zoé | 3 mai 2009", "Zoé", "2009-05-03"),
            ("POSTÉ PAR ZOÉ LE 1er août 2010 14h05", "ZOÉ", "2010-08-01"),
            (
                "Le 12/04/2011 à 08:15, jeanne75 a écrit :",
                "jeanne75",
                "2011-04-12",
            ),
            ("12. Paul says:", "Paul", ""),
            (
                "#3 Joe Doe wrote on May 3, 2009 at 10:12 am",
                "Joe Doe",
                "2009-05-03",
            ),
            ("Posted by Ann at 3 June 2012", "Ann", "2012-06-03"),
            (
                "Comment by Bob — 2012-06-03 10:00:00 | Reply",
                "Bob",
                "2012-06-03",
            ),
            (
                "4) Rédigé par : Luc | lundi 2 février 2009 à 09:10",
                "Luc",
                "2009-02-02",
            ),
            ("Max | 03.05.2009 10:12", "Max", "2009-05-03"),
            ("Luce\nle 3 mai 2009 à 10h12", "Luce", "2009-05-03"),
        ] {
            assert_eq!(
                found(&format!("Un billet.\n\n{line}\n\nD’accord.\n")),
                [(author.to_owned(), date.to_owned())],
                "{line}"
            );
        }
    }

    /// A page of such comments, with the article above.
    fn page(comments: &str) -> String {
        format!("Un billet.\n\nPublié le 12 mars 2019 à 14:32 par Zoé\n\nDes mots.\n\n{comments}\n")
    }

    fn bodies(text: &str) -> Vec<(String, &str)> {
        let all = comments(text).into_iter();
        all.map(|it| (it.author, text[it.head.end..it.at.end].trim()))
            .collect()
    }

    #[test]
    fn programs_of_weblogs_and_forums_write_their_own_heads() {
        for (comment, author, date) in [
            (
                "Zoé dit\u{A0}:\n12 mars 2019 à 14 h 32 min\n\nBof.\n\nRépondre",
                "Zoé",
                "2019-03-12",
            ),
            (
                "Zoé a dit :\n12/03/2019 à 9:05 Modifier\n\nBof.\nRépondre",
                "Zoé",
                "2019-03-12",
            ),
            (
                "Zoé a dit…\n\nBof.\n\n12 mars 2019 à 14:32",
                "Zoé",
                "2019-03-12",
            ),
            (
                "Zoé\n12 mars 2019 à 14:32\nBof.\nRépondre Supprimer",
                "Zoé",
                "2019-03-12",
            ),
            (
                "1. Le mardi 12 mars 2019, 15:00 par Zoé\nBof.",
                "Zoé",
                "2019-03-12",
            ),
            (
                "# Titre\n12 mars 2019, 15:00, par Zoé\nBof.\nRépondre à ce message",
                "Zoé",
                "2019-03-12",
            ),
            ("Zoé\n(12 mars 2019 @11h13)\n:\nBof.", "Zoé", "2019-03-12"),
            (
                "Message par Zoé » mar. 12 mars 2019 09:05\nBof.",
                "Zoé",
                "2019-03-12",
            ),
            ("Zoé 12/03/2019 15:00\nBof.", "Zoé", "2019-03-12"),
            (
                "Zoé12 mars 2019 à 14:32\nBof.\nRépondreSupprimer",
                "Zoé",
                "2019-03-12",
            ),
            ("Zoé L.\n12 mars 2019 à 14:32\nBof.", "Zoé L.", "2019-03-12"),
            ("Zoé → Paul • il y a 3 ans\nBof.", "Zoé", ""),
            (
                "@zoe\nil y a 2 ans (modifié)\nBof.\n\n12\n\nRépondre",
                "@zoe",
                "",
            ),
            (
                "12/03/2019 14:32\nPar Zoé\nBof.\nAlerter",
                "Zoé",
                "2019-03-12",
            ),
            (
                "zoe 3 hours ago | parent | next [–]\nBof.\nreply",
                "zoe",
                "",
            ),
            (
                "[–]zoe 12 points 3 years ago (1 child)\nBof.\npermalink report reply",
                "zoe",
                "",
            ),
        ] {
            let text = format!("Un billet.\n\nDes mots.\n\n{comment}\n");
            assert_eq!(
                found(&text),
                [(author.to_owned(), date.to_owned())],
                "{comment}"
            );
            assert_eq!(bodies(&text), [(author.to_owned(), "Bof.")], "{comment}");
        }
    }

    #[test]
    fn the_article_is_no_comment_where_those_below_are_counted() {
        let two = "Ana dit :\n13 mars 2019 à 9 h 05 min\nNon.\n\nMax dit :\n14 mars 2019 à 9 h 05 min\nSi.";
        let text = page(&format!(
            "2 réponses à Un billet\n\n{two}\n\nArticles récents\nLa gare"
        ));
        let both = [("Ana".to_owned(), "Non."), ("Max".to_owned(), "Si.")];
        assert_eq!(bodies(&text), both);
        assert_eq!(bodies(&page(two)).len(), 3);
    }

    #[test]
    fn lines_below_comments_are_theirs() {
        let two = "Non.\nJamais.\nPosté par Ana, 12 mars 2019 à 15:00 | Répondre\n\nSi.\nPosté par Max, 13 mars 2019 à 9:05 | Répondre";
        let text =
            format!("Un billet.\nCommentaires sur Un billet\n{two}\nPoster un commentaire\nNom");
        let both = [
            ("Ana".to_owned(), "Non.\nJamais."),
            ("Max".to_owned(), "Si."),
        ];
        assert_eq!(bodies(&text), both);
    }

    #[test]
    fn a_quotation_in_a_comment_is_part_of_it() {
        let text = "Message par Ana » 12 mars 2019, 15:00\nNon.\n\nMessage par Max » 13 mars 2019, 09:05\n\
                    Ana a écrit :\nNon.\nSi !\n";
        let both = [
            ("Ana".to_owned(), "Non."),
            ("Max".to_owned(), "Ana a écrit :\nNon.\nSi !"),
        ];
        assert_eq!(bodies(text), both);
    }

    /// In a time that grows with their number, not with its square.
    #[test]
    fn very_many_comments_are_found() {
        let n = 20_000;
        let one = "Zoé a dit :\nBof.\n\n";
        assert_eq!(comments(&one.repeat(n)).len(), n);
        let buttons = format!("{one}{}Oui.\n{}", "\n".repeat(n), "Répondre\n".repeat(n));
        let all = comments(&buttons);
        assert!(buttons[all[0].at.clone()].ends_with("Oui."));
    }

    #[test]
    fn prose_is_no_head() {
        for line in [
            "Il a écrit le 3 mai 2009 une longue lettre à son frère.",
            "Le pont fermera le 3 mai 2031, dit-elle, et personne ne le regrettera.",
            "Que dit-il : rien.",
            "2009 fut une bonne année",
            "Le 3 mai 2009 à 10:12\nPar ailleurs, non.",
            "Mis à jour le 3 mai 2009 à 10:12",
            "Inscrit depuis le 3 mai 2009 à 10:12",
            "Il viendra le 3 mai 2009 à 10:12 ou jamais",
            "a écrit :",
            "",
        ] {
            assert_eq!(found(line), [], "{line}");
        }
    }

    #[test]
    fn an_article_may_say_whose_it_is() {
        let by = |text: &str| byline(text).map(|it| (it.0, it.1.map(|it| it.to_string())));
        let zoe = Some(("Zoé".to_owned(), Some("2019-03-12".to_owned())));
        for line in [
            "Publié le 12 Mars 2019 par Zoé",
            "par Zoé, 12 mars 2019",
            "mardi 12 mars 2019, par Zoé",
            "By Zoé on March 12, 2019",
        ] {
            assert_eq!(by(&format!("Un billet\n{line}\nDes mots.")), zoe, "{line}");
        }
        assert_eq!(by("Un billet\n2 commentaires\npar Zoé, 12 mars 2019"), None);
        assert_eq!(by("Zoé, 12 mars 2019\nPar la suite, rien."), None);
    }

    #[test]
    fn a_comment_reaches_to_the_next() {
        let text = "Billet 😀.\n\nMarie a dit :\nBof.\n\nPaul a dit :\nSi !\n\n";
        let all = comments(text);
        let words: Vec<&str> = all.iter().map(|it| &text[it.at.clone()]).collect();
        assert_eq!(words, ["Marie a dit :\nBof.", "Paul a dit :\nSi !"]);
        assert_eq!(&text[all[1].head.clone()], "Paul a dit :");
    }
}
