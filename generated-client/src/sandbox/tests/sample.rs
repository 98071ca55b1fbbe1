//! Endpoints in the form in which the generator emits them.
#![allow(missing_docs)]

use crate::operation::{Operation, OperationInfo, Paging, Window};
use crate::sample::{API, Channel, Kind, Moment, PayerId};
use crate::sandbox::{Route, Selection, Sum};
use crate::wire::{Field, Record, Rule, Shape, Wire, record};

#[derive(Clone)]
pub struct ListRequest {
    pub ids: Option<Vec<PayerId>>,
    pub channels: Option<Vec<Channel>>,
    pub kind: Option<Kind>,
    pub open: Option<bool>,
    pub order: Option<String>,
    pub from: Option<Moment>,
    pub to: Option<Moment>,
    pub rows: Option<i32>,
    pub number: Option<i32>,
    pub secret: Option<String>,
}
const LIST_REQUEST: &Shape = &Shape::with_rules(
    "ListRequest",
    &[
        Field::optional("ids").items(0, 3),
        Field::optional("channels"),
        Field::optional("kind"),
        Field::optional("open"),
        Field::optional("order"),
        Field::optional("from"),
        Field::optional("to"),
        Field::optional("rows").range(1, 50),
        Field::optional("number").range(1, i64::MAX),
        Field::optional("secret").length(1, 4).sensitive(),
    ],
    &[Rule::span("from", "to", 86_400 * 100)],
);
record!(
    ListRequest,
    LIST_REQUEST,
    ids,
    channels,
    kind,
    open,
    order,
    from,
    to,
    rows,
    number,
    secret
);

const BLANK: OperationInfo = OperationInfo {
    name: "",
    path: "",
    idempotent: true,
    paging: None,
    window: None,
    batch: &[],
    api: API,
};

const PAGING: Paging = Paging {
    page: "number",
    size: "rows",
    default_size: 6,
    rows: "items",
    total: "count",
    current: "number",
    newest_first: Some("made"),
};

impl Operation for ListRequest {
    type Response = ();

    const INFO: &'static OperationInfo = &OperationInfo {
        name: "list",
        path: "/list",
        paging: Some(PAGING),
        window: Some(Window {
            start: "from",
            end: "to",
            of: "made",
            max_seconds: 86_400 * 100,
            offset_seconds: 0,
        }),
        ..BLANK
    };
}

/// Members in another order than the alphabet's, a member that nothing sets, no `sum`, a row that
/// lacks a field, and every kind of value.
pub(super) const LIST_EXAMPLE: &str = r#"{
  "rows": 9, "note": "as it is", "count": 2, "number": 7, "rate": 1.50,
  "items": [
    { "id": "T000100", "order": "X1000007", "sum": 5000, "part": 2000, "rest": 3000, "kind": 200, "open": true,
      "channel": "BANK", "made": "2024-01-02 00:00:00", "seen": "2024-01-03 06:00:00", "rate": 0.10, "name": "สมชาย" },
    { "id": "T000100", "sum": -800, "part": -300, "rest": -500, "kind": 300, "open": false,
      "channel": "Cash", "made": "2024-01-02 00:00:00", "seen": "2024-01-03 06:00:00", "rate": 0.20, "name": "" }
  ]
}"#;

#[derive(Clone)]
pub struct SetRequest {
    pub name: Option<String>,
    pub kind: Option<Kind>,
    pub level: Option<i32>,
    pub ids: Option<Vec<PayerId>>,
    pub only_asked: Option<i32>,
}
const SET_REQUEST: &Shape = &Shape::new(
    "SetRequest",
    &[
        Field::optional("name"),
        Field::optional("kind"),
        Field::optional("level"),
        Field::optional("ids"),
        Field::optional("onlyAsked"),
    ],
);
record!(SetRequest, SET_REQUEST, name, kind, level, ids, only_asked);

impl Operation for SetRequest {
    type Response = ();

    const INFO: &'static OperationInfo = &OperationInfo {
        name: "set",
        path: "/set",
        ..BLANK
    };
}

/// `level` is a text here and a number there.
pub(super) const SET_EXAMPLE: &str =
    r#"{"status": "DONE", "name": "old", "level": "high", "kind": 1, "ids": ["a"], "rate": 1.50}"#;

pub(super) const ALL: &OperationInfo = &OperationInfo {
    name: "all",
    path: "/all",
    ..BLANK
};
pub(super) const NOTHING: &OperationInfo = &OperationInfo {
    name: "nothing",
    path: "/nothing",
    ..BLANK
};
pub(super) const NO_ROWS: &OperationInfo = &OperationInfo {
    name: "no_rows",
    path: "/no-rows",
    paging: Some(PAGING),
    ..BLANK
};
pub(super) const TIMELESS: &OperationInfo = &OperationInfo {
    name: "timeless",
    path: "/timeless",
    paging: Some(Paging {
        newest_first: None,
        ..PAGING
    }),
    ..BLANK
};

const fn plain(operation: &'static OperationInfo, example: Option<&'static str>) -> Route {
    Route {
        operation,
        request: set_request,
        response: Route::response::<SetRequest>,
        example,
        selections: &[],
        sums: &[],
        choices: &[],
        ledger: None,
    }
}

fn set_request() -> Box<dyn Record> {
    Box::new(SetRequest::blank())
}

pub(in crate::sandbox) const ROUTES: &[Route] = &[
    Route {
        operation: ListRequest::INFO,
        request: || Box::new(ListRequest::blank()),
        response: Route::response::<ListRequest>,
        example: Some(LIST_EXAMPLE),
        selections: &[
            Selection::new("ids", "id"),
            Selection::new("channels", "channel"),
            Selection::new("kind", "kind"),
            Selection::new("open", "open"),
            Selection::new("order", "order"),
        ],
        sums: &[Sum::new("sum", "sum")],
        choices: &[],
        ledger: None,
    },
    plain(SetRequest::INFO, Some(SET_EXAMPLE)),
    plain(ALL, Some(r#"[ {"id": "T1", "rate": 1.50} ]"#)),
    plain(NOTHING, None),
    plain(NO_ROWS, None),
    plain(
        TIMELESS,
        Some(
            r#"{"items": [{"id": "T1", "made": "2024-01-02 00:00:00"}], "count": 0, "number": 0}"#,
        ),
    ),
];
