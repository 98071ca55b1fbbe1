//! The model behind a client: a transport that asks it, and fails where it is told to.

use std::pin::Pin;
use std::sync::{Arc, Mutex};

use super::model::{ListRequest, Model, row, second};
use crate::client::{Client, ClientBuilder};
use crate::clock::FixedClock;
use crate::error::TransportErrorKind;
use crate::retry::RetryPolicy;
use crate::signing::{Signer, SignerFuture};
use crate::transport::{Failure, FailureKind, Reply, Transport};

/// Signs nothing.
struct Nothing;

impl Signer for Nothing {
    fn signature<'a>(&'a self, _: &'a [u8]) -> SignerFuture<'a> {
        Box::pin(std::future::ready(Ok(vec![0xab; 256])))
    }
}

/// What the platform has seen.
#[derive(Default)]
pub(super) struct Seen {
    pub(super) requests: Vec<ListRequest>,
    /// How many calls are under way, and how many were at most.
    pub(super) now: usize,
    pub(super) most: usize,
}

/// What becomes of the call of that number, from 1: it is lost, or refused with a code.
pub(super) type Fault = dyn Fn(usize) -> Option<Result<i64, TransportErrorKind>> + Send + Sync;

#[derive(Clone)]
pub(super) struct Platform {
    pub(super) model: Arc<Mutex<Model>>,
    pub(super) seen: Arc<Mutex<Seen>>,
    fault: Arc<Fault>,
    /// Whether rows arrive after each answer, and calls overtake each other.
    pub(super) is_busy: bool,
}

impl Platform {
    pub(super) fn new(model: Model) -> Self {
        Self::failing(model, |_| None)
    }

    pub(super) fn failing(
        model: Model,
        fault: impl Fn(usize) -> Option<Result<i64, TransportErrorKind>> + Send + Sync + 'static,
    ) -> Self {
        Self {
            model: Arc::new(Mutex::new(model)),
            seen: Arc::default(),
            fault: Arc::new(fault),
            is_busy: false,
        }
    }

    pub(super) fn builder(&self) -> ClientBuilder {
        Client::builder("http://fake", "app", Nothing)
            .clock(FixedClock::at_millis(0))
            .retry(RetryPolicy::never())
            .transport(self.clone())
    }

    pub(super) fn client(&self) -> Client {
        self.builder().build().unwrap()
    }

    pub(super) fn calls(&self) -> usize {
        self.seen.lock().unwrap().requests.len()
    }
}

/// Counts a call until it is dropped.
struct UnderWay<'a>(&'a Mutex<Seen>);

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        self.0.lock().unwrap().now -= 1;
    }
}

impl Transport for Platform {
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
            let body: serde_json::Value = serde_json::from_str(&body).unwrap();
            let request: ListRequest =
                serde_json::from_str(body["param"].as_str().unwrap()).unwrap();
            let number = {
                let mut seen = self.seen.lock().unwrap();
                seen.requests.push(request.clone());
                seen.now += 1;
                seen.most = seen.most.max(seen.now);
                seen.requests.len()
            };
            let under_way = UnderWay(&self.seen);
            // The way there and back takes a while; every time it may be given up.
            let length = if self.is_busy { number * 7 % 11 } else { 3 };
            for _ in 0..length {
                tokio::task::yield_now().await;
            }
            drop(under_way);
            let answer = match (self.fault)(number) {
                Some(Err(kind)) => {
                    return Err(Failure {
                        kind: FailureKind::Lost(kind),
                        detail: "lost".to_owned(),
                        source: None,
                    });
                }
                Some(Ok(code)) => format!(r#"{{"code":{code},"message":"no"}}"#),
                None => {
                    let mut model = self.model.lock().unwrap();
                    let page = model.answer(&request);
                    if self.is_busy {
                        let newest = model.rows.first().map_or(0, |row| second(row.at));
                        model.arrive(row(newest + 1, 0, i32::try_from(number).unwrap()));
                    }
                    drop(model);
                    let data = serde_json::to_string(&page).unwrap();
                    format!(r#"{{"code":10000,"message":"Success","data":{data}}}"#)
                }
            };
            reply.status = Some(200);
            reply.body = answer.into_bytes();
            Ok(())
        })
    }
}
