//! A stand-in until `cargo xtask codegen` writes this file.
pub mod error_code;
