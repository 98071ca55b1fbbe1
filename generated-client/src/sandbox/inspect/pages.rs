//! The pages: what each shows, and which template makes it.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse as _, Response};

use super::super::calls::RecordedCall;
use super::about::About;
use super::filter::{Filter, Outcome, value};
use super::live::Mark;
use super::view::{self, Row, Time};
use super::{Inspector, ROOT, find, guard, live};

/// So many calls are on a page.
pub(super) const PAGE: usize = 100;

/// The calls, the newest first.
#[derive(Template)]
#[template(path = "inspector/list.html")]
struct List<'a> {
    about: &'a About,
    host: String,
    filter: Filter,
    outcomes: &'a [Outcome],
    rows: Vec<Row>,
    /// Whether new calls are added.
    live: bool,
    never_called: bool,
    most: usize,
    events_href: String,
    newest_href: String,
    older_href: Option<String>,
}

/// Calls that are added to a list.
#[derive(Template)]
#[template(path = "inspector/rows.html")]
pub(super) struct Rows {
    rows: Vec<Row>,
}

/// One call, whole.
#[derive(Template)]
#[template(path = "inspector/call.html")]
struct Detail {
    row: Row,
    call: Arc<RecordedCall>,
    list_href: String,
    older_href: Option<String>,
    newer_href: Option<String>,
}

/// The sandbox itself.
#[derive(Template)]
#[template(path = "inspector/about.html")]
struct Settings<'a> {
    about: &'a About,
    host: String,
    now: Time,
}

#[derive(Template)]
#[template(path = "inspector/missing.html")]
struct Missing<'a> {
    message: &'a str,
}

impl Rows {
    pub(super) fn new(calls: &[Arc<RecordedCall>], filter: &Filter) -> Self {
        Self {
            rows: rows(calls, filter),
        }
    }
}

fn rows(calls: &[Arc<RecordedCall>], filter: &Filter) -> Vec<Row> {
    let row = |call: &Arc<RecordedCall>| Row::new(Arc::clone(call), href(call.number, filter));
    calls.iter().map(row).collect()
}

/// Where a call is, from a list with this filter.
fn href(number: u64, filter: &Filter) -> String {
    filter.address(&format!("{ROOT}calls/{number}"), None)
}

pub(super) async fn list(
    State(inspector): State<Inspector>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let query = query.unwrap_or_default();
    let filter = Filter::parse(&query);
    let before: Option<u64> = value(&query, "before").and_then(|number| number.parse().ok());
    let calls = &inspector.server.calls;
    // Asked for once: a call that comes in the meantime is sent as a new one, and is on the page once.
    let last = calls.span().last;
    let start = before.unwrap_or(last.saturating_add(1));
    let found = find::older(calls, &filter, start, PAGE).await;
    let oldest = found.calls.last().filter(|_| found.count > PAGE);
    let older = |call: &Arc<RecordedCall>| {
        let before = call.number.to_string();
        filter.address(ROOT, Some(("before", &before)))
    };
    let mark = Mark {
        run: inspector.run,
        number: last,
    };
    page(&List {
        about: &inspector.server.about,
        host: host(&headers),
        outcomes: &Outcome::ALL,
        rows: rows(&found.calls, &filter),
        live: before.is_none(),
        never_called: last == 0,
        most: PAGE,
        events_href: live::address(&filter, mark),
        newest_href: filter.address(ROOT, None),
        older_href: oldest.map(older),
        filter,
    })
}

pub(super) async fn call(
    State(inspector): State<Inspector>,
    Path(number): Path<String>,
    RawQuery(query): RawQuery,
) -> Response {
    let filter = Filter::parse(&query.unwrap_or_default());
    let calls = &inspector.server.calls;
    let found = number.parse().ok().and_then(|number| calls.get(number));
    let Some(call) = found else {
        return missing("No call with this number is remembered.");
    };
    let older = find::older(calls, &filter, call.number, 1).await;
    let newer = find::newer(calls, &filter, call.number).await;
    page(&Detail {
        row: Row::new(Arc::clone(&call), href(call.number, &filter)),
        call,
        list_href: filter.address(ROOT, None),
        older_href: older.calls.first().map(|call| href(call.number, &filter)),
        newer_href: newer.map(|number| href(number, &filter)),
    })
}

pub(super) async fn about(State(inspector): State<Inspector>, headers: HeaderMap) -> Response {
    page(&Settings {
        about: &inspector.server.about,
        host: host(&headers),
        now: Time(inspector.server.now_millis()),
    })
}

pub(super) async fn lost() -> Response {
    missing("The inspector has no page with this address.")
}

fn host(headers: &HeaderMap) -> String {
    guard::host(headers).map_or_else(String::new, |host| host.to_string())
}

fn missing(message: &str) -> Response {
    (StatusCode::NOT_FOUND, page(&Missing { message })).into_response()
}

fn page(template: &impl Template) -> Response {
    match template.render() {
        Ok(html) => Html(html).into_response(),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    }
}
