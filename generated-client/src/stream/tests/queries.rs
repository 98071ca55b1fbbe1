//! How queries are cut, what is refused, and what the plan says.

use std::time::Duration;

use super::memory::Platform;
use super::model::{ListRequest, MONTH, Model, at, id, query, row};
use crate::error::Error;
use crate::sample::PayerId;
use crate::stream::{Plan, StreamOptions};

fn ids(count: usize) -> Vec<PayerId> {
    let numbers = 0..count;
    numbers
        .map(|number| PayerId::from(number.to_string()))
        .collect()
}

fn plan_with(request: &ListRequest, options: StreamOptions) -> Result<Plan, Error> {
    let client = Platform::new(Model::default()).client();
    client.stream(request.clone()).options(options).plan()
}

fn plan(request: &ListRequest) -> Plan {
    plan_with(request, StreamOptions::new()).unwrap()
}

fn refusal(request: &ListRequest, options: StreamOptions) -> String {
    plan_with(request, options).unwrap_err().to_string()
}

#[test]
fn windows_and_batches_are_as_many_as_are_needed() {
    let lists = |request: &ListRequest| (plan(request).windows(), plan(request).batches());
    let with = |count| ListRequest {
        ids: Some(ids(count)),
        ..query(0..10)
    };
    assert_eq!(lists(&query(0..MONTH)), (1, 1));
    assert_eq!(lists(&query(0..MONTH + 1)), (2, 1));
    assert_eq!(lists(&with(5_000)), (1, 1));
    assert_eq!(lists(&with(5_001)), (1, 2));
    assert_eq!(lists(&with(12_000)), (1, 3));
    let both = ListRequest {
        ids: Some(ids(12_000)),
        ..query(0..5 * MONTH)
    };
    assert_eq!((lists(&both), plan(&both).least_calls()), ((6, 3), 18));
    // Each id counts once.
    let twice = ListRequest {
        ids: Some([ids(5_000), ids(5_000)].concat()),
        ..query(0..10)
    };
    assert_eq!(lists(&twice), (1, 1));
}

#[test]
fn a_plan_reads_well_and_sends_nothing() {
    let platform = Platform::new(Model::default());
    let request = ListRequest {
        ids: Some(ids(12_000)),
        ..query(0..MONTH + 1)
    };
    let plan = platform.client().stream(request).plan().unwrap();
    assert_eq!(platform.calls(), 0);
    assert_eq!(
        plan.to_string(),
        "list: at least 6 calls, of up to 1,000 rows each; 2 windows × 3 batches\n  \
         1996-05-22 16:00:01 to 1996-06-22 16:00:01, ids 1 to 4,000\n  \
         1996-05-22 16:00:01 to 1996-06-22 16:00:01, ids 4,001 to 8,000\n  \
         1996-05-22 16:00:01 to 1996-06-22 16:00:01, ids 8,001 to 12,000\n  \
         1996-05-22 16:00:00 to 1996-05-22 16:00:02, ids 1 to 4,000\n  \
         1996-05-22 16:00:00 to 1996-05-22 16:00:02, ids 4,001 to 8,000\n  \
         1996-05-22 16:00:00 to 1996-05-22 16:00:02, ids 8,001 to 12,000"
    );
    let year = plan_with(&query(0..12 * MONTH), StreamOptions::new())
        .unwrap()
        .to_string();
    assert!(year.ends_with("\n  … and 3 more"), "{year}");
    let everything = ListRequest {
        from: None,
        to: None,
        ..query(0..1)
    };
    let shown = plan_with(&everything, StreamOptions::new())
        .unwrap()
        .to_string();
    assert_eq!(
        shown,
        "list: at least 1 call, of up to 1,000 rows each\n  everything"
    );
}

#[tokio::test]
async fn a_plan_learns_from_the_totals() {
    let rows = (0..100).map(|second| row(second, 0, 0)).collect();
    let platform = Platform::new(Model::new(rows, true, true));
    let options = StreamOptions::new()
        .page_size(10)
        .window(Duration::from_secs(51))
        .prefetch(0);
    let mut rows = platform.client().stream(query(0..100)).options(options);
    assert_eq!(rows.plan().unwrap().estimated_calls(), None);
    for _ in 0..10 {
        rows.try_next().await.unwrap();
    }
    let plan = rows.plan().unwrap();
    // 51 rows in the first window: five more pages, and as many as that in the other.
    assert_eq!(plan.estimated_calls(), Some(11));
    assert_eq!(
        plan.to_string().lines().next().unwrap(),
        "list: at least 2 calls, of up to 10 rows each; 2 windows × 1 batch; about 11 calls in all"
    );
}

#[tokio::test]
async fn every_id_is_asked_for_once_and_other_parameters_go_with_each_call() {
    let rows = (0..20)
        .map(|number| row(i64::from(number), number, 1))
        .collect();
    let platform = Platform::new(Model::new(rows, true, true));
    let wanted = [3, 5, 3, 7, 5, 9, 11, 3].map(id).to_vec();
    let request = ListRequest {
        ids: Some(wanted),
        whats: Some(vec![1, 2, 1]),
        ..query(0..100)
    };
    let options = StreamOptions::new().batch(2).prefetch(0);
    let rows = platform.client().stream(request).options(options);
    let rows = rows.collect_all(100).await.unwrap();
    // Batch by batch, in the order of the ids; the latest first in each.
    let read: Vec<PayerId> = rows.into_iter().map(|row| row.id).collect();
    assert_eq!(read, [5, 3, 9, 7, 11].map(id));
    let seen = platform.seen.lock().unwrap();
    let asked: Vec<_> = seen
        .requests
        .iter()
        .map(|request| request.ids.clone().unwrap())
        .collect();
    assert_eq!(
        asked,
        [
            [3, 5].map(id).to_vec(),
            [7, 9].map(id).to_vec(),
            vec![id(11)]
        ]
    );
    for request in &seen.requests {
        assert_eq!(request.whats, Some(vec![1, 2]));
        assert_eq!((request.from, request.size), (Some(at(0)), Some(1_000)));
    }
}

#[test]
fn two_lists_that_are_too_long_are_refused() {
    let request = ListRequest {
        ids: Some(ids(6_000)),
        whats: Some((0..7_000).collect()),
        ..query(0..10)
    };
    assert_eq!(
        refusal(&request, StreamOptions::new()),
        "the request `list` was not sent: `ids` holds 6000 items: at most 5000 are allowed; `whats` holds 7000 items: at \
         most 5000 are allowed; `ids` and `whats` hold 6000 and 7000 ids, at most 5000 and 5000 of which go into one \
         call: only one list can be cut, because a row must match both"
    );
    let one = ListRequest {
        whats: Some(vec![1]),
        ..request
    };
    assert_eq!(plan(&one).batches(), 2);
}

#[test]
fn all_that_is_wrong_is_told_before_anything_is_sent() {
    // In the third batch, and the limits of streams besides.
    let mut wrong = ListRequest {
        ids: Some(ids(12_000)),
        ..query(0..1)
    };
    (wrong.from, wrong.to) = (Some(at(10)), Some(at(5)));
    wrong.ids.as_mut().unwrap()[11_000] = PayerId::from("far too long");
    wrong.page = Some(3);
    let told = refusal(&wrong, StreamOptions::new().page_size(0));
    for part in [
        "`ids[11000]` has 12 characters",
        "`to` is before `from`",
        "`page` is 3: all pages are read, so it must be left out",
        "the page size is 0: at least 1 is needed",
    ] {
        assert!(told.contains(part), "{told}");
    }
    let short = StreamOptions::new().window(Duration::from_secs(1));
    let told = refusal(&query(0..2), short.clone());
    assert!(
        told.contains(
            "windows of 1 s cannot be put together without a gap: at least 2 s are needed"
        ),
        "{told}"
    );
    assert_eq!(plan_with(&query(0..1), short).unwrap().windows(), 1);
    let empty = ListRequest {
        ids: Some(ids(0)),
        ..query(0..1)
    };
    assert!(refusal(&empty, StreamOptions::new()).contains("`ids` holds 0 items"));
    let large = ListRequest {
        size: Some(10_001),
        ..query(0..1)
    };
    assert!(refusal(&large, StreamOptions::new()).contains("`size` is 10001"));
}

#[tokio::test]
async fn limits_can_be_raised_and_lowered_while_the_program_runs() {
    let asked = async |request: ListRequest, options: StreamOptions| {
        let platform = Platform::new(Model::default());
        let client = platform.builder().stream_options(options).build().unwrap();
        client.stream(request).collect_all(0).await.unwrap();
        let seen = platform.seen.lock().unwrap();
        let sizes = |request: &ListRequest| {
            (
                request.ids.as_ref().map_or(0, Vec::len),
                request.size.unwrap(),
            )
        };
        let sizes: Vec<_> = seen.requests.iter().map(sizes).collect();
        sizes
    };
    let long = ListRequest {
        ids: Some(ids(6_000)),
        ..query(0..2 * MONTH)
    };
    let raised = StreamOptions::new()
        .batch(6_000)
        .page_size(20_000)
        .window(Duration::from_secs(MONTH.unsigned_abs() * 2));
    assert_eq!(asked(long.clone(), raised).await, [(6_000, 20_000)]);
    let lowered = StreamOptions::new()
        .batch(2_000)
        .page_size(7)
        .window(Duration::from_secs(MONTH.unsigned_abs()));
    assert_eq!(asked(long, lowered).await, [(2_000, 7); 9]);
    // The request's own page size counts, where there is no other.
    let small = ListRequest {
        size: Some(3),
        ..query(0..1)
    };
    assert_eq!(asked(small.clone(), StreamOptions::new()).await, [(0, 3)]);
    assert_eq!(
        asked(small, StreamOptions::new().page_size(4)).await,
        [(0, 4)]
    );
}

#[tokio::test]
async fn an_open_end_is_pinned_at_the_start() {
    // The clock stands at 1970-01-01 00:00:00 in UTC, which is 07:00:00 in the zone of the times.
    let platform = Platform::new(Model::new(vec![row(0, 0, 0); 3], true, true));
    let long_ago = crate::time::civil::date(1969, 12, 31).at(0, 0, 0, 0);
    let mut request = query(0..1);
    (request.from, request.to) = (Some(long_ago.into()), None);
    let mut rows = platform.client().stream(request.clone());
    assert!(rows.try_next().await.unwrap().is_none());
    let to = platform.seen.lock().unwrap().requests[0].to;
    assert_eq!(to.unwrap().to_string(), "1970-01-01 07:00:00");
    // A cursor remembers it, whatever the time is by then.
    let clock = crate::clock::FixedClock::at_millis(86_400_000);
    let later = platform.builder().clock(clock).build().unwrap();
    let mut resumed = later.stream(request).resume(rows.cursor().unwrap());
    assert!(resumed.try_next().await.unwrap().is_none());
    assert_eq!(platform.calls(), 1);
}
