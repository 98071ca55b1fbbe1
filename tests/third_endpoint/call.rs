//! Calls the third endpoint: a scratch crate runs this as its own test.
#![cfg(feature = "sandbox")]
#![allow(clippy::unwrap_used, clippy::panic)]

use wallet_client::{Client, Error, ErrorCode, MchUuid, SigningKey, Thb, sandbox::Sandbox};

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
