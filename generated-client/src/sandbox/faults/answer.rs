//! What a fault makes of a call and of its answer.

use std::time::Duration;

use http::StatusCode;
use tracing::debug;

use super::Effect;
use super::socket::{Damage, Event, Line};
use crate::sandbox::calls::Seen;
use crate::sandbox::respond::Refusal;
use crate::sandbox::server::{Arrival, Endpoint, Server};
use crate::sandbox::strictness::{Check, Failed};

/// A trickling body comes in so many pieces, at most.
const PIECES: usize = 16;
/// How far ahead the sandbox pretends to be when it calls a timestamp expired, at most.
const AHEAD_MILLIS: i64 = 60_000;

/// What the record has for the status of an answer that was not given.
const NO_ANSWER: u16 = 0;

/// An answer, as far as it can differ.
pub(in crate::sandbox) struct Reply {
    pub(in crate::sandbox) status: StatusCode,
    /// Empty where the answer does not say.
    pub(in crate::sandbox) content_type: String,
    pub(in crate::sandbox) retry_after: Option<Duration>,
    /// The time in its `Date`, in milliseconds since 1970-01-01T00:00:00Z.
    pub(in crate::sandbox) date_millis: i64,
    pub(in crate::sandbox) body: String,
}

impl Reply {
    /// An answer at the sandbox's time.
    pub(in crate::sandbox) fn new(
        server: &Server,
        status: StatusCode,
        content_type: &str,
        body: impl Into<String>,
    ) -> Self {
        Self {
            status,
            content_type: content_type.to_owned(),
            retry_after: None,
            date_millis: server.now_millis(),
            body: body.into(),
        }
    }
}

/// Answers a call, or does not, as the fault that it meets will have it.
pub(in crate::sandbox) async fn answer(
    server: &Server,
    endpoint: &Endpoint,
    mut seen: Seen,
    body: &[u8],
    line: &Line,
) -> Reply {
    let fault = server.faults.meet(endpoint.operation().name);
    let arrival = Arrival {
        peer: line.peer,
        fault: fault.as_deref(),
    };
    let Some(fault) = &fault else {
        return usual(server, endpoint, seen, body, &arrival);
    };
    debug!(operation = endpoint.operation().name, %fault, "a call meets a fault");
    if !line.wait(fault.wait()).await {
        // The sandbox stops. Whatever would have come of it, nobody is told.
        line.damage(Damage::at_once(Event::Close));
        return Reply::new(server, StatusCode::OK, "", "");
    }
    seen.fault = Some(fault.to_string());
    let mut reply = match Instead::of(&fault.effect) {
        Some(instead) => instead.give(server, endpoint, seen, body),
        None => usual(server, endpoint, seen, body, &arrival),
    };
    reply.retry_after = fault.retry_after;
    match &fault.effect {
        Effect::ContentType(other) => reply.content_type.clone_from(other),
        Effect::ExpiredTimestamp => {
            let ahead = AHEAD_MILLIS.min(server.freshness_millis() / 2);
            reply.date_millis = reply.date_millis.saturating_add(ahead);
        }
        _ => {}
    }
    reply.date_millis = reply.date_millis.saturating_add(fault.clock_offset());
    if let Some(damage) = damage(&fault.effect, reply.body.len()) {
        line.damage(damage);
    }
    reply
}

fn usual(
    server: &Server,
    endpoint: &Endpoint,
    seen: Seen,
    body: &[u8],
    arrival: &Arrival<'_>,
) -> Reply {
    let answer = server.answer(endpoint, seen, body, arrival);
    Reply::new(server, StatusCode::OK, "application/json", answer)
}

/// What is answered in place of looking at the call.
enum Instead {
    Http(StatusCode, &'static str, String),
    Refusal(Refusal),
    Failed(Failed),
    Nothing(&'static str),
}

impl Instead {
    /// `None` if the call is to be looked at.
    fn of(effect: &Effect) -> Option<Self> {
        Some(match effect {
            Effect::Status(status) => {
                let status = status_of(*status);
                Self::Http(status, "text/plain", format!("{status}\n"))
            }
            Effect::Html(status) => {
                let status = status_of(*status);
                Self::Http(status, "text/html", page(status))
            }
            Effect::Api { code, message } => Self::Refusal(Refusal::new(*code, message)),
            Effect::ExpiredTimestamp => Self::Failed(Failed::new(
                Check::Freshness,
                "the timestamp is called too old, on purpose",
            )),
            Effect::Close => Self::Nothing("the connection was closed, on purpose"),
            Effect::Reset => Self::Nothing("the connection was reset, on purpose"),
            Effect::Stall => Self::Nothing("no answer was given, on purpose"),
            Effect::Latency(_)
            | Effect::Trickle(_)
            | Effect::ContentType(_)
            | Effect::Clock(_)
            | Effect::Truncate
            | Effect::ResetInBody
            | Effect::StallInBody
            | Effect::LoseAnswer => return None,
        })
    }

    fn give(self, server: &Server, endpoint: &Endpoint, seen: Seen, body: &[u8]) -> Reply {
        let refused = |answer| Reply::new(server, StatusCode::OK, "application/json", answer);
        match self {
            Self::Http(status, kind, answer) => {
                let message = "a fault was asked for";
                server.reject(Some(endpoint), seen, body, status.as_u16(), message);
                Reply::new(server, status, kind, answer)
            }
            Self::Refusal(refusal) => refused(server.refuse(endpoint, seen, body, refusal)),
            Self::Failed(failed) => refused(server.refuse_by(endpoint, seen, body, failed)),
            Self::Nothing(message) => {
                server.reject(Some(endpoint), seen, body, NO_ANSWER, message);
                Reply::new(server, StatusCode::OK, "", "")
            }
        }
    }
}

/// What happens to an answer on its way, whose body has so many bytes.
fn damage(effect: &Effect, bytes: usize) -> Option<Damage> {
    Some(match effect {
        Effect::Trickle(time) => {
            let piece = bytes.div_ceil(PIECES).max(1);
            let pieces = u32::try_from(bytes.div_ceil(piece)).unwrap_or(u32::MAX);
            let pause = *time / pieces.max(1);
            Damage::in_body(0, Event::Pause(pause, piece))
        }
        Effect::Truncate => Damage::in_body(bytes / 2, Event::Close),
        Effect::ResetInBody => Damage::in_body(bytes / 2, Event::Reset),
        Effect::StallInBody => Damage::in_body(bytes / 2, Event::Stall),
        Effect::LoseAnswer | Effect::Reset => Damage::at_once(Event::Reset),
        Effect::Close => Damage::at_once(Event::Close),
        Effect::Stall => Damage::at_once(Event::Stall),
        _ => return None,
    })
}

/// The status, if it is one of an answer.
fn status_of(status: u16) -> StatusCode {
    match StatusCode::from_u16(status) {
        Ok(known) if (200..600).contains(&status) => known,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// The page that a proxy shows to people.
fn page(status: StatusCode) -> String {
    let title = status.to_string();
    format!(
        "<html>\r\n<head><title>{title}</title></head>\r\n<body>\r\n<center><h1>{title}</h1></center>\r\n\
         <hr><center>proxy</center>\r\n</body>\r\n</html>\r\n"
    )
}
