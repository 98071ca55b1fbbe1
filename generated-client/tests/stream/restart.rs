//! A program that is killed in the middle of a stream, and another one that goes on from the cursor on the disk.

use std::env;
use std::fs;
use std::path::Path;
use std::process::{Command, exit};

use wallet_client::stream::StreamOptions;
use wallet_client::{BalanceRefNo, Client, FixedClock, SigningKey};

use super::{NOW, all, client, every_row, sandbox};

/// Where the program finds the sandbox, and its folder.
const URL: &str = "STREAM_TEST_URL";
const FOLDER: &str = "STREAM_TEST_FOLDER";

/// The program: keeps each row, and its place, and is killed after 17 rows. Not a test, unless it is told where to look.
#[test]
fn the_program() {
    let (Ok(url), Ok(folder)) = (env::var(URL), env::var(FOLDER)) else {
        return;
    };
    let folder = Path::new(&folder);
    let key = SigningKey::from_pem_file(folder.join("key.pem")).unwrap();
    let client = Client::builder(url, "app", key)
        .clock(FixedClock::at_millis(NOW))
        .build()
        .unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let mut rows = all(&client).options(StreamOptions::new().page_size(10));
        if let Ok(cursor) = fs::read_to_string(folder.join("cursor")) {
            rows = rows.resume(cursor.parse().unwrap());
        }
        let read = || fs::read_to_string(folder.join("rows")).unwrap_or_default();
        let mut count = 0;
        while let Some(row) = rows.try_next().await.unwrap() {
            fs::write(
                folder.join("rows"),
                format!("{}{}\n", read(), row.balance_ref_no),
            )
            .unwrap();
            fs::write(folder.join("cursor"), rows.cursor().unwrap().to_string()).unwrap();
            count += 1;
            if count == 17 {
                // Nothing is dropped, nothing is finished.
                exit(3);
            }
        }
    });
    exit(4);
}

#[tokio::test]
async fn a_program_that_is_killed_again_and_again_reads_every_row_once() {
    const PEM: &str = include_str!("../../src/signing/vectors/test-rsa-2048-pkcs8.pem");
    let key = SigningKey::parse(PEM).unwrap();
    let sandbox = sandbox()
        .merchant("app", key.public_key())
        .start()
        .await
        .unwrap();
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("key.pem"), PEM).unwrap();
    let mut runs = Vec::new();
    while runs.last() != Some(&4) {
        let mut program = Command::new(env::current_exe().unwrap());
        program
            .args(["--exact", "restart::the_program"])
            .env(URL, sandbox.url())
            .env(FOLDER, folder.path());
        let output = tokio::task::spawn_blocking(move || program.output())
            .await
            .unwrap()
            .unwrap();
        runs.push(output.status.code().unwrap());
        assert!(
            runs.len() < 20,
            "{runs:?}: {}",
            String::from_utf8_lossy(&output.stdout)
        );
    }
    assert_eq!(runs, [3, 3, 3, 3, 3, 3, 3, 4]);

    let other = super::sandbox().start().await.unwrap();
    let rows = every_row(&client(other.url())).await;
    let read = fs::read_to_string(folder.path().join("rows")).unwrap();
    let read: Vec<BalanceRefNo> = read.lines().map(BalanceRefNo::from).collect();
    let to_come: Vec<BalanceRefNo> = rows.into_iter().map(|row| row.balance_ref_no).collect();
    assert_eq!(read, to_come);
}
