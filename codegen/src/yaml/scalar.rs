//! What an unquoted scalar means, by the YAML 1.2 core schema, and what other readers may take it for.

use serde::{Serialize, Serializer};

/// The meaning of a scalar.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Resolved<'a> {
    /// Nothing: empty, `~` or `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number that fits 64 bits.
    Int(i64),
    /// A number with a fraction, an exponent, or more digits than 64 bits hold; the text as written.
    Number(&'a str),
    /// Text that every reader takes for text.
    Text(&'a str),
    /// Text that some readers take for something else (`no`, `0123`, `2024-01-01`): it wants quotes.
    Ambiguous(&'a str),
}

impl Resolved<'_> {
    pub(super) fn describe(self) -> String {
        match self {
            Self::Null => "nothing".to_owned(),
            Self::Bool(value) => format!("the boolean `{value}`"),
            Self::Int(value) => format!("the number `{value}`"),
            Self::Number(text) => format!("the number `{text}`"),
            Self::Text(text) | Self::Ambiguous(text) => format!("the text `{text}`"),
        }
    }
}

impl Serialize for Resolved<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Int(value) => serializer.serialize_i64(*value),
            Self::Number(text) => {
                match serde_json::from_str::<&serde_json::value::RawValue>(text) {
                    Ok(number) => number.serialize(serializer),
                    Err(_) => serializer.serialize_str(text),
                }
            }
            Self::Text(text) | Self::Ambiguous(text) => serializer.serialize_str(text),
        }
    }
}

/// What the scalar `text` means; `plain` if it stands without quotes.
pub(super) fn resolve(text: &str, plain: bool) -> Resolved<'_> {
    if !plain {
        return Resolved::Text(text);
    }
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Resolved::Null,
        "true" => return Resolved::Bool(true),
        "false" => return Resolved::Bool(false),
        _ => {}
    }
    if is_json_integer(text) {
        return text.parse().map_or(Resolved::Number(text), Resolved::Int);
    }
    if is_json_number(text) {
        return Resolved::Number(text);
    }
    if is_trap(text) {
        Resolved::Ambiguous(text)
    } else {
        Resolved::Text(text)
    }
}

fn is_json_integer(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    !digits.is_empty()
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && (digits.len() == 1 || !digits.starts_with('0'))
}

fn is_json_number(text: &str) -> bool {
    text.starts_with(|first: char| first == '-' || first.is_ascii_digit())
        && serde_json::from_str::<serde_json::Number>(text).is_ok()
}

/// Words that YAML 1.1 readers take for booleans or for marks of their own, and texts that look like numbers or dates to some reader.
fn is_trap(text: &str) -> bool {
    const WORDS: [&str; 11] = [
        "y", "n", "yes", "no", "on", "off", "true", "false", "null", "=", "<<",
    ];
    WORDS.iter().any(|word| text.eq_ignore_ascii_case(word)) || looks_numeric(text)
}

/// Starts like a number and holds nothing but what numbers, dates and times are made of.
fn looks_numeric(text: &str) -> bool {
    let body = text.trim_start_matches(['+', '-', '.']);
    let special = [".inf", ".nan", "-.inf", "+.inf"];
    let radix = ["0x", "0X"];
    special.iter().any(|word| text.eq_ignore_ascii_case(word))
        || radix.iter().any(|prefix| body.starts_with(prefix))
        || body.starts_with(|first: char| first.is_ascii_digit())
            && body
                .chars()
                .all(|c| c.is_ascii_digit() || "_.:+-oOeETZ tz".contains(c))
}

#[cfg(test)]
mod tests {
    use super::{Resolved, resolve};
    use crate::{diagnostic::Code, source::Sources};

    #[test]
    fn numbers_booleans_and_null_are_told_apart_from_text() {
        assert_eq!(resolve("~", true), Resolved::Null);
        assert_eq!(resolve("true", true), Resolved::Bool(true));
        assert_eq!(resolve("-12", true), Resolved::Int(-12));
        assert_eq!(resolve("1.5", true), Resolved::Number("1.5"));
        assert_eq!(
            resolve("12345678901234567890", true),
            Resolved::Number("12345678901234567890")
        );
        assert_eq!(resolve("THB", true), Resolved::Text("THB"));
        assert_eq!(resolve("31d", true), Resolved::Text("31d"));
        assert_eq!(resolve("true", false), Resolved::Text("true"));
    }

    #[test]
    fn what_another_reader_takes_for_something_else_is_ambiguous() {
        for text in [
            "No",
            "off",
            "Y",
            "0123",
            "0o17",
            "0x1F",
            ".5",
            "5.",
            "12:30:45",
            "190:20:30.15",
            "2024-01-01T12:30:00Z",
            "1E400",
            "=",
            "<<",
            "1_000",
            "2024-01-01",
            "12:30:00",
            ".inf",
            "+1",
            "TRUE",
        ] {
            assert_eq!(resolve(text, true), Resolved::Ambiguous(text), "{text}");
        }
    }

    #[test]
    fn where_a_text_is_meant_each_trap_is_one_mistake_at_its_place() {
        for trap in [
            "1e3",
            "0123",
            "0o17",
            "1_000",
            "12:30:45",
            "2024-01-01",
            ".5",
            "5.",
            "1.0",
            "-0",
            "+1",
            "12345678901234567890",
            "No",
            "Off",
            "true",
            "0x1F",
            ".NaN",
            "=",
            "~",
            "null",
            "",
        ] {
            let text = format!("title: {trap}\n");
            let sources = Sources::from_texts([("ping.yaml", text.as_str())]);
            let Err(mistakes) = crate::read(&sources) else {
                unreachable!("{trap} was accepted")
            };
            let here: Vec<_> = mistakes
                .iter()
                .filter(|mistake| mistake.place.file == 0 && mistake.code <= Code::WantsQuotes)
                .filter(|mistake| mistake.place.start >= "title".len())
                .map(|mistake| {
                    (
                        mistake.code,
                        text.get(mistake.place.start..mistake.place.end),
                    )
                })
                .collect();
            let code = match trap {
                "~" | "null" | "" => Code::WrongKind,
                _ => Code::WantsQuotes,
            };
            assert_eq!(here, [(code, Some(trap))], "{trap}");
        }
    }

    #[test]
    fn blanks_and_tabs_where_both_readers_allow_them_are_no_mistakes() {
        for text in [
            "operation : ping",
            "operation:    ping  # why",
            "{\toperation: ping,\tpath: x}",
        ] {
            let sources = Sources::from_texts([("ping.yaml", text)]);
            let Err(mistakes) = crate::read(&sources) else {
                unreachable!("{text} was accepted")
            };
            let about_syntax: Vec<_> = mistakes
                .iter()
                .filter(|mistake| mistake.code < Code::MissingKey && mistake.place.file == 0)
                .collect();
            assert!(about_syntax.is_empty(), "{text}: {about_syntax:?}");
        }
    }
}
