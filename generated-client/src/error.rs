//! The one error of a call, and what a caller may want to know of it.

mod call;
mod config;
mod hidden;
mod kinds;
mod paging;
mod runtime;
mod text;
mod transport;

pub(crate) use self::call::{AnswerFacts, Call};
pub use self::config::ConfigError;
pub(crate) use self::hidden::Hidden;
pub(crate) use self::kinds::SigningCause;
pub use self::kinds::{ApiError, DecodeError, SigningError, StatusError};
pub use self::paging::PagingError;
pub use self::runtime::RuntimeError;
pub(crate) use self::text::{header_word, is_blank, not_json, trace_id};
pub use self::transport::{Deadline, TimeoutError, TransportError, TransportErrorKind};

use std::time::Duration;

use crate::ErrorCode;
use crate::rules::InvalidRequest;

/// Why a call failed. The kind says what to do next.
///
/// [`Display`](std::fmt::Display) gives one line. No error holds the key, a signature or the
/// request; text that comes from a server is short, on one line and without control characters.
///
/// It comes after the last attempt: see [`RetryPolicy`](crate::RetryPolicy) for how many there are.
///
/// # Examples
///
/// ```
/// use wallet_client::Error;
///
/// fn advice(error: &Error) -> &'static str {
///     match error {
///         Error::InvalidRequest(_) => "mend the request: nothing was sent",
///         Error::Api(refused) => refused.help(),
///         error if error.is_retryable() => "try again later",
///         _ => "look into it",
///     }
/// }
/// ```
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
#[non_exhaustive]
pub enum Error {
    /// The request breaks documented limits, all of which are listed. Nothing was signed or sent:
    /// mend the request.
    InvalidRequest(#[from] InvalidRequest),
    /// The call was begun where it cannot be made: outside of a Tokio runtime, say. Nothing was sent.
    Runtime(#[from] RuntimeError),
    /// The request could not be signed. Nothing was sent.
    Signing(#[from] SigningError),
    /// The call did not get through, or its answer did not come back whole.
    Transport(#[from] TransportError),
    /// A time that the call was given ran out: that for a connection, an attempt, or all of it.
    Timeout(#[from] TimeoutError),
    /// A server answered with an HTTP status other than 2xx: often a proxy, not the platform.
    Status(#[from] StatusError),
    /// The platform refused the call and says why.
    Api(#[from] ApiError),
    /// The answer came whole, but is not what the platform documents. The platform may have acted
    /// on the call.
    Decode(#[from] DecodeError),
    /// The pages of a [stream](crate::stream) do not fit together, or its cursor belongs to another one.
    Paging(#[from] PagingError),
}

impl Error {
    /// The name of the operation that failed, such as `balance_records`.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        match self {
            Self::InvalidRequest(error) => error.operation,
            _ => self.call().map_or("", Call::operation),
        }
    }

    /// How often the call was tried. 0 if not even one attempt was begun, so that nothing was sent.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.call().map_or(0, Call::attempts)
    }

    /// How long the call took, with all its attempts and the waits between them. Zero if its limits were broken.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.call().map_or(Duration::ZERO, Call::elapsed)
    }

    /// The HTTP status of the last attempt, if an answer to it began.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        self.call().and_then(Call::status)
    }

    /// The id that the last attempt's answer gives itself, for asking the platform about it.
    ///
    /// That is the first of these headers that is there and holds no more than 128 printable ASCII characters:
    /// `x-request-id`, `x-trace-id`, `x-correlation-id`, `x-amzn-trace-id`, `traceparent`, `cf-ray`. An id that repeats
    /// the request is withheld.
    #[must_use]
    pub fn trace_id(&self) -> Option<&str> {
        self.call().and_then(Call::trace_id)
    }

    /// How long the last attempt's answer asked to be left alone, by `Retry-After`. The client waits so long before it
    /// tries again; if that does not fit into the call's time, the call ends with this error.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.call().and_then(Call::retry_after)
    }

    /// The platform's code, if it refused the call.
    #[must_use]
    pub fn code(&self) -> Option<&ErrorCode> {
        match self {
            Self::Api(error) => Some(error.code()),
            _ => None,
        }
    }

    /// Whether the same call may be sent again, and may then work. The client itself tries again
    /// on the same condition, so it has done so as often as it was allowed to.
    ///
    /// True for connections that could not be made, because nothing was sent; not if the reason is
    /// TLS, which nobody mends by waiting. True, too, where a signer was
    /// [unable for now](SigningError::is_transient), likewise. Otherwise true only for operations that
    /// do no more when sent twice, and then for connections that broke, times that ran out, the HTTP
    /// statuses 408, 429 and 5xx, and the codes that [say so](ErrorCode::is_retryable).
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        let idempotent = self.call().is_some_and(Call::is_idempotent);
        match self {
            Self::Transport(error) => error.kind().is_retryable(idempotent),
            Self::Timeout(error) => error.is_retryable(),
            Self::Status(error) => idempotent && matches!(error.status(), 408 | 429 | 500..600),
            Self::Api(error) => idempotent && error.code().is_retryable(),
            // Nothing was sent.
            Self::Signing(error) => error.is_transient(),
            Self::InvalidRequest(_) | Self::Runtime(_) | Self::Decode(_) | Self::Paging(_) => false,
        }
    }

    /// The kind of error in a word, for logs: unlike the text, it holds nothing from a server.
    pub(crate) fn kind_name(&self) -> &'static str {
        match self {
            Self::InvalidRequest(_) => "invalid_request",
            Self::Runtime(_) => "runtime",
            Self::Signing(_) => "signing",
            Self::Transport(error) => error.kind().name(),
            Self::Timeout(error) => error.name(),
            Self::Status(_) => "status",
            Self::Api(_) => "api",
            Self::Decode(_) => "decode",
            Self::Paging(error) => error.name(),
        }
    }

    /// Notes what the server's answer said of itself.
    pub(crate) fn set_answer(&mut self, answer: AnswerFacts) {
        if let Some(call) = self.call_mut() {
            call.set_answer(answer);
        }
    }

    /// Notes how far the call had come.
    pub(crate) fn set_progress(&mut self, attempts: u32, elapsed: Duration) {
        if let Some(call) = self.call_mut() {
            call.set_progress(attempts, elapsed);
        }
    }

    fn call(&self) -> Option<&Call> {
        match self {
            Self::InvalidRequest(_) => None,
            Self::Runtime(error) => Some(&error.call),
            Self::Signing(error) => Some(&error.call),
            Self::Transport(error) => Some(&error.call),
            Self::Timeout(error) => Some(&error.call),
            Self::Status(error) => Some(&error.call),
            Self::Api(error) => Some(&error.call),
            Self::Decode(error) => Some(&error.call),
            Self::Paging(error) => Some(&error.call),
        }
    }

    fn call_mut(&mut self) -> Option<&mut Call> {
        match self {
            Self::InvalidRequest(_) => None,
            Self::Runtime(error) => Some(&mut error.call),
            Self::Signing(error) => Some(&mut error.call),
            Self::Transport(error) => Some(&mut error.call),
            Self::Timeout(error) => Some(&mut error.call),
            Self::Status(error) => Some(&mut error.call),
            Self::Api(error) => Some(&mut error.call),
            Self::Decode(error) => Some(&mut error.call),
            Self::Paging(error) => Some(&mut error.call),
        }
    }
}

#[cfg(test)]
mod tests;
