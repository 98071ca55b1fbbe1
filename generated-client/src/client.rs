//! The client: checks a request, and sees it through its attempts.

mod answer;
mod attempt;
mod attempts;
mod builder;
mod drift;
mod env;
mod observe;
mod options;
mod paged;
mod raw;
mod sending;
mod sign;
mod skew;
#[cfg(feature = "cli")]
pub(crate) mod untyped;
#[cfg(feature = "blocking")]
mod wait;

pub use self::builder::ClientBuilder;
pub use self::raw::{RawAnswer, RawSending};
pub use self::sending::Sending;
pub(crate) use self::sending::Work;
#[cfg(feature = "blocking")]
pub(crate) use self::wait::block_on;

use std::fmt;
use std::sync::Arc;

use tokio::runtime::Handle;
use tokio::sync::Semaphore;
use tokio::time::{Instant, timeout_at};
use tracing::Instrument as _;

use self::attempts::Job;
use self::options::CallOptions;
use self::sending::{Blank, Request};
use self::skew::Skew;
use crate::clock::Clock;
use crate::drift::OnDrift;
use crate::error::{Call, Error, RuntimeError};
use crate::observer::Observer;
use crate::operation::{Operation, OperationInfo};
use crate::retry::{Jitter, RetryBudget};
use crate::rules::InvalidRequest;
use crate::signing::{RequestSigner, Signer};
use crate::stream::StreamOptions;
use crate::transport::{Reply, Transport};
use crate::wire::Record;

const NO_RUNTIME: &str = "there is no Tokio runtime here; calls must be awaited inside one";

/// Calls the platform. Cheap to clone: clones share connections, key and settings.
///
/// Every endpoint has a method that starts a call. All work happens when the call is sent, inside a
/// Tokio runtime: the documented limits are checked, the time is put in, the parameters are written
/// once and signed off the threads that serve other calls, and exactly the signed text is sent.
///
/// What fails for a reason that may pass is [tried again](crate::RetryPolicy), each attempt with its own time and
/// signature, within the [time](ClientBuilder::timeout) for the call.
///
/// Dropping a call's future abandons it; whether the platform has acted on it is then unknown.
///
/// If the platform refuses a call because its time is wrong, the client learns from the answer how far the two clocks are
/// apart, tries once more, and stamps its later calls accordingly. A difference of more than 24 hours is not believed.
///
/// # Examples
///
/// ```no_run
/// use wallet_client::{Client, SigningKey};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let key = SigningKey::from_pem_file("merchant.pem")?;
/// let client = Client::builder("https://wallet.example", "my-app-id", key).build()?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Client {
    shared: Arc<Shared>,
}

struct Shared {
    app_id: String,
    signer: RequestSigner,
    clock: Arc<dyn Clock>,
    skew: Skew,
    transport: Box<dyn Transport>,
    options: CallOptions,
    budget: RetryBudget,
    jitter: Box<Jitter>,
    observers: Vec<Arc<dyn Observer>>,
    on_drift: Option<Box<OnDrift>>,
    stream_options: StreamOptions,
    /// A place for each call that may be under way.
    places: Semaphore,
}

impl Client {
    /// Starts to set up a client.
    ///
    /// - `base_url`: the domain that the platform handed out, such as `https://wallet.example`. It
    ///   may have a path, which is put before each endpoint's; a user name, query or fragment is
    ///   refused. Plain `http` is for loopback, unless
    ///   [allowed](ClientBuilder::allow_insecure_http).
    /// - `app_id`: the application id that the platform handed out.
    /// - `signer`: the merchant's private key, a [`SigningKey`](crate::SigningKey), whose public half
    ///   the platform holds; or a [`Signer`] that reaches it elsewhere.
    pub fn builder(
        base_url: impl Into<String>,
        app_id: impl Into<String>,
        signer: impl Signer + 'static,
    ) -> ClientBuilder {
        let signer = RequestSigner::new(signer);
        ClientBuilder::new(base_url.into(), app_id.into(), signer)
    }

    /// Sends a request and reads the answer. The methods named after the endpoints are a more
    /// convenient way to the same.
    ///
    /// Awaiting it gives the answer, or an [`Error`] that says at which step the call failed, and whether trying again may
    /// help.
    pub fn send<'c, O: Operation>(&'c self, request: &'c O) -> Sending<'c, O::Response> {
        Sending::new(self, O::INFO, Request::Borrowed(request))
    }

    /// Like [`send`](Self::send), for a request of its own.
    pub(crate) fn start<O: Operation>(&self, request: O) -> Sending<'_, O::Response> {
        Sending::new(self, O::INFO, Request::Owned(Box::new(request)))
    }

    /// Does a call's work for all operations, so that it is compiled once. What the last attempt was answered goes to
    /// `reply`, if it is wanted.
    async fn execute(
        &self,
        info: &'static OperationInfo,
        request: &dyn Record,
        data: &mut dyn Blank,
        options: &CallOptions,
        reply: Option<&mut Reply>,
    ) -> Result<(), Error> {
        let job = Job {
            info,
            request,
            options,
            started: Instant::now(),
        };
        let span = observe::call_span(info);
        let result = self
            .checked(&job, data, reply)
            .instrument(span.clone())
            .await;
        observe::call_ended(&span, &result, job.started);
        result.map(|_| ())
    }

    /// Makes the call, if it may be made, when there is a place for it. Returns the number of attempts.
    async fn checked(
        &self,
        job: &Job<'_>,
        data: &mut dyn Blank,
        reply: Option<&mut Reply>,
    ) -> Result<u32, Error> {
        InvalidRequest::check(job.info.name, job.request, &job.options.waived)?;
        // Everything from here on needs its timers.
        if Handle::try_current().is_err() {
            return Err(RuntimeError::new(Call::new(job.info), NO_RUNTIME).into());
        }
        let place = timeout_at(job.deadline(), self.shared.places.acquire()).await;
        // Held to the end of the call. That it could not be had because it was closed does not happen.
        let _place = place.map_err(|_| job.out_of_time(0, None))?;
        attempts::run(&self.shared, job, data, reply).await
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shared = &*self.shared;
        f.debug_struct("Client")
            .field("base_url", &shared.transport.base_url())
            .field("app_id", &shared.app_id)
            .field("signer", &shared.signer)
            .field("clock", &shared.clock)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
