//! The kinds of mistake and the fixtures: each is shown to happen.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;

use codegen::diagnostic::Code;
use tests::{fixtures, here};

/// Mistakes about files as such, which no text in a fixture can make; `hostile.rs` makes them on disk.
const ON_DISK: [Code; 3] = [Code::MissingFile, Code::Unreadable, Code::TooLarge];

/// The codes that fixtures show.
fn found() -> BTreeSet<Code> {
    let fixtures = fixtures("refused");
    let mistakes = fixtures
        .iter()
        .filter_map(|fixture| codegen::generate(&fixture.sources).err());
    mistakes
        .flat_map(|mistakes| {
            mistakes
                .iter()
                .map(|mistake| mistake.code)
                .collect::<Vec<_>>()
        })
        .collect()
}

#[test]
fn every_code_has_a_fixture() {
    let found = found();
    let missing: Vec<&str> = Code::ALL
        .iter()
        .filter(|code| !found.contains(code) && !ON_DISK.contains(code))
        .map(|code| code.id())
        .collect();
    assert!(
        missing.is_empty(),
        "no fixture in tests/fixtures/refused shows {}",
        missing.join(", ")
    );
}

#[test]
fn mistakes_about_files_are_made_on_disk_and_nowhere_else() {
    let hostile = std::fs::read_to_string(here().join("hostile.rs")).unwrap();
    let found = found();
    for code in ON_DISK {
        assert!(
            !found.contains(&code),
            "a fixture shows {code}: it needs no excuse"
        );
        let told = format!("error[{code}]");
        assert!(
            hostile.contains(&told),
            "no test of hostile.rs shows {code}"
        );
    }
}
