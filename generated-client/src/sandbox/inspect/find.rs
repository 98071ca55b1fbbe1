//! Goes through the record a bite at a time, so that ten thousand calls hold up nobody who calls meanwhile.

use std::ops::ControlFlow;
use std::sync::Arc;

use tokio::task::yield_now;

use super::super::calls::{Calls, RecordedCall};
use super::filter::Filter;

/// So many calls are looked at before others get their turn. A look at a refused call may mean to find out what is wrong.
const BITE: usize = 20;

/// Calls that were found, the newest first.
#[derive(Default)]
pub(super) struct Found {
    pub(super) calls: Vec<Arc<RecordedCall>>,
    /// How many there are, those that were too many to be kept included.
    pub(super) count: usize,
}

/// The calls from before `before` that fit, and at most so many. One more is counted where there is one.
pub(super) async fn older(calls: &Calls, filter: &Filter, before: u64, most: usize) -> Found {
    let mut found = Found::default();
    let visit = |call: Arc<RecordedCall>| {
        if filter.matches(&call) {
            found.count += 1;
            if found.count > most {
                return ControlFlow::Break(());
            }
            found.calls.push(call);
        }
        ControlFlow::Continue(())
    };
    walk(calls, before, visit).await;
    found
}

/// The calls after `after`, up to `last`, that fit: all are counted, at most so many kept.
pub(super) async fn new(
    calls: &Calls,
    filter: &Filter,
    (after, last): (u64, u64),
    most: usize,
) -> Found {
    let mut found = Found::default();
    let visit = |call: Arc<RecordedCall>| {
        if call.number <= after {
            return ControlFlow::Break(());
        }
        if filter.matches(&call) {
            found.count += 1;
            if found.calls.len() < most {
                found.calls.push(call);
            }
        }
        ControlFlow::Continue(())
    };
    walk(calls, last.saturating_add(1), visit).await;
    found
}

/// The first call after this number that fits.
pub(super) async fn newer(calls: &Calls, filter: &Filter, number: u64) -> Option<u64> {
    let mut number = number;
    loop {
        let bite = calls.since(number, BITE);
        number = bite.last()?.number;
        if let Some(call) = bite.iter().find(|call| filter.matches(call)) {
            return Some(call.number);
        }
        yield_now().await;
    }
}

async fn walk(
    calls: &Calls,
    before: u64,
    mut visit: impl FnMut(Arc<RecordedCall>) -> ControlFlow<()>,
) {
    let mut before = before;
    loop {
        let bite = calls.before(before, BITE);
        let Some(last) = bite.last() else {
            return;
        };
        before = last.number;
        if bite.into_iter().try_for_each(&mut visit).is_break() {
            return;
        }
        yield_now().await;
    }
}
