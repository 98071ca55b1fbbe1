//! What the maintainers' commands do. The commands themselves are in `main.rs`; tests use the rest.

pub mod ci;
pub mod codegen_command;
pub mod demo;
pub mod drift;
pub mod explain;
pub mod import;
pub mod messages;
pub mod multiply;
pub mod mutate;
pub mod paths;
pub mod policy;
pub mod sandbox;
pub mod scale;
pub mod scratch;
pub mod shell;

/// Why a command failed, in words for the person who ran it.
pub type Failure = String;
