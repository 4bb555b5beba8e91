//! Stacks overlapping marks in lanes under the line, so that each can be told from the others.

use std::ops::Range;

/// Lanes that are drawn; deeper marks are counted as "+n".
pub const DRAWN: usize = 12;

/// The lane of each mark, 0 nearest to the text. Outer marks come before inner ones; no two marks that share a byte share a lane.
pub fn lanes(marks: &[Vec<Range<usize>>]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..marks.len()).collect();
    order.sort_by_key(|&i| {
        let hull = hull(&marks[i]);
        (hull.start, std::cmp::Reverse(hull.end), i)
    });
    let mut lanes = vec![0; marks.len()];
    let mut taken: Vec<Vec<Range<usize>>> = Vec::new();
    for i in order {
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

    proptest! {
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
