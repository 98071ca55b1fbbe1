//! Which settings make a client, and what is said of those that do not.

use std::process::Command;
use std::time::Duration;

use super::{Client, builder, key};
use crate::clock::SystemClock;
use crate::error::ConfigError;
use crate::retry::{RetryBudget, RetryPolicy};

fn assert_send_sync<T: Clone + Send + Sync + 'static>(_: &T) {}

#[test]
fn the_documented_way_works() {
    let client = Client::builder("http://localhost:1/gate", "app", key())
        .clock(SystemClock)
        .timeout(Duration::from_secs(5))
        .attempt_timeout(Duration::from_secs(2))
        .connect_timeout(Duration::from_secs(1))
        .retry(RetryPolicy::new().max_attempts(2))
        .retry_budget(RetryBudget::new(5, 20))
        .max_in_flight(10)
        .max_response_bytes(1024)
        .build()
        .unwrap();
    assert_send_sync(&client);
}

#[test]
fn https_is_the_rule() {
    let https = Client::builder("https://wallet.example", "app", key()).build();
    if cfg!(feature = "rustls") {
        // A machine without certificate authorities is told so.
        assert!(!matches!(https, Err(ref error) if !error.to_string().contains("ca-certificates")));
    } else {
        assert!(matches!(https, Err(ConfigError::NoTls)));
    }
    let plain = || Client::builder("http://wallet.example", "app", key());
    assert!(matches!(
        plain().build(),
        Err(ConfigError::InsecureHttp { .. })
    ));
    assert!(plain().allow_insecure_http().build().is_ok());
}

#[test]
fn an_application_id_is_needed() {
    for (app_id, problem) in [("", "empty"), (" \n", "empty"), ("app\n", "white space")] {
        let error = Client::builder("http://localhost", app_id, key())
            .build()
            .unwrap_err();
        assert!(matches!(error, ConfigError::AppId { .. }));
        assert!(error.to_string().contains(problem), "{error}");
    }
}

#[test]
fn zero_is_no_limit_but_a_mistake() {
    let url = "http://localhost";
    for (builder, setting) in [
        (builder(url).timeout(Duration::ZERO), "`timeout`"),
        (
            builder(url).connect_timeout(Duration::ZERO),
            "`connect_timeout`",
        ),
        (
            builder(url).attempt_timeout(Duration::ZERO),
            "`attempt_timeout`",
        ),
        (builder(url).max_response_bytes(0), "`max_response_bytes`"),
        (builder(url).max_in_flight(0), "`max_in_flight`"),
    ] {
        let error = builder.build().unwrap_err();
        assert!(error.to_string().contains(setting), "{error}");
    }
}

#[test]
fn proxies_of_the_environment_are_not_used() {
    // In a process of its own, because a process has one environment.
    let test = "client::tests::what_is_received_is_exactly_what_was_signed";
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", test]);
    for variable in ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"] {
        // Nothing listens there.
        command.env(variable, "http://127.0.0.1:1");
    }
    command.env_remove("NO_PROXY").env_remove("no_proxy");
    let output = command.output().unwrap();
    let shown = String::from_utf8_lossy(&output.stdout);
    assert!(shown.contains("1 passed"), "{shown}");
}
