//! Mappings whose keys are names that the spec's author chooses.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{
    schema::Schemas,
    value::{FromNode, read, wrong_kind},
};
use crate::{
    diagnostic::Diagnostics,
    place::{Place, Spanned},
    yaml::{Kind, Node, Resolved},
};

/// A mapping whose keys are names that the spec's author chooses, in the order written.
#[derive(Debug, Clone)]
pub struct Named<T> {
    entries: Vec<(Spanned<String>, T)>,
    by_name: BTreeMap<String, usize>,
    /// Where the whole mapping stands; nowhere if there is none.
    pub place: Place,
    /// Whether every name in it could be read. If not, nobody can say that a name is missing.
    pub whole: bool,
}

impl<T> Default for Named<T> {
    fn default() -> Self {
        Self {
            entries: Vec::new(),
            by_name: BTreeMap::new(),
            place: Place::NOWHERE,
            whole: true,
        }
    }
}

impl<T> Named<T> {
    /// The entry called `name`.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&T> {
        let (_, value) = self.entries.get(*self.by_name.get(name)?)?;
        Some(value)
    }

    fn push(&mut self, name: Spanned<String>, value: T) {
        self.by_name.insert(name.value.clone(), self.entries.len());
        self.entries.push((name, value));
    }

    /// The entries.
    pub fn iter(&self) -> std::slice::Iter<'_, (Spanned<String>, T)> {
        self.entries.iter()
    }

    /// The names.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|(name, _)| name.as_str())
    }

    /// Where a name stands.
    #[must_use]
    pub fn place_of(&self, name: &str) -> Option<Place> {
        let (key, _) = self.entries.get(*self.by_name.get(name)?)?;
        Some(key.place)
    }

    /// Where the first name stands: short enough to point at, unlike the whole mapping.
    #[must_use]
    pub fn head(&self) -> Place {
        self.entries
            .first()
            .map_or(self.place, |(key, _)| key.place)
    }

    /// How many entries there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none, for certain.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.whole && self.entries.is_empty()
    }
}

impl<'a, T> IntoIterator for &'a Named<T> {
    type Item = &'a (Spanned<String>, T);
    type IntoIter = std::slice::Iter<'a, (Spanned<String>, T)>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<T: FromNode> FromNode for Named<T> {
    fn from_node(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let Kind::Mapping(entries) = &node.kind else {
            wrong_kind(node, "a mapping", "write `name: value` lines", diagnostics);
            return None;
        };
        let mut named = Self {
            place: node.place,
            ..Self::default()
        };
        for (key, value) in entries {
            let name = key_name(key, diagnostics);
            let value = read(value, diagnostics);
            match name {
                Some(name) => named.push(name, value),
                None => named.whole = false,
            }
        }
        Some(named)
    }

    fn unread() -> Self {
        Self {
            whole: false,
            ..Self::default()
        }
    }

    fn schema(schemas: &mut Schemas) -> Value {
        json!({ "type": "object", "additionalProperties": T::schema(schemas) })
    }
}

/// A chosen name. Whole numbers are fine as names (of codes); words that YAML readers quarrel over are not.
fn key_name(key: &Node, diagnostics: &mut Diagnostics) -> Option<Spanned<String>> {
    match key.resolved() {
        Some(Resolved::Int(_)) => Some(Spanned::new(key.text()?.to_owned(), key.place)),
        _ => Spanned::from_node(key, diagnostics),
    }
}
