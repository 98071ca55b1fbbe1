//! A client whose clock is off finds the platform's time by itself, over real HTTP.

use wallet_client::{Client, FixedClock};

use super::support::key;
use super::{APP, NOW, sandbox};

#[tokio::test]
async fn ten_minutes_off_cost_one_attempt() {
    // Its `Date` tells the time by its own clock, whatever that of the system.
    let sandbox = sandbox().await;
    let clock = FixedClock::at_millis(NOW - 600_000);
    let client = Client::builder(sandbox.url(), APP, key()).clock(clock);
    let client = client.build().unwrap();
    for _ in 0..2 {
        client.wallet_balance().send().await.unwrap();
    }
    let codes: Vec<_> = sandbox.calls().iter().map(|call| call.code).collect();
    assert_eq!(codes, [21_009, 10_000, 10_000].map(Some));
}
