//! What of an answer is shown: which columns, and whether personal data.

use serde::ser::{Serialize, SerializeMap as _, SerializeSeq as _, Serializer};

use crate::cli::facts::{Column, Command};
use crate::wire::{Field, Items, Out, Record, Value, Wire};

/// Stands in the place of personal data.
pub const MASK: &str = "<masked>";

/// What is shown.
#[derive(Clone)]
pub struct View {
    /// The columns, in the order in which they are shown.
    pub columns: Vec<&'static Column>,
    /// Whether personal data is shown.
    pub sensitive: bool,
}

impl View {
    /// All columns of a command, or those that are named.
    pub fn new(command: &'static Command, names: &[&String], sensitive: bool) -> Self {
        let all = command.columns;
        let chosen = names
            .iter()
            .filter_map(|name| all.iter().find(|column| column.wire == name.as_str()));
        Self {
            columns: if names.is_empty() {
                all.iter().collect()
            } else {
                chosen.collect()
            },
            sensitive,
        }
    }

    /// The shown fields of a row that are masked, all or in part, by their names.
    pub fn masked(&self, row: &dyn Record) -> Vec<&'static str> {
        if self.sensitive {
            return Vec::new();
        }
        let shown = self.columns.iter().map(|column| column.wire);
        shown
            .filter(|wire| {
                field(row, wire).is_some_and(|(field, value)| hides(value, field.sensitive))
            })
            .collect()
    }

    /// The value of a column in a row, masked if it must be.
    pub fn value<'r>(&self, row: &'r dyn Record, column: &Column) -> Shown<'r> {
        let found = field(row, column.wire);
        let (hide, value) = found.map_or((false, Value::Absent), |(field, value)| {
            (field.sensitive && !self.sensitive, value)
        });
        Shown {
            value,
            hide,
            show_all: self.sensitive,
        }
    }

    /// A row as JSON, of the shown columns.
    pub fn row<'r>(&'r self, row: &'r dyn Record) -> Row<'r> {
        Row { view: self, row }
    }
}

/// A field of a record, by its wire name.
pub fn field<'r>(record: &'r dyn Record, wire: &str) -> Option<(&'static Field, Value<'r>)> {
    let index = record.shape().position(wire)?;
    let field = record.shape().fields.get(index)?;
    Some((
        field,
        record.field(index).map_or(Value::Absent, Wire::value),
    ))
}

/// Whether a mask stands for it or for anything in it. What is empty hides nothing.
fn hides(value: Value<'_>, sensitive: bool) -> bool {
    match value {
        Value::Absent => false,
        Value::Text("") => false,
        Value::List(items) => (0..items.count())
            .filter_map(|index| items.item(index))
            .any(|item| hides(item.value(), sensitive)),
        Value::Record(record) => record
            .shape()
            .fields
            .iter()
            .enumerate()
            .any(|(index, field)| {
                let value = record.field(index).map_or(Value::Absent, Wire::value);
                hides(value, sensitive || field.sensitive)
            }),
        _ => sensitive,
    }
}

/// A value as it may be shown.
#[derive(Clone, Copy)]
pub struct Shown<'r> {
    pub value: Value<'r>,
    /// Whether it is personal data.
    pub hide: bool,
    /// Whether personal data in it is shown.
    pub show_all: bool,
}

impl Shown<'_> {
    /// Whether a mask stands for it.
    pub fn is_masked(&self) -> bool {
        let scalar = !matches!(self.value, Value::List(_) | Value::Record(_));
        self.hide && scalar && hides(self.value, true)
    }
}

impl Serialize for Shown<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.value {
            _ if self.is_masked() => serializer.serialize_str(MASK),
            Value::List(items) => self.list(items, serializer),
            Value::Record(record) => self.record(record, serializer),
            value => Out(value).serialize(serializer),
        }
    }
}

impl Shown<'_> {
    fn inner<'r>(&self, value: Value<'r>, sensitive: bool) -> Shown<'r> {
        Shown {
            value,
            hide: self.hide || sensitive && !self.show_all,
            show_all: self.show_all,
        }
    }

    fn list<S: Serializer>(&self, items: &dyn Items, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(items.count()))?;
        for item in (0..items.count()).filter_map(|index| items.item(index)) {
            list.serialize_element(&self.inner(item.value(), false))?;
        }
        list.end()
    }

    fn record<S: Serializer>(&self, record: &dyn Record, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (index, field) in record.shape().fields.iter().enumerate() {
            let value = record.field(index).map_or(Value::Absent, Wire::value);
            if !value.is_absent() {
                map.serialize_entry(field.wire, &self.inner(value, field.sensitive))?;
            }
        }
        map.end()
    }
}

/// The shown columns of a row, as an object.
pub struct Row<'r> {
    view: &'r View,
    row: &'r dyn Record,
}

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for column in &self.view.columns {
            let shown = self.view.value(self.row, column);
            if !shown.value.is_absent() {
                map.serialize_entry(column.wire, &shown)?;
            }
        }
        map.end()
    }
}
