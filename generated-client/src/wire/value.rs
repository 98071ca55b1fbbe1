//! A look at a value, as the drivers see it.

use crate::decimal::Decimal;
use crate::time::civil::DateTime;

use super::{Items, Record};

/// What a value is, borrowed.
#[derive(Clone, Copy)]
pub enum Value<'a> {
    /// Nothing: a field that is left out.
    Absent,
    /// True or false.
    Bool(bool),
    /// An integer, an amount of money, or the number of an enum.
    Int(i64),
    /// A text, an id, or the text of an enum.
    Text(&'a str),
    /// A date and time of day.
    Time(DateTime),
    /// A decimal number.
    Decimal(&'a Decimal),
    /// A list.
    List(&'a dyn Items),
    /// An object.
    Record(&'a dyn Record),
}

impl Value<'_> {
    /// Whether there is no value.
    pub fn is_absent(self) -> bool {
        matches!(self, Self::Absent)
    }
}
