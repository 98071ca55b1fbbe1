//! Answers that are larger than the client was told to take, which is 64 KiB here.

use wallet_client::TransportErrorKind::TooLarge;

use crate::answers::{DATA, endless_body, endless_chunks, envelope, gzip_bomb, head, json};
use crate::scenario::Ending::{Answer, Status, Transport};
use crate::scenario::Retryable::{IfIdempotent, Never};
use crate::scenario::Scenario;
use crate::server::Step;

/// How large a body may be.
pub const LIMIT: usize = 64 * 1024;

pub fn scenarios() -> Vec<Scenario> {
    let too_large = |name, answer| {
        Scenario::new(name, [answer])
            .ends(Transport(TooLarge), Never)
            .status(200)
            .says("larger than 65536 bytes")
    };
    let text = envelope(DATA);
    let padded = |size: usize| json(text.clone() + &" ".repeat(size - text.len()));
    let announced = head("200 OK", &["content-length: 99999999999"]);
    let nonsense = Step::Repeat(vec![b'x'; 0x4000], 0x1000);
    let endless_503 = vec![Step::Send(head("503 Service Unavailable", &[])), nonsense];
    vec![
        too_large(
            "a length of 100 GB is announced",
            vec![Step::Send(announced), Step::Stall],
        ),
        too_large("chunks without end", endless_chunks()),
        too_large("a body without length or end", endless_body()),
        too_large("a gzip bomb: 159 times its size, without end", gzip_bomb()),
        too_large("one byte more than is allowed", padded(LIMIT + 1)),
        Scenario::new("exactly as much as is allowed", [padded(LIMIT)]).ends(Answer, Never),
        Scenario::new(
            "503 and a body without end (4 KiB of it are read)",
            [endless_503],
        )
        .ends(Status(503), IfIdempotent)
        .says("HTTP status 503: xxx"),
    ]
}
