//! The record of the calls that the sandbox has seen.

mod record;

pub use self::record::{Diagnosis, RecordedCall, SignedText, Step};

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The most calls that are remembered.
const KEPT: usize = 10_000;

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
                at_millis,
                ..RecordedCall::blank()
            });
        }
        let kept = calls.to_vec();
        assert_eq!(kept.len(), KEPT);
        assert_eq!(kept.first().map(|call| call.at_millis), Some(3));
        assert_eq!(kept.last().map(|call| call.at_millis), Some(total - 1));
    }
}
