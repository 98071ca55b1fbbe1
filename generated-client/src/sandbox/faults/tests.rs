//! Faults by themselves: which call meets which, and how they are written; and over sockets, byte by byte.
#![allow(clippy::unwrap_used, clippy::panic)]

mod script;
mod socket;
mod text;
