//! Copies values from one record to another of the same type, field by field.

use super::{Items, Record, Slot, Value, Wire};

/// Writes a value into a blank place of the same kind. What does not fit is left out.
pub fn copy(from: Value<'_>, into: Slot<'_>) {
    match (into, from) {
        (Slot::Option(place), Value::Absent) => place.clear(),
        (Slot::Option(place), from) => copy(from, place.fill()),
        (Slot::Bool(place), Value::Bool(value)) => *place = value,
        (Slot::I32(place), Value::Int(value)) => {
            if let Ok(value) = value.try_into() {
                *place = value;
            }
        }
        (Slot::I64(place), Value::Int(value)) => *place = value,
        (Slot::IntEnum(place), Value::Int(value)) => place.set_int(value),
        (Slot::Text(place), Value::Text(text)) => text.clone_into(place),
        (Slot::TextEnum(place), Value::Text(text)) => place.set_text(text),
        (Slot::Time(place), Value::Time(time)) => *place = time,
        (Slot::Decimal(place), Value::Decimal(number)) => number.clone_into(place),
        (Slot::List(place), Value::List(items)) => {
            for item in (0..items.count()).filter_map(|index| items.item(index)) {
                copy(item.value(), place.push_blank());
            }
        }
        (Slot::Record(place), Value::Record(record)) => {
            place.with_fields(&mut |fields| {
                for (index, field) in fields.iter_mut().enumerate() {
                    let value = record.field(index).map_or(Value::Absent, Wire::value);
                    copy(value, field.slot());
                }
            });
        }
        _ => {}
    }
}

/// The value of a field.
pub fn get<'r>(record: &'r dyn Record, wire: &str) -> Value<'r> {
    let index = record.shape().position(wire);
    index
        .and_then(|index| record.field(index))
        .map_or(Value::Absent, Wire::value)
}

/// Gives a field another value. One that the record does not have stays as it is.
pub fn set(record: &mut dyn Record, wire: &str, value: Value<'_>) {
    with_slot(record, wire, &mut |slot| copy(value, slot));
}

/// Has a list hold the items of another one, as far as they are `chosen`, and nothing else.
pub fn set_list(
    record: &mut dyn Record,
    wire: &str,
    items: &dyn Items,
    chosen: &mut dyn Iterator<Item = usize>,
) {
    let old = match get(record, wire) {
        Value::List(items) => items.count(),
        _ => 0,
    };
    with_slot(record, wire, &mut |slot| {
        let list = match slot {
            Slot::Option(place) => {
                place.clear();
                place.fill()
            }
            slot => slot,
        };
        let Slot::List(list) = list else { return };
        // Those of an option are gone; dropping what is not there does nothing.
        for _ in 0..old {
            list.drop_last();
        }
        for item in chosen.filter_map(|index| items.item(index)) {
            copy(item.value(), list.push_blank());
        }
    });
}

fn with_slot(record: &mut dyn Record, wire: &str, work: &mut dyn FnMut(Slot<'_>)) {
    let Some(index) = record.shape().position(wire) else {
        return;
    };
    record.with_fields(&mut |fields| {
        if let Some(field) = fields.get_mut(index) {
            work(field.slot());
        }
    });
}
