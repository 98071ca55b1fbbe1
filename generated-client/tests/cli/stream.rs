//! All rows of a long query: planned, read, interrupted, gone on with.

use std::fs;
use std::process::{Child, Command};
use std::sync::OnceLock;
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::Value;
use wallet_client::operations::balance_records::BalanceRecordsRequest;
use wallet_client::sandbox::{Fault, Sandbox};

use crate::wallet::{Wallet, wallet};
use crate::{builder, start};

const ROWS: usize = 3_000;
/// Six months, pages of 50: more than sixty calls.
const QUERY: &str = "balance-records --from 2024-06-01 --to 2024-11-30 --size 50";

fn many() -> &'static Sandbox {
    static SANDBOX: OnceLock<Sandbox> = OnceLock::new();
    SANDBOX.get_or_init(|| start(builder().rows(ROWS)))
}

/// Against the sandbox with many rows.
fn long(more: &str) -> Wallet {
    wallet(&format!("{QUERY} {more}")).var("WALLET_BASE_URL", &many().url())
}

/// What one uninterrupted run gives.
fn whole() -> &'static str {
    static WHOLE: OnceLock<String> = OnceLock::new();
    WHOLE.get_or_init(|| long("--all -o csv").run().code(0).out.clone())
}

#[test]
fn a_plan_names_the_windows_and_sends_nothing() {
    let before = many().calls().len();
    long("--plan").run().code(0).snapshot("plan");
    assert!(many().calls().len() >= before);
    // By a sandbox that nobody else calls.
    let quiet = start(builder());
    wallet(QUERY)
        .arg("--plan")
        .var("WALLET_BASE_URL", &quiet.url())
        .run()
        .code(0);
    assert!(quiet.calls().is_empty());
}

#[test]
fn all_rows_come_once() {
    let mut reader = csv::Reader::from_reader(whole().as_bytes());
    let mut ids: Vec<String> = reader
        .records()
        .map(|row| row.unwrap()[3].to_owned())
        .collect();
    assert_eq!(ids.len(), ROWS);
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), ROWS);
}

#[test]
fn every_form_has_all_rows() {
    let json = long("--all -o json --columns balanceRefNo").run();
    let rows: Value = serde_json::from_str(&json.code(0).out).unwrap();
    assert_eq!(rows.as_array().unwrap().len(), ROWS);
    let ndjson = long("--all -o ndjson --columns balanceRefNo").run();
    assert_eq!(ndjson.code(0).out.lines().count(), ROWS);
    let table = long("--all --columns balanceRefNo,amount").run();
    assert_eq!(table.code(0).out.matches("BRF").count(), ROWS);
    let none = wallet("balance-records --all --from 2020-01-01 --to 2020-12-31 -o json").run();
    assert_eq!(none.code(0).out, "[]\n");
}

#[test]
fn nothing_of_progress_is_shown_where_nobody_watches() {
    let ran = long("--all -o csv --columns amount").run();
    assert_eq!(
        (ran.code(0).err.as_str(), ran.out.lines().count()),
        ("", ROWS + 1)
    );
}

/// Runs until so much is written, and then no further.
fn interrupt(wallet: &Wallet, bytes: u64, signal: &str) -> Child {
    let mut child = wallet.command().spawn().unwrap();
    let output = wallet.folder.path().join("out.csv");
    let began = Instant::now();
    while fs::metadata(&output).map_or(0, |data| data.len()) < bytes
        && child.try_wait().unwrap().is_none()
    {
        assert!(began.elapsed() < Duration::from_secs(60));
        sleep(Duration::from_millis(1));
    }
    let _ = Command::new("kill")
        .args([signal, &child.id().to_string()])
        .status();
    child
}

#[cfg(unix)]
#[test]
fn what_is_killed_goes_on_and_comes_to_the_same_bytes() {
    let wallet = long("--all -o csv --save out.csv --resume place");
    let length = whole().len() as u64;
    for part in 1..8 {
        interrupt(&wallet, length * part / 8, "-KILL")
            .wait()
            .unwrap();
        let place = wallet.folder.path().join("place");
        if part % 2 == 0 && place.exists() {
            // What was on its way when it was killed: half a row, and half a place.
            let path = wallet.folder.path().join("out.csv");
            let written = fs::read_to_string(&path).unwrap();
            fs::write(&path, written + "JT1095595801938").unwrap();
            fs::write(wallet.folder.path().join("place.new"), "{").unwrap();
        }
    }
    let ran = wallet.run();
    ran.code(0);
    assert!(
        ran.err.contains("rows are there already; going on"),
        "{}",
        ran.err
    );
    assert!(ran.err.contains("personal data is masked"), "{}", ran.err);
    assert!(wallet.read("out.csv") == whole(), "the bytes differ");
    assert!(!wallet.folder.path().join("place").exists());
}

#[cfg(unix)]
#[test]
fn ctrl_c_says_how_to_go_on() {
    let wallet = long("--all -o csv --save out.csv --resume place");
    let ended = interrupt(&wallet, whole().len() as u64 / 2, "-INT")
        .wait_with_output()
        .unwrap();
    let err = String::from_utf8(ended.stderr).unwrap();
    assert_eq!(ended.status.code(), Some(130), "{err}");
    assert!(
        err.contains("rows were written before") && err.contains("it goes on from there"),
        "{err}"
    );
    wallet.run().code(0);
    assert!(wallet.read("out.csv") == whole(), "the bytes differ");
}

#[test]
fn a_lost_network_is_gone_on_from_too() {
    let fault = Fault::status(403).on::<BalanceRecordsRequest>().nth(21);
    let sandbox = start(builder().rows(ROWS).fault(fault));
    let wallet = wallet(QUERY)
        .arg("--all")
        .arg("--output=csv")
        .arg("--save=out.csv")
        .arg("--resume=place")
        .var("WALLET_BASE_URL", &sandbox.url());
    wallet.run().code(7);
    wallet.run().code(0);
    assert!(wallet.read("out.csv") == whole(), "the bytes differ");
}

#[test]
fn what_does_not_fit_is_not_gone_on_with() {
    let fault = Fault::status(403).on::<BalanceRecordsRequest>().nth(4);
    let sandbox = start(builder().fault(fault));
    let run = |more: &str| {
        let all = format!("{QUERY} --all --save out.csv --resume place {more}");
        wallet(&all).var("WALLET_BASE_URL", &sandbox.url())
    };
    let begun = run("-o csv");
    begun.run().code(7);
    sandbox.inject(Fault::status(403).nth(3));
    let stopped = run("-o csv --columns amount").run();
    stopped.code(7).snapshot("error-stream-stopped");
    let (out, place) = (begun.read("out.csv"), begun.read("place"));
    let again = |more: &str| run(more).file("out.csv", &out).file("place", &place);
    again("-o ndjson")
        .run()
        .code(2)
        .snapshot("error-resume-another-format");
    again("-o csv --columns amount").run().code(2);
    again("-o csv --transaction-type CASH_IN")
        .run()
        .code(2)
        .snapshot("error-resume-another-query");
    again("-o csv")
        .file("out.csv", "mchUuid\n")
        .run()
        .code(8)
        .snapshot("error-resume-shorter");
    again("-o csv")
        .file("place", "my diary")
        .run()
        .code(2)
        .snapshot("error-resume-no-place");
    again("").run().code(2).snapshot("error-resume-table");
    for (wallet, kept) in [
        (again("-o csv --transaction-type CASH_IN"), &out),
        (again("-o ndjson"), &out),
    ] {
        wallet.run();
        assert_eq!(&wallet.read("out.csv"), kept, "what was there is lost");
    }
    wallet(QUERY)
        .arg("--resume=place")
        .run()
        .code(2)
        .snapshot("error-resume-alone");
    wallet(QUERY)
        .arg("--all")
        .arg("--page=2")
        .run()
        .code(4)
        .snapshot("error-all-and-page");
}
