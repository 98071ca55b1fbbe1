//! Chooses the rows that a request asks for.
//!
//! One filter after the other narrows the choice. Each is turned beforehand into what is least to compare for
//! a row: an id into the number of a row, a value of an enum into its position.

use std::collections::HashSet;
use std::ops::Range;

use super::bounds::Bounds;
use super::column::{Column, Source};
use super::table::{Table, time_column};
use crate::sandbox::json::{Cell, Key};
use crate::time::{self, civil::DateTime};
use crate::wire::{Record, Value, Wire};

/// Rows that were chosen, by their numbers.
pub(super) enum Chosen {
    /// All of these.
    Range(Range<usize>),
    /// These, in rising order.
    Some(Vec<u32>),
}

impl Chosen {
    pub(super) fn count(&self) -> usize {
        match self {
            Self::Range(numbers) => numbers.len(),
            Self::Some(numbers) => numbers.len(),
        }
    }

    /// The newest first, from the place `skip` on, at most so many.
    pub(super) fn newest_first(&self, skip: usize, most: usize) -> Vec<usize> {
        let end = self.count().saturating_sub(skip);
        let start = end.saturating_sub(most);
        match self {
            Self::Range(numbers) => {
                let first = numbers.start;
                (first + start..first + end).rev().collect()
            }
            Self::Some(numbers) => {
                let numbers = numbers.get(start..end).unwrap_or_default();
                numbers.iter().rev().map(|number| wide(*number)).collect()
            }
        }
    }

    /// The oldest first.
    pub(super) fn numbers(&self) -> impl Iterator<Item = usize> + '_ {
        let (range, some) = match self {
            Self::Range(numbers) => (numbers.clone(), &[] as &[u32]),
            Self::Some(numbers) => (0..0, &**numbers),
        };
        range.chain(some.iter().map(|number| wide(*number)))
    }

    fn keep(self, takes: impl Fn(usize) -> bool) -> Self {
        Self::Some(match self {
            Self::Range(numbers) => {
                let kept = numbers.filter(|number| takes(*number));
                kept.map(narrow).collect()
            }
            Self::Some(mut numbers) => {
                numbers.retain(|number| takes(wide(*number)));
                numbers
            }
        })
    }

    /// Keeps those that are among these, which rise.
    fn keep_these(self, these: Vec<usize>) -> Self {
        let these = these.into_iter();
        Self::Some(match self {
            Self::Range(numbers) => {
                let kept = these.filter(|number| numbers.contains(number));
                kept.map(narrow).collect()
            }
            Self::Some(numbers) => {
                let found = |number: &u32| numbers.binary_search(number).is_ok();
                these.map(narrow).filter(found).collect()
            }
        })
    }
}

/// More rows than this no memory holds.
fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn wide(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// All rows that the request asks for.
pub(super) fn select(table: &Table, request: &dyn Record, bounds: Bounds) -> Chosen {
    let mut chosen = Chosen::Range(0..table.rows.len());
    if let Some(window) = &table.route.operation.window {
        let (from, to) = (time(request, window.start), time(request, window.end));
        chosen = in_window(table, window.of, bounds.seconds(from, to), chosen);
    }
    for by in table.route.selections {
        if let Some(wanted) = wanted(value(request, by.parameter)) {
            chosen = match table.column(by.row) {
                Some(column) => having(table, column, &wanted, chosen),
                // No row has the field.
                None => Chosen::Range(0..0),
            };
        }
    }
    chosen
}

/// The value of a parameter.
pub(in crate::sandbox) fn value<'r>(request: &'r dyn Record, wire: &str) -> Value<'r> {
    let index = request.shape().position(wire);
    index
        .and_then(|index| request.field(index))
        .map_or(Value::Absent, Wire::value)
}

fn time(request: &dyn Record, wire: &str) -> Option<DateTime> {
    match value(request, wire) {
        Value::Time(time) => Some(time),
        _ => None,
    }
}

/// Rows whose field lies between these, both of which belong to it.
fn in_window(table: &Table, of: &str, (from, to): (i64, i64), chosen: Chosen) -> Chosen {
    let Some(column) = table.column(of) else {
        return Chosen::Range(0..0);
    };
    let chosen = if time_column(table.route) == Some(of) {
        Chosen::Range(table.between(from, to))
    } else {
        chosen.keep(|number| match table.cell(column, number).as_deref() {
            Some(Cell::Time(time)) => (from..=to).contains(&time::seconds(*time)),
            _ => false,
        })
    };
    without_gaps(table, column, chosen)
}

/// Any of these values; `None` where the parameter does not select.
fn wanted(value: Value<'_>) -> Option<HashSet<Key<'_>>> {
    match value {
        Value::Absent => None,
        Value::List(items) => {
            let items = (0..items.count()).filter_map(|index| items.item(index));
            Some(items.filter_map(|item| Key::of(item.value())).collect())
        }
        one => Some(Key::of(one).into_iter().collect()),
    }
}

/// Rows whose field has one of the values.
fn having(table: &Table, column: usize, wanted: &HashSet<Key<'_>>, chosen: Chosen) -> Chosen {
    let Some(Column {
        source, examples, ..
    }) = table.columns.get(column)
    else {
        return Chosen::Range(0..0);
    };
    let chosen = match source {
        Source::Number(id) => {
            let mut numbers: Vec<_> = texts(wanted).filter_map(|text| id.row(text)).collect();
            numbers.sort_unstable();
            chosen.keep_these(numbers)
        }
        Source::Account(id) => {
            let accounts = flags(
                texts(wanted).filter_map(|text| id.row(text)),
                table.accounts,
            );
            chosen.keep(|number| {
                let row = table.rows.get(number);
                row.is_some_and(|row| accounts.get(row.account()) == Some(&true))
            })
        }
        Source::Drawn(drawn) => {
            let taken: Vec<bool> = drawn
                .values
                .iter()
                .map(|cell| wanted.contains(&cell.key()))
                .collect();
            chosen.keep(|number| {
                let position = drawn.rows.get(number).map(|position| wide(*position));
                position.is_some_and(|position| taken.get(position) == Some(&true))
            })
        }
        Source::Pattern => {
            let cell = |cell: &Option<Cell>| {
                cell.as_ref()
                    .is_some_and(|cell| wanted.contains(&cell.key()))
            };
            let taken: Vec<bool> = examples.iter().map(cell).collect();
            chosen.keep(|number| {
                let row = table.rows.get(number);
                row.is_some_and(|row| row.of_pattern(&taken) == Some(&true))
            })
        }
        Source::Scaled | Source::Moved(_) | Source::Kept(_) => chosen.keep(|number| {
            let cell = table.cell(column, number);
            cell.is_some_and(|cell| wanted.contains(&cell.key()))
        }),
    };
    without_gaps(table, column, chosen)
}

/// Rows that have the field at all.
fn without_gaps(table: &Table, column: usize, chosen: Chosen) -> Chosen {
    match table.columns.get(column) {
        Some(column) if column.has_gaps() => chosen.keep(|number| {
            let row = table.rows.get(number);
            row.is_some_and(|row| column.example(row).is_some())
        }),
        _ => chosen,
    }
}

fn texts<'a>(keys: &'a HashSet<Key<'_>>) -> impl Iterator<Item = &'a str> {
    keys.iter().filter_map(|key| match key {
        Key::Text(text) => Some(*text),
        _ => None,
    })
}

/// For each number below `count`, whether it is one of these.
fn flags(numbers: impl Iterator<Item = usize>, count: usize) -> Vec<bool> {
    let mut flags = vec![false; count];
    for number in numbers {
        if let Some(flag) = flags.get_mut(number) {
            *flag = true;
        }
    }
    flags
}
