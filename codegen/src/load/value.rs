//! A value of the language, read from a [`Node`], and the plain values that others are made of: everything wrong is
//! reported, and reading goes on. What cannot be read is stood in for by [`FromNode::unread`], so that one mistake neither
//! hides the next nor brings about others.

use serde_json::{Value, json};

use super::schema::Schemas;
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
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
