//! The one error of a call, and what a caller may want to know of it.

mod config;
mod hidden;
mod kinds;
mod text;

pub use self::config::ConfigError;
pub(crate) use self::hidden::Hidden;
pub use self::kinds::{
    ApiError, DecodeError, SigningError, StatusError, TransportError, TransportErrorKind,
};
pub(crate) use self::kinds::{Call, SigningCause};

use crate::ErrorCode;
use crate::rules::InvalidRequest;

/// Why a call failed. The kind says what to do next.
///
/// [`Display`](std::fmt::Display) gives one line. No error holds the key, a signature or the
/// request; text that comes from a server is short, on one line and without control characters.
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
    /// The request could not be signed. Nothing was sent.
    Signing(#[from] SigningError),
    /// The call did not get through, or its answer did not come back whole.
    Transport(#[from] TransportError),
    /// A server answered with an HTTP status other than 2xx: often a proxy, not the platform.
    Status(#[from] StatusError),
    /// The platform refused the call and says why.
    Api(#[from] ApiError),
    /// The answer came whole, but is not what the platform documents. The platform may have acted
    /// on the call.
    Decode(#[from] DecodeError),
}

impl Error {
    /// The name of the operation that failed, such as `balance_records`.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        match self {
            Self::InvalidRequest(error) => error.operation,
            Self::Signing(error) => error.call.operation(),
            Self::Transport(error) => error.call.operation(),
            Self::Status(error) => error.call.operation(),
            Self::Api(error) => error.call.operation(),
            Self::Decode(error) => error.call.operation(),
        }
    }

    /// The platform's code, if it refused the call.
    #[must_use]
    pub fn code(&self) -> Option<&ErrorCode> {
        match self {
            Self::Api(error) => Some(error.code()),
            _ => None,
        }
    }

    /// Whether the same call may be tried again and may then work.
    ///
    /// True only for operations that do no more when sent twice, and then for connections that
    /// failed, broke or took too long, the HTTP statuses 408, 429 and 5xx, and the codes that say
    /// so; and for any operation where a signer was [unable for now](SigningError::is_transient).
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Transport(error) => {
                error.call.is_idempotent() && error.kind() != TransportErrorKind::TooLarge
            }
            Self::Status(error) => {
                error.call.is_idempotent() && matches!(error.status(), 408 | 429 | 500..600)
            }
            Self::Api(error) => error.call.is_idempotent() && error.code().is_retryable(),
            // Nothing was sent.
            Self::Signing(error) => error.is_transient(),
            Self::InvalidRequest(_) | Self::Decode(_) => false,
        }
    }

    /// The kind of error in a word, for logs: unlike the text, it holds nothing from a server.
    pub(crate) fn kind_name(&self) -> &'static str {
        match self {
            Self::InvalidRequest(_) => "invalid_request",
            Self::Signing(_) => "signing",
            Self::Transport(_) => "transport",
            Self::Status(_) => "status",
            Self::Api(_) => "api",
            Self::Decode(_) => "decode",
        }
    }
}

#[cfg(test)]
mod tests;
