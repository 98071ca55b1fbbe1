//! `Debug` looks as if it were derived, but blacks out what is sensitive.

use serde_json::json;

use super::with;
use crate::sample::{Everything, Item, Nothing};

#[test]
fn prints_rust_names() {
    let item = Item {
        qty: 1,
        name: Some("n".to_owned()),
        owner: None,
    };
    assert_eq!(
        format!("{item:?}"),
        r#"Item { qty: 1, name: Some("n"), owner: None }"#
    );
    assert_eq!(format!("{:?}", Nothing {}), "Nothing");
    let pretty =
        "Item {\n    qty: 1,\n    name: Some(\n        \"n\",\n    ),\n    owner: None,\n}";
    assert_eq!(format!("{item:#?}"), pretty);
}

#[test]
fn blacks_out_sensitive_values() {
    let item = Item {
        qty: 1,
        name: None,
        owner: Some("canary".to_owned()),
    };
    assert_eq!(
        format!("{item:?}"),
        "Item { qty: 1, name: None, owner: Some(<redacted>) }"
    );
    assert!(
        format!("{:#?}", Some(vec![item]))
            .contains("Some(\n                <redacted>,\n            )")
    );

    let mut sample = with("secret", json!("canary"));
    sample["maybeSecrets"] = json!([{"qty": 1, "name": "canary"}]);
    sample["items"] = json!([{"qty": 1, "owner": "canary"}]);
    let read: Everything = serde_json::from_value(sample).unwrap();
    for text in [format!("{read:?}"), format!("{read:#?}")] {
        assert!(!text.contains("canary"), "{text}");
        assert!(
            text.contains("secret: <redacted>") && text.contains("maybe_secrets: Some("),
            "{text}"
        );
    }
}
