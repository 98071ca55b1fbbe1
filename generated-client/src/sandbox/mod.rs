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
//! ordered and cut into pages as documented. They fit together: a balance is the sum of the movements on it,
//! and each movement belongs to a row that there is. The oldest rows are the documented ones. A million rows take
//! half a second to make, and some fifty megabytes. Rows may [arrive](Sandbox::add_rows) at any time. All other endpoints answer their documented example, in
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
//! # What came, and what was wrong with it
//!
//! [`Sandbox::calls`] gives a [`RecordedCall`] for each call: the checks that it went through, the very text that its
//! signature was checked over, with its size and SHA-256, the request, the answer, and lines for a shell that make the
//! call anew. The last 10,000 are remembered, fewer if they are very large; requests are cut at 8 KiB and answers at
//! 4 KiB. A record is made when somebody looks at it, so that calls do not wait for it.
//!
//! Of a call that was refused, [`RecordedCall::diagnosis`] tells the mistake that was probably made, by a name that stays,
//! and how to mend it in PHP, Java, Python and Node. A signature that does not hold is opened with the public key, which
//! shows the digest that was signed. What may have been signed instead is then tried one after another, and counts only if
//! it has that very digest. What cannot be proved says "probably". The names, in the order in which they are looked for:
//!
//! | where | names |
//! |---|---|
//! | path, method | `wrong-path`, `not-post` |
//! | body | `empty-body`, `body-not-utf-8`, `byte-order-mark`, `form-encoded`, `multipart`, `python-repr`, `object-as-text`, `body-encoded-twice`, `no-envelope`, `not-json` |
//! | envelope | `param-object`, `timestamp-outside`, `parameters-outside`, `near-name`, `sign-missing`, `envelope-incomplete` |
//! | application id | `app-id-typo`, `app-id-unknown` |
//! | how the signature is written | `sign-empty`, `sign-hex`, `sign-python-bytes`, `sign-percent-encoded`, `sign-plus-became-blank`, `sign-line-breaks`, `sign-url-safe`, `sign-unpadded`, `sign-base64-twice`, `sign-not-base64` |
//! | key and scheme | `key-of-another-merchant`, `pss`, `wrong-hash`, `encrypted-not-signed` |
//! | what was signed | `signed-body`, `signed-body-with-empty-sign`, `signed-json-string`, `trailing-newline`, `hashed-twice`, `base64-signed`, `percent-encoded-signed`, `query-string`, `values-only`, `app-id-signed`, `other-charset` |
//! | the same JSON, written differently | `json-blanks`, `pretty-printed`, `slash-escaped`, `unicode-escaped`, `html-escaped`, `keys-sorted`, `nulls-dropped`, `numbers-as-texts`, `re-serialised`, `stamped-twice` |
//! | none of these | `other-text` (the key is right), `another-key` |
//! | parameters | `param-encoded-twice`, `param-not-json`, `app-id-in-param`, `timestamp-missing`, `timestamp-text`, `timestamp-fraction`, `number-as-text`, `list-expected`, `wrong-type`, `parameter-unknown`, `parameter-missing` |
//! | time | `timestamp-seconds`, `timestamp-too-fine`, `timestamp-zone`, `clock-off` |
//! | limits | `limits` |
//!
//! Nothing in a record is a signature, or the value of a field that is sensitive or that the spec does not name: it reads
//! `<redacted>`. Where a body is no JSON, nothing of it is shown from there on.
//!
//! # The inspector
//!
//! [`Sandbox::inspector_url`] is a page for a browser on this machine. It shows calls as they come, without a reload, and
//! of each the checks that it passed, why it was refused and what to do about it, the very text that was verified, the
//! answer, and a line for `curl`. Signatures and sensitive values are blacked out. Nothing is loaded from elsewhere, and
//! no script is needed to read.
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
//! - Where the values of a field are known, rows have any of them, whatever their other fields say; only the direction of a
//!   movement, its kind and its amount agree. What kind goes which way stands in the spec.
//! - Fees are no part of a balance.
//! - Times are those of a clock in the zone that is farthest behind, so that no row lies in the future.
//! - Of two rows with the same time, the one that was made later comes first.
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
pub(crate) use self::route::{Choice, Ledger, Route, Selection, Sum, known};

#[cfg(test)]
mod tests;
