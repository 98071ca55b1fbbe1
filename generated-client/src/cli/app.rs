//! The commands and their options, made from the tables of the spec.

use clap::builder::{PossibleValue, PossibleValuesParser, ValueParser};
use clap::{Arg, ArgAction, Command as App, ValueHint};

use super::facts::{Argument, Command, Kind};
use super::terminal::When;
use super::{doctor, key, manual, output, sign, words};
use crate::generated::cli::COMMANDS;
use crate::wire::Shape;

const PARAMETERS: &str = "Parameters";
const OUTPUT: &str = "Output";
const RUN: &str = "How to call";
const SETTINGS: &str = "Settings";

/// The whole command line. Texts are wrapped at `width`.
pub fn app(width: usize) -> App {
    let operations = COMMANDS.iter().map(operation);
    App::new("wallet")
        .about(words::ABOUT)
        .version(env!("CARGO_PKG_VERSION"))
        .after_long_help(words::after_help())
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
        .long_about(words::long_about(command, shape))
        .next_help_heading(PARAMETERS)
        .args(arguments)
        .args(output_options(command))
        .args(call_options(command))
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
        .help(words::of_parameter(
            argument,
            field.is_some_and(|field| field.sensitive),
        ))
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
