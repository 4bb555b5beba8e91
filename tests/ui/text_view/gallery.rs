//! Fixed texts in many scripts, each with a few marks: pictures to look at, compared with kept ones where the fonts
//! that come with the program suffice. `UPDATE=1` rewrites those; `SHOTS=folder` also draws them with system fonts.

use std::path::PathBuf;

use image::RgbaImage;
use sententia::app::theme::Palette;

use super::stage::{Stage, shot};

/// A name, a text, and the words in it that are marked.
struct Plate {
    name: &'static str,
    text: String,
    marks: &'static [(&'static str, &'static str)],
    height: f32,
}

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
            330.0,
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
            270.0,
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
            330.0,
            &[
                ("بالعالم 2024 puis", "Prediction"),
                ("خلال 10 سنوات، كما قال Paul في", "Stance"),
                ("لا أعتقد ذلك", "Target"),
            ],
        ),
        plate(
            "hebrew",
            "Le mot שלום עולם au milieu.\nהמקצוע ייעלם בעוד 10 שנים, אמר Paul בשנת 2011, ורק מעט יישאר ממנו בערים הקטנות. בְּרֵאשִׁית בָּרָא",
            270.0,
            &[
                ("עולם au", "Prediction"),
                ("בעוד 10 שנים, אמר Paul", "Stance"),
                ("בְּרֵאשִׁית", "Target"),
            ],
        ),
        plate(
            "hindi",
            "यह पेशा दस साल में गायब हो जाएगा, ऐसा लोग कहते हैं। क्षत्रिय, कर्म, हिन्दी।",
            200.0,
            &[("दस साल में", "Prediction"), ("हिन्दी", "Source")],
        ),
        plate(
            "thai",
            "อาชีพนี้จะหายไปภายในสิบปีข้างหน้าตามที่ผู้คนพูดกันทั่วไปในเมืองเล็กๆ และไม่มีใครเชื่อว่ามันจะกลับมาอีก ที่นี่ น้ำ",
            240.0,
            &[("ภายในสิบปี", "Prediction"), ("เมืองเล็กๆ", "Source")],
        ),
        plate(
            "chinese",
            "十年之内，这个职业将会消失，人们这样说。「我不相信」，他回答。小城市里只会剩下很少的书店，其余的都要关门了。",
            240.0,
            &[("这个职业将会消失", "Prediction"), ("他", "Source")],
        ),
        plate(
            "japanese",
            "この職業は十年以内に消えるだろうと人々は言う。「私はそう思わない」と彼は答えた。カタカナ、ﾊﾝｶｸ、한국어도 있습니다。",
            240.0,
            &[("十年以内に消える", "Prediction"), ("彼", "Source")],
        ),
        plate(
            "emoji",
            "Bravo 🙂👍🏽 ! La famille 👨‍👩‍👧‍👦 👩🏿‍🚀 va à 🇫🇷🇯🇵🏴󠁧󠁢󠁥󠁮󠁧󠁿🏳️‍🌈, touche 1️⃣#️⃣ puis ❤️ ou ❤ ou ☺️☺. \
             Signes : ✓ ✗ ✔ → ⇒ ↔ ⟶ ∀x ∈ ℝ, ∑ √2 ≤ ∞ ■ ▲ ● ◆ ★ ☐ ☑ ♀ ♂ ☎ © ® ™ € ½ ⅔ ① ➀ ℃ № ※ ⌘ ⏎ 𝒜𝔅.",
            270.0,
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
             Une incompré\u{ad}hen\u{ad}si\u{ad}bi\u{ad}li\u{ad}té sans trait d’union visible dans la ligne, une anti\u{ad}cons\u{ad}ti\u{ad}tu\u{ad}tion\u{ad}na\u{ad}li\u{ad}té.\tTabulation.",
            330.0,
            &[
                ("un BOM\u{feff}au", "Prediction"),
                ("privé \u{e000} et", "Source"),
                ("cons\u{ad}ti\u{ad}tu", "Target"),
            ],
        ),
        plate(
            "long-word",
            &format!("Avant {word} après."),
            330.0,
            &[("constitutionnellementanti", "Prediction")],
        ),
        plate(
            "thirty-marks",
            &stacked,
            170.0,
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
    for plate in plates() {
        let drawn = plate.draw(Palette::LIGHT, false);
        plate.draw(Palette::DARK, false);
        let _ = (drawn, PathBuf::new());
    }
}

#[test]
fn plates_with_the_fonts_of_the_system() {
    if std::env::var_os("SHOTS").is_none() {
        return;
    }
    for plate in plates() {
        plate.draw(Palette::LIGHT, true);
    }
}
