//! A place that a value is read into.

use crate::decimal::Decimal;
use crate::time::civil::DateTime;

use super::{FromInt, FromText, ListSlot, OptionSlot, Record, Wrapped};

/// Where the reader puts what it reads, and so what it expects there.
pub enum Slot<'a> {
    /// True or false.
    Bool(&'a mut bool),
    /// An integer of 32 bits.
    I32(&'a mut i32),
    /// An integer of 64 bits.
    I64(&'a mut i64),
    /// A text.
    Text(&'a mut String),
    /// An enum whose values are texts.
    TextEnum(&'a mut dyn FromText),
    /// An enum whose values are integers.
    IntEnum(&'a mut dyn FromInt),
    /// A date and time of day.
    Time(&'a mut DateTime),
    /// A decimal number.
    Decimal(&'a mut Decimal),
    /// Any of the others, or null.
    Option(&'a mut dyn OptionSlot),
    /// A list.
    List(&'a mut dyn ListSlot),
    /// An object.
    Record(&'a mut dyn Record),
    /// An object that holds more than the record's own fields: an envelope.
    Wrapped(&'a mut Wrapped<'a>),
    /// Anything, and it is thrown away.
    Ignore,
}

impl Slot<'_> {
    /// What is expected, in words.
    pub fn expected(&self) -> &'static str {
        match self {
            Self::Bool(_) => "true or false",
            Self::I32(_) => "a 32-bit integer",
            Self::I64(_) | Self::IntEnum(_) => "a 64-bit integer",
            Self::Text(_) | Self::TextEnum(_) => "a string",
            Self::Time(_) => "a date and time as `yyyy-MM-dd HH:mm:ss`",
            Self::Decimal(_) => "a decimal number of at most 64 characters",
            Self::List(_) => "a list",
            Self::Record(_) | Self::Wrapped(_) => "an object",
            Self::Option(_) | Self::Ignore => "any value",
        }
    }

    /// Whether the place may stay empty.
    pub fn is_optional(&self) -> bool {
        matches!(self, Self::Option(_) | Self::Ignore)
    }
}
