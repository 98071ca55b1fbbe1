//! Each limit at its edge and on either side of it, on the hand-written sample.
#![allow(clippy::unwrap_used)]

use super::{InvalidRequest, Limit, Waived, violations};
use crate::sample::{Cash, Channel, Choice, Item, Kind, PayerId, Query};
use crate::time::civil::{DateTime, datetime};
use crate::wire::{Field, Record, Rule, Shape, record};

const START: DateTime = datetime(2024, 1, 1, 0, 0, 0, 0);

fn query() -> Query {
    Query::new(START, datetime(2024, 1, 2, 0, 0, 0, 0))
}

fn messages(request: &dyn Record) -> Vec<String> {
    violations(request)
        .iter()
        .map(ToString::to_string)
        .collect()
}

/// What is wrong with a query of which one thing is changed.
fn wrong(change: impl FnOnce(&mut Query)) -> Vec<String> {
    let mut query = query();
    change(&mut query);
    messages(&query)
}

fn ids(count: usize) -> Vec<PayerId> {
    vec![PayerId::new("id"); count]
}

fn item(qty: i32) -> Item {
    Item {
        qty,
        name: None,
        owner: None,
    }
}

const FINE: [&str; 0] = [];

#[test]
fn nothing_is_wrong_with_what_is_absent() {
    assert_eq!(messages(&query()), FINE);
    assert_eq!(
        InvalidRequest::check("query", &query(), &Waived::default()),
        Ok(())
    );
}

#[test]
fn items() {
    assert_eq!(
        wrong(|q| q.ids = Some(ids(0))),
        ["`ids` holds 0 items: at least 1 is needed"]
    );
    assert_eq!(wrong(|q| q.ids = Some(ids(1))), FINE);
    assert_eq!(wrong(|q| q.ids = Some(ids(3))), FINE);
    assert_eq!(
        wrong(|q| q.ids = Some(ids(4))),
        ["`ids` holds 4 items: at most 3 are allowed"]
    );
}

#[test]
fn ranges() {
    assert_eq!(
        wrong(|q| q.size = Some(0)),
        ["`size` is 0: at least 1 is needed"]
    );
    assert_eq!(wrong(|q| q.size = Some(1)), FINE);
    assert_eq!(wrong(|q| q.size = Some(10_000)), FINE);
    assert_eq!(
        wrong(|q| q.size = Some(10_001)),
        ["`size` is 10001: at most 10000 is allowed"]
    );
    assert_eq!(wrong(|q| q.page = Some(i32::MAX)), FINE);
    assert_eq!(
        wrong(|q| q.page = Some(-1)),
        ["`page` is -1: at least 1 is needed"]
    );
}

#[test]
fn ranges_of_decimals() {
    let rate = |text: &str| wrong(|q| q.rate = Some(text.parse().unwrap()));
    assert_eq!(rate("-0.0001"), ["`rate` is -0.0001: at least 0 is needed"]);
    assert_eq!(
        (rate("0"), rate("0.5"), rate("1.00")),
        (vec![], vec![], vec![])
    );
    assert_eq!(rate("1.0001"), ["`rate` is 1.0001: at most 1 is allowed"]);
}

#[test]
fn lengths_count_characters() {
    let order = |text: &str| wrong(|q| q.order = Some(text.to_owned()));
    let pattern = "`order` does not match `^[0-9A-Za-z]+$`";
    assert_eq!(
        order(""),
        [
            "`order` has 0 characters: at least 1 character is needed",
            pattern
        ]
    );
    assert_eq!((order("a"), order("12345678")), (vec![], vec![]));
    assert_eq!(
        order("123456789"),
        ["`order` has 9 characters: at most 8 characters are allowed"]
    );
    // Two bytes each.
    assert_eq!(order("éééééééé"), [pattern]);
    assert_eq!(
        wrong(|q| q.ids = Some(vec!["1234".into(), "12345".into()])),
        ["`ids[1]` has 5 characters: at most 4 characters are allowed"]
    );
}

#[test]
fn patterns_do_not_quote_the_text() {
    assert_eq!(
        wrong(|q| q.order = Some("a b".to_owned())),
        ["`order` does not match `^[0-9A-Za-z]+$`"]
    );
    assert_eq!(
        wrong(|q| q.order = Some("ab\n".to_owned())),
        ["`order` does not match `^[0-9A-Za-z]+$`"]
    );
}

#[test]
fn sensitive_values_are_left_out() {
    let found = wrong(|q| {
        q.pin = Some("77777777".to_owned());
        q.credit = Some(Cash::from_satang(77_777));
        q.item = Some(item(77_777));
    });
    let expected = [
        "`pin` is too long: at most 6 characters are allowed",
        "`credit` is out of range: at most 500 is allowed",
        "`item.qty` is out of range: at most 10 is allowed",
    ];
    assert_eq!(found, expected);
    assert_eq!(
        wrong(|q| q.pin = Some("x".to_owned())),
        [
            "`pin` is too short: at least 4 characters are needed",
            "`pin` does not match `^[0-9]+$`",
        ]
    );
}

#[test]
fn times_that_cannot_be_sent() {
    let year_before = datetime(-1, 12, 31, 0, 0, 0, 0);
    assert_eq!(
        messages(&Query::new(year_before, year_before)),
        [
            "`start` lies before the year 0: only the years 0 to 9999 can be sent",
            "`end` lies before the year 0: only the years 0 to 9999 can be sent",
        ]
    );
    let year_0 = datetime(0, 1, 1, 0, 0, 0, 0);
    assert_eq!(messages(&Query::new(year_0, year_0)), FINE);
    let fraction = datetime(2024, 1, 1, 0, 0, 0, 1);
    assert_eq!(
        messages(&Query::new(START, fraction)),
        ["`end` has a fraction of a second: only whole seconds can be sent"]
    );
}

#[test]
fn spans() {
    assert_eq!(messages(&Query::new(START, START)), FINE);
    assert_eq!(
        messages(&Query::new(START, datetime(2024, 2, 1, 0, 0, 0, 0))),
        FINE
    );
    assert_eq!(
        messages(&Query::new(START, datetime(2024, 2, 1, 0, 0, 1, 0))),
        ["`start` to `end` spans 2678401 s: at most 2678400 s (31 days) are allowed"]
    );
    let found = violations(&Query::new(START, datetime(2023, 12, 31, 23, 59, 59, 0)));
    assert_eq!(found[0].to_string(), "`end` is before `start`");
    assert_eq!(
        (found[0].path.as_str(), found[0].limit),
        (
            "end",
            Limit::Span {
                max_seconds: 2_678_400
            }
        )
    );
    assert_eq!(
        messages(&Query::new(DateTime::ZERO, DateTime::MAX)).len(),
        2
    );
}

#[test]
fn required_if() {
    let texts = "`bank` must be given where `channel` is BANK or CARD";
    assert_eq!(wrong(|q| q.channel = Some(Channel::Bank)), [texts]);
    assert_eq!(wrong(|q| q.channel = Some("CARD".into())), [texts]);
    assert_eq!(wrong(|q| q.channel = Some(Channel::Cash)), FINE);
    assert_eq!(
        wrong(|q| q.kind = Some(Kind::Pay)),
        ["`bank` must be given where `kind` is 2"]
    );
    assert_eq!(wrong(|q| q.kind = Some(Kind::TopUp)), FINE);
    assert_eq!(
        wrong(|q| (q.channel, q.bank) = (Some(Channel::Bank), Some(String::new()))),
        FINE
    );
}

#[test]
fn one_of_and_any_of() {
    let choice = |a, b, c, d| messages(&Choice { a, b, c, d });
    let yes = Some(1);
    assert_eq!(choice(yes, None, yes, None), FINE);
    assert_eq!(choice(None, yes, yes, yes), FINE);
    assert_eq!(
        choice(yes, yes, None, yes),
        ["exactly one of `a`, `b` must be given: 2 are"]
    );
    assert_eq!(
        choice(None, None, None, None),
        [
            "exactly one of `a`, `b` must be given: 0 are",
            "at least one of `c`, `d` must be given: none is",
        ]
    );
}

#[test]
fn nested_records_and_lists() {
    let found = wrong(|q| {
        let mut third = item(11);
        third.name = Some("123456".to_owned());
        third.owner = Some("7777777".to_owned());
        q.items = Some(vec![item(0), item(1), third]);
    });
    assert_eq!(
        found,
        [
            "`items` holds 3 items: at most 2 are allowed",
            "`items[0].qty` is 0: at least 1 is needed",
            "`items[2].qty` is 11: at most 10 is allowed",
            "`items[2].name` has 6 characters: at most 5 characters are allowed",
            "`items[2].owner` is too long: at most 5 characters are allowed",
        ]
    );
}

/// Holds a record with rules of its own, and a limit that can never be checked.
#[derive(Clone)]
struct Outer {
    inner: Option<Vec<Choice>>,
    broken: Option<String>,
    window: Option<Window>,
}
const OUTER: &Shape = &Shape::new(
    "Outer",
    &[
        Field::optional("inner"),
        Field::optional("broken").pattern("("),
        Field::optional("window"),
    ],
);
record!(Outer, OUTER, inner, broken, window);

/// A sensitive window.
#[derive(Clone)]
struct Window {
    from: crate::sample::Moment,
    to: crate::sample::Moment,
}
const WINDOW: &Shape = &Shape::with_rules(
    "Window",
    &[Field::required("from").sensitive(), Field::required("to")],
    &[Rule::span("from", "to", 5_400)],
);
record!(Window, WINDOW, from, to);

#[test]
fn rules_of_nested_records_say_where() {
    let choice = Choice {
        a: None,
        b: None,
        c: Some(1),
        d: None,
    };
    let window = Window {
        from: START.into(),
        to: datetime(2024, 1, 1, 1, 30, 1, 0).into(),
    };
    let outer = Outer {
        inner: Some(vec![choice]),
        broken: Some("x".to_owned()),
        window: Some(window),
    };
    assert_eq!(
        messages(&outer),
        [
            "in `inner[0]`, exactly one of `a`, `b` must be given: 0 are",
            "`broken` cannot be checked: `(` is not a valid pattern",
            "in `window`, `from` to `to` spans too long: at most 5400 s (90 minutes) are allowed",
        ]
    );
    let paths: Vec<_> = violations(&outer)
        .into_iter()
        .map(|violation| violation.path)
        .collect();
    assert_eq!(paths, ["inner[0].a", "broken", "window.to"]);
}

#[test]
fn everything_at_once() {
    let mut query = Query::new(START, datetime(2025, 1, 1, 0, 0, 0, 0));
    query.ids = Some(ids(4));
    query.size = Some(0);
    let error = InvalidRequest::check("query", &query, &Waived::default()).unwrap_err();
    let limits: Vec<_> = error
        .violations
        .iter()
        .map(|violation| violation.limit)
        .collect();
    assert_eq!(
        limits,
        [
            Limit::Items { min: 1, max: 3 },
            Limit::Range {
                min: 1,
                max: 10_000
            },
            Limit::Span {
                max_seconds: 2_678_400
            },
        ]
    );
    let text = "the request `query` was not sent: `ids` holds 4 items: at most 3 are allowed; \
        `size` is 0: at least 1 is needed; \
        `start` to `end` spans 31622400 s: at most 2678400 s (31 days) are allowed";
    assert_eq!(error.to_string(), text);
}
