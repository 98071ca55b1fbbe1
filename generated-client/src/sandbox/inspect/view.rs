//! How a call, a time and a text are shown.

use std::sync::Arc;

use jiff::Timestamp;

use super::super::calls::RecordedCall;
use super::filter::Outcome;

/// So many characters of a message stand in a list.
const MESSAGE: usize = 240;

/// A call in a list.
pub(super) struct Row {
    pub(super) call: Arc<RecordedCall>,
    pub(super) outcome: Outcome,
    pub(super) time: Time,
    pub(super) href: String,
}

impl Row {
    pub(super) fn new(call: Arc<RecordedCall>, href: String) -> Self {
        Self {
            outcome: Outcome::of(&call),
            time: Time(call.at_millis),
            call,
            href,
        }
    }

    /// The operation, or what was asked for in its place.
    pub(super) fn what(&self) -> String {
        let RecordedCall { method, path, .. } = &*self.call;
        match self.call.operation {
            Some(operation) => operation.to_owned(),
            None => format!("{method} {path}"),
        }
    }

    pub(super) fn message(&self) -> String {
        let message = &self.call.message;
        match message.char_indices().nth(MESSAGE) {
            Some((end, _)) => format!("{}…", message.get(..end).unwrap_or_default()),
            None => message.clone(),
        }
    }

    pub(super) fn took(&self) -> String {
        let micros = self.call.took_micros;
        match micros {
            0..1_000 => format!("{micros} µs"),
            1_000..1_000_000 => format!("{}.{} ms", micros / 1_000, micros % 1_000 / 100),
            _ => format!("{}.{} s", micros / 1_000_000, micros % 1_000_000 / 100_000),
        }
    }
}

/// Milliseconds since 1970-01-01T00:00:00Z.
pub(super) struct Time(pub(super) i64);

impl Time {
    /// For programs.
    pub(super) fn iso(&self) -> String {
        self.format("%Y-%m-%dT%H:%M:%S%.3fZ")
    }

    pub(super) fn of_day(&self) -> String {
        self.format("%H:%M:%S%.3f")
    }

    pub(super) fn whole(&self) -> String {
        self.format("%Y-%m-%d %H:%M:%S%.3f UTC")
    }

    fn format(&self, format: &str) -> String {
        // A clock of the caller's may show anything.
        Timestamp::from_millisecond(self.0).map_or_else(
            |_| self.0.to_string(),
            |time| time.strftime(format).to_string(),
        )
    }
}

/// A stretch of a sentence: between backticks, or not.
pub(super) struct Part<'a> {
    pub(super) text: &'a str,
    pub(super) code: bool,
}

/// A sentence, cut at its backticks, which come in pairs.
pub(super) fn prose(sentence: &str) -> impl Iterator<Item = Part<'_>> {
    let parts = sentence.split('`').enumerate();
    parts.map(|(index, text)| Part {
        text,
        code: index % 2 == 1,
    })
}

/// A stretch of a text, and the mark that follows it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Piece<'a> {
    pub(super) text: &'a str,
    pub(super) mark: Option<Mark<'a>>,
}

/// Stands for a character that cannot be seen, or that changes how others look.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Mark<'a> {
    pub(super) sign: String,
    pub(super) code: u32,
    /// The character, where it does no harm: it then follows the mark.
    pub(super) raw: &'a str,
}

/// A text with its invisible characters marked: they, too, were signed.
pub(super) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((at, character)) = rest.char_indices().find(|(at, found)| {
        let is_last = at + found.len_utf8() == rest.len();
        is_invisible(*found) || (*found == ' ' && is_last)
    }) {
        let (before, from) = rest.split_at(at);
        let (this, after) = from.split_at(character.len_utf8());
        pieces.push(Piece {
            text: before,
            mark: Some(mark(character, this)),
        });
        rest = after;
    }
    pieces.push(Piece {
        text: rest,
        mark: None,
    });
    pieces
}

fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{a0}' | '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202f}'
                | '\u{2060}'..='\u{206f}' | '\u{3000}' | '\u{feff}'
        )
}

fn mark(character: char, raw: &str) -> Mark<'_> {
    let code = u32::from(character);
    // Signs that every font has.
    let sign = match character {
        '\n' => "↵".to_owned(),
        '\t' => "→".to_owned(),
        ' ' => "·".to_owned(),
        _ => format!("⟨U+{code:04X}⟩"),
    };
    Mark {
        sign,
        code,
        raw: if matches!(character, '\n' | '\t' | ' ') {
            raw
        } else {
            ""
        },
    }
}
