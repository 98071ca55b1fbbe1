//! Where the time of a call comes from, so that tests can hold it still.

use std::fmt::Debug;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime};

/// Tells the time that calls are stamped with.
///
/// Where the platform has refused a call for its time and said what its own is, the client adds the difference. How long
/// calls and waits take is measured by Tokio's clock, not by this one.
pub trait Clock: Debug + Send + Sync {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    fn now_millis(&self) -> i64;
}

impl<C: Clock + ?Sized> Clock for Arc<C> {
    fn now_millis(&self) -> i64 {
        (**self).now_millis()
    }
}

/// The operating system's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now_millis(&self) -> i64 {
        match SystemTime::now().duration_since(SystemTime::UNIX_EPOCH) {
            Ok(since) => millis(since),
            // A machine whose clock stands before 1970 gets a refusal by the platform, not a panic.
            Err(before) => -millis(before.duration()),
        }
    }
}

/// A clock that stands still until it is set: for tests. Clones share one time.
///
/// # Examples
///
/// ```
/// use std::time::Duration;
/// use wallet_client::{Clock as _, FixedClock};
///
/// let clock = FixedClock::at_millis(1_715_595_802_000);
/// let held_by_the_client = clock.clone();
/// clock.advance(Duration::from_secs(1));
/// assert_eq!(held_by_the_client.now_millis(), 1_715_595_803_000);
/// ```
#[derive(Clone, Debug)]
pub struct FixedClock(Arc<AtomicI64>);

impl FixedClock {
    /// A clock that shows `millis` milliseconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub fn at_millis(millis: i64) -> Self {
        Self(Arc::new(AtomicI64::new(millis)))
    }

    /// Sets the clock to `millis` milliseconds since 1970-01-01T00:00:00Z.
    pub fn set_millis(&self, millis: i64) {
        self.0.store(millis, Ordering::SeqCst);
    }

    /// Puts the clock forward by `by`, in whole milliseconds.
    pub fn advance(&self, by: Duration) {
        self.0.fetch_add(millis(by), Ordering::SeqCst);
    }
}

impl Clock for FixedClock {
    fn now_millis(&self) -> i64 {
        self.0.load(Ordering::SeqCst)
    }
}

fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fixed_clock_moves_only_when_told() {
        let clock = FixedClock::at_millis(5);
        let shared: Arc<dyn Clock> = Arc::new(clock.clone());
        assert_eq!(shared.now_millis(), 5);
        clock.advance(Duration::from_micros(2_999));
        assert_eq!(shared.now_millis(), 7);
        clock.set_millis(-1);
        assert_eq!(shared.now_millis(), -1);
    }

    #[test]
    fn the_system_clock_counts_milliseconds() {
        let now = SystemClock.now_millis();
        // Between 2020 and 2200: neither seconds nor microseconds.
        assert!(
            (1_577_836_800_000..7_258_118_400_000).contains(&now),
            "{now}"
        );
    }
}
