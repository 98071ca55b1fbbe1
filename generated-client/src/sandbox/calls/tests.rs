//! The record of calls, made from real ones.
#![allow(clippy::unwrap_used, clippy::panic)]

mod curl;
mod mask;
mod memory;
mod record;
