//! `cargo xtask ci`: every check that a change must pass. All run; one summary comes last.

use std::time::Instant;

use crate::{Failure, codegen_command, paths, policy, shell};

struct Step {
    name: &'static str,
    run: fn() -> Result<(), Failure>,
}

const STEPS: &[Step] = &[
    Step {
        name: "format",
        run: || cargo(&["fmt", "--all", "--check"]),
    },
    Step {
        name: "generated code is up to date",
        run: codegen_command::check,
    },
    Step {
        name: "dependency policy",
        run: policy::run,
    },
    Step {
        name: "clippy, all features",
        run: || {
            cargo(&[
                "clippy",
                "--workspace",
                "--all-targets",
                "--all-features",
                "--",
                "-D",
                "warnings",
            ])
        },
    },
    Step {
        name: "clippy, default features",
        run: || client("clippy", &["--all-targets"], &["-D", "warnings"]),
    },
    Step {
        name: "clippy, no default features",
        run: || {
            client(
                "clippy",
                &["--all-targets", "--no-default-features"],
                &["-D", "warnings"],
            )
        },
    },
    Step {
        name: "tests, workspace",
        run: || cargo(&["test", "--workspace"]),
    },
    Step {
        name: "tests, client, default features",
        run: || client("test", &[], &[]),
    },
    Step {
        name: "tests, client, all features",
        run: || client("test", &["--all-features"], &[]),
    },
    Step {
        name: "tests, client, no default features",
        run: || client("test", &["--no-default-features"], &[]),
    },
    Step {
        name: "tests, client, rustls alone",
        run: || {
            client(
                "test",
                &["--no-default-features", "--features", "rustls"],
                &[],
            )
        },
    },
    Step {
        name: "tests, client, sandbox alone",
        run: || {
            client(
                "test",
                &["--no-default-features", "--features", "sandbox"],
                &[],
            )
        },
    },
    Step {
        name: "docs",
        run: docs,
    },
];

/// Runs the command.
///
/// # Errors
///
/// What went wrong, in words.
pub fn run() -> Result<(), Failure> {
    let mut summary = Vec::new();
    for step in STEPS {
        println!("\n=== {}", step.name);
        let start = Instant::now();
        let outcome = (step.run)();
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

/// A cargo command for the client alone, so that no other member's features are switched on along with its own.
fn client(command: &str, options: &[&str], rest: &[&str]) -> Result<(), Failure> {
    let mut arguments = vec![command, "--package", "wallet-client"];
    arguments.extend(options);
    if !rest.is_empty() {
        arguments.push("--");
        arguments.extend(rest);
    }
    cargo(&arguments)
}

fn docs() -> Result<(), Failure> {
    let arguments = [
        "doc",
        "--workspace",
        "--no-deps",
        "--all-features",
        "--config",
        "build.rustdocflags=[\"-D\", \"warnings\"]",
    ];
    cargo(&arguments)
}
