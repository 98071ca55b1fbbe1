//! Requests with every kind of limit.

use super::{Cash, Channel, Item, Kind, Moment, PayerId};
use crate::decimal::Decimal;
use crate::wire::{Field, Rule, Shape, record};

/// A request with every kind of limit.
#[derive(Clone)]
#[non_exhaustive]
pub struct Query {
    /// Whose.
    pub ids: Option<Vec<PayerId>>,
    /// From.
    pub start: Moment,
    /// To.
    pub end: Moment,
    /// Rows.
    pub size: Option<i32>,
    /// Page.
    pub page: Option<i32>,
    /// Order.
    pub order: Option<String>,
    /// Pin.
    pub pin: Option<String>,
    /// Limit.
    pub credit: Option<Cash>,
    /// Rate.
    pub rate: Option<Decimal>,
    /// How.
    pub channel: Option<Channel>,
    /// What.
    pub kind: Option<Kind>,
    /// Bank.
    pub bank: Option<String>,
    /// Items.
    pub items: Option<Vec<Item>>,
    /// Item.
    pub item: Option<Item>,
}

impl Query {
    /// A query.
    pub fn new(start: impl Into<Moment>, end: impl Into<Moment>) -> Self {
        Self {
            ids: None,
            start: start.into(),
            end: end.into(),
            size: None,
            page: None,
            order: None,
            pin: None,
            credit: None,
            rate: None,
            channel: None,
            kind: None,
            bank: None,
            items: None,
            item: None,
        }
    }
}
const QUERY: &Shape = &Shape::with_rules(
    "Query",
    &[
        Field::optional("ids").items(1, 3).length(1, 4),
        Field::required("start"),
        Field::required("end"),
        Field::optional("size").range(1, 10_000),
        Field::optional("page").range(1, i64::MAX),
        Field::optional("order")
            .length(1, 8)
            .pattern("^[0-9A-Za-z]+$"),
        Field::optional("pin")
            .length(4, 6)
            .pattern("^[0-9]+$")
            .sensitive(),
        Field::optional("credit").range(i64::MIN, 500).sensitive(),
        Field::optional("rate").range(0, 1),
        Field::optional("channel"),
        Field::optional("kind"),
        Field::optional("bank"),
        Field::optional("items").items(0, 2),
        Field::optional("item").sensitive(),
    ],
    &[
        Rule::span("start", "end", 2_678_400),
        Rule::required_if("bank", "channel", &["BANK", "CARD"]),
        Rule::required_if("bank", "kind", &["2"]),
    ],
);
record!(
    Query, QUERY, ids, start, end, size, page, order, pin, credit, rate, channel, kind, bank,
    items, item
);

/// A request with rules between its fields.
#[derive(Clone)]
#[non_exhaustive]
pub struct Choice {
    /// One.
    pub a: Option<i32>,
    /// Two.
    pub b: Option<i32>,
    /// Three.
    pub c: Option<i32>,
    /// Four.
    pub d: Option<i32>,
}
const CHOICE: &Shape = &Shape::with_rules(
    "Choice",
    &[
        Field::optional("a"),
        Field::optional("b"),
        Field::optional("c"),
        Field::optional("d"),
    ],
    &[Rule::one_of(&["a", "b"]), Rule::any_of(&["c", "d"])],
);
record!(Choice, CHOICE, a, b, c, d);
