//! Faults on demand, and what comes of them for a client.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use wallet_client::operations::balance_records::BalanceRecordsRequest;
use wallet_client::operations::wallet_balance::{WalletBalancePage, WalletBalanceRequest};
use wallet_client::sandbox::{Fault, Sandbox, VerifiedCall};
use wallet_client::{
    Client, Error, ErrorCode, RetryBudget, RetryPolicy, TransportErrorKind, civil,
};

use super::support::key;
use super::{APP, BALANCE, builder, client_with, http};

/// A client that tries so often, without waiting in between.
fn trying(sandbox: &Sandbox, attempts: u32) -> Client {
    let retry = RetryPolicy::new().max_attempts(attempts);
    let client = client_with(sandbox, APP, key()).retry(retry.initial_backoff(Duration::ZERO));
    client
        .retry_budget(RetryBudget::unlimited())
        .build()
        .unwrap()
}

async fn call(client: &Client) -> Result<WalletBalancePage, Error> {
    client.wallet_balance().size(1).send().await
}

/// The one result of a call that meets this fault.
async fn meeting(fault: Fault) -> Result<WalletBalancePage, Error> {
    let sandbox = builder().fault(fault).start().await.unwrap();
    call(&trying(&sandbox, 1)).await
}

/// The codes of the calls, 0 for those that were answered with none.
fn codes(sandbox: &Sandbox) -> Vec<i64> {
    let calls = sandbox.calls();
    calls.iter().map(|call| call.code.unwrap_or(0)).collect()
}

#[tokio::test]
async fn two_statuses_and_an_expired_timestamp_take_four_attempts() {
    let sandbox = builder()
        .fault(Fault::status(503).times(2))
        .fault(Fault::expired_timestamp().times(1));
    let sandbox = sandbox.start().await.unwrap();
    call(&trying(&sandbox, 4)).await.unwrap();
    let seen: Vec<_> = sandbox
        .calls()
        .iter()
        .map(|call| (call.status, call.code))
        .collect();
    let expected = [
        (503, None),
        (503, None),
        (200, Some(21_009)),
        (200, Some(10_000)),
    ];
    assert_eq!(seen, expected);
    // What was wrong was not the call.
    let calls = sandbox.calls();
    let faults: Vec<_> = calls.iter().map(|call| call.fault.as_deref()).collect();
    assert_eq!(
        faults,
        [Some("503x2"), Some("503x2"), Some("expiredx1"), None]
    );
    let mut steps = calls.iter().flat_map(|call| &call.steps);
    assert!(steps.all(|step| step.failure.is_none()));
    // One attempt less, and it is not enough.
    let sandbox = builder()
        .fault(Fault::status(503).times(2))
        .start()
        .await
        .unwrap();
    sandbox.inject(Fault::expired_timestamp().times(1));
    let error = call(&trying(&sandbox, 3)).await.unwrap_err();
    assert_eq!(error.code(), Some(&ErrorCode::TimestampExpired));
}

#[tokio::test]
async fn what_a_client_makes_of_each_fault() {
    use TransportErrorKind::{Body, Send};
    for (fault, kind) in [
        (Fault::close(), Send),
        (Fault::reset(), Send),
        (Fault::lose_answer(), Send),
        (Fault::truncate(), Body),
        (Fault::reset_in_body(), Body),
    ] {
        let text = fault.to_string();
        match meeting(fault).await {
            // A reset may overtake the beginning of an answer that was sent before.
            Err(Error::Transport(error)) if text == "reset-in-body" => {
                assert!([Body, Send].contains(&error.kind()), "{error}");
            }
            Err(Error::Transport(error)) => assert_eq!(error.kind(), kind, "{text}: {error}"),
            other => panic!("{text}: {other:?}"),
        }
    }
    for (fault, status) in [
        (Fault::status(503), 503),
        (Fault::status(404), 404),
        (Fault::html(502), 502),
    ] {
        let result = meeting(fault).await;
        assert!(
            matches!(&result, Err(Error::Status(error)) if error.status() == status),
            "{result:?}"
        );
    }
    let captive = meeting(Fault::html(200)).await;
    assert!(matches!(&captive, Err(Error::Decode(_))), "{captive:?}");
    let refused = meeting(Fault::api(ErrorCode::NetworkError, "no"))
        .await
        .unwrap_err();
    assert_eq!(refused.code(), Some(&ErrorCode::NetworkError));
    for fault in [
        Fault::latency(Duration::from_millis(1)),
        Fault::trickle(Duration::from_millis(16)),
        Fault::content_type("text/plain"),
        Fault::clock_ahead(Duration::from_secs(60)),
    ] {
        let text = fault.to_string();
        assert!(meeting(fault).await.is_ok(), "{text}");
    }
}

#[tokio::test]
async fn a_wait_that_the_server_asks_for_is_told() {
    let wait = Duration::from_secs(3);
    for fault in [
        Fault::status(429),
        Fault::api(ErrorCode::RateLimit, "slower"),
    ] {
        let error = meeting(fault.retry_after(wait)).await.unwrap_err();
        assert_eq!(error.retry_after(), Some(wait), "{error}");
    }
}

#[tokio::test]
async fn what_stalls_is_given_up_in_time() {
    for fault in [
        Fault::stall(),
        Fault::stall_in_body(),
        Fault::latency(Duration::MAX),
    ] {
        let text = fault.to_string();
        let sandbox = builder().fault(fault).start().await.unwrap();
        let client = trying(&sandbox, 1);
        let sent = client.wallet_balance().send();
        let error = sent
            .attempt_timeout(Duration::from_millis(50))
            .await
            .unwrap_err();
        assert!(matches!(error, Error::Timeout(_)), "{text}: {error}");
    }
}

#[tokio::test]
async fn an_answer_that_is_lost_was_given_all_the_same() {
    let answered = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&answered);
    let sandbox = builder()
        .responder::<WalletBalanceRequest>(move |call: &VerifiedCall<'_>| {
            count.fetch_add(1, Ordering::SeqCst);
            call.usual_answer()
        })
        .fault(Fault::reset().times(1))
        .fault(Fault::lose_answer().times(1));
    let sandbox = sandbox.start().await.unwrap();
    call(&trying(&sandbox, 3)).await.unwrap();
    assert_eq!(answered.load(Ordering::SeqCst), 2, "not for `reset`");
    assert_eq!(codes(&sandbox), [0, 10_000, 10_000]);
}

#[tokio::test]
async fn a_clock_that_is_off_is_found_out() {
    for fault in [
        Fault::clock_ahead(Duration::from_secs(600)),
        Fault::clock_behind(Duration::from_secs(600)),
    ] {
        let sandbox = builder().fault(fault).start().await.unwrap();
        let client = trying(&sandbox, 3);
        for _ in 0..2 {
            call(&client).await.unwrap();
        }
        assert_eq!(codes(&sandbox), [21_009, 10_000, 10_000]);
        // It is set right, and so is the client.
        sandbox.clear_faults();
        call(&client).await.unwrap();
        assert_eq!(codes(&sandbox)[3..], [21_009, 10_000]);
    }
}

#[tokio::test]
async fn faults_are_injected_and_cleared_while_it_runs() {
    let sandbox = builder().fault(Fault::status(500)).start().await.unwrap();
    let client = trying(&sandbox, 1);
    assert!(call(&client).await.is_err());
    sandbox.clear_faults();
    assert!(call(&client).await.is_ok());
    sandbox.inject(Fault::status(503).on::<BalanceRecordsRequest>());
    sandbox.inject("429x1".parse().unwrap());
    let day = civil::date(2024, 11, 25).at(0, 0, 0, 0);
    let records = client.balance_records(day, day).send().await.unwrap_err();
    assert!(records.to_string().contains("503"), "{records}");
    let busy = call(&client).await.unwrap_err();
    assert!(busy.to_string().contains("429"), "{busy}");
    assert!(call(&client).await.is_ok());
}

#[tokio::test]
async fn of_a_hundred_calls_at_once_three_meet_a_fault_that_comes_three_times() {
    let sandbox = builder()
        .fault(Fault::status(503).times(3))
        .start()
        .await
        .unwrap();
    let url = format!("{}{BALANCE}", sandbox.url());
    let calls: Vec<_> = (0..100)
        .map(|_| tokio::spawn(http().post(&url).body("{}").send()))
        .collect();
    let mut failed = 0;
    for call in calls {
        failed += usize::from(call.await.unwrap().unwrap().status() == 503);
    }
    assert_eq!(failed, 3);
    // What is no call meets no fault.
    sandbox.inject(Fault::status(500));
    let lost = http().post(sandbox.url()).send().await.unwrap();
    assert_eq!(lost.status(), 404);
    assert_eq!(http().get(&url).send().await.unwrap().status(), 405);
}
