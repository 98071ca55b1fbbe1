//! Whatever the rows, the sizes and the borders: each row once, in order.
//!
//! `PROPTEST_CASES` says how many cases; without it there are 2,000 of each.

use std::cell::RefCell;
use std::collections::HashMap;
use std::env;
use std::time::Duration;

use proptest::collection::vec;
use proptest::prelude::*;

use super::harness::{Reader, Tape, expected};
use super::model::{ListRequest, Model, Row, UNORDERED, id, query, row, second};
use crate::stream::PagingProblem;
use crate::stream::options::{StreamOptions, Tolerance};

fn config() -> ProptestConfig {
    let default = ProptestConfig::default();
    let cases = env::var_os("PROPTEST_CASES").map_or(2_000, |_| default.cases);
    ProptestConfig { cases, ..default }
}

/// A model, and how it is asked.
#[derive(Clone, Debug)]
struct Case {
    model: Model,
    request: ListRequest,
    options: StreamOptions,
    /// What decides about arrivals, cuts, and when calls are answered.
    tape: Vec<u8>,
}

prop_compose! {
    /// Few seconds, users and kinds, so that rows are clustered and many are equal; few rows a page and short windows, so
    /// that there are many borders for them to lie on.
    fn case()(span in prop_oneof![Just(0_i64), 1_i64..6, 6_i64..60])(
        rows in vec((0..=span, 0_u8..4, 0_i32..2), 0..60),
        (starts_belong, ends_belong) in any::<(bool, bool)>(),
        (from, to) in (0..=span, 0..=span),
        (page_size, window, batch) in (1_u32..12, 2_u64..20, 1_usize..5),
        (is_cut, ids) in (any::<bool>(), proptest::option::of(vec(0_u8..4, 1..8))),
        prefetch in 0_usize..4,
        tape in vec(any::<u8>(), 0..200),
    ) -> Case {
        let rows = rows.into_iter().map(|(second, number, what)| row(second, number, what)).collect();
        let mut request = query(from.min(to)..from.max(to));
        request.ids = ids.map(|ids| ids.into_iter().map(id).collect());
        let mut options = StreamOptions::new().page_size(page_size).prefetch(prefetch).tolerance(Tolerance::Nothing);
        if is_cut {
            options = options.window(Duration::from_secs(window)).batch(batch);
        }
        Case { model: Model::new(rows, starts_belong, ends_belong), request, options, tape }
    }
}

fn shown(rows: &[Row]) -> Vec<String> {
    let shown = |row: &Row| format!("{} {} {}", second(row.at), row.id, row.what);
    rows.iter().map(shown).collect()
}

fn counts(rows: &[Row]) -> HashMap<String, usize> {
    let mut counts = HashMap::new();
    for row in shown(rows) {
        *counts.entry(row).or_default() += 1;
    }
    counts
}

fn to_come(case: &Case) -> Vec<Row> {
    let reader = Reader::new(
        case.request.clone(),
        case.options.clone(),
        |_, _| unreachable!(),
    );
    let (engine, template) = reader.engine(None);
    expected(&case.model, &engine, &template)
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn what_stands_still_is_read_once_and_in_order(case in case()) {
        let Case { model, request, options, tape } = &case;
        // With so many rows of one second on one page, a repeated page is suspected, rightly or not.
        let options = options.clone().tolerance(Tolerance::Mended);
        let calls_with = |prefetch| {
            let tape = RefCell::new(Tape::new(tape));
            let mut reader = Reader::new(request.clone(), options.clone().prefetch(prefetch), |_, request| model.answer(request));
            reader.early = Box::new(|| tape.borrow_mut().next(2) == 1);
            let run = reader.run();
            prop_assert_eq!(&run.problem, &None);
            prop_assert_eq!(shown(&run.rows), shown(&to_come(&case)));
            Ok(run.calls)
        };
        // Against what the platform would say if it could be asked all at once.
        let mut at_once = shown(&model.select(request));
        let mut read = shown(&to_come(&case));
        if options == options.clone().batch(usize::MAX) {
            prop_assert_eq!(&read, &at_once);
        }
        at_once.sort();
        read.sort();
        prop_assert_eq!(read, at_once);
        let alone = calls_with(0)?;
        prop_assert_eq!(calls_with(options.prefetch)?, alone);
    }

    #[test]
    fn a_run_that_is_cut_anywhere_goes_on_where_it_was(case in case()) {
        let Case { model, request, options, tape } = &case;
        let options = options.clone().tolerance(Tolerance::Mended);
        let tape = RefCell::new(Tape::new(tape));
        let mut reader = Reader::new(request.clone(), options, |_, request| model.answer(request));
        reader.cut = Box::new(|| tape.borrow_mut().next(3) == 1);
        let run = reader.run();
        prop_assert_eq!(run.problem, None);
        prop_assert_eq!(shown(&run.rows), shown(&to_come(&case)));
    }

    #[test]
    fn no_order_need_be_declared(case in case()) {
        let Case { model, request, options, tape } = &case;
        let tape = RefCell::new(Tape::new(tape));
        // Where nothing tells rows from each other, pages that are the same are suspected with good reason.
        let options = options.clone().tolerance(Tolerance::Anything);
        let mut reader = Reader::new(request.clone(), options, |_, request| model.answer(request));
        reader.info = UNORDERED;
        reader.early = Box::new(|| tape.borrow_mut().next(2) == 1);
        reader.cut = Box::new(|| tape.borrow_mut().next(4) == 1);
        let run = reader.run();
        prop_assert_eq!(run.problem, None);
        prop_assert_eq!(shown(&run.rows), shown(&to_come(&case)));
    }

    #[test]
    fn rows_that_arrive_push_none_out(case in case(), is_cut in any::<bool>(), new in vec((0_i64..4, 0_u8..4, 0_i32..2), 1..40)) {
        let Case { model, request, options, tape } = &case;
        let options = options.clone().tolerance(Tolerance::Mended);
        let (model, tape) = (RefCell::new(model.clone()), RefCell::new(Tape::new(tape)));
        let arrived = RefCell::new(Vec::new());
        let newest = model.borrow().rows.first().map_or(0, |row| second(row.at));
        let mut new = new.into_iter();
        // Each is as new as the newest or newer, and up to three come at a time.
        let mut later = newest;
        let mut arrive = || {
            for _ in 0..tape.borrow_mut().next(4) {
                if let Some((seconds, number, what)) = new.next() {
                    later += seconds / 3;
                    let row = row(later, number, what);
                    arrived.borrow_mut().push(row.clone());
                    model.borrow_mut().arrive(row);
                }
            }
        };
        let mut reader = Reader::new(request.clone(), options, |_, request| {
            let page = model.borrow().answer(request);
            arrive();
            page
        });
        reader.early = Box::new(|| tape.borrow_mut().next(2) == 1);
        reader.cut = Box::new(|| is_cut && tape.borrow_mut().next(5) == 1);
        let run = reader.run();
        // Who reads fewer rows a call than arrive meanwhile does not come to an end.
        let is_outrun = matches!(run.problem, Some(PagingProblem::Stalled { .. })) && arrived.borrow().len() > 16;
        prop_assert!(is_outrun || run.problem.is_none(), "{:?}", run.problem);
        let (was, came, read) = (counts(&to_come(&case)), counts(&arrived.borrow()), counts(&run.rows));
        for (row, count) in was.iter().filter(|_| !is_outrun) {
            prop_assert!(read.get(row) >= Some(count), "{} is lost: {:?}", row, shown(&run.rows));
        }
        for (row, count) in &read {
            let most = was.get(row).unwrap_or(&0) + came.get(row).unwrap_or(&0);
            prop_assert!(*count <= most, "{} is doubled: {:?}", row, shown(&run.rows));
        }
        if request.ids.is_none() {
            // One that arrives in the second of a border may be found by the next window only.
            let old = run.rows.iter().filter(|row| second(row.at) <= newest);
            let old = old.filter(|row| !came.contains_key(&shown(&[(*row).clone()])[0]));
            let times: Vec<i64> = old.map(|row| -second(row.at)).collect();
            prop_assert!(times.is_sorted(), "{:?}", times);
        }
    }

    #[test]
    fn rows_that_go_take_none_with_them(mut case in case(), is_cut in any::<bool>(), gone in vec(any::<usize>(), 1..10)) {
        // Of equal rows nobody could say which one went.
        for (what, row) in (0..).zip(&mut case.model.rows) {
            row.what = what;
        }
        let Case { model, request, options, tape } = &case;
        let options = options.clone().tolerance(Tolerance::Mended);
        let (model, tape) = (RefCell::new(model.clone()), RefCell::new(Tape::new(tape)));
        let mut gone = gone.into_iter();
        let mut go = || {
            let mut model = model.borrow_mut();
            let place = gone.next().and_then(|place| place.checked_rem(model.rows.len()));
            place.filter(|_| tape.borrow_mut().next(3) == 1).map(|place| model.rows.remove(place));
        };
        let mut reader = Reader::new(request.clone(), options, |_, request| {
            let page = model.borrow().answer(request);
            go();
            page
        });
        reader.early = Box::new(|| tape.borrow_mut().next(2) == 1);
        reader.cut = Box::new(|| is_cut && tape.borrow_mut().next(5) == 1);
        let run = reader.run();
        prop_assert_eq!(run.problem, None);
        let stayed = Case { model: model.borrow().clone(), ..case.clone() };
        let (was, stayed, read) = (counts(&to_come(&case)), counts(&to_come(&stayed)), counts(&run.rows));
        for (row, count) in &stayed {
            prop_assert!(read.get(row) >= Some(count), "{} is lost: {:?}", row, shown(&run.rows));
        }
        for (row, count) in &read {
            prop_assert!(was.get(row) >= Some(count), "{} is doubled: {:?}", row, shown(&run.rows));
        }
    }
}
