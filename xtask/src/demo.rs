//! `cargo xtask demo`: the main job from end to end, without credentials and without a network.

use crate::{Failure, codegen_command, paths, shell};

/// Runs the command.
///
/// # Errors
///
/// What went wrong, in words.
pub fn run() -> Result<(), Failure> {
    println!("1. The spec is checked and the client generated from it.\n");
    codegen_command::write_and_list()?;
    println!(
        "\n2. A sandbox starts, a key is made, and both endpoints are called, signed, over HTTP.\n"
    );
    // A process of its own: the client may not compile yet when the generator is at work.
    shell::run(
        "cargo",
        &[
            "run",
            "--quiet",
            "--package",
            "wallet-client",
            "--features",
            "sandbox",
            "--example",
            "demo",
        ],
        &paths::root(),
    )
}
