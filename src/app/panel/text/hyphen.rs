//! Soft hyphens: without a trace inside a line, a hyphen where a line is broken at one.

use swash::FontRef;

use super::shape::{Cluster, Glyph, Laid, Run};

const SOFT_HYPHEN: char = '\u{ad}';

/// Shows the soft hyphens at which lines of `text` are broken. The hyphen hangs past the end of its line.
pub fn show(laid: &mut Laid, text: &str) {
    let broken = laid.lines.len().saturating_sub(1);
    let ends = laid.lines.iter().take(broken).filter_map(|line| {
        let clusters = laid.clusters.get(line.clusters.clone())?;
        let last = clusters.iter().max_by_key(|it| it.end)?;
        is_soft_hyphen(last, text).then_some(*last)
    });
    for end in ends.collect::<Vec<_>>() {
        replace(laid, &end);
    }
}

fn is_soft_hyphen(cluster: &Cluster, text: &str) -> bool {
    let words = text.get(cluster.start as usize..cluster.end as usize);
    words.is_some_and(|words| words.ends_with(SOFT_HYPHEN))
}

/// Gives the glyph that stands for the soft hyphen, which is a blank, the picture of a hyphen.
fn replace(laid: &mut Laid, end: &Cluster) {
    let Laid { runs, glyphs, .. } = laid;
    for run in runs {
        let glyphs = glyphs.get_mut(run.glyphs.clone()).unwrap_or(&mut []);
        let Some(glyph) = glyphs.iter_mut().find(|it| it.start == end.start) else {
            continue;
        };
        if let Some((id, width)) = hyphen(run) {
            let x = if end.is_rtl {
                end.left - width
            } else {
                end.right
            };
            *glyph = Glyph { id, x, ..*glyph };
        }
    }
}

/// The hyphen of a font and its width in points.
fn hyphen(run: &Run) -> Option<(u32, f32)> {
    let font = FontRef::from_index(run.font.data.data(), run.font.index as usize)?;
    let known = ['\u{2010}', '-'].map(|c| font.charmap().map(c));
    let id = known.into_iter().find(|&id| id != 0)?;
    let metrics = font.glyph_metrics(&run.coords).scale(run.size);
    Some((u32::from(id), metrics.advance_width(id)))
}
