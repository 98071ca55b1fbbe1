//! A client's settings.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;

use super::options::CallOptions;
use super::skew::Skew;
use super::{Client, Shared, env};
use crate::clock::{Clock, SystemClock};
use crate::drift::{Drift, OnDrift};
use crate::error::ConfigError;
use crate::observer::Observer;
use crate::retry::{Jitter, RetryBudget, RetryPolicy, full_jitter};
use crate::signing::RequestSigner;
use crate::stream::StreamOptions;
use crate::transport::{HttpTransport, Settings, Transport};

/// Sets up a [`Client`]; made by [`Client::builder`].
#[must_use = "settings do nothing until `build` makes a client of them"]
pub struct ClientBuilder {
    app_id: String,
    signer: RequestSigner,
    clock: Arc<dyn Clock>,
    settings: Settings,
    options: CallOptions,
    budget: RetryBudget,
    jitter: Box<Jitter>,
    observers: Vec<Arc<dyn Observer>>,
    on_drift: Option<Box<OnDrift>>,
    stream_options: StreamOptions,
    max_in_flight: usize,
    /// Whether the address and the id came from variables, so that these are to blame for what is wrong with them.
    of_variables: bool,
    /// For tests, in place of HTTP.
    transport: Option<Box<dyn Transport>>,
}

impl ClientBuilder {
    pub(super) fn new(base_url: String, app_id: String, signer: RequestSigner) -> Self {
        Self {
            app_id,
            signer,
            clock: Arc::new(SystemClock),
            settings: Settings::new(base_url),
            options: CallOptions::default(),
            budget: RetryBudget::default(),
            jitter: Box::new(full_jitter),
            observers: Vec::new(),
            on_drift: None,
            stream_options: StreamOptions::new(),
            max_in_flight: 1024,
            of_variables: false,
            transport: None,
        }
    }

    /// Takes the time of each call from `clock` instead of the operating system.
    pub fn clock(mut self, clock: impl Clock + 'static) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// The time that a whole call may take: waiting for a [place](Self::max_in_flight), signing, all attempts, and the
    /// waits between them. 120 seconds unless set; [each call](crate::Sending::timeout) may have its own.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.options.timeout = timeout;
        self
    }

    /// The time that one attempt may take, from signing to the last byte of the answer. 30 seconds unless set;
    /// [each call](crate::Sending::attempt_timeout) may have its own.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.options.attempt_timeout = timeout;
        self
    }

    /// The time that a connection may take, including TLS. 10 seconds unless set. It is part of the attempt's time, and
    /// calls share connections, so a call cannot have its own.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.settings.connect_timeout = timeout;
        self
    }

    /// How often and how fast a failed call is tried again. 3 attempts unless set: see [`RetryPolicy`];
    /// [each call](crate::Sending::retry) may have its own.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.options.retry = policy;
        self
    }

    /// How many retries all calls together may make. 50 unless set, and one more for every 10 calls that work: see
    /// [`RetryBudget`].
    pub fn retry_budget(mut self, budget: RetryBudget) -> Self {
        self.budget = budget;
        self
    }

    /// The most calls that may be under way at once, those that wait for their next attempt included. 1,024 unless set.
    /// Further calls wait for a place, in the order in which they came, within their [time](Self::timeout).
    pub fn max_in_flight(mut self, calls: usize) -> Self {
        self.max_in_flight = calls;
        self
    }

    /// Has `observer` told of every attempt. May be called several times; observers are told in that order.
    pub fn observer(mut self, observer: impl Observer + 'static) -> Self {
        self.observers.push(Arc::new(observer));
        self
    }

    /// Has `on_drift` told when an answer holds anything that this version of the crate does not know: fields, values of
    /// enums, a code. Once an answer, and only if there is something to tell; the last that is set counts.
    ///
    /// It is called on the call's own way, so it should return at once, and it must not panic: a panic ends the call.
    /// Without it, nobody looks, and reading costs nothing more; with it, a little.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use wallet_client::{Client, SigningKey};
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let key = SigningKey::from_pem_file("merchant.pem")?;
    /// let client = Client::builder("https://wallet.example", "my-app-id", key)
    ///     // `balance_records: not documented: fields data.list[].centerNo; values of data.list[].transactionType`
    ///     .on_drift(|drift| eprintln!("{drift}"))
    ///     .build()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn on_drift(mut self, on_drift: impl Fn(&Drift) + Send + Sync + 'static) -> Self {
        self.on_drift = Some(Box::new(on_drift));
        self
    }

    /// How [streams](crate::stream) cut their queries into calls, unless they have options of their own.
    pub fn stream_options(mut self, options: StreamOptions) -> Self {
        self.stream_options = options;
        self
    }

    /// The most bytes that an answer's body may have, unpacked if it is packed: reading stops there. 32 MiB unless set.
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
        let of_variables = self.of_variables;
        let built = self.checked();
        built.map_err(|error| {
            if of_variables {
                env::blame(error)
            } else {
                error
            }
        })
    }

    fn checked(self) -> Result<Client, ConfigError> {
        if self.app_id.trim().is_empty() {
            return Err(ConfigError::AppId { problem: "empty" });
        }
        if self.app_id.trim() != self.app_id {
            return Err(ConfigError::AppId {
                problem: "surrounded by white space",
            });
        }
        self.refuse_zeros()?;
        let transport = match self.transport {
            Some(transport) => transport,
            None => Box::new(HttpTransport::new(&self.settings)?),
        };
        Ok(Client {
            shared: Arc::new(Shared {
                app_id: self.app_id,
                signer: self.signer,
                clock: self.clock,
                skew: Skew::default(),
                transport,
                options: self.options,
                budget: self.budget,
                jitter: self.jitter,
                observers: self.observers,
                on_drift: self.on_drift,
                stream_options: self.stream_options,
                places: Semaphore::new(self.max_in_flight.min(Semaphore::MAX_PERMITS)),
            }),
        })
    }

    fn refuse_zeros(&self) -> Result<(), ConfigError> {
        for (setting, is_zero) in [
            ("timeout", self.options.timeout.is_zero()),
            ("attempt_timeout", self.options.attempt_timeout.is_zero()),
            ("connect_timeout", self.settings.connect_timeout.is_zero()),
            ("max_response_bytes", self.settings.max_response_bytes == 0),
            ("max_in_flight", self.max_in_flight == 0),
        ] {
            if is_zero {
                return Err(ConfigError::Zero { setting });
            }
        }
        Ok(())
    }

    pub(super) fn of_variables(mut self) -> Self {
        self.of_variables = true;
        self
    }

    /// Sends by something other than HTTP.
    #[cfg(test)]
    pub(crate) fn transport(mut self, transport: impl Transport + 'static) -> Self {
        self.transport = Some(Box::new(transport));
        self
    }

    /// Chooses the waits by something other than chance.
    #[cfg(test)]
    pub(super) fn jitter(
        mut self,
        jitter: impl Fn(Duration) -> Duration + Send + Sync + 'static,
    ) -> Self {
        self.jitter = Box::new(jitter);
        self
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
