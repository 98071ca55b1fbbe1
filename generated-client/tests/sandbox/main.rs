//! The sandbox and the client, end to end: real signatures over real HTTP.
#![cfg(feature = "sandbox")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod books;
mod client;
mod faults;
mod limits;
mod openssl;
mod refusals;
mod skew;
mod strictness;
#[path = "../support/mod.rs"]
mod support;

use std::sync::OnceLock;

use serde_json::Value;
use wallet_client::operation::Operation;
use wallet_client::operations::balance_records::BalanceRecordsRequest;
use wallet_client::operations::wallet_balance::WalletBalanceRequest;
use wallet_client::sandbox::{Sandbox, SandboxBuilder};
use wallet_client::{Client, ClientBuilder, FixedClock, SigningKey};

const APP: &str = "app-1";
/// 2024-11-30 12:00:00 UTC, 19:00:00 in Bangkok.
const NOW: i64 = 1_732_968_000_000;

const BALANCE: &str = WalletBalanceRequest::INFO.path;
const RECORDS: &str = BalanceRecordsRequest::INFO.path;

/// A sandbox that knows one merchant, and whose clock stands still.
fn builder() -> SandboxBuilder {
    Sandbox::builder()
        .merchant(APP, support::key().public_key())
        .clock(FixedClock::at_millis(NOW))
        .seed(7)
}

async fn sandbox() -> Sandbox {
    builder().start().await.unwrap()
}

/// A client with this key, whose clock shows the sandbox's time.
fn client_with(sandbox: &Sandbox, app_id: &str, key: SigningKey) -> ClientBuilder {
    Client::builder(sandbox.url(), app_id, key).clock(FixedClock::at_millis(NOW))
}

fn client(sandbox: &Sandbox) -> Client {
    client_with(sandbox, APP, support::key()).build().unwrap()
}

/// A plain HTTP client. It keeps no connection, since each test has a runtime of its own.
fn http() -> &'static reqwest::Client {
    static HTTP: OnceLock<reqwest::Client> = OnceLock::new();
    HTTP.get_or_init(|| {
        let http = reqwest::Client::builder()
            .no_proxy()
            .pool_max_idle_per_host(0);
        http.redirect(reqwest::redirect::Policy::none())
            .build()
            .unwrap()
    })
}

/// Posts a body that was made by hand.
async fn post(sandbox: &Sandbox, path: &str, body: String) -> Value {
    let sent = http()
        .post(format!("{}{path}", sandbox.url()))
        .header("content-type", "application/json")
        .body(body);
    let answer = sent.send().await.unwrap();
    assert_eq!(answer.status(), 200);
    serde_json::from_str(&answer.text().await.unwrap()).unwrap()
}

/// Posts parameters that were written by hand, signed with the merchant's key.
async fn send(sandbox: &Sandbox, path: &str, param: &str) -> Value {
    let sign = support::key().sign(param.as_bytes()).unwrap();
    post(sandbox, path, support::body(APP, &sign, param)).await
}

/// Fails unless the call was refused with this code, in words that hold these.
#[track_caller]
fn assert_refused(answer: &Value, code: i64, words: &str) {
    assert_eq!(answer["code"], code, "{answer}");
    let message = answer["message"].as_str().unwrap();
    assert!(
        message.contains(words),
        "`{words}` is missing in `{message}`"
    );
    assert_eq!(answer.get("data"), None);
}
