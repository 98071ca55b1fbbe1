//! A call that does more when it is sent twice is sent once, whatever fails after it may have been sent.
//!
//! The fixture is the real spec with one word changed: its `wallet_balance` is not idempotent. The client that is generated
//! from it meets all the scenarios of the real client's fault server, `generated-client/tests/faults/`, which ask the
//! client which of the two it is.
#![allow(clippy::unwrap_used)]

use codegen::source::{SourceFile, Sources};
use xtask::{paths, scratch::Scratch};

const OPERATION: &str = "wallet_balance";

/// The real spec, in which `wallet_balance` is not idempotent.
fn sources() -> Sources {
    let real = Sources::read(&paths::root().join("spec"));
    let endpoint = format!("{OPERATION}.yaml");
    let files = real.files().iter().map(|SourceFile { path, text, .. }| {
        let text = if path.ends_with(&endpoint) {
            text.replace("\nidempotent: true\n", "\nidempotent: false\n")
        } else {
            text.clone()
        };
        (path.clone(), text)
    });
    Sources::from_texts(files)
}

#[test]
fn what_is_not_idempotent_is_sent_once() {
    let tree = codegen::generate(&sources()).unwrap();
    let endpoint = format!("/operations/{OPERATION}.rs");
    let (_, text) = tree
        .iter()
        .find(|(path, _)| path.ends_with(&endpoint))
        .unwrap();
    assert!(text.contains("idempotent: false,"), "{text}");

    let mut scratch = Scratch::new(&paths::scratch().join("not-idempotent")).unwrap();
    let member = scratch.add("not-idempotent", &tree).unwrap();
    for part in ["tests/faults", "FAULTS.md"] {
        scratch.copy(&member, part).unwrap();
    }
    let faults = ["--features", "sandbox", "--test", "faults"];
    scratch.cargo("test", &faults).unwrap();
}
