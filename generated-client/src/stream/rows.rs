//! The rows of a query, and its pages, as streams.

use std::fmt;
use std::future::poll_fn;
use std::mem::take;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::vec;

use futures_core::{FusedStream, Stream};

use super::feed::Feed;
use super::{Cursor, Paged, Plan, Progress, StreamOptions};
use crate::client::Client;
use crate::error::Error;

/// What streams of rows and of pages have in common.
macro_rules! settings {
    () => {
        pub(crate) fn new(client: Client, request: O) -> Self {
            Self::of(Feed::new(client, request))
        }

        /// Takes these options in place of the [client's](crate::ClientBuilder::stream_options). Before the first row.
        pub fn options(mut self, options: StreamOptions) -> Self {
            self.feed.options = Some(options);
            self
        }

        /// Goes on from a cursor of the same query: what was handed out before it is not handed out again. Before the first
        /// row.
        ///
        /// A cursor of another query is [refused](crate::Error::Paging) when the first row is wanted, with nothing sent.
        pub fn resume(mut self, from: Cursor) -> Self {
            self.feed.cursor = Some(from);
            self
        }

        /// Has `tell` told how far the stream has come: after every answer, and at the end.
        pub fn on_progress(mut self, tell: impl FnMut(&Progress) + Send + 'static) -> Self {
            self.feed.on_progress = Some(Box::new(tell));
            self
        }

        /// The place behind what was handed out last, to [go on from](Self::resume) another time, in another process.
        /// `None` before anything was asked for.
        ///
        /// It costs next to nothing, after every row, too, unless thousands of rows are of the same second.
        #[must_use]
        pub fn cursor(&self) -> Option<Cursor> {
            self.feed.cursor()
        }

        /// The calls that are still to be made, as far as is known. Sends nothing.
        ///
        /// # Errors
        ///
        /// Why the query cannot be made, as the stream's first item would say.
        pub fn plan(&self) -> Result<Plan, Error> {
            self.feed.plan()
        }
    };
}

/// All rows of a query, window by window, batch by batch, page by page; made by the method `stream` of each call whose
/// operation has pages. See [the module](super).
#[must_use = "a stream does nothing until a row is wanted"]
pub struct Rows<O: Paged> {
    feed: Feed<O>,
    page: vec::IntoIter<O::Row>,
}

impl<O: Paged> Rows<O> {
    settings!();

    fn of(feed: Feed<O>) -> Self {
        Self {
            feed,
            page: Vec::new().into_iter(),
        }
    }

    /// The next row; `None` at the end.
    ///
    /// Giving up the future loses nothing: the next one goes on where it was.
    ///
    /// # Errors
    ///
    /// As [`Stream::poll_next`]: after an error that [may pass](Error::is_retryable) the next call of this goes on where it
    /// was; after any other there are no more rows.
    pub async fn try_next(&mut self) -> Result<Option<O::Row>, Error> {
        poll_fn(|context| self.poll_row(context)).await.transpose()
    }

    /// All rows in one list, of which there may be no more than `cap`: what is in memory should have a bound.
    pub fn collect_all(self, cap: usize) -> Collecting<O> {
        Collecting {
            rows: self,
            cap,
            collected: Vec::new(),
        }
    }

    fn poll_row(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<O::Row, Error>>> {
        loop {
            if let Some(row) = self.next_of_page() {
                return Poll::Ready(Some(Ok(row)));
            }
            match ready!(self.feed.poll_page(context)) {
                Some(Ok(mut page)) => {
                    self.page = take(O::rows(&mut page)).into_iter();
                    if self.page.len() == 0 {
                        self.feed.pass_all();
                    }
                }
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }

    /// The next row of those that are there already.
    pub(super) fn next_of_page(&mut self) -> Option<O::Row> {
        let row = self.page.next()?;
        self.feed.pass();
        Some(row)
    }

    #[cfg(feature = "blocking")]
    pub(super) fn end(&mut self) {
        self.feed.end();
    }
}

/// Lazy: nothing is sent before the first row is wanted. Fused: after the end, and after an error that will not pass,
/// there is nothing more. After an error that [may pass](Error::is_retryable), the next row that is wanted has the
/// call made once more that failed, and nothing is lost.
impl<O: Paged> Stream for Rows<O> {
    type Item = Result<O::Row, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_row(context)
    }
}

impl<O: Paged> FusedStream for Rows<O> {
    fn is_terminated(&self) -> bool {
        self.feed.has_ended() && self.page.len() == 0
    }
}

// Nothing in it is pinned.
impl<O: Paged> Unpin for Rows<O> {}

/// All pages of a query as they were answered, but without rows that were on a page before; made by the method `pages` of
/// each call whose operation has pages. See [the module](super).
///
/// What an answer says of the whole, such as a total, it says of its window and batch.
#[must_use = "a stream does nothing until a page is wanted"]
pub struct Pages<O: Paged> {
    feed: Feed<O>,
}

impl<O: Paged> Pages<O> {
    settings!();

    fn of(feed: Feed<O>) -> Self {
        Self { feed }
    }

    /// The next page; `None` at the end. See [`Rows::try_next`].
    ///
    /// # Errors
    ///
    /// As [`Rows::try_next`].
    pub async fn try_next(&mut self) -> Result<Option<O::Response>, Error> {
        poll_fn(|context| self.poll_page(context)).await.transpose()
    }

    fn poll_page(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<O::Response, Error>>> {
        let page = ready!(self.feed.poll_page(context));
        self.feed.pass_all();
        Poll::Ready(page)
    }

    #[cfg(feature = "blocking")]
    pub(super) fn end(&mut self) {
        self.feed.end();
    }
}

/// As that of [`Rows`].
impl<O: Paged> Stream for Pages<O> {
    type Item = Result<O::Response, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_page(context)
    }
}

impl<O: Paged> FusedStream for Pages<O> {
    fn is_terminated(&self) -> bool {
        self.feed.has_ended()
    }
}

// Nothing in it is pinned.
impl<O: Paged> Unpin for Pages<O> {}

/// All rows of a query on their way into one list; made by [`Rows::collect_all`]. `.await` it for the list.
///
/// It fails if a call fails, or if there are more rows than the cap allows.
#[must_use = "nothing is collected until it is awaited"]
pub struct Collecting<O: Paged> {
    rows: Rows<O>,
    cap: usize,
    collected: Vec<O::Row>,
}

impl<O: Paged> Collecting<O> {
    /// Takes these options; see [`Rows::options`].
    pub fn options(mut self, options: StreamOptions) -> Self {
        self.rows = self.rows.options(options);
        self
    }
}

impl<O: Paged> Future for Collecting<O> {
    type Output = Result<Vec<O::Row>, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        while let Some(row) = ready!(self.rows.poll_row(context)) {
            let row = row?;
            if self.collected.len() == self.cap {
                self.rows.feed.end();
                return Poll::Ready(Err(Feed::<O>::over_cap(self.cap)));
            }
            self.collected.push(row);
        }
        Poll::Ready(Ok(take(&mut self.collected)))
    }
}

impl<O: Paged> Unpin for Collecting<O> {}

/// Each tells how far it has come, and none the rows that it holds.
macro_rules! debug {
    ($($name:ident: $($part:ident).+;)+) => {$(
        impl<O: Paged> fmt::Debug for $name<O> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_tuple(stringify!($name)).field(&self.$($part).+).finish()
            }
        }
    )+};
}

debug! {
    Rows: feed;
    Pages: feed;
    Collecting: rows.feed;
}
