//! What arrives as a notification, genuine or not, is in no error and in no `Debug`.

use serde_json::json;
use wallet_client::{Acknowledgement, NotificationError, NotificationVerifier};

use super::{HOLDER, NUMBER, assert_hides, debug, every_form, key};

#[test]
fn notifications() {
    let verifier = NotificationVerifier::new(key().public_key());
    let param = json!({ "holder": HOLDER, "number": NUMBER }).to_string();
    let sign = key().sign(param.as_bytes()).unwrap();
    let body = json!({ "param": param, "sign": sign }).to_string();
    assert_eq!(
        verifier.verify(body.as_bytes()).as_ref(),
        Ok(&param),
        "it is there, just not shown"
    );
    assert_hides(&debug(&verifier), &[]);

    let bodies = [
        param.clone(),
        json!(param).to_string(),
        body[..body.len() - 1].to_owned(),
        body.replace("holder", "Holder"),
        body.replacen('{', &format!("{{{HOLDER},"), 1),
        body.replacen('{', &format!("{{\"{HOLDER}\":\"{NUMBER}\\x\","), 1),
        json!({ "param": { "holder": HOLDER }, "sign": sign }).to_string(),
        json!({ "param": param }).to_string(),
        json!({ "param": param, "sign": [sign] }).to_string(),
        json!({ "param": param, "sign": HOLDER }).to_string(),
        json!({ "param": param, "sign": sign.repeat(2) }).to_string(),
        " ".repeat(2 << 20) + &body,
    ];
    let mut kinds = String::new();
    for body in bodies {
        let error = verifier.verify(body.as_bytes()).unwrap_err();
        kinds.push(match &error {
            NotificationError::TooLarge { .. } => 'l',
            NotificationError::NotJson { .. } => 'j',
            NotificationError::NoParam { .. } => 'p',
            NotificationError::NoSign { .. } => 's',
            NotificationError::Signature(_) => 'f',
            _ => '?',
        });
        let answer = Acknowledgement::refusal(&error);
        let shown = every_form(&error) + &debug(&answer) + &answer.body();
        assert_hides(&shown, std::slice::from_ref(&sign));
    }
    assert_eq!(kinds, "sjjfjjpssffl");
}
