//! Keys are made, shown and checked; what is signed can be verified, here and elsewhere.

use std::fs;

use wallet_client::SigningKey;
use wallet_client::sandbox;

use crate::support::openssl;
use crate::wallet::{bare, wallet};
use crate::{merchant, vector};

#[test]
fn a_new_pair_signs_and_its_public_half_is_printed_as_the_platform_wants_it() {
    let made = bare("key new new.pem");
    let ran = made.run();
    let key = SigningKey::from_pem(&made.read("new.pem")).unwrap();
    assert_eq!(
        ran.code(0).out,
        format!("{}\n", key.public_key().to_base64_der())
    );
    assert!(!ran.err.contains("PRIVATE") && ran.err.contains("new.pem"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let access = fs::metadata(made.folder.path().join("new.pem"))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(access & 0o777, 0o600);
    }
    // Made once, never written over.
    made.run().code(8);
    assert_eq!(
        SigningKey::from_pem(&made.read("new.pem"))
            .unwrap()
            .public_key(),
        key.public_key()
    );
    if openssl::installed() {
        let path = made.folder.path().join("new.pem");
        let public = openssl::openssl(&["pkey", "-in", &path.to_string_lossy(), "-pubout"], b"");
        assert_eq!(
            String::from_utf8(public).unwrap(),
            key.public_key().to_pem()
        );
    }
}

#[test]
fn the_public_key_is_shown_from_either_half() {
    let expected = format!("{}\n", merchant().to_base64_der());
    for half in [
        "rsa-2048-pkcs8.pem",
        "rsa-2048-public-spki.pem",
        "rsa-2048-pkcs1.der.base64",
    ] {
        let ran = bare("key show").arg(&vector(half)).run();
        assert_eq!(ran.code(0).out, expected, "{half}");
    }
    assert_eq!(
        wallet("key show --pem").run().code(0).out,
        merchant().to_pem()
    );
}

#[test]
fn a_key_is_checked() {
    let text = fs::read_to_string(vector("rsa-2048-pkcs8.pem")).unwrap();
    bare("key check --public public.pem")
        .var("WALLET_PRIVATE_KEY", &text)
        .run()
        .code(0)
        .snapshot("key-check");
}

#[test]
fn what_is_signed_is_verified_to_the_byte() {
    let signature = wallet("sign").stdin("{\"timestamp\":1}").run();
    let signature = signature.code(0).out.trim_end().to_owned();
    merchant().verify(b"{\"timestamp\":1}", &signature).unwrap();
    let verify = |text: &str| {
        wallet("verify --signature")
            .arg(&signature)
            .stdin(text)
            .run()
    };
    verify("{\"timestamp\":1}").code(0).snapshot("verify");
    verify("{\"timestamp\":1}\n").code(9);
}

#[test]
fn the_body_of_a_notification_is_verified() {
    let platform = SigningKey::from_pem_file(vector("rsa-3072-pkcs8.pem")).unwrap();
    let body = sandbox::notification(&platform, r#"{"a":1}"#).unwrap();
    let verify = |body: &str| {
        bare("verify body.json --public-key other-public.pem")
            .file("body.json", body)
            .run()
    };
    verify(&body).code(0);
    verify(&body.replace(":1", ":2")).code(9);
}
