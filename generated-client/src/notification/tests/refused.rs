//! Bodies that are no notification: the exact reason of each, and nothing of what arrived in it.

use serde_json::json;

use super::{Greeting, key, open, signed, verifier};
use crate::envelope;
use crate::generated::api::API;
use crate::notification::{Notification, NotificationError};
use crate::signing::vectors::MESSAGE;
use crate::signing::{SigningKey, VerifyError};

const CANARY: &str = "CANARY0123456789";

fn told(body: &str) -> String {
    let error = open(body).unwrap_err();
    assert!(!error.is_genuine(), "{error}");
    error.to_string()
}

#[test]
fn each_is_told_for_what_it_is() {
    for (body, message) in [
        (
            "",
            "the body is no JSON object: EOF while parsing a value (line 1 column 0)",
        ),
        (
            "{",
            "the body is no JSON object: EOF while parsing an object (line 1 column 1)",
        ),
        (
            "null",
            "the body is no JSON object: expected an object, found null (line 1 column 4)",
        ),
        (
            "[]",
            "the body is no JSON object: expected an object, found a list (line 1 column 2)",
        ),
        (
            "\u{feff}{}",
            "the body is no JSON object: expected value (line 1 column 1)",
        ),
        (
            "param=%7B%7D&sign=x",
            "the body is no JSON object: expected value (line 1 column 1)",
        ),
        (
            "{}",
            "the body has no signature: `sign`: the field is missing",
        ),
        (
            r#"{"sign":"A"}"#,
            "the body has no signed text: `param`: the field is missing",
        ),
        (
            r#"{"param":"{}"}"#,
            "the body has no signature: `sign`: the field is missing",
        ),
        (
            r#"{"param":{"a":1},"sign":"A"}"#,
            "the body has no signed text: `param`: expected a string, found an object",
        ),
        (
            r#"{"param":null,"sign":"A"}"#,
            "the body has no signed text: `param`: expected a string, found null",
        ),
        (
            r#"{"param":"{}","param":"{}","sign":"A"}"#,
            "the body has no signed text: `param`: the field is there twice",
        ),
        (
            r#"{"param":"{}","p\u0061ram":"{}","sign":"A"}"#,
            "the body has no signed text: `param`: the field is there twice",
        ),
        (
            r#"{"param":"{}","sign":"A","sign":"B"}"#,
            "the body has no signature: `sign`: the field is there twice",
        ),
        (
            r#"{"param":"{}","sign":7}"#,
            "the body has no signature: `sign`: expected a string, found an integer",
        ),
        (
            r#"{"param":"\ud83d","sign":"A"}"#,
            "the body is no JSON object: unexpected end of hex escape (line 1 column 17)",
        ),
        (
            r#"{"param":"{}","sign":"no Base64"}"#,
            "the notification is not signed by the platform: the signature is not standard Base64 with padding",
        ),
        (
            r#"{"param":"{}","sign":""}"#,
            "the notification is not signed by the platform: the signature has 0 bytes, but this key's have 256: it \
             was made with another key",
        ),
    ] {
        assert_eq!(told(body), message, "{body}");
    }
    let not_utf8 = verifier().open::<Greeting>(b"{\"param\":\"\xff\"}");
    assert_eq!(
        not_utf8.unwrap_err().to_string(),
        "the body is no JSON object: it is not UTF-8"
    );
    let after = format!("{} {{}}", signed(MESSAGE));
    assert!(told(&after).contains("trailing characters"));
}

#[test]
fn signatures_in_other_forms_and_by_other_keys() {
    let sign = key().sign(MESSAGE.as_bytes()).unwrap();
    let refused = |sign: &str| match open(&envelope::signed(API, sign, MESSAGE)) {
        Err(NotificationError::Signature(why)) => why,
        other => panic!("{other:?}"),
    };
    let url_safe = sign.replace('+', "-").replace('/', "_");
    for form in [
        url_safe.as_str(),
        sign.trim_end_matches('='),
        &format!("{sign}\n"),
        &format!(" {sign}"),
        &format!("{}\r\n{}", &sign[..76], &sign[76..]),
    ] {
        assert_eq!(refused(form), VerifyError::NotBase64, "{form}");
    }
    let stranger = SigningKey::generate(2048).unwrap();
    assert_eq!(
        refused(&stranger.sign(MESSAGE.as_bytes()).unwrap()),
        VerifyError::Mismatch
    );
    let longer = SigningKey::generate(3072).unwrap();
    let (expected, found) = (256, 384);
    let length = VerifyError::Length { expected, found };
    assert_eq!(refused(&longer.sign(MESSAGE.as_bytes()).unwrap()), length);
    // Over the JSON string in place of the text that it stands for.
    let quoted = json!(MESSAGE).to_string();
    assert_eq!(
        refused(&key().sign(quoted.as_bytes()).unwrap()),
        VerifyError::Mismatch
    );
    assert_eq!(
        open(&envelope::signed(API, &sign, MESSAGE))
            .unwrap()
            .timestamp,
        1_715_595_802_000
    );
}

#[test]
fn nothing_of_what_arrived_is_shown() {
    let sign = key().sign(CANARY.as_bytes()).unwrap();
    let quoted = json!(CANARY);
    let bodies = [
        CANARY.to_owned(),
        quoted.to_string(),
        format!("{{\"{CANARY}\""),
        format!("{{\"{CANARY}\":\"{CANARY}\"}}"),
        format!("{{\"{CANARY}\":{CANARY}}}"),
        json!({ "param": { CANARY: CANARY }, "sign": sign }).to_string(),
        json!({ "param": CANARY, "sign": [sign] }).to_string(),
        format!("{{\"param\":\"{CANARY}\\x\",\"sign\":\"{sign}\"}}"),
        envelope::signed(API, CANARY, CANARY),
        envelope::signed(API, &sign, &format!("{CANARY}!")),
        // Genuine.
        signed(CANARY),
        signed(&quoted.to_string()),
        signed(&json!({ "name": CANARY, CANARY: CANARY }).to_string()),
        signed(&json!({ "name": [CANARY], "timestamp": CANARY }).to_string()),
        signed(&json!({ "timestamp": 1, "name": CANARY, "note": { CANARY: 1 } }).to_string()),
        signed(&json!({ "timestamp": 1, "name": CANARY, "items": [CANARY] }).to_string()),
        signed(&format!(
            r#"{{"timestamp":1,"name":"{CANARY}","name":"{CANARY}"}}"#
        )),
    ];
    for body in bodies {
        let error = open(&body).unwrap_err();
        let shown = format!("{error} {error:?} {error:#?}");
        for secret in ["CANARY", &sign[..12], &sign[60..72]] {
            assert!(!shown.contains(secret), "`{secret}` is shown: {shown}");
        }
        assert!(
            std::error::Error::source(&error)
                .is_none_or(|source| !source.to_string().contains("CANARY"))
        );
    }
    let opened = open(&signed(
        &json!({ "timestamp": 1, "name": CANARY }).to_string(),
    ))
    .unwrap();
    assert_eq!(opened.name, CANARY, "it is there, just not shown");
    let shown = format!("{opened:?} {opened:#?} {:?}", verifier());
    assert!(
        !shown.contains("CANARY") && shown.contains("<redacted>"),
        "{shown}"
    );
    assert!(shown.contains(&key().public_key().fingerprint()), "{shown}");
    assert_eq!(Greeting::NAME, "greeting");
}
