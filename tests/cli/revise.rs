//! `sententia revise`: what becomes of the records, without and with doing it.

use super::{Desk, open};

/// A project with one text and three records.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("a.txt", TEXT);
    let said = desk.run(&["new", "p", "a.txt", "--annotator", "anna"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let (mut workspace, _) = sententia::workspace::Workspace::open(
        &desk.path("p"),
        "anna",
        &sententia::store::Progress::default(),
    )
    .unwrap();
    for words in ["Prices will fall", "probably close", "Nobody expects it"] {
        let key = workspace.key(&"a.txt".into());
        let start = TEXT.find(words).unwrap();
        let id = workspace.new_span_id(&key);
        let act = sententia::model::verbs::Act {
            project: workspace.project(),
            key: &key,
            now: workspace.now(),
        };
        let step = act.mark(id, &"prediction".into(), start..start + words.len());
        workspace.run(step.unwrap()).unwrap();
    }
    workspace.flush().unwrap();
    desk
}

const TEXT: &str = "Prices will fall next year.\nThe bridge will probably close.\nNobody expects it to open again.\n";
const CORRECTED: &str = "A title\nPrices may fall next year.\nThe bridge will probably close.\n";

#[test]
fn it_says_what_would_become_of_the_records_and_does_it() {
    let desk = desk();
    desk.write("new.txt", CORRECTED);
    let dry = desk.json(&["revise", "p", "a.txt", "new.txt", "--dry-run", "--json"]);
    assert_eq!(dry["applied"], false);
    let counts = &dry["counts"];
    assert_eq!(
        (&counts["moved"], &counts["changed"], &counts["lost"]),
        (&1.into(), &1.into(), &1.into())
    );
    let changed = dry["records"].as_array().unwrap();
    let changed = changed.iter().find(|it| it["fate"] == "changed").unwrap();
    assert_eq!(changed["was"], "Prices will fall");
    assert_eq!(changed["places"][0]["quote"], "Prices may fall");
    assert_eq!(changed["places"][0]["at"][0][0], 8);
    assert_eq!(desk.read("p/texts/a.txt"), TEXT);

    let said = desk.run(&["revise", "p", "a.txt", "new.txt"]);
    assert_eq!(said.code, 1, "something is left to settle: {}", said.err);
    assert!(
        said.out.contains("“Prices will fall” → “Prices may fall”"),
        "{}",
        said.out
    );
    assert!(
        said.out.contains("Without a place: “Nobody expects it”"),
        "{}",
        said.out
    );
    assert_eq!(desk.read("p/texts/a.txt"), CORRECTED);
    let opened = open(&desk.path("p"));
    let layer = opened.project.layers[&"anna".into()]
        .values()
        .next()
        .unwrap();
    assert_eq!((layer.n_spans(), layer.n_orphans()), (2, 1));

    let exported = desk.json(&["export", "p", "corpus.ron", "--json"]);
    assert_eq!(exported["losses"][0]["count"], 1, "{exported}");
    let checked = desk.json(&["check", "p", "--json"]);
    assert_eq!(checked["errors"], 2, "both wait for a person: {checked}");
}

#[test]
fn without_a_file_it_takes_the_one_that_was_changed() {
    let desk = desk();
    let said = desk.run(&["revise", "p", "a.txt"]);
    assert_eq!(said.code, 2);
    assert!(
        said.err.contains("holds the text that was annotated"),
        "{}",
        said.err
    );
    desk.write("p/texts/a.txt", TEXT.replace('\n', "\r\n"));
    let said = desk.run(&["revise", "p", "a.txt"]);
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    assert!(said.out.contains("1 unmoved, 2 moved"), "{}", said.out);
    assert!(open(&desk.path("p")).report.is_empty());
}
