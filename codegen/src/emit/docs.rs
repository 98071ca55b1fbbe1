//! Documentation as text: wrapped lines, and the sentences that state a field's limits.

use crate::model::{Field, Limits, Rule, Source};

/// How wide a line of documentation may be, without indentation and slashes.
const WIDTH: usize = 100;

/// `text` in lines of at most [`WIDTH`]. Paragraphs are parted by empty lines; list items and fenced code are kept.
pub fn lines(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut in_code = false;
    for line in text.trim().lines() {
        if line.starts_with("```") {
            in_code = !in_code;
        }
        if in_code || line.starts_with("```") || line.len() <= WIDTH {
            out.push(line.trim_end().to_owned());
        } else {
            wrap(line, &mut out);
        }
    }
    out
}

fn wrap(line: &str, out: &mut Vec<String>) {
    let indent = if line.starts_with("- ") { "  " } else { "" };
    let mut current = String::new();
    for word in line.split(' ') {
        if !current.is_empty() && current.len() + 1 + word.len() > WIDTH {
            out.push(std::mem::replace(&mut current, indent.to_owned()));
        } else if !current.is_empty() {
            current.push(' ');
        }
        current.push_str(word);
    }
    out.push(current);
}

/// `text` with the characters escaped that rustdoc would take for links or HTML; what stands in backticks is kept.
pub fn escape(text: &str) -> String {
    let mut in_code = false;
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c == '`' {
            in_code = !in_code;
        }
        if !in_code && matches!(c, '[' | ']' | '<' | '>' | '*' | '_') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// `digits` with a separator between groups of three.
pub fn grouped(digits: &str, separator: char) -> String {
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(separator);
        }
        out.push(digit);
    }
    out
}

/// What a field means, and everything that the spec says about it besides.
pub fn field(field: &Field, rules: &[Rule]) -> String {
    let mut sentences = vec![sentence(&escape(&field.docs))];
    sentences.extend(limits(&field.limits, 0));
    if let Some(default) = &field.default {
        sentences.push(format!("The platform takes {default} when it is absent."));
    }
    sentences.extend(
        rules
            .iter()
            .filter_map(|rule| condition(rule, &field.name.wire)),
    );
    if field.sensitive {
        sentences.push("Personal data: left out of debug output, logs and errors.".to_owned());
    }
    if field.source == Source::Example {
        sentences.push("In no table of the documentation, only in its example.".to_owned());
    }
    sentences.join(" ")
}

/// What a parameter means, and what it may hold, for a terminal: nothing in it is marked up. What the command line knows
/// by itself, such as the rules between parameters, it says itself.
///
/// An amount is given there with its decimal point, behind which it has so many `digits`: its limits are told likewise.
pub fn argument(field: &Field, digits: u8) -> String {
    let mut sentences = vec![sentence(&field.docs)];
    sentences.extend(limits(&field.limits, digits));
    if let Some(default) = &field.default {
        let default = match default.parse() {
            Ok(minor) if digits > 0 => amount(minor, digits),
            _ => default.clone(),
        };
        sentences.push(format!("The platform takes {default} when it is absent."));
    }
    sentences.join(" ")
}

/// `text`, ended by a full stop.
pub fn sentence(text: &str) -> String {
    if text.ends_with(['.', '!', '?', ':']) {
        text.to_owned()
    } else {
        format!("{text}.")
    }
}

/// A whole number, of which so many digits stand behind the decimal point.
fn amount(number: i64, digits: u8) -> String {
    let sign = if number < 0 { "-" } else { "" };
    let text = number.unsigned_abs().to_string();
    let digits = usize::from(digits);
    let text = format!("{text:0>width$}", width = digits + 1);
    let (whole, rest) = text.split_at(text.len() - digits);
    let point = if digits > 0 { "." } else { "" };
    format!("{sign}{}{point}{rest}", grouped(whole, ','))
}

/// So many digits of a number stand behind its decimal point.
fn limits(limits: &Limits, digits: u8) -> Vec<String> {
    let Limits {
        range,
        length,
        items,
        pattern,
    } = limits;
    let wide =
        |bounds: (Option<u32>, Option<u32>)| (bounds.0.map(i64::from), bounds.1.map(i64::from));
    let mut sentences = Vec::new();
    let mut state = |bounds: Option<(Option<i64>, Option<i64>)>, digits, one: &str, many: &str| {
        let number = |value: i64| amount(value, digits);
        let noun = |value: i64| if value == 1 { one } else { many };
        let text = match bounds {
            Some((Some(low), Some(high))) if low == high => {
                format!("Exactly {}{}.", number(low), noun(low))
            }
            Some((Some(low), Some(high))) => {
                format!("{} to {}{}.", number(low), number(high), noun(high))
            }
            Some((Some(low), None)) => format!("At least {}{}.", number(low), noun(low)),
            Some((None, Some(high))) => format!("At most {}{}.", number(high), noun(high)),
            Some((None, None)) | None => return,
        };
        sentences.push(text);
    };
    state(*range, digits, "", "");
    state(length.map(wide), 0, " character", " characters");
    state(items.map(wide), 0, " item", " items");
    if let Some(pattern) = pattern {
        sentences.push(format!("Matches `{pattern}`."));
    }
    sentences
}

fn condition(rule: &Rule, wire: &str) -> Option<String> {
    match rule {
        Rule::RequiredIf { field, when, is } if field == wire => {
            let values = is
                .iter()
                .map(|value| format!("`{value}`"))
                .collect::<Vec<_>>()
                .join(" or ");
            Some(format!("Must be given when `{when}` is {values}."))
        }
        _ => None,
    }
}

/// A rule between fields, as a sentence; conditions stand with their field.
pub fn rule(rule: &Rule) -> Option<String> {
    let names = |wires: &[String]| {
        wires
            .iter()
            .map(|wire| format!("`{wire}`"))
            .collect::<Vec<_>>()
            .join(", ")
    };
    match rule {
        Rule::Span {
            start,
            end,
            max_seconds,
        } => Some(format!(
            "`{end}` must not be before `{start}`, nor more than {} after it.",
            duration(*max_seconds)
        )),
        Rule::OneOf(wires) => Some(format!("Exactly one of {} must be given.", names(wires))),
        Rule::AnyOf(wires) => Some(format!("At least one of {} must be given.", names(wires))),
        Rule::RequiredIf { .. } => None,
    }
}

/// A stretch of time in its largest whole unit.
pub fn duration(seconds: i64) -> String {
    let (unit, size) = [("day", 86_400), ("hour", 3_600), ("minute", 60)]
        .into_iter()
        .find(|(_, size)| seconds % size == 0)
        .unwrap_or(("second", 1));
    let count = seconds / size;
    format!("{count} {unit}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::{amount, duration, escape, grouped, lines};

    #[test]
    fn long_lines_are_wrapped_and_code_is_not() {
        let long = "word ".repeat(40);
        assert!(lines(&long).iter().all(|line| line.len() <= 100));
        assert_eq!(lines(&long).join(" "), long.trim_end());
        let code = format!("```\n{long}\n```");
        assert_eq!(lines(&code).len(), 3);
    }

    #[test]
    fn brackets_are_no_links_and_backticks_are_kept() {
        assert_eq!(escape("a [b] `[c]` <d>"), "a \\[b\\] `[c]` \\<d\\>");
    }

    #[test]
    fn numbers_and_durations_read_well() {
        assert_eq!(grouped("5000", ','), "5,000");
        assert_eq!(grouped("100", ','), "100");
        assert_eq!(duration(2_678_400), "31 days");
        assert_eq!(duration(90), "90 seconds");
        let amounts = [(-5, "-0.05"), (0, "0.00"), (5_000_000, "50,000.00")];
        for (number, text) in amounts {
            assert_eq!(amount(number, 2), text);
        }
        assert_eq!(amount(-1_234, 0), "-1,234");
    }
}
