//! From [`Node`]s to typed values: everything wrong in a mapping is reported at once, and reading goes on.
//!
//! A struct of the language is declared with [`mapping!`], which lists its keys once; the reading follows from the
//! declaration.

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, suggest},
    place::{Place, Spanned},
    yaml::{Kind, Node, Resolved},
};

/// A value that can be read from a node. `None` means that it could not and that a diagnostic says why.
pub trait FromNode: Sized {
    /// Reads `node`, reporting what is wrong to `diagnostics`.
    fn from_node(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self>;
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

impl FromNode for Spanned<String> {
    fn from_node(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        match node.resolved() {
            Some(Resolved::Text(text)) => Some(Self::new(text.to_owned(), node.place)),
            Some(Resolved::Null) | None => {
                wrong_kind(node, "a text", "write a text", diagnostics);
                None
            }
            Some(_) => {
                let text = node.text().unwrap_or_default();
                diagnostics.push(Diagnostic::new(
                    Code::WantsQuotes,
                    node.place,
                    format!(
                        "`{text}` is meant as text, but YAML readers may take it for something else"
                    ),
                    format!("put it in quotes: \"{text}\""),
                ));
                // What was meant is clear, so whatever refers to it goes on without a mistake of its own.
                Some(Self::new(text.to_owned(), node.place))
            }
        }
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
}

/// Any value, kept as it stands: for examples and defaults.
impl FromNode for Node {
    fn from_node(node: &Node, _: &mut Diagnostics) -> Option<Self> {
        Some(node.clone())
    }
}

impl<T: FromNode> FromNode for Vec<T> {
    fn from_node(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let Kind::Sequence(items) = &node.kind else {
            wrong_kind(node, "a list", "write a list: [a, b]", diagnostics);
            return None;
        };
        Some(
            items
                .iter()
                .filter_map(|item| T::from_node(item, diagnostics))
                .collect(),
        )
    }
}

/// A mapping whose keys are names that the spec's author chooses, in the order written.
#[derive(Debug, Clone)]
pub struct Named<T>(pub Vec<(Spanned<String>, T)>);

impl<T> Default for Named<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Named<T> {
    /// The entry called `name`.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&T> {
        self.0
            .iter()
            .find(|(key, _)| key.value == name)
            .map(|(_, value)| value)
    }

    /// The entries.
    pub fn iter(&self) -> std::slice::Iter<'_, (Spanned<String>, T)> {
        self.0.iter()
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
        let mut named = Vec::with_capacity(entries.len());
        for (key, value) in entries {
            let name = key_name(key, diagnostics);
            let value = T::from_node(value, diagnostics);
            if let (Some(name), Some(value)) = (name, value) {
                named.push((name, value));
            }
        }
        Some(Self(named))
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
    entries: &'a [(Node, Node)],
}

impl<'a> Keys<'a> {
    /// The keys of `node`, which is `what` (as in "a field"); keys outside `known` are reported.
    pub fn of(
        node: &'a Node,
        what: &'static str,
        known: &[&str],
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        let Kind::Mapping(entries) = &node.kind else {
            let help = format!(
                "write {what} as a mapping with some of these keys: {}",
                known.join(", ")
            );
            wrong_kind(node, what, help, diagnostics);
            return None;
        };
        for (key, _) in entries {
            let name = key.text().unwrap_or_default();
            if !known.contains(&name) {
                let message = format!("{what} has no key `{name}`");
                let help = suggest(name, known.iter().copied());
                diagnostics.push(Diagnostic::new(Code::UnknownKey, key.place, message, help));
            }
        }
        Some(Self {
            what,
            place: node.place,
            entries,
        })
    }

    /// The value of `key`, if it is there and can be read.
    pub fn optional<T: FromNode>(&self, key: &str, diagnostics: &mut Diagnostics) -> Option<T> {
        let (_, value) = self
            .entries
            .iter()
            .find(|(name, _)| name.text() == Some(key))?;
        T::from_node(value, diagnostics)
    }

    /// The value of `key`; its absence is reported.
    pub fn required<T: FromNode>(&self, key: &str, diagnostics: &mut Diagnostics) -> Option<T> {
        if !self
            .entries
            .iter()
            .any(|(name, _)| name.text() == Some(key))
        {
            let place = self
                .entries
                .first()
                .map_or(self.place, |(name, _)| name.place);
            let message = format!("{} lacks the key `{key}`", self.what);
            diagnostics.push(Diagnostic::new(
                Code::MissingKey,
                place,
                message,
                format!("add `{key}: …` here"),
            ));
        }
        self.optional(key, diagnostics)
    }
}

/// Declares a struct of the language: its keys, which of them are required, and what each means.
///
/// `required` keys are reported when absent; `optional` ones become an `Option`; `default` ones their type's default.
macro_rules! mapping {
    (
        $(#[doc = $doc:literal])+
        $what:literal => pub struct $name:ident {
            $( $(#[doc = $field_doc:literal])+ $presence:ident $key:literal => $field:ident: $type:ty, )*
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
                // Every key is read before any absence ends the reading, so that all mistakes are found at once.
                $( let $field = mapping!(@read $presence keys $key diagnostics); )*
                Some(Self { $( $field: mapping!(@unwrap $presence $field), )* place: node.place })
            }
        }
    };
    (@type required $type:ty) => { $type };
    (@type default $type:ty) => { $type };
    (@type optional $type:ty) => { Option<$type> };
    (@read required $keys:ident $key:literal $diagnostics:ident) => { $keys.required($key, $diagnostics) };
    (@read $presence:ident $keys:ident $key:literal $diagnostics:ident) => { $keys.optional($key, $diagnostics) };
    (@unwrap required $field:ident) => { $field? };
    (@unwrap default $field:ident) => { $field.unwrap_or_default() };
    (@unwrap optional $field:ident) => { $field };
}

pub(crate) use mapping;
