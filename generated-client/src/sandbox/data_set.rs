//! Rows for an endpoint with pages, made from the rows of its documented example.

use std::collections::HashMap;

use jiff::SignedDuration;
use serde_json::value::RawValue;

use super::bounds::Bounds;
use super::json::{Cell, Object};
use super::random::Random;
use super::route::Route;
use super::vary::{RowFacts, Variation, shift};
use crate::time::{self, Timestamp, civil::DateTime};

/// The rows are spread over so many seconds before now: 90 days, so that windows matter.
const SPREAD: u64 = 90 * 86_400;
/// No zone is farther behind UTC (in seconds): a time that is past there is past everywhere.
const FARTHEST_BEHIND: i64 = -12 * 3_600;

/// What the rows of all endpoints depend on.
pub(super) struct Recipe {
    /// How many there are.
    pub(super) rows: usize,
    /// What is left to chance follows from this.
    pub(super) seed: u64,
    /// Whether the ends of windows belong to them.
    pub(super) bounds: Bounds,
    /// Milliseconds since 1970.
    pub(super) now_millis: i64,
    /// Fields, by wire name, whose values are not as in the example.
    pub(super) values: HashMap<String, Vec<Cell>>,
}

impl Recipe {
    /// The latest time of any row.
    fn newest(&self) -> DateTime {
        let now = Timestamp::from_millisecond(self.now_millis).unwrap_or(Timestamp::UNIX_EPOCH);
        time::from_timestamp(now, FARTHEST_BEHIND)
    }
}

/// The rows of one endpoint. Where they have a time, the latest comes first.
pub(super) struct DataSet {
    /// The fields' wire names.
    columns: Vec<Column>,
    rows: Vec<Row>,
}

struct Column {
    name: String,
    variation: Variation,
}

/// One row: a value for each column, if it has one.
pub(super) struct Row(Box<[Option<Cell>]>);

impl Row {
    pub(super) fn cell(&self, column: usize) -> Option<&Cell> {
        self.0.get(column)?.as_ref()
    }
}

/// A row of the example.
type Pattern = Vec<Option<Cell>>;

impl DataSet {
    /// Makes the rows. `examples` is the list of them in the documented example.
    pub(super) fn new(
        route: &Route,
        examples: &RawValue,
        recipe: &Recipe,
    ) -> Result<Self, serde_json::Error> {
        let objects: Vec<Object> = serde_json::from_str(examples.get())?;
        let names = names(&objects);
        let patterns: Vec<Pattern> = objects
            .iter()
            .map(|object| {
                let cell = |name: &String| object.get(name).map(Cell::new);
                names.iter().map(cell).collect()
            })
            .collect();
        let clock = time_column(route).and_then(|time| names.iter().position(|name| name == time));
        let columns = columns(route, names, &patterns, clock.is_some(), recipe);
        let newest = recipe.newest();
        let total = u64::try_from(recipe.rows).unwrap_or(u64::MAX);
        let rows = (0..total).filter_map(|index| {
            let mut random = Random::new(recipe.seed, index);
            let pattern = random.pick(&patterns)?;
            let row = place(
                index,
                total,
                newest,
                random,
                clock.and_then(|at| pattern.get(at)),
            );
            Some(make(&columns, pattern, row))
        });
        let rows = rows.collect();
        Ok(Self { columns, rows })
    }

    pub(super) fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Where a field stands in the rows. `None` if no row has it.
    pub(super) fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }

    /// The fields that a row has.
    pub(super) fn members<'a>(&'a self, row: &'a Row) -> impl Iterator<Item = (&'a str, &'a Cell)> {
        let cells = self.columns.iter().zip(&row.0);
        cells.filter_map(|(column, cell)| Some((column.name.as_str(), cell.as_ref()?)))
    }
}

/// The field by which rows lie in time.
fn time_column(route: &Route) -> Option<&'static str> {
    let ordered = route.operation.paging.as_ref()?.newest_first;
    ordered.or(route.operation.window.as_ref().map(|window| window.of))
}

/// The names of all fields that any row has, each after those that it follows in the first row with it.
fn names(objects: &[Object]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for (name, _) in objects.iter().flat_map(|object| &object.0) {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    names
}

fn columns(
    route: &Route,
    names: Vec<String>,
    patterns: &[Pattern],
    moves: bool,
    recipe: &Recipe,
) -> Vec<Column> {
    let columns = names.into_iter().enumerate().map(|(index, name)| {
        let selected = route.selections.iter().any(|by| by.row == name);
        let example = patterns.iter().find_map(|row| row.get(index)?.as_ref());
        let variation = match (recipe.values.get(&name), example) {
            (Some(values), _) => Variation::OneOf(values.clone()),
            (None, Some(example)) => Variation::of(example, selected, moves),
            (None, None) => Variation::None,
        };
        Column { name, variation }
    });
    columns.collect()
}

/// Puts a row in its place in time, and decides what its values have in common.
fn place(
    index: u64,
    total: u64,
    newest: DateTime,
    mut random: Random,
    time: Option<&Option<Cell>>,
) -> RowFacts {
    let step = SPREAD.checked_div(total).unwrap_or(0);
    // The first row is the newest, however few there are.
    let jitter = random.below(if index == 0 { 0 } else { step });
    let before = step.saturating_mul(index).saturating_add(jitter);
    let before = SignedDuration::from_secs(i64::try_from(before).unwrap_or(i64::MAX));
    let shift = match time {
        Some(Some(Cell::Time(time))) => shift(*time, newest.saturating_sub(before)),
        _ => SignedDuration::ZERO,
    };
    RowFacts {
        index,
        shift,
        percent: 10 + i64::try_from(random.below(91)).unwrap_or(0),
        random,
    }
}

fn make(columns: &[Column], pattern: &Pattern, mut row: RowFacts) -> Row {
    let cells = columns.iter().zip(pattern);
    let cells = cells.map(|(column, cell)| {
        let cell = cell.as_ref()?;
        Some(column.variation.apply(cell, &mut row))
    });
    Row(cells.collect())
}
