//! Heights of all items of a tall column, measured or estimated, with sums in logarithmic time.
//!
//! Sums are `f64`: a document may be millions of points tall and must still scroll by fractions of one.

/// A Fenwick tree over heights in points.
#[derive(Clone, Debug, Default)]
pub struct Heights {
    sums: Vec<f64>,
    heights: Vec<f32>,
}

impl Heights {
    pub fn new(heights: Vec<f32>) -> Self {
        let mut sums = vec![0.0; heights.len() + 1];
        let mut running = 0.0;
        let mut prefixes = Vec::with_capacity(sums.len());
        prefixes.push(0.0);
        for height in &heights {
            running += f64::from(*height);
            prefixes.push(running);
        }
        for (i, sum) in sums.iter_mut().enumerate().skip(1) {
            *sum = prefixes[i] - prefixes[i & (i - 1)];
        }
        Self { sums, heights }
    }

    /// Height of item `i`; 0 past the end.
    pub fn get(&self, i: usize) -> f32 {
        self.heights.get(i).copied().unwrap_or(0.0)
    }

    pub fn set(&mut self, i: usize, height: f32) {
        let Some(old) = self.heights.get_mut(i) else {
            return;
        };
        let change = f64::from(height) - f64::from(*old);
        *old = height;
        let mut node = i + 1;
        while let Some(sum) = self.sums.get_mut(node) {
            *sum += change;
            node += node & node.wrapping_neg();
        }
    }

    /// Top of item `i`: the sum of all heights before it.
    pub fn top(&self, i: usize) -> f64 {
        let mut node = i.min(self.heights.len());
        let mut sum = 0.0;
        while node > 0 {
            sum += self.sums[node];
            node &= node - 1;
        }
        sum
    }

    pub fn total(&self) -> f64 {
        self.top(self.heights.len())
    }

    /// The item at `y`, and how far into it `y` lies.
    pub fn find(&self, y: f64) -> (usize, f64) {
        let (mut node, mut top) = (0, 0.0);
        let mut step = self.heights.len().next_power_of_two();
        while step > 0 {
            let next = node + step;
            if let Some(sum) = self.sums.get(next).filter(|sum| top + **sum <= y) {
                node = next;
                top += sum;
            }
            step /= 2;
        }
        let item = node.min(self.heights.len().saturating_sub(1));
        if item < node {
            top -= f64::from(self.get(item));
        }
        (item, y - top)
    }
}

#[cfg(test)]
#[allow(clippy::float_cmp, reason = "the numbers used are exact")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn finds_the_item_under_a_height() {
        let heights = Heights::new(vec![10.0, 20.0, 5.0]);
        assert_eq!(heights.find(0.0), (0, 0.0));
        assert_eq!(heights.find(10.0), (1, 0.0));
        assert_eq!(heights.find(29.5), (1, 19.5));
        assert_eq!(heights.find(34.0), (2, 4.0));
        assert_eq!(heights.find(40.0), (2, 10.0));
        assert_eq!(heights.total(), 35.0);
    }

    #[test]
    fn a_column_of_millions_of_points_keeps_its_precision() {
        let mut heights = Heights::new(vec![36.125; 300_000]);
        heights.set(0, 36.0);
        assert!((heights.top(299_999) - (36.0 + 36.125 * 299_998.0)).abs() < 1e-6);
    }

    proptest! {
        #[test]
        fn sums_stay_right_through_changes(
            start in prop::collection::vec(0_u8..50, 1..80),
            changes in prop::collection::vec((0_usize..80, 0_u8..50), 0..40),
        ) {
            let mut plain: Vec<f32> = start.iter().map(|h| f32::from(*h)).collect();
            let mut heights = Heights::new(plain.clone());
            for (i, height) in changes {
                heights.set(i, f32::from(height));
                if let Some(slot) = plain.get_mut(i) { *slot = f32::from(height); }
            }
            let mut top = 0.0;
            for (i, height) in plain.iter().enumerate() {
                prop_assert_eq!(heights.top(i), top);
                if *height > 0.0 { prop_assert_eq!(heights.find(top), (i, 0.0)); }
                top += f64::from(*height);
            }
            prop_assert_eq!(heights.total(), top);
        }
    }
}
