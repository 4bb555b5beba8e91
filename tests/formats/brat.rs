//! brat: every line is taken, kept or told.

mod found;

use sententia::formats::{LossKind, Options};
use sententia::model::check::problems;
use sententia::model::value::Value;

use super::trip::{self, faults, files, layer, lost, read, spans, text, write};

const TEXT: &str = "L’e\u{301}te\u{301} 🙂 fut beau.\r\nIl plut\u{2028}hier\u{A0}: tant pis.\n";

/// A line of every kind, and some that are wrong. Positions are code points.
fn corpus() -> trip::Files {
    let ann = "T1\tSaison 2 7\te\u{301}te\u{301}\n\
        T2\tIcone 8 9\t🙂\n\
        T3\tPluie 24 27;32 36\tIl  hier\n\
        T4\tSaison 0 5\tautre chose\n\
        T5\tAvis 10 13\tfut\n\
        T6\tAvis 3 3\t\n\
        T7\tAvis 90 99\tx\n\
        E1\tAvis:T5 Objet:T1 Objet2:T2\n\
        E2\tAvis:T5 Objet:E1\n\
        R1\tsuit Arg1:T1 Arg2:T2\n\
        R2\tcause Source:T1 But:E1\n\
        R3\tsuit Arg1:T1 Arg2:T4\n\
        *\tEquiv T1 T2\n\
        A1\tNie E1\n\
        A2\tForce T1 tres fort\n\
        A3\tVu R1\n\
        N1\tReference T1 wiki:12\tEte\n\
        #1\tAnnotatorNotes T2\tun rond jaune\n\
        T2\tIcone 0 1\tL\n\
        sans tabulation\n";
    files(&[
        ("a/b.txt", TEXT),
        ("a/b.ann", ann),
        ("seul.ann", ""),
        ("nu.txt", "Rien."),
    ])
}

#[test]
fn every_line_is_taken_kept_or_told() {
    let imported = read("brat", &corpus());
    let project = &imported.project;
    let all = layer(project, "a/b.txt");
    let labels: Vec<_> = spans(all)
        .iter()
        .map(|it| (it.0.clone(), it.1.clone()))
        .collect();
    let expected = [("T1", "Saison"), ("T2", "Icone"), ("T5", "Avis")];
    assert_eq!(
        labels,
        expected.map(|it| (it.0.to_owned(), it.1.to_owned()))
    );
    let links: Vec<String> = all
        .links()
        .map(|it| format!("{} {} {} {}", it.id, it.from, it.kind, it.to))
        .collect();
    assert_eq!(
        links,
        [
            "E1.1 T5 Objet T1",
            "E1.2 T5 Objet T2",
            "E2.1 T5 Objet T5",
            "EQ1.1 T1 Equiv T2",
            "R1 T1 suit T2",
            "R2 T1 cause T5"
        ]
    );
    let span = |id: &str| all.span(&id.into()).unwrap();
    assert_eq!(
        span("T5").attributes.get(&"Nie".into()),
        Some(&Value::Flag(true))
    );
    assert_eq!(
        span("T1").attributes.get(&"Force".into()),
        Some(&Value::Choice("tres fort".into()))
    );
    assert_eq!(span("T2").note, "un rond jaune");
    let equiv = project
        .schema
        .links
        .iter()
        .find(|it| it.id.as_str() == "Equiv")
        .unwrap();
    assert!(equiv.symmetric);
    let mut told = faults(&imported);
    told.sort_unstable();
    assert_eq!(
        told,
        [
            (0, "fault-no-text", "fate-skipped"),
            (3, "fault-quote-differs", "fate-beside"),
            (4, "fault-quote-differs", "fate-beside"),
            (6, "fault-no-width", "fate-beside"),
            (7, "fault-outside-text", "fate-beside"),
            (12, "fault-dangling", "fate-beside"),
            (16, "fault-no-place", "fate-beside"),
            (17, "fault-no-place", "fate-beside"),
            (19, "fault-twice", "fate-beside"),
            (20, "fault-malformed", "fate-beside"),
        ]
    );
}

#[test]
fn what_came_from_brat_goes_back_as_it_was() {
    let corpus = corpus();
    let imported = read("brat", &corpus);
    let (written, report) = write("brat", &imported.project, &Options::default());
    assert_eq!(lost(&report), [(LossKind::Annotators, 1)]);
    let sorted = |it: &trip::Files| {
        // The numbers of attributes mean nothing.
        let unnumbered = |it: &str| {
            it.trim_start_matches(['A', '1', '2', '3', '4', '5'])
                .to_owned()
        };
        let plain = |it: &str| {
            if it.starts_with('A') {
                unnumbered(it)
            } else {
                it.to_owned()
            }
        };
        let lines = text(it, "a/b.ann").lines().map(plain);
        let mut lines: Vec<String> = lines.collect();
        lines.sort();
        lines
    };
    assert_eq!(sorted(&written), sorted(&corpus));
    let place = |it: &trip::Files, line| text(it, "a/b.ann").lines().nth(line).unwrap().to_owned();
    assert_eq!(
        place(&written, 19),
        "sans tabulation",
        "a bad line keeps its place"
    );
    assert_eq!(text(&written, "a/b.txt"), TEXT);
    assert!(
        !written.contains_key("nu.ann"),
        "what had no annotations has none"
    );
    let conf = text(&written, "annotation.conf");
    assert!(conf.contains("[events]\nAvis\tObjet*:"), "{conf}");
    assert!(conf.contains("suit\tArg1:Saison, Arg2:Icone\n"), "{conf}");
    assert!(
        conf.contains("Equiv\tArg1:Saison, Arg2:Icone, <REL-TYPE>:symmetric\n"),
        "{conf}"
    );
}

#[test]
fn the_configuration_declares_names_as_the_lines_have_them() {
    let row = r#"{"id":"x.txt","text":"un deux","spans":[{"id":"a","label":"mot clé: x","start":0,"end":2},{"id":"b","label":"word form","start":3,"end":7}],"relations":[{"id":"l","type":"links:next","head":"b","tail":"b"}]}"#;
    let imported = read("jsonl", &files(&[("x.jsonl", row)]));
    let (written, _) = write("brat", &imported.project, &Options::default());
    assert!(text(&written, "x.ann").contains("links_next Arg1:T2 Arg2:T2\n"));
    let conf = text(&written, "annotation.conf");
    assert!(conf.starts_with("[entities]\nword_form\n\n"), "{conf}");
    assert!(
        conf.contains("links_next\tArg1:word_form, Arg2:word_form\n"),
        "{conf}"
    );
    assert!(text(&written, "visual.conf").contains("word_form | word form\n"));
}

#[test]
fn a_span_over_line_ends_is_cut_and_comes_back_whole() {
    let row = r#"{"id":"x.txt","text":"un\r\ndeux\u2028trois","annotator":"anna","status":"done","labels":{"ton":"vif"},"meta":{"title":"X"},"spans":[{"id":"s-1","label":"à part","start":0,"end":14,"text":"","note":"a\nb"}],"relations":[]}"#;
    let imported = read("jsonl", &files(&[("x.jsonl", row)]));
    let (written, report) = write("brat", &imported.project, &Options::default());
    assert_eq!(
        text(&written, "x.ann"),
        "T1\tà_part 0 2;4 8;9 14\tun deux trois\n#1\tAnnotatorNotes T1\ta b\n"
    );
    let told = lost(&report);
    for kind in [
        LossKind::LineEnds,
        LossKind::Names,
        LossKind::Notes,
        LossKind::Metadata,
        LossKind::DocumentLabels,
        LossKind::Status,
    ] {
        assert!(told.contains(&(kind, 1)), "{kind:?} in {told:?}");
    }
    let back = read("brat", &written).project;
    assert_eq!(spans(layer(&back, "x.txt"))[0].2, [0..16]);
    let before = layer(&imported.project, "x.txt");
    assert_eq!(layer(&back, "x.txt").labels, before.labels);
    assert_eq!(layer(&back, "x.txt").status, before.status);
    assert_eq!(back.document(&"x.txt".into()).unwrap().meta.title, "X");
}

#[test]
fn entities_and_events_in_two_files_are_one() {
    let corpus = files(&[
        ("a.txt", "Le gel arrive."),
        ("a.a1", "T1\tChose 3 6\tgel\n"),
        (
            "a.a2",
            "T2\tVenue 7 13\tarrive\nE1\tVenue:T2 Quoi:T1\nM1\tDoute E1\n",
        ),
    ]);
    let imported = read("brat", &corpus);
    assert_eq!(faults(&imported), []);
    let (written, _) = write("brat", &imported.project, &Options::default());
    assert_eq!(
        text(&written, "a.ann"),
        "T1\tChose 3 6\tgel\nT2\tVenue 7 13\tarrive\nE1\tVenue:T2 Quoi:T1\nA1\tDoute E1\n"
    );
}

#[test]
fn a_configuration_is_declared() {
    let corpus = files(&[
        (
            "annotation.conf",
            "[entities]\nChose\nVide\n[relations]\n[events]\n[attributes]\nForce\tArg:Chose, Value:peu|fort\n",
        ),
        (
            "visual.conf",
            "[labels]\nChose | Une chose | C\n[drawing]\nChose\tbgColor:#102030\n",
        ),
        ("a.txt", "gel"),
        ("a.ann", "T1\tChose 0 3\tgel\nA1\tForce T1 fort\n"),
    ]);
    let schema = read("brat", &corpus).project.schema;
    let chose = schema.label(&"Chose".into()).unwrap();
    assert_eq!(chose.name.get("en"), "Une chose");
    assert_eq!(chose.color, sententia::model::schema::Rgb(16, 32, 48));
    assert_eq!(chose.attributes[0].kind.choices().len(), 2);
    assert!(schema.label(&"Vide".into()).is_some());
}

#[test]
fn real_brat_comes_back() {
    trip::real_files("brat", "brat");
}

/// The rules allow a single theme, and an event has three.
#[test]
fn rules_are_as_wide_as_what_was_made_under_them() {
    let one = "[entities]\nP\n[events]\nBind\tTheme:P\n[relations]\n[attributes]\n";
    let event = "T1\tP 0 1\ta\nT2\tP 2 3\tb\nT3\tP 4 5\tc\nT4\tBind 6 7\td\n\
                 E1\tBind:T4 Theme:T1 Theme2:T2 Theme3:T3\n";
    let given = [
        ("a/annotation.conf", one),
        ("a/x.txt", "a b c d"),
        ("a/x.ann", event),
    ];
    let imported = read("brat", &files(&given));
    assert_eq!(layer(&imported.project, "a/x.txt").n_links(), 3);
    let keys = imported.project.all_layers().map(|it| it.0);
    let found: Vec<_> = keys
        .flat_map(|it| problems(&imported.project, &it))
        .collect();
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn positions_that_count_utf_16_are_seen_from_the_words() {
    let corpus = files(&[
        ("a.txt", "a 🙂 pont, au pont."),
        (
            "a.ann",
            "T1\tX 5 9\tpont\nT2\tX 11 13;14 18\tau pont\nT3\tX 0 1\ta\n",
        ),
    ]);
    let imported = read("brat", &corpus);
    assert_eq!(faults(&imported), [(0, "fault-counts-utf-16", "fate-kept")]);
    let found = spans(layer(&imported.project, "a.txt"));
    let found: Vec<_> = found.into_iter().map(|it| it.2).collect();
    assert_eq!(found, [vec![0..1], vec![7..11], vec![13..15, 16..20]]);
    let (written, _) = write("brat", &imported.project, &Options::default());
    assert!(text(&written, "a.ann").contains("T1\tX 4 8\tpont"));
}

/// The configuration says what may be, the files what is.
#[test]
fn answers_that_do_not_fit_the_configuration_are_taken_all_the_same() {
    let conf = "[entities]\nMal\nOrgane\n[relations]\n[events]\n[attributes]\n\
        Sorte\tArg:Mal\nNie\tArg:Mal, Value:oui\nSuite\tArg:Mal, Value:mieux|pire\n";
    let ann = "T1\tMal 0 4\tToux\nT2\tMal 6 12\tfièvre\nT3\tOrgane 14 18\tnuit\n\
        A1\tSorte T1 aigue\nA2\tSorte T2\nA3\tNie T1\nA4\tNie T2 oui\n\
        A5\tSuite T1 pire\nA6\tSuite T1 stable\nA7\tNie T3 un peu\n";
    let corpus = files(&[
        ("annotation.conf", conf),
        ("a.txt", "Toux, fièvre, nuit."),
        ("a.ann", ann),
    ]);
    let imported = read("brat", &corpus);
    assert_eq!(faults(&imported), []);
    let found: Vec<_> = imported
        .project
        .all_layers()
        .flat_map(|it| problems(&imported.project, &it.0))
        .collect();
    assert!(found.is_empty(), "{found:?}");
    let (written, _) = write("brat", &imported.project, &Options::default());
    let answers = |it: &str| {
        let lines = it.lines().filter(|it| it.starts_with('A'));
        let mut said: Vec<String> = lines.map(|it| it[3..].to_owned()).collect();
        said.sort();
        said
    };
    assert_eq!(answers(text(&written, "a.ann")), answers(ann));
}
