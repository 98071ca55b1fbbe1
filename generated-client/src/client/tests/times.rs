//! Times that run out, over real connections. In virtual time: see `retries`.

use std::error::Error as _;
use std::time::Duration;

use tokio::net::TcpStream;

use super::server::{Answer, Server};
use super::{ask, builder, pay};
use crate::error::{Deadline, Error};

#[track_caller]
fn deadline(error: &Error) -> Deadline {
    match error {
        Error::Timeout(error) => error.deadline(),
        other => panic!("{other}"),
    }
}

/// Only where the system lets connections wait once a listener's queue is full.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn no_connection_in_time() {
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let listener = socket.listen(0).unwrap();
    let address = listener.local_addr().unwrap();
    let mut queue = Vec::new();
    // So long does a connection not take that is made at all.
    let patience = Duration::from_millis(500);
    while let Ok(stream) = tokio::time::timeout(patience, TcpStream::connect(address)).await {
        queue.push(stream.unwrap());
    }
    let limit = Duration::from_millis(50);
    let client = builder(&format!("http://{address}"))
        .connect_timeout(limit)
        .build()
        .unwrap();
    let error = client.send(&pay()).await.unwrap_err();
    assert_eq!(deadline(&error), Deadline::Connect);
    assert!(error.is_retryable(), "nothing was sent");
    assert!(error.source().is_some());
    let shown = error.to_string();
    assert!(
        shown.contains("no connection to http://127") && shown.contains("50ms"),
        "{shown}"
    );
}

#[tokio::test]
async fn no_answer_in_time() {
    let server = Server::start(|_| Answer::Silence(Vec::new())).await;
    let client = builder(&server.url).build().unwrap();
    let brief = Duration::from_millis(50);
    let error = client
        .send(&ask())
        .attempt_timeout(brief)
        .await
        .unwrap_err();
    assert_eq!(deadline(&error), Deadline::Attempt);
    assert_eq!(
        error.to_string(),
        "ask: no answer within the 50ms for one attempt"
    );
    assert!(error.is_retryable());
    let error = client.send(&pay()).timeout(brief).await.unwrap_err();
    assert_eq!(deadline(&error), Deadline::Total);
    assert!(!error.is_retryable(), "paying twice is not paying once");
}

#[tokio::test]
async fn an_answer_that_stalls_in_the_middle() {
    let half = b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"code\":".to_vec();
    let server = Server::start(move |_| Answer::Silence(half.clone())).await;
    let client = builder(&server.url)
        // Long enough for a slow machine to sign in.
        .attempt_timeout(Duration::from_secs(1))
        .build()
        .unwrap();
    let error = client.send(&ask()).await.unwrap_err();
    assert_eq!(deadline(&error), Deadline::Attempt);
    assert_eq!(error.status(), Some(200), "the answer began");
    assert!(error.to_string().contains("no whole answer"), "{error}");
}
