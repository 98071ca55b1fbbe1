//! Connections that are not made, and those that break.

use wallet_client::TransportErrorKind::{Body, Connect, Send};

use crate::answers::{DATA, envelope, head, success};
use crate::scenario::Ending::{Answer, Transport};
use crate::scenario::Retryable::{Always, IfIdempotent};
use crate::scenario::{Place, Scenario};
use crate::server::Step;

const GZIP: [&str; 2] = ["content-type: application/json", "content-encoding: gzip"];
const CHUNKED: [&str; 2] = [
    "content-type: application/json",
    "transfer-encoding: chunked",
];

pub fn scenarios() -> Vec<Scenario> {
    let mut all = before_the_body();
    all.extend(in_the_body());
    all
}

fn before_the_body() -> Vec<Scenario> {
    let no_answer = "broke before an answer came";
    let half_a_head = || Step::Send(b"HTTP/1.1 200 OK\r\ncontent-ty".to_vec());
    let lost = |name, steps: Vec<Step>| {
        Scenario::new(name, [steps])
            .ends(Transport(Send), IfIdempotent)
            .says(no_answer)
    };
    vec![
        Scenario::at("connection refused", Place::Refusing)
            .ends(Transport(Connect), Always)
            .says("could not connect to http://127.0.0.1"),
        lost("closed before the answer", vec![]),
        lost("reset before the answer", vec![Step::Reset]),
        lost("closed in the headers", vec![half_a_head()]),
        lost("reset in the headers", vec![half_a_head(), Step::Reset]),
        lost(
            "an answer that is not HTTP",
            vec![Step::Send(b"SSH-2.0-OpenSSH_9.6\r\n".to_vec())],
        ),
        lost(
            "a status that is no number",
            vec![Step::Send(head("two hundred", &[]))],
        ),
        lost(
            "two lengths that contradict each other",
            vec![Step::Send(head(
                "200 OK",
                &["content-length: 5", "content-length: 6"],
            ))],
        ),
        lost(
            "headers without end",
            vec![
                Step::Send(b"HTTP/1.1 200 OK\r\n".to_vec()),
                Step::Repeat(
                    b"x-filler: 0123456789abcdef0123456789abcdef\r\n".to_vec(),
                    1 << 20,
                ),
            ],
        ),
        Scenario::new(
            "reset twice, then answered",
            [vec![Step::Reset], vec![Step::Reset], success()],
        )
        .ends(Answer, IfIdempotent)
        .or_else(Transport(Send)),
    ]
}

fn in_the_body() -> Vec<Scenario> {
    let text = envelope(DATA);
    let broken = |name, headers: &[&str], body: &str, last: Option<Step>| {
        let start = Step::Send([head("200 OK", headers), body.into()].concat());
        let steps: Vec<_> = [start].into_iter().chain(last).collect();
        Scenario::new(name, [steps])
            .ends(Transport(Body), IfIdempotent)
            .status(200)
            .says("broke off")
    };
    let length = format!("content-length: {}", text.len() + 7);
    let sized = ["content-type: application/json", &*length];
    let chunk = format!("{:x}\r\n{text}\r\n", text.len());
    vec![
        broken("reset after the headers", &sized, "", Some(Step::Reset)),
        broken("reset in the body", &sized, "{\"code\":", Some(Step::Reset)),
        broken(
            "a length that is too long: closed before the body is whole",
            &sized,
            &text,
            None,
        ),
        broken("chunks that end without a last one", &CHUNKED, &chunk, None),
        broken(
            "a chunk whose size is no number",
            &CHUNKED,
            "xyz\r\n{}\r\n0\r\n\r\n",
            None,
        ),
        broken("plain text that is declared as gzip", &GZIP, &text, None),
        broken("gzip that is cut off", &GZIP, "\u{1f}", None),
    ]
}
