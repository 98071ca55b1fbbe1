//! Prints records, with what is sensitive blacked out.

use std::fmt;

use super::{Field, Record, Wire};

/// Prints a record as the derived `Debug` would, but for its sensitive fields. `names` are those of its Rust fields.
pub fn debug(record: &dyn Record, names: &[&str], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let shape = record.shape();
    debug_assert_eq!(
        shape.fields.len(),
        names.len(),
        "the table and the fields of {}",
        shape.name
    );
    let mut out = f.debug_struct(shape.name);
    for (index, (field, name)) in shape.fields.iter().zip(names).enumerate() {
        if let Some(value) = record.field(index) {
            print_field(&mut out, name, field, value);
        }
    }
    out.finish()
}

fn print_field(out: &mut fmt::DebugStruct<'_, '_>, name: &str, field: &Field, value: &dyn Wire) {
    if !field.sensitive || value.value().is_absent() {
        out.field(name, &value);
    } else if field.optional {
        out.field(name, &Some(Redacted));
    } else {
        out.field(name, &Redacted);
    }
}

/// Stands for a value that must not be printed.
struct Redacted;

impl fmt::Debug for Redacted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<redacted>")
    }
}
