//! Times as whole seconds, and windows of them.
//!
//! They are counted as clocks show them: between two such times there are as many seconds as the calendar says, whatever
//! the zone's clocks have done in between. So no change of a zone's rules moves the border of a window.

use jiff::SignedDuration;

use crate::time::civil::DateTime;

/// Seconds since the year 0, as a clock counts them.
pub(super) fn seconds(time: DateTime) -> i64 {
    time.duration_since(DateTime::ZERO).as_secs()
}

/// The other way round.
pub(super) fn time(seconds: i64) -> DateTime {
    DateTime::ZERO.saturating_add(SignedDuration::from_secs(seconds))
}

/// A stretch of time, cut into windows no longer than allowed, the newest first.
///
/// Whether a platform takes the ends of a window to belong to it is not known: each of them may or may not. So each window
/// ends one second after the next newer one begins. The second that begins a window, and the one after it, are the
/// only ones that two windows may both have; if neither end belongs to a window, no second is in two, and none is in no
/// window: `(a, b)` and `(…, a + 1)` meet between `a` and `a + 1`. A second that a window has, it has with all its rows,
/// because times are whole seconds. So every row is in at least one window, and one that is in two can be told by its
/// content, as many times as the first of the two had it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Windows {
    start: i64,
    end: i64,
    most: i64,
}

impl Windows {
    /// The shortest window by which a longer stretch can be cut: with one second, a window would begin where the next
    /// older one begins.
    pub(super) const LEAST: i64 = 2;

    /// `most` is at least [`LEAST`](Self::LEAST), or as long as all of it.
    pub(super) fn new(start: DateTime, end: DateTime, most: i64) -> Self {
        let (start, end) = (seconds(start), seconds(end));
        Self { start, end, most }
    }

    /// How many there are.
    pub(super) fn count(self) -> u64 {
        let more = self
            .end
            .saturating_sub(self.start)
            .saturating_sub(self.most);
        let windows = if more <= 0 {
            1
        } else {
            1 + (more - 1) / self.step() + 1
        };
        windows.unsigned_abs()
    }

    /// Where one of them begins and ends; the newest has the number 0.
    pub(super) fn get(self, number: u64) -> (DateTime, DateTime) {
        let number = i64::try_from(number).unwrap_or(i64::MAX);
        let end = self.end.saturating_sub(number.saturating_mul(self.step()));
        let start = end.saturating_sub(self.most).max(self.start);
        (time(start), time(end))
    }

    /// The longest that one may be.
    pub(super) fn most(self) -> i64 {
        self.most
    }

    /// How far the ends of two windows lie apart.
    fn step(self) -> i64 {
        (self.most - 1).max(1)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::time::civil::date;

    const DAY: i64 = 86_400;

    fn windows(length: i64, most: i64) -> Windows {
        let start = date(2024, 1, 1).at(0, 0, 0, 0);
        Windows::new(start, time(seconds(start) + length), most)
    }

    #[test]
    fn thirty_one_days_are_one_window_and_a_second_more_are_two() {
        let most = 31 * DAY;
        assert_eq!(windows(0, most).count(), 1);
        assert_eq!(windows(most, most).count(), 1);
        let two = windows(most + 1, most);
        assert_eq!(two.count(), 2);
        let shown = |number| {
            let (start, end) = two.get(number);
            format!("{start} to {end}")
        };
        assert_eq!(shown(0), "2024-01-01T00:00:01 to 2024-02-01T00:00:01");
        assert_eq!(shown(1), "2024-01-01T00:00:00 to 2024-01-01T00:00:02");
        assert_eq!(windows(2 * most - 1, most).count(), 2);
        assert_eq!(windows(2 * most, most).count(), 3);
    }

    #[test]
    fn a_change_of_clocks_moves_nothing() {
        // Clocks in Berlin went back on 2024-10-27 and in New York on 2024-11-03; Samoa left out 2011-12-30. Windows are
        // of as many seconds as anywhere else in the year.
        for (month, day, year) in [(10, 27, 2024), (11, 3, 2024), (12, 30, 2011), (3, 31, 2024)] {
            let start = date(year, month, day).at(0, 0, 0, 0);
            let end = date(year, month, day).tomorrow().unwrap_or_default();
            let day = Windows::new(start, end.at(0, 0, 0, 0), DAY);
            assert_eq!((day.count(), day.get(0)), (1, (start, end.at(0, 0, 0, 0))));
            let halves = Windows::new(start, end.at(0, 0, 0, 0), DAY / 2 + 1);
            assert_eq!(halves.count(), 2);
            assert_eq!(halves.get(1).1, start.date().at(12, 0, 0, 0));
        }
    }

    proptest! {
        #[test]
        fn no_second_is_lost_and_only_those_of_a_border_are_in_two(
            length in 0_i64..200,
            most in 2_i64..40,
            starts_belong in any::<bool>(),
            ends_belong in any::<bool>(),
        ) {
            let all = windows(length, most);
            let has = |(start, end): (DateTime, DateTime), second: i64| {
                let (start, end) = (seconds(start), seconds(end));
                (start < second || starts_belong && start == second)
                    && (second < end || ends_belong && end == second)
            };
            let (first, last) = (all.start, all.end);
            prop_assert_eq!(all.get(0).1, time(last));
            prop_assert_eq!(all.get(all.count() - 1).0, time(first));
            for number in 0..all.count() {
                let (start, end) = all.get(number);
                let length = seconds(end) - seconds(start);
                prop_assert!(length <= most && (length > 0 || all.count() == 1));
            }
            for second in first..=last {
                let within: Vec<u64> = (0..all.count()).filter(|&number| has(all.get(number), second)).collect();
                prop_assert_eq!(!within.is_empty(), has((time(first), time(last)), second));
                for pair in within.windows(2) {
                    prop_assert_eq!(pair[0] + 1, pair[1]);
                    let border = seconds(all.get(pair[0]).0);
                    prop_assert!(second == border || second == border + 1);
                }
            }
        }
    }
}
