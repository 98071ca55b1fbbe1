//! How the types of the standard library travel.

use crate::decimal::Decimal;

use super::{Items, ListSlot, OptionSlot, Slot, Value, Wire};

impl Wire for bool {
    fn value(&self) -> Value<'_> {
        Value::Bool(*self)
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::Bool(self)
    }

    fn blank() -> Self {
        false
    }
}

impl Wire for i32 {
    fn value(&self) -> Value<'_> {
        Value::Int(i64::from(*self))
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::I32(self)
    }

    fn blank() -> Self {
        0
    }
}

impl Wire for i64 {
    fn value(&self) -> Value<'_> {
        Value::Int(*self)
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::I64(self)
    }

    fn blank() -> Self {
        0
    }
}

impl Wire for String {
    fn value(&self) -> Value<'_> {
        Value::Text(self)
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::Text(self)
    }

    fn blank() -> Self {
        Self::new()
    }
}

impl Wire for Decimal {
    fn value(&self) -> Value<'_> {
        Value::Decimal(self)
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::Decimal(self)
    }

    fn blank() -> Self {
        Self::blank()
    }
}

/// The answer of an endpoint that answers nothing: whatever stands there is ignored.
impl Wire for () {
    fn value(&self) -> Value<'_> {
        Value::Absent
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::Ignore
    }

    fn blank() -> Self {}
}

impl<T: Wire> Wire for Option<T> {
    fn value(&self) -> Value<'_> {
        self.as_ref().map_or(Value::Absent, Wire::value)
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::Option(self)
    }

    fn blank() -> Self {
        None
    }
}

impl<T: Wire> OptionSlot for Option<T> {
    fn fill(&mut self) -> Slot<'_> {
        self.insert(T::blank()).slot()
    }

    fn clear(&mut self) {
        *self = None;
    }
}

impl<T: Wire> Wire for Vec<T> {
    fn value(&self) -> Value<'_> {
        Value::List(self)
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::List(self)
    }

    fn blank() -> Self {
        Self::new()
    }
}

impl<T: Wire> Items for Vec<T> {
    fn count(&self) -> usize {
        self.len()
    }

    fn item(&self, index: usize) -> Option<&dyn Wire> {
        self.get(index).map(|item| item as &dyn Wire)
    }
}

impl<T: Wire> ListSlot for Vec<T> {
    fn push_blank(&mut self) -> Slot<'_> {
        self.push(T::blank());
        match self.last_mut() {
            Some(last) => last.slot(),
            None => Slot::Ignore,
        }
    }

    fn drop_last(&mut self) {
        self.pop();
    }
}
