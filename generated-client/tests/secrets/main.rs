//! Canaries: no public type, no error and no log line shows a private key, a signature or the value of a
//! sensitive field.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod notifications;
#[cfg(feature = "sandbox")]
mod sandbox;
#[path = "../support/mod.rs"]
mod support;

use std::error::Error as StdError;
use std::fmt::{Debug, Write as _};
use std::io;
use std::sync::{Arc, Mutex, OnceLock};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rsa::RsaPrivateKey;
use rsa::pkcs1::EncodeRsaPrivateKey as _;
use rsa::pkcs8::EncodePrivateKey as _;
use rsa::traits::PrivateKeyParts as _;
use serde_json::{Value, json};
use support::Capture;
use wallet_client::operations::balance_records::{BalanceRecordsPage, BalanceRecordsRequest};
use wallet_client::{Client, ClientBuilder, Error, RetryPolicy, SigningKey, VerifyingKey, civil};

const RECORDS: &str = include_str!("../../src/generated/examples/balance_records.json");

/// The values of the sensitive fields.
const HOLDER: &str = "CANARYholderOfTheAccount";
const NUMBER: &str = "CANARY81625344509988";
const DIGITS: i64 = 8_162_534_450_998_877;

/// A key whose inside is known here.
struct Secret {
    base64: String,
    texts: Vec<String>,
}

fn secret() -> &'static Secret {
    static SECRET: OnceLock<Secret> = OnceLock::new();
    SECRET.get_or_init(|| {
        let key = RsaPrivateKey::new(&mut rand_core::OsRng, 2048).unwrap();
        let base64 = STANDARD.encode(key.to_pkcs8_der().unwrap().as_bytes());
        let mut texts = vec![STANDARD.encode(key.to_pkcs1_der().unwrap().as_bytes())];
        // However big numbers may be printed.
        for number in key.primes().iter().chain([key.d()]) {
            texts.extend([
                number.to_string(),
                format!("{number:x}"),
                format!("{number:X}"),
            ]);
        }
        // Not the head, which all keys share, nor the public half.
        texts.push(base64[500..].to_owned());
        Secret { base64, texts }
    })
}

fn key() -> SigningKey {
    SigningKey::parse(&secret().base64).unwrap()
}

/// Fails if `shown` holds a piece of the key, of a canary, or of one of the texts.
#[track_caller]
fn assert_hides(shown: &str, texts: &[String]) {
    let digits = DIGITS.to_string();
    let canaries = [HOLDER, NUMBER, &digits].map(str::to_owned);
    for text in secret().texts.iter().chain(&canaries).chain(texts) {
        for start in (0..=text.len().saturating_sub(12)).step_by(4) {
            let piece = text.get(start..start + 12).unwrap_or(text);
            assert!(!shown.contains(piece), "`{piece}` is shown: {shown}");
        }
    }
}

fn debug(value: &impl Debug) -> String {
    format!("{value:?} {value:#?}")
}

/// The error and all its sources, in every form.
fn every_form(error: &dyn StdError) -> String {
    let mut shown = String::new();
    let mut next = Some(error);
    while let Some(error) = next {
        write!(shown, "{error} {error:?} {error:#?} ").unwrap();
        next = error.source();
    }
    shown
}

/// The documented answer, with canaries in the sensitive fields.
fn records() -> Value {
    let mut page: Value = serde_json::from_str(RECORDS).unwrap();
    for row in page["list"].as_array_mut().unwrap() {
        row["cashoutBankAccountName"] = json!(HOLDER);
        row["cashoutBankAccountNo"] = json!(NUMBER);
    }
    page
}

fn builder(url: &str) -> ClientBuilder {
    Client::builder(url, "app", key()).retry(RetryPolicy::never())
}

fn day() -> civil::DateTime {
    civil::date(2024, 11, 25).at(0, 0, 0, 0)
}

#[test]
fn keys_clients_requests_and_answers() {
    let client = builder("http://localhost").build().unwrap();
    let call = client.balance_records(day(), day());
    let page: BalanceRecordsPage = serde_json::from_value(records()).unwrap();
    assert_eq!(
        page.list[0].cashout_bank_account_no, NUMBER,
        "it is there, just not shown"
    );
    let shown = [
        debug(&key()),
        debug(&key().public_key()),
        debug(&builder("http://localhost")),
        debug(&builder(&format!("http://user:{HOLDER}@localhost"))),
        debug(&client),
        debug(&call),
        debug(&BalanceRecordsRequest::new(day(), day())),
        debug(&page),
        debug(&page.list[1]),
    ];
    for shown in &shown {
        assert_hides(shown, &[]);
    }
    assert!(
        shown[7].contains("cashout_bank_account_no: <redacted>"),
        "{}",
        shown[7]
    );
    assert!(
        shown[0].contains(&key().public_key().fingerprint()),
        "{}",
        shown[0]
    );
}

#[test]
fn keys_that_cannot_be_read() {
    let good = &secret().base64;
    let der = STANDARD.decode(good).unwrap();
    let pem = |label: &str| format!("-----BEGIN {label}-----\n{good}\n-----END {label}-----\n");
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(&file, &good[..1000]).unwrap();
    let mut damaged = der.clone();
    damaged[600] ^= 1;
    let errors = [
        SigningKey::parse(&good[..1000]).unwrap_err(),
        SigningKey::parse(&format!("{good}!")).unwrap_err(),
        SigningKey::parse(&format!("{good} {HOLDER}")).unwrap_err(),
        SigningKey::parse(&good[3..]).unwrap_err(),
        SigningKey::parse(&pem("ENCRYPTED PRIVATE KEY")).unwrap_err(),
        SigningKey::parse(&pem("PRIVATE KEY").replace("END", "")).unwrap_err(),
        SigningKey::parse(&pem("PRIVATE KEY").repeat(2)).unwrap_err(),
        SigningKey::from_der(&der[..700]).unwrap_err(),
        SigningKey::from_der(&damaged).unwrap_err(),
        SigningKey::from_pem_file(file.path()).unwrap_err(),
        VerifyingKey::parse(good).unwrap_err(),
        VerifyingKey::parse(&pem("PUBLIC KEY")).unwrap_err(),
    ];
    for error in errors {
        assert_hides(&every_form(&error), &[]);
    }
    let signature = key().sign(b"message").unwrap();
    for wrong in [
        signature.clone(),
        signature.replace('A', "-"),
        signature[..64].to_owned(),
    ] {
        let error = key().public_key().verify(b"another", &wrong).unwrap_err();
        assert_hides(&every_form(&error), std::slice::from_ref(&signature));
    }
    let url = format!("ftp://user:{HOLDER}@localhost/?token={NUMBER}");
    assert_hides(&every_form(&builder(&url).build().unwrap_err()), &[]);
}

/// Everything that any thread logs.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Log {
    /// Catches what this process logs from now on.
    fn everything() -> Self {
        let log = Self::default();
        let writer = log.clone();
        let subscriber = tracing_subscriber::fmt()
            .with_max_level(tracing::Level::TRACE)
            .with_ansi(false)
            .with_span_events(tracing_subscriber::fmt::format::FmtSpan::FULL)
            .with_writer(move || writer.clone())
            .finish();
        tracing::subscriber::set_global_default(subscriber).unwrap();
        log
    }

    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

/// Answers that make a call fail, most of which repeat the request or hold canaries.
fn failing() -> Vec<Capture> {
    let answer =
        |data: &Value| json!({"code": 10_000, "message": "Success", "data": data}).to_string();
    let mut number = records();
    number["list"][0]["cashoutBankAccountNo"] = json!(DIGITS);
    let mut amount = records();
    amount["list"][1]["amount"] = json!(HOLDER);
    let mut list = records();
    list["list"][1]["cashoutBankAccountName"] = json!([HOLDER, NUMBER]);
    let whole = answer(&records());
    let cut = whole[..whole.len() - 60].to_owned();
    let signed = |body: &str| {
        let body: Value = serde_json::from_str(body).unwrap();
        body["sign"].as_str().unwrap().to_owned()
    };
    vec![
        Capture::json(&answer(&number)),
        Capture::json(&answer(&amount)),
        Capture::json(&answer(&list)),
        Capture::json(&cut),
        Capture::json(&whole.replace("\"total\":2", "\"total\":\"2\"")),
        Capture::start("200 OK", move |body| {
            json!({"code": 21_001, "message": signed(body)}).to_string()
        }),
        Capture::start("200 OK", str::to_owned),
        Capture::start("500 Internal Server Error", str::to_owned),
        Capture::start("502 Bad Gateway", |body| {
            format!("<html><title>{body}</title></html>")
        }),
        Capture::start("307 Temporary Redirect", str::to_owned),
    ]
}

#[tokio::test]
async fn failing_calls_and_their_log() {
    let log = Log::everything();
    let (mut signs, mut errors) = (Vec::new(), Vec::new());
    for server in failing() {
        let client = builder(&server.url).build().unwrap();
        errors.push(
            client
                .balance_records(day(), day())
                .send()
                .await
                .unwrap_err(),
        );
        signs.push(server.member("sign"));
    }
    // Nobody is there; and what is not even sent.
    let client = builder("http://127.0.0.1:1").build().unwrap();
    errors.push(
        client
            .balance_records(day(), day())
            .send()
            .await
            .unwrap_err(),
    );
    errors.push(client.wallet_balance().size(0).send().await.unwrap_err());

    let kind = |error: &Error| match error {
        Error::InvalidRequest(_) => 'i',
        Error::Transport(_) => 't',
        Error::Status(_) => 's',
        Error::Api(_) => 'a',
        Error::Decode(_) => 'd',
        _ => '?',
    };
    assert_eq!(errors.iter().map(kind).collect::<String>(), "dddddadsssti");
    for error in &errors {
        assert_hides(&every_form(error), &signs);
    }
    let good = Capture::data(&records().to_string());
    let client = builder(&good.url).build().unwrap();
    client.balance_records(day(), day()).send().await.unwrap();
    signs.push(good.member("sign"));

    #[cfg(feature = "sandbox")]
    signs.push(sandbox::refused_and_answered_calls().await);
    let log = log.text();
    assert_hides(&log, &signs);
    for fact in [
        "call failed",
        "call succeeded",
        "wallet_call{otel.name=\"balance_records\"",
        "wallet_attempt{otel.kind=\"client\" rpc.method=\"balance_records\"",
        "TRACE",
    ] {
        assert!(log.contains(fact), "`{fact}` is missing in {log}");
    }
}
