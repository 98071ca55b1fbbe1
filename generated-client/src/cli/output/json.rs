//! The answer as JSON: as it travels, with personal data masked.

use std::io::{self, Write};

use serde::ser::{Serialize, SerializeMap as _, Serializer};

use super::view::{Row, Shown, View, field};
use crate::wire::{Items, Record, Value, Wire};

/// Writes a whole answer as one document.
pub fn answer(
    view: &View,
    answer: &dyn Wire,
    rows: Option<&str>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let document = Document {
        view,
        value: answer.value(),
        rows,
    };
    serde_json::to_writer_pretty(&mut *out, &document)?;
    out.write_all(b"\n")
}

/// Writes a row on a line.
pub fn row(view: &View, row: &dyn Record, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, &view.row(row))?;
    Ok(())
}

struct Document<'a> {
    view: &'a View,
    value: Value<'a>,
    /// The member that holds the rows.
    rows: Option<&'a str>,
}

impl Serialize for Document<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match (self.value, self.rows) {
            (Value::Record(page), Some(rows)) => self.page(page, rows, serializer),
            (Value::Record(row), None) => self.view.row(row).serialize(serializer),
            (Value::List(items), _) => serializer.collect_seq(self.rows(items)),
            (value, _) => self.shown(value, false).serialize(serializer),
        }
    }
}

impl Document<'_> {
    fn page<S: Serializer>(
        &self,
        page: &dyn Record,
        rows: &str,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for entry in page.shape().fields {
            match field(page, entry.wire) {
                Some((_, Value::List(items))) if entry.wire == rows => {
                    let rows: Vec<_> = self.rows(items).collect();
                    map.serialize_entry(entry.wire, &rows)?;
                }
                Some((_, value)) if !value.is_absent() => {
                    map.serialize_entry(entry.wire, &self.shown(value, entry.sensitive))?;
                }
                _ => {}
            }
        }
        map.end()
    }

    fn rows<'r>(&'r self, items: &'r dyn Items) -> impl Iterator<Item = OneOf<'r>> {
        let items = (0..items.count()).filter_map(|index| items.item(index));
        items.map(|item| match item.value() {
            Value::Record(row) => OneOf::Row(self.view.row(row)),
            value => OneOf::Other(self.shown(value, false)),
        })
    }

    fn shown<'r>(&self, value: Value<'r>, sensitive: bool) -> Shown<'r> {
        Shown {
            value,
            hide: sensitive && !self.view.sensitive,
            show_all: self.view.sensitive,
        }
    }
}

enum OneOf<'r> {
    Row(Row<'r>),
    Other(Shown<'r>),
}

impl Serialize for OneOf<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Row(row) => row.serialize(serializer),
            Self::Other(shown) => shown.serialize(serializer),
        }
    }
}
