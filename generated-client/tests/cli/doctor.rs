//! `wallet doctor` finds what is wrong, one thing at a time, and says what to do.

use std::net::TcpListener;
use std::time::Duration;

use wallet_client::sandbox::Fault;

use crate::support::Capture;
use crate::wallet::{Wallet, bare};
use crate::{APP, of_today, sandbox_of_today, start, vector};

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
    let off = Duration::from_secs(600);
    for (name, fault, says) in [
        (
            "clock-behind",
            Fault::clock_ahead(off),
            "behind the platform's",
        ),
        (
            "clock-ahead",
            Fault::clock_behind(off),
            "ahead of the platform's",
        ),
    ] {
        let sandbox = start(of_today().fault(fault));
        let wallet = set_up(&sandbox.url());
        finds(name, says, &wallet);
        assert!(wallet.run().out.contains("timedatectl set-ntp true"));
    }
}

#[test]
fn a_clock_that_is_off_and_not_refused_for_it() {
    let lenient = of_today().freshness(Duration::from_secs(3_600));
    let sandbox = start(lenient.fault(Fault::clock_ahead(Duration::from_secs(600))));
    finds("clock-tolerated", "behind", &set_up(&sandbox.url()));
}

#[test]
fn an_address_that_is_not_on_the_allow_list() {
    let elsewhere = "127.0.0.2".parse().unwrap();
    let sandbox = start(of_today().allow_addresses([elsewhere]));
    finds("allow-list", "allow list", &set_up(&sandbox.url()));
}

#[test]
fn a_wrong_application() {
    finds(
        "application",
        "application",
        &set_up(&sandbox_of_today().url()).var("WALLET_APP_ID", "somebody"),
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

/// With the merchant's key in a file.
fn wallet(arguments: &str) -> Wallet {
    bare(arguments)
        .var("WALLET_BASE_URL", &sandbox_of_today().url())
        .var("WALLET_APP_ID", APP)
        .var("WALLET_PRIVATE_KEY_FILE", "merchant.pem")
}

/// With the merchant's key in a variable, which no permissions can be said of.
fn set_up(url: &str) -> Wallet {
    let key = std::fs::read_to_string(vector("rsa-2048-pkcs8.pem")).unwrap();
    bare("doctor")
        .var("WALLET_BASE_URL", url)
        .var("WALLET_APP_ID", APP)
        .var("WALLET_PRIVATE_KEY", &key)
}
