//! What the generated code says about each endpoint, and about the API as a whole: facts, no behaviour.

use crate::wire::{Record, Wire};

/// A request that can be sent: the parameters of one endpoint, together with the facts about it.
///
/// Implemented by the generated request structs in [`operations`](crate::operations); not meant to be implemented
/// elsewhere.
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
    /// How its answers are cut into pages, if they are.
    pub paging: Option<Paging>,
    /// The stretch of time that it is asked for, if it is.
    pub window: Option<Window>,
    /// The request's lists, by wire name, that may be cut into several calls when they are too long for one.
    pub batch: &'static [&'static str],
    /// The facts about the API that the endpoint belongs to.
    pub api: &'static Api,
}

/// How long answers are cut into pages. Fields are meant by their wire names.
#[derive(Debug)]
#[non_exhaustive]
pub struct Paging {
    /// Request: the number of the page, from 1.
    pub page: &'static str,
    /// Request: rows a page.
    pub size: &'static str,
    /// Rows a page when the request says nothing.
    pub default_size: i64,
    /// Answer: the rows.
    pub rows: &'static str,
    /// Answer: rows on all pages together.
    pub total: &'static str,
    /// Answer: the number of this page.
    pub current: &'static str,
    /// Row: the time by which rows are ordered, the latest first.
    pub newest_first: Option<&'static str>,
}

/// The stretch of time that an endpoint is asked for. Fields are meant by their wire names.
#[derive(Debug)]
#[non_exhaustive]
pub struct Window {
    /// Request: where it begins.
    pub start: &'static str,
    /// Request: where it ends.
    pub end: &'static str,
    /// Row: the time that lies in it.
    pub of: &'static str,
    /// Its greatest length, in seconds.
    pub max_seconds: i64,
    /// How many seconds the zone of these times is ahead of UTC.
    pub offset_seconds: i64,
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
