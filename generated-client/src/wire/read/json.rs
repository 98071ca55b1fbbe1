//! Reads JSON text, and says where it went wrong.

use serde::de::DeserializeSeed;

use super::context::{Context, Noted, Unknown};
use super::cursor::Seed;
use crate::wire::Slot;

/// Why JSON text could not be read. It never holds a value of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadError {
    /// Where in the value, such as `data.list[3].balance`; empty for the outermost value.
    pub path: String,
    /// What is wrong there.
    pub reason: String,
    /// Where in the text: the line, from 1.
    pub line: usize,
    /// Where in the line: the byte, from 1.
    pub column: usize,
    /// Whether the text is JSON at all, as far as it was read.
    pub well_formed: bool,
}

/// Reads JSON text that is no request and no answer into a blank value. Returns what is unknown in it, where that is
/// noted.
pub fn read_json(text: &str, slot: Slot<'_>, unknown: Unknown) -> Result<Noted, ReadError> {
    let context = Context::new(unknown);
    read_json_in(text, slot, &context)?;
    Ok(context.into_noted())
}

/// Reads JSON text as part of a reading whose context is at hand.
pub fn read_json_in(text: &str, slot: Slot<'_>, context: &Context) -> Result<(), ReadError> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    Seed::new(slot, context)
        .deserialize(&mut deserializer)
        .and_then(|()| deserializer.end())
        .map_err(|error| describe(&error, context))
}

fn describe(error: &serde_json::Error, context: &Context) -> ReadError {
    let (line, column) = (error.line(), error.column());
    let text = error.to_string();
    // The place is told apart from the reason.
    let place = format!(" at line {line} column {column}");
    ReadError {
        path: context.path(),
        reason: text.strip_suffix(&place).unwrap_or(&text).to_owned(),
        line,
        column,
        well_formed: context.is_ours(),
    }
}
