//! The client: checks, stamps, signs and sends a request, and reads the answer.

mod builder;
mod sending;

pub use self::builder::ClientBuilder;
pub use self::sending::Sending;

use std::fmt;
use std::sync::Arc;
use std::time::Instant;

use tracing::{Instrument as _, Span, debug, field, trace};

use crate::ErrorCode;
use crate::clock::Clock;
use crate::envelope::{self, AnswerError};
use crate::error::{
    ApiError, Call, DecodeError, Error, Hidden, SigningCause, SigningError, StatusError,
    TransportError,
};
use crate::operation::{Operation, OperationInfo};
use crate::rules::InvalidRequest;
use crate::signing::{RequestSigner, Signer};
use crate::transport::{Reply, Transport};
use crate::wire::{Record, Wire};

/// Calls the platform. Cheap to clone: clones share connections, key and settings.
///
/// Every endpoint has a method that starts a call. All work happens when the call is sent, inside a
/// Tokio runtime: the documented limits are checked, the time is put in, the parameters are written
/// once and signed off the threads that serve other calls, and exactly the signed text is sent.
///
/// Dropping a call's future abandons it; whether the platform has acted on it is then unknown.
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
    transport: Transport,
}

/// Text that was signed, and its signature.
struct Signed {
    param: String,
    sign: String,
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
    /// # Errors
    ///
    /// [`Error`] says at which step the call failed, and whether trying again may help.
    pub async fn send<O: Operation>(&self, request: &O) -> Result<O::Response, Error> {
        let mut data = O::Response::blank();
        self.execute(O::INFO, request, &mut data).await?;
        Ok(data)
    }

    /// Like [`send`](Self::send), as a future with a name.
    pub(crate) fn start<O: Operation>(&self, request: O) -> Sending<'_, O::Response> {
        Sending {
            work: Box::pin(async move { self.send(&request).await }),
        }
    }

    /// Does a call's work for all operations, so that it is compiled once.
    async fn execute(
        &self,
        info: &'static OperationInfo,
        request: &dyn Record,
        data: &mut dyn Wire,
    ) -> Result<(), Error> {
        let span = tracing::debug_span!(
            "wallet_call",
            operation = info.name,
            status = field::Empty,
            code = field::Empty,
            elapsed_ms = field::Empty,
        );
        let started = Instant::now();
        let work = async {
            InvalidRequest::check(info.name, request)?;
            self.attempt(info, request, data, &span).await
        };
        let result = work.instrument(span.clone()).await;
        let elapsed = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
        span.record("elapsed_ms", elapsed);
        span.in_scope(|| match &result {
            Ok(()) => debug!("call succeeded"),
            // Not the error's text: it may hold words of the server.
            Err(error) => debug!(
                kind = error.kind_name(),
                retryable = error.is_retryable(),
                "call failed"
            ),
        });
        result
    }

    /// Stamps, signs and sends a checked request once. A retry must come through here again: the
    /// time and the signature belong to the attempt.
    async fn attempt(
        &self,
        info: &'static OperationInfo,
        request: &dyn Record,
        data: &mut dyn Wire,
        span: &Span,
    ) -> Result<(), Error> {
        let shared = &*self.shared;
        let call = Call::new(info);
        let param = envelope::param(info.api, shared.clock.now_millis(), request)
            .map_err(|_| SigningError::new(call, SigningCause::Unwritable))?;
        let signed = sign(call, &shared.signer, param).await?;
        let body = envelope::body(info.api, &shared.app_id, &signed.sign, &signed.param);
        trace!(body_bytes = body.len(), "request signed");
        let sent = shared.transport.post(info.path, body).await;
        let reply = sent.map_err(|failure| {
            TransportError::new(call, failure.kind, failure.detail, failure.source)
        })?;
        span.record("status", reply.status);
        trace!(body_bytes = reply.body.len(), "answer received");
        read((info, request), reply, &signed, data, span)
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

async fn sign(call: Call, signer: &RequestSigner, param: String) -> Result<Signed, SigningError> {
    match signer.sign(&param).await {
        Ok(sign) => Ok(Signed { param, sign }),
        Err(error) => Err(SigningError::new(call, SigningCause::Signer(error))),
    }
}

/// Reads what the server answered into `data`.
fn read(
    (info, request): (&'static OperationInfo, &dyn Record),
    reply: Reply,
    signed: &Signed,
    data: &mut dyn Wire,
    span: &Span,
) -> Result<(), Error> {
    let call = Call::new(info);
    if !reply.is_success() {
        let texts = &[signed.sign.as_str(), signed.param.as_str()];
        let hidden = Hidden { texts, request };
        let body = (reply.body.as_slice(), reply.content_type.as_str());
        return Err(StatusError::new(call, reply.status, reply.redirect, body, &hidden).into());
    }
    let text = text(call, reply.body)?;
    match envelope::answer(info.api, &text, data) {
        Ok(()) => {
            span.record("code", info.api.envelope.success);
            Ok(())
        }
        Err(AnswerError::Api { code, message }) => {
            span.record("code", code);
            // Not all of the request: a message that names an id of it is what helps most.
            let texts = &[signed.sign.as_str()];
            let hidden = Hidden { texts, request };
            Err(ApiError::new(call, ErrorCode::from(code), &message, &hidden).into())
        }
        Err(AnswerError::Decode {
            path,
            reason,
            line,
            column,
        }) => Err(DecodeError::new(call, path, reason, Some((line, column))).into()),
    }
}

/// The body as text. It is checked here, once.
fn text(call: Call, body: Vec<u8>) -> Result<String, DecodeError> {
    let refused = |reason: &str| {
        Err(DecodeError::new(
            call,
            String::new(),
            reason.to_owned(),
            None,
        ))
    };
    match String::from_utf8(body) {
        Ok(text) if text.is_empty() => refused("the body is empty"),
        Ok(text) if text.starts_with('\u{feff}') => {
            refused("it begins with a byte order mark (BOM), which JSON does not allow")
        }
        Ok(text) => Ok(text),
        Err(_) => refused("it is not UTF-8"),
    }
}

#[cfg(test)]
mod tests;
