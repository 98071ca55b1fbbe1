//! The sandbox as a server: HTTP, start and end.

use std::net::{SocketAddr, TcpListener, TcpStream};
use std::time::Duration;

use serde_json::Value;

use super::sample::{ListRequest, ROUTES, SetRequest};
use super::{NOW, key};
use crate::clock::FixedClock;
use crate::envelope;
use crate::operation::Operation as _;
use crate::sample::API;
use crate::sandbox::{Data, Sandbox, SandboxBuilder, StartError, VerifiedCall};

fn builder() -> SandboxBuilder {
    SandboxBuilder::new(ROUTES)
        .merchant("app", key().public_key())
        .clock(FixedClock::at_millis(NOW))
}

async fn start() -> Sandbox {
    builder().start().await.unwrap()
}

fn http() -> reqwest::Client {
    reqwest::Client::builder().no_proxy().build().unwrap()
}

fn good_body() -> String {
    let param = format!(r#"{{"timestamp":{NOW}}}"#);
    let sign = key().sign(param.as_bytes()).unwrap();
    envelope::body(API, "app", &sign, &param)
}

#[tokio::test]
async fn paths_methods_and_sizes() {
    let sandbox = start().await;
    let url = |path: &str| format!("{}{path}", sandbox.url());
    let http = http();
    let good = http
        .post(url("/list?ignored"))
        .body(good_body())
        .send()
        .await
        .unwrap();
    assert_eq!(good.status(), 200);
    assert_eq!(good.headers()["content-type"], "application/json");
    let answer: Value = serde_json::from_str(&good.text().await.unwrap()).unwrap();
    assert_eq!(
        (&answer["code"], &answer["data"]["count"]),
        (&10_000.into(), &1_000.into())
    );

    for path in ["/", "/list/", "/LIST", "//list", "/lis"] {
        let lost = http.post(url(path)).body(good_body()).send().await.unwrap();
        assert_eq!(lost.status(), 404, "{path}");
    }
    for method in [
        reqwest::Method::GET,
        reqwest::Method::PUT,
        reqwest::Method::HEAD,
    ] {
        let wrong = http.request(method, url("/list")).send().await.unwrap();
        assert_eq!(wrong.status(), 405);
        assert_eq!(wrong.headers()["allow"], "POST");
    }
    let most = 8 * 1024 * 1024;
    let large = http
        .post(url("/list"))
        .body(vec![b' '; most])
        .send()
        .await
        .unwrap();
    assert_eq!(large.status(), 200);
    let larger = http
        .post(url("/list"))
        .body(vec![b' '; most + 1])
        .send()
        .await
        .unwrap();
    assert_eq!(larger.status(), 413);

    let calls = sandbox.calls();
    let outcomes: Vec<_> = calls
        .iter()
        .map(|call| (call.operation, call.status, call.code))
        .collect();
    let mut wanted = vec![(Some("list"), 200, Some(10_000))];
    wanted.extend([(None, 404, None); 5]);
    wanted.extend([(Some("list"), 405, None); 3]);
    wanted.extend([(Some("list"), 200, Some(3)), (Some("list"), 413, None)]);
    assert_eq!(outcomes, wanted);
    assert!(calls.iter().all(|call| call.at_millis == NOW));
}

#[tokio::test]
async fn many_run_side_by_side() {
    let (one, two) = (start().await, builder().rows(7).start().await.unwrap());
    assert_ne!(one.url(), two.url());
    let http = http();
    for (sandbox, count) in [(&one, 1_000), (&two, 7)] {
        let sent = http
            .post(format!("{}/list", sandbox.url()))
            .body(good_body())
            .send()
            .await;
        let answer: Value = serde_json::from_str(&sent.unwrap().text().await.unwrap()).unwrap();
        assert_eq!(answer["data"]["count"], count);
        assert_eq!(sandbox.calls().len(), 1);
    }
}

/// Whether something listens there.
fn is_open(address: SocketAddr) -> bool {
    TcpStream::connect_timeout(&address, Duration::from_secs(1)).is_ok()
}

#[tokio::test]
async fn it_ends_when_dropped_or_shut_down() {
    let sandbox = start().await;
    let address = sandbox.address();
    assert!(is_open(address));
    // An idle connection, and one that has begun to send, are no reason to stay.
    let http = http();
    http.post(format!("{}/list", sandbox.url()))
        .body(good_body())
        .send()
        .await
        .unwrap();
    drop(sandbox);
    assert!(!is_open(address));

    let sandbox = start().await;
    let address = sandbox.address();
    http.post(format!("{}/list", sandbox.url()))
        .body(good_body())
        .send()
        .await
        .unwrap();
    sandbox.shutdown().await;
    assert!(!is_open(address));
    // The port can be had again.
    builder().bind(address).start().await.unwrap();
}

#[test]
fn a_start_that_is_given_up_leaves_nothing_behind() {
    let free = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let start = builder().bind(free).start();
        let _ = tokio::time::timeout(Duration::ZERO, start).await;
        // The port is freed as soon as the thread finds out; until then it is taken.
        let taken_over = async {
            while let Err(error) = builder().bind(free).start().await {
                assert!(matches!(error, StartError::Listen { .. }), "{error}");
            }
        };
        let limit = Duration::from_secs(30);
        tokio::time::timeout(limit, taken_over).await.unwrap();
    });
}

#[tokio::test]
async fn only_this_machine_and_only_free_ports() {
    for address in ["0.0.0.0:0", "192.0.2.1:80", "[::]:0"] {
        let error = builder()
            .bind(address.parse().unwrap())
            .start()
            .await
            .err()
            .unwrap();
        assert!(matches!(error, StartError::NotLoopback(_)), "{error}");
    }
    let taken = start().await;
    let error = builder().bind(taken.address()).start().await.err().unwrap();
    assert!(matches!(error, StartError::Listen { .. }), "{error}");
    assert!(
        error.to_string().contains(&taken.address().to_string()),
        "{error}"
    );
}

#[tokio::test]
async fn responders_are_found_by_their_request() {
    let sandbox = builder()
        .responder::<SetRequest>(|_: &VerifiedCall<'_>| Ok(Data::from_json("[1.50]")))
        .start()
        .await
        .unwrap();
    let url = format!("{}{}", sandbox.url(), SetRequest::INFO.path);
    let answer = http()
        .post(url)
        .body(good_body())
        .send()
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    assert_eq!(
        answer,
        r#"{"code":10000,"message":"Success","data":[1.50]}"#
    );
}

#[tokio::test]
async fn values_are_given_as_they_travel() {
    use crate::sample::{Channel, Kind};
    let sandbox = builder()
        .values("channel", [Channel::from("NEW")])
        .values("kind", [Kind::Other(9)])
        .start()
        .await
        .unwrap();
    let url = format!("{}{}", sandbox.url(), ListRequest::INFO.path);
    let answer = http()
        .post(url)
        .body(good_body())
        .send()
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    let answer: Value = serde_json::from_str(&answer).unwrap();
    let row = &answer["data"]["items"][0];
    assert_eq!((&row["channel"], &row["kind"]), (&"NEW".into(), &9.into()));
}

#[test]
fn debug_of_handle_and_builder() {
    let shown = format!("{:?}", builder());
    assert!(shown.contains("127.0.0.1:0") && shown.contains(&key().public_key().fingerprint()));
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    // Neither time nor network is asked of the caller's runtime.
    let sandbox = runtime.block_on(start());
    assert_eq!(
        format!("{sandbox:?}"),
        format!("Sandbox {{ url: {:?}, .. }}", sandbox.url())
    );
}
