//! Signers that take their time, or fail, in virtual time: they have the attempt's time, and are asked anew.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::time::{Instant, sleep};

use super::fake::{Fake, Play, Ticking};
use super::{ask, pay};
use crate::client::{Client, ClientBuilder};
use crate::error::{Deadline, Error};
use crate::signing::{Signer, SignerError, SignerFuture};

const SECOND: Duration = Duration::from_secs(1);

/// Takes so long each time; fails for now as often as it is told, and counts.
struct Slow {
    takes: Duration,
    busy: usize,
    asked: Arc<AtomicUsize>,
}

impl Signer for Slow {
    fn signature<'a>(&'a self, _: &'a [u8]) -> SignerFuture<'a> {
        Box::pin(async move {
            let number = self.asked.fetch_add(1, Ordering::SeqCst);
            sleep(self.takes).await;
            if number < self.busy {
                return Err(SignerError::transient("the KMS is busy"));
            }
            Ok(vec![0xab; 256])
        })
    }
}

fn builder(server: &Fake, takes: Duration, busy: usize) -> (ClientBuilder, Arc<AtomicUsize>) {
    let asked = Arc::new(AtomicUsize::new(0));
    let signer = Slow {
        takes,
        busy,
        asked: Arc::clone(&asked),
    };
    let builder = Client::builder("http://localhost", "app-1", signer)
        .clock(Ticking::wrong_by(0))
        .transport(server.clone())
        .jitter(|ceiling| ceiling);
    (builder, asked)
}

#[tokio::test(start_paused = true)]
async fn a_slow_signer_is_cut_off_with_its_attempt_and_asked_anew() {
    let server = Fake::plays([Play::good()]);
    let (builder, asked) = builder(&server, 31 * SECOND, 0);
    let started = Instant::now();
    let error = builder.build().unwrap().send(&ask()).await.unwrap_err();
    let Error::Timeout(late) = &error else {
        panic!("{error}");
    };
    assert_eq!((late.deadline(), error.attempts()), (Deadline::Attempt, 3));
    assert_eq!(
        error.to_string(),
        "ask: no signature within the 30s for one attempt [3 attempts in 90.6s]"
    );
    assert_eq!(started.elapsed(), Duration::from_millis(90_600));
    assert_eq!(asked.load(Ordering::SeqCst), 3);
    assert!(server.received().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_slow_signer_is_cut_off_when_the_call_ends() {
    let server = Fake::plays([Play::good()]);
    let (builder, asked) = builder(&server, 20 * SECOND, 0);
    let client = builder.build().unwrap();
    let started = Instant::now();
    let error = client.send(&ask()).timeout(5 * SECOND).await.unwrap_err();
    let Error::Timeout(late) = &error else {
        panic!("{error}");
    };
    assert_eq!((late.deadline(), error.attempts()), (Deadline::Total, 1));
    assert_eq!(started.elapsed(), 5 * SECOND);
    assert_eq!(asked.load(Ordering::SeqCst), 1);
    assert!(server.received().is_empty());
    // Given the time, it works.
    client.send(&ask()).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_signer_that_was_busy_is_asked_again_whatever_the_operation() {
    let server = Fake::plays([Play::good()]);
    let (two, asked) = builder(&server, SECOND, 2);
    two.build().unwrap().send(&pay()).await.unwrap();
    assert_eq!(asked.load(Ordering::SeqCst), 3);
    assert_eq!(server.times(), [3_600], "sent once, after both waits");

    // Within the attempts, and within the time for the call.
    let (ever, asked) = builder(&server, SECOND, usize::MAX);
    let client = ever.build().unwrap();
    let error = client.send(&pay()).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "pay: the request could not be signed: the KMS is busy [3 attempts in 3.6s]"
    );
    assert_eq!(asked.load(Ordering::SeqCst), 3);
    let error = client.send(&pay()).timeout(2 * SECOND).await.unwrap_err();
    let Error::Timeout(late) = &error else {
        panic!("{error}");
    };
    assert!(matches!(late.last(), Some(Error::Signing(_))), "{error}");
    assert_eq!(server.received().len(), 1);
}
