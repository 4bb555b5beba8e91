//! `sententia backup` and `sententia lock`, and commands that meet a window that is open.

use sententia::store::Progress;
use sententia::workspace::Workspace;
use serde_json::Value as Json;

use super::Desk;

fn json(desk: &Desk, args: &[&str]) -> Json {
    let said = desk.run(&[args, &["--json"]].concat());
    assert_eq!(said.code, 0, "{}", said.err);
    serde_json::from_str(&said.out).unwrap()
}

#[test]
fn backups_are_made_listed_and_restored() {
    let desk = Desk::with_sample();
    assert!(
        desk.run(&["backup", "list", "sample"])
            .out
            .contains("no backup")
    );
    let made = json(&desk, &["backup", "make", "sample"]);
    assert_eq!(made["reason"], "asked");
    let name = made["name"].as_str().unwrap();
    let before = desk.read("sample/project.ron");
    desk.write(
        "sample/project.ron",
        before.replacen("name: \"", "name: \"Not ", 1),
    );
    let list = json(&desk, &["backup", "list", "sample"]);
    assert_eq!(list[0]["name"], name);
    assert!(list[0]["records"].as_u64().unwrap() > 0);
    let restored = json(&desk, &["backup", "restore", "sample", name]);
    assert_eq!(
        (&restored["written"], &restored["removed"]),
        (&1.into(), &0.into())
    );
    assert_eq!(desk.read("sample/project.ron"), before);
    assert_eq!(
        json(&desk, &["backup", "list", "sample"])
            .as_array()
            .unwrap()
            .len(),
        2
    );
    for args in [
        &["backup", "restore", "sample"][..],
        &["backup", "restore", "sample", "../x"],
    ] {
        let said = desk.run(args);
        assert_eq!(said.code, 2, "{}", said.out);
        assert!(said.err.contains("backup"), "{}", said.err);
    }
    let said = desk.run(&["backup", "list", "sample", "--language", "fr"]);
    assert!(said.out.contains("à la demande"), "{}", said.out);
}

#[test]
fn commands_that_write_give_way_to_an_open_window() {
    let desk = Desk::with_sample();
    let root = desk.path("sample");
    assert!(desk.run(&["lock", "sample"]).out.contains("Nobody"));
    let (workspace, _) = Workspace::open(&root, "anna", &Progress::default()).unwrap();
    let held = json(&desk, &["lock", "sample"]);
    assert_eq!(
        (&held[0]["annotator"], &held[0]["state"]),
        (&"anna".into(), &"held".into())
    );
    let document = workspace.project().order[0].to_string();
    let text = format!("sample/texts/{document}");
    desk.write("new.txt", format!("{}\nAnd more.", desk.read(&text)));
    let args = [
        "revise",
        "sample",
        &document,
        "new.txt",
        "--annotator",
        "anna",
    ];
    let said = desk.run(&args);
    assert_eq!(said.code, 2, "{}", said.out);
    assert!(said.err.contains("since"), "{}", said.err);
    let said = desk.run(&[&args[..], &["--dry-run"]].concat());
    assert_ne!(said.code, 2, "looking is allowed: {}", said.err);
    let ours = format!("sample/annotations/anna/{document}.ron");
    desk.write("base.ron", "");
    if desk.path(&ours).exists() {
        let said = desk.run(&["merge", "base.ron", &ours, &ours]);
        assert_eq!(said.code, 2, "{}", said.out);
    }
    let said = desk.run(&[
        "backup",
        "restore",
        "sample",
        "20261129T031500Z-daily-1d-1r.zip",
    ]);
    assert_eq!(said.code, 2);
    let said = desk.run(&["lock", "sample", "--take-over", "anna"]);
    assert_eq!(said.code, 2, "its holder is there");
    let taken = json(&desk, &["lock", "sample", "--take-over", "anna", "--force"]);
    assert_eq!(taken["state"], "taken-over");
    assert!(desk.run(&["lock", "sample"]).out.contains("Nobody"));
    drop(workspace);
    let said = desk.run(&["lock", "sample", "--take-over", "anna"]);
    assert_eq!(said.code, 2, "nobody has it");
}
