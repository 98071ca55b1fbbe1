//! What a row or a query holds, as a number: two with the same number hold the same.
//!
//! SHA-256, because such numbers are kept in cursors: they must be the same in every build, and tell nothing of what they
//! were made from. 128 bits of it do.

use sha2::{Digest as _, Sha256};

use super::times;
use crate::wire::{Record, Value, Wire};

/// A place to write into, kept from one row to the next.
#[derive(Default)]
pub(super) struct Digester {
    text: Vec<u8>,
}

impl Digester {
    /// The number of a record.
    pub(super) fn record(&mut self, record: &dyn Record) -> u128 {
        self.text.clear();
        push_record(record, &mut self.text);
        number(&self.text)
    }

    /// The number of a single value.
    pub(super) fn value(&mut self, value: Value<'_>) -> u128 {
        self.text.clear();
        push(value, &mut self.text);
        number(&self.text)
    }
}

/// The number of bytes.
pub(super) fn number(bytes: &[u8]) -> u128 {
    let hash = Sha256::digest(bytes);
    hash.iter()
        .take(16)
        .fold(0, |number, byte| number << 8 | u128::from(*byte))
}

/// Writes a value so that no two values are written the same: each with its kind and its length.
fn push(value: Value<'_>, out: &mut Vec<u8>) {
    match value {
        Value::Absent => out.push(0),
        Value::Bool(value) => out.extend([1, u8::from(value)]),
        Value::Int(number) => push_number(2, number, out),
        Value::Text(text) => push_text(3, text, out),
        Value::Time(time) => push_number(4, times::seconds(time), out),
        Value::Decimal(number) => push_text(5, number.as_str(), out),
        Value::List(items) => {
            push_length(6, items.count(), out);
            for item in (0..items.count()).filter_map(|index| items.item(index)) {
                push(item.value(), out);
            }
        }
        Value::Record(record) => push_record(record, out),
    }
}

fn push_record(record: &dyn Record, out: &mut Vec<u8>) {
    let fields = record.shape().fields.len();
    push_length(7, fields, out);
    for index in 0..fields {
        push(record.field(index).map_or(Value::Absent, Wire::value), out);
    }
}

fn push_number(kind: u8, number: i64, out: &mut Vec<u8>) {
    out.push(kind);
    out.extend(number.to_le_bytes());
}

fn push_text(kind: u8, text: &str, out: &mut Vec<u8>) {
    push_length(kind, text.len(), out);
    out.extend(text.as_bytes());
}

fn push_length(kind: u8, length: usize, out: &mut Vec<u8>) {
    out.push(kind);
    out.extend(u64::try_from(length).unwrap_or(u64::MAX).to_le_bytes());
}
