//! How far this machine's clock is from the platform's, as far as the platform has told.

use std::sync::atomic::{AtomicI64, Ordering};

use tracing::warn;

/// Less than this may be the time on the way: a `Date` has whole seconds.
const SHORTEST_MILLIS: i64 = 1_000;
/// More than this is no clock that runs wrong: the `Date` is absurd, or somebody plays a trick.
const LONGEST_MILLIS: i64 = 24 * 60 * 60 * 1_000;

/// What to add to the clock's time, in milliseconds. Shared by all calls of a client.
#[derive(Default)]
pub(super) struct Skew(AtomicI64);

impl Skew {
    /// What to add to the clock's time, in milliseconds.
    pub(super) fn offset_millis(&self) -> i64 {
        // It stands alone: nothing else is published by it.
        self.0.load(Ordering::Relaxed)
    }

    /// Learns from a call that was refused for its time: `used` is the offset that it was stamped with, `server` the
    /// server's time in its answer, `local` this machine's when that came. All in milliseconds.
    ///
    /// Returns whether a call stamped anew may fare better.
    pub(super) fn learn(&self, used: i64, server: i64, local: i64) -> bool {
        let offset = server.saturating_sub(local);
        let is_news = offset.abs_diff(used) >= SHORTEST_MILLIS.unsigned_abs();
        if !is_news || offset.unsigned_abs() > LONGEST_MILLIS.unsigned_abs() {
            return false;
        }
        let before = self.0.swap(offset, Ordering::Relaxed);
        // Of many calls that are refused together, one says so.
        if before.abs_diff(offset) >= SHORTEST_MILLIS.unsigned_abs() {
            warn!(
                offset_ms = offset,
                "the platform's clock differs from this machine's; calls are stamped with the platform's from now on"
            );
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 1_715_595_802_123;
    const DAY: i64 = 86_400_000;

    #[test]
    fn an_offset_is_learnt_if_it_is_news_and_believable() {
        for (server, learnt) in [
            (NOW, false),
            (NOW + 999, false),
            (NOW - 999, false),
            (NOW + 1_000, true),
            (NOW - 1_000, true),
            (NOW + DAY, true),
            (NOW - DAY, true),
            (NOW + DAY + 1, false),
            (NOW - DAY - 1, false),
            (0, false),
            (i64::MIN, false),
            (i64::MAX, false),
        ] {
            let skew = Skew::default();
            assert_eq!(skew.learn(0, server, NOW), learnt, "{server}");
            assert_eq!(skew.offset_millis(), if learnt { server - NOW } else { 0 });
        }
    }

    #[test]
    fn what_counts_is_the_offset_that_the_refused_call_had() {
        let skew = Skew::default();
        assert!(skew.learn(0, NOW + 60_000, NOW));
        // A call that was under way before that has reason to go again, although nothing new is learnt.
        assert!(skew.learn(0, NOW + 60_000, NOW));
        // One that had the offset has none.
        assert!(!skew.learn(60_000, NOW + 60_500, NOW));
        // The machine's clock has been set right.
        assert!(skew.learn(60_000, NOW, NOW));
        assert_eq!(skew.offset_millis(), 0);
    }
}
