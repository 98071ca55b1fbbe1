//! The heuristics for rows that were flattened to words: how well some words fit a column. Each rule is a line of the test.

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests;

use super::{Column, words};
use crate::import::text::{has_chinese, is_identifier, pattern};

/// How many parts a column may hold.
pub fn most_parts(column: Column, count: usize) -> usize {
    match column {
        Column::Name | Column::Inner | Column::Length => 1,
        Column::Type => 4,
        Column::Example | Column::Default => 3,
        Column::Required | Column::Values | Column::Description => count,
        Column::Other => 1,
    }
}

/// What it costs that `column` holds `parts`; `None` where it cannot. `named` tells names of objects that the page has.
pub fn cost(
    column: Column,
    parts: &[&str],
    is_last: bool,
    named: &dyn Fn(&str) -> bool,
) -> Option<u32> {
    let [first, rest @ ..] = parts else {
        return Some(absent(column));
    };
    match column {
        // A word for yes or no is a name only where nothing else will do.
        Column::Name => {
            is_identifier(strip_marks(first)).then(|| 31 * u32::from(words::is_need(first)))
        }
        Column::Inner => is_identifier(strip_marks(first)).then_some(8),
        Column::Required => required(first, rest),
        Column::Type => kind(&parts.join(" "), parts.len(), named),
        Column::Length => words::is_length(first).then_some(u32::from(has_chinese(first))),
        Column::Example => Some(example(first, rest)),
        Column::Default => Some(example(first, rest) + 1),
        Column::Values => rest.is_empty().then_some(2).or(Some(6)),
        Column::Other => Some(3),
        Column::Description => {
            let stray = matches!(*first, "-" | "--") && !is_last | !rest.is_empty();
            let torn = matches!(*first, "of" | "OF" | "Of");
            Some(if stray { 6 } else { 2 * u32::from(torn) })
        }
    }
}

/// What it costs that a column's cell vanished.
fn absent(column: Column) -> u32 {
    match column {
        Column::Name => 30,
        Column::Required => 8,
        Column::Type => 9,
        Column::Length | Column::Example => 4,
        Column::Values => 3,
        // A description that vanished is likelier than one of a single value.
        Column::Default => 4,
        Column::Other | Column::Inner => 2,
        Column::Description => 1,
    }
}

/// A cell of the column "required": a word, and perhaps a condition behind it.
fn required(first: &str, rest: &[&str]) -> Option<u32> {
    if rest.is_empty() {
        let alone = words::is_need(first);
        return alone.then_some(0).or_else(|| words::need(first).map(|_| 1));
    }
    // "Yes - required if payMethodCode is BANK", "optional (Station type mandatory)"
    let text = format!("{first} {}", rest.join(" "));
    let condition = pattern!(
        r"(?i)^(?:yes|no|y|n|mandatory|optional|是|否|conditional)\s*(?:[-–—,:;]\s*.*\b(?:require|mandatory|must|needed)|[(（].*[)）]$|[-–—,:;].*必)"
    );
    if !condition.is_match(&text) {
        return None;
    }
    let opened = text.matches(['(', '（']).count();
    let closed = text.matches([')', '）']).count();
    (opened == closed).then_some(1)
}

/// A cell of the column "type".
fn kind(text: &str, parts: usize, named: &dyn Fn(&str) -> bool) -> Option<u32> {
    let written = words::written(text)?;
    if let Some(name) = &written.named {
        let inner_capital = name.chars().skip(1).any(|c| c.is_ascii_uppercase())
            && name.chars().any(|c| c.is_ascii_lowercase());
        return match parts {
            1 if named(name) => Some(3),
            1 if inner_capital && name.starts_with(|c: char| c.is_ascii_uppercase()) => Some(7),
            1 => Some(12),
            _ => None,
        };
    }
    // "array of object" is one type, "list orders" is not.
    if parts > 1
        && !text.contains(['<', '[', '('])
        && !text.to_lowercase().contains(" of ")
        && !text.to_lowercase().starts_with("json ")
    {
        return None;
    }
    let balanced = text.matches(['<', '[', '(']).count() == text.matches(['>', ']', ')']).count();
    balanced.then_some(u32::from(written.odd))
}

/// A cell of the column "example".
fn example(first: &str, rest: &[&str]) -> u32 {
    match rest {
        [] if words::is_nothing(first) => 0,
        [] if is_sample(first) => 1,
        [] => 12,
        [second] if is_date(first) && is_time(second) => 0,
        [second] => {
            let phrase = format!("{first} {second}").to_lowercase();
            let reference = [
                "reference list",
                "see list",
                "see reference",
                "refer list",
                "see appendix",
                "reference table",
                "as above",
            ];
            if reference.contains(&phrase.as_str()) {
                1
            } else {
                14
            }
        }
        _ => 16,
    }
}

/// Whether a word looks like a value and not like the beginning of a sentence.
fn is_sample(word: &str) -> bool {
    if word.ends_with([',', ';', ':', '(', ')'])
        || has_chinese(word)
        || pattern!(r"^\d+[-.:=][A-Za-z]").is_match(word)
    {
        return false;
    }
    let digits = word.chars().filter(char::is_ascii_digit).count();
    let letters = word.chars().filter(char::is_ascii_alphabetic).count();
    let capitals = word.chars().filter(char::is_ascii_uppercase).count();
    let shouted = capitals >= 2 && capitals == letters;
    (digits > 0 && !is_range(word))
        || shouted
        || word.contains("://")
        || word.contains('@')
        || word.starts_with(['"', '\'', '{', '['])
        || matches!(word, "true" | "false")
}

/// `1-32`, and not the month `2024-03`.
fn is_range(word: &str) -> bool {
    pattern!(r"^\d{1,4}-\d{1,4}$").is_match(word) && words::is_length(word)
}

fn is_date(word: &str) -> bool {
    pattern!(r"^\d{4}[-/]\d{1,2}[-/]\d{1,2}$").is_match(word)
}

fn is_time(word: &str) -> bool {
    pattern!(r"^\d{1,2}:\d{2}(?::\d{2})?$").is_match(word)
}

/// A name without what marks it as a part of another: dashes, arrows, branches of a tree.
pub fn strip_marks(name: &str) -> &str {
    let name = name.trim_start_matches(|c: char| {
        matches!(
            c,
            '-' | '–'
                | '—'
                | '└'
                | '├'
                | '│'
                | '─'
                | '┣'
                | '┗'
                | '┠'
                | '»'
                | '>'
                | '+'
                | '·'
                | '•'
                | '*'
                | '∟'
                | '↳'
                | '\u{3000}'
                | ' '
                | '\u{a0}'
        )
    });
    name.trim_end_matches(['*', ':', ' '])
}
