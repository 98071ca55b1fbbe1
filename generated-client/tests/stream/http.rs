//! What the engine's own tests show against a model, smaller, over HTTP.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use wallet_client::operations::balance_records::{BalanceRecord, BalanceRecordsRequest};
use wallet_client::operations::wallet_balance::WalletBalanceRequest;
use wallet_client::sandbox::{Bound, Refusal, VerifiedCall};
use wallet_client::stream::{PagingProblem, StreamOptions};
use wallet_client::{Error, MchUuid, RetryPolicy, TransactionType, WalletTime, civil};

use super::{NOW, all, all_time, client, every_row, sandbox, support};

const BOUNDS: [Bound; 2] = [Bound::Inclusive, Bound::Exclusive];

fn seconds(days: u64) -> Duration {
    Duration::from_secs(days * 24 * 60 * 60)
}

/// A time some seconds later.
fn later(time: WalletTime, seconds: i64) -> WalletTime {
    let span = jiff::SignedDuration::from_secs(seconds);
    time.civil().saturating_add(span).into()
}

#[tokio::test]
async fn whatever_the_bounds_of_windows_are() {
    let usual = sandbox().start().await.unwrap();
    let rows = every_row(&client(usual.url())).await;
    assert_eq!(rows.len(), 120);
    // Both ends are the time of a row; and so is the place where two windows meet, or it is a second off.
    let (end, start, middle) = (
        rows[10].create_time,
        rows[90].create_time,
        rows[40].create_time,
    );
    let length = |time: WalletTime| end.civil().duration_since(time.civil()).as_secs();
    for (start_bound, end_bound) in BOUNDS
        .iter()
        .flat_map(|start| BOUNDS.map(|end| (*start, end)))
    {
        let sandbox = sandbox()
            .window_bounds(start_bound, end_bound)
            .start()
            .await
            .unwrap();
        let client = client(sandbox.url());
        let is_in = |row: &&BalanceRecord| {
            let time = row.create_time;
            (time > start || time == start && start_bound == Bound::Inclusive)
                && (time < end || time == end && end_bound == Bound::Inclusive)
        };
        let to_come: Vec<_> = rows.iter().filter(is_in).cloned().collect();
        for off in [-1, 0, 1] {
            let window = Duration::from_secs(length(later(middle, off)).unsigned_abs());
            let options = StreamOptions::new().window(window).page_size(15);
            let stream = client.balance_records(start, end).stream().options(options);
            assert!(stream.plan().unwrap().windows() > 1);
            let read = stream.collect_all(1_000).await.unwrap();
            assert_eq!(read, to_come, "{start_bound:?}, {end_bound:?}, {off}");
        }
    }
}

#[tokio::test]
async fn rows_that_arrive_meanwhile_push_none_out() {
    let still = sandbox().start().await.unwrap();
    let rows = every_row(&client(still.url())).await;
    let users = client(still.url())
        .wallet_balance()
        .collect_all(1_000)
        .await
        .unwrap();
    for prefetch in [0, 2] {
        let busy = sandbox()
            .arriving::<BalanceRecordsRequest>(3)
            .arriving::<WalletBalanceRequest>(3)
            .start()
            .await
            .unwrap();
        let client = client(busy.url());
        let options = StreamOptions::new().page_size(10).prefetch(prefetch);
        let read = all(&client)
            .options(options.clone())
            .collect_all(1_000)
            .await
            .unwrap();
        // Those that arrive may be of the newest second, too, and before the first page is answered.
        let was_there = |row: &&BalanceRecord| rows.contains(row);
        let old: Vec<_> = read.iter().filter(was_there).cloned().collect();
        assert_eq!(old, rows, "{prefetch}");

        let read = client
            .wallet_balance()
            .stream()
            .options(options)
            .collect_all(1_000)
            .await
            .unwrap();
        // What they hold changes as movements arrive.
        let was_there: Vec<_> = users.iter().map(|user| &user.mch_uuid).collect();
        let ids = read.iter().map(|user| &user.mch_uuid);
        let old: Vec<_> = ids.filter(|id| was_there.contains(id)).collect();
        assert_eq!(old, was_there, "{prefetch}");
    }
}

#[tokio::test]
async fn ids_in_batches_and_everything_that_was_asked_for() {
    let sandbox = sandbox().start().await.unwrap();
    let client = client(sandbox.url());
    let rows = every_row(&client).await;
    let ids: Vec<MchUuid> = rows
        .iter()
        .step_by(3)
        .map(|row| row.mch_uuid.clone())
        .collect();
    let (start, end) = all_time();
    let options = StreamOptions::new()
        .batch(4)
        .window(seconds(31))
        .page_size(7);
    let asked = client
        .balance_records(start, end)
        .mch_uuid_list([ids.as_slice(), ids.as_slice()].concat())
        .transaction_type(TransactionType::CashIn);
    let calls = sandbox.calls().len();
    assert_eq!(asked.plan().unwrap().windows(), 4);
    let stream = asked.stream().options(options);
    let plan = stream.plan().unwrap();
    assert!(plan.windows() == 4 && plan.batches() > 1, "{plan}");
    assert_eq!(sandbox.calls().len(), calls);
    let mut read = stream.collect_all(1_000).await.unwrap();
    let mut to_come: Vec<_> = rows
        .into_iter()
        .filter(|row| {
            ids.contains(&row.mch_uuid) && row.transaction_type == TransactionType::CashIn
        })
        .collect();
    assert!(!to_come.is_empty());
    let key = |row: &BalanceRecord| (row.create_time, row.balance_ref_no.clone());
    read.sort_by_key(key);
    to_come.sort_by_key(key);
    assert_eq!(read, to_come);
}

#[tokio::test]
async fn calls_that_fail_now_and_then_cost_no_row() {
    let count = Arc::new(AtomicUsize::new(0));
    let sandbox = sandbox()
        .responder::<BalanceRecordsRequest>(move |call: &VerifiedCall<'_>| {
            match count.fetch_add(1, Ordering::Relaxed) % 3 {
                1 => Err(Refusal::new(21_009_999, "not documented")),
                2 => Err(Refusal::new(21_000, "later")),
                _ => call.usual_answer(),
            }
        })
        .start()
        .await
        .unwrap();
    let client = wallet_client::Client::builder(sandbox.url(), "app", support::key())
        .clock(wallet_client::FixedClock::at_millis(NOW))
        .retry(RetryPolicy::never())
        .build()
        .unwrap();
    let options = StreamOptions::new().page_size(9).prefetch(0);
    let (mut rows, mut cursor) = (Vec::new(), None);
    let (mut passing, mut lasting) = (0, 0);
    // After an error that will not pass, another stream goes on from the cursor.
    'run: loop {
        let mut stream = all(&client).options(options.clone());
        if let Some(cursor) = cursor.take() {
            stream = stream.resume(cursor);
        }
        loop {
            match stream.try_next().await {
                Ok(Some(row)) => rows.push(row),
                Ok(None) => break 'run,
                Err(error) if error.is_retryable() => passing += 1,
                Err(_) => {
                    lasting += 1;
                    cursor = stream.cursor();
                    assert!(stream.try_next().await.unwrap().is_none());
                    break;
                }
            }
        }
    }
    assert!(passing > 3 && lasting > 3, "{passing}, {lasting}");
    let quiet = super::sandbox().start().await.unwrap();
    assert_eq!(rows, every_row(&super::client(quiet.url())).await);
}

#[tokio::test]
async fn pages_sums_progress_and_a_cap() {
    let sandbox = sandbox().start().await.unwrap();
    let client = client(sandbox.url());
    let told = Arc::new(Mutex::new(Vec::new()));
    let tell = Arc::clone(&told);
    let mut pages = client
        .wallet_balance()
        .pages()
        .options(StreamOptions::new().page_size(50))
        .on_progress(move |progress| tell.lock().unwrap().push(progress.to_string()));
    let mut sizes = Vec::new();
    while let Some(page) = pages.try_next().await.unwrap() {
        assert!(page.total == 120 && page.total_balance.is_positive());
        sizes.push(page.list.len());
    }
    assert_eq!(sizes, [50, 50, 20]);
    let told = told.lock().unwrap().join("; ");
    assert_eq!(
        told,
        "0 of 120 rows; 50 of 120 rows; 100 of 120 rows; 120 of 120 rows"
    );

    let error = client.wallet_balance().collect_all(119).await.unwrap_err();
    let Error::Paging(error) = error else {
        panic!("{error}");
    };
    assert_eq!(error.problem(), &PagingProblem::OverCap { cap: 119 });
    assert_eq!(
        error.to_string(),
        "wallet_balance: there are more than 119 rows"
    );
}

#[tokio::test]
async fn thirty_one_days_are_one_call_and_a_second_more_are_two() {
    let sandbox = sandbox().rows(0).start().await.unwrap();
    let client = client(sandbox.url());
    let start = WalletTime::from(civil::date(2024, 10, 1).at(0, 0, 0, 0));
    for (more, calls) in [(0, 1), (1, 2)] {
        let before = sandbox.calls().len();
        let end = later(start, 31 * 24 * 60 * 60 + more);
        let rows = client
            .balance_records(start, end)
            .collect_all(1)
            .await
            .unwrap();
        assert!(rows.is_empty());
        assert_eq!(sandbox.calls().len() - before, calls);
    }
    for (ids, calls) in [(5_000, 1), (5_001, 2)] {
        let before = sandbox.calls().len();
        let ids = (0..ids).map(|number| MchUuid::from(format!("U{number}")));
        let rows = client
            .wallet_balance()
            .mch_uuid_list(ids)
            .collect_all(1)
            .await
            .unwrap();
        assert!(rows.is_empty());
        assert_eq!(sandbox.calls().len() - before, calls);
    }
}
