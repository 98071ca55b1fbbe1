//! A hook for metrics: told before and after each attempt.

use std::time::Duration;

use crate::error::Error;

/// Is told of every attempt of every call: for counters, histograms, and the like.
///
/// Registered by [`ClientBuilder::observer`](crate::ClientBuilder::observer). It is called on the call's own way, so it
/// should return at once, and it must not panic: a panic ends the call. For each `before_attempt` there is one
/// `after_attempt`, also if the call is dropped in between.
///
/// It is given nothing of the request or the answer but their sizes.
///
/// # Examples
///
/// ```
/// use std::sync::atomic::{AtomicU64, Ordering};
/// use wallet_client::{AttemptInfo, AttemptOutcome, Observer};
///
/// #[derive(Default)]
/// struct Counters {
///     retries: AtomicU64,
///     failures: AtomicU64,
/// }
///
/// impl Observer for Counters {
///     fn before_attempt(&self, attempt: &AttemptInfo) {
///         if attempt.attempt() > 1 {
///             self.retries.fetch_add(1, Ordering::Relaxed);
///         }
///     }
///
///     fn after_attempt(&self, outcome: &AttemptOutcome<'_>) {
///         if outcome.error().is_some() {
///             self.failures.fetch_add(1, Ordering::Relaxed);
///         }
///     }
/// }
/// ```
pub trait Observer: Send + Sync {
    /// An attempt begins: before its time is taken and it is signed.
    fn before_attempt(&self, attempt: &AttemptInfo) {
        let _ = attempt;
    }

    /// An attempt ended, one way or another.
    fn after_attempt(&self, outcome: &AttemptOutcome<'_>) {
        let _ = outcome;
    }
}

/// An attempt that begins.
#[derive(Clone, Copy, Debug)]
pub struct AttemptInfo {
    pub(crate) operation: &'static str,
    pub(crate) attempt: u32,
}

impl AttemptInfo {
    /// The operation, such as `balance_records`.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// Which attempt of its call it is, from 1.
    #[must_use]
    pub fn attempt(&self) -> u32 {
        self.attempt
    }
}

/// An attempt that ended.
#[derive(Clone, Copy, Debug)]
pub struct AttemptOutcome<'a> {
    pub(crate) info: AttemptInfo,
    pub(crate) elapsed: Duration,
    pub(crate) status: Option<u16>,
    pub(crate) code: Option<i64>,
    pub(crate) request_bytes: usize,
    pub(crate) response_bytes: usize,
    pub(crate) error: Option<&'a Error>,
    pub(crate) cancelled: bool,
}

impl<'a> AttemptOutcome<'a> {
    /// The operation, such as `balance_records`.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        self.info.operation
    }

    /// Which attempt of its call it was, from 1.
    #[must_use]
    pub fn attempt(&self) -> u32 {
        self.info.attempt
    }

    /// How long the attempt took, signing included.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.elapsed
    }

    /// The HTTP status, if an answer began.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        self.status
    }

    /// The platform's code, that of success included, if there was one to be read.
    #[must_use]
    pub fn code(&self) -> Option<i64> {
        self.code
    }

    /// The size of the request's body in bytes; 0 if it came to none.
    #[must_use]
    pub fn request_bytes(&self) -> usize {
        self.request_bytes
    }

    /// How many bytes of the answer's body were taken in, unpacked.
    #[must_use]
    pub fn response_bytes(&self) -> usize {
        self.response_bytes
    }

    /// Why the attempt failed, if it did. The call may still succeed.
    #[must_use]
    pub fn error(&self) -> Option<&'a Error> {
        self.error
    }

    /// The kind of failure in a word, fit for a label of a metric, as in the log's `error.type`.
    #[must_use]
    pub fn error_type(&self) -> Option<&'static str> {
        match self.error {
            Some(error) => Some(error.kind_name()),
            None => self.cancelled.then_some("cancelled"),
        }
    }

    /// Whether the call was dropped in the middle of the attempt.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.cancelled
    }
}
