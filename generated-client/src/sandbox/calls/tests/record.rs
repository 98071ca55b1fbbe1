//! What a record holds.

use std::collections::HashMap;

use serde_json::json;

use crate::envelope;
use crate::operation::Operation as _;
use crate::sample::API;
use crate::sandbox::tests::sample::ListRequest;
use crate::sandbox::tests::{Bench, NOW, key, recipe};

#[test]
fn a_good_call() {
    let bench = Bench::new();
    let param = format!(r#"{{ "timestamp": {NOW}, "rows":1, "secret":"4711" }}"#);
    bench.send(ListRequest::INFO, &param);
    let call = bench.server.calls.get(1).unwrap();
    assert_eq!((call.number, call.at_millis, call.status), (1, NOW, 200));
    assert_eq!(
        (call.method.as_str(), call.path.as_str()),
        ("POST", "/list")
    );
    assert_eq!(call.operation, Some("list"));
    assert_eq!(call.app_id.as_deref(), Some("app"));
    assert_eq!((call.code, call.message.as_str()), (Some(10_000), ""));
    let names: Vec<_> = call.steps.iter().map(|step| step.name).collect();
    let checks = [
        "path",
        "method",
        "body",
        "envelope",
        "app id",
        "address",
        "signature",
        "parameters",
        "timestamp",
        "limits",
        "answer",
    ];
    assert_eq!(names, checks);
    assert!(call.steps.iter().all(|step| step.failure.is_none()));
    let signed = call.signed.as_ref().unwrap();
    assert_eq!(
        signed.text,
        format!(r#"{{ "timestamp": {NOW}, "rows":1, "secret":"<redacted>" }}"#)
    );
    assert_eq!(signed.bytes, param.len());
    let digest = crate::signing::sha256(param.as_bytes());
    assert!(
        signed
            .sha256
            .starts_with(&format!("{:02x}{:02x}", digest[0], digest[1]))
    );
    assert_eq!(signed.sha256.len(), 64);
    let request: serde_json::Value = serde_json::from_str(&call.request).unwrap();
    assert_eq!(
        request,
        json!({"appId": "app", "sign": "<redacted>", "param": signed.text})
    );
    assert!(
        call.answer
            .starts_with(r#"{"code":10000,"message":"Success","data":{"#)
    );
}

#[test]
fn a_refused_call_stops_at_the_check_that_failed() {
    let bench = Bench::new();
    let sign = key().sign(b"something else").unwrap();
    bench.post(ListRequest::INFO, &envelope::body(API, "app", &sign, "{}"));
    let call = bench.server.calls.get(1).unwrap();
    let (last, before) = call.steps.split_last().unwrap();
    assert_eq!(last.name, "signature");
    assert_eq!(last.failure.as_deref(), Some(call.message.as_str()));
    assert!(call.message.starts_with("`sign`: "));
    assert!(before.iter().all(|step| step.failure.is_none()));
    assert_eq!(call.code, Some(1));
    assert!(!format!("{call:?}").contains(&sign[..8]));
}

#[test]
fn long_texts_are_cut() {
    let bench = Bench::with(&recipe(50, 7), HashMap::new()).unwrap();
    let ids: Vec<String> = (0..2_000).map(|id| format!("T{id:06}")).collect();
    let param = json!({"ids": ids, "timestamp": NOW}).to_string();
    bench.send(ListRequest::INFO, &param);
    bench.call(ListRequest::INFO, json!({"rows": 50}));
    let call = bench.server.calls.get(1).unwrap();
    assert!(call.message.contains("ids"), "{}", call.message);
    let end = format!("… (cut: {} bytes in all)", param.len());
    let signed = call.signed.as_ref().unwrap();
    assert!(
        signed.text.len() < 8_300 && signed.text.ends_with(&end),
        "{}",
        signed.text
    );
    assert!(call.request.len() < 8_300 && call.request.contains("… (cut: "));
    let call = bench.server.calls.get(2).unwrap();
    assert!(
        call.answer.len() < 4_200 && call.answer.contains("… (cut: "),
        "{}",
        call.answer
    );
}
