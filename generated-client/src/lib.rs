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
//! [`SigningKey`] reads PKCS#8 and PKCS#1 as PEM, DER, or the bare Base64 that Java programs print.
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
//! # Errors
//!
//! A call fails with an [`Error`], whose kind says what to do next:
//!
//! | kind | what happened | what to do |
//! |---|---|---|
//! | [`InvalidRequest`](Error::InvalidRequest) | limits are broken; nothing was sent | mend the request |
//! | [`Signing`](Error::Signing) | no signature could be made; nothing was sent | see the message |
//! | [`Transport`](Error::Transport) | no connection, no answer in time, or half of one | try again, if that does no harm |
//! | [`Status`](Error::Status) | an HTTP status other than 2xx, often from a proxy | look at the status |
//! | [`Api`](Error::Api) | the platform refused, with an [`ErrorCode`] | do what [`help`](ApiError::help) says |
//! | [`Decode`](Error::Decode) | the answer is not what is documented | report it: it names the place, never a value |
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
//! A call is tried once. [`Error::is_retryable`] tells whether trying again is safe and may help; sending again stamps and
//! signs anew. What is wrong with a client's settings is a [`ConfigError`], and with a key a [`KeyError`].
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
//! Each call is a [`tracing`] span, `wallet_call`, with the operation, the HTTP status, the code and the time it took.
//!
//! # What it needs
//!
//! - **Tokio**, with its I/O and time drivers on, as `#[tokio::main]` has them. A signature takes milliseconds of
//!   processor time; it is made on Tokio's threads for blocking work.
//! - **Certificate authorities** of the system, for HTTPS. Bare containers have none: install the package
//!   `ca-certificates`, or point `SSL_CERT_FILE` at a bundle.
//! - **A right clock**: the platform refuses calls whose time is off. See [`Clock`].
//! - In development builds, **optimised arithmetic**: without it a signature takes about 80 ms (2048 bits) or 400 ms
//!   (4096). In your `Cargo.toml`:
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
//! - `rustls`, on by default: HTTPS. Without it the client speaks plain HTTP only, which it allows for loopback, and
//!   elsewhere where [told to](ClientBuilder::allow_insecure_http).
//! - `sandbox`: the module `sandbox`, a server for tests that verifies real signatures and needs no credentials.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

pub mod decimal;
pub mod money;
pub mod operation;
pub mod rules;
#[cfg(feature = "sandbox")]
pub mod sandbox;
pub mod time;

mod client;
mod clock;
mod envelope;
mod error;
mod notification;
mod open_enum;
mod signing;
mod text;
mod transport;
mod wire;

#[rustfmt::skip] // As the generator prints it.
mod generated;

#[cfg(test)]
mod sample;

pub use client::{Client, ClientBuilder, Sending};
pub use clock::{Clock, FixedClock, SystemClock};
pub use error::{
    ApiError, ConfigError, DecodeError, Error, SigningError, StatusError, TransportError,
    TransportErrorKind,
};
pub use generated::*;
pub use notification::{Acknowledgement, Notification, NotificationError, NotificationVerifier};
pub use signing::{KeyError, SignError, SigningKey, VerifyError, VerifyingKey};
pub use time::civil;

// Has the examples in the README compiled, too.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
