//! The inspector over HTTP, without a browser. What a browser makes of it is tested in the workspace's `tests/browser`.
#![allow(clippy::unwrap_used, clippy::panic)]

mod guard;
mod live;
mod pages;
mod parts;

use reqwest::Response;

use crate::sandbox::tests::sample::ROUTES;
use crate::sandbox::tests::{NOW, key};
use crate::sandbox::{Sandbox, SandboxBuilder};

fn builder() -> SandboxBuilder {
    SandboxBuilder::new(ROUTES)
        .merchant("app", key().public_key())
        .clock(crate::FixedClock::at_millis(NOW))
}

/// A sandbox, and who looks at it.
struct Bench {
    sandbox: Sandbox,
    http: reqwest::Client,
}

impl Bench {
    async fn new() -> Self {
        let http = reqwest::Client::builder()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .build();
        Self {
            sandbox: builder().start().await.unwrap(),
            http: http.unwrap(),
        }
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.sandbox.url())
    }

    async fn get(&self, path: &str) -> Response {
        self.http.get(self.url(path)).send().await.unwrap()
    }

    async fn text(&self, path: &str) -> String {
        self.get(path).await.text().await.unwrap()
    }

    /// So many calls, which are refused.
    async fn post(&self, path: &str, count: usize) {
        for _ in 0..count {
            let sent = self.http.post(self.url(path)).body("{}").send().await;
            sent.unwrap().bytes().await.unwrap();
        }
    }
}

/// The numbers of the calls in a page or a part of one, from top to bottom.
fn numbers(html: &str) -> Vec<u64> {
    let mark = r#"<span class="number">"#;
    let rest = html.split(mark).skip(1);
    let number = |rest: &str| rest.split('<').next().unwrap().parse().unwrap();
    rest.map(number).collect()
}
