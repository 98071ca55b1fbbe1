//! A fault as a text: for command lines, and in logs.

mod parse;

pub use self::parse::FaultError;
#[cfg(test)]
pub(super) use self::parse::words;

use std::fmt;
use std::time::Duration;

use jiff::SignedDuration;

use super::{Effect, Fault};

/// The words for what goes wrong and has no value.
const PLAIN: &[(&str, Effect)] = &[
    ("truncate", Effect::Truncate),
    ("reset-in-body", Effect::ResetInBody),
    ("stall-in-body", Effect::StallInBody),
    ("lose-answer", Effect::LoseAnswer),
    ("expired", Effect::ExpiredTimestamp),
    ("close", Effect::Close),
    ("reset", Effect::Reset),
    ("stall", Effect::Stall),
];

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
        let what = self.effect.to_string();
        f.write_str(&what)?;
        match self.times {
            Some(times) if what.contains('=') => write!(f, ";times={times}")?,
            Some(times) => write!(f, "x{times}")?,
            None => {}
        }
        if !self.after.is_zero() {
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

/// Without the message of [`Effect::Api`], which comes last.
impl fmt::Display for Effect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Latency(time) => write!(f, "latency={}", Span(*time)),
            Self::Trickle(time) => write!(f, "trickle={}", Span(*time)),
            Self::ContentType(text) => write!(f, "content-type={}", Quoted(text)),
            Self::Clock(millis) => {
                let sign = if *millis < 0 { "-" } else { "" };
                let offset = Duration::from_millis(millis.unsigned_abs());
                write!(f, "clock={sign}{}", Span(offset))
            }
            Self::Status(status) => write!(f, "{status}"),
            Self::Html(status) => write!(f, "html={status}"),
            Self::Api { code, .. } => write!(f, "api={code}"),
            plain => {
                let word = PLAIN.iter().find(|(_, effect)| effect == plain);
                f.write_str(word.map_or("", |(word, _)| word))
            }
        }
    }
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
