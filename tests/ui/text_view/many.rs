//! Many marks at one place, many links on one screen, marks of others.

use egui::{Rect, Shape, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use sententia::app::panel::text::{LinkLine, MarkId, TextEvent};
use sententia::app::theme::Palette;

use super::stage::{Stage, drag, middle, rect, release, shot};

const TEXT: &str = "Un seul mot porte ici douze marques, et davantage encore, dit-on parfois.\n\
    La ligne suivante reste lisible malgré tout, et celle d’après aussi, puisque rien ne bouge.\n\
    Encore une ligne, puis une autre, pour que les liens aient où aller dans la page.\n";
const LABELS: [&str; 6] = [
    "Prediction",
    "Stance",
    "Source",
    "Target",
    "Reason",
    "Horizon",
];

fn deep(n: usize) -> Stage {
    let mut stage = Stage::new(TEXT);
    for i in 0..n {
        stage.mark("marques", LABELS[i % LABELS.len()], "");
    }
    stage
}

#[test]
fn what_is_too_deep_to_draw_is_counted_and_asked_for() {
    let mut harness = deep(12).harness([700.0, 300.0], 1.0);
    assert!(harness.query_by_label_contains("More records").is_none());
    harness = deep(15).harness([700.0, 300.0], 1.0);
    harness.get_by_label("More records here: +3").click();
    harness.run();
    let range = harness.state().find("marques");
    let wanted = TextEvent::More { range };
    assert!(harness.state().events.contains(&wanted));
    let is_click = |it: &TextEvent| matches!(it, TextEvent::Click { .. });
    assert!(!harness.state().events.iter().any(is_click));
}

#[test]
fn a_mark_of_another_has_no_grips_and_comes_after_ones_own() {
    let mut stage = Stage::new(TEXT);
    stage.mark("douze marques, et davantage", "Prediction", "");
    stage.mark("marques", "Stance", "Position").foreign = Some('B');
    stage.selected = Some("m1".into());
    let mut harness = stage.harness([700.0, 300.0], 1.0);
    let place = middle(&harness, &harness.state().find("marques"));
    harness.hover_at(place);
    harness.drag_at(place);
    release(&mut harness, place);
    let events = &harness.state().events;
    let clicked = events.iter().find_map(|it| match it {
        TextEvent::Click { marks, .. } => Some(marks.clone()),
        _ => None,
    });
    let expected: Vec<MarkId> = vec!["m0".into(), "m1".into()];
    assert_eq!(
        clicked,
        Some(expected),
        "though the other's is the inner one"
    );
    let edge = rect(&harness, &harness.state().find("marques")).right_center() + vec2(2.5, 0.0);
    drag(&mut harness, edge, edge + vec2(60.0, 0.0));
    release(&mut harness, edge + vec2(60.0, 0.0));
    let is_edge = |it: &TextEvent| matches!(it, TextEvent::Edge { .. });
    assert!(!harness.state().events.iter().any(is_edge));
}

/// Thirty marks in three lines, each linked to the one ten further on.
fn woven(palette: Palette) -> Stage {
    let mut stage = Stage::new(TEXT);
    stage.style.palette = palette;
    let text = stage.text.clone();
    let words: Vec<(usize, usize)> = text
        .split_whitespace()
        .map(|it| (it.as_ptr() as usize - text.as_ptr() as usize, it.len()))
        .collect();
    for (i, (start, length)) in words.into_iter().enumerate().take(36) {
        stage.mark_range(start..start + length, LABELS[i % 4], "");
    }
    let marks = &stage.marks.0;
    let link = |i: usize| LinkLine {
        from: marks[i].id.clone(),
        to: marks[(i * 7 + 5) % 36].id.clone(),
        from_range: marks[i].fragments[0].clone(),
        to_range: marks[(i * 7 + 5) % 36].fragments[0].clone(),
        name: "à propos de".to_owned(),
        color: marks[i].color,
    };
    stage.marks.1 = (0..30).map(link).collect();
    stage.revision += 1;
    stage
}

/// The lines of links on screen, by thickness.
fn lines(harness: &Harness<'_, Stage>, thickness: f32) -> Vec<Rect> {
    let shapes = harness.output().shapes.iter();
    let path = |it: &egui::epaint::ClippedShape| match &it.shape {
        Shape::Path(path)
            if (path.stroke.width - thickness).abs() < 0.1 && path.points.len() > 3 =>
        {
            Some(Rect::from_points(&path.points))
        }
        _ => None,
    };
    shapes.filter_map(path).collect()
}

#[test]
fn all_links_are_thin_and_those_of_the_selected_record_are_not() {
    let mut stage = woven(Palette::LIGHT);
    let all = std::mem::take(&mut stage.marks.1);
    let mut harness = stage.harness([720.0, 420.0], 1.0);
    assert!(lines(&harness, 1.0).is_empty());
    let state = harness.state_mut();
    state.marks.1 = all;
    state.revision += 1;
    harness.run();
    assert_eq!(lines(&harness, 1.0).len(), 30);
    assert!(lines(&harness, 1.5).is_empty());
    harness.state_mut().selected = Some("m3".into());
    harness.run();
    let touches = |it: &&LinkLine| it.from == "m3" || it.to == "m3";
    let chosen = harness.state().marks.1.iter().filter(touches).count();
    assert!(chosen > 0);
    assert_eq!(lines(&harness, 1.5).len(), chosen);
    assert_eq!(lines(&harness, 1.0).len(), 30 - chosen);
}

#[test]
fn pictures_of_many() {
    for (name, palette) in [
        ("many-links", Palette::LIGHT),
        ("many-links-dark", Palette::DARK),
    ] {
        let mut stage = woven(palette);
        stage.selected = Some("m3".into());
        shot(&mut stage.harness([720.0, 420.0], 1.0), name);
    }
    let mut stage = Stage::new(TEXT);
    for i in 0..15 {
        let at = stage.find("ici douze marques, et davantage");
        stage.mark_range(
            at.start + i.min(9)..at.end - i.min(13),
            LABELS[i % 6],
            "Nom",
        );
    }
    shot(&mut stage.harness([720.0, 300.0], 2.0), "many-nested");
    let mut stage = Stage::new(TEXT);
    let line = |n: usize| TEXT.lines().take(n).map(|it| it.len() + 1).sum::<usize>();
    for (i, range) in [0..line(3), line(1)..line(3), line(2)..line(3)]
        .into_iter()
        .enumerate()
    {
        stage.mark_range(range, "zone", ["Maud", "Karim", "Zoé"][i]);
    }
    shot(&mut stage.harness([720.0, 300.0], 1.0), "many-zones");
}
