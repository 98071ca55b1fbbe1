//! When a call is tried again, and after how long. Decisions only: nothing here sends, sleeps or reads a clock.

mod backoff;
mod budget;
mod policy;
mod retry_after;

#[cfg(test)]
mod tests;

pub(crate) use self::backoff::{Jitter, full_jitter};
pub use self::budget::RetryBudget;
pub use self::policy::RetryPolicy;
pub(crate) use self::retry_after::{http_date_millis, retry_after};

use std::time::Duration;

/// What speaks for and against one more attempt, after one failed.
pub(crate) struct Failure {
    /// Attempts so far.
    pub(crate) attempts: u32,
    /// Whether the same call is safe to send again and may then work.
    pub(crate) is_retryable: bool,
    /// Whether the attempt was refused for its time alone, and the time has been corrected since.
    pub(crate) clock_corrected: bool,
    /// How long the server asks to be left alone.
    pub(crate) retry_after: Option<Duration>,
    /// What is left of the time for the whole call.
    pub(crate) time_left: Duration,
}

/// Decides about the further attempts of one call.
pub(crate) struct Retries<'c> {
    policy: &'c RetryPolicy,
    budget: &'c RetryBudget,
    jitter: &'c Jitter,
    clock_corrected: bool,
}

impl<'c> Retries<'c> {
    pub(crate) fn new(
        policy: &'c RetryPolicy,
        budget: &'c RetryBudget,
        jitter: &'c Jitter,
    ) -> Self {
        Self {
            policy,
            budget,
            jitter,
            clock_corrected: false,
        }
    }

    /// How long to wait before the next attempt; `None` if there should be none.
    pub(crate) fn next(&mut self, failure: &Failure) -> Option<Duration> {
        if failure.attempts >= self.policy.attempts() {
            return None;
        }
        // The platform saw the time and did nothing, so this is safe for every operation. It happens once a call and
        // then no more, so it needs no budget.
        if failure.clock_corrected && !self.clock_corrected {
            self.clock_corrected = true;
            return (!failure.time_left.is_zero()).then_some(Duration::ZERO);
        }
        if !failure.is_retryable {
            return None;
        }
        let backoff = (self.jitter)(self.policy.ceiling(failure.attempts));
        let wait = backoff.max(failure.retry_after.unwrap_or_default());
        // The budget comes last: what is not tried for another reason must cost nothing.
        (wait < failure.time_left && self.budget.take()).then_some(wait)
    }

    /// Notes that the call worked.
    pub(crate) fn succeeded(&self) {
        self.budget.refill();
    }
}
