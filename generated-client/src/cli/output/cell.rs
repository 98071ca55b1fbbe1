//! A value as the text of a cell.

use std::fmt;

use crate::cli::facts::Kind;
use crate::money;
use crate::time;
use crate::wire::Value;

use super::view::{MASK, Shown};

/// For programs: exact, and read back without a thought. Amounts have a decimal point and no separators.
pub fn exact(shown: Shown<'_>, kind: Kind) -> String {
    if shown.is_masked() {
        return MASK.to_owned();
    }
    match (shown.value, kind) {
        (Value::Absent, _) => String::new(),
        (Value::Bool(value), _) => value.to_string(),
        (Value::Int(minor), Kind::Money { digits, .. }) => plain(minor, digits),
        (Value::Int(value), _) => value.to_string(),
        (Value::Text(text), _) => text.to_owned(),
        (Value::Time(time), _) => time::WireForm(time).to_string(),
        (Value::Decimal(decimal), _) => decimal.as_str().to_owned(),
        (Value::List(_) | Value::Record(_), _) => json(shown),
    }
}

/// For people: amounts and counts with commas, and nothing that a terminal would act on.
pub fn readable(shown: Shown<'_>, kind: Kind) -> String {
    if shown.is_masked() {
        return MASK.to_owned();
    }
    match (shown.value, kind) {
        (Value::Int(minor), Kind::Money { currency, digits }) => {
            let text = Amount(minor, digits, currency).to_string();
            let bare = text.strip_suffix(currency).map(str::trim_end);
            bare.unwrap_or(&text).to_owned()
        }
        _ => harmless(&exact(shown, kind)),
    }
}

/// The name of a column for people: with the unit, where there is one.
pub fn title(wire: &str, kind: Kind) -> String {
    match kind {
        Kind::Money { currency, .. } => format!("{wire} {currency}"),
        _ => wire.to_owned(),
    }
}

/// Whether columns of this kind are read from the right.
pub fn is_numeric(kind: Kind) -> bool {
    matches!(kind, Kind::Money { .. } | Kind::Number)
}

struct Amount(i64, u32, &'static str);

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        money::display(self.0, self.1, self.2, f)
    }
}

fn plain(minor: i64, digits: u32) -> String {
    let unit = 10_u64.pow(digits);
    let sign = if minor < 0 { "-" } else { "" };
    let (whole, rest) = (minor.unsigned_abs() / unit, minor.unsigned_abs() % unit);
    match usize::try_from(digits) {
        Ok(width) if width > 0 => format!("{sign}{whole}.{rest:0width$}"),
        _ => format!("{sign}{whole}"),
    }
}

fn json(shown: Shown<'_>) -> String {
    // What comes from JSON can be written as JSON.
    serde_json::to_string(&shown).unwrap_or_default()
}

/// Texts come from users of the platform: no line break, no escape sequence and nothing that turns the direction of what
/// follows may reach a terminal.
fn harmless(text: &str) -> String {
    let odd = |c: char| {
        c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
    };
    if !text.contains(odd) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if odd(c) {
            out.extend(c.escape_unicode());
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_exact_decimals() {
        for (minor, digits, text) in [
            (360_000, 2, "3600.00"),
            (-5, 2, "-0.05"),
            (0, 2, "0.00"),
            (7, 0, "7"),
            (-1_234, 3, "-1.234"),
            (i64::MIN, 2, "-92233720368547758.08"),
            (i64::MAX, 2, "92233720368547758.07"),
        ] {
            assert_eq!(plain(minor, digits), text);
        }
    }

    #[test]
    fn nothing_reaches_the_terminal_that_it_would_act_on() {
        assert_eq!(harmless("สมชาย ok"), "สมชาย ok");
        assert_eq!(
            harmless("a\u{1b}[31mb\nc\u{202e}d\u{9b}"),
            "a\\u{1b}[31mb\\u{a}c\\u{202e}d\\u{9b}"
        );
    }
}
