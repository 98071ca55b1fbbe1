//! Whole bodies, and texts of parameters.

use super::{Mistake, body, mistake};
use crate::sandbox::tests::key;

/// Whole bodies that are not the envelope, or whose application id is unknown.
const BODIES: &[(&str, &[u8], &str)] = &[
    ("empty-body", b"", "The body is empty."),
    ("body-not-utf-8", b"{\"appId\":\"\xe9\"}", "not UTF-8"),
    ("body-not-utf-8", b"{\0\"\0a\0\"\0}\0", "not UTF-8"),
    ("byte-order-mark", b"\xef\xbb\xbf{}", "The body begins"),
    (
        "form-encoded",
        b"appId=app&sign=canary&param=%7B%7D",
        "is a form",
    ),
    (
        "multipart",
        b"--x\r\nContent-Disposition: form-data\r\n\r\napp",
        "a form in parts",
    ),
    (
        "python-repr",
        b"{'appId': 'app', 'sign': 'canary', 'param': '{}'}",
        "what Python prints",
    ),
    (
        "object-as-text",
        b"[object Object]",
        "what JavaScript prints",
    ),
    (
        "body-encoded-twice",
        br#""{\"appId\":\"app\"}""#,
        "in quotes",
    ),
    (
        "no-envelope",
        br#"{"timestamp":1,"rows":3}"#,
        "the parameters themselves",
    ),
    (
        "not-json",
        br#"{"appId":"app","sign":"canary",}"#,
        "The body is not JSON",
    ),
    (
        "param-object",
        br#"{"appId":"app","sign":"canary","param":{"timestamp":1}}"#,
        "`param` is an object",
    ),
    (
        "timestamp-outside",
        br#"{"appId":"app","sign":"canary","param":"{}","timestamp":1}"#,
        "`timestamp` stands beside `param`",
    ),
    (
        "parameters-outside",
        br#"{"appId":"app","sign":"canary","param":"{}","rows":3}"#,
        "`rows` stands beside `param`",
    ),
    (
        "near-name",
        br#"{"app_id":"app","sign":"canary","param":"{}"}"#,
        "`app_id` is unknown: did you mean `appId`?",
    ),
    (
        "near-name",
        br#"{"appid":"app","sign":"canary","param":"{}"}"#,
        "did you mean `appId`?",
    ),
    (
        "near-name",
        br#"{"appId":"app","sign":"canary","params":"{}"}"#,
        "did you mean `param`?",
    ),
    (
        "sign-missing",
        br#"{"appId":"app","param":"{}"}"#,
        "`sign` is missing",
    ),
    (
        "sign-missing",
        br#"{"appId":"app","sign":null,"param":"{}"}"#,
        "`sign` is missing",
    ),
    (
        "envelope-incomplete",
        br#"{"appId":"app","sign":"canary"}"#,
        "`param`: the field is missing",
    ),
    (
        "envelope-incomplete",
        br#"{"appId":5,"sign":"canary","param":"{}"}"#,
        "`appId`: expected a string",
    ),
    (
        "envelope-incomplete",
        b"{}",
        "`appId`: the field is missing",
    ),
    ("envelope-incomplete", b"[1]", "no object"),
    (
        "app-id-typo",
        br#"{"appId":"App ","sign":"canary","param":"{}"}"#,
        "did you mean `app`?",
    ),
    (
        "app-id-unknown",
        br#"{"appId":"733b887a","sign":"canary","param":"{}"}"#,
        "`733b887a` is no merchant here",
    ),
];

pub(in crate::sandbox::calls::tests) fn bodies() -> Vec<Mistake> {
    let bodies = BODIES.iter();
    bodies
        .map(|(name, body, words)| mistake(name, *body, words))
        .collect()
}

/// Texts that are signed well, but cannot be taken. The clock shows 1732968000000.
const PARAMETERS: &[(&str, &str, &str)] = &[
    (
        "param-encoded-twice",
        r#""{\"timestamp\":1732968000000}""#,
        "a JSON text in quotes",
    ),
    ("param-not-json", "[]", "no object"),
    ("param-not-json", "", "`param` is empty"),
    ("python-repr", "{'timestamp': 1}", "what Python prints"),
    (
        "object-as-text",
        "[object Object]",
        "what JavaScript prints",
    ),
    ("form-encoded", "timestamp=5&rows=3", "`param` is a form"),
    ("byte-order-mark", "\u{feff}{}", "`param` begins"),
    (
        "app-id-in-param",
        r#"{"timestamp":1732968000000,"appId":"app"}"#,
        "`appId` stands in `param`",
    ),
    ("timestamp-missing", "{}", "`timestamp` is missing"),
    (
        "timestamp-text",
        r#"{"timestamp":"1732968000000"}"#,
        "`timestamp` is a text",
    ),
    (
        "timestamp-fraction",
        r#"{"timestamp":1732968000000.5}"#,
        "1732968000000.5",
    ),
    (
        "near-name",
        r#"{"timestamp":1732968000000,"Rows":3}"#,
        "did you mean `rows`?",
    ),
    (
        "near-name",
        r#"{"timeStamp":1732968000000}"#,
        "did you mean `timestamp`?",
    ),
    (
        "near-name",
        r#"{"timestamp":1732968000000,"chanels":[]}"#,
        "did you mean `channels`?",
    ),
    (
        "parameter-unknown",
        r#"{"timestamp":1732968000000,"colour":"canary"}"#,
        "`colour` is no parameter",
    ),
    (
        "number-as-text",
        r#"{"timestamp":1732968000000,"rows":"3"}"#,
        "`rows`: expected a 32-bit integer, found a string",
    ),
    (
        "list-expected",
        r#"{"timestamp":1732968000000,"ids":"canary"}"#,
        "`ids`: expected a list",
    ),
    (
        "wrong-type",
        r#"{"timestamp":1732968000000,"order":5}"#,
        "`order`: expected a string",
    ),
    (
        "timestamp-seconds",
        r#"{"timestamp":1732968000}"#,
        "about now in seconds",
    ),
    (
        "timestamp-too-fine",
        r#"{"timestamp":1732968000000000}"#,
        "about now in microseconds",
    ),
    (
        "timestamp-too-fine",
        r#"{"timestamp":1732968000000000000}"#,
        "about now in nanoseconds",
    ),
    (
        "timestamp-zone",
        r#"{"timestamp":1732993200000}"#,
        "7 h 00 min ahead of the sandbox's",
    ),
    (
        "timestamp-zone",
        r#"{"timestamp":1732948199100}"#,
        "5 h 30 min behind the sandbox's",
    ),
    (
        "clock-off",
        r#"{"timestamp":1732967600000}"#,
        "400 s behind the sandbox's, which allows 300 s",
    ),
    ("clock-off", r#"{"timestamp":1732993400000}"#, "ahead of"),
    (
        "limits",
        r#"{"timestamp":1732968000000,"rows":51,"ids":["a","b","c","d"]}"#,
        "; ",
    ),
];

pub(in crate::sandbox::calls::tests) fn parameters() -> Vec<Mistake> {
    let signed = PARAMETERS.iter().map(|(name, param, words)| {
        let sign = key().sign(param.as_bytes()).unwrap();
        mistake(name, body(&sign, param), words)
    });
    signed.collect()
}
