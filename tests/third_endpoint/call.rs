//! Calls the added endpoints: a scratch crate runs this as its own test.
#![cfg(feature = "sandbox")]
#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use wallet_client::operation::Operation;
use wallet_client::operations::credit_limits::CreditLimitsRequest;
use wallet_client::operations::set_credit_limit::SetCreditLimitRequest;
use wallet_client::sandbox::{Data, Fault, Sandbox, VerifiedCall};
use wallet_client::{Client, Clock as _, Error, ErrorCode, MchUuid, SigningKey, SystemClock, Thb};

#[tokio::test]
async fn the_new_endpoint_is_called_served_and_checked() {
    let key = SigningKey::generate(2048).unwrap();
    let sandbox = Sandbox::builder().merchant("app", key.public_key()).start().await.unwrap();
    let client = Client::builder(sandbox.url(), "app", key).build().unwrap();

    let answer = client.set_credit_limit("U9", Thb::from_satang(12_345)).send().await.unwrap();
    assert_eq!((answer.mch_uuid, answer.credit_limit), (MchUuid::from("U9"), Thb::from_satang(12_345)));

    // Its limits hold before anything is sent …
    let refused = client.set_credit_limit("", Thb::from_satang(-1)).send().await;
    let Err(Error::InvalidRequest(invalid)) = refused else { panic!("{refused:?}") };
    assert_eq!(invalid.violations.len(), 2, "{invalid}");
    assert_eq!(sandbox.calls().len(), 1);

    // … and a signature by somebody else is refused by the server.
    let stranger = Client::builder(sandbox.url(), "app", SigningKey::generate(2048).unwrap()).build().unwrap();
    let refused = stranger.set_credit_limit("U9", Thb::from_satang(1)).send().await;
    assert_eq!(refused.unwrap_err().code(), Some(&ErrorCode::SignError));

    // The documented endpoints are still there.
    assert!(client.wallet_balance().size(3).send().await.unwrap().list.len() == 3);
}

/// What the sandbox answers to parameters that were written by hand. `changed` is what is sent in place of what was signed.
async fn by_hand<O: Operation>(sandbox: &Sandbox, key: &SigningKey, param: &str, changed: &str) -> (i64, String) {
    let now = SystemClock.now_millis();
    let stamped = |param: &str| format!(r#"{{"timestamp":{now},{param}}}"#);
    let sign = key.sign(stamped(param).as_bytes()).unwrap();
    let body = serde_json::json!({ "appId": "app", "sign": sign, "param": stamped(changed) });
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let sent = http.post(format!("{}{}", sandbox.url(), O::INFO.path)).body(body.to_string());
    let answer: serde_json::Value = serde_json::from_str(&sent.send().await.unwrap().text().await.unwrap()).unwrap();
    (answer["code"].as_i64().unwrap(), answer["message"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn what_is_built_by_hand_is_checked_by_the_server() {
    let key = SigningKey::generate(2048).unwrap();
    let sandbox = Sandbox::builder().merchant("app", key.public_key()).start().await.unwrap();
    let good = r#""mchUuid":"U9","creditLimit":5000000"#;
    let more = r#""mchUuid":"U9","creditLimit":5000001"#;
    let four = r#""mchUuidList":["A","B","C","D"]"#;
    for (answer, code, words) in [
        (by_hand::<SetCreditLimitRequest>(&sandbox, &key, good, good).await, 10_000, "Success"),
        (by_hand::<SetCreditLimitRequest>(&sandbox, &key, good, more).await, 21_001, "the signature does not match"),
        (by_hand::<SetCreditLimitRequest>(&sandbox, &key, more, more).await, 21_002, "`creditLimit`"),
        (by_hand::<SetCreditLimitRequest>(&sandbox, &key, r#""mchUuid":"U9""#, r#""mchUuid":"U9""#).await, 21_002, "missing"),
        (by_hand::<CreditLimitsRequest>(&sandbox, &key, four, four).await, 21_002, "`mchUuidList` holds 4 items"),
    ] {
        assert!(answer.0 == code && answer.1.contains(words), "{answer:?}");
    }
}

/// A sandbox that remembers the limits, and lists them.
async fn remembering(key: &SigningKey) -> Sandbox {
    let limits = Arc::new(Mutex::new(BTreeMap::<MchUuid, Thb>::new()));
    let known = Arc::clone(&limits);
    Sandbox::builder()
        .merchant("app", key.public_key())
        .responder::<SetCreditLimitRequest>(move |call: &VerifiedCall<'_>| {
            let request: SetCreditLimitRequest = call.request().unwrap();
            limits.lock().unwrap().insert(request.mch_uuid, request.credit_limit);
            call.usual_answer()
        })
        .responder::<CreditLimitsRequest>(move |_: &VerifiedCall<'_>| {
            let known = known.lock().unwrap();
            let rows = known.iter().map(|(user, limit)| serde_json::json!({ "mchUuid": user, "creditLimit": limit }));
            let list: Vec<_> = rows.collect();
            Ok(Data::new(&serde_json::json!({ "total": list.len(), "size": 15, "current": 1, "list": list })))
        })
        .start().await.unwrap()
}

#[tokio::test]
async fn a_responder_gives_the_new_endpoints_data() {
    let key = SigningKey::generate(2048).unwrap();
    let sandbox = remembering(&key).await;
    let client = Client::builder(sandbox.url(), "app", key.clone()).build().unwrap();
    for (user, satang) in [("U1", 100), ("U2", 200), ("U1", 300)] {
        client.set_credit_limit(user, Thb::from_satang(satang)).send().await.unwrap();
    }
    // Faults know the endpoint, too.
    sandbox.inject("credit_limits:503x1".parse().unwrap());
    sandbox.inject(Fault::reset().on::<SetCreditLimitRequest>());
    let page = client.credit_limits().send().await.unwrap();
    let limits: Vec<_> = page.list.iter().map(|row| (row.mch_uuid.as_str(), row.credit_limit.satang())).collect();
    assert_eq!(limits, [("U1", 300), ("U2", 200)]);

    // Without one, there are rows that are made up from the example.
    let sandbox = Sandbox::builder().merchant("app", key.public_key()).rows(7).start().await.unwrap();
    let client = Client::builder(sandbox.url(), "app", key).build().unwrap();
    let page = client.credit_limits().size(5).page(2).send().await.unwrap();
    assert_eq!((page.total, page.list.len()), (7, 2));
    let user = page.list[0].mch_uuid.clone();
    let found = client.credit_limits().mch_uuid_list([user.clone()]).send().await.unwrap().list;
    assert!(!found.is_empty() && found.iter().all(|row| row.mch_uuid == user));
    assert_eq!(client.credit_limits().mch_uuid_list(["nobody"]).send().await.unwrap().total, 0);
}
