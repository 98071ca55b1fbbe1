//! Endpoints without pages, and answers by responders.

use std::collections::HashMap;

use serde_json::json;

use super::sample::{ALL, ListRequest, NO_ROWS, NOTHING, SetRequest};
use super::{Bench, NOW, OperationInfo, recipe};
use crate::operation::Operation as _;
use crate::sandbox::{Data, Refusal, Responder, VerifiedCall};

/// The text of the answer, since reading it would not keep the digits of numbers.
fn text(bench: &Bench, operation: &OperationInfo, param: &str) -> String {
    let sign = super::key().sign(param.as_bytes()).unwrap();
    let body = crate::envelope::body(crate::sample::API, "app", &sign, param);
    bench.answer(operation, body.as_bytes())
}

#[test]
fn the_example_is_answered_with_what_was_asked() {
    let bench = Bench::new();
    let param = format!(
        r#"{{"timestamp":{NOW},"name":"new \"one\"","kind":2,"level":5,"ids":["b","c"],"onlyAsked":1}}"#
    );
    assert_eq!(
        text(&bench, SetRequest::INFO, &param),
        concat!(
            r#"{"code":10000,"message":"Success","data":{"status":"DONE","name":"new \"one\"","level":"high","#,
            r#""kind":2,"ids":["b","c"],"rate":1.50}}"#
        )
    );
    let param = format!(r#"{{"timestamp":{NOW}}}"#);
    assert_eq!(
        text(&bench, SetRequest::INFO, &param),
        concat!(
            r#"{"code":10000,"message":"Success","data":{"status":"DONE","name":"old","level":"high","#,
            r#""kind":1,"ids":["a"],"rate":1.50}}"#
        )
    );
}

#[test]
fn other_examples_are_answered_as_they_stand() {
    let bench = Bench::new();
    let param = format!(r#"{{"timestamp":{NOW}}}"#);
    assert_eq!(
        text(&bench, ALL, &param),
        r#"{"code":10000,"message":"Success","data":[ {"id": "T1", "rate": 1.50} ]}"#
    );
    assert_eq!(
        text(&bench, NOTHING, &param),
        r#"{"code":10000,"message":"Success","data":null}"#
    );
    let answer = bench.call(NO_ROWS, json!({}));
    assert_eq!(answer["code"], 7);
    assert!(
        answer["message"].as_str().unwrap().contains("no example"),
        "{answer}"
    );
    assert_eq!(answer.get("data"), None);
}

/// A bench whose operation `set` is answered by this responder.
fn bench(responder: impl Responder + 'static) -> Bench {
    let responder: Box<dyn Responder> = Box::new(responder);
    Bench::with(&recipe(3, 0), HashMap::from([("set", responder)])).unwrap()
}

#[test]
fn responders_see_the_call_and_answer_it() {
    let bench = bench(|call: &VerifiedCall<'_>| {
        let request: SetRequest = call.request().unwrap();
        assert!(call.request::<ListRequest>().is_none());
        assert_eq!((call.operation().name, call.app_id()), ("set", "app"));
        match request.name.as_deref() {
            Some("refuse") => Err(Refusal::new(77, "no \"more\"")),
            Some("usual") => call.usual_answer(),
            Some("broken") => Ok(Data::from_json("{")),
            Some("debug") => Ok(Data::new(&format!("{call:?}"))),
            _ => Ok(Data::new(&json!({"at": call.timestamp_millis()}))),
        }
    });
    let call = |name: &str| bench.call(SetRequest::INFO, json!({"name": name}));
    assert_eq!(
        call("x"),
        json!({"code": 10000, "message": "Success", "data": {"at": NOW}})
    );
    assert_eq!(
        call("refuse"),
        json!({"code": 77, "message": "no \"more\""})
    );
    assert_eq!(call("usual")["data"]["name"], "usual");
    assert_eq!(call("broken")["code"], 7);
    let debug = call("debug")["data"].as_str().unwrap().to_owned();
    assert!(
        debug.starts_with(r#"VerifiedCall { operation: "set", app_id: "app""#),
        "{debug}"
    );
    // Other operations are answered as ever.
    assert_eq!(bench.data(ListRequest::INFO, json!({}))["count"], 3);
}

#[test]
fn data_and_calls_are_not_printed() {
    let bench = Bench::with(
        &recipe(1, 0),
        HashMap::from([(
            "list",
            Box::new(|call: &VerifiedCall<'_>| Ok(Data::new(&format!("{call:?}"))))
                as Box<dyn Responder>,
        )]),
    )
    .unwrap();
    let debug = bench
        .data(ListRequest::INFO, json!({"secret": "pin7"}))
        .to_string();
    assert!(
        debug.contains("<redacted>") && !debug.contains("pin7"),
        "{debug}"
    );
    assert_eq!(format!("{:?}", Data::new("secret")), "Data(8 bytes)");
    assert!(format!("{:?}", Data::from_json("secret")).starts_with("Data(expected value"));
}
