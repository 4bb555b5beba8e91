//! Which rows the list of steps has: the newest step first, under a head for each day and document, and a
//! line for now between what is undone and what stands.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};

use crate::model::timeline::Entry;

/// A row. Steps are given by their place among the entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// The document of the steps that follow; with the day, where that is another one.
    Head {
        of: usize,
        day: Option<Date>,
    },
    Step(usize),
    /// What is above is undone.
    Now,
    /// Before the first step.
    Start,
}

impl Row {
    /// Whether it can be chosen.
    pub fn is_choice(self) -> bool {
        matches!(self, Self::Step(_) | Self::Start)
    }
}

/// The rows of the entries that `keep` lets through. `done`: how many stand; none where nothing can be
/// gone to.
pub fn listing(
    entries: &[Entry],
    done: Option<usize>,
    zone: &TimeZone,
    mut keep: impl FnMut(&Entry) -> bool,
) -> Vec<Row> {
    let mut rows = Vec::with_capacity(entries.len() + 8);
    let mut days = Days::new(zone);
    let mut head = None;
    for (i, entry) in entries.iter().enumerate().rev() {
        if done == Some(i + 1) {
            rows.push(Row::Now);
            head = None;
        }
        if !keep(entry) {
            continue;
        }
        let group = (
            days.of(entry.when),
            entry.spot.as_ref().map(|it| &it.document),
        );
        if head != Some(group) {
            let is_new_day = head.is_none_or(|it| it.0 != group.0);
            rows.push(Row::Head {
                of: i,
                day: is_new_day.then_some(group.0),
            });
            head = Some(group);
        }
        rows.push(Row::Step(i));
    }
    if done == Some(0) && !entries.is_empty() {
        rows.push(Row::Now);
    }
    if done.is_some() && !entries.is_empty() {
        rows.push(Row::Start);
    }
    rows
}

/// The days of moments; steps of one day come one after the other, so it is kept.
struct Days<'a> {
    zone: &'a TimeZone,
    last: Option<(Date, Timestamp, Timestamp)>,
}

impl<'a> Days<'a> {
    fn new(zone: &'a TimeZone) -> Self {
        Self { zone, last: None }
    }

    fn of(&mut self, when: Timestamp) -> Date {
        if let Some((date, from, to)) = self.last
            && from <= when
            && when < to
        {
            return date;
        }
        let date = when.to_zoned(self.zone.clone()).date();
        let midnight = |it: Date| it.to_zoned(self.zone.clone()).map(|it| it.timestamp());
        let next = date.checked_add(1.day()).and_then(midnight);
        self.last = midnight(date).and_then(|from| Ok((date, from, next?))).ok();
        date
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::history::StepName;
    use crate::model::id::DocumentId;
    use crate::model::timeline::Spot;

    fn entry(n: u64, hours: i64, document: &str) -> Entry {
        Entry {
            n,
            when: Timestamp::from_second(hours * 3600).unwrap(),
            name: StepName::default(),
            spot: Some(Spot {
                document: DocumentId::new(document),
                record: None,
                range: None,
            }),
            others: Box::default(),
        }
    }

    fn january(n: i8) -> Date {
        Date::constant(1970, 1, n)
    }

    #[test]
    fn steps_stand_under_their_day_and_document_with_now_between() {
        let entries = [
            entry(1, 1, "a"),
            entry(2, 2, "a"),
            entry(3, 3, "b"),
            entry(4, 30, "b"),
        ];
        let rows = |done, keep: fn(&Entry) -> bool| listing(&entries, done, &TimeZone::UTC, keep);
        let head = |of, day| Row::Head { of, day };
        assert_eq!(
            rows(Some(3), |_| true),
            [
                head(3, Some(january(2))),
                Row::Step(3),
                Row::Now,
                head(2, Some(january(1))),
                Row::Step(2),
                head(1, None),
                Row::Step(1),
                Row::Step(0),
                Row::Start
            ]
        );
        let only_b = rows(Some(4), |it| {
            it.spot.as_ref().unwrap().document.as_str() == "b"
        });
        assert_eq!(
            only_b,
            [
                Row::Now,
                head(3, Some(january(2))),
                Row::Step(3),
                head(2, Some(january(1))),
                Row::Step(2),
                Row::Start
            ]
        );
        assert_eq!(
            rows(Some(0), |_| true)[6..],
            [Row::Step(0), Row::Now, Row::Start]
        );
        assert!(
            !rows(None, |_| true)
                .iter()
                .any(|it| matches!(it, Row::Now | Row::Start))
        );
        assert_eq!(listing(&[], Some(0), &TimeZone::UTC, |_| true), []);
    }
}
