//! The users and their records, as a client finds them.

use std::collections::BTreeMap;

use wallet_client::operations::balance_records::{BalanceRecord, BalanceRecordsRequest};
use wallet_client::sandbox::{Sandbox, StartError};
use wallet_client::{Client, MchUuid, Thb, civil};

use super::{builder, client};

async fn balances(client: &Client) -> BTreeMap<MchUuid, Thb> {
    let page = client.wallet_balance().size(10_000).send().await.unwrap();
    let rows = page.list.into_iter();
    rows.map(|row| (row.mch_uuid, row.balance)).collect()
}

/// All records, the latest first.
async fn records(client: &Client) -> Vec<BalanceRecord> {
    let day = |month, day| civil::date(2024, month, day).at(0, 0, 0, 0);
    let mut records = Vec::new();
    for (from, to) in [
        (day(11, 1), day(11, 30)),
        (day(10, 2), day(10, 31)),
        (day(9, 1), day(10, 1)),
    ] {
        let page = client.balance_records(from, to).size(10_000).send();
        records.extend(page.await.unwrap().list);
    }
    records
}

async fn check(sandbox: &Sandbox, users: usize, least: usize) {
    let client = client(sandbox);
    let balances = balances(&client).await;
    let records = records(&client).await;
    assert_eq!(balances.len(), users);
    assert!(records.len() >= least, "{}", records.len());
    // Two of the ninety days lie between the windows.
    let mut latest = BTreeMap::new();
    for record in &records {
        let balance = latest.entry(&record.mch_uuid).or_insert(record.balance);
        assert!(balances.contains_key(&record.mch_uuid), "{record:?}");
        assert!(!balance.is_negative());
    }
    for (user, balance) in latest {
        assert_eq!(balances[user], balance, "{user}");
    }
}

#[tokio::test]
async fn a_users_balance_is_that_after_the_latest_record() {
    let sandbox = builder().users(20).records(300).start().await.unwrap();
    check(&sandbox, 20, 280).await;
    assert!(sandbox.add_rows::<BalanceRecordsRequest>(50));
    check(&sandbox, 20, 330).await;
}

#[tokio::test]
async fn records_arrive_after_each_page() {
    let sandbox = builder().records(100).arriving::<BalanceRecordsRequest>(3);
    let sandbox = sandbox.start().await.unwrap();
    let client = client(&sandbox);
    let first = records(&client).await.len();
    // Three windows, and so three pages; only the first has the newest in it.
    assert_eq!(records(&client).await.len(), first + 9);
}

#[tokio::test]
async fn balances_cannot_be_given_values() {
    let error = builder()
        .values("balance", [1, 2])
        .start()
        .await
        .err()
        .unwrap();
    assert!(
        matches!(&error, StartError::KeptField { field } if field == "balance"),
        "{error}"
    );
    assert_eq!(
        error.to_string(),
        "the values of `balance` follow from other rows: it can be given none"
    );
}
