//! The whole way of a call, against a server on loopback that records what it receives.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod configuration;
mod drift;
mod encodings;
mod env;
mod failures;
mod fake;
mod observed;
mod raw;
mod retries;
mod secrets;
mod server;
mod signers;
mod skew;
mod times;

use std::sync::OnceLock;

use self::server::{Server, json};
use super::{Client, ClientBuilder};
use crate::clock::FixedClock;
use crate::error::Error;
use crate::operation::{Operation, OperationInfo};
use crate::retry::RetryPolicy;
use crate::sample::API;
use crate::signing::SigningKey;
use crate::signing::vectors::PEM;
use crate::wire::{Field, Shape, record};

const NOW: i64 = 1_715_595_802_123;
const ANSWER: &str = r#"{"code":10000,"message":"Success","data":{"total":3}}"#;

/// A question in the form that the generator emits.
#[derive(Clone)]
#[non_exhaustive]
struct Ask {
    name: String,
    size: Option<i32>,
    pin: Option<String>,
}
const ASK: &Shape = &Shape::new(
    "Ask",
    &[
        Field::required("name").length(1, 40),
        Field::optional("size").range(1, 10),
        Field::optional("pin").sensitive(),
    ],
);
record!(Ask, ASK, name, size, pin);

/// Its answer.
#[derive(Clone)]
#[non_exhaustive]
struct Told {
    total: i32,
    left: Option<i32>,
}
const TOLD: &Shape = &Shape::new("Told", &[Field::required("total"), Field::optional("left")]);
record!(Told, TOLD, total, left);

impl Operation for Ask {
    type Response = Told;
    const INFO: &'static OperationInfo = &OperationInfo {
        name: "ask",
        path: "/open-api/ask",
        idempotent: true,
        paging: None,
        window: None,
        batch: &[],
        api: API,
    };
}

/// The same question, but asking twice is not asking once.
#[derive(Clone)]
#[non_exhaustive]
struct Pay {
    name: String,
}
const PAY: &Shape = &Shape::new("Pay", &[Field::required("name")]);
record!(Pay, PAY, name);

impl Operation for Pay {
    type Response = Told;
    const INFO: &'static OperationInfo = &OperationInfo {
        name: "pay",
        path: "/open-api/pay",
        idempotent: false,
        paging: None,
        window: None,
        batch: &[],
        api: API,
    };
}

fn ask() -> Ask {
    Ask {
        name: "สมชาย \"A\\B\" \u{1f600}\n".to_owned(),
        size: None,
        pin: None,
    }
}

fn pay() -> Pay {
    Pay {
        name: "x".to_owned(),
    }
}

fn key() -> SigningKey {
    static KEY: OnceLock<SigningKey> = OnceLock::new();
    KEY.get_or_init(|| SigningKey::parse(PEM).unwrap()).clone()
}

fn builder(base_url: &str) -> ClientBuilder {
    Client::builder(base_url, "app-1", key())
        .clock(FixedClock::at_millis(NOW))
        // What one attempt does. More than one: see `retries`.
        .retry(RetryPolicy::never())
}

fn client(server: &Server) -> Client {
    builder(&server.url).build().unwrap()
}

#[tokio::test]
async fn what_is_received_is_exactly_what_was_signed() {
    let server = Server::start(|_| json(ANSWER)).await;
    let told = client(&server).send(&ask()).await.unwrap();
    assert_eq!(told.total, 3);

    let requests = server.requests();
    assert_eq!(requests.len(), 1);
    let request = &requests[0];
    assert_eq!(request.line, "POST /open-api/ask HTTP/1.1");
    assert_eq!(request.header("content-type"), "application/json");
    assert!(request.header("user-agent").starts_with("wallet-client/"));
    let body: serde_json::Value = serde_json::from_str(&request.body).unwrap();
    assert_eq!(body["appId"], "app-1");
    let param = request.param();
    key()
        .public_key()
        .verify(param.as_bytes(), &request.sign())
        .unwrap();
    assert_eq!(
        param,
        "{\"timestamp\":1715595802123,\"name\":\"สมชาย \\\"A\\\\B\\\" \u{1f600}\\n\"}"
    );
    let names = ["\"appId\":", "\"sign\":", "\"param\":"].map(|name| request.body.find(name));
    assert!(
        names.is_sorted(),
        "in the documented order: {}",
        request.body
    );
}

#[tokio::test]
async fn every_call_takes_the_time_anew() {
    let server = Server::start(|_| json(ANSWER)).await;
    let clock = FixedClock::at_millis(NOW);
    let client = builder(&server.url).clock(clock.clone()).build().unwrap();
    client.send(&ask()).await.unwrap();
    clock.set_millis(7);
    client.clone().send(&ask()).await.unwrap();
    let stamps: Vec<_> = server
        .requests()
        .iter()
        .map(|request| request.param()[..20].to_owned())
        .collect();
    assert!(
        stamps[0].starts_with("{\"timestamp\":1715595"),
        "{stamps:?}"
    );
    assert!(stamps[1].starts_with("{\"timestamp\":7,"), "{stamps:?}");
}

#[tokio::test]
async fn a_path_in_the_base_url_comes_first() {
    let server = Server::start(|_| json(ANSWER)).await;
    let client = builder(&format!("{}/gate/", server.url)).build().unwrap();
    client.send(&ask()).await.unwrap();
    assert_eq!(
        server.requests()[0].line,
        "POST /gate/open-api/ask HTTP/1.1"
    );
}

#[tokio::test]
async fn a_request_that_breaks_limits_is_never_sent() {
    let server = Server::start(|_| json(ANSWER)).await;
    let mut request = ask();
    request.name = String::new();
    request.size = Some(11);
    let error = client(&server).send(&request).await.unwrap_err();
    let Error::InvalidRequest(invalid) = &error else {
        panic!("{error}");
    };
    assert_eq!(invalid.violations.len(), 2, "{error}");
    assert_eq!(error.operation(), "ask");
    assert!(!error.is_retryable());
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn calls_run_side_by_side() {
    let server = Server::start(|_| json(ANSWER)).await;
    let client = client(&server);
    let calls: Vec<_> = (0..8)
        .map(|_| {
            let client = client.clone();
            // Spawning shows that the future is `Send`.
            tokio::spawn(async move { client.send(&ask()).await.map(|told| told.total) })
        })
        .collect();
    for call in calls {
        assert_eq!(call.await.unwrap().unwrap(), 3);
    }
    assert_eq!(server.requests().len(), 8);
}
