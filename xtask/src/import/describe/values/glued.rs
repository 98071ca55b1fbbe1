//! Values that stand together without anything between them.

use super::{Item, Listed, Style, style};
use crate::import::text::pattern;

/// Words of states that platforms have: values that stand together without a comma are told apart by them.
pub(super) const STATES: &[&str] = &[
    "PENDING",
    "COMPLETED",
    "COMPLETE",
    "FAILED",
    "SUCCESS",
    "SUCCEEDED",
    "PROCESSING",
    "CANCELLED",
    "CANCELED",
    "CLOSED",
    "REJECTED",
    "EXPIRED",
    "REFUNDED",
    "ACTIVE",
    "INACTIVE",
    "ACTIVED",
    "INACTIVED",
    "VOIDED",
    "VOID",
    "CREATED",
    "PAID",
    "UNPAID",
    "OPEN",
    "APPROVED",
    "TIMEOUT",
    "REVERSED",
    "SETTLED",
    "ENABLED",
    "DISABLED",
    "ONLINE",
    "OFFLINE",
    "REFUNDING",
    "PAYING",
    "INIT",
];

/// Values that stand together without anything between them: `PENDINGCOMPLETED`, `qr.payment.successqr.payment.failed`.
pub(super) fn glued(text: &str, known: &[String]) -> Option<Listed> {
    for word in pattern!(r"[A-Za-z_.]+").find_iter(text) {
        let word = word.as_str().trim_end_matches('.');
        let parts = glued_dots(word).or_else(|| glued_states(word, known));
        if let Some(parts) = parts {
            let items = parts.into_iter().map(|value| Item { value, label: None });
            return Some(Listed {
                items: items.collect(),
                doubt: Some("the values stand together without anything between them"),
                glued: true,
            });
        }
    }
    None
}

pub(super) fn glued_dots(word: &str) -> Option<Vec<String>> {
    let (head, _) = word.split_once('.').filter(|(head, _)| head.len() > 1)?;
    let starts: Vec<usize> = word
        .match_indices(&format!("{head}."))
        .map(|(at, _)| at)
        .collect();
    if starts.len() < 2 {
        return None;
    }
    let ends = starts.iter().skip(1).copied().chain([word.len()]);
    let parts = starts
        .iter()
        .zip(ends)
        .filter_map(|(from, to)| word.get(*from..to))
        .map(str::to_owned);
    Some(parts.collect())
}

pub(super) fn glued_states(word: &str, known: &[String]) -> Option<Vec<String>> {
    if style(word) != Style::Upper || word.len() < 8 || STATES.contains(&word) {
        return None;
    }
    let mut rest = word;
    let mut parts = Vec::new();
    while !rest.is_empty() {
        let states = STATES
            .iter()
            .copied()
            .chain(known.iter().map(String::as_str))
            .filter(|state| *state != word);
        let next = states
            .filter(|state| rest.starts_with(state))
            .max_by_key(|state| state.len())?;
        parts.push(next.to_owned());
        rest = rest.get(next.len()..)?;
    }
    (parts.len() >= 2).then_some(parts)
}
