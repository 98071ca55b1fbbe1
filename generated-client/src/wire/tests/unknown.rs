//! Fields that the shape does not name: skipped, refused or noted.

use serde_json::{Value, json};

use super::{least, with};
use crate::sample::{Channel, Everything, Item};
use crate::wire::{Noted, ReadError, Unknown, Wire, read_json};

fn strictly(json: &str) -> Result<Noted, ReadError> {
    read_json(json, Everything::blank().slot(), Unknown::Refuse)
}

#[test]
fn strict_reading_takes_what_is_documented() {
    let mut value = Everything::blank();
    let noted = read_json(&least().to_string(), value.slot(), Unknown::Refuse).unwrap();
    assert_eq!(noted, Noted::default());
    assert_eq!(
        serde_json::to_value(&value).unwrap()["items"],
        least()["items"]
    );
}

#[test]
fn strict_reading_names_the_unknown_field() {
    let cases = [
        (with("new", json!("canary")), "new"),
        (with("item", json!({"qty": 1, "new": "canary"})), "item.new"),
        (
            with("items", json!([{"qty": 1}, {"qty": 1, "Name": "canary"}])),
            "items[1].Name",
        ),
        (
            with("maybeItems", json!([{"a\nb": "canary"}])),
            "maybeItems[0].a\\nb",
        ),
    ];
    for (sample, path) in cases {
        let error = strictly(&sample.to_string()).unwrap_err();
        assert_eq!(
            (error.path.as_str(), error.reason.as_str()),
            (path, "the field is unknown")
        );
        assert!(error.well_formed && error.line == 1 && error.column > 1);
    }
    let long = strictly(&with(&"x".repeat(5_000), json!(1)).to_string()).unwrap_err();
    assert_eq!(long.path, "x".repeat(64));
}

#[test]
fn noting_gathers_each_path_once() {
    let json = json!([
        {"qty": 1, "b": [1, {"ignored": 2}], "a": 1}, {"qty": 2, "b": 5}, {"qty": 3, "c": {}},
    ]);
    let mut items: Vec<Item> = Vec::new();
    let noted = read_json(&json.to_string(), items.slot(), Unknown::Note).unwrap();
    assert_eq!(noted.fields, ["[].a", "[].b", "[].c"]);
    assert_eq!(items.len(), 3);

    let sample = with("maybeItem", json!({"qty": 1, "new": 1}));
    let noted = read_json(
        &sample.to_string(),
        Everything::blank().slot(),
        Unknown::Note,
    )
    .unwrap();
    assert_eq!(noted.fields, ["maybeItem.new"]);
    assert!(noted.values.is_empty(), "{noted:?}");
}

#[test]
fn values_that_an_enum_does_not_know_are_noted_by_their_place() {
    let note = |json: &Value| {
        let mut everything = Everything::blank();
        read_json(&json.to_string(), everything.slot(), Unknown::Note).unwrap()
    };
    assert_eq!(note(&with("maybeKind", json!(2))), Noted::default());
    assert_eq!(note(&with("maybeChannel", json!(null))), Noted::default());
    let mut sample = with("maybeChannel", json!("CANARY"));
    sample["channel"] = json!("");
    sample["maybeKind"] = json!(3);
    let noted = note(&sample);
    assert_eq!(noted.values, ["channel", "maybeChannel", "maybeKind"]);
    assert!(noted.fields.is_empty());
    let mut channels: Vec<Channel> = Vec::new();
    let json = r#"["BANK", "x", "Cash", "y"]"#;
    let noted = read_json(json, channels.slot(), Unknown::Note).unwrap();
    assert_eq!(noted.values, ["[]"]);
    assert_eq!(channels.len(), 4);
}

#[test]
fn no_more_is_noted_than_anyone_would_read() {
    let row: serde_json::Map<_, _> = (0..1000)
        .map(|number| (format!("n{number}"), json!(1)))
        .collect();
    let mut row = Value::Object(row);
    row["qty"] = json!(1);
    let noted = read_json(
        &json!([row]).to_string(),
        Vec::<Item>::new().slot(),
        Unknown::Note,
    )
    .unwrap();
    assert_eq!(noted.fields.len(), 100);
}

#[test]
fn errors_tell_the_place_apart_from_the_reason() {
    let error = read_json(
        "[\n  {\"qty\": true}\n]",
        Vec::<Item>::new().slot(),
        Unknown::Skip,
    )
    .unwrap_err();
    assert_eq!(
        (error.path.as_str(), error.line, error.well_formed),
        ("[0].qty", 2, true)
    );
    assert_eq!(
        error.reason,
        "expected a 32-bit integer, found true or false"
    );
    let error = read_json("[{\"qty\": 1]", Vec::<Item>::new().slot(), Unknown::Skip).unwrap_err();
    assert_eq!((error.path.as_str(), error.well_formed), ("[0]", false));
    assert_eq!(error.reason, "expected `,` or `}`");
    let error = read_json("[] x", Vec::<Item>::new().slot(), Unknown::Skip).unwrap_err();
    assert_eq!(
        (error.reason.as_str(), error.column),
        ("trailing characters", 4)
    );
}
