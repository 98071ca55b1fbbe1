//! The errors' text: one useful line each.

#![allow(clippy::unwrap_used)]

use std::error::Error as StdError;
use std::time::Duration;

use super::{
    AnswerFacts, ApiError, Call, Deadline, DecodeError, Error, Hidden, SigningCause, SigningError,
    StatusError, TimeoutError, TransportError, TransportErrorKind,
};
use crate::ErrorCode;
use crate::operation::OperationInfo;
use crate::sample::{API, Nothing};
use crate::signing::{SignError, SignerError};

const HIDING_NOTHING: Hidden<'static> = Hidden {
    texts: &[],
    request: &Nothing {},
};

fn call(idempotent: bool) -> Call {
    const QUERY: &OperationInfo = &OperationInfo {
        name: "query",
        path: "/query",
        idempotent: true,
        paging: None,
        window: None,
        batch: &[],
        api: API,
    };
    const ORDER: &OperationInfo = &OperationInfo {
        name: "order",
        path: "/order",
        idempotent: false,
        paging: None,
        window: None,
        batch: &[],
        api: API,
    };
    Call::new(if idempotent { QUERY } else { ORDER })
}

fn transport(call: Call, kind: TransportErrorKind) -> Error {
    TransportError::new(call, kind, "lost".to_owned(), Some("cable".into())).into()
}

fn assert_is_std_error<T: StdError + Send + Sync + 'static>() {}

#[test]
fn errors_go_anywhere_and_are_small() {
    assert_is_std_error::<Error>();
    assert!(size_of::<Error>() <= 96, "{}", size_of::<Error>());
}

#[test]
fn each_kind_has_its_line() {
    let query = || call(true);
    let lines: [(Error, &str); 7] = [
        (
            SigningError::new(query(), SigningCause::Signer(SignError::Randomness.into())).into(),
            "query: the request could not be signed: \
             the system gave no random numbers to blind the signature with",
        ),
        (
            transport(query(), TransportErrorKind::Connect),
            "query: lost",
        ),
        (
            StatusError::new(query(), 404, None, (b" not\nhere", ""), &HIDING_NOTHING).into(),
            "query: HTTP status 404: not here",
        ),
        (
            StatusError::new(query(), 304, None, (b"", ""), &HIDING_NOTHING).into(),
            "query: HTTP status 304, with an empty body",
        ),
        (
            StatusError::new(query(), 302, None, (b"", ""), &HIDING_NOTHING).into(),
            "query: HTTP status 302: the server redirects, which is not followed because a signed \
             request must not travel on; give the final address as the base URL",
        ),
        (
            DecodeError::new(query(), "data.total".into(), "missing".into(), Some((1, 7))).into(),
            "query: the answer cannot be read at `data.total`: missing (line 1 column 7)",
        ),
        (
            DecodeError::new(query(), String::new(), "not UTF-8".into(), None).into(),
            "query: the answer cannot be read: not UTF-8",
        ),
    ];
    for (error, line) in lines {
        assert_eq!(error.to_string(), line);
        assert_eq!(error.operation(), "query");
    }
    let code = ErrorCode::from(424_242);
    let error = Error::from(ApiError::new(
        query(),
        code.clone(),
        "why\nnot",
        &HIDING_NOTHING,
    ));
    let shown = error.to_string();
    assert!(
        shown.starts_with("query: refused with code 424242: why not ("),
        "{shown}"
    );
    assert_eq!(error.code(), Some(&code));
}

#[test]
fn only_what_may_be_sent_twice_is_tried_again() {
    for (kind, twice, once) in [
        (TransportErrorKind::Connect, true, true),
        (TransportErrorKind::Send, true, false),
        (TransportErrorKind::Body, true, false),
        (TransportErrorKind::Tls, false, false),
        (TransportErrorKind::TooLarge, false, false),
    ] {
        assert_eq!(
            transport(call(true), kind).is_retryable(),
            twice,
            "{kind:?}"
        );
        assert_eq!(
            transport(call(false), kind).is_retryable(),
            once,
            "{kind:?}"
        );
    }
    for (deadline, attempts, twice, once) in [
        (Deadline::Connect, 1, true, true),
        (Deadline::Attempt, 1, true, false),
        (Deadline::Total, 1, true, false),
        (Deadline::Total, 0, true, true),
    ] {
        let retryable = |idempotent| timed_out(call(idempotent), deadline, attempts).is_retryable();
        assert_eq!(retryable(true), twice, "{deadline:?}");
        assert_eq!(retryable(false), once, "{deadline:?}");
    }
}

fn timed_out(call: Call, deadline: Deadline, attempts: u32) -> Error {
    let mut error = match deadline {
        Deadline::Connect => TimeoutError::connect(call, "late".to_owned(), Some("clock".into())),
        _ => TimeoutError::new(call, deadline, "late".to_owned(), None),
    };
    error
        .call
        .set_progress(attempts, Duration::from_micros(1_400_900));
    error.into()
}

#[test]
fn the_line_ends_with_what_helps_to_find_the_call() {
    let end = |attempts, id: Option<&str>| {
        let mut error = timed_out(call(true), Deadline::Total, attempts);
        error.set_answer(AnswerFacts {
            status: Some(200),
            trace_id: id.map(str::to_owned),
            retry_after: Some(Duration::from_secs(7)),
        });
        assert_eq!(error.retry_after(), Some(Duration::from_secs(7)));
        assert_eq!(error.attempts(), attempts);
        assert_eq!(error.elapsed(), Duration::from_micros(1_400_900));
        assert_eq!((error.status(), error.trace_id()), (Some(200), id));
        error.to_string().replace("query: late", "")
    };
    assert_eq!(end(0, None), "");
    assert_eq!(end(1, None), "");
    assert_eq!(end(3, None), " [3 attempts in 1.4s]");
    assert_eq!(end(1, Some("a-1")), " [trace id a-1]");
    assert_eq!(end(2, Some("a-1")), " [2 attempts in 1.4s, trace id a-1]");
}

#[test]
fn a_signer_that_was_busy_is_asked_again_whatever_the_operation() {
    for (error, again) in [
        (SignerError::transient("busy"), true),
        (SignerError::new("refused"), false),
    ] {
        let error = SigningError::new(call(false), SigningCause::Signer(error));
        assert_eq!(error.is_transient(), again);
        assert_eq!(Error::from(error).is_retryable(), again);
    }
}

#[test]
fn sources_chain() {
    let error = transport(call(true), TransportErrorKind::Connect);
    assert_eq!(error.source().unwrap().to_string(), "cable");
    let last = TimeoutError::new(call(true), Deadline::Total, String::new(), Some(error));
    assert!(matches!(last.last(), Some(Error::Transport(_))));
    assert_eq!(
        last.source().unwrap().source().unwrap().to_string(),
        "cable"
    );
    let error = timed_out(call(true), Deadline::Connect, 1);
    assert_eq!(error.source().unwrap().to_string(), "clock");
    let error = Error::from(SigningError::new(call(true), SigningCause::Unwritable));
    assert!(error.source().is_none());
    let cause = SigningCause::Signer(SignError::Arithmetic.into());
    let error = Error::from(SigningError::new(call(true), cause));
    assert!(error.source().unwrap().is::<SignError>());
}
