//! A typed client for a wallet platform's signed HTTP API.
//!
//! The platform takes no plain JSON. The parameters of a call travel as JSON *text*, with an RSA signature over
//! exactly that text beside it. This crate checks the parameters, writes that text once, signs it, sends it, and
//! reads the answer into types. Ids cannot be mixed up, money is exact, and what the platform adds later does no harm.
//!
//! # Quick start
//!
//! ```no_run,standalone_crate
//! use wallet_client::{Client, KycStatus, SigningKey};
//!
//! #[tokio::main(flavor = "current_thread")]
//! async fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     let key = SigningKey::from_pem_file("merchant.pem")?;
//!     let client = Client::builder("https://wallet.example", "my-app-id", key).build()?;
//!
//!     let approved = client.wallet_balance().kyc_status([KycStatus::Approved]).size(100).send().await?;
//!     for user in &approved.list {
//!         println!("{}: {}", user.mch_uuid, user.balance);
//!     }
//!     println!("all {}: {}", approved.total, approved.total_balance);
//!     Ok(())
//! }
//! ```
//!
//! [`Client`] has a method for each endpoint; each tells the endpoint's limits and shows a call. Required parameters are
//! arguments, optional ones are chained, and `send` does the work. The requests behind the methods, in [`operations`],
//! are plain structs too: build one, keep it, and hand it to [`Client::send`] as often as needed.
//!
//! [`SigningKey`] reads PKCS#8 and PKCS#1 as PEM, DER, or the bare Base64 that Java programs print. Where the key must not
//! be in the process, a [`Signer`](signing::Signer) of your own has a KMS or an HSM sign.
//!
//! [`Client::from_env`] takes the address, the id and the key from variables of the environment.
//!
//! # Money, times, ids, lists of values
//!
//! ```standalone_crate
//! use wallet_client::{KycStatus, MchUuid, Thb, WalletTime, civil};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! // Money is a whole number of satang, 1/100 THB. No floating-point number is near it.
//! let price: Thb = "1,250.50".parse()?;
//! assert_eq!(price.satang(), 125_050);
//! assert_eq!(price.to_string(), "1,250.50 THB");
//! // Sums that could overflow say so.
//! assert_eq!(price.checked_add(Thb::from_satang(50)), Some(Thb::from_satang(125_100)));
//!
//! // A time is what clocks in Bangkok show, in whole seconds. UTC+7, by a fixed offset.
//! let noon = WalletTime::from(civil::date(2024, 11, 25).at(12, 0, 0, 0));
//! assert_eq!(noon.to_string(), "2024-11-25 12:00:00");
//! assert_eq!(noon.to_timestamp(), Some("2024-11-25T05:00:00Z".parse()?));
//!
//! // An id is a type of its own: no other kind of id fits in its place.
//! let user = MchUuid::from("JT1095595801938341100");
//! assert_eq!(user.as_str(), "JT1095595801938341100");
//!
//! // Enums are open: a value that this version does not know is kept, and written back as it came.
//! let status = KycStatus::from("Frozen");
//! assert_eq!(status, KycStatus::Other("Frozen".to_owned()));
//! assert_eq!(status.as_str(), "Frozen");
//! # Ok(())
//! # }
//! ```
//!
//! A field of an answer is an `Option` unless the platform documents it *and* shows it in every example: a missing amount
//! is never taken for zero. Fields that this version does not know are skipped. Structs and enums are `#[non_exhaustive]`.
//!
//! # Limits come first
//!
//! The documented limits (lengths of lists, sizes of pages, stretches of time) are checked before anything is signed or
//! sent. All that is broken comes in one error, [`rules::InvalidRequest`].
//!
//! # All rows
//!
//! `send` gives one page. For all of them, over any time and any number of ids, there is [`stream`](mod@stream), which cuts
//! what is asked for into as many calls as it takes, and hands out each row once, also if rows arrive meanwhile:
//!
//! ```no_run
//! # async fn example(client: wallet_client::Client) -> Result<(), wallet_client::Error> {
//! use wallet_client::civil;
//!
//! let mut rows = client
//!     .balance_records(civil::date(2024, 1, 1).at(0, 0, 0, 0), civil::date(2024, 7, 1).at(0, 0, 0, 0))
//!     .stream();
//! while let Some(row) = rows.try_next().await? {
//!     println!("{}: {}", row.create_time, row.amount);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # Errors
//!
//! A call fails with an [`Error`], whose kind says what to do next:
//!
//! | kind | what happened | what to do |
//! |---|---|---|
//! | [`InvalidRequest`](Error::InvalidRequest) | limits are broken; nothing was sent | mend the request |
//! | [`Runtime`](Error::Runtime) | the call was begun where it cannot be made; nothing was sent | see the message |
//! | [`Signing`](Error::Signing) | no signature could be made; nothing was sent | see the message |
//! | [`Transport`](Error::Transport) | no connection, or half an answer | try again, if that does no harm |
//! | [`Timeout`](Error::Timeout) | a time ran out: [which one](TimeoutError::deadline) | try again, if that does no harm |
//! | [`Status`](Error::Status) | an HTTP status other than 2xx, often from a proxy | look at the status |
//! | [`Api`](Error::Api) | the platform refused, with an [`ErrorCode`] | do what [`help`](ApiError::help) says |
//! | [`Decode`](Error::Decode) | the answer is not what is documented | report it: it names the place, never a value |
//! | [`Paging`](Error::Paging) | the pages of a [stream](mod@stream) do not fit together | see the message |
//!
//! ```no_run,standalone_crate
//! # async fn example(client: wallet_client::Client) {
//! use wallet_client::{Error, ErrorCode};
//!
//! match client.wallet_balance().size(20_000).send().await {
//!     Ok(page) => println!("{} users", page.total),
//!     Err(Error::InvalidRequest(broken)) => {
//!         for violation in &broken.violations {
//!             eprintln!("{}: {violation}", violation.path);
//!         }
//!     }
//!     Err(error) if error.code() == Some(&ErrorCode::RateLimit) => eprintln!("slower, please"),
//!     Err(error) if error.is_retryable() => eprintln!("later, perhaps: {error}"),
//!     Err(error) => eprintln!("{error}"),
//! }
//! # }
//! ```
//!
//! An error also knows the [operation](Error::operation), [how often](Error::attempts) and [how long](Error::elapsed) the
//! call was tried, the HTTP [status](Error::status) and the answer's [trace id](Error::trace_id). What is wrong with a
//! client's settings is a [`ConfigError`], and with a key a [`KeyError`].
//!
//! # The answer as it came
//!
//! To see what a server really says, ask for the answer's status, headers and body beside the result: [`Sending::raw`].
//! They are there if the call fails, too.
//!
//! ```no_run
//! # async fn example(client: wallet_client::Client) {
//! let answer = client.wallet_balance().size(1).send().raw().await;
//! if let Err(wallet_client::Error::Decode(error)) = &answer.result {
//!     eprintln!("{error}");
//!     std::fs::write("answer.json", answer.body()).expect("the disk has room");
//! }
//! # }
//! ```
//!
//! # What the platform adds
//!
//! Fields that this version does not know are skipped, values and codes are kept. To hear of them early, register
//! [`ClientBuilder::on_drift`]: it is told the operation and the places, never a value. Nobody looks unless asked to.
//!
//! # Retries, times, clocks
//!
//! What fails for a reason that may pass is tried again, if that is safe: see [`Error::is_retryable`]. Between attempts the
//! client [waits](RetryPolicy), as long as the server asks for by `Retry-After` or longer. Each attempt takes the time anew
//! and signs anew, after the wait. An operation that is not idempotent is sent once: only if no connection was made, a
//! [`Signer`](signing::Signer) was unable for now, or the platform refused the call for its time alone, is there another
//! attempt. The file `FAULTS.md` beside this crate's README lists what servers, networks and clocks do to a call, and what
//! comes of it.
//!
//! | what | default | for a client | for a call |
//! |---|---|---|---|
//! | attempts | 3 | [`retry`](ClientBuilder::retry) | [`retry`](Sending::retry) |
//! | wait before the second attempt, at most | 200 ms, doubling up to 20 s | [`retry`](ClientBuilder::retry) | [`retry`](Sending::retry) |
//! | retries of all calls together | 50, and 1 more for 10 calls that work | [`retry_budget`](ClientBuilder::retry_budget) | |
//! | time for the whole call | 120 s | [`timeout`](ClientBuilder::timeout) | [`timeout`](Sending::timeout) |
//! | time for an attempt | 30 s | [`attempt_timeout`](ClientBuilder::attempt_timeout) | [`attempt_timeout`](Sending::attempt_timeout) |
//! | time for a connection | 10 s | [`connect_timeout`](ClientBuilder::connect_timeout) | |
//! | size of an answer, unpacked | 32 MiB | [`max_response_bytes`](ClientBuilder::max_response_bytes) | |
//! | calls at once | 1,024 | [`max_in_flight`](ClientBuilder::max_in_flight) | |
//!
//! If the platform refuses a call because its time is wrong or too old, and the answer's `Date` differs from this
//! machine's clock by at least a second and at most 24 hours, the client takes the platform's time from then on: it tries
//! that call once more at once, whatever the operation, because the platform did nothing. It warns of it in the log.
//!
//! ```no_run,standalone_crate
//! use std::time::Duration;
//! use wallet_client::{Client, RetryPolicy, SigningKey};
//!
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let client = Client::builder("https://wallet.example", "my-app-id", SigningKey::from_pem_file("merchant.pem")?)
//!     .retry(RetryPolicy::new().max_attempts(5))
//!     .timeout(Duration::from_secs(60))
//!     .build()?;
//! // This one is for a page that somebody waits for.
//! let page = client.wallet_balance().send().timeout(Duration::from_secs(3)).retry(RetryPolicy::never()).await?;
//! # let _ = page;
//! # Ok(())
//! # }
//! ```
//!
//! # Notifications
//!
//! What the platform posts to the merchant of its own accord is signed with the platform's key. A
//! [`NotificationVerifier`] has the public half, which the platform hands out privately: it
//! [verifies](NotificationVerifier::verify) the signature over the text that arrived, and only then
//! [reads](NotificationVerifier::open) it into a type. [`Acknowledgement`] is what to answer. The same notification may
//! come twice: act on it once.
//!
//! # What is not shown
//!
//! Neither [`Debug`], nor an error, nor the log shows a private key, a signature, or the value of a *sensitive* field,
//! such as the number of a bank account: `Debug` prints `<redacted>` in its place. To see the value, read the field, which
//! is public. Writing a value by serde writes all of it, since that is how it travels.
//!
//! # What can be watched
//!
//! Each call is a [`tracing`] span at level DEBUG, `wallet_call`, and each attempt one within it, `wallet_attempt`. The names
//! of the fields are those of OpenTelemetry where it has one. Nobody pays for what nobody listens to.
//!
//! | field | in | what it is |
//! |---|---|---|
//! | `otel.name`, `otel.kind` | both | the operation (for a call), and `internal` for a call, `client` for an attempt |
//! | `rpc.method` | both | the operation, such as `balance_records` |
//! | `http.request.method`, `url.template` | attempt | `POST`, and the path below the base URL |
//! | `http.request.resend_count` | attempt | how many attempts there were before; absent for the first |
//! | `http.request.body.size`, `http.response.body.size` | attempt | bytes; those of the answer unpacked |
//! | `http.response.status_code` | attempt | the HTTP status, once an answer began |
//! | `wallet.code` | attempt | the platform's code, that of success included |
//! | `wallet.attempts` | call | how many attempts there were |
//! | `error.type` | both | if it failed, how: `invalid_request`, `runtime`, `signing`, `connect`, `tls`, `send`, `body`, `too_large`, `timeout_connect`, `timeout_attempt`, `timeout_total`, `status`, `api`, `decode`, `cancelled` (the attempt of a call that was dropped) |
//! | `elapsed_ms` | both | how long it took, in milliseconds; that of a call with its waits |
//!
//! Events tell of the end of each, of a wait before another attempt (`wait_ms`), and, at level WARN, of a clock that was
//! corrected (`offset_ms`). For metrics there is [`Observer`], which is told before and after each attempt.
//!
//! # What it needs
//!
//! - **Tokio**, with its I/O and time drivers on, as `#[tokio::main]` has them. A signature takes milliseconds of
//!   processor time; it is made on Tokio's threads for blocking work. Programs that are not async turn on the feature
//!   `blocking`, and write `.wait()` where others write `.await`: the client, its methods and its settings are the same.
//! - **Certificate authorities** of the system, for HTTPS. Bare containers have none: install the package
//!   `ca-certificates`, or point `SSL_CERT_FILE` at a bundle.
//! - **A clock** that is right within a day: the platform refuses calls whose time is off, and the client then goes by the
//!   platform's. See [`Clock`].
//! - In development builds with the feature `rsa`, **optimised arithmetic**: without it a signature takes about 80 ms
//!   (2048 bits) or 400 ms (4096). In your `Cargo.toml`:
//!
//! ```toml
//! [profile.dev.package.rsa]
//! opt-level = 3
//! [profile.dev.package.num-bigint-dig]
//! opt-level = 3
//! [profile.dev.package.sha2]
//! opt-level = 3
//! ```
//!
//! # Features
//!
//! - `rsa`, on by default: signatures by the `rsa` crate, all Rust.
//! - `aws-lc-rs`: signatures by AWS-LC in its place, several times as fast and constant in time. [`signing`] says more, and
//!   what is left without either.
//! - `rustls`, on by default: HTTPS. Without it the client speaks plain HTTP only, which it allows for loopback, and
//!   elsewhere where [told to](ClientBuilder::allow_insecure_http).
//! - `blocking`: `wait`, in place of `.await`, on every call, for programs that are not async.
//! - `cli`: the program `wallet`, a command line with a command for each endpoint, and the module `cli` behind it.
//! - `sandbox`: the module `sandbox`, a server for tests that verifies real signatures and needs no credentials.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

#[cfg(feature = "cli")]
pub mod cli;
pub mod decimal;
pub mod money;
pub mod operation;
pub mod rules;
#[cfg(feature = "sandbox")]
pub mod sandbox;
pub mod signing;
pub mod stream;
pub mod time;

mod client;
mod clock;
mod drift;
mod envelope;
mod error;
mod notification;
mod observer;
mod open_enum;
mod retry;
mod text;
mod transport;
mod wire;

#[rustfmt::skip] // As the generator prints it.
mod generated;

#[cfg(test)]
mod sample;

pub use client::{Client, ClientBuilder, RawAnswer, RawSending, Sending};
pub use clock::{Clock, FixedClock, SystemClock};
pub use drift::Drift;
pub use error::{
    ApiError, ConfigError, Deadline, DecodeError, Error, PagingError, RuntimeError, SigningError,
    StatusError, TimeoutError, TransportError, TransportErrorKind,
};
pub use generated::*;
pub use notification::{Acknowledgement, Notification, NotificationError, NotificationVerifier};
pub use observer::{AttemptInfo, AttemptOutcome, Observer};
pub use retry::{RetryBudget, RetryPolicy};
pub use signing::{KeyError, SignError, SigningKey, VerifyError, VerifyingKey};
pub use time::civil;

// Has the examples in the README compiled, too.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
