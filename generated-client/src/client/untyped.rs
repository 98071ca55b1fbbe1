//! Calls of operations that are known by their tables only: those of the command line.

use super::Client;
use super::sending::Blank;
use super::sign::sign;
use crate::envelope;
use crate::error::{Call, Error, SigningCause, SigningError};
use crate::operation::OperationInfo;
use crate::retry::{RetryPolicy, http_date_millis};
use crate::rules::{InvalidRequest, Waived};
use crate::transport::Reply;
use crate::wire::{Record, Wire};

/// Makes a blank answer.
type Make = fn() -> Box<dyn Wire>;

/// A call that was signed and not sent.
pub(crate) struct SignedCall {
    pub(crate) url: String,
    pub(crate) body: String,
}

/// What a single attempt came to.
pub(crate) struct Probe {
    pub(crate) result: Result<(), Error>,
    /// The server's time, in milliseconds since 1970, if it answered and told.
    pub(crate) server_millis: Option<i64>,
    /// This machine's, when the answer had come.
    pub(crate) local_millis: i64,
}

/// Makes a call, and gives what was answered.
pub(crate) async fn call(
    client: &Client,
    info: &'static OperationInfo,
    request: &dyn Record,
    make: Make,
) -> Result<Box<dyn Wire>, Error> {
    let mut data = Untyped::new(make);
    let options = &client.shared.options;
    client
        .execute(info, request, &mut data, options, None)
        .await?;
    Ok(data.value)
}

/// Makes one attempt at a call.
pub(crate) async fn probe(
    client: &Client,
    info: &'static OperationInfo,
    request: &dyn Record,
    make: Make,
) -> Probe {
    let (mut data, mut reply) = (Untyped::new(make), Reply::default());
    let mut options = client.shared.options.clone();
    options.retry = RetryPolicy::never();
    let call = client.execute(info, request, &mut data, &options, Some(&mut reply));
    let result = call.await;
    Probe {
        result,
        server_millis: http_date_millis(reply.header("date")),
        local_millis: client.shared.clock.now_millis(),
    }
}

/// Checks and signs a call as one that is sent would be.
pub(crate) async fn signed(
    client: &Client,
    info: &'static OperationInfo,
    request: &dyn Record,
) -> Result<SignedCall, Error> {
    let shared = &*client.shared;
    InvalidRequest::check(info.name, request, &Waived::default())?;
    let unsigned = |cause| SigningError::new(Call::new(info), cause);
    let now = shared.clock.now_millis();
    let param =
        envelope::param(info.api, now, request).map_err(|_| unsigned(SigningCause::Unwritable))?;
    let signed = sign(&shared.signer, param).await.map_err(unsigned)?;
    let base = shared.transport.base_url().trim_end_matches('/');
    Ok(SignedCall {
        url: format!("{base}{}", info.path),
        body: envelope::body(info.api, &shared.app_id, &signed.sign, &signed.param),
    })
}

/// A place for an answer whose type is known by its table only.
struct Untyped {
    make: Make,
    value: Box<dyn Wire>,
}

impl Untyped {
    fn new(make: Make) -> Self {
        Self {
            make,
            value: make(),
        }
    }
}

impl Blank for Untyped {
    fn blank_again(&mut self) -> &mut dyn Wire {
        self.value = (self.make)();
        &mut *self.value
    }
}
