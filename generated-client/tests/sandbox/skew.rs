//! A client whose clock is off finds the platform's time by itself, over real HTTP.

use wallet_client::sandbox::Sandbox;
use wallet_client::{Client, Clock as _, FixedClock, SystemClock};

use super::APP;
use super::support::key;

#[tokio::test]
async fn ten_minutes_off_cost_one_attempt() {
    // The server's own `Date` is the system's time, and so must the sandbox's be.
    let sandbox = Sandbox::builder().merchant(APP, key().public_key());
    let sandbox = sandbox.start().await.unwrap();
    let clock = FixedClock::at_millis(SystemClock.now_millis() - 600_000);
    let client = Client::builder(sandbox.url(), APP, key()).clock(clock);
    let client = client.build().unwrap();
    for _ in 0..2 {
        client.wallet_balance().send().await.unwrap();
    }
    let codes: Vec<_> = sandbox.calls().iter().map(|call| call.code).collect();
    assert_eq!(codes, [21_009, 10_000, 10_000].map(Some));
}
