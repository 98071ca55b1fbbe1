//! Calls that did not get through, or not in time.

use std::error::Error as StdError;
use std::fmt;

use super::{Call, Error};

type Source = Box<dyn StdError + Send + Sync>;

/// Where on the way a call got lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// No connection was made (name, address, network): the platform saw nothing of the call.
    Connect,
    /// No secure connection was made: the certificate does not hold, or the other side speaks no TLS that this one does.
    /// The platform saw nothing of the call, and will see nothing of the next one: somebody has to mend it.
    Tls,
    /// The connection broke before an answer began. Whether the platform acted on it is unknown.
    Send,
    /// The answer began, and broke off or could not be unpacked. Whether the platform acted on it is unknown.
    Body,
    /// The answer is larger than
    /// [`max_response_bytes`](crate::ClientBuilder::max_response_bytes) allows.
    TooLarge,
}

impl TransportErrorKind {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Connect => "connect",
            Self::Tls => "tls",
            Self::Send => "send",
            Self::Body => "body",
            Self::TooLarge => "too_large",
        }
    }

    /// Whether the same call may be tried again. Before there is a connection nothing is sent, so that any call may.
    pub(super) fn is_retryable(self, idempotent: bool) -> bool {
        match self {
            Self::Connect => true,
            Self::Send | Self::Body => idempotent,
            Self::Tls | Self::TooLarge => false,
        }
    }
}

/// The call did not get through, or its answer did not come back whole.
#[derive(Debug)]
pub struct TransportError {
    pub(super) call: Call,
    kind: TransportErrorKind,
    detail: String,
    source: Option<Source>,
}

impl TransportError {
    pub(crate) fn new(
        call: Call,
        kind: TransportErrorKind,
        detail: String,
        source: Option<Source>,
    ) -> Self {
        Self {
            call,
            kind,
            detail,
            source,
        }
    }

    /// Where on the way the call got lost.
    #[must_use]
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.call.operation(), self.detail)?;
        self.call.write_end(f)
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_ref().map(|source| &**source as _)
    }
}

/// Which time ran out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Deadline {
    /// That for one connection: [`connect_timeout`](crate::ClientBuilder::connect_timeout). The platform saw nothing of
    /// the call.
    Connect,
    /// That for one attempt: [`attempt_timeout`](crate::ClientBuilder::attempt_timeout). Whether the platform acted on it
    /// is unknown.
    Attempt,
    /// That for the whole call: [`timeout`](crate::ClientBuilder::timeout). Whether the platform acted on it is unknown,
    /// unless there was [no attempt](Error::attempts).
    Total,
}

/// A time that the call was given ran out.
#[derive(Debug)]
pub struct TimeoutError {
    pub(super) call: Call,
    deadline: Deadline,
    detail: String,
    source: TimeoutSource,
}

#[derive(Debug)]
enum TimeoutSource {
    Nothing,
    /// What the HTTP library says.
    Http(Source),
    /// Why the attempt before failed.
    Last(Box<Error>),
}

impl TimeoutError {
    /// The time for a connection ran out.
    pub(crate) fn connect(call: Call, detail: String, source: Option<Source>) -> Self {
        Self {
            call,
            deadline: Deadline::Connect,
            detail,
            source: source.map_or(TimeoutSource::Nothing, TimeoutSource::Http),
        }
    }

    /// Another time ran out, and `last` is why the attempt before failed.
    pub(crate) fn new(call: Call, deadline: Deadline, detail: String, last: Option<Error>) -> Self {
        let source = last.map_or(TimeoutSource::Nothing, |error| {
            TimeoutSource::Last(Box::new(error))
        });
        Self {
            call,
            deadline,
            detail,
            source,
        }
    }

    /// Which time ran out.
    #[must_use]
    pub fn deadline(&self) -> Deadline {
        self.deadline
    }

    /// Where the whole call ran out of time: why its last attempt before that failed, if one did.
    #[must_use]
    pub fn last(&self) -> Option<&Error> {
        match &self.source {
            TimeoutSource::Last(error) => Some(error),
            TimeoutSource::Nothing | TimeoutSource::Http(_) => None,
        }
    }

    pub(super) fn name(&self) -> &'static str {
        match self.deadline {
            Deadline::Connect => "timeout_connect",
            Deadline::Attempt => "timeout_attempt",
            Deadline::Total => "timeout_total",
        }
    }

    pub(super) fn is_retryable(&self) -> bool {
        let nothing_sent = self.deadline == Deadline::Connect || self.call.attempts() == 0;
        nothing_sent || self.call.is_idempotent()
    }
}

impl fmt::Display for TimeoutError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let operation = self.call.operation();
        write!(f, "{operation}: {}", self.detail)?;
        if let Some(last) = self.last() {
            let last = last.to_string();
            // It is about the same call, which need not be named twice.
            let reason = last
                .strip_prefix(operation)
                .and_then(|rest| rest.strip_prefix(": "));
            write!(f, "; before that: {}", reason.unwrap_or(&last))?;
        }
        self.call.write_end(f)
    }
}

impl StdError for TimeoutError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match &self.source {
            TimeoutSource::Nothing => None,
            TimeoutSource::Http(source) => Some(&**source),
            TimeoutSource::Last(error) => Some(&**error),
        }
    }
}
