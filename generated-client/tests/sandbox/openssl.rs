//! The sandbox and signatures by the `openssl` command: an implementation that has nothing in common with
//! ours. `tests/openssl.rs` has the cross-checks that need no sandbox.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use wallet_client::sandbox::Sandbox;
use wallet_client::{FixedClock, VerifyingKey};

use super::{APP, BALANCE, NOW, assert_refused, post};
use crate::support::body;
use crate::support::openssl::{installed, new_key, openssl, openssl_text};

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
