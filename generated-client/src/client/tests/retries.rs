//! More than one attempt, in virtual time: when the next one comes, what it carries, and when there is none.

use std::error::Error as _;
use std::time::Duration;

use super::fake::{Fake, Play, Ticking};
use super::{ask, key, pay};
use crate::client::{Client, ClientBuilder};
use crate::error::{Deadline, Error, TransportErrorKind};
use crate::retry::{RetryBudget, RetryPolicy};
use crate::transport::FailureKind;

const SECOND: Duration = Duration::from_secs(1);

/// A client whose waits are the longest that they may be, and whose clock goes right.
fn builder(server: &Fake) -> ClientBuilder {
    Client::builder("http://localhost", "app-1", key())
        .clock(Ticking::wrong_by(0))
        .transport(server.clone())
        .jitter(|ceiling| ceiling)
}

fn five() -> RetryPolicy {
    RetryPolicy::new().max_attempts(5)
}

#[tokio::test(start_paused = true)]
async fn each_attempt_is_stamped_and_signed_after_its_wait() {
    let server = Fake::plays([
        Play::status(503),
        Play::lost(TransportErrorKind::Send).after(SECOND),
        Play::code(21_011),
        Play::good(),
    ]);
    let client = builder(&server).retry(five()).build().unwrap();
    assert_eq!(client.send(&ask()).await.unwrap().total, 3);

    assert_eq!(server.times(), [0, 200, 200 + 1000 + 400, 1600 + 800]);
    let received = server.received();
    let stamps: Vec<i64> = received.iter().map(super::fake::Received::stamp).collect();
    assert_eq!(stamps, [0, 200, 1600, 2400], "the time after the wait");
    for (index, request) in received.iter().enumerate() {
        key()
            .public_key()
            .verify(request.text("param").as_bytes(), request.text("sign"))
            .unwrap();
        for other in &received[..index] {
            assert_ne!(other.text("sign"), request.text("sign"));
        }
    }
}

#[tokio::test(start_paused = true)]
async fn the_last_error_tells_how_it_went() {
    let server = Fake::plays([
        Play::status(500),
        Play::status(502).header("x-request-id", "r-2"),
        Play::status(503).header("cf-ray", "ray-3"),
    ]);
    let client = builder(&server).build().unwrap();
    let error = client.send(&ask()).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "ask: HTTP status 503, with an empty body [3 attempts in 600ms, trace id ray-3]"
    );
    assert_eq!((error.attempts(), error.status()), (3, Some(503)));
    assert_eq!(error.elapsed(), Duration::from_millis(600));
    assert_eq!(server.received().len(), 3, "3 unless set");
}

#[tokio::test(start_paused = true)]
async fn a_wait_is_as_long_as_the_server_asks() {
    // 2024-05-13T10:23:22.123Z is now.
    let date = "Mon, 13 May 2024 10:23:30 GMT";
    let server = Fake::plays([
        Play::status(429).header("retry-after", "7"),
        Play::status(503)
            .header("retry-after", date)
            .header("date", "Mon, 13 May 2024 10:23:25 GMT"),
        Play::code(21_020).header("retry-after", "soon"),
        Play::status(503).header("retry-after", "Mon, 13 May 2024 10:23:42 GMT"),
        Play::good(),
    ]);
    let client = builder(&server).retry(five()).build().unwrap();
    client.send(&ask()).await.unwrap();
    // The second counts from the server's own time; the fourth, without one, from the client's, 12.8 s on. The third
    // cannot be read.
    assert_eq!(server.times(), [0, 7_000, 12_000, 12_800, 19_877]);
}

#[tokio::test(start_paused = true)]
async fn a_wait_that_would_outlast_the_call_is_not_begun() {
    for (asks, attempts, took) in [("9", 2, 9_000), ("10", 1, 0), ("86400", 1, 0)] {
        let server = Fake::plays([
            Play::status(503).header("retry-after", asks),
            Play::status(500),
        ]);
        let client = builder(&server).timeout(10 * SECOND).build().unwrap();
        let started = tokio::time::Instant::now();
        let policy = RetryPolicy::new().initial_backoff(SECOND);
        let error = client.send(&ask()).retry(policy).await.unwrap_err();
        assert_eq!(error.attempts(), attempts, "{error}");
        let asked = asks.parse().map(Duration::from_secs).ok();
        assert_eq!(error.retry_after(), asked.filter(|_| attempts == 1));
        assert!(
            matches!(error, Error::Status(_)),
            "the error at hand: {error}"
        );
        assert_eq!(started.elapsed().as_millis(), took);
    }
}

#[tokio::test(start_paused = true)]
async fn a_call_ends_with_its_time() {
    let server = Fake::plays([Play::status(503), Play::good().after(20 * SECOND)]);
    let client = builder(&server).timeout(5 * SECOND).build().unwrap();
    let error = client.send(&ask()).await.unwrap_err();
    let Error::Timeout(late) = &error else {
        panic!("{error}");
    };
    assert_eq!(late.deadline(), Deadline::Total);
    assert_eq!(late.last().and_then(Error::status), Some(503));
    assert!(error.source().unwrap().to_string().contains("503"));
    assert_eq!(
        error.to_string(),
        "ask: no success within the 5s for the whole call; before that: HTTP status 503, with an empty body \
         [2 attempts in 5s]"
    );
    assert_eq!(
        *server.dropped.lock().unwrap(),
        1,
        "the attempt was cut off"
    );

    let error = client
        .send(&pay())
        .timeout(Duration::ZERO)
        .await
        .unwrap_err();
    assert_eq!(error.attempts(), 0);
    assert!(error.is_retryable(), "nothing was sent");
    assert_eq!(server.received().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn an_attempt_ends_with_its_time_and_another_may_follow() {
    let server = Fake::plays([Play::good().after(31 * SECOND), Play::good()]);
    let client = builder(&server).build().unwrap();
    client.send(&ask()).await.unwrap();
    assert_eq!(server.times(), [0, 30_200]);

    let server = Fake::plays([Play::good().after(3 * SECOND)]);
    let client = builder(&server).build().unwrap();
    let request = ask();
    let call = client.send(&request).attempt_timeout(SECOND).retry(five());
    let error = call.await.unwrap_err();
    let Error::Timeout(late) = &error else {
        panic!("{error}");
    };
    assert_eq!((late.deadline(), error.attempts()), (Deadline::Attempt, 5));
    assert_eq!(server.times(), [0, 1_200, 2_600, 4_400, 7_000]);
}

#[tokio::test(start_paused = true)]
async fn what_may_have_been_sent_and_is_not_idempotent_is_tried_once() {
    let connect_timeout = Play {
        lost: Some(FailureKind::ConnectTimeout),
        ..Play::default()
    };
    let lost = Play::lost;
    for (play, of_ask, of_pay) in [
        (lost(TransportErrorKind::Connect), 3, 3),
        (connect_timeout, 3, 3),
        (lost(TransportErrorKind::Tls), 1, 1),
        (lost(TransportErrorKind::Send), 3, 1),
        (lost(TransportErrorKind::Body), 3, 1),
        (lost(TransportErrorKind::TooLarge), 1, 1),
        (Play::good().after(31 * SECOND), 3, 1),
        (Play::status(408), 3, 1),
        (Play::status(429).header("retry-after", "1"), 3, 1),
        (Play::status(500), 3, 1),
        (Play::status(599), 3, 1),
        (Play::code(21_000), 3, 1),
        (Play::code(21_020), 3, 1),
        (Play::status(301).header("location", "/"), 1, 1),
        (Play::status(401), 1, 1),
        (Play::status(403), 1, 1),
        (Play::status(404), 1, 1),
        (Play::status(413), 1, 1),
        (Play::code(1_002), 1, 1),
        (Play::code(424_242), 1, 1),
        (Play::json("null"), 1, 1),
        (Play::json(r#"{"code":10000,"data":{}}"#), 1, 1),
    ] {
        let server = Fake::plays([play]);
        let client = builder(&server).build().unwrap();
        let error = client.send(&ask()).await.unwrap_err();
        assert_eq!(server.received().len(), of_ask, "{error:?}");
        let error = client.send(&pay()).await.unwrap_err();
        assert_eq!(server.received().len() - of_ask, of_pay, "{error:?}");
        assert_eq!(error.attempts() as usize, of_pay);
    }
}

#[tokio::test(start_paused = true)]
async fn an_answer_to_one_attempt_leaves_nothing_to_the_next() {
    let server = Fake::plays([
        Play::json(r#"{"code":21000,"message":"no","data":{"total":99,"left":7}}"#),
        Play::good(),
    ]);
    let client = builder(&server).build().unwrap();
    let told = client.send(&ask()).await.unwrap();
    assert_eq!((told.total, told.left), (3, None));
}

#[tokio::test(start_paused = true)]
async fn an_outage_is_not_made_worse() {
    let server = Fake::plays([Play::lost(TransportErrorKind::Connect)]);
    let client = builder(&server).max_in_flight(2000).build().unwrap();
    let callers: Vec<_> = (0..1000)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { client.send(&ask()).await.map(|told| told.total) })
        })
        .collect();
    for caller in callers {
        caller.await.unwrap().unwrap_err();
    }
    assert_eq!(server.received().len(), 1000 + 50);
}

#[tokio::test(start_paused = true)]
async fn calls_that_work_earn_retries() {
    let server = Fake::new(|number, _| match number {
        3..=7 => Play::good(),
        _ => Play::status(500),
    });
    let budget = RetryBudget::new(1, 5);
    let client = builder(&server).retry_budget(budget).build().unwrap();
    let spends_it = client.send(&ask()).await.unwrap_err();
    assert_eq!(spends_it.attempts(), 2, "the policy allows three");
    for _ in 0..5 {
        client.send(&ask()).await.unwrap();
    }
    assert_eq!(client.send(&ask()).await.unwrap_err().attempts(), 2);
    assert_eq!(client.send(&ask()).await.unwrap_err().attempts(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_call_may_have_its_own_policy() {
    let server = Fake::plays([Play::status(500)]);
    let client = builder(&server).retry(five()).build().unwrap();
    let request = ask();
    let call = client.send(&request).retry(RetryPolicy::never());
    assert_eq!(call.await.unwrap_err().attempts(), 1);
    assert_eq!(client.send(&ask()).await.unwrap_err().attempts(), 5);
}

#[tokio::test(start_paused = true)]
async fn a_dropped_call_stops() {
    for drop_after in [500, 1_300] {
        // The first attempt takes a second; then the client waits for 0.2; the second attempt takes a second, too.
        let server = Fake::plays([Play::status(500).after(SECOND)]);
        let client = builder(&server).max_in_flight(1).build().unwrap();
        let limit = Duration::from_millis(drop_after);
        let request = ask();
        assert!(
            tokio::time::timeout(limit, client.send(&request))
                .await
                .is_err()
        );
        assert_eq!(*server.dropped.lock().unwrap(), 1);
        let sent = server.received().len();
        tokio::time::sleep(100 * SECOND).await;
        assert_eq!(server.received().len(), sent, "nothing more is sent");
        // Its place is free again.
        client.send(&ask()).await.err().unwrap();
    }
}

#[tokio::test(start_paused = true)]
async fn only_so_many_calls_are_under_way_at_once() {
    let server = Fake::plays([Play::good().after(SECOND)]);
    let client = builder(&server).max_in_flight(2).build().unwrap();
    let calls: Vec<_> = (0..5)
        .map(|_| {
            let client = client.clone();
            let limit = Duration::from_millis(1_900);
            tokio::spawn(async move { client.send(&ask()).timeout(limit).await.map(|_| ()) })
        })
        .collect();
    let mut results = Vec::new();
    for call in calls {
        results.push(call.await.unwrap());
    }
    assert_eq!(
        server.times(),
        [0, 0, 1_000, 1_000],
        "two at a time, in order"
    );
    let Err(Error::Timeout(late)) = &results[4] else {
        panic!("{:?}", results[4]);
    };
    assert_eq!(late.deadline(), Deadline::Total);
    let attempts = |index: usize| results[index].as_ref().map_err(Error::attempts).err();
    assert_eq!(
        [0, 1, 2, 3, 4].map(attempts),
        [None, None, Some(1), Some(1), Some(0)],
        "the fifth had no place in its time"
    );
}
