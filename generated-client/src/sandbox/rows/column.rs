//! One field of made-up rows: where its values come from.
//!
//! Nothing is known of most fields but what the example shows. So whole rows of it are taken as patterns,
//! which keeps together what belongs together (a withdrawal, its bank, its holder), and all amounts of a row
//! change by the same percentage, so that sums within it still hold.

use std::borrow::Cow;

use super::id::Id;
use crate::sandbox::json::Cell;
use crate::sandbox::random::Random;
use crate::time;

/// A number of at least this much is taken for an amount. Smaller ones may be counts, or values of an enum.
const AMOUNT: i64 = 100;

/// A field of the rows.
pub(super) struct Column {
    /// Its wire name.
    pub(super) name: String,
    /// Its value in each row that serves as a pattern.
    pub(super) examples: Vec<Option<Cell>>,
    pub(super) source: Source,
}

/// Where the values of a field come from. What is absent in a row's pattern is absent in the row.
pub(super) enum Source {
    /// The row that serves as the pattern.
    Pattern,
    /// The number of the row.
    Number(Id),
    /// The number of the account that the row is about, in a ledger.
    Account(Id),
    /// A percentage of the pattern's.
    Scaled,
    /// A time that is so many seconds after the row's: as many as in each pattern, if that has a time.
    Moved(Vec<Option<i64>>),
    /// One of some values, for each row.
    Drawn(Drawn),
    /// A number that is known for each row.
    Kept(Vec<i64>),
}

/// Values, and which of them each row has.
pub(super) struct Drawn {
    pub(super) values: Vec<Cell>,
    /// For each row, the position of its value.
    pub(super) rows: Vec<u32>,
    /// For each pattern, that of its own, if it is one of them.
    pub(super) patterns: Vec<Option<u32>>,
}

impl Drawn {
    fn new(values: Vec<Cell>, examples: &[Option<Cell>]) -> Self {
        let position = |cell: &Option<Cell>| {
            let cell = cell.as_ref()?.key();
            let found = values.iter().position(|value| value.key() == cell)?;
            u32::try_from(found).ok()
        };
        Self {
            patterns: examples.iter().map(position).collect(),
            values,
            rows: Vec::new(),
        }
    }

    /// The positions of the values.
    pub(super) fn positions(&self) -> impl Iterator<Item = (u32, &Cell)> {
        (0..).zip(&self.values)
    }

    /// Any of them.
    pub(super) fn draw(&self, random: &mut Random) -> u32 {
        let count = u64::try_from(self.values.len()).unwrap_or(u64::MAX);
        u32::try_from(random.below(count)).unwrap_or(0)
    }

    fn value(&self, row: usize) -> Option<&Cell> {
        let position = usize::try_from(*self.rows.get(row)?).ok()?;
        self.values.get(position)
    }
}

impl Column {
    /// A field that takes one of these values in each row.
    pub(super) fn drawn(name: String, examples: Vec<Option<Cell>>, values: Vec<Cell>) -> Self {
        Self {
            source: Source::Drawn(Drawn::new(values, &examples)),
            name,
            examples,
        }
    }

    /// A field whose values differ in the way that the example's look. Numbers that rows are `selected` by
    /// are no amounts; times stay where rows have no `clock`, the values of the field that orders them.
    pub(super) fn like_the_example(
        name: String,
        examples: Vec<Option<Cell>>,
        selected: bool,
        clock: Option<&[Option<Cell>]>,
    ) -> Self {
        let source = match (examples.iter().flatten().next(), clock) {
            (Some(Cell::Text(text)), _) => Id::of(text).map_or(Source::Pattern, Source::Number),
            (Some(Cell::Int(_)), _) if !selected => Source::Scaled,
            (Some(Cell::Time(_)), Some(clock)) => Source::Moved(after(&examples, clock)),
            _ => Source::Pattern,
        };
        Self {
            name,
            examples,
            source,
        }
    }

    /// The value of a row.
    pub(super) fn cell(&self, row: &Row, number: usize) -> Option<Cow<'_, Cell>> {
        let example = self.example(row)?;
        let made = match (&self.source, example) {
            (Source::Number(id), Cell::Text(_)) => Cell::Text(id.text(number)),
            (Source::Account(id), Cell::Text(_)) => Cell::Text(id.text(row.account())),
            (Source::Scaled, Cell::Int(amount)) => Cell::Int(row.scale(*amount)),
            (Source::Moved(after), Cell::Time(_)) => match row.of_pattern(after) {
                Some(Some(after)) => Cell::Time(time::from_seconds(row.at.saturating_add(*after))),
                _ => return Some(Cow::Borrowed(example)),
            },
            (Source::Kept(amounts), _) => Cell::Int(amounts.get(number).copied()?),
            (Source::Drawn(drawn), _) => return drawn.value(number).map(Cow::Borrowed),
            _ => return Some(Cow::Borrowed(example)),
        };
        Some(Cow::Owned(made))
    }

    /// The value of the row's pattern.
    pub(super) fn example(&self, row: &Row) -> Option<&Cell> {
        row.of_pattern(&self.examples)?.as_ref()
    }

    /// Whether some pattern lacks the field.
    pub(super) fn has_gaps(&self) -> bool {
        self.examples.iter().any(Option::is_none)
    }
}

/// For each row of the example, how far its time in this field is from the one that it is ordered by.
fn after(examples: &[Option<Cell>], clock: &[Option<Cell>]) -> Vec<Option<i64>> {
    let pairs = examples.iter().zip(clock);
    let after = pairs.map(|pair| match pair {
        (Some(Cell::Time(time)), Some(Cell::Time(clock))) => {
            Some(time::seconds(*time) - time::seconds(*clock))
        }
        _ => None,
    });
    after.collect()
}

/// What is known of a row apart from its number; its values follow from it.
#[derive(Clone, Copy)]
pub(super) struct Row {
    /// When it was made, in civil seconds.
    pub(super) at: i64,
    /// The number of its account, in a ledger.
    pub(super) account: u32,
    /// The row of the example that it is like.
    pub(super) pattern: u16,
    /// What part of the pattern's amounts its own are.
    pub(super) percent: u8,
}

impl Row {
    /// Its own of what there is for each pattern.
    pub(super) fn of_pattern<'a, T>(&self, each: &'a [T]) -> Option<&'a T> {
        each.get(usize::from(self.pattern))
    }

    pub(super) fn account(&self) -> usize {
        usize::try_from(self.account).unwrap_or(usize::MAX)
    }

    /// Never more than the pattern's amount, so that it fits wherever that did.
    pub(super) fn scale(&self, amount: i64) -> i64 {
        if (-AMOUNT..AMOUNT).contains(&amount) {
            return amount;
        }
        // In two steps, so that large amounts do not overflow.
        let percent = i64::from(self.percent);
        amount / 100 * percent + amount % 100 * percent / 100
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_shrink_together_and_small_numbers_stay() {
        let row = Row {
            at: 0,
            account: 0,
            pattern: 0,
            percent: 37,
        };
        assert_eq!(row.scale(360_000), 133_200);
        assert_eq!(row.scale(200_000) + row.scale(160_000), row.scale(360_000));
        assert_eq!(row.scale(-200_000), -74_000);
        assert_eq!((row.scale(99), row.scale(-2), row.scale(0)), (99, -2, 0));
        for amount in [i64::MIN, i64::MAX, 150, -150] {
            assert!(row.scale(amount).unsigned_abs() <= amount.unsigned_abs());
        }
    }
}
