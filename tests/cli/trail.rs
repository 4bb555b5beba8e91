//! `sententia log`: every step, who did it, when and where.

use sententia::model::edit::Edit;
use sententia::model::history::Step;
use sententia::model::verbs::Act;
use sententia::store::Progress;
use sententia::workspace::Workspace;
use serde_json::{Value as Json, json};

use super::Desk;

/// A project in which two have worked, and one of them undone something.
fn worked() -> Desk {
    let desk = Desk::with_sample();
    let root = desk.path("sample");
    for name in ["Anna", "Ben"] {
        let (mut workspace, _) = Workspace::open(&root, name, &Progress::default()).unwrap();
        let document = workspace.project().order[0].clone();
        let key = workspace.key(&document);
        let act = Act {
            project: workspace.project(),
            key: &key,
            now: workspace.now(),
        };
        let id = workspace.new_span_id(&key);
        let step = act.mark(id, &"source".into(), 0..5).unwrap();
        workspace.run(step).unwrap();
        let edit = Edit::Name(format!("By {name}\u{1b}[31m"));
        workspace
            .run(Step::new("step-name", "", vec![edit]))
            .unwrap();
        workspace.undo().unwrap();
        if name == "Ben" {
            workspace.redo().unwrap();
        }
    }
    desk
}

fn log(desk: &Desk, args: &[&str]) -> Vec<Json> {
    let said = desk.run(&[&["log", "sample"], args].concat());
    assert_eq!(said.code, 0, "{}", said.err);
    let lines = said.out.lines();
    lines.map(|it| serde_json::from_str(it).unwrap()).collect()
}

#[test]
fn the_trail_says_who_did_what_when_and_where() {
    let desk = worked();
    let all = log(&desk, &[]);
    let column = |name: &str| -> Vec<Json> { all.iter().map(|it| it[name].clone()).collect() };
    let acts = ["do", "do", "undo", "do", "do", "undo", "redo"];
    assert_eq!(column("act"), acts.map(|it| json!(it)));
    assert_eq!(column("n"), [1, 2, 3, 1, 2, 3, 4].map(|it| json!(it)));
    assert_eq!(all[0]["who"], "anna");
    assert_eq!(all[6]["who"], "ben");
    assert_eq!(all[0]["step"], "step-mark");
    assert_eq!(all[0]["detail"], "source");
    assert_eq!(all[0]["what"], "mark source");
    let places = all[0]["where"].as_array().unwrap();
    let of_text = places.iter().find(|it| it["document"].is_string()).unwrap();
    assert!(
        of_text["records"][0].as_str().unwrap().starts_with("s-"),
        "{of_text}"
    );
    assert_eq!(
        (&all[1]["undone"], &all[4]["undone"]),
        (&json!(true), &json!(false))
    );
    assert_eq!(
        (&all[2]["of"], &all[2]["step"]),
        (&json!(2), &json!("step-name"))
    );
    let moments: Vec<&str> = all.iter().map(|it| it["when"].as_str().unwrap()).collect();
    assert!(moments.is_sorted(), "{moments:?}");
}

#[test]
fn the_trail_can_be_narrowed() {
    let desk = worked();
    assert_eq!(log(&desk, &["--annotator", "Ben"]).len(), 4);
    let all = log(&desk, &[]);
    let document = all[0]["where"].as_array().unwrap();
    let document = document
        .iter()
        .find_map(|it| it["document"].as_str())
        .unwrap();
    assert_eq!(log(&desk, &["--document", document]).len(), 2);
    assert_eq!(log(&desk, &["--since", "2020-01-01"]).len(), all.len());
    assert_eq!(log(&desk, &["--since", "2999-01-01T00:00:00Z"]).len(), 0);
    let wrong = desk.run(&["log", "sample", "--since", "yesterday"]);
    assert_eq!(wrong.code, 2);
    assert!(
        wrong.err.contains("“yesterday” is not a date"),
        "{}",
        wrong.err
    );
}
