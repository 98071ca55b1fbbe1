//! The answer as it came, beside what was made of it.

use std::time::Duration;

use super::fake::{Fake, Play, Ticking};
use super::server::{Answer, Server, json, raw};
use super::{ANSWER, ask, builder, client, key};
use crate::client::Client;
use crate::error::{Deadline, Error, TransportErrorKind};

/// Stands for what must not get into a log.
const CANARY: &str = "CANARY0123456789";

#[tokio::test]
async fn an_answer_comes_with_all_that_it_came_with() {
    let server = Server::start(|_| {
        let len = ANSWER.len();
        let head = format!(
            "201 Created\r\ncontent-length: {len}\r\nX-One: {CANARY}\r\nx-two: a\r\nx-two: \u{e9}"
        );
        raw(&head, ANSWER)
    })
    .await;
    let request = ask();
    let client = client(&server);
    let answer = client.send(&request).raw().await;
    assert_eq!(answer.status(), Some(201));
    assert_eq!(answer.body(), ANSWER.as_bytes());
    assert_eq!(answer.text(), ANSWER);
    assert_eq!(answer.header("x-ONE"), Some(CANARY));
    assert_eq!(answer.header("x-two"), Some("a"));
    assert_eq!(answer.header("x-three"), None);
    let twos: Vec<_> = answer
        .headers()
        .filter(|(name, _)| *name == "x-two")
        .map(|(_, value)| value)
        .collect();
    assert_eq!(twos, ["a".as_bytes(), "\u{e9}".as_bytes()]);
    let shown = format!("{answer:?} {:?}", client.send(&request).raw());
    assert!(shown.contains("status: Some(201)"), "{shown}");
    assert!(
        shown.contains(&format!("body_bytes: {}", ANSWER.len())),
        "{shown}"
    );
    assert!(
        !shown.contains("CANARY") && !shown.contains("10000"),
        "{shown}"
    );
    assert_eq!(answer.result.as_ref().unwrap().total, 3);
    assert_eq!(answer.into_body(), ANSWER.as_bytes());
}

#[tokio::test]
async fn what_cannot_be_read_is_there_to_look_at() {
    for body in [
        "<html>Log in</html>",
        "\u{feff}{}",
        r#"{"code":10000,"data":{"total":"CANARY"}}"#,
        r#"{"code":21001,"message":"CANARY"}"#,
    ] {
        let server = Server::start(move |_| json(body)).await;
        let answer = client(&server).send(&ask()).raw().await;
        let error = answer.result.as_ref().unwrap_err();
        assert!(matches!(error, Error::Decode(_) | Error::Api(_)), "{error}");
        assert_eq!((answer.status(), &*answer.text()), (Some(200), body));
    }
    let server = Server::start(|_| json(b"\xffno")).await;
    let answer = client(&server).send(&ask()).raw().await;
    assert_eq!(answer.text(), "\u{fffd}no");
    assert_eq!(answer.body(), b"\xffno");
}

#[tokio::test]
async fn an_answer_that_breaks_off_or_never_came() {
    let half = || b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"code\":".to_vec();
    let server = Server::start(move |_| Answer::Bytes(half())).await;
    let answer = client(&server).send(&ask()).raw().await;
    let Err(Error::Transport(error)) = &answer.result else {
        panic!("{answer:?}");
    };
    assert_eq!(error.kind(), TransportErrorKind::Body);
    assert_eq!(
        (answer.status(), &*answer.text()),
        (Some(200), "{\"code\":")
    );

    let server = Server::start(move |_| Answer::Silence(half())).await;
    let client = client(&server);
    let request = ask();
    let call = client.send(&request).timeout(Duration::from_millis(300));
    let answer = call.raw().await;
    assert!(matches!(answer.result, Err(Error::Timeout(_))));
    assert_eq!(
        (answer.status(), &*answer.text()),
        (Some(200), "{\"code\":")
    );

    let nobody = builder("http://127.0.0.1:1").build().unwrap();
    let answer = nobody.send(&request).raw().await;
    assert!(matches!(answer.result, Err(Error::Transport(_))));
    assert_eq!((answer.status(), answer.body()), (None, &b""[..]));
    assert_eq!(answer.headers().count(), 0);
}

#[tokio::test(start_paused = true)]
async fn of_several_attempts_it_is_the_last() {
    let of = |plays| {
        let server = Fake::new(move |number, _| {
            let plays: &[Play; 2] = &plays;
            plays[number.min(2) - 1].clone()
        });
        Client::builder("http://localhost", "app-1", key())
            .clock(Ticking::wrong_by(0))
            .transport(server)
            .build()
            .unwrap()
    };
    let client = of([Play::code(21_000), Play::good().header("server", "two")]);
    let answer = client.send(&ask()).raw().await;
    assert_eq!(
        (&*answer.text(), answer.header("server")),
        (ANSWER, Some("two"))
    );
    // An attempt that is not answered leaves nothing of the one before.
    let client = of([
        Play::status(503).header("server", "one"),
        Play::good().after(Duration::from_secs(9)),
    ]);
    let request = ask();
    let call = client.send(&request).timeout(Duration::from_secs(5));
    let answer = call.raw().await;
    let Err(Error::Timeout(late)) = &answer.result else {
        panic!("{answer:?}");
    };
    assert_eq!(late.deadline(), Deadline::Total);
    assert_eq!((answer.status(), answer.header("server")), (None, None));
}
