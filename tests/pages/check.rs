//! A page that changes: each change is told, and nothing else; and the patch makes the spec say it, and nothing else.

use std::fs;

use codegen::source::Sources;
use xtask::{
    import::check::{Check, What, check, patch},
    paths,
};

use crate::{Page, pages, read};

fn spec() -> Sources {
    Sources::read(&paths::root().join("spec"))
}

fn wallet_pages() -> Vec<(Page, String)> {
    let wallet = |page: &Page| page.name == "wallet_balance" || page.name == "balance_records";
    let pages = pages("txt").into_iter().filter(wallet);
    pages
        .map(|page| (fs::read_to_string(&page.path).unwrap(), page))
        .map(|(text, page)| (page, text))
        .collect()
}

fn of(text: &str) -> Check {
    check(&read("page.txt", text.as_bytes()), &spec())
}

fn told(check: &Check) -> Vec<String> {
    check.differences.iter().map(ToString::to_string).collect()
}

/// The rows of the tables of fields, but for those of the envelope.
fn rows(text: &str) -> Vec<&str> {
    let around = [
        "appId ",
        "param ",
        "sign ",
        "Content-Type",
        "code ",
        "message ",
        "data ",
        "list ",
        "timestamp ",
    ];
    let row = |line: &&str| {
        let typed = [" string ", " long ", " int ", " integer ", " List "]
            .iter()
            .any(|ty| line.contains(ty));
        typed
            && !line.starts_with('#')
            && !line.contains('"') | line.contains("format:")
            && !around.iter().any(|name| line.starts_with(name))
    };
    text.lines().filter(row).collect()
}

#[test]
fn pages_that_the_spec_follows_do_not_differ_from_it() {
    for (page, text) in wallet_pages() {
        assert_eq!(told(&of(&text)), Vec::<String>::new(), "{}", page.name);
    }
}

#[test]
fn a_row_that_is_gone_is_told_and_nothing_else() {
    let mut count = 0;
    for (page, text) in wallet_pages() {
        for row in rows(&text) {
            let name = row.split(' ').next().unwrap();
            let found = of(&text.replacen(&format!("{row}\n"), "", 1));
            let dropped: Vec<_> = found
                .differences
                .iter()
                .filter(|one| one.what == What::Dropped)
                .collect();
            assert_eq!(dropped.len(), 1, "{}: {row}: {:?}", page.name, told(&found));
            assert!(
                dropped[0].place.ends_with(&format!(".{name}")),
                "{:?}",
                told(&found)
            );
            // With one of its ends, a stretch of time is gone, too.
            let more = usize::from(matches!(name, "startTime" | "endTime"));
            assert_eq!(
                found.differences.len(),
                1 + more,
                "{}: {row}: {:?}",
                page.name,
                told(&found)
            );
            count += 1;
        }
    }
    assert!(count > 40, "{count}");
}

#[test]
fn a_new_row_is_told_and_nothing_else() {
    for (page, text) in wallet_pages() {
        for row in rows(&text) {
            let asked = row.contains(" No ") || row.contains(" Yes ");
            let new = if asked {
                "brandNew No string - - Whatever"
            } else {
                "brandNew string Whatever"
            };
            let found = of(&text.replacen(row, &format!("{row}\n{new}"), 1));
            assert_eq!(
                told(&found).len(),
                1,
                "{}: {row}: {:?}",
                page.name,
                told(&found)
            );
            assert!(
                found.differences[0].what == What::Added
                    && found.differences[0].place.ends_with(".brandNew")
            );
        }
    }
}

/// A change of a page, and what is to be told of it.
const CHANGES: &[(&str, &str, &str, &str)] = &[
    (
        "wallet_balance",
        "max: 10,000",
        "max: 5,000",
        "~ wallet_balance.request.size: range: the spec says `[1, 10000]`, the page `[1, 5000]`",
    ),
    (
        "wallet_balance",
        "default: 15",
        "default: 20",
        "~ wallet_balance.request.size: default: the spec says `15`, the page `20`",
    ),
    (
        "wallet_balance",
        "mchUuidList No List 5000",
        "mchUuidList No List 500",
        "~ wallet_balance.request.mchUuidList: max_items: the spec says `5000`, the page `500`",
    ),
    (
        "wallet_balance",
        "mchUuidList No",
        "mchUuidList Yes",
        "~ wallet_balance.request.mchUuidList: required: the spec says nothing, the page `true`",
    ),
    (
        "wallet_balance",
        "(Active, Deactivating, Deactivated)",
        "(Active, Frozen, Deactivating, Deactivated)",
        "+ UserStatus: the page lists the value `Frozen`",
    ),
    (
        "wallet_balance",
        "total integer",
        "total long",
        "~ wallet_balance.response.total: type: the spec says `int32`, the page `int64`",
    ),
    (
        "balance_records",
        "creditDebitType string",
        "creditDebitType integer",
        "~ BalanceRecord.creditDebitType: type: the spec says `CreditDebitType`, the page `string`",
    ),
    (
        "balance_records",
        "startTime Yes",
        "startTime No",
        "~ balance_records.request.startTime: required: the spec says `true`, the page nothing",
    ),
    (
        "balance_records",
        "remark string Note",
        "remark string Note, max length 64",
        "~ BalanceRecord.remark: length: the spec says nothing, the page `[~, 64]`",
    ),
];

#[test]
fn a_row_that_says_something_else_is_told_and_nothing_else() {
    for (page, old, new, says) in CHANGES {
        let (_, text) = wallet_pages()
            .into_iter()
            .find(|(known, _)| known.name == *page)
            .unwrap();
        assert!(text.contains(old), "{old}");
        let found = told(&of(&text.replacen(old, new, 1)));
        if *page == "balance_records" && old.starts_with("creditDebitType") {
            // A number where the example shows a text: told, however it is told.
            assert_eq!(found.len(), 1, "{old}: {found:?}");
            continue;
        }
        assert_eq!(found, [*says], "{old}");
    }
    // What the ledger explains is no alarm: the page may as well say that the order id is always there.
    let unknown = of(
        "# 1. A new one\n\n# Request URL\n\n{domain}/open-api/wallet/unknown\n\n# param\n\nName Required Type Description\nid Yes string Which\n",
    );
    assert_eq!(
        told(&unknown),
        ["+ wallet_unknown: the spec does not have it; import the page"]
    );
}

#[test]
fn the_patch_changes_what_the_page_changed_and_nothing_else() {
    for (page, old, new) in [
        ("wallet_balance", "max: 10,000", "max: 5,000"),
        ("wallet_balance", "mchUuidList No", "mchUuidList Yes"),
        (
            "wallet_balance",
            "mchUuidList No List 5000",
            "mchUuidList No List 500",
        ),
        (
            "wallet_balance",
            "(Active, Deactivating, Deactivated)",
            "(Active, Frozen, Deactivating, Deactivated)",
        ),
        (
            "wallet_balance",
            "userStatus No List",
            "brandNew No string - - Whatever\nuserStatus No List",
        ),
        (
            "balance_records",
            "remark string Note\n",
            "remark string Note\nbrandNew string Whatever\n",
        ),
        (
            "balance_records",
            "remark string Note",
            "remark string Note, max length 64",
        ),
    ] {
        let (_, text) = wallet_pages()
            .into_iter()
            .find(|(known, _)| known.name == page)
            .unwrap();
        let text = text.replace(old, new);
        let found = of(&text);
        let patched = patch(&found, &spec());
        assert_eq!(patched.len(), 1, "{new}: {:?}", told(&found));
        let files = spec()
            .files()
            .iter()
            .map(|file| {
                let new = patched.iter().find(|(path, _)| *path == file.path);
                (
                    file.path.clone(),
                    new.map_or_else(|| file.text.clone(), |(_, text)| text.clone()),
                )
            })
            .collect::<Vec<_>>();
        let changed: usize = spec()
            .files()
            .iter()
            .zip(&files)
            .map(|(old, (_, new))| lines_that_differ(&old.text, new))
            .sum();
        assert!(changed <= 3, "{new}: {changed} lines");
        let files = Sources::from_texts(files);
        if let Err(mistakes) = codegen::generate(&files) {
            panic!(
                "{new}: {}",
                mistakes.render(&files, codegen::diagnostic::Style::Plain)
            );
        }
        let again = check(&read("page.txt", text.as_bytes()), &files);
        assert_eq!(told(&again), Vec::<String>::new(), "{new}");
    }
}

/// How many lines only one of two texts has.
fn lines_that_differ(old: &str, new: &str) -> usize {
    let only = |one: &str, two: &str| {
        let two: Vec<&str> = two.lines().collect();
        one.lines().filter(|line| !two.contains(line)).count()
    };
    only(old, new) + only(new, old)
}
