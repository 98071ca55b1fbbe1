//! `cargo xtask sandbox`: a server that behaves like the platform, for programs in any language.

use std::process::Command;

use crate::{Failure, paths};

/// What the sandbox is told.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// Options of the sandbox's own: `cargo xtask sandbox --help` lists them
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    options: Vec<String>,
}

/// Runs the command.
///
/// # Errors
///
/// What went wrong, in words.
pub fn run(options: &Options) -> Result<(), Failure> {
    // The client is another program: it may not compile yet when the generator is at work.
    let line = "run --quiet --package wallet-client --features sandbox --example sandbox --";
    let mut command = Command::new("cargo");
    command
        .args(line.split(' '))
        .args(&options.options)
        .current_dir(paths::root());
    become_it(command)
}

/// Puts the command in this program's place, so that Ctrl-C reaches it alone, and the shell waits for its end.
#[cfg(unix)]
fn become_it(mut command: Command) -> Result<(), Failure> {
    use std::os::unix::process::CommandExt as _;
    Err(format!("cannot start cargo: {}", command.exec()))
}

#[cfg(not(unix))]
fn become_it(mut command: Command) -> Result<(), Failure> {
    let status = command.status();
    let status = status.map_err(|error| format!("cannot start cargo: {error}"))?;
    if status.success() {
        Ok(())
    } else {
        Err("the sandbox failed".to_owned())
    }
}
