//! A typed client for a wallet platform's signed HTTP API.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

pub mod decimal;
mod envelope;
pub mod money;
mod open_enum;
pub mod rules;
mod text;
pub mod time;
#[cfg(test)]
mod sample;
pub mod operation;
mod signing;
mod client;
mod clock;
mod error;
#[rustfmt::skip] // As the generator prints it.
mod generated;
mod transport;
mod wire;

pub use client::{Client, ClientBuilder};
pub use clock::{Clock, FixedClock, SystemClock};
pub use error::{
    ApiError, ConfigError, DecodeError, Error, SigningError, StatusError, TransportError,
    TransportErrorKind,
};
pub use generated::*;
pub use signing::{KeyError, SignError, SigningKey, VerifyError, VerifyingKey};
