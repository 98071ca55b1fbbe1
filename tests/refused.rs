//! What is wrong in a spec is told by name and at its place: one fixture, one mistake.
#![allow(clippy::panic)]

use codegen::{
    diagnostic::{Code, Diagnostics, Style},
    source::Sources,
};
use tests::{Fixture, fixtures, markers};

/// The mistakes of each fixture.
fn refused() -> Vec<(Fixture, Diagnostics)> {
    let refused = fixtures("refused").into_iter().map(|fixture| {
        let Err(mistakes) = codegen::generate(&fixture.sources) else {
            panic!("{} was accepted", fixture.name);
        };
        (fixture, mistakes)
    });
    refused.collect()
}

#[test]
fn every_mistake_is_told_as_its_snapshot_shows() {
    for (fixture, mistakes) in refused() {
        let shown = mistakes.render(&fixture.sources, Style::Plain);
        insta::with_settings!({ snapshot_path => "snapshots/refused", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(fixture.name, shown);
        });
    }
}

#[test]
fn a_spec_without_what_all_endpoints_share_has_one_mistake() {
    let ping = "operation: ping\ntitle: Pings\npath: /ping\nidempotent: true\nrequest: {}\nresponse: none\n";
    let sources = Sources::from_texts([("endpoints/ping.yaml", ping)]);
    let Err(mistakes) = codegen::generate(&sources) else {
        panic!("accepted");
    };
    let codes: Vec<_> = mistakes.iter().map(|mistake| mistake.code).collect();
    assert_eq!(codes, [Code::MissingFile]);
    assert!(mistakes.render(&sources, Style::Plain).contains("api.yaml"));
}

#[test]
fn every_mistake_is_told_at_the_place_its_marker_shows() {
    let mut wrong = String::new();
    for (fixture, mistakes) in refused() {
        let found = markers::found(&mistakes, &fixture.sources);
        let expected = markers::expected(&fixture.sources);
        if found != expected {
            let name = &fixture.name;
            wrong.push_str(&format!(
                "{name}\n  found:  {found:?}\n  marked: {expected:?}\n"
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "places differ from their markers:\n{wrong}"
    );
}
