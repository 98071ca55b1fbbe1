//! All rows of a query, however many calls that takes: windows, batches of ids and pages in one stream.
//!
//! Every call whose operation has pages has these besides `send`, which gives one page:
//!
//! - `stream`: the rows, one after the other, as [`Rows`];
//! - `pages`: the pages, without the rows that were on one before, as [`Pages`];
//! - `collect_all`: the rows in one list, of no more than a cap;
//! - `plan`: the calls that it will take, as far as is known beforehand, with nothing sent.
//!
//! [`Client::stream`](crate::Client::stream) and [`Client::pages`](crate::Client::pages) do the same for a request of your
//! own. With the feature `blocking`, `wait` makes an iterator of either.
//!
//! ```no_run
//! use wallet_client::{TransactionType, civil};
//!
//! # async fn example(client: wallet_client::Client, ids: Vec<String>) -> Result<(), wallet_client::Error> {
//! // Half a year, and as many users as you like: windows of 31 days, batches of 5,000 ids, pages of 1,000 rows.
//! let mut rows = client
//!     .balance_records(civil::date(2024, 1, 1).at(0, 0, 0, 0), civil::date(2024, 7, 1).at(0, 0, 0, 0))
//!     .mch_uuid_list(ids)
//!     .transaction_type(TransactionType::CashOut)
//!     .stream()
//!     .on_progress(|progress| eprintln!("{progress}"));
//! eprintln!("{}", rows.plan()?);
//! while let Some(row) = rows.try_next().await? {
//!     println!("{}: {}", row.create_time, row.amount);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # Which rows, in which order
//!
//! Those that the platform has when the first page of their window and batch is answered, each once: window by window, the
//! newest first; within a window, batch by batch, in the order of the ids; within a batch as the platform orders them, the
//! latest first. With ids for one call only, that is the latest first throughout.
//!
//! - **Windows.** A stretch longer than one call may ask for is cut. Whether a platform counts the first and the last second
//!   of a window in is not documented; so windows overlap by a second, and what two of them have is handed out once. The
//!   two ends of the whole stretch are the platform's business, as in one call. A stretch that is open towards the present
//!   ends when the stream begins.
//! - **Batches.** One list of ids may be longer than one call takes; two may not, because a row must match both. Each id is
//!   asked for once, however often it is given.
//! - **Pages.** While pages are read, new rows push others from one page to the next. That they come again is told by their
//!   times, and within one second by all they hold; so of rows that are equal in every field, as many are handed out as
//!   there are.
//!
//! Rows that arrive meanwhile may or may not be among those handed out; none is there twice. Two things cannot be
//! noticed: that one row went and another one came between two pages; and, while rows arrive, that a row's content changed
//! which is of the very second at which a page ended.
//!
//! # What may go wrong
//!
//! Pages that [do not fit together](PagingProblem) are noticed: a page that comes again, one that is empty or too long, a
//! total that changes. What can be mended is an event at level WARN, and anything else an
//! [error](crate::Error::Paging); [`Tolerance`] makes either stricter or laxer. There are never calls without an end.
//!
//! A stream ends with an error, unless that [may pass](crate::Error::is_retryable): then the next row that is wanted has the
//! call made once more, and nothing is lost or doubled. Each call has been tried as often as the client's
//! [`RetryPolicy`](crate::RetryPolicy) says by then.
//!
//! Dropping the future of [`Rows::try_next`] loses nothing; dropping the stream gives up the calls that are under way.
//!
//! # To go on another day
//!
//! A [`Cursor`] is the place behind the row that was handed out last, as a text to be kept:
//!
//! ```no_run
//! # async fn example(client: wallet_client::Client) -> Result<(), Box<dyn std::error::Error>> {
//! # fn keep(_: impl Sized) {}
//! let mut users = client.wallet_balance().stream();
//! if let Ok(cursor) = std::fs::read_to_string("cursor") {
//!     users = users.resume(cursor.parse()?);
//! }
//! while let Some(user) = users.try_next().await? {
//!     keep(user);
//!     // What is kept together is right together: best in one transaction.
//!     std::fs::write("cursor", users.cursor().expect("a row was read").to_string())?;
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # What it takes
//!
//! Memory for a page or two (1,000 rows each, unless [told otherwise](StreamOptions::page_size)), whatever the number of
//! rows; and a number for each row of the last second or two. One page is asked for [ahead](StreamOptions::prefetch). What
//! the platform allows in one call may be [raised or lowered](StreamOptions) without another version of this crate, for the
//! day the platform does.

mod cursor;
mod digest;
mod engine;
mod feed;
mod judge;
mod macros;
mod options;
mod plan;
mod position;
mod problem;
mod progress;
mod query;
mod rows;
mod tail;
mod times;
#[cfg(feature = "blocking")]
mod wait;

#[cfg(test)]
mod tests;

pub use self::cursor::{Cursor, ParseCursorError};
pub use self::options::{StreamOptions, Tolerance};
pub use self::plan::{Plan, PlannedList};
pub use self::problem::PagingProblem;
pub use self::progress::Progress;
pub use self::rows::{Collecting, Pages, Rows};
#[cfg(feature = "blocking")]
pub use self::wait::Waiting;
#[allow(unused_imports)] // Whether there are pages at all depends on the spec.
pub(crate) use self::{feed::plan, macros::paged};

use crate::operation::Operation;
use crate::wire::Record;

/// A request whose answers come in pages.
///
/// Implemented by the generated request structs in [`operations`](crate::operations); not meant to be implemented
/// elsewhere.
pub trait Paged: Operation + Clone {
    /// What the pages hold.
    type Row: Record;

    /// The rows of a page.
    fn rows(page: &mut Self::Response) -> &mut Vec<Self::Row>;
}
