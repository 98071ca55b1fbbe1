//! The sandbox as an HTTP server: with `inspect`, all that knows axum.

use std::future::{Future, poll_fn};
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use axum::Router;
use axum::body::{Body, HttpBody};
use axum::extract::connect_info::{ConnectInfo, Connected};
use axum::extract::{Request, State};
use axum::http::header::{ALLOW, CONTENT_TYPE, DATE, RETRY_AFTER};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, StatusCode};
use axum::response::Response;
use axum::serve::{IncomingStream, Listener};
use tokio::net::TcpListener;
use tokio::sync::watch;

use super::calls::{Seen, Stage};
use super::faults::{self, Line, Reply, Socket};
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
    let (stop, stopping) = watch::channel(());
    let listener = Lines {
        listener,
        stopping: stopping.clone(),
    };
    let router = Router::new()
        .fallback(handle)
        .with_state(Arc::clone(&server))
        .merge(inspect::router(server, stopping));
    axum::serve(
        listener,
        router.into_make_service_with_connect_info::<Line>(),
    )
    .with_graceful_shutdown(async {
        close.await;
        // Nobody waits for what stalls on purpose, nor for the inspector's streams, which would go on for ever.
        drop(stop);
    })
    .await
}

/// Takes in connections that can be told to misbehave.
struct Lines {
    listener: TcpListener,
    stopping: watch::Receiver<()>,
}

impl Listener for Lines {
    type Io = Socket;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Socket, SocketAddr) {
        let (stream, peer) = Listener::accept(&mut self.listener).await;
        // Answers are small: none should wait for more to send.
        let _ = stream.set_nodelay(true);
        let line = Line::new(peer.ip(), self.stopping.clone());
        (Socket::new(stream, line), peer)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

impl Connected<IncomingStream<'_, Lines>> for Line {
    fn connect_info(stream: IncomingStream<'_, Lines>) -> Self {
        stream.io().line().clone()
    }
}

async fn handle(
    State(server): State<Arc<Server>>,
    ConnectInfo(line): ConnectInfo<Line>,
    request: Request,
) -> Response {
    line.mend();
    let (head, body) = request.into_parts();
    if let Some(welcome) = inspect::welcome(&head.method, head.uri.path(), &head.headers).await {
        return welcome;
    }
    let endpoint = server.endpoint(head.uri.path());
    let mut seen = seen(&head);
    match receive(endpoint, &head.method, body, &mut seen).await {
        Ok((endpoint, body)) => {
            response(faults::answer(&server, endpoint, seen, &body, &line).await)
        }
        Err((status, message)) => {
            server.reject(endpoint, seen, &[], status.as_u16(), message);
            let mut response = response(Reply::new(&server, status, "text/plain", message));
            if status == StatusCode::METHOD_NOT_ALLOWED {
                let allowed = HeaderValue::from_static("POST");
                response.headers_mut().insert(ALLOW, allowed);
            }
            response
        }
    }
}

/// Puts an answer into HTTP. What cannot stand in a header is left out.
fn response(reply: Reply) -> Response {
    let mut response = Response::new(Body::from(reply.body));
    *response.status_mut() = reply.status;
    let retry_after = reply.retry_after.map(seconds).unwrap_or_default();
    let date = http_date(reply.date_millis).unwrap_or_default();
    for (name, value) in [
        (CONTENT_TYPE, reply.content_type),
        (RETRY_AFTER, retry_after),
        (DATE, date),
    ] {
        match HeaderValue::try_from(value) {
            Ok(value) if !value.is_empty() => drop(response.headers_mut().insert(name, value)),
            _ => {}
        }
    }
    response
}

/// Whole seconds, rounded up.
fn seconds(time: Duration) -> String {
    let more = u64::from(time.subsec_nanos() > 0);
    time.as_secs().saturating_add(more).to_string()
}

/// A time as HTTP writes it; `None` for one that it cannot write, before 1970 or after 9999. The system's time stands there
/// then.
fn http_date(millis: i64) -> Option<String> {
    const YEAR_10000: u64 = 253_402_300_800;
    let seconds = u64::try_from(millis).ok()? / 1_000;
    let time = SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
    (seconds < YEAR_10000).then(|| httpdate::fmt_http_date(time))
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
