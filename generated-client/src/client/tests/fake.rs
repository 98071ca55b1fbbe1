//! A server that needs no sockets, so that tests can hold the time: tokio's clock stands still until every task waits,
//! and then jumps. With sockets it would jump over answers that are on their way.

use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue};
use tokio::time::{Instant, sleep};

use super::{ANSWER, NOW};
use crate::clock::Clock;
use crate::error::TransportErrorKind;
use crate::transport::{Failure, FailureKind, Reply, Transport};

/// What the server does with an attempt.
#[derive(Clone, Default)]
pub(super) struct Play {
    /// Before anything comes.
    pub(super) delay: Duration,
    pub(super) status: u16,
    pub(super) headers: Vec<(&'static str, String)>,
    pub(super) body: String,
    pub(super) lost: Option<FailureKind>,
}

impl Play {
    pub(super) fn status(status: u16) -> Self {
        Self {
            status,
            ..Self::default()
        }
    }

    pub(super) fn json(body: &str) -> Self {
        Self {
            body: body.to_owned(),
            ..Self::status(200)
        }
    }

    pub(super) fn good() -> Self {
        Self::json(ANSWER)
    }

    pub(super) fn code(code: i64) -> Self {
        Self::json(&format!(r#"{{"code":{code},"message":"no"}}"#))
    }

    pub(super) fn lost(kind: TransportErrorKind) -> Self {
        Self {
            lost: Some(FailureKind::Lost(kind)),
            ..Self::default()
        }
    }

    pub(super) fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    pub(super) fn after(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }
}

/// A request as it came.
#[derive(Clone)]
pub(super) struct Received {
    /// Since the server was started.
    pub(super) at: Duration,
    body: serde_json::Value,
}

impl Received {
    pub(super) fn text(&self, name: &str) -> &str {
        self.body[name].as_str().unwrap()
    }

    /// Its time, as milliseconds after [`NOW`].
    pub(super) fn stamp(&self) -> i64 {
        let param: serde_json::Value = serde_json::from_str(self.text("param")).unwrap();
        param["timestamp"].as_i64().unwrap() - NOW
    }
}

type Script = dyn Fn(usize, &Received) -> Play + Send + Sync;

/// Plays a script, given the number of the attempt from 1, and keeps what it receives.
#[derive(Clone)]
pub(super) struct Fake {
    start: Instant,
    script: Arc<Script>,
    received: Arc<Mutex<Vec<Received>>>,
    /// Attempts that were dropped before they were answered.
    pub(super) dropped: Arc<Mutex<usize>>,
}

impl Fake {
    pub(super) fn new(script: impl Fn(usize, &Received) -> Play + Send + Sync + 'static) -> Self {
        Self {
            start: Instant::now(),
            script: Arc::new(script),
            received: Arc::default(),
            dropped: Arc::default(),
        }
    }

    /// Plays one after the other, the last one again and again.
    pub(super) fn plays<const N: usize>(plays: [Play; N]) -> Self {
        Self::new(move |number, _| plays[number.min(N) - 1].clone())
    }

    pub(super) fn received(&self) -> Vec<Received> {
        self.received.lock().unwrap().clone()
    }

    /// When each request came, in milliseconds.
    pub(super) fn times(&self) -> Vec<u128> {
        let received = self.received();
        received
            .iter()
            .map(|request| request.at.as_millis())
            .collect()
    }
}

struct Dropped<'a>(&'a Mutex<usize>, bool);

impl Drop for Dropped<'_> {
    fn drop(&mut self) {
        if !self.1 {
            *self.0.lock().unwrap() += 1;
        }
    }
}

impl Transport for Fake {
    fn base_url(&self) -> &'static str {
        "http://fake/"
    }

    fn post<'t>(
        &'t self,
        _: &'t str,
        body: String,
        reply: &'t mut Reply,
    ) -> Pin<Box<dyn Future<Output = Result<(), Failure>> + Send + 't>> {
        Box::pin(async move {
            let received = Received {
                at: self.start.elapsed(),
                body: serde_json::from_str(&body).unwrap(),
            };
            let number = {
                let mut all = self.received.lock().unwrap();
                all.push(received.clone());
                all.len()
            };
            let play = (self.script)(number, &received);
            let mut dropped = Dropped(&self.dropped, false);
            sleep(play.delay).await;
            dropped.1 = true;
            if let Some(kind) = play.lost {
                return Err(Failure {
                    kind,
                    detail: "lost".to_owned(),
                    source: None,
                });
            }
            reply.status = Some(play.status);
            reply.headers = headers(play.headers);
            reply.body = play.body.into_bytes();
            Ok(())
        })
    }
}

fn headers(named: Vec<(&'static str, String)>) -> HeaderMap {
    named
        .into_iter()
        .map(|(name, value)| {
            let value = HeaderValue::from_str(&value).unwrap();
            (HeaderName::from_static(name), value)
        })
        .collect()
}

/// A wall clock that goes with tokio's, from [`NOW`] and so many milliseconds on.
#[derive(Debug)]
pub(super) struct Ticking {
    start: Instant,
    from: i64,
}

impl Ticking {
    pub(super) fn wrong_by(millis: i64) -> Self {
        Self {
            start: Instant::now(),
            from: NOW + millis,
        }
    }
}

impl Clock for Ticking {
    fn now_millis(&self) -> i64 {
        self.from + i64::try_from(self.start.elapsed().as_millis()).unwrap()
    }
}
