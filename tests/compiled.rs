//! Every fixture's output compiles with the client's runtime, without a warning of clippy's, and so do the examples in
//! its documentation.
#![allow(clippy::unwrap_used, clippy::panic)]

use tests::fixtures;
use xtask::{paths, scratch::Scratch};

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
    let clippy = [
        "--workspace",
        "--features",
        "cli,sandbox",
        "--",
        "-D",
        "warnings",
    ];
    scratch.cargo("clippy", &clippy).unwrap();
    // Unit tests of the runtime run elsewhere: here, just the examples that the generator wrote.
    let examples = ["--workspace", "--doc", "--", "generated"];
    scratch.cargo("test", &examples).unwrap();
}
