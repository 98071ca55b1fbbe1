//! The way to the server and back, as a call sees it: a body goes out, a status, headers and a body come back.

mod base_url;
mod reqwest_backend;

use std::error::Error as StdError;
use std::pin::Pin;

use http::HeaderMap;

pub(crate) use self::reqwest_backend::{HttpTransport, Settings};
use crate::error::TransportErrorKind;

/// Sends bodies to one server. A trait, so that tests of time need no sockets.
pub(crate) trait Transport: Send + Sync {
    /// The base URL, without credentials because such are refused.
    fn base_url(&self) -> &str;

    /// Posts a JSON body to a path below the base URL. What comes back is put into `reply` as it comes, so that it is
    /// there even if the answer breaks off, or the future is dropped.
    fn post<'t>(
        &'t self,
        path: &'t str,
        body: String,
        reply: &'t mut Reply,
    ) -> Pin<Box<dyn Future<Output = Result<(), Failure>> + Send + 't>>;
}

/// What a server has answered so far.
#[derive(Default)]
pub(crate) struct Reply {
    /// `None` until the answer begins.
    pub(crate) status: Option<u16>,
    pub(crate) headers: HeaderMap,
    /// With a status of 2xx the whole body, otherwise its beginning.
    pub(crate) body: Vec<u8>,
    /// Where a redirect points: scheme, host and port only.
    pub(crate) redirect: Option<String>,
}

impl Reply {
    /// The header as text; nothing if it is not there, or no ASCII.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }
}

/// Why there is no answer.
pub(crate) struct Failure {
    pub(crate) kind: FailureKind,
    pub(crate) detail: String,
    pub(crate) source: Option<Box<dyn StdError + Send + Sync>>,
}

/// What went wrong on the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FailureKind {
    /// The time for a connection ran out.
    ConnectTimeout,
    /// Everything else.
    Lost(TransportErrorKind),
}
