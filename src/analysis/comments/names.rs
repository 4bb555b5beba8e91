//! What stands around a day in the lines that begin comments: names of people, and buttons, which are none.

/// No name is longer, in bytes and words.
pub(super) const LONGEST_NAME: usize = 60;
const MOST_WORDS: usize = 6;

/// Who speaks where it is also said to whom: `Marie → Paul`, or two names with a gap between.
pub(super) fn speaker(name: &str) -> &str {
    let end = ["→", "  ", "\t", "▶"]
        .iter()
        .filter_map(|it| name.find(it))
        .min();
    name.get(..end.unwrap_or(name.len()))
        .unwrap_or(name)
        .trim_end()
}

/// What can be done with a comment, as buttons say it.
const BUTTONS: &[&str] = &[
    "répondre",
    "reply",
    "permalink",
    "permalien",
    "lien",
    "link",
    "signaler",
    "alerter",
    "report",
    "modifier",
    "modifié",
    "edit",
    "edited",
    "supprimer",
    "delete",
    "citer",
    "quote",
    "partager",
    "share",
    "parent",
    "next",
    "prev",
    "root",
    "child",
    "children",
    "réponse",
    "réponses",
    "replies",
    "aime",
    "répondresupprimer",
];
/// What stands beside these, and has no weight alone.
const BESIDE: &[&str] = &[
    "à",
    "ce",
    "cette",
    "un",
    "une",
    "message",
    "commentaire",
    "permanent",
    "abus",
    "j",
    "to",
    "this",
    "comment",
    "more",
];

/// Whether nothing of weight is left of a line: signs, or buttons.
pub(super) fn is_end(rest: &str) -> bool {
    let rest = rest.to_lowercase();
    let mut words = rest
        .split(|it: char| !it.is_alphanumeric())
        .filter(|it| !it.is_empty())
        .peekable();
    let is_number = |it: &str| it.len() <= 3 && it.bytes().all(|it| it.is_ascii_digit());
    let is_light = |it: &str| BUTTONS.contains(&it) || BESIDE.contains(&it) || is_number(it);
    let mut buttons = rest.split(|it: char| !it.is_alphanumeric());
    words.peek().is_none() || words.all(is_light) && buttons.any(|it| BUTTONS.contains(&it))
}

/// Whether a line of few words ends like a name, not like a sentence.
pub(super) fn is_bare(name: &str) -> bool {
    let ends = name.ends_with(['!', '?', '…']);
    let stops = name.strip_suffix('.').is_some_and(|it| !is_initial(it));
    name.split_whitespace().count() <= 4 && !ends && !stops
}

/// Whether a dot that follows belongs to the last word, as in `Marie L.`
pub(super) fn is_initial(name: &str) -> bool {
    let last = name.rsplit(|it: char| !it.is_alphabetic()).next();
    last.is_some_and(|it| it.chars().count() == 1)
}

/// Words that no name begins or ends with where a day follows: the day of something else.
const NO_NAME: &[&str] = &[
    "le",
    "du",
    "de",
    "on",
    "at",
    "à",
    "au",
    "en",
    "depuis",
    "since",
    "publié",
    "publiée",
    "posté",
    "postée",
    "rédigé",
    "écrit",
    "mis",
    "mise",
    "modifié",
    "modifiée",
    "dernière",
    "dernier",
    "last",
    "posted",
    "published",
    "updated",
    "written",
    "enregistré",
    "inscrit",
    "joined",
    "date",
];

/// Whether words may be how somebody is called.
pub(super) fn is_name(name: &str) -> bool {
    let n = name.split_whitespace().count();
    let verbal = ["a écrit", " wrote", "http://", "https://"];
    let mut words = name.split_whitespace().map(str::to_lowercase);
    let ends = [words.next(), words.next_back()];
    (1..=MOST_WORDS).contains(&n)
        && name.len() <= LONGEST_NAME
        && name.chars().any(char::is_alphanumeric)
        && !name.contains([':', '?', '!', ';', '«', '»', '|'])
        && !verbal.iter().any(|it| name.contains(it))
        && !ends
            .iter()
            .flatten()
            .any(|it| NO_NAME.contains(&it.as_str()))
}
