//! A running sandbox: its thread, and how it ends.

use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::oneshot;

use super::builder::{SandboxBuilder, StartError};
use super::calls::curl::{Call, curl};
use super::calls::{Calls, RecordedCall};
use super::faults::{Fault, Script};
use super::http;
use super::inspect;
use super::rows::Rows;
use super::server::Server;
use crate::envelope;
use crate::generated::sandbox::ROUTES;
use crate::operation::Operation;

/// How long [`Sandbox::shutdown`] waits for calls that are being answered.
const PATIENCE: Duration = Duration::from_secs(5);

/// A running sandbox; see the [module](crate::sandbox). Dropping it stops the server at once and frees its port.
pub struct Sandbox {
    address: SocketAddr,
    calls: Arc<Calls>,
    rows: Arc<Rows>,
    faults: Arc<Script>,
    /// Takes the time that is left for open calls.
    stop: Option<oneshot::Sender<Duration>>,
    thread: Option<JoinHandle<()>>,
    /// Told, by being closed, that the thread is about to end.
    stopped: oneshot::Receiver<()>,
}

/// What the thread tells when it is ready.
type Ready = Result<(SocketAddr, Arc<Calls>, Arc<Rows>), StartError>;

impl Sandbox {
    /// Starts to set up a sandbox.
    pub fn builder() -> SandboxBuilder {
        SandboxBuilder::new(ROUTES)
    }

    /// Where it is to be found, as in `http://127.0.0.1:40123`: the base URL for a
    /// [`Client`](crate::Client).
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Where a browser shows the calls as they come: the [inspector](crate::sandbox#the-inspector).
    #[must_use]
    pub fn inspector_url(&self) -> String {
        format!("http://{}{}", self.address, inspect::ROOT)
    }

    /// The address that it listens on.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The calls that it has answered, the oldest first. Only the last 10,000 are remembered.
    #[must_use]
    pub fn calls(&self) -> Vec<RecordedCall> {
        self.calls.to_vec()
    }

    /// Adds rows to the endpoint whose request is `O`, while it is served: they are the newest, made now by
    /// the sandbox's clock, and never before those that are there. Whether the endpoint has rows at all.
    #[allow(clippy::must_use_candidate)] // Who names an endpoint with pages knows the answer.
    pub fn add_rows<O: Operation>(&self, count: usize) -> bool {
        self.rows.add(O::INFO.name, count)
    }

    /// Lets something go wrong with [some of the calls](Fault) that are to come. It comes after the faults
    /// that were added before.
    pub fn inject(&self, fault: Fault) {
        self.faults.add(fault);
    }

    /// Forgets all faults. Calls that have met one already are not saved from it.
    pub fn clear_faults(&self) {
        self.faults.clear();
    }

    /// Forgets the calls so far, for a test that has several parts. Those that follow are numbered on.
    pub fn clear_calls(&self) {
        self.calls.clear();
    }

    /// A call as lines to paste into a shell, which sign it with the private key in a file by `openssl`, and send it by
    /// `curl`: for a look at the sandbox, or as a pattern for a client in another language.
    #[must_use]
    pub fn curl<O: Operation>(&self, app_id: &str, key: &Path, request: &O) -> String {
        let api = O::INFO.api;
        // Writing into memory fails for what cannot be JSON, which a request can.
        let param = envelope::param(api, 0, request).ok();
        let call = Call {
            address: Some(self.address),
            path: O::INFO.path,
            app_id,
            key: &key.to_string_lossy(),
            param: param.as_deref(),
        };
        curl(api, &call)
    }

    /// Stops the server: takes no more calls, and finishes those that are being answered, for which it
    /// waits at most five seconds. The port is free afterwards.
    pub async fn shutdown(mut self) {
        if let Some(stop) = self.stop.take() {
            // An error means that the thread has ended already.
            let _ = stop.send(PATIENCE);
        }
        let _ = (&mut self.stopped).await;
        // Dropping joins the thread, which has nothing left to do.
    }

    pub(super) async fn launch(
        address: SocketAddr,
        faults: Arc<Script>,
        prepare: impl FnOnce() -> Result<Server, StartError> + Send + 'static,
    ) -> Result<Self, StartError> {
        let (stop, stopping) = oneshot::channel();
        let (tell_ready, ready) = oneshot::channel();
        let (stopping_done, stopped) = oneshot::channel();
        let thread = thread::Builder::new()
            .name("wallet-sandbox".to_owned())
            .spawn(move || {
                run(address, prepare, tell_ready, stopping);
                drop(stopping_done);
            })
            .map_err(StartError::Thread)?;
        let (address, calls, rows) = ready.await.unwrap_or(Err(StartError::Stopped))?;
        Ok(Self {
            address,
            calls,
            rows,
            faults,
            stop: Some(stop),
            thread: Some(thread),
            stopped,
        })
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(Duration::ZERO);
        }
        if let Some(thread) = self.thread.take() {
            // A panic there has been reported by the thread itself.
            let _ = thread.join();
        }
    }
}

impl fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sandbox")
            .field("url", &self.url())
            .finish_non_exhaustive()
    }
}

/// The sandbox's thread, from start to end. When it returns, all connections are closed.
fn run(
    address: SocketAddr,
    prepare: impl FnOnce() -> Result<Server, StartError>,
    tell_ready: oneshot::Sender<Ready>,
    stopping: oneshot::Receiver<Duration>,
) {
    let started = listen(address).and_then(|(runtime, listener, address)| {
        let server = Arc::new(prepare()?);
        Ok((runtime, listener, address, server))
    });
    match started {
        Ok((runtime, listener, address, server)) => {
            server.calls.set_address(address);
            // Nobody listens any more if the start was given up: then the stop is given up, too.
            let (calls, rows) = (Arc::clone(&server.calls), Arc::clone(&server.rows));
            let _ = tell_ready.send(Ok((address, calls, rows)));
            runtime.block_on(serve(listener, server, stopping));
        }
        Err(error) => {
            let _ = tell_ready.send(Err(error));
        }
    }
}

fn listen(address: SocketAddr) -> Result<(Runtime, TcpListener, SocketAddr), StartError> {
    let runtime = Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(StartError::Thread)?;
    let bound = runtime.block_on(async {
        let listener = TcpListener::bind(address).await?;
        let address = listener.local_addr()?;
        Ok::<_, io::Error>((listener, address))
    });
    let (listener, address) = bound.map_err(|source| StartError::Listen { address, source })?;
    Ok((runtime, listener, address))
}

async fn serve(listener: TcpListener, server: Arc<Server>, stopping: oneshot::Receiver<Duration>) {
    let (close, closed) = oneshot::channel::<()>();
    let serving = http::serve(listener, server, async {
        let _ = closed.await;
    });
    let serving = tokio::spawn(serving);
    // If the handle is gone without a word, so is everyone who could wait.
    let patience = stopping.await.unwrap_or(Duration::ZERO);
    drop(close);
    let _ = tokio::time::timeout(patience, serving).await;
}
