//! Reads decimal numbers with their very digits.
//!
//! Through serde's data model a JSON number such as `1.10` arrives as a binary float, whose digits are
//! lost. `serde_json` hands out the raw text on request, so that is what is asked for. Other formats do
//! not know the request; there, a string or a number is taken as it comes.

use std::cell::RefCell;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::value::RawValue;

use super::context::Context;
use crate::decimal::Decimal;
use crate::wire::Slot;

/// Reads a decimal number, from a number or from a string that holds one. Returns whether it was null.
pub fn read_decimal<'de, D: Deserializer<'de>>(
    target: &mut Decimal,
    nullable: bool,
    context: &Context,
    deserializer: D,
) -> Result<bool, D::Error> {
    let plain = RefCell::new(None);
    let found = match Box::<RawValue>::deserialize(Request {
        deserializer,
        plain: &plain,
    }) {
        Ok(raw) => classify(Box::<str>::from(raw)),
        Err(error) => plain.take().ok_or(error)?,
    };
    let found = match found {
        Plain::Null if nullable => return Ok(true),
        Plain::Digits(text) => match Decimal::try_from(text) {
            Ok(decimal) => {
                *target = decimal;
                return Ok(false);
            }
            Err(_) => "a number that is none of these",
        },
        Plain::Text(text) => match Decimal::try_from(text) {
            Ok(decimal) => {
                *target = decimal;
                return Ok(false);
            }
            Err(_) => "a string that is no such number",
        },
        Plain::Null => "null",
        Plain::Other(found) => found,
    };
    let expected = Slot::Decimal(target).expected();
    Err(context.error(format_args!("expected {expected}, found {found}")))
}

/// What stands in a decimal's place.
enum Plain {
    Null,
    Digits(String),
    Text(String),
    Other(&'static str),
}

/// Tells what a piece of raw JSON is. `serde_json` has checked that it is well formed.
fn classify(raw: Box<str>) -> Plain {
    match raw.bytes().next() {
        Some(b'n') => Plain::Null,
        Some(b't' | b'f') => Plain::Other("true or false"),
        Some(b'[') => Plain::Other("a list"),
        Some(b'{') => Plain::Other("an object"),
        Some(b'"') => match serde_json::from_str(&raw) {
            Ok(text) => Plain::Text(text),
            Err(_) => Plain::Other("a string"),
        },
        _ => Plain::Digits(raw.into()),
    }
}

/// Passes on the request for raw text, and catches what a format answers that does not know it.
struct Request<'a, D> {
    deserializer: D,
    plain: &'a RefCell<Option<Plain>>,
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Request<'_, D> {
    type Error = D::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.deserializer.deserialize_any(Answer {
            visitor,
            plain: self.plain,
        })
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        let answer = Answer {
            visitor,
            plain: self.plain,
        };
        self.deserializer.deserialize_newtype_struct(name, answer)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit unit_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

/// The raw text goes on to `serde_json`'s own visitor. Anything else is put aside; the error that is
/// returned then is only a way out, and is dropped.
struct Answer<'a, V> {
    visitor: V,
    plain: &'a RefCell<Option<Plain>>,
}

impl<V> Answer<'_, V> {
    fn keep<T, E: Error>(&self, plain: Plain) -> Result<T, E> {
        self.plain.replace(Some(plain));
        Err(E::custom("no raw JSON"))
    }
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Answer<'_, V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a decimal number")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<V::Value, A::Error> {
        self.visitor.visit_map(map)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<V::Value, D::Error> {
        inner.deserialize_any(self)
    }

    fn visit_some<D: Deserializer<'de>>(self, inner: D) -> Result<V::Value, D::Error> {
        inner.deserialize_any(self)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<V::Value, E> {
        self.keep(Plain::Text(text.to_owned()))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<V::Value, E> {
        self.keep(Plain::Digits(value.to_string()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<V::Value, E> {
        self.keep(Plain::Digits(value.to_string()))
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<V::Value, E> {
        self.keep(Plain::Digits(value.to_string()))
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<V::Value, E> {
        self.keep(Plain::Digits(value.to_string()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<V::Value, E> {
        // The shortest digits that give the same float: all there is to know here.
        self.keep(Plain::Digits(format!("{value:?}")))
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<V::Value, E> {
        self.keep(Plain::Other("true or false"))
    }

    fn visit_bytes<E: Error>(self, _: &[u8]) -> Result<V::Value, E> {
        self.keep(Plain::Other("bytes"))
    }

    fn visit_unit<E: Error>(self) -> Result<V::Value, E> {
        self.keep(Plain::Null)
    }

    fn visit_none<E: Error>(self) -> Result<V::Value, E> {
        self.keep(Plain::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<V::Value, A::Error> {
        while items.next_element::<IgnoredAny>()?.is_some() {}
        self.keep(Plain::Other("a list"))
    }
}
