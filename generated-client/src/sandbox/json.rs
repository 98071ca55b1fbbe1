//! JSON as it stands: objects keep the order of their members, and numbers their digits.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde::ser::{Serialize, Serializer};
use serde_json::value::RawValue;

use crate::time::{self, WireForm, civil::DateTime};
use crate::wire::Value;

/// An object.
pub(super) struct Object(pub(super) Vec<(String, Box<RawValue>)>);

impl Object {
    /// The value of a member.
    pub(super) fn get(&self, name: &str) -> Option<&RawValue> {
        let member = self.0.iter().find(|(found, _)| found == name);
        member.map(|(_, value)| &**value)
    }
}

impl<'de> Deserialize<'de> for Object {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Members)
    }
}

struct Members;

impl<'de> Visitor<'de> for Members {
    type Value = Object;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(Object(members))
    }
}

/// A simple value, told apart by what can be done with it.
#[derive(Clone)]
pub(super) enum Cell {
    Int(i64),
    Text(String),
    Time(DateTime),
    /// Anything else, which stays as it is.
    Other(Box<RawValue>),
}

impl Cell {
    /// Takes a value for what it looks like.
    pub(super) fn new(raw: &RawValue) -> Self {
        let json = raw.get();
        if let Ok(text) = serde_json::from_str::<String>(json) {
            return time::parse(&text).map_or(Self::Text(text), Self::Time);
        }
        json.parse()
            .map_or_else(|_| Self::Other(raw.to_owned()), Self::Int)
    }
}

/// What values are compared by.
#[derive(PartialEq, Eq, Hash)]
pub(super) enum Key<'a> {
    Int(i64),
    Text(&'a str),
    Time(DateTime),
    /// True, false, or a decimal number, as it is written.
    Json(&'a str),
}

impl<'a> Key<'a> {
    /// `None` for what no simple value is compared with.
    pub(super) fn of(value: Value<'a>) -> Option<Self> {
        match value {
            Value::Int(number) => Some(Self::Int(number)),
            Value::Text(text) => Some(Self::Text(text)),
            Value::Time(time) => Some(Self::Time(time)),
            Value::Bool(value) => Some(Self::Json(if value { "true" } else { "false" })),
            Value::Decimal(number) => Some(Self::Json(number.as_str())),
            Value::Absent | Value::List(_) | Value::Record(_) => None,
        }
    }
}

impl Cell {
    /// A simple value; `None` for any other.
    pub(super) fn of(value: Value<'_>) -> Option<Self> {
        match Key::of(value)? {
            Key::Int(number) => Some(Self::Int(number)),
            Key::Text(text) => Some(Self::Text(text.to_owned())),
            Key::Time(time) => Some(Self::Time(time)),
            Key::Json(json) => RawValue::from_string(json.to_owned()).ok().map(Self::Other),
        }
    }

    /// What it is compared by.
    pub(super) fn key(&self) -> Key<'_> {
        match self {
            Self::Int(number) => Key::Int(*number),
            Self::Text(text) => Key::Text(text),
            Self::Time(time) => Key::Time(*time),
            Self::Other(raw) => Key::Json(raw.get()),
        }
    }
}

impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Int(number) => serializer.serialize_i64(*number),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Time(time) => serializer.collect_str(&WireForm(*time)),
            Self::Other(raw) => raw.serialize(serializer),
        }
    }
}

/// A text in quotes.
pub(super) fn quoted(text: &str) -> String {
    // Printing a value, unlike serialising one, has no way to fail.
    serde_json::Value::from(text).to_string()
}
