//! Faults on demand: what goes wrong, and for which calls.

mod answer;
mod script;
mod socket;
mod text;

#[cfg(test)]
mod tests;

pub(super) use self::answer::{Reply, answer};
pub(super) use self::script::Script;
pub(super) use self::socket::{Line, Socket};
pub use self::text::FaultError;

use std::time::Duration;

use crate::operation::Operation;

/// Something that goes wrong with some calls, on purpose.
///
/// Hand it to [`SandboxBuilder::fault`](super::SandboxBuilder::fault) before the start, or to
/// [`Sandbox::inject`](super::Sandbox::inject) while the sandbox runs. It can be written as a
/// [text](#as-text), too.
///
/// # Which calls
///
/// A call is a `POST` to an endpoint, whose body came whole. It meets at most one fault: the faults are
/// asked in the order in which they were added, and the first that takes the call has it. A fault sees
/// the calls of [its operation](Self::on), or all, that no fault before it took. Of these
///
/// 1. it lets the first [`skip`](Self::skip) go by,
/// 2. looks at [every](Self::every) *n*th of the others,
/// 3. takes each of these with its [probability](Self::probability), always unless set,
/// 4. until it has taken as many as it has [`times`](Self::times); then it is used up.
///
/// So `Fault::status(503).times(2)` and then `Fault::expired_timestamp().times(1)` make the first two
/// calls fail by status and the third for its time, and the fourth works. What is drawn depends on the
/// [seed](super::SandboxBuilder::seed) and on the calls before: the same calls, one after the other, meet
/// the same faults.
///
/// # What happens to the call
///
/// | fault | as text | the call is answered | what the caller gets |
/// |---|---|---|---|
/// | [`latency`](Self::latency) | `latency=200ms` | yes | the answer, late |
/// | [`trickle`](Self::trickle) | `trickle=2s` | yes | the answer, its body in pieces over this time |
/// | [`content_type`](Self::content_type) | `content-type=text/plain` | yes | the answer, called something else |
/// | [`clock_ahead`](Self::clock_ahead) | `clock=10m` | yes, by a clock that is off | what comes of it, and a `Date` that is off |
/// | [`clock_behind`](Self::clock_behind) | `clock=-10m` | yes, by a clock that is off | what comes of it, and a `Date` that is off |
/// | [`truncate`](Self::truncate) | `truncate` | yes | half of the body, and then the end of the connection |
/// | [`reset_in_body`](Self::reset_in_body) | `reset-in-body` | yes | half of the body, and then a TCP reset |
/// | [`stall_in_body`](Self::stall_in_body) | `stall-in-body` | yes | half of the body, and then nothing |
/// | [`lose_answer`](Self::lose_answer) | `lose-answer` | yes | a TCP reset: the platform acted, the caller does not know |
/// | [`status`](Self::status) | `503` | no | this HTTP status, with a line of plain text |
/// | [`html`](Self::html) | `html=502` | no | this HTTP status, with a page as a proxy sends it |
/// | [`api`](Self::api) | `api=21000` | no | a refusal with this code, in the platform's envelope |
/// | [`expired_timestamp`](Self::expired_timestamp) | `expired` | no | a refusal for the time of the call |
/// | [`close`](Self::close) | `close` | no | the end of the connection |
/// | [`reset`](Self::reset) | `reset` | no | a TCP reset |
/// | [`stall`](Self::stall) | `stall` | no | nothing at all |
///
/// *Answered* means: checked, and answered by a [responder](super::Responder) or from the rows, as
/// always. Where the call is not answered, nothing of it is looked at, not even its signature. All can
/// come [late](Self::after) and, if there is an answer at all, with [`Retry-After`](Self::retry_after).
///
/// Whatever stalls, waits or trickles ends when the caller goes away or the sandbox stops. The
/// [record](super::Sandbox::calls) of a call that was not answered by HTTP has the status 0.
///
/// # As text
///
/// For command lines and logs, a fault is written, and read by [`str::parse`], as
///
/// ```text
/// fault     = { which ":" } what [ "x" number ] { ";" option }
/// which     = OPERATION | "p=" probability | "skip=" number | "every=" number | "nth=" number
/// what      = STATUS | a word of the table above, with "=" and its value where there is one
/// option    = "times=" number | "after=" duration | "retry-after=" duration | "message=" text
/// duration  = such as 200ms, 3s, 10m or 1h; a number alone counts seconds
/// ```
///
/// `503x2` and `503;times=2` are the same; `x` can stand only where there is no `=` before it. `message` belongs to
/// `api`. A text that holds a `;`, a `:` or a quotation mark is put in quotation marks, as in JSON.
///
/// ```
/// use std::time::Duration;
/// use wallet_client::sandbox::Fault;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// assert_eq!("503x2".parse::<Fault>()?, Fault::status(503).times(2));
/// let slow = Fault::latency(Duration::from_millis(200)).skip(10).probability(0.1);
/// assert_eq!(slow.to_string(), "skip=10:p=0.1:latency=200ms");
/// assert_eq!(slow.to_string().parse::<Fault>()?, slow);
/// let busy: Fault = "429;retry-after=3".parse()?;
/// assert_eq!(busy, Fault::status(429).retry_after(Duration::from_secs(3)));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq)]
#[must_use = "a fault does nothing until the sandbox is given it"]
pub struct Fault {
    operation: Option<&'static str>,
    skip: u64,
    every: u64,
    probability: f64,
    times: Option<u64>,
    after: Duration,
    pub(super) retry_after: Option<Duration>,
    pub(super) effect: Effect,
}

/// What a fault does.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Effect {
    Latency(Duration),
    Trickle(Duration),
    ContentType(String),
    /// By how many milliseconds the clock is ahead.
    Clock(i64),
    Truncate,
    ResetInBody,
    StallInBody,
    LoseAnswer,
    Status(u16),
    Html(u16),
    Api {
        code: i64,
        message: String,
    },
    ExpiredTimestamp,
    Close,
    Reset,
    Stall,
}

/// What goes wrong.
impl Fault {
    const fn new(effect: Effect) -> Self {
        Self {
            operation: None,
            skip: 0,
            every: 1,
            probability: 1.0,
            times: None,
            after: Duration::ZERO,
            retry_after: None,
            effect,
        }
    }

    /// The answer comes late, by so much.
    pub const fn latency(latency: Duration) -> Self {
        Self::new(Effect::Latency(latency))
    }

    /// The body of the answer comes in up to 16 pieces, with equal waits before each, which make up this time.
    pub const fn trickle(time: Duration) -> Self {
        Self::new(Effect::Trickle(time))
    }

    /// The answer says that its body is of this type, such as `text/plain`, although it is JSON. With an
    /// empty text, or one that cannot stand in a header, it says nothing of its type.
    pub fn content_type(content_type: impl Into<String>) -> Self {
        Self::new(Effect::ContentType(content_type.into()))
    }

    /// The call is checked by a clock that is ahead of the sandbox's by so much, which the answer's `Date`
    /// shows. Unless it has [`times`](Self::times), the clock is off until the faults are
    /// [cleared](super::Sandbox::clear_faults).
    pub fn clock_ahead(offset: Duration) -> Self {
        Self::new(Effect::Clock(millis(offset)))
    }

    /// As [`clock_ahead`](Self::clock_ahead), by a clock that is behind.
    pub fn clock_behind(offset: Duration) -> Self {
        Self::new(Effect::Clock(-millis(offset)))
    }

    /// The connection is closed in the middle of the answer's body, which is shorter than its
    /// `Content-Length` then.
    pub const fn truncate() -> Self {
        Self::new(Effect::Truncate)
    }

    /// The connection is reset in the middle of the answer's body.
    pub const fn reset_in_body() -> Self {
        Self::new(Effect::ResetInBody)
    }

    /// The answer stops in the middle of its body, and the connection stays open.
    pub const fn stall_in_body() -> Self {
        Self::new(Effect::StallInBody)
    }

    /// The call is answered, but the connection is reset in place of the answer: whatever the call does
    /// is done, and the caller cannot know.
    pub const fn lose_answer() -> Self {
        Self::new(Effect::LoseAnswer)
    }

    /// This HTTP status, with a line of plain text. What is not the status of an answer, from 200 to 599,
    /// is sent as 500.
    pub const fn status(status: u16) -> Self {
        Self::new(Effect::Status(status))
    }

    /// This HTTP status, with the page that a proxy shows to people. As for [`status`](Self::status).
    pub const fn html(status: u16) -> Self {
        Self::new(Effect::Html(status))
    }

    /// A refusal with this code, an [`ErrorCode`](crate::ErrorCode) or any number, and this message.
    pub fn api(code: impl Into<i64>, message: impl Into<String>) -> Self {
        Self::new(Effect::Api {
            code: code.into(),
            message: message.into(),
        })
    }

    /// The call is refused as though its time were too old. The answer's `Date` is ahead of the sandbox's
    /// clock by a minute, or by half of the [freshness](super::SandboxBuilder::freshness) where that is
    /// less: a client that takes its time from there has its next call accepted.
    pub const fn expired_timestamp() -> Self {
        Self::new(Effect::ExpiredTimestamp)
    }

    /// The connection is closed without an answer.
    pub const fn close() -> Self {
        Self::new(Effect::Close)
    }

    /// The connection is reset without an answer.
    pub const fn reset() -> Self {
        Self::new(Effect::Reset)
    }

    /// No answer ever comes, and the connection stays open.
    pub const fn stall() -> Self {
        Self::new(Effect::Stall)
    }
}

impl Fault {
    /// How long nothing happens.
    fn wait(&self) -> Duration {
        match self.effect {
            Effect::Latency(latency) => latency.saturating_add(self.after),
            _ => self.after,
        }
    }

    /// By how many milliseconds the clock is ahead for the call.
    pub(super) fn clock_offset(&self) -> i64 {
        match self.effect {
            Effect::Clock(millis) => millis,
            _ => 0,
        }
    }
}

/// Which calls it happens to, and how.
impl Fault {
    /// Only calls of the operation whose request is `O`.
    pub fn on<O: Operation>(mut self) -> Self {
        self.operation = Some(O::INFO.name);
        self
    }

    /// Lets the first so many calls go by. None unless set.
    pub const fn skip(mut self, calls: u64) -> Self {
        self.skip = calls;
        self
    }

    /// Only every so many-th call: with 3, the third, the sixth, and so on. All unless set; 0 counts as 1.
    pub const fn every(mut self, calls: u64) -> Self {
        self.every = if calls == 0 { 1 } else { calls };
        self
    }

    /// Only the call with this number, from 1: lets those before it go by, and happens
    /// [once](Self::times).
    pub const fn nth(self, number: u64) -> Self {
        self.skip(number.saturating_sub(1)).times(1)
    }

    /// Each call with this probability, from 0 to 1, drawn from the [seed](super::SandboxBuilder::seed).
    /// 1 unless set. What is not a number counts as 0.
    pub const fn probability(mut self, probability: f64) -> Self {
        self.probability = if probability > 0.0 { probability } else { 0.0 };
        self
    }

    /// How often it happens before it is used up. Without end unless set.
    pub const fn times(mut self, times: u64) -> Self {
        self.times = Some(times);
        self
    }

    /// Waits so long before anything is answered, broken off or refused.
    pub const fn after(mut self, wait: Duration) -> Self {
        self.after = wait;
        self
    }

    /// Puts `Retry-After` on the answer, in whole seconds, rounded up.
    pub const fn retry_after(mut self, wait: Duration) -> Self {
        self.retry_after = Some(wait);
        self
    }
}

fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}
