//! Makes rows that differ from the documented example's in the way that real rows do.
//!
//! Nothing is known of a field but what the example shows. So whole rows are taken as patterns, which
//! keeps together what belongs together (a withdrawal, its direction, its bank), and all amounts of a
//! row change by the same percentage, so that sums within it still hold.

use super::json::Cell;
use super::random::Random;
use crate::time::civil::DateTime;
use jiff::SignedDuration;

/// A text that ends in so many digits is taken for an id, and counted up.
const ID_DIGITS: usize = 6;
/// A number of at least this much is taken for an amount. Smaller ones may be counts, or values of an enum.
const AMOUNT: i64 = 100;

/// How the values of one field differ from row to row.
pub(super) enum Variation {
    /// As in the row that serves as the pattern.
    None,
    /// An id: its number grows by one a row, starting with the example's.
    CountUp(Id),
    /// An amount: a percentage of the pattern's.
    Scale,
    /// A time: moved together with the row.
    Shift,
    /// One of these values.
    OneOf(Vec<Cell>),
}

/// An id that ends in a number.
pub(super) struct Id {
    prefix: String,
    first: u64,
    digits: usize,
}

impl Id {
    fn new(text: &str) -> Option<Self> {
        let digits = text.bytes().rev().take_while(u8::is_ascii_digit).count();
        // So that counting up stays within 64 bits.
        let digits = digits.min(19);
        let (prefix, number) = text.split_at_checked(text.len() - digits)?;
        Some(Self {
            prefix: prefix.to_owned(),
            first: number.parse().ok().filter(|_| digits >= ID_DIGITS)?,
            digits,
        })
    }

    fn plus(&self, count: u64) -> String {
        let Self {
            prefix,
            first,
            digits,
        } = self;
        format!("{prefix}{:0digits$}", first.saturating_add(count))
    }
}

impl Variation {
    /// How the values of a field differ that looks like `example`. Numbers that rows are selected by are
    /// no amounts.
    pub(super) fn of(example: &Cell, selected: bool, moves: bool) -> Self {
        match example {
            Cell::Text(text) => Id::new(text).map_or(Self::None, Self::CountUp),
            Cell::Int(_) if !selected => Self::Scale,
            Cell::Time(_) if moves => Self::Shift,
            _ => Self::None,
        }
    }

    /// The value of a row, given the pattern's.
    pub(super) fn apply(&self, pattern: &Cell, row: &mut RowFacts) -> Cell {
        match (self, pattern) {
            (Self::CountUp(id), Cell::Text(_)) => Cell::Text(id.plus(row.index)),
            (Self::Scale, Cell::Int(amount)) => Cell::Int(row.scale(*amount)),
            (Self::Shift, Cell::Time(time)) => Cell::Time(time.saturating_add(row.shift)),
            (Self::OneOf(values), _) => row.random.pick(values).unwrap_or(pattern).clone(),
            _ => pattern.clone(),
        }
    }
}

/// What all values of one row have in common.
pub(super) struct RowFacts {
    /// Its number, from 0.
    pub(super) index: u64,
    /// How far its times lie from the pattern's.
    pub(super) shift: SignedDuration,
    /// What part of the pattern's amounts its own are.
    pub(super) percent: i64,
    /// For everything that is left to chance.
    pub(super) random: Random,
}

impl RowFacts {
    /// Never more than the pattern's amount, so that it fits wherever that did.
    fn scale(&self, amount: i64) -> i64 {
        if (-AMOUNT..AMOUNT).contains(&amount) {
            return amount;
        }
        // In two steps, so that large amounts do not overflow.
        amount / 100 * self.percent + amount % 100 * self.percent / 100
    }
}

/// How far a time must be moved to be another.
pub(super) fn shift(from: DateTime, to: DateTime) -> SignedDuration {
    to.duration_since(from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(index: u64, percent: i64) -> RowFacts {
        RowFacts {
            index,
            shift: SignedDuration::ZERO,
            percent,
            random: Random::new(1, index),
        }
    }

    #[test]
    fn ids_count_up_and_keep_their_form() {
        let cases = [
            ("JT1095595801938341100", 2, Some("JT1095595801938341102")),
            ("A000099", 1, Some("A000100")),
            ("123456", 3, Some("123459")),
            (
                "18446744073709551615999",
                1,
                Some("18446744073709551616000"),
            ),
            ("A00001", 1, None),
            ("081******890", 1, None),
            ("Name", 1, None),
            ("ก1234567", 1, Some("ก1234568")),
        ];
        for (text, count, wanted) in cases {
            let id = Id::new(text).map(|id| id.plus(count));
            assert_eq!(id.as_deref(), wanted, "{text}");
        }
    }

    #[test]
    fn amounts_shrink_together_and_small_numbers_stay() {
        let facts = facts(0, 37);
        assert_eq!(facts.scale(360_000), 133_200);
        assert_eq!(
            facts.scale(200_000) + facts.scale(160_000),
            facts.scale(360_000)
        );
        assert_eq!(facts.scale(-200_000), -74_000);
        assert_eq!(
            (facts.scale(99), facts.scale(-2), facts.scale(0)),
            (99, -2, 0)
        );
        for amount in [i64::MIN, i64::MAX, 150, -150] {
            assert!(facts.scale(amount).unsigned_abs() <= amount.unsigned_abs());
        }
    }
}
