//! A third endpoint, and a fourth with pages, take nothing but their YAML: generated beside the real ones, they compile
//! without a warning, can be called, are commands of the command line, and are served and checked by the sandbox, all with
//! the hand-written files as they are. So does a notification, which can be received.
#![allow(clippy::unwrap_used)]

use std::fs;

use codegen::source::{SourceFile, Sources};
use tests::here;
use xtask::{paths, scratch::Scratch, shell};

#[test]
fn further_endpoints_and_a_notification_take_nothing_but_yaml() {
    let real = Sources::read(&paths::root().join("spec"));
    let files = real
        .files()
        .iter()
        .map(|SourceFile { path, text, .. }| (path.clone(), text.clone()));
    let text = |file: &str| fs::read_to_string(here().join("third_endpoint").join(file)).unwrap();
    let added = [
        ("spec/endpoints/third.yaml", text("endpoint.yaml")),
        ("spec/endpoints/fourth.yaml", text("paged.yaml")),
        ("spec/endpoints/streamed.yaml", text("streamed.yaml")),
        ("spec/notifications/first.yaml", text("notification.yaml")),
    ];
    let added = added.map(|(path, text)| (path.to_owned(), text));
    let with_third = Sources::from_texts(files.chain(added));
    let tree = codegen::generate(&with_third).unwrap();

    let mut scratch = Scratch::new(&paths::scratch().join("third")).unwrap();
    let member = scratch.add("third-endpoint", &tree).unwrap();
    fs::create_dir(member.join("tests")).unwrap();
    for test in ["call.rs", "cli.rs", "notification.rs", "streamed.rs"] {
        fs::write(member.join("tests").join(test), text(test)).unwrap();
    }

    let clippy = ["--all-features", "--", "-D", "warnings"];
    scratch.cargo("clippy", &clippy).unwrap();
    let tests = [
        "--features",
        "cli,sandbox",
        "--test",
        "call",
        "--test",
        "cli",
        "--test",
        "notification",
        "--test",
        "streamed",
    ];
    scratch.cargo("test", &tests).unwrap();

    // What people see of it, in words.
    let run = [
        "run",
        "--quiet",
        "--features",
        "cli,sandbox",
        "--target-dir",
    ];
    let target = paths::target().to_string_lossy().into_owned();
    let help = |arguments: &[&str]| {
        let all = [&run[..], &[target.as_str(), "--"], arguments].concat();
        let text = shell::output("cargo", &all, &member).unwrap();
        text.replace("third-endpoint-wallet", "wallet")
    };
    insta::with_settings!({ snapshot_path => ".", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("help", help(&["set-credit-limit", "--help"]));
        insta::assert_snapshot!("help_paged", help(&["credit-limits", "-h"]));
    });
}
