//! Values that follow each other in a sentence.

use super::{Item, Listed, Style, distinct, style};
use crate::import::text::pattern;

/// Values in capitals or with dots that follow each other, whatever announces them: `ONLINE,OFFLINE`, `A:甲 B:乙`.
pub(super) fn run(text: &str) -> Option<Listed> {
    let word = pattern!(r"[A-Za-z0-9_.]+");
    let mut items: Vec<Item> = Vec::new();
    let mut best: Vec<Item> = Vec::new();
    let mut end = 0;
    for found in word.find_iter(text) {
        let value = found.as_str().trim_end_matches('.');
        let strong = match style(value) {
            Style::Upper => {
                value.len() >= 2
                    || text
                        .get(found.end()..)
                        .is_some_and(|rest| rest.starts_with(['-', ':', '=']))
            }
            Style::Dotted => {
                value
                    .chars()
                    .all(|c| c.is_ascii_lowercase() || matches!(c, '.' | '_' | '0'..='9'))
                    && !value.starts_with("http")
            }
            _ => false,
        };
        if !strong {
            continue;
        }
        let between = text.get(end..found.start()).unwrap_or_default();
        if !items.is_empty() && !separates(between) {
            keep_longer(&mut best, &mut items);
        }
        if let Some(last) = items.last_mut() {
            last.label = label(between);
        }
        items.push(Item {
            value: value.to_owned(),
            label: None,
        });
        end = found.start() + value.len();
    }
    if items.len() >= 2
        && let Some(last) = items.last_mut()
    {
        last.label = label(
            text.get(end..)
                .unwrap_or_default()
                .split([';', '。'])
                .next()
                .unwrap_or_default(),
        );
    }
    if items.len() >= 2
        && pattern!(r"(?i)^\s*(?:,|、)?\s*(?:etc|and so on|等)")
            .is_match(text.get(end..).unwrap_or_default())
    {
        items.clear();
    }
    keep_longer(&mut best, &mut items);
    let plain = pattern!(r"(?i)\b(?:the|with|by|from|via|to)\s*$");
    let before = best
        .first()
        .and_then(|first| text.find(&first.value))
        .and_then(|at| text.get(..at))
        .unwrap_or_default();
    if best.len() < 2 || plain.is_match(before) {
        return None;
    }
    let glued = unglue(&mut best);
    let near = best
        .iter()
        .all(|item| item.value.len() <= 3 && item.label.is_none());
    let doubt = match (glued, near) {
        (true, _) => Some(GLUED),
        (_, true) => Some("the values may be abbreviations in a sentence"),
        _ => None,
    };
    Some(Listed {
        items: best,
        doubt,
        glued,
    })
}

/// What makes a list unsure of which the first value was taken apart.
pub(super) const GLUED: &str = "a word before the first value stood together with it";

/// Takes a word off the first value that belongs to the sentence before: `nameticket.closed,ticket.open`.
pub(super) fn unglue(items: &mut [Item]) -> bool {
    let [first, second, ..] = items else {
        return false;
    };
    let Some((head, _)) = second.value.split_once('.') else {
        return false;
    };
    let head = format!("{head}.");
    match first.value.find(&head) {
        Some(at) if at > 0 => {
            first.value = first.value.get(at..).unwrap_or_default().to_owned();
            true
        }
        _ => false,
    }
}

pub(super) fn keep_longer(best: &mut Vec<Item>, items: &mut Vec<Item>) {
    let found = std::mem::take(items);
    if found.len() > best.len() && found.len() >= 2 && distinct(&found) {
        *best = found;
    }
}

/// Whether `between` may stand between two values of one list.
pub(super) fn separates(between: &str) -> bool {
    pattern!(r"^\s*(?:\([^()]*\)|[:=\-–]\s*[^,;:、/|]{1,30}|[一-鿿]{1,15})?\s*(?:,|、|/|;|\||\bor\b|\band\b|或者|或|和|\n)\s*(?:or\s|and\s)?$").is_match(between)
        || pattern!(r"^\s*(?:[:=\-–]\s*)?[一-鿿]{1,15}\s*$").is_match(between)
        || pattern!(r"^\s*\([^()]*\)\s*$").is_match(between)
}

/// The label between a value and the next.
pub(super) fn label(between: &str) -> Option<String> {
    let text =
        pattern!(r"(?i)\s*(?:,|、|/|;|\||\bor|\band|或者|或|和)\s*$").replace(between.trim(), "");
    let text = text
        .trim_matches(|c: char| matches!(c, '(' | ')' | ':' | '=' | '-' | ' ' | ',' | '、' | '.'));
    (!text.is_empty() && text.len() < 80).then(|| text.to_owned())
}
