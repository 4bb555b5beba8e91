//! What must not move, and what must not be repainted.

use egui::{Event, pos2, vec2};
use sententia::app::panel::text::{LinkLine, MarkId};

use super::stage::{Stage, middle, rect, shot};

const TEXT: &str = "Un alinéa où rien ne doit bouger, quoi qu’on y marque, ni les mots ni les lignes.\n\
    Un autre, مرحبا بالعالم compris, avec 🙂 et e\u{301}te\u{301}.\n\nEt un troisième.\n";

fn words(stage: &Stage) -> Vec<std::ops::Range<usize>> {
    let text = stage.text.clone();
    text.split_whitespace()
        .map(|word| {
            let start = word.as_ptr() as usize - text.as_ptr() as usize;
            start..start + word.len()
        })
        .collect()
}

#[test]
fn text_does_not_move_when_marks_come() {
    let mut harness = Stage::new(TEXT).harness([640.0, 400.0], 1.0);
    let words = words(harness.state());
    let before: Vec<_> = words.iter().map(|word| rect(&harness, word)).collect();
    let stage = harness.state_mut();
    for word in &words {
        stage.mark_range(word.clone(), "Stance", "Position · contre");
    }
    for _ in 0..10 {
        stage
            .mark("rien ne doit bouger", "Prediction", "Prédiction")
            .incomplete = true;
    }
    stage.mark_range(0..TEXT.len(), "zone", "Une zone");
    stage.selected = Some(MarkId::from("m0"));
    stage.cursor(0..80, true);
    let link = LinkLine {
        from: "m0".into(),
        to: "m5".into(),
        from_range: words[0].clone(),
        to_range: words[20].clone(),
        name: "about".to_owned(),
        color: egui::Color32::RED,
    };
    stage.links = vec![link];
    harness.run();
    let after: Vec<_> = words.iter().map(|word| rect(&harness, word)).collect();
    assert_eq!(before, after);
}

#[test]
fn ink_is_the_same_with_and_without_marks() {
    let mut plain = Stage::new(TEXT).harness([640.0, 400.0], 1.0);
    let before = shot(&mut plain, "still-plain");
    let mut stage = Stage::new(TEXT);
    stage.style.has_tags = false;
    stage.mark("rien ne doit bouger", "Prediction", "Prédiction");
    let mut marked = stage.harness([640.0, 400.0], 1.0);
    let after = shot(&mut marked, "still-marked");
    let place = rect(&marked, &marked.state().find("rien ne doit bouger"));
    let letters = egui::Rect::from_min_max(place.min, pos2(place.right(), place.bottom() - 6.0));
    for y in letters.top() as u32..letters.bottom() as u32 {
        for x in letters.left() as u32..letters.right() as u32 {
            assert_eq!(before.get_pixel(x, y), after.get_pixel(x, y), "at {x}, {y}");
        }
    }
}

#[test]
fn nothing_is_repainted_while_nothing_changes() {
    let mut stage = Stage::new(TEXT);
    stage.mark("bouger", "Prediction", "Prédiction");
    stage.selected = Some("m0".into());
    let mut harness = stage.harness([640.0, 400.0], 1.0);
    let place = middle(&harness, &harness.state().find("bouger"));
    harness.hover_at(place);
    harness.run_steps(10);
    let delay = harness
        .output()
        .viewport_output
        .values()
        .map(|output| output.repaint_delay)
        .min();
    assert_eq!(delay, Some(std::time::Duration::MAX));
}

#[test]
fn the_text_stands_still_when_the_wheel_does() {
    let long: String = (0..300)
        .map(|i| format!("Alinéa {i} : {}\n", "des mots et des mots, ".repeat(i % 9)))
        .collect();
    let mut harness = Stage::new(&long).harness([600.0, 400.0], 1.0);
    harness.hover_at(pos2(300.0, 200.0));
    for _ in 0..5 {
        harness.event(Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            delta: vec2(0.0, -700.0),
            source: egui::MouseWheelSource::Wheel,
            phase: egui::TouchPhase::Move,
            modifiers: egui::Modifiers::NONE,
        });
        harness.run_ok();
    }
    harness.run_steps(8);
    let range = harness.state().view.visible_range();
    assert!(range.start > 1_000);
    let before = rect(&harness, &(range.start..range.start + 3));
    harness.run_steps(3);
    assert_eq!(rect(&harness, &(range.start..range.start + 3)), before);
}
