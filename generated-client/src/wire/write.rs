//! Writes values: one driver for every record.

use serde::ser::{Error as _, Serialize, SerializeMap, SerializeSeq, Serializer};
use serde_json::value::RawValue;

use crate::decimal::Decimal;
use crate::time;

use super::{Items, Record, Value, Wire};

/// Writes a value. This is what the generated types' `Serialize` calls.
pub fn write<S: Serializer>(value: &dyn Wire, serializer: S) -> Result<S::Ok, S::Error> {
    Out(value.value()).serialize(serializer)
}

/// A value that can be serialised.
pub struct Out<'a>(pub Value<'a>);

impl Serialize for Out<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Value::Absent => serializer.serialize_unit(),
            Value::Bool(value) => serializer.serialize_bool(value),
            Value::Int(value) => serializer.serialize_i64(value),
            Value::Text(text) => serializer.serialize_str(text),
            Value::Time(time) => serializer.collect_str(&time::WireForm(time)),
            Value::Decimal(decimal) => write_decimal(decimal, serializer),
            Value::List(items) => write_list(items, serializer),
            Value::Record(record) => {
                let mut map = serializer.serialize_map(None)?;
                write_fields(record, &mut map)?;
                map.end()
            }
        }
    }
}

fn write_list<S: Serializer>(items: &dyn Items, serializer: S) -> Result<S::Ok, S::Error> {
    let mut list = serializer.serialize_seq(Some(items.count()))?;
    for item in (0..items.count()).filter_map(|index| items.item(index)) {
        list.serialize_element(&Out(item.value()))?;
    }
    list.end()
}

/// Writes a record's fields into an object that is already open, in the order of its shape. What is
/// absent is left out.
pub fn write_fields<M: SerializeMap>(record: &dyn Record, map: &mut M) -> Result<(), M::Error> {
    for (index, field) in record.shape().fields.iter().enumerate() {
        let value = record.field(index).map_or(Value::Absent, Wire::value);
        if !value.is_absent() {
            map.serialize_entry(field.wire, &Out(value))?;
        }
    }
    Ok(())
}

/// In JSON, a number with the very digits. Formats that no person reads get a string; other readable
/// formats get the wrapper by which `serde_json` hands raw text through, which reads back.
fn write_decimal<S: Serializer>(decimal: &Decimal, serializer: S) -> Result<S::Ok, S::Error> {
    if serializer.is_human_readable() {
        let raw = RawValue::from_string(decimal.as_str().to_owned()).map_err(S::Error::custom)?;
        raw.serialize(serializer)
    } else {
        serializer.serialize_str(decimal.as_str())
    }
}
