//! A server that behaves like the platform, for tests and for trying things out: no credentials, no
//! network. Needs the feature `sandbox`.
//!
//! It is a real HTTP server on this machine, and it serves every endpoint of this crate. It verifies
//! the signature over the very bytes that it received, with the public keys of the
//! [merchants](SandboxBuilder::merchant) that it was told about, and refuses what the platform
//! refuses, in the platform's envelope and with its codes.
//!
//! Answers of endpoints with pages come from rows that are made up: as many as
//! [asked for](SandboxBuilder::rows), the same for the same [seed](SandboxBuilder::seed), filtered,
//! ordered and cut into pages as documented. All other endpoints answer their documented example, in
//! which fields that the request has too are those of the request. A [`Responder`] answers instead where
//! that is not enough.
//!
//! # Examples
//!
//! ```no_run
//! use wallet_client::sandbox::Sandbox;
//! use wallet_client::{Client, SigningKey};
//!
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let key = SigningKey::generate(2048)?;
//! let sandbox = Sandbox::builder()
//!     .merchant("my-app-id", key.public_key())
//!     .start()
//!     .await?;
//! let client = Client::builder(sandbox.url(), "my-app-id", key).build()?;
//! // … call something, and then see what arrived:
//! for call in sandbox.calls() {
//!     println!("{call:?}");
//! }
//! sandbox.shutdown().await;
//! # Ok(())
//! # }
//! ```
//!
//! [`notification`] makes what the platform posts to the merchant, for testing what receives it.
//!
//! # Faults on demand
//!
//! Calls can be made to [fail](Fault): late, stalled, broken off, refused, with statuses, pages and codes; by
//! operation, by number, by chance. Here is a test of a program that calls the platform, which sees its client through
//! two failures of the server and a clock that is off:
//!
//! ```
//! # use std::error::Error;
//! use std::time::Duration;
//! use wallet_client::sandbox::{Fault, Sandbox};
//! use wallet_client::{Client, RetryPolicy, SigningKey};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn Error>> {
//! let key = SigningKey::generate(2048)?;
//! let sandbox = Sandbox::builder()
//!     .merchant("my-app-id", key.public_key())
//!     .fault(Fault::status(503).times(2))
//!     .fault(Fault::expired_timestamp().times(1))
//!     .start()
//!     .await?;
//! let retry = RetryPolicy::new().max_attempts(4).initial_backoff(Duration::from_millis(1));
//! let client = Client::builder(sandbox.url(), "my-app-id", key).retry(retry).build()?;
//! client.wallet_balance().send().await?;
//! assert_eq!(sandbox.calls().len(), 4);
//! # Ok(())
//! # }
//! ```
//!
//! # What the documentation leaves open
//!
//! - A call is checked in the order of [`Check`]: envelope, application id, address, signature, parameters, timestamp,
//!   limits. The first check that fails refuses it, with [a code](SandboxBuilder::refusal) of its own.
//! - A body that is not [exactly](SandboxBuilder::exact_envelope) the envelope is refused as a bad parameter, and so are
//!   parameters that are [not documented](SandboxBuilder::exact_parameters).
//! - Calls are accepted from all addresses of this machine, unless [some are listed](SandboxBuilder::allow_addresses).
//! - A timestamp may be off by [five minutes](SandboxBuilder::freshness), to either side. The `Date` of the answers is the
//!   time by the sandbox's own clock.
//! - Both ends of a window belong to it; [`window_bounds`](SandboxBuilder::window_bounds) decides otherwise.
//! - A parameter that is a list selects the rows that have any of its values; an empty one, none.

mod builder;
mod calls;
mod checks;
mod documented;
mod faults;
mod handle;
mod http;
mod inspect;
mod json;
mod notification;
mod pages;
mod random;
mod respond;
mod route;
mod rows;
mod server;
mod strictness;

pub use self::builder::{SandboxBuilder, StartError};
pub use self::calls::{Diagnosis, RecordedCall, SignedText, Step};
pub use self::faults::{Fault, FaultError};
pub use self::handle::Sandbox;
pub use self::notification::{example_notification, notification};
pub use self::respond::{Data, Refusal, Responder, VerifiedCall};
pub use self::rows::Bound;
pub use self::strictness::Check;
// Which of these the generated code uses depends on the spec.
#[allow(unused_imports)]
pub(crate) use self::route::{Choice, Route, Selection, Sum, known};

#[cfg(test)]
mod tests;
