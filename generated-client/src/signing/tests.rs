//! Forgiving reading, strict verifying, and the property that ties them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::sync::OnceLock;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};
use proptest::prelude::*;

use super::vectors::PEM;
use super::{KeyError, SigningKey, VerifyError, VerifyingKey};

fn key() -> &'static SigningKey {
    static KEY: OnceLock<SigningKey> = OnceLock::new();
    KEY.get_or_init(|| SigningKey::parse(PEM).unwrap())
}

fn bare() -> String {
    PEM.lines().filter(|line| !line.contains("---")).collect()
}

/// The Base64 in lines of so many characters.
fn wrapped(width: usize, line_end: &str) -> String {
    let base64 = bare();
    let lines: Vec<_> = base64
        .as_bytes()
        .chunks(width)
        .map(|line| std::str::from_utf8(line).unwrap())
        .collect();
    lines.join(line_end)
}

#[test]
fn text_is_read_leniently() {
    let pem = PEM;
    let armoured =
        |body: &str| format!("-----BEGIN PRIVATE KEY-----\n{body}\n-----END PRIVATE KEY-----\n");
    let forms = [
        pem.replace('\n', "\r\n"),
        pem.replace('\n', "\\n"),
        pem.replace('\n', "\\r\\n"),
        pem.replace('\n', " "),
        pem.replace('\n', ""),
        pem.replace('\n', "   \n"),
        pem.replace('\n', "\n\n"),
        format!("\u{feff}{pem}"),
        format!("\"{}\"", pem.replace('\n', "\\n")),
        format!("  \t{pem}  "),
        armoured(&wrapped(76, "\n")),
        armoured(&wrapped(76, "\r\n")),
        armoured(&bare()),
        armoured(&wrapped(1, "\n")),
        armoured(&format!("X-Comment: by hand\n\n{}", bare())),
        bare(),
        bare().trim_end_matches('=').to_owned(),
        wrapped(64, "\n"),
        wrapped(76, "\r\n"),
        wrapped(5, " \t"),
        format!("\u{feff}{}\n", wrapped(76, "\\n")),
        format!("'{}'", bare()),
    ];
    let expected = key().public_key();
    for form in forms {
        let key = SigningKey::parse(&form).unwrap_or_else(|error| panic!("{error}: {form:?}"));
        assert_eq!(key.public_key(), expected);
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key");
        std::fs::write(&path, &form).unwrap();
        assert_eq!(
            SigningKey::from_pem_file(&path).unwrap().public_key(),
            expected
        );
    }
}

#[test]
fn a_file_may_hold_der_and_errors_name_only_the_path() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("merchant.key");
    std::fs::write(&path, STANDARD.decode(bare()).unwrap()).unwrap();
    let read = SigningKey::from_pem_file(&path).unwrap();
    assert_eq!(read.public_key(), key().public_key());
    let error = VerifyingKey::from_pem_file(&path).unwrap_err();
    assert!(matches!(error, KeyError::InFile { .. }));
    assert!(error.to_string().contains("merchant.key"), "{error}");
    std::fs::write(&path, key().public_key().to_der()).unwrap();
    let read = VerifyingKey::from_pem_file(&path).unwrap();
    assert_eq!(read, key().public_key());

    std::fs::write(&path, "CANARY!CANARY!CANARY!").unwrap();
    let error = SigningKey::from_pem_file(&path).unwrap_err();
    let shown = format!("{error} {error:?}");
    assert!(
        shown.contains("merchant.key") && !shown.contains("CANARY"),
        "{shown}"
    );
    std::fs::write(&path, vec![b'A'; 100_000]).unwrap();
    assert!(SigningKey::from_pem_file(&path).is_err());
    let error = SigningKey::from_pem_file(folder.path().join("absent.pem")).unwrap_err();
    assert!(matches!(error, KeyError::Unreadable { .. }));
    assert!(error.to_string().contains("absent.pem"), "{error}");
}

#[test]
fn a_public_key_survives_each_of_its_forms() {
    let public = key().public_key();
    for text in [public.to_pem(), public.to_base64_der()] {
        assert_eq!(VerifyingKey::parse(&text).unwrap(), public);
    }
    assert_eq!(VerifyingKey::from_der(&public.to_der()).unwrap(), public);
}

#[test]
fn a_generated_key_signs() {
    let key = SigningKey::generate(2048).unwrap();
    assert_eq!(key.bits(), 2048);
    let signature = key.sign(b"message").unwrap();
    key.public_key().verify(b"message", &signature).unwrap();
    assert_eq!(
        super::tests::key()
            .public_key()
            .verify(b"message", &signature),
        Err(VerifyError::Mismatch)
    );
}

#[test]
fn signatures_are_read_strictly() {
    let public = key().public_key();
    let good = key().sign(b"message").unwrap();
    assert!(good.ends_with("=="), "256 bytes end in padding");
    assert_eq!(public.verify(b"message", &good), Ok(()));
    let bytes = STANDARD.decode(&good).unwrap();
    for bad in [
        format!("{good}\n"),
        format!(" {good}"),
        good.trim_end_matches('=').to_owned(),
        format!("{}-_==", &good[..good.len() - 4]),
        String::from("###"),
    ] {
        assert_eq!(public.verify(b"message", &bad), Err(VerifyError::NotBase64));
    }
    let url_safe = URL_SAFE.encode(&bytes);
    assert_ne!(url_safe, good);
    assert_eq!(
        public.verify(b"message", &url_safe),
        Err(VerifyError::NotBase64)
    );
    let longer = [&[0][..], &bytes].concat();
    for wrong in [&bytes[1..], &longer, &[]] {
        assert_eq!(
            public.verify(b"message", &STANDARD.encode(wrong)),
            Err(VerifyError::Length {
                expected: 256,
                found: wrong.len()
            })
        );
    }
}

#[test]
fn debug_shows_no_key_material() {
    use rsa::pkcs8::DecodePrivateKey as _;
    use rsa::traits::PrivateKeyParts as _;

    let secret = rsa::RsaPrivateKey::from_pkcs8_pem(PEM).unwrap();
    let shown = format!("{:?} {:#?} {:?}", key(), key(), key().public_key());
    let mut secrets = vec![secret.d().to_string(), format!("{:x}", secret.d())];
    secrets.extend(secret.primes().iter().map(ToString::to_string));
    secrets.push(bare());
    for secret in secrets {
        for at in (0..secret.len() - 12).step_by(12) {
            assert!(!shown.contains(&secret[at..at + 12]), "{shown}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn what_is_signed_verifies_and_what_is_changed_does_not(
        message in proptest::collection::vec(any::<u8>(), 0..300),
        at in any::<prop::sample::Index>(),
        flip in 1_u8..,
    ) {
        let public = key().public_key();
        let signature = key().sign(&message).unwrap();
        prop_assert_eq!(public.verify(&message, &signature), Ok(()));

        let mut bytes = STANDARD.decode(&signature).unwrap();
        let index = at.index(bytes.len());
        bytes[index] ^= flip;
        prop_assert_eq!(
            public.verify(&message, &STANDARD.encode(bytes)),
            Err(VerifyError::Mismatch)
        );
        let mut longer = message.clone();
        longer.push(flip);
        prop_assert_eq!(public.verify(&longer, &signature), Err(VerifyError::Mismatch));
        if !message.is_empty() {
            let mut changed = message.clone();
            changed[at.index(message.len())] ^= flip;
            prop_assert_eq!(public.verify(&changed, &signature), Err(VerifyError::Mismatch));
        }
    }

    #[test]
    fn no_input_makes_reading_panic(
        text in ".{0,200}",
        bytes in proptest::collection::vec(any::<u8>(), 0..200),
    ) {
        prop_assert!(SigningKey::parse(&text).is_err());
        prop_assert!(VerifyingKey::parse(&text).is_err());
        prop_assert!(SigningKey::from_der(&bytes).is_err());
        prop_assert!(VerifyingKey::from_der(&bytes).is_err());
    }

    #[test]
    fn a_damaged_key_never_panics_and_never_reads_as_another(
        at in any::<prop::sample::Index>(),
        flip in 1_u8..,
        cut in any::<prop::sample::Index>(),
    ) {
        let der = STANDARD.decode(bare()).unwrap();
        prop_assert!(SigningKey::from_der(&der[..cut.index(der.len())]).is_err());
        let mut damaged = der.clone();
        let index = at.index(der.len());
        damaged[index] ^= flip;
        if let Ok(read) = SigningKey::from_der(&damaged) {
            prop_assert_eq!(read.public_key(), key().public_key());
        }
        let spki = key().public_key().to_der();
        prop_assert!(VerifyingKey::from_der(&spki[..cut.index(spki.len())]).is_err());
    }
}
