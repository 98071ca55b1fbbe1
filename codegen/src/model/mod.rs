//! The model: the API with every name minted and every reference resolved. All that an emitter sees.

mod field;

pub use field::{Field, Limits, Name, Rule, Source, Type};

use serde::Serialize;

/// The whole API.
#[derive(Debug, Clone, Serialize)]
pub struct Api {
    /// What it is, in one line.
    pub title: String,
    /// The members around requests and answers.
    pub envelope: Envelope,
    /// The code for each fault that a server refuses calls with.
    pub refusals: Refusals,
    /// Result codes other than success.
    pub codes: Vec<ErrorCode>,
    /// Ids, money and times.
    pub scalars: Vec<Scalar>,
    /// Lists of values.
    pub enums: Vec<Enum>,
    /// Objects that several endpoints share.
    pub types: Vec<Record>,
    /// The endpoints.
    pub operations: Vec<Operation>,
    /// What the platform sends of its own accord.
    pub notifications: Vec<Notification>,
}

/// The members around requests and answers, by wire name.
#[derive(Debug, Clone, Serialize)]
pub struct Envelope {
    /// Request: application id.
    pub app_id: String,
    /// Request: signature.
    pub sign: String,
    /// Request: parameters as JSON text.
    pub param: String,
    /// Parameters: the time of the call in milliseconds.
    pub timestamp: String,
    /// Answer: result code.
    pub code: String,
    /// Answer: result in words.
    pub message: String,
    /// Answer: payload.
    pub data: String,
    /// The result code that means success.
    pub success: i64,
}

/// The code for each fault that a server refuses calls with.
#[derive(Debug, Clone, Serialize)]
pub struct Refusals {
    /// The signature does not match.
    pub signature: i64,
    /// The application id is unknown.
    pub app_id: i64,
    /// A parameter is bad.
    pub param: i64,
    /// The timestamp is malformed.
    pub timestamp: i64,
    /// The timestamp is too old.
    pub timestamp_expired: i64,
    /// The address is not allowed.
    pub address: i64,
    /// The server failed.
    pub server: i64,
}

/// A result code other than success.
#[derive(Debug, Clone, Serialize)]
pub struct ErrorCode {
    /// The number.
    pub value: i64,
    /// The variant's name.
    pub rust: String,
    /// The platform's name for it.
    pub official: Option<String>,
    /// What it means.
    pub docs: String,
    /// What a caller should do.
    pub help: String,
    /// Whether the same call may work a moment later.
    pub retryable: bool,
}

/// An id, an amount of money or a time.
#[derive(Debug, Clone, Serialize)]
pub struct Scalar {
    /// The type's name.
    pub rust: String,
    /// What it is.
    pub docs: String,
    /// What kind of thing.
    pub kind: ScalarKind,
}

/// The kinds of scalar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum ScalarKind {
    /// Text that identifies something.
    Id,
    /// A whole number of a currency's smallest unit.
    Money {
        /// The currency's code.
        currency: String,
        /// The method that tells the number of smallest units, as in `satang`.
        read: String,
        /// The function that makes it from that number, as in `from_satang`.
        make: String,
        /// How many decimal digits that unit stands for.
        digits: u8,
    },
    /// A date and time of day in a fixed zone.
    DateTime {
        /// The zone's name.
        zone: String,
        /// Its distance from UTC, in minutes.
        offset_minutes: i16,
    },
}

/// A list of values, to which the platform may add.
#[derive(Debug, Clone, Serialize)]
pub struct Enum {
    /// The type's name.
    pub rust: String,
    /// What it tells.
    pub docs: String,
    /// Whether the values travel as numbers.
    pub numeric: bool,
    /// The known values.
    pub variants: Vec<Variant>,
}

/// One value of an enum.
#[derive(Debug, Clone, Serialize)]
pub struct Variant {
    /// The value as it travels.
    pub wire: String,
    /// The variant's name.
    pub rust: String,
    /// What it means.
    pub docs: String,
    /// The name the platform shows to people.
    pub label: Option<String>,
}

/// An object with fields: a request, a response, a row, or something inside one.
#[derive(Debug, Clone, Serialize)]
pub struct Record {
    /// The type's name.
    pub rust: String,
    /// The name of the constant that describes it.
    pub constant: String,
    /// What it is.
    pub docs: String,
    /// Its fields, in wire order.
    pub fields: Vec<Field>,
    /// Limits between its fields.
    pub rules: Vec<Rule>,
    /// Whether it is sent, so that a caller must be able to make one.
    pub sent: bool,
}

/// One endpoint.
#[derive(Debug, Clone, Serialize)]
pub struct Operation {
    /// Its name: the method, the module and the command.
    pub name: Name,
    /// The type of the call that a caller builds up and sends.
    pub call: String,
    /// What it does, in one line.
    pub title: String,
    /// What else a caller should know.
    pub docs: Option<String>,
    /// The path below the platform's domain.
    pub path: String,
    /// Whether it may be tried again.
    pub idempotent: bool,
    /// Why not to use it any more.
    pub deprecated: Option<String>,
    /// The parameters.
    pub request: Record,
    /// What `data` holds.
    pub response: Response,
    /// Objects that only this endpoint uses.
    pub types: Vec<Record>,
    /// How answers are cut into pages.
    pub paging: Option<Paging>,
    /// The stretch of time that is asked for.
    pub window: Option<Window>,
    /// What the rows say about those of another endpoint.
    pub ledger: Option<Ledger>,
    /// Wire names of lists that may be cut into several calls.
    pub batch: Vec<String>,
    /// Documented calls.
    pub examples: Vec<Example>,
}

/// What `data` holds.
#[derive(Debug, Clone, Serialize)]
pub enum Response {
    /// Nothing.
    None,
    /// A list of objects.
    List(Type),
    /// An object of a declared type.
    Object(Type),
    /// An object of the endpoint's own.
    Own(Record),
}

/// One notification.
#[derive(Debug, Clone, Serialize)]
pub struct Notification {
    /// Its name: the module.
    pub name: String,
    /// What it tells, in one line.
    pub title: String,
    /// What else a receiver should know.
    pub docs: Option<String>,
    /// Why not to rely on it any more.
    pub deprecated: Option<String>,
    /// What `param` holds.
    pub record: Record,
    /// Objects that only this notification uses.
    pub types: Vec<Record>,
    /// What `param` held in documented ones, as JSON text over several lines.
    pub examples: Vec<String>,
}

/// How answers are cut into pages, by wire name.
#[derive(Debug, Clone, Serialize)]
pub struct Paging {
    /// Request: number of the page.
    pub page: String,
    /// Request: rows a page.
    pub size: String,
    /// Rows a page when the request says nothing.
    pub default_size: i64,
    /// Response: the rows.
    pub rows: Rows,
    /// Response: rows on all pages.
    pub total: String,
    /// Response: number of this page.
    pub current: String,
    /// Row: the time by which rows are ordered, latest first.
    pub newest_first: Option<String>,
    /// The sandbox's setting for how many rows there are.
    pub called: Option<String>,
}

/// The field of an answer that holds the rows.
#[derive(Debug, Clone, Serialize)]
pub struct Rows {
    /// Its name.
    pub name: Name,
    /// The type of a row.
    pub row: Type,
    /// Whether it is always there.
    pub required: bool,
}

/// The stretch of time that is asked for, by wire name.
#[derive(Debug, Clone, Serialize)]
pub struct Window {
    /// Request: where it begins.
    pub start: String,
    /// Request: where it ends.
    pub end: String,
    /// Row: the time that lies in it.
    pub of: String,
    /// Its greatest length, in seconds.
    pub max_seconds: i64,
    /// How far the zone of its times is from UTC.
    pub offset_minutes: i16,
}

/// Rows that are movements on accounts, which are the rows of another endpoint. Fields go by their wire names.
#[derive(Debug, Clone, Serialize)]
pub struct Ledger {
    /// The operation whose rows are the accounts.
    pub accounts: String,
    /// What a movement and its account have in common.
    pub by: Vec<String>,
    /// Movement: how much was moved.
    pub amount: String,
    /// Movement: the balance after it. Account: the balance after the latest.
    pub balance: String,
    /// Account: what adds up to the balance.
    pub parts: Vec<String>,
    /// Movement: fields, and the values that they have when the balance went up.
    pub up: Vec<(String, Vec<String>)>,
    /// The same for when it went down.
    pub down: Vec<(String, Vec<String>)>,
}

/// A documented call, as JSON text.
#[derive(Debug, Clone, Serialize)]
pub struct Example {
    /// The parameters without the timestamp.
    pub request: Option<String>,
    /// What `data` held, over several lines.
    pub response: Option<String>,
}
