//! What every command has at hand: where its output goes, and a runtime for calls that Ctrl-C ends.

use std::fs::File;
use std::future::{Future, poll_fn};
use std::io::{self, BufWriter, Write as _};
use std::path::Path;
use std::pin::pin;
use std::task::Poll;

use clap::ArgMatches;

use super::failure::{Exit, Failure, paragraph};
use super::terminal::{Colour, Terminal};

/// What a command has at hand.
pub struct Session {
    pub terminal: Terminal,
    pub quiet: bool,
    pub verbose: bool,
}

impl Session {
    pub fn new(terminal: Terminal, matches: &ArgMatches) -> Self {
        Self {
            terminal,
            quiet: matches.get_flag("quiet"),
            verbose: matches.get_flag("verbose"),
        }
    }

    /// Tells something beside the output, even if nothing but the output is wanted.
    pub fn note(&self, text: &str) {
        let label = self.terminal.err.yellow("note:");
        tell(&paragraph(&label, 6, text, self.terminal.text_width()));
    }

    /// Tells something that may be of use.
    pub fn hint(&self, text: &str) {
        if !self.quiet {
            self.note(text);
        }
    }
}

/// The output of a command: a file, or standard output.
pub fn open(save: Option<&String>) -> Result<Sink, Failure> {
    match save {
        None => Ok(Sink::new("the output".to_owned(), io::stdout())),
        Some(path) => {
            let name = format!("`{path}`");
            let file =
                File::create(Path::new(path)).map_err(|error| Failure::output(&name, &error))?;
            Ok(Sink::new(name, file))
        }
    }
}

/// Makes calls: on this thread, until they are done, or until Ctrl-C.
pub fn run<T>(work: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let runtime = runtime.map_err(|error| {
        Failure::new(
            Exit::Failed,
            format!("the system gave no way to make calls: {error}"),
        )
    })?;
    let result = runtime.block_on(unless_interrupted(work));
    // A signature that is still being made is not waited for.
    runtime.shutdown_background();
    result
}

/// Where an answer is written.
pub struct Sink {
    name: String,
    out: Box<dyn io::Write>,
}

impl Sink {
    pub fn new(name: String, out: impl io::Write + 'static) -> Self {
        Self {
            name,
            out: Box::new(BufWriter::new(out)),
        }
    }

    /// Does something with it; what fails is told by its name.
    pub fn write(
        &mut self,
        work: impl FnOnce(&mut dyn io::Write) -> io::Result<()>,
    ) -> Result<(), Failure> {
        work(&mut *self.out).map_err(|error| Failure::output(&self.name, &error))
    }

    /// Hands all that was written to the system.
    pub fn flush(&mut self) -> Result<(), Failure> {
        self.write(|out| out.flush())
    }
}

async fn unless_interrupted<T>(
    work: impl Future<Output = Result<T, Failure>>,
) -> Result<T, Failure> {
    let mut work = pin!(work);
    let mut interrupt = pin!(tokio::signal::ctrl_c());
    poll_fn(|context| {
        // A handler that cannot be had leaves Ctrl-C as it was: it kills the program.
        if let Poll::Ready(Ok(())) = interrupt.as_mut().poll(context) {
            return Poll::Ready(Err(Failure::new(Exit::Interrupted, "interrupted")));
        }
        work.as_mut().poll(context)
    })
    .await
}

/// Writes a text to standard output.
pub fn print(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    written.map_err(|error| Failure::output("the output", &error))
}

/// Writes a text to standard error. If nobody listens, nobody misses it.
pub fn tell(text: &str) {
    let _ = io::stderr().write_all(text.as_bytes());
}

/// Shows why a command failed.
pub fn show(failure: &Failure, colour: Colour, width: usize) {
    tell(&failure.render(colour, width));
}
