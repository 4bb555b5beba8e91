//! The way of links past the letters: level parts under the lines, upright parts on rails in the right margin.

use std::ops::Range;

use egui::{Pos2, Rect, pos2};

use super::frame::Frame;
use super::levels::{End, Levels, half_pixel, height};
use super::page::Page;
use super::scene::{LinkLine, MarkId};

/// Between rails, where there is room, and where there is little.
const APART: f32 = 9.0;
const CLOSE: f32 = 3.0;
/// Between the ends of two links on one rail.
const GAP: f32 = 8.0;

/// A link with an end on screen.
pub struct Route<'a> {
    pub link: &'a LinkLine,
    pub from: End,
    pub to: End,
    /// Where its upright part runs.
    pub x: f32,
    /// Drawn in full strength and with its name.
    pub is_strong: bool,
}

impl Route<'_> {
    /// Heights of the upright part, from top to bottom.
    pub fn upright(&self, frame: &Frame) -> (f32, f32) {
        let (a, b) = (height(frame, &self.from), height(frame, &self.to));
        (a.min(b), a.max(b))
    }

    /// Whether a point is on the line or very near.
    pub fn is_near(&self, frame: &Frame, point: Pos2) -> bool {
        const NEAR: f32 = 3.0;
        let (top, bottom) = self.upright(frame);
        let upright = Rect::from_min_max(pos2(self.x, top), pos2(self.x, bottom));
        let levels = [self.from, self.to]
            .into_iter()
            .filter_map(|end| match end {
                End::Here(it) => Some(Rect::from_two_pos(it.at, pos2(self.x, it.at.y))),
                End::Above | End::Below => None,
            });
        levels
            .chain([upright])
            .any(|rect| rect.expand(NEAR).contains(point))
    }
}

/// All links with an end on screen, those in full strength first; short ones take the inner rails.
pub fn routes<'a>(page: &Page<'a>, strong: &[&MarkId]) -> Vec<Route<'a>> {
    let frame = page.frame;
    let mut links = links(page, strong);
    links.sort_by_key(|(_, is_strong)| !is_strong);
    let mut levels = Levels::new(page);
    let visible = frame.visible_bytes();
    let mut routes: Vec<Route<'_>> = links
        .into_iter()
        .map(|(link, is_strong)| Route {
            from: levels.end(&link.from, &link.from_range, false, &visible),
            to: levels.end(&link.to, &link.to_range, true, &visible),
            link,
            x: 0.0,
            is_strong,
        })
        .filter(|route| route.from.is_here() || route.to.is_here())
        .collect();
    routes.sort_by(|a, b| {
        let length = |route: &Route<'_>| {
            let (top, bottom) = route.upright(frame);
            bottom - top
        };
        let by_strength = b.is_strong.cmp(&a.is_strong);
        by_strength.then(length(a).total_cmp(&length(b)))
    });
    take_rails(frame, &mut routes);
    routes
}

/// The links of the chosen record and, where all are drawn, those of the records around; each with its strength.
fn links<'a>(page: &Page<'a>, strong: &[&MarkId]) -> Vec<(&'a LinkLine, bool)> {
    let chosen = page.scene.links;
    let others = page.marks.links.iter().filter(|it| !chosen.contains(it));
    let touches = |it: &LinkLine| strong.iter().any(|id| **id == it.from || **id == it.to);
    let visible = page.frame.visible_bytes();
    let in_sight = |range: &Range<usize>| range.start < visible.end && visible.start < range.end;
    let near = others.filter(|it| in_sight(&it.from_range) || in_sight(&it.to_range));
    chosen
        .iter()
        .map(|it| (it, true))
        .chain(near.map(|it| (it, touches(it))))
        .collect()
}

/// Gives each route the innermost rail on which nothing is in its way.
fn take_rails(frame: &Frame, routes: &mut [Route<'_>]) {
    let mut rails: Vec<Vec<(f32, f32)>> = Vec::new();
    let mut taken = Vec::with_capacity(routes.len());
    for route in routes.iter() {
        let (top, bottom) = route.upright(frame);
        let is_free = |rail: &Vec<(f32, f32)>| {
            rail.iter()
                .all(|it| it.1 + GAP < top || bottom + GAP < it.0)
        };
        let rail = rails.iter().position(is_free).unwrap_or(rails.len());
        if rail == rails.len() {
            rails.push(Vec::new());
        }
        if let Some(others) = rails.get_mut(rail) {
            others.push((top, bottom));
        }
        taken.push(rail);
    }
    let room = (frame.view.right() - frame.right).max(24.0);
    let first = (room * 0.22).clamp(14.0, 28.0);
    let apart = ((room * 0.6 - first) / rails.len() as f32).clamp(CLOSE, APART);
    let last = frame.view.right() - 4.0;
    for (route, rail) in routes.iter_mut().zip(taken) {
        let x = frame.right + first + apart * rail as f32;
        route.x = half_pixel(frame, x.min(last));
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use egui::{Color32, vec2};
    use proptest::prelude::*;

    use super::super::column::{Column, Metrics};
    use super::super::decor::Decor;
    use super::super::frame::Piece;
    use super::super::levels::{Start, band};
    use super::super::marks::Marks;
    use super::super::scene::{Cursor, Mark, MarkSource, Pattern, Scene, Strings, Style, Tick};
    use super::super::scroll::Scroll;
    use super::*;
    use crate::app::theme::Palette;

    const TEXT: &str = "On le répète depuis la dernière foire : d’ici dix ans, la librairie de quartier aura disparu \
        de la moitié des villes, et personne n’y pourra rien.\nSelon elle, « les clients viendront encore pour le \
        conseil, et le conseil seulement ».\nمرحبا بكم في هذا النص الذي يبدأ من اليمين، ثم ينتهي هنا بعد قليل.\n\
        Je ne crois pas une seconde à cette disparition ; on annonçait déjà la même chose autrefois.\n";

    struct Source(Vec<Mark>, Vec<LinkLine>);

    impl MarkSource for Source {
        fn marks_in(&self, range: Range<usize>) -> Vec<Mark> {
            let touches = |it: &&Mark| {
                let at = &it.fragments[0];
                at.start < range.end && range.start < at.end
            };
            self.0.iter().filter(touches).cloned().collect()
        }

        fn ticks(&self) -> Vec<Tick> {
            Vec::new()
        }

        fn links_in(&self, _range: Range<usize>) -> Vec<LinkLine> {
            self.1.clone()
        }
    }

    fn floor(at: usize) -> usize {
        (0..=at.min(TEXT.len()))
            .rev()
            .find(|it| TEXT.is_char_boundary(*it))
            .unwrap_or(0)
    }

    fn source(spans: &[(usize, usize)], links: &[(usize, usize)]) -> Source {
        let mark = |(i, (start, length)): (usize, &(usize, usize))| {
            let start = floor(start % (TEXT.len() - 4));
            let end = floor(start + length).max(floor(start + 4));
            Mark {
                id: format!("m{i}").into(),
                fragments: Vec::from([start..end]),
                color: Color32::RED,
                pattern: Pattern::Solid,
                tag: "Label".to_owned(),
                name: String::new(),
                incomplete: false,
                foreign: None,
                suggestion: false,
            }
        };
        let marks: Vec<Mark> = spans.iter().enumerate().map(mark).collect();
        let line = |(from, to): &(usize, usize)| {
            let (from, to) = (&marks[from % marks.len()], &marks[to % marks.len()]);
            LinkLine {
                from: from.id.clone(),
                to: to.id.clone(),
                from_range: from.fragments[0].clone(),
                to_range: to.fragments[0].clone(),
                name: "about".to_owned(),
                color: from.color,
            }
        };
        let lines = links.iter().map(line).collect();
        Source(marks, lines)
    }

    /// Looks at the routes of a page with the given marks, in a view of the given height.
    fn look(source: &Source, height: f32, check: impl FnOnce(&Page<'_>, &[Route<'_>])) {
        let text: Arc<str> = Arc::from(TEXT);
        let style = Style::new(Palette::LIGHT);
        let view = Rect::from_min_size(Pos2::ZERO, vec2(640.0, height));
        let mut column = Column::new(false);
        column.set_text(&text);
        column.set_metrics(Metrics::new(&style, 520.0, 1.0));
        let frame = Frame::new(&mut column, &Scroll::default(), view, 40.0);
        let scene = Scene {
            document: "one",
            text: &text,
            revision: 1,
            title: "",
            byline: "",
            marks: source,
            keyboard: None,
            spotlight: None,
            found: crate::app::panel::text::Found::default(),
            cursor: Cursor::default(),
            preview: None,
            selected: None,
            hints: &[],
            dimmed: false,
            links: &[],
            style: &style,
            strings: Strings::default(),
        };
        let mut marks = Marks::default();
        marks.update(&scene, &frame.bytes());
        let decor = Decor::new(&frame, &marks, &style, &mut column);
        let page = Page {
            scene: &scene,
            frame: &frame,
            decor: &decor,
            marks: &marks,
        };
        check(&page, &routes(&page, &[]));
    }

    /// The line under which a level part runs, with its baseline.
    fn line_above(frame: &Frame, y: f32) -> Piece {
        let lines = frame.shown.iter().enumerate().flat_map(|(block, shown)| {
            let lines = shown.typeset.laid.lines.iter().enumerate();
            lines.map(move |(line, it)| ((block, line), shown.top + it.baseline))
        });
        let above = lines.take_while(|it| it.1 < y).fold(None, |_, it| Some(it));
        let (line, baseline) = above.expect("a line above");
        Piece {
            line,
            left: frame.left,
            right: frame.right,
            baseline,
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]

        #[test]
        fn no_link_runs_through_letters_or_along_the_line_of_a_mark(
            spans in prop::collection::vec((0_usize..500, 3_usize..90), 2..26),
            links in prop::collection::vec((0_usize..26, 0_usize..26), 1..30),
            height in 120.0_f32..420.0,
        ) {
            let source = source(&spans, &links);
            look(&source, height, |page, routes| {
                let frame = page.frame;
                for route in routes {
                    assert!(route.x > frame.right && route.x < frame.view.right());
                    for end in [route.from, route.to] {
                        let End::Here(Start { at, .. }) = end else { continue };
                        let piece = line_above(frame, at.y);
                        let (top, bottom) = band(frame, &piece);
                        assert!((top..=bottom + 1.0).contains(&at.y), "{at:?} {top} {bottom}");
                        for stroke in page.decor.strokes_of(piece.line) {
                            let is_beside = stroke.piece.right <= at.x || frame.right <= at.x;
                            let is_apart = at.y < stroke.top - 1.0
                                || stroke.top + stroke.thickness + 1.0 < at.y;
                            assert!(is_beside || is_apart, "{at:?} along {stroke:?}");
                        }
                    }
                }
            });
        }

        #[test]
        fn uprights_on_one_rail_stay_apart(
            spans in prop::collection::vec((0_usize..500, 3_usize..60), 2..12),
            links in prop::collection::vec((0_usize..12, 0_usize..12), 1..8),
        ) {
            let source = source(&spans, &links);
            look(&source, 400.0, |page, routes| {
                for (i, a) in routes.iter().enumerate() {
                    for b in routes.iter().skip(i + 1).filter(|b| (a.x - b.x).abs() < 1.0) {
                        let (a, b) = (a.upright(page.frame), b.upright(page.frame));
                        assert!(a.1 < b.0 || b.1 < a.0, "{a:?} {b:?}");
                    }
                }
            });
        }
    }

    #[test]
    fn two_links_from_one_record_leave_it_as_one_line_and_two_to_neighbors_do_not_meet() {
        let spans = [(0, 6), (30, 10), (60, 8), (300, 10)];
        let source = source(&spans, &[(0, 3), (0, 2), (1, 3)]);
        look(&source, 400.0, |_, routes| {
            let leaving = |mark: &str| -> Vec<End> {
                let of_mark = routes.iter().filter(|it| it.link.from == mark);
                of_mark.map(|it| it.from).collect()
            };
            let (first, second) = (leaving("m0"), leaving("m1"));
            assert_eq!(first.len(), 2);
            assert_eq!(first[0], first[1]);
            assert!(
                matches!((first[0], second[0]), (End::Here(a), End::Here(b)) if (a.at.y - b.at.y).abs() > 1.0)
            );
        });
    }
}
