//! The documented limits of a request, checked before anything is signed or sent.
//!
//! All that is broken is found at once. Values of sensitive fields are left out of every message.

mod between;
mod check;
mod pattern;

#[cfg(test)]
mod tests;

use std::error::Error;
use std::fmt;

use crate::wire::{Record, Value, get};

/// A request that breaks documented limits. Nothing was signed or sent.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct InvalidRequest {
    /// The operation that was asked for, such as `balance_records`.
    pub operation: &'static str,
    /// Everything that is wrong, field by field in the documented order, then between fields.
    pub violations: Vec<Violation>,
}

impl InvalidRequest {
    /// Checks a request.
    pub(crate) fn check(
        operation: &'static str,
        request: &dyn Record,
        waived: &Waived,
    ) -> Result<(), Self> {
        let mut violations = violations(request);
        violations.retain(|violation| !waived.covers(violation, request));
        if violations.is_empty() {
            Ok(())
        } else {
            Err(Self {
                operation,
                violations,
            })
        }
    }
}

impl fmt::Display for InvalidRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the request `{}` was not sent", self.operation)?;
        for (index, violation) in self.violations.iter().enumerate() {
            write!(f, "{} {violation}", if index == 0 { ":" } else { ";" })?;
        }
        Ok(())
    }
}

impl Error for InvalidRequest {}

/// One broken limit.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Violation {
    /// The field, by its names on the wire, as in `items[2].qty`. Where a rule between fields is
    /// broken, the field that the rule asks for, or the first of them.
    pub path: String,
    /// Which limit it is.
    pub limit: Limit,
    message: String,
}

impl Violation {
    /// A limit that is not the record's own.
    pub(crate) fn new(path: &str, limit: Limit, message: String) -> Self {
        Self {
            path: path.to_owned(),
            limit,
            message,
        }
    }
}

/// Limits of the spec that do not count, because somebody has set others in their place. By the wire names of fields.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Waived {
    /// The range of a number.
    pub(crate) range: Option<&'static str>,
    /// The span that ends with this field.
    pub(crate) span: Option<&'static str>,
    /// The most items that these lists may hold.
    pub(crate) items: &'static [&'static str],
}

impl Waived {
    /// Whether a limit that the record breaks does not count.
    pub(crate) fn covers(&self, violation: &Violation, record: &dyn Record) -> bool {
        let path = violation.path.as_str();
        match violation.limit {
            Limit::Range { .. } => self.range == Some(path),
            Limit::Span { .. } => self.span == Some(path),
            // That a list is empty is another matter.
            Limit::Items { min, .. } => {
                let count = match get(record, path) {
                    Value::List(items) => u32::try_from(items.count()).unwrap_or(u32::MAX),
                    _ => 0,
                };
                self.items.contains(&path) && count >= min
            }
            _ => false,
        }
    }
}

/// Says which limit is broken, and by what unless that is sensitive.
impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// A kind of limit. All bounds are inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Limit {
    /// A list holds too few or too many items.
    Items {
        /// The fewest.
        min: u32,
        /// The most.
        max: u32,
    },
    /// A number is too small or too large.
    Range {
        /// The least; `i64::MIN` where there is no such limit.
        min: i64,
        /// The greatest; `i64::MAX` where there is no such limit.
        max: i64,
    },
    /// A text is too short or too long.
    Length {
        /// The fewest characters.
        min: u32,
        /// The most characters; `u32::MAX` where there is no such limit.
        max: u32,
    },
    /// A text does not match a pattern.
    Pattern {
        /// The pattern.
        pattern: &'static str,
    },
    /// A time cannot be sent: it has a fraction of a second, or lies before the year 0.
    Time,
    /// A time lies before another, or too long after it.
    Span {
        /// The longest span, in seconds.
        max_seconds: i64,
    },
    /// Not exactly one of these fields is given.
    OneOf {
        /// The fields' names on the wire.
        fields: &'static [&'static str],
    },
    /// None of these fields is given.
    AnyOf {
        /// The fields' names on the wire.
        fields: &'static [&'static str],
    },
    /// A field is not given, though another has a value that asks for it.
    RequiredIf {
        /// The name on the wire of the field that decides.
        on: &'static str,
    },
    /// Two lists are too long for one call. One could be cut into several calls, but not both.
    Batches,
}

/// Every broken limit of a record and of the records within, in the order of the fields, and then
/// of the rules between fields.
pub(crate) fn violations(record: &dyn Record) -> Vec<Violation> {
    let mut found = Vec::new();
    check::record(record, check::Place::ROOT, &mut found);
    found
}
