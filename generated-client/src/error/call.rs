//! The call that an error is about: what every kind of error knows of it.

use std::fmt;
use std::time::Duration;

use crate::operation::OperationInfo;

/// The call that went wrong. Boxed, so that errors stay small.
pub(crate) struct Call(Box<Facts>);

struct Facts {
    info: &'static OperationInfo,
    attempts: u32,
    elapsed: Duration,
    answer: AnswerFacts,
}

/// What a server's answer says of itself, beside its body.
#[derive(Default)]
pub(crate) struct AnswerFacts {
    pub(crate) status: Option<u16>,
    pub(crate) trace_id: Option<String>,
    pub(crate) retry_after: Option<Duration>,
}

impl Call {
    /// A call of which nothing is known yet but what was called.
    pub(crate) fn new(info: &'static OperationInfo) -> Self {
        Self(Box::new(Facts {
            info,
            attempts: 0,
            elapsed: Duration::ZERO,
            answer: AnswerFacts::default(),
        }))
    }

    /// Notes what the server's answer said of itself.
    pub(super) fn set_answer(&mut self, answer: AnswerFacts) {
        self.0.answer = answer;
    }

    /// Notes how far the call had come.
    pub(super) fn set_progress(&mut self, attempts: u32, elapsed: Duration) {
        self.0.attempts = attempts;
        self.0.elapsed = elapsed;
    }

    pub(super) fn operation(&self) -> &'static str {
        self.0.info.name
    }

    pub(super) fn is_idempotent(&self) -> bool {
        self.0.info.idempotent
    }

    pub(super) fn attempts(&self) -> u32 {
        self.0.attempts
    }

    pub(super) fn elapsed(&self) -> Duration {
        self.0.elapsed
    }

    pub(super) fn status(&self) -> Option<u16> {
        self.0.answer.status
    }

    pub(super) fn trace_id(&self) -> Option<&str> {
        self.0.answer.trace_id.as_deref()
    }

    pub(super) fn retry_after(&self) -> Option<Duration> {
        self.0.answer.retry_after
    }

    /// The end of an error's line: what helps to find the call elsewhere. Nothing for a first attempt without an id.
    pub(super) fn write_end(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut open = " [";
        if self.attempts() > 1 {
            let millis = u64::try_from(self.elapsed().as_millis()).unwrap_or(u64::MAX);
            let elapsed = Duration::from_millis(millis);
            write!(f, "{open}{} attempts in {elapsed:?}", self.attempts())?;
            open = ", ";
        }
        if let Some(id) = self.trace_id() {
            write!(f, "{open}trace id {id}")?;
            open = ", ";
        }
        if open == ", " {
            f.write_str("]")
        } else {
            Ok(())
        }
    }
}

impl fmt::Debug for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("operation", &self.operation())
            .field("attempts", &self.attempts())
            .field("elapsed", &self.elapsed())
            .field("status", &self.status())
            .field("trace_id", &self.trace_id())
            .field("retry_after", &self.retry_after())
            .finish()
    }
}
