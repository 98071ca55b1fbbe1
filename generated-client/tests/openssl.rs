//! Live cross-checks with the `openssl` command, an implementation that has nothing in common with ours:
//! keys made on the spot, signatures both ways. `tests/sandbox/openssl.rs` has the sandbox's.
//!
//! `support::openssl::installed` says what becomes of them where the command is not installed.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use support::Capture;
use support::openssl::{installed, new_key, openssl, openssl_text};
use wallet_client::{Client, SigningKey, VerifyingKey};

#[tokio::test]
async fn what_the_client_sends_openssl_verifies() {
    if !installed() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let (public, signature) = (
        folder.path().join("public.pem"),
        folder.path().join("signature"),
    );
    for bits in [2048, 4096] {
        let private = new_key(bits);
        let public_pem = openssl(&["pkey", "-pubout"], private.as_bytes());
        std::fs::write(&public, public_pem).unwrap();
        let key = SigningKey::from_pem(&private).unwrap();
        let server = Capture::json(r#"{"code":21002,"message":""}"#);
        let client = Client::builder(&server.url, "app-1", key).build().unwrap();
        client
            .wallet_balance()
            .mch_uuid_list(["สมชาย"])
            .send()
            .await
            .unwrap_err();
        let param = server.member("param");
        assert!(param.contains("สมชาย"), "{param}");
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
        let verdict = openssl_text(&arguments, param.as_bytes());
        assert_eq!(verdict.trim(), "Verified OK", "{bits} bits");
    }
}

#[test]
fn what_openssl_signs_verifies_and_is_what_is_signed_here() {
    if !installed() {
        return;
    }
    let message = "signed by openssl: สมชาย".as_bytes();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("private.pem");
    for bits in [2048, 4096] {
        let private = new_key(bits);
        std::fs::write(&file, &private).unwrap();
        let arguments = ["dgst", "-sha256", "-sign", file.to_str().unwrap()];
        let signature = STANDARD.encode(openssl(&arguments, message));
        let public = openssl_text(&["pkey", "-pubout"], private.as_bytes());
        let key = SigningKey::from_pem_file(&file).unwrap();
        assert_eq!(key.public_key().to_pem(), public);
        let public = VerifyingKey::from_pem(&public).unwrap();
        assert_eq!(public.bits(), bits);
        public.verify(message, &signature).unwrap();
        public.verify(&message[1..], &signature).unwrap_err();
        assert_eq!(key.sign(message).unwrap(), signature, "{bits} bits");
    }
}
