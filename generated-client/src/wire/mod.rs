//! How values travel: every generated type is described by a table, and read, written, printed and
//! checked by one driver each, compiled once.
//!
//! Deriving this for each generated type is what makes generated clients slow to compile. Here a
//! record states facts (a [`Shape`] and its Rust field names, by [`record!`]), and the drivers do the
//! work through `dyn` [`Record`]. The items are `pub` because public traits name them; the module is
//! private, so none of it is part of the crate's public interface.

mod copy;
mod debug;
mod impls;
mod macros;
mod read;
mod same;
mod shape;
mod slot;
mod traits;
mod value;
mod write;

#[cfg(test)]
mod tests;

#[cfg(feature = "cli")]
pub use copy::copy;
pub use copy::{get, set, set_list};
pub use debug::debug;
// Which of these the generated code uses depends on the spec.
#[allow(unused_imports)]
pub(crate) use macros::{record, serde_impls};
#[allow(unused_imports)]
pub use read::{Context, Extra, Noted, ReadError, Unknown, Wrapped, read, read_json, read_json_in};
pub use same::same;
pub use shape::{Field, MAX_FIELDS, Rule, Shape};
pub use slot::Slot;
pub use traits::{FromInt, FromText, Items, ListSlot, OptionSlot, Record, Wire};
pub use value::Value;
#[cfg(any(feature = "cli", feature = "sandbox"))]
pub use write::Out;
pub use write::{write, write_fields};
