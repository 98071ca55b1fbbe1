//! Every fixture's output compiles with the client's runtime, without a warning of clippy's, and so do the examples in
//! its documentation.
#![allow(clippy::unwrap_used, clippy::panic)]

use tests::fixtures;
use xtask::{paths, scratch::Scratch, shell};

#[test]
fn what_fixtures_become_compiles_without_a_warning() {
    let mut scratch = Scratch::new(&paths::scratch().join("fixtures")).unwrap();
    for fixture in fixtures("generated") {
        let tree = codegen::generate(&fixture.sources)
            .unwrap_or_else(|_| panic!("{} is refused", fixture.name));
        scratch
            .add(
                &format!("fixture-{}", fixture.name.replace('_', "-")),
                &tree,
            )
            .unwrap();
    }
    // Built where the workspace is built, so that the dependencies are there already.
    let target = paths::target();
    let target = target.to_string_lossy();
    let clippy = [
        "clippy",
        "--quiet",
        "--workspace",
        "--features",
        "sandbox",
        "--target-dir",
        &target,
        "--",
        "-D",
        "warnings",
    ];
    shell::run("cargo", &clippy, scratch.folder()).unwrap();
    // Unit tests of the runtime run elsewhere: here, just the examples that the generator wrote.
    let examples = [
        "test",
        "--quiet",
        "--workspace",
        "--doc",
        "--target-dir",
        &target,
        "--",
        "generated",
    ];
    shell::run("cargo", &examples, scratch.folder()).unwrap();
}
