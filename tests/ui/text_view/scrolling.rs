//! Moving through texts of any size.

use std::sync::Arc;

use egui::{pos2, vec2};
use sententia::app::panel::text::LinkLine;

use super::stage::{Stage, drag, release, shot};

fn lines(count: usize) -> String {
    (0..count)
        .map(|i| {
            format!(
                "Alinéa {i} : des mots, encore des mots et toujours des mots pour le remplir.\n"
            )
        })
        .collect()
}

#[test]
fn a_range_is_revealed_and_comes_to_a_comfortable_place() {
    let mut harness = Stage::new(&lines(2_000)).harness([600.0, 400.0], 1.0);
    for wanted in [
        "Alinéa 1500 :",
        "Alinéa 1503 :",
        "Alinéa 3 :",
        "Alinéa 0 :",
        "Alinéa 1999 :",
    ] {
        let range = harness.state().find(wanted);
        harness.state_mut().view.reveal(range.clone());
        harness.run();
        let place = harness.state().view.screen_rect_of(&range).expect(wanted);
        assert!(
            place.top() >= 4.0 && place.bottom() <= 396.0,
            "{wanted} at {place}"
        );
        assert!(harness.state().view.visible_range().contains(&range.start));
    }
}

#[test]
fn what_is_in_view_is_not_scrolled_to() {
    let mut harness = Stage::new(&lines(50)).harness([600.0, 400.0], 1.0);
    let before = harness.state().view.visible_range();
    let range = harness.state().find("Alinéa 2 :");
    harness.state_mut().view.reveal(range);
    harness.run();
    assert_eq!(harness.state().view.visible_range(), before);
}

#[test]
fn a_short_text_does_not_scroll() {
    let mut harness = Stage::new("Un mot.\n").harness([600.0, 400.0], 1.0);
    harness.state_mut().view.page(1.0);
    harness.run();
    let range = harness.state().find("mot");
    assert!(
        harness
            .state()
            .view
            .screen_rect_of(&range)
            .is_some_and(|rect| rect.top() < 60.0)
    );
}

#[test]
fn pages_go_down_and_up_again() {
    let mut harness = Stage::new(&lines(400)).harness([600.0, 400.0], 1.0);
    let top = harness.state().view.visible_range();
    for _ in 0..3 {
        harness.state_mut().view.page(1.0);
        harness.run();
    }
    assert!(harness.state().view.visible_range().start > 3 * top.len() / 2);
    for _ in 0..3 {
        harness.state_mut().view.page(-1.0);
        harness.run();
    }
    assert_eq!(harness.state().view.visible_range(), top);
}

#[test]
fn the_bar_drags_to_the_end_and_back() {
    let mut harness = Stage::new(&lines(3_000)).harness([600.0, 400.0], 1.0);
    drag(&mut harness, pos2(592.0, 12.0), pos2(592.0, 398.0));
    release(&mut harness, pos2(592.0, 398.0));
    let last = harness.state().find("Alinéa 2999 :");
    assert!(harness.state().view.visible_range().contains(&last.start));
    drag(&mut harness, pos2(592.0, 385.0), pos2(592.0, 2.0));
    release(&mut harness, pos2(592.0, 2.0));
    assert_eq!(harness.state().view.visible_range().start, 0);
}

#[test]
fn a_tick_leads_to_its_mark() {
    let mut stage = Stage::new(&lines(1_000));
    stage.mark("Alinéa 500 :", "Prediction", "Prédiction");
    let mut harness = stage.harness([600.0, 400.0], 1.0);
    shot(&mut harness, "text-ticks");
    let middle = pos2(592.0, 200.0);
    harness.hover_at(middle);
    harness.drag_at(middle);
    release(&mut harness, middle);
    let range = harness.state().find("Alinéa 500 :");
    assert!(harness.state().view.visible_range().contains(&range.start));
}

#[test]
fn each_document_keeps_its_place() {
    let mut harness = Stage::new(&lines(500)).harness([600.0, 400.0], 1.0);
    let range = harness.state().find("Alinéa 250 :");
    harness.state_mut().view.reveal(range.clone());
    harness.run();
    let (text, place) = (
        harness.state().text.clone(),
        harness.state().view.visible_range(),
    );
    let stage = harness.state_mut();
    (stage.document, stage.text) = ("two".to_owned(), Arc::from("Autre chose.\n"));
    harness.run();
    assert_eq!(harness.state().view.visible_range().start, 0);
    let stage = harness.state_mut();
    (stage.document, stage.text) = ("one".to_owned(), text);
    harness.run();
    assert_eq!(harness.state().view.visible_range(), place);
}

#[test]
fn another_width_or_size_keeps_the_top_line() {
    let long: String = (0..400)
        .map(|i| format!("Alinéa {i} : {}\n", "des mots et des mots, ".repeat(12)))
        .collect();
    let mut harness = Stage::new(&long).harness([700.0, 400.0], 1.0);
    let range = harness.state().find("Alinéa 200 :");
    harness.state_mut().view.reveal(range);
    harness.run();
    let top = harness.state().view.visible_range().start;
    harness.set_size(vec2(460.0, 400.0));
    harness.run();
    harness.state_mut().style.size = 24.0;
    harness.run();
    harness.set_size(vec2(700.0, 400.0));
    harness.state_mut().style.size = 18.0;
    harness.run();
    let back = harness.state().view.visible_range().start;
    assert!(back.abs_diff(top) < 200, "{top} → {back}");
}

#[test]
fn the_caret_goes_from_line_to_line() {
    let text = "une première ligne assez longue\ncourte\nune troisième ligne assez longue\n";
    let mut harness = Stage::new(text).harness([600.0, 400.0], 1.0);
    let start = harness.state().find("assez").start;
    let view = &mut harness.state_mut().view;
    let short = view.line_down(start);
    assert_eq!(&text[short..=short], "\n", "the end of the short line");
    let third = view.line_down(short);
    let expected = text.rfind("assez").unwrap();
    assert!(
        third.abs_diff(expected) <= 2,
        "the distance from the left is kept"
    );
    assert_eq!(view.line_up(third), short);
    assert_eq!(view.line_up(short), start);
    assert_eq!(view.line_up(start), start);
    assert_eq!(&text[view.line(start)], "une première ligne assez longue");
}

#[test]
fn a_link_that_leaves_the_view_has_an_arrow_that_leads_there() {
    let mut stage = Stage::new(&lines(200));
    stage.mark("Alinéa 2 :", "Stance", "Position");
    stage.mark("Alinéa 150 :", "Source", "Source");
    let (from, to) = (stage.find("Alinéa 2 :"), stage.find("Alinéa 150 :"));
    stage.links.push(LinkLine {
        from: "m0".into(),
        to: "m1".into(),
        from_range: from,
        to_range: to.clone(),
        name: "held by".to_owned(),
        color: stage.marks.0[0].color,
    });
    let mut harness = stage.harness([700.0, 400.0], 1.0);
    shot(&mut harness, "text-exit");
    egui_kittest::kittest::Queryable::get_by_label(&harness, "held by").click();
    harness.run();
    assert!(harness.state().view.visible_range().contains(&to.start));
}

#[test]
fn odd_line_ends_and_controls_do_no_harm() {
    let text = "\u{feff}Un\r\ndeux\rtrois\u{0}\u{1}\u{85}quatre\u{2028}cinq\u{feff}\tsix\r\n\r\n";
    let mut harness = Stage::new(text).harness([600.0, 400.0], 1.0);
    shot(&mut harness, "text-odd");
    for word in ["Un", "deux", "trois", "quatre", "cinq", "six"] {
        let range = harness.state().find(word);
        let place = harness.state().view.screen_rect_of(&range).expect(word);
        drag(&mut harness, place.left_center(), place.right_center());
        release(&mut harness, place.right_center());
        let selected = harness
            .state()
            .events
            .iter()
            .rev()
            .find_map(|event| match event {
                sententia::app::panel::text::TextEvent::Drag {
                    raw, done: true, ..
                } => Some(raw.clone()),
                _ => None,
            });
        assert_eq!(selected, Some(range));
    }
}

#[test]
fn a_text_of_one_long_line_and_a_text_of_ten_megabytes_open() {
    let one_line = "Une phrase parmi d’autres, sans aucun retour. ".repeat(22_000);
    for text in [one_line, lines(120_000)] {
        let mut harness = Stage::new(&text).harness([600.0, 400.0], 1.0);
        let end = text.len() - 2;
        harness.state_mut().view.reveal(end..end);
        harness.run();
        assert!(harness.state().view.visible_range().contains(&(end - 1)));
    }
}
