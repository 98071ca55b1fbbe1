//! Why a command ends other than well: what is told, and the exit code.

use std::fmt::{self, Write as _};
use std::io;

use super::facts::{Argument, Command, Kind};
use super::terminal::Colour;
use crate::error::{ConfigError, Error, TransportErrorKind};
use crate::signing::{KeyError, SignError};

/// The exit codes, each with what it means: for the help and the manual page.
pub const EXIT_CODES: &[(Exit, &str)] = &[
    (Exit::Done, "All went well."),
    (
        Exit::Failed,
        "Something else went wrong; the message says what.",
    ),
    (Exit::Usage, "The command line cannot be understood."),
    (
        Exit::Settings,
        "A setting or the key is missing or no good. Nothing was sent.",
    ),
    (
        Exit::Limits,
        "The request breaks a documented limit. Nothing was sent.",
    ),
    (
        Exit::Network,
        "The call did not get through, or took too long. Trying again may help.",
    ),
    (
        Exit::Refused,
        "The platform refused the call, and says why.",
    ),
    (
        Exit::Answer,
        "Not the answer that is documented: an HTTP error, or one that cannot be read.",
    ),
    (
        Exit::Output,
        "The output could not be written, or a file not read.",
    ),
    (Exit::Mismatch, "`verify`: the signature does not match."),
    (Exit::Unwell, "`doctor`: something has to be mended."),
    (Exit::Interrupted, "Interrupted by Ctrl-C."),
    (
        Exit::PipeClosed,
        "Whoever read the output, such as `head`, wanted no more of it.",
    ),
];

/// How a command ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    Done = 0,
    Failed = 1,
    Usage = 2,
    Settings = 3,
    Limits = 4,
    Network = 5,
    Refused = 6,
    Answer = 7,
    Output = 8,
    Mismatch = 9,
    Unwell = 10,
    Interrupted = 130,
    /// As a shell reports it of a program that its pipe has killed.
    PipeClosed = 141,
}

/// Why a command ends, in words.
#[derive(Debug)]
pub struct Failure {
    pub exit: Exit,
    message: String,
    details: Vec<String>,
    help: Option<String>,
}

impl Failure {
    pub fn new(exit: Exit, message: impl Into<String>) -> Self {
        Self {
            exit,
            message: message.into(),
            details: Vec::new(),
            help: None,
        }
    }

    /// Adds what to do about it.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds what to do about it behind what is said already.
    pub fn hint(mut self, hint: &str) -> Self {
        self.help = Some(match self.help {
            Some(help) => format!("{}. {hint}", help.trim_end_matches('.')),
            None => hint.to_owned(),
        });
        self
    }

    /// What to do about it; may be empty.
    pub fn advice(&self) -> &str {
        self.help.as_deref().unwrap_or_default()
    }

    /// Adds what there is to say one by one.
    pub fn details(mut self, details: impl IntoIterator<Item = String>) -> Self {
        self.details.extend(details);
        self
    }

    /// Nothing that needs words: the message has been given, or nobody listens.
    pub fn silent(exit: Exit) -> Self {
        Self::new(exit, "")
    }

    /// A call that failed. What concerns a parameter names its option.
    pub fn of_call(command: &Command, error: &Error) -> Self {
        let exit = exit_of(error);
        match error {
            Error::InvalidRequest(invalid) => {
                let name = command.name;
                let mut failure = Self::new(
                    exit,
                    format!("{name}: nothing was sent: the request breaks limits"),
                );
                failure.details = invalid
                    .violations
                    .iter()
                    .map(|violation| match argument_of(command, &violation.path) {
                        Some(argument) => {
                            let option = super::app::option(command, argument);
                            format!("--{option}: {violation}{}", unit(argument.kind))
                        }
                        None => violation.to_string(),
                    })
                    .collect();
                failure.help(format!(
                    "mend these; `wallet {name} --help` tells the limits"
                ))
            }
            Error::Api(refused) => {
                let name = refused.code().name().map(|name| format!(" {name}"));
                let words = match refused.message() {
                    "" => String::new(),
                    words => format!(": {words}"),
                };
                let code = refused.code().value();
                let message = format!(
                    "{}: the platform refused the call with code {code}{}{words}",
                    command.name,
                    name.unwrap_or_default()
                );
                let mut failure = Self::new(exit, message).help(refused.help());
                failure
                    .details
                    .extend(error.trace_id().map(|id| format!("trace id {id}")));
                failure
            }
            error => {
                let message = format!("{}: {}", command.name, reason(error));
                Self::new(exit, message).help(advice(error))
            }
        }
    }

    /// Writing the output failed.
    pub fn output(place: &str, error: &io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Self::silent(Exit::PipeClosed);
        }
        Self::new(Exit::Output, format!("cannot write {place}: {error}"))
            .help("make room or choose another place, and run the command again")
    }

    /// A file cannot be read.
    pub fn unreadable(place: &str, error: &io::Error) -> Self {
        Self::new(Exit::Output, format!("cannot read {place}: {error}"))
    }

    /// The block that is shown. Empty if there is nothing to say.
    pub fn render(&self, colour: Colour, width: usize) -> String {
        if self.message.is_empty() {
            return String::new();
        }
        let mut out = String::new();
        let error = colour.bold_red("error:");
        push_wrapped(&mut out, &error, 7, &self.message, width);
        for detail in &self.details {
            push_wrapped(&mut out, "  -", 4, detail, width);
        }
        if let Some(help) = &self.help {
            push_wrapped(&mut out, &colour.bold("help:"), 6, help, width);
        }
        out
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl From<KeyError> for Failure {
    fn from(error: KeyError) -> Self {
        Self::new(Exit::Settings, error.to_string())
    }
}

impl From<ConfigError> for Failure {
    fn from(error: ConfigError) -> Self {
        let help = match &error {
            ConfigError::InsecureHttp { host } => {
                let message = format!(
                    "the base URL is plain http to `{host}`: anyone on the way could read the calls"
                );
                return Self::new(Exit::Settings, message)
                    .help("use https; or --allow-insecure-http, if the way is safe");
            }
            ConfigError::AppId { .. } => "give the application id as the platform handed it out",
            ConfigError::Http { .. } => "see to the certificate authorities of this machine",
            _ => "give the base URL as the platform handed it out",
        };
        Self::new(Exit::Settings, error.to_string()).help(help)
    }
}

impl From<SignError> for Failure {
    fn from(error: SignError) -> Self {
        Self::new(Exit::Failed, error.to_string())
    }
}

/// What an error says, without the operation's name in front.
pub fn reason(error: &Error) -> String {
    let text = error.to_string();
    let rest = text.strip_prefix(error.operation());
    rest.and_then(|rest| rest.strip_prefix(": "))
        .unwrap_or(&text)
        .to_owned()
}

/// The parameter of something in it, by its path, as in `items[2].qty`.
fn argument_of(command: &Command, path: &str) -> Option<&'static Argument> {
    command.argument(path.split(['[', '.']).next()?)
}

/// What amounts are counted in where they are told as they travel.
fn unit(kind: Kind) -> String {
    match kind {
        Kind::Money { currency, digits } if digits > 0 => {
            format!(" (in 1/{} {currency})", 10_u64.pow(digits))
        }
        _ => String::new(),
    }
}

fn exit_of(error: &Error) -> Exit {
    match error {
        Error::InvalidRequest(_) => Exit::Limits,
        Error::Runtime(_) => Exit::Failed,
        Error::Signing(_) => Exit::Settings,
        Error::Transport(error) if error.kind() == TransportErrorKind::TooLarge => Exit::Answer,
        Error::Transport(_) | Error::Timeout(_) => Exit::Network,
        Error::Api(_) => Exit::Refused,
        Error::Status(_) | Error::Decode(_) | Error::Paging(_) => Exit::Answer,
    }
}

/// What to do where the library's error does not say so itself.
fn advice(error: &Error) -> &'static str {
    match error {
        Error::Transport(error) => match error.kind() {
            TransportErrorKind::Connect => {
                "check the base URL and this machine's network; `wallet doctor` looks into both"
            }
            TransportErrorKind::Tls => {
                "check that the base URL is the platform's, and that no proxy stands in between"
            }
            TransportErrorKind::TooLarge => "ask for less at once, with a smaller page",
            TransportErrorKind::Send | TransportErrorKind::Body => "try again later",
        },
        Error::Timeout(_) => "try again later, or give it more time with --timeout",
        Error::Status(_) => "check the base URL; a proxy may have answered in the platform's place",
        Error::Decode(_) => {
            "the platform may have changed its answers, or the base URL may not be its own; report the place that is \
             named"
        }
        _ => "`wallet doctor` looks at the settings, the key and the way to the platform",
    }
}

/// A paragraph behind a label.
pub fn paragraph(label: &str, indent: usize, text: &str, width: usize) -> String {
    let mut out = String::new();
    push_wrapped(&mut out, label, indent, text, width);
    out
}

/// Adds a paragraph behind a label of so many columns, in lines of at most `width`; further lines stand below its first
/// word. A word that is longer is left whole, so that it can be copied.
fn push_wrapped(out: &mut String, label: &str, indent: usize, text: &str, width: usize) {
    out.push_str(label);
    let mut column = indent - 1;
    let mut is_first = true;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if !is_first && column + 1 + length > width {
            let _ = write!(out, "\n{:1$}", "", indent - 1);
            column = indent - 1;
        }
        out.push(' ');
        out.push_str(word);
        column += 1 + length;
        is_first = false;
    }
    out.push('\n');
}
