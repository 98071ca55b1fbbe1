//! Reads values: one driver for every record, in one pass over the input.
//!
//! Nothing is buffered, strings are taken as they come, and the path to a mistake is gathered only
//! while the error travels up. No message quotes a value: it may be someone's bank account.

mod context;
mod cursor;
mod decimal;
mod fields;
mod json;

use serde::de::{DeserializeSeed, Deserializer, Error as _};

pub use context::{Context, Noted, Unknown};
pub use cursor::Seed;
pub use fields::{Extra, Wrapped};
pub use json::{ReadError, read_json, read_json_in};

use super::Wire;

/// Reads a value. This is what the generated types' `Deserialize` calls.
///
/// Unknown fields are skipped. The format must describe itself, as JSON does.
pub fn read<'de, T: Wire, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut value = T::blank();
    read_into(&mut value, deserializer)?;
    Ok(value)
}

fn read_into<'de, D: Deserializer<'de>>(
    value: &mut dyn Wire,
    deserializer: D,
) -> Result<(), D::Error> {
    let context = Context::new(Unknown::Skip);
    match Seed::new(value.slot(), &context).deserialize(deserializer) {
        Ok(()) => Ok(()),
        // An error of the format itself (the input ends, say) keeps its kind.
        Err(error) if context.is_ours() && !context.path().is_empty() => Err(D::Error::custom(
            format_args!("`{}`: {error}", context.path()),
        )),
        Err(error) => Err(error),
    }
}
