//! A third endpoint takes nothing but its YAML: generated beside the real ones, it compiles without a warning, can be
//! called, and is served and checked by the sandbox, all with the hand-written files as they are.
#![allow(clippy::unwrap_used)]

use std::fs;

use codegen::source::{SourceFile, Sources};
use tests::here;
use xtask::{paths, scratch::Scratch};

#[test]
fn a_third_endpoint_takes_nothing_but_yaml() {
    let real = Sources::read(&paths::root().join("spec"));
    let files = real
        .files()
        .iter()
        .map(|SourceFile { path, text, .. }| (path.clone(), text.clone()));
    let third = fs::read_to_string(here().join("third_endpoint/endpoint.yaml")).unwrap();
    let with_third =
        Sources::from_texts(files.chain([("spec/endpoints/third.yaml".to_owned(), third)]));
    let tree = codegen::generate(&with_third).unwrap();

    let mut scratch = Scratch::new(&paths::scratch().join("third")).unwrap();
    let member = scratch.add("third-endpoint", &tree).unwrap();
    fs::create_dir(member.join("tests")).unwrap();
    fs::copy(
        here().join("third_endpoint/call.rs"),
        member.join("tests/call.rs"),
    )
    .unwrap();

    let clippy = ["--all-features", "--", "-D", "warnings"];
    scratch.cargo("clippy", &clippy).unwrap();
    let call = ["--features", "sandbox", "--test", "call"];
    scratch.cargo("test", &call).unwrap();
}
