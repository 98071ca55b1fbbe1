//! `cargo xtask import --check` as a scheduled run sees it: what it prints, and what it ends with.
#![allow(clippy::unwrap_used)]

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::Value;

/// A page that the spec stands for, in words of our own.
fn page() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    root.join("tests/fixtures/pages/wallet_balance/page.txt")
}

/// What a run ends with, its standard output and its standard error.
fn run(arguments: &[&str], pages: &[&Path]) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    let output = command.arg("import").args(arguments).args(pages).output();
    let output = output.unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (
        output.status.code(),
        text(output.stdout),
        text(output.stderr),
    )
}

/// The page with another greatest size.
fn changed(folder: &Path) -> PathBuf {
    let text = fs::read_to_string(page()).unwrap();
    let path = folder.join("changed.txt");
    fs::write(&path, text.replace("max: 10,000", "max: 500")).unwrap();
    path
}

#[test]
fn a_page_that_is_the_same_ends_with_0() {
    let (code, output, error) = run(&["--check"], &[&page()]);
    assert_eq!((code, error.as_str()), (Some(0), ""));
    assert!(output.contains("against `wallet_balance`: 0 differences"));
    assert!(output.ends_with("the spec says what the pages say\n"));
}

#[test]
fn a_page_that_differs_ends_with_1_and_says_where_and_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let page = changed(folder.path());
    let (code, output, _) = run(&["--check"], &[&page]);
    assert_eq!(code, Some(1));
    let line = "  ~ request.size: limits: the spec has value [1, 10000], the page value [1, 500] (page line 28, spec/endpoints/wallet_balance.yaml:10)\n";
    assert!(output.contains(line), "{output}");
    assert!(output.contains("cargo xtask import --update --dry-run"));

    let (code, output, error) = run(&["--check", "--message-format", "json"], &[&page]);
    assert_eq!(code, Some(1));
    let all: Vec<Value> = output
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let differs: Vec<&Value> = all
        .iter()
        .filter(|one| one["standing"] == "differs")
        .collect();
    assert_eq!(differs.len(), 1);
    assert_eq!(differs[0]["path"], "request.size");
    assert_eq!(differs[0]["place"]["line"], 10);
    assert!(error.contains("1 difference"));

    let (code, output, _) = run(&["--check", "--message-format", "github"], &[&page]);
    assert_eq!(code, Some(1));
    let start = "::warning file=spec/endpoints/wallet_balance.yaml,line=10,col=3,title=import::";
    assert!(output.starts_with(start) && output.lines().count() == 1);
}

#[test]
fn what_cannot_be_read_ends_with_2_and_the_other_pages_are_compared() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        path
    };
    let large = vec![b'a'; 10 << 20];
    let unreadable = [
        (folder.path().join("none.txt"), "cannot read"),
        (folder.path().to_owned(), "cannot read"),
        (file("binary.txt", &[0x80, 0, 0xff]), "no UTF-8"),
        (file("wide.txt", b"\xff\xfea\0"), "UTF-16"),
        (file("large.txt", &large), "too many bytes"),
        #[cfg(unix)]
        (PathBuf::from("/dev/zero"), "too many bytes"),
    ];
    for (path, why) in unreadable {
        let (code, output, error) = run(&["--check"], &[&path, &page()]);
        assert_eq!(code, Some(2), "{error}");
        assert!(error.contains(why) && error.lines().count() == 1, "{error}");
        assert!(output.contains("against `wallet_balance`: 0 differences"));
        assert!(output.ends_with("that could be read\n"));
    }
}

#[test]
fn a_page_that_the_spec_does_not_have_differs_and_one_about_nothing_does_not() {
    let folder = page();
    let folder = folder.parent().unwrap().parent().unwrap();
    let (code, output, _) = run(&["--check"], &[&folder.join("payout_create/page.txt")]);
    assert_eq!(code, Some(1));
    assert!(output.contains("the spec does not have it"), "{output}");
    assert!(output.contains("cargo xtask import --dry-run"), "{output}");
    let (code, output, _) = run(&["--check"], &[&folder.join("signing_guide/page.txt")]);
    assert_eq!(code, Some(0), "{output}");
    // With a name it is said to be about something.
    let arguments = ["--check", "--name", "wallet_balance"];
    let (code, ..) = run(&arguments, &[&folder.join("signing_guide/page.txt")]);
    assert_eq!(code, Some(1));
}

#[test]
fn an_update_is_shown_before_it_is_made() {
    let folder = tempfile::tempdir().unwrap();
    let page = changed(folder.path());
    let (code, output, error) = run(&["--update", "--dry-run"], &[&page]);
    assert_eq!((code, error.as_str()), (Some(0), ""));
    let old = "\n-  size: { type: int32, default: 15, range: [1, 10000], doc: Users a page. }\n";
    let new = "+  size: { type: int32, default: 15, range: [1, 500], doc: Users a page. }\n";
    assert!(output.contains(&format!("{old}{new}")), "{output}");
    assert!(output.ends_with("nothing was written\n"));
}
