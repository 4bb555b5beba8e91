//! Stacks overlapping marks in lanes under the line, so that each can be told from the others.

use std::ops::Range;

/// Lanes that are drawn; deeper marks are counted as "+n".
pub const DRAWN: usize = 12;

/// As [`lanes`], but a mark keeps the lane it had, where it had one that no mark before it keeps: lines stay where they
/// are while others come into view.
pub fn lanes_as_before(marks: &[Vec<Range<usize>>], before: &[Option<usize>]) -> Vec<usize> {
    let mut lanes = vec![None; marks.len()];
    let mut taken: Vec<Vec<Range<usize>>> = Vec::new();
    let mut take = |lane: usize, mark: &[Range<usize>]| {
        if lane >= taken.len() {
            taken.resize(lane + 1, Vec::new());
        }
        let is_free = is_free(&taken[lane], mark);
        if is_free {
            taken[lane].extend(mark.iter().map(widened));
        }
        is_free
    };
    for (i, mark) in marks.iter().enumerate() {
        // A mark too deep to be drawn comes up when there is room.
        let known = before.get(i).copied().flatten().filter(|&it| it < DRAWN);
        lanes[i] = known.filter(|&lane| take(lane, mark));
    }
    for i in in_order(marks) {
        if lanes[i].is_none() {
            lanes[i] = (0..=marks.len()).find(|&lane| take(lane, &marks[i]));
        }
    }
    lanes.into_iter().map(Option::unwrap_or_default).collect()
}

/// The lane of each mark, 0 nearest to the text. Outer marks come before inner ones; no two marks that share a byte share a lane.
pub fn lanes(marks: &[Vec<Range<usize>>]) -> Vec<usize> {
    let mut lanes = vec![0; marks.len()];
    let mut taken: Vec<Vec<Range<usize>>> = Vec::new();
    for i in in_order(marks) {
        let start = hull(&marks[i]).start;
        for lane in &mut taken {
            lane.retain(|other| other.end > start);
        }
        let free = taken.iter().position(|lane| is_free(lane, &marks[i]));
        let lane = free.unwrap_or(taken.len());
        if lane == taken.len() {
            taken.push(Vec::new());
        }
        taken[lane].extend(marks[i].iter().map(widened));
        lanes[i] = lane;
    }
    lanes
}

/// By their start, outer ones first.
fn in_order(marks: &[Vec<Range<usize>>]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..marks.len()).collect();
    order.sort_by_key(|&i| {
        let hull = hull(&marks[i]);
        (hull.start, std::cmp::Reverse(hull.end), i)
    });
    order
}

/// From the first to the last byte of a mark.
pub fn hull(fragments: &[Range<usize>]) -> Range<usize> {
    let start = fragments.iter().map(|f| f.start).min().unwrap_or(0);
    let end = fragments.iter().map(|f| f.end).max().unwrap_or(start);
    start..end
}

fn is_free(lane: &[Range<usize>], fragments: &[Range<usize>]) -> bool {
    let clear = |f: Range<usize>| lane.iter().all(|o| o.end <= f.start || f.end <= o.start);
    fragments.iter().map(widened).all(clear)
}

/// An empty fragment still needs a place.
fn widened(fragment: &Range<usize>) -> Range<usize> {
    fragment.start..fragment.end.max(fragment.start + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(ranges: &[Range<usize>]) -> Vec<usize> {
        let marks: Vec<_> = ranges.iter().map(|r| vec![r.clone()]).collect();
        lanes(&marks)
    }

    #[test]
    fn marks_that_do_not_meet_share_the_first_lane() {
        assert_eq!(of(&[0..5, 5..9, 12..13]), [0, 0, 0]);
    }

    #[test]
    fn the_outer_mark_is_nearest_to_the_text() {
        assert_eq!(of(&[4..6, 0..10, 0..4]), [1, 0, 1]);
    }

    #[test]
    fn a_mark_in_the_gap_of_another_may_share_its_lane() {
        let one = |range: Range<usize>| Vec::from([range]);
        let marks = [vec![0..3, 10..13], one(4..8), one(11..12)];
        assert_eq!(lanes(&marks), [0, 0, 1]);
    }

    #[test]
    fn twelve_marks_over_one_word_have_twelve_lanes() {
        let mut found = of(&vec![3..9; DRAWN]);
        found.sort_unstable();
        assert_eq!(found, (0..DRAWN).collect::<Vec<_>>());
    }

    #[test]
    fn marks_keep_their_lanes_and_others_go_where_there_is_room() {
        let marks = [0..10, 4..6, 5..20, 12..14].map(|it| Vec::from([it]));
        assert_eq!(lanes(&marks), [0, 1, 2, 0]);
        let before = [Some(2), None, Some(0), Some(0)];
        assert_eq!(lanes_as_before(&marks, &before), [2, 1, 0, 1]);
    }

    proptest! {
        #[test]
        fn lanes_kept_are_never_shared(
            marks in prop::collection::vec((0_usize..60, 1_usize..20, prop::option::of(0_usize..5)), 0..40)
        ) {
            let ranges: Vec<_> = marks.iter().map(|(s, n, _)| vec![*s..s + n]).collect();
            let before: Vec<_> = marks.iter().map(|it| it.2).collect();
            let found = lanes_as_before(&ranges, &before);
            for (i, a) in ranges.iter().enumerate() {
                for (j, b) in ranges.iter().enumerate().skip(i + 1) {
                    let overlap = a[0].start < b[0].end && b[0].start < a[0].end;
                    prop_assert!(!overlap || found[i] != found[j]);
                }
            }
            let valid = lanes(&ranges);
            let kept: Vec<_> = valid.iter().copied().map(Some).collect();
            prop_assert_eq!(lanes_as_before(&ranges, &kept), valid, "what was right stays");
        }

        #[test]
        fn overlapping_marks_never_share_a_lane(
            marks in prop::collection::vec((0_usize..60, 1_usize..20), 0..40)
        ) {
            let ranges: Vec<_> = marks.iter().map(|(s, n)| *s..s + n).collect();
            let lanes = of(&ranges);
            for (i, a) in ranges.iter().enumerate() {
                for (j, b) in ranges.iter().enumerate().skip(i + 1) {
                    let overlap = a.start < b.end && b.start < a.end;
                    prop_assert!(!overlap || lanes[i] != lanes[j]);
                }
            }
            let deepest = (0..90).map(|p| ranges.iter().filter(|r| r.contains(&p)).count()).max();
            prop_assert_eq!(lanes.iter().max().map_or(0, |l| l + 1), deepest.unwrap_or(0));
        }
    }
}
