//! The way to the server and back. The only file that knows `reqwest`.
//!
//! What a careful caller would want, and an HTTP library does not do by itself: no redirects (a 307
//! would send the signed body on to somebody else), no proxies from the environment (nobody asked
//! for signed bodies to travel through one), no retries in the library (it cannot sign anew), an
//! answer that is bounded while it is read.

mod base_url;

use std::error::Error as StdError;
use std::time::Duration;

use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderMap, HeaderValue, LOCATION};
use reqwest::{Response, redirect, retry};
use url::Url;

use crate::error::{ConfigError, TransportErrorKind};

const JSON: HeaderValue = HeaderValue::from_static("application/json");
const USER_AGENT: &str = concat!("wallet-client/", env!("CARGO_PKG_VERSION"));
/// Of a body that comes with an error status only so much is read.
const MAX_ERROR_BODY: usize = 4 * 1024;

/// What a transport is made from.
pub(crate) struct Settings {
    pub(crate) base_url: String,
    pub(crate) allow_insecure_http: bool,
    pub(crate) connect_timeout: Duration,
    pub(crate) timeout: Duration,
    pub(crate) max_response_bytes: usize,
}

impl Settings {
    pub(crate) fn new(base_url: String) -> Self {
        Self {
            base_url,
            allow_insecure_http: false,
            connect_timeout: Duration::from_secs(10),
            timeout: Duration::from_secs(30),
            max_response_bytes: 32 * 1024 * 1024,
        }
    }

    fn refuse_zeros(&self) -> Result<(), ConfigError> {
        for (setting, is_zero) in [
            ("connect_timeout", self.connect_timeout.is_zero()),
            ("timeout", self.timeout.is_zero()),
            ("max_response_bytes", self.max_response_bytes == 0),
        ] {
            if is_zero {
                return Err(ConfigError::Zero { setting });
            }
        }
        Ok(())
    }
}

/// Sends bodies to one server.
pub(crate) struct Transport {
    http: reqwest::Client,
    base: Url,
    timeout: Duration,
    max_response_bytes: usize,
}

/// What a server answered.
pub(crate) struct Reply {
    pub(crate) status: u16,
    /// The `Content-Type`, or nothing.
    pub(crate) content_type: String,
    /// With a status of 2xx the whole body, otherwise its beginning.
    pub(crate) body: Vec<u8>,
    /// Where a redirect points: scheme, host and port only.
    pub(crate) redirect: Option<String>,
}

impl Reply {
    pub(crate) fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }
}

/// Why there is no answer.
pub(crate) struct Failure {
    pub(crate) kind: TransportErrorKind,
    pub(crate) detail: String,
    pub(crate) source: Option<Box<dyn StdError + Send + Sync>>,
}

impl Transport {
    pub(crate) fn new(settings: &Settings) -> Result<Self, ConfigError> {
        settings.refuse_zeros()?;
        let base = base_url::parse(&settings.base_url, settings.allow_insecure_http)?;
        Ok(Self {
            http: http_client(settings, &base)?,
            base,
            timeout: settings.timeout,
            max_response_bytes: settings.max_response_bytes,
        })
    }

    /// The base URL, without credentials because such are refused.
    pub(crate) fn base_url(&self) -> &str {
        self.base.as_str()
    }

    /// Posts a JSON body to a path below the base URL. The time for it covers everything from the
    /// connection to the last byte of the answer.
    pub(crate) async fn post(&self, path: &str, body: String) -> Result<Reply, Failure> {
        let response = self
            .http
            .post(base_url::join(&self.base, path))
            .header(CONTENT_TYPE, JSON)
            .header(ACCEPT, JSON)
            .timeout(self.timeout)
            .body(body)
            .send()
            .await
            .map_err(|error| self.failure(error, TransportErrorKind::Send))?;
        self.read(response).await
    }

    async fn read(&self, mut response: Response) -> Result<Reply, Failure> {
        let mut reply = Reply {
            status: response.status().as_u16(),
            content_type: header(response.headers(), &CONTENT_TYPE).to_owned(),
            body: Vec::new(),
            redirect: base_url::origin_of(&self.base, header(response.headers(), &LOCATION)),
        };
        if reply.is_success() {
            reply.body = self.whole_body(&mut response).await?;
        } else {
            reply.body = beginning(&mut response).await;
        }
        Ok(reply)
    }

    async fn whole_body(&self, response: &mut Response) -> Result<Vec<u8>, Failure> {
        let limit = self.max_response_bytes;
        let announced = usize::try_from(response.content_length().unwrap_or(0));
        let announced = announced
            .ok()
            .filter(|bytes| *bytes <= limit)
            .ok_or_else(|| self.too_large())?;
        // Room for all of it at once: every byte is copied once, from the connection's buffer.
        let mut body = Vec::with_capacity(announced);
        loop {
            match response.chunk().await {
                Ok(None) => return Ok(body),
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
            kind: TransportErrorKind::TooLarge,
            detail: format!(
                "the answer is larger than {} bytes; ask for less at once, or raise `max_response_bytes`",
                self.max_response_bytes
            ),
            source: None,
        }
    }

    /// Sorts an error of `reqwest` that is not about time or the connection under `otherwise`.
    fn failure(&self, error: reqwest::Error, otherwise: TransportErrorKind) -> Failure {
        let place = self.base.origin().ascii_serialization();
        let cause = root_cause(&error);
        let (kind, detail) = if error.is_connect() {
            let detail = format!("could not connect to {place}: {cause}");
            (TransportErrorKind::Connect, detail)
        } else if error.is_timeout() {
            let detail = format!("no whole answer from {place} within {:?}", self.timeout);
            (TransportErrorKind::Timeout, detail)
        } else if otherwise == TransportErrorKind::Body {
            let detail = format!("the answer from {place} broke off: {cause}");
            (otherwise, detail)
        } else {
            let detail = format!("the connection to {place} broke before an answer came: {cause}");
            (otherwise, detail)
        };
        Failure {
            kind,
            detail,
            source: Some(error.without_url().into()),
        }
    }
}

fn http_client(settings: &Settings, base: &Url) -> Result<reqwest::Client, ConfigError> {
    let builder = reqwest::Client::builder()
        .user_agent(USER_AGENT)
        .connect_timeout(settings.connect_timeout)
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

/// As much of an error's body as is worth showing; none if it cannot be read.
async fn beginning(response: &mut Response) -> Vec<u8> {
    let mut body = Vec::new();
    while let Ok(Some(chunk)) = response.chunk().await {
        let room = MAX_ERROR_BODY - body.len();
        body.extend(chunk.iter().take(room));
        if body.len() == MAX_ERROR_BODY {
            break;
        }
    }
    body
}

fn header<'a>(headers: &'a HeaderMap, name: &reqwest::header::HeaderName) -> &'a str {
    headers
        .get(name)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
}

/// The innermost reason, which is the one that helps.
fn root_cause(error: &dyn StdError) -> String {
    let mut innermost = error;
    while let Some(source) = innermost.source() {
        innermost = source;
    }
    innermost.to_string()
}
