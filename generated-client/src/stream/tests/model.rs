//! A platform in memory: rows in order, from which each call's answer is cut anew.

use std::ops::Range;

use crate::operation::{Operation, OperationInfo, Paging, Window};
use crate::sample::{API, Moment, PayerId};
use crate::stream::{Paged, times};
use crate::wire::{Field, Rule, Shape, record};

/// A query in the form that the generator emits.
#[derive(Clone)]
#[non_exhaustive]
pub(super) struct ListRequest {
    pub(super) ids: Option<Vec<PayerId>>,
    pub(super) whats: Option<Vec<i32>>,
    pub(super) from: Option<Moment>,
    pub(super) to: Option<Moment>,
    pub(super) size: Option<i32>,
    pub(super) page: Option<i32>,
}
const LIST_REQUEST: &Shape = &Shape::with_rules(
    "ListRequest",
    &[
        Field::optional("ids").items(1, MOST_IDS).length(1, 8),
        Field::optional("whats").items(1, MOST_IDS),
        Field::optional("from"),
        Field::optional("to"),
        Field::optional("size").range(1, 10_000),
        Field::optional("page").range(1, i64::MAX),
    ],
    &[Rule::span("from", "to", MONTH)],
);
record!(ListRequest, LIST_REQUEST, ids, whats, from, to, size, page);

pub(super) const MOST_IDS: u32 = 5_000;
pub(super) const MONTH: i64 = 31 * 86_400;

/// Its answer.
#[derive(Clone)]
#[non_exhaustive]
pub(super) struct ListPage {
    pub(super) total: Option<i32>,
    pub(super) current: Option<i32>,
    pub(super) rows: Option<Vec<Row>>,
}
const LIST_PAGE: &Shape = &Shape::new(
    "ListPage",
    &[
        Field::optional("total"),
        Field::optional("current"),
        Field::optional("rows"),
    ],
);
record!(ListPage, LIST_PAGE, total, current, rows);

#[derive(Clone)]
#[non_exhaustive]
pub(super) struct Row {
    pub(super) id: PayerId,
    pub(super) at: Moment,
    pub(super) what: i32,
}
const ROW: &Shape = &Shape::new(
    "Row",
    &[
        Field::required("id"),
        Field::required("at"),
        Field::required("what"),
    ],
);
record!(Row, ROW, id, at, what);

const PAGING: Paging = Paging {
    page: "page",
    size: "size",
    default_size: 15,
    rows: "rows",
    total: "total",
    current: "current",
    newest_first: Some("at"),
};

const WINDOW: Option<Window> = Some(Window {
    start: "from",
    end: "to",
    of: "at",
    max_seconds: MONTH,
    offset_seconds: 25_200,
});

impl Operation for ListRequest {
    type Response = ListPage;
    const INFO: &'static OperationInfo = &OperationInfo {
        name: "list",
        path: "/list",
        idempotent: true,
        paging: Some(PAGING),
        window: WINDOW,
        batch: &["ids", "whats"],
        api: API,
    };
}

/// The same operation, if nothing were said of an order.
pub(super) const UNORDERED: &OperationInfo = &OperationInfo {
    paging: Some(Paging {
        newest_first: None,
        ..PAGING
    }),
    window: WINDOW,
    ..*ListRequest::INFO
};

impl Paged for ListRequest {
    type Row = Row;

    fn rows(page: &mut ListPage) -> &mut Vec<Row> {
        page.rows.get_or_insert_default()
    }
}

/// A moment, in seconds after the beginning of the model's time.
pub(super) fn at(second: i64) -> Moment {
    Moment::from(times::time(63_000_000_000 + second))
}

pub(super) fn second(moment: Moment) -> i64 {
    times::seconds(moment.civil()) - 63_000_000_000
}

pub(super) fn id(number: u8) -> PayerId {
    PayerId::from(format!("P{number}"))
}

pub(super) fn row(second: i64, number: u8, what: i32) -> Row {
    let (id, at) = (id(number), at(second));
    Row { id, at, what }
}

/// A query for these seconds.
pub(super) fn query(seconds: Range<i64>) -> ListRequest {
    ListRequest {
        ids: None,
        whats: None,
        from: Some(at(seconds.start)),
        to: Some(at(seconds.end)),
        size: None,
        page: None,
    }
}

/// The platform.
#[derive(Clone, Debug, Default)]
pub(super) struct Model {
    /// The latest first.
    pub(super) rows: Vec<Row>,
    pub(super) starts_belong: bool,
    pub(super) ends_belong: bool,
}

impl Model {
    pub(super) fn new(mut rows: Vec<Row>, starts_belong: bool, ends_belong: bool) -> Self {
        rows.sort_by_key(|row| std::cmp::Reverse(row.at));
        Self {
            rows,
            starts_belong,
            ends_belong,
        }
    }

    /// A row arrives: it becomes the first of its second.
    pub(super) fn arrive(&mut self, row: Row) {
        let place = self.rows.partition_point(|other| other.at > row.at);
        self.rows.insert(place, row);
    }

    /// All rows that are asked for.
    pub(super) fn select(&self, request: &ListRequest) -> Vec<Row> {
        let rows = self.rows.iter().filter(|row| {
            let from = request
                .from
                .is_none_or(|from| from < row.at || self.starts_belong && from == row.at);
            let to = request
                .to
                .is_none_or(|to| row.at < to || self.ends_belong && to == row.at);
            let ids = request.ids.as_ref();
            let whats = request.whats.as_ref();
            from && to
                && ids.is_none_or(|ids| ids.contains(&row.id))
                && whats.is_none_or(|whats| whats.contains(&row.what))
        });
        rows.cloned().collect()
    }

    pub(super) fn answer(&self, request: &ListRequest) -> ListPage {
        let size = usize::try_from(request.size.unwrap_or(15)).unwrap();
        let page = request.page.unwrap_or(1);
        let rows = self.select(request);
        let before = usize::try_from(page - 1).unwrap() * size;
        ListPage {
            total: Some(i32::try_from(rows.len()).unwrap()),
            current: Some(page),
            rows: Some(rows.into_iter().skip(before).take(size).collect()),
        }
    }
}
