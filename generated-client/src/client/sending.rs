//! A call on its way.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use super::Client;
use super::options::CallOptions;
use crate::error::Error;
use crate::operation::OperationInfo;
use crate::retry::RetryPolicy;
use crate::transport::Reply;
use crate::wire::{Record, Wire};

/// A call on its way: `.await` it for the answer. Nothing is sent before; dropping it gives the call up.
///
/// Before it is awaited, it can be told to take other times or retries than its client does.
///
/// # Examples
///
/// ```no_run
/// use std::time::Duration;
/// use wallet_client::RetryPolicy;
///
/// # async fn example(client: wallet_client::Client) -> Result<(), wallet_client::Error> {
/// let page = client
///     .wallet_balance()
///     .size(10)
///     .send()
///     .timeout(Duration::from_secs(5))
///     .retry(RetryPolicy::never())
///     .await?;
/// # let _ = page;
/// # Ok(())
/// # }
/// ```
// A type with a name, so that each generated method is a plain function: an `async fn` a method would multiply the time it
// takes to compile this crate. It is generic over the answer alone, for the same reason.
#[must_use = "a call does nothing until it is awaited"]
pub struct Sending<'c, T> {
    pub(super) info: &'static OperationInfo,
    /// `None` once the call is under way.
    pub(super) unsent: Option<Unsent<'c>>,
    work: Option<Work<'c, Result<T, Error>>>,
}

pub(crate) type Work<'c, A> = Pin<Box<dyn Future<Output = A> + Send + 'c>>;

/// A call that has not begun.
pub(super) struct Unsent<'c> {
    client: &'c Client,
    info: &'static OperationInfo,
    request: Request<'c>,
    /// `None`: the client's.
    options: Option<Box<CallOptions>>,
}

impl Unsent<'_> {
    /// Makes the call: reads what is answered into `data`, and keeps the last answer in `reply`, if it is wanted.
    pub(super) async fn make(
        self,
        data: &mut dyn Blank,
        reply: Option<&mut Reply>,
    ) -> Result<(), Error> {
        let Self { client, info, .. } = self;
        let request = match &self.request {
            Request::Owned(request) => &**request,
            Request::Borrowed(request) => *request,
        };
        let options = self.options.as_deref().unwrap_or(&client.shared.options);
        client.execute(info, request, data, options, reply).await
    }
}

/// What is sent: a call's own request, or somebody else's.
pub(super) enum Request<'c> {
    Owned(Box<dyn Record>),
    Borrowed(&'c dyn Record),
}

impl<'c, T> Sending<'c, T> {
    pub(super) fn new(
        client: &'c Client,
        info: &'static OperationInfo,
        request: Request<'c>,
    ) -> Self {
        Self {
            info,
            unsent: Some(Unsent {
                client,
                info,
                request,
                options: None,
            }),
            work: None,
        }
    }

    /// The time that this call may take, with all its attempts and waits, instead of the
    /// [client's](crate::ClientBuilder::timeout). With zero it fails before anything is done.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.set(|options| options.timeout = timeout);
        self
    }

    /// The time that one attempt of this call may take, instead of the
    /// [client's](crate::ClientBuilder::attempt_timeout).
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.set(|options| options.attempt_timeout = timeout);
        self
    }

    /// How often and how fast this call is tried again, instead of the [client's](crate::ClientBuilder::retry) policy.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.set(|options| options.retry = policy);
        self
    }

    fn set(&mut self, change: impl FnOnce(&mut CallOptions)) {
        if let Some(unsent) = &mut self.unsent {
            let clients = &unsent.client.shared.options;
            change(
                unsent
                    .options
                    .get_or_insert_with(|| Box::new(clients.clone())),
            );
        }
    }
}

impl<T: Wire + 'static> Future for Sending<'_, T> {
    type Output = Result<T, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        if let Some(unsent) = self.unsent.take() {
            self.work = Some(Box::pin(async move {
                let mut data = T::blank();
                unsent.make(&mut data, None).await?;
                Ok(data)
            }));
        }
        match &mut self.work {
            Some(work) => work.as_mut().poll(context),
            None => Poll::Pending,
        }
    }
}

impl<T> fmt::Debug for Sending<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sending")
            .field("operation", &self.info.name)
            .finish_non_exhaustive()
    }
}

/// The place that an answer is read into. Each attempt gets it blank: one before may have left it half filled.
pub(super) trait Blank: Send {
    /// The place, blank.
    fn blank_again(&mut self) -> &mut dyn Wire;
}

impl<T: Wire + 'static> Blank for T {
    fn blank_again(&mut self) -> &mut dyn Wire {
        *self = T::blank();
        self
    }
}
