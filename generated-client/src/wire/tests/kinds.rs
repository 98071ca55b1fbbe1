//! What is refused, and in which words: never with the value.

use serde_json::{Value, json};

use super::{error, least, sample_error, with};
use crate::sample::{Everything, Item};

/// A value of every kind, with a canary in each that can hold one.
fn kinds() -> Vec<(&'static str, Value)> {
    vec![
        ("true or false", json!(true)),
        ("an integer", json!(7_777_777)),
        ("an integer", json!(-7_777_777)),
        (
            "a number with a fraction, with an exponent, or out of range",
            json!(7_777_777.5),
        ),
        ("a string", json!("7777777-canary")),
        ("null", json!(null)),
        ("a list", json!(["7777777-canary"])),
        ("an object", json!({"7777777-canary": "7777777-canary"})),
    ]
}

#[test]
fn every_slot_refuses_every_other_kind() {
    let text = "a string";
    let integer = "an integer";
    let slots: &[(&str, &str, &[&str])] = &[
        ("payer", text, &[text]),
        ("text", text, &[text]),
        ("channel", text, &[text]),
        ("flag", "true or false", &["true or false"]),
        ("small", "a 32-bit integer", &[integer]),
        ("large", "a 64-bit integer", &[integer]),
        ("balance", "a 64-bit integer", &[integer]),
        ("kind", "a 64-bit integer", &[integer]),
        ("at", "a date and time as `yyyy-MM-dd HH:mm:ss`", &[]),
        (
            "rate",
            "a decimal number of at most 64 characters",
            &[
                integer,
                "a number with a fraction, with an exponent, or out of range",
            ],
        ),
        ("item", "an object", &[]),
        ("items", "a list", &[]),
        ("ids", "a list", &["a list"]),
    ];
    for &(field, expected, takes) in slots {
        for (kind, value) in kinds() {
            if takes.contains(&kind) {
                serde_json::from_value::<Everything>(with(field, value)).unwrap();
                continue;
            }
            let message = sample_error(&with(field, value));
            assert!(
                !message.contains("7777777") && !message.contains("canary"),
                "{message}"
            );
            let ours = format!("`{field}`: expected {expected}, found {kind}");
            // The path goes further where the outer kind is right.
            let inner = message.starts_with(&format!("`{field}."))
                || message.starts_with(&format!("`{field}["));
            assert!(
                message == ours || message.starts_with(&format!("{ours} that is no such")) || inner,
                "{message}"
            );
        }
    }
}

#[test]
fn optional_fields_take_null_and_nothing_else_more() {
    for (kind, value) in kinds() {
        let message = |field| {
            serde_json::from_value::<Everything>(with(field, value.clone()))
                .map_err(|e| e.to_string())
        };
        if kind == "null" {
            assert!(message("maybeAt").unwrap().maybe_at.is_none());
            assert!(message("maybeRate").unwrap().maybe_rate.is_none());
            assert!(message("maybeItems").unwrap().maybe_items.is_none());
            continue;
        }
        assert!(
            message("maybeAt")
                .unwrap_err()
                .starts_with("`maybeAt`: expected a date and time")
        );
        assert!(message("maybeItem").is_err() && message("maybeItems").is_err());
    }
}

#[test]
fn integers_stay_in_range() {
    for (field, fine, bad) in [
        ("small", i128::from(i32::MAX), i128::from(i32::MAX) + 1),
        ("small", i128::from(i32::MIN), i128::from(i32::MIN) - 1),
        ("large", i128::from(i64::MAX), i128::from(i64::MAX) + 1),
        ("balance", i128::from(i64::MAX), i128::from(i64::MAX) + 1),
        ("maybeKind", i128::from(i64::MIN), i128::from(u64::MAX)),
    ] {
        let text = |number: i128| {
            with(field, json!("#"))
                .to_string()
                .replace("\"#\"", &number.to_string())
        };
        serde_json::from_str::<Everything>(&text(fine)).unwrap();
        let message = error::<Everything>(&text(bad));
        assert!(
            message.ends_with("found an integer that is out of its range"),
            "{message}"
        );
        assert!(!message.contains(&bad.to_string()));
    }
    for not_an_integer in [
        "1.0",
        "1e2",
        "-0.5",
        "99999999999999999999999",
        "\"1\"",
        "-9223372036854775809",
    ] {
        let text = with("large", json!("#"))
            .to_string()
            .replace("\"#\"", not_an_integer);
        assert!(
            error::<Everything>(&text).starts_with("`large`: expected a 64-bit integer, found a")
        );
    }
}

#[test]
fn times_and_enums_of_empty_strings() {
    let message = sample_error(&with("maybeAt", json!("")));
    assert_eq!(
        message,
        "`maybeAt`: expected a date and time as `yyyy-MM-dd HH:mm:ss`, found an empty string"
    );
    let read: Everything = serde_json::from_value(with("maybeChannel", json!(""))).unwrap();
    assert_eq!(read.maybe_channel.unwrap().as_str(), "");
}

#[test]
fn paths_lead_to_the_mistake() {
    let cases = [
        (
            with("items", json!([{"qty": 1}, {"qty": "x"}])),
            "`items[1].qty`: expected a 32-bit integer, found a string",
        ),
        (
            with("items", json!([{"qty": 1}, null])),
            "`items[1]`: expected an object, found null",
        ),
        (
            with("items", json!([{"qty": 1}, {}])),
            "`items[1].qty`: the field is missing",
        ),
        (
            with("ids", json!(["a", "b", 5])),
            "`ids[2]`: expected a string, found an integer",
        ),
        (
            with("item", json!({"qty": 1, "name": 5})),
            "`item.name`: expected a string, found an integer",
        ),
        (
            with("maybeItems", json!([{"qty": []}])),
            "`maybeItems[0].qty`: expected a 32-bit integer, found a list",
        ),
        (
            with("maybeRates", json!([1, "x"])),
            "`maybeRates[1]`: expected a decimal number of at most 64 characters, found a string that is no such number",
        ),
    ];
    for (sample, expected) in cases {
        assert_eq!(sample_error(&sample), expected);
    }
    let rows = format!(
        "[{}, {}, {}]",
        least(),
        least(),
        with("balance", json!("3"))
    );
    assert_eq!(
        error::<Vec<Everything>>(&rows),
        "`balance`: expected a 64-bit integer, found a string"
    );
    assert_eq!(
        error::<Everything>("[]"),
        "expected an object, found a list"
    );
}

#[test]
fn each_required_field_is_missed() {
    for field in least().as_object().unwrap().keys() {
        let mut sample = least();
        sample.as_object_mut().unwrap().remove(field);
        assert_eq!(
            sample_error(&sample),
            format!("`{field}`: the field is missing")
        );
        let null = sample_error(&with(field, json!(null)));
        assert!(
            null.starts_with(&format!("`{field}`: expected ")) && null.ends_with(", found null"),
            "{null}"
        );
    }
}

#[test]
fn no_field_comes_twice() {
    // Through a `Value`, the second would win unseen.
    let message = |json: &str| serde_json::from_str::<Item>(json).unwrap_err().to_string();
    assert_eq!(
        message(r#"{"qty": 1, "qty": 1}"#),
        "`qty`: the field is there twice at line 1 column 16"
    );
    assert!(
        message(r#"{"qty": 1, "name": null, "name": "n"}"#)
            .starts_with("`name`: the field is there twice")
    );
    assert!(message(r#"{"qty": 1, "\u0071ty": 1}"#).starts_with("`qty`: the field is there twice"));
}

#[test]
fn broken_json_keeps_its_kind() {
    let whole = least().to_string();
    for end in (1..whole.len()).filter(|&end| whole.is_char_boundary(end)) {
        let error = serde_json::from_str::<Everything>(&whole[..end]).unwrap_err();
        assert!(error.is_eof(), "{end}: {error}");
    }
    assert!(
        serde_json::from_str::<Everything>("{,}")
            .unwrap_err()
            .is_syntax()
    );
}
