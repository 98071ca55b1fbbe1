//! What a stream may be told apart from its query.

use std::time::Duration;

/// How a query is cut into calls, and what is done about answers that do not fit together.
///
/// For all queries of a client: [`ClientBuilder::stream_options`](crate::ClientBuilder::stream_options). For one:
/// [`Rows::options`](super::Rows::options), whose options take the place of the client's as a whole.
///
/// # Examples
///
/// ```
/// use std::time::Duration;
/// use wallet_client::stream::StreamOptions;
///
/// let options = StreamOptions::new()
///     .page_size(5_000)
///     .prefetch(3)
///     // The platform takes shorter windows now than this version of the crate knows.
///     .window(Duration::from_secs(7 * 24 * 60 * 60));
/// # let _ = options;
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct StreamOptions {
    pub(super) page_size: Option<u32>,
    pub(super) window: Option<Duration>,
    pub(super) batch: Option<usize>,
    pub(super) prefetch: usize,
    pub(super) tolerance: Tolerance,
}

impl StreamOptions {
    /// The limits of the spec, pages of 1,000 rows or as many as are allowed, one page ahead, and
    /// [`Tolerance::Mended`].
    pub const fn new() -> Self {
        Self {
            page_size: None,
            window: None,
            batch: None,
            prefetch: 1,
            tolerance: Tolerance::Mended,
        }
    }

    /// Rows a page, in place of the request's own. May be more than the spec allows. What is held in memory grows with it.
    pub const fn page_size(mut self, rows: u32) -> Self {
        self.page_size = Some(rows);
        self
    }

    /// The longest window that one call asks for, in whole seconds, two at least; a fraction is cut off. May be longer than
    /// the spec allows.
    pub const fn window(mut self, longest: Duration) -> Self {
        self.window = Some(longest);
        self
    }

    /// The most ids in one call. May be more than the spec allows.
    pub const fn batch(mut self, ids: usize) -> Self {
        self.batch = Some(ids);
        self
    }

    /// How many pages are asked for ahead of the one that is being handed out. 1 unless set. Each is held in memory. With 0
    /// the next page is asked for when it is wanted, and not before.
    ///
    /// Neither the order of the rows nor the number of calls depends on it.
    pub const fn prefetch(mut self, pages: usize) -> Self {
        self.prefetch = pages;
        self
    }

    /// What ends a stream whose answers do not fit together.
    pub const fn tolerance(mut self, tolerance: Tolerance) -> Self {
        self.tolerance = tolerance;
        self
    }
}

impl Default for StreamOptions {
    fn default() -> Self {
        Self::new()
    }
}

/// What is done about answers that [do not fit together](super::PagingProblem). Nothing of the kind goes unnoticed: what
/// is no error is an event at level WARN.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Tolerance {
    /// Anything ends the stream with an error, rows that arrive while it runs included.
    Nothing,
    /// What can be mended so that no row is lost or doubled is warned of; anything else is an error.
    #[default]
    Mended,
    /// All is warned of, and the stream goes on as well as it can. Rows may then be missing or come twice. Only a server
    /// that makes no headway is an error.
    Anything,
}
