//! A fault as a text: for command lines, and in logs.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use jiff::SignedDuration;

use super::{Effect, Fault};
use crate::generated::sandbox::ROUTES;

/// The words for what goes wrong, with an example of the value of those that have one.
pub(super) const WORDS: &[(&str, &str)] = &[
    ("latency", "200ms"),
    ("trickle", "2s"),
    ("content-type", "text/plain"),
    ("clock", "-10m"),
    ("truncate", ""),
    ("reset-in-body", ""),
    ("stall-in-body", ""),
    ("lose-answer", ""),
    ("html", "502"),
    ("api", "21000"),
    ("expired", ""),
    ("close", ""),
    ("reset", ""),
    ("stall", ""),
];
/// The status of [`Fault::html`] unless one is given.
const BAD_GATEWAY: u16 = 502;

/// Why a text is no [`Fault`], and how to mend it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct FaultError(String);

fn wrong<T>(message: impl Into<String>) -> Result<T, FaultError> {
    Err(FaultError(message.into()))
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(operation) = self.operation {
            write!(f, "{operation}:")?;
        }
        if self.skip > 0 {
            write!(f, "skip={}:", self.skip)?;
        }
        if self.every > 1 {
            write!(f, "every={}:", self.every)?;
        }
        if self.probability < 1.0 {
            write!(f, "p={}:", self.probability)?;
        }
        let valued = write_effect(f, self)?;
        match self.times {
            Some(times) if valued => write!(f, ";times={times}")?,
            Some(times) => write!(f, "x{times}")?,
            None => {}
        }
        // The wait of a latency stands with its word already.
        if self.after > Duration::ZERO && self.effect != Effect::Latency {
            write!(f, ";after={}", Span(self.after))?;
        }
        if let Some(wait) = self.retry_after {
            write!(f, ";retry-after={}", Span(wait))?;
        }
        match &self.effect {
            Effect::Api { message, .. } if !message.is_empty() => {
                write!(f, ";message={}", Quoted(message))
            }
            _ => Ok(()),
        }
    }
}

/// Writes what goes wrong. Returns whether it has a value.
fn write_effect(f: &mut fmt::Formatter<'_>, fault: &Fault) -> Result<bool, fmt::Error> {
    let word = match &fault.effect {
        Effect::Latency => return write!(f, "latency={}", Span(fault.after)).map(|()| true),
        Effect::Trickle(time) => return write!(f, "trickle={}", Span(*time)).map(|()| true),
        Effect::ContentType(text) => {
            return write!(f, "content-type={}", Quoted(text)).map(|()| true);
        }
        Effect::Clock(millis) => {
            let sign = if *millis < 0 { "-" } else { "" };
            let offset = Duration::from_millis(millis.unsigned_abs());
            return write!(f, "clock={sign}{}", Span(offset)).map(|()| true);
        }
        Effect::Html(status) => return write!(f, "html={status}").map(|()| true),
        Effect::Api { code, .. } => return write!(f, "api={code}").map(|()| true),
        Effect::Status(status) => return write!(f, "{status}").map(|()| false),
        Effect::Truncate => "truncate",
        Effect::ResetInBody => "reset-in-body",
        Effect::StallInBody => "stall-in-body",
        Effect::LoseAnswer => "lose-answer",
        Effect::ExpiredTimestamp => "expired",
        Effect::Close => "close",
        Effect::Reset => "reset",
        Effect::Stall => "stall",
    };
    f.write_str(word).map(|()| false)
}

/// A duration, as people write it.
struct Span(Duration);

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let span = SignedDuration::try_from(self.0).unwrap_or(SignedDuration::MAX);
        write!(f, "{span:#}")
    }
}

/// A text, in quotation marks if it could be taken for something else.
struct Quoted<'a>(&'a str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plain = self.0.trim() == self.0
            && !self.0.contains([';', ':', '"'])
            && !self.0.contains(char::is_control);
        if plain {
            f.write_str(self.0)
        } else {
            // Printing a value, unlike serialising one, has no way to fail.
            write!(f, "{}", serde_json::Value::from(self.0))
        }
    }
}

impl FromStr for Fault {
    type Err = FaultError;

    fn from_str(text: &str) -> Result<Self, FaultError> {
        let mut options = split(text, ';').into_iter();
        let mut which = split(options.next().unwrap_or_default(), ':');
        let what = which.pop().unwrap_or_default();
        let (what, times) = without_times(what);
        let mut fault = Self::new(effect(what)?);
        if let Effect::Latency = fault.effect {
            fault.after = duration(what.split_once('=').map_or("", |(_, value)| value))?;
        }
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
    let Some((_, example)) = WORDS.iter().find(|(known, _)| *known == word) else {
        return wrong(unknown_word(word));
    };
    match value {
        None if !example.is_empty() && word != "html" => {
            return wrong(format!("`{word}` needs a value, as in `{word}={example}`"));
        }
        Some(_) if example.is_empty() => return wrong(format!("`{word}` takes no value")),
        _ => {}
    }
    let value = value.unwrap_or_default();
    Ok(match word {
        "trickle" => Effect::Trickle(duration(value)?),
        "content-type" => Effect::ContentType(unquoted(value)?),
        "clock" => Effect::Clock(offset(value)?),
        "truncate" => Effect::Truncate,
        "reset-in-body" => Effect::ResetInBody,
        "stall-in-body" => Effect::StallInBody,
        "lose-answer" => Effect::LoseAnswer,
        "html" if value.is_empty() => Effect::Html(BAD_GATEWAY),
        "html" => Effect::Html(status(value)?),
        "api" => Effect::Api {
            code: number(value)?,
            message: String::new(),
        },
        "expired" => Effect::ExpiredTimestamp,
        "close" => Effect::Close,
        "reset" => Effect::Reset,
        "stall" => Effect::Stall,
        _ => Effect::Latency,
    })
}

fn unknown_word(word: &str) -> String {
    let words: Vec<&str> = WORDS.iter().map(|(word, _)| *word).collect();
    let known = words.join(", ");
    if word.is_empty() {
        return format!("it does not say what goes wrong: an HTTP status, or one of {known}");
    }
    format!("`{word}` is nothing that can go wrong: write an HTTP status, or one of {known}")
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
