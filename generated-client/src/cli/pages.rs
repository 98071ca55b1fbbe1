//! All pages of an operation that is known by its table only.

use std::future::Future;
use std::pin::Pin;

use crate::client::Client;
use crate::error::Error;
use crate::stream::{Cursor, Paged, Pages, Plan, Progress};
use crate::wire::{Record, Slot, Value, Wire, copy};

/// Told how far a stream has come.
pub type OnProgress = Box<dyn FnMut(&Progress) + Send>;

/// Begins a stream of the pages that a request asks for, from a cursor if there is one.
pub type Begin = fn(&Client, &dyn Record, Option<Cursor>, OnProgress) -> Box<dyn AnyPages>;

type Next<'p> = Pin<Box<dyn Future<Output = Result<Option<Box<dyn Wire>>, Error>> + 'p>>;

/// The pages of a query, whatever its type.
pub trait AnyPages {
    /// The next page; `None` at the end.
    fn next(&mut self) -> Next<'_>;

    /// The place behind the last page.
    fn cursor(&self) -> Option<Cursor>;

    /// The calls that are still to be made.
    fn plan(&self) -> Result<Plan, Error>;
}

impl<O: Paged> AnyPages for Pages<O> {
    fn next(&mut self) -> Next<'_> {
        Box::pin(async move {
            let page = self.try_next().await?;
            Ok(page.map(|page| Box::new(page) as Box<dyn Wire>))
        })
    }

    fn cursor(&self) -> Option<Cursor> {
        Self::cursor(self)
    }

    fn plan(&self) -> Result<Plan, Error> {
        Self::plan(self)
    }
}

/// The [`Begin`] of an operation.
pub fn begin<O: Paged>(
    client: &Client,
    request: &dyn Record,
    from: Option<Cursor>,
    on_progress: OnProgress,
) -> Box<dyn AnyPages> {
    let mut typed = O::unfilled();
    copy(Value::Record(request), Slot::Record(&mut typed));
    let pages = client.pages(typed).on_progress(on_progress);
    Box::new(match from {
        Some(cursor) => pages.resume(cursor),
        None => pages,
    })
}
