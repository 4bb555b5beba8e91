//! Whatever is asked of an atlas that is too small, each letter is painted as it should be.

use super::super::scene::Face;
use super::super::shape::{Setting, Shaper};
use super::*;

const LINE: usize = 50;

fn setting(size: f32) -> Setting {
    Setting {
        face: Face::Serif,
        size,
        pitch: size * 2.0,
        weight: 400.0,
    }
}

/// Lines of letters and ideograms, each character once; without a system's fonts the latter are boxes.
fn lines() -> Vec<String> {
    let letters = (0x21..0x24f)
        .chain(0x370..0x530)
        .chain(0x1e00..0x2000)
        .chain(0x2190..0x2c00);
    let all = letters.chain(0x4e00..0x7000).filter_map(char::from_u32);
    let all: Vec<char> = all.filter(|c| c.is_alphanumeric()).collect();
    all.chunks(LINE).map(|it| it.iter().collect()).collect()
}

/// Whether the picture of each glyph lies where its quad says.
fn is_intact(atlas: &Atlas, laid: &Laid, quads: &Quads) -> bool {
    let mut rasteriser = Rasteriser::new();
    let mut quads = quads.list.iter();
    let glyphs = laid.runs.iter().flat_map(|run| {
        laid.glyphs[run.glyphs.clone()]
            .iter()
            .map(move |it| (run, it))
    });
    glyphs.into_iter().all(|(run, glyph)| {
        let steps = (glyph.x * STEPS as f32).round() as i32;
        let step = if run.is_boxes {
            0.0
        } else {
            steps.rem_euclid(STEPS) as f32 / STEPS as f32
        };
        let Some(image) = rasteriser
            .picture(run, glyph.id, step, 1.0)
            .filter(|it| it.placement.width > 0)
        else {
            return true;
        };
        let Some(slot) = quads.next().map(|quad| quad.slot) else {
            return false;
        };
        let expected = atlas.pixels(&image, image.content == Content::Color);
        let width = usize::from(slot.width);
        slot.width == image.placement.width as u16
            && expected
                .chunks_exact(width)
                .enumerate()
                .all(|(row, expected)| {
                    let (x, y) = (usize::from(slot.x), usize::from(slot.y) + row);
                    atlas.sheet.row(x, y, width) == expected
                })
    })
}

#[test]
fn more_glyphs_than_fit_are_all_painted_in_their_turn() {
    let (mut atlas, mut shaper) = (Atlas::default(), Shaper::new(false));
    let lines: Vec<Laid> = lines()
        .iter()
        .map(|line| shaper.label(line, &setting(18.0)))
        .collect();
    assert!(lines.len() * LINE > 10_000);
    let mut quads: Vec<Quads> = lines.iter().map(|_| Quads::default()).collect();
    for top in (0..lines.len() - 20).step_by(7).chain([0, 3]) {
        atlas.start(1.0, false, 2 * FIRST_HEIGHT);
        for line in top..top + 20 {
            atlas.prepare(&lines[line], &mut quads[line]);
        }
        for line in (top..top + 20).step_by(6) {
            assert!(atlas.is_fresh(&quads[line]));
            assert!(
                is_intact(&atlas, &lines[line], &quads[line]),
                "line {line} at {top}"
            );
        }
    }
    assert!(
        atlas.generation > 20,
        "pictures were cleared: {}",
        atlas.generation
    );
    assert_eq!(atlas.sheet.height(), 2 * FIRST_HEIGHT);
}

#[test]
fn what_stays_on_screen_is_not_drawn_again() {
    let (mut atlas, mut shaper) = (Atlas::default(), Shaper::new(false));
    let laid = shaper.label("toujours là", &setting(18.0));
    let mut quads = Quads::default();
    for size in 8..60 {
        atlas.start(1.0, false, FIRST_HEIGHT);
        atlas.prepare(&laid, &mut quads);
        let other = shaper.label(
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
            &setting(size as f32),
        );
        atlas.prepare(&other, &mut Quads::default());
        assert!(is_intact(&atlas, &laid, &quads), "{size}");
    }
    atlas.start(1.25, false, FIRST_HEIGHT);
    assert!(!atlas.is_fresh(&quads));
    assert!(atlas.slots.is_empty());
}

#[test]
fn what_is_wider_than_the_atlas_is_drawn_smaller_and_shown_enlarged() {
    let (mut atlas, mut shaper) = (Atlas::default(), Shaper::new(false));
    let laid = shaper.label("\u{fdfd}\u{1f600}", &setting(500.0));
    let mut quads = Quads::default();
    atlas.start(2.0, true, 2048);
    atlas.prepare(&laid, &mut quads);
    assert_eq!(quads.list.len(), 2);
    for quad in &quads.list {
        let (place, uv) = atlas.rects(quad);
        assert!(
            place.width() > 300.0 && uv.max.x <= 1.0 && uv.max.y <= 1.0,
            "{place:?}"
        );
    }
}
