//! The commands and their options, made from the tables of the spec.

use clap::builder::{PossibleValue, PossibleValuesParser, ValueParser};
use clap::{Arg, ArgAction, Command as App, ValueHint};

use super::facts::{Argument, Command, Kind};
use super::failure::EXIT_CODES;
use super::terminal::When;
use super::{doctor, key, manual, output, sign};
use crate::generated::cli::COMMANDS;
use crate::wire::{Rule, Shape};

const PARAMETERS: &str = "Parameters";
const OUTPUT: &str = "Output";
const RUN: &str = "How to call";
const SETTINGS: &str = "Settings";

const ABOUT: &str =
    "Looks at wallet users and their money, by calls that are signed with the merchant's key.";
const SETTINGS_HELP: &str = "\
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

/// The whole command line. Texts are wrapped at `width`.
pub fn app(width: usize) -> App {
    let operations = COMMANDS.iter().map(operation);
    App::new("wallet")
        .about(ABOUT)
        .version(env!("CARGO_PKG_VERSION"))
        .after_long_help(format!("{SETTINGS_HELP}\n\n{}", exit_codes()))
        .term_width(width)
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true)
        .args(settings())
        .subcommands(operations)
        .subcommand(key::app())
        .subcommand(sign::sign_app())
        .subcommand(sign::verify_app())
        .subcommand(doctor::app())
        .subcommands(manual::apps())
}

/// The exit codes, for the help.
fn exit_codes() -> String {
    let lines = EXIT_CODES
        .iter()
        .map(|(exit, meaning)| format!("  {:>3}  {meaning}", *exit as u8));
    format!("Exit codes:\n{}", lines.collect::<Vec<_>>().join("\n"))
}

/// What every command takes.
fn settings() -> Vec<Arg> {
    let setting = |name: &'static str, value: &'static str, help: &'static str| {
        Arg::new(name)
            .long(name)
            .value_name(value)
            .help(help)
            .global(true)
            .help_heading(SETTINGS)
    };
    let flag = |name: &'static str, help: &'static str| {
        Arg::new(name)
            .long(name)
            .help(help)
            .global(true)
            .help_heading(SETTINGS)
            .action(ArgAction::SetTrue)
    };
    vec![
        setting(
            "profile",
            "NAME",
            "The profile of the configuration file to take",
        ),
        setting("config", "FILE", "The configuration file").value_hint(ValueHint::FilePath),
        setting("base-url", "URL", "The domain that the platform handed out")
            .value_hint(ValueHint::Url),
        setting(
            "app-id",
            "ID",
            "The application id that the platform handed out",
        ),
        setting(
            "key",
            "FILE",
            "The file with the merchant's private key; never the key itself",
        )
        // A key that is given here all the same is refused by name, and not repeated as an odd option.
        .allow_hyphen_values(true)
        .value_hint(ValueHint::FilePath),
        setting(
            "timeout",
            "SECONDS",
            "The time that a call may take, with all its attempts",
        )
        .value_parser(clap::value_parser!(u64).range(1..=86_400)),
        flag(
            "allow-insecure-http",
            "Allow plain http to other machines: anyone on the way can read the calls and change the answers",
        ),
        setting(
            "color",
            "WHEN",
            "When to use colours; NO_COLOR turns them off, too",
        )
        .value_parser(PossibleValuesParser::new(When::WORDS))
        .default_value("auto"),
        flag("quiet", "Show neither progress nor hints").short('q'),
        flag("verbose", "Tell of every attempt")
            .short('v')
            .conflicts_with("quiet"),
    ]
}

/// The command of an endpoint.
fn operation(command: &'static Command) -> App {
    let request = (command.make.request)();
    let shape = request.shape();
    let arguments = command
        .arguments
        .iter()
        .map(|argument| parameter(command, argument, shape));
    App::new(command.name)
        .about(command.title)
        .long_about(long_about(command, shape))
        .next_help_heading(PARAMETERS)
        .args(arguments)
        .args(output_options(command))
        .args(call_options(command))
}

fn long_about(command: &Command, shape: &Shape) -> String {
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

/// How a parameter is called on the command line. The ends of a window are called alike for all endpoints.
pub fn option(command: &Command, argument: &Argument) -> &'static str {
    match &command.operation.window {
        Some(window) if window.start == argument.wire => "from",
        Some(window) if window.end == argument.wire => "to",
        _ => argument.name,
    }
}

fn parameter(command: &Command, argument: &'static Argument, shape: &Shape) -> Arg {
    let field = shape
        .position(argument.wire)
        .and_then(|index| shape.fields.get(index));
    let name = option(command, argument);
    let arg = Arg::new(name)
        .long(name)
        .required(field.is_some_and(|field| !field.optional))
        .value_name(value_name(argument.kind))
        .value_parser(value_parser(argument.kind))
        .allow_negative_numbers(true)
        .help(help(argument, field.is_some_and(|field| field.sensitive)))
        .action(if argument.many {
            ArgAction::Append
        } else {
            ArgAction::Set
        });
    let arg = if name == argument.name {
        arg
    } else {
        arg.visible_alias(argument.name)
    };
    match argument.kind {
        Kind::Choice(_) if argument.many => arg.value_delimiter(','),
        _ => arg,
    }
}

fn help(argument: &Argument, sensitive: bool) -> String {
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

fn value_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "TEXT",
        Kind::Flag => "BOOL",
        Kind::Number => "NUMBER",
        Kind::Money { currency, .. } => currency,
        Kind::Time { .. } => "TIME",
        Kind::Choice(_) => "VALUE",
        Kind::Json => "JSON",
    }
}

/// What the parser can refuse by itself, and shells can complete. The rest is read by `arguments`.
fn value_parser(kind: Kind) -> ValueParser {
    match kind {
        Kind::Flag => PossibleValuesParser::new(["true", "false"]).into(),
        Kind::Choice(choices) => {
            let values = choices
                .iter()
                .map(|choice| PossibleValue::new(choice.wire).help(choice.docs));
            PossibleValuesParser::new(values).into()
        }
        _ => ValueParser::string(),
    }
}

fn output_options(command: &'static Command) -> Vec<Arg> {
    let option = |name: &'static str| Arg::new(name).long(name).help_heading(OUTPUT);
    let columns = command
        .columns
        .iter()
        .map(|column| PossibleValue::new(column.wire).help(column.docs));
    vec![
        option("output")
            .short('o')
            .value_name("FORMAT")
            .value_parser(PossibleValuesParser::new(output::formats()))
            .default_value("table")
            .help("How to write the answer"),
        option("columns")
            // An answer without any leaves nothing to choose from.
            .hide(command.columns.is_empty())
            .value_name("NAMES")
            .value_delimiter(',')
            .value_parser(PossibleValuesParser::new(columns))
            .action(ArgAction::Append)
            .help("Only these columns, in this order, parted by commas"),
        option("show-sensitive")
            .action(ArgAction::SetTrue)
            .help("Show personal data, which is otherwise masked"),
        option("save")
            .value_name("FILE")
            .value_hint(ValueHint::FilePath)
            .help("Write the answer to this file instead of to standard output"),
    ]
}

fn call_options(command: &Command) -> Vec<Arg> {
    let option = |name: &'static str| Arg::new(name).long(name).help_heading(RUN);
    let dry_run = option("dry-run")
        .action(ArgAction::SetTrue)
        .help("Send nothing; print the signed call as a curl command")
        .long_help(
            "Send nothing; print the signed call as a curl command. Whoever has that command can make the call for as long \
             as the platform takes its time, a few minutes: keep it out of logs",
        );
    if command.make.pages.is_none() {
        return vec![dry_run];
    }
    vec![
        option("all")
            .action(ArgAction::SetTrue)
            .conflicts_with_all(["dry-run", "plan"])
            .help("Get all rows, in as many calls as that takes, and write them as they come; with json, as one list"),
        option("plan")
            .action(ArgAction::SetTrue)
            .conflicts_with("dry-run")
            .help("Send nothing; print the calls that --all would make"),
        option("resume")
            .value_name("FILE")
            .value_hint(ValueHint::FilePath)
            .requires_all(["all", "save"])
            .help("With --all and --save: keep the place in this file, and go on from there if it holds one")
            .long_help(
                "With --all and --save: keep the place in this file, and go on from there if it holds one. However the \
                 command ends before its end, by Ctrl-C, by a lost network, by kill: the same command goes on, and the \
                 saved file comes to the same bytes",
            ),
        dry_run,
    ]
}
