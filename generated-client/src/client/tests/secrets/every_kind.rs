//! Every kind of error, with everything that a server can repeat, seen from every side: the error, the log, and an
//! observer.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use std::task::{Context, Waker};
use std::time::Duration;

use super::super::fake::{Fake, Play, Received, Ticking};
use super::super::key;
use super::{PIN, assert_hides, canary, every_form, log, log_everything};
use crate::client::Client;
use crate::error::{Error, TransportErrorKind};
use crate::observer::{AttemptInfo, AttemptOutcome, Observer};
use crate::retry::RetryPolicy;
use crate::signing::{Signer, SignerFuture};
use crate::transport::FailureKind;

const SECOND: Duration = Duration::from_secs(1);
/// As in [`Error::kind_name`].
const KINDS: [&str; 14] = [
    "invalid_request",
    "runtime",
    "signing",
    "connect",
    "tls",
    "send",
    "body",
    "too_large",
    "timeout_connect",
    "timeout_attempt",
    "timeout_total",
    "status",
    "api",
    "decode",
];

/// Prints all that it is told.
#[derive(Clone, Default)]
struct Printer(Arc<Mutex<String>>);

impl Observer for Printer {
    fn before_attempt(&self, attempt: &AttemptInfo) {
        *self.0.lock().unwrap() += &format!("{attempt:?} {attempt:#?}");
    }

    fn after_attempt(&self, outcome: &AttemptOutcome<'_>) {
        *self.0.lock().unwrap() += &format!("{outcome:?} {outcome:#?}");
    }
}

/// Puts an echo of the request into every header that the client looks at.
fn echoing(play: Play, request: &Received) -> Play {
    let sign = request.text("sign");
    play.header("x-request-id", &sign[..128])
        .header("x-trace-id", PIN)
        .header("content-type", format!("text/plain; {}", &sign[..64]))
        .header("location", format!("http://{PIN}@elsewhere/{sign}?{PIN}"))
        .header("server", sign)
}

fn plays() -> Vec<fn(&Received) -> Play> {
    vec![
        |_| Play::lost(TransportErrorKind::Connect),
        |_| Play::lost(TransportErrorKind::Tls),
        |_| Play::lost(TransportErrorKind::Send),
        |_| Play::lost(TransportErrorKind::Body),
        |_| Play::lost(TransportErrorKind::TooLarge),
        |_| Play {
            lost: Some(FailureKind::ConnectTimeout),
            ..Play::default()
        },
        |_| Play::good().after(60 * SECOND),
        |request| echoing(Play::status(307), request),
        |request| Play {
            body: request.text("sign").to_owned(),
            ..echoing(Play::status(503), request).header("retry-after", PIN)
        },
        |request| echoing(Play::code(21_000), request),
        |request| {
            echoing(
                Play::json(&format!(r#"{{"code":5,"message":"{PIN}"}}"#)),
                request,
            )
            .header("date", "Mon, 13 May 2024 10:33:22 GMT")
        },
        |request| echoing(Play::json(request.text("sign")), request),
        |request| {
            echoing(
                Play::json(&format!("<title>{}</title>", request.text("param"))),
                request,
            )
        },
        |request| echoing(Play::json(&format!("!{}", request.text("param"))), request),
        |request| {
            echoing(Play::json("{}"), request).header("content-encoding", request.text("sign"))
        },
        |request| {
            Play::json("{}").header("content-type", format!("a/{PIN} {}", request.text("sign")))
        },
        |_| Play::json(&format!(r#"{{"code":10000,"data":{{"total":"{PIN}"}}}}"#)),
    ]
}

#[tokio::test(start_paused = true)]
async fn no_kind_of_error_shows_anything() {
    log_everything();
    let printer = Printer::default();
    let mut secrets = vec![PIN.to_owned()];
    let mut shown = String::new();
    let mut kinds = BTreeSet::new();
    let mut note = |error: Error| {
        kinds.insert(error.kind_name());
        shown += &every_form(&error);
    };
    for play in plays() {
        let server = Fake::new(move |_, request| play(request));
        let client = client(&server, &printer);
        note(client.send(&canary()).await.err().unwrap());
        // The first attempt is the last one, too: its own time runs out, and not that of the call.
        let request = canary();
        let once = client.send(&request).retry(RetryPolicy::never());
        note(once.await.err().unwrap());
        secrets.extend(
            server
                .received()
                .iter()
                .map(|it| it.text("sign").to_owned()),
        );
    }
    let server = Fake::plays([Play::good()]);
    let client = client(&server, &printer);
    let mut invalid = canary();
    invalid.name = PIN.repeat(2);
    note(client.send(&invalid).await.err().unwrap());
    note(without_a_runtime());
    let panicking = Client::builder("http://localhost", "app-1", Panics)
        .observer(printer.clone())
        .build()
        .unwrap();
    note(panicking.send(&canary()).await.err().unwrap());

    let missing: Vec<_> = KINDS.iter().filter(|kind| !kinds.contains(*kind)).collect();
    assert!(missing.is_empty(), "{missing:?}");
    let secrets: Vec<&str> = secrets.iter().map(String::as_str).collect();
    assert_hides(&shown, &secrets);
    assert_hides(&printer.0.lock().unwrap(), &secrets);
    let log = log();
    assert_hides(&log, &secrets);
    for fact in [
        "will try again",
        "WARN",
        "offset_ms=",
        "http.request.resend_count=2",
    ] {
        assert!(log.contains(fact), "`{fact}` is missing in {log}");
    }
}

fn client(server: &Fake, printer: &Printer) -> Client {
    Client::builder("http://localhost", "app-1", key())
        .clock(Ticking::wrong_by(0))
        .transport(server.clone())
        .observer(printer.clone())
        .attempt_timeout(10 * SECOND)
        .timeout(15 * SECOND)
        .build()
        .unwrap()
}

/// A signer that says more than it should.
struct Panics;

impl Signer for Panics {
    fn signature<'a>(&'a self, message: &'a [u8]) -> SignerFuture<'a> {
        panic!("{PIN} {}", String::from_utf8_lossy(message))
    }
}

/// What a call says that is polled where there is no runtime.
fn without_a_runtime() -> Error {
    let thread = std::thread::spawn(|| {
        let client = Client::builder("http://localhost", "app-1", key())
            .build()
            .unwrap();
        let request = canary();
        let mut call = client.send(&request);
        match std::pin::Pin::new(&mut call).poll(&mut Context::from_waker(Waker::noop())) {
            std::task::Poll::Ready(Err(error)) => error,
            other => panic!("{:?}", other.is_ready()),
        }
    });
    thread.join().unwrap()
}
