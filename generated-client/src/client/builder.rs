//! A client's settings.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::{Client, Shared};
use crate::clock::{Clock, SystemClock};
use crate::error::ConfigError;
use crate::signing::RequestSigner;
use crate::transport::{Settings, Transport};

/// Sets up a [`Client`]; made by [`Client::builder`].
#[must_use = "settings do nothing until `build` makes a client of them"]
pub struct ClientBuilder {
    app_id: String,
    signer: RequestSigner,
    clock: Arc<dyn Clock>,
    settings: Settings,
}

impl ClientBuilder {
    pub(super) fn new(base_url: String, app_id: String, signer: RequestSigner) -> Self {
        Self {
            app_id,
            signer,
            clock: Arc::new(SystemClock),
            settings: Settings::new(base_url),
        }
    }

    /// Takes the time of each call from `clock` instead of the operating system.
    pub fn clock(mut self, clock: impl Clock + 'static) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// The time that sending a call and receiving its answer may take, including the connection,
    /// but not the signature. 30 seconds unless set.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.settings.timeout = timeout;
        self
    }

    /// The time that a connection may take, including TLS. 10 seconds unless set.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.settings.connect_timeout = timeout;
        self
    }

    /// The most bytes that an answer's body may have: reading stops there. 32 MiB unless set.
    pub fn max_response_bytes(mut self, bytes: usize) -> Self {
        self.settings.max_response_bytes = bytes;
        self
    }

    /// Allows plain `http` to machines other than this one (loopback needs no allowing). Anyone on
    /// the way can then read the calls and alter the answers, which are not signed.
    pub fn allow_insecure_http(mut self) -> Self {
        self.settings.allow_insecure_http = true;
        self
    }

    /// Builds the client. Connects to nothing.
    ///
    /// Proxies named in the environment (`HTTPS_PROXY` and others) are not used: signed calls
    /// should not travel through something that nobody asked for. Redirects are not followed.
    ///
    /// # Errors
    ///
    /// [`ConfigError`] says which setting is wrong.
    pub fn build(self) -> Result<Client, ConfigError> {
        if self.app_id.trim().is_empty() {
            return Err(ConfigError::AppId { problem: "empty" });
        }
        if self.app_id.trim() != self.app_id {
            return Err(ConfigError::AppId {
                problem: "surrounded by white space",
            });
        }
        let transport = Transport::new(&self.settings)?;
        Ok(Client {
            shared: Arc::new(Shared {
                app_id: self.app_id,
                signer: self.signer,
                clock: self.clock,
                transport,
            }),
        })
    }
}

// Without the base URL, which has not been checked yet and may hold a password.
impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("app_id", &self.app_id)
            .field("signer", &self.signer)
            .field("clock", &self.clock)
            .finish_non_exhaustive()
    }
}
