//! What a type must offer to travel.

use std::fmt::Debug;
use std::mem::discriminant;

use super::{Shape, Slot, Value};

/// A value that travels: a scalar, an enum, a list, a record, or an option of these.
pub trait Wire: Debug + Send + Sync {
    /// A look at the value.
    fn value(&self) -> Value<'_>;

    /// The place to read into. Reading expects a [`blank`](Wire::blank) value there, and leaves it
    /// half filled where it fails.
    fn slot(&mut self) -> Slot<'_>;

    /// A placeholder to read into, seen by nobody unless reading succeeds.
    fn blank() -> Self
    where
        Self: Sized;
}

/// An object on the wire. Implemented by [`record!`](super::record).
pub trait Record: Debug + Send + Sync + 'static {
    /// What the object looks like.
    fn shape(&self) -> &'static Shape;

    /// The field at a place of the shape.
    fn field(&self, index: usize) -> Option<&dyn Wire>;

    /// Does `work` with all fields at once, in the order of the shape.
    fn with_fields(&mut self, work: &mut dyn FnMut(&mut [&mut dyn Wire]));

    /// A record of blank fields, to read into.
    fn unfilled() -> Self
    where
        Self: Sized;
}

impl<T: Record> Wire for T {
    fn value(&self) -> Value<'_> {
        Value::Record(self)
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::Record(self)
    }

    fn blank() -> Self {
        T::unfilled()
    }
}

/// The items of a list.
pub trait Items {
    /// How many there are.
    fn count(&self) -> usize;

    /// One of them.
    fn item(&self, index: usize) -> Option<&dyn Wire>;
}

/// A list that is read into.
pub trait ListSlot {
    /// Adds a blank item, to read into.
    fn push_blank(&mut self) -> Slot<'_>;

    /// Drops the last item again, since the list ended before it.
    fn drop_last(&mut self);
}

/// An option that is read into.
pub trait OptionSlot {
    /// Puts a blank value there, to read into.
    fn fill(&mut self) -> Slot<'_>;

    /// Empties it again.
    fn clear(&mut self);
}

/// An enum that is read from its text. Every text is fine.
pub trait FromText {
    /// Takes the value of that text.
    fn set_text(&mut self, text: &str);

    /// Whether the value is one that the spec names.
    fn is_known(&self) -> bool;
}

impl<T: for<'a> From<&'a str> + Wire> FromText for T {
    fn set_text(&mut self, text: &str) {
        *self = Self::from(text);
    }

    fn is_known(&self) -> bool {
        is_known(self)
    }
}

/// An enum that is read from its number. Every number is fine.
pub trait FromInt {
    /// Takes the value of that number.
    fn set_int(&mut self, value: i64);

    /// Whether the value is one that the spec names.
    fn is_known(&self) -> bool;
}

impl<T: From<i64> + Wire> FromInt for T {
    fn set_int(&mut self, value: i64) {
        *self = Self::from(value);
    }

    fn is_known(&self) -> bool {
        is_known(self)
    }
}

/// What an enum does not know is its `Other`, and so is its blank value. Told here, once, so that no generated enum needs a
/// method for it.
fn is_known<T: Wire>(value: &T) -> bool {
    discriminant(value) != discriminant(&T::blank())
}
