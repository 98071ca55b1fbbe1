//! From [`Node`]s to typed values: everything wrong in a mapping is reported at once, and reading goes on.
//!
//! A struct of the language is declared with [`mapping!`], which lists its keys once; the reading follows from the
//! declaration. What cannot be read is stood in for by [`FromNode::unread`], so that one mistake neither hides the next
//! nor brings about others.

use std::{cell::RefCell, collections::BTreeMap};

use serde_json::{Value, json};

use super::schema::Schemas;
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, nearest, suggest},
    place::{Place, Spanned},
    yaml::{Kind, Node, Resolved},
};

/// A value that can be read from a node.
pub trait FromNode: Sized {
    /// Reads `node`, reporting what is wrong to `diagnostics`; `None` means that nothing of it could be used.
    fn from_node(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self>;

    /// What stands in for a value that could not be read. It stands [nowhere](Place::NOWHERE), so that nothing more is
    /// said of it.
    fn unread() -> Self;

    /// What it looks like, as a JSON Schema.
    fn schema(schemas: &mut Schemas) -> Value;
}

/// Reads `node`, or stands in for what it should have been.
pub fn read<T: FromNode>(node: &Node, diagnostics: &mut Diagnostics) -> T {
    T::from_node(node, diagnostics).unwrap_or_else(T::unread)
}

/// Reports that `node` is of the wrong kind.
pub fn wrong_kind(
    node: &Node,
    wanted: &str,
    help: impl Into<String>,
    diagnostics: &mut Diagnostics,
) {
    if let Kind::Refused = node.kind {
        return;
    }
    let message = format!(
        "{wanted} is wanted here, but {} stands here",
        node.describe()
    );
    diagnostics.push(Diagnostic::new(Code::WrongKind, node.place, message, help));
}

/// The mistake of a text that was written without quotes although YAML readers quarrel over it.
#[must_use]
pub fn wants_quotes(text: &str, place: Place) -> Diagnostic {
    let message =
        format!("`{text}` is meant as text, but YAML readers may take it for something else");
    let help = format!("put it in quotes: \"{text}\"");
    Diagnostic::new(Code::WantsQuotes, place, message, help)
}

impl FromNode for Spanned<String> {
    fn from_node(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        match node.resolved() {
            Some(Resolved::Text(text)) => Some(Self::new(text.to_owned(), node.place)),
            Some(Resolved::Null) | None => {
                let help = match node.kind {
                    Kind::Scalar { .. } => "write a text",
                    _ => {
                        "write a text; one that begins with a bracket or a brace wants quotes, as in \"[MchUuid]\""
                    }
                };
                wrong_kind(node, "a text", help, diagnostics);
                None
            }
            Some(_) => {
                let text = node.text().unwrap_or_default();
                diagnostics.push(wants_quotes(text, node.place));
                // What was meant is clear, so whatever refers to it goes on without a mistake of its own.
                Some(Self::new(text.to_owned(), node.place))
            }
        }
    }

    fn unread() -> Self {
        Self::new(String::new(), Place::NOWHERE)
    }

    fn schema(_: &mut Schemas) -> Value {
        json!({ "type": "string" })
    }
}

impl FromNode for Spanned<bool> {
    fn from_node(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        if let Some(Resolved::Bool(value)) = node.resolved() {
            return Some(Self::new(value, node.place));
        }
        wrong_kind(
            node,
            "`true` or `false`",
            "write `true` or `false`, without quotes",
            diagnostics,
        );
        None
    }

    fn unread() -> Self {
        Self::new(false, Place::NOWHERE)
    }

    fn schema(_: &mut Schemas) -> Value {
        json!({ "type": "boolean" })
    }
}

impl FromNode for Spanned<i64> {
    fn from_node(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        if let Some(Resolved::Int(value)) = node.resolved() {
            return Some(Self::new(value, node.place));
        }
        wrong_kind(
            node,
            "a whole number",
            "write digits only, at most 19 of them, without quotes",
            diagnostics,
        );
        None
    }

    fn unread() -> Self {
        Self::new(0, Place::NOWHERE)
    }

    fn schema(_: &mut Schemas) -> Value {
        json!({ "type": "integer" })
    }
}

/// Any value, kept as it stands: for examples and defaults.
impl FromNode for Node {
    fn from_node(node: &Node, _: &mut Diagnostics) -> Option<Self> {
        Some(node.clone())
    }

    fn unread() -> Self {
        Self {
            kind: Kind::Refused,
            place: Place::NOWHERE,
        }
    }

    fn schema(_: &mut Schemas) -> Value {
        json!({})
    }
}

impl<T: FromNode> FromNode for Vec<T> {
    fn from_node(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let Kind::Sequence(items) = &node.kind else {
            let help = match node.text() {
                Some(text) if !text.is_empty() => format!("write a list, even of one: [{text}]"),
                _ => "write a list: [a, b]".to_owned(),
            };
            wrong_kind(node, "a list", help, diagnostics);
            return None;
        };
        Some(items.iter().map(|item| read(item, diagnostics)).collect())
    }

    /// One item that could not be read, so that the list does not pass for an empty one.
    fn unread() -> Self {
        vec![T::unread()]
    }

    fn schema(schemas: &mut Schemas) -> Value {
        json!({ "type": "array", "items": T::schema(schemas) })
    }
}

/// A list that knows where it stands as a whole.
impl<T: FromNode> FromNode for Spanned<Vec<T>> {
    fn from_node(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        Vec::from_node(node, diagnostics).map(|items| Self::new(items, node.place))
    }

    fn unread() -> Self {
        Self::new(Vec::unread(), Place::NOWHERE)
    }

    fn schema(schemas: &mut Schemas) -> Value {
        Vec::<T>::schema(schemas)
    }
}

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

/// The keys of one mapping while they are being picked out.
pub struct Keys<'a> {
    what: &'static str,
    place: Place,
    entries: Vec<(&'a str, &'a Node)>,
    /// Where keys stand that the language does not have and that are like none it has, the last one first.
    strangers: RefCell<Vec<Place>>,
}

impl<'a> Keys<'a> {
    /// The keys of `node`, which is `what` (as in "a field"); keys outside `known` are reported. A misspelt key counts
    /// as the one that was meant.
    pub fn of(
        node: &'a Node,
        what: &'static str,
        known: &[&'static str],
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        let Kind::Mapping(written) = &node.kind else {
            let help = format!(
                "write {what} as a mapping with some of these keys: {}",
                known.join(", ")
            );
            wrong_kind(node, what, help, diagnostics);
            return None;
        };
        let mut entries = Vec::with_capacity(written.len());
        let mut strangers = Vec::new();
        for (key, value) in written {
            let Some(name) = key.text() else { continue };
            if known.contains(&name) {
                entries.push((name, value));
                continue;
            }
            let message = format!("{what} has no key `{name}`");
            let mut help = suggest(name, known.iter().copied());
            match nearest(name, known.iter().copied()) {
                Some(near) if node.get(near).is_some() => {
                    help = format!("remove it: `{near}` is there already");
                }
                Some(meant) => entries.push((meant, value)),
                None => strangers.insert(0, key.place),
            }
            // Where the kind decides which keys there are, it may be the kind that is wrong.
            let kind = node.get("kind").filter(|_| known.contains(&"kind"));
            let kind = kind.map_or(Place::NOWHERE, |kind| kind.place);
            diagnostics.push(
                Diagnostic::new(Code::UnknownKey, key.place, message, help)
                    .related(kind, "the kind is this"),
            );
        }
        let place = written.first().map_or(node.place, |(key, _)| key.place);
        Some(Self {
            what,
            place,
            entries,
            strangers: RefCell::new(strangers),
        })
    }

    /// Whether there are keys, but none that the language has or that is like one it has.
    pub fn are_all_strange(&self) -> bool {
        self.entries.is_empty() && !self.strangers.borrow().is_empty()
    }

    /// The value of `key`, if it is there.
    pub fn optional<T: FromNode>(&self, key: &str, diagnostics: &mut Diagnostics) -> Option<T> {
        let (_, value) = self.entries.iter().find(|(name, _)| *name == key)?;
        Some(read(value, diagnostics))
    }

    /// The value of `key`; its absence is reported.
    pub fn required<T: FromNode>(&self, key: &str, diagnostics: &mut Diagnostics) -> T {
        self.optional(key, diagnostics).unwrap_or_else(|| {
            self.lacks(key, diagnostics);
            T::unread()
        })
    }

    /// Says that `key` is not there. Where there is a strange key, that was probably meant to be this one: then it is
    /// one mistake, and not two.
    fn lacks(&self, key: &str, diagnostics: &mut Diagnostics) {
        let stranger = self.strangers.borrow_mut().pop();
        if let Some(told) = stranger.and_then(|place| diagnostics.last_at(place)) {
            told.help = format!("is `{key}` meant, which is missing? {}", told.help);
            return;
        }
        let message = format!("{} lacks the key `{key}`", self.what);
        let help = format!("add `{key}: …` here");
        diagnostics.push(Diagnostic::new(Code::MissingKey, self.place, message, help));
    }
}

/// Declares a struct of the language: its keys, which of them are required, and what each means.
///
/// `required` keys are reported when absent; `optional` ones become an `Option`; `default` ones their type's default.
/// For editors, a key may have an example, as in `"type" like "string"`, or a list of all its values, as in
/// `"method" of ["POST"]`.
macro_rules! mapping {
    (
        $(#[doc = $doc:literal])+
        $what:literal => pub struct $name:ident {
            $(
                $(#[doc = $field_doc:literal])+
                $presence:ident $key:literal $(like $example:tt)? $(of $values:tt)? => $field:ident: $type:ty,
            )*
        }
    ) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone)]
        pub struct $name {
            $( $(#[doc = $field_doc])+ pub $field: mapping!(@type $presence $type), )*
            /// Where the whole mapping stands.
            pub place: $crate::place::Place,
        }

        impl $crate::load::mapping::FromNode for $name {
            fn from_node(
                node: &$crate::yaml::Node,
                diagnostics: &mut $crate::diagnostic::Diagnostics,
            ) -> Option<Self> {
                let keys = $crate::load::mapping::Keys::of(node, $what, &[$($key),*], diagnostics)?;
                Some(Self {
                    $( $field: mapping!(@read $presence keys $key diagnostics), )*
                    place: node.place,
                })
            }

            fn unread() -> Self {
                Self {
                    $( $field: mapping!(@unread $presence $type), )*
                    place: $crate::place::Place::NOWHERE,
                }
            }

            fn schema(schemas: &mut $crate::load::schema::Schemas) -> serde_json::Value {
                use $crate::load::schema::{Key, object, text};
                schemas.define(stringify!($name), |schemas| {
                    let keys = vec![$( Key {
                        name: $key,
                        doc: text(&[$($field_doc),+]),
                        required: mapping!(@required $presence),
                        value: <$type as $crate::load::mapping::FromNode>::schema(schemas),
                        example: mapping!(@json $($example)?),
                        values: mapping!(@json $($values)?),
                    } ),*];
                    object(&text(&[$($doc),+]), keys)
                })
            }
        }
    };
    (@type optional $type:ty) => { Option<$type> };
    (@type $presence:ident $type:ty) => { $type };
    (@read required $keys:ident $key:literal $diagnostics:ident) => { $keys.required($key, $diagnostics) };
    (@read optional $keys:ident $key:literal $diagnostics:ident) => { $keys.optional($key, $diagnostics) };
    (@read default $keys:ident $key:literal $diagnostics:ident) => {
        $keys.optional($key, $diagnostics).unwrap_or_default()
    };
    (@unread optional $type:ty) => { None };
    (@unread $presence:ident $type:ty) => { <$type as $crate::load::mapping::FromNode>::unread() };
    (@required required) => { true };
    (@required $presence:ident) => { false };
    (@json) => { None };
    (@json $value:tt) => { Some(serde_json::json!($value)) };
}

pub(crate) use mapping;
