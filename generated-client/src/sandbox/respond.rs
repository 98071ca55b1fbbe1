//! The seam for answers: a call that passed every check, and who answers it.

use std::fmt;

use serde::Serialize;
use serde_json::value::RawValue;

use crate::envelope;
use crate::operation::{Operation, OperationInfo};
use crate::wire::{Record, Unknown, Wire};

/// Answers calls in the sandbox's place; see [`SandboxBuilder::responder`](super::SandboxBuilder::responder).
///
/// Closures that take a [`VerifiedCall`] do. It runs on the sandbox's only thread: whatever takes long
/// holds up all calls.
pub trait Responder: Send + Sync {
    /// Answers a call whose signature, timestamp and limits have been found good.
    ///
    /// # Errors
    ///
    /// A [`Refusal`] reaches the caller in the platform's envelope.
    fn respond(&self, call: &VerifiedCall<'_>) -> Result<Data, Refusal>;
}

impl<F> Responder for F
where
    F: Fn(&VerifiedCall<'_>) -> Result<Data, Refusal> + Send + Sync,
{
    fn respond(&self, call: &VerifiedCall<'_>) -> Result<Data, Refusal> {
        self(call)
    }
}

/// A call that passed every check.
pub struct VerifiedCall<'a> {
    pub(super) operation: &'static OperationInfo,
    pub(super) app_id: &'a str,
    pub(super) timestamp_millis: i64,
    pub(super) param: &'a str,
    pub(super) request: &'a dyn Record,
    /// Who would answer if nobody else did.
    pub(super) usual: &'a dyn Responder,
}

impl VerifiedCall<'_> {
    /// The facts about the endpoint.
    #[must_use]
    pub fn operation(&self) -> &'static OperationInfo {
        self.operation
    }

    /// The caller's application id.
    #[must_use]
    pub fn app_id(&self) -> &str {
        self.app_id
    }

    /// The time that the call was stamped with, in milliseconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub fn timestamp_millis(&self) -> i64 {
        self.timestamp_millis
    }

    /// The parameters. `None` if the call is for another operation than `O`.
    #[must_use]
    pub fn request<O: Operation>(&self) -> Option<O> {
        if O::INFO.name != self.operation.name {
            return None;
        }
        let mut request = <O as Wire>::blank();
        // It was read once already: what else stands there has been found good, or is to be skipped.
        envelope::read_param(self.operation.api, self.param, &mut request, Unknown::Skip).ok()?;
        Some(request)
    }

    /// What the sandbox answers by itself, for a responder that only changes some answers.
    ///
    /// # Errors
    ///
    /// A [`Refusal`] where the spec has no example to answer from.
    pub fn usual_answer(&self) -> Result<Data, Refusal> {
        self.usual.respond(self)
    }
}

/// Without the text that was signed: sensitive parameters are blacked out.
impl fmt::Debug for VerifiedCall<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VerifiedCall")
            .field("operation", &self.operation.name)
            .field("app_id", &self.app_id)
            .field("timestamp_millis", &self.timestamp_millis)
            .field("request", &self.request)
            .finish_non_exhaustive()
    }
}

/// The data of an answer, as JSON.
pub struct Data(Result<String, serde_json::Error>);

impl Data {
    /// Data from anything that can be written as JSON. Where that fails, the caller is refused with the
    /// code for a failed server.
    #[must_use]
    pub fn new(value: &(impl Serialize + ?Sized)) -> Self {
        Self(serde_json::to_string(value))
    }

    /// Data from JSON text, which is passed on as it stands. Where it is no JSON, the caller is refused
    /// with the code for a failed server.
    #[must_use]
    pub fn from_json(text: impl Into<String>) -> Self {
        Self(RawValue::from_string(text.into()).map(|raw| raw.get().to_owned()))
    }

    /// No data: `null`.
    #[must_use]
    pub fn null() -> Self {
        Self(Ok("null".to_owned()))
    }

    /// The data as JSON text.
    pub(super) fn into_json(self) -> Result<String, serde_json::Error> {
        self.0
    }
}

/// Without the data, which may be personal.
impl fmt::Debug for Data {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Ok(json) => write!(f, "Data({} bytes)", json.len()),
            Err(error) => write!(f, "Data({error})"),
        }
    }
}

/// A call that is refused, in the platform's way: with a code and a message.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("refused with code {code}: {message}")]
#[non_exhaustive]
pub struct Refusal {
    /// The result code, such as an [`ErrorCode`](crate::ErrorCode)'s value.
    pub code: i64,
    /// The result in words, for people.
    pub message: String,
}

impl Refusal {
    /// A refusal with this code, an [`ErrorCode`](crate::ErrorCode) or any number, and this message.
    pub fn new(code: impl Into<i64>, message: impl Into<String>) -> Self {
        Self {
            code: code.into(),
            message: message.into(),
        }
    }
}
