//! Streams for programs that are not async: iterators that block their thread.

use futures_core::FusedStream as _;

use super::rows::{Collecting, Pages, Rows};
use super::{Cursor, Paged};
use crate::client::block_on;
use crate::error::Error;

/// A stream as an iterator that blocks its thread; made by [`Rows::wait`] and [`Pages::wait`].
#[must_use = "an iterator does nothing until an item is wanted"]
#[derive(Debug)]
pub struct Waiting<S>(S);

impl<O: Paged> Rows<O> {
    /// The rows as an iterator, which blocks this thread while it waits for an answer. For programs that are not async;
    /// needs the feature `blocking`. All is as [`Sending::wait`](crate::Sending::wait) says; inside a Tokio runtime, the
    /// first item is an error, and the last.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use wallet_client::{Client, SigningKey};
    ///
    /// fn main() -> Result<(), Box<dyn std::error::Error>> {
    ///     let key = SigningKey::from_pem_file("merchant.pem")?;
    ///     let client = Client::builder("https://wallet.example", "my-app-id", key).build()?;
    ///     for user in client.wallet_balance().stream().wait() {
    ///         println!("{}", user?.mch_uuid);
    ///     }
    ///     Ok(())
    /// }
    /// ```
    pub fn wait(self) -> Waiting<Self> {
        Waiting(self)
    }
}

impl<O: Paged> Pages<O> {
    /// The pages as an iterator; see [`Rows::wait`].
    pub fn wait(self) -> Waiting<Self> {
        Waiting(self)
    }
}

impl<O: Paged> Collecting<O> {
    /// Makes all the calls, and blocks this thread until they have ended; see [`Sending::wait`](crate::Sending::wait).
    ///
    /// # Errors
    ///
    /// As when it is awaited, and where it cannot be waited for.
    pub fn wait(self) -> Result<Vec<O::Row>, Error> {
        block_on(O::INFO, self)?
    }
}

impl<O: Paged> Waiting<Rows<O>> {
    /// See [`Rows::cursor`].
    #[must_use]
    pub fn cursor(&self) -> Option<Cursor> {
        self.0.cursor()
    }
}

impl<O: Paged> Waiting<Pages<O>> {
    /// See [`Pages::cursor`].
    #[must_use]
    pub fn cursor(&self) -> Option<Cursor> {
        self.0.cursor()
    }
}

impl<O: Paged> Iterator for Waiting<Rows<O>> {
    type Item = Result<O::Row, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let Self(rows) = self;
        // Without the runtime, which takes longer than the row.
        if let Some(row) = rows.next_of_page() {
            return Some(Ok(row));
        }
        if rows.is_terminated() {
            return None;
        }
        let next = block_on(O::INFO, rows.try_next());
        let next = next.inspect_err(|_| rows.end());
        next.unwrap_or_else(Err).transpose()
    }
}

impl<O: Paged> Iterator for Waiting<Pages<O>> {
    type Item = Result<O::Response, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let Self(pages) = self;
        if pages.is_terminated() {
            return None;
        }
        let next = block_on(O::INFO, pages.try_next());
        let next = next.inspect_err(|_| pages.end());
        next.unwrap_or_else(Err).transpose()
    }
}
