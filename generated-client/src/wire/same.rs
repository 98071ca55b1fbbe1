//! Compares values: two are the same if they travel as the same.

use super::{Record, Value};

/// Whether two records have the same fields. This is what the generated types' `PartialEq` calls.
pub fn same(one: &dyn Record, other: &dyn Record) -> bool {
    let count = one.shape().fields.len();
    count == other.shape().fields.len()
        && (0..count).all(|index| match (one.field(index), other.field(index)) {
            (Some(one), Some(other)) => same_value(one.value(), other.value()),
            _ => false,
        })
}

fn same_value(one: Value<'_>, other: Value<'_>) -> bool {
    match (one, other) {
        (Value::Absent, Value::Absent) => true,
        (Value::Bool(one), Value::Bool(other)) => one == other,
        (Value::Int(one), Value::Int(other)) => one == other,
        (Value::Text(one), Value::Text(other)) => one == other,
        (Value::Time(one), Value::Time(other)) => one == other,
        (Value::Decimal(one), Value::Decimal(other)) => one == other,
        (Value::Record(one), Value::Record(other)) => same(one, other),
        (Value::List(one), Value::List(other)) => {
            one.count() == other.count()
                && (0..one.count()).all(|index| match (one.item(index), other.item(index)) {
                    (Some(one), Some(other)) => same_value(one.value(), other.value()),
                    _ => false,
                })
        }
        _ => false,
    }
}
