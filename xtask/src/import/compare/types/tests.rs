//! Types that only an example settles.

use super::says_many;
use crate::import::{self, facts::Facts};

/// The facts of a page with these rows, and with this in its example.
fn facts(header: &str, rows: &str, shown: &str) -> Facts {
    let page = format!(
        "# T\n\n# URL\n\n{{domain}}/a/b\n\n# Response\n\n{header}\n{rows}\n\n# Response example\n\n\
         {{\"code\": 10000, \"message\": \"ok\", \"data\": {shown}}}\n"
    );
    let pieces = import::page::read("page.md", page.as_bytes()).unwrap_or_default();
    import::extract("page.md", &pieces)
}

#[test]
fn what_limits_a_field_is_known_once_its_type_is() {
    for (said, shown, expected) in [
        (
            "at most 32 characters",
            "\"x\"",
            [None, None, None, Some(32)],
        ),
        (
            "not under 10, at most 90",
            "20",
            [Some(10), Some(90), None, None],
        ),
    ] {
        let found = facts(
            "Name Description",
            &format!("fee {said}\nid The id"),
            &format!("{{\"fee\": {shown}, \"id\": \"1\"}}"),
        );
        let fee = found.response.first();
        let limits = fee.map(|fee| [fee.min, fee.max, fee.min_length, fee.max_length]);
        assert_eq!(limits, Some(expected), "{said}");
    }
}

#[test]
fn rows_within_a_text_contradict_its_type() {
    for (ty, told) in [("string", true), ("object", false)] {
        let found = facts(
            "|Name|Type|Description|\n|-|-|-|",
            &format!("|code|int|A|\n|message|string|B|\n|data|{ty}|C|\n|data.id|string|D|"),
            "{\"id\": \"1\"}",
        );
        let told_of = |one: &import::facts::Inconsistency| {
            one.tag == "type-example" && one.paths == ["response.data"]
        };
        assert_eq!(found.inconsistencies.iter().any(told_of), told, "{ty}");
    }
}

#[test]
fn words_for_several_things_are_told_from_those_for_one() {
    for (description, many) in [
        ("Member numbers of the shop", true),
        ("UUIDs to look for", true),
        ("List of tags", true),
        ("订单号列表", true),
        ("Merchant user UUID (unique identifier)", false),
        ("Address", false),
        ("Picture", false),
    ] {
        assert_eq!(says_many(description), many, "{description}");
    }
}
