//! The record of the calls that the sandbox has seen.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The most calls that are remembered.
const KEPT: usize = 10_000;

/// A call that the sandbox has answered.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RecordedCall {
    /// The operation's name, such as `balance_records`; `None` where the path leads to none.
    pub operation: Option<&'static str>,
    /// The HTTP status of the answer. The platform refuses calls with 200, too.
    pub status: u16,
    /// The code in the answer; `None` where the call got no further than HTTP.
    pub code: Option<i64>,
    /// Why the call was refused; empty where it was not.
    pub message: String,
    /// When it was answered, by the sandbox's clock, in milliseconds since 1970-01-01T00:00:00Z.
    pub at_millis: i64,
}

/// The calls, the oldest first.
#[derive(Default)]
pub(super) struct Calls(Mutex<VecDeque<RecordedCall>>);

impl Calls {
    pub(super) fn push(&self, call: RecordedCall) {
        let mut calls = self.lock();
        if calls.len() == KEPT {
            calls.pop_front();
        }
        calls.push_back(call);
    }

    pub(super) fn to_vec(&self) -> Vec<RecordedCall> {
        self.lock().iter().cloned().collect()
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<RecordedCall>> {
        // Nothing that could panic happens while the lock is held.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_calls_are_forgotten() {
        let calls = Calls::default();
        let total = i64::try_from(KEPT).unwrap_or(0) + 3;
        for at_millis in 0..total {
            calls.push(RecordedCall {
                operation: None,
                status: 404,
                code: None,
                message: String::new(),
                at_millis,
            });
        }
        let kept = calls.to_vec();
        assert_eq!(kept.len(), KEPT);
        assert_eq!(kept.first().map(|call| call.at_millis), Some(3));
        assert_eq!(kept.last().map(|call| call.at_millis), Some(total - 1));
    }
}
