//! Nothing sensitive is ever shown, whatever a body looks like.

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::generated::sandbox::ROUTES;
use crate::sandbox::calls::mask::mask;
use crate::sandbox::calls::names::Names;
use crate::sandbox::tests::sample;

fn masked(text: &str) -> String {
    mask(&Names::new(sample::ROUTES), text.as_bytes(), text.len())
}

#[test]
fn what_is_known_is_shown_byte_for_byte() {
    for text in [
        r#"{"appId":"a","param":"{\"timestamp\" : 17,\n\"rows\":2}"}"#,
        " { \"timestamp\": 1732968000000 ,\t\"channels\" :[\"BANK\", \"Cash\"] }\n",
        r#"{"open":true,"kind":300,"ids":["ก","\u0e01"],"order":null,"from":"2024-01-02 00:00:00"}"#,
        r#"{"code":3,"message":"no","data":{}}"#,
        "[]",
        "",
    ] {
        assert_eq!(masked(text), text);
    }
}

#[test]
fn what_is_sensitive_or_unknown_is_not() {
    for (text, wanted) in [
        (
            r#"{"sign":"abc","appId":"a"}"#,
            r#"{"sign":"<redacted>","appId":"a"}"#,
        ),
        (r#"{"secret": 4711 }"#, r#"{"secret": "<redacted>" }"#),
        (
            r#"{"secret":{"rows":1},"rows":1}"#,
            r#"{"secret":"<redacted>","rows":1}"#,
        ),
        (
            r#"{"Secret":"4711","pin":[1,2]}"#,
            r#"{"Secret":"<redacted>","pin":"<redacted>"}"#,
        ),
        (r#"{"rows":"4711"}"#, r#"{"rows":"<redacted>"}"#),
        (
            r#"{"ids":[{"x":"4711"},"T1"]}"#,
            r#"{"ids":[{"x":"<redacted>"},"T1"]}"#,
        ),
        (r#"{"081-234 890":1}"#, r#"{"<redacted>":"<redacted>"}"#),
        (
            r#"{"param":"{\"secret\":\"4711\"}"}"#,
            r#"{"param":"{\"secret\":\"<redacted>\"}"}"#,
        ),
        (
            r#"{"order":"{\"secret\":1}"}"#,
            r#"{"order":"{\"secret\":\"<redacted>\"}"}"#,
        ),
        (r#"{"param":"4711"}"#, r#"{"param":"\"<redacted>\""}"#),
        (
            r#"{"rows":1,'secret':2}"#,
            r#"{"rows":1,<redacted: 11 bytes that are not JSON>"#,
        ),
        (
            "appId=a&secret=4711",
            "<redacted: 19 bytes that are not JSON>",
        ),
        (
            r#"{"rows":1} 4711"#,
            r#"{"rows":1} <redacted: 4 bytes that are not JSON>"#,
        ),
        (r#""4711""#, r#""\"<redacted>\"""#),
        (
            r#"{"secret":["4711"#,
            r#"{"secret":"<redacted>"<redacted: 5 bytes that are not JSON>"#,
        ),
    ] {
        assert_eq!(masked(text), wanted, "{text}");
    }
    let text = b"{\"order\":\"x\xff\",\"rows\":1}";
    let shown = mask(&Names::new(sample::ROUTES), text, text.len());
    assert_eq!(shown, "{\"order\":<redacted: 2 bytes that are not JSON>");
}

#[test]
fn account_numbers_in_real_answers_are_hidden() {
    let names = Names::new(ROUTES);
    let answer = include_str!("../../../generated/examples/balance_records.json");
    assert!(answer.contains("081******890") && answer.contains("T******t"));
    let shown = mask(&names, answer.as_bytes(), answer.len());
    assert!(
        !shown.contains("081******890") && !shown.contains("T******t"),
        "{shown}"
    );
    let (shown, answer): (Value, Value) = (
        serde_json::from_str(&shown).unwrap(),
        serde_json::from_str(answer).unwrap(),
    );
    assert_eq!(shown["list"][1]["cashoutBankAccountNo"], "<redacted>");
    assert_eq!(
        shown["list"][1]["balanceRefNo"],
        answer["list"][1]["balanceRefNo"]
    );
    assert_eq!(shown["list"][1]["amount"], answer["list"][1]["amount"]);
}

const CANARY: &str = "canary-4711";

const HIDING: [&str; 11] = [
    "secret", "Secret", "sign", "pin", "rows", "kind", "open", "data", "from", "x y", "",
];

/// Where a value stands that must not be shown: under a sensitive name, one that is written wrongly, one of another
/// kind of value, or none.
fn hiding_name() -> impl Strategy<Value = String> {
    prop::sample::select(&HIDING[..]).prop_map(str::to_owned)
}

/// Values around a canary, in which every text is one.
fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(json!(CANARY)),
        Just(json!([CANARY])),
        Just(json!(CANARY.repeat(2)))
    ];
    leaf.prop_recursive(4, 16, 3, |inner| {
        let member = (hiding_name(), inner.clone());
        prop_oneof![
            prop::collection::vec(member, 1..3)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
            prop::collection::vec(inner.clone(), 1..3).prop_map(Value::Array),
            // JSON in a text, as `param` has it.
            (prop::sample::select(&["param", "secret", "pin"][..]), inner)
                .prop_map(|(name, inner)| json!({name: json!({"secret": inner}).to_string()})),
        ]
    })
}

proptest! {
    #[test]
    fn no_canary_sings(name in hiding_name(), value in value(), cut in any::<prop::sample::Index>(), junk in ".{0,3}") {
        let names = Names::new(sample::ROUTES);
        let text = json!({"appId": "a", "param": json!({"timestamp": 1, name.clone(): value.clone()}).to_string(), name: value});
        for text in [text.to_string(), serde_json::to_string_pretty(&text).unwrap()] {
            let at = cut.index(text.len());
            let at = (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap();
            let broken = format!("{}{junk}{}", &text[..at], &text[at..]);
            for (text, whole) in [(text.as_str(), text.len()), (&text[..at], text.len()), (&text[..at], at), (&broken, broken.len())] {
                let shown = mask(&names, text.as_bytes(), whole);
                prop_assert!(!shown.contains("4711"), "{text}\n{shown}");
            }
        }
    }

    #[test]
    fn what_is_masked_is_masked_for_good(text in ".{0,40}") {
        let once = masked(&text);
        prop_assert!(once.len() <= text.len() + 60);
    }
}
