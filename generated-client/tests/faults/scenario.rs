//! What a scenario is made of: what the server does, and what the call must come to.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use wallet_client::{Deadline, TransportErrorKind};

use crate::request::Request;
use crate::server::{Answer, Script, Server};

/// How many attempts a call is allowed.
pub const MAX_ATTEMPTS: u32 = 3;

/// One fault, and the behaviour that is wanted.
pub struct Scenario {
    /// What happens, as the table says it.
    pub name: &'static str,
    pub place: Place,
    pub times: Times,
    /// What the call comes to; with operations that are not idempotent, the second.
    pub ends: [Ending; 2],
    /// How often it is tried; with operations that are not idempotent, the second.
    pub attempts: [u32; 2],
    pub retryable: Retryable,
    /// The HTTP status that the error knows of.
    pub status: Option<u16>,
    /// A part of the error's line.
    pub says: &'static str,
    /// The server asked for this much time.
    pub at_least: Duration,
}

/// What a call is sent to.
pub enum Place {
    Refusing,
    Deaf,
    Answering(Script),
}

impl Place {
    pub fn open(&self) -> Server {
        match self {
            Self::Refusing => Server::refusing(),
            Self::Deaf => Server::deaf(),
            Self::Answering(script) => Server::answering(Arc::clone(script)),
        }
    }
}

/// The times that a client is given.
#[derive(Clone, Copy)]
pub struct Times {
    pub connect: Duration,
    pub attempt: Duration,
    pub total: Duration,
}

impl Times {
    /// So long that no busy machine exceeds them: where something else is to end the call.
    pub const LONG: Self = Self {
        connect: Duration::from_secs(30),
        attempt: Duration::from_secs(40),
        total: Duration::from_secs(120),
    };
}

/// What a call comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    Answer,
    Transport(TransportErrorKind),
    Timeout(Deadline),
    Status(u16),
    Api(i64),
    /// With the path.
    Decode(&'static str),
}

impl fmt::Display for Ending {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Answer => f.write_str("the answer"),
            Self::Transport(kind) => write!(f, "`Transport`, `{kind:?}`"),
            Self::Timeout(deadline) => write!(f, "`Timeout`, `{deadline:?}`"),
            Self::Status(status) => write!(f, "`Status`, {status}"),
            Self::Api(code) => write!(f, "`Api`, {code}"),
            Self::Decode("") => f.write_str("`Decode`"),
            Self::Decode(path) => write!(f, "`Decode`, at `{path}`"),
        }
    }
}

/// Whether the error says that the call may be sent again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retryable {
    /// Nothing was sent.
    Always,
    /// If sending it twice does no more than sending it once.
    IfIdempotent,
    Never,
}

impl Scenario {
    /// A server that gives the answers in turn, and the last one again and again.
    pub fn new(name: &'static str, answers: impl Into<Vec<Answer>>) -> Self {
        let answers = answers.into();
        Self::answering(name, move |index, _| {
            let answer = answers.get(index).or(answers.last());
            answer.cloned().unwrap_or_default()
        })
    }

    /// A server that looks at the requests.
    pub fn answering(
        name: &'static str,
        script: impl Fn(usize, &Request) -> Answer + Send + Sync + 'static,
    ) -> Self {
        Self::at(name, Place::Answering(Arc::new(script)))
    }

    pub fn at(name: &'static str, place: Place) -> Self {
        Self {
            name,
            place,
            times: Times::LONG,
            ends: [Ending::Answer; 2],
            attempts: [1; 2],
            retryable: Retryable::Never,
            status: None,
            says: "",
            at_least: Duration::ZERO,
        }
    }

    /// What it comes to, and with that the attempts and the status that usually belong to it.
    pub fn ends(mut self, ending: Ending, retryable: Retryable) -> Self {
        self.ends = [ending; 2];
        self.retryable = retryable;
        self.attempts = match retryable {
            Retryable::Always => [MAX_ATTEMPTS; 2],
            Retryable::IfIdempotent => [MAX_ATTEMPTS, 1],
            Retryable::Never => [1; 2],
        };
        self.status = match ending {
            Ending::Status(status) => Some(status),
            Ending::Api(_) | Ending::Decode(_) => Some(200),
            Ending::Answer | Ending::Transport(_) | Ending::Timeout(_) => None,
        };
        self
    }

    /// What it comes to with operations that are not idempotent.
    pub fn or_else(mut self, ending: Ending) -> Self {
        self.ends[1] = ending;
        self
    }

    pub fn attempts(mut self, idempotent: u32, not_idempotent: u32) -> Self {
        self.attempts = [idempotent, not_idempotent];
        self
    }

    pub fn status(mut self, status: u16) -> Self {
        self.status = Some(status);
        self
    }

    pub fn says(mut self, text: &'static str) -> Self {
        self.says = text;
        self
    }

    pub fn at_least(mut self, time: Duration) -> Self {
        self.at_least = time;
        self
    }

    pub fn connect_timeout(mut self, time: Duration) -> Self {
        self.times.connect = time;
        self
    }

    pub fn attempt_timeout(mut self, time: Duration) -> Self {
        self.times.attempt = time;
        self
    }

    pub fn timeout(mut self, time: Duration) -> Self {
        self.times.total = time;
        self
    }
}
