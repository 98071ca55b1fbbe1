//! What the generated code says about each endpoint, and about the API as a whole: facts, no behaviour.

use crate::wire::{Record, Wire};

/// A request that can be sent: the parameters of one endpoint, together with the facts about it.
///
/// Implemented by the generated request structs, such as
/// [`BalanceRecordsRequest`](crate::operations::BalanceRecordsRequest); not meant to be implemented elsewhere.
pub trait Operation: Record {
    /// What the endpoint answers: the type of `data` in the answer's envelope.
    type Response: Wire + 'static;

    /// The facts about the endpoint.
    const INFO: &'static OperationInfo;
}

/// The facts about one endpoint.
#[derive(Debug)]
#[non_exhaustive]
pub struct OperationInfo {
    /// The operation's name, as in `balance_records`.
    pub name: &'static str,
    /// The path below the platform's domain, with a leading slash. Calls are always `POST`.
    pub path: &'static str,
    /// Whether sending the call twice does no more than sending it once, so that a failed call may be tried again.
    pub idempotent: bool,
    /// The facts about the API that the endpoint belongs to.
    pub api: &'static Api,
}

/// The facts about the API as a whole.
#[derive(Debug)]
#[non_exhaustive]
pub struct Api {
    /// How requests and answers are wrapped.
    pub envelope: Envelope,
    /// The codes a server refuses calls with.
    pub refusals: Refusals,
}

/// The wire names of the signed envelope, and the code that means success.
#[derive(Debug)]
#[non_exhaustive]
pub struct Envelope {
    /// Request: the caller's application id.
    pub app_id: &'static str,
    /// Request: the signature over the text of `param`, in standard Base64.
    pub sign: &'static str,
    /// Request: the parameters as JSON *text*, which is what is signed.
    pub param: &'static str,
    /// Inside `param`: the time of the call, in milliseconds since 1970-01-01T00:00:00Z.
    pub timestamp: &'static str,
    /// Answer: the result code.
    pub code: &'static str,
    /// Answer: the result in words.
    pub message: &'static str,
    /// Answer: the payload.
    pub data: &'static str,
    /// The value of `code` that means success.
    pub success: i64,
}

/// The codes that a server answers with when it refuses a call. The sandbox uses them; a client
/// sees them as [`ErrorCode`](crate::ErrorCode).
#[derive(Debug)]
#[non_exhaustive]
pub struct Refusals {
    /// The signature does not match.
    pub signature: i64,
    /// The application id is unknown.
    pub app_id: i64,
    /// A parameter is bad.
    pub param: i64,
    /// The timestamp is malformed.
    pub timestamp: i64,
    /// The timestamp is too old or too far ahead.
    pub timestamp_expired: i64,
    /// The caller's address is not on the allow list.
    pub address: i64,
    /// The server failed.
    pub server: i64,
}
