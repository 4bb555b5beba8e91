//! Going several steps at once: there and back, across documents and restarts, with the list of steps to read.

use sententia::model::annotation::Status;
use sententia::model::project::Project;
use sententia::workspace::{Options, Workspace};

use super::{act, crash, mark, open, without_blank_layers};
use crate::fixture::sample_on_disk;

const MARKS: [(&str, &str); 5] = [
    ("press/tram.txt", "tram"),
    ("pont.txt", "pont"),
    ("press/tram.txt", "probably"),
    ("pont.txt", "Le"),
    ("press/tram.txt", "2031"),
];

fn numbers(workspace: &Workspace) -> Vec<u64> {
    workspace.timeline().iter().map(|it| it.n).collect()
}

/// Layers without records are as if they were not there.
fn bare(project: &Project) -> Project {
    without_blank_layers(project)
}

fn now(workspace: &Workspace) -> Project {
    bare(workspace.project())
}

/// Marks, and keeps the project as it was before each mark and after the last.
fn marked(workspace: &mut Workspace) -> Vec<Project> {
    let mut states = vec![workspace.project().clone()];
    for (document, words) in MARKS {
        mark(workspace, document, words).unwrap();
        states.push(workspace.project().clone());
    }
    states
}

#[test]
fn a_jump_goes_anywhere_and_back() {
    let (_folder, root) = sample_on_disk();
    let (mut workspace, _) = open(&root);
    let states = marked(&mut workspace);
    for to in [2, 4, 0, 5, 3, 3, 1] {
        let before = workspace.history().n_undo();
        let jump = workspace.jump(to).unwrap();
        let count = jump.as_ref().map_or(0, |it| it.count);
        assert_eq!(count, to.abs_diff(before));
        assert!(jump.is_none_or(|it| it.back == (to < before)));
        assert_eq!(now(&workspace), bare(&states[to]), "after {to} steps");
        assert_eq!(workspace.timeline().len(), 5);
    }
    assert_eq!(workspace.jump(99).unwrap().unwrap().count, 4);
    assert_eq!(now(&workspace), bare(&states[5]));
}

#[test]
fn steps_and_where_one_stands_among_them_survive_a_crash() {
    let (_folder, root) = sample_on_disk();
    let options = Options {
        sync_at_once: true,
        ..Options::default()
    };
    let (mut workspace, _) = open(&root);
    workspace.set_options(options);
    let states = marked(&mut workspace);
    workspace.jump(2).unwrap();
    let (last, synced) = workspace.entries();
    assert_eq!(last, synced, "the end of a jump is on the device");
    let (_copy, left) = crash(&root);
    let (mut again, _) = open(&left);
    assert_eq!(again.timeline(), workspace.timeline());
    assert_eq!(again.history().n_undo(), 2);
    again.jump(5).unwrap();
    assert_eq!(now(&again), bare(&states[5]));
}

#[test]
fn the_list_says_what_where_and_when() {
    let (_folder, root) = sample_on_disk();
    let (mut workspace, _) = open(&root);
    let before = jiff::Timestamp::now();
    marked(&mut workspace);
    let key = workspace.key(&"pont.txt".into());
    let step = act(&workspace, &key).set_status(Status::Done);
    workspace.run(step).unwrap();
    let said: Vec<_> = workspace.timeline().iter().collect();
    let words = |i: usize| {
        let spot = said[i].spot.clone().unwrap();
        let text = &workspace.project().document(&spot.document).unwrap().text;
        text.get(spot.range.unwrap()).unwrap().to_owned()
    };
    assert_eq!([words(0), words(4)], ["tram", "2031"]);
    let last = said[5];
    assert_eq!(last.name.key, "step-status");
    assert_eq!(last.spot.as_ref().unwrap().document.as_str(), "pont.txt");
    assert_eq!(last.spot.as_ref().unwrap().range, None);
    assert!(
        said.iter()
            .all(|it| it.when >= before && it.others.is_empty())
    );
    workspace.jump(1).unwrap();
    mark(&mut workspace, "pont.txt", "Le").unwrap();
    assert_eq!(
        numbers(&workspace).len(),
        2,
        "a new step cuts off the undone ones"
    );
}
