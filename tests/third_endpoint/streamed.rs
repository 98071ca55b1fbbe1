//! Reads all of the endpoint with pages, windows and batches: a scratch crate runs this as its own test.
#![cfg(feature = "sandbox")]
#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeSet;

use wallet_client::{Client, FixedClock, SigningKey, civil, sandbox::Sandbox};

/// 2024-11-30 12:00:00 UTC.
const NOW: i64 = 1_732_968_000_000;

#[tokio::test]
async fn the_new_endpoint_is_read_window_by_window_batch_by_batch_and_page_by_page() {
    let key = SigningKey::generate(2048).unwrap();
    let sandbox = Sandbox::builder().merchant("app", key.public_key()).clock(FixedClock::at_millis(NOW)).rows(90);
    let sandbox = sandbox.start().await.unwrap();
    let client = Client::builder(sandbox.url(), "app", key).clock(FixedClock::at_millis(NOW)).build().unwrap();
    let day = |year, month, day| civil::date(year, month, day).at(0, 0, 0, 0);
    let all = || client.payments(day(2024, 8, 1), day(2024, 12, 1));

    let plan = all().plan().unwrap();
    assert_eq!((plan.windows(), plan.batches(), plan.page_size()), (18, 1, 20));
    assert_eq!(sandbox.calls().len(), 0);
    let rows = all().collect_all(90).await.unwrap();
    assert_eq!(rows.len(), 90);
    assert!(rows.is_sorted_by_key(|row| std::cmp::Reverse(row.paid_at)));

    // The same by ids, of which three go into a call.
    let ids: BTreeSet<_> = rows.iter().map(|row| row.mch_uuid.clone()).take(10).collect();
    let mut some = all().mch_uuids(&ids).stream();
    assert_eq!(some.plan().unwrap().batches(), u64::try_from(ids.len().div_ceil(3)).unwrap());
    let mut count = 0;
    while let Some(row) = some.try_next().await.unwrap() {
        assert!(ids.contains(&row.mch_uuid));
        count += 1;
    }
    assert_eq!(count, rows.iter().filter(|row| ids.contains(&row.mch_uuid)).count());

    // And page by page, from where another one stopped.
    let mut pages = all().pages();
    let first = pages.try_next().await.unwrap().unwrap().payments.unwrap();
    let mut rest = all().pages().resume(pages.cursor().unwrap());
    let mut count = first.len();
    while let Some(page) = rest.try_next().await.unwrap() {
        count += page.payments.unwrap_or_default().len();
    }
    assert_eq!(count, 90);
}
