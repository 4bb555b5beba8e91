//! Colors, sizes and spacing of the window, light and dark. The only place with a color that is not a label's.

use egui::Color32;

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
        good: hex(0x2E_7D_4F),
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
