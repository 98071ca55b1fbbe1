//! Output that goes nowhere, or not all the way.
#![cfg(unix)]

use std::fs::OpenOptions;
use std::io::{BufRead as _, BufReader};
use std::net::TcpListener;
use std::process::{Command, Stdio};

use crate::wallet::wallet;

const ROWS: &str = "wallet-balance --size 1000 -o csv";

#[test]
fn whoever_reads_may_stop_reading() {
    for format in ["table", "json", "ndjson", "csv"] {
        let wallet = wallet("wallet-balance --size 1000 --show-sensitive -o").arg(format);
        let mut child = wallet.command().spawn().unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        out.read_line(&mut line).unwrap();
        drop(out);
        let ended = child.wait_with_output().unwrap();
        assert_eq!(ended.status.code(), Some(141), "{format}");
        let err = String::from_utf8(ended.stderr).unwrap();
        assert!(
            !err.contains("error") && !err.contains("panicked"),
            "{format}: {err}"
        );
    }
}

#[test]
fn help_into_a_closed_pipe_is_no_error() {
    let wallet = wallet("balance-records --help");
    let mut child = wallet.command().spawn().unwrap();
    drop(child.stdout.take());
    let ended = child.wait_with_output().unwrap();
    assert!(
        ended.stderr.is_empty(),
        "{}",
        String::from_utf8_lossy(&ended.stderr)
    );
}

#[test]
fn a_full_disk_is_told() {
    let Ok(full) = OpenOptions::new().write(true).open("/dev/full") else {
        eprintln!("skipped: this system has no /dev/full");
        return;
    };
    for arguments in [
        ROWS,
        "wallet-balance --size 1",
        "key show",
        "completions bash",
    ] {
        let wallet = wallet(arguments);
        let ended = wallet
            .command()
            .stdout(Stdio::from(full.try_clone().unwrap()))
            .output()
            .unwrap();
        let err = String::from_utf8(ended.stderr).unwrap();
        assert_eq!(ended.status.code(), Some(8), "{arguments}: {err}");
        assert!(
            err.contains("error: cannot write the output: No space left on device"),
            "{err}"
        );
    }
    let saved = wallet(ROWS).arg("--save=/dev/full").run();
    saved.code(8).snapshot("error-full-disk");
}

#[test]
fn ctrl_c_in_the_middle_of_a_page_ends_the_call() {
    // Takes the call, and never answers.
    let server = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", server.local_addr().unwrap());
    let wallet = wallet(ROWS).var("WALLET_BASE_URL", &url);
    let child = wallet.command().spawn().unwrap();
    let _connection = server.accept().unwrap();
    let kill = Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status();
    assert!(kill.unwrap().success());
    let ended = child.wait_with_output().unwrap();
    let err = String::from_utf8(ended.stderr).unwrap();
    assert_eq!(ended.status.code(), Some(130), "{err}");
    assert!(
        ended.stdout.is_empty() && err.contains("interrupted"),
        "{err}"
    );
}
