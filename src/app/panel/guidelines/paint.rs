//! Draws the blocks of a Markdown text. The words of a block are one galley, so that they wrap together;
//! a click on one of its links opens the address.

use egui::text::{CCursor, LayoutJob, TextFormat};
use egui::{
    Color32, CornerRadius, CursorIcon, FontFamily, FontId, Frame, Margin, OpenUrl, RichText, Role,
    Sense, Stroke, Ui, WidgetInfo, vec2,
};

use super::markdown::{Block, Kind, Run};
use crate::app::theme::{Palette, TEXT, strong_family};
use crate::app::widget::{hairline, tint};

/// Of the size of the letters.
const LINE_HEIGHT: f32 = 1.5;

pub(super) fn block_ui(ui: &mut Ui, block: &Block) {
    match &block.kind {
        Kind::Rule => {
            ui.add_space(8.0);
            hairline(ui);
            ui.add_space(8.0);
        }
        Kind::Heading(level) => {
            ui.add_space(if *level == 1 { 0.0 } else { 14.0 });
            words_ui(ui, block, if *level == 1 { 17.0 } else { 14.0 });
            ui.add_space(4.0);
        }
        Kind::Paragraph => {
            words_ui(ui, block, TEXT);
            ui.add_space(6.0);
        }
        Kind::Item(sign) => {
            let indent = block.depth as f32 * 16.0;
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = 0.0;
                ui.add_space(indent);
                let at = ui.cursor().min + vec2(2.0, TEXT * LINE_HEIGHT / 2.0);
                ui.add_space(if sign == "•" { 14.0 } else { 22.0 });
                sign_at(ui, at, sign);
                ui.vertical(|ui| words_ui(ui, block, TEXT));
            });
            ui.add_space(2.0);
        }
        Kind::Quote => quote_ui(ui, block),
        Kind::Code => code_ui(ui, block),
    }
}

fn sign_at(ui: &Ui, at: egui::Pos2, sign: &str) {
    let color = Palette::of(ui).secondary;
    ui.painter().text(
        at,
        egui::Align2::LEFT_CENTER,
        sign,
        FontId::proportional(TEXT),
        color,
    );
}

fn quote_ui(ui: &mut Ui, block: &Block) {
    let line = Palette::of(ui).line;
    let inside = Frame::new().inner_margin(Margin {
        left: 12,
        ..Margin::ZERO
    });
    let response = inside.show(ui, |ui| words_ui(ui, block, TEXT)).response;
    ui.painter().vline(
        response.rect.left() + 2.0,
        response.rect.y_range(),
        Stroke::new(2.0, line),
    );
    ui.add_space(6.0);
}

fn code_ui(ui: &mut Ui, block: &Block) {
    let palette = Palette::of(ui);
    let text: String = block.runs.iter().map(|it| it.text.as_str()).collect();
    let frame = Frame::new()
        .fill(tint(palette.ink, 0.05))
        .corner_radius(CornerRadius::same(6))
        .inner_margin(8.0);
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.label(
            RichText::new(text.trim_end())
                .monospace()
                .color(palette.ink),
        );
    });
    ui.add_space(6.0);
}

/// The words of a block, wrapped to the width there is.
fn words_ui(ui: &mut Ui, block: &Block, size: f32) {
    let palette = Palette::of(ui);
    let heading = matches!(block.kind, Kind::Heading(_));
    let mut job = LayoutJob::default();
    job.wrap.max_width = ui.available_width();
    for run in &block.runs {
        job.append(&run.text, 0.0, format(run, size, heading, palette));
    }
    let words = job.text.clone();
    let galley = ui.painter().layout_job(job);
    let linked = block.runs.iter().any(|it| it.link.is_some());
    let sense = if linked {
        Sense::click()
    } else {
        Sense::hover()
    };
    let (rect, response) = ui.allocate_exact_size(galley.size(), sense);
    response.widget_info(|| {
        WidgetInfo::labeled(
            if heading { Role::Heading } else { Role::Label },
            true,
            &words,
        )
    });
    if let Some(at) = response.hover_pos().filter(|_| linked)
        && let Some(url) = link_at(block, galley.cursor_from_pos(at - rect.min))
    {
        ui.set_cursor_icon(CursorIcon::PointingHand);
        if response.clicked() {
            ui.ctx().open_url(OpenUrl::new_tab(url));
        }
        response.on_hover_text(url);
    }
    ui.painter().galley(rect.min, galley, palette.ink);
}

/// The address of the link that a character stands in.
fn link_at(block: &Block, at: CCursor) -> Option<&str> {
    let mut end = 0;
    let run = block.runs.iter().find(|it| {
        end += it.text.chars().count();
        at.index.0 < end
    })?;
    run.link.as_deref()
}

fn format(run: &Run, size: f32, heading: bool, palette: Palette) -> TextFormat {
    let family = if run.code {
        FontFamily::Monospace
    } else if run.bold || heading {
        strong_family()
    } else {
        FontFamily::Proportional
    };
    let color = if run.link.is_some() {
        palette.accent
    } else {
        palette.ink
    };
    TextFormat {
        font_id: FontId::new(if run.code { size - 0.5 } else { size }, family),
        color,
        italics: run.italic,
        background: if run.code {
            tint(palette.ink, 0.07)
        } else {
            Color32::TRANSPARENT
        },
        underline: if run.link.is_some() {
            Stroke::new(1.0, color)
        } else {
            Stroke::NONE
        },
        line_height: (!run.code).then(|| (size * LINE_HEIGHT).round()),
        valign: egui::Align::Center,
        ..TextFormat::default()
    }
}
