//! Answers that are packed, that are no JSON, and connections that are not secure.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;

use super::server::{Answer, Server, answer, raw};
use super::{ANSWER, ask, builder, client};
use crate::error::{Error, TransportErrorKind};

fn gzip(body: &str) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
    packer.write_all(body.as_bytes()).unwrap();
    packer.finish().unwrap()
}

fn packed(encoding: &str, body: &[u8]) -> Answer {
    let len = body.len();
    let head = format!("200 OK\r\ncontent-encoding: {encoding}\r\ncontent-length: {len}");
    raw(&head, body)
}

#[tokio::test]
async fn gzip_is_asked_for_and_unpacked() {
    let server = Server::start(|_| packed("gzip", &gzip(ANSWER))).await;
    assert_eq!(client(&server).send(&ask()).await.unwrap().total, 3);
    assert_eq!(server.requests()[0].header("accept-encoding"), "gzip");
}

#[tokio::test]
async fn the_limit_holds_for_what_is_unpacked() {
    for (limit, works) in [(ANSWER.len(), true), (ANSWER.len() - 1, false)] {
        let server = Server::start(|_| packed("gzip", &gzip(ANSWER))).await;
        let client = builder(&server.url).max_response_bytes(limit).build();
        let result = client.unwrap().send(&ask()).await;
        assert_eq!(result.is_ok(), works, "{limit}");
    }
}

#[tokio::test]
async fn what_cannot_be_unpacked_has_broken_off() {
    let whole = gzip(ANSWER);
    let half = whole[..whole.len() / 2].to_vec();
    for body in [half, ANSWER.as_bytes().to_vec()] {
        let server = Server::start(move |_| packed("gzip", &body)).await;
        let error = client(&server).send(&ask()).await.unwrap_err();
        let Error::Transport(lost) = &error else {
            panic!("{error}");
        };
        assert_eq!(lost.kind(), TransportErrorKind::Body);
        assert!(error.is_retryable());
        assert_eq!(error.status(), Some(200));
    }
}

#[tokio::test]
async fn what_nobody_asked_for_is_named() {
    let html = "<html><head><title>Sign in to the hotel's network</title>";
    for (play, reason) in [
        (
            packed("br", b"\x0b\x02"),
            "it is packed as `br`, which was not asked for",
        ),
        (
            packed("gzip, gzip", &gzip(ANSWER)),
            "it is packed as `gzip`, which was not asked for",
        ),
        (
            answer(200, "text/html; charset=utf-8", html),
            "it is an HTML page titled `Sign in to the hotel's network`, not JSON",
        ),
        (
            answer(200, "application/json", html),
            "it is an HTML page titled `Sign in to the hotel's network`, not JSON",
        ),
        (
            answer(200, "application/xml", ANSWER),
            "it is declared as `application/xml`, not JSON",
        ),
    ] {
        let Answer::Bytes(bytes) = play else {
            panic!("bytes");
        };
        let server = Server::start(move |_| Answer::Bytes(bytes.clone())).await;
        let error = client(&server).send(&ask()).await.unwrap_err();
        let Error::Decode(refused) = &error else {
            panic!("{error}");
        };
        assert_eq!(refused.reason(), reason);
        assert_eq!((refused.path(), error.is_retryable()), ("", false));
    }
}

/// A server that does not speak TLS. What a bad certificate makes is the same kind of error.
#[cfg(feature = "rustls")]
#[tokio::test]
async fn a_connection_that_is_not_secure_is_not_tried_again() {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

    use crate::retry::RetryPolicy;

    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let plain = b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n";
            stream.write_all(plain).await.unwrap();
            // Until the client closes.
            let _ = stream.read_to_end(&mut Vec::new()).await;
        }
    });
    // A machine without certificate authorities cannot even begin.
    let Ok(client) = builder(&url).retry(RetryPolicy::new()).build() else {
        return;
    };
    let error = client.send(&ask()).await.unwrap_err();
    let Error::Transport(lost) = &error else {
        panic!("{error:?}");
    };
    assert_eq!(lost.kind(), TransportErrorKind::Tls, "{error:?}");
    assert_eq!((error.attempts(), error.is_retryable()), (1, false));
    assert!(
        error.to_string().contains("no secure connection"),
        "{error}"
    );
}
