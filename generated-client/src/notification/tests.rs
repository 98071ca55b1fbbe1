//! What is opened and what is refused, and that the signature comes first.
#![allow(clippy::unwrap_used, clippy::panic)]

mod refused;
mod tampered;

use std::cell::Cell;
use std::sync::OnceLock;

use serde_json::json;

use super::{Acknowledgement, Notification, NotificationError, NotificationVerifier};
use crate::envelope;
use crate::generated::api::API;
use crate::sample::Item;
use crate::signing::vectors::{MESSAGE, PEM, PUBLIC};
use crate::signing::{SigningKey, VerifyError, VerifyingKey};
use crate::wire::{Field, Record, Shape, Wire, record};

/// Fits the message that OpenSSL signed, and more.
#[derive(Clone)]
struct Greeting {
    timestamp: i64,
    name: String,
    note: Option<String>,
    items: Option<Vec<Item>>,
}
const GREETING: &Shape = &Shape::new(
    "Greeting",
    &[
        Field::required("timestamp"),
        Field::required("name").sensitive(),
        Field::optional("note"),
        Field::optional("items"),
    ],
);
record!(Greeting, GREETING, timestamp, name, note, items);

impl Notification for Greeting {
    const NAME: &'static str = "greeting";
    const EXAMPLE: Option<&'static str> = None;
}

thread_local! {
    /// How often anything of a [`Watched`] has been asked for.
    static TOUCHED: Cell<usize> = const { Cell::new(0) };
}

/// A notification that notes whenever a reader comes near it.
#[derive(Debug)]
struct Watched;

impl Record for Watched {
    fn shape(&self) -> &'static Shape {
        TOUCHED.set(TOUCHED.get() + 1);
        const { &Shape::new("Watched", &[]) }
    }

    fn field(&self, _: usize) -> Option<&dyn Wire> {
        None
    }

    fn with_fields(&mut self, work: &mut dyn FnMut(&mut [&mut dyn Wire])) {
        TOUCHED.set(TOUCHED.get() + 1);
        work(&mut []);
    }

    fn unfilled() -> Self {
        TOUCHED.set(TOUCHED.get() + 1);
        Self
    }
}

impl Notification for Watched {
    const NAME: &'static str = "watched";
    const EXAMPLE: Option<&'static str> = None;
}

fn key() -> &'static SigningKey {
    static KEY: OnceLock<SigningKey> = OnceLock::new();
    KEY.get_or_init(|| SigningKey::parse(PEM).unwrap())
}

fn verifier() -> NotificationVerifier {
    NotificationVerifier::new(VerifyingKey::from_pem(PUBLIC.0).unwrap())
}

/// The body around a text, signed.
fn signed(param: &str) -> String {
    envelope::signed(API, &key().sign(param.as_bytes()).unwrap(), param)
}

fn open(body: &str) -> Result<Greeting, NotificationError> {
    verifier().open(body.as_bytes())
}

/// What looks like a signature.
fn of_the_right_length() -> String {
    format!("{}==", "A".repeat(342))
}

/// The JSON string of a text, with every UTF-16 unit escaped.
fn escaped(text: &str) -> String {
    let units = text.encode_utf16().map(|unit| format!("\\u{unit:04X}"));
    format!("\"{}\"", units.collect::<String>())
}

#[test]
fn what_openssl_signed_is_opened() {
    let sign = PUBLIC.1.trim();
    let body = json!({ "param": MESSAGE, "sign": sign }).to_string();
    assert_eq!(
        verifier().verify(body.as_bytes()).as_deref(),
        Ok(MESSAGE),
        "the very text that was signed"
    );
    let greeting = open(&body).unwrap();
    assert_eq!(greeting.timestamp, 1_715_595_802_000);
    assert_eq!(greeting.name, "สมชาย");
    assert_eq!(greeting.note.as_deref(), Some("ąćž €"));
    assert_eq!(greeting.items, None);
}

#[test]
fn the_body_may_be_written_in_any_way() {
    let (param, sign) = (json!(MESSAGE).to_string(), PUBLIC.1.trim());
    let every = escaped(MESSAGE);
    let expected = open(&format!(r#"{{"param":{param},"sign":"{sign}"}}"#)).unwrap();
    for body in [
        format!(r#"{{"sign":"{sign}","param":{param}}}"#),
        format!("\r\n {{ \"sign\" :\t\"{sign}\" ,\n\"param\" : {param} }}\n"),
        format!(r#"{{"param":{every},"sign":"{sign}"}}"#),
        format!(r#"{{"\u0070aram":{param},"s\u0069gn":"{sign}"}}"#),
        format!(
            r#"{{"param":{param},"sign":"{}"}}"#,
            sign.replace('/', "\\/")
        ),
        format!(r#"{{"v":2,"param":{param},"more":{{"param":"no"}},"sign":"{sign}","v":3}}"#),
    ] {
        assert_eq!(open(&body), Ok(expected.clone()), "{body}");
    }
}

#[test]
fn the_text_is_verified_as_it_came_and_not_as_it_might_be_written() {
    let text =
        "{ \"note\" : \"\\u0041\\/\" ,\n\t\"name\":\"😀\",  \"timestamp\":7, \"new\":[1e2] }";
    let body = signed(text);
    let greeting = open(&body).unwrap();
    assert_eq!((greeting.timestamp, greeting.name.as_str()), (7, "😀"));
    assert_eq!(greeting.note.as_deref(), Some("A/"));
    assert_eq!(verifier().verify(body.as_bytes()).as_deref(), Ok(text));

    // The same JSON, written anew below the same signature, is not what was signed.
    let sign = key().sign(text.as_bytes()).unwrap();
    let value: serde_json::Value = serde_json::from_str(text).unwrap();
    let order = r#"{"name":"😀","note":"A/","timestamp":7,"new":[1e2]}"#;
    for anew in [
        value.to_string().as_str(),
        order,
        &format!("{text} "),
        text.trim_end_matches('}'),
    ] {
        let refused = open(&envelope::signed(API, &sign, anew));
        assert_eq!(refused, Err(VerifyError::Mismatch.into()), "{anew}");
    }
}

#[test]
fn nothing_unsigned_reaches_the_reader() {
    let watch = |body: &str| {
        TOUCHED.set(0);
        let opened = verifier().open::<Watched>(body.as_bytes());
        (opened.map(drop), TOUCHED.get())
    };
    // What is signed does, so the watch is awake.
    let (opened, touched) = watch(&signed("{}"));
    assert!(opened.is_ok() && touched > 0, "{opened:?}");
    let (opened, touched) = watch(&signed("[]"));
    assert!(opened.is_err() && touched > 0, "{opened:?}");

    let stranger = SigningKey::generate(2048).unwrap();
    let sign = key().sign(b"{}").unwrap();
    for param in [
        "{} ",
        "{\"a\":1}",
        "[]",
        "no JSON",
        "",
        &"[".repeat(100_000),
    ] {
        let by_stranger = stranger.sign(param.as_bytes()).unwrap();
        for sign in [
            sign.as_str(),
            &by_stranger,
            "",
            "no Base64",
            &of_the_right_length(),
        ] {
            let (opened, touched) = watch(&envelope::signed(API, sign, param));
            assert!(
                matches!(opened, Err(NotificationError::Signature(_))),
                "{opened:?}"
            );
            assert_eq!(touched, 0, "{param} was read");
        }
    }
}

#[test]
fn what_is_wrong_in_a_genuine_one_is_told_by_its_place() {
    let told = |param: &str| {
        let error = open(&signed(param)).unwrap_err();
        assert!(error.is_genuine());
        assert_eq!(Acknowledgement::refusal(&error).status(), 500);
        error.to_string()
    };
    for (param, message) in [
        (
            "",
            "greeting: `param`: EOF while parsing a value (line 1 column 0)",
        ),
        ("[]", "greeting: `param`: expected an object, found a list"),
        (
            r#"{"timestamp":1}"#,
            "greeting: `param.name`: the field is missing",
        ),
        (
            r#"{"timestamp":1,"name":"a","items":[{"qty":1},{"qty":"2"}]}"#,
            "greeting: `param.items[1].qty`: expected a 32-bit integer, found a string",
        ),
        (
            r#"{"timestamp":1,"name":"a","name":"b"}"#,
            "greeting: `param.name`: the field is there twice",
        ),
        (
            r#"{"timestamp":1,"name":"a"} {}"#,
            "greeting: `param`: trailing characters (line 1 column 28)",
        ),
    ] {
        assert_eq!(told(param), message);
    }
}

#[test]
fn depth_and_length_do_no_harm() {
    let deep = |open: &str, close: &str| {
        let count = 100_000;
        let nested = format!("{}{}", open.repeat(count), close.repeat(count));
        format!(r#"{{"timestamp":1,"name":"a","new":{nested}}}"#)
    };
    // What nobody knows is skipped, however deep …
    assert!(open(&signed(&deep("[", "]"))).is_ok());
    let rest = format!(r#","param":"x","sign":"{}"}}"#, of_the_right_length());
    let beside = deep("[", "]").replace('}', &rest);
    assert_eq!(open(&beside), Err(VerifyError::Mismatch.into()));
    // … and what does not end, is told.
    assert!(open(&signed(&deep("[", ""))).is_err());
    assert!(open(&"[".repeat(1_000_000)).is_err());
    let items = format!(
        r#"{{"timestamp":1,"name":"a","items":{}"#,
        "[".repeat(100_000)
    );
    assert!(open(&signed(&items)).is_err());
}

#[test]
fn the_largest_body_is_as_large_as_was_said() {
    let body = signed(r#"{"timestamp":1,"name":"a"}"#);
    let limited = |bytes: usize| {
        verifier()
            .max_body_bytes(bytes)
            .open::<Greeting>(body.as_bytes())
    };
    assert!(limited(body.len()).is_ok());
    let limit = body.len() - 1;
    assert_eq!(limited(limit), Err(NotificationError::TooLarge { limit }));

    // 1 MiB, unless something is said.
    let padded = |length: usize| format!("{body}{}", " ".repeat(length - body.len()));
    assert!(open(&padded(1 << 20)).is_ok());
    let refused = open(&padded((1 << 20) + 1));
    assert_eq!(refused, Err(NotificationError::TooLarge { limit: 1 << 20 }));
}

#[test]
fn what_is_answered() {
    let done = Acknowledgement::success();
    assert_eq!(done.body(), r#"{"code":10000,"message":"Success"}"#);
    assert_eq!(done.status(), 200);
    let refusals = [
        Acknowledgement::failure(),
        Acknowledgement::refusal(&NotificationError::TooLarge { limit: 1 }),
        Acknowledgement::refusal(&open("").unwrap_err()),
        Acknowledgement::refusal(&open("{}").unwrap_err()),
        Acknowledgement::refusal(&VerifyError::Mismatch.into()),
        Acknowledgement::refusal(&open(&signed("[]")).unwrap_err()),
    ];
    let statuses = refusals.map(|refusal| refusal.status());
    assert_eq!(statuses, [500, 413, 400, 400, 401, 500]);
    for refusal in refusals {
        let body: serde_json::Value = serde_json::from_str(&refusal.body()).unwrap();
        assert_ne!(body["code"], 10_000, "{body}");
        assert!(body["message"].is_string(), "{body}");
    }
}
