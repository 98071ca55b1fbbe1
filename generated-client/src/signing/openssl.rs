//! Cross-checks with the `openssl` command, and the keys that other tests take from it: it makes
//! 4096 bits far faster than an unoptimised build here.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::io::Write as _;
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::{KeyError, SigningKey, VerifyingKey};

/// Runs `openssl` and gives what it prints.
pub(super) fn openssl(args: &[&str], input: &[u8]) -> Vec<u8> {
    let mut child = Command::new("openssl")
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the `openssl` command is needed for these tests: install the package `openssl`");
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_owned();
    // A command that does not read its input closes it: that is no failure.
    let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    assert!(
        output.status.success(),
        "openssl {args:?} failed: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    output.stdout
}

pub(super) fn openssl_text(args: &[&str], input: &[u8]) -> String {
    String::from_utf8(openssl(args, input)).unwrap()
}

/// The PEM PKCS#8 of a key of so many bits, made once for all tests.
pub(crate) fn pem(bits: usize) -> &'static str {
    static KEYS: [OnceLock<String>; 4] = [const { OnceLock::new() }; 4];
    let index = [1024, 2048, 3072, 4096]
        .iter()
        .position(|known| *known == bits)
        .unwrap();
    KEYS[index].get_or_init(|| {
        let bits = format!("rsa_keygen_bits:{bits}");
        openssl_text(&["genpkey", "-algorithm", "RSA", "-pkeyopt", &bits], b"")
    })
}

/// Every encoding of a private key that openssl writes.
fn private_forms(bits: usize) -> Vec<(&'static str, Result<SigningKey, KeyError>)> {
    let pem = pem(bits);
    let pkcs8 = openssl(
        &["pkcs8", "-topk8", "-nocrypt", "-outform", "DER"],
        pem.as_bytes(),
    );
    let pkcs1 = openssl(&["rsa", "-traditional", "-outform", "DER"], pem.as_bytes());
    let pkcs1_pem = openssl_text(&["rsa", "-traditional"], pem.as_bytes());
    assert!(pem.starts_with("-----BEGIN PRIVATE KEY-----"));
    assert!(pkcs1_pem.starts_with("-----BEGIN RSA PRIVATE KEY-----"));
    assert_ne!(pkcs8, pkcs1);
    vec![
        ("PEM PKCS#8", SigningKey::from_pem(pem)),
        ("PEM PKCS#1", SigningKey::from_pem(&pkcs1_pem)),
        ("DER PKCS#8", SigningKey::from_der(&pkcs8)),
        ("DER PKCS#1", SigningKey::from_der(&pkcs1)),
        (
            "Base64 PKCS#8",
            SigningKey::from_base64_der(&STANDARD.encode(&pkcs8)),
        ),
        (
            "Base64 PKCS#1",
            SigningKey::from_base64_der(&STANDARD.encode(&pkcs1)),
        ),
        ("guessed PEM", SigningKey::parse(&pkcs1_pem)),
        (
            "guessed Base64",
            SigningKey::parse(&STANDARD.encode(&pkcs8)),
        ),
    ]
}

#[test]
fn every_private_form_signs_the_same_and_openssl_verifies_it() {
    let message = "{\"timestamp\":1715595802000,\"name\":\"สมชาย\"}".as_bytes();
    let folder = tempfile::tempdir().unwrap();
    let public = folder.path().join("public.pem");
    let signature = folder.path().join("signature");
    for bits in [2048, 3072, 4096] {
        let public_pem = openssl(&["pkey", "-pubout"], pem(bits).as_bytes());
        std::fs::write(&public, public_pem).unwrap();
        let mut signatures = Vec::new();
        for (form, key) in private_forms(bits) {
            let key = key.unwrap_or_else(|error| panic!("{bits} {form}: {error}"));
            assert_eq!(key.bits(), bits, "{form}");
            signatures.push(key.sign(message).unwrap());
        }
        signatures.dedup();
        assert_eq!(signatures.len(), 1, "one key, one message, one signature");
        let bytes = STANDARD.decode(&signatures[0]).unwrap();
        assert_eq!(bytes.len(), bits / 8);
        std::fs::write(&signature, bytes).unwrap();
        let verdict = openssl_text(
            &[
                "dgst",
                "-sha256",
                "-verify",
                public.to_str().unwrap(),
                "-signature",
                signature.to_str().unwrap(),
            ],
            message,
        );
        assert_eq!(verdict.trim(), "Verified OK", "{bits} bits");
    }
}

#[test]
fn every_public_form_verifies_what_openssl_signs() {
    let message = b"signed by openssl";
    let folder = tempfile::tempdir().unwrap();
    let private = folder.path().join("private.pem");
    for bits in [2048, 3072, 4096] {
        let pem = pem(bits).as_bytes();
        std::fs::write(&private, pem).unwrap();
        let signature = STANDARD.encode(openssl(
            &["dgst", "-sha256", "-sign", private.to_str().unwrap()],
            message,
        ));
        let spki_pem = openssl_text(&["pkey", "-pubout"], pem);
        let spki = openssl(&["pkey", "-pubout", "-outform", "DER"], pem);
        let pkcs1_pem = openssl_text(&["rsa", "-RSAPublicKey_out"], pem);
        let pkcs1 = openssl(&["rsa", "-RSAPublicKey_out", "-outform", "DER"], pem);
        assert!(pkcs1_pem.starts_with("-----BEGIN RSA PUBLIC KEY-----"));
        let ours = SigningKey::parse(pem_text(pem)).unwrap().public_key();
        for (form, key) in [
            ("PEM SPKI", VerifyingKey::from_pem(&spki_pem)),
            ("PEM PKCS#1", VerifyingKey::from_pem(&pkcs1_pem)),
            ("DER SPKI", VerifyingKey::from_der(&spki)),
            ("DER PKCS#1", VerifyingKey::from_der(&pkcs1)),
            (
                "Base64 SPKI",
                VerifyingKey::from_base64_der(&STANDARD.encode(&spki)),
            ),
            (
                "Base64 PKCS#1",
                VerifyingKey::from_base64_der(&STANDARD.encode(&pkcs1)),
            ),
            ("guessed", VerifyingKey::parse(&spki_pem)),
        ] {
            let key = key.unwrap_or_else(|error| panic!("{bits} {form}: {error}"));
            assert_eq!(key, ours, "{form}");
            assert_eq!(key.bits(), bits, "{form}");
            key.verify(message, &signature)
                .unwrap_or_else(|error| panic!("{bits} {form}: {error}"));
        }
        assert_eq!(ours.to_pem(), spki_pem);
        assert_eq!(ours.to_der(), spki);
        assert_eq!(ours.to_base64_der(), STANDARD.encode(&spki));
    }
}

fn pem_text(pem: &[u8]) -> &str {
    std::str::from_utf8(pem).unwrap()
}

#[test]
fn the_fingerprint_is_the_sha256_of_the_public_der() {
    let der = openssl(
        &["pkey", "-pubout", "-outform", "DER"],
        pem(2048).as_bytes(),
    );
    let digest = openssl_text(&["dgst", "-sha256", "-r"], &der);
    let key = SigningKey::parse(pem(2048)).unwrap();
    assert_eq!(key.public_key().fingerprint(), digest[..16]);
    assert_eq!(
        format!("{key:?}"),
        format!(
            "SigningKey {{ bits: 2048, public_key_sha256: \"{}\" }}",
            &digest[..16]
        )
    );
}
