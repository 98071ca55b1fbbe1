//! What faults look like on a socket, to a caller that knows nothing of HTTP libraries.

use std::io::{ErrorKind, Read as _, Write as _};
use std::net::{Ipv4Addr, Shutdown, TcpStream};
use std::time::{Duration, Instant};

use tokio::sync::watch;

use super::super::{Fault, Line};
use crate::clock::FixedClock;
use crate::operation::Operation as _;
use crate::sandbox::tests::sample::{ListRequest, ROUTES};
use crate::sandbox::{Sandbox, SandboxBuilder};

/// 2024-11-30 12:00:00 UTC.
const NOW: i64 = 1_732_968_000_000;
/// How long anything may take before the test is given up.
const PATIENCE: Duration = Duration::from_secs(30);
const HOUR: Duration = Duration::from_secs(3600);

async fn start(fault: Fault) -> Sandbox {
    let clock = FixedClock::at_millis(NOW);
    let builder = SandboxBuilder::new(ROUTES).clock(clock);
    builder.fault(fault).start().await.unwrap()
}

/// A call that gets past HTTP, and is refused there: what faults do does not depend on more.
fn call(sandbox: &Sandbox) -> TcpStream {
    let mut stream = TcpStream::connect(sandbox.address()).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    send(&mut stream);
    stream
}

fn send(stream: &mut TcpStream) {
    let path = ListRequest::INFO.path;
    let head = format!("POST {path} HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\n\r\n{{}}");
    stream.write_all(head.as_bytes()).unwrap();
}

/// What comes until the end of the connection, and whether that is a reset.
fn receive(stream: &mut TcpStream) -> (String, bool) {
    let mut received = Vec::new();
    let mut piece = [0; 4096];
    let is_reset = loop {
        match stream.read(&mut piece) {
            Ok(0) => break false,
            Ok(length) => received.extend_from_slice(&piece[..length]),
            Err(error) if error.kind() == ErrorKind::ConnectionReset => break true,
            Err(error) => panic!("{error}"),
        }
    };
    (String::from_utf8(received).unwrap(), is_reset)
}

/// Reads one answer, as far as it says that it goes.
fn answer(stream: &mut TcpStream) -> (String, String) {
    let mut received = String::new();
    loop {
        if let Some((head, body)) = received.split_once("\r\n\r\n")
            && body.len() >= length(head)
        {
            return (head.to_owned(), body.to_owned());
        }
        let mut piece = [0; 64];
        let more = stream.read(&mut piece).unwrap();
        assert_ne!(more, 0, "it ends after {received}");
        received.push_str(std::str::from_utf8(&piece[..more]).unwrap());
    }
}

fn length(head: &str) -> usize {
    header(head, "content-length").unwrap().parse().unwrap()
}

fn header<'h>(head: &'h str, name: &str) -> Option<&'h str> {
    let mut lines = head.lines().filter_map(|line| line.split_once(": "));
    lines.find_map(|(found, value)| found.eq_ignore_ascii_case(name).then_some(value))
}

/// The usual answer's body, which is a refusal.
async fn usual_body() -> String {
    let sandbox = start(Fault::reset().times(0)).await;
    let (head, body) = answer(&mut call(&sandbox));
    assert!(head.starts_with("HTTP/1.1 200 OK\r\n"), "{head}");
    assert_eq!(header(&head, "date"), Some("Sat, 30 Nov 2024 12:00:00 GMT"));
    assert_eq!(header(&head, "content-type"), Some("application/json"));
    assert_eq!(header(&head, "retry-after"), None);
    body
}

#[tokio::test]
async fn connections_that_end_early() {
    let whole = usual_body().await;
    let half = &whole[..whole.len() / 2];
    for (fault, body, ends_by_reset) in [
        (Fault::close(), None, false),
        (Fault::reset(), None, true),
        (Fault::lose_answer(), None, true),
        (Fault::truncate(), Some(half), false),
        (Fault::reset_in_body(), Some(half), true),
    ] {
        let text = fault.to_string();
        let sandbox = start(fault).await;
        let mut stream = call(&sandbox);
        let (received, is_reset) = receive(&mut stream);
        assert_eq!(is_reset, ends_by_reset, "{text}");
        // A reset may throw away what its receiver has not read yet.
        let is_lost = is_reset && received.is_empty();
        match body {
            Some(body) if !is_lost => {
                let (head, got) = received.split_once("\r\n\r\n").unwrap();
                assert_eq!((got, length(head)), (body, whole.len()), "{text}");
            }
            _ => assert_eq!(received, "", "{text}"),
        }
    }
}

#[tokio::test]
async fn answers_instead_of_the_usual_one() {
    for (fault, status, content_type, body) in [
        (
            Fault::status(503),
            "503 Service Unavailable",
            Some("text/plain"),
            "503 Service Unavailable\n",
        ),
        (
            Fault::status(99),
            "500 Internal Server Error",
            Some("text/plain"),
            "500 Internal Server Error\n",
        ),
        (
            Fault::api(-7, "a \"b\""),
            "200 OK",
            Some("application/json"),
            r#"{"code":-7,"message":"a \"b\""}"#,
        ),
        (
            Fault::expired_timestamp(),
            "200 OK",
            Some("application/json"),
            r#"{"code":5,"message":"the timestamp is called too old, on purpose"}"#,
        ),
    ] {
        let sandbox = start(fault.clone()).await;
        let (head, got) = answer(&mut call(&sandbox));
        assert_eq!(head.lines().next(), Some(&*format!("HTTP/1.1 {status}")));
        assert_eq!(header(&head, "content-type"), content_type, "{fault}");
        assert_eq!(got, body, "{fault}");
    }
    let sandbox = start(Fault::html(502)).await;
    let (head, page) = answer(&mut call(&sandbox));
    assert_eq!(header(&head, "content-type"), Some("text/html"));
    assert!(page.starts_with("<html>") && page.contains("<h1>502 Bad Gateway</h1>"));
}

#[tokio::test]
async fn headers_that_faults_change() {
    for (fault, name, value) in [
        (
            Fault::content_type("text/plain"),
            "content-type",
            Some("text/plain"),
        ),
        (Fault::content_type(""), "content-type", None),
        (Fault::content_type("a\nb"), "content-type", None),
        (
            Fault::api(1, "").retry_after(Duration::from_millis(2_001)),
            "retry-after",
            Some("3"),
        ),
        (
            Fault::clock_ahead(HOUR),
            "date",
            Some("Sat, 30 Nov 2024 13:00:00 GMT"),
        ),
        (
            Fault::clock_behind(HOUR),
            "date",
            Some("Sat, 30 Nov 2024 11:00:00 GMT"),
        ),
        (
            Fault::expired_timestamp(),
            "date",
            Some("Sat, 30 Nov 2024 12:01:00 GMT"),
        ),
    ] {
        let sandbox = start(fault.clone()).await;
        let (head, _) = answer(&mut call(&sandbox));
        assert_eq!(header(&head, name), value, "{fault}");
    }
}

#[tokio::test]
async fn a_stall_ends_with_the_sandbox() {
    let whole = usual_body().await;
    let half = &whole[..whole.len() / 2];
    for (fault, body, is_dropped) in [
        (Fault::stall(), "", false),
        (Fault::stall(), "", true),
        (Fault::stall_in_body(), half, false),
        (Fault::stall_in_body(), half, true),
    ] {
        let text = fault.to_string();
        let sandbox = start(fault).await;
        let mut stream = call(&sandbox);
        let mut received = String::new();
        while sandbox.calls().is_empty() || !received.ends_with(body) {
            let mut piece = [0; 1];
            if !body.is_empty() {
                stream.read_exact(&mut piece).unwrap();
                received.push(char::from(piece[0]));
            }
            tokio::task::yield_now().await;
        }
        let started = Instant::now();
        if is_dropped {
            drop(sandbox);
        } else {
            sandbox.shutdown().await;
        }
        // Less than the five seconds that calls under way are given.
        assert!(started.elapsed() < Duration::from_secs(4), "{text}");
        assert_eq!(receive(&mut stream), (String::new(), false), "{text}");
    }
}

#[tokio::test]
async fn a_status_without_a_body_has_none() {
    for status in [204, 304] {
        let sandbox = start(Fault::status(status).times(1)).await;
        let mut stream = call(&sandbox);
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            let mut byte = [0; 1];
            stream.read_exact(&mut byte).unwrap();
            head.push(char::from(byte[0]));
        }
        assert!(head.starts_with(&format!("HTTP/1.1 {status} ")), "{head}");
        send(&mut stream);
        let (head, _) = answer(&mut stream);
        assert!(head.starts_with("HTTP/1.1 200 OK\r\n"), "{head}");
    }
}

#[tokio::test]
async fn a_stall_ends_with_the_caller() {
    for fault in [Fault::stall(), Fault::stall_in_body(), Fault::latency(HOUR)] {
        let text = fault.to_string();
        let sandbox = start(fault).await;
        let mut stream = call(&sandbox);
        stream.shutdown(Shutdown::Write).unwrap();
        let started = Instant::now();
        let (_, is_reset) = receive(&mut stream);
        assert!(!is_reset && started.elapsed() < PATIENCE, "{text}");
    }
}

#[tokio::test(start_paused = true)]
async fn waits_are_as_long_as_they_are_or_as_the_sandbox_runs() {
    let (stop, stopping) = watch::channel(());
    let line = Line::new(Ipv4Addr::LOCALHOST.into(), stopping);
    let started = tokio::time::Instant::now();
    assert!(line.wait(HOUR).await);
    assert_eq!(started.elapsed(), HOUR);
    assert!(line.wait(Duration::ZERO).await);
    let waiting = tokio::spawn({
        let line = line.clone();
        async move { line.wait(HOUR).await }
    });
    tokio::task::yield_now().await;
    drop(stop);
    assert!(!waiting.await.unwrap());
    assert_eq!(started.elapsed(), HOUR);
}

#[tokio::test]
async fn a_late_answer_is_whole_and_a_trickle_takes_its_time() {
    let whole = usual_body().await;
    let time = Duration::from_millis(320);
    for fault in [Fault::latency(time), Fault::trickle(time)] {
        let sandbox = start(fault.clone().times(1)).await;
        let started = Instant::now();
        let mut stream = call(&sandbox);
        assert_eq!(answer(&mut stream).1, whole, "{fault}");
        assert!(started.elapsed() >= time, "{fault}");
        // What happened to one answer does not happen to the next on the same connection: going on in pieces as small,
        // with its head in addition, it would take twice the time.
        let started = Instant::now();
        send(&mut stream);
        assert_eq!(answer(&mut stream).1, whole, "{fault}");
        assert!(started.elapsed() < time * 2, "{fault}");
    }
}

#[tokio::test]
async fn a_trickle_comes_in_pieces() {
    let sandbox = start(Fault::trickle(Duration::from_millis(160))).await;
    let mut stream = call(&sandbox);
    let (mut received, mut reads) = (String::new(), 0);
    while received
        .split_once("\r\n\r\n")
        .is_none_or(|(head, body)| body.len() < length(head))
    {
        let mut piece = [0; 4096];
        let more = stream.read(&mut piece).unwrap();
        received.push_str(std::str::from_utf8(&piece[..more]).unwrap());
        reads += 1;
    }
    // The head and up to 16 pieces; but one that is late meets the next in the system's buffer.
    assert!((4..=17).contains(&reads), "{reads}");
}
