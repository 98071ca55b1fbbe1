//! Where a value stands in the spec, carried from loading to the last check.

use serde::{Serialize, Serializer};

/// A stretch of one file, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Index into [`Sources::files`](crate::source::Sources::files).
    pub file: usize,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Place {
    /// Where a value stands that could not be read: a diagnostic has said so, and
    /// [`Diagnostics::push`](crate::diagnostic::Diagnostics::push) drops whatever is said of it afterwards.
    pub const NOWHERE: Self = Self {
        file: usize::MAX,
        start: 0,
        end: 0,
    };

    /// The very beginning of the file with this index.
    #[must_use]
    pub const fn start_of(file: usize) -> Self {
        Self {
            file,
            start: 0,
            end: 0,
        }
    }
}

/// A value together with the place it was read from.
#[derive(Debug, Clone)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub place: Place,
}

impl<T> Spanned<T> {
    /// A value read from `place`.
    pub fn new(value: T, place: Place) -> Self {
        Self { value, place }
    }

    /// The value, unless it stands in for one that could not be read.
    pub fn read(&self) -> Option<&T> {
        (self.place != Place::NOWHERE).then_some(&self.value)
    }
}

impl Spanned<String> {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.value
    }
}

impl<T: Serialize> Serialize for Spanned<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(serializer)
    }
}
