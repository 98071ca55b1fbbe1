//! YAML with places: a tree in which every key and value knows where it stands.

mod characters;
mod parse;
mod scalar;
mod span;
mod syntax;

pub use parse::parse;
pub use scalar::Resolved;

use serde::{
    Serialize, Serializer,
    ser::{SerializeMap, SerializeSeq},
};

use crate::place::Place;

/// One value of a YAML document.
#[derive(Debug, Clone)]
pub struct Node {
    /// What it is.
    pub kind: Kind,
    /// Where it stands.
    pub place: Place,
}

/// The three kinds of YAML value.
#[derive(Debug, Clone)]
pub enum Kind {
    /// A single value.
    Scalar {
        /// The text, with quotes and escapes undone.
        text: String,
        /// Whether it was written without quotes, so that it may mean a number, a boolean or null.
        plain: bool,
    },
    /// A list.
    Sequence(Vec<Node>),
    /// Keys with values, in the order written.
    Mapping(Vec<(Node, Node)>),
    /// Something that was refused, which has its diagnostic already.
    Refused,
}

impl Node {
    /// The scalar's meaning, or `None` for a list or a mapping.
    #[must_use]
    pub fn resolved(&self) -> Option<Resolved<'_>> {
        match &self.kind {
            Kind::Scalar { text, plain } => Some(scalar::resolve(text, *plain)),
            Kind::Sequence(_) | Kind::Mapping(_) | Kind::Refused => None,
        }
    }

    /// The scalar's text as written, without quotes.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match &self.kind {
            Kind::Scalar { text, .. } => Some(text),
            Kind::Sequence(_) | Kind::Mapping(_) | Kind::Refused => None,
        }
    }

    /// What it is, in the words of a diagnostic.
    #[must_use]
    pub fn describe(&self) -> String {
        match &self.kind {
            Kind::Scalar { .. } => self.resolved().map_or_else(String::new, Resolved::describe),
            Kind::Sequence(_) => "a list".to_owned(),
            Kind::Mapping(_) => "a mapping".to_owned(),
            Kind::Refused => "a refused value".to_owned(),
        }
    }

    /// The value of `key` in a mapping.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Node> {
        match &self.kind {
            Kind::Mapping(entries) => entries
                .iter()
                .find(|(name, _)| name.text() == Some(key))
                .map(|(_, value)| value),
            Kind::Scalar { .. } | Kind::Sequence(_) | Kind::Refused => None,
        }
    }
}

/// As JSON, in the order written.
impl Serialize for Node {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.kind {
            Kind::Scalar { text, plain } => scalar::resolve(text, *plain).serialize(serializer),
            Kind::Refused => serializer.serialize_unit(),
            Kind::Sequence(items) => {
                let mut list = serializer.serialize_seq(Some(items.len()))?;
                for item in items {
                    list.serialize_element(item)?;
                }
                list.end()
            }
            Kind::Mapping(entries) => {
                let mut map = serializer.serialize_map(Some(entries.len()))?;
                for (key, value) in entries {
                    map.serialize_entry(key.text().unwrap_or_default(), value)?;
                }
                map.end()
            }
        }
    }
}
