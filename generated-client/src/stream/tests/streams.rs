//! Streams of a client: what is sent and when, and what an error leaves behind.

use std::future::poll_fn;
use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};

use futures_core::{FusedStream as _, Stream};

use super::memory::Platform;
use super::model::{ListRequest, Model, Row, query, row, second};
use crate::error::{Error, TransportErrorKind};
use crate::stream::{PagingProblem, Rows, StreamOptions};

/// 60 rows, three a second, some of them equal; in windows of 6 seconds and pages of 4 rows.
pub(super) fn model() -> Model {
    let rows = (0..60).map(|index| row(index / 3, 0, i32::from(index % 3 == 0)));
    Model::new(rows.collect(), true, false)
}

pub(super) fn request() -> ListRequest {
    query(0..20)
}

pub(super) fn options(prefetch: usize) -> StreamOptions {
    let window = std::time::Duration::from_secs(6);
    StreamOptions::new()
        .page_size(4)
        .window(window)
        .prefetch(prefetch)
}

pub(super) fn stream(platform: &Platform, prefetch: usize) -> Rows<ListRequest> {
    platform
        .client()
        .stream(request())
        .options(options(prefetch))
}

pub(super) async fn rest(rows: &mut Rows<ListRequest>) -> Vec<Row> {
    let mut all = Vec::new();
    while let Some(row) = rows.try_next().await.unwrap() {
        all.push(row);
    }
    all
}

pub(super) fn whole() -> Vec<Row> {
    model().select(&request())
}

#[tokio::test]
async fn nothing_is_sent_before_a_row_is_wanted() {
    let platform = Platform::new(model());
    let mut rows = stream(&platform, 0);
    assert!(rows.plan().is_ok() && rows.cursor().is_none());
    assert_eq!(platform.calls(), 0);
    rows.try_next().await.unwrap().unwrap();
    assert_eq!(platform.calls(), 1);
    for _ in 0..3 {
        rows.try_next().await.unwrap().unwrap();
    }
    assert_eq!(platform.calls(), 1, "the page has four rows");
    rows.try_next().await.unwrap().unwrap();
    assert_eq!(platform.calls(), 2);
}

#[tokio::test]
async fn some_calls_are_made_ahead_and_no_more_of_them_in_all() {
    let mut calls = Vec::new();
    for prefetch in [0, 1, 2, 5, 100] {
        let platform = Platform::new(model());
        let mut rows = stream(&platform, prefetch);
        rows.try_next().await.unwrap().unwrap();
        for _ in 0..20 {
            tokio::task::yield_now().await;
        }
        // The first page is there. In the first window there are five; then one may be asked for in each of the others.
        assert_eq!(platform.calls(), 1 + prefetch.min(4 + 3), "{prefetch}");
        assert_eq!(1 + rest(&mut rows).await.len(), 60);
        let most = platform.seen.lock().unwrap().most;
        assert!(
            most <= prefetch + 1 && (prefetch == 0 || most > 1),
            "{most} with {prefetch}"
        );
        calls.push(platform.calls());
    }
    assert!(calls.iter().all(|count| *count == calls[0]), "{calls:?}");
}

#[tokio::test]
async fn an_error_that_may_pass_costs_nothing_but_a_call() {
    for prefetch in [0, 1, 3] {
        let calls = {
            let platform = Platform::new(model());
            rest(&mut stream(&platform, prefetch)).await;
            platform.calls()
        };
        for broken in 1..=calls {
            let lost = move |number| (number == broken).then_some(Err(TransportErrorKind::Body));
            let platform = Platform::failing(model(), lost);
            let mut rows = stream(&platform, prefetch);
            let (mut all, mut errors) = (Vec::new(), 0);
            loop {
                match rows.try_next().await {
                    Ok(Some(row)) => all.push(row),
                    Ok(None) => break,
                    Err(error) => {
                        assert!(error.is_retryable() && !rows.is_terminated(), "{error}");
                        errors += 1;
                    }
                }
            }
            assert_eq!((all, errors), (whole(), 1));
            assert_eq!(platform.calls(), calls + 1);
        }
    }
}

#[tokio::test]
async fn any_other_error_is_the_end() {
    let refused = |number| (number == 3).then_some(Ok(1234));
    for prefetch in [0, 2] {
        let platform = Platform::failing(model(), refused);
        let mut rows = stream(&platform, prefetch);
        let mut handed_out = 0;
        let error = loop {
            match rows.try_next().await {
                Ok(row) => handed_out += usize::from(row.is_some()),
                Err(error) => break error,
            }
        };
        assert!(matches!(error, Error::Api(_)), "{error}");
        // Made ahead, the third call need not be for the third page.
        assert!(
            handed_out == 8 || prefetch > 0 && handed_out < 60,
            "{handed_out}"
        );
        let calls = platform.calls();
        assert!(rows.is_terminated() && rows.try_next().await.unwrap().is_none());
        assert_eq!(platform.calls(), calls);
        // What it had come to is known still.
        let cursor = rows.cursor().unwrap();
        let platform = Platform::new(model());
        let mut rows = stream(&platform, prefetch).resume(cursor);
        assert_eq!(handed_out + rest(&mut rows).await.len(), 60);
    }
}

#[tokio::test]
async fn giving_up_the_wait_loses_nothing() {
    for prefetch in [0, 1, 3] {
        let platform = Platform::new(model());
        let mut rows = stream(&platform, prefetch);
        let (mut all, mut given_up) = (Vec::new(), 0);
        loop {
            // One look at each future, and it is dropped.
            let next = {
                let mut next = pin!(rows.try_next());
                poll_fn(|context| Poll::Ready(next.as_mut().poll(context))).await
            };
            match next {
                Poll::Ready(row) => match row.unwrap() {
                    Some(row) => all.push(row),
                    None => break,
                },
                Poll::Pending => {
                    given_up += 1;
                    tokio::task::yield_now().await;
                }
            }
        }
        assert_eq!(all, whole());
        assert!(given_up >= 10, "{given_up}");
    }
}

#[tokio::test]
async fn rows_arrive_while_calls_overtake_each_other() {
    let endless = ListRequest {
        from: None,
        to: None,
        ..request()
    };
    for (prefetch, page_size) in
        (0..6).flat_map(|prefetch| (2..12).map(move |size| (prefetch, size)))
    {
        let mut platform = Platform::new(model());
        platform.is_busy = true;
        let options = StreamOptions::new().page_size(page_size).prefetch(prefetch);
        let mut rows = platform.client().stream(endless.clone()).options(options);
        let mut read = rest(&mut rows).await;
        read.retain(|row| second(row.at) < 20);
        assert_eq!(read, whole(), "{prefetch} ahead, {page_size} a page");
    }
}

#[tokio::test]
async fn pages_come_without_the_rows_of_those_before() {
    let platform = Platform::new(model());
    let mut pages = platform.client().pages(request()).options(options(1));
    let mut all = Vec::new();
    let mut totals = Vec::new();
    while let Some(page) = pages.try_next().await.unwrap() {
        totals.push(page.total.unwrap());
        all.extend(page.rows.unwrap());
    }
    assert_eq!(all, whole());
    // Windows of 6, 6, 6 and 5 seconds: the end of a window is not in it, its beginning is.
    assert_eq!(totals.len(), platform.calls());
    assert_eq!(totals.iter().max(), Some(&18));

    // Of nothing there is one page.
    let mut pages = platform.client().pages(query(100..101));
    assert_eq!(pages.try_next().await.unwrap().unwrap().total, Some(0));
    assert!(pages.try_next().await.unwrap().is_none());
}

#[tokio::test]
async fn all_rows_in_a_list_up_to_a_cap() {
    let platform = Platform::new(model());
    let collect = |cap| stream(&platform, 1).collect_all(cap);
    assert_eq!(collect(60).await.unwrap(), whole());
    let error = collect(59).await.unwrap_err();
    assert_eq!(error.to_string(), "list: there are more than 59 rows");
    let Error::Paging(error) = error else {
        panic!("{error}");
    };
    assert_eq!(error.problem(), &PagingProblem::OverCap { cap: 59 });
    let calls = platform.calls();
    collect(0).await.unwrap_err();
    assert!(platform.calls() <= calls + 2);
}

#[tokio::test]
async fn how_far_it_has_come_is_told() {
    let platform = Platform::new(model());
    let told = Arc::new(Mutex::new(Vec::new()));
    let tell = Arc::clone(&told);
    let mut rows = stream(&platform, 0)
        .on_progress(move |progress| tell.lock().unwrap().push(progress.clone()));
    rest(&mut rows).await;
    let told = told.lock().unwrap();
    assert_eq!(told.len(), platform.calls() + 1);
    assert_eq!(told[0].to_string(), "0 of about 72 rows, window 1 of 4");
    let last = told.last().unwrap();
    assert_eq!(last.to_string(), "60 of 60 rows, window 4 of 4");
    assert!(told.is_sorted_by_key(|progress| progress.rows));
    assert!(last.is_exact && last.calls == platform.calls() as u64);
}

#[test]
fn outside_of_a_runtime_it_is_an_error() {
    let platform = Platform::new(model());
    let mut rows = pin!(stream(&platform, 2));
    let mut context = Context::from_waker(Waker::noop());
    let Poll::Ready(Some(Err(error))) = rows.as_mut().poll_next(&mut context) else {
        panic!("it works");
    };
    assert!(matches!(error, Error::Runtime(_)), "{error}");
    assert!(matches!(
        rows.as_mut().poll_next(&mut context),
        Poll::Ready(None)
    ));
}

#[test]
fn streams_can_be_sent_to_other_threads() {
    fn is_send<T: Send + 'static>(_: &T) {}
    fn is_send_here<T: Send>(_: &T) {}
    let platform = Platform::new(model());
    is_send(&stream(&platform, 1));
    is_send(&platform.client().pages(request()));
    let mut rows = stream(&platform, 1);
    is_send(&rows.cursor());
    let _ = format!("{rows:?}");
    is_send_here(&rows.try_next());
}
