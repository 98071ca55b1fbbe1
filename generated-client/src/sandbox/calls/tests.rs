//! The record of calls, made from real ones.
#![allow(clippy::unwrap_used, clippy::panic)]

mod curl;
mod diagnosis;
mod mask;
mod memory;
mod mistakes;
mod record;
