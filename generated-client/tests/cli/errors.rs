//! Every way in which a command fails: its message, its help, and its exit code.

use std::net::TcpListener;

use wallet_client::ErrorCode;
use wallet_client::operations::wallet_balance::WalletBalanceRequest;
use wallet_client::sandbox::{Refusal, VerifiedCall};

use crate::support::Capture;
use crate::wallet::{Wallet, bare, wallet};
use crate::{builder, sandbox, start};

const RECORDS: &str = "balance-records --from 2024-11-01 --to 2024-11-30";

/// Fails as its snapshot shows, says nothing to standard output, and no more than one block to standard error.
#[track_caller]
fn fails(name: &str, code: i32, wallet: &Wallet) {
    let ran = wallet.run();
    ran.code(code).snapshot(&format!("error-{name}"));
    assert!(ran.out.is_empty(), "{}", ran.out);
    assert_eq!(ran.err.matches("error:").count(), 1, "{}", ran.err);
}

#[test]
fn the_command_line_cannot_be_understood() {
    fails("no-such-command", 2, &wallet("balance-record"));
    fails("required", 2, &wallet("balance-records --from 2024-11-01"));
    fails(
        "no-such-option",
        2,
        &wallet("wallet-balance --kyc Approved"),
    );
    fails(
        "no-such-value",
        2,
        &wallet("wallet-balance --kyc-status Aproved"),
    );
    fails(
        "no-such-column",
        2,
        &wallet("wallet-balance --columns balances"),
    );
    fails("no-such-format", 2, &wallet("wallet-balance -o xml"));
    fails(
        "no-time",
        2,
        &wallet("balance-records --from yesterday --to 2024-11-30"),
    );
    fails("no-number", 2, &wallet("wallet-balance --size many"));
    fails("no-timeout", 2, &wallet("wallet-balance --timeout 0"));
    fails(
        "no-file-of-values",
        2,
        &wallet("wallet-balance --mch-uuid-list @ids.txt"),
    );
}

#[test]
fn settings_are_missing_or_no_good() {
    fails("nothing-set", 3, &bare("wallet-balance"));
    fails(
        "bad-url",
        3,
        &wallet("wallet-balance --base-url wallet.example"),
    );
    fails(
        "http-to-others",
        3,
        &wallet("wallet-balance --base-url http://wallet.example"),
    );
    fails(
        "no-key-file",
        3,
        &wallet("wallet-balance --key missing.pem"),
    );
    let public = wallet("wallet-balance").var("WALLET_PRIVATE_KEY_FILE", "public.pem");
    fails("public-key", 3, &public);
    fails(
        "two-keys",
        3,
        &wallet("wallet-balance").var("WALLET_PRIVATE_KEY", "x"),
    );
    let pasted = "-----BEGIN PRIVATE KEY-----MIICANARY";
    let key = wallet("wallet-balance --key").arg(pasted);
    fails("key-on-the-command-line", 3, &key);
    assert!(!key.run().err.contains("CANARY"));
}

#[test]
fn the_configuration_file_is_no_good() {
    fails(
        "no-configuration",
        3,
        &bare("wallet-balance --config other.toml"),
    );
    fails(
        "no-profiles-at-all",
        3,
        &bare("wallet-balance --profile live"),
    );
    let file = "[profiles.live]\napp_id = \"a\"\n\n[profiles.test]\napp_id = \"b\"\n";
    fails(
        "no-such-profile",
        3,
        &bare("wallet-balance --config c.toml --profile prod").file("c.toml", file),
    );
    let misspelt = "[profiles.live]\nbase_ulr = \"https://wallet.example\"\n";
    fails(
        "misspelt-key",
        3,
        &bare("wallet-balance --config c.toml").file("c.toml", misspelt),
    );
    let secret = "[profiles.live]\napp_id = \"a\"\nprivate_key = \"MIICANARY\"\n";
    let secret = bare("wallet-balance --config c.toml").file("c.toml", secret);
    fails("key-in-the-configuration", 3, &secret);
    assert!(!secret.run().err.contains("CANARY"));
    fails(
        "no-toml",
        3,
        &bare("wallet-balance --config c.toml").file("c.toml", "profile = \n"),
    );
}

#[test]
fn limits_are_broken() {
    let beyond = wallet("balance-records --from 2024-11-01 --to 2025-01-31 --size 20000 --page 0");
    fails("limits", 4, &beyond);
    let ids: String = (0..5_001).map(|id| format!("U{id}\n")).collect();
    let ids = wallet("wallet-balance --mch-uuid-list @ids.txt").file("ids.txt", &ids);
    fails("limits-of-a-list", 4, &ids);
}

#[test]
fn the_call_does_not_get_through() {
    let closed = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    fails(
        "no-connection",
        5,
        &wallet("wallet-balance").var("WALLET_BASE_URL", &format!("http://{closed}")),
    );
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", silent.local_addr().unwrap());
    fails(
        "no-answer",
        5,
        &wallet("wallet-balance --timeout 1").var("WALLET_BASE_URL", &url),
    );
}

#[test]
fn the_platform_refuses() {
    fails(
        "app-id",
        6,
        &wallet("wallet-balance --app-id somebody-else"),
    );
    fails(
        "signature",
        6,
        &wallet("wallet-balance").var("WALLET_PRIVATE_KEY_FILE", "other.pem"),
    );
    for (name, code) in [
        ("address", ErrorCode::IpForbidden),
        ("unknown-code", ErrorCode::from(4_711)),
    ] {
        let refuse = move |_: &VerifiedCall<'_>| Err(Refusal::new(code.value(), "no, thank you"));
        let sandbox = start(builder().responder::<WalletBalanceRequest>(refuse));
        fails(
            name,
            6,
            &wallet("wallet-balance").var("WALLET_BASE_URL", &sandbox.url()),
        );
    }
}

#[test]
fn something_else_answers() {
    let page = Capture::start("502 Bad Gateway", |_| {
        "<html><title>Proxy</title>".to_owned()
    });
    let no_retries = |url: &str| wallet("wallet-balance --timeout 20").var("WALLET_BASE_URL", url);
    let no_such_path = format!("{}/elsewhere", sandbox().url());
    fails("no-such-path", 7, &no_retries(&no_such_path));
    let other = Capture::data(r#"{"total":"many"}"#);
    fails("undocumented", 7, &no_retries(&other.url));
    fails("a-proxy", 7, &no_retries(&page.url));
}

#[test]
fn the_output_cannot_be_written() {
    fails(
        "no-folder-to-save-in",
        8,
        &wallet(RECORDS).arg("--save=missing/out.csv"),
    );
    fails("key-exists", 8, &bare("key new merchant.pem"));
    fails(
        "no-folder-for-a-key",
        8,
        &bare("key new missing/merchant.pem"),
    );
    fails("nothing-to-sign", 8, &wallet("sign missing.txt"));
}

#[test]
fn signatures_do_not_match() {
    let public = "public.pem";
    let verify = |signature: &str| {
        bare("verify --signature")
            .arg(signature)
            .arg("--public-key")
            .arg(public)
            .stdin("text")
    };
    fails("no-base64", 9, &verify("~~~"));
    fails("another-length", 9, &verify("AAAA"));
    fails(
        "another-text",
        9,
        &verify(include_str!("../../src/signing/vectors/test-rsa-2048-signature.base64").trim()),
    );
    fails(
        "no-body",
        9,
        &bare("verify --public-key").arg(public).stdin("text"),
    );
    fails(
        "another-public-key",
        9,
        &wallet("key check --public").arg("other-public.pem"),
    );
}

#[test]
fn errors_fit_the_terminal() {
    let ran = wallet("balance-records --from 2024-11-01 --to 2025-01-31 --size 20000")
        .var("COLUMNS", "40")
        .run();
    ran.code(4).snapshot("error-narrow");
    assert!(
        ran.err.lines().all(|line| line.chars().count() <= 40),
        "{}",
        ran.err
    );
}
