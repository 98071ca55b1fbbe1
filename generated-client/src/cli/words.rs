//! What the help says in words.

use super::app::option;
use super::facts::{Argument, Command, Kind};
use super::failure::EXIT_CODES;
use crate::wire::{Rule, Shape};

pub const ABOUT: &str =
    "Looks at wallet users and their money, by calls that are signed with the merchant's key.";
const SETTINGS: &str = "\
Settings are taken from the command line, then from the profile that --profile names, then from the environment, then \
from the configuration's own profile. The environment:
  WALLET_BASE_URL          the domain that the platform handed out
  WALLET_APP_ID            the application id that it handed out
  WALLET_PRIVATE_KEY_FILE  the file with the merchant's private key
  WALLET_PRIVATE_KEY       or the key itself
  WALLET_CONFIG            the configuration file
  WALLET_PROFILE           the profile to take

The configuration file, in TOML (~/.config/wallet/config.toml unless told otherwise):
  profile = \"live\"
  [profiles.live]
  base_url = \"https://wallet.example\"
  app_id = \"my-app-id\"
  private_key_file = \"merchant.pem\"   # beside this file
  timeout = 60                        # seconds";

/// What stands at the end of the help as a whole.
pub fn after_help() -> String {
    format!("{SETTINGS}\n\n{}", exit_codes())
}

/// The exit codes.
fn exit_codes() -> String {
    let lines = EXIT_CODES
        .iter()
        .map(|(exit, meaning)| format!("  {:>3}  {meaning}", *exit as u8));
    format!("Exit codes:\n{}", lines.collect::<Vec<_>>().join("\n"))
}

/// All that the help of a command says of it.
pub fn long_about(command: &Command, shape: &Shape) -> String {
    let mut text = command.title.to_owned();
    let mut add = |paragraph: &str| {
        text.push_str("\n\n");
        text.push_str(paragraph);
    };
    if let Some(why) = command.deprecated {
        add(&format!("Deprecated: {why}"));
    }
    if !command.details.is_empty() {
        add(command.details);
    }
    if !command.operation.idempotent {
        add("Sending this twice may do it twice.");
    }
    for rule in shape.rules {
        add(&sentence(command, rule));
    }
    if command.operation.window.is_some() {
        add(
            "A time is a date (2024-11-25), or a date and a time of day (2024-11-25T14:30:00, in the platform's zone, or \
             with an offset, as in 2024-11-25T07:30:00Z). A date alone is where that day begins; for --to, where it ends.",
        );
    }
    text
}

/// A rule between parameters, by their options.
fn sentence(command: &Command, rule: &Rule) -> String {
    let name = |wire: &&str| match command.argument(wire) {
        Some(argument) => format!("--{}", option(command, argument)),
        None => (*wire).to_owned(),
    };
    let names = |wires: &[&str]| wires.iter().map(name).collect::<Vec<_>>().join(", ");
    match rule {
        Rule::Span { start, end, max } => {
            let (start, end) = (name(start), name(end));
            let longest = duration(*max);
            let split = if command.operation.window.is_some() {
                " in one call; with --all, a longer stretch is cut into several"
            } else {
                ""
            };
            format!("{end} must not be before {start}, nor more than {longest} after it{split}.")
        }
        Rule::OneOf(wires) => format!("Exactly one of {} must be given.", names(wires)),
        Rule::AnyOf(wires) => format!("At least one of {} must be given.", names(wires)),
        Rule::RequiredIf { field, on, values } => {
            let (field, on) = (name(field), name(on));
            format!(
                "{field} must be given when {on} is {}.",
                values.join(" or ")
            )
        }
    }
}

/// A stretch of time in its largest whole unit.
fn duration(seconds: i64) -> String {
    let units = [("day", 86_400), ("hour", 3_600), ("minute", 60)];
    let fits = units.into_iter().find(|(_, size)| seconds % size == 0);
    let (unit, size) = fits.unwrap_or(("second", 1));
    let count = seconds / size;
    format!("{count} {unit}{}", if count == 1 { "" } else { "s" })
}

/// What the help says of a parameter.
pub fn of_parameter(argument: &Argument, sensitive: bool) -> String {
    let mut help = argument.docs.to_owned();
    match argument.kind {
        Kind::Choice(_) if argument.many => {
            help.push_str(" May be given more than once, or parted by commas.");
        }
        _ if argument.many => {
            help.push_str(" May be given more than once; @FILE takes the lines of a file.");
        }
        _ => {}
    }
    if sensitive {
        help.push_str(
            " Personal data: @FILE keeps it out of the list of processes and the shell's history.",
        );
    }
    if let Kind::Json = argument.kind {
        help.push_str(" As JSON, with the names of the documentation.");
    }
    if let Some(why) = argument.deprecated {
        help.push_str(" Deprecated: ");
        help.push_str(why);
    }
    help
}
