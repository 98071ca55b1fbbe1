//! All rows of a query, however many calls that takes.

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
#[allow(unused_imports)] // Whether there are pages at all depends on the spec.
pub(crate) use self::macros::paged;
pub use self::options::{StreamOptions, Tolerance};
pub use self::plan::{Plan, PlannedList};
pub use self::problem::PagingProblem;
pub use self::progress::Progress;
pub use self::rows::{Collecting, Pages, Rows};
#[cfg(feature = "blocking")]
pub use self::wait::Waiting;

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
