//! Streams against the sandbox: real signatures over real HTTP, and a process that is killed.
#![cfg(feature = "sandbox")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod http;
mod restart;
#[path = "../support/mod.rs"]
mod support;

use wallet_client::operations::balance_records::{BalanceRecord, BalanceRecordsRequest};
use wallet_client::sandbox::{Sandbox, SandboxBuilder};
use wallet_client::stream::Rows;
use wallet_client::{Client, FixedClock, WalletTime, civil};

/// 2024-11-30 12:00:00 UTC, 19:00:00 in Bangkok.
const NOW: i64 = 1_732_968_000_000;

/// A sandbox whose clock stands still, with few rows.
fn sandbox() -> SandboxBuilder {
    Sandbox::builder()
        .merchant("app", support::key().public_key())
        .clock(FixedClock::at_millis(NOW))
        .rows(120)
}

fn client(url: String) -> Client {
    Client::builder(url, "app", support::key())
        .clock(FixedClock::at_millis(NOW))
        .build()
        .unwrap()
}

/// All the time that the rows are spread over, and more.
fn all_time() -> (WalletTime, WalletTime) {
    let day = |year, month, day| civil::date(year, month, day).at(0, 0, 0, 0).into();
    (day(2024, 8, 1), day(2024, 12, 1))
}

fn all(client: &Client) -> Rows<BalanceRecordsRequest> {
    let (start, end) = all_time();
    client.balance_records(start, end).stream()
}

/// Every row, by as few calls as there can be.
async fn every_row(client: &Client) -> Vec<BalanceRecord> {
    all(client).collect_all(1_000).await.unwrap()
}
