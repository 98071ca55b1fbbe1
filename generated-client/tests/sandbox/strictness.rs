//! What the sandbox insists on, and the codes that it refuses with.

use std::net::{IpAddr, Ipv4Addr};

use serde_json::json;
use wallet_client::ErrorCode;
use wallet_client::operations::wallet_balance::WalletBalanceRequest;
use wallet_client::sandbox::{Check, VerifiedCall};

use super::support::{body, key};
use super::{APP, BALANCE, NOW, assert_refused, builder, post, send};

const LISTED: IpAddr = IpAddr::V4(Ipv4Addr::new(127, 0, 0, 2));

/// The code of the answer to a call from this address.
async fn from(address: IpAddr, allowed: &[IpAddr], app_id: &str, sign: &str) -> serde_json::Value {
    let sandbox = builder().allow_addresses(allowed.iter().copied());
    let sandbox = sandbox.start().await.unwrap();
    let http = reqwest::Client::builder().no_proxy().local_address(address);
    let param = json!({"timestamp": NOW}).to_string();
    let sent = http
        .build()
        .unwrap()
        .post(format!("{}{BALANCE}", sandbox.url()));
    let answer = sent.body(body(app_id, sign, &param)).send().await.unwrap();
    serde_json::from_str(&answer.text().await.unwrap()).unwrap()
}

#[tokio::test]
async fn only_listed_addresses_are_served() {
    let localhost = IpAddr::V4(Ipv4Addr::LOCALHOST);
    let mapped = IpAddr::V6(Ipv4Addr::new(127, 0, 0, 2).to_ipv6_mapped());
    let sign = key()
        .sign(json!({"timestamp": NOW}).to_string().as_bytes())
        .unwrap();
    for (address, allowed, code) in [
        (LISTED, vec![LISTED], 10_000),
        (LISTED, vec![mapped], 10_000),
        (localhost, vec![LISTED, localhost], 10_000),
        (localhost, vec![LISTED], 1_002),
        (localhost, vec![], 1_002),
    ] {
        let answer = from(address, &allowed, APP, &sign).await;
        assert_eq!(answer["code"], code, "{allowed:?}");
    }
    // After the application id, and before the signature.
    let answer = from(localhost, &[LISTED], APP, "x").await;
    assert_refused(
        &answer,
        1_002,
        "the address 127.0.0.1 is not on the allow list",
    );
    let answer = from(localhost, &[LISTED], "app-2", "x").await;
    assert_refused(&answer, 21_003, "`appId`");
}

#[tokio::test]
async fn each_check_has_a_code_that_can_be_set() {
    let good = json!({"timestamp": NOW}).to_string();
    let sign = |param: &str| key().sign(param.as_bytes()).unwrap();
    let signed =
        |param: serde_json::Value| body(APP, &sign(&param.to_string()), &param.to_string());
    for (check, usual, broken) in [
        (Check::Envelope, 21_002, "{}".to_owned()),
        (Check::AppId, 21_003, body("app-2", &sign(&good), &good)),
        (Check::Signature, 21_001, body(APP, &sign("other"), &good)),
        (
            Check::Parameters,
            21_002,
            signed(json!({"timestamp": NOW, "more": 1})),
        ),
        (
            Check::Timestamp,
            21_008,
            signed(json!({"timestamp": NOW / 1_000})),
        ),
        (Check::Timestamp, 21_008, signed(json!({}))),
        (
            Check::Freshness,
            21_009,
            signed(json!({"timestamp": NOW - 300_001})),
        ),
        (
            Check::Limits,
            21_002,
            signed(json!({"timestamp": NOW, "size": 0})),
        ),
    ] {
        let sandbox = builder().start().await.unwrap();
        let answer = post(&sandbox, BALANCE, broken.clone()).await;
        assert_eq!(answer["code"], usual, "{check:?}");
        let sandbox = builder().refusal(check, ErrorCode::from(77));
        let sandbox = sandbox.start().await.unwrap();
        let answer = post(&sandbox, BALANCE, broken).await;
        assert_eq!(answer["code"], 77, "{check:?}");
        assert_eq!(send(&sandbox, BALANCE, &good).await["code"], 10_000);
    }
}

#[tokio::test]
async fn what_is_not_documented_may_be_let_pass() {
    let param = json!({"timestamp": NOW, "size": 3, "more": 1}).to_string();
    let sign = key().sign(param.as_bytes()).unwrap();
    let plain = body(APP, &sign, &param);
    let mut more: serde_json::Value = serde_json::from_str(&plain).unwrap();
    more["version"] = json!("1.0");

    let sandbox = builder().exact_parameters(false);
    // A responder gets what is documented.
    let sandbox = sandbox.responder::<WalletBalanceRequest>(|call: &VerifiedCall<'_>| {
        assert!(call.request::<WalletBalanceRequest>().is_some());
        call.usual_answer()
    });
    let sandbox = sandbox.start().await.unwrap();
    let answer = post(&sandbox, BALANCE, plain.clone()).await;
    assert_eq!(
        (&answer["code"], &answer["data"]["size"]),
        (&json!(10_000), &json!(3))
    );
    assert_refused(
        &post(&sandbox, BALANCE, more.to_string()).await,
        21_002,
        "`version`",
    );

    let sandbox = builder().exact_envelope(false).start().await.unwrap();
    assert_refused(
        &post(&sandbox, BALANCE, more.to_string()).await,
        21_002,
        "`param.more`",
    );
    let sandbox = builder().exact_envelope(false).exact_parameters(false);
    let sandbox = sandbox.start().await.unwrap();
    assert_eq!(
        post(&sandbox, BALANCE, more.to_string()).await["code"],
        10_000
    );
}

#[tokio::test]
async fn the_first_check_that_fails_refuses_the_call() {
    let sandbox = builder().start().await.unwrap();
    let old = NOW - 300_001;
    let sign = |param: &str| key().sign(param.as_bytes()).unwrap();
    let unsigned = |_: &str| sign("other");
    let (app_id, stranger) = (APP, "app-2");
    for (app_id, sign, param, code, words) in [
        (
            stranger,
            &unsigned as &dyn Fn(&str) -> String,
            json!({"more": 1}),
            21_003,
            "`appId`",
        ),
        (app_id, &unsigned, json!({"more": 1}), 21_001, "`sign`"),
        (
            app_id,
            &sign,
            json!({"timestamp": 1, "size": 0, "more": 1}),
            21_002,
            "`param.more`",
        ),
        (
            app_id,
            &sign,
            json!({"timestamp": 1, "size": 0}),
            21_008,
            "milliseconds",
        ),
        (
            app_id,
            &sign,
            json!({"timestamp": old, "size": 0}),
            21_009,
            "300 s old",
        ),
        (
            app_id,
            &sign,
            json!({"timestamp": NOW, "size": 0}),
            21_002,
            "`size`",
        ),
    ] {
        let param = param.to_string();
        let answer = post(&sandbox, BALANCE, body(app_id, &sign(&param), &param)).await;
        assert_refused(&answer, code, words);
    }
}
