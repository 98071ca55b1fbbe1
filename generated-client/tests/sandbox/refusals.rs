//! Bodies made by hand: what is accepted, and what is refused with which code.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};
use serde_json::json;

use super::{APP, BALANCE, NOW, assert_refused, post, sandbox, send};
use crate::support::{body, key, other_key};

const SIGNATURE: i64 = 21_001;
const PARAM: i64 = 21_002;
const APP_ID: i64 = 21_003;
const TIMESTAMP: i64 = 21_008;
const EXPIRED: i64 = 21_009;

fn param() -> String {
    format!(r#"{{"timestamp":{NOW},"size":3,"page":2}}"#)
}

fn sign(param: &str) -> String {
    key().sign(param.as_bytes()).unwrap()
}

#[tokio::test]
async fn a_body_by_hand_is_accepted_however_its_json_is_written() {
    let sandbox = sandbox().await;
    let odd = format!(" {{ \"page\" : 2,\n\t\"timestamp\": {NOW}, \"\\u0073ize\": 3 }} ");
    for param in [param(), odd] {
        let answer = send(&sandbox, BALANCE, &param).await;
        assert_eq!(answer["code"], 10_000, "{answer}");
        assert_eq!(
            (&answer["data"]["size"], &answer["data"]["current"]),
            (&json!(3), &json!(2))
        );
    }
    // The order of the envelope's members, its spacing and its escapes are not signed.
    let escaped = param().replace('"', "\\u0022");
    let sign = sign(&param());
    let body = format!(r#" {{ "param": "{escaped}", "sign": "{sign}", "appId": "{APP}" }} "#);
    assert_eq!(post(&sandbox, BALANCE, body).await["code"], 10_000);
}

#[tokio::test]
async fn every_flipped_byte_is_noticed() {
    let sandbox = sandbox().await;
    let param = param();
    let sign = sign(&param);
    for at in 0..param.len() {
        let mut bytes = param.clone().into_bytes();
        bytes[at] ^= 1;
        let flipped = String::from_utf8(bytes).unwrap();
        let answer = post(&sandbox, BALANCE, body(APP, &sign, &flipped)).await;
        assert_refused(&answer, SIGNATURE, "`sign`: the signature does not match");
    }
}

#[tokio::test]
async fn the_same_meaning_in_other_bytes_is_another_text() {
    let sandbox = sandbox().await;
    let sign = sign(&param());
    for other in [
        format!(r#"{{"size":3,"timestamp":{NOW},"page":2}}"#),
        format!(r#"{{"timestamp": {NOW}, "size": 3, "page": 2}}"#),
        format!("{}\n", param()),
        format!(r#"{{"timestamp":{NOW},"\u0073ize":3,"page":2}}"#),
    ] {
        let answer = post(&sandbox, BALANCE, body(APP, &sign, &other)).await;
        assert_refused(&answer, SIGNATURE, "sign exactly the text that is sent");
    }
}

#[tokio::test]
async fn signatures_of_others_and_in_other_alphabets() {
    let sandbox = sandbox().await;
    let param = param();
    let strange = other_key().sign(param.as_bytes()).unwrap();
    let answer = post(&sandbox, BALANCE, body(APP, &strange, &param)).await;
    assert_refused(&answer, SIGNATURE, "`sign`: the signature does not match");

    let good = sign(&param);
    let bytes = STANDARD.decode(&good).unwrap();
    let hex = "0f".repeat(bytes.len());
    let url_safe = URL_SAFE.encode(&bytes);
    // A signature with neither `+` nor `/` is the same in both: one in 50,000,000,000,000.
    assert_ne!(url_safe, good);
    let unpadded = good.trim_end_matches('=').to_owned();
    for (sign, words) in [
        (
            url_safe,
            "not standard Base64 with padding: the URL-safe alphabet",
        ),
        (unpadded, "not standard Base64 with padding"),
        (format!("{good}\n"), "not standard Base64 with padding"),
        (hex, "the signature has 384 bytes, but this key's have 256"),
        (String::new(), "the signature has 0 bytes"),
    ] {
        let answer = post(&sandbox, BALANCE, body(APP, &sign, &param)).await;
        assert_refused(&answer, SIGNATURE, words);
    }
    for call in sandbox.calls() {
        assert!(!call.message.contains(&good[..12]), "{call:?}");
    }
}

#[tokio::test]
async fn another_merchants_signature_is_not_ones_own() {
    let sandbox = super::builder().merchant("app-2", other_key().public_key());
    let sandbox = sandbox.start().await.unwrap();
    let param = param();
    let (mine, theirs) = (sign(&param), other_key().sign(param.as_bytes()).unwrap());
    for (app_id, sign, code) in [
        (APP, &mine, 10_000),
        ("app-2", &theirs, 10_000),
        (APP, &theirs, SIGNATURE),
        ("app-2", &mine, SIGNATURE),
        ("app-3", &mine, APP_ID),
        ("", &mine, APP_ID),
    ] {
        let answer = post(&sandbox, BALANCE, body(app_id, sign, &param)).await;
        assert_eq!(answer["code"], code, "{app_id}");
    }
}

#[tokio::test]
async fn envelopes_that_are_not_whole() {
    let sandbox = sandbox().await;
    let param = param();
    let whole = json!({"appId": APP, "sign": sign(&param), "param": param});
    for name in ["appId", "sign", "param"] {
        let mut without = whole.clone();
        without.as_object_mut().unwrap().remove(name);
        let answer = post(&sandbox, BALANCE, without.to_string()).await;
        assert_refused(&answer, PARAM, &format!("`{name}`: the field is missing"));
        let mut null = whole.clone();
        null[name] = json!(null);
        let answer = post(&sandbox, BALANCE, null.to_string()).await;
        assert_refused(
            &answer,
            PARAM,
            &format!("`{name}`: expected a string, found null"),
        );
    }
    let mut object = whole.clone();
    object["param"] = json!({"timestamp": NOW});
    let answer = post(&sandbox, BALANCE, object.to_string()).await;
    assert_refused(
        &answer,
        PARAM,
        "`param`: expected a string, found an object",
    );
    let mut more = whole.clone();
    more["timestamp"] = json!(NOW);
    let answer = post(&sandbox, BALANCE, more.to_string()).await;
    assert_refused(&answer, PARAM, "`timestamp`: the field is unknown");
    for text in ["", "null", "{", "appId=app-1&sign=x"] {
        assert_refused(
            &post(&sandbox, BALANCE, text.to_owned()).await,
            PARAM,
            "the body cannot be read",
        );
    }
}

#[tokio::test]
async fn timestamps() {
    let sandbox = sandbox().await;
    for (timestamp, code, words) in [
        (
            json!(NOW / 1_000),
            TIMESTAMP,
            "`timestamp` must count milliseconds since 1970, which takes 13 digits",
        ),
        (
            json!(NOW.to_string()),
            TIMESTAMP,
            "`param.timestamp`: expected a 64-bit integer, found a string",
        ),
        (
            json!(NOW - 300_001),
            EXPIRED,
            "`timestamp` is 300 s old: at most 300 s are allowed",
        ),
        (
            json!(NOW + 3_600_000),
            EXPIRED,
            "`timestamp` is 3600 s ahead",
        ),
    ] {
        let param = json!({"timestamp": timestamp}).to_string();
        assert_refused(&send(&sandbox, BALANCE, &param).await, code, words);
    }
    let answer = send(&sandbox, BALANCE, "{}").await;
    assert_refused(
        &answer,
        TIMESTAMP,
        "`param.timestamp`: the field is missing",
    );
}
