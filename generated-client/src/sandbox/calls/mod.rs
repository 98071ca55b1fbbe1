//! The record of the calls that the sandbox has seen.

mod record;

pub use self::record::{Diagnosis, RecordedCall, SignedText, Step};

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;

/// The most calls that are remembered.
const KEPT: usize = 10_000;

/// The numbers of the calls that are remembered: from `first` to `last`. None are where `first` is the greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) first: u64,
    pub(super) last: u64,
}

/// The calls. Their numbers follow one another without a gap, also after the record was cleared.
pub(super) struct Calls {
    kept: Mutex<VecDeque<Arc<RecordedCall>>>,
    /// Changed under the lock of `kept`, so that it never tells of what is not there.
    span: watch::Sender<Span>,
}

impl Default for Calls {
    fn default() -> Self {
        Self {
            kept: Mutex::default(),
            span: watch::Sender::new(Span { first: 1, last: 0 }),
        }
    }
}

// Some of these are for the inspector.
#[allow(dead_code)]
impl Calls {
    /// Takes a call, and gives it its number.
    pub(super) fn push(&self, mut call: RecordedCall) {
        let mut kept = self.lock();
        let Span { mut first, last } = *self.span.borrow();
        call.number = last + 1;
        kept.push_back(Arc::new(call));
        if kept.len() > KEPT {
            kept.pop_front();
            first += 1;
        }
        self.span.send_replace(Span {
            first,
            last: last + 1,
        });
    }

    /// Forgets all calls. The next one has the next number.
    pub(super) fn clear(&self) {
        let mut kept = self.lock();
        kept.clear();
        self.span.send_modify(|span| span.first = span.last + 1);
    }

    /// All calls, the oldest first.
    pub(super) fn to_vec(&self) -> Vec<RecordedCall> {
        let kept: Vec<_> = self.lock().iter().cloned().collect();
        kept.iter().map(|call| (**call).clone()).collect()
    }

    /// The call of this number, unless it is forgotten.
    pub(super) fn get(&self, number: u64) -> Option<Arc<RecordedCall>> {
        self.since(number.checked_sub(1)?, 1)
            .pop()
            .filter(|call| call.number == number)
    }

    /// The calls after this number, the oldest first, and at most so many.
    pub(super) fn since(&self, number: u64, limit: usize) -> Vec<Arc<RecordedCall>> {
        let kept = self.lock();
        let first = self.span.borrow().first;
        let skipped = number.saturating_add(1).saturating_sub(first);
        let skipped = usize::try_from(skipped).unwrap_or(usize::MAX);
        kept.iter().skip(skipped).take(limit).cloned().collect()
    }

    /// The calls before this number, the newest first, and at most so many.
    pub(super) fn before(&self, number: u64, limit: usize) -> Vec<Arc<RecordedCall>> {
        let kept = self.lock();
        let older = number.saturating_sub(self.span.borrow().first);
        let older = usize::try_from(older).unwrap_or(usize::MAX).min(kept.len());
        kept.range(..older).rev().take(limit).cloned().collect()
    }

    /// Which calls are remembered.
    pub(super) fn span(&self) -> Span {
        *self.span.borrow()
    }

    /// Tells whenever a call comes, or all are forgotten: await `changed`, then look at the span.
    pub(super) fn subscribe(&self) -> watch::Receiver<Span> {
        self.span.subscribe()
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<Arc<RecordedCall>>> {
        // Nothing that could panic happens while the lock is held.
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn push(calls: &Calls, count: u64) {
        for _ in 0..count {
            calls.push(RecordedCall::blank());
        }
    }

    fn numbers(calls: &[Arc<RecordedCall>]) -> Vec<u64> {
        calls.iter().map(|call| call.number).collect()
    }

    #[test]
    fn the_oldest_calls_are_forgotten() {
        let calls = Calls::default();
        push(&calls, 10_003);
        let kept = calls.to_vec();
        assert_eq!(kept.len(), KEPT);
        assert_eq!(kept.first().map(|call| call.number), Some(4));
        assert_eq!(kept.last().map(|call| call.number), Some(10_003));
        assert_eq!(
            calls.span(),
            Span {
                first: 4,
                last: 10_003
            }
        );
        assert!(calls.get(3).is_none());
        assert_eq!(calls.get(4).map(|call| call.number), Some(4));
    }

    #[test]
    fn calls_are_found_by_number_also_after_clearing() {
        let calls = Calls::default();
        assert_eq!(numbers(&calls.since(0, 9)), [0; 0]);
        push(&calls, 5);
        assert_eq!(numbers(&calls.since(0, 2)), [1, 2]);
        assert_eq!(numbers(&calls.since(3, 9)), [4, 5]);
        assert_eq!(numbers(&calls.since(5, 9)), [0; 0]);
        assert_eq!(numbers(&calls.before(4, 2)), [3, 2]);
        assert_eq!(numbers(&calls.before(u64::MAX, 9)), [5, 4, 3, 2, 1]);
        assert_eq!(numbers(&calls.before(1, 9)), [0; 0]);
        assert!(calls.get(0).is_none() && calls.get(6).is_none());

        let mut span = calls.subscribe();
        assert!(!span.has_changed().unwrap());
        calls.clear();
        assert!(span.has_changed().unwrap());
        assert_eq!(*span.borrow_and_update(), Span { first: 6, last: 5 });
        push(&calls, 1);
        assert!(span.has_changed().unwrap());
        assert_eq!(numbers(&calls.since(0, 9)), [6]);
        assert_eq!(numbers(&calls.before(u64::MAX, 9)), [6]);
        assert!(calls.get(5).is_none() && calls.get(6).is_some());
    }
}
