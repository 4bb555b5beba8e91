//! Fixed texts in many scripts, each with a few marks: pictures to look at, compared with kept ones where the fonts
//! that come with the program suffice. `UPDATE=1` rewrites those; `SHOTS=folder` also draws them with system fonts.

use std::path::PathBuf;

use image::RgbaImage;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use sententia::app::theme::{self, Palette};

use super::stage::{Stage, shot};
use crate::ui::soft::SoftRenderer;

/// A name, a text, and the words in it that are marked.
struct Plate {
    name: &'static str,
    text: String,
    marks: &'static [(&'static str, &'static str)],
    height: f32,
}

#[expect(clippy::too_many_lines, reason = "a table of texts")]
fn plates() -> Vec<Plate> {
    let plate = |name, text: &str, height, marks| Plate {
        name,
        text: text.to_owned(),
        marks,
        height,
    };
    let word = "anticonstitutionnellement".repeat(400);
    let stacked = format!(
        "Une lettre o{} qui porte trente signes.",
        "\u{301}\u{302}\u{323}\u{30b}\u{32d}".repeat(6)
    );
    vec![
        plate(
            "french",
            "« L’avenir\u{202f}? » demanda-t-elle\u{202f}; «\u{a0}il viendra bien assez tôt\u{a0}!\u{a0}» — Œuvre, cœur, aÿ, n° 12\u{a0}345, 30\u{a0}%, 1ᵉʳ mars… \
             C’est-à-dire qu’aujourd’hui\u{202f}: rien\u{202f}! Il l’affirme — et nul ne le contredit\u{202f}—\u{202f}depuis 1995.",
            190.0,
            &[
                ("il viendra bien assez tôt\u{a0}!", "Prediction"),
                ("demanda-t-elle", "Source"),
                ("nul ne le contredit", "Stance"),
            ],
        ),
        plate(
            "nfd",
            "E\u{301}te\u{301} de\u{301}ja\u{300} passe\u{301}, nai\u{308}f, c\u{327}a, x\u{302}\u{301}, q\u{323}\u{307}, ɔ\u{303}, Ą\u{301}, ﬁn, office, affligé, ſ. [ʁɔ̃ʒe] \
             Ελληνικά, ἀρχῇ ἦν ὁ λόγος. Кириллица, ё, й, Ѣ. Tiếng Việt, łódź, ğ, İı, ẞ.",
            160.0,
            &[
                ("de\u{301}ja\u{300} passe\u{301}", "Prediction"),
                ("ἀρχῇ ἦν", "Source"),
                ("office", "Target"),
            ],
        ),
        plate(
            "arabic",
            "Il écrit مرحبا بالعالم 2024 puis revient au français.\n\
             سيختفي هذا المهنة خلال 10 سنوات، كما قال Paul في عام 2011، ولن يبقى منه إلا القليل في المدن الصغيرة (هكذا يقول).\n\
             قال: «لا أعتقد ذلك»؛ ثم أضاف: 50% ربما.",
            220.0,
            &[
                ("بالعالم 2024 puis", "Prediction"),
                ("خلال 10 سنوات، كما قال Paul في", "Stance"),
                ("لا أعتقد ذلك", "Target"),
            ],
        ),
        plate(
            "hebrew",
            "Le mot שלום עולם au milieu.\nהמקצוע ייעלם בעוד 10 שנים, אמר Paul בשנת 2011, ורק מעט יישאר ממנו בערים הקטנות. בְּרֵאשִׁית בָּרָא",
            170.0,
            &[
                ("עולם au", "Prediction"),
                ("בעוד 10 שנים, אמר Paul", "Stance"),
                ("בְּרֵאשִׁית", "Target"),
            ],
        ),
        plate(
            "hindi",
            "यह पेशा दस साल में गायब हो जाएगा, ऐसा लोग कहते हैं। क्षत्रिय, कर्म, हिन्दी।",
            130.0,
            &[("दस साल में", "Prediction"), ("हिन्दी", "Source")],
        ),
        plate(
            "thai",
            "อาชีพนี้จะหายไปภายในสิบปีข้างหน้าตามที่ผู้คนพูดกันทั่วไปในเมืองเล็กๆ และไม่มีใครเชื่อว่ามันจะกลับมาอีก ที่นี่ น้ำ",
            190.0,
            &[("ภายในสิบปี", "Prediction"), ("เมืองเล็กๆ", "Source")],
        ),
        plate(
            "chinese",
            "十年之内，这个职业将会消失，人们这样说。「我不相信」，他回答。小城市里只会剩下很少的书店，其余的都要关门了。",
            130.0,
            &[("这个职业将会消失", "Prediction"), ("他", "Source")],
        ),
        plate(
            "japanese",
            "この職業は十年以内に消えるだろうと人々は言う。「私はそう思わない」と彼は答えた。カタカナ、ﾊﾝｶｸ、한국어도 있습니다。",
            130.0,
            &[("十年以内に消える", "Prediction"), ("彼", "Source")],
        ),
        plate(
            "emoji",
            "Bravo 🙂👍🏽 ! La famille 👨‍👩‍👧‍👦 👩🏿‍🚀 va à 🇫🇷🇯🇵🏴󠁧󠁢󠁥󠁮󠁧󠁿🏳️‍🌈, touche 1️⃣#️⃣ puis ❤️ ou ❤ ou ☺️☺. \
             Signes : ✓ ✗ ✔ → ⇒ ↔ ⟶ ∀x ∈ ℝ, ∑ √2 ≤ ∞ ■ ▲ ● ◆ ★ ☐ ☑ ♀ ♂ ☎ © ® ™ € ½ ⅔ ① ➀ ℃ № ※ ⌘ ⏎ 𝒜𝔅.",
            160.0,
            &[
                ("👨‍👩‍👧‍👦 👩🏿‍🚀 va", "Prediction"),
                ("🇫🇷", "Source"),
                ("∑ √2 ≤ ∞", "Target"),
            ],
        ),
        plate(
            "invisible",
            "Un\u{200b}mot\u{200b}coupé, un \u{2066}isolé\u{2069}, un BOM\u{feff}au milieu, une cloche\u{7}\u{7f} et \u{92}cp1252\u{85}\
             remplacé \u{fffd}, privé \u{e000} et \u{10fffd}.\n\
             Une incompré\u{ad}hen\u{ad}si\u{ad}bi\u{ad}li\u{ad}té sans trait d’union ici, puis anti\u{ad}cons\u{ad}ti\u{ad}tu\u{ad}tion\u{ad}na\u{ad}li\u{ad}té.\tTabulation.",
            240.0,
            &[
                ("un BOM\u{feff}au", "Prediction"),
                ("privé \u{e000} et", "Source"),
                ("cons\u{ad}ti\u{ad}tu", "Target"),
            ],
        ),
        plate(
            "long-word",
            &format!("Avant {word} après."),
            190.0,
            &[("constitutionnellementanti", "Prediction")],
        ),
        plate(
            "thirty-marks",
            &stacked,
            110.0,
            &[("Une lettre", "Prediction"), ("trente", "Source")],
        ),
    ]
}

impl Plate {
    fn draw(&self, palette: Palette, system: bool) -> RgbaImage {
        let mut stage = Stage::new(&self.text);
        stage.style.palette = palette;
        if system {
            stage.view = sententia::app::panel::text::TextView::new(true);
        }
        for (words, label) in self.marks {
            stage.mark(words, label, label);
        }
        stage.selected = Some("m0".into());
        let fonts = if system { "system" } else { "bundled" };
        let theme = if palette.dark { "dark" } else { "light" };
        let name = format!("gallery-{}-{fonts}-{theme}", self.name);
        shot(&mut stage.harness([620.0, self.height], 1.0), &name)
    }
}

#[test]
fn plates_look_as_they_did() {
    let mut changed = Vec::new();
    for plate in plates() {
        let drawn = plate.draw(Palette::LIGHT, false);
        if let Err(difference) = compare(plate.name, &drawn) {
            changed.push(format!("{}: {difference}", plate.name));
        }
    }
    assert!(
        changed.is_empty(),
        "UPDATE=1 keeps the new pictures: {changed:#?}"
    );
}

#[test]
fn plates_to_look_at() {
    if std::env::var_os("SHOTS").is_none() {
        return;
    }
    for plate in plates() {
        plate.draw(Palette::DARK, false);
        plate.draw(Palette::LIGHT, true);
    }
}

#[test]
fn quotes_in_the_rest_of_the_window() {
    let mut harness = egui_kittest::Harness::builder()
        .with_size([420.0, 190.0])
        .renderer(SoftRenderer::default())
        .build_ui(|ui| {
            if ui.ctx().cumulative_frame_nr() == 0 {
                theme::install(ui.ctx());
                sententia::app::panel::text::lend(ui.ctx(), std::env::var_os("SHOTS").is_some());
                ui.ctx().set_theme(egui::Theme::Light);
            }
            let area = ui.ctx().content_rect();
            ui.painter().rect_filled(area, 0.0, Palette::LIGHT.panel);
            ui.label("Bravo 🙂👍🏽, la famille 👨‍👩‍👧‍👦 va à 🇫🇷, touche 1️⃣ ❤️ ❤");
            ui.label("« Signes » : ✓ ✗ → ⇒ ∀x ∈ ℝ, ∑ √2 ≤ ∞ ■ ▲ ☐ ☑ ⌘ ⏎");
            ui.label("privé \u{e000}, cloche \u{7}, shadda ّ, soft\u{ad}hyphen, zero\u{200b}width");
            ui.label("مرحبا שלום यह पेशा ที่นี่ 十年 한국어");
            let serif = egui::FontId::new(16.0, theme::serif_family());
            ui.label(egui::RichText::new("Un titre 🙂 ∀ Ελληνικά مرحبا").font(serif));
            let face =
                egui::FontId::new(16.0, sententia::app::panel::text::family_of("DejaVu Serif"));
            ui.label(egui::RichText::new("DejaVu Serif 🙂 مرحبا ∀").font(face));
        });
    harness.run();
    let picture = harness.render().expect("a picture");
    if let Some(folder) = std::env::var_os("SHOTS") {
        picture
            .save(PathBuf::from(folder).join("gallery-quotes.png"))
            .expect("picture saved");
    }
    let colored = |it: &&image::Rgba<u8>| it.0[0] > 200 && it.0[1] > 120 && it.0[2] < 110;
    assert!(
        picture.pixels().filter(colored).count() > 60,
        "the smile is yellow"
    );
}

/// Compares with the kept picture; small differences of a few pixels pass, as roundings differ from machine to machine.
fn compare(name: &str, drawn: &RgbaImage) -> Result<(), String> {
    let path =
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("tests/data/gallery/{name}.png"));
    if std::env::var_os("UPDATE").is_some() {
        let drawn = image::DynamicImage::ImageRgba8(drawn.clone()).to_rgb8();
        let file = std::fs::File::create(path).map_err(|error| error.to_string())?;
        let encoder =
            PngEncoder::new_with_quality(file, CompressionType::Best, FilterType::Adaptive);
        return drawn
            .write_with_encoder(encoder)
            .map_err(|error| error.to_string());
    }
    let kept = image::open(path)
        .map_err(|error| error.to_string())?
        .to_rgba8();
    if kept.dimensions() != drawn.dimensions() {
        return Err(format!(
            "{:?} became {:?}",
            kept.dimensions(),
            drawn.dimensions()
        ));
    }
    let differs = |(a, b): &(&image::Rgba<u8>, &image::Rgba<u8>)| {
        a.0.iter().zip(b.0).any(|(a, b)| a.abs_diff(b) > 24)
    };
    let count = kept.pixels().zip(drawn.pixels()).filter(differs).count();
    let allowed = kept.pixels().len() / 2_000;
    (count <= allowed)
        .then_some(())
        .ok_or_else(|| format!("{count} pixels differ"))
}

const LINE: &str = "Le métier va se scinder en deux : d’un côté la vente.";

/// How much a picture differs from its ground, in all.
fn ink(picture: &RgbaImage) -> f64 {
    let ground = picture.get_pixel(0, 0).0;
    let difference = |it: &image::Rgba<u8>| f64::from(it.0[1].abs_diff(ground[1]));
    picture.pixels().map(difference).sum()
}

#[test]
fn letters_are_as_dark_as_those_of_the_rest_of_the_window() {
    for (scale, palette) in [
        (1.0, Palette::LIGHT),
        (1.25, Palette::LIGHT),
        (2.0, Palette::LIGHT),
        (1.0, Palette::DARK),
        (1.25, Palette::DARK),
    ] {
        let theme = if palette.dark { "dark" } else { "light" };
        let mut stage = Stage::new(LINE);
        stage.style.palette = palette;
        stage.style.measure = 100.0;
        let ours = shot(
            &mut stage.harness([620.0, 90.0], scale),
            &format!("beside-{scale}-{theme}-ours"),
        );
        let mut harness = egui_kittest::Harness::builder()
            .with_size([620.0, 90.0])
            .with_pixels_per_point(scale)
            .renderer(SoftRenderer::default())
            .build_ui(move |ui| {
                if ui.ctx().cumulative_frame_nr() == 0 {
                    theme::install(ui.ctx());
                }
                ui.ctx().set_theme(if palette.dark {
                    egui::Theme::Dark
                } else {
                    egui::Theme::Light
                });
                let area = ui.ctx().content_rect();
                ui.painter().rect_filled(area, 0.0, palette.paper);
                let font = egui::FontId::new(18.0, theme::serif_family());
                let at = egui::pos2(24.0, 30.0);
                ui.painter()
                    .text(at, egui::Align2::LEFT_TOP, LINE, font, palette.ink);
            });
        harness.run();
        let theirs = harness.render().expect("a picture");
        if let Some(folder) = std::env::var_os("SHOTS") {
            let path = PathBuf::from(folder).join(format!("beside-{scale}-{theme}-theirs.png"));
            theirs.save(path).expect("picture saved");
        }
        let share = ink(&ours) / ink(&theirs);
        assert!((0.85..1.18).contains(&share), "{scale} {theme}: {share}");
    }
}
