//! What is known of where the output goes: how wide it is, and whether it takes colours.

use std::env;
use std::io::{self, IsTerminal as _};

use clap::builder::styling::{AnsiColor, Style};

/// The width of texts for people where there is no terminal.
const USUAL_WIDTH: usize = 100;
/// However wide a terminal is, longer lines are hard to read.
const WIDEST_TEXT: usize = 120;

/// When to use colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum When {
    /// On a terminal that has not been told otherwise.
    #[default]
    Auto,
    Always,
    Never,
}

impl When {
    /// The words on the command line.
    pub const WORDS: [&str; 3] = ["auto", "always", "never"];

    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "auto" => Some(Self::Auto),
            "always" => Some(Self::Always),
            "never" => Some(Self::Never),
            _ => None,
        }
    }
}

/// Where the output and the messages go.
#[derive(Clone, Copy, Debug)]
pub struct Terminal {
    /// For the output.
    pub out: Colour,
    /// For messages.
    pub err: Colour,
    /// Columns of the output, if it has a width at all: a file has none.
    pub width: Option<usize>,
    /// Columns for messages.
    text: Option<usize>,
    /// Whether somebody watches the messages: then progress is shown.
    pub watched: bool,
}

impl Terminal {
    /// That of this process.
    pub fn of_process(when: When) -> Self {
        let (out, err) = (io::stdout().is_terminal(), io::stderr().is_terminal());
        let dull = is_set("NO_COLOR") || env::var_os("TERM").is_some_and(|term| term == "dumb");
        let colour = |is_terminal: bool| {
            Colour(match when {
                When::Always => true,
                When::Never => false,
                When::Auto => is_terminal && !dull,
            })
        };
        Self {
            out: colour(out),
            err: colour(err),
            width: columns(out),
            text: columns(out || err),
            watched: err && env::var_os("TERM").is_none_or(|term| term != "dumb"),
        }
    }

    /// The width for texts.
    pub fn text_width(&self) -> usize {
        self.text.unwrap_or(USUAL_WIDTH).min(WIDEST_TEXT)
    }
}

/// A variable that is set to nothing counts as not set: so does <https://no-color.org>.
fn is_set(variable: &str) -> bool {
    env::var_os(variable).is_some_and(|value| !value.is_empty())
}

/// The columns of the terminal; of anything else those that `COLUMNS` names.
fn columns(is_terminal: bool) -> Option<usize> {
    let size = is_terminal.then(terminal_size::terminal_size).flatten();
    if let Some((terminal_size::Width(columns), _)) = size {
        return Some(usize::from(columns));
    }
    env::var("COLUMNS")
        .ok()?
        .parse()
        .ok()
        .filter(|columns| *columns > 0)
}

/// Whether to use colours.
#[derive(Clone, Copy, Debug)]
pub struct Colour(pub bool);

impl Colour {
    pub fn bold(self, text: &str) -> String {
        self.paint(Style::new().bold(), text)
    }

    pub fn bold_red(self, text: &str) -> String {
        self.paint(AnsiColor::Red.on_default().bold(), text)
    }

    pub fn green(self, text: &str) -> String {
        self.paint(AnsiColor::Green.on_default(), text)
    }

    pub fn yellow(self, text: &str) -> String {
        self.paint(AnsiColor::Yellow.on_default(), text)
    }

    fn paint(self, style: Style, text: &str) -> String {
        if self.0 {
            format!("{style}{text}{style:#}")
        } else {
            text.to_owned()
        }
    }
}
