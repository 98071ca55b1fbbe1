//! [`text_enum!`] and [`int_enum!`], the behaviour of the generated enums, which are open: a value
//! that this version of the crate does not know is kept, not refused.

/// Makes an enum one of texts. It must offer `as_str`, `From<&str>` and `Other(String)`. Values are equal if they travel
/// as the same text, however they were made.
#[allow(unused_macros)]
macro_rules! text_enum {
    ($name:ident) => {
        impl PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                self.as_str() == other.as_str()
            }
        }

        impl Eq for $name {}

        impl ::std::hash::Hash for $name {
            fn hash<H: ::std::hash::Hasher>(&self, state: &mut H) {
                self.as_str().hash(state);
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl $crate::wire::Wire for $name {
            fn value(&self) -> $crate::wire::Value<'_> {
                $crate::wire::Value::Text(self.as_str())
            }

            fn slot(&mut self) -> $crate::wire::Slot<'_> {
                $crate::wire::Slot::TextEnum(self)
            }

            fn blank() -> Self {
                Self::Other(String::new())
            }
        }

        $crate::wire::serde_impls!($name);
    };
}

/// Makes an enum one of integers. It must offer `value`, `From<i64>` and `Other(i64)`. Values are equal if they travel as
/// the same number, however they were made.
#[allow(unused_macros)]
macro_rules! int_enum {
    ($name:ident) => {
        impl PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                self.value() == other.value()
            }
        }

        impl Eq for $name {}

        impl ::std::hash::Hash for $name {
            fn hash<H: ::std::hash::Hasher>(&self, state: &mut H) {
                self.value().hash(state);
            }
        }

        impl From<$name> for i64 {
            fn from(value: $name) -> Self {
                value.value()
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(&self.value(), f)
            }
        }

        impl $crate::wire::Wire for $name {
            fn value(&self) -> $crate::wire::Value<'_> {
                $crate::wire::Value::Int(self.value())
            }

            fn slot(&mut self) -> $crate::wire::Slot<'_> {
                $crate::wire::Slot::IntEnum(self)
            }

            fn blank() -> Self {
                Self::Other(0)
            }
        }

        $crate::wire::serde_impls!($name);
    };
}

// Which of these the generated code uses depends on the spec.
#[allow(unused_imports)]
pub(crate) use {int_enum, text_enum};

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use crate::sample::{Channel, Kind};

    #[test]
    fn knows_its_texts_and_keeps_the_others() {
        for (wire, value) in [("BANK", Channel::Bank), ("Cash", Channel::Cash)] {
            assert_eq!(Channel::from(wire), value);
            assert_eq!((value.as_str(), value.to_string().as_str()), (wire, wire));
        }
        let unknown = Channel::from("bank");
        assert_eq!(unknown, Channel::Other("bank".to_owned()));
        assert_eq!(format!("[{unknown:<6}]"), "[bank  ]");
        assert_eq!(Channel::KNOWN.len(), 2);
    }

    #[test]
    fn values_that_travel_alike_are_equal() {
        let set: std::collections::HashSet<_> =
            [Channel::Bank, Channel::Other("BANK".to_owned())].into();
        assert_eq!(set.len(), 1);
        assert_ne!(Channel::Bank, Channel::Other("Bank".to_owned()));
    }

    #[test]
    fn texts_travel() {
        for json in ["\"BANK\"", "\"later\"", "\"\""] {
            let value: Channel = serde_json::from_str(json).unwrap();
            assert_eq!(serde_json::to_string(&value).unwrap(), json);
        }
        assert!(serde_json::from_str::<Channel>("7").is_err());
        assert!(serde_json::from_str::<Channel>("null").is_err());
    }

    #[test]
    fn numbers_travel() {
        assert_eq!(Kind::from(2), Kind::Pay);
        assert_eq!((Kind::Pay.value(), i64::from(Kind::Other(9))), (2, 9));
        assert_eq!(format!("[{:>3}]", Kind::Pay), "[  2]");
        for json in ["1", "2", "-77", "9223372036854775807"] {
            let value: Kind = serde_json::from_str(json).unwrap();
            assert_eq!(serde_json::to_string(&value).unwrap(), json);
        }
        assert!(serde_json::from_str::<Kind>("\"1\"").is_err());
        assert!(serde_json::from_str::<Kind>("9223372036854775808").is_err());
    }
}
