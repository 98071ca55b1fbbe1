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
//! # What the documentation leaves open
//!
//! - Both ends of a window belong to it; [`window_bounds`](SandboxBuilder::window_bounds) decides otherwise.
//! - A parameter that is a list selects the rows that have any of its values; an empty one, none.
//! - A body that is not exactly the envelope is refused as a bad parameter.
//! - A timestamp may be off by [five minutes](SandboxBuilder::freshness), to either side.
//! - Signatures are checked before parameters, and the timestamp before the limits.

mod builder;
mod calls;
mod checks;
mod documented;
mod handle;
mod http;
mod json;
mod notification;
mod pages;
mod random;
mod respond;
mod route;
mod rows;
mod server;

pub use self::builder::{SandboxBuilder, StartError};
pub use self::calls::RecordedCall;
pub use self::handle::Sandbox;
pub use self::notification::{example_notification, notification};
pub use self::respond::{Data, Refusal, Responder, VerifiedCall};
pub use self::rows::Bound;
// Which of these the generated code uses depends on the spec.
#[allow(unused_imports)]
pub(crate) use self::route::{Choice, Ledger, Route, Selection, Sum, known};

#[cfg(test)]
mod tests;
