//! The randomness in a wait.

use std::hash::{BuildHasher as _, RandomState};
use std::time::Duration;

/// Chooses a wait, given the longest that it may be. Tests put their own in.
pub(crate) type Jitter = dyn Fn(Duration) -> Duration + Send + Sync;

/// Anything from nothing to `ceiling`, each as likely as any other.
///
/// The standard library's hashers start from random keys. That is randomness enough to keep clients apart, and needs
/// neither a dependency nor a call that can fail.
pub(crate) fn full_jitter(ceiling: Duration) -> Duration {
    part_of(ceiling, RandomState::new().hash_one(()))
}

/// `ceiling` × `random` / 2⁶⁴.
fn part_of(ceiling: Duration, random: u64) -> Duration {
    let nanos = u64::try_from(ceiling.as_nanos()).unwrap_or(u64::MAX);
    let part = (u128::from(nanos) * u128::from(random)) >> 64;
    Duration::from_nanos(u64::try_from(part).unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn a_wait_is_the_part_that_the_number_says() {
        assert_eq!(part_of(SECOND, 0), Duration::ZERO);
        assert_eq!(
            part_of(SECOND, u64::MAX / 2 + 1),
            Duration::from_millis(500)
        );
        assert_eq!(part_of(SECOND, u64::MAX), Duration::from_nanos(999_999_999));
        assert_eq!(part_of(Duration::ZERO, u64::MAX), Duration::ZERO);
        // Longer than a number of nanoseconds can say: no panic.
        assert!(part_of(Duration::MAX, u64::MAX) > Duration::from_secs(1_000_000_000));
    }

    #[test]
    fn waits_fill_the_whole_stretch() {
        let waits: Vec<Duration> = (0..1000).map(|_| full_jitter(SECOND)).collect();
        for tenth in 0..10 {
            let from = SECOND * tenth / 10;
            let hits = waits
                .iter()
                .filter(|wait| (from..from + SECOND / 10).contains(wait))
                .count();
            // 100 are expected; 30 or fewer come up less than once in 10^14 runs.
            assert!(hits > 30, "{hits} of 1000 in tenth {tenth}");
        }
    }
}
