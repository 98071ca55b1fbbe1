//! [`text_id!`], the behaviour of the generated ids: texts that cannot be swapped by mistake.

/// Makes `struct Type(String)` an id.
#[allow(unused_macros)]
macro_rules! text_id {
    ($name:ident) => {
        impl $name {
            /// An id of this text.
            #[must_use]
            pub fn new(text: impl Into<String>) -> Self {
                Self(text.into())
            }

            /// The text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// The text.
            #[must_use]
            pub fn into_string(self) -> String {
                self.0
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text)
            }
        }

        impl From<&String> for $name {
            fn from(text: &String) -> Self {
                Self(text.clone())
            }
        }

        // Lets a list of ids be handed over by reference.
        impl From<&$name> for $name {
            fn from(id: &Self) -> Self {
                id.clone()
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        // Lets a map be asked by text. Equality, order and hash are those of the text.
        impl ::std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl PartialEq<str> for $name {
            fn eq(&self, other: &str) -> bool {
                self.0 == other
            }
        }

        impl PartialEq<&str> for $name {
            fn eq(&self, other: &&str) -> bool {
                self.0 == *other
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(&self.0)
            }
        }

        impl ::std::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                write!(f, concat!(stringify!($name), "({:?})"), self.0)
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = ::std::convert::Infallible;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Ok(Self(text.to_owned()))
            }
        }

        impl $crate::wire::Wire for $name {
            fn value(&self) -> $crate::wire::Value<'_> {
                $crate::wire::Value::Text(&self.0)
            }

            fn slot(&mut self) -> $crate::wire::Slot<'_> {
                $crate::wire::Slot::Text(&mut self.0)
            }

            fn blank() -> Self {
                Self(String::new())
            }
        }

        $crate::wire::serde_impls!($name);
    };
}

// Whether the generated code uses it depends on the spec.
#[allow(unused_imports)]
pub(crate) use text_id;

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::collections::HashMap;

    use crate::sample::PayerId;

    #[test]
    fn is_its_text() {
        let id = PayerId::new("u-1");
        assert_eq!(
            (id.as_str(), id.to_string().as_str(), id.as_ref()),
            ("u-1", "u-1", "u-1")
        );
        assert_eq!(format!("{id:?} {id:>5}"), "PayerId(\"u-1\")   u-1");
        assert_eq!("u-1".parse::<PayerId>().unwrap(), id);
        assert_eq!(PayerId::from(&id), "u-1");
        assert_eq!(PayerId::from(&"u-1".to_owned()).into_string(), "u-1");
        assert_eq!(HashMap::from([(id, 5)]).get("u-1"), Some(&5));
    }

    #[test]
    fn travels_as_text() {
        let id: PayerId = serde_json::from_str("\"a\\u0062\"").unwrap();
        assert_eq!(id, "ab");
        assert_eq!(serde_json::to_string(&id).unwrap(), "\"ab\"");
        let error = serde_json::from_str::<PayerId>("5").unwrap_err();
        assert_eq!(
            error.to_string(),
            "expected a string, found an integer at line 1 column 1"
        );
    }
}
