//! The generator: turns the spec of a signed HTTP API into the generated part of its Rust client.
//!
//! ```text
//! spec/*.yaml ──load──▶ Raw ──check──▶ Checked ──lower──▶ Api (the model) ──emit──▶ FileTree
//! ```
//!
//! Nothing here touches the disk but [`source::Sources::read`]; what is generated is handed back as a
//! [`file_tree::FileTree`] for the caller to write or compare.

pub mod check;
pub mod diagnostic;
mod emit;
pub mod file_tree;
mod language;
pub mod load;
mod lower;
pub mod model;
mod naming;
pub mod place;
pub mod source;
mod yaml;

pub use naming::{
    RESERVED_COMMANDS, RESERVED_FLAGS, RESERVED_METHODS, RESERVED_SETTINGS, RESERVED_TYPES,
};

use check::Checked;
use diagnostic::Diagnostics;
use source::Sources;

/// Loads and checks a spec.
///
/// # Errors
///
/// Every mistake in it, sorted by place.
pub fn read(sources: &Sources) -> Result<Checked, Diagnostics> {
    let mut diagnostics = Diagnostics::default();
    let raw = load::load(sources, &mut diagnostics);
    check::check(raw, diagnostics)
}

/// The model of a spec: every name minted, every reference resolved.
///
/// # Errors
///
/// Every mistake in the spec, sorted by place.
pub fn model(sources: &Sources) -> Result<model::Api, Diagnostics> {
    read(sources).map(|checked| lower::lower(&checked))
}

/// The folder that belongs to the generator: whatever it holds besides the generated files is an orphan.
pub const GENERATED_FOLDER: &str = emit::FOLDER;

/// Generates the client of a spec.
///
/// # Errors
///
/// Every mistake in the spec, sorted by place.
pub fn generate(sources: &Sources) -> Result<file_tree::FileTree, Diagnostics> {
    model(sources).map(|api| emit::emit(&api))
}

/// Generates the documents about the spec language. They are the same for every spec, and lie beside it.
#[must_use]
pub fn language() -> file_tree::FileTree {
    language::documents()
}
