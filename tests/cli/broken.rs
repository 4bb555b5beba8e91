//! Projects and corpora that are damaged: each gives a clear message with file, line and hint, and
//! nothing on disk is changed by looking.

use super::Desk;

/// Changes a file of the sample, checks the project, and gives what was said.
fn check(file: &str, change: impl Fn(&str) -> String) -> (Desk, super::Said) {
    let desk = Desk::with_sample();
    let before = desk.read(file);
    let changed = change(&before);
    assert_ne!(before, changed, "the change must change something");
    desk.write(file, &changed);
    let said = desk.run(&["check", "sample"]);
    assert_eq!(desk.read(file), changed, "looking changes nothing");
    (desk, said)
}

#[test]
fn a_wrong_quote_is_an_error_with_its_line() {
    let file = "sample/annotations/anna/04-breve.txt.ron";
    let line = 1 + Desk::with_sample()
        .read(file)
        .lines()
        .position(|it| it.contains("quote: "))
        .unwrap();
    let (desk, said) = check(file, |it| it.replacen("quote: \"", "quote: \"x", 1));
    assert_eq!(said.code, 1, "{}{}", said.out, said.err);
    assert!(
        said.out.contains(&format!("{file}:{line}: error:")),
        "{}",
        said.out
    );
    let stats = desk.run(&["stats", "sample"]);
    assert_eq!(stats.code, 0, "the rest opens: {}", stats.err);
    assert!(
        stats.err.contains("sententia check sample"),
        "{}",
        stats.err
    );
}

#[test]
fn a_text_that_changed_is_an_error() {
    let (_, said) = check("sample/texts/04-breve.txt", |it| {
        it.replace("novembre", "décembre")
    });
    assert_eq!(said.code, 1, "{}{}", said.out, said.err);
    assert!(said.out.contains("04-breve.txt"), "{}", said.out);
}

#[test]
fn a_broken_rule_is_an_error() {
    let (_, said) = check("sample/annotations/anna/04-breve.txt.ron", |it| {
        it.replacen("label: \"source\"", "label: \"sorcerer\"", 1)
    });
    assert_eq!(said.code, 1, "{}{}", said.out, said.err);
    assert!(said.out.contains("“sorcerer”"), "{}", said.out);
}

#[test]
fn a_project_file_that_cannot_be_read_stops_everything() {
    let cases: [(&str, fn(&str) -> String); 3] = [
        ("cut off", |it| it[..it.len() / 2].to_owned()),
        ("newer", |it| it.replacen("format: 1", "format: 99", 1)),
        ("misspelt", |it| it.replacen("schema:", "shcema:", 1)),
    ];
    for (what, change) in cases {
        let (_, said) = check("sample/project.ron", change);
        assert_eq!(said.code, 2, "{what}: {}{}", said.out, said.err);
        let (message, hint) = said.err.split_once('\n').unwrap();
        assert!(message.contains("project.ron:"), "{what}: {message}");
        assert!(!hint.trim().is_empty(), "{what} without a hint");
    }
}

#[test]
fn a_damaged_corpus_is_told_with_its_line() {
    let desk = Desk::with_sample();
    let corpus = desk.read("sample/corpus.ron");
    desk.write("a.ron", corpus.replacen("quote: \"", "quote: \"x", 1));
    let said = desk.run(&["check", "a.ron"]);
    assert_eq!(said.code, 1, "{}{}", said.out, said.err);
    assert!(
        said.out
            .lines()
            .any(|it| it.starts_with("a.ron:") && it.contains("error")),
        "{}",
        said.out
    );
    desk.write("b.ron", corpus.replacen("format: 1", "format: 9", 1));
    assert_eq!(desk.run(&["check", "b.ron"]).code, 2);
    desk.write("c.ron", &corpus[..corpus.len() / 2]);
    assert_eq!(desk.run(&["check", "c.ron"]).code, 2);
    desk.write("d.ron", b"\xff\xfe");
    assert_eq!(desk.run(&["check", "d.ron"]).code, 2);
    assert_eq!(
        desk.run(&["new", "p", "a.ron"]).code,
        2,
        "what is damaged is not taken over"
    );
}
