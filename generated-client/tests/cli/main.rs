//! The command line, run as people run it: a process of its own, against the sandbox.
#![cfg(all(feature = "cli", feature = "sandbox"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod doctor;
mod errors;
mod formats;
mod helps;
mod keys;
mod pipes;
mod settings;
mod stream;
#[path = "../support/mod.rs"]
mod support;
mod tables;
mod wallet;

use std::sync::OnceLock;
use std::time::Duration;

use self::wallet::Wallet;
use wallet_client::sandbox::{Sandbox, SandboxBuilder};
use wallet_client::{FixedClock, KycStatus, SigningKey, TransactionType, VerifyingKey};

const APP: &str = "app-1";
/// 2024-11-30 12:00:00 UTC, 19:00:00 in Bangkok.
const NOW: i64 = 1_732_968_000_000;
const VECTORS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/signing/vectors");

/// A file of the keys that are the same in every run.
fn vector(name: &str) -> String {
    format!("{VECTORS}/test-{name}")
}

fn merchant() -> VerifyingKey {
    let key = SigningKey::from_pem_file(vector("rsa-2048-pkcs8.pem"));
    key.unwrap().public_key()
}

/// A sandbox whose clock is right.
fn of_today() -> SandboxBuilder {
    Sandbox::builder().merchant(APP, merchant())
}

/// A sandbox with the same rows in every run, which takes the time of any clock.
fn builder() -> SandboxBuilder {
    of_today()
        .clock(FixedClock::at_millis(NOW))
        .freshness(Duration::from_secs(u64::from(u32::MAX)))
        .seed(7)
        .values("KYCStatus", KycStatus::KNOWN)
        .values("transactionType", TransactionType::KNOWN)
}

fn start(builder: SandboxBuilder) -> Sandbox {
    runtime().block_on(builder.start()).unwrap()
}

/// The sandbox that most tests share.
fn sandbox() -> &'static Sandbox {
    static SANDBOX: OnceLock<Sandbox> = OnceLock::new();
    SANDBOX.get_or_init(|| start(builder()))
}

/// The sandbox whose clock is right.
fn sandbox_of_today() -> &'static Sandbox {
    static SANDBOX: OnceLock<Sandbox> = OnceLock::new();
    SANDBOX.get_or_init(|| start(of_today()))
}

/// The command against a server that gives the documented answers, whatever it is asked.
fn documented(arguments: &str) -> Wallet {
    static SERVERS: OnceLock<[String; 2]> = OnceLock::new();
    let start = |answer: &str| support::Capture::data(answer).url;
    let [records, balances] = SERVERS.get_or_init(|| {
        [
            start(include_str!(
                "../../src/generated/examples/balance_records.json"
            )),
            start(include_str!(
                "../../src/generated/examples/wallet_balance.json"
            )),
        ]
    });
    let is_records = arguments.starts_with("balance-records");
    wallet::wallet(arguments).var(
        "WALLET_BASE_URL",
        if is_records { records } else { balances },
    )
}

fn runtime() -> &'static tokio::runtime::Runtime {
    static RUNTIME: OnceLock<tokio::runtime::Runtime> = OnceLock::new();
    RUNTIME.get_or_init(|| tokio::runtime::Runtime::new().unwrap())
}
