//! Platforms that do what they should not: each comes to a clear end, within few calls.

use std::cell::Cell;

use super::harness::{Reader, Run};
use super::model::{ListPage, ListRequest, Model, Row, UNORDERED, query, row, second};
use crate::stream::options::{StreamOptions, Tolerance};
use crate::stream::problem::PagingProblem;

const ALL: [Tolerance; 3] = [Tolerance::Nothing, Tolerance::Mended, Tolerance::Anything];

/// So many rows, a second apart.
fn rows(count: i64) -> Vec<Row> {
    (0..count).map(|second| row(second, 0, 0)).collect()
}

fn model(count: i64) -> Model {
    Model::new(rows(count), true, true)
}

/// Reads 100 rows in pages of 10 from a platform whose answers are changed.
fn read(tolerance: Tolerance, mut change: impl FnMut(usize, &ListRequest, &mut ListPage)) -> Run {
    let model = model(100);
    let options = StreamOptions::new()
        .page_size(10)
        .prefetch(0)
        .tolerance(tolerance);
    let server = |call: usize, request: &ListRequest| {
        let mut page = model.answer(request);
        change(call, request, &mut page);
        page
    };
    Reader::new(query(0..1_000), options, server).run()
}

/// The outcome for each tolerance.
fn outcomes(
    change: impl Fn(usize, &ListRequest, &mut ListPage),
) -> [(Option<PagingProblem>, usize, usize); 3] {
    ALL.map(|tolerance| {
        let run = read(tolerance, &change);
        (run.problem, run.rows.len(), run.calls)
    })
}

#[test]
fn a_platform_that_does_as_documented() {
    for outcome in outcomes(|_, _, _| {}) {
        assert_eq!(outcome, (None, 100, 10));
    }
}

#[test]
fn the_first_page_for_ever() {
    let model = model(100);
    let first = |request: &ListRequest| {
        let mut first = request.clone();
        first.page = Some(1);
        model.answer(&first)
    };
    // One that says so.
    let [strict, careful, lax] = outcomes(|_, request, page| *page = first(request));
    let wrong = PagingProblem::WrongPage {
        asked: 2,
        answered: 1,
    };
    assert_eq!(strict, (Some(wrong.clone()), 10, 2));
    assert_eq!(careful, (Some(wrong), 10, 2));
    // By its total, it has an end.
    assert_eq!(lax, (None, 100, 10));

    // One that lies.
    let [strict, careful, lax] = outcomes(|_, request, page| {
        *page = first(request);
        page.current = request.page;
    });
    let repeated = PagingProblem::Repeated { page: 2 };
    assert_eq!(strict, (Some(repeated.clone()), 10, 2));
    assert_eq!(careful, (Some(repeated), 10, 2));
    assert_eq!(lax, (None, 100, 10));

    // One that promises more each time, so that there is no end: all of it was handed out before.
    for (outcome, rows) in outcomes(|call, request, page| {
        *page = first(request);
        page.current = request.page;
        page.total = Some(90 + 10 * i32::try_from(call).unwrap());
    })
    .into_iter()
    .zip([10, 10, 10])
    {
        assert!(
            outcome.0.is_some() && outcome.1 == rows && outcome.2 <= 20,
            "{outcome:?}"
        );
    }
}

#[test]
fn a_total_that_shrinks() {
    // All but the first page vanish.
    let [strict, careful, lax] = outcomes(|call, _, page| {
        if call > 1 {
            page.total = Some(0);
            page.rows = None;
        }
    });
    let shrank = PagingProblem::Shrank { from: 100, to: 0 };
    assert_eq!(strict, (Some(shrank), 10, 2));
    // The first page is read once more, and is empty, too.
    assert_eq!(careful, (None, 10, 3));
    assert_eq!(lax, (None, 10, 3));

    // A total that falls by one with every answer, though the rows are there.
    for outcome in outcomes(|call, _, page| page.total = Some(100 - i32::try_from(call).unwrap())) {
        assert!(outcome.0.is_some() && outcome.2 <= 60, "{outcome:?}");
    }
}

#[test]
fn a_total_that_grows() {
    let [strict, careful, _] = outcomes(|call, _, page| {
        if call > 1 {
            page.total = Some(101);
        }
    });
    let grew = PagingProblem::Grew { from: 100, to: 101 };
    assert_eq!(strict, (Some(grew), 10, 2));
    // A promise that is not kept: the last page is one row short.
    let short = PagingProblem::Short {
        page: 11,
        expected: 1,
        rows: 0,
    };
    assert_eq!(careful, (Some(short), 100, 11));
}

#[test]
fn more_rows_than_were_asked_for() {
    let model = model(100);
    let all = |page: &mut ListPage| page.rows = Some(model.rows.clone());
    let [strict, careful, lax] = outcomes(|_, _, page| all(page));
    let long = PagingProblem::Long {
        page: 1,
        expected: 10,
        rows: 100,
    };
    assert_eq!(strict, (Some(long.clone()), 0, 1));
    assert_eq!(careful, (Some(long), 0, 1));
    // What comes again is told by its time.
    assert_eq!((lax.0, lax.1), (None, 100));
}

#[test]
fn an_empty_page_in_the_middle() {
    let [strict, careful, lax] = outcomes(|_, request, page| {
        if request.page == Some(4) {
            page.rows = Some(Vec::new());
        }
    });
    let short = PagingProblem::Short {
        page: 4,
        expected: 10,
        rows: 0,
    };
    assert_eq!(strict, (Some(short.clone()), 30, 4));
    assert_eq!(careful, (Some(short), 30, 4));
    assert_eq!(lax, (None, 90, 10));

    // Nothing but empty pages, and a total that keeps its promise to nobody.
    let [_, _, lax] = outcomes(|call, _, page| {
        page.rows = None;
        page.total = Some(10 * i32::try_from(call).unwrap() + 10);
    });
    assert_eq!(lax, (Some(PagingProblem::Stalled { calls: 16 }), 0, 16));
}

#[test]
fn rows_in_another_order() {
    let [strict, careful, lax] = outcomes(|_, _, page| page.rows.as_mut().unwrap().reverse());
    assert_eq!(strict, (Some(PagingProblem::Unordered { page: 1 }), 0, 1));
    assert_eq!(careful, (None, 100, 10));
    assert_eq!(lax, (None, 100, 10));
}

#[test]
fn no_totals_and_no_page_numbers() {
    for outcome in outcomes(|_, _, page| (page.total, page.current) = (None, None)) {
        // The eleventh call finds out that there is no more.
        assert_eq!(outcome, (None, 100, 11));
    }
}

#[test]
fn rows_that_are_all_equal_are_that_many_rows() {
    let model = Model::new(vec![row(5, 0, 0); 100], true, true);
    let reader = Reader::paged(query(0..1_000), 10, |_, request| model.answer(request));
    let run = reader.run();
    // That pages repeat is warned of, and no more: it may be true.
    assert_eq!((run.problem, run.rows.len(), run.calls), (None, 100, 10));
}

#[test]
fn many_arrivals_at_once_are_waded_through() {
    let (grown, calls) = (Cell::new(model(20)), Cell::new(0));
    let server = |_: usize, request: &ListRequest| {
        let mut model = grown.take();
        calls.set(calls.get() + 1);
        if calls.get() == 2 {
            (0..500).for_each(|second| model.arrive(row(100 + second, 1, 1)));
        }
        let page = model.answer(request);
        grown.set(model);
        page
    };
    let run = Reader::paged(query(0..1_000), 10, server).run();
    assert_eq!((run.problem, run.rows.len(), run.calls), (None, 20, 52));
}

#[test]
fn without_an_order_no_more_can_be_told_than_by_the_last_page() {
    let grown = |by: i64| {
        let grown = Cell::new(model(30));
        let server = |call: usize, request: &ListRequest| {
            let mut model = grown.take();
            if call == 2 {
                (0..by).for_each(|second| model.arrive(row(100 + second, 1, 1)));
            }
            let page = model.answer(request);
            grown.set(model);
            page
        };
        let mut reader = Reader::paged(query(0..1_000), 10, server);
        reader.info = UNORDERED;
        let run = reader.run();
        (run.problem, run.rows.len())
    };
    assert_eq!(grown(10), (None, 30));
    let grew = PagingProblem::Grew { from: 30, to: 41 };
    assert_eq!(grown(11), (Some(grew), 10));

    // Pages of rows that are all the same may be just that; others may not.
    let same = |rows: Vec<Row>| {
        let model = Model::new(rows, true, true);
        let mut reader = Reader::paged(query(0..1_000), 2, |_, request| model.answer(request));
        reader.info = UNORDERED;
        reader.run().problem
    };
    assert_eq!(same(vec![row(1, 0, 0); 8]), None);
    let pair = [row(1, 0, 0), row(1, 0, 1)];
    let repeated = PagingProblem::Repeated { page: 2 };
    assert_eq!(same([pair.clone(), pair].concat()), Some(repeated));
}

#[test]
fn a_row_like_one_at_the_border_is_another_row() {
    // Seconds 3 and 4 are in both windows, and a second row of the same content arrives before the older one is read.
    for page_size in [1, 10] {
        let options = StreamOptions::new()
            .page_size(page_size)
            .window(std::time::Duration::from_secs(5))
            .prefetch(0);
        let arrived = Cell::new(Model::new(vec![row(3, 0, 0), row(2, 0, 0)], true, true));
        let server = |_: usize, request: &ListRequest| {
            let mut model = arrived.take();
            if request.from == query(0..1).from && model.rows.len() == 2 {
                model.arrive(row(3, 0, 0));
            }
            let page = model.answer(request);
            arrived.set(model);
            page
        };
        let run = Reader::new(query(0..8), options, server).run();
        let seconds: Vec<i64> = run.rows.iter().map(|row| second(row.at)).collect();
        assert_eq!((run.problem, seconds), (None, vec![3, 3, 2]), "{page_size}");
    }
}
