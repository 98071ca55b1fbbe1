//! Everything people give in place of an RSA key gets its own error, and no error shows the key.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::openssl::{openssl, openssl_text, pem};
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
    let private = pem(2048);
    let public = openssl_text(&["pkey", "-pubout"], private.as_bytes());
    let pkcs1 = openssl_text(&["rsa", "-traditional"], private.as_bytes());
    let public_pkcs1 = openssl_text(&["rsa", "-RSAPublicKey_out"], private.as_bytes());
    for text in [&public, &public_pkcs1] {
        assert_eq!(name(&SigningKey::parse(text).unwrap_err()), "PublicKey");
    }
    for text in [private, &pkcs1] {
        assert_eq!(name(&VerifyingKey::parse(text).unwrap_err()), "PrivateKey");
    }
}

#[test]
fn other_algorithms() {
    let curve = [
        "genpkey",
        "-algorithm",
        "EC",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
    ];
    let ec = openssl_text(&curve, b"");
    refused_in_all_forms(&ec, "EllipticCurve", "EllipticCurve");
    let ec_public = openssl_text(&["pkey", "-pubout"], ec.as_bytes());
    refused_in_all_forms(&ec_public, "EllipticCurve", "EllipticCurve");
    // The old form: two blocks, `EC PARAMETERS` and `EC PRIVATE KEY`.
    let old = openssl_text(&["ecparam", "-name", "prime256v1", "-genkey"], b"");
    assert!(old.contains("BEGIN EC PARAMETERS") && old.contains("BEGIN EC PRIVATE KEY"));
    refused(&old, "EllipticCurve", "EllipticCurve");
    let ed25519 = openssl_text(&["genpkey", "-algorithm", "ED25519"], b"");
    refused_in_all_forms(&ed25519, "OtherAlgorithm", "OtherAlgorithm");
    let error = SigningKey::parse(&ed25519).unwrap_err().to_string();
    assert!(
        error.contains("Ed25519") && error.contains("genpkey"),
        "{error}"
    );
    let pss = openssl_text(&["genpkey", "-algorithm", "RSA-PSS"], b"");
    let error = SigningKey::parse(&pss).unwrap_err().to_string();
    assert!(error.contains("RSASSA-PSS only"), "{error}");
}

#[test]
fn encrypted_keys() {
    let key = pem(2048).as_bytes();
    let pkcs8 = openssl_text(&["pkcs8", "-topk8", "-passout", "pass:canary"], key);
    assert!(pkcs8.contains("BEGIN ENCRYPTED PRIVATE KEY"));
    refused_in_all_forms(&pkcs8, "Encrypted", "Encrypted");
    let old = openssl_text(
        &["rsa", "-traditional", "-aes256", "-passout", "pass:canary"],
        key,
    );
    assert!(old.contains("Proc-Type: 4,ENCRYPTED"));
    refused(&old, "Encrypted", "Encrypted");
    refused(&old.replace('\n', " "), "Encrypted", "Encrypted");
    // The key is what needs mending, not the certificate before it.
    let both = format!("{}{pkcs8}", certificate());
    assert_eq!(name(&SigningKey::parse(&both).unwrap_err()), "Encrypted");
}

fn certificate() -> String {
    let folder = tempfile::tempdir().unwrap();
    let key = folder.path().join("key.pem");
    std::fs::write(&key, pem(2048)).unwrap();
    let key = key.to_str().unwrap();
    openssl_text(&["req", "-x509", "-key", key, "-subj", "/CN=wallet"], b"")
}

#[test]
fn certificates_and_requests() {
    refused_in_all_forms(&certificate(), "Certificate", "Certificate");
    let folder = tempfile::tempdir().unwrap();
    let key = folder.path().join("key.pem");
    std::fs::write(&key, pem(2048)).unwrap();
    let request = openssl_text(
        &[
            "req",
            "-new",
            "-key",
            key.to_str().unwrap(),
            "-subj",
            "/CN=wallet",
        ],
        b"",
    );
    refused_in_all_forms(&request, "CertificateRequest", "CertificateRequest");
}

#[test]
fn key_stores() {
    let both = format!("{}{}", pem(2048), certificate());
    let store = openssl(
        &["pkcs12", "-export", "-passout", "pass:canary"],
        both.as_bytes(),
    );
    refused(&STANDARD.encode(&store), "KeyStore", "KeyStore");
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
    let short = pem(1024);
    let error = SigningKey::parse(short).unwrap_err();
    assert!(
        matches!(error, KeyError::TooShort { bits: 1024 }),
        "{error}"
    );
    let public = openssl_text(&["pkey", "-pubout"], short.as_bytes());
    let error = VerifyingKey::parse(&public).unwrap_err();
    assert!(
        matches!(error, KeyError::TooShort { bits: 1024 }),
        "{error}"
    );
    // Just past the limit, by hand: making one takes seconds.
    for (bits, modulus) in [
        (4097, [&[0x01][..], &[0xff; 512]].concat()),
        (2047, {
            let mut modulus = vec![0xff; 256];
            modulus[0] = 0x7f;
            modulus
        }),
    ] {
        let error = VerifyingKey::from_der(&public_pkcs1(&modulus)).unwrap_err();
        match error {
            KeyError::TooShort { bits: found } | KeyError::TooLong { bits: found } => {
                assert_eq!(found, bits);
            }
            other => panic!("{other}"),
        }
    }
    assert!(matches!(
        SigningKey::generate(1024).unwrap_err(),
        KeyError::TooShort { bits: 1024 }
    ));
    assert!(matches!(
        SigningKey::generate(8192).unwrap_err(),
        KeyError::TooLong { bits: 8192 }
    ));
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
    let pem = pem(2048);
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
    let der = openssl(
        &["rsa", "-traditional", "-outform", "DER"],
        pem(2048).as_bytes(),
    );
    // Inside the modulus, the private exponent and the second prime. The last three numbers are not
    // read: they are computed anew.
    for at in [100, 400, 740] {
        let mut damaged = der.clone();
        damaged[at] ^= 1;
        let error = SigningKey::from_der(&damaged).unwrap_err();
        assert_eq!(name(&error), "Damaged", "byte {at}");
    }
}

#[test]
fn several_keys_are_refused_and_other_blocks_passed_over() {
    let pem = pem(2048);
    let twice = format!("{pem}{pem}");
    assert!(matches!(
        SigningKey::from_pem(&twice).unwrap_err(),
        KeyError::SeveralKeys { count: 2 }
    ));
    let bag = format!(
        "Bag Attributes\n    friendlyName: wallet\n{}{pem}",
        certificate()
    );
    assert_eq!(SigningKey::from_pem(&bag).unwrap().bits(), 2048);
}
