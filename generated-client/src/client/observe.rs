//! What is told of calls and attempts: spans for the log, and the observers. Nothing of a request or an answer but sizes.

use std::sync::Arc;

use tokio::time::Instant;
use tracing::field::Empty;
use tracing::{Span, debug, debug_span};

use super::attempt::Seen;
use crate::error::Error;
use crate::observer::{AttemptInfo, AttemptOutcome, Observer};
use crate::operation::OperationInfo;

/// The span of a call.
pub(super) fn call_span(info: &'static OperationInfo) -> Span {
    debug_span!(
        "wallet_call",
        otel.name = info.name,
        otel.kind = "internal",
        rpc.method = info.name,
        wallet.attempts = Empty,
        elapsed_ms = Empty,
        error.type = Empty,
    )
}

/// Tells the span how the call ended.
pub(super) fn call_ended(span: &Span, result: &Result<u32, Error>, started: Instant) {
    if span.is_disabled() {
        return;
    }
    span.record("elapsed_ms", millis(started));
    span.in_scope(|| match result {
        Ok(attempts) => {
            span.record("wallet.attempts", attempts);
            debug!("call succeeded");
        }
        // Not the error's text: it may hold words of the server.
        Err(error) => {
            span.record("wallet.attempts", error.attempts());
            span.record("error.type", error.kind_name());
            debug!(error.type = error.kind_name(), "call failed");
        }
    });
}

/// Watches one attempt from before it begins until it ends, or is dropped.
pub(super) struct Watch<'a> {
    pub(super) span: Span,
    pub(super) seen: Seen,
    observers: &'a [Arc<dyn Observer>],
    info: AttemptInfo,
    started: Instant,
    ended: bool,
}

impl<'a> Watch<'a> {
    pub(super) fn new(
        observers: &'a [Arc<dyn Observer>],
        info: &'static OperationInfo,
        attempt: u32,
    ) -> Self {
        let span = attempt_span(info);
        if attempt > 1 {
            span.record("http.request.resend_count", attempt - 1);
        }
        let info = AttemptInfo {
            operation: info.name,
            attempt,
        };
        for observer in observers {
            observer.before_attempt(&info);
        }
        Self {
            span,
            seen: Seen::default(),
            observers,
            info,
            started: Instant::now(),
            ended: false,
        }
    }

    /// The attempt ended by itself. Gives back what came of it.
    pub(super) fn end(mut self, error: Option<&Error>) -> Seen {
        self.ended = true;
        self.tell(error, false);
        std::mem::take(&mut self.seen)
    }

    fn tell(&self, error: Option<&Error>, cancelled: bool) {
        let outcome = AttemptOutcome {
            info: self.info,
            elapsed: self.started.elapsed(),
            status: self.seen.reply.status,
            code: self.seen.code,
            request_bytes: self.seen.request_bytes,
            response_bytes: self.seen.response_bytes(),
            error,
            cancelled,
        };
        if !self.span.is_disabled() {
            record(&self.span, &outcome);
        }
        for observer in self.observers {
            observer.after_attempt(&outcome);
        }
    }
}

impl Drop for Watch<'_> {
    fn drop(&mut self) {
        if !self.ended {
            self.tell(None, true);
        }
    }
}

fn attempt_span(info: &'static OperationInfo) -> Span {
    debug_span!(
        "wallet_attempt",
        otel.kind = "client",
        rpc.method = info.name,
        http.request.method = "POST",
        http.request.resend_count = Empty,
        url.template = info.path,
        http.request.body.size = Empty,
        http.response.status_code = Empty,
        http.response.body.size = Empty,
        wallet.code = Empty,
        elapsed_ms = Empty,
        error.type = Empty,
    )
}

fn record(span: &Span, outcome: &AttemptOutcome<'_>) {
    span.record("http.request.body.size", outcome.request_bytes);
    if let Some(status) = outcome.status {
        span.record("http.response.status_code", status);
        span.record("http.response.body.size", outcome.response_bytes);
    }
    if let Some(code) = outcome.code {
        span.record("wallet.code", code);
    }
    if let Some(kind) = outcome.error_type() {
        span.record("error.type", kind);
    }
    let elapsed = u64::try_from(outcome.elapsed.as_millis()).unwrap_or(u64::MAX);
    span.record("elapsed_ms", elapsed);
    span.in_scope(|| debug!("attempt ended"));
}

fn millis(since: Instant) -> u64 {
    u64::try_from(since.elapsed().as_millis()).unwrap_or(u64::MAX)
}
