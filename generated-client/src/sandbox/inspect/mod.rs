//! The inspector: pages for a browser that show what the sandbox has seen, as it happens.
//!
//! Everything is rendered here, by the templates in `templates/inspector/`, also what arrives while a page is open. The
//! pages only show: nothing can be changed through them.

mod about;
mod filter;
mod find;
mod guard;
mod live;
mod pages;
mod view;

#[cfg(test)]
mod tests;

pub(super) use self::about::About;

use std::hash::{BuildHasher as _, RandomState};
use std::sync::Arc;

use axum::Router;
use axum::http::header::{ACCEPT, CONTENT_TYPE};
use axum::http::{HeaderMap, Method};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::get;
use tokio::sync::watch;

use super::server::Server;

/// Where the pages are. A spec is refused whose paths have a segment that begins with a dot, so no endpoint can be here.
pub(super) const ROOT: &str = "/.inspector/";

/// What all pages are made from.
#[derive(Clone)]
struct Inspector {
    server: Arc<Server>,
    /// Tells this sandbox from another that had its port before: their calls have the same numbers.
    run: u64,
    /// Closed when the sandbox stops.
    stopping: watch::Receiver<()>,
}

/// The pages. Streams of new calls end when the other half of `stopping` is dropped.
pub(super) fn router(server: Arc<Server>, stopping: watch::Receiver<()>) -> Router {
    let inspector = Inspector {
        server,
        run: RandomState::new().hash_one(ROOT),
        stopping,
    };
    Router::new()
        .route("/.inspector", get(|| async { Redirect::to(ROOT) }))
        .route(ROOT, get(pages::list))
        .route("/.inspector/calls/{number}", get(pages::call))
        .route("/.inspector/about", get(pages::about))
        .route("/.inspector/events", get(live::events))
        .route("/.inspector/style.css", get(style))
        .route("/.inspector/script.js", get(script))
        .route("/.inspector/icon.svg", get(icon))
        .route("/.inspector/{*lost}", get(pages::lost))
        .layer(axum::middleware::from_fn(guard::guard))
        .with_state(inspector)
}

/// Answers what browsers ask for by themselves, which is no call: those that come without a path are led to the pages.
pub(super) async fn welcome(method: &Method, path: &str, headers: &HeaderMap) -> Option<Response> {
    let accepts = headers.get(ACCEPT)?.to_str().ok()?;
    match (method, path) {
        (&Method::GET, "/") if accepts.contains("text/html") => {
            Some(Redirect::to(ROOT).into_response())
        }
        (&Method::GET, "/favicon.ico") => Some(icon().await),
        _ => None,
    }
}

async fn style() -> Response {
    let text = include_str!("../../../templates/inspector/style.css");
    ([(CONTENT_TYPE, "text/css; charset=utf-8")], text).into_response()
}

async fn script() -> Response {
    let text = include_str!("../../../templates/inspector/script.js");
    ([(CONTENT_TYPE, "text/javascript; charset=utf-8")], text).into_response()
}

async fn icon() -> Response {
    let text = include_str!("../../../templates/inspector/icon.svg");
    ([(CONTENT_TYPE, "image/svg+xml")], text).into_response()
}
