//! From what was given on the command line to the request.

use std::fs;
use std::io::{self, Read as _};

use clap::ArgMatches;

use super::app;
use super::facts::{Argument, Command, Kind};
use super::failure::{Exit, Failure};
use super::values::{self, DateMeans};
use crate::wire::{ListSlot, Record, Slot, Wire};

/// Stands before the name of a file that holds the value; twice, for a value that begins with it.
const FILE: char = '@';

/// The request that was asked for.
pub fn request(command: &Command, matches: &ArgMatches) -> Result<Box<dyn Record>, Failure> {
    let mut request = (command.make.request)();
    let shape = request.shape();
    for argument in command.arguments {
        let option = app::option(command, argument);
        let given: Vec<&String> = matches
            .try_get_many(option)
            .ok()
            .flatten()
            .map(Iterator::collect)
            .unwrap_or_default();
        let Some(index) = shape.position(argument.wire) else {
            continue;
        };
        if given.is_empty() {
            continue;
        }
        let mut texts = Vec::new();
        for text in given {
            texts.extend(values_of(argument, text).map_err(|why| wrong(option, &why))?);
        }
        let date = date_means(command, argument);
        let mut result = Ok(());
        request.with_fields(&mut |fields| {
            if let Some(field) = fields.get_mut(index) {
                result = fill(&mut **field, argument, &texts, date);
            }
        });
        result.map_err(|why| wrong(option, &why))?;
    }
    Ok(request)
}

fn wrong(option: &str, why: &str) -> Failure {
    Failure::new(Exit::Usage, format!("--{option}: {why}"))
        .help("`--help` after the command tells what it takes")
}

/// What a date without a time of day stands for.
fn date_means(command: &Command, argument: &Argument) -> DateMeans {
    match &command.operation.window {
        Some(window) if window.end == argument.wire => DateMeans::ItsEnd,
        _ => DateMeans::ItsBeginning,
    }
}

/// The value that was given, or those in the file that was named.
fn values_of(argument: &Argument, given: &str) -> Result<Vec<String>, String> {
    if matches!(argument.kind, Kind::Choice(_) | Kind::Flag) {
        return Ok(vec![given.to_owned()]);
    }
    match given.strip_prefix(FILE) {
        None => Ok(vec![given.to_owned()]),
        Some(escaped) if escaped.starts_with(FILE) => Ok(vec![escaped.to_owned()]),
        Some(path) => {
            let text =
                read(path).map_err(|error| format!("cannot read the file `{path}`: {error}"))?;
            Ok(if argument.many {
                let lines = text.lines().map(str::trim);
                lines
                    .filter(|line| !line.is_empty())
                    .map(str::to_owned)
                    .collect()
            } else {
                vec![text.trim_end_matches(['\r', '\n']).to_owned()]
            })
        }
    }
}

fn read(path: &str) -> io::Result<String> {
    if path == "-" {
        let mut text = String::new();
        io::stdin().read_to_string(&mut text)?;
        return Ok(text);
    }
    fs::read_to_string(path)
}

fn fill(
    field: &mut dyn Wire,
    argument: &Argument,
    texts: &[String],
    date: DateMeans,
) -> Result<(), String> {
    match field.slot() {
        Slot::Option(option) => fill_slot(option.fill(), argument, texts, date),
        slot => fill_slot(slot, argument, texts, date),
    }
}

fn fill_slot(
    slot: Slot<'_>,
    argument: &Argument,
    texts: &[String],
    date: DateMeans,
) -> Result<(), String> {
    match slot {
        Slot::List(list) => fill_list(list, argument, texts, date),
        slot => match texts.last() {
            Some(text) => values::read(slot, argument.kind, text, date),
            None => Ok(()),
        },
    }
}

fn fill_list(
    list: &mut dyn ListSlot,
    argument: &Argument,
    texts: &[String],
    date: DateMeans,
) -> Result<(), String> {
    texts
        .iter()
        .try_for_each(|text| values::read(list.push_blank(), argument.kind, text, date))
}
