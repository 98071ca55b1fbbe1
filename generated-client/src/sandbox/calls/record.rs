//! What is remembered of a call, with everything sensitive blacked out before it is kept.

/// A call that the sandbox has seen. It holds no signature, and no value of a sensitive field.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RecordedCall {
    /// The call's number, from 1, in the order of the answers.
    pub number: u64,
    /// When it was answered, by the sandbox's clock, in milliseconds since 1970-01-01T00:00:00Z.
    pub at_millis: i64,
    /// How long it took to answer, in microseconds.
    pub took_micros: u64,
    /// The HTTP method, such as `POST`.
    pub method: String,
    /// The path, without the query.
    pub path: String,
    /// The operation's name, such as `balance_records`; `None` where the path leads to none.
    pub operation: Option<&'static str>,
    /// Who says to have called; `None` where the body could not be read so far.
    pub app_id: Option<String>,
    /// The HTTP status of the answer. The platform refuses calls with 200, too.
    pub status: u16,
    /// The code in the answer; `None` where the call got no further than HTTP.
    pub code: Option<i64>,
    /// Why the call was refused; empty where it was not.
    pub message: String,
    /// The fault that was injected, as it is written on a command line.
    pub fault: Option<String>,
    /// What was checked, in order, up to the first check that failed.
    pub steps: Vec<Step>,
    /// The text that the signature was checked over, as it arrived.
    pub signed: Option<SignedText>,
    /// What is probably wrong with the caller's program; `None` where the call was good, or nothing is known.
    pub diagnosis: Option<Diagnosis>,
    /// The body as it arrived, without the signature.
    pub request: String,
    /// The body of the answer, its beginning where it is long.
    pub answer: String,
    /// The same call as a command line to copy, which signs anew with a key of the reader's.
    pub curl: String,
}

impl RecordedCall {
    /// A call of which nothing is known.
    // For tests of what shows records.
    #[allow(dead_code)]
    pub(in crate::sandbox) fn blank() -> Self {
        Self {
            number: 0,
            at_millis: 0,
            took_micros: 0,
            method: String::new(),
            path: String::new(),
            operation: None,
            app_id: None,
            status: 0,
            code: None,
            message: String::new(),
            fault: None,
            steps: Vec::new(),
            signed: None,
            diagnosis: None,
            request: String::new(),
            answer: String::new(),
            curl: String::new(),
        }
    }
}

/// One check of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Step {
    /// What was checked, such as `signature`.
    pub name: &'static str,
    /// Why it failed; `None` where it passed.
    pub failure: Option<String>,
}

/// The text that a signature was checked over.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SignedText {
    /// The text, sensitive values blacked out.
    pub text: String,
    /// How many bytes it has, before anything was blacked out.
    pub bytes: usize,
    /// The SHA-256 of those bytes, in hexadecimal digits: to be compared with what the caller signed.
    pub sha256: String,
}

/// A mistake that explains why a call was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Diagnosis {
    /// A short name to find it by, such as `url-safe-base64`.
    pub name: &'static str,
    /// What was seen.
    pub seen: String,
    /// What to do about it.
    pub mend: String,
}
