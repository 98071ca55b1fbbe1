//! `cargo xtask scale`: what a client of many endpoints costs to generate and to compile.

use std::{path::Path, time::Instant};

use clap::Args;
use codegen::{
    diagnostic::{Diagnostics, Style},
    file_tree::FileTree,
    source::Sources,
};
use nix::sys::{
    resource::{UsageWho, getrusage},
    time::TimeValLike,
};

use crate::{
    Failure, codegen_command,
    multiply::{Enums, multiply},
    paths,
    scratch::Scratch,
    shell,
};

/// What to measure.
#[derive(Debug, Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is an option of its own on the command line"
)]
pub struct Options {
    /// How many endpoints
    #[arg(long, default_value_t = 100)]
    endpoints: usize,
    /// Let all copies share the enums of api.yaml, as the real endpoints do, instead of copying those as well
    #[arg(long)]
    shared_enums: bool,
    /// Measure the generator alone, and compile nothing
    #[arg(long, conflicts_with_all = ["release", "clippy"])]
    generate_only: bool,
    /// Also build in release mode, which takes its time
    #[arg(long)]
    release: bool,
    /// Also run clippy, warnings denied
    #[arg(long)]
    clippy: bool,
}

/// Runs the command.
///
/// # Errors
///
/// What went wrong, in words.
pub fn run(options: &Options) -> Result<(), Failure> {
    let sources = codegen_command::checked_spec()?;
    let enums = if options.shared_enums {
        Enums::Shared
    } else {
        Enums::Own
    };
    let sources = multiply(&sources, options.endpoints, enums)?;
    let tree = generate(&sources, options.endpoints)?;
    if options.generate_only {
        return Ok(());
    }
    let mut scratch = Scratch::new(&paths::scratch().join(format!("scale-{}", options.endpoints)))?;
    scratch.add("wallet-client", &tree)?;
    measure("cargo check", &["check"], scratch.folder())?;
    if options.release {
        measure("release build", &["build", "--release"], scratch.folder())?;
    }
    if options.clippy {
        measure("clippy -D warnings", &["clippy"], scratch.folder())?;
    }
    Ok(())
}

/// Generates, and prints what it took.
fn generate(sources: &Sources, endpoints: usize) -> Result<FileTree, Failure> {
    let words = |mistakes: Diagnostics| mistakes.render(sources, Style::Plain);
    let start = cpu_seconds(UsageWho::RUSAGE_SELF)?;
    codegen::read(sources).map_err(words)?;
    let checked = cpu_seconds(UsageWho::RUSAGE_SELF)?;
    let wall = Instant::now();
    let tree = codegen::generate(sources).map_err(words)?;
    let (wall, generated) = (wall.elapsed(), cpu_seconds(UsageWho::RUSAGE_SELF)?);
    let lines: usize = tree.iter().map(|(_, text)| text.lines().count()).sum();
    let build = if cfg!(debug_assertions) {
        "debug"
    } else {
        "release"
    };
    println!("endpoints          {endpoints}");
    println!("generated          {} files, {lines} lines", tree.len());
    println!(
        "load and check     {:.3} s CPU (a {build} build of the generator)",
        checked - start
    );
    println!(
        "generation         {:.3} s CPU, {:.3} s wall (load and check again, lower, emit)",
        generated - checked,
        wall.as_secs_f64()
    );
    Ok(tree)
}

/// Runs a cargo command twice: first for the dependencies, then, counted, for the crate alone.
fn measure(name: &str, command: &[&str], folder: &Path) -> Result<(), Failure> {
    let target = paths::scratch().join("scale-target");
    let target = target.to_string_lossy();
    let mut arguments = command.to_vec();
    arguments.extend(["--quiet", "--target-dir", &target]);
    let denied = ["--", "-D", "warnings"];
    if command == ["clippy"] {
        arguments.extend(denied);
    }
    shell::run("cargo", &arguments, folder)?;
    let mut clean = vec![
        "clean",
        "--quiet",
        "--package",
        "wallet-client",
        "--target-dir",
        &target,
    ];
    if command.contains(&"--release") {
        clean.push("--release");
    }
    shell::run("cargo", &clean, folder)?;
    let before = cpu_seconds(UsageWho::RUSAGE_CHILDREN)?;
    shell::run("cargo", &arguments, folder)?;
    let (after, peak) = (cpu_seconds(UsageWho::RUSAGE_CHILDREN)?, peak_megabytes()?);
    println!(
        "{name:<18} {:.2} s CPU, peak so far {peak} MB",
        after - before
    );
    Ok(())
}

/// CPU seconds that this process has used, or finished child processes, and theirs.
fn cpu_seconds(who: UsageWho) -> Result<f64, Failure> {
    let usage = getrusage(who).map_err(|error| format!("getrusage: {error}"))?;
    let micros = usage.user_time().num_microseconds() + usage.system_time().num_microseconds();
    // Microseconds of CPU time stay far below 2^52.
    #[allow(clippy::cast_precision_loss)]
    Ok(micros as f64 / 1e6)
}

/// The most memory that any one of them has held.
fn peak_megabytes() -> Result<i64, Failure> {
    let usage =
        getrusage(UsageWho::RUSAGE_CHILDREN).map_err(|error| format!("getrusage: {error}"))?;
    Ok(usage.max_rss() / 1024)
}
