//! Zoom, line spacing, numbers, overview, running head: what they show, and that the text stays where it is.

use egui::{CursorIcon, Event, Modifiers, Pos2, pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use sententia::app::panel::text::{Numbers, TextEvent};
use sententia::app::theme::Palette;

use super::stage::{Stage, drag, rect, release, shot};

/// Paragraphs of all lengths, with blank lines between them.
fn text(count: usize) -> String {
    (0..count)
        .map(|i| {
            format!(
                "Alinéa {i} : {}\n\n",
                "des mots et des mots, ".repeat(1 + i * 7 % 19)
            )
        })
        .collect()
}

fn titled(count: usize) -> Stage {
    let mut stage = Stage::new(&text(count));
    "La fin des libraires ?".clone_into(&mut stage.title);
    "Billet · Paul Orsini · 12 mars 2013 · 790 mots".clone_into(&mut stage.byline);
    "Paul Orsini · 12 mars 2013".clone_into(&mut stage.running);
    stage
}

fn wheel(harness: &mut Harness<'_, Stage>, lines: f32, modifiers: Modifiers) {
    harness.event_modifiers(
        Event::MouseWheel {
            unit: egui::MouseWheelUnit::Line,
            delta: vec2(0.0, lines),
            source: egui::MouseWheelSource::Wheel,
            phase: egui::TouchPhase::Move,
            modifiers,
        },
        modifiers,
    );
    for _ in 0..12 {
        harness.step();
        follow_zoom(harness.state_mut());
    }
    harness.run();
}

/// Does what the window does with the wish for another size.
fn follow_zoom(stage: &mut Stage) {
    for event in &stage.events {
        if let TextEvent::Zoom { size } = event {
            stage.style.size = *size;
        }
    }
    stage
        .events
        .retain(|event| !matches!(event, TextEvent::Zoom { .. }));
}

/// Puts the view at several places, one after the other, and calls `check` at each.
fn at_places(harness: &mut Harness<'_, Stage>, check: impl Fn(&mut Harness<'_, Stage>)) {
    for i in [2, 31, 60, 77, 113, 139] {
        let range = harness.state().find(&format!("Alinéa {i} :"));
        harness.state_mut().view.reveal(range);
        harness.run();
        harness.state_mut().view.page(0.37);
        harness.run();
        check(harness);
    }
}

/// The first whole line on screen: a byte of it and where it stands.
fn top_line(harness: &mut Harness<'_, Stage>) -> (std::ops::Range<usize>, Pos2) {
    let mut at = harness.state().view.visible_range().start;
    for _ in 0..9 {
        let view = &mut harness.state_mut().view;
        let line = view.line(at);
        let word = line.start..line.start + 1;
        let place = view
            .screen_rect_of(&word)
            .filter(|place| place.top() >= 28.0);
        if let Some(place) = place.filter(|_| !line.is_empty()) {
            return (word, place.left_bottom());
        }
        at = harness.state_mut().view.line_down(at);
    }
    panic!("no line on screen");
}

fn bottom_of(harness: &Harness<'_, Stage>, word: &std::ops::Range<usize>) -> f32 {
    rect(harness, word).bottom()
}

#[test]
fn no_comfort_moves_the_top_line() {
    let mut harness = titled(150).harness([900.0, 600.0], 1.0);
    at_places(&mut harness, |harness| {
        let (word, before) = top_line(harness);
        let check = |harness: &mut Harness<'_, Stage>, what: &str, least: f32| {
            harness.run();
            let moved = (bottom_of(harness, &word) - before.y).abs();
            assert!(moved <= least, "{what} moved the line by {moved}");
        };
        harness.state_mut().style.numbers = Numbers::Lines;
        check(harness, "line numbers", 0.0);
        harness.state_mut().style.numbers = Numbers::Paragraphs;
        check(harness, "paragraph numbers", 0.0);
        harness.state_mut().style.has_overview = true;
        check(harness, "the overview", 0.0);
        harness.state_mut().style.line_height = 2.4;
        check(harness, "more line spacing", 1.0);
        harness.state_mut().style.line_height = 1.5;
        check(harness, "less line spacing", 1.0);
        // Letters grow, and what a fill covers below them.
        harness.state_mut().style.size = 27.0;
        check(harness, "a larger size", 4.0);
        harness.state_mut().style.measure = 52.0;
        check(harness, "a narrower measure", 4.0);
        let stage = harness.state_mut();
        (
            stage.style.size,
            stage.style.measure,
            stage.style.line_height,
        ) = (18.0, 68.0, 2.0);
        stage.style.numbers = Numbers::None;
        stage.style.has_overview = false;
        check(harness, "all of it taken back", 0.0);
        let stage = harness.state_mut();
        let now = stage.view.line(word.start).start;
        assert_eq!(now, word.start, "the line begins where it did");
    });
}

#[test]
fn numbers_and_the_overview_move_nothing_sideways() {
    let mut stage = titled(150);
    for i in 0..40 {
        let start = stage.find(&format!("Alinéa {i} :")).start;
        let end = stage.find(&format!("Alinéa {} :", i + 1)).start - 2;
        stage.mark_range(start..end, "zone", "Une voix");
    }
    let mut harness = stage.harness([1280.0, 600.0], 1.0);
    at_places(&mut harness, |harness| {
        let range = harness.state().view.visible_range();
        let shown = harness.state().text[range.clone()].to_owned();
        let words: Vec<_> = shown
            .match_indices("mots")
            .map(|(at, _)| range.start + at..range.start + at + 4)
            .collect();
        let places = |harness: &Harness<'_, Stage>| -> Vec<_> {
            let view = &harness.state().view;
            words.iter().map(|word| view.screen_rect_of(word)).collect()
        };
        let before = places(harness);
        for numbers in [Numbers::Paragraphs, Numbers::Lines, Numbers::None] {
            for has_overview in [true, false] {
                let style = &mut harness.state_mut().style;
                (style.numbers, style.has_overview) = (numbers, has_overview);
                harness.run();
                assert_eq!(places(harness), before);
            }
        }
    });
}

#[test]
fn ctrl_and_the_wheel_zoom_about_the_line_under_the_pointer() {
    let mut harness = titled(150).harness([900.0, 600.0], 1.0);
    at_places(&mut harness, |harness| {
        let (word, _) = top_line(harness);
        let mut line = word.start;
        for _ in 0..4 {
            line = harness.state_mut().view.line_down(line);
        }
        let word = line..line + 1;
        let before = rect(harness, &word);
        harness.hover_at(pos2(450.0, before.center().y));
        harness.step();
        let (top, size) = (
            harness.state().view.visible_range(),
            harness.state().style.size,
        );
        wheel(harness, 2.0, Modifiers::COMMAND);
        let larger = harness.state().style.size;
        assert!(larger > size + 1.0, "{size} → {larger}");
        let grown = rect(harness, &word);
        assert!(
            (grown.bottom() - before.bottom()).abs() < 4.0,
            "{before} → {grown}"
        );
        wheel(harness, -2.0, Modifiers::COMMAND);
        assert!((harness.state().style.size - size).abs() < 0.6, "as before");
        harness.state_mut().style.size = size;
        harness.run();
        let back = harness.state().view.visible_range().start;
        assert!(
            back.abs_diff(top.start) < 120,
            "nothing was scrolled: {} → {back}",
            top.start
        );
    });
}

#[test]
fn without_ctrl_the_wheel_scrolls_and_does_not_zoom() {
    let mut harness = titled(150).harness([900.0, 600.0], 1.0);
    harness.hover_at(pos2(450.0, 300.0));
    harness.step();
    wheel(&mut harness, -6.0, Modifiers::NONE);
    assert!((harness.state().style.size - 18.0).abs() < 0.01);
    assert!(harness.state().view.visible_range().start > 0);
}

#[test]
fn the_running_head_comes_when_the_title_goes_and_covers_no_revealed_line() {
    let mut harness = titled(150).harness([900.0, 600.0], 1.0);
    assert!(harness.query_by_label_contains("To the start").is_none());
    for i in [149, 148, 120, 121, 40, 38, 36, 35, 12, 9, 8, 7, 6, 5] {
        let range = harness.state().find(&format!("Alinéa {i} :"));
        harness.state_mut().view.reveal(range.clone());
        harness.run();
        let place = rect(&harness, &range);
        assert!(place.top() >= 28.0, "Alinéa {i} at {place}");
        assert!(place.bottom() <= 600.0, "Alinéa {i} at {place}");
    }
    let range = harness.state().find("Alinéa 75 :");
    harness.state_mut().view.reveal(range);
    harness.run();
    let name = harness.get_by_label_contains("To the start");
    let name = name.accesskit_node().label().unwrap_or_default();
    assert!(name.contains(" / 150 · "), "{name}");
    shot(&mut harness, "comforts-head");
    harness.get_by_label_contains("To the start").click();
    harness.run();
    assert_eq!(harness.state().view.visible_range().start, 0);
    assert!(harness.query_by_label_contains("To the start").is_none());
}

#[test]
fn the_running_head_moves_nothing() {
    let mut harness = titled(30).harness([900.0, 600.0], 1.0);
    harness.hover_at(pos2(450.0, 300.0));
    harness.step();
    let word = harness.state().find("Alinéa 3 :");
    let mut last = rect(&harness, &word).top();
    for _ in 0..30 {
        harness.event(Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            delta: vec2(0.0, -4.0),
            source: egui::MouseWheelSource::Wheel,
            phase: egui::TouchPhase::Move,
            modifiers: Modifiers::NONE,
        });
        harness.step();
        let now = rect(&harness, &word).top();
        assert!((last - now - 4.0).abs() < 0.51, "from {last} to {now}");
        last = now;
    }
}

#[test]
fn the_overview_shows_records_and_leads_there() {
    let mut stage = titled(150);
    stage.style.has_overview = true;
    stage.mark("Alinéa 120 :", "Prediction", "Prédiction");
    let color = stage.marks.0[0].color;
    let mut harness = stage.harness([1200.0, 600.0], 1.0);
    let picture = shot(&mut harness, "comforts-overview");
    let right = |x: u32| x > 1_110;
    let rows: Vec<u32> = picture
        .enumerate_pixels()
        .filter(|(x, _, pixel)| right(*x) && is_near(pixel.0, color.to_array()))
        .map(|(_, y, _)| y)
        .collect();
    let row = rows.first().copied().expect("the record in the overview");
    let at = pos2(1_150.0, row as f32);
    harness.hover_at(at);
    harness.step();
    harness.drag_at(at);
    release(&mut harness, at);
    let range = harness.state().find("Alinéa 120 :");
    assert!(harness.state().view.screen_rect_of(&range).is_some());
    drag(&mut harness, at, pos2(1_150.0, 0.0));
    release(&mut harness, pos2(1_150.0, 0.0));
    assert_eq!(harness.state().view.visible_range().start, 0);
}

/// Whether a color is another one at most a little faded.
fn is_near(pixel: [u8; 4], color: [u8; 4]) -> bool {
    let pairs = pixel.iter().zip(color).take(3);
    pairs.map(|(a, b)| a.abs_diff(b)).all(|way| way < 45)
}

#[test]
fn numbers_stand_in_the_margin_clear_of_zones() {
    for (numbers, name) in [
        (Numbers::Paragraphs, "paragraphs"),
        (Numbers::Lines, "lines"),
    ] {
        let mut stage = titled(1_200);
        stage.style.numbers = numbers;
        let start = stage.find("Alinéa 998 :").start;
        let end = stage.find("Alinéa 1001 :").start;
        stage.mark_range(start..end, "zone", "Maud");
        stage.cursor(stage.find("Alinéa 999 :"), false);
        let mut harness = stage.harness([760.0, 480.0], 1.0);
        let range = harness.state().find("Alinéa 999 :");
        harness.state_mut().view.reveal(range.clone());
        harness.run();
        let picture = shot(&mut harness, &format!("comforts-{name}"));
        let left = rect(&harness, &range).left();
        let ink = |x: f32| {
            let paper = Palette::LIGHT.paper.to_array();
            (40..480).any(|y| picture.get_pixel(x as u32, y).0 != paper)
        };
        assert!((4..56).any(|x| ink(left - x as f32)), "figures");
        let free = left - 20.0;
        assert!(
            !ink(free),
            "nothing between the bar of the zone and the figures"
        );
        assert!(!ink(left - 4.0), "nothing between the bar and the text");
    }
}

#[test]
fn the_pointer_tells_what_it_is_over() {
    let mut stage = titled(150);
    stage.mark("Alinéa 1 :", "Prediction", "Prédiction");
    stage.selected = Some("m0".into());
    let mut harness = stage.harness([1_100.0, 600.0], 1.0);
    let mark = rect(&harness, &harness.state().find("Alinéa 1 :"));
    let plain = rect(&harness, &harness.state().find("Alinéa 2 :"));
    let mut over = |at: Pos2| {
        harness.hover_at(at);
        harness.run_steps(2);
        harness.output().platform_output.cursor_icon
    };
    assert_eq!(over(plain.center()), CursorIcon::Text);
    assert_eq!(over(mark.center()), CursorIcon::PointingHand);
    assert_eq!(
        over(mark.right_center() + vec2(2.0, 0.0)),
        CursorIcon::ResizeHorizontal
    );
    assert_eq!(over(pos2(20.0, 300.0)), CursorIcon::Default);
    assert_eq!(over(pos2(1_060.0, 300.0)), CursorIcon::Default);
}

#[test]
fn with_reduced_motion_a_page_is_turned_at_once() {
    let mut harness = titled(150).harness([900.0, 600.0], 1.0);
    harness
        .ctx
        .all_styles_mut(|style| style.animation_time = 0.0);
    harness.state_mut().view.page(1.0);
    harness.step();
    let at_once = harness.state().view.visible_range();
    assert!(at_once.start > 0);
    harness.run_steps(8);
    assert_eq!(harness.state().view.visible_range(), at_once);
}

#[test]
fn nothing_is_repainted_once_a_glide_or_a_zoom_is_over() {
    let mut stage = titled(150);
    stage.style.has_overview = true;
    stage.style.numbers = Numbers::Paragraphs;
    let mut harness = stage.harness([1_100.0, 600.0], 1.0);
    let settled = |harness: &mut Harness<'_, Stage>| {
        harness.run_steps(20);
        let delays = harness.output().viewport_output.values();
        delays.map(|output| output.repaint_delay).min()
    };
    harness.state_mut().view.page(1.0);
    harness.run_ok();
    assert_eq!(settled(&mut harness), Some(std::time::Duration::MAX));
    harness.hover_at(pos2(450.0, 300.0));
    wheel(&mut harness, 1.0, Modifiers::COMMAND);
    assert_eq!(settled(&mut harness), Some(std::time::Duration::MAX));
}

#[test]
fn all_but_the_spotlight_is_dimmed_and_stays_in_place() {
    for (name, palette) in [("light", Palette::LIGHT), ("dark", Palette::DARK)] {
        let mut stage = titled(30);
        stage.style = sententia::app::panel::text::Style::new(palette);
        stage.mark("Alinéa 1 :", "Prediction", "Prédiction");
        stage.mark("Alinéa 3 :", "Stance", "Position");
        let lit = stage.find("Alinéa 3 :").start..stage.find("Alinéa 4 :").start - 2;
        let mut harness = stage.harness([900.0, 600.0], 1.0);
        let words = [
            harness.state().find("Alinéa 1 :"),
            harness.state().find("Alinéa 3 :"),
        ];
        let before: Vec<_> = words.iter().map(|word| rect(&harness, word)).collect();
        let full = harness.render().expect("a picture");
        harness.state_mut().spotlight = Some(lit);
        harness.run();
        let after: Vec<_> = words.iter().map(|word| rect(&harness, word)).collect();
        assert_eq!(before, after);
        let dimmed = shot(&mut harness, &format!("comforts-spotlight-{name}"));
        let differs = |place: egui::Rect| {
            let rows = place.top() as u32..place.bottom() as u32;
            let mut columns =
                rows.flat_map(|y| (place.left() as u32..place.right() as u32).map(move |x| (x, y)));
            columns.any(|(x, y)| full.get_pixel(x, y) != dimmed.get_pixel(x, y))
        };
        assert!(differs(before[0]), "what is outside is dimmed");
        assert!(!differs(before[1]), "what is inside is as it was");
    }
}

#[test]
fn while_the_spotlight_is_out_of_sight_nothing_is_dimmed() {
    let mut harness = titled(150).harness([900.0, 600.0], 1.0);
    let range = harness.state().find("Alinéa 90 :");
    harness.state_mut().view.reveal(range);
    harness.run();
    let full = harness.render().expect("a picture");
    let away = harness.state().find("Alinéa 3 :");
    harness.state_mut().spotlight = Some(away);
    harness.run();
    let text = |picture: &image::RgbaImage| {
        let mut picture = picture.clone();
        image::imageops::crop(&mut picture, 0, 0, 880, 600).to_image()
    };
    let read = harness.render().expect("a picture");
    assert!(text(&full) == text(&read), "read at full strength");
    let here = harness.state().find("Alinéa 91 :");
    harness.state_mut().spotlight = Some(here);
    harness.run();
    let dimmed = harness.render().expect("a picture");
    assert!(text(&full) != text(&dimmed), "dimmed around it");
}
