//! What is refused, with which code, and in which words.

use std::time::Duration;

use serde_json::{Value, json};

use super::sample::ListRequest;
use super::{Bench, NOW, key};
use crate::envelope;
use crate::operation::Operation as _;
use crate::sample::API;

/// Fails unless the call was refused like this.
#[track_caller]
fn assert_refused(answer: &Value, code: i64, words: &str) {
    assert_eq!(answer["code"], code, "{answer}");
    let message = answer["message"].as_str().unwrap();
    assert!(
        message.contains(words),
        "`{words}` is missing in `{message}`"
    );
    assert_eq!(answer.get("data"), None);
}

const SIGNATURE: i64 = 1;
const APP_ID: i64 = 2;
const PARAM: i64 = 3;
const TIMESTAMP: i64 = 4;
const EXPIRED: i64 = 5;

#[test]
fn envelopes() {
    let bench = Bench::new();
    for (body, words) in [
        ("", "the body cannot be read: EOF"),
        (
            "[]",
            "the body cannot be read: expected an object, found a list",
        ),
        ("{}", "`appId`: the field is missing"),
        (
            r#"{"appId":"app","sign":"s"}"#,
            "`param`: the field is missing",
        ),
        (
            r#"{"appId":"app","param":"{}"}"#,
            "`sign`: the field is missing",
        ),
        (
            r#"{"appId":"app","sign":"s","param":{}}"#,
            "`param`: expected a string, found an object",
        ),
        (
            r#"{"appId":7,"sign":"s","param":"{}"}"#,
            "`appId`: expected a string, found an integer",
        ),
        (
            r#"{"appId":null,"sign":"s","param":"{}"}"#,
            "`appId`: expected a string, found null",
        ),
        (
            r#"{"appId":"app","sign":"s","param":"{}","x":1}"#,
            "`x`: the field is unknown",
        ),
        (
            r#"{"appId":"app","sign":"s","param":"{}","sign":"s"}"#,
            "`sign`: the field is there twice",
        ),
        (
            r#"{"appId":"app","sign":"s","param":"{}"} x"#,
            "the body cannot be read: trailing characters",
        ),
    ] {
        assert_refused(&bench.post(ListRequest::INFO, body), PARAM, words);
    }
    let answer = bench.answer(ListRequest::INFO, b"\xff");
    assert_eq!(answer, r#"{"code":3,"message":"the body is not UTF-8"}"#);
}

#[test]
fn callers_and_signatures() {
    let bench = Bench::new();
    let param = format!(r#"{{"timestamp":{NOW}}}"#);
    let sign = key().sign(param.as_bytes()).unwrap();
    let post = |app_id: &str, sign: &str, param: &str| {
        bench.post(ListRequest::INFO, &envelope::body(API, app_id, sign, param))
    };
    assert_eq!(post("app", &sign, &param)["code"], 10_000);
    assert_refused(
        &post("App", &sign, &param),
        APP_ID,
        "`appId` belongs to no merchant",
    );
    assert_refused(
        &post("", &sign, &param),
        APP_ID,
        "`appId` belongs to no merchant",
    );
    assert_refused(
        &post("app", "", &param),
        SIGNATURE,
        "`sign`: the signature has 0 bytes",
    );
    assert_refused(
        &post("app", &sign[..340], &param),
        SIGNATURE,
        "`sign`: the signature has",
    );
    let url_safe = sign.replace('+', "-").replace('/', "_");
    assert_refused(
        &post("app", &url_safe, &param),
        SIGNATURE,
        "the URL-safe alphabet",
    );
    let broken = format!("{}\n{}", &sign[..76], &sign[76..]);
    assert_refused(&post("app", &broken, &param), SIGNATURE, "line breaks");
    assert_refused(
        &post("app", &sign, &format!("{param} ")),
        SIGNATURE,
        "sign exactly the text",
    );
    // A bad signature counts before bad parameters: nobody learns anything without a key.
    assert_refused(&post("app", &sign, "{"), SIGNATURE, "sign exactly the text");
    for call in bench.server.calls.to_vec() {
        assert!(!call.message.contains(&sign[..16]), "{call:?}");
    }
}

#[test]
fn parameters() {
    let bench = Bench::new();
    let send = |param: &str| bench.send(ListRequest::INFO, param);
    assert_refused(&send("{"), PARAM, "`param` cannot be read: EOF");
    assert_refused(
        &send(r#"{"timestamp":tru"#),
        PARAM,
        "`param` cannot be read: EOF",
    );
    assert_refused(
        &send("[]"),
        PARAM,
        "`param` cannot be read: expected an object, found a list",
    );
    for (parameters, words) in [
        (r#""x":1"#, "`param.x`: the field is unknown"),
        (
            r#""rows":1,"rows":1"#,
            "`param.rows`: the field is there twice",
        ),
        (
            r#""rows":"1""#,
            "`param.rows`: expected a 32-bit integer, found a string",
        ),
        (
            r#""rows":1.0"#,
            "`param.rows`: expected a 32-bit integer, found a number",
        ),
        (
            r#""ids":"T1""#,
            "`param.ids`: expected a list, found a string",
        ),
        (
            r#""ids":["T1",2]"#,
            "`param.ids[1]`: expected a string, found an integer",
        ),
        (
            r#""from":"2024-11-30""#,
            "`param.from`: expected a date and time",
        ),
    ] {
        let answer = send(&format!(r#"{{"timestamp":{NOW},{parameters}}}"#));
        assert_refused(&answer, PARAM, words);
    }
}

#[test]
fn limits() {
    let bench = Bench::new();
    let send = |param: &str| bench.send(ListRequest::INFO, param);
    for (parameters, words) in [
        (r#""rows":51"#, "`rows` is 51: at most 50 is allowed"),
        (
            r#""rows":0,"number":0"#,
            "`rows` is 0: at least 1 is needed; `number` is 0: at least 1 is needed",
        ),
        (
            r#""ids":["a","b","c","d"]"#,
            "`ids` holds 4 items: at most 3 are allowed",
        ),
        (
            r#""from":"2024-11-30 00:00:01","to":"2024-11-30 00:00:00""#,
            "`to` is before `from`",
        ),
        (
            r#""from":"2024-01-01 00:00:00","to":"2024-04-10 00:00:01""#,
            "spans 8640001 s: at most 8640000 s (100 days) are allowed",
        ),
    ] {
        let answer = send(&format!(r#"{{"timestamp":{NOW},{parameters}}}"#));
        assert_refused(&answer, PARAM, words);
    }
    let answer = send(&format!(r#"{{"timestamp":{NOW},"secret":"swordfish"}}"#));
    assert_refused(&answer, PARAM, "`secret` is too long");
    assert!(!answer.to_string().contains("swordfish"));
}

#[test]
fn timestamps() {
    let bench = Bench::new();
    let send = |timestamp: &str| bench.send(ListRequest::INFO, &format!("{{{timestamp}}}"));
    let of = |millis: i64| format!(r#""timestamp":{millis}"#);
    assert_refused(
        &send(""),
        TIMESTAMP,
        "`param.timestamp`: the field is missing",
    );
    for (timestamp, words) in [
        (
            r#""timestamp":"1732968000000""#,
            "expected a 64-bit integer, found a string",
        ),
        (
            r#""timestamp":1732968000000.0"#,
            "expected a 64-bit integer, found a number",
        ),
        (
            r#""timestamp":null"#,
            "expected a 64-bit integer, found null",
        ),
        (
            r#""timestamp":1732968000000,"timestamp":1732968000000"#,
            "there twice",
        ),
        (
            r#""timestamp":1732968000"#,
            "must count milliseconds since 1970, which takes 13 digits",
        ),
        (r#""timestamp":1732968000000000"#, "must count milliseconds"),
        (r#""timestamp":0"#, "must count milliseconds"),
        (r#""timestamp":-1732968000000"#, "must count milliseconds"),
    ] {
        assert_refused(&send(timestamp), TIMESTAMP, words);
    }
    for good in [NOW, NOW - 300_000, NOW + 300_000] {
        assert_eq!(send(&of(good))["code"], 10_000, "{good}");
    }
    assert_refused(
        &send(&of(NOW - 301_000)),
        EXPIRED,
        "`timestamp` is 301 s old: at most 300 s",
    );
    assert_refused(&send(&of(NOW - 300_001)), EXPIRED, "old");
    assert_refused(
        &send(&of(NOW + 301_000)),
        EXPIRED,
        "`timestamp` is 301 s ahead",
    );
    bench.clock.advance(Duration::from_secs(600));
    assert_refused(&send(&of(NOW)), EXPIRED, "`timestamp` is 600 s old");
}

#[test]
fn an_old_call_is_old_before_it_is_wrong() {
    let bench = Bench::new();
    let param = json!({"timestamp": NOW - 400_000, "rows": 0}).to_string();
    assert_refused(&bench.send(ListRequest::INFO, &param), EXPIRED, "old");
}
