//! `cargo xtask import`: from a documentation page to facts, to a draft of a spec, and back to the page when it changes.
//!
//! ```text
//! page ──page──▶ pieces ──table──▶ blocks ──facts──▶ Facts ──draft──▶ YAML
//!                                    │                 │
//!                          describe, example     compare, check
//! ```
//!
//! Nothing is guessed silently: each fact knows the line it was read from, how sure it is, and what a person should look at.

pub mod check;
pub mod command;
pub mod draft;
pub mod example;
pub mod facts;
pub mod page;
pub mod table;

mod compare;
mod describe;
mod summary;
mod text;

pub use compare::across_pages;
pub use facts::{Facts, extract};
