//! What values look like, and which fields have a few of them.

use super::Item;
use crate::import::text::pattern;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// `CASH_OUT`.
    Upper,
    /// `order.payment.success`.
    Dotted,
    /// `Pending`, `TopUp`.
    Title,
    /// `pending`.
    Lower,
    /// `1`.
    Digits,
    /// None of these.
    None,
}

pub(super) fn style(word: &str) -> Style {
    if pattern!(r"^[A-Z][A-Z0-9_]*$").is_match(word) {
        Style::Upper
    } else if pattern!(r"^[A-Za-z][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+)+$").is_match(word) {
        Style::Dotted
    } else if pattern!(r"^[A-Z][A-Za-z0-9_]+$").is_match(word) {
        Style::Title
    } else if pattern!(r"^[a-z][a-z0-9_]+$").is_match(word) {
        Style::Lower
    } else if pattern!(r"^-?\d{1,5}$").is_match(word) {
        Style::Digits
    } else {
        Style::None
    }
}

pub(super) fn is_and_so_on(part: &str) -> bool {
    let part = part.to_lowercase();
    part.starts_with("etc")
        || part.contains("...")
        || part.contains('…')
        || part.ends_with('等')
        || part.ends_with(" etc")
}

pub(super) fn distinct(items: &[Item]) -> bool {
    let mut values: Vec<&str> = items.iter().map(|item| item.value.as_str()).collect();
    values.sort_unstable();
    values.windows(2).all(|pair| pair.first() != pair.last())
}

/// Whether a field of this name is likely to have one of a few values.
pub(super) fn about_values(name: &str) -> bool {
    let name = name.to_lowercase();
    let ends = [
        "status",
        "type",
        "state",
        "mode",
        "kind",
        "flag",
        "method",
        "event",
        "eventname",
        "gender",
        "sex",
        "level",
        "action",
        "category",
        "channel",
        "source",
        "way",
        "result",
        "currency",
        "scene",
        "direction",
        "role",
        "sort",
        "order",
        "reason",
        "format",
        "language",
        "lang",
        "locale",
        "bearer",
        "unit",
        "frequency",
        "platform",
        "policy",
        "priority",
        "grade",
        "side",
    ];
    ends.iter().any(|end| name.ends_with(end))
}
