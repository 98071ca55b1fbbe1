//! What the kinds of error about signing and answers know. Fields are private, so that more can be told later.

use std::error::Error as StdError;
use std::fmt;

use super::{Call, Hidden, text};
use crate::ErrorCode;
use crate::signing::SignerError;

/// The request could not be signed; nothing was sent.
#[derive(Debug)]
pub struct SigningError {
    pub(super) call: Call,
    cause: SigningCause,
}

#[derive(Debug)]
pub(crate) enum SigningCause {
    /// The parameters could not be written as JSON.
    Unwritable,
    /// The key, or the signer, made no signature.
    Signer(SignerError),
}

impl SigningError {
    pub(crate) fn new(call: Call, cause: SigningCause) -> Self {
        Self { call, cause }
    }

    /// Whether trying again may help: a [`Signer`](crate::signing::Signer) says so of its errors.
    /// Nothing was sent, so that it does no harm.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        matches!(&self.cause, SigningCause::Signer(error) if error.is_transient())
    }
}

impl fmt::Display for SigningError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let operation = self.call.operation();
        write!(f, "{operation}: the request could not be signed: ")?;
        match &self.cause {
            SigningCause::Unwritable => f.write_str("its parameters cannot be written as JSON"),
            SigningCause::Signer(error) => error.fmt(f),
        }?;
        self.call.write_end(f)
    }
}

impl StdError for SigningError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match &self.cause {
            SigningCause::Unwritable => None,
            // What the signer's error says is in the text already.
            SigningCause::Signer(error) => error.source(),
        }
    }
}

/// The server answered with an HTTP status other than 2xx.
#[derive(Debug)]
pub struct StatusError {
    pub(super) call: Call,
    status: u16,
    body: String,
    redirect: Option<String>,
}

impl StatusError {
    pub(crate) fn new(
        call: Call,
        status: u16,
        redirect: Option<String>,
        (body, content_type): (&[u8], &str),
        hidden: &Hidden<'_>,
    ) -> Self {
        Self {
            call,
            status,
            body: text::snippet(body, content_type, hidden),
            redirect,
        }
    }

    /// The HTTP status, such as 502.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status
    }

    /// The beginning of the answer's body, at most 512 bytes, on one line and without control
    /// characters. An HTML page is only named. Empty if there is none.
    ///
    /// This is the server's text, not to be relied on. If it repeats the request, it is withheld.
    #[must_use]
    pub fn body(&self) -> &str {
        &self.body
    }
}

impl fmt::Display for StatusError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: HTTP status {}", self.call.operation(), self.status)?;
        // Not all of 3xx: a 304, for one, says "not modified".
        if matches!(self.status, 301..=303 | 307 | 308) {
            f.write_str(": the server redirects")?;
            if let Some(place) = &self.redirect {
                write!(f, " to {place}")?;
            }
            f.write_str(
                ", which is not followed because a signed request must not travel on; \
                 give the final address as the base URL",
            )?;
        } else if self.body.is_empty() {
            f.write_str(", with an empty body")?;
        } else {
            write!(f, ": {}", self.body)?;
        }
        self.call.write_end(f)
    }
}

impl StdError for StatusError {}

/// The platform refused the call: it answered with a `code` other than success.
#[derive(Debug)]
pub struct ApiError {
    pub(super) call: Call,
    code: ErrorCode,
    message: String,
}

impl ApiError {
    pub(crate) fn new(call: Call, code: ErrorCode, message: &str, hidden: &Hidden<'_>) -> Self {
        Self {
            call,
            code,
            message: text::message(message, hidden),
        }
    }

    /// Why the platform refused.
    #[must_use]
    pub fn code(&self) -> &ErrorCode {
        &self.code
    }

    /// The platform's own words, at most 256 characters, on one line and without control
    /// characters. May be empty. For people, not for programs: it can change at any time.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What the code means and what to do about it, in this crate's words.
    #[must_use]
    pub fn help(&self) -> &'static str {
        self.code.help()
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let operation = self.call.operation();
        write!(f, "{operation}: refused with code {}", self.code.value())?;
        if let Some(name) = self.code.name() {
            write!(f, " {name}")?;
        }
        if !self.message.is_empty() {
            write!(f, ": {}", self.message)?;
        }
        write!(f, " ({})", self.help().trim_end_matches('.'))?;
        self.call.write_end(f)
    }
}

impl StdError for ApiError {}

/// The answer came whole, but is not what the platform documents.
#[derive(Debug)]
pub struct DecodeError {
    pub(super) call: Call,
    path: String,
    reason: String,
    place: Option<(usize, usize)>,
}

impl DecodeError {
    /// `place` is the line and column, both from 1.
    pub(crate) fn new(
        call: Call,
        path: String,
        reason: String,
        place: Option<(usize, usize)>,
    ) -> Self {
        Self {
            call,
            path,
            reason,
            place,
        }
    }

    /// Where in the answer, as in `data.list[3].balance`; empty for the answer as a whole.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What is wrong there. Says kinds and names, never values.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.reason
    }

    /// The line, from 1, if it is known.
    #[must_use]
    pub fn line(&self) -> Option<usize> {
        self.place.map(|(line, _)| line)
    }

    /// The column, from 1 and in bytes, if it is known.
    #[must_use]
    pub fn column(&self) -> Option<usize> {
        self.place.map(|(_, column)| column)
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let operation = self.call.operation();
        write!(f, "{operation}: the answer cannot be read")?;
        if !self.path.is_empty() {
            write!(f, " at `{}`", self.path)?;
        }
        write!(f, ": {}", self.reason)?;
        if let Some((line, column)) = self.place {
            write!(f, " (line {line} column {column})")?;
        }
        self.call.write_end(f)
    }
}

impl StdError for DecodeError {}
