//! Documented limits: the client finds all that are broken before it signs anything, and the sandbox
//! refuses the same parameters when they are sent past it.

use serde_json::{Value, json};
use wallet_client::rules::{InvalidRequest, Limit};
use wallet_client::{Error, civil};

use super::{BALANCE, NOW, RECORDS, assert_refused, client, sandbox, send};

const PARAM: i64 = 21_002;

#[tokio::test]
async fn all_broken_limits_come_in_one_error_and_nothing_is_sent() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    let start = civil::date(2024, 11, 1).at(0, 0, 0, 0);
    let too_late = civil::date(2024, 12, 2).at(0, 0, 1, 0);
    let too_early = civil::date(2024, 10, 31).at(23, 59, 59, 0);
    for (end, words) in [
        (
            too_late,
            "`startTime` to `endTime` spans 2678401 s: at most 2678400 s (31 days) are allowed",
        ),
        (too_early, "`endTime` is before `startTime`"),
    ] {
        let call = client
            .balance_records(start, end)
            .mch_uuid_list((0..5_001).map(|id| format!("JT{id}")))
            .size(10_001)
            .page(0);
        match call.send().await {
            Err(Error::InvalidRequest(error)) => assert_all_found(&error, words),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(sandbox.calls(), []);
}

#[track_caller]
fn assert_all_found(error: &InvalidRequest, span: &str) {
    let found = error.violations.iter();
    let found: Vec<_> = found
        .map(|found| (found.path.as_str(), found.limit, found.to_string()))
        .collect();
    let (min, max) = (1, i64::MAX);
    let max_seconds = 2_678_400;
    let wanted = [
        (
            "mchUuidList",
            Limit::Items { min: 1, max: 5_000 },
            "`mchUuidList` holds 5001 items: at most 5000 are allowed",
        ),
        (
            "size",
            Limit::Range { min, max: 10_000 },
            "`size` is 10001: at most 10000 is allowed",
        ),
        (
            "page",
            Limit::Range { min, max },
            "`page` is 0: at least 1 is needed",
        ),
        ("endTime", Limit::Span { max_seconds }, span),
    ];
    assert_eq!(
        found,
        wanted.map(|(path, limit, words)| (path, limit, words.to_owned()))
    );
}

/// Parameters with a window that is fine, and these.
fn records(more: &Value) -> String {
    let mut parameters = json!({
        "timestamp": NOW, "startTime": "2024-11-01 00:00:00", "endTime": "2024-12-02 00:00:00"
    });
    for (name, value) in more.as_object().unwrap() {
        parameters[name] = value.clone();
    }
    parameters.to_string()
}

#[tokio::test]
async fn the_sandbox_refuses_each_of_them_by_itself() {
    let sandbox = sandbox().await;
    let ids: Vec<String> = (0..5_001).map(|id| format!("JT{id}")).collect();
    for fine in [
        json!({}),
        json!({"mchUuidList": ids[1..]}),
        json!({"size": 10_000}),
    ] {
        let answer = send(&sandbox, RECORDS, &records(&fine)).await;
        assert_eq!(answer["code"], 10_000, "{answer}");
    }
    for (more, words) in [
        (
            json!({"mchUuidList": ids}),
            "`mchUuidList` holds 5001 items",
        ),
        (
            json!({"balanceRefNoList": ids}),
            "`balanceRefNoList` holds 5001 items",
        ),
        (
            json!({"mchUuidList": []}),
            "`mchUuidList` holds 0 items: at least 1 is needed",
        ),
        (
            json!({"size": 10_001}),
            "`size` is 10001: at most 10000 is allowed",
        ),
        (json!({"page": 0}), "`page` is 0: at least 1 is needed"),
        (
            json!({"endTime": "2024-12-02 00:00:01"}),
            "spans 2678401 s: at most 2678400 s (31 days)",
        ),
        (
            json!({"endTime": "2024-10-31 23:59:59"}),
            "`endTime` is before `startTime`",
        ),
    ] {
        assert_refused(
            &send(&sandbox, RECORDS, &records(&more)).await,
            PARAM,
            words,
        );
    }
}

#[tokio::test]
async fn the_sandbox_refuses_parameters_that_are_not_as_documented() {
    let sandbox = sandbox().await;
    for (more, words) in [
        (
            json!({"mchUUIDList": ["JT1"]}),
            "`param.mchUUIDList`: the field is unknown",
        ),
        (
            json!({"mchUuidList": "JT1"}),
            "`param.mchUuidList`: expected a list, found a string",
        ),
        (
            json!({"endTime": null}),
            "`param.endTime`: expected a date and time",
        ),
    ] {
        assert_refused(
            &send(&sandbox, RECORDS, &records(&more)).await,
            PARAM,
            words,
        );
    }
    let missing = format!(r#"{{"timestamp":{NOW},"startTime":"2024-11-01 00:00:00"}}"#);
    assert_refused(
        &send(&sandbox, RECORDS, &missing).await,
        PARAM,
        "`param.endTime`: the field is missing",
    );
}

#[tokio::test]
async fn the_sandbox_refuses_them_together_too() {
    let sandbox = sandbox().await;
    let ids: Vec<String> = (0..5_001).map(|id| format!("JT{id}")).collect();
    let broken =
        json!({"mchUuidList": ids, "size": 10_001, "page": 0, "endTime": "2024-10-31 23:59:59"});
    let answer = send(&sandbox, RECORDS, &records(&broken)).await;
    for words in [
        "`mchUuidList` holds",
        "`size` is 10001",
        "`page` is 0",
        "`endTime` is before",
    ] {
        assert_refused(&answer, PARAM, words);
    }
    let broken = format!(r#"{{"timestamp":{NOW},"size":10001,"page":0,"KYCStatus":[]}}"#);
    let answer = send(&sandbox, BALANCE, &broken).await;
    for words in [
        "`size` is 10001",
        "`page` is 0",
        "`KYCStatus` holds 0 items",
    ] {
        assert_refused(&answer, PARAM, words);
    }
}
