//! The same for the sandbox: what it says and keeps of calls.

use std::sync::{Arc, Mutex};

use wallet_client::operations::balance_records::BalanceRecordsRequest;
use wallet_client::sandbox::{Data, Refusal, Sandbox, VerifiedCall};

use super::{HOLDER, assert_hides, builder, day, debug, every_form, key, records, support};

/// Makes calls that the sandbox refuses, and one that it answers. Gives a signature.
pub(super) async fn refused_and_answered_calls() -> String {
    answered().await;
    refused().await
}

/// A call that the sandbox refuses, and what it says and keeps of it. Gives the signature.
async fn refused() -> String {
    let setup = Sandbox::builder().merchant("app", support::key().public_key());
    assert_hides(&debug(&setup), &[]);
    let sandbox = setup.start().await.unwrap();
    let client = builder(&sandbox.url()).build().unwrap();
    let error = client.wallet_balance().send().await.unwrap_err();
    let param = r#"{"timestamp":1}"#;
    let sign = key().sign(param.as_bytes()).unwrap();
    let url = format!("{}/open-api/jt/wallet/balance", sandbox.url());
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let answer = http
        .post(url)
        .body(support::body("app", &sign, param))
        .send()
        .await
        .unwrap();
    let shown = [
        every_form(&error),
        answer.text().await.unwrap(),
        debug(&sandbox),
        debug(&sandbox.calls()),
        debug(&Data::new(HOLDER)),
        debug(&Refusal::new(1, "words")),
    ];
    for shown in shown {
        assert_hides(&shown, std::slice::from_ref(&sign));
    }
    assert_eq!(sandbox.calls().len(), 2);
    sign
}

/// A call that is answered with canaries, by a responder that prints what it sees.
async fn answered() {
    let seen = Arc::new(Mutex::new(String::new()));
    let keep = Arc::clone(&seen);
    let sandbox = Sandbox::builder()
        .merchant("app", key().public_key())
        .responder::<BalanceRecordsRequest>(move |call: &VerifiedCall<'_>| {
            *keep.lock().unwrap() = debug(call);
            Ok(Data::new(&records()))
        });
    assert_hides(&debug(&sandbox), &[]);
    let sandbox = sandbox.start().await.unwrap();
    let client = builder(&sandbox.url()).build().unwrap();
    client.balance_records(day(), day()).send().await.unwrap();
    let seen = seen.lock().unwrap().clone();
    assert!(seen.starts_with("VerifiedCall"), "{seen}");
    assert_hides(&seen, &[]);
}
