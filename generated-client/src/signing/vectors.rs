//! What OpenSSL makes, checked in as text: keys in every form, signatures, and what people take for a
//! key. So unit tests need no command. `vectors/README.md` says how each was made; all are test keys.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::{KeyError, SigningKey, VerifyingKey};

macro_rules! vector {
    ($($name:tt),+) => {
        include_str!(concat!("vectors/test-", $($name),+))
    };
}

macro_rules! rsa {
    ($bits:literal) => {
        Rsa {
            bits: $bits,
            pkcs8_pem: vector!("rsa-", $bits, "-pkcs8.pem"),
            pkcs1_pem: vector!("rsa-", $bits, "-pkcs1.pem"),
            pkcs8: vector!("rsa-", $bits, "-pkcs8.der.base64"),
            pkcs1: vector!("rsa-", $bits, "-pkcs1.der.base64"),
            public_spki_pem: vector!("rsa-", $bits, "-public-spki.pem"),
            public_pkcs1_pem: vector!("rsa-", $bits, "-public-pkcs1.pem"),
            public_spki: vector!("rsa-", $bits, "-public-spki.der.base64"),
            public_pkcs1: vector!("rsa-", $bits, "-public-pkcs1.der.base64"),
            public_spki_sha256: vector!("rsa-", $bits, "-public-spki.sha256"),
            signature: vector!("rsa-", $bits, "-signature.base64"),
        }
    };
}

/// One RSA key in every form. What is not PEM is the Base64 of DER.
pub(super) struct Rsa {
    pub(super) bits: usize,
    pub(super) pkcs8_pem: &'static str,
    pub(super) pkcs1_pem: &'static str,
    pkcs8: &'static str,
    pub(super) pkcs1: &'static str,
    pub(super) public_spki_pem: &'static str,
    pub(super) public_pkcs1_pem: &'static str,
    public_spki: &'static str,
    pub(super) public_pkcs1: &'static str,
    public_spki_sha256: &'static str,
    /// OpenSSL's signature over [`MESSAGE`].
    pub(super) signature: &'static str,
}

/// The keys of each length that is taken.
pub(super) const KEYS: [Rsa; 3] = [rsa!(2048), rsa!(3072), rsa!(4096)];
/// The key that most tests use.
pub(super) const RSA: Rsa = rsa!(2048);
/// The PEM PKCS#8 of a key of 2048 bits.
pub(crate) const PEM: &str = RSA.pkcs8_pem;
/// What the signatures are over.
pub(crate) const MESSAGE: &str = vector!("message.txt");
/// The public half of [`PEM`], and OpenSSL's signature over [`MESSAGE`] by it.
pub(crate) const PUBLIC: (&str, &str) = (RSA.public_spki_pem, RSA.signature);

/// Keys that are refused for their length: bits, private half, public half.
pub(super) const OTHER_LENGTHS: [(usize, &str, &str); 2] = [
    (
        1024,
        vector!("rsa-1024-pkcs8.pem"),
        vector!("rsa-1024-public-spki.pem"),
    ),
    (
        4104,
        vector!("rsa-4104-pkcs8.pem"),
        vector!("rsa-4104-public-spki.pem"),
    ),
];
pub(super) const THREE_PRIMES: &str = vector!("rsa-three-primes.pem");
pub(super) const PSS: &str = vector!("rsa-pss.pem");
pub(super) const EC: &str = vector!("ec-pkcs8.pem");
pub(super) const EC_PUBLIC: &str = vector!("ec-public-spki.pem");
/// The old form: two blocks, `EC PARAMETERS` and `EC PRIVATE KEY`.
pub(super) const EC_OLD: &str = vector!("ec-sec1.pem");
pub(super) const ED25519: &str = vector!("ed25519-pkcs8.pem");
pub(super) const ENCRYPTED: &str = vector!("encrypted-pkcs8.pem");
/// The old form, with a `Proc-Type` header.
pub(super) const ENCRYPTED_OLD: &str = vector!("encrypted-pkcs1.pem");
pub(super) const CERTIFICATE: &str = vector!("certificate.pem");
pub(super) const REQUEST: &str = vector!("request.pem");
/// PKCS#12, in Base64.
pub(super) const STORE: &str = vector!("store.p12.base64");
pub(super) const OPENSSH: &str = vector!("openssh.pem");
pub(super) const OPENSSH_PUBLIC: &str = vector!("openssh.pub");

/// The bytes behind Base64.
pub(super) fn der(base64: &str) -> Vec<u8> {
    STANDARD.decode(base64).unwrap()
}

/// Every form of a private key that OpenSSL writes.
fn private_forms(rsa: &Rsa) -> Vec<(&'static str, Result<SigningKey, KeyError>)> {
    assert!(rsa.pkcs8_pem.starts_with("-----BEGIN PRIVATE KEY-----"));
    assert!(rsa.pkcs1_pem.starts_with("-----BEGIN RSA PRIVATE KEY-----"));
    assert_ne!(rsa.pkcs8, rsa.pkcs1);
    vec![
        ("PEM PKCS#8", SigningKey::from_pem(rsa.pkcs8_pem)),
        ("PEM PKCS#1", SigningKey::from_pem(rsa.pkcs1_pem)),
        ("DER PKCS#8", SigningKey::from_der(&der(rsa.pkcs8))),
        ("DER PKCS#1", SigningKey::from_der(&der(rsa.pkcs1))),
        ("Base64 PKCS#8", SigningKey::from_base64_der(rsa.pkcs8)),
        ("Base64 PKCS#1", SigningKey::from_base64_der(rsa.pkcs1)),
        ("guessed PEM", SigningKey::parse(rsa.pkcs1_pem)),
        ("guessed Base64", SigningKey::parse(rsa.pkcs8)),
    ]
}

#[test]
fn every_private_form_signs_what_openssl_signs() {
    assert!(!MESSAGE.is_ascii() && !MESSAGE.ends_with('\n'));
    for rsa in KEYS {
        let bits = rsa.bits;
        assert_eq!(der(rsa.signature).len(), bits / 8);
        for (form, key) in private_forms(&rsa) {
            let key = key.unwrap_or_else(|error| panic!("{bits} {form}: {error}"));
            assert_eq!(key.bits(), bits, "{form}");
            // One key, one message, one signature: this padding has no salt.
            let signature = key.sign(MESSAGE.as_bytes()).unwrap();
            assert_eq!(signature, rsa.signature, "{bits} {form}");
        }
    }
}

#[test]
fn every_public_form_verifies_what_openssl_signs() {
    for rsa in KEYS {
        let bits = rsa.bits;
        let ours = SigningKey::parse(rsa.pkcs8_pem).unwrap().public_key();
        let armour = "-----BEGIN RSA PUBLIC KEY-----";
        assert!(rsa.public_pkcs1_pem.starts_with(armour));
        assert_ne!(rsa.public_spki, rsa.public_pkcs1);
        for (form, key) in [
            ("PEM SPKI", VerifyingKey::from_pem(rsa.public_spki_pem)),
            ("PEM PKCS#1", VerifyingKey::from_pem(rsa.public_pkcs1_pem)),
            ("DER SPKI", VerifyingKey::from_der(&der(rsa.public_spki))),
            ("DER PKCS#1", VerifyingKey::from_der(&der(rsa.public_pkcs1))),
            (
                "Base64 SPKI",
                VerifyingKey::from_base64_der(rsa.public_spki),
            ),
            (
                "Base64 PKCS#1",
                VerifyingKey::from_base64_der(rsa.public_pkcs1),
            ),
            ("guessed", VerifyingKey::parse(rsa.public_spki_pem)),
        ] {
            let key = key.unwrap_or_else(|error| panic!("{bits} {form}: {error}"));
            assert_eq!(key, ours, "{form}");
            assert_eq!(key.bits(), bits, "{form}");
            key.verify(MESSAGE.as_bytes(), rsa.signature)
                .unwrap_or_else(|error| panic!("{bits} {form}: {error}"));
        }
        assert_eq!(ours.to_pem(), rsa.public_spki_pem);
        assert_eq!(ours.to_der(), der(rsa.public_spki));
        assert_eq!(ours.to_base64_der(), rsa.public_spki);
    }
}

#[test]
fn the_fingerprint_is_the_sha256_of_the_public_der() {
    for rsa in KEYS {
        let (bits, digest) = (rsa.bits, &rsa.public_spki_sha256[..16]);
        let key = SigningKey::parse(rsa.pkcs8_pem).unwrap();
        assert_eq!(key.public_key().fingerprint(), digest);
        assert_eq!(
            format!("{key:?}"),
            format!("SigningKey {{ bits: {bits}, public_key_sha256: \"{digest}\" }}")
        );
    }
}
