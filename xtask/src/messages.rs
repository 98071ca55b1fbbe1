//! How the mistakes in a spec are told: to a person, to a program, or to GitHub.

use std::{
    env,
    ffi::OsStr,
    io::{self, IsTerminal},
};

use clap::ValueEnum;
use codegen::{
    diagnostic::{Code, Diagnostics, Style},
    source::Sources,
};

use crate::Failure;

/// A format for the mistakes in a spec.
///
/// As with cargo, messages for a program come on standard output, one a line, and nothing else does: what a person may
/// want to know besides comes on standard error, where cargo's own output is, too.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum MessageFormat {
    /// Text with the source lines, coloured on a terminal
    #[default]
    Human,
    /// One JSON object a line, on standard output
    Json,
    /// Workflow commands that GitHub shows beside the changed lines, on standard output
    Github,
}

impl MessageFormat {
    /// Tells all `mistakes`. What is handed back is for standard error, as the command's failure.
    #[must_use]
    pub fn tell(self, mistakes: &Diagnostics, sources: &Sources) -> Failure {
        let (output, failure) = self.parts(mistakes, sources);
        print!("{output}");
        failure
    }

    /// What is for standard output, and what for standard error.
    fn parts(self, mistakes: &Diagnostics, sources: &Sources) -> (String, Failure) {
        let for_programs = |style| (mistakes.render(sources, style), mistakes.count());
        match self {
            Self::Human => {
                let no_color = env::var_os("NO_COLOR");
                let style = human_style(io::stderr().is_terminal(), no_color.as_deref());
                let text = mistakes.render(sources, style);
                (String::new(), format!("{text}{}", footer(mistakes)))
            }
            Self::Json => for_programs(Style::Json),
            Self::Github => for_programs(Style::GitHub),
        }
    }

    /// Says something to a person.
    pub fn say(self, text: &str) {
        if self == Self::Human {
            println!("{text}");
        } else {
            eprintln!("{text}");
        }
    }
}

/// Colours are for terminals, unless a variable `NO_COLOR` that is not empty forbids them (no-color.org).
fn human_style(terminal: bool, no_color: Option<&OsStr>) -> Style {
    if terminal && no_color.is_none_or(OsStr::is_empty) {
        Style::Coloured
    } else {
        Style::Plain
    }
}

/// Where to read more.
fn footer(mistakes: &Diagnostics) -> String {
    let mut codes: Vec<Code> = mistakes.iter().map(|mistake| mistake.code).collect();
    codes.sort();
    codes.dedup();
    match codes.as_slice() {
        [] => String::new(),
        [code] => format!("For more on {code}, run `cargo xtask explain {code}`"),
        [first, ..] => {
            let all: Vec<&str> = codes.iter().map(|code| code.id()).collect();
            let all = all.join(", ");
            format!("These mistakes have explanations: {all}; try `cargo xtask explain {first}`")
        }
    }
}

#[cfg(test)]
mod tests {
    use std::ffi::OsStr;

    use codegen::{
        diagnostic::{Code, Diagnostic, Diagnostics, Style},
        place::Place,
        source::Sources,
    };

    use super::{MessageFormat, footer, human_style};

    fn mistakes(codes: &[Code]) -> Diagnostics {
        let place = Place {
            file: 0,
            start: 0,
            end: 0,
        };
        let mut diagnostics = Diagnostics::default();
        for code in codes {
            diagnostics.push(Diagnostic::new(*code, place, "", ""));
        }
        diagnostics
    }

    #[test]
    fn colours_are_for_terminals_that_want_them() {
        assert_eq!(human_style(true, None), Style::Coloured);
        assert_eq!(human_style(true, Some(OsStr::new(""))), Style::Coloured);
        assert_eq!(human_style(true, Some(OsStr::new("0"))), Style::Plain);
        assert_eq!(human_style(false, None), Style::Plain);
    }

    #[test]
    fn messages_for_programs_have_standard_output_to_themselves() {
        let (sources, mistakes) = (Sources::default(), mistakes(&[Code::UnknownKey]));
        let (output, failure) = MessageFormat::Human.parts(&mistakes, &sources);
        assert_eq!(output, "");
        assert!(failure.starts_with("error[E005]") && failure.ends_with("explain E005`"));
        for (format, start) in [
            (MessageFormat::Json, "{\"code\":\"E005\""),
            (MessageFormat::Github, "::error title=E005::"),
        ] {
            let (output, failure) = format.parts(&mistakes, &sources);
            assert!(
                output.starts_with(start) && output.lines().count() == 1,
                "{output}"
            );
            assert_eq!(failure, "1 mistake in the spec");
        }
    }

    #[test]
    fn the_footer_names_each_code_once() {
        assert_eq!(footer(&Diagnostics::default()), "");
        assert_eq!(
            footer(&mistakes(&[Code::NameCollision, Code::NameCollision])),
            "For more on E011, run `cargo xtask explain E011`"
        );
        assert_eq!(
            footer(&mistakes(&[
                Code::NameCollision,
                Code::UnknownKey,
                Code::NameCollision
            ])),
            "These mistakes have explanations: E005, E011; try `cargo xtask explain E005`"
        );
    }
}
