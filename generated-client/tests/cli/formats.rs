//! What programs read: exact, whole, and never masked without a word.

use std::time::Duration;

use serde_json::Value;
use wallet_client::Client;
use wallet_client::SigningKey;
use wallet_client::civil;

use crate::wallet::wallet;
use crate::{APP, documented, runtime, sandbox, vector};

const RECORDS: &str = "balance-records --from 2024-11-01 --to 2024-11-30 --size 40";

/// The same page by the library.
fn by_library() -> Value {
    let key = SigningKey::from_pem_file(vector("rsa-2048-pkcs8.pem")).unwrap();
    let client = Client::builder(sandbox().url(), APP, key).timeout(Duration::from_secs(20));
    let client = client.build().unwrap();
    let (from, to) = (civil::date(2024, 11, 1), civil::date(2024, 11, 30));
    let call = client
        .balance_records(from.at(0, 0, 0, 0), to.at(23, 59, 59, 0))
        .size(40);
    let page = runtime().block_on(call.send().into_future()).unwrap();
    serde_json::to_value(page).unwrap()
}

#[test]
fn json_is_the_answer_as_it_travels() {
    let ran = wallet(RECORDS)
        .arg("--output=json")
        .arg("--show-sensitive")
        .run();
    let shown: Value = serde_json::from_str(&ran.code(0).out).unwrap();
    assert_eq!(shown, by_library());
    assert_eq!(shown["list"].as_array().unwrap().len(), 40);
    assert!(!ran.err.contains("masked"));
}

#[test]
fn ndjson_is_the_rows() {
    let ran = wallet(RECORDS)
        .arg("-ondjson")
        .arg("--show-sensitive")
        .run();
    let rows: Vec<Value> = ran
        .code(0)
        .out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(Value::from(rows), by_library()["list"]);
}

#[test]
fn csv_is_the_rows_with_exact_decimals() {
    let ran = wallet(RECORDS).arg("-ocsv").arg("--show-sensitive").run();
    let mut reader = csv::Reader::from_reader(ran.code(0).out.as_bytes());
    let header = reader.headers().unwrap().clone();
    let rows = by_library()["list"].as_array().unwrap().clone();
    let mut read = 0;
    for (record, row) in reader.records().map(Result::unwrap).zip(&rows) {
        for (name, cell) in header.iter().zip(&record) {
            let expected = match (&row[name], name) {
                (Value::Number(minor), _) => {
                    let minor = minor.as_i64().unwrap();
                    let sign = if minor < 0 { "-" } else { "" };
                    format!("{sign}{}.{:02}", minor.abs() / 100, minor.abs() % 100)
                }
                (Value::String(text), _) => text.clone(),
                (Value::Null, "mchOrderId") => String::new(),
                other => panic!("{other:?}"),
            };
            assert_eq!(cell, expected, "{name}");
        }
        read += 1;
    }
    assert_eq!((read, header.len()), (40, 14));
}

#[test]
fn personal_data_is_masked_and_that_is_said_whatever_the_form() {
    // As in the documented answer.
    let secret = "081******890";
    for format in ["table", "json", "ndjson", "csv"] {
        let ran = documented(RECORDS)
            .arg("-o")
            .arg(format)
            .arg("--quiet")
            .run();
        ran.code(0);
        assert!(
            !ran.out.contains(secret) && ran.out.contains("<masked>"),
            "{format}"
        );
        let said = "personal data is masked (cashoutBankAccountName, cashoutBankAccountNo)";
        assert!(ran.err.contains(said), "{format}: {}", ran.err);
        assert!(
            !ran.out.contains('\u{1b}') && !ran.err.contains('\u{1b}'),
            "{format}"
        );
        let shown = documented(RECORDS)
            .arg("-o")
            .arg(format)
            .arg("--show-sensitive")
            .run();
        assert!(
            shown.out.contains(secret) && !shown.err.contains("masked"),
            "{format}"
        );
        // Nothing is masked, so nothing is said.
        let other = documented(RECORDS)
            .arg("-o")
            .arg(format)
            .arg("--columns=amount")
            .run();
        assert!(
            !other.out.contains("<masked>") && !other.err.contains("masked"),
            "{format}"
        );
    }
}

#[test]
fn columns_are_those_that_were_named_in_their_order() {
    let ran = wallet("balance-records --from 2024-11-30 --to 2024-11-30 --size 1 -o csv")
        .arg("--columns=amount,mchUuid")
        .arg("--columns=fee")
        .run();
    assert!(
        ran.code(0).out.starts_with("amount,mchUuid,fee\n"),
        "{}",
        ran.out
    );
    assert_eq!(ran.out.lines().count(), 2);
}

#[test]
fn more_rows_than_were_shown_are_told() {
    let ran = wallet("wallet-balance --size 2 -o ndjson").run();
    assert_eq!(ran.code(0).out.lines().count(), 2);
    assert!(
        ran.err
            .contains("these are 2 of 1000 rows; --all gets all of them"),
        "{}",
        ran.err
    );
}

#[test]
fn an_answer_is_saved_to_a_file() {
    let wallet = wallet("wallet-balance --size 2 -o csv --save out.csv");
    let ran = wallet.run();
    assert_eq!(ran.code(0).out, "");
    assert_eq!(wallet.read("out.csv").lines().count(), 3);
}

#[test]
fn a_dry_run_is_a_call_that_the_platform_takes() {
    let ran = wallet("balance-records --from 2024-11-30 --to 2024-11-30 --size 1 --dry-run").run();
    assert!(ran.code(0).err.contains("nothing was sent"));
    let body = ran.out.split("--data-raw '").nth(1).unwrap();
    let body = body.split("' \\\n").next().unwrap().to_owned();
    let url = ran.out.trim_end().rsplit('\'').nth(1).unwrap().to_owned();
    assert_eq!(
        url,
        format!("{}/open-api/wallet/balance/records", sandbox().url())
    );
    let answer = runtime().block_on(async {
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        let sent = http
            .post(url)
            .header("content-type", "application/json")
            .body(body);
        sent.send().await.unwrap().text().await.unwrap()
    });
    let answer: Value = serde_json::from_str(&answer).unwrap();
    assert_eq!(answer["code"], 10_000, "{answer}");
}

#[test]
fn a_date_alone_is_a_whole_day_and_an_offset_counts() {
    let param = |from: &str, to: &str| {
        let ran = wallet(&format!(
            "balance-records --dry-run --from {from} --to {to}"
        ))
        .run();
        ran.code(0).out.replace('\\', "")
    };
    let days = param("2024-11-25", "2024-11-30");
    assert!(
        days.contains(r#""startTime":"2024-11-25 00:00:00","endTime":"2024-11-30 23:59:59""#),
        "{days}"
    );
    let times = param("2024-11-25T17:30:00Z", "2024-11-26T01:00");
    assert!(
        times.contains(r#""startTime":"2024-11-26 00:30:00","endTime":"2024-11-26 01:00:00""#),
        "{times}"
    );
}

#[test]
fn amounts_below_zero_keep_their_sign() {
    let ran = documented(RECORDS)
        .arg("-ocsv")
        .arg("--columns=amount,fee,balance")
        .run();
    let rows = "amount,fee,balance\n2000.00,20.00,50000.00\n-2000.00,20.00,48000.00\n";
    assert_eq!(ran.code(0).out, rows);
}
