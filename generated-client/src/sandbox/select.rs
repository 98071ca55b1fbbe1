//! Chooses the rows that a request asks for.

use std::collections::HashSet;

use super::bounds::Bounds;
use super::data_set::{DataSet, Row};
use super::json::Cell;
use super::route::Route;
use crate::time::civil::DateTime;
use crate::wire::{Record, Value, Wire};

/// All rows that the request asks for, in order.
pub(super) fn select<'d>(
    route: &Route,
    request: &dyn Record,
    data: &'d DataSet,
    bounds: Bounds,
) -> Vec<&'d Row> {
    let mut filters: Vec<Filter<'_>> = route
        .selections
        .iter()
        .filter_map(|by| {
            let wanted = Wanted::new(value(request, by.parameter))?;
            Some(Filter {
                column: data.column(by.row),
                wanted,
            })
        })
        .collect();
    if let Some(window) = &route.operation.window {
        filters.push(Filter {
            column: data.column(window.of),
            wanted: Wanted::Between(
                time(request, window.start),
                time(request, window.end),
                bounds,
            ),
        });
    }
    let chosen = |row: &&Row| filters.iter().all(|filter| filter.takes(row));
    data.rows().iter().filter(chosen).collect()
}

/// The value of a parameter.
pub(super) fn value<'r>(request: &'r dyn Record, wire: &str) -> Value<'r> {
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

struct Filter<'r> {
    /// `None` if no row has the field; then none is taken.
    column: Option<usize>,
    wanted: Wanted<'r>,
}

impl Filter<'_> {
    fn takes(&self, row: &Row) -> bool {
        let cell = self.column.and_then(|column| row.cell(column));
        cell.is_some_and(|cell| self.wanted.takes(cell))
    }
}

enum Wanted<'r> {
    /// Any of these values.
    Any(HashSet<Key<'r>>),
    /// From one time to the other; open where there is none.
    Between(Option<DateTime>, Option<DateTime>, Bounds),
}

impl<'r> Wanted<'r> {
    /// `None` where the parameter does not select.
    fn new(value: Value<'r>) -> Option<Self> {
        match value {
            Value::Absent => None,
            Value::List(items) => {
                let items = (0..items.count()).filter_map(|index| items.item(index));
                Some(Self::Any(
                    items.filter_map(|item| Key::of(item.value())).collect(),
                ))
            }
            one => Some(Self::Any(Key::of(one).into_iter().collect())),
        }
    }

    fn takes(&self, cell: &Cell) -> bool {
        match self {
            Self::Any(keys) => keys.contains(&Key::of_cell(cell)),
            Self::Between(from, to, bounds) => match cell {
                Cell::Time(time) => {
                    from.is_none_or(|from| bounds.begun(*time, from))
                        && to.is_none_or(|to| bounds.open(*time, to))
                }
                _ => false,
            },
        }
    }
}

/// What values are compared by.
#[derive(PartialEq, Eq, Hash)]
enum Key<'a> {
    Int(i64),
    Text(&'a str),
    Time(DateTime),
    /// True, false, or a decimal number, as it is written.
    Json(&'a str),
}

impl<'a> Key<'a> {
    /// `None` for what no field of a row is compared with.
    fn of(value: Value<'a>) -> Option<Self> {
        match value {
            Value::Int(number) => Some(Self::Int(number)),
            Value::Text(text) => Some(Self::Text(text)),
            Value::Time(time) => Some(Self::Time(time)),
            Value::Bool(value) => Some(Self::Json(if value { "true" } else { "false" })),
            Value::Decimal(number) => Some(Self::Json(number.as_str())),
            Value::Absent | Value::List(_) | Value::Record(_) => None,
        }
    }

    fn of_cell(cell: &'a Cell) -> Self {
        match cell {
            Cell::Int(number) => Self::Int(*number),
            Cell::Text(text) => Self::Text(text),
            Cell::Time(time) => Self::Time(*time),
            Cell::Other(raw) => Self::Json(raw.get()),
        }
    }
}
