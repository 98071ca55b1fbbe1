//! New calls, sent to open pages as they come (server-sent events), a batch at a time.

use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use askama::Template as _;
use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::stream::{self, Stream, StreamExt as _};
use serde_json::json;
use tokio::sync::watch;
use tokio::time::sleep;

use super::super::calls::Span;
use super::filter::{Filter, value};
use super::pages::{PAGE, Rows};
use super::{Inspector, find};

/// Calls that come in so short a time are sent together: a thousand a second are five batches, which no page minds.
const BATCH: Duration = Duration::from_millis(200);
/// After so long, a browser that has lost the connection tries again.
const RETRY: Duration = Duration::from_secs(1);

/// The last call that a page has seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) run: u64,
    pub(super) number: u64,
}

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:x}-{}", self.run, self.number)
    }
}

impl FromStr for Mark {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (run, number) = text.split_once('-').ok_or(())?;
        Ok(Self {
            run: u64::from_str_radix(run, 16).map_err(drop)?,
            number: number.parse().map_err(drop)?,
        })
    }
}

/// Where a page of this filter hears of calls after `mark`.
pub(super) fn address(filter: &Filter, mark: Mark) -> String {
    filter.address("/.inspector/events", Some(("after", &mark.to_string())))
}

/// Sends the calls after the one that the page has seen last, and then new ones, until the page or the sandbox goes.
pub(super) async fn events(
    State(inspector): State<Inspector>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let query = query.unwrap_or_default();
    // A browser that connects again sends this header; the address is still that of the first time.
    let header = headers
        .get("last-event-id")
        .and_then(|id| id.to_str().ok()?.parse().ok());
    let mut stopping = inspector.stopping.clone();
    let mut changes = inspector.server.calls.subscribe();
    let before = *changes.borrow_and_update();
    let follower = Follower {
        seen: header.or_else(|| value(&query, "after")?.parse().ok()),
        filter: Filter::parse(&query),
        before,
        inspector,
        changes,
    };
    let events = stream::unfold(follower, |mut follower| async {
        let event = follower.next().await?;
        Some((Ok(event.retry(RETRY)), follower))
    });
    // Otherwise an open page would hold up the sandbox's end.
    let stopped = async move {
        let _ = stopping.changed().await;
    };
    Sse::new(events.take_until(Box::pin(stopped))).keep_alive(KeepAlive::default())
}

/// What is known of an open page.
struct Follower {
    inspector: Inspector,
    filter: Filter,
    seen: Option<Mark>,
    changes: watch::Receiver<Span>,
    /// Which calls were remembered when last looked at.
    before: Span,
}

impl Follower {
    /// The next event; `None` if there will be none.
    async fn next(&mut self) -> Option<Event> {
        let mut mark = match self.seen {
            Some(mark) if mark.run == self.inspector.run => mark,
            // The page is about another sandbox.
            _ => return Some(self.restart()),
        };
        loop {
            let span = *self.changes.borrow_and_update();
            let forgotten = span.first > span.last && self.before.first <= self.before.last;
            self.before = span;
            if forgotten {
                return Some(self.restart());
            }
            if let Some(event) = self.batch(&mut mark, span.last).await {
                self.seen = Some(mark);
                return Some(event);
            }
            self.changes.changed().await.ok()?;
            sleep(BATCH).await;
        }
    }

    /// Has the page load itself anew.
    fn restart(&mut self) -> Event {
        self.seen = Some(Mark {
            run: self.inspector.run,
            number: self.before.last,
        });
        Event::default().event("restarted").data("reload")
    }

    /// The calls from `mark` to `last` that fit, if there are any.
    async fn batch(&self, mark: &mut Mark, last: u64) -> Option<Event> {
        let span = (mark.number, last);
        mark.number = last.max(mark.number);
        let found = find::new(&self.inspector.server.calls, &self.filter, span, PAGE).await;
        if found.count == 0 {
            return None;
        }
        let rows = Rows::new(&found.calls, &self.filter).render().ok()?;
        let batch = json!({
            "count": found.count,
            "next": address(&self.filter, *mark),
            "rows": rows,
        });
        Some(
            Event::default()
                .event("calls")
                .id(mark.to_string())
                .data(batch.to_string()),
        )
    }
}
