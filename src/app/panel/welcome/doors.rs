//! The three doors: open a project, make one from texts, try the sample.

use egui::{
    Align2, Color32, CornerRadius, Painter, Pos2, Rect, Response, RichText, Role, Sense, Shape,
    Stroke, StrokeKind, TextStyle, TextWrapMode, Ui, WidgetInfo, WidgetText, pos2, vec2,
};

use crate::app::action::Action;
use crate::app::command;
use crate::app::cx::Cx;
use crate::app::theme::{Palette, SMALL};
use crate::app::widget::{focus_ring, keycap_at, semibold, tint};
use crate::tr;

const HEIGHT: f32 = 128.0;
const ROUND: u8 = 10;

/// A way in: its command, its name and what it means.
struct Door {
    command: &'static str,
    name: &'static str,
    hint: &'static str,
    icon: fn(&Painter, Pos2, Color32),
}

const DOORS: [Door; 3] = [
    Door {
        command: "file.open",
        name: "welcome-open",
        hint: "welcome-open-hint",
        icon: folder,
    },
    Door {
        command: "file.new",
        name: "welcome-new",
        hint: "welcome-new-hint",
        icon: sheets,
    },
    Door {
        command: "file.sample",
        name: "welcome-sample",
        hint: "welcome-sample-hint",
        icon: marked,
    },
];

pub(super) fn ui(ui: &mut Ui, cx: &Cx, out: &mut Vec<Action>) {
    let gap = 16.0;
    let n = if ui.available_width() < 560.0 {
        1
    } else {
        DOORS.len()
    };
    let width = ((ui.available_width() - gap * (n - 1) as f32) / n as f32).floor();
    let doors = |ui: &mut Ui| {
        ui.spacing_mut().item_spacing = vec2(gap, gap);
        for door in &DOORS {
            let key = cx.keymap.shown(door.command);
            if door_ui(ui, width, door, key.as_deref()).clicked() {
                out.extend(command::by_id(door.command).and_then(|it| (it.run)(cx)));
            }
        }
    };
    if n == 1 {
        ui.vertical(doors)
    } else {
        ui.horizontal(doors)
    };
    ui.add_space(8.0);
    super::drop_hint(ui, cx.palette);
}

fn door_ui(ui: &mut Ui, width: f32, door: &Door, key: Option<&str>) -> Response {
    let palette = Palette::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(width, HEIGHT), Sense::click());
    let name = tr!(door.name);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    let (fill, line) = if response.is_pointer_button_down_on() {
        (tint(palette.accent, 0.12), palette.accent)
    } else if response.hovered() {
        (tint(palette.accent, 0.05), palette.accent)
    } else {
        (palette.panel, palette.line)
    };
    ui.painter().rect(
        rect,
        CornerRadius::same(ROUND),
        fill,
        Stroke::new(1.0, line),
        StrokeKind::Inside,
    );
    let inside = rect.shrink(16.0);
    (door.icon)(
        ui.painter(),
        inside.left_top() + vec2(12.0, 12.0),
        palette.accent,
    );
    if let Some(key) = key {
        keycap_at(
            ui.painter(),
            palette,
            pos2(inside.right(), inside.top() + 12.0),
            key,
        );
    }
    words(ui, inside, &name, &tr!(door.hint));
    focus_ring(ui, &response, ROUND);
    response
}

/// The name, and below it the hint on at most two lines.
fn words(ui: &Ui, inside: Rect, name: &str, hint: &str) {
    let palette = Palette::of(ui);
    let name = WidgetText::from(semibold(name).size(14.0));
    let name = name.into_galley(
        ui,
        Some(TextWrapMode::Truncate),
        inside.width(),
        TextStyle::Button,
    );
    ui.painter()
        .galley(pos2(inside.left(), inside.top() + 38.0), name, palette.ink);
    let hint = WidgetText::from(RichText::new(hint).size(SMALL).color(palette.secondary));
    let hint = hint.into_galley(
        ui,
        Some(TextWrapMode::Wrap),
        inside.width(),
        TextStyle::Small,
    );
    ui.painter().galley(
        pos2(inside.left(), inside.top() + 60.0),
        hint,
        palette.secondary,
    );
}

fn line(color: Color32) -> Stroke {
    Stroke::new(1.5, color)
}

/// An open folder, 20 points wide.
fn folder(painter: &Painter, center: Pos2, color: Color32) {
    let at = |x: f32, y: f32| center + vec2(x, y);
    let outline = vec![
        at(-10.0, 7.0),
        at(-10.0, -7.0),
        at(-3.0, -7.0),
        at(-1.0, -4.0),
        at(10.0, -4.0),
        at(10.0, 7.0),
    ];
    painter.add(Shape::closed_line(outline, line(color)));
    painter.line_segment([at(-10.0, -0.5), at(10.0, -0.5)], line(color));
}

/// Two sheets, one behind the other.
fn sheets(painter: &Painter, center: Pos2, color: Color32) {
    let sheet = |at: Pos2| Rect::from_center_size(at, vec2(13.0, 16.0));
    let radius = CornerRadius::same(2);
    let behind = sheet(center + vec2(3.5, -2.0));
    painter.line(
        vec![
            behind.left_top() + vec2(2.0, 0.0),
            behind.right_top(),
            behind.right_bottom() - vec2(0.0, 2.0),
        ],
        line(color),
    );
    let front = sheet(center + vec2(-2.5, 2.0));
    painter.rect_stroke(front, radius, line(color), StrokeKind::Middle);
    for y in [5.0, 9.0] {
        let from = front.left_top() + vec2(3.0, y);
        painter.line_segment([from, from + vec2(7.0, 0.0)], line(color));
    }
}

/// Lines of text, one of them marked.
fn marked(painter: &Painter, center: Pos2, color: Color32) {
    for (y, to) in [(-7.0, 10.0), (0.0, 4.0), (7.0, 8.0)] {
        let from = center + vec2(-10.0, y);
        painter.line_segment([from, center + vec2(to, y)], line(color));
    }
    let mark = Rect::from_center_size(center + vec2(-3.0, 0.0), vec2(16.0, 6.0));
    painter.rect_filled(mark, CornerRadius::same(2), tint(color, 0.28));
    let dot = Align2::CENTER_CENTER.anchor_size(center + vec2(8.5, 0.0), vec2(3.0, 3.0));
    painter.circle_filled(dot.center(), 1.8, color);
}
