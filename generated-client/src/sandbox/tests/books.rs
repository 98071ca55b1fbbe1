//! Two endpoints, of which one has movements on the accounts that the other has: what must hold between their rows.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::sample::ListRequest;
use super::{NOW, recipe};
use crate::clock::FixedClock;
use crate::operation::{Operation, OperationInfo, Paging, Window};
use crate::sample::{API, Channel, Kind, Moment, PayerId};
use crate::sandbox::route::{Choice, Ledger, Route, Selection, Sum, known};
use crate::sandbox::rows::{Recipe, Rows, Table};
use crate::time;
use crate::wire::{Field, Shape, Wire, record};

#[derive(Clone)]
pub struct AskRequest {
    pub owners: Option<Vec<PayerId>>,
    pub orders: Option<Vec<String>>,
    pub channels: Option<Vec<Channel>>,
    pub kind: Option<Kind>,
    pub sum: Option<i64>,
    pub from: Option<Moment>,
    pub to: Option<Moment>,
}
const ASK_REQUEST: &Shape = &Shape::new(
    "AskRequest",
    &[
        Field::optional("owners"),
        Field::optional("orders"),
        Field::optional("channels"),
        Field::optional("kind"),
        Field::optional("sum"),
        Field::optional("from"),
        Field::optional("to"),
    ],
);
record!(
    AskRequest,
    ASK_REQUEST,
    owners,
    orders,
    channels,
    kind,
    sum,
    from,
    to
);

impl Operation for AskRequest {
    type Response = ();

    const INFO: &'static OperationInfo = MOVES;
}

const PAGING: Paging = Paging {
    page: "page",
    size: "size",
    default_size: 6,
    rows: "items",
    total: "count",
    current: "number",
    newest_first: Some("made"),
};

pub(super) const ACCOUNTS: &OperationInfo = &OperationInfo {
    name: "accounts",
    path: "/accounts",
    idempotent: true,
    paging: Some(PAGING),
    window: None,
    batch: &[],
    api: API,
};

pub(super) const MOVES: &OperationInfo = &OperationInfo {
    name: "moves",
    path: "/moves",
    idempotent: true,
    paging: Some(PAGING),
    window: Some(Window {
        start: "from",
        end: "to",
        of: "made",
        max_seconds: 86_400 * 100,
        offset_seconds: 0,
    }),
    batch: &[],
    api: API,
};

/// An id without enough digits to be taken for one by its looks.
const ACCOUNT_EXAMPLE: &str = r#"{ "count": 1, "number": 1, "items": [
    { "owner": "W7", "channel": "BANK", "left": 4200, "free": 4000, "held": 200, "limit": 1000,
      "made": "2024-01-02 00:00:00" }
] }"#;

/// The second row lacks a field.
const MOVE_EXAMPLE: &str = r#"{ "count": 2, "number": 1, "items": [
    { "owner": "W7", "order": "X000001", "kind": 1, "channel": "BANK", "sum": 5000, "fee": 200, "left": 5000,
      "made": "2024-01-02 00:00:00", "seen": "2024-01-02 00:10:00" },
    { "owner": "W7", "kind": 2, "channel": "Cash", "sum": -800, "fee": 300, "left": 4200,
      "made": "2024-01-02 00:00:00", "seen": "2024-01-02 00:20:00" }
] }"#;

const ROUTES: &[Route] = &[
    Route {
        operation: MOVES,
        request: || Box::new(AskRequest::blank()),
        response: Route::response::<ListRequest>,
        example: Some(MOVE_EXAMPLE),
        selections: &[
            Selection::new("owners", "owner"),
            Selection::new("orders", "order"),
            Selection::new("channels", "channel"),
            Selection::new("kind", "kind"),
            Selection::new("sum", "sum"),
        ],
        sums: &[Sum::new("sums", "sum"), Sum::new("fees", "fee")],
        choices: &[
            Choice::new("kind", || known(Kind::KNOWN)),
            Choice::new("channel", || known(Channel::KNOWN)),
        ],
        ledger: Some(Ledger {
            accounts: "accounts",
            by: &["owner"],
            amount: "sum",
            balance: "left",
            parts: &["free", "held"],
            up: &[("kind", &["1"])],
            down: &[("kind", &["2"])],
        }),
    },
    Route {
        operation: ACCOUNTS,
        request: || Box::new(AskRequest::blank()),
        response: Route::response::<ListRequest>,
        example: Some(ACCOUNT_EXAMPLE),
        selections: &[
            Selection::new("owners", "owner"),
            Selection::new("channels", "channel"),
        ],
        sums: &[
            Sum::new("lefts", "left"),
            Sum::new("helds", "held"),
            Sum::new("limits", "limit"),
        ],
        choices: &[Choice::new("channel", || known(Channel::KNOWN))],
        ledger: None,
    },
];

/// So many random cases, unless the environment asks for more.
pub(super) fn cases() -> ProptestConfig {
    let default = ProptestConfig::default();
    match std::env::var_os("PROPTEST_CASES") {
        Some(_) => default,
        None => ProptestConfig {
            cases: 64,
            ..default
        },
    }
}

/// The rows of both, and their clock.
pub(super) fn books(recipe: &Recipe) -> (Rows, FixedClock) {
    let tables = ROUTES.iter().map(|route| {
        let paging = route.operation.paging.as_ref().unwrap();
        Table::new(route, paging, route.example.unwrap(), recipe).unwrap()
    });
    let clock = FixedClock::at_millis(NOW);
    let rows = Rows::new(tables.collect(), recipe, Arc::new(clock.clone()));
    (rows, clock)
}

pub(super) fn sized(accounts: usize, moves: usize, seed: u64) -> Recipe {
    let mut recipe = recipe(0, seed);
    recipe.rows_of = HashMap::from([("accounts", accounts), ("moves", moves)]);
    recipe
}

/// The number of chosen rows, their sums, and the rows of a page.
pub(super) fn ask(
    rows: &Rows,
    operation: &OperationInfo,
    request: &AskRequest,
    page: (i64, i64),
) -> (usize, Vec<Option<i64>>, Vec<Value>) {
    let read = rows.page(operation.name, request, page, |table, page| {
        let row = |number: &usize| {
            let members = table.members(*number);
            let members = members.map(|(name, cell)| (name.to_owned(), json!(*cell)));
            Value::Object(members.collect())
        };
        let list = page.rows.iter().map(row).collect();
        (page.count, page.sums, list)
    });
    read.unwrap()
}

/// All rows, the newest first.
pub(super) fn all(rows: &Rows, operation: &OperationInfo) -> Vec<Value> {
    ask(rows, operation, &AskRequest::blank(), (1, i64::MAX)).2
}

pub(super) fn amount(row: &Value, name: &str) -> i64 {
    row[name].as_i64().unwrap()
}

pub(super) fn text<'a>(row: &'a Value, name: &str) -> &'a str {
    row[name].as_str().unwrap()
}

/// Everything that must hold between the rows of the two endpoints.
fn check_books(rows: &Rows) {
    let (accounts, moves) = (all(rows, ACCOUNTS), all(rows, MOVES));
    let opened: BTreeMap<&str, &str> = accounts
        .iter()
        .map(|account| (text(account, "owner"), text(account, "made")))
        .collect();
    assert_eq!(opened.len(), accounts.len(), "an owner stands twice");
    let mut balances: BTreeMap<&str, i64> = BTreeMap::new();
    for row in moves.iter().rev() {
        let owner = text(row, "owner");
        let opened = opened
            .get(owner)
            .unwrap_or_else(|| panic!("nobody has this: {row}"));
        assert!(*opened <= text(row, "made"), "before the account: {row}");
        let balance = balances.entry(owner).or_default();
        *balance += amount(row, "sum");
        assert_eq!(amount(row, "left"), *balance, "{row}");
        assert!(*balance >= 0, "{row}");
        let up = amount(row, "kind") == 1;
        assert!(
            amount(row, "sum") != 0 && up == (amount(row, "sum") > 0),
            "{row}"
        );
        assert_eq!(
            row.get("order").is_some(),
            up,
            "not like the example's: {row}"
        );
    }
    for account in &accounts {
        let balance = balances.get(text(account, "owner")).copied().unwrap_or(0);
        assert_eq!(amount(account, "left"), balance, "{account}");
        let parts = amount(account, "free") + amount(account, "held");
        assert_eq!(parts, balance, "{account}");
    }
    for list in [&accounts, &moves] {
        let newest_first =
            list.is_sorted_by(|newer, older| text(newer, "made") >= text(older, "made"));
        assert!(newest_first);
    }
    let orders: BTreeSet<_> = moves
        .iter()
        .filter_map(|row| row["order"].as_str())
        .collect();
    let with_orders = moves.iter().filter(|row| row.get("order").is_some());
    assert_eq!(orders.len(), with_orders.count());
}

#[test]
fn the_documented_rows_come_first() {
    let (rows, _) = books(&sized(3, 40, 7));
    let example: Value = serde_json::from_str(MOVE_EXAMPLE).unwrap();
    let moves = all(&rows, MOVES);
    for (row, example) in moves.iter().rev().zip(example["items"].as_array().unwrap()) {
        for name in ["owner", "kind", "channel", "sum", "fee", "left"] {
            assert_eq!(row[name], example[name], "{name}");
        }
    }
    let seen =
        |name: &str| -> BTreeSet<_> { moves.iter().map(|row| row[name].to_string()).collect() };
    assert_eq!((seen("kind").len(), seen("channel").len()), (2, 2));
    // Whoever has the documented row's kind has its other fields, too.
    for row in &moves {
        let later = if row["kind"] == 1 { "10:00" } else { "20:00" };
        let time = |name| text(row, name).parse::<Moment>().unwrap().civil();
        let apart = time("seen").duration_since(time("made"));
        assert_eq!(format!("{:02}:00", apart.as_mins()), later);
    }
}

#[test]
fn a_field_that_tells_the_direction_may_have_fewer_values() {
    for (value, sign) in [(1, 1), (2, -1)] {
        let mut recipe = sized(3, 30, 7);
        let values = vec![crate::sandbox::json::Cell::Int(value)];
        recipe.values.insert("kind".to_owned(), values);
        let moves = all(&books(&recipe).0, MOVES);
        assert_eq!(moves.len(), 30);
        for row in &moves {
            assert_eq!(
                (amount(row, "kind"), amount(row, "sum").signum()),
                (value, sign)
            );
        }
    }
}

#[test]
fn what_follows_from_other_rows_takes_no_values() {
    let route = &ROUTES[0];
    let kept = ["owner", "sum", "left", "free", "held"];
    assert!(kept.iter().all(|field| route.keeps(field)));
    assert!(
        !["fee", "kind", "limit"]
            .iter()
            .any(|field| route.keeps(field))
    );
}

#[test]
fn without_accounts_there_are_no_movements() {
    let (rows, _) = books(&sized(0, 30, 7));
    assert_eq!(all(&rows, MOVES), [] as [Value; 0]);
    assert!(rows.add("moves", 2));
    assert_eq!(all(&rows, MOVES), [] as [Value; 0]);
    assert!(rows.add("accounts", 1) && rows.add("moves", 2));
    assert_eq!(all(&rows, MOVES).len(), 2);
    check_books(&rows);
}

#[test]
fn what_is_remembered_is_forgotten_when_rows_arrive() {
    let (rows, _) = books(&sized(2, 10, 7));
    let request = AskRequest::blank();
    let before = ask(&rows, ACCOUNTS, &request, (1, 5));
    assert_eq!(ask(&rows, ACCOUNTS, &request, (1, 5)), before);
    rows.add("moves", 7);
    let after = ask(&rows, ACCOUNTS, &request, (1, 5));
    assert_eq!(after.0, before.0);
    assert_ne!(after.1, before.1, "the balances have changed");
    let sum: i64 = after.2.iter().map(|row| amount(row, "left")).sum();
    assert_eq!(after.1[0], Some(sum));
}

#[test]
fn a_million_rows_are_no_burden() {
    let (rows, _) = books(&sized(1_000, 1_000_000, 7));
    let mut request = AskRequest::blank();
    request.owners = Some(vec!["W7".into(), "W1006".into(), "W1007".into()]);
    let (count, sums, page) = ask(&rows, MOVES, &request, (1, 1_000_000));
    assert_eq!(count, page.len());
    assert!(count > 500, "{count}");
    let sum: i64 = page.iter().map(|row| amount(row, "sum")).sum();
    assert_eq!(sums[0], Some(sum));
    let (_, sums, accounts) = ask(&rows, ACCOUNTS, &request, (1, 9));
    assert_eq!((sums[0], accounts.len()), (Some(sum), 2));
    let (count, _, last) = ask(&rows, MOVES, &AskRequest::blank(), (66_667, 15));
    assert_eq!((count, last.len()), (1_000_000, 10));
    assert_eq!(text(&last[9], "order"), "X000001");
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn books_are_kept_however_rows_arrive(
        (accounts, moves, seed) in (0..40_usize, 0..200_usize, any::<u64>()),
        arrivals in proptest::collection::vec((any::<bool>(), 0..20_usize, -5_000_i64..90_000_000), 0..6),
    ) {
        let (rows, clock) = books(&sized(accounts, moves, seed));
        check_books(&rows);
        let (again, _) = books(&sized(accounts, moves, seed));
        prop_assert_eq!(all(&rows, MOVES), all(&again, MOVES));
        prop_assert_eq!(all(&rows, ACCOUNTS), all(&again, ACCOUNTS));
        for (is_move, count, later) in arrivals {
            clock.set_millis(NOW + later);
            rows.add(if is_move { "moves" } else { "accounts" }, count);
            check_books(&rows);
        }
        let newest = all(&rows, MOVES).first().map(|row| text(row, "made").to_owned());
        let latest = time::from_timestamp(time::Timestamp::from_millisecond(NOW + 90_000_000).unwrap(), -12 * 3_600);
        prop_assert!(newest.is_none_or(|newest| newest <= time::WireForm(latest).to_string()));
    }
}
