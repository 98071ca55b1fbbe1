//! The rows of one endpoint, without their values: what those are follows from little.

use std::borrow::Cow;
use std::ops::Range;

use serde::de::Error as _;

use super::column::{Column, Row, Source};
use super::recipe::{Recipe, SPREAD};
use crate::operation::Paging;
use crate::sandbox::json::{Cell, Object};
use crate::sandbox::random::Random;
use crate::sandbox::route::Route;

/// The rows of one endpoint. Rows go by their numbers: 0 is the oldest.
pub(in crate::sandbox) struct Table {
    pub(super) route: &'static Route,
    pub(super) columns: Vec<Column>,
    pub(super) rows: Vec<Row>,
    /// How many accounts the rows are about, in a ledger.
    pub(super) accounts: usize,
    /// How many rows of the example serve as patterns.
    patterns: u16,
    seed: u64,
}

impl Table {
    /// A table without rows, which are to look like those of the documented example.
    pub(in crate::sandbox) fn new(
        route: &'static Route,
        paging: &Paging,
        example: &str,
        recipe: &Recipe,
    ) -> Result<Self, serde_json::Error> {
        let frame: Object = serde_json::from_str(example)?;
        let examples = frame.get(paging.rows).ok_or_else(|| {
            serde_json::Error::custom(format_args!("it lacks the rows, `{}`", paging.rows))
        })?;
        let objects: Vec<Object> = serde_json::from_str(examples.get())?;
        Ok(Self {
            columns: columns(route, &objects, recipe),
            rows: Vec::new(),
            accounts: 0,
            patterns: u16::try_from(objects.len()).unwrap_or(u16::MAX),
            seed: recipe.seed.wrapping_add(salt(route.operation.name)),
            route,
        })
    }

    /// Whether these are the rows of this operation.
    pub(super) fn is_of(&self, operation: &str) -> bool {
        self.route.operation.name == operation
    }

    /// How many rows of the example rows are made like.
    pub(super) fn patterns(&self) -> u16 {
        self.patterns
    }

    /// Where a field stands in the rows. `None` if no row has it.
    pub(in crate::sandbox) fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }

    /// The value of a field in a row.
    pub(super) fn cell(&self, column: usize, number: usize) -> Option<Cow<'_, Cell>> {
        self.columns
            .get(column)?
            .cell(self.rows.get(number)?, number)
    }

    /// The fields that a row has.
    pub(in crate::sandbox) fn members(
        &self,
        number: usize,
    ) -> impl Iterator<Item = (&str, Cow<'_, Cell>)> {
        let row = self.rows.get(number);
        self.columns.iter().filter_map(move |column| {
            let cell = column.cell(row?, number)?;
            Some((column.name.as_str(), cell))
        })
    }

    /// Says where the values of a field come from.
    pub(super) fn set_source(&mut self, column: usize, source: Source) {
        if let Some(column) = self.columns.get_mut(column) {
            column.source = source;
        }
    }

    /// A number that is known for a row; 0 where there is none.
    pub(super) fn kept(&self, column: usize, number: usize) -> i64 {
        match self.columns.get(column).map(|column| &column.source) {
            Some(Source::Kept(amounts)) => amounts.get(number).copied().unwrap_or(0),
            _ => 0,
        }
    }

    /// Changes a number that is known for a row.
    pub(super) fn keep(&mut self, column: usize, number: usize, amount: i64) {
        if let Some(Source::Kept(amounts)) = self.columns.get_mut(column).map(|it| &mut it.source)
            && let Some(place) = amounts.get_mut(number)
        {
            *place = amount;
        }
    }

    /// The rows that were made from `from` to `to`, both of which belong to it.
    pub(super) fn between(&self, from: i64, to: i64) -> Range<usize> {
        let before = |limit: i64| self.rows.partition_point(|row| row.at < limit);
        let (start, end) = (before(from), before(to.saturating_add(1)));
        start..end.max(start)
    }

    /// The time of the newest row.
    pub(super) fn newest(&self) -> Option<i64> {
        self.rows.last().map(|row| row.at)
    }

    /// When the rows are made that a table begins with: evenly spread, with some chance, the last at `newest`.
    pub(super) fn times(&self, count: usize, newest: i64) -> impl Iterator<Item = i64> + use<> {
        let total = u64::try_from(count).unwrap_or(u64::MAX);
        let seed = self.seed;
        (0..total).map(move |number| {
            let left = total - number;
            let before = |rows| SPREAD.saturating_mul(rows) / total;
            let (least, most) = (before(left - 1), before(left));
            // The last is the newest, however few there are.
            let chance = if left == 1 { 0 } else { most - least };
            let before = least + Random::new(!seed, number).below(chance);
            newest.saturating_sub_unsigned(before)
        })
    }

    /// What is left to chance in the row that comes next.
    pub(super) fn chance(&self) -> Random {
        Random::new(
            self.seed,
            u64::try_from(self.rows.len()).unwrap_or(u64::MAX),
        )
    }

    /// The row of the example that the next row is: the first rows are the documented ones.
    pub(super) fn documented(&self) -> Option<u16> {
        let next = u16::try_from(self.rows.len()).ok();
        next.filter(|next| *next < self.patterns)
    }

    /// Adds a row.
    pub(super) fn push(&mut self, at: i64) {
        if self.patterns == 0 {
            return;
        }
        let mut random = self.chance();
        let documented = self.documented();
        let drawn = random.below(u64::from(self.patterns));
        let row = Row {
            at,
            account: 0,
            pattern: documented.unwrap_or(u16::try_from(drawn).unwrap_or(0)),
            percent: if documented.is_some() {
                100
            } else {
                percent(&mut random)
            },
        };
        self.push_row(row, &mut random, |_| None);
    }

    /// Adds this row. What is `settled` is not drawn.
    pub(super) fn push_row(
        &mut self,
        row: Row,
        random: &mut Random,
        settled: impl Fn(usize) -> Option<u32>,
    ) {
        let documented = self.documented().is_some();
        for (index, column) in self.columns.iter_mut().enumerate() {
            match &mut column.source {
                Source::Drawn(drawn) => {
                    let own = row.of_pattern(&drawn.patterns).copied().flatten();
                    let own = own.filter(|_| documented);
                    let position = settled(index).or(own);
                    let position = position.unwrap_or_else(|| drawn.draw(random));
                    drawn.rows.push(position);
                }
                Source::Kept(amounts) => amounts.push(0),
                _ => {}
            }
        }
        self.rows.push(row);
    }
}

/// What part of a pattern's amounts a row's are.
pub(super) fn percent(random: &mut Random) -> u8 {
    10 + u8::try_from(random.below(91)).unwrap_or(0)
}

/// So that endpoints do not draw the same.
fn salt(name: &str) -> u64 {
    let mix = |salt: u64, byte| salt.wrapping_mul(0x0100_0000_01b3) ^ u64::from(byte);
    name.bytes().fold(0, mix)
}

/// The field by which rows lie in time.
pub(super) fn time_column(route: &Route) -> Option<&'static str> {
    let ordered = route.operation.paging.as_ref()?.newest_first;
    ordered.or(route.operation.window.as_ref().map(|window| window.of))
}

fn columns(route: &Route, objects: &[Object], recipe: &Recipe) -> Vec<Column> {
    let examples = |name: &str| {
        let cell = |object: &Object| object.get(name).map(Cell::new);
        objects.iter().map(cell).collect::<Vec<_>>()
    };
    let clock = time_column(route).map(examples);
    // As where no row of the example has it.
    let clock = clock.filter(|clock| clock.iter().any(Option::is_some));
    let columns = names(objects).into_iter().map(|name| {
        let examples = examples(&name);
        let values = match recipe.values.get(&name) {
            Some(values) => values.clone(),
            None => route.choices(&name).unwrap_or_default(),
        };
        if values.is_empty() {
            let selected = route.selections.iter().any(|by| by.row == name);
            Column::like_the_example(name, examples, selected, clock.as_deref())
        } else {
            Column::drawn(name, examples, values)
        }
    });
    columns.collect()
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
