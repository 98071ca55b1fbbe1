//! Everything people give in place of an RSA key gets its own error, and no error shows the key.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::vectors::{
    CERTIFICATE, EC, EC_OLD, EC_PUBLIC, ED25519, ENCRYPTED, ENCRYPTED_OLD, OPENSSH, OPENSSH_PUBLIC,
    OTHER_LENGTHS, PEM, PSS, REQUEST, RSA, STORE, THREE_PRIMES, der,
};
use super::{KeyError, SigningKey, VerifyingKey};

/// The name of the error's variant.
fn name(error: &KeyError) -> String {
    let debug = format!("{error:?}");
    debug
        .split(|character: char| !character.is_alphanumeric())
        .next()
        .unwrap()
        .to_owned()
}

/// Fails unless both kinds of key refuse `text` by the named errors, as PEM and as bare Base64.
#[track_caller]
fn refused(text: &str, private: &str, public: &str) {
    let errors = [
        (SigningKey::parse(text).unwrap_err(), private),
        (VerifyingKey::parse(text).unwrap_err(), public),
    ];
    for (error, expected) in errors {
        assert_eq!(name(&error), expected, "{error}");
        let shown = format!("{error} {error:?}");
        for line in text
            .lines()
            .filter(|line| line.len() > 20 && !line.contains("---"))
        {
            assert!(!shown.contains(&line[..20]), "shows the input: {shown}");
        }
    }
}

/// As `refused`, for the same thing in PEM, in bare Base64 and in DER.
#[track_caller]
fn refused_in_all_forms(pem: &str, private: &str, public: &str) {
    refused(pem, private, public);
    let base64: String = pem.lines().filter(|line| !line.contains("---")).collect();
    refused(&base64, private, public);
    let der = STANDARD.decode(base64).unwrap();
    assert_eq!(name(&SigningKey::from_der(&der).unwrap_err()), private);
    assert_eq!(name(&VerifyingKey::from_der(&der).unwrap_err()), public);
}

#[test]
fn the_wrong_half() {
    for text in [RSA.public_spki_pem, RSA.public_pkcs1_pem] {
        assert_eq!(name(&SigningKey::parse(text).unwrap_err()), "PublicKey");
    }
    for text in [RSA.pkcs8_pem, RSA.pkcs1_pem] {
        assert_eq!(name(&VerifyingKey::parse(text).unwrap_err()), "PrivateKey");
    }
}

#[test]
fn other_algorithms() {
    refused_in_all_forms(EC, "EllipticCurve", "EllipticCurve");
    refused_in_all_forms(EC_PUBLIC, "EllipticCurve", "EllipticCurve");
    assert!(EC_OLD.contains("BEGIN EC PARAMETERS") && EC_OLD.contains("BEGIN EC PRIVATE KEY"));
    refused(EC_OLD, "EllipticCurve", "EllipticCurve");
    refused_in_all_forms(ED25519, "OtherAlgorithm", "OtherAlgorithm");
    let error = SigningKey::parse(ED25519).unwrap_err().to_string();
    assert!(
        error.contains("Ed25519") && error.contains("genpkey"),
        "{error}"
    );
    refused_in_all_forms(PSS, "OtherAlgorithm", "OtherAlgorithm");
    let error = SigningKey::parse(PSS).unwrap_err().to_string();
    assert!(error.contains("RSASSA-PSS only"), "{error}");
}

#[test]
fn more_than_two_primes() {
    refused_in_all_forms(THREE_PRIMES, "MultiPrime", "MultiPrime");
}

#[test]
fn encrypted_keys() {
    assert!(ENCRYPTED.contains("BEGIN ENCRYPTED PRIVATE KEY"));
    refused_in_all_forms(ENCRYPTED, "Encrypted", "Encrypted");
    assert!(ENCRYPTED_OLD.contains("Proc-Type: 4,ENCRYPTED"));
    refused(ENCRYPTED_OLD, "Encrypted", "Encrypted");
    let one_line = ENCRYPTED_OLD.replace('\n', " ");
    refused(&one_line, "Encrypted", "Encrypted");
    // The key is what needs mending, not the certificate before it.
    let both = format!("{CERTIFICATE}{ENCRYPTED}");
    assert_eq!(name(&SigningKey::parse(&both).unwrap_err()), "Encrypted");
}

#[test]
fn certificates_and_requests() {
    refused_in_all_forms(CERTIFICATE, "Certificate", "Certificate");
    refused_in_all_forms(REQUEST, "CertificateRequest", "CertificateRequest");
}

#[test]
fn key_stores() {
    refused(STORE, "KeyStore", "KeyStore");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.jks");
    std::fs::write(&path, b"\xfe\xed\xfe\xed\0\0\0\x02and so on").unwrap();
    let error = SigningKey::from_pem_file(&path).unwrap_err().to_string();
    assert!(
        error.contains("key store") && error.contains("store.jks"),
        "{error}"
    );
}

#[test]
fn ssh_keys() {
    for text in [
        OPENSSH,
        OPENSSH_PUBLIC,
        "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmUA\n-----END OPENSSH PRIVATE KEY-----\n",
        "b3BlbnNzaC1rZXktdjEAAAAABG5vbmUA",
        "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQ someone@somewhere",
        "---- BEGIN SSH2 PUBLIC KEY ----\nAAAAB3NzaC1yc2E\n---- END SSH2 PUBLIC KEY ----",
        "PuTTY-User-Key-File-3: ssh-rsa\nEncryption: none",
    ] {
        refused(text, "OpenSsh", "OpenSsh");
    }
}

#[test]
fn sizes() {
    for (bits, private, public) in OTHER_LENGTHS {
        for error in [
            SigningKey::parse(private).unwrap_err(),
            VerifyingKey::parse(public).unwrap_err(),
        ] {
            assert_length(&error, bits);
        }
    }
    // Just past the limits, by hand: OpenSSL makes no such keys.
    for (bits, modulus) in [
        (4097, [&[0x01][..], &[0xff; 512]].concat()),
        (2047, {
            let mut modulus = vec![0xff; 256];
            modulus[0] = 0x7f;
            modulus
        }),
    ] {
        let error = VerifyingKey::from_der(&public_pkcs1(&modulus)).unwrap_err();
        assert_length(&error, bits);
    }
    assert!(matches!(
        SigningKey::generate(1024).unwrap_err(),
        KeyError::TooShort { bits: 1024 }
    ));
    assert!(matches!(
        SigningKey::generate(8192).unwrap_err(),
        KeyError::TooLong { bits: 8192 }
    ));
    // Keys of such a length are read, but one of the backends makes none.
    let error = SigningKey::generate(2056).unwrap_err();
    assert!(matches!(error, KeyError::UnusualLength { bits: 2056 }));
}

/// Fails unless `error` is about a key of so many bits.
#[track_caller]
fn assert_length(error: &KeyError, bits: usize) {
    match *error {
        KeyError::TooShort { bits: found } if bits < 2048 => assert_eq!(found, bits),
        KeyError::TooLong { bits: found } if bits > 4096 => assert_eq!(found, bits),
        ref other => panic!("{bits} bits: {other}"),
    }
}

/// PKCS#1 DER of a public key with exponent 65537.
fn public_pkcs1(modulus: &[u8]) -> Vec<u8> {
    let len = |content: usize| {
        let [.., high, low] = content.to_be_bytes();
        [0x82, high, low]
    };
    let exponent = [0x02, 0x03, 1, 0, 1];
    let mut integer = vec![0x02];
    integer.extend(len(modulus.len()));
    integer.extend(modulus);
    integer.extend(exponent);
    let mut der = vec![0x30];
    der.extend(len(integer.len()));
    der.extend(integer);
    der
}

#[test]
fn nothing_and_garbage() {
    for text in ["", "  \r\n\t ", "\u{feff}", "\"\"", "\\n\\n"] {
        refused(text, "Empty", "Empty");
    }
    assert_eq!(name(&SigningKey::from_der(&[]).unwrap_err()), "Empty");
    refused("hello world!", "NotBase64", "NotBase64");
    refused("aGVsbG8gd29ybGQ=", "NotAKey", "NotAKey");
    refused("MIIEvQ", "NotAKey", "NotAKey");
    assert_eq!(name(&SigningKey::from_pem("MIIEvQ").unwrap_err()), "NotPem");
    let pem = PEM;
    let cut = &pem[..pem.len() / 2];
    refused(cut, "BrokenPem", "BrokenPem");
    refused(
        &pem.replace("END PRIVATE", "END PUBLIC"),
        "BrokenPem",
        "BrokenPem",
    );
    assert_eq!(
        name(&SigningKey::from_base64_der(pem).unwrap_err()),
        "NotBase64"
    );
    assert_eq!(
        name(&SigningKey::from_der(pem.as_bytes()).unwrap_err()),
        "NotAKey"
    );
}

#[test]
fn a_damaged_key_is_refused() {
    let der = der(RSA.pkcs1);
    // Inside the modulus, the private exponent, the second prime, and the three numbers that could be
    // computed anew.
    for at in [100, 400, 740, 850, 1000, 1150] {
        let mut damaged = der.clone();
        damaged[at] ^= 1;
        let error = SigningKey::from_der(&damaged).unwrap_err();
        assert_eq!(name(&error), "Damaged", "byte {at}");
    }
}

#[test]
fn several_keys_are_refused_and_other_blocks_passed_over() {
    let twice = format!("{PEM}{PEM}");
    assert!(matches!(
        SigningKey::from_pem(&twice).unwrap_err(),
        KeyError::SeveralKeys { count: 2 }
    ));
    let bag = format!("Bag Attributes\n    friendlyName: wallet\n{CERTIFICATE}{PEM}");
    assert_eq!(SigningKey::from_pem(&bag).unwrap().bits(), 2048);
}

#[test]
fn the_content_counts_and_not_the_label() {
    for label in ["RSA PRIVATE KEY", "EC PRIVATE KEY", "CERTIFICATE", "KEY"] {
        let pem = PEM.replace("PRIVATE KEY", label);
        assert_eq!(SigningKey::parse(&pem).unwrap().bits(), 2048, "{label}");
        let public = RSA.public_spki_pem.replace("PUBLIC KEY", label);
        assert_eq!(VerifyingKey::parse(&public).unwrap().bits(), 2048);
        assert_eq!(name(&SigningKey::parse(&public).unwrap_err()), "PublicKey");
    }
    for (label, error) in [
        ("ENCRYPTED PRIVATE KEY", "Encrypted"),
        ("OPENSSH PRIVATE KEY", "OpenSsh"),
    ] {
        refused(&PEM.replace("PRIVATE KEY", label), error, error);
    }
}
