//! Who may look, and what the answers forbid.

use axum::http::HeaderMap;
use axum::http::header::HOST;

use super::super::guard::host;
use super::Bench;

fn headers(hosts: &[&str]) -> HeaderMap {
    let hosts = hosts.iter().map(|host| (HOST, host.parse().unwrap()));
    hosts.collect()
}

#[test]
fn only_names_of_this_machine_are_answered_to() {
    for own in [
        "127.0.0.1",
        "127.0.0.1:80",
        "127.1.2.3:80",
        "localhost",
        "LocalHost:1",
        "[::1]",
        "[::1]:8080",
    ] {
        assert!(host(&headers(&[own])).is_some(), "{own}");
    }
    for other in [
        "",
        "evil.example",
        "evil.example:80",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "128.0.0.1",
        "0.0.0.0",
        "[::]",
        "192.168.0.1",
        "127.0.0.1@evil.example",
        "evil.example@127.0.0.1",
        "2130706433",
        "127.0.0.1/x",
    ] {
        assert!(host(&headers(&[other])).is_none(), "{other}");
    }
    assert!(host(&headers(&[])).is_none());
    assert!(host(&headers(&["localhost", "evil.example"])).is_none());
}

#[tokio::test]
async fn every_answer_is_guarded() {
    let bench = Bench::new().await;
    bench.post("/list", 1).await;
    for path in [
        "",
        "calls/1",
        "calls/2",
        "about",
        "events?after=0",
        "style.css",
        "script.js",
        "icon.svg",
        "lost",
    ] {
        let path = format!("/.inspector/{path}");
        let answer = bench.get(&path).await;
        let headers = answer.headers();
        let policy = headers["content-security-policy"].to_str().unwrap();
        assert!(
            policy.starts_with("default-src 'none';") && !policy.contains("unsafe"),
            "{policy}"
        );
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
            ("cache-control", "no-store"),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            assert_eq!(headers[name], value, "{path}");
        }
        assert!(!headers.contains_key("access-control-allow-origin"));

        let rebound = bench
            .http
            .get(bench.url(&path))
            .header(HOST, "evil.example");
        let rebound = rebound.send().await.unwrap();
        assert_eq!(rebound.status(), 403, "{path}");
        assert!(!rebound.text().await.unwrap().contains("list"));
        let posted = bench.http.post(bench.url(&path)).send().await.unwrap();
        assert_eq!(posted.status(), 405, "{path}");
    }
    // None of this was a call.
    assert_eq!(bench.sandbox.calls().len(), 1);
}
