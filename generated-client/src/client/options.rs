//! What a call may be told apart from its parameters.

use std::time::Duration;

use tokio::time::Instant;

use crate::retry::RetryPolicy;
use crate::rules::Waived;

/// The times and the retries of a call: the client's, unless the call has its own.
#[derive(Clone)]
pub(super) struct CallOptions {
    /// For all of it.
    pub(super) timeout: Duration,
    /// For one attempt.
    pub(super) attempt_timeout: Duration,
    pub(super) retry: RetryPolicy,
    /// Limits that do not count.
    pub(super) waived: Waived,
}

impl Default for CallOptions {
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(120),
            attempt_timeout: Duration::from_secs(30),
            retry: RetryPolicy::new(),
            waived: Waived::default(),
        }
    }
}

/// The end of a stretch of time; so late that it does not matter where no clock could show it.
pub(super) fn after(start: Instant, time: Duration) -> Instant {
    const YEARS: Duration = Duration::from_secs(30 * 365 * 24 * 60 * 60);
    start.checked_add(time.min(YEARS)).unwrap_or(start)
}
