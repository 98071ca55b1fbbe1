//! How often and how fast a call is tried again.

use std::time::Duration;

/// How often a call is tried, and how long the client waits in between.
///
/// Before attempt *n* + 1 the client waits a random time between nothing and `initial_backoff` × 2ⁿ⁻¹, at most
/// `max_backoff`: exponential backoff with full jitter, so that clients which failed together do not come back together.
/// Where the server asks for a longer wait by `Retry-After`, it gets it.
///
/// Only what is safe and may help is tried again: see [`Error::is_retryable`](crate::Error::is_retryable). A wait that
/// would not end before the call's [time is up](crate::ClientBuilder::timeout) is not begun: the call ends at once with
/// the error at hand. All retries of a client together are bounded by its [`RetryBudget`](crate::RetryBudget).
///
/// # Examples
///
/// ```
/// use std::time::Duration;
/// use wallet_client::RetryPolicy;
///
/// let patient = RetryPolicy::new().max_attempts(6).max_backoff(Duration::from_secs(60));
/// assert_ne!(patient, RetryPolicy::default());
/// assert_eq!(RetryPolicy::never(), RetryPolicy::new().max_attempts(1));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "a policy does nothing until a client or a call is given it"]
pub struct RetryPolicy {
    max_attempts: u32,
    initial_backoff: Duration,
    max_backoff: Duration,
}

impl RetryPolicy {
    /// The default: 3 attempts, a first wait of up to 200 milliseconds, later ones of up to 20 seconds.
    pub const fn new() -> Self {
        Self {
            max_attempts: 3,
            initial_backoff: Duration::from_millis(200),
            max_backoff: Duration::from_secs(20),
        }
    }

    /// One attempt, whatever happens.
    pub const fn never() -> Self {
        Self::new().max_attempts(1)
    }

    /// The most attempts, the first one included. 3 unless set; 0 counts as 1.
    pub const fn max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = if attempts == 0 { 1 } else { attempts };
        self
    }

    /// The longest wait before the second attempt; the longest wait doubles with each attempt. 200 milliseconds unless
    /// set. With zero the client waits only where the server asks for it.
    pub const fn initial_backoff(mut self, backoff: Duration) -> Self {
        self.initial_backoff = backoff;
        self
    }

    /// Where the doubling ends. 20 seconds unless set. Does not bound `Retry-After`, which the time for the whole call
    /// does.
    pub const fn max_backoff(mut self, backoff: Duration) -> Self {
        self.max_backoff = backoff;
        self
    }

    pub(super) fn attempts(&self) -> u32 {
        self.max_attempts
    }

    /// The longest wait after so many attempts, from 1.
    pub(super) fn ceiling(&self, attempts: u32) -> Duration {
        let doubled = 2_u32.saturating_pow(attempts.saturating_sub(1));
        self.initial_backoff
            .saturating_mul(doubled)
            .min(self.max_backoff)
    }
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self::new()
    }
}
