//! The keyboard is never lost: Tab and F6 through the whole window and every dialog, looking for the ring each time.

use std::collections::BTreeSet;

use egui::accesskit::NodeId;
use egui::{Key, Rect, Role, pos2};
use egui_kittest::Harness;
use egui_kittest::kittest::{AccessKitNode, NodeT as _};
use sententia::app::action::Action;
use sententia::app::dialog::about::AboutDialog;
use sententia::app::dialog::annotator::AnnotatorDialog;
use sententia::app::dialog::confirm::ConfirmDialog;
use sententia::app::dialog::export::ExportDialog;
use sententia::app::dialog::import::ImportDialog;
use sententia::app::dialog::keys::KeysDialog;
use sententia::app::dialog::problems::ProblemsDialog;
use sententia::app::dialog::properties::DocumentDialog;
use sententia::app::dialog::settings::SettingsDialog;
use sententia::app::theme::Palette;

use super::dialogs::import::texts;
use super::dialogs::stage::Stage;
use super::dialogs::welcome::welcome_with_projects;
use super::soft;
use super::window::Window;

/// More stops than any dialog or the window has.
const MOST: usize = 120;

/// What has the keyboard: its node, its name and where it is.
#[derive(Clone, Debug, PartialEq)]
struct Stop {
    node: NodeId,
    name: String,
    rect: Rect,
    role: Role,
}

fn focused(node: &AccessKitNode<'_>) -> Option<Stop> {
    if node.is_focused() && !node.is_root() {
        let bounds = node.bounding_box()?;
        let corner = |x: f64, y: f64| pos2(x as f32, y as f32);
        let name = node
            .label()
            .or_else(|| node.placeholder().map(str::to_owned));
        return Some(Stop {
            node: node.locate().0,
            name: name.unwrap_or_default(),
            rect: Rect::from_min_max(corner(bounds.x0, bounds.y0), corner(bounds.x1, bounds.y1)),
            role: node.role(),
        });
    }
    node.children().find_map(|it| focused(&it))
}

fn stop<S>(harness: &Harness<'_, S>) -> Option<Stop> {
    focused(&harness.root().accesskit_node())
}

/// Points of accent just outside a rectangle: those of a ring around it.
fn ring<S>(harness: &mut Harness<'_, S>, rect: Rect) -> usize {
    let is_dark = harness.ctx.global_style().visuals.dark_mode;
    let palette = if is_dark {
        Palette::DARK
    } else {
        Palette::LIGHT
    };
    let accent = palette.accent;
    let (outer, inner) = (rect.expand(4.0), rect.expand(0.5));
    soft::show_only(Some(outer));
    let picture = harness.render().unwrap();
    soft::show_only(None);
    let near = |a: u8, b: u8| a.abs_diff(b) < 24;
    let is_accent = |x: u32, y: u32| {
        let [r, g, b, _] = picture.get_pixel(x, y).0;
        near(r, accent.r()) && near(g, accent.g()) && near(b, accent.b())
    };
    let (width, height) = picture.dimensions();
    let rows = outer.top().max(0.0) as u32..(outer.bottom().max(0.0) as u32).min(height);
    let columns = outer.left().max(0.0) as u32..(outer.right().max(0.0) as u32).min(width);
    let points = rows.flat_map(|y| columns.clone().map(move |x| (x, y)));
    let outside = |&(x, y): &(u32, u32)| !inner.contains(pos2(x as f32 + 0.5, y as f32 + 0.5));
    points
        .filter(outside)
        .filter(|&(x, y)| is_accent(x, y))
        .count()
}

/// Whether at least half a ring is there: of a control at the edge of its panel a part is out of sight.
fn has_ring<S>(harness: &mut Harness<'_, S>, rect: Rect) -> bool {
    ring(harness, rect) as f32 >= rect.width() + rect.height()
}

/// Presses Tab until the keyboard is where it was before, or in the text; tells what is wrong on the way.
fn walk<S>(harness: &mut Harness<'_, S>, what: &str, faults: &mut Vec<String>) -> usize {
    let mut seen = BTreeSet::new();
    let mut left: Option<Stop> = None;
    for _ in 0..MOST {
        harness.key_press(Key::Tab);
        harness.run_steps(4);
        let Some(stop) = stop(harness) else {
            faults.push(format!("{what}: the keyboard is nowhere after {left:?}"));
            return seen.len();
        };
        let is_text = matches!(stop.role, Role::Document | Role::Mark);
        if is_text || !seen.insert(stop.node.0) {
            return seen.len();
        }
        if stop.name.trim().is_empty() {
            faults.push(format!("{what}: {stop:?} has no name"));
        }
        if !has_ring(harness, stop.rect) {
            faults.push(format!("{what}: no ring around {stop:?}"));
        }
        let apart = |it: &Stop| !it.rect.expand(8.0).intersects(stop.rect);
        if let Some(left) = left.filter(apart)
            && has_ring(harness, left.rect)
        {
            faults.push(format!("{what}: a ring stays around {left:?}"));
        }
        left = Some(stop);
    }
    faults.push(format!("{what}: Tab never comes back"));
    MOST
}

#[test]
fn tab_goes_through_the_window_with_a_ring_around_each_stop() {
    let mut window = Window::open();
    window.letter('p');
    let mut faults = Vec::new();
    let mut regions = BTreeSet::new();
    for _ in 0..5 {
        window.key(Key::F6);
        let here = stop(&window.harness).expect("F6 leads somewhere");
        assert!(!here.name.is_empty(), "{here:?}");
        regions.insert(here.node.0);
    }
    assert_eq!(regions.len(), 5, "each F6 leads to another part");
    window.key(Key::F6);
    let stops = walk(&mut window.harness, "window", &mut faults);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(stops > 12, "only {stops} stops");
}

#[test]
fn tab_goes_through_the_list_of_steps() {
    let mut window = Window::open();
    window.letter('p');
    window.key(Key::Escape);
    window.keys(egui::Modifiers::COMMAND, Key::H);
    let list = stop(&window.harness).expect("the list has the keyboard");
    assert_eq!(
        list.role,
        Role::ListBoxOption,
        "a screen reader reads the row"
    );
    assert!(list.name.starts_with("Mark Prediction"), "{}", list.name);
    assert!(has_ring(
        &mut window.harness,
        list.rect.shrink2(egui::vec2(7.0, 2.0))
    ));
    let mut faults = Vec::new();
    walk(&mut window.harness, "history", &mut faults);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn tab_goes_through_every_dialog_with_a_ring_around_each_stop() {
    let sample = Stage::with_sample;
    let stages: Vec<(&str, Stage)> = vec![
        ("about", Stage::new().show(|_| AboutDialog)),
        ("keys", sample().show(|_| KeysDialog::default())),
        ("export", sample().show(|cx| ExportDialog::new(cx).unwrap())),
        (
            "document",
            sample().show(|cx| DocumentDialog::new(cx).unwrap()),
        ),
        (
            "problems",
            sample().show(|cx| ProblemsDialog::new(cx).unwrap()),
        ),
        ("annotator", sample().show(AnnotatorDialog::new)),
        ("settings", sample().show(|_| SettingsDialog::default())),
        (
            "settings alone",
            Stage::new().show(|_| SettingsDialog::default()),
        ),
        ("confirm", sample().show(|_| confirm())),
        (
            "import",
            Stage::new().show(|cx| ImportDialog::new(cx, vec![texts().path().to_owned()])),
        ),
        ("welcome", welcome_with_projects()),
    ];
    let mut faults = Vec::new();
    for (name, stage) in stages {
        let mut harness = stage.harness(900.0, 760.0);
        let stops = walk(&mut harness, name, &mut faults);
        if stops == 0 {
            faults.push(format!("{name}: nothing takes the keyboard"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn confirm() -> ConfirmDialog {
    let words = |it: &str| it.to_owned();
    ConfirmDialog::new(
        words("Title"),
        words("Text"),
        words("Do"),
        Action::CloseDialog,
    )
}
