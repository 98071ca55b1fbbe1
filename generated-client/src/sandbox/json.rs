//! JSON as it stands: objects keep the order of their members, and numbers their digits.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde::ser::{Serialize, Serializer};
use serde_json::value::RawValue;

use crate::time::{self, WireForm, civil::DateTime};

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
