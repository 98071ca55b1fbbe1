//! A `SigningKey`, which AWS-LC works for in this build, beside the `rsa` crate called as
//! `src/signing/rsa_backend.rs` calls it: the same key, the same message, the same signature.
#![allow(clippy::unwrap_used)]

mod support;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rsa::RsaPrivateKey;
use rsa::pkcs1v15::Pkcs1v15Sign;
use rsa::pkcs8::DecodePrivateKey as _;
use rsa::sha2::{Digest as _, Sha256};
use support::{compare, head, rounds};
use wallet_client::SigningKey;

const MESSAGE: &[u8] =
    br#"{"timestamp":1715595802000,"mchUuidList":["JT1095595801938341100"],"size":100}"#;

fn by_rsa(key: &RsaPrivateKey) -> String {
    let digest = Sha256::digest(MESSAGE);
    let padding = Pkcs1v15Sign::new::<Sha256>();
    let signature = key.sign_with_rng(&mut rand_core::OsRng, padding, &digest);
    STANDARD.encode(signature.unwrap())
}

fn main() {
    head("aws-lc-rs", "rsa");
    for (bits, pem) in [
        (
            2048,
            include_str!("../src/signing/vectors/test-rsa-2048-pkcs8.pem"),
        ),
        (
            3072,
            include_str!("../src/signing/vectors/test-rsa-3072-pkcs8.pem"),
        ),
        (
            4096,
            include_str!("../src/signing/vectors/test-rsa-4096-pkcs8.pem"),
        ),
    ] {
        let ours = SigningKey::parse(pem).unwrap();
        let theirs = RsaPrivateKey::from_pkcs8_pem(pem).unwrap();
        let public = ours.public_key();
        let signature = ours.sign(MESSAGE).unwrap();
        assert_eq!(signature, by_rsa(&theirs));
        compare(
            &format!("signing, {bits} bits"),
            rounds(300),
            || drop(ours.sign(MESSAGE).unwrap()),
            || drop(by_rsa(&theirs)),
        );
        let bytes = STANDARD.decode(&signature).unwrap();
        let their_public = theirs.to_public_key();
        compare(
            &format!("verifying, {bits} bits"),
            rounds(1_000),
            || public.verify(MESSAGE, &signature).unwrap(),
            || {
                let digest = Sha256::digest(MESSAGE);
                let padding = Pkcs1v15Sign::new::<Sha256>();
                their_public.verify(padding, &digest, &bytes).unwrap();
            },
        );
    }
}
