//! One attempt at a call: the time, the signature, the way there and back.

use std::time::Duration;

use super::Shared;
use super::answer;
use super::attempts::Job;
use super::sign::{Signed, sign};
use crate::envelope;
use crate::error::{
    AnswerFacts, Call, Error, Hidden, SigningCause, SigningError, TimeoutError, TransportError,
    trace_id,
};
use crate::retry::{http_date_millis, retry_after};
use crate::transport::{Failure, FailureKind, Reply};
use crate::wire::Wire;

/// Where an answer may say by what id it can be found.
const TRACE_HEADERS: [&str; 6] = [
    "x-request-id",
    "x-trace-id",
    "x-correlation-id",
    "x-amzn-trace-id",
    "traceparent",
    "cf-ray",
];

/// What has come of an attempt so far. It outlives the attempt, which may be cut off at any time.
#[derive(Default)]
pub(super) struct Seen {
    /// What was added to the clock's time.
    pub(super) offset_millis: i64,
    pub(super) signed: Option<Signed>,
    pub(super) request_bytes: usize,
    pub(super) reply: Reply,
    /// The size of a body that has been read.
    pub(super) response_bytes: usize,
    pub(super) code: Option<i64>,
}

impl Seen {
    /// How much of the answer's body came.
    pub(super) fn response_bytes(&self) -> usize {
        self.response_bytes.max(self.reply.body.len())
    }

    /// What the answer said of itself.
    pub(super) fn facts(&self, shared: &Shared, job: &Job<'_>) -> AnswerFacts {
        let signed = self.signed.as_ref();
        let texts = signed.map(|signed| [signed.sign.as_str(), signed.param.as_str()]);
        let hidden = Hidden {
            texts: texts.as_ref().map_or(&[], |texts| texts.as_slice()),
            request: job.request,
        };
        AnswerFacts {
            status: self.reply.status,
            trace_id: TRACE_HEADERS
                .iter()
                .find_map(|name| trace_id(self.reply.header(name), &hidden)),
            retry_after: self.retry_after(shared),
        }
    }

    /// The server's time, in milliseconds since 1970.
    pub(super) fn server_millis(&self) -> Option<i64> {
        http_date_millis(self.reply.header("date"))
    }

    /// How long the server asks to be left alone. A date is counted from the server's own, if it says it: then it does not
    /// matter how this machine's clock stands.
    fn retry_after(&self, shared: &Shared) -> Option<Duration> {
        let value = self.reply.header("retry-after");
        if value.is_empty() {
            return None;
        }
        let local = || shared.clock.now_millis().saturating_add(self.offset_millis);
        retry_after(value, self.server_millis().unwrap_or_else(local))
    }
}

/// Stamps, signs and sends a checked request once. A retry must come through here again: the time and the signature belong
/// to the attempt.
pub(super) async fn attempt(
    shared: &Shared,
    job: &Job<'_>,
    seen: &mut Seen,
    data: &mut dyn Wire,
) -> Result<(), Error> {
    let info = job.info;
    let unsigned = |cause| SigningError::new(Call::new(info), cause);
    seen.offset_millis = shared.skew.offset_millis();
    let now = shared.clock.now_millis().saturating_add(seen.offset_millis);
    let param = envelope::param(info.api, now, job.request)
        .map_err(|_| unsigned(SigningCause::Unwritable))?;
    let signed = sign(&shared.signer, param).await.map_err(unsigned)?;
    let body = envelope::body(info.api, &shared.app_id, &signed.sign, &signed.param);
    seen.request_bytes = body.len();
    let signed = &*seen.signed.insert(signed);
    let sent = shared
        .transport
        .post(info.path, body, &mut seen.reply)
        .await;
    sent.map_err(|failure| not_sent(Call::new(info), failure))?;
    seen.response_bytes = seen.reply.body.len();
    let on_drift = shared.on_drift.as_deref();
    answer::read(job, signed, &seen.reply, &mut seen.code, data, on_drift)
}

fn not_sent(call: Call, failure: Failure) -> Error {
    let Failure {
        kind,
        detail,
        source,
    } = failure;
    match kind {
        FailureKind::ConnectTimeout => TimeoutError::connect(call, detail, source).into(),
        FailureKind::Lost(kind) => TransportError::new(call, kind, detail, source).into(),
    }
}
