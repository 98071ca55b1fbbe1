//! What can be wrong with pages.

use std::fmt;

/// What is wrong with the pages of a query, or with the cursor that it is to go on from.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PagingProblem {
    /// More rows are there than when the page before was answered: some arrived, and pushed others onto later pages. Those
    /// that come again are left out. Where rows have no declared order, that takes rows of the last page only.
    Grew {
        /// Rows on all pages, by the page before.
        from: u64,
        /// Rows on all pages, by this page.
        to: u64,
    },
    /// Fewer rows are there than when the page before was answered: some went, and pulled others onto pages that had been
    /// read. These are read once more, where rows have a declared order.
    Shrank {
        /// Rows on all pages, by the page before.
        from: u64,
        /// Rows on all pages, by this page.
        to: u64,
    },
    /// A page holds the same as the one before. Mended, if it may really do so: rows that are equal, all of one second.
    Repeated {
        /// The page's number, from 1.
        page: u64,
    },
    /// A page holds fewer rows than the total promises.
    Short {
        /// The page's number, from 1.
        page: u64,
        /// How many rows were to come.
        expected: u64,
        /// How many came.
        rows: u64,
    },
    /// A page holds more rows than were asked for, or than the total promises.
    Long {
        /// The page's number, from 1.
        page: u64,
        /// How many rows were to come.
        expected: u64,
        /// How many came.
        rows: u64,
    },
    /// The answer says that it is another page.
    WrongPage {
        /// The page that was asked for.
        asked: u64,
        /// The page that was answered.
        answered: i64,
    },
    /// A row is newer than one before it, though the latest are to come first. Nothing is lost by it.
    Unordered {
        /// The page's number, from 1.
        page: u64,
    },
    /// So many calls one after the other brought neither a row nor an end in sight.
    Stalled {
        /// How many.
        calls: u32,
    },
    /// There are more rows than the caller wants to [collect](super::Rows::collect_all).
    OverCap {
        /// The most that were wanted.
        cap: usize,
    },
    /// The [cursor](super::Cursor) belongs to another operation.
    OtherOperation {
        /// That of the cursor.
        of: String,
    },
    /// The cursor belongs to a query with other parameters, or with other options for pages, windows or batches.
    OtherQuery,
}

impl PagingProblem {
    /// The kind in a word, for logs.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Grew { .. } => "grew",
            Self::Shrank { .. } => "shrank",
            Self::Repeated { .. } => "repeated",
            Self::Short { .. } => "short",
            Self::Long { .. } => "long",
            Self::WrongPage { .. } => "wrong_page",
            Self::Unordered { .. } => "unordered",
            Self::Stalled { .. } => "stalled",
            Self::OverCap { .. } => "over_cap",
            Self::OtherOperation { .. } => "other_operation",
            Self::OtherQuery => "other_query",
        }
    }
}

impl fmt::Display for PagingProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Grew { from, to } => write!(
                f,
                "there are {to} rows where there were {from} a page before: rows arrived meanwhile"
            ),
            Self::Shrank { from, to } => write!(
                f,
                "there are {to} rows where there were {from} a page before: rows went meanwhile"
            ),
            Self::Repeated { page } => write!(f, "page {page} holds the same as the page before"),
            Self::Short {
                page,
                expected,
                rows,
            } => write!(
                f,
                "page {page} holds {rows} rows where {expected} were to come; if the platform's pages are smaller \
                 than that, set a page size"
            ),
            Self::Long {
                page,
                expected,
                rows,
            } => write!(
                f,
                "page {page} holds {rows} rows where {expected} were to come"
            ),
            Self::WrongPage { asked, answered } => {
                write!(f, "page {asked} was asked for, page {answered} answered")
            }
            Self::Unordered { page } => write!(
                f,
                "page {page} has a row that is newer than one before it, though the latest are to come first"
            ),
            Self::Stalled { calls } => write!(
                f,
                "{calls} calls one after the other brought no new row and no end in sight"
            ),
            Self::OverCap { cap } => write!(f, "there are more than {cap} rows"),
            Self::OtherOperation { of } => write!(f, "the cursor belongs to `{of}`"),
            Self::OtherQuery => f.write_str(
                "the cursor belongs to a query with other parameters, or with other options for pages, windows or \
                 batches",
            ),
        }
    }
}
