//! What observers are told, and when.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::fake::{Fake, Play, Ticking};
use super::{ANSWER, ask, key};
use crate::client::Client;
use crate::error::TransportErrorKind;
use crate::observer::{AttemptInfo, AttemptOutcome, Observer};

const SECOND: Duration = Duration::from_secs(1);

#[derive(Clone, Default)]
struct Notes(Arc<Mutex<Vec<String>>>);

impl Notes {
    fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.0.lock().unwrap())
    }
}

impl Observer for Notes {
    fn before_attempt(&self, attempt: &AttemptInfo) {
        let note = format!("{} {}", attempt.operation(), attempt.attempt());
        self.0.lock().unwrap().push(note);
    }

    fn after_attempt(&self, outcome: &AttemptOutcome<'_>) {
        assert!(outcome.is_cancelled() || outcome.request_bytes() > 400);
        let note = format!(
            "{} {} {:?} {:?} {:?} {} {:?}",
            outcome.operation(),
            outcome.attempt(),
            outcome.elapsed(),
            outcome.status(),
            outcome.code(),
            outcome.response_bytes(),
            outcome.error_type(),
        );
        assert_eq!(
            outcome.error().is_none(),
            outcome.is_cancelled() || outcome.code() == Some(10_000)
        );
        self.0.lock().unwrap().push(note);
    }
}

#[tokio::test(start_paused = true)]
async fn observers_are_told_of_every_attempt() {
    let server = Fake::plays([
        Play::lost(TransportErrorKind::Connect),
        Play::code(21_000).after(SECOND),
        Play::good(),
    ]);
    let (first, second) = (Notes::default(), Notes::default());
    let client = Client::builder("http://localhost", "app-1", key())
        .clock(Ticking::wrong_by(0))
        .transport(server.clone())
        .observer(first.clone())
        .observer(second.clone())
        .build()
        .unwrap();
    client.send(&ask()).await.unwrap();
    let notes = first.take();
    let expected = [
        "ask 1".to_owned(),
        "ask 1 0ns None None 0 Some(\"connect\")".to_owned(),
        "ask 2".to_owned(),
        "ask 2 1s Some(200) Some(21000) 29 Some(\"api\")".to_owned(),
        "ask 3".to_owned(),
        format!("ask 3 0ns Some(200) Some(10000) {} None", ANSWER.len()),
    ];
    assert_eq!(notes, expected);
    assert_eq!(second.take(), notes);
}

#[tokio::test(start_paused = true)]
async fn an_attempt_that_is_dropped_is_told_too() {
    let server = Fake::plays([Play::good().after(SECOND)]);
    let notes = Notes::default();
    let client = Client::builder("http://localhost", "app-1", key())
        .transport(server)
        .observer(notes.clone())
        .build()
        .unwrap();
    let request = ask();
    let cut = tokio::time::timeout(SECOND / 2, client.send(&request)).await;
    assert!(cut.is_err());
    assert_eq!(
        notes.take(),
        ["ask 1", "ask 1 500ms None None 0 Some(\"cancelled\")"]
    );
    // A time of the client's own is no cancelling.
    client.send(&request).timeout(SECOND / 2).await.unwrap_err();
    assert_eq!(
        notes.take()[1],
        "ask 1 500ms None None 0 Some(\"timeout_total\")"
    );
}
