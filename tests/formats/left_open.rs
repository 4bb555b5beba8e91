//! What formats leave open: who chooses gets something else, and where nothing is open there is nothing to choose.

use sententia::formats::{
    FORMATS, Fragments, Hold, LeftOpen, LossKind, Options, Overlaps, Reading, Tags, Words,
};
use sententia::model::project::Project;
use sententia::model::text::Count;

use super::trip::{Files, files, lost, read_as, write};

/// Two spans of which the one begins first and the other is longer, one of two fragments, one inside a word.
fn project() -> Project {
    let row = r#"{"id":"x.txt","text":"😊 one two three four five six unbelievable end","annotator":"anna","spans":[{"id":"s-1","label":"A","start":2,"end":9,"text":"one two"},{"id":"s-2","label":"B","start":6,"end":20,"text":"two three four"},{"id":"s-3","label":"A","start":21,"end":29,"text":"","fragments":[[21,25],[26,29]]},{"id":"s-4","label":"B","start":32,"end":39,"text":"believa"}]}"#;
    read_as("jsonl", &files(&[("x.jsonl", row)]), &Reading::default()).project
}

fn only(files: &Files) -> &str {
    std::str::from_utf8(files.values().next().unwrap()).unwrap()
}

fn other(open: LeftOpen) -> Vec<Options> {
    let usual = Options::default;
    match open {
        LeftOpen::Overlaps => {
            let ways = [Overlaps::Outermost, Overlaps::Priority(vec!["A".into()])];
            ways.map(|overlaps| Options {
                overlaps,
                ..usual()
            })
            .into()
        }
        LeftOpen::Fragments => {
            let ways = [Fragments::Apart, Fragments::LeaveOut];
            ways.map(|fragments| Options {
                fragments,
                ..usual()
            })
            .into()
        }
        LeftOpen::Words => vec![Options {
            words: Words::Widen,
            ..usual()
        }],
        LeftOpen::Tags => vec![Options {
            tags: Tags::Bilou,
            ..usual()
        }],
        LeftOpen::Unit => {
            let ways = [Count::Utf16, Count::Byte];
            ways.map(|it| Options {
                unit: Some(it),
                ..usual()
            })
            .into()
        }
    }
}

#[test]
fn a_choice_is_there_where_it_changes_what_is_written() {
    let project = project();
    for format in FORMATS.iter().filter(|it| it.writer.is_some()) {
        let usual = write(format.id, &project, &Options::default()).0;
        for open in LeftOpen::ALL {
            assert_eq!(open.chosen(&Options::default()), open.ways()[0]);
            for options in other(open) {
                let changed = write(format.id, &project, &options).0 != usual;
                let told = format.leaves_open.contains(&open);
                assert_eq!(changed, told, "{} {}", format.id, open.chosen(&options));
            }
        }
    }
}

#[test]
fn spans_are_widened_to_words_that_come_from_the_text_alone() {
    let project = project();
    let (cut, _) = write("conll", &project, &Options::default());
    let cut = only(&cut);
    assert!(cut.contains("un\tO\nbelieva\tB-B\nble\tO\n"), "{cut}");
    let (wide, report) = write("conll", &project, &other(LeftOpen::Words)[0]);
    let wide = only(&wide);
    assert!(wide.contains("unbelievable\tB-B\n"), "{wide}");
    assert!(lost(&report).contains(&(LossKind::Widened, 1)));
}

#[test]
fn the_longest_has_most_characters_whatever_its_script() {
    let row = r#"{"id":"x.txt","text":"نعم نعم yes indeed","annotator":"anna","spans":[{"id":"s-1","label":"A","start":0,"end":7,"text":""},{"id":"s-2","label":"B","start":4,"end":12,"text":""}]}"#;
    let files = files(&[("x.jsonl", row)]);
    let project = read_as("jsonl", &files, &Reading::default()).project;
    let (words, _) = write("conll", &project, &Options::default());
    let words = only(&words);
    assert!(
        words.contains("\tB-B\n") && !words.contains("\tB-A\n"),
        "{words}"
    );
}

#[test]
fn what_each_of_two_has_marked_in_one_text_is_written() {
    let row = |by: &str, label: &str| {
        format!(
            r#"{{"id":"x.txt","text":"one two","annotator":"{by}","spans":[{{"id":"s-1","label":"{label}","start":0,"end":3,"text":"one"}}]}}"#
        )
    };
    let rows = [row("anna", "FIRST"), row("ben", "SECOND")].join("\n");
    let files = files(&[("x.jsonl", &rows)]);
    let project = read_as("jsonl", &files, &Reading::default()).project;
    let all = FORMATS.iter().filter(|it| it.writer.is_some());
    for format in all.filter(|it| it.holds.spans == Hold::Yes) {
        let (written, report) = write(format.id, &project, &Options::default());
        let has = |word: &str| {
            let word = word.as_bytes();
            written
                .values()
                .any(|it| it.windows(word.len()).any(|it| it == word))
        };
        let packed = written
            .values()
            .any(|it| it.starts_with(b"PK") || it.starts_with(b"PAR1"));
        let apart = written.keys().any(|it| it.starts_with("ben/"));
        let none = report.written.spans == 0;
        assert!(packed || apart || none || has("SECOND"), "{}", format.id);
        assert_eq!(format.holds.each_apart(), apart, "{}", format.id);
    }
}
