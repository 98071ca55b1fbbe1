//! The command line `wallet`: every endpoint as a command, and commands for keys, signatures and set-up. Needs the feature
//! `cli`.
//!
//! The commands of the endpoints are built from tables that are generated from the spec (`generated/cli.rs`), as is the
//! client: an endpoint that is added has its options, help, completions and manual page without a line here.

mod app;
mod arguments;
mod call;
mod doctor;
pub(crate) mod facts;
mod failure;
mod files;
mod key;
mod manual;
mod output;
mod pages;
mod profiles;
mod resume;
mod session;
mod settings;
mod sign;
mod stream;
mod terminal;
mod values;
mod watch;
mod words;

use std::borrow::Cow;
use std::env;
use std::ffi::OsString;
use std::process::ExitCode;

use clap::error::ErrorKind;

use self::failure::{Exit, Failure};
use self::session::Session;
use self::terminal::{Terminal, When};
use crate::generated::cli::COMMANDS;

/// Runs the command line of this process, and gives its exit code: `main` is nothing but this.
#[must_use]
pub fn main() -> ExitCode {
    let arguments: Vec<OsString> = env::args_os().collect();
    let terminal = Terminal::of_process(when(&arguments));
    let exit = match run(arguments, terminal) {
        Ok(()) => Exit::Done,
        Err(failure) => {
            session::show(&failure, terminal.err, terminal.text_width());
            failure.exit
        }
    };
    ExitCode::from(exit as u8)
}

/// The commands, as `clap` knows them: for programs that look through them, as tests do.
#[must_use]
pub fn command() -> clap::Command {
    app::app(100)
}

/// What `--color` says. It is looked for before all else, since what is wrong with the rest is told in colours, too.
fn when(arguments: &[OsString]) -> When {
    let mut words = arguments.iter().map(|argument| argument.to_string_lossy());
    while let Some(word) = words.next() {
        let value = match word.strip_prefix("--color") {
            Some("") => words.next().map(Cow::into_owned),
            Some(rest) => rest.strip_prefix('=').map(str::to_owned),
            None if word == "--" => return When::Auto,
            None => None,
        };
        if let Some(when) = value.and_then(|value| When::from_word(&value)) {
            return when;
        }
    }
    When::Auto
}

fn run(arguments: Vec<OsString>, terminal: Terminal) -> Result<(), Failure> {
    let matches = match app::app(terminal.text_width()).try_get_matches_from(arguments) {
        Ok(matches) => matches,
        Err(error) => return told(&error, terminal),
    };
    let Some((name, inner)) = matches.subcommand() else {
        return Err(call::unknown(""));
    };
    let session = Session::new(terminal, inner);
    match name {
        "key" => key::run(inner, &session),
        "sign" => sign::sign(inner),
        "verify" => sign::verify(inner),
        "doctor" => doctor::run(inner, &session),
        "completions" => manual::completions(inner),
        "man" => manual::man(inner),
        name => {
            let command = COMMANDS.iter().find(|command| command.name == name);
            call::run(command.ok_or_else(|| call::unknown(name))?, inner, &session)
        }
    }
}

/// Shows help, or what is wrong with the command line.
fn told(error: &clap::Error, terminal: Terminal) -> Result<(), Failure> {
    let text = |colour: bool| {
        let text = error.render();
        if colour {
            text.ansi().to_string()
        } else {
            text.to_string()
        }
    };
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => session::print(&text(terminal.out.0)),
        _ => {
            session::tell(&text(terminal.err.0));
            Err(Failure::silent(Exit::Usage))
        }
    }
}
