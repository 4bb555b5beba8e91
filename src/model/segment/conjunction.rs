//! Conjunctions that open a clause, in French and English. Words that are also something else
//! (`car` the bus, `but` the goal, `or` the metal) count only where their neighbours allow it.

/// A word of a sentence as the rules see it.
pub(super) struct Word {
    /// As [`fold`](super::chars::fold) gives it.
    pub(super) folded: String,
    /// Whether more than white space stands between the word before and this one.
    pub(super) paused: bool,
}

/// Open a clause wherever they stand.
const ANYWHERE: &[&[&str]] = &[
    &["parce", "que"],
    &["puisque"],
    &["alors", "que"],
    &["alors", "même", "que"],
    &["tandis", "que"],
    &["si", "bien", "que"],
    &["de", "sorte", "que"],
    &["même", "si"],
    &["lorsque"],
    &["quoique"],
    &["sauf", "que"],
    &["afin", "que"],
    &["pendant", "que"],
    &["à", "moins", "que"],
    &["although"],
    &["whereas"],
    &["so", "that"],
    &["even", "though"],
    &["even", "if"],
];

/// Open a clause only after a comma or at its start.
const AFTER_PAUSE: &[&str] = &["donc", "or", "though"];

/// Join clauses only before a subject.
const COORDINATORS: &[&str] = &["et", "ou", "and", "or"];

/// Subjects: with any of these after it, `et` starts a clause.
const SUBJECTS: &[&str] = &[
    "c’", "ça", "elle", "elles", "he", "i", "il", "ils", "it", "j’", "je", "nous", "on", "she",
    "they", "tu", "vous", "we", "you",
];

/// Before these a noun is meant.
const DETERMINERS: &[&str] = &[
    "a", "au", "aucun", "ce", "d’", "de", "des", "du", "her", "his", "l’", "la", "le", "les",
    "leur", "mon", "my", "notre", "our", "premier", "second", "seul", "son", "the", "their",
    "this", "ton", "un", "votre", "your",
];

/// How many words from `at` on are a conjunction, `opening` telling whether a clause starts there anyway.
/// At least one word is left to follow.
pub(super) fn length(words: &[Word], at: usize, opening: bool) -> Option<usize> {
    let before = at.checked_sub(1).and_then(|it| words.get(it));
    let before = before.map_or("", |it| it.folded.as_str());
    let words = words.get(at..)?;
    let [first, second, ..] = words else {
        return None;
    };
    let open = opening || first.paused;
    let next = if second.paused {
        ""
    } else {
        second.folded.as_str()
    };
    let fits = match standard(&first.folded) {
        "mais" => {
            open || !matches!(
                next,
                "aussi" | "bien" | "également" | "encore" | "non" | "pas" | "plutôt" | "surtout"
            )
        }
        "car" => open || !is_determiner(before) && is_subject_like(next),
        "quand" => {
            next != "même" && !matches!(before, "depuis" | "jusqu’" | "à" | "de" | "pour" | "dès")
        }
        "but" => {
            open || !is_determiner(before)
                && !matches!(before, "nothing" | "all" | "anything" | "none" | "sans")
        }
        "because" => next != "of",
        "while" => open || !matches!(before, "a" | "the" | "worth" | "little" | "long"),
        word if AFTER_PAUSE.contains(&word) && open => true,
        word if COORDINATORS.contains(&word) => return coordinated(words),
        _ => return ANYWHERE.iter().find_map(|it| phrase(words, it)),
    };
    fits.then_some(1)
}

/// `et que …` is two words long; `et il …` is one, the subject belonging to the clause.
fn coordinated(words: &[Word]) -> Option<usize> {
    let [_, second, third, ..] = words else {
        return None;
    };
    if second.paused || third.paused {
        return None;
    }
    match standard(&second.folded) {
        "que" => Some(2),
        "l’" if third.folded == "on" => Some(1),
        word => SUBJECTS.contains(&word).then_some(1),
    }
}

fn phrase(words: &[Word], phrase: &[&str]) -> Option<usize> {
    let matches = |(at, expected): (usize, &&str)| {
        words
            .get(at)
            .is_some_and(|it| standard(&it.folded) == *expected && (at == 0 || !it.paused))
    };
    let whole = words.len() > phrase.len() && phrase.iter().enumerate().all(matches);
    whole.then_some(phrase.len())
}

fn is_determiner(word: &str) -> bool {
    DETERMINERS.contains(&word)
}

fn is_subject_like(word: &str) -> bool {
    SUBJECTS.contains(&word)
        || is_determiner(word)
        || matches!(
            word,
            "cela"
                | "ces"
                | "cet"
                | "cette"
                | "ma"
                | "mes"
                | "nos"
                | "sa"
                | "ses"
                | "une"
                | "leurs"
                | "n’"
                | "s’"
                | "si"
                | "d’"
                | "plus"
                | "tout"
                | "tous"
        )
}

/// The full form of an elided conjunction.
fn standard(word: &str) -> &str {
    match word {
        "qu’" => "que",
        "lorsqu’" => "lorsque",
        "puisqu’" => "puisque",
        "quoiqu’" => "quoique",
        _ => word,
    }
}
