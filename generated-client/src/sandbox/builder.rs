//! The sandbox's settings.

use std::collections::HashMap;
use std::fmt;
use std::io;
use std::mem;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use serde::Serialize;
use serde_json::value::RawValue;

use super::faults::{Fault, Script};
use super::handle::Sandbox;
use super::json::Cell;
use super::respond::Responder;
use super::route::Route;
use super::rows::{Bound, Bounds, Recipe};
use super::server::{Server, Settings};
use super::strictness::Strictness;
use crate::clock::{Clock, SystemClock};
use crate::operation::Operation;
use crate::signing::VerifyingKey;

/// Rows of each endpoint with pages, unless set.
const ROWS: usize = 1_000;

/// Sets up a [`Sandbox`]; made by [`Sandbox::builder`].
#[must_use = "settings do nothing until the sandbox is started"]
pub struct SandboxBuilder {
    routes: &'static [Route],
    address: SocketAddr,
    merchants: HashMap<String, VerifyingKey>,
    clock: Arc<dyn Clock>,
    pub(super) strictness: Strictness,
    faults: Vec<Fault>,
    rows: usize,
    rows_of: HashMap<&'static str, usize>,
    arriving: HashMap<&'static str, usize>,
    seed: u64,
    bounds: Bounds,
    values: HashMap<String, Vec<Cell>>,
    responders: HashMap<&'static str, Box<dyn Responder>>,
}

impl SandboxBuilder {
    pub(super) fn new(routes: &'static [Route]) -> Self {
        Self {
            routes,
            address: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            merchants: HashMap::new(),
            clock: Arc::new(SystemClock),
            strictness: Strictness::default(),
            faults: Vec::new(),
            rows: ROWS,
            rows_of: HashMap::new(),
            arriving: HashMap::new(),
            seed: 0,
            bounds: Bounds::default(),
            values: HashMap::new(),
            responders: HashMap::new(),
        }
    }

    /// Adds a merchant: calls with this application id must be signed with the other half of `key`.
    /// Calls of anyone else are refused. The same id again replaces its key.
    pub fn merchant(mut self, app_id: impl Into<String>, key: VerifyingKey) -> Self {
        self.merchants.insert(app_id.into(), key);
        self
    }

    /// Takes the time from `clock` instead of the operating system: for calls that come too late, or
    /// whose clock is wrong, and for rows that are the same on every day.
    pub fn clock(mut self, clock: impl Clock + 'static) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// How many rows each endpoint with pages has. 1,000 unless set.
    ///
    /// They are spread over 90 days. The newest lies half a day before the start of the sandbox, by its
    /// clock in UTC, so that it is past in every time zone.
    pub fn rows(mut self, rows: usize) -> Self {
        self.rows = rows;
        self
    }

    /// How many rows the endpoint has whose request is `O`, in place of as many as [all](Self::rows).
    pub fn rows_of<O: Operation>(mut self, rows: usize) -> Self {
        self.rows_of.insert(O::INFO.name, rows);
        self
    }

    /// Lets so many rows arrive after each answered page of the operation whose request is `O`, as by
    /// [`Sandbox::add_rows`]: rows move on to later pages while somebody reads them. None unless set.
    pub fn arriving<O: Operation>(mut self, rows: usize) -> Self {
        self.arriving.insert(O::INFO.name, rows);
        self
    }

    /// What the rows are made from: the same seed and the same clock give the same rows. 0 unless set.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Whether a row at the very start of a window lies in it, and one at its very end. Both do unless
    /// set: the platform does not document it.
    pub fn window_bounds(mut self, start: Bound, end: Bound) -> Self {
        self.bounds = Bounds { start, end };
        self
    }

    /// Lets a field of the rows take these values, drawn at random, in place of all that are known, or of the
    /// documented example's: `.values("userStatus", [UserStatus::Active])`. The field is meant by its wire
    /// name, in all endpoints whose rows have it. Balances and whatever else follows from other rows cannot be
    /// given values.
    ///
    /// Values that cannot be written as JSON are left out.
    pub fn values(
        mut self,
        field: impl Into<String>,
        values: impl IntoIterator<Item = impl Serialize>,
    ) -> Self {
        let cell = |value| {
            let json = serde_json::to_string(&value).ok()?;
            Some(Cell::new(&RawValue::from_string(json).ok()?))
        };
        let cells = values.into_iter().filter_map(cell).collect();
        self.values.insert(field.into(), cells);
        self
    }

    /// Lets `responder` answer the calls of the operation whose request is `O`.
    ///
    /// ```
    /// # use wallet_client::sandbox::{Data, Refusal, Sandbox, VerifiedCall};
    /// # use wallet_client::operation::Operation;
    /// # fn set_up<SomeRequest: Operation>() {
    /// let builder = Sandbox::builder().responder::<SomeRequest>(|call: &VerifiedCall<'_>| {
    ///     if call.app_id() == "poor-app" {
    ///         return Err(Refusal::new(1, "insufficient funds"));
    ///     }
    ///     Ok(Data::from_json(r#"{"status":"DONE"}"#))
    /// });
    /// # drop(builder);
    /// # }
    /// ```
    pub fn responder<O: Operation>(mut self, responder: impl Responder + 'static) -> Self {
        self.responders.insert(O::INFO.name, Box::new(responder));
        self
    }

    /// Lets something go wrong with [some calls](Fault), on purpose. Faults come in the order in which they
    /// are added. More can be [injected](Sandbox::inject) while the sandbox runs.
    pub fn fault(mut self, fault: Fault) -> Self {
        self.faults.push(fault);
        self
    }

    /// The address to listen on, which must be one of this machine's own (loopback): anyone who can
    /// reach a sandbox can use it. 127.0.0.1 with a free port unless set.
    pub fn bind(mut self, address: SocketAddr) -> Self {
        self.address = address;
        self
    }

    /// Starts the sandbox. It runs on a thread of its own, so that neither a busy runtime nor a
    /// blocked one holds it up, until it is dropped or [shut down](Sandbox::shutdown).
    ///
    /// # Errors
    ///
    /// [`StartError`] says which setting is wrong, or what the system refused.
    pub async fn start(mut self) -> Result<Sandbox, StartError> {
        if !self.address.ip().is_loopback() {
            return Err(StartError::NotLoopback(self.address));
        }
        let address = self.address;
        let faults = Arc::new(Script::new(self.seed, mem::take(&mut self.faults)));
        let script = Arc::clone(&faults);
        Sandbox::launch(address, faults, move || self.into_server(script)).await
    }

    /// Makes the rows. This is what takes long where there are many.
    fn into_server(self, faults: Arc<Script>) -> Result<Server, StartError> {
        let recipe = Recipe {
            rows: self.rows,
            rows_of: self.rows_of,
            arriving: self.arriving,
            seed: self.seed,
            bounds: self.bounds,
            values: self.values,
        };
        let settings = Settings {
            merchants: self.merchants,
            clock: self.clock,
            strictness: self.strictness,
            faults,
            responders: self.responders,
        };
        Server::new(self.routes, settings, &recipe)
    }
}

impl fmt::Debug for SandboxBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SandboxBuilder")
            .field("address", &self.address)
            .field("merchants", &self.merchants)
            .field("clock", &self.clock)
            .field("strictness", &self.strictness)
            .field("faults", &self.faults)
            .field("rows", &self.rows)
            .field("seed", &self.seed)
            .finish_non_exhaustive()
    }
}

/// Why the sandbox did not start.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StartError {
    /// The address belongs to the network.
    #[error("{0} is not a loopback address: the sandbox serves this machine only")]
    NotLoopback(SocketAddr),
    /// The address cannot be listened on: another program may have it.
    #[error("cannot listen on {address}: {source}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// What the system says.
        source: io::Error,
    },
    /// The system gave no thread to run on.
    #[error("cannot start the sandbox's thread: {0}")]
    Thread(#[source] io::Error),
    /// No row of any endpoint has a field that [`SandboxBuilder::values`] names.
    #[error("no endpoint has rows with a field `{field}`: values go by the names on the wire")]
    UnknownField {
        /// The field.
        field: String,
    },
    /// [`SandboxBuilder::values`] names a field whose values follow from other rows.
    #[error("the values of `{field}` follow from other rows: it can be given none")]
    KeptField {
        /// The field.
        field: String,
    },
    /// The documented example of an answer does not fit its endpoint: the spec is wrong.
    #[error("the documented answer of `{operation}` cannot be used: {reason}")]
    Example {
        /// The operation's name.
        operation: &'static str,
        /// What is wrong with it.
        reason: String,
    },
    /// The sandbox stopped while it started.
    #[error("the sandbox stopped while it started")]
    Stopped,
}
