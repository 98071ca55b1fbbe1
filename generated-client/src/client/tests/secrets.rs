//! Canaries: neither `Debug`, nor an error, nor the log shows the key, a signature or a request.

mod every_kind;

use std::cell::RefCell;
use std::error::Error as StdError;
use std::fmt::Write as _;
use std::io;
use std::sync::Once;

use tracing_subscriber::fmt::format::FmtSpan;

use super::server::{Answer, Request, Server, answer, json};
use super::{ANSWER, Ask, ask, builder, client, key};
use crate::client::Client;
use crate::error::Error;
use crate::signing::vectors::PEM;

const CANARY: &str = "CANARY0123456789abcdefghij";
/// The value of a sensitive field.
const PIN: &str = "PIN9876543210zyxwvutsrqp";

/// Fails if `shown` holds a piece of the key, or of one of the texts.
#[track_caller]
pub(super) fn assert_hides(shown: &str, texts: &[&str]) {
    let private = PEM.lines().filter(|line| !line.contains("---"));
    for secret in private.chain(texts.iter().copied()) {
        let characters: Vec<char> = secret.chars().collect();
        for piece in characters.chunks_exact(12) {
            let piece: String = piece.iter().collect();
            assert!(!shown.contains(&piece), "shows `{piece}`: {shown}");
        }
    }
}

/// The error and all its sources, in every form.
fn every_form(error: &Error) -> String {
    let mut shown = format!("{error} {error:?} {error:#?}");
    let mut source = error.source();
    while let Some(inner) = source {
        write!(shown, " {inner} {inner:?}").unwrap();
        source = inner.source();
    }
    shown
}

fn canary() -> Ask {
    Ask {
        name: CANARY.to_owned(),
        size: None,
        pin: Some(PIN.to_owned()),
    }
}

#[test]
fn debug_of_client_and_builder() {
    let url = format!("http://user:{CANARY}@localhost");
    assert_hides(&format!("{:#?}", builder(&url)), &[CANARY]);
    let client = builder("http://localhost").build().unwrap();
    let shown = format!("{client:?}");
    assert_hides(&shown, &[]);
    for part in [
        "http://localhost/",
        "app-1",
        &key().public_key().fingerprint(),
    ] {
        assert!(shown.contains(part), "{shown}");
    }
}

#[tokio::test]
async fn no_error_echoes_what_a_server_echoes() {
    let handlers: [fn(&Request) -> Answer; 8] = [
        |request| answer(400, "application/json", &request.body),
        |request| answer(500, "text/plain", request.param()),
        |request| {
            answer(
                500,
                "text/plain",
                format!("bad signature {}", request.sign()),
            )
        },
        |request| {
            answer(
                502,
                "text/html",
                format!("<title>{}</title>", request.sign()),
            )
        },
        |request| answer(400, "text/html", &request.body),
        |request| json(&request.body),
        |request| json(serde_json::json!({"code": 21001, "message": request.sign()}).to_string()),
        |request| json(serde_json::json!({"code": 10000, "data": request.body}).to_string()),
    ];
    for handler in handlers {
        let server = Server::start(handler).await;
        let error = client(&server).send(&canary()).await.err().unwrap();
        let sign = server.requests()[0].sign();
        assert_hides(&every_form(&error), &[&sign, CANARY, PIN]);
    }
}

thread_local! {
    /// What the thread logs, once it wants to know.
    static LOG: RefCell<Option<Vec<u8>>> = const { RefCell::new(None) };
}

/// Keeps what is logged on threads that want to know, and drops the rest.
struct Log;

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        LOG.with_borrow_mut(|log| {
            if let Some(log) = log {
                log.extend(bytes);
            }
        });
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Logs everything. One subscriber serves the whole process: one for this thread alone would miss
/// events, as long as other tests without any reach them first.
fn log_everything() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let subscriber = tracing_subscriber::fmt()
            .with_max_level(tracing::Level::TRACE)
            .with_ansi(false)
            .with_span_events(FmtSpan::FULL)
            .with_writer(|| Log)
            .finish();
        tracing::subscriber::set_global_default(subscriber).unwrap();
    });
    LOG.set(Some(Vec::new()));
}

/// What the thread has logged.
fn log() -> String {
    String::from_utf8(LOG.take().unwrap()).unwrap()
}

#[tokio::test]
async fn the_log_tells_the_facts_and_no_secrets() {
    log_everything();
    let good = Server::start(|_| json(ANSWER)).await;
    let refusing =
        Server::start(|_| json(format!(r#"{{"code":21001,"message":"{CANARY}"}}"#))).await;
    let failing = Server::start(|request| answer(500, "text/plain", &request.body)).await;
    let mut signs = Vec::new();
    for server in [&good, &refusing, &failing] {
        let client: Client = client(server);
        let _ = client.send(&canary()).await;
        signs.push(server.requests()[0].sign());
    }
    let mut invalid = ask();
    invalid.name = format!("{CANARY}{CANARY}");
    client(&good).send(&invalid).await.err().unwrap();

    let log = log();
    let mut secrets: Vec<&str> = signs.iter().map(String::as_str).collect();
    secrets.extend([CANARY, PIN]);
    assert_hides(&log, &secrets);
    for fact in [
        "wallet_call{otel.name=\"ask\" otel.kind=\"internal\" rpc.method=\"ask\"",
        "wallet_attempt{otel.kind=\"client\" rpc.method=\"ask\" http.request.method=\"POST\"",
        "url.template=\"/open-api/ask\" http.request.body.size=",
        "http.response.status_code=200 http.response.body.size=53 wallet.code=10000 elapsed_ms=",
        "wallet.code=21001 error.type=\"api\" elapsed_ms=",
        "http.response.status_code=500",
        "attempt ended",
        "call succeeded",
        "call failed error.type=\"api\"",
        "call failed error.type=\"status\"",
        "call failed error.type=\"invalid_request\"",
    ] {
        assert!(log.contains(fact), "`{fact}` is missing in {log}");
    }
}
