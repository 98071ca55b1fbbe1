//! Reads a fault from a text.

use std::str::FromStr;
use std::time::Duration;

use jiff::SignedDuration;

use super::PLAIN;
use crate::generated::sandbox::ROUTES;
use crate::sandbox::faults::{Effect, Fault};

/// What goes wrong and has a value.
struct Valued {
    word: &'static str,
    example: &'static str,
    read: fn(&str) -> Result<Effect, FaultError>,
}

const VALUED: &[Valued] = &[
    Valued {
        word: "latency",
        example: "200ms",
        read: |value| duration(value).map(Effect::Latency),
    },
    Valued {
        word: "trickle",
        example: "2s",
        read: |value| duration(value).map(Effect::Trickle),
    },
    Valued {
        word: "content-type",
        example: "text/plain",
        read: |value| unquoted(value).map(Effect::ContentType),
    },
    Valued {
        word: "clock",
        example: "-10m",
        read: |value| offset(value).map(Effect::Clock),
    },
    Valued {
        word: "html",
        example: "502",
        read: |value| status(value).map(Effect::Html),
    },
    Valued {
        word: "api",
        example: "21000",
        read: |value| {
            let message = String::new();
            number(value).map(|code| Effect::Api { code, message })
        },
    },
];

/// Why a text is no [`Fault`], and how to mend it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct FaultError(String);

fn wrong<T>(message: impl Into<String>) -> Result<T, FaultError> {
    Err(FaultError(message.into()))
}

impl FromStr for Fault {
    type Err = FaultError;

    fn from_str(text: &str) -> Result<Self, FaultError> {
        let mut options = split(text, ';').into_iter();
        let mut which = split(options.next().unwrap_or_default(), ':');
        let what = which.pop().unwrap_or_default();
        let (what, times) = without_times(what);
        let mut fault = Self::new(effect(what)?);
        fault.times = times.map(number).transpose()?;
        for condition in which {
            add_condition(&mut fault, condition)?;
        }
        for option in options {
            add_option(&mut fault, option)?;
        }
        Ok(fault)
    }
}

/// Cuts a text at each separator that does not stand in quotation marks.
fn split(text: &str, separator: char) -> Vec<&str> {
    let (mut quoted, mut escaped) = (false, false);
    let parts = text.split(|found| {
        let is_end = !quoted && found == separator;
        quoted ^= found == '"' && !escaped;
        escaped = quoted && found == '\\' && !escaped;
        is_end
    });
    parts.map(str::trim).collect()
}

/// Takes `x2` off `503x2`.
fn without_times(what: &str) -> (&str, Option<&str>) {
    match what.rsplit_once('x') {
        Some((rest, times)) if !what.contains('=') && is_number(times) => (rest, Some(times)),
        _ => (what, None),
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn effect(what: &str) -> Result<Effect, FaultError> {
    if is_number(what) {
        return status(what).map(Effect::Status);
    }
    let (word, value) = match what.split_once('=') {
        Some((word, value)) => (word.trim(), Some(value.trim())),
        None => (what, None),
    };
    let plain = PLAIN.iter().find(|(known, _)| *known == word);
    let valued = VALUED.iter().find(|known| known.word == word);
    match (plain, valued, value) {
        (Some((_, effect)), _, None) => Ok(effect.clone()),
        (Some(_), _, Some(_)) => wrong(format!("`{word}` takes no value")),
        (_, Some(Valued { read, .. }), Some(value)) => read(value),
        (_, Some(Valued { example, .. }), None) => {
            wrong(format!("`{word}` needs a value, as in `{word}={example}`"))
        }
        (None, None, _) if word.is_empty() => wrong(format!(
            "it does not say what goes wrong: an HTTP status, or one of {}",
            words()
        )),
        (None, None, _) => wrong(format!(
            "`{word}` is nothing that can go wrong: write an HTTP status, or one of {}",
            words()
        )),
    }
}

/// All words for what goes wrong.
pub(in crate::sandbox::faults) fn words() -> String {
    let valued = VALUED.iter().map(|known| known.word);
    let plain = PLAIN.iter().map(|(word, _)| *word);
    valued.chain(plain).collect::<Vec<_>>().join(", ")
}

fn add_condition(fault: &mut Fault, condition: &str) -> Result<(), FaultError> {
    let Some((name, value)) = condition.split_once('=') else {
        let mut names = ROUTES.iter().map(|route| route.operation.name);
        if let Some(name) = names.clone().find(|name| *name == condition) {
            fault.operation = Some(name);
            return Ok(());
        }
        let known = names.by_ref().collect::<Vec<_>>().join(", ");
        return wrong(format!(
            "no operation is called `{condition}`: there are {known}; what goes wrong stands after the last colon"
        ));
    };
    match name.trim() {
        "p" => fault.probability = probability(value)?,
        "skip" => fault.skip = number(value)?,
        "every" => fault.every = counted(value)?,
        "nth" => {
            fault.skip = counted(value)? - 1;
            fault.times = Some(1);
        }
        other => {
            return wrong(format!(
                "`{other}=` does not say which calls: write an operation, p=, skip=, every= or nth="
            ));
        }
    }
    Ok(())
}

fn add_option(fault: &mut Fault, option: &str) -> Result<(), FaultError> {
    let (name, value) = option.split_once('=').unwrap_or((option, ""));
    match (name.trim(), &mut fault.effect) {
        ("times", _) => fault.times = Some(number(value)?),
        ("after", _) => fault.after = duration(value)?,
        ("retry-after", _) => fault.retry_after = Some(duration(value)?),
        ("message", Effect::Api { message, .. }) => *message = unquoted(value)?,
        ("message", _) => return wrong("only `api` has a message"),
        (other, _) => {
            return wrong(format!(
                "`{other}` is no option: there are times=, after=, retry-after= and message="
            ));
        }
    }
    Ok(())
}

fn number<T: FromStr>(text: &str) -> Result<T, FaultError> {
    let text = text.trim();
    text.parse()
        .or_else(|_| wrong(format!("`{text}` is not a whole number that fits")))
}

/// A number that counts from 1.
fn counted(text: &str) -> Result<u64, FaultError> {
    match number(text)? {
        0 => wrong("calls are counted from 1, not from 0"),
        number => Ok(number),
    }
}

fn status(text: &str) -> Result<u16, FaultError> {
    match text.parse() {
        Ok(status @ 200..=599) => Ok(status),
        _ => wrong(format!(
            "`{text}` is no HTTP status of an answer: they go from 200 to 599"
        )),
    }
}

fn probability(text: &str) -> Result<f64, FaultError> {
    match text.trim().parse() {
        Ok(probability) if (0.0..=1.0).contains(&probability) => Ok(probability),
        _ => wrong(format!(
            "`{}` is no probability: they go from 0 to 1, as in p=0.1",
            text.trim()
        )),
    }
}

/// A duration with its sign.
fn span(text: &str) -> Result<SignedDuration, FaultError> {
    let text = text.trim();
    let seconds = if is_number(text) { "s" } else { "" };
    format!("{text}{seconds}").parse().or_else(|_| {
        wrong(format!(
            "`{text}` is no duration: write it as in 200ms, 3s, 10m or 1h"
        ))
    })
}

fn duration(text: &str) -> Result<Duration, FaultError> {
    Duration::try_from(span(text)?)
        .or_else(|_| wrong(format!("`{}` is less than nothing", text.trim())))
}

/// A duration with its sign, in milliseconds.
fn offset(text: &str) -> Result<i64, FaultError> {
    let millis = span(text)?.as_millis();
    i64::try_from(millis).or_else(|_| wrong(format!("`{text}` is too long")))
}

fn unquoted(text: &str) -> Result<String, FaultError> {
    let text = text.trim();
    if !text.starts_with('"') {
        return Ok(text.to_owned());
    }
    serde_json::from_str(text).or_else(|_| {
        wrong(format!(
            "{text} is not a text in quotation marks, as JSON has it"
        ))
    })
}
