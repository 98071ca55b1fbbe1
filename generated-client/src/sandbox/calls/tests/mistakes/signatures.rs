//! Good texts whose signatures are written or made in the wrong way.

use std::sync::OnceLock;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE};
use rand_core::{OsRng, RngCore as _};
use rsa::pkcs8::DecodePrivateKey as _;
use rsa::{Pkcs1v15Sign, Pss, RsaPrivateKey};

use super::{Mistake, PARAM, body, mistake};
use crate::sandbox::calls::lens::hex;
use crate::sandbox::tests::{key, key_of_another};
use crate::signing::vectors::PEM;
use crate::signing::{SigningKey, sha256};

pub(in crate::sandbox::calls::tests) fn signatures() -> Vec<Mistake> {
    let all = miscoded().into_iter().chain(misused()).chain(strange());
    all.map(|(name, sign, words)| mistake(name, body(&sign, PARAM), words))
        .collect()
}

type Signature = (&'static str, String, &'static str);

/// The right signature, written in other ways.
fn miscoded() -> Vec<Signature> {
    let good = key().sign(PARAM.as_bytes()).unwrap();
    let bytes = STANDARD.decode(&good).unwrap();
    assert!(good.contains('+') && good.contains('/') && good.ends_with('='));
    let mime = format!("{}\r\n{}", &good[..76], &good[76..]);
    let percent: String = url::form_urlencoded::byte_serialize(good.as_bytes()).collect();
    let url_safe = URL_SAFE.encode(&bytes);
    let short = url_safe.trim_end_matches('=').to_owned();
    let damaged = url_safe.replacen(&url_safe[..4], "AAAA", 1);
    let holds = "this very signature holds";
    vec![
        ("sign-empty", String::new(), "is empty"),
        ("sign-hex", hex(&bytes), holds),
        ("sign-python-bytes", format!("b'{good}'"), holds),
        ("sign-percent-encoded", percent, holds),
        ("sign-plus-became-blank", good.replace('+', " "), holds),
        ("sign-line-breaks", mime, holds),
        ("sign-line-breaks", format!("{good}\n"), holds),
        ("sign-url-safe", url_safe, holds),
        ("sign-url-safe", short, holds),
        ("sign-url-safe", damaged, "it does not hold yet"),
        ("sign-unpadded", STANDARD_NO_PAD.encode(&bytes), holds),
        ("sign-base64-twice", STANDARD.encode(&good), holds),
        ("sign-not-base64", "!".repeat(344), "nor anything near it"),
    ]
}

/// The right key, used for something else.
fn misused() -> Vec<Signature> {
    let private = RsaPrivateKey::from_pkcs8_pem(PEM).unwrap();
    let digest = sha256(PARAM.as_bytes());
    let padding = |hash_len, prefix: &[u8]| Pkcs1v15Sign {
        hash_len,
        prefix: prefix.into(),
    };
    let sha1 = padding(
        Some(20),
        b"\x30\x21\x30\x09\x06\x05\x2b\x0e\x03\x02\x1a\x05\x00\x04\x14",
    );
    let bare = |bytes| private.sign(padding(None, b""), bytes).unwrap();
    let pss = |salt| {
        let scheme = Pss::new_with_salt::<sha2::Sha256>(salt);
        private.sign_with_rng(&mut OsRng, scheme, &digest).unwrap()
    };
    let (short, long) = (pss(32), pss(222));
    let sha1 = private.sign(sha1, &digest[..20]).unwrap();
    let (hash, text) = (bare(&digest), bare(PARAM.as_bytes()));
    let other = key().sign(b"another text").unwrap();
    vec![
        ("pss", STANDARD.encode(short), "by PSS with SHA-256"),
        ("pss", STANDARD.encode(long), "by PSS with SHA-256"),
        ("wrong-hash", STANDARD.encode(sha1), "made by SHA-1"),
        (
            "encrypted-not-signed",
            STANDARD.encode(hash),
            "the text's SHA-256 alone",
        ),
        (
            "encrypted-not-signed",
            STANDARD.encode(text),
            "the text itself",
        ),
        (
            "other-text",
            other,
            "No known way of writing it differently",
        ),
    ]
}

/// Other keys, and what is no signature.
fn strange() -> Vec<Signature> {
    let large = include_str!("../../../../signing/vectors/test-rsa-4096-pkcs8.pem");
    let large = SigningKey::from_pem(large).unwrap();
    let sign = |key: &SigningKey| key.sign(PARAM.as_bytes()).unwrap();
    let mut damaged = STANDARD.decode(sign(&key())).unwrap();
    damaged[100] ^= 1;
    let none = "None of the known mistakes";
    vec![
        (
            "key-of-another-merchant",
            sign(&key_of_another()),
            "the key of `app-2`",
        ),
        ("another-key", sign(&large), "has 4096 bits"),
        ("another-key", sign(&same_size()), none),
        ("another-key", STANDARD.encode(damaged), none),
        ("another-key", STANDARD.encode(random()), none),
    ]
}

/// A key that no merchant has.
fn same_size() -> SigningKey {
    static KEY: OnceLock<SigningKey> = OnceLock::new();
    KEY.get_or_init(|| SigningKey::generate(2048).unwrap())
        .clone()
}

fn random() -> Vec<u8> {
    let mut bytes = vec![0; 256];
    OsRng.fill_bytes(&mut bytes);
    bytes
}
