//! Lists of values in brackets.

use super::{
    Item, Listed,
    looks::{Style, about_values, distinct, is_and_so_on, style},
};
use crate::import::text::{is_chinese, pattern};

/// What stands in brackets, to the end where they are not closed.
pub(super) fn groups(text: &str) -> Vec<String> {
    let mut groups = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for (at, c) in text.char_indices() {
        match c {
            '(' | '[' => open.push(at + 1),
            ')' | ']' => {
                if let Some(from) = open.pop()
                    && open.is_empty()
                {
                    groups.push(text.get(from..at).unwrap_or_default().to_owned());
                }
            }
            _ => {}
        }
    }
    if let Some(from) = open.first() {
        groups.push(
            text.get(*from..)
                .unwrap_or_default()
                .trim_end_matches(')')
                .to_owned(),
        );
    }
    groups
}

/// `A, B`, `A(label), B(label)`, `A:label, B:label`, as they stand in brackets.
pub(super) fn bracketed(group: &str, name: &str) -> Option<Listed> {
    let parts = split(group);
    if parts.iter().any(|part| is_and_so_on(part)) {
        return None;
    }
    let items: Option<Vec<Item>> = parts.iter().map(|part| item(part)).collect();
    let items = items.filter(|items| distinct(items))?;
    let style = |item: &Item| style(&item.value);
    match items.as_slice() {
        [] => None,
        [single] => {
            let event = style(single) == Style::Dotted
                || (style(single) == Style::Upper && single.value.contains('_'));
            let doubt = "only one value is listed";
            (event && about_values(name)).then(|| Listed::unsure(items, doubt))
        }
        _ if items
            .iter()
            .all(|item| matches!(style(item), Style::Upper | Style::Dotted | Style::Title)) =>
        {
            Some(Listed::sure(items))
        }
        _ if items
            .iter()
            .all(|item| style(item) == Style::Upper || style(item) == Style::Digits)
            && items.iter().any(|item| style(item) == Style::Upper) =>
        {
            Some(Listed::unsure(items, "numbers stand among the values"))
        }
        _ if items.iter().all(|item| style(item) == Style::Lower) && about_values(name) => {
            Some(Listed::unsure(items, "the values are words in lower case"))
        }
        _ if items
            .iter()
            .all(|item| style(item) == Style::Digits && item.label.is_some()) =>
        {
            Some(Listed::sure(items))
        }
        _ if items
            .iter()
            .all(|item| matches!(style(item), Style::Title | Style::Lower))
            && about_values(name) =>
        {
            Some(Listed::unsure(items, "the values are plain words"))
        }
        _ => None,
    }
}

/// The parts of a list, split at commas and the like outside brackets.
fn split(group: &str) -> Vec<String> {
    let group = pattern!(r"(?i)\s+(?:or|and)\s+|\s*(?:或者|或|以及|和)\s*").replace_all(group, ",");
    let mut parts = vec![String::new()];
    let mut depth = 0;
    for c in group.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            _ => {}
        }
        if depth == 0 && matches!(c, ',' | '、' | '/' | '|' | ';' | '\n') {
            parts.push(String::new());
        } else if let Some(part) = parts.last_mut() {
            part.push(c);
        }
    }
    let parts = parts
        .iter()
        .map(|part| part.trim().trim_end_matches('.').trim().to_owned());
    parts.filter(|part| !part.is_empty()).collect()
}

/// `A`, `A(label)`, `A:label`, `A-label`, `A=label`, `A 中文`, `'A'`.
fn item(part: &str) -> Option<Item> {
    let part = part.trim_matches(['\'', '"', ' ']);
    if style(part) != Style::None {
        return Some(Item {
            value: part.to_owned(),
            label: None,
        });
    }
    let found = pattern!(r#"^['"]?([A-Za-z0-9_.]+)['"]?\s*(?:\(([^()]*(?:\([^()]*\))?[^()]*)\)?|[:=]\s*(.+)|\s[-–]\s(.+)|[-–](.+))$"#).captures(part);
    if let Some(found) = found {
        let value = found.get(1)?.as_str();
        let label = (2..=5)
            .find_map(|group| found.get(group))
            .map_or("", |label| label.as_str());
        let plain = !label.contains('+')
            && style(value) != Style::None
            && !label.starts_with(|c: char| c.is_ascii_digit());
        return plain.then(|| Item {
            value: value.to_owned(),
            label: Some(label.trim().to_owned()),
        });
    }
    let found = pattern!(r"^([A-Za-z0-9_.]+)\s*(\S.*)$").captures(part)?;
    let (value, label) = (found.get(1)?.as_str(), found.get(2)?.as_str());
    let chinese = label.chars().next().is_some_and(is_chinese);
    (chinese && style(value) != Style::None).then(|| Item {
        value: value.to_owned(),
        label: Some(label.to_owned()),
    })
}
