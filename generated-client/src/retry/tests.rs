//! The decisions: how many attempts, how long the waits, and what the budget does in an outage.

use std::time::Duration;

use super::{Failure, Retries, RetryBudget, RetryPolicy};

const MINUTE: Duration = Duration::from_secs(60);

/// The longest wait that is allowed.
fn longest(ceiling: Duration) -> Duration {
    ceiling
}

fn failure(attempts: u32) -> Failure {
    Failure {
        attempts,
        is_retryable: true,
        clock_corrected: false,
        retry_after: None,
        time_left: 10 * MINUTE,
    }
}

/// The waits of a call that fails until it is given up.
fn waits(policy: &RetryPolicy, budget: &RetryBudget, with: impl Fn(&mut Failure)) -> Vec<u128> {
    let mut retries = Retries::new(policy, budget, &longest);
    (1..)
        .map_while(|attempts| {
            let mut failure = failure(attempts);
            with(&mut failure);
            retries.next(&failure)
        })
        .map(|wait| wait.as_millis())
        .collect()
}

#[test]
fn the_longest_wait_doubles_up_to_the_limit() {
    let policy = RetryPolicy::new()
        .max_attempts(7)
        .initial_backoff(Duration::from_millis(100))
        .max_backoff(Duration::from_millis(900));
    assert_eq!(
        waits(&policy, &RetryBudget::unlimited(), |_| ()),
        [100, 200, 400, 800, 900, 900]
    );
    assert_eq!(policy.ceiling(u32::MAX), Duration::from_millis(900));
    assert_eq!(
        waits(&RetryPolicy::new(), &RetryBudget::default(), |_| ()),
        [200, 400]
    );
}

#[test]
fn one_attempt_is_one_attempt() {
    for policy in [RetryPolicy::never(), RetryPolicy::new().max_attempts(0)] {
        assert!(
            waits(&policy, &RetryBudget::unlimited(), |failure| {
                failure.clock_corrected = true;
            })
            .is_empty()
        );
    }
}

#[test]
fn a_server_gets_the_wait_it_asks_for_if_there_is_time() {
    let policy = RetryPolicy::new();
    let budget = RetryBudget::unlimited();
    let asks = |seconds, left| {
        waits(&policy, &budget, move |failure| {
            failure.retry_after = Some(Duration::from_secs(seconds));
            failure.time_left = left;
        })
    };
    assert_eq!(asks(7, MINUTE), [7_000, 7_000]);
    assert_eq!(asks(0, MINUTE), [200, 400], "the backoff is longer");
    assert_eq!(
        asks(60, MINUTE),
        [0_u128; 0],
        "it would end with the call's time"
    );
    assert_eq!(asks(u64::MAX, MINUTE), [0_u128; 0]);
}

#[test]
fn what_is_not_tried_again_costs_no_budget() {
    let policy = RetryPolicy::new();
    let budget = RetryBudget::new(1, 1);
    assert!(waits(&policy, &budget, |failure| failure.is_retryable = false).is_empty());
    assert!(
        waits(&policy, &budget, |failure| failure.time_left =
            Duration::ZERO)
        .is_empty()
    );
    assert_eq!(
        waits(&policy, &budget, |_| ()),
        [200],
        "the one retry is still there"
    );
}

#[test]
fn a_corrected_clock_is_tried_once_at_once_and_for_nothing() {
    let corrected = |failure: &mut Failure| {
        failure.clock_corrected = true;
        failure.is_retryable = false;
    };
    let none = RetryBudget::new(0, 1);
    assert_eq!(waits(&RetryPolicy::new(), &none, corrected), [0]);
    let late = |failure: &mut Failure| {
        corrected(failure);
        failure.time_left = Duration::ZERO;
    };
    assert!(waits(&RetryPolicy::new(), &none, late).is_empty());
}

/// Attempts that `calls` calls make of one client, if every `works`th call works at its first attempt, and the others
/// not at all.
fn attempts(budget: &RetryBudget, calls: u32, works: Option<u32>) -> u32 {
    let policy = RetryPolicy::new();
    let mut attempts = 0;
    for call in 0..calls {
        let mut retries = Retries::new(&policy, budget, &longest);
        attempts += 1;
        if works.is_some_and(|works| call % works == 0) {
            retries.succeeded();
            continue;
        }
        for attempt in 1.. {
            if retries.next(&failure(attempt)).is_none() {
                break;
            }
            attempts += 1;
        }
    }
    attempts
}

#[test]
fn a_dead_server_gets_less_than_one_and_a_fifth_attempts_a_call() {
    // A thousand clients, each with a budget of its own, and 300 calls each.
    let all: u32 = (0..1000)
        .map(|_| attempts(&RetryBudget::default(), 300, None))
        .sum();
    assert_eq!(all, 1000 * (300 + 50), "50 retries a client, and then none");
    assert!(f64::from(all) / 300_000.0 < 1.2);
    // A thousand callers that share one client.
    assert_eq!(attempts(&RetryBudget::default(), 1000, None), 1050);
}

#[test]
fn a_server_that_is_half_dead_does_not_either() {
    for works in [2, 3, 10] {
        let made = attempts(&RetryBudget::default(), 1000, Some(works));
        assert!(made > 1050, "successes fill the budget: {made}");
        assert!(made <= 1000 + 1000 / 10 + 50, "{made}");
    }
}

#[test]
fn what_comes_back_does_not_exceed_the_burst() {
    let budget = RetryBudget::new(2, 3);
    for _ in 0..100 {
        budget.refill();
    }
    assert_eq!(format!("{budget:?}"), "RetryBudget { retries_left: 2, .. }");
    assert!(budget.take() && budget.clone().take());
    assert!(!budget.take(), "clones share it");
    for works in [false, false, true] {
        budget.refill();
        assert_eq!(budget.take(), works);
    }
    assert!(!RetryBudget::new(0, 0).take());
    assert!(RetryBudget::unlimited().take());
}
