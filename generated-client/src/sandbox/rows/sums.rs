//! Adds up fields over the rows that were chosen, which may be millions.

use std::ops::Range;

use super::column::{Column, Row, Source};
use super::select::Chosen;
use super::table::Table;
use crate::sandbox::json::Cell;

/// The sums that the route asks for, in its order. `None` for a field that no row has.
pub(super) fn sums(table: &Table, chosen: &Chosen) -> Vec<Option<i64>> {
    let mut kinds = None;
    let sums = table.route.sums.iter().map(|sum| {
        let column = table.columns.get(table.column(sum.row)?)?;
        let sum = match &column.source {
            Source::Kept(amounts) if !column.has_gaps() => kept(amounts, chosen),
            Source::Scaled => {
                let kinds = kinds.get_or_insert_with(|| Kinds::count(table, chosen));
                kinds.sum(column)
            }
            _ => each(table, column, chosen),
        };
        Some(i64::try_from(sum).unwrap_or(if sum < 0 { i64::MIN } else { i64::MAX }))
    });
    sums.collect()
}

/// The quick way for amounts that are at hand.
fn kept(amounts: &[i64], chosen: &Chosen) -> i128 {
    let add = |sum: i128, amount: &i64| sum + i128::from(*amount);
    match chosen {
        Chosen::Range(Range { start, end }) => {
            let amounts = amounts.get(*start..*end).unwrap_or_default();
            amounts.iter().fold(0, add)
        }
        Chosen::Some(_) => {
            let amounts = chosen.numbers().filter_map(|number| amounts.get(number));
            amounts.fold(0, add)
        }
    }
}

/// The plain way.
fn each(table: &Table, column: &Column, chosen: &Chosen) -> i128 {
    let amounts = chosen.numbers().filter_map(|number| {
        let row = table.rows.get(number)?;
        match *column.cell(row, number)? {
            Cell::Int(amount) => Some(i128::from(amount)),
            _ => None,
        }
    });
    amounts.sum()
}

/// How many rows there are of each kind. Rows of one kind have the same pattern and percentage, and so the
/// same in each field that is a part of its pattern's.
struct Kinds(Vec<(Row, i128)>);

/// A percentage is less than this.
const PERCENTAGES: usize = 101;

impl Kinds {
    fn count(table: &Table, chosen: &Chosen) -> Self {
        let mut counts = vec![0_u32; usize::from(table.patterns()) * PERCENTAGES];
        for row in chosen.numbers().filter_map(|number| table.rows.get(number)) {
            let kind = usize::from(row.pattern) * PERCENTAGES + usize::from(row.percent);
            if let Some(count) = counts.get_mut(kind) {
                *count += 1;
            }
        }
        let kinds = (0..table.patterns()).flat_map(|pattern| {
            (0..101).map(move |percent| Row {
                at: 0,
                account: 0,
                pattern,
                percent,
            })
        });
        let kinds = kinds.zip(counts.into_iter().map(i128::from));
        Self(kinds.filter(|(_, count)| *count > 0).collect())
    }

    fn sum(&self, column: &Column) -> i128 {
        let amounts = self.0.iter().map(|(row, count)| match column.example(row) {
            Some(Cell::Int(amount)) => i128::from(row.scale(*amount)) * count,
            _ => 0,
        });
        amounts.sum()
    }
}
