//! Layouts and lines that corpora have and brat's own server does not make.

use sententia::formats::Options;

use super::super::trip::{faults, files, layer, lost, read, spans, text, write};
use super::LossKind;

/// The lines of a file, sorted.
fn sorted(text: &str) -> Vec<&str> {
    let mut lines: Vec<&str> = text.lines().collect();
    lines.sort_unstable();
    lines
}

#[test]
fn annotations_in_other_folders_find_the_only_text_of_their_name() {
    let words = "T1\tMal 0 4\tToux\n";
    let terms = "TT1\t12 | Toux ; seche | 0 4;6 11\tToux seche\nTT2\t13 ou 14 0 4\tToux\n";
    let corpus = files(&[
        ("texte/a.txt", "Toux, seche."),
        ("mots/a.ann", words),
        ("termes/a.ann", terms),
        ("texte/b.txt", "Rien."),
        ("mots/b.ann", "T1\tRien 0 4\tRien\n"),
        ("un/c.txt", "un"),
        ("deux/c.txt", "deux"),
        ("mots/c.ann", words),
    ]);
    let imported = read("brat", &corpus);
    assert_eq!(faults(&imported), [(0, "fault-no-text", "fate-skipped")]);
    let ids = imported.project.listed().map(|it| it.id.to_string());
    let mut ids: Vec<String> = ids.collect();
    ids.sort();
    let expected = [
        "deux/c.txt",
        "mots/a.txt",
        "termes/a.txt",
        "texte/b.txt",
        "un/c.txt",
    ];
    assert_eq!(ids, expected);
    let found = spans(layer(&imported.project, "termes/a.txt"));
    assert_eq!(found[0].1, "12 | Toux ; seche |");
    let (written, report) = write("brat", &imported.project, &Options::default());
    assert_eq!(lost(&report), [(LossKind::Annotators, 3)]);
    assert_eq!(text(&written, "mots/a.ann"), words);
    assert_eq!(sorted(text(&written, "termes/a.ann")), sorted(terms));
}

#[test]
fn line_ends_that_count_as_one_are_seen_from_the_words() {
    let corpus = files(&[
        ("a.txt", "Un 🙂.\r\nLe gel\r\nvient.\r\n"),
        (
            "a.ann",
            "T1\tA 0 2\tUn\nT2\tA 9 12\tgel\nT3\tA 13 18\tvient\n",
        ),
        ("b.txt", "Un.\r\nDeux."),
        ("b.ann", "T1\tA 5 9\tDeux\n"),
    ]);
    let imported = read("brat", &corpus);
    let told = [(0, "fault-counts-line-ends", "fate-kept")];
    assert_eq!(faults(&imported), told);
    let (written, _) = write("brat", &imported.project, &Options::default());
    assert!(text(&written, "a.ann").contains("T3\tA 15 20\tvient\n"));
    assert_eq!(text(&written, "b.ann"), "T1\tA 5 9\tDeux\n");
}

#[test]
fn what_speaks_of_an_event_that_is_not_taken_stays_with_it() {
    let ann = "T1\tPluie 0 5\tPluie\nT2\tLieu 7 11\tLyon\n\
        E1\tOrage:T1 Ou:T2\nE2\tPluie:T1 Avec:E1\nA1\tNie E1\nR1\tsuit Arg1:E2 Arg2:T2\n";
    let corpus = files(&[("a.txt", "Pluie, Lyon."), ("a.ann", ann)]);
    let imported = read("brat", &corpus);
    assert_eq!(
        faults(&imported),
        [
            (3, "fault-malformed", "fate-beside"),
            (4, "fault-dangling", "fate-beside"),
            (6, "fault-dangling", "fate-beside"),
            (5, "fault-dangling", "fate-beside"),
        ]
    );
    let all = layer(&imported.project, "a.txt");
    assert_eq!(all.n_links(), 0);
    assert!(all.spans().all(|it| it.attributes.is_empty()));
    let (written, _) = write("brat", &imported.project, &Options::default());
    assert_eq!(text(&written, "a.ann"), ann);
}

#[test]
fn blanks_at_the_ends_of_notes_stay() {
    let ann = "T1\tA 0 2\tUn\n#1\tAnnotatorNotes T1\t sûr ? \n";
    let corpus = files(&[("a.txt", "Un."), ("a.ann", ann)]);
    let imported = read("brat", &corpus);
    let (written, report) = write("brat", &imported.project, &Options::default());
    assert_eq!(text(&written, "a.ann"), ann);
    assert_eq!(lost(&report), [(LossKind::Annotators, 1)]);
}

#[test]
fn what_a_configuration_names_in_vain_is_told_with_its_line() {
    let conf = "\n[entities]\n!Groupe\nMal\n[relations]\n[events]\n[attributes]\nForce\tArg:Vent\n";
    let corpus = files(&[
        ("annotation.conf", conf),
        ("a.txt", "Toux"),
        ("a.ann", "T1\tMal 0 4\tToux\n"),
    ]);
    let told = [
        (3, "left-group", "fate-skipped"),
        (8, "left-end", "fate-skipped"),
        (8, "left-unasked", "fate-skipped"),
    ];
    assert_eq!(faults(&read("brat", &corpus)), told);
}
