//! A text with marks to drive the view with, and the harness around it.

use std::ops::Range;
use std::sync::Arc;

use egui::{Color32, Pos2, Rect};
use egui_kittest::Harness;
use sententia::app::panel::text::{
    Bar, Card, Cursor, Found, Hint, LinkLine, Mark, MarkId, MarkSource, Pattern, Scene, Strings,
    Style, TextEvent, TextView, Tick,
};
use sententia::app::theme::{self, Palette};

use crate::ui::soft::SoftRenderer;

/// All that a scene needs, and the events it gave.
pub struct Stage {
    pub view: TextView,
    pub document: String,
    pub text: Arc<str>,
    pub title: String,
    pub byline: String,
    pub marks: Marks,
    pub revision: u64,
    pub cursor: Cursor,
    pub preview: Option<Range<usize>>,
    pub selected: Option<MarkId>,
    pub hints: Vec<Hint>,
    pub links: Vec<LinkLine>,
    pub found: Vec<Range<usize>>,
    pub current: Option<usize>,
    pub running: String,
    pub spotlight: Option<Range<usize>>,
    pub style: Style,
    pub events: Vec<TextEvent>,
    /// Seconds between two frames of a test.
    pub seconds: f32,
}

/// Marks, and links drawn thinly beside those of the selected one.
#[derive(Default)]
pub struct Marks(pub Vec<Mark>, pub Vec<LinkLine>);

impl MarkSource for Marks {
    fn marks_in(&self, range: Range<usize>) -> Vec<Mark> {
        let touches = |f: &Range<usize>| f.start < range.end && range.start < f.end;
        self.0
            .iter()
            .filter(|mark| mark.fragments.iter().any(touches))
            .cloned()
            .collect()
    }

    fn links_in(&self, _range: Range<usize>) -> Vec<LinkLine> {
        self.1.clone()
    }

    fn card(&self, mark: &MarkId) -> Option<Card> {
        let mark = self.0.iter().find(|it| it.id == *mark)?;
        Some(Card {
            label: mark.name.clone(),
            color: mark.color,
            ..Card::default()
        })
    }

    fn ticks(&self) -> Vec<Tick> {
        let tick = |mark: &Mark| Tick {
            position: mark.fragments[0].start,
            color: mark.color,
        };
        self.0.iter().map(tick).collect()
    }

    fn bars(&self) -> Vec<Bar> {
        let bar = |mark: &Mark| Bar {
            range: mark.fragments[0].clone(),
            color: mark.color,
        };
        self.0.iter().map(bar).collect()
    }
}

impl Stage {
    pub fn new(text: &str) -> Self {
        Self {
            view: TextView::new(false),
            document: "one".to_owned(),
            text: Arc::from(text),
            title: String::new(),
            byline: String::new(),
            marks: Marks::default(),
            revision: 0,
            cursor: Cursor::default(),
            preview: None,
            selected: None,
            hints: Vec::new(),
            links: Vec::new(),
            found: Vec::new(),
            current: None,
            running: String::new(),
            spotlight: None,
            style: Style::new(Palette::LIGHT),
            events: Vec::new(),
            seconds: 0.25,
        }
    }

    /// Runs one frame of the view in `ui` and keeps its events.
    pub fn ui(&mut self, ui: &mut egui::Ui) {
        let scene = Scene {
            document: &self.document,
            text: &self.text,
            revision: self.revision,
            title: &self.title,
            byline: &self.byline,
            marks: &self.marks,
            cursor: self.cursor.clone(),
            preview: self.preview.clone(),
            selected: self.selected.as_ref(),
            hints: &self.hints,
            dimmed: !self.hints.is_empty(),
            links: &self.links,
            found: Found {
                hits: &self.found,
                current: self.current,
                version: self.revision,
            },
            spotlight: self.spotlight.clone(),
            style: &self.style,
            strings: Strings {
                document: "Text of the document",
                language: "fr",
                scroll_bar: "Scroll",
                hit: Some(|index, words| format!("Hit {}: {words}", index + 1)),
                more: "More records here:",
                running: &self.running,
                place: Some(|it| {
                    format!("¶ {} / {} · {} %", it.paragraph, it.paragraphs, it.percent)
                }),
                to_start: "To the start",
            },
            keyboard: None,
        };
        let events = self.view.ui(ui, &scene);
        self.events.extend(events);
    }

    /// Where `words` stand, the first time.
    pub fn find(&self, words: &str) -> Range<usize> {
        let start = self
            .text
            .find(words)
            .unwrap_or_else(|| panic!("no {words:?} in the text"));
        start..start + words.len()
    }

    /// Adds a mark over `words`.
    pub fn mark(&mut self, words: &str, label: &str, tag: &str) -> &mut Mark {
        let range = self.find(words);
        self.mark_range(range, label, tag)
    }

    pub fn mark_range(&mut self, range: Range<usize>, label: &str, tag: &str) -> &mut Mark {
        let (color, pattern) = look(label, self.style.palette.dark);
        let name = match tag {
            "" => label.to_owned(),
            tag => tag.replacen(" · ", ", ", 1),
        };
        self.revision += 1;
        self.marks.0.push(Mark {
            id: format!("m{}", self.marks.0.len()).into(),
            fragments: vec![range],
            color,
            pattern,
            tag: tag.to_owned(),
            name,
            incomplete: false,
            foreign: None,
            suggestion: false,
        });
        self.marks.0.last_mut().unwrap()
    }

    /// Sets the caret or a selection.
    pub fn cursor(&mut self, range: Range<usize>, is_selection: bool) {
        self.cursor = Cursor {
            head: range.end,
            range,
            visible: true,
            is_idle: false,
            is_selection,
        };
    }

    /// A harness that shows the stage in a window of the given size, on paper.
    pub fn harness(self, size: [f32; 2], scale: f32) -> Harness<'static, Self> {
        let mut harness = Harness::builder()
            .with_size(size)
            .with_pixels_per_point(scale)
            .with_render_cursor(false)
            .with_step_dt(self.seconds)
            .with_max_steps(64)
            .renderer(SoftRenderer::default())
            .build_ui_state(show, self);
        harness.run();
        harness
    }
}

fn show(ui: &mut egui::Ui, stage: &mut Stage) {
    let palette = stage.style.palette;
    if ui.ctx().cumulative_pass_nr() == 0 {
        theme::install(ui.ctx());
        ui.ctx().all_styles_mut(|it| it.animation_time = 0.0);
    }
    ui.ctx().set_theme(if palette.dark {
        egui::Theme::Dark
    } else {
        egui::Theme::Light
    });
    let area = ui.ctx().content_rect();
    ui.painter().rect_filled(area, 0.0, palette.paper);
    ui.scope_builder(egui::UiBuilder::new().max_rect(area), |ui| stage.ui(ui));
}

/// Color and pattern of the labels used here.
fn look(label: &str, dark: bool) -> (Color32, Pattern) {
    let (light, on_dark, pattern) = match label {
        "Prediction" => (0xB8_69_00, 0xF2_A6_3B, Pattern::Solid),
        "Stance" => (0x1F_63_C0, 0x7A_AE_FF, Pattern::Solid),
        "Source" => (0x7B_3F_B0, 0xC7_97_F2, Pattern::Dots),
        "Target" => (0x1B_7F_5C, 0x5F_CB_A4, Pattern::Wave),
        "Reason" => (0x8A_78_00, 0xD2_BE_4A, Pattern::Dashes),
        "Horizon" => (0x55_5A_63, 0xA9_AC_B4, Pattern::Double),
        _ => (0x6E_70_66, 0x6E_72_78, Pattern::Margin),
    };
    let [_, r, g, b] = u32::to_be_bytes(if dark { on_dark } else { light });
    (Color32::from_rgb(r, g, b), pattern)
}

/// The middle of where a range is on screen.
pub fn middle(harness: &Harness<'_, Stage>, range: &Range<usize>) -> Pos2 {
    rect(harness, range).center()
}

/// Where a range is on screen.
pub fn rect(harness: &Harness<'_, Stage>, range: &Range<usize>) -> Rect {
    harness
        .state()
        .view
        .screen_rect_of(range)
        .expect("on screen")
}

/// Presses at one place and moves to another in steps, without releasing.
pub fn drag(harness: &mut Harness<'_, Stage>, from: Pos2, to: Pos2) {
    harness.hover_at(from);
    harness.step();
    harness.drag_at(from);
    harness.step();
    for i in 1_u8..=6 {
        harness.hover_at(from.lerp(to, f32::from(i) / 6.0));
        harness.step();
    }
}

/// Releases the button.
pub fn release(harness: &mut Harness<'_, Stage>, at: Pos2) {
    harness.event(egui::Event::PointerButton {
        pos: at,
        button: egui::PointerButton::Primary,
        pressed: false,
        modifiers: egui::Modifiers::NONE,
    });
    harness.run();
}

/// Saves the picture when the variable `SHOTS` names a folder, to be looked at.
pub fn shot(harness: &mut Harness<'_, Stage>, name: &str) -> image::RgbaImage {
    let picture = harness.render().expect("a picture");
    if let Some(folder) = std::env::var_os("SHOTS") {
        let path = std::path::Path::new(&folder).join(format!("{name}.png"));
        picture.save(path).expect("picture saved");
    }
    picture
}
