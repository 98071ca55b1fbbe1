//! Tables, at the widths of terminals.

use crate::documented;

const RECORDS: &str = "balance-records --from 2024-11-01 --to 2024-11-30";
const CHOSEN: &str = "--columns createTime,transactionType,amount,balance";

#[test]
fn what_fits_is_a_table_and_what_does_not_has_a_line_for_each_field() {
    for columns in ["40", "80", "120"] {
        for (name, arguments) in [
            ("records", RECORDS.to_owned()),
            ("chosen", format!("{RECORDS} {CHOSEN}")),
            ("balances", "wallet-balance".to_owned()),
        ] {
            let ran = documented(&arguments).var("COLUMNS", columns).run();
            ran.code(0).snapshot(&format!("table-{name}-{columns}"));
            let widest = ran.out.lines().map(|line| line.chars().count()).max();
            assert!(widest.unwrap() <= columns.parse().unwrap(), "{}", ran.out);
        }
    }
}

#[test]
fn a_file_has_no_width() {
    let ran = documented(RECORDS).run();
    ran.code(0);
    assert!(ran.out.lines().next().unwrap().chars().count() > 200);
}

#[test]
fn colours_come_only_when_asked_for() {
    let plain = documented(RECORDS).run();
    assert!(!plain.out.contains('\u{1b}') && !plain.err.contains('\u{1b}'));
    let coloured = documented(&format!("{RECORDS} {CHOSEN} --color always")).run();
    coloured.code(0).snapshot("table-coloured");
    let error = documented("balance-records --color=always").run();
    error.code(2);
    assert!(error.err.contains("\u{1b}["));
    let help = documented("doctor --help --color never").run();
    assert!(!help.out.contains('\u{1b}'));
}

#[test]
fn no_rows_are_told() {
    crate::wallet::wallet("balance-records --from 2020-01-01 --to 2020-01-02")
        .run()
        .code(0)
        .snapshot("table-empty");
}
