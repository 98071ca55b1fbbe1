//! Running other programs.

use std::{path::Path, process::Command};

use crate::Failure;

/// A command line such as `cargo fmt --check`, run in `folder` with its output shown.
///
/// # Errors
///
/// It cannot be started, or fails.
pub fn run(program: &str, arguments: &[&str], folder: &Path) -> Result<(), Failure> {
    let line = format!("{program} {}", arguments.join(" "));
    let status = Command::new(program)
        .args(arguments)
        .current_dir(folder)
        .status()
        .map_err(|error| format!("cannot start `{line}`: {error}"))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("`{line}` failed"))
    }
}

/// The standard output of a command.
///
/// # Errors
///
/// It cannot be started, fails, or prints something that is not text.
pub fn output(program: &str, arguments: &[&str], folder: &Path) -> Result<String, Failure> {
    let line = format!("{program} {}", arguments.join(" "));
    let output = Command::new(program)
        .args(arguments)
        .current_dir(folder)
        .output()
        .map_err(|error| format!("cannot start `{line}`: {error}"))?;
    if !output.status.success() {
        return Err(format!(
            "`{line}` failed:\n{}",
            String::from_utf8_lossy(&output.stderr)
        ));
    }
    String::from_utf8(output.stdout)
        .map_err(|_| format!("`{line}` printed something that is not UTF-8"))
}

/// The standard output of a command that may fail, and whether it succeeded. What else it prints is dropped.
///
/// # Errors
///
/// It cannot be started.
pub fn attempt(
    program: &str,
    arguments: &[&str],
    folder: &Path,
) -> Result<(bool, String), Failure> {
    let output = Command::new(program)
        .args(arguments)
        .current_dir(folder)
        .output()
        .map_err(|error| format!("cannot start `{program} {}`: {error}", arguments.join(" ")))?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    Ok((output.status.success(), text))
}
