//! Calls that are waited for, in programs that are not async: the same calls, driven from here.
//!
//! One thread serves the connections and timers of all such calls, from the first of them to the end of the program: what
//! is kept from one call to the next (connections, above all) has to be looked after between them.

use std::io;
use std::sync::{Mutex, PoisonError};

use tokio::runtime::{Builder, Handle, Runtime};

use super::raw::{RawAnswer, RawSending};
use super::sending::Sending;
use crate::error::{Call, Error, RuntimeError};
use crate::operation::OperationInfo;
use crate::wire::Wire;

const INSIDE: &str = "`wait` would block a thread of the Tokio runtime that it was called in; await the call, or, on a \
                      thread for blocking work, use `Handle::current().block_on(call)`";

impl<T: Wire + 'static> Sending<'_, T> {
    /// Makes the call, and blocks this thread until it has ended. For programs that are not async; needs the feature
    /// `blocking`.
    ///
    /// Everything is as if it were awaited: times, retries, kept connections. There is no way to give up the call but its
    /// own [`timeout`](Sending::timeout).
    ///
    /// The first call starts a thread, named `wallet-client`, which goes on until the program ends and costs nothing while
    /// nothing happens. Signatures by a [`SigningKey`](crate::SigningKey) have a thread besides, which ends when there is
    /// nothing to sign for a while. A client's connections are closed when its last clone goes.
    ///
    /// # Errors
    ///
    /// As when it is awaited. Besides, [`Error::Runtime`] inside a Tokio runtime, a thread of which it would block, and
    /// where the thread cannot be started.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use std::time::Duration;
    /// use wallet_client::{Client, SigningKey};
    ///
    /// fn main() -> Result<(), Box<dyn std::error::Error>> {
    ///     let key = SigningKey::from_pem_file("merchant.pem")?;
    ///     let client = Client::builder("https://wallet.example", "my-app-id", key).build()?;
    ///     let page = client.wallet_balance().size(100).send().timeout(Duration::from_secs(5)).wait()?;
    ///     println!("{} users", page.total);
    ///     Ok(())
    /// }
    /// ```
    pub fn wait(self) -> Result<T, Error> {
        block_on(self.info, self)?
    }
}

impl<T> RawSending<'_, T> {
    /// As [`Sending::wait`], with the answer as it came.
    pub fn wait(self) -> RawAnswer<T> {
        match runtime(self.info) {
            Ok(runtime) => runtime.block_on(self),
            Err(error) => RawAnswer::unanswered(error),
        }
    }
}

/// Drives something from this thread, if it may be.
pub(crate) fn block_on<F: Future>(
    info: &'static OperationInfo,
    work: F,
) -> Result<F::Output, Error> {
    Ok(runtime(info)?.block_on(work))
}

/// Where to drive a call, if it may be driven from this thread.
fn runtime(info: &'static OperationInfo) -> Result<Handle, Error> {
    if Handle::try_current().is_ok() {
        return Err(RuntimeError::new(Call::new(info), INSIDE).into());
    }
    started().map_err(|error| {
        let reason = format!("the thread that would serve it could not be started: {error}");
        RuntimeError::new(Call::new(info), reason).into()
    })
}

/// The runtime behind all calls that are waited for.
fn started() -> io::Result<Handle> {
    static RUNTIME: Mutex<Option<Runtime>> = Mutex::new(None);
    let mut runtime = RUNTIME.lock().unwrap_or_else(PoisonError::into_inner);
    let runtime = match &mut *runtime {
        Some(runtime) => runtime,
        // Each call has a thread already, its own: one more does the rest.
        none => none.insert(
            Builder::new_multi_thread()
                .worker_threads(1)
                .thread_name("wallet-client")
                .enable_all()
                .build()?,
        ),
    };
    Ok(runtime.handle().clone())
}
