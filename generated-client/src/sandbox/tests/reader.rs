//! Random requests, and what a reader of all rows would answer.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::books::{ACCOUNTS, AskRequest, MOVES, all, amount, ask, books, cases, sized, text};
use crate::operation::OperationInfo;
use crate::sample::{Kind, Moment};
use crate::sandbox::rows::{Bound, Bounds};

/// A request, in numbers that are given a meaning by the rows that there are.
#[derive(Debug, Clone)]
struct Wish {
    owners: Option<Vec<usize>>,
    orders: Option<Vec<usize>>,
    channels: Option<Vec<usize>>,
    kind: Option<i64>,
    sum: Option<usize>,
    from: Option<usize>,
    to: Option<usize>,
    page: (i64, i64),
}

fn wish() -> impl Strategy<Value = Wish> {
    let some =
        |most: usize| proptest::option::weighted(0.3, proptest::collection::vec(0..most, 0..9));
    let row = || proptest::option::weighted(0.4, 0..200_usize);
    let filters = (
        some(30),
        some(300),
        some(3),
        proptest::option::weighted(0.3, 0..4_i64),
    );
    let page = (1..6_i64, prop_oneof![1..20_i64, Just(10_000)]);
    (
        filters,
        proptest::option::weighted(0.1, 0..200_usize),
        row(),
        row(),
        page,
    )
        .prop_map(
            |((owners, orders, channels, kind), sum, from, to, page)| Wish {
                owners,
                orders,
                channels,
                kind,
                sum,
                from,
                to,
                page,
            },
        )
}

impl Wish {
    /// Times and sums are those of rows, so that bounds are hit.
    fn request(&self, rows: &[Value]) -> AskRequest {
        let number = |row: &usize| row % rows.len().max(1);
        let row = |row: &Option<usize>| rows.get(number(row.as_ref()?));
        let time = |of: &Option<usize>| Some(text(row(of)?, "made").parse().unwrap());
        let channel = |index: &usize| ["BANK", "Cash", "Nobody"][*index].into();
        let owner = |number: &usize| format!("W{}", number + 5).as_str().into();
        let order = |number: &usize| format!("X{number:06}");
        AskRequest {
            owners: self
                .owners
                .as_ref()
                .map(|list| list.iter().map(owner).collect()),
            orders: self
                .orders
                .as_ref()
                .map(|list| list.iter().map(order).collect()),
            channels: self
                .channels
                .as_ref()
                .map(|list| list.iter().map(channel).collect()),
            kind: self.kind.map(Kind::from),
            sum: row(&self.sum).and_then(|row| row["sum"].as_i64()),
            from: time(&self.from),
            to: time(&self.to),
        }
    }
}

/// Whether a reader of the row would say that it is asked for.
fn is_asked(row: &Value, request: &AskRequest, bounds: Bounds, operation: &OperationInfo) -> bool {
    let is = |list: &Option<Vec<String>>, name: &str| {
        list.as_ref()
            .is_none_or(|list| list.iter().any(|wanted| row[name] == json!(wanted)))
    };
    let texts = |list: Option<Vec<&dyn std::fmt::Display>>| {
        list.map(|list| list.iter().map(ToString::to_string).collect::<Vec<_>>())
    };
    let owners = request
        .owners
        .as_ref()
        .map(|list| list.iter().map(|it| it as _).collect());
    let channels = request
        .channels
        .as_ref()
        .map(|list| list.iter().map(|it| it as _).collect());
    let here = is(&texts(owners), "owner") && is(&texts(channels), "channel");
    if operation.name == "accounts" {
        return here;
    }
    let made = text(row, "made").to_owned();
    let late = |time: &Moment| match bounds.start {
        Bound::Inclusive => made >= time.to_string(),
        Bound::Exclusive => made > time.to_string(),
    };
    let early = |time: &Moment| match bounds.end {
        Bound::Inclusive => made <= time.to_string(),
        Bound::Exclusive => made < time.to_string(),
    };
    here && is(&request.orders, "order")
        && request
            .kind
            .as_ref()
            .is_none_or(|kind| row["kind"] == kind.value())
        && request.sum.is_none_or(|sum| row["sum"] == sum)
        && request.from.as_ref().is_none_or(late)
        && request.to.as_ref().is_none_or(early)
}

fn bound() -> impl Strategy<Value = Bound> {
    prop_oneof![Just(Bound::Inclusive), Just(Bound::Exclusive)]
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn requests_come_to_what_a_reader_of_all_rows_finds(
        (accounts, moves, seed) in (0..25_usize, 0..200_usize, any::<u64>()),
        wishes in proptest::collection::vec(wish(), 1..12),
        (start, end) in (bound(), bound()),
    ) {
        let mut recipe = sized(accounts, moves, seed);
        recipe.bounds = Bounds { start, end };
        let (rows, _) = books(&recipe);
        let all_moves = all(&rows, MOVES);
        for operation in [MOVES, ACCOUNTS] {
            let all = all(&rows, operation);
            for wish in &wishes {
                let request = wish.request(&all_moves);
                let asked: Vec<_> = all
                    .iter()
                    .filter(|row| is_asked(row, &request, recipe.bounds, operation))
                    .collect();
                let (count, sums, page) = ask(&rows, operation, &request, wish.page);
                prop_assert_eq!(count, asked.len());
                let (number, size) = wish.page;
                let skip = usize::try_from((number - 1) * size).unwrap();
                let wanted = asked.iter().skip(skip).take(usize::try_from(size).unwrap());
                prop_assert_eq!(page, wanted.map(|row| (*row).clone()).collect::<Vec<_>>());
                let fields: &[&str] = if operation.name == "moves" { &["sum", "fee"] } else { &["left", "held", "limit"] };
                for (field, sum) in fields.iter().zip(sums) {
                    let wanted = asked.iter().map(|row| amount(row, field)).sum::<i64>();
                    prop_assert_eq!(sum, Some(wanted), "{}", field);
                }
            }
        }
    }
}
