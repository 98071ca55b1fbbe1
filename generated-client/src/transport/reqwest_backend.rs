//! HTTP. The only file that knows `reqwest`.
//!
//! What a careful caller would want, and an HTTP library does not do by itself: no redirects (a 307 would send the signed
//! body on to somebody else), no proxies from the environment (nobody asked for signed bodies to travel through one), no
//! retries in the library (it cannot sign anew), an answer that is bounded while it is read and unpacked.

use std::error::Error as StdError;
use std::io;
use std::pin::Pin;
use std::time::Duration;

use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderValue, LOCATION};
use reqwest::{Response, redirect, retry};
use url::Url;

use super::{Failure, FailureKind, Reply, Transport, base_url};
use crate::error::{ConfigError, TransportErrorKind};

const JSON: HeaderValue = HeaderValue::from_static("application/json");
const USER_AGENT: &str = concat!("wallet-client/", env!("CARGO_PKG_VERSION"));
/// Of a body that comes with an error status only so much is read,
const MAX_ERROR_BODY: usize = 4 * 1024;
/// and only so long: the status is what matters.
const MAX_ERROR_BODY_TIME: Duration = Duration::from_secs(2);
/// Shorter than load balancers commonly keep a connection that is not used (60 seconds and up): the client should be the
/// one that closes it, and not meet the server's closing it with a call on the way.
const IDLE_CONNECTION: Duration = Duration::from_secs(50);
const MAX_IDLE_CONNECTIONS: usize = 32;
/// An HTTP/2 connection that has gone dead without a word would swallow one attempt after the other, since all share it.
/// While a call waits for its answer the connection is asked after so long whether it is alive,
const PING: Duration = Duration::from_secs(10);
/// and is given up if there is no reply within so long: both together well before an attempt's time is up.
const PONG: Duration = Duration::from_secs(5);

/// What a transport is made from.
pub(crate) struct Settings {
    pub(crate) base_url: String,
    pub(crate) allow_insecure_http: bool,
    pub(crate) connect_timeout: Duration,
    pub(crate) max_response_bytes: usize,
}

impl Settings {
    pub(crate) fn new(base_url: String) -> Self {
        Self {
            base_url,
            allow_insecure_http: false,
            connect_timeout: Duration::from_secs(10),
            max_response_bytes: 32 * 1024 * 1024,
        }
    }
}

/// Sends bodies by HTTP.
pub(crate) struct HttpTransport {
    http: reqwest::Client,
    base: Url,
    connect_timeout: Duration,
    max_response_bytes: usize,
}

impl Transport for HttpTransport {
    fn base_url(&self) -> &str {
        self.base.as_str()
    }

    fn post<'t>(
        &'t self,
        path: &'t str,
        body: String,
        reply: &'t mut Reply,
    ) -> Pin<Box<dyn Future<Output = Result<(), Failure>> + Send + 't>> {
        Box::pin(async move {
            let sending = self
                .http
                .post(base_url::join(&self.base, path))
                .header(CONTENT_TYPE, JSON)
                .header(ACCEPT, JSON)
                .body(body)
                .send();
            let response = sending
                .await
                .map_err(|error| self.failure(error, TransportErrorKind::Send))?;
            self.read(response, reply).await
        })
    }
}

impl HttpTransport {
    pub(crate) fn new(settings: &Settings) -> Result<Self, ConfigError> {
        let base = base_url::parse(&settings.base_url, settings.allow_insecure_http)?;
        Ok(Self {
            http: http_client(settings, &base)?,
            base,
            connect_timeout: settings.connect_timeout,
            max_response_bytes: settings.max_response_bytes,
        })
    }

    async fn read(&self, mut response: Response, reply: &mut Reply) -> Result<(), Failure> {
        reply.status = Some(response.status().as_u16());
        reply.headers = std::mem::take(response.headers_mut());
        reply.redirect = base_url::origin_of(&self.base, reply.header(LOCATION.as_str()));
        if response.status().is_success() {
            return self.whole_body(&mut response, &mut reply.body).await;
        }
        let reading = beginning(&mut response, &mut reply.body);
        // What has come by then will do.
        let _ = tokio::time::timeout(MAX_ERROR_BODY_TIME, reading).await;
        Ok(())
    }

    async fn whole_body(&self, response: &mut Response, body: &mut Vec<u8>) -> Result<(), Failure> {
        let limit = self.max_response_bytes;
        let announced = usize::try_from(response.content_length().unwrap_or(0));
        let announced = announced
            .ok()
            .filter(|bytes| *bytes <= limit)
            .ok_or_else(|| self.too_large())?;
        // Room for all of it at once: every byte is copied once, from the connection's buffer.
        body.reserve_exact(announced);
        loop {
            // These bytes are unpacked already, a little at a time, so the limit holds for what they unpack to.
            match response.chunk().await {
                Ok(None) => return Ok(()),
                Ok(Some(chunk)) if chunk.len() > limit - body.len() => {
                    return Err(self.too_large());
                }
                Ok(Some(chunk)) => body.extend_from_slice(&chunk),
                Err(error) => return Err(self.failure(error, TransportErrorKind::Body)),
            }
        }
    }

    fn too_large(&self) -> Failure {
        Failure {
            kind: FailureKind::Lost(TransportErrorKind::TooLarge),
            detail: format!(
                "the answer is larger than {} bytes; ask for less at once, or raise `max_response_bytes`",
                self.max_response_bytes
            ),
            source: None,
        }
    }

    /// Sorts an error of `reqwest` that is not about the connection under `otherwise`.
    fn failure(&self, error: reqwest::Error, otherwise: TransportErrorKind) -> Failure {
        let place = self.base.origin().ascii_serialization();
        let cause = root_cause(&error);
        let (kind, detail) = if error.is_connect() && error.is_timeout() {
            let limit = self.connect_timeout;
            let detail = format!("no connection to {place} in time (the limit is {limit:?})");
            (FailureKind::ConnectTimeout, detail)
        } else {
            let kind = match otherwise {
                _ if error.is_connect() && is_tls(&error) => TransportErrorKind::Tls,
                _ if error.is_connect() => TransportErrorKind::Connect,
                otherwise => otherwise,
            };
            (FailureKind::Lost(kind), lost(kind, &place, &cause))
        };
        Failure {
            kind,
            detail,
            source: Some(error.without_url().into()),
        }
    }
}

fn lost(kind: TransportErrorKind, place: &str, cause: &str) -> String {
    match kind {
        TransportErrorKind::Connect => format!("could not connect to {place}: {cause}"),
        TransportErrorKind::Tls => format!("no secure connection to {place}: {cause}"),
        TransportErrorKind::Body | TransportErrorKind::TooLarge => {
            format!("the answer from {place} broke off: {cause}")
        }
        TransportErrorKind::Send => {
            format!("the connection to {place} broke before an answer came: {cause}")
        }
    }
}

/// Whether a connection failed for what was said on it, and not for the network: a certificate that does not hold, no
/// common version, no TLS at all. The TLS library reports all of these, and nothing else, as "invalid data".
fn is_tls(error: &(dyn StdError + 'static)) -> bool {
    let mut next = Some(error);
    while let Some(error) = next {
        next = match error.downcast_ref::<io::Error>() {
            Some(io) if io.kind() == io::ErrorKind::InvalidData => return true,
            // An I/O error that wraps another does not give it as its source.
            Some(io) => io.get_ref().map(|inner| inner as &(dyn StdError + 'static)),
            None => error.source(),
        };
    }
    false
}

fn http_client(settings: &Settings, base: &Url) -> Result<reqwest::Client, ConfigError> {
    let builder = reqwest::Client::builder()
        .user_agent(USER_AGENT)
        .connect_timeout(settings.connect_timeout)
        .pool_idle_timeout(IDLE_CONNECTION)
        .pool_max_idle_per_host(MAX_IDLE_CONNECTIONS)
        .http2_keep_alive_interval(PING)
        .http2_keep_alive_timeout(PONG)
        .redirect(redirect::Policy::none())
        .retry(retry::never())
        .referer(false)
        .no_proxy();
    let is_https = base.scheme() == "https";
    // Plain HTTP needs no certificate authorities, and a bare container has none.
    #[cfg(feature = "rustls")]
    let builder = if is_https {
        builder
    } else {
        builder.tls_certs_only([])
    };
    builder
        .https_only(is_https)
        .build()
        .map_err(|error| ConfigError::Http {
            reason: root_cause(&error),
            source: error.into(),
        })
}

/// As much of an error's body as is worth showing; what there is if it cannot be read.
async fn beginning(response: &mut Response, body: &mut Vec<u8>) {
    while let Ok(Some(chunk)) = response.chunk().await {
        let room = MAX_ERROR_BODY - body.len();
        body.extend(chunk.iter().take(room));
        if body.len() == MAX_ERROR_BODY {
            break;
        }
    }
}

/// The innermost reason, which is the one that helps.
fn root_cause(error: &dyn StdError) -> String {
    let mut innermost = error;
    while let Some(source) = innermost.source() {
        innermost = source;
    }
    innermost.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, thiserror::Error)]
    #[error("outer")]
    struct Outer(#[source] io::Error);

    #[test]
    fn what_the_tls_library_says_is_told_from_the_network() {
        let alert = || io::Error::new(io::ErrorKind::InvalidData, "invalid peer certificate");
        assert!(is_tls(&alert()));
        // As the connector hands it on.
        assert!(is_tls(&Outer(io::Error::other(io::Error::other(alert())))));
        for kind in [
            io::ErrorKind::ConnectionRefused,
            io::ErrorKind::ConnectionReset,
            // Closed in the middle of a handshake.
            io::ErrorKind::UnexpectedEof,
        ] {
            assert!(
                !is_tls(&Outer(io::Error::other(io::Error::from(kind)))),
                "{kind}"
            );
        }
    }
}
