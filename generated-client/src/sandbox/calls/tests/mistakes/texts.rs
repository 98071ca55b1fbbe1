//! What is signed in place of the text that is sent.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use super::{PARAM, body};
use crate::sandbox::calls::lens::hex;
use crate::signing::sha256;

/// What is signed in place of [`PARAM`], written as each language does it.
pub(in crate::sandbox::calls::tests) fn texts() -> Vec<(&'static str, Vec<u8>)> {
    let body = String::from_utf8(body("", PARAM)).unwrap();
    let ascii = r#"{"timestamp":1732968000000,"order":"a/b \u0e01\u00e9<=","kind":300,"from":null,"channels":["BANK","Cash"]}"#;
    let blanks = r#"{"timestamp": 1732968000000, "order": "a/b กé<=", "kind": 300, "from": null, "channels": ["BANK", "Cash"]}"#;
    let sorted = r#"{"channels":["BANK","Cash"],"from":null,"kind":300,"order":"a/b กé<=","timestamp":1732968000000}"#;
    let lines = "{\n  \"timestamp\": 1732968000000,\n  \"order\": \"a/b กé<=\",\n  \"kind\": 300,\n  \"from\": null,\n  \"channels\": [\n    \"BANK\",\n    \"Cash\"\n  ]\n}";
    let utf16: Vec<u8> = PARAM.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let low: Vec<u8> = PARAM
        .encode_utf16()
        .map(|unit| unit.to_le_bytes()[0])
        .collect();
    let thai: Vec<u8> = PARAM
        .chars()
        .map(|character| match character {
            'ก' => 0xa1,
            other => u8::try_from(other).unwrap(),
        })
        .collect();
    let percent: String = url::form_urlencoded::byte_serialize(PARAM.as_bytes()).collect();
    let digest = sha256(PARAM.as_bytes());
    let hex = hex(&digest);
    let pairs =
        r#"channels=["BANK","Cash"]&from=null&kind=300&order=a/b กé<=&timestamp=1732968000000"#;
    let text = |name: &'static str, text: &str| (name, text.as_bytes().to_vec());
    vec![
        text("signed-body-with-empty-sign", &body),
        text(
            "signed-body",
            &json!({"appId": "app", "param": PARAM}).to_string(),
        ),
        text(
            "signed-body",
            &format!(r#"{{"appId":"app","param":{PARAM}}}"#),
        ),
        text("signed-json-string", &json!(PARAM).to_string()),
        text("trailing-newline", &format!("{PARAM}\n")),
        text("byte-order-mark", &format!("\u{feff}{PARAM}")),
        ("hashed-twice", digest.to_vec()),
        text("hashed-twice", &hex),
        text("hashed-twice", &STANDARD.encode(digest)),
        text("base64-signed", &STANDARD.encode(PARAM)),
        text("percent-encoded-signed", &percent),
        text("query-string", pairs),
        text("query-string", &format!("param={PARAM}")),
        text(
            "values-only",
            r#"1732968000000a/b กé<=300null["BANK","Cash"]"#,
        ),
        text("app-id-signed", &format!("app{PARAM}")),
        text("other-charset", &PARAM.replace(['ก', 'é'], "?")),
        ("other-charset", thai),
        ("other-charset", low),
        ("other-charset", utf16),
        text("json-blanks", blanks),
        text("pretty-printed", lines),
        text("slash-escaped", &PARAM.replace('/', "\\/")),
        text("slash-escaped", &ascii.replace('/', "\\/")),
        text("unicode-escaped", ascii),
        text(
            "unicode-escaped",
            &ascii.replace("\\u0e01\\u00e9", "\\u0E01\\u00E9"),
        ),
        text("unicode-escaped", &blanks.replace("กé", "\\u0e01\\u00e9")),
        text(
            "html-escaped",
            &PARAM.replace('<', "\\u003c").replace('=', "\\u003d"),
        ),
        text("keys-sorted", sorted),
        text("keys-sorted", &sorted.replace(':', ": ").replace(',', ", ")),
        text("nulls-dropped", &PARAM.replace(r#","from":null"#, "")),
        text(
            "numbers-as-texts",
            &PARAM
                .replace("1732968000000", "\"1732968000000\"")
                .replace("300", "\"300\""),
        ),
        text(
            "stamped-twice",
            &PARAM.replace("1732968000000", "1732967999988"),
        ),
    ]
}
