//! What the pointer does over the text, through real pointer events.

use egui::{Event, Key, Modifiers, PointerButton, pos2, vec2};
use sententia::app::panel::text::{Hint, MarkId, TextEvent};

use super::stage::{Stage, drag, middle, rect, release};

const TEXT: &str = "Un premier alinéa, assez court.\n\nLe second parle de l’avenir : demain, tout changera ici, dit-on, \
    et la ligne se replie puisqu’elle est longue.\nLe dernier mot.\n";

fn last_drag(events: &[TextEvent]) -> Option<(&str, bool, bool)> {
    events.iter().rev().find_map(|event| match event {
        TextEvent::Drag {
            raw,
            by_character,
            done,
            ..
        } => Some((&TEXT[raw.clone()], *by_character, *done)),
        _ => None,
    })
}

fn clicks(events: &[TextEvent]) -> Vec<(usize, Vec<&str>, u8)> {
    let click = |event| match event {
        &TextEvent::Click {
            position,
            ref marks,
            count,
            ..
        } => Some((position, marks.iter().map(MarkId::as_str).collect(), count)),
        _ => None,
    };
    events.iter().filter_map(click).collect()
}

#[test]
fn a_drag_begins_where_the_button_went_down() {
    let mut harness = Stage::new(TEXT).harness([700.0, 400.0], 1.0);
    let from = rect(&harness, &harness.state().find("demain")).left_center() + vec2(1.0, 0.0);
    let to = rect(&harness, &harness.state().find("changera")).right_center() - vec2(1.0, 0.0);
    drag(&mut harness, from, to);
    assert_eq!(
        last_drag(&harness.state().events),
        Some(("demain, tout changera", false, false))
    );
    release(&mut harness, to);
    assert_eq!(
        last_drag(&harness.state().events),
        Some(("demain, tout changera", false, true))
    );
    assert!(clicks(&harness.state().events).is_empty());
}

#[test]
fn a_drag_backwards_over_lines_is_in_text_order() {
    let mut harness = Stage::new(TEXT).harness([700.0, 400.0], 1.0);
    let from = rect(&harness, &harness.state().find("dernier")).right_center();
    let to = rect(&harness, &harness.state().find("premier")).left_center();
    drag(&mut harness, from, to);
    release(&mut harness, to);
    let start = TEXT.find("premier").unwrap();
    let end = TEXT.find(" mot").unwrap();
    assert_eq!(
        last_drag(&harness.state().events),
        Some((&TEXT[start..end], false, true))
    );
    let head = harness
        .state()
        .events
        .iter()
        .rev()
        .find_map(|event| match event {
            TextEvent::Drag { head, .. } => Some(*head),
            _ => None,
        });
    assert_eq!(head, Some(start));
}

#[test]
fn alt_drags_by_character() {
    let mut harness = Stage::new(TEXT).harness([700.0, 400.0], 1.0);
    let place = rect(&harness, &harness.state().find("dernier"));
    harness.event(Event::ModifiersChanged(Modifiers::ALT));
    drag(&mut harness, place.left_center(), place.right_center());
    assert_eq!(
        last_drag(&harness.state().events),
        Some(("dernier", true, false))
    );
}

#[test]
fn a_click_names_the_marks_under_it_innermost_first() {
    let mut stage = Stage::new(TEXT);
    stage.mark("demain, tout changera ici", "Prediction", "Prédiction");
    stage.mark("changera", "Stance", "Position");
    stage.mark("second", "Source", "Source");
    let mut harness = stage.harness([700.0, 400.0], 1.0);
    let place = middle(&harness, &harness.state().find("changera"));
    harness.hover_at(place);
    harness.drag_at(place);
    release(&mut harness, place);
    let position = harness.state().find("changera").start;
    let found = clicks(&harness.state().events);
    assert_eq!(found.len(), 1);
    assert!(found[0].0.abs_diff(position) <= 8);
    assert_eq!((&found[0].1[..], found[0].2), (&["m1", "m0"][..], 1));
}

#[test]
fn the_line_of_a_mark_picks_it_out_of_a_stack() {
    let mut stage = Stage::new(TEXT);
    stage.mark("demain, tout changera ici", "Prediction", "");
    stage.mark("changera", "Stance", "");
    let mut harness = stage.harness([700.0, 400.0], 1.0);
    let fill = rect(&harness, &harness.state().find("changera"));
    let place = pos2(fill.center().x, fill.bottom() - 1.0);
    harness.hover_at(place);
    harness.drag_at(place);
    release(&mut harness, place);
    assert_eq!(clicks(&harness.state().events)[0].1, ["m0", "m1"]);
}

#[test]
fn a_second_and_third_click_are_counted() {
    let mut stage = Stage::new(TEXT);
    stage.seconds = 0.02;
    let mut harness = stage.harness([700.0, 400.0], 1.0);
    let place = middle(&harness, &harness.state().find("second"));
    harness.hover_at(place);
    for _ in 0..3 {
        for pressed in [true, false] {
            let button = PointerButton::Primary;
            harness.event(Event::PointerButton {
                pos: place,
                button,
                pressed,
                modifiers: Modifiers::NONE,
            });
        }
    }
    harness.run();
    let counts: Vec<u8> = clicks(&harness.state().events)
        .iter()
        .map(|click| click.2)
        .collect();
    assert_eq!(counts, [1, 2, 3]);
}

#[test]
fn an_edge_of_the_selected_mark_is_dragged() {
    let mut stage = Stage::new(TEXT);
    stage.mark("demain, tout changera", "Prediction", "Prédiction");
    stage.selected = Some("m0".into());
    let mut harness = stage.harness([700.0, 400.0], 1.0);
    let from = rect(&harness, &harness.state().find("demain, tout changera")).right_center()
        + vec2(2.5, 0.0);
    let to = rect(&harness, &harness.state().find("ici,")).right_center();
    drag(&mut harness, from, to);
    release(&mut harness, to);
    let end = harness.state().find("ici,").end;
    let events = &harness.state().events;
    let last = events
        .iter()
        .rev()
        .find(|event| matches!(event, TextEvent::Edge { .. }));
    let expected = TextEvent::Edge {
        mark: "m0".into(),
        fragment: 0,
        is_start: false,
        position: end,
        by_character: false,
        done: true,
    };
    assert_eq!(last, Some(&expected));
    assert!(
        last_drag(events).is_none(),
        "the text must not be selected meanwhile"
    );
}

#[test]
fn a_drag_at_the_foot_of_the_view_scrolls() {
    let long: String = (0..200).map(|i| format!("Ligne numéro {i}.\n")).collect();
    let mut harness = Stage::new(&long).harness([600.0, 300.0], 1.0);
    let from = middle(&harness, &harness.state().find("numéro 2."));
    drag(&mut harness, from, pos2(300.0, 296.0));
    harness.run_steps(20);
    assert!(harness.state().view.visible_range().start > 0);
    release(&mut harness, pos2(300.0, 296.0));
    let done = harness
        .state()
        .events
        .iter()
        .rev()
        .find_map(|event| match event {
            TextEvent::Drag {
                raw, done: true, ..
            } => Some(raw.clone()),
            _ => None,
        });
    let done = done.expect("a selection");
    let start = harness.state().find("numéro 2.");
    assert!(
        start.contains(&done.start),
        "the anchor stays on its word while the text scrolls"
    );
    assert!(done.end > start.end + 100);
}

#[test]
fn a_resting_pointer_shows_the_card_once() {
    let mut stage = Stage::new(TEXT);
    stage.mark("changera", "Prediction", "Prédiction · certaine");
    let mut harness = stage.harness([700.0, 400.0], 1.0);
    let place = middle(&harness, &harness.state().find("changera"));
    harness.hover_at(place);
    harness.run_steps(6);
    let hovered = |events: &[TextEvent]| {
        let hover = |event: &TextEvent| match event {
            TextEvent::Hover { mark } => Some(mark.as_ref().map(|(id, _)| id.to_string())),
            _ => None,
        };
        events.iter().filter_map(hover).collect::<Vec<_>>()
    };
    assert_eq!(hovered(&harness.state().events), [Some("m0".to_owned())]);
    super::stage::shot(&mut harness, "text-card");
    harness.hover_at(middle(&harness, &harness.state().find("premier")));
    harness.run_steps(3);
    assert_eq!(
        hovered(&harness.state().events),
        [Some("m0".to_owned()), None]
    );
}

#[test]
fn a_key_cap_is_clicked() {
    let mut stage = Stage::new(TEXT);
    stage.mark("changera", "Prediction", "Prédiction");
    stage.hints = vec![Hint {
        mark: "m0".into(),
        letter: 'a',
    }];
    let mut harness = stage.harness([700.0, 400.0], 1.0);
    let place = rect(&harness, &harness.state().find("changera")).left_top();
    harness.hover_at(place);
    harness.drag_at(place);
    release(&mut harness, place);
    let expected = TextEvent::Hint { mark: "m0".into() };
    assert!(harness.state().events.contains(&expected));
    assert!(clicks(&harness.state().events).is_empty());
}

#[test]
fn the_other_button_asks_for_a_menu() {
    let mut stage = Stage::new(TEXT);
    stage.mark("changera", "Prediction", "Prédiction");
    let mut harness = stage.harness([700.0, 400.0], 1.0);
    let place = middle(&harness, &harness.state().find("changera"));
    harness.hover_at(place);
    for pressed in [true, false] {
        let button = PointerButton::Secondary;
        harness.event(Event::PointerButton {
            pos: place,
            button,
            pressed,
            modifiers: Modifiers::NONE,
        });
    }
    harness.run();
    let is_menu =
        |event: &TextEvent| matches!(event, TextEvent::Menu { marks, .. } if marks == &["m0"]);
    assert!(harness.state().events.iter().any(is_menu));
}

#[test]
fn keys_are_left_to_others() {
    let mut harness = Stage::new(TEXT).harness([700.0, 400.0], 1.0);
    harness.key_press(Key::Tab);
    harness.run();
    assert_eq!(harness.ctx.memory(egui::Memory::focused), None);
}
