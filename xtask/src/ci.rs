//! `cargo xtask ci`: every check that a change must pass. All run; one summary comes last.

use std::time::Instant;

use crate::{Failure, codegen_command, demo, paths, policy, shell};

/// Which checks to run.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// Leave out the workspace's tests, because `cargo test --workspace` has just run
    #[arg(long)]
    tested: bool,
}

/// The step that `--tested` leaves out.
const WORKSPACE_TESTS: &str = "tests, workspace";

struct Step {
    name: &'static str,
    work: Work,
}

enum Work {
    /// A command of cargo's, words parted by blanks.
    Cargo(&'static str),
    /// A command of ours.
    Own(fn() -> Result<(), Failure>),
}

const fn step(name: &'static str, work: Work) -> Step {
    Step { name, work }
}

/// The client is tested alone, too, so that no other member's features are switched on along with its own. What signs is
/// chosen by features: `rsa` (the default), `aws-lc-rs`, both, or neither, where only signers of one's own are left to test.
/// "All features" has both. The default has TLS, and the steps with the sandbox alone have not. Documentation is made for
/// each of these, because a link to what a feature leaves out is broken.
const STEPS: &[Step] = &[
    step("format", Work::Cargo("fmt --all --check")),
    step(
        "generated code is up to date",
        Work::Own(codegen_command::check),
    ),
    step("dependency policy", Work::Own(policy::run)),
    step(
        "clippy, all features",
        Work::Cargo("clippy --workspace --all-targets --all-features -- -D warnings"),
    ),
    step(
        "clippy, client, default",
        Work::Cargo("clippy -p wallet-client --all-targets -- -D warnings"),
    ),
    step(
        "clippy, client, no features",
        Work::Cargo("clippy -p wallet-client --all-targets --no-default-features -- -D warnings"),
    ),
    step(
        "clippy, client, aws-lc-rs only",
        Work::Cargo(
            "clippy -p wallet-client --all-targets --no-default-features --features rustls,aws-lc-rs -- -D warnings",
        ),
    ),
    step(
        "clippy, client, command line only",
        Work::Cargo(
            "clippy -p wallet-client --all-targets --no-default-features --features cli -- -D warnings",
        ),
    ),
    step(WORKSPACE_TESTS, Work::Cargo("test --workspace")),
    step(
        "tests, client, default",
        Work::Cargo("test -p wallet-client"),
    ),
    step(
        "tests, client, all features",
        Work::Cargo("test -p wallet-client --all-features"),
    ),
    step(
        "tests, client, rsa and sandbox",
        Work::Cargo("test -p wallet-client --no-default-features --features rsa,sandbox"),
    ),
    step(
        "tests, client, aws-lc-rs and sandbox",
        Work::Cargo("test -p wallet-client --no-default-features --features aws-lc-rs,sandbox"),
    ),
    step(
        "tests, client, no features",
        Work::Cargo("test -p wallet-client --no-default-features --test signer --test memory"),
    ),
    step(
        "tests, client, blocking only",
        Work::Cargo(
            "test -p wallet-client --no-default-features --features blocking --test blocking",
        ),
    ),
    step(
        "no rsa crate where aws-lc-rs signs",
        Work::Own(no_rsa_crate),
    ),
    step("docs", Work::Own(docs)),
    step("demo", Work::Own(demo::run)),
];

/// Runs the command.
///
/// # Errors
///
/// What went wrong, in words.
pub fn run(options: &Options) -> Result<(), Failure> {
    let mut summary = Vec::new();
    for step in STEPS
        .iter()
        .filter(|step| !(options.tested && step.name == WORKSPACE_TESTS))
    {
        println!("\n=== {}", step.name);
        let start = Instant::now();
        let outcome = match step.work {
            Work::Cargo(line) => cargo(&line.split(' ').collect::<Vec<_>>()),
            Work::Own(work) => work(),
        };
        if let Err(failure) = &outcome {
            eprintln!("{failure}");
        }
        summary.push((step.name, outcome.is_ok(), start.elapsed().as_secs()));
    }
    println!("\n=== summary");
    for (name, passed, seconds) in &summary {
        println!(
            "{} {name} ({seconds} s)",
            if *passed { "passed" } else { "FAILED" }
        );
    }
    let failed = summary.iter().filter(|(_, passed, _)| !passed).count();
    if failed == 0 {
        Ok(())
    } else {
        Err(format!("{failed} of {} steps failed", summary.len()))
    }
}

fn cargo(arguments: &[&str]) -> Result<(), Failure> {
    shell::run("cargo", arguments, &paths::root())
}

/// `SECURITY.md` promises this tree to those whom RUSTSEC-2023-0071 concerns.
fn no_rsa_crate() -> Result<(), Failure> {
    let line =
        "tree -p wallet-client --edges normal,build --prefix none --no-default-features --features";
    let crates = |features| {
        let arguments: Vec<_> = line.split(' ').chain([features]).collect();
        shell::output("cargo", &arguments, &paths::root())
    };
    let holds_rsa = |tree: &str| tree.lines().any(|line| line.starts_with("rsa v"));
    if !holds_rsa(&crates("rsa")?) {
        return Err(
            "the feature `rsa` brings no crate `rsa`: this check looks for nothing".to_owned(),
        );
    }
    if holds_rsa(&crates("rustls,aws-lc-rs,sandbox")?) {
        return Err(
            "`rsa` is in the tree of the client with `aws-lc-rs` and without `rsa`".to_owned(),
        );
    }
    println!("no `rsa` in it");
    Ok(())
}

/// What the documentation is made of, each with the features that this takes.
const DOCS: &[&str] = &[
    "-p wallet-client",
    "-p wallet-client --no-default-features",
    "-p wallet-client --no-default-features --features rustls,aws-lc-rs",
    "-p wallet-client --no-default-features --features rsa,sandbox",
    "-p wallet-client --no-default-features --features blocking",
    "-p wallet-client --no-default-features --features cli",
    // Last, so that this is what is left to read.
    "--workspace --all-features",
];

fn docs() -> Result<(), Failure> {
    let strict = "build.rustdocflags=[\"-D\", \"warnings\"]";
    for line in DOCS {
        let arguments = ["doc", "--no-deps", "--config", strict].into_iter();
        cargo(&arguments.chain(line.split(' ')).collect::<Vec<_>>())?;
    }
    Ok(())
}
