//! Reads one value into its slot.

use std::fmt;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, EnumAccess, Error, IgnoredAny, MapAccess,
    SeqAccess, Visitor,
};

use super::context::{Context, Step};
use super::decimal::read_decimal;
use super::fields::read_fields;
use crate::time;
use crate::wire::{ListSlot, Slot};

/// Reads one value into a slot.
///
/// It works by reference, and returns nothing but errors: this is the innermost loop, where moving it
/// about shows.
pub struct Seed<'s, 'c> {
    slot: Slot<'s>,
    /// Whether null is fine.
    nullable: bool,
    /// Whether null was found.
    null: bool,
    context: &'c Context,
}

impl<'s, 'c> Seed<'s, 'c> {
    /// Reads into this slot.
    pub fn new(slot: Slot<'s>, context: &'c Context) -> Self {
        Self {
            slot,
            nullable: false,
            null: false,
            context,
        }
    }

    #[cold]
    fn mismatch<E: Error>(&self, found: &str) -> E {
        self.context.error(format_args!(
            "expected {}, found {found}",
            self.slot.expected()
        ))
    }

    fn integer<E: Error>(&mut self, value: Option<i64>) -> Result<(), E> {
        let narrow = value.and_then(|value| i32::try_from(value).ok());
        match (&mut self.slot, value, narrow) {
            (Slot::I64(target), Some(value), _) => **target = value,
            (Slot::I32(target), _, Some(value)) => **target = value,
            (Slot::IntEnum(target), Some(value), _) => {
                target.set_int(value);
                self.context.check_known(|| target.is_known());
            }
            (Slot::I64(_) | Slot::I32(_) | Slot::IntEnum(_), ..) => {
                return Err(self.mismatch("an integer that is out of its range"));
            }
            _ => return Err(self.mismatch("an integer")),
        }
        Ok(())
    }

    fn time<E: Error>(&mut self, text: &str) -> Result<(), E> {
        match (&mut self.slot, time::parse(text)) {
            (Slot::Time(target), Some(time)) => **target = time,
            _ if text.is_empty() => return Err(self.mismatch("an empty string")),
            _ => return Err(self.mismatch("a string that is no such time")),
        }
        Ok(())
    }

    fn null<E: Error>(&mut self) -> Result<(), E> {
        self.null = true;
        if self.nullable {
            Ok(())
        } else {
            Err(self.mismatch("null"))
        }
    }
}

impl<'de> DeserializeSeed<'de> for &mut Seed<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        match &mut self.slot {
            Slot::Option(option) => {
                let mut inner = Seed::new(option.fill(), self.context);
                inner.nullable = true;
                inner.deserialize(deserializer)?;
                if inner.null {
                    option.clear();
                }
                Ok(())
            }
            Slot::Ignore => IgnoredAny::deserialize(deserializer).map(drop),
            Slot::Decimal(target) => {
                self.null = read_decimal(target, self.nullable, self.context, deserializer)?;
                Ok(())
            }
            _ => deserializer.deserialize_any(self),
        }
    }
}

impl<'de> Visitor<'de> for &mut Seed<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.slot.expected())
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        let Slot::Bool(target) = &mut self.slot else {
            return Err(self.mismatch("true or false"));
        };
        **target = value;
        Ok(())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<(), E> {
        self.integer(Some(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        self.integer(value.try_into().ok())
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<(), E> {
        self.integer(value.try_into().ok())
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<(), E> {
        self.integer(value.try_into().ok())
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        // JSON readers see every number that is no 64-bit integer as one of these.
        Err(self.mismatch("a number with a fraction, with an exponent, or out of range"))
    }

    // The place is blank, so there is no memory to reuse by `clone_into`, which takes longer.
    #[allow(clippy::assigning_clones)]
    #[inline]
    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        match &mut self.slot {
            Slot::Text(target) => **target = text.to_owned(),
            Slot::TextEnum(target) => {
                target.set_text(text);
                self.context.check_known(|| target.is_known());
            }
            Slot::Time(_) => return self.time(text),
            _ => return Err(self.mismatch("a string")),
        }
        Ok(())
    }

    fn visit_string<E: Error>(self, text: String) -> Result<(), E> {
        if let Slot::Text(target) = &mut self.slot {
            **target = text;
            return Ok(());
        }
        self.visit_str(&text)
    }

    fn visit_bytes<E: Error>(self, _: &[u8]) -> Result<(), E> {
        Err(self.mismatch("bytes"))
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.null()
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        self.null()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_enum<A: EnumAccess<'de>>(self, _: A) -> Result<(), A::Error> {
        Err(self.mismatch("a tagged value"))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<(), A::Error> {
        match &mut self.slot {
            Slot::List(list) => read_items(*list, items, self.context),
            _ => Err(self.mismatch("a list")),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        match &mut self.slot {
            Slot::Record(record) => read_fields(*record, &mut [], map, self.context),
            Slot::Wrapped(wrapped) => wrapped.read(map, self.context),
            _ => Err(self.mismatch("an object")),
        }
    }
}

fn read_items<'de, A: SeqAccess<'de>>(
    list: &mut dyn ListSlot,
    mut items: A,
    context: &Context,
) -> Result<(), A::Error> {
    for index in 0.. {
        context.enter(|| Step::Item(index));
        // An item is read where it will stay, so that large rows are not moved.
        match items.next_element_seed(&mut Seed::new(list.push_blank(), context)) {
            Ok(Some(())) => context.leave(),
            Ok(None) => {
                context.leave();
                list.drop_last();
                break;
            }
            Err(error) => return Err(context.below(Step::Item(index), error)),
        }
    }
    Ok(())
}
