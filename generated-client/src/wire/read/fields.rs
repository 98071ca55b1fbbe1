//! Reads the fields of an object.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};

use super::context::{Context, Step, Unknown};
use super::cursor::Seed;
use crate::wire::{MAX_FIELDS, Record, Shape, Slot, Wire};

/// A field of an envelope, which stands in the same object as a record's fields but is none of them.
pub struct Extra<'a> {
    name: &'static str,
    /// Taken when the field is read.
    slot: Option<Slot<'a>>,
}

impl<'a> Extra<'a> {
    /// A field of this name. It must be there unless the slot is an option.
    pub fn new(name: &'static str, slot: Slot<'a>) -> Self {
        Self {
            name,
            slot: Some(slot),
        }
    }
}

/// An object that holds more than a record's own fields: an envelope.
pub struct Wrapped<'a> {
    record: &'a mut dyn Record,
    extras: &'a mut [Extra<'a>],
}

impl<'a> Wrapped<'a> {
    /// A record, and what stands beside its fields.
    pub fn new(record: &'a mut dyn Record, extras: &'a mut [Extra<'a>]) -> Self {
        Self { record, extras }
    }

    /// Reads the object.
    pub fn read<'de, A: MapAccess<'de>>(
        &mut self,
        map: A,
        context: &Context,
    ) -> Result<(), A::Error> {
        read_fields(self.record, self.extras, map, context)
    }
}

/// Reads an object into a record and, beside it, into the fields of an envelope.
pub fn read_fields<'de, A: MapAccess<'de>>(
    record: &mut dyn Record,
    extras: &mut [Extra<'_>],
    mut map: A,
    context: &Context,
) -> Result<(), A::Error> {
    let shape = record.shape();
    let mut result = Ok(());
    record.with_fields(&mut |fields| {
        result = read_into(shape, fields, extras, &mut map, context);
    });
    result
}

fn read_into<'de, A: MapAccess<'de>>(
    shape: &'static Shape,
    fields: &mut [&mut dyn Wire],
    extras: &mut [Extra<'_>],
    map: &mut A,
    context: &Context,
) -> Result<(), A::Error> {
    let mut keys = Keys {
        shape,
        expected: 0,
        extras,
        context,
    };
    let mut seen = [false; MAX_FIELDS];
    let mut count = 0;
    while let Some(index) = map.next_key_seed(&keys)? {
        let (Some(field), Some(value)) = (shape.fields.get(index), fields.get_mut(index)) else {
            read_other(map, keys.extras, index - shape.fields.len(), context)?;
            continue;
        };
        if seen
            .get_mut(index)
            .is_none_or(|seen| std::mem::replace(seen, true))
        {
            return Err(twice(field.wire, context));
        }
        read_field(map, field.wire, value.slot(), context)?;
        keys.expected = index + 1;
        count += 1;
    }
    // Where every field was there, none is missing.
    let missing = if count == shape.fields.len() {
        None
    } else {
        missing_field(shape, &seen)
    };
    missing
        .or_else(|| missing_extra(keys.extras))
        .map_or(Ok(()), |name| {
            Err(context.below(Step::Field(name), context.error("the field is missing")))
        })
}

/// Reads the value of a field.
#[inline]
fn read_field<'de, A: MapAccess<'de>>(
    map: &mut A,
    name: &'static str,
    slot: Slot<'_>,
    context: &Context,
) -> Result<(), A::Error> {
    context.enter(|| Step::Field(name));
    match map.next_value_seed(&mut Seed::new(slot, context)) {
        Ok(()) => {
            context.leave();
            Ok(())
        }
        Err(error) => Err(context.below(Step::Field(name), error)),
    }
}

#[cold]
fn twice<E: Error>(name: &'static str, context: &Context) -> E {
    context.below(Step::Field(name), context.error("the field is there twice"))
}

/// Reads what is no field of the record: a field of the envelope, or an unknown one.
#[inline(never)]
fn read_other<'de, A: MapAccess<'de>>(
    map: &mut A,
    extras: &mut [Extra<'_>],
    index: usize,
    context: &Context,
) -> Result<(), A::Error> {
    if let Some(Extra { name, slot }) = extras.get_mut(index) {
        return match slot.take() {
            Some(slot) => read_field(map, name, slot, context),
            None => Err(twice(name, context)),
        };
    }
    match context.unknown() {
        Unknown::Skip => {}
        Unknown::Note => context.note_field(context.take_name()),
        Unknown::Refuse => {
            let step = Step::Unknown(context.take_name());
            return Err(context.below(step, context.error("the field is unknown")));
        }
    }
    map.next_value::<IgnoredAny>().map(drop)
}

fn missing_field(shape: &Shape, seen: &[bool]) -> Option<&'static str> {
    let mut fields = shape.fields.iter().zip(seen);
    fields
        .find(|(field, seen)| !field.optional && !**seen)
        .map(|(field, _)| field.wire)
}

fn missing_extra(extras: &[Extra<'_>]) -> Option<&'static str> {
    let missing = |extra: &&Extra<'_>| extra.slot.as_ref().is_some_and(|slot| !slot.is_optional());
    extras.iter().find(missing).map(|extra| extra.name)
}

/// Finds out what a key names: the place of a field or, counted on from there, of an extra one.
/// Anything beyond is unknown.
struct Keys<'a, 's> {
    shape: &'static Shape,
    /// Where the key is expected to stand: most servers write the fields in the documented order.
    expected: usize,
    extras: &'a mut [Extra<'s>],
    context: &'a Context,
}

impl Keys<'_, '_> {
    // Kept out of line, so that the usual case stays small.
    #[inline(never)]
    fn search(&self, key: &str) -> usize {
        self.shape.position(key).unwrap_or_else(|| {
            let extra = self.extras.iter().position(|extra| extra.name == key);
            if extra.is_none() {
                self.context.keep_name(key);
            }
            self.shape.fields.len() + extra.unwrap_or(self.extras.len())
        })
    }
}

impl<'de> DeserializeSeed<'de> for &Keys<'_, '_> {
    type Value = usize;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<usize, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for &Keys<'_, '_> {
    type Value = usize;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a field")
    }

    #[inline]
    fn visit_str<E: Error>(self, key: &str) -> Result<usize, E> {
        match self.shape.fields.get(self.expected) {
            Some(field) if field.wire == key => Ok(self.expected),
            _ => Ok(self.search(key)),
        }
    }

    fn visit_bytes<E: Error>(self, key: &[u8]) -> Result<usize, E> {
        match std::str::from_utf8(key) {
            Ok(key) => self.visit_str(key),
            Err(_) => Err(self
                .context
                .error("expected the name of a field, found bytes")),
        }
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<usize, E> {
        Err(self
            .context
            .error("expected the name of a field, found an integer"))
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<usize, E> {
        Err(self
            .context
            .error("expected the name of a field, found an integer"))
    }
}
