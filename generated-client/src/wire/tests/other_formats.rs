//! Formats other than JSON: they may hand over bytes, options and newtypes, and know no raw text.

use serde::de::value::{
    Error, F64Deserializer, I64Deserializer, MapDeserializer, StrDeserializer, UnitDeserializer,
};
use serde::de::{Deserialize, Deserializer, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;

use crate::decimal::Decimal;
use crate::sample::{Item, PayerId};
use crate::wire::read;

fn decimal<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    Decimal::deserialize(deserializer).map(Decimal::into_string)
}

#[test]
fn decimals_come_as_strings_or_numbers() {
    assert_eq!(
        decimal::<StrDeserializer<'_, Error>>("1.50".into_deserializer()).unwrap(),
        "1.50"
    );
    assert_eq!(
        decimal::<I64Deserializer<Error>>((-3_i64).into_deserializer()).unwrap(),
        "-3"
    );
    assert_eq!(
        decimal::<F64Deserializer<Error>>(1.5_f64.into_deserializer()).unwrap(),
        "1.5"
    );
    assert!(decimal::<F64Deserializer<Error>>(f64::NAN.into_deserializer()).is_err());
    let expected = "expected a decimal number of at most 64 characters, found ";
    let error = decimal::<StrDeserializer<'_, Error>>("canary".into_deserializer()).unwrap_err();
    assert_eq!(
        error.to_string(),
        format!("{expected}a string that is no such number")
    );
    let error = decimal::<UnitDeserializer<Error>>(().into_deserializer()).unwrap_err();
    assert_eq!(error.to_string(), format!("{expected}null"));
    let maybe = |d: UnitDeserializer<Error>| read::<Option<Decimal>, _>(d);
    assert_eq!(maybe(().into_deserializer()).unwrap(), None);
}

#[test]
fn decimals_of_a_json_value() {
    for (value, text) in [("1.5", "1.5"), ("3", "3"), ("\"1.50\"", "1.50")] {
        let value: serde_json::Value = serde_json::from_str(value).unwrap();
        assert_eq!(
            serde_json::from_value::<Decimal>(value).unwrap().as_str(),
            text
        );
    }
    let value = serde_json::to_value("1.5".parse::<Decimal>().unwrap()).unwrap();
    assert_eq!(value, serde_json::json!(1.5));
}

#[test]
fn keys_that_are_no_names() {
    let items = |key: u64| MapDeserializer::<_, Error>::new([(key, 1_i32)].into_iter());
    let error = Item::deserialize(items(987_654)).unwrap_err().to_string();
    assert_eq!(error, "expected the name of a field, found an integer");
}

/// A format that marks present options and newtypes, and hands keys over as bytes.
struct Marking(i32);

impl<'de> Deserializer<'de> for Marking {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            0 => visitor.visit_some("u-1".into_deserializer()),
            1 => visitor.visit_newtype_struct("u-1".into_deserializer()),
            2 => visitor.visit_none(),
            _ => visitor.visit_bytes(b"canary"),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit
        unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

#[test]
fn marks_are_looked_through() {
    assert_eq!(PayerId::deserialize(Marking(0)).unwrap(), "u-1");
    assert_eq!(PayerId::deserialize(Marking(1)).unwrap(), "u-1");
    assert_eq!(read::<Option<PayerId>, _>(Marking(2)).unwrap(), None);
    let error = PayerId::deserialize(Marking(3)).unwrap_err().to_string();
    assert_eq!(error, "expected a string, found bytes");
    assert!(decimal(Marking(0)).is_err() && decimal(Marking(3)).is_err());
}
