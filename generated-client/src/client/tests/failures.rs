//! Each way a call can fail ends in its own error, with the facts and no panic.

use std::error::Error as _;
use std::future::Future as _;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use tokio::net::TcpListener;

use super::server::{Answer, Server, answer, json, raw};
use super::{ANSWER, Ask, Told, ask, builder, client, pay};
use crate::error::{Error, TransportErrorKind};

async fn failed(handler: impl Fn() -> Answer + Send + Sync + 'static) -> Error {
    let server = Server::start(move |_| handler()).await;
    let Err(error) = client(&server).send(&ask()).await else {
        panic!("the call succeeded");
    };
    assert_eq!(error.operation(), "ask");
    assert_eq!(server.requests().len(), 1, "sent once");
    let shown = error.to_string();
    assert!(
        shown.starts_with("ask: ") && !shown.contains('\n'),
        "{shown}"
    );
    error
}

#[track_caller]
fn kind(error: &Error) -> TransportErrorKind {
    match error {
        Error::Transport(error) => error.kind(),
        other => panic!("{other}"),
    }
}

#[tokio::test]
async fn nobody_listens() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let client = builder(&url).build().unwrap();
    let error = client.send(&ask()).await.unwrap_err();
    assert_eq!(kind(&error), TransportErrorKind::Connect);
    assert!(error.is_retryable());
    assert!(error.source().is_some());
    let shown = error.to_string();
    assert!(shown.contains(&url) && shown.contains("refused"), "{shown}");
    let error = client.send(&pay()).await.unwrap_err();
    assert!(error.is_retryable(), "nothing was sent");
}

#[tokio::test]
async fn an_answer_that_stops_in_the_middle() {
    let half = || b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"code\":".to_vec();
    let error = failed(move || Answer::Bytes(half())).await;
    assert_eq!(kind(&error), TransportErrorKind::Body);
    assert!(error.is_retryable());
}

#[tokio::test]
async fn the_connection_breaks_before_the_answer() {
    let error = failed(|| Answer::Bytes(Vec::new())).await;
    assert_eq!(kind(&error), TransportErrorKind::Send);
    assert!(error.is_retryable());
}

#[tokio::test]
async fn too_large_by_its_own_words() {
    // The body never comes: the announcement is enough.
    let server = Server::start(|_| {
        Answer::Silence(b"HTTP/1.1 200 OK\r\ncontent-length: 101\r\n\r\n".to_vec())
    })
    .await;
    let client = builder(&server.url)
        .max_response_bytes(100)
        .build()
        .unwrap();
    let error = client.send(&ask()).await.unwrap_err();
    assert_eq!(kind(&error), TransportErrorKind::TooLarge);
    assert!(
        error.to_string().contains("larger than 100 bytes"),
        "{error}"
    );
    assert!(!error.is_retryable());
}

#[tokio::test]
async fn too_large_while_it_comes() {
    let mut server = Server::start(|_| {
        let head = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n".to_vec();
        Answer::Endless(head, [b"1000\r\n", &[b' '; 4096][..], b"\r\n"].concat())
    })
    .await;
    let client = builder(&server.url)
        .max_response_bytes(1_000_000)
        .build()
        .unwrap();
    let error = client.send(&ask()).await.unwrap_err();
    assert_eq!(kind(&error), TransportErrorKind::TooLarge);
    // The server would go on for ever if the client went on reading.
    server.hung_up.recv().await.unwrap();
}

#[tokio::test]
async fn a_body_of_exactly_the_limit_is_read() {
    let server = Server::start(|_| json(ANSWER)).await;
    for (limit, works) in [(ANSWER.len(), true), (ANSWER.len() - 1, false)] {
        let client = builder(&server.url)
            .max_response_bytes(limit)
            .build()
            .unwrap();
        assert_eq!(client.send(&ask()).await.is_ok(), works, "{limit}");
    }
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let elsewhere = Server::start(|_| json(ANSWER)).await;
    for status in [301, 302, 303, 307, 308] {
        let location = format!("{}/trap?token=CANARY", elsewhere.url);
        let error = failed(move || {
            raw(
                &format!("{status} X\r\nlocation: {location}\r\ncontent-length: 0"),
                "",
            )
        })
        .await;
        let Error::Status(refused) = &error else {
            panic!("{error}");
        };
        assert_eq!(refused.status(), status);
        let shown = error.to_string();
        assert!(
            shown.contains("redirect") && shown.contains(&elsewhere.url),
            "{shown}"
        );
        assert!(!shown.contains("CANARY"), "{shown}");
        assert!(!error.is_retryable());
    }
    assert!(elsewhere.requests().is_empty());
}

#[tokio::test]
async fn statuses_and_which_are_worth_a_retry() {
    for (status, retryable) in [
        (400, false),
        (401, false),
        (403, false),
        (404, false),
        (408, true),
        (429, true),
        (500, true),
        (503, true),
        (599, true),
    ] {
        let error = failed(move || answer(status, "text/plain", "no\u{1b}[2J luck\r\n")).await;
        assert_eq!(error.is_retryable(), retryable, "{status}");
        assert_eq!(
            error.to_string(),
            format!("ask: HTTP status {status}: no [2J luck")
        );
    }
    let server = Server::start(|_| answer(503, "text/plain", "")).await;
    let error = client(&server).send(&pay()).await.unwrap_err();
    assert!(!error.is_retryable());
    assert_eq!(
        error.to_string(),
        "pay: HTTP status 503, with an empty body"
    );
}

#[tokio::test]
async fn an_error_page_is_named_and_bounded() {
    let page = "<html><head><title>502 Bad Gateway</title></head>nginx</html>";
    let error = failed(move || answer(502, "text/html", page)).await;
    assert_eq!(
        error.to_string(),
        "ask: HTTP status 502: an HTML page titled `502 Bad Gateway`"
    );
}

#[tokio::test]
async fn an_endless_error_page_is_cut_off() {
    let server = Server::start(|_| {
        let head = b"HTTP/1.1 500 X\r\ntransfer-encoding: chunked\r\n\r\n".to_vec();
        Answer::Endless(head, [b"1000\r\n", &[b'x'; 4096][..], b"\r\n"].concat())
    })
    .await;
    let client = client(&server);
    let request = ask();
    // Well before the call's own time is up, which would cut it off too.
    let call = tokio::time::timeout(Duration::from_secs(10), client.send(&request));
    let error = call.await.expect("the body is read to no end").unwrap_err();
    let Error::Status(refused) = &error else {
        panic!("{error}");
    };
    assert!((500..=512).contains(&refused.body().len()));
}

#[tokio::test]
async fn the_platform_refuses() {
    let error = failed(|| json(r#"{"code":21001,"message":"bad\u0007 sign"}"#)).await;
    let Error::Api(refused) = &error else {
        panic!("{error}");
    };
    assert_eq!(refused.code().value(), 21_001);
    assert_eq!(error.code(), Some(refused.code()));
    assert_eq!(refused.message(), "bad sign");
    assert!(!refused.help().is_empty());
    let shown = error.to_string();
    assert!(
        shown.starts_with("ask: refused with code 21001 "),
        "{shown}"
    );
    assert!(shown.contains("bad sign"), "{shown}");
    assert!(!error.is_retryable());

    let error = failed(|| json(r#"{"code":21000,"message":null,"data":null}"#)).await;
    assert!(error.is_retryable());
    let server = Server::start(|_| json(r#"{"code":21000}"#)).await;
    assert!(
        !client(&server)
            .send(&pay())
            .await
            .unwrap_err()
            .is_retryable()
    );
    let error = failed(|| json(r#"{"code":-7}"#)).await;
    assert_eq!(error.code().unwrap().value(), -7);
}

#[tokio::test]
async fn an_answer_that_cannot_be_read() {
    let bodies: [(&[u8], &str, &str); 6] = [
        (b"", "", "empty"),
        (b"\xef\xbb\xbf{\"code\":10000}", "", "byte order mark"),
        (b"{\"code\":\"\xff\"}", "", "not UTF-8"),
        (
            b"{\"code\":10000,\"data\":{\"total\":\"CANARY\"}}",
            "data.total",
            "integer",
        ),
        (b"{\"code\":10000,\"data\":{}}", "data.total", "missing"),
        (b"<html>", "", ""),
    ];
    for (body, path, reason) in bodies {
        let error = failed(move || json(body)).await;
        let Error::Decode(refused) = &error else {
            panic!("{error}");
        };
        assert_eq!(refused.path(), path, "{error}");
        let shown = format!("{error} {error:?}");
        assert!(shown.contains(reason), "{shown}");
        assert!(!shown.contains("CANARY"), "{shown}");
        assert!(!error.is_retryable());
    }
}

/// Polls a call once, with nothing around it that could wake it.
fn poll_once() -> Poll<Result<Told, Error>> {
    let client = builder("http://127.0.0.1:9").build().unwrap();
    let request: Ask = ask();
    let call = pin!(client.send(&request));
    call.poll(&mut Context::from_waker(Waker::noop()))
}

#[test]
fn without_a_runtime_there_is_an_error_and_no_panic() {
    let Poll::Ready(Err(error)) = poll_once() else {
        panic!("expected an error at once");
    };
    assert!(matches!(error, Error::Runtime(_)));
    assert_eq!(
        error.to_string(),
        "ask: the call cannot be made: there is no Tokio runtime here; calls must be awaited inside one"
    );
    assert!(!error.is_retryable());
}

#[test]
fn a_runtime_that_shuts_down_is_an_error_and_no_panic() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_time()
        .build()
        .unwrap();
    let handle = runtime.handle().clone();
    runtime.shutdown_background();
    let _entered = handle.enter();
    let Poll::Ready(Err(error)) = poll_once() else {
        panic!("expected an error at once");
    };
    assert!(matches!(error, Error::Signing(_)), "{error}");
    assert!(error.to_string().contains("stopped"), "{error}");
}
