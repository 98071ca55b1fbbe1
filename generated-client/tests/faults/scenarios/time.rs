//! Servers that take too long.

use std::time::Duration;

use wallet_client::Deadline::{Attempt, Connect, Total};

use crate::answers::{DATA, envelope, head, http, success, whole};
use crate::scenario::Ending::{Answer, Status, Timeout};
use crate::scenario::Retryable::{Always, IfIdempotent, Never};
use crate::scenario::{Place, Scenario};
use crate::server::Step;

/// Enough for a busy machine to sign and send: what stalls afterwards is to end the attempt.
const SHORT: Duration = Duration::from_secs(1);

pub fn scenarios() -> Vec<Scenario> {
    let mut all = vec![
        Scenario::at("connecting stalls", Place::Deaf)
            .connect_timeout(Duration::from_millis(100))
            .ends(Timeout(Connect), Always)
            .says("in time (the limit is 100ms)"),
    ];
    all.extend(attempts());
    all.extend(whole_calls());
    all
}

fn attempts() -> Vec<Scenario> {
    let body = http(
        "200 OK",
        &["content-type: application/json"],
        envelope(DATA),
    );
    let (first, rest) = body.split_at(body.len() - envelope(DATA).len());
    let send = |bytes: &[u8]| Step::Send(bytes.to_vec());
    let slow = |name, steps: Vec<Step>| {
        Scenario::new(name, [steps])
            .attempt_timeout(SHORT)
            .ends(Timeout(Attempt), IfIdempotent)
    };
    let no_answer = "no answer within the 1s for one attempt";
    let no_whole_answer = "no whole answer within the 1s for one attempt";
    vec![
        slow("nothing comes", vec![Step::Stall]).says(no_answer),
        slow("the headers stall", vec![send(&body[..30]), Step::Stall]).says(no_answer),
        slow(
            "the headers drip",
            vec![Step::Drip(body.clone()), Step::Stall],
        )
        .says(no_answer),
        slow(
            "\"wait\" (100 Continue) again and again",
            vec![Step::Drip(b"HTTP/1.1 100 Continue\r\n\r\n".repeat(100))],
        )
        .says(no_answer),
        slow("the body stalls at once", vec![send(first), Step::Stall])
            .status(200)
            .says(no_whole_answer),
        slow(
            "the body stalls",
            vec![send(first), send(&rest[..30]), Step::Stall],
        )
        .status(200)
        .says(no_whole_answer),
        slow(
            "the body drips",
            vec![send(first), Step::Drip(rest.to_vec())],
        )
        .status(200)
        .says(no_whole_answer),
        Scenario::new(
            "nothing comes, and then an answer",
            [vec![Step::Stall], success()],
        )
        .attempt_timeout(SHORT)
        .ends(Answer, IfIdempotent)
        .or_else(Timeout(Attempt))
        .attempts(2, 1),
    ]
}

fn whole_calls() -> Vec<Scenario> {
    let head_of_404 = head(
        "404 Not Found",
        &["content-type: text/plain", "content-length: 99"],
    );
    let half = [&*head_of_404, b"no such pa"].concat();
    vec![
        Scenario::new(
            "nothing comes, and the time for the whole call ends first",
            [vec![Step::Stall]],
        )
        .timeout(SHORT)
        .ends(Timeout(Total), IfIdempotent)
        .attempts(1, 1)
        .says("no success within the 1s for the whole call"),
        Scenario::new(
            "503, and the next answer outlasts the whole call",
            [whole("503 Service Unavailable", &[], ""), vec![Step::Stall]],
        )
        .timeout(SHORT)
        .ends(Timeout(Total), IfIdempotent)
        .or_else(Status(503))
        .attempts(2, 1)
        .says("HTTP status 503"),
        Scenario::new(
            "404, and its body stalls (it is waited for 2 seconds)",
            [vec![Step::Send(half), Step::Stall]],
        )
        .ends(Status(404), Never)
        .says("HTTP status 404: no such pa"),
    ]
}
