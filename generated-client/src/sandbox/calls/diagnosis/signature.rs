//! Why a signature does not hold.

use base64::Engine as _;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig, STANDARD};

use super::opened::{Opened, open};
use super::{Call, Found, signed_text};
use crate::envelope::Body;
use crate::sandbox::calls::lens::hex;
use crate::signing::{VerifyingKey, sha256};

/// So many keys are tried.
const KEYS: usize = 16;

/// What is wrong with a signature that did not hold: there is always something to say.
pub(super) fn diagnose(call: &Call<'_>, body: &Body) -> Found {
    let Some(key) = call.lens.merchants.get(&body.app_id) else {
        return unknown(call, body, None);
    };
    if let Some((name, bytes)) = miscoded(&body.sign, key.signature_len()) {
        return coding(key, body, name, &bytes);
    }
    let Ok(signature) = STANDARD.decode(&body.sign) else {
        return Found::new("sign-not-base64", "The signature is not Base64.");
    };
    let text = body.param.as_bytes();
    match open(key, &signature, text) {
        Some(opened) => with_key(call, body, opened),
        None => unknown(call, body, Some((key, &signature))),
    }
}

/// A signature that was written otherwise than in standard Base64: how, and its bytes.
fn miscoded(sign: &str, length: usize) -> Option<(&'static str, Vec<u8>)> {
    if sign.trim().is_empty() {
        return Some(("sign-empty", Vec::new()));
    }
    let digits = sign.bytes().all(|byte| byte.is_ascii_hexdigit());
    if digits && sign.len() == 2 * length {
        return Some(("sign-hex", unhex(sign)));
    }
    if let Ok(bytes) = STANDARD.decode(sign) {
        let inner = STANDARD
            .decode(&bytes)
            .ok()
            .filter(|_| bytes.len() != length);
        return inner.map(|inner| ("sign-base64-twice", inner));
    }
    let name = match sign {
        _ if sign.starts_with("b'") || sign.starts_with("b\"") => "sign-python-bytes",
        _ if sign.contains('%') => "sign-percent-encoded",
        _ if sign.contains(['\r', '\n']) || sign.contains("\\n") => "sign-line-breaks",
        _ if sign.trim().contains(' ') => "sign-plus-became-blank",
        _ if sign.contains(['-', '_']) => "sign-url-safe",
        _ => "sign-unpadded",
    };
    let bytes = forgiving(sign);
    // What is missing may be more than padding.
    if name == "sign-unpadded" && bytes.is_empty() {
        return Some(("sign-not-base64", bytes));
    }
    Some((name, bytes))
}

/// The bytes of Base64, however it was handled on the way; none if it is none.
fn forgiving(sign: &str) -> Vec<u8> {
    let sign = sign.strip_prefix('b').unwrap_or(sign);
    let unquoted = sign.trim_matches(['\'', '"', ' ', '\r', '\n']);
    let unescaped = unquoted.replace("\\n", "");
    let plain: String = url::form_urlencoded::parse(unescaped.replace('+', "%2B").as_bytes())
        .map(|(name, _)| name.into_owned())
        .next()
        .unwrap_or_default();
    let plain: String = plain
        .chars()
        .filter(|character| !matches!(character, '\r' | '\n' | '='))
        .map(|character| match character {
            '-' | ' ' => '+',
            '_' => '/',
            other => other,
        })
        .collect();
    let config =
        GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
    let engine = GeneralPurpose::new(&base64::alphabet::STANDARD, config);
    engine.decode(plain).unwrap_or_default()
}

fn unhex(digits: &str) -> Vec<u8> {
    let pair = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
    (0..digits.len()).step_by(2).filter_map(pair).collect()
}

fn coding(key: &VerifyingKey, body: &Body, name: &'static str, signature: &[u8]) -> Found {
    let (text, digest) = (body.param.as_bytes(), sha256(body.param.as_bytes()));
    let holds = matches!(
        open(key, signature, text),
        Some(Opened::Pkcs1("SHA-256", signed)) if signed == digest
    );
    let seen = match name {
        "sign-empty" => "The signature is empty.",
        "sign-not-base64" => "The signature is not Base64, nor anything near it.",
        _ if holds => "Written in standard Base64, this very signature holds.",
        _ => {
            "This is not how a signature is written. Read as it was probably meant, it does not hold yet, either."
        }
    };
    Found::new(name, seen)
}

/// A signature of the right key.
fn with_key(call: &Call<'_>, body: &Body, opened: Opened) -> Found {
    match opened {
        Opened::Pss(hash) => {
            let seen = format!("The signature holds over the text by PSS with {hash}.");
            Found::new("pss", seen)
        }
        Opened::Bare(content) => {
            let what = if content == sha256(body.param.as_bytes()) {
                "the text's SHA-256 alone"
            } else if content == body.param.as_bytes() {
                "the text itself"
            } else {
                "something else"
            };
            let seen = format!("With the right key, {what} was encrypted; a signature names its hash.");
            Found::new("encrypted-not-signed", seen)
        }
        Opened::Pkcs1("SHA-256", digest) => {
            signed_text::find(call, body, &digest).unwrap_or_else(|| {
                let seen = format!(
                    "The right key signed another text: one with the SHA-256 {}. The text that arrived has {}. No known way of writing it differently explains it.",
                    hex(&digest),
                    hex(&sha256(body.param.as_bytes())),
                );
                Found::new("other-text", seen)
            })
        }
        Opened::Pkcs1(hash, _) => {
            let seen = format!("The right key signed a digest made by {hash}.");
            Found::new("wrong-hash", seen)
        }
    }
}

/// A signature that the merchant's key does not open: perhaps another's does.
fn unknown(call: &Call<'_>, body: &Body, found: Option<(&VerifyingKey, &[u8])>) -> Found {
    let name = "another-key";
    let Some((key, signature)) = found else {
        return Found::new(name, "No key is known for this application id.");
    };
    let mut others: Vec<_> = call.lens.merchants.iter().collect();
    others.sort_by_key(|(id, _)| id.as_str());
    let owner = others
        .into_iter()
        .filter(|(_, other)| *other != key)
        .take(KEYS)
        .find(|(_, other)| open(other, signature, body.param.as_bytes()).is_some());
    if let Some((id, _)) = owner {
        let id: String = id.chars().take(64).collect();
        let seen = format!("The signature was made with the key of `{id}`.");
        return Found::new("key-of-another-merchant", seen);
    }
    let (found, wanted) = (signature.len() * 8, key.signature_len() * 8);
    let seen = if found == wanted {
        format!(
            "None of the known mistakes. No key that this sandbox knows has made this signature, so it was probably made with another; the one that is registered has the fingerprint {}.",
            key.fingerprint()
        )
    } else {
        format!(
            "The signature has {found} bits, and the registered key's have {wanted}: it was made with another key."
        )
    };
    Found::new(name, seen)
}
