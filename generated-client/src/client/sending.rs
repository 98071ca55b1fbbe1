//! A call on its way.

use std::{
    fmt,
    pin::Pin,
    task::{Context, Poll},
};

use crate::error::Error;

/// A call on its way: `.await` it for the answer. Nothing is sent before; dropping it gives the call up.
///
/// A type with a name, so that each generated method is a plain function: an `async fn` a method would multiply the time
/// it takes to compile this crate.
#[must_use = "a call does nothing until it is awaited"]
pub struct Sending<'c, T> {
    pub(super) work: Pin<Box<dyn Future<Output = Result<T, Error>> + Send + 'c>>,
}

impl<T> Future for Sending<'_, T> {
    type Output = Result<T, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.work.as_mut().poll(context)
    }
}

impl<T> fmt::Debug for Sending<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sending").finish_non_exhaustive()
    }
}
