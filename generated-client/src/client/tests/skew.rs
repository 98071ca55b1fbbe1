//! A clock that is off: learnt from the platform's refusal, once, and believed only if it can be.

use super::fake::{Fake, Play, Ticking};
use super::{NOW, ask, key, pay};
use crate::client::{Client, ClientBuilder};
use crate::error::Error;
use crate::retry::{RetryBudget, RetryPolicy};

/// [`NOW`], in whole seconds.
const DATE: &str = "Mon, 13 May 2024 10:23:22 GMT";
const MINUTE: i64 = 60_000;
/// The sample's codes for a timestamp that is malformed, and for one that is too old.
const MALFORMED: i64 = 4;
const EXPIRED: i64 = 5;

/// Refuses stamps that are more than a minute off, as the platform does.
fn strict(code: i64, date: &'static str) -> Fake {
    Fake::new(move |_, request| {
        if request.stamp().abs() > MINUTE {
            Play::code(code).header("date", date)
        } else {
            Play::good()
        }
    })
}

fn builder(server: &Fake, wrong_by: i64) -> ClientBuilder {
    Client::builder("http://localhost", "app-1", key())
        .clock(Ticking::wrong_by(wrong_by))
        .transport(server.clone())
        // Nothing of it is needed.
        .retry_budget(RetryBudget::new(0, 1))
}

fn stamps(server: &Fake) -> Vec<i64> {
    server
        .received()
        .iter()
        .map(super::fake::Received::stamp)
        .collect()
}

#[tokio::test(start_paused = true)]
async fn an_offset_is_learnt_once_and_kept() {
    for (code, wrong_by) in [(EXPIRED, -5 * MINUTE), (MALFORMED, 3 * MINUTE)] {
        let server = strict(code, DATE);
        let client = builder(&server, wrong_by).build().unwrap();
        client.clone().send(&ask()).await.unwrap();
        client.send(&pay()).await.unwrap();
        // A `Date` has whole seconds: the 123 milliseconds of the time are lost.
        assert_eq!(stamps(&server), [wrong_by, -123, -123]);
        assert_eq!(server.times(), [0, 0, 0], "at once");
        let received = server.received();
        assert_ne!(received[0].text("sign"), received[1].text("sign"));
    }
}

#[tokio::test(start_paused = true)]
async fn what_was_refused_for_its_time_was_not_done() {
    let server = strict(EXPIRED, DATE);
    let client = builder(&server, 2 * MINUTE).build().unwrap();
    client.send(&pay()).await.unwrap();
    assert_eq!(
        stamps(&server),
        [2 * MINUTE, -123],
        "safe, though not idempotent"
    );
}

#[tokio::test(start_paused = true)]
async fn a_platform_that_always_refuses_is_asked_twice() {
    for wrong_by in [0, 5 * MINUTE] {
        let server = Fake::plays([Play::code(EXPIRED).header("date", DATE)]);
        let client = builder(&server, wrong_by).build().unwrap();
        for attempts in [2, 1] {
            let error = client.send(&ask()).await.unwrap_err();
            assert_eq!(error.code().unwrap().value(), EXPIRED);
            // A clock that is right is not corrected; one that has been is not again.
            let attempts = if wrong_by == 0 { 1 } else { attempts };
            assert_eq!(error.attempts(), attempts, "{wrong_by}: {error}");
        }
    }
    // Not even if each refusal tells another time.
    let server = Fake::new(|number, _| {
        let date = if number % 2 == 0 {
            DATE
        } else {
            "Mon, 13 May 2024 11:23:22 GMT"
        };
        Play::code(EXPIRED).header("date", date)
    });
    let client = builder(&server, 5 * MINUTE).build().unwrap();
    let error = client.send(&ask()).await.unwrap_err();
    assert_eq!(error.attempts(), 2);
}

#[tokio::test(start_paused = true)]
async fn an_absurd_date_is_not_believed() {
    for date in [
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "Fri, 31 Dec 9999 23:59:59 GMT",
        "Sun, 12 May 2024 10:23:00 GMT",
        "2024-05-13T10:23:22Z",
        "",
    ] {
        let server = Fake::plays([Play::code(EXPIRED).header("date", date)]);
        let client = builder(&server, 0).build().unwrap();
        for _ in 0..2 {
            let error = client.send(&ask()).await.unwrap_err();
            assert!(matches!(error, Error::Api(_)), "{error}");
            assert_eq!(error.attempts(), 1, "{date}");
        }
        assert_eq!(stamps(&server), [0, 0], "{date}");
    }
    let server = Fake::plays([Play::code(EXPIRED)]);
    let error = builder(&server, 0).build().unwrap().send(&ask()).await;
    assert_eq!(error.unwrap_err().attempts(), 1, "no date at all");
}

#[tokio::test(start_paused = true)]
async fn a_date_counts_only_where_the_time_was_refused() {
    let server = Fake::plays([
        Play::code(1).header("date", DATE),
        Play::good().header("date", DATE),
    ]);
    let client = builder(&server, 5 * MINUTE).build().unwrap();
    client.send(&ask()).await.unwrap_err();
    client.send(&ask()).await.unwrap();
    assert_eq!(stamps(&server), [5 * MINUTE, 5 * MINUTE]);
}

#[tokio::test(start_paused = true)]
async fn without_a_second_attempt_the_next_call_is_right() {
    let server = strict(EXPIRED, DATE);
    let client = builder(&server, 5 * MINUTE)
        .retry(RetryPolicy::never())
        .build()
        .unwrap();
    assert_eq!(client.send(&ask()).await.unwrap_err().attempts(), 1);
    client.send(&ask()).await.unwrap();
    assert_eq!(stamps(&server), [5 * MINUTE, -123]);
}

#[test]
fn the_date_is_now() {
    assert_eq!(
        crate::retry::http_date_millis(DATE),
        Some(NOW - NOW % 1_000)
    );
}
