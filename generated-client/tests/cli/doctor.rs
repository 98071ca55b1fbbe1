//! `wallet doctor` finds what is wrong, one thing at a time, and says what to do.

use std::net::TcpListener;
use std::time::SystemTime;

use wallet_client::operations::balance_records::BalanceRecordsRequest;
use wallet_client::operations::wallet_balance::WalletBalanceRequest;
use wallet_client::sandbox::{Refusal, VerifiedCall};

use crate::support::Capture;
use crate::wallet::{Wallet, bare, wallet};
use crate::{APP, builder, sandbox, start, vector};

/// What doctor says of one thing, in the snapshot's own words; everything else it says is not `FAIL`.
#[track_caller]
fn finds(name: &str, what: &str, wallet: &Wallet) {
    let ran = wallet.run();
    ran.code(10).snapshot(&format!("doctor-{name}"));
    let failed: Vec<_> = ran
        .out
        .lines()
        .filter(|line| line.starts_with("FAIL"))
        .collect();
    assert_eq!(failed.len(), 1, "{}", ran.out);
    assert!(failed[0].contains(what), "{}", ran.out);
    // A step that mends it stands below.
    assert_eq!(ran.out.matches("do:").count(), 1, "{}", ran.out);
}

#[test]
fn nothing_is_wrong() {
    let key = std::fs::read_to_string(vector("rsa-2048-pkcs8.pem")).unwrap();
    let well = wallet("doctor")
        .var("WALLET_PRIVATE_KEY_FILE", "")
        .var("WALLET_PRIVATE_KEY", &key);
    well.run().code(0).snapshot("doctor-well");
}

#[test]
fn a_missing_key() {
    finds(
        "missing-key",
        "private key",
        &wallet("doctor").var("WALLET_PRIVATE_KEY_FILE", ""),
    );
}

#[test]
fn a_public_key_where_the_private_one_belongs() {
    let public = "public.pem";
    finds(
        "public-key",
        "private key",
        &private(wallet("doctor"), public),
    );
}

#[test]
fn a_key_that_the_platform_does_not_know() {
    let stranger = "other.pem";
    finds(
        "unknown-key",
        "key there",
        &private(wallet("doctor"), stranger),
    );
}

#[test]
fn a_clock_that_is_ten_minutes_off() {
    for (name, seconds, code) in [("behind", 600, 21_009), ("ahead", -600, 10_000)] {
        let time = SystemTime::now();
        let time = if seconds > 0 {
            time + std::time::Duration::from_secs(600)
        } else {
            time - std::time::Duration::from_secs(600)
        };
        let date = httpdate::fmt_http_date(time);
        let status: &'static str = format!("200 OK\r\ndate: {date}").leak();
        let page = r#"{"total":0,"size":1,"current":1,"list":[]}"#;
        let server = Capture::start(status, move |_| {
            format!(r#"{{"code":{code},"message":"x","data":{page}}}"#)
        });
        let ran = set_up(&server.url).run();
        let said = ran.out.replace("9 min 59 s", "10 min 0 s");
        let line = said.lines().find(|line| line.contains("clock")).unwrap();
        assert!(
            line.starts_with("FAIL") && line.contains("10 min 0 s") && line.contains(name),
            "{said}"
        );
        ran.code(10);
        assert_eq!(said.matches("do:").count(), 1, "{said}");
        assert!(said.contains("timedatectl set-ntp true"), "{said}");
    }
}

#[test]
fn an_address_that_is_not_on_the_allow_list() {
    let refuse = |_: &VerifiedCall<'_>| Err(Refusal::new(1_002, "ip forbidden"));
    let sandbox = builder()
        .responder::<WalletBalanceRequest>(refuse)
        .responder::<BalanceRecordsRequest>(refuse);
    let sandbox = start(sandbox);
    finds("allow-list", "allow list", &set_up(&sandbox.url()));
}

#[test]
fn a_wrong_application() {
    finds(
        "application",
        "application",
        &set_up(&sandbox().url()).var("WALLET_APP_ID", "somebody"),
    );
}

#[test]
fn a_wrong_domain() {
    let other = Capture::start("404 Not Found", |_| {
        "<html><title>Shop</title></html>".to_owned()
    });
    finds("wrong-domain", "network", &set_up(&other.url));
    let greeting = Capture::start("200 OK", |_| "<html><title>Shop</title></html>".to_owned());
    finds(
        "wrong-domain-that-welcomes",
        "network",
        &set_up(&greeting.url),
    );
}

#[test]
fn no_network() {
    let closed = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    finds(
        "no-network",
        "network",
        &set_up(&format!("http://{closed}")),
    );
}

#[test]
fn a_base_url_that_cannot_be_used() {
    finds("bad-url", "base URL", &set_up("wallet.example"));
}

#[test]
fn a_configuration_that_cannot_be_read() {
    let wallet = bare("doctor --config c.toml").file("c.toml", "profile = ");
    finds("configuration", "settings", &wallet);
}

#[cfg(unix)]
#[test]
fn a_key_file_that_others_can_read() {
    use std::os::unix::fs::PermissionsExt;

    let wallet = wallet("doctor");
    let path = wallet.folder.path().join("merchant.pem");
    for (mode, warns) in [(0o644, true), (0o600, false)] {
        std::fs::set_permissions(&path, PermissionsExt::from_mode(mode)).unwrap();
        let ran = wallet.run();
        ran.code(0);
        assert_eq!(
            ran.out.contains("chmod 600 merchant.pem"),
            warns,
            "{}",
            ran.out
        );
    }
}

fn private(wallet: Wallet, path: &str) -> Wallet {
    wallet.var("WALLET_PRIVATE_KEY_FILE", path)
}

/// With the merchant's key in a variable, which no permissions can be said of.
fn set_up(url: &str) -> Wallet {
    let key = std::fs::read_to_string(vector("rsa-2048-pkcs8.pem")).unwrap();
    bare("doctor")
        .var("WALLET_BASE_URL", url)
        .var("WALLET_APP_ID", APP)
        .var("WALLET_PRIVATE_KEY", &key)
}
