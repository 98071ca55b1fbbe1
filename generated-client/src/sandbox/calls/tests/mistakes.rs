//! The mistakes, made on purpose.

use std::fmt::Write as _;
use std::sync::OnceLock;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE};
use rand_core::{OsRng, RngCore as _};
use rsa::pkcs8::DecodePrivateKey as _;
use rsa::{Pkcs1v15Sign, Pss, RsaPrivateKey};
use serde_json::{Value, json};

use crate::envelope;
use crate::sample::API;
use crate::sandbox::tests::{NOW, key, key_of_another};
use crate::signing::vectors::PEM;
use crate::signing::{SigningKey, sha256};

/// A call that is refused, what is said of it, and words that stand in that.
pub(super) struct Mistake {
    pub(super) name: &'static str,
    pub(super) body: Vec<u8>,
    pub(super) words: &'static str,
}

fn mistake(name: &'static str, body: impl Into<Vec<u8>>, words: &'static str) -> Mistake {
    Mistake {
        name,
        body: body.into(),
        words,
    }
}

/// Parameters that libraries write in many ways: with a slash, Thai, `<`, `=`, null, and keys in no order.
pub(super) const PARAM: &str = r#"{"timestamp":1732968000000,"order":"a/b กé<=","kind":300,"from":null,"channels":["BANK","Cash"]}"#;

/// A body with this signature.
pub(super) fn body(sign: &str, param: &str) -> Vec<u8> {
    envelope::body(API, "app", sign, param).into_bytes()
}

/// Whole bodies that are not the envelope, or whose application id is unknown.
pub(super) fn bodies() -> Vec<Mistake> {
    let good = json!({"appId": "app", "sign": "canary", "param": PARAM});
    let with = |change: &dyn Fn(&mut Value)| {
        let mut body = good.clone();
        change(&mut body);
        body.to_string()
    };
    let without = |name: &str| with(&|body| drop(body.as_object_mut().unwrap().remove(name)));
    let renamed = |name: &str, other: &str| {
        with(&|body| {
            let value = body.as_object_mut().unwrap().remove(name).unwrap();
            body[other] = value;
        })
    };
    let python = "{'appId': 'app', 'sign': 'canary', 'param': '{}'}";
    let utf16: Vec<u8> = good
        .to_string()
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    vec![
        mistake("empty-body", "", "The body is empty."),
        mistake("body-not-utf-8", b"{\"appId\":\"\xe9\"}", "not UTF-8"),
        mistake("body-not-utf-8", utf16, "not UTF-8"),
        mistake(
            "byte-order-mark",
            format!("\u{feff}{good}"),
            "The body begins",
        ),
        mistake(
            "form-encoded",
            "appId=app&sign=canary&param=%7B%7D",
            "is a form",
        ),
        mistake(
            "multipart",
            "--x\r\nContent-Disposition: form-data; name=\"appId\"\r\n\r\napp\r\n--x--",
            "a form in parts",
        ),
        mistake("python-repr", python, "what Python prints"),
        mistake(
            "object-as-text",
            "[object Object]",
            "what JavaScript prints",
        ),
        mistake(
            "body-encoded-twice",
            json!(good.to_string()).to_string(),
            "in quotes",
        ),
        mistake("no-envelope", PARAM, "the parameters themselves"),
        mistake(
            "not-json",
            r#"{"appId":"app","sign":"canary",}"#,
            "The body is not JSON",
        ),
        mistake(
            "param-object",
            with(&|body| body["param"] = json!({"timestamp": NOW})),
            "`param` is an object",
        ),
        mistake(
            "timestamp-outside",
            with(&|body| body["timestamp"] = json!(NOW)),
            "`timestamp` stands beside `param`",
        ),
        mistake(
            "parameters-outside",
            with(&|body| body["rows"] = json!(3)),
            "`rows` stands beside `param`",
        ),
        mistake(
            "near-name",
            renamed("appId", "app_id"),
            "`app_id` is unknown: did you mean `appId`?",
        ),
        mistake(
            "near-name",
            renamed("appId", "appid"),
            "did you mean `appId`?",
        ),
        mistake(
            "near-name",
            renamed("param", "params"),
            "did you mean `param`?",
        ),
        mistake("sign-missing", without("sign"), "`sign` is missing"),
        mistake(
            "sign-missing",
            with(&|body| body["sign"] = json!(null)),
            "`sign` is missing",
        ),
        mistake(
            "envelope-incomplete",
            without("param"),
            "`param`: the field is missing",
        ),
        mistake(
            "envelope-incomplete",
            with(&|body| body["appId"] = json!(5)),
            "`appId`: expected a string",
        ),
        mistake("envelope-incomplete", "[1]", "no object"),
        mistake(
            "app-id-typo",
            with(&|body| body["appId"] = json!("App ")),
            "did you mean `app`?",
        ),
        mistake(
            "app-id-unknown",
            with(&|body| body["appId"] = json!("733b887a")),
            "`733b887a` is no merchant here",
        ),
    ]
}

/// Texts that are signed well, but cannot be taken.
pub(super) fn parameters() -> Vec<Mistake> {
    let at = |timestamp: i64| json!({"timestamp": timestamp}).to_string();
    let hour = 3_600_000;
    let cases = [
        (
            "param-encoded-twice",
            json!(PARAM).to_string(),
            "a JSON text in quotes",
        ),
        ("param-not-json", "[]".to_owned(), "no object"),
        ("param-not-json", String::new(), "`param` is empty"),
        (
            "python-repr",
            "{'timestamp': 1}".to_owned(),
            "what Python prints",
        ),
        (
            "object-as-text",
            "[object Object]".to_owned(),
            "what JavaScript prints",
        ),
        (
            "form-encoded",
            "timestamp=5&rows=3".to_owned(),
            "`param` is a form",
        ),
        (
            "byte-order-mark",
            format!("\u{feff}{PARAM}"),
            "`param` begins",
        ),
        (
            "app-id-in-param",
            json!({"timestamp": NOW, "appId": "app"}).to_string(),
            "`appId` stands in `param`",
        ),
        (
            "timestamp-missing",
            "{}".to_owned(),
            "`timestamp` is missing",
        ),
        (
            "timestamp-text",
            json!({"timestamp": NOW.to_string()}).to_string(),
            "`timestamp` is a text",
        ),
        (
            "timestamp-fraction",
            r#"{"timestamp":1732968000000.5}"#.to_owned(),
            "1732968000000.5",
        ),
        (
            "near-name",
            json!({"timestamp": NOW, "Rows": 3}).to_string(),
            "did you mean `rows`?",
        ),
        (
            "near-name",
            json!({"timeStamp": NOW}).to_string(),
            "did you mean `timestamp`?",
        ),
        (
            "near-name",
            json!({"timestamp": NOW, "chanels": []}).to_string(),
            "did you mean `channels`?",
        ),
        (
            "parameter-unknown",
            json!({"timestamp": NOW, "colour": "canary"}).to_string(),
            "`colour` is no parameter",
        ),
        (
            "number-as-text",
            json!({"timestamp": NOW, "rows": "3"}).to_string(),
            "`rows`: expected a 32-bit integer, found a string",
        ),
        (
            "list-expected",
            json!({"timestamp": NOW, "ids": "canary"}).to_string(),
            "`ids`: expected a list",
        ),
        (
            "wrong-type",
            json!({"timestamp": NOW, "order": 5}).to_string(),
            "`order`: expected a string",
        ),
        ("timestamp-seconds", at(NOW / 1_000), "about now in seconds"),
        (
            "timestamp-too-fine",
            at(NOW * 1_000),
            "about now in microseconds",
        ),
        (
            "timestamp-too-fine",
            at(NOW * 1_000_000),
            "about now in nanoseconds",
        ),
        (
            "timestamp-zone",
            at(NOW + 7 * hour),
            "7 h 00 min ahead of the sandbox's",
        ),
        (
            "timestamp-zone",
            at(NOW - 5 * hour - hour / 2 - 900),
            "5 h 30 min behind the sandbox's",
        ),
        (
            "clock-off",
            at(NOW - 400_000),
            "400 s behind the sandbox's, which allows 300 s",
        ),
        ("clock-off", at(NOW + 7 * hour + 200_000), "ahead of"),
        (
            "limits",
            json!({"timestamp": NOW, "rows": 51, "ids": ["a", "b", "c", "d"]}).to_string(),
            "; ",
        ),
    ];
    let signed = cases.into_iter().map(|(name, param, words)| {
        let sign = key().sign(param.as_bytes()).unwrap();
        mistake(name, body(&sign, &param), words)
    });
    signed.collect()
}

/// Good texts whose signatures are written or made in the wrong way.
pub(super) fn signatures() -> Vec<Mistake> {
    let good = key().sign(PARAM.as_bytes()).unwrap();
    let bytes = STANDARD.decode(&good).unwrap();
    assert!(good.contains('+') && good.contains('/') && good.ends_with('='));
    let mut hex = String::new();
    bytes
        .iter()
        .for_each(|byte| write!(hex, "{byte:02x}").unwrap());
    let mime: Vec<String> = good
        .as_bytes()
        .chunks(76)
        .map(|line| String::from_utf8_lossy(line).into_owned())
        .collect();
    let percent: String = url::form_urlencoded::byte_serialize(good.as_bytes()).collect();
    let holds = "this very signature holds";
    let mut damaged = bytes.clone();
    damaged[100] ^= 1;
    let private = RsaPrivateKey::from_pkcs8_pem(PEM).unwrap();
    let made = |sign: Vec<u8>| STANDARD.encode(sign);
    let digest = sha256(PARAM.as_bytes());
    let sha1 = Pkcs1v15Sign {
        hash_len: Some(20),
        prefix: (*b"\x30\x21\x30\x09\x06\x05\x2b\x0e\x03\x02\x1a\x05\x00\x04\x14").into(),
    };
    let bare = Pkcs1v15Sign {
        hash_len: None,
        prefix: [].into(),
    };
    let pss = |salt| Pss::new_with_salt::<sha2::Sha256>(salt);
    let by_pss = |salt| {
        private
            .sign_with_rng(&mut OsRng, pss(salt), &digest)
            .unwrap()
    };
    let stranger = SigningKey::from_pem(include_str!(
        "../../../signing/vectors/test-rsa-4096-pkcs8.pem"
    ))
    .unwrap();
    [
        ("sign-empty", String::new(), "is empty"),
        ("sign-hex", hex, holds),
        ("sign-python-bytes", format!("b'{good}'"), holds),
        ("sign-percent-encoded", percent, holds),
        ("sign-plus-became-blank", good.replace('+', " "), holds),
        ("sign-line-breaks", mime.join("\r\n"), holds),
        ("sign-line-breaks", format!("{good}\n"), holds),
        ("sign-url-safe", URL_SAFE.encode(&bytes), holds),
        (
            "sign-url-safe",
            URL_SAFE.encode(&bytes).trim_end_matches('=').to_owned(),
            holds,
        ),
        (
            "sign-url-safe",
            URL_SAFE.encode(&damaged),
            "it does not hold yet",
        ),
        ("sign-unpadded", STANDARD_NO_PAD.encode(&bytes), holds),
        ("sign-base64-twice", STANDARD.encode(&good), holds),
        ("sign-not-base64", "!".repeat(344), "nor anything near it"),
        (
            "key-of-another-merchant",
            key_of_another().sign(PARAM.as_bytes()).unwrap(),
            "the key of `app-2`",
        ),
        ("pss", made(by_pss(32)), "by PSS with SHA-256"),
        ("pss", made(by_pss(222)), "by PSS with SHA-256"),
        (
            "wrong-hash",
            made(private.sign(sha1, &digest[..20]).unwrap()),
            "made by SHA-1",
        ),
        (
            "encrypted-not-signed",
            made(private.sign(bare.clone(), &digest).unwrap()),
            "the text's SHA-256 alone",
        ),
        (
            "encrypted-not-signed",
            made(private.sign(bare, PARAM.as_bytes()).unwrap()),
            "the text itself",
        ),
        (
            "other-text",
            key().sign(b"another text").unwrap(),
            "No known way of writing it differently",
        ),
        ("another-key", made(damaged), "None of the known mistakes"),
        (
            "another-key",
            same_size().sign(PARAM.as_bytes()).unwrap(),
            "None of the known mistakes",
        ),
        ("another-key", made(random()), "None of the known mistakes"),
        (
            "another-key",
            stranger.sign(PARAM.as_bytes()).unwrap(),
            "has 4096 bits",
        ),
    ]
    .into_iter()
    .map(|(name, sign, words)| mistake(name, body(&sign, PARAM), words))
    .collect()
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

/// What is signed in place of [`PARAM`], written as each language does it.
pub(super) fn texts() -> Vec<(&'static str, Vec<u8>)> {
    let body = String::from_utf8(body("", PARAM)).unwrap();
    let ascii = r#"{"timestamp":1732968000000,"order":"a/b \u0e01\u00e9<=","kind":300,"from":null,"channels":["BANK","Cash"]}"#;
    let blanks = r#"{"timestamp": 1732968000000, "order": "a/b กé<=", "kind": 300, "from": null, "channels": ["BANK", "Cash"]}"#;
    let sorted = r#"{"channels":["BANK","Cash"],"from":null,"kind":300,"order":"a/b กé<=","timestamp":1732968000000}"#;
    let lines = "{\n  \"timestamp\": 1732968000000,\n  \"order\": \"a/b กé<=\",\n  \"kind\": 300,\n  \"from\": null,\n  \"channels\": [\n    \"BANK\",\n    \"Cash\"\n  ]\n}";
    let utf16: Vec<u8> = PARAM.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let thai: Vec<u8> = PARAM
        .chars()
        .map(|character| match character {
            'ก' => 0xa1,
            other => u8::try_from(other).unwrap(),
        })
        .collect();
    let percent: String = url::form_urlencoded::byte_serialize(PARAM.as_bytes()).collect();
    let digest = sha256(PARAM.as_bytes());
    let mut hex = String::new();
    digest
        .iter()
        .for_each(|byte| write!(hex, "{byte:02x}").unwrap());
    let pairs =
        r#"channels=["BANK","Cash"]&from=null&kind=300&order=a/b กé<=&timestamp=1732968000000"#;
    let text = |name: &'static str, text: &str| (name, text.as_bytes().to_vec());
    vec![
        text("signed-body-with-empty-sign", &body),
        text(
            "signed-body",
            &json!({"appId": "app", "param": PARAM}).to_string(),
        ),
        text(
            "signed-body",
            &format!(r#"{{"appId":"app","param":{PARAM}}}"#),
        ),
        text("signed-json-string", &json!(PARAM).to_string()),
        text("trailing-newline", &format!("{PARAM}\n")),
        text("byte-order-mark", &format!("\u{feff}{PARAM}")),
        ("hashed-twice", digest.to_vec()),
        text("hashed-twice", &hex),
        text("hashed-twice", &STANDARD.encode(digest)),
        text("base64-signed", &STANDARD.encode(PARAM)),
        text("percent-encoded-signed", &percent),
        text("query-string", pairs),
        text("query-string", &format!("param={PARAM}")),
        text(
            "values-only",
            r#"1732968000000a/b กé<=300null["BANK","Cash"]"#,
        ),
        text("app-id-signed", &format!("app{PARAM}")),
        text("other-charset", &PARAM.replace(['ก', 'é'], "?")),
        ("other-charset", thai),
        ("other-charset", utf16),
        text("json-blanks", blanks),
        text("pretty-printed", lines),
        text("slash-escaped", &PARAM.replace('/', "\\/")),
        text("slash-escaped", &ascii.replace('/', "\\/")),
        text("unicode-escaped", ascii),
        text(
            "unicode-escaped",
            &ascii.replace("\\u0e01\\u00e9", "\\u0E01\\u00E9"),
        ),
        text("unicode-escaped", &blanks.replace("กé", "\\u0e01\\u00e9")),
        text(
            "html-escaped",
            &PARAM.replace('<', "\\u003c").replace('=', "\\u003d"),
        ),
        text("keys-sorted", sorted),
        text("keys-sorted", &sorted.replace(':', ": ").replace(',', ", ")),
        text("nulls-dropped", &PARAM.replace(r#","from":null"#, "")),
        text(
            "numbers-as-texts",
            &PARAM
                .replace("1732968000000", "\"1732968000000\"")
                .replace("300", "\"300\""),
        ),
        text(
            "stamped-twice",
            &PARAM.replace("1732968000000", "1732967999988"),
        ),
    ]
}
