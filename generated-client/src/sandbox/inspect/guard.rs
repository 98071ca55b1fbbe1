//! Keeps the pages to browsers on this machine that ask for them by its own names, and to themselves.
//!
//! A site elsewhere can have a browser look up the site's own name at 127.0.0.1, and would then be let in by the
//! browser as the same site (DNS rebinding). The name that was asked for gives it away.

use std::net::IpAddr;

use axum::extract::Request;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HOST, HeaderName, REFERRER_POLICY,
    X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

/// On every answer. Nothing is loaded but from here, nothing is run but the script's file, and nobody else may look in.
const HEADERS: [(HeaderName, &str); 7] = [
    (
        CONTENT_SECURITY_POLICY,
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
         form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (X_FRAME_OPTIONS, "DENY"),
    (REFERRER_POLICY, "no-referrer"),
    (CACHE_CONTROL, "no-store"),
];

/// Refuses what came by another name, and adds the headers.
pub(super) async fn guard(request: Request, next: Next) -> Response {
    let mut response = if host(request.headers()).is_some() {
        next.run(request).await
    } else {
        let message =
            "The inspector is there for this machine only: ask for it at 127.0.0.1 or localhost.\n";
        (StatusCode::FORBIDDEN, message).into_response()
    };
    for (name, value) in HEADERS {
        response
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
    }
    response
}

/// The address that the browser asked for, if it is this machine's own.
pub(super) fn host(headers: &HeaderMap) -> Option<Authority> {
    let mut hosts = headers.get_all(HOST).iter();
    let authority: Authority = hosts.next()?.to_str().ok()?.parse().ok()?;
    if hosts.next().is_some() || authority.as_str().contains('@') {
        return None;
    }
    let name = authority.host();
    let bare = name.trim_start_matches('[').trim_end_matches(']');
    let own = name.eq_ignore_ascii_case("localhost")
        || bare
            .parse()
            .is_ok_and(|address: IpAddr| address.is_loopback());
    own.then_some(authority)
}
