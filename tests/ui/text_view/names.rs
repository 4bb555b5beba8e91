//! What a screen reader meets, found and acted on by name.

use egui::accesskit::{
    Action, ActionData, ActionRequest, NodeId, TextPosition, TextSelection, TreeId,
};
use egui::{Event, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::{AccessKitNode, NodeT, Queryable};
use sententia::app::panel::text::{MarkId, TextEvent};

use super::stage::{Stage, rect};

const TEXT: &str = "La librairie disparaîtra d’ici dix ans.\nAnna n’y croit pas, مرحبا dit-elle.\n";

fn stage() -> Stage {
    let mut stage = Stage::new(TEXT);
    stage.mark(
        "La librairie disparaîtra",
        "Prediction",
        "Prédiction · probable",
    );
    stage.mark("Anna", "Source", "Source");
    stage
}

/// The first mark of each click.
fn clicked(events: &[TextEvent]) -> Vec<&str> {
    let mut found = Vec::new();
    for event in events {
        if let TextEvent::Click { marks, .. } = event {
            found.extend(marks.first().map(MarkId::as_str));
        }
    }
    found
}

/// The node of the document.
fn document(harness: &Harness<'_, Stage>) -> NodeId {
    let document = harness.get_by_label("Text of the document");
    document.accesskit_node().locate().0
}

/// What assistive technology does to a node.
fn ask(harness: &mut Harness<'_, Stage>, node: NodeId, action: Action, data: Option<ActionData>) {
    harness.event(Event::AccessKitActionRequest(ActionRequest {
        action,
        target_node: node,
        target_tree: TreeId::ROOT,
        data,
    }));
    harness.run();
}

/// The names below a node in the order of the tree.
fn labels(node: &AccessKitNode<'_>, out: &mut Vec<String>) {
    for child in node.children() {
        out.extend(child.label());
        labels(&child, out);
    }
}

/// Where the words of the tree stand: the position before their first letter and after their last.
fn found(harness: &Harness<'_, Stage>, words: &str) -> (TextPosition, TextPosition) {
    let document = harness.get_by_label("Text of the document");
    let node = document.accesskit_node();
    let text = node.document_range().text();
    let at = text.find(words).expect("in the tree");
    let place = |byte: usize| {
        let characters = text[..byte].chars().count();
        node.text_position_from_global_usv_index(characters)
            .unwrap()
            .to_raw()
    };
    (place(at), place(at + words.len()))
}

#[test]
fn document_paragraphs_and_marks_are_named() {
    let harness = stage().harness([700.0, 300.0], 1.0);
    let document = harness.get_by_label("Text of the document");
    assert_eq!(document.accesskit_node().role(), Role::Document);
    let paragraph = harness.get_by_label("Anna n’y croit pas, مرحبا dit-elle.");
    assert_eq!(paragraph.accesskit_node().role(), Role::Paragraph);
    let mark = harness.get_by_label("Prédiction, probable");
    assert_eq!(mark.accesskit_node().role(), Role::Mark);
}

#[test]
fn a_mark_is_clicked_by_name() {
    let mut harness = stage().harness([700.0, 300.0], 1.0);
    harness.get_by_label("Source").click();
    harness.run();
    harness
        .get_by_label("Prédiction, probable")
        .click_accesskit();
    harness.run();
    assert_eq!(clicked(&harness.state().events), ["m1", "m0"]);
}

#[test]
fn the_text_is_read_in_order_with_each_mark_after_its_paragraph() {
    let harness = stage().harness([700.0, 300.0], 1.0);
    let document = harness.get_by_label("Text of the document");
    let node = document.accesskit_node();
    assert_eq!(node.document_range().text(), TEXT);
    assert_eq!(node.data().language(), Some("fr"));
    let mut names = Vec::new();
    labels(&node, &mut names);
    assert_eq!(
        names,
        [
            "La librairie disparaîtra d’ici dix ans.",
            "Prédiction, probable",
            "Anna n’y croit pas, مرحبا dit-elle.",
            "Source",
        ]
    );
}

#[test]
fn the_words_at_the_caret_are_the_selection() {
    let mut stage = stage();
    stage.cursor(stage.find("n’y croit pas"), false);
    let harness = stage.harness([700.0, 300.0], 1.0);
    let document = harness.get_by_label("Text of the document");
    let node = document.accesskit_node();
    assert_eq!(node.text_selection().unwrap().text(), "n’y croit pas");
    let (_, end) = found(&harness, "n’y croit pas");
    assert_eq!(node.text_selection_focus().unwrap().to_raw(), end);
}

#[test]
fn a_selection_that_leaves_the_screen_keeps_its_end_at_the_caret() {
    let mut stage = Stage::new(&TEXT.repeat(60));
    let length = stage.text.len();
    stage.cursor(40..length - 3, true);
    let harness = stage.harness([700.0, 300.0], 1.0);
    let document = harness.get_by_label("Text of the document");
    let node = document.accesskit_node();
    let text = node.document_range().text();
    assert!(
        text.len() < length / 4,
        "only what is seen, and the paragraph of the caret"
    );
    let selected = node.text_selection().unwrap().text();
    assert!(selected.ends_with("dit-ell"), "{selected}");
}

#[test]
fn a_selection_asked_for_from_outside_is_told_in_bytes() {
    let mut harness = stage().harness([700.0, 300.0], 1.0);
    let document = document(&harness);
    for words in ["disparaîtra d’ici", "مرحبا", "ans.\nAnna"] {
        let (anchor, focus) = found(&harness, words);
        let wanted = TextSelection { anchor, focus };
        let data = Some(ActionData::SetTextSelection(wanted));
        ask(&mut harness, document, Action::SetTextSelection, data);
        let range = harness.state().find(words);
        let told = TextEvent::Select {
            anchor: range.start,
            head: range.end,
        };
        assert_eq!(harness.state().events.last(), Some(&told), "{words}");
    }
}

#[test]
fn characters_stand_where_they_are_painted() {
    let harness = stage().harness([700.0, 300.0], 1.0);
    let document = harness.get_by_label("Text of the document");
    let node = document.accesskit_node();
    for words in ["disparaîtra", "Anna", "مرحبا", "dit-elle"] {
        let text = node.document_range().text();
        let at = text.find(words).expect("in the tree");
        let place = |byte: usize| {
            let characters = text[..byte].chars().count();
            node.text_position_from_global_usv_index(characters)
                .unwrap()
        };
        let mut range = place(at).to_degenerate_range();
        range.set_end(place(at + words.len()));
        let boxes = range.bounding_boxes();
        let painted = rect(&harness, &harness.state().find(words));
        let told = boxes[0];
        assert_eq!(boxes.len(), 1, "{words}");
        assert!(
            (told.x0 as f32 - painted.left()).abs() < 1.0,
            "{words}: {told:?} {painted:?}"
        );
        assert!(
            (told.x1 as f32 - painted.right()).abs() < 1.0,
            "{words}: {told:?} {painted:?}"
        );
        assert!(told.y0 as f32 <= painted.top() && painted.bottom() <= told.y1 as f32);
    }
}

#[test]
fn the_selected_mark_is_read_when_it_is_chosen() {
    let mut stage = stage();
    stage.marks.0[0].name = "Prédiction ?\ncertitude sans réponse\nune note".to_owned();
    stage.selected = Some("m0".into());
    let harness = stage.harness([700.0, 300.0], 1.0);
    let document = harness.get_by_label("Text of the document");
    let active = document.accesskit_node().active_descendant().unwrap();
    assert_eq!(active.label().as_deref(), Some("Prédiction ?"));
    assert_eq!(
        active.description().as_deref(),
        Some("certitude sans réponse; une note")
    );
    assert_eq!(active.is_selected(), Some(true));
    let selection = document
        .accesskit_node()
        .text_selection()
        .map(|it| it.text());
    assert_eq!(selection.as_deref(), Some("La librairie disparaîtra"));
}

#[test]
fn what_is_out_of_sight_is_scrolled_to_from_outside() {
    let mut stage = Stage::new(&TEXT.repeat(60));
    stage.mark(
        "La librairie disparaîtra",
        "Prediction",
        "Prédiction · probable",
    );
    let mut harness = stage.harness([700.0, 300.0], 1.0);
    let document = document(&harness);
    ask(&mut harness, document, Action::ScrollDown, None);
    let shown = harness.state().view.visible_range();
    assert!(shown.start > 0, "{shown:?}");
    ask(&mut harness, document, Action::ScrollUp, None);
    assert_eq!(harness.state().view.visible_range().start, 0);
    harness.state_mut().selected = Some("m0".into());
    for _ in 0..8 {
        ask(&mut harness, document, Action::ScrollDown, None);
    }
    assert!(harness.state().view.visible_range().start > 1_000);
    let mark = harness.get_by_label("Prédiction, probable");
    let mark = mark.accesskit_node().locate().0;
    ask(&mut harness, mark, Action::ScrollIntoView, None);
    assert!(harness.state().view.visible_range().contains(&3));
}

#[test]
fn what_was_found_is_read_after_its_paragraph_and_chosen_by_name() {
    let mut stage = stage();
    stage.found = ["librairie", "Anna", "pas"]
        .map(|it| stage.find(it))
        .to_vec();
    stage.current = Some(1);
    let mut harness = stage.harness([700.0, 300.0], 1.0);
    let document = harness.get_by_label("Text of the document");
    let mut names = Vec::new();
    labels(&document.accesskit_node(), &mut names);
    let (first, second) = TEXT.trim_end().split_once('\n').unwrap();
    let around = |n: usize, line: &str| format!("Hit {n}: {line}");
    assert_eq!(
        names,
        [
            first.to_owned(),
            "Prédiction, probable".to_owned(),
            around(1, first),
            second.to_owned(),
            "Source".to_owned(),
            around(2, second),
            around(3, second),
        ]
    );
    let name = around(2, second);
    let current = harness.get_by_label(&name);
    assert_eq!(current.accesskit_node().is_selected(), Some(true));
    harness.get_by_label(&around(3, second)).click_accesskit();
    harness.run();
    let told = harness.state().events.last();
    assert_eq!(told, Some(&TextEvent::Found { index: 2 }));
}

#[test]
fn the_current_hit_is_in_the_tree_wherever_it_is_and_the_others_where_they_are_seen() {
    let mut stage = Stage::new(&TEXT.repeat(60));
    let hits = stage.text.match_indices("Anna");
    stage.found = hits.map(|(at, it)| at..at + it.len()).collect();
    stage.current = Some(40);
    let mut harness = stage.harness([700.0, 300.0], 1.0);
    let document = harness.get_by_label("Text of the document");
    let mut names = Vec::new();
    labels(&document.accesskit_node(), &mut names);
    names.retain(|it| it.starts_with("Hit "));
    assert!((2..15).contains(&names.len()), "{names:?}");
    assert!(names.last().unwrap().starts_with("Hit 41: "));
    let current = harness.get_by_label_contains("Hit 41: ");
    let node = current.accesskit_node().locate().0;
    ask(&mut harness, node, Action::ScrollIntoView, None);
    let hit = harness.state().found[40].clone();
    assert!(harness.state().view.visible_range().contains(&hit.start));
}
