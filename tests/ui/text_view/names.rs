//! What a screen reader meets, found and acted on by name.

use egui::Role;
use egui_kittest::kittest::{NodeT, Queryable};
use sententia::app::panel::text::{MarkId, TextEvent};

use super::stage::Stage;

const TEXT: &str = "La librairie disparaîtra d’ici dix ans.\nAnna n’y croit pas.\n";

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

#[test]
fn document_paragraphs_and_marks_are_named() {
    let harness = stage().harness([700.0, 300.0], 1.0);
    assert_eq!(
        harness
            .get_by_label("Text of the document")
            .accesskit_node()
            .role(),
        Role::Document
    );
    let paragraph = harness.get_by_label("Anna n’y croit pas.");
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
