//! Colors, sizes and spacing of the window, light and dark. The only place with a color that is not a label's.

use std::sync::Arc;

use egui::{
    Color32, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, Stroke, TextStyle,
    Visuals, style::ScrollAnimation,
};

use crate::workspace::settings::{Settings, Theme};

/// What every panel paints with; label colors come from the schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Palette {
    pub dark: bool,
    /// Behind the text being read.
    pub paper: Color32,
    /// Behind lists and forms.
    pub panel: Color32,
    /// Hairlines.
    pub line: Color32,
    pub ink: Color32,
    pub secondary: Color32,
    /// Focus, selection, links.
    pub accent: Color32,
    pub good: Color32,
    pub warning: Color32,
    pub bad: Color32,
}

impl Palette {
    pub const LIGHT: Self = Self {
        dark: false,
        paper: hex(0xFB_FA_F7),
        panel: hex(0xF3_F1_EC),
        line: hex(0xDD_D8_CE),
        ink: hex(0x1E_20_24),
        secondary: hex(0x68_6B_72),
        accent: hex(0x2D_5B_D1),
        good: hex(0x2C_79_4C),
        warning: hex(0xA8_64_00),
        bad: hex(0xB3_36_2B),
    };
    pub const DARK: Self = Self {
        dark: true,
        paper: hex(0x17_19_1E),
        panel: hex(0x1E_21_27),
        line: hex(0x31_35_3D),
        ink: hex(0xE8_E4_DB),
        secondary: hex(0x9A_9C_A3),
        accent: hex(0x7F_A2_FF),
        good: hex(0x6C_C0_8B),
        warning: hex(0xE0_A2_4A),
        bad: hex(0xEF_82_77),
    };

    /// A color between two others; `share` of the second.
    pub fn mix(self, a: Color32, b: Color32, share: f32) -> Color32 {
        let channel =
            |a: u8, b: u8| (f32::from(a) + (f32::from(b) - f32::from(a)) * share).round() as u8;
        Color32::from_rgb(
            channel(a.r(), b.r()),
            channel(a.g(), b.g()),
            channel(a.b(), b.b()),
        )
    }

    /// A label's color, darkened or lightened until words in it can be read (4.5 : 1) on the panel.
    pub fn readable(self, color: Color32) -> Color32 {
        let steps = (0..=20).map(|i| self.mix(color, self.ink, i as f32 / 20.0));
        steps
            .into_iter()
            .find(|it| contrast(*it, self.panel) >= 4.5)
            .unwrap_or(self.ink)
    }

    /// The panel's color moved a little towards the ink: hovered, pressed.
    pub fn raised(self, share: f32) -> Color32 {
        self.mix(self.panel, self.ink, share)
    }

    /// The palette of the current egui theme.
    pub fn of(ui: &egui::Ui) -> Self {
        if ui.visuals().dark_mode {
            Self::DARK
        } else {
            Self::LIGHT
        }
    }
}

const fn hex(rgb: u32) -> Color32 {
    let [_, r, g, b] = rgb.to_be_bytes();
    Color32::from_rgb(r, g, b)
}

/// Size of the interface face; secondary words are one point smaller.
pub const TEXT: f32 = 13.0;
pub const SMALL: f32 = 12.0;
/// Size of the words of a record, in the serif face.
pub const QUOTE: f32 = 15.0;
/// Seconds in which something fades in or out.
const FADE: f32 = 0.1;
/// Corners of buttons and fields.
pub const RADIUS: u8 = 6;
/// Height of a row of a list.
pub const ROW: f32 = 28.0;

/// What most letters of a text are, and of the interface.
pub const OFTEN: &str = "eaisntrulodmcpévqfbghjàxêèykwz’,.-“”0123456789";
/// Letters of the two languages of the interface, figures and signs.
pub const LETTERS: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789\
    .,;:!?'’“”«»()[]-–—/+%…·•×→←↑↓àâçéèêëîïôùûüœÀÂÇÉÈÊ";

/// The fonts that the panels of an open project are set in.
pub fn common_fonts() -> impl Iterator<Item = FontId> {
    let sizes = [TEXT, SMALL, 11.0].into_iter().flat_map(|size| {
        let families = [FontFamily::Proportional, strong_family()];
        families.map(|family| FontId::new(size, family))
    });
    sizes.chain([FontId::new(QUOTE, serif_family())])
}

/// The interface face in semibold.
pub fn strong_family() -> FontFamily {
    FontFamily::Name("strong".into())
}

/// The reading face, for titles and quotations in panels.
pub fn serif_family() -> FontFamily {
    FontFamily::Name("serif".into())
}

/// Fonts, sizes and both themes; called once.
pub fn install(ctx: &egui::Context) {
    ctx.set_fonts(fonts());
    ctx.options_mut(|it| it.zoom_with_keyboard = false);
    ctx.set_visuals_of(egui::Theme::Light, visuals(Palette::LIGHT));
    ctx.set_visuals_of(egui::Theme::Dark, visuals(Palette::DARK));
    ctx.all_styles_mut(|style| {
        style.text_styles = [
            (
                TextStyle::Heading,
                FontId::new(TEXT, FontFamily::Proportional),
            ),
            (TextStyle::Body, FontId::new(TEXT, FontFamily::Proportional)),
            (
                TextStyle::Button,
                FontId::new(TEXT, FontFamily::Proportional),
            ),
            (
                TextStyle::Small,
                FontId::new(SMALL, FontFamily::Proportional),
            ),
            (
                TextStyle::Monospace,
                FontId::new(TEXT, FontFamily::Monospace),
            ),
        ]
        .into();
        style.spacing.item_spacing = egui::vec2(8.0, 4.0);
        style.spacing.button_padding = egui::vec2(8.0, 4.0);
        style.spacing.interact_size.y = 26.0;
        style.spacing.menu_margin = egui::Margin::same(4);
        style.spacing.scroll = egui::style::ScrollStyle::thin();
        style.interaction.tooltip_delay = 0.25;
        style.interaction.selectable_labels = false;
    });
}

/// Light, dark or as the system is; how large.
pub fn apply(ctx: &egui::Context, settings: &Settings) {
    ctx.set_theme(match settings.theme {
        Theme::System => egui::ThemePreference::System,
        Theme::Light => egui::ThemePreference::Light,
        Theme::Dark => egui::ThemePreference::Dark,
    });
    ctx.set_zoom_factor(settings.scale);
}

/// Whether things fade and glide, or are simply there.
pub fn reduce_motion(ctx: &egui::Context, reduce: bool) {
    let (fade, scroll) = if reduce {
        (0.0, ScrollAnimation::none())
    } else {
        (FADE, ScrollAnimation::default())
    };
    ctx.all_styles_mut(|style| {
        style.animation_time = fade;
        style.scroll_animation = scroll;
    });
}

fn fonts() -> FontDefinitions {
    let mut fonts = FontDefinitions::default();
    let at_weight = |weight: f32| {
        let mut data = FontData::from_static(super::fonts::INTER);
        data.tweak.coords = egui::epaint::text::VariationCoords::new([(b"wght", weight)]);
        Arc::new(data)
    };
    fonts.font_data.insert("inter".to_owned(), at_weight(400.0));
    fonts
        .font_data
        .insert("inter-strong".to_owned(), at_weight(600.0));
    fonts.font_data.insert(
        "serif".to_owned(),
        Arc::new(FontData::from_static(super::fonts::SERIF)),
    );
    let mut fallback = fonts
        .families
        .get(&FontFamily::Proportional)
        .cloned()
        .unwrap_or_default();
    for (name, data) in [
        ("arabic", super::fonts::ARABIC),
        ("hebrew", super::fonts::HEBREW),
        ("symbols", super::fonts::SYMBOLS),
    ] {
        fonts
            .font_data
            .insert(name.to_owned(), Arc::new(FontData::from_static(data)));
        fallback.push(name.to_owned());
    }
    let family = |first: &str| {
        [first.to_owned()]
            .into_iter()
            .chain(fallback.clone())
            .collect::<Vec<_>>()
    };
    fonts
        .families
        .insert(FontFamily::Proportional, family("inter"));
    fonts
        .families
        .insert(strong_family(), family("inter-strong"));
    fonts.families.insert(serif_family(), family("serif"));
    fonts
}

fn visuals(palette: Palette) -> Visuals {
    let mut it = if palette.dark {
        Visuals::dark()
    } else {
        Visuals::light()
    };
    let hairline = Stroke::new(1.0, palette.line);
    it.override_text_color = Some(palette.ink);
    it.weak_text_color = Some(palette.secondary);
    it.panel_fill = palette.panel;
    it.window_fill = palette.paper;
    it.window_stroke = hairline;
    it.window_corner_radius = CornerRadius::same(8);
    it.menu_corner_radius = CornerRadius::same(RADIUS);
    it.extreme_bg_color = palette.paper;
    it.text_edit_bg_color = Some(palette.paper);
    it.faint_bg_color = palette.mix(palette.panel, palette.ink, 0.03);
    it.hyperlink_color = palette.accent;
    it.warn_fg_color = palette.warning;
    it.error_fg_color = palette.bad;
    it.selection.bg_fill = palette.accent.gamma_multiply(0.25);
    it.selection.stroke = Stroke::new(1.0, palette.accent);
    let shadow = egui::epaint::Shadow {
        offset: [0, 6],
        blur: 24,
        spread: 0,
        color: Color32::from_black_alpha(40),
    };
    it.window_shadow = shadow;
    it.popup_shadow = shadow;
    let states = [
        (&mut it.widgets.noninteractive, palette.panel, palette.panel),
        (&mut it.widgets.inactive, palette.paper, palette.paper),
        (
            &mut it.widgets.hovered,
            palette.raised(0.06),
            palette.raised(0.06),
        ),
        (
            &mut it.widgets.active,
            palette.raised(0.12),
            palette.raised(0.12),
        ),
        (
            &mut it.widgets.open,
            palette.raised(0.06),
            palette.raised(0.06),
        ),
    ];
    for (state, fill, weak) in states {
        state.bg_fill = fill;
        state.weak_bg_fill = weak;
        state.bg_stroke = hairline;
        state.fg_stroke = Stroke::new(1.0, palette.ink);
        state.corner_radius = CornerRadius::same(RADIUS);
        state.expansion = 0.0;
    }
    it
}

/// The contrast of two colors, 1 to 21 (WCAG 2.1, relative luminance).
pub fn contrast(a: Color32, b: Color32) -> f32 {
    let luminance = |it: Color32| {
        let channel = |value: u8| {
            let value = f32::from(value) / 255.0;
            if value <= 0.04045 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * channel(it.r()) + 0.7152 * channel(it.g()) + 0.0722 * channel(it.b())
    };
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_can_be_read_in_both_themes() {
        for palette in [Palette::LIGHT, Palette::DARK] {
            for ground in [palette.paper, palette.panel] {
                for ink in [
                    palette.ink,
                    palette.secondary,
                    palette.accent,
                    palette.good,
                    palette.bad,
                ] {
                    assert!(
                        contrast(ink, ground) >= 4.5,
                        "{ink:?} on {ground:?}: {}",
                        contrast(ink, ground)
                    );
                }
                assert!(
                    contrast(palette.warning, ground) >= 4.0,
                    "{}",
                    contrast(palette.warning, ground)
                );
            }
        }
    }
}
