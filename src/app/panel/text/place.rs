//! From bytes to places in a laid out block, and back.

use std::ops::Range;

use super::shape::{Cluster, Line, Lines};

/// A place where a caret can stand: a line and a distance from the left, in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    pub line: usize,
    pub x: f32,
}

/// A part of one line covered by a range.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stretch {
    pub line: usize,
    pub left: f32,
    pub right: f32,
}

impl Lines {
    /// Where the caret stands before byte `position`; at a soft break, on the later line.
    pub fn place(&self, position: usize) -> Place {
        let line = self.line_of(position);
        let clusters = self.clusters_of(line);
        let at = position as u32;
        let holding = clusters.iter().find(|c| c.start <= at && at < c.end);
        let x = match holding {
            Some(cluster) => leading(cluster),
            None => self.end_of(line, at),
        };
        Place { line, x }
    }

    /// Where a range that ends before byte `position` ends; at a soft break, on the earlier line.
    pub fn place_of_end(&self, position: usize) -> Place {
        let line = self.line_of(position);
        let candidates = [line.checked_sub(1), Some(line)];
        let ending = |line: usize| {
            let mut clusters = self.clusters_of(line).iter();
            let cluster = clusters.find(|c| c.end as usize == position)?;
            let x = if cluster.hangs {
                self.lines.get(line)?.right
            } else {
                trailing(cluster)
            };
            Some(Place { line, x })
        };
        let found = candidates.into_iter().flatten().find_map(ending);
        found.unwrap_or_else(|| self.place(position))
    }

    /// The grapheme boundary nearest to a point, in bytes.
    pub fn hit(&self, x: f32, y: f32) -> usize {
        let line = self.lines.partition_point(|line| line.bottom <= y);
        self.hit_in_line(line.min(self.lines.len().saturating_sub(1)), x)
    }

    /// The grapheme boundary of a line nearest to `x`.
    pub fn hit_in_line(&self, line: usize, x: f32) -> usize {
        let inked = self.clusters_of(line).iter().filter(|c| !c.hangs);
        let distance = |c: &Cluster| (c.left - x).max(x - c.right).max(0.0);
        let nearest = inked.min_by(|a, b| distance(a).total_cmp(&distance(b)));
        match nearest {
            Some(c) if (x < (c.left + c.right) / 2.0) == c.is_rtl => c.end as usize,
            Some(c) => c.start as usize,
            None => self.lines.get(line).map_or(0, |line| line.bytes.start),
        }
    }

    /// The parts of lines that `range` covers. With `inked`, blanks hanging past the end of a line are left out.
    pub fn stretches(&self, range: &Range<usize>, inked: bool) -> Vec<Stretch> {
        let mut stretches = Vec::new();
        let first = self.lines.partition_point(|l| l.bytes.end <= range.start);
        let touched = self.lines.iter().enumerate().skip(first);
        for (line, _) in touched.take_while(|(_, l)| l.bytes.start < range.end) {
            self.stretches_of_line(line, range, inked, &mut stretches);
        }
        stretches
    }

    /// Bytes of the visual line that holds `position`.
    pub fn line_bytes(&self, position: usize) -> Range<usize> {
        let line = self.line_of(position);
        self.lines.get(line).map_or(0..0, |l| l.bytes.clone())
    }

    fn stretches_of_line(
        &self,
        line: usize,
        range: &Range<usize>,
        inked: bool,
        out: &mut Vec<Stretch>,
    ) {
        let before = out.len();
        for cluster in self.clusters_of(line) {
            let (start, end) = (cluster.start as usize, cluster.end as usize);
            if end <= range.start || range.end <= start || (inked && cluster.hangs) {
                continue;
            }
            match out.get_mut(before..).and_then(<[Stretch]>::last_mut) {
                Some(last) if last.right >= cluster.left => last.right = cluster.right,
                _ => out.push(Stretch {
                    line,
                    left: cluster.left,
                    right: cluster.right,
                }),
            }
        }
    }

    /// The line that holds byte `position`, the last one at the end.
    fn line_of(&self, position: usize) -> usize {
        let line = self.lines.partition_point(|l| l.bytes.end <= position);
        line.min(self.lines.len().saturating_sub(1))
    }

    fn clusters_of(&self, line: usize) -> &[Cluster] {
        let range = self.lines.get(line).map_or(0..0, |l| l.clusters.clone());
        self.clusters.get(range).unwrap_or(&[])
    }

    /// The trailing side of the cluster that ends at `at`, else of the last one of the line.
    fn end_of(&self, line: usize, at: u32) -> f32 {
        let clusters = self.clusters_of(line).iter();
        let ending = clusters.clone().find(|c| c.end == at);
        match ending.or_else(|| clusters.max_by_key(|c| c.end)) {
            Some(cluster) => trailing(cluster),
            None => self.lines.get(line).map_or(0.0, |l: &Line| l.left),
        }
    }
}

fn leading(cluster: &Cluster) -> f32 {
    if cluster.is_rtl {
        cluster.right
    } else {
        cluster.left
    }
}

fn trailing(cluster: &Cluster) -> f32 {
    if cluster.is_rtl {
        cluster.left
    } else {
        cluster.right
    }
}
