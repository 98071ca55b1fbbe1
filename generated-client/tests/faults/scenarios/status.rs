//! HTTP statuses other than 2xx, mostly from what stands before the platform.

use std::sync::{Arc, LazyLock};
use std::time::Duration;

use crate::answers::{head, success, whole};
use crate::scenario::Ending::{Answer, Decode, Status};
use crate::scenario::Retryable::{IfIdempotent, Never};
use crate::scenario::Scenario;
use crate::scenarios::clock::{NOW_DATE, SECOND_LATER};
use crate::server::{Server, Step};

/// Where redirects point to: a server to which no request may ever come.
pub static ELSEWHERE: LazyLock<Server> =
    LazyLock::new(|| Server::answering(Arc::new(|_, _| success())));

const GATEWAY_PAGE: &str = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n\
    <body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n";

pub fn scenarios() -> Vec<Scenario> {
    let mut all = for_good();
    all.extend(for_now());
    all.extend(retry_after());
    all
}

fn for_good() -> Vec<Scenario> {
    let refused = |name, status: &'static str, says| {
        let number = status[..3]
            .parse()
            .expect("a status begins with its number");
        Scenario::new(name, [whole(status, &["content-type: text/plain"], "no")])
            .ends(Status(number), Never)
            .says(says)
    };
    let redirected = |name, status: &'static str| {
        let number = status[..3]
            .parse()
            .expect("a status begins with its number");
        let location = format!("location: {}/open-api", ELSEWHERE.url);
        Scenario::new(name, [whole(status, &[&location], "")])
            .ends(Status(number), Never)
            .says("the server redirects to http://127.0.0.1")
    };
    vec![
        redirected("301 to another host", "301 Moved Permanently"),
        redirected("307 to another host", "307 Temporary Redirect"),
        Scenario::new("304 without a body", [whole("304 Not Modified", &[], "")])
            .ends(Status(304), Never)
            .says("HTTP status 304, with an empty body"),
        refused("400", "400 Bad Request", "HTTP status 400: no"),
        refused("401", "401 Unauthorized", "HTTP status 401: no"),
        refused("403", "403 Forbidden", "HTTP status 403: no"),
        refused("404", "404 Not Found", "HTTP status 404: no"),
        refused(
            "407",
            "407 Proxy Authentication Required",
            "HTTP status 407: no",
        ),
        refused("413", "413 Content Too Large", "HTTP status 413: no"),
        refused(
            "600, which HTTP does not know",
            "600 Odd",
            "HTTP status 600: no",
        ),
        Scenario::new(
            "204 without a body",
            [vec![Step::Send(head("204 No Content", &[]))]],
        )
        .ends(Decode(""), Never)
        .status(204)
        .says("the body is empty"),
    ]
}

fn for_now() -> Vec<Scenario> {
    let failed = |name, status: &'static str, headers: &[&str], body: &str, says| {
        let number = status[..3]
            .parse()
            .expect("a status begins with its number");
        Scenario::new(name, [whole(status, headers, body)])
            .ends(Status(number), IfIdempotent)
            .says(says)
    };
    let html = ["content-type: text/html"];
    let with_id = ["x-request-id: 7f3a-0001"];
    let page = "HTTP status 502: an HTML page titled `502 Bad Gateway`";
    let unavailable = "503 Service Unavailable";
    vec![
        failed(
            "408",
            "408 Request Timeout",
            &[],
            "",
            "HTTP status 408, with an empty body",
        ),
        failed(
            "429",
            "429 Too Many Requests",
            &[],
            "slower",
            "HTTP status 429: slower",
        ),
        failed(
            "500 with a refusal as JSON",
            "500 Oops",
            &[],
            r#"{"code":21001}"#,
            "HTTP status 500: {",
        ),
        failed(
            "500 with an id",
            "500 Oops",
            &with_id,
            "",
            "trace id 7f3a-0001",
        ),
        failed(
            "502 with an HTML page",
            "502 Bad Gateway",
            &html,
            GATEWAY_PAGE,
            page,
        ),
        failed("503", unavailable, &[], "later", "HTTP status 503: later"),
        failed("504", "504 Gateway Timeout", &[], "", "HTTP status 504"),
        Scenario::new(
            "503 twice, then answered",
            [
                whole(unavailable, &[], ""),
                whole(unavailable, &[], ""),
                success(),
            ],
        )
        .ends(Answer, IfIdempotent)
        .or_else(Status(503)),
        Scenario::new(
            "503, then 404",
            [
                whole(unavailable, &[], ""),
                whole("404 Not Found", &[], "gone"),
            ],
        )
        .ends(Status(404), Never)
        .or_else(Status(503))
        .attempts(2, 1)
        .says("HTTP status 404: gone"),
    ]
}

fn retry_after() -> Vec<Scenario> {
    let busy = "429 Too Many Requests";
    let wait = |name, headers: &[&str]| {
        Scenario::new(name, [whole(busy, headers, ""), success()])
            .ends(Answer, IfIdempotent)
            .or_else(Status(429))
            .attempts(2, 1)
    };
    let too_long = |name, headers: &[&str]| {
        Scenario::new(name, [whole(busy, headers, "")])
            .ends(Status(429), IfIdempotent)
            .attempts(1, 1)
            .says("HTTP status 429")
    };
    let now = format!("date: {NOW_DATE}");
    let later = format!("retry-after: {SECOND_LATER}");
    let second = Duration::from_secs(1);
    vec![
        wait(
            "429, `Retry-After: 1`, then answered (after a second)",
            &["retry-after: 1"],
        )
        .at_least(second),
        wait(
            "429, `Retry-After` a date in a second, then answered (after a second)",
            &[&now, &later],
        )
        .at_least(second),
        wait(
            "429, `Retry-After: soon`, then answered (it is passed over)",
            &["retry-after: soon"],
        ),
        too_long(
            "429, `Retry-After: 3600`: beyond the time for the call",
            &["retry-after: 3600"],
        ),
        too_long(
            "429, `Retry-After` a date in an hour: beyond the time for the call",
            &[&now, "retry-after: Mon, 13 May 2024 11:23:22 GMT"],
        ),
        too_long(
            "429, `Retry-After` more seconds than fit into a number",
            &["retry-after: 99999999999999999999999999"],
        ),
    ]
}
