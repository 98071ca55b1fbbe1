//! Signatures by the `openssl` command: an implementation that has nothing in common with ours.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use wallet_client::sandbox::Sandbox;
use wallet_client::{Client, FixedClock, SigningKey, VerifyingKey};

use super::{APP, BALANCE, NOW, assert_refused, post};
use crate::support::{Capture, body, openssl};

#[tokio::test]
async fn what_openssl_signs_the_sandbox_accepts() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("private.pem");
    for bits in ["2048", "4096"] {
        let option = format!("rsa_keygen_bits:{bits}");
        let private = openssl(&["genpkey", "-algorithm", "RSA", "-pkeyopt", &option], b"");
        std::fs::write(&file, &private).unwrap();
        let public = openssl(&["pkey", "-pubout"], &private);
        let public = VerifyingKey::from_pem(std::str::from_utf8(&public).unwrap()).unwrap();
        let sandbox = Sandbox::builder()
            .merchant(APP, public)
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

#[tokio::test]
async fn what_the_client_sends_openssl_verifies() {
    let folder = tempfile::tempdir().unwrap();
    let (public, signature) = (
        folder.path().join("public.pem"),
        folder.path().join("signature"),
    );
    for bits in ["2048", "4096"] {
        let option = format!("rsa_keygen_bits:{bits}");
        let private = openssl(&["genpkey", "-algorithm", "RSA", "-pkeyopt", &option], b"");
        std::fs::write(&public, openssl(&["pkey", "-pubout"], &private)).unwrap();
        let key = SigningKey::from_pem(std::str::from_utf8(&private).unwrap()).unwrap();
        let server = Capture::json(r#"{"code":21000,"message":""}"#);
        let client = Client::builder(&server.url, APP, key).build().unwrap();
        client
            .wallet_balance()
            .mch_uuid_list(["สมชาย"])
            .send()
            .await
            .unwrap_err();
        std::fs::write(&signature, STANDARD.decode(server.member("sign")).unwrap()).unwrap();
        let (public, signature) = (public.to_str().unwrap(), signature.to_str().unwrap());
        let arguments = [
            "dgst",
            "-sha256",
            "-verify",
            public,
            "-signature",
            signature,
        ];
        let verdict = openssl(&arguments, server.member("param").as_bytes());
        assert_eq!(verdict.trim_ascii(), b"Verified OK", "{bits} bits");
    }
}
