//! Receives the notification: a scratch crate runs this as its own test.
#![cfg(feature = "sandbox")]
#![allow(clippy::unwrap_used, clippy::panic)]

use wallet_client::notifications::credit_limit_changed::CreditLimitChangedNotification;
use wallet_client::{Acknowledgement, Notification, NotificationError, NotificationVerifier};
use wallet_client::{SigningKey, Thb, VerifyError, civil, sandbox};

#[test]
fn the_new_notification_is_signed_opened_and_acknowledged() {
    let platform = SigningKey::generate(2048).unwrap();
    let verifier = NotificationVerifier::new(platform.public_key());
    let receive = |body: &str| verifier.open::<CreditLimitChangedNotification>(body.as_bytes());

    let mut sent: CreditLimitChangedNotification = sandbox::example_notification().unwrap();
    assert_eq!(sent.changed_at, Some(civil::date(2024, 11, 25).at(10, 0, 0, 0).into()));
    sent.credit_limit = Thb::from_satang(12_345);
    sent.changed_by = Some("CANARY".to_owned());
    let param = serde_json::to_string(&sent).unwrap();
    let body = sandbox::notification(&platform, &param).unwrap();
    assert_eq!(receive(&body), Ok(sent.clone()));
    assert!(!format!("{sent:?}").contains("CANARY"));
    assert_eq!(Acknowledgement::success().body(), r#"{"code":10000,"message":"Success"}"#);

    // Changed on the way, signed by somebody else, or something else that the platform signed.
    let dearer = body.replace("12345", "99999");
    assert_ne!(dearer, body);
    assert_eq!(receive(&dearer), Err(NotificationError::Signature(VerifyError::Mismatch)));
    let stranger = SigningKey::generate(2048).unwrap();
    let forged = receive(&sandbox::notification(&stranger, &param).unwrap()).unwrap_err();
    assert_eq!(Acknowledgement::refusal(&forged).status(), 401);
    let other = receive(&sandbox::notification(&platform, r#"{"mchUuid":"U7"}"#).unwrap()).unwrap_err();
    assert_eq!(
        other.to_string(),
        format!("{}: `param.creditLimit`: the field is missing", CreditLimitChangedNotification::NAME)
    );
    assert!(other.is_genuine());
}
