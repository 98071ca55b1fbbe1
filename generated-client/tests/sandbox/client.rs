//! The real client against the sandbox: pages, filters, windows, and what is refused.

use std::collections::BTreeSet;

use wallet_client::operations::balance_records::BalanceRecordsPage;
use wallet_client::operations::wallet_balance::{WalletBalance, WalletBalancePage};
use wallet_client::{
    Client, CreditDebitType, Error, ErrorCode, FixedClock, KycStatus, RetryPolicy, Thb,
    TransactionType, UserStatus, civil,
};

use super::{APP, NOW, builder, client, client_with, sandbox};
use crate::support::{key, other_key};

/// A time in November 2024.
fn november(day: i8, hour: i8) -> civil::DateTime {
    civil::date(2024, 11, day).at(hour, 0, 0, 0)
}

/// The whole of all rows.
async fn all(client: &Client) -> WalletBalancePage {
    client.wallet_balance().size(10_000).send().await.unwrap()
}

fn sum(rows: &[WalletBalance], amount: fn(&WalletBalance) -> Thb) -> Thb {
    Thb::checked_sum(rows.iter().map(amount)).unwrap()
}

#[tokio::test]
async fn the_first_page_and_its_sums() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    let page = client.wallet_balance().send().await.unwrap();
    assert_eq!((page.total, page.size, page.current), (1_000, 15, 1));
    assert_eq!(page.list.len(), 15);

    let all = all(&client).await;
    assert_eq!(
        (all.total, all.size, all.list.len()),
        (1_000, 10_000, 1_000)
    );
    assert_eq!(all.list[..15], page.list[..]);
    // Sums are over all rows, on every page.
    for page in [&page, &all] {
        assert_eq!(page.total_balance, sum(&all.list, |row| row.balance));
        assert_eq!(
            page.total_base_balance,
            sum(&all.list, |row| row.base_balance)
        );
        assert_eq!(
            page.total_withdraw_threshold,
            sum(&all.list, |row| row.withdraw_threshold)
        );
        let unclear = sum(&all.list, |row| row.unclear_bill_amount.unwrap());
        assert_eq!(page.total_unclear_bill_amount, Some(unclear));
    }
    assert!(page.total_balance.is_positive());
    for row in &all.list {
        let parts = row.base_balance.checked_add(row.cod_balance.unwrap());
        assert_eq!(parts, Some(row.balance));
    }
    assert_eq!(sandbox.calls().len(), 2);
    assert!(sandbox.calls().iter().all(|call| call.code == Some(10_000)));
    assert_eq!(sandbox.calls()[0].operation, Some("wallet_balance"));
}

#[tokio::test]
async fn pages_hold_every_row_once_newest_first() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    let mut rows = Vec::new();
    for (page, wanted) in [(1, 300), (2, 300), (3, 300), (4, 100), (5, 0)] {
        let page = client
            .wallet_balance()
            .size(300)
            .page(page)
            .send()
            .await
            .unwrap();
        assert_eq!(page.list.len(), wanted);
        assert_eq!((page.total, page.size), (1_000, 300));
        rows.extend(page.list);
    }
    assert_eq!(rows, all(&client).await.list);
    let ids: BTreeSet<_> = rows.iter().map(|row| &row.mch_uuid).collect();
    assert_eq!(ids.len(), 1_000);
    assert!(rows.is_sorted_by(|newer, older| newer.create_time >= older.create_time));
}

#[tokio::test]
async fn a_filter_chooses_the_rows_that_have_its_value() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    let all = all(&client).await.list;
    let mut total = 0;
    for status in KycStatus::KNOWN {
        let call = client
            .wallet_balance()
            .kyc_status([status.clone()])
            .size(1_000);
        let page = call.send().await.unwrap();
        let wanted: Vec<_> = all
            .iter()
            .filter(|row| row.kyc_status == *status)
            .cloned()
            .collect();
        assert!(!wanted.is_empty(), "{status} is never drawn");
        assert_eq!(page.list, wanted);
        assert_eq!(page.total_balance, sum(&wanted, |row| row.balance));
        total += page.total;
    }
    assert_eq!(total, 1_000);
}

#[tokio::test]
async fn filters_combine() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    let all = all(&client).await.list;
    let call = client
        .wallet_balance()
        .kyc_status([KycStatus::Approved, KycStatus::Rejected]);
    let page = call
        .user_status([UserStatus::Active])
        .size(1_000)
        .send()
        .await
        .unwrap();
    let wanted = all.iter().filter(|row| {
        let kyc = &row.kyc_status;
        (*kyc == KycStatus::Approved || *kyc == KycStatus::Rejected)
            && row.user_status == UserStatus::Active
    });
    assert_eq!(page.list, wanted.cloned().collect::<Vec<_>>());

    let ids = [
        all[3].mch_uuid.clone(),
        all[900].mch_uuid.clone(),
        "nobody".into(),
    ];
    let page = client
        .wallet_balance()
        .mch_uuid_list(ids)
        .send()
        .await
        .unwrap();
    assert_eq!(page.list, [all[3].clone(), all[900].clone()]);
    let page = client
        .wallet_balance()
        .kyc_status(["Unheard"])
        .send()
        .await
        .unwrap();
    assert_eq!((page.total, page.list.len()), (0, 0));
    assert!(page.total_balance.is_zero());
}

/// All records of November.
async fn records_of_november(client: &Client) -> BalanceRecordsPage {
    let call = client.balance_records(november(1, 0), november(30, 0));
    call.size(10_000).send().await.unwrap()
}

#[tokio::test]
async fn windows_of_records() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    let whole = records_of_november(&client).await;
    let rows = &whole.list;
    assert_eq!(usize::try_from(whole.total).unwrap(), rows.len());
    // 90 days hold 1,000 rows.
    assert!((300..345).contains(&rows.len()), "{}", rows.len());
    assert!(rows.is_sorted_by(|newer, older| newer.create_time >= older.create_time));

    let window = |from, to| client.balance_records(from, to).size(10_000).send();
    let time = |row: usize| rows[row].create_time.civil();
    let inner = window(time(rows.len() - 1), time(0)).await.unwrap();
    assert_eq!(inner.list, *rows, "both ends belong to it");
    let half = window(november(1, 0), november(15, 12)).await.unwrap();
    let other_half = window(november(15, 12), november(30, 0)).await.unwrap();
    assert!(half.total > 100 && other_half.total > 100);
    assert_eq!(half.total + other_half.total, whole.total);
}

#[tokio::test]
async fn filters_of_records() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    let whole = records_of_november(&client).await;
    let call = || {
        let call = client.balance_records(november(1, 0), november(30, 0));
        call.size(10_000)
    };
    let outs = call().transaction_type(TransactionType::CashOut).send();
    let outs = outs.await.unwrap();
    assert!(!outs.list.is_empty());
    for row in &outs.list {
        assert_eq!(row.transaction_type, TransactionType::CashOut);
        assert_eq!(row.credit_debit_type, CreditDebitType::Debit);
        assert!(row.amount.is_negative());
    }
    let ups = call().credit_debit_type(CreditDebitType::Credit).send();
    let downs = call().credit_debit_type(CreditDebitType::Debit).send();
    let (ups, downs) = (ups.await.unwrap().total, downs.await.unwrap().total);
    assert!(ups > downs && downs > outs.total, "{ups}, {downs}");
    assert_eq!(ups + downs, whole.total);

    let one = whole.list[17].balance_ref_no.clone();
    let found = call().balance_ref_no_list([one]).send().await.unwrap();
    assert_eq!(found.list, whole.list[17..18]);
    // Rows without an order belong to none.
    let orders = whole.list.iter().filter_map(|row| row.mch_order_id.clone());
    let orders: Vec<_> = orders.collect();
    let count = orders.len();
    assert!(0 < count && count < whole.list.len());
    let found = call().mch_order_id_list(orders).send().await.unwrap();
    assert_eq!(found.list.len(), count);
}

#[tokio::test]
async fn the_longest_window_and_the_most_ids_pass() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    let start = november(1, 0);
    let end = civil::date(2024, 12, 2).at(0, 0, 0, 0);
    let ids: Vec<String> = (0..5_000_u64)
        .map(|id| format!("JT{}", 1_095_595_801_938_341_100 + id))
        .collect();
    let page = client
        .balance_records(start, end)
        .mch_uuid_list(ids)
        .size(10_000)
        .page(1)
        .send()
        .await
        .unwrap();
    assert_eq!(usize::try_from(page.total).unwrap(), page.list.len());
    assert!(page.total > 300);
}

#[tokio::test]
async fn the_same_seed_gives_the_same_rows() {
    async fn records(seed: u64) -> BalanceRecordsPage {
        let sandbox = builder().seed(seed).rows(50).start().await.unwrap();
        let call = client(&sandbox);
        call.balance_records(november(1, 0), november(30, 0))
            .send()
            .await
            .unwrap()
    }
    assert_eq!(records(1).await, records(1).await);
    assert_ne!(records(1).await, records(2).await);
}

/// The platform's code and words for a call that it refuses.
async fn refusal(client: &Client) -> (ErrorCode, String) {
    match client.wallet_balance().send().await {
        Err(Error::Api(error)) => (error.code().clone(), error.message().to_owned()),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn another_key_another_app_another_time() {
    let sandbox = sandbox().await;
    let stranger = client_with(&sandbox, APP, other_key()).build().unwrap();
    let (code, message) = refusal(&stranger).await;
    assert_eq!(code, ErrorCode::SignError);
    assert!(
        message.contains("the signature does not match"),
        "{message}"
    );

    let nobody = client_with(&sandbox, "app-2", key()).build().unwrap();
    let (code, _) = refusal(&nobody).await;
    assert_eq!(code, ErrorCode::AppIdError);

    // A client of its own each: one that is told the time goes by it.
    let at = |millis| {
        let client = Client::builder(sandbox.url(), APP, key()).retry(RetryPolicy::never());
        client.clock(FixedClock::at_millis(millis)).build().unwrap()
    };
    let (code, message) = refusal(&at(NOW - 301_000)).await;
    assert_eq!(code, ErrorCode::TimestampExpired);
    assert!(message.contains("301 s old"), "{message}");
    assert_eq!(refusal(&at(NOW / 1_000)).await.0, ErrorCode::TimestampError);
    at(NOW + 300_000).wallet_balance().send().await.unwrap();
    let codes: Vec<_> = sandbox.calls().iter().map(|call| call.code).collect();
    assert_eq!(codes, [21_001, 21_003, 21_009, 21_008, 10_000].map(Some));
}

#[tokio::test]
async fn calls_at_the_same_time_do_not_mix() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    let calls = (1..=20).map(|page| {
        let client = client.clone();
        tokio::spawn(async move { client.wallet_balance().page(page).size(10).send().await })
    });
    let calls: Vec<_> = calls.collect();
    for (call, page) in calls.into_iter().zip(1..) {
        assert_eq!(call.await.unwrap().unwrap().current, page);
    }
    assert_eq!(sandbox.calls().len(), 20);
}
