//! The maintainers' commands: `cargo xtask --help`.

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use xtask::{ci, codegen_command, demo, explain, import, mutate, sandbox, scale};

/// Maintainers' commands for the wallet client.
#[derive(Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    disable_help_subcommand = true
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Turn spec/ into the generated part of the client
    ///
    /// Writes generated-client/src/generated/, and removes from it what the spec no longer gives rise to. Writes the
    /// documents about the spec language beside the spec.
    Codegen(codegen_command::Options),
    /// Explain a kind of mistake: why it is one, and how to mend it
    Explain(explain::Options),
    /// Read documentation pages: print the facts they state
    Import(import::command::Options),
    /// Show the whole thing at work: generate, start a sandbox, make signed calls, print what came back
    ///
    /// Needs no credentials and no network.
    Demo,
    /// Start a server that behaves like the platform, for clients in any language
    ///
    /// It verifies real signatures, and says what is wrong with calls that it refuses. Needs no credentials and no network.
    #[command(disable_help_flag = true)]
    Sandbox(sandbox::Options),
    /// Run every check that a change must pass
    ///
    /// All steps run, whatever fails; a summary comes last.
    Ci(ci::Options),
    /// Generate a client of many endpoints, and measure what it costs to compile
    ///
    /// The real endpoints are copied under new names until there are enough of them.
    Scale(scale::Options),
    /// Change the spec in every way a slip of the fingers could, and see what the generator makes of it
    ///
    /// Each mutant must either generate a client that compiles, or be refused where it was changed. Takes minutes; use a
    /// release build: `cargo run --release -p xtask -- mutate`.
    Mutate(mutate::command::Options),
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Codegen(options) => codegen_command::run(&options),
        Command::Explain(options) => {
            explain::run(&options);
            Ok(())
        }
        Command::Import(options) => return import::command::run(&options),
        Command::Demo => demo::run(),
        Command::Sandbox(options) => sandbox::run(&options),
        Command::Ci(options) => ci::run(&options),
        Command::Scale(options) => scale::run(&options),
        Command::Mutate(options) => mutate::command::run(&options),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}
