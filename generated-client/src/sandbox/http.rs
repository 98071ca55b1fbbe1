//! The sandbox as an HTTP server: with `inspect`, all that knows axum.

use std::future::{Future, poll_fn};
use std::io;
use std::pin::Pin;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, HttpBody};
use axum::extract::{Request, State};
use axum::http::header::{ALLOW, CONTENT_TYPE};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::serve::ListenerExt as _;
use tokio::net::TcpListener;
use tokio::sync::watch;

use super::calls::{Seen, Stage};
use super::inspect;
use super::server::{Endpoint, Server};

/// The largest body that is read: three lists of 5,000 ids take a tenth of it.
const MAX_BODY: usize = 8 * 1024 * 1024;
/// Of a larger body, so much is still taken in and thrown away, so that its sender gets to see the answer.
const MAX_DISCARDED: usize = 8 * MAX_BODY;

/// Serves all paths until `close` is ready, and then finishes the calls that are being answered.
pub(super) async fn serve(
    listener: TcpListener,
    server: Arc<Server>,
    close: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    // Answers are small: none should wait for more to send.
    let listener = listener.tap_io(|stream| {
        let _ = stream.set_nodelay(true);
    });
    let (open, stopping) = watch::channel(());
    let router = Router::new()
        .fallback(handle)
        .with_state(Arc::clone(&server))
        .merge(inspect::router(server, stopping));
    let close = async {
        close.await;
        // Ends the inspector's streams, which would go on for ever.
        drop(open);
    };
    axum::serve(listener, router)
        .with_graceful_shutdown(close)
        .await
}

async fn handle(State(server): State<Arc<Server>>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    if let Some(welcome) = inspect::welcome(&head.method, head.uri.path(), &head.headers).await {
        return welcome;
    }
    let endpoint = server.endpoint(head.uri.path());
    let mut seen = seen(&head);
    match receive(endpoint, &head.method, body, &mut seen).await {
        Ok((endpoint, body)) => {
            let answer = server.answer(endpoint, seen, &body);
            ([(CONTENT_TYPE, "application/json")], answer).into_response()
        }
        Err((status, message)) => {
            server.reject(endpoint, seen, status.as_u16(), message);
            let mut response = (status, message).into_response();
            if status == StatusCode::METHOD_NOT_ALLOWED {
                let allowed = HeaderValue::from_static("POST");
                response.headers_mut().insert(ALLOW, allowed);
            }
            response
        }
    }
}

/// Begins the record of a call.
fn seen(head: &Parts) -> Seen {
    let content_type = head.headers.get(CONTENT_TYPE);
    let content_type = content_type.and_then(|value| value.to_str().ok());
    Seen::new(
        head.method.as_str(),
        head.uri.path(),
        content_type.unwrap_or_default(),
    )
    .with_query(head.uri.query().is_some_and(|query| !query.is_empty()))
}

/// Gets from a path, a method and a body to a call.
async fn receive<'s>(
    endpoint: Option<&'s Endpoint>,
    method: &Method,
    body: Body,
    seen: &mut Seen,
) -> Result<(&'s Endpoint, Vec<u8>), (StatusCode, &'static str)> {
    seen.begin(Stage::Path);
    let endpoint = endpoint.ok_or((StatusCode::NOT_FOUND, "no endpoint has this path"))?;
    seen.begin(Stage::Method);
    if method != Method::POST {
        return Err((StatusCode::METHOD_NOT_ALLOWED, "calls are made by POST"));
    }
    seen.begin(Stage::Body);
    let broken = (StatusCode::BAD_REQUEST, "the body broke off");
    match read(body).await.map_err(|_| broken)? {
        Some(body) => Ok((endpoint, body)),
        None => Err((StatusCode::PAYLOAD_TOO_LARGE, "the body is too large")),
    }
}

/// The whole body; `None` if it is too large.
async fn read(mut body: Body) -> Result<Option<Vec<u8>>, axum::Error> {
    let (mut bytes, mut received) = (Vec::new(), 0_usize);
    while let Some(frame) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
        let Ok(data) = frame?.into_data() else {
            continue;
        };
        received = received.saturating_add(data.len());
        if received <= MAX_BODY {
            bytes.extend_from_slice(&data);
        } else if received > MAX_DISCARDED {
            break;
        }
    }
    Ok((received <= MAX_BODY).then_some(bytes))
}
