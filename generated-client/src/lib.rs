//! A typed client for a wallet platform's signed HTTP API.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod client;
mod clock;
pub mod decimal;
mod envelope;
mod error;
pub mod money;
mod open_enum;
pub mod operation;
pub mod rules;
#[cfg(test)]
mod sample;
#[cfg(feature = "sandbox")]
pub mod sandbox;
mod signing;
mod text;
pub mod time;
#[rustfmt::skip] // As the generator prints it.
mod generated;
mod transport;
mod wire;

pub use client::{Client, ClientBuilder, Sending};
pub use clock::{Clock, FixedClock, SystemClock};
pub use error::{
    ApiError, ConfigError, DecodeError, Error, SigningError, StatusError, TransportError,
    TransportErrorKind,
};
pub use generated::*;
pub use signing::{KeyError, SignError, SigningKey, VerifyError, VerifyingKey};
pub use time::civil;
