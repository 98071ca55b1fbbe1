//! Numbers, bounds, and following calls live.

use std::sync::Arc;

use crate::sandbox::calls::{Calls, KEPT, MOST_BYTES, RecordedCall, Seen, Span};

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

#[test]
fn large_calls_push_out_older_ones() {
    let calls = Calls::default();
    let body = vec![b'x'; 2 * 1024 * 1024];
    for _ in 0..200 {
        let mut seen = Seen::new("POST", "/list", "");
        seen.refused = true;
        calls.note(seen, &body, "");
    }
    let Span { first, last } = calls.span();
    let kept = usize::try_from(last - first + 1).unwrap();
    // Of each body, a mebibyte is kept until it is looked at.
    assert!(kept * 1024 * 1024 <= MOST_BYTES && kept > 120, "{kept}");
    let call = calls.get(last).unwrap();
    assert_eq!(call.request, "… (cut: 2097152 bytes in all)");
}
