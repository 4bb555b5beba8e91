//! The example that trains: its learning on a corpus made here, and its messages.

use std::fmt::Write as _;

use sententia::Corpus;

#[path = "../examples/baseline/mod.rs"]
mod example;

use example::{TooLittle, evaluate};

/// A corpus in which predictions speak of the future, in words that vary.
fn corpus(n_documents: usize) -> Corpus {
    let things = [
        "prices",
        "rents",
        "the bridge",
        "the council",
        "our river",
        "le maire",
    ];
    let ends = ["this year", "again", "for good", "in the north", "at last"];
    let mut source = String::from(
        "Corpus(format: 1, unit: CodePoint, schema: (id: \"s\", version: 1, title: {}, \
         labels: [(id: \"prediction\", name: {}, color: \"#000000\")]), documents: [",
    );
    for i in 0..n_documents {
        let (mut text, mut spans) = (String::new(), String::new());
        for j in 0..12 {
            let thing = things[(i * 5 + j) % things.len()];
            let end = ends[(i + j * 3) % ends.len()];
            let future = (i * 7 + j * 5) % 4 == 0;
            let verb = if future {
                "will surely change"
            } else {
                "changed"
            };
            let sentence = format!("Once more {thing} {verb} {end}.");
            if future {
                let from = text.chars().count();
                let to = from + sentence.chars().count();
                write!(
                    spans,
                    "(id: \"s-{j}\", label: \"prediction\", at: [({from}, {to})]),"
                )
                .unwrap();
            }
            text += &sentence;
            text.push(' ');
        }
        write!(
            source,
            "(id: \"{i}.txt\", text: \"{text}\", layers: [(annotator: \"a\", spans: [{spans}])]),"
        )
        .unwrap();
    }
    (source + "])").parse().unwrap()
}

#[test]
fn the_model_beats_saying_yes_to_all() {
    let it = evaluate(&corpus(10), "prediction").unwrap();
    assert_eq!((it.n_documents, it.n_sentences), (10, 120));
    assert!(
        it.model.f1() > 0.9 && it.model.f1() > it.always.f1() + 0.2,
        "{it:?}"
    );
    assert!((it.always.recall() - 1.0).abs() < f64::EPSILON);
    let share = it.n_positive as f64 / it.n_sentences as f64;
    assert!((it.always.precision() - share).abs() < 1e-9);
    assert_eq!(
        it,
        evaluate(&corpus(10), "prediction").unwrap(),
        "the same data, the same scores"
    );
}

#[test]
fn too_little_is_said_to_be_too_little() {
    assert!(matches!(
        evaluate(&corpus(1), "prediction"),
        Err(TooLittle::Documents { .. })
    ));
    let unknown = evaluate(&corpus(3), "stance").unwrap_err().to_string();
    assert_eq!(
        unknown,
        "the schema has no label “stance”; it has prediction"
    );
}
