//! The sandbox and signatures by the `openssl` command: an implementation that has nothing in common with
//! ours. `tests/openssl.rs` has the cross-checks that need no sandbox.

use std::process::Command;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use wallet_client::operations::wallet_balance::WalletBalanceRequest;
use wallet_client::sandbox::Sandbox;
use wallet_client::{FixedClock, MchUuid, SigningKey, VerifyingKey};

use super::{APP, BALANCE, NOW, assert_refused, post};
use crate::support::body;
use crate::support::openssl::{has, installed, new_key, openssl, openssl_text};

#[tokio::test]
async fn what_openssl_signs_the_sandbox_accepts() {
    if !installed() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("private.pem");
    for bits in [2048, 4096] {
        let private = new_key(bits);
        std::fs::write(&file, &private).unwrap();
        let public = openssl_text(&["pkey", "-pubout"], private.as_bytes());
        let sandbox = Sandbox::builder()
            .merchant(APP, VerifyingKey::from_pem(&public).unwrap())
            .clock(FixedClock::at_millis(NOW))
            .start()
            .await
            .unwrap();
        let sign = |text: &str| {
            let arguments = ["dgst", "-sha256", "-sign", file.to_str().unwrap()];
            STANDARD.encode(openssl(&arguments, text.as_bytes()))
        };
        let param =
            format!(r#"{{"timestamp":{NOW},"mchUuidList":["สมชาย","JT1095595801938341100"]}}"#);
        let good = sign(&param);
        let answer = post(&sandbox, BALANCE, body(APP, &good, &param)).await;
        assert_eq!(answer["code"], 10_000, "{bits} bits: {answer}");
        assert_eq!(answer["data"]["total"], 1);
        let changed = param.replace("1100", "1101");
        let answer = post(&sandbox, BALANCE, body(APP, &good, &changed)).await;
        assert_refused(&answer, 21_001, "the signature does not match");
    }
}

/// Runs lines in `sh`, and gives the answer that they print.
fn run(lines: &str) -> Value {
    let output = Command::new("sh").arg("-c").arg(lines).output().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{lines}\n{errors}");
    serde_json::from_slice(&output.stdout).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_lines_for_a_shell_make_the_call_anew() {
    if !installed() || !has("curl", "--version") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("it's a key.pem");
    std::fs::write(&file, new_key(2048)).unwrap();
    let key = SigningKey::from_pem_file(&file).unwrap();
    let sandbox = Sandbox::builder()
        .merchant("app 'one'", key.public_key())
        .start()
        .await
        .unwrap();
    let mut request = WalletBalanceRequest::new();
    request.size = Some(2);
    request.mch_uuid_list = Some(["it's", "\"สมชาย\\"].map(MchUuid::from).to_vec());
    let answer = run(&sandbox.curl("app 'one'", &file, &request));
    assert_eq!(answer["code"], 10_000, "{answer}");
    assert_eq!(answer["data"]["size"], 2);

    // Those of a call that was refused for its time alone are good, once the key is in its place.
    let param = r#"{ "timestamp" : 1, "size" : 3 }"#;
    let sign = key.sign(param.as_bytes()).unwrap();
    let body = body("app 'one'", &sign, param);
    assert_eq!(post(&sandbox, BALANCE, body).await["code"], 21_008);
    let calls = sandbox.calls();
    let lines = calls.last().unwrap().curl.clone();
    let quoted = format!("'{}'", file.to_str().unwrap().replace('\'', r"'\''"));
    let answer = run(&lines.replace("'merchant.pem'", &quoted));
    assert_eq!(answer["code"], 10_000, "{answer}");
    assert_eq!(answer["data"]["size"], 3);
}
