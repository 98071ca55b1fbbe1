//! Streams against a model: a platform in memory, whose rows are a list, and whose answers are cut from it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod harness;
mod hostile;
mod memory;
mod model;
mod properties;
mod queries;
mod resumed;
mod streams;
