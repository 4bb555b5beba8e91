//! Pictures of the view to look at; each also checks that something was painted where it should be.

use egui::Color32;
use sententia::app::panel::text::{Face, Hint, LinkLine, Style};
use sententia::app::theme::Palette;

use super::stage::{Stage, shot};

const TEXT: &str = "\
On le répète depuis la dernière foire : d’ici dix ans, la librairie de quartier aura disparu de la moitié des villes. \
Je pense que c’est une mauvaise nouvelle, mais pas pour la raison qu’on croit.
Selon Jeanne Villard, « les clients viendront encore pour le conseil, et le conseil seulement ». \
Le métier va sans doute se scinder en deux : d’un côté la vente, de l’autre la médiation.

Entièrement d’accord avec toi, Paul ! Il y a fort à parier que les grandes enseignes ouvriront moins de surfaces, \
parce que le loyer les étrangle déjà.

Je ne crois pas une seconde à cette disparition. On nous annonçait déjà la même chose en 1995 🙂.
";

fn article(palette: Palette) -> Stage {
    let mut stage = Stage::new(TEXT);
    stage.style = Style::new(palette);
    stage.title = "La fin des libraires ?".into();
    stage.byline = "Billet · Paul Orsini · 12 mars 2013 · 790 mots".into();
    stage.mark(
        "d’ici dix ans, la librairie de quartier aura disparu de la moitié des villes",
        "Prediction",
        "Prédiction · certaine",
    );
    stage.mark("d’ici dix ans", "Horizon", "");
    stage.mark(
        "une mauvaise nouvelle",
        "Stance",
        "Position · contre → disparition",
    );
    stage.mark("Jeanne Villard", "Source", "Source");
    stage.mark(
        "les clients viendront encore pour le conseil, et le conseil seulement",
        "Prediction",
        "Prédiction · certaine",
    );
    stage.mark(
        "le conseil, et le conseil",
        "Target",
        "Cible : le métier de libraire",
    );
    stage
        .mark(
            "Le métier va sans doute se scinder en deux",
            "Prediction",
            "Prédiction",
        )
        .incomplete = true;
    stage.mark(
        "Entièrement d’accord avec toi, Paul",
        "Stance",
        "Position · pour → Paul",
    );
    stage
        .mark(
            "les grandes enseignes ouvriront moins de surfaces",
            "Prediction",
            "probable ?",
        )
        .suggestion = true;
    stage.mark("le loyer les étrangle déjà", "Reason", "Raison");
    stage.mark(
        "ne crois pas une seconde à cette disparition",
        "Stance",
        "Position · contre → disparition",
    );
    stage
        .mark("la même chose en 1995", "Prediction", "Prédiction")
        .foreign = Some('B');
    let maud = stage.find("Entièrement").start..stage.find("étrangle déjà.").end;
    stage.mark_range(maud, "zone", "Maud");
    let karim = stage.find("Je ne crois").start..stage.find("1995 🙂.").end;
    stage.mark_range(karim, "zone", "Karim");
    stage
}

fn link(stage: &Stage, from: usize, to: usize, name: &str) -> LinkLine {
    let (from, to) = (&stage.marks.0[from], &stage.marks.0[to]);
    LinkLine {
        from: from.id.clone(),
        to: to.id.clone(),
        from_range: from.fragments[0].clone(),
        to_range: to.fragments[0].clone(),
        name: name.to_owned(),
        color: from.color,
    }
}

#[test]
fn a_page_with_marks_and_links() {
    for (name, palette, scale) in [
        ("text-light", Palette::LIGHT, 1.0),
        ("text-dark", Palette::DARK, 1.0),
        ("text-light-2x", Palette::LIGHT, 2.0),
    ] {
        let mut stage = article(palette);
        stage.selected = Some("m0".into());
        stage.links = vec![link(&stage, 10, 0, "contre"), link(&stage, 2, 0, "pour")];
        let mut harness = stage.harness([912.0, 640.0], scale);
        let picture = shot(&mut harness, name);
        assert!(count(&picture, harness.state().marks.0[2].color) > 100);
    }
}

#[test]
fn a_selection_and_the_unit_at_the_keyboard() {
    let mut stage = article(Palette::LIGHT);
    let range = stage.find("mais pas pour la raison").start..stage.find("viendront encore").end;
    stage.cursor(range, true);
    shot(&mut stage.harness([912.0, 640.0], 1.0), "text-selection");
    let mut stage = article(Palette::DARK);
    let unit = stage.find("On nous annonçait déjà la même chose en 1995 🙂.");
    stage.cursor(unit, false);
    shot(&mut stage.harness([912.0, 640.0], 1.0), "text-unit");
}

#[test]
fn link_hints_over_a_dimmed_page() {
    let mut stage = article(Palette::LIGHT);
    stage.selected = Some("m0".into());
    for (mark, letter) in [
        ("m2", 'a'),
        ("m4", 'e'),
        ("m6", 'f'),
        ("m7", 'g'),
        ("m10", 'i'),
    ] {
        stage.hints.push(Hint {
            mark: mark.into(),
            letter,
        });
    }
    shot(&mut stage.harness([912.0, 640.0], 1.0), "text-hints");
}

#[test]
fn twelve_marks_over_one_word_and_scripts() {
    let text = "Un seul mot porte ici douze marques, et davantage encore.\nLa ligne suivante reste lisible malgré tout.\n\
        Le mot arabe مرحبا بالعالم 2024 dans la phrase, puis l’hébreu שלום עולם.\nمرحبا بكم في هذا النص الذي يبدأ من اليمين.\n\
        e\u{301}te\u{301} en NFD, ﬁn, office, x\u{302}\u{301}, 👨‍👩‍👧 🇫🇷 ✓ → Ελληνικά Кириллица\n";
    let mut stage = Stage::new(text);
    let labels = [
        "Prediction",
        "Stance",
        "Source",
        "Target",
        "Reason",
        "Horizon",
    ];
    for i in 0..14 {
        stage.mark("marques", labels[i % labels.len()], "");
    }
    stage.mark("suivante reste", "Target", "Cible");
    stage.mark("بالعالم 2024 dans", "Prediction", "Prédiction");
    stage.mark("في هذا النص", "Stance", "Position");
    stage.mark("office", "Horizon", "");
    stage.selected = Some("m15".into());
    shot(&mut stage.harness([760.0, 420.0], 1.0), "text-lanes");
}

#[test]
fn other_faces_sizes_and_scales() {
    for (face, size, line_height, scale) in [
        (Face::Sans, 16.0, 1.8, 1.0),
        (Face::Serif, 22.0, 1.75, 1.25),
        (Face::Serif, 14.0, 1.75, 1.5),
    ] {
        let mut stage = article(Palette::LIGHT);
        (stage.style.face, stage.style.size, stage.style.line_height) = (face, size, line_height);
        stage.selected = Some("m4".into());
        let mut harness = stage.harness([912.0, 560.0], scale);
        let picture = shot(&mut harness, &format!("text-{face:?}-{size}"));
        assert!(count(&picture, harness.state().marks.0[2].color) > 100);
    }
}

/// Pixels of exactly this color.
fn count(picture: &image::RgbaImage, color: Color32) -> usize {
    picture
        .pixels()
        .filter(|pixel| pixel.0 == color.to_array())
        .count()
}
