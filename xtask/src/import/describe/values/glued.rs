//! Values that stand together without anything between them.

use super::{Style, style};
use crate::import::text::pattern;

/// Words of states and levels that platforms have: values that stand together without a comma are told apart by them.
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
    "LOW",
    "MIDDLE",
    "MEDIUM",
    "HIGH",
    "MALE",
    "FEMALE",
];

/// A word that is values which stand together without anything between them, and these: `PENDINGCOMPLETED`,
/// `qr.payment.successqr.payment.failed`.
pub(super) fn glued<'a>(text: &'a str, known: &[String]) -> Option<(&'a str, Vec<String>)> {
    let words = pattern!(r"[A-Za-z_.]+").find_iter(text);
    words.into_iter().find_map(|word| {
        let word = word.as_str().trim_end_matches('.');
        let parts = glued_dots(word).or_else(|| glued_states(word, known))?;
        Some((word, parts))
    })
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
