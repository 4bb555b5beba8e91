//! How positions are counted, where a format leaves it open.

use crate::model::text::{Count, Text};

/// Code points, unless more of the quoted words stand where they are said to if positions count UTF-16, as old
/// programs and those in Java and in browsers do; `fits` says how many of `n` do.
pub fn by_quotes(text: &Text, n: usize, fits: impl Fn(Count) -> usize) -> Count {
    if text.count(Count::CodePoint) == text.count(Count::Utf16) {
        return Count::CodePoint;
    }
    let as_points = fits(Count::CodePoint);
    if as_points < n && fits(Count::Utf16) > as_points {
        Count::Utf16
    } else {
        Count::CodePoint
    }
}
