//! Where a stream goes on that was cut, and where it refuses to.

use std::fs;

use super::memory::Platform;
use super::model::{ListRequest, query};
use super::streams::{model, options, request, rest, stream, whole};
use crate::error::Error;
use crate::stream::position::Position;
use crate::stream::{Cursor, PagingProblem, StreamOptions};

#[tokio::test]
async fn a_run_that_is_cut_after_any_row_goes_on_from_the_disk() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("cursor");
    for cut in 1..=60 {
        let platform = Platform::new(model());
        let mut rows = stream(&platform, 2);
        let mut all = Vec::new();
        for _ in 0..cut {
            all.push(rows.try_next().await.unwrap().unwrap());
        }
        fs::write(&file, serde_json::to_string(&rows.cursor()).unwrap()).unwrap();
        drop(rows);

        let cursor: Option<Cursor> = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
        let cursor = cursor.unwrap();
        assert_eq!((cursor.rows(), cursor.operation()), (cut, "list"));
        // Another process, as far as the stream can tell.
        let platform = Platform::new(model());
        let mut rows = stream(&platform, 0).resume(cursor);
        all.extend(rest(&mut rows).await);
        assert_eq!(all, whole(), "cut after {cut}");
        if cut == 60 {
            assert_eq!(platform.calls(), 0, "it was at its end");
        }
    }
}

#[tokio::test]
async fn a_cursor_goes_with_its_query_only() {
    let platform = Platform::new(model());
    let mut rows = stream(&platform, 0);
    rows.try_next().await.unwrap().unwrap();
    let cursor = rows.cursor().unwrap();
    let calls = platform.calls();
    let other = [
        (query(0..19), options(0)),
        (request(), options(0).page_size(5)),
        (request(), StreamOptions::new().page_size(4)),
        (
            ListRequest {
                whats: Some(vec![1]),
                ..request()
            },
            options(0),
        ),
    ];
    for (request, options) in other {
        let client = platform.client();
        let mut rows = client
            .stream(request)
            .options(options)
            .resume(cursor.clone());
        let Err(Error::Paging(error)) = rows.try_next().await else {
            panic!("it goes on");
        };
        assert_eq!(error.problem(), &PagingProblem::OtherQuery);
        assert!(rows.try_next().await.unwrap().is_none());
    }
    assert_eq!(platform.calls(), calls, "something was sent");
    // How many calls are made ahead is nothing to it.
    let mut rows = stream(&platform, 3).resume(cursor.clone());
    assert_eq!(rest(&mut rows).await.len(), 59);

    let text = cursor.to_string();
    assert!(
        text.starts_with("w1.") && !text.contains(['+', '/', '=', '\n']),
        "{text}"
    );
    for at in [4, 30, text.len() - 1] {
        let mut damaged = text.clone().into_bytes();
        damaged[at] = if damaged[at] == b'A' { b'B' } else { b'A' };
        let damaged = String::from_utf8(damaged).unwrap();
        assert!(damaged.parse::<Cursor>().is_err(), "{damaged}");
    }
    assert_eq!(
        "w2.x.y".parse::<Cursor>().unwrap_err().to_string(),
        "the cursor cannot be read: it was made by another version of this crate, or is none"
    );
    assert!(text[..40].parse::<Cursor>().is_err());
}

#[tokio::test]
async fn a_cursor_that_somebody_made_up_does_no_harm() {
    let platform = Platform::new(model());
    let mut rows = stream(&platform, 0);
    rows.try_next().await.unwrap().unwrap();
    let cursor = rows.cursor().unwrap();
    let made_up: [fn(&mut Position); 6] = [
        |position| position.low = u64::MAX,
        |position| position.high = 0,
        |position| (position.low, position.high) = (u64::MAX, u64::MAX),
        |position| position.batch = 1,
        |position| position.rows = u64::MAX,
        |position| position.total = Some(u64::MAX),
    ];
    for change in made_up {
        let mut cursor = cursor.clone();
        change(&mut cursor.content.position);
        // Its text is well-formed.
        let cursor: Cursor = cursor.to_string().parse().unwrap();
        let error = stream(&platform, 0).resume(cursor).collect_all(100).await;
        assert!(matches!(error, Err(Error::Paging(_))), "{error:?}");
    }
    assert_eq!(platform.calls(), 1);
}
