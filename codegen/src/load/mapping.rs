//! Mappings whose keys the language has. Such a struct is declared with [`mapping!`], which lists its keys once; the
//! reading and the schema follow from the declaration.

use std::{cell::RefCell, collections::VecDeque};

use super::value::{FromNode, read, wrong_kind};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, nearest, suggest},
    place::Place,
    yaml::{Kind, Node},
};

/// The keys of one mapping while they are being picked out.
pub struct Keys<'a> {
    what: &'static str,
    place: Place,
    entries: Vec<(&'a str, &'a Node)>,
    /// Where keys stand that the language does not have and that are like none it has.
    strangers: RefCell<VecDeque<Place>>,
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
        // Where the kind decides which keys there are, it may be the kind that is wrong.
        let kind = known.contains(&"kind").then(|| node.get("kind")).flatten();
        let kind = kind.map_or(Place::NOWHERE, |kind| kind.place);
        let mut entries = Vec::with_capacity(written.len());
        let mut strangers = VecDeque::new();
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
                None => strangers.push_back(key.place),
            }
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
        let stranger = self.strangers.borrow_mut().pop_front();
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

        impl $crate::load::value::FromNode for $name {
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
                        value: <$type as $crate::load::value::FromNode>::schema(schemas),
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
    (@unread $presence:ident $type:ty) => { <$type as $crate::load::value::FromNode>::unread() };
    (@required required) => { true };
    (@required $presence:ident) => { false };
    (@json) => { None };
    (@json $value:tt) => { Some(serde_json::json!($value)) };
}

pub(crate) use mapping;
