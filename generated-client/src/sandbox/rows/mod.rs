//! The sandbox's data: the rows of all endpoints with pages, made up, and consistent with each other.

mod bounds;
mod column;
mod id;
mod recipe;
mod select;
mod table;

use std::sync::{Arc, PoisonError, RwLock};

pub use self::bounds::Bound;
pub(super) use self::bounds::Bounds;
pub(super) use self::recipe::Recipe;
pub(super) use self::select::value;
pub(super) use self::table::Table;
use crate::clock::Clock;
use crate::wire::Record;

/// The rows of all endpoints.
pub(super) struct Rows {
    tables: RwLock<Vec<Table>>,
    clock: Arc<dyn Clock>,
    bounds: Bounds,
}

/// What a request comes to.
pub(super) struct Page {
    /// The chosen rows, on all pages.
    pub(super) count: usize,
    /// Their sums, in the order of the route's.
    pub(super) sums: Vec<Option<i64>>,
    /// The numbers of the rows on this page.
    pub(super) rows: Vec<usize>,
}

impl Rows {
    /// Makes the rows of these tables, which have none.
    pub(super) fn new(mut tables: Vec<Table>, recipe: &Recipe, clock: Arc<dyn Clock>) -> Self {
        let newest = recipe::latest(clock.now_millis());
        for table in &mut tables {
            let count = recipe.count(table.route.operation.name);
            for at in table.times(count, newest) {
                push(table, at);
            }
        }
        Self {
            tables: RwLock::new(tables),
            clock,
            bounds: recipe.bounds,
        }
    }

    /// Adds rows to an endpoint's, newer than the others or as new. Whether the endpoint has rows at all.
    pub(super) fn add(&self, operation: &str, count: usize) -> bool {
        let now = recipe::latest(self.clock.now_millis());
        let mut tables = self.tables.write().unwrap_or_else(PoisonError::into_inner);
        let Some(table) = tables.iter_mut().find(|table| table.is_of(operation)) else {
            return false;
        };
        for _ in 0..count {
            let at = table.newest().map_or(now, |newest| newest.max(now));
            push(table, at);
        }
        true
    }

    /// Reads one page: works out what is on it, and hands that to `write` together with the rows.
    pub(super) fn page<T>(
        &self,
        operation: &str,
        request: &dyn Record,
        (number, size): (i64, i64),
        write: impl FnOnce(&Table, Page) -> T,
    ) -> Option<T> {
        let tables = self.tables.read().unwrap_or_else(PoisonError::into_inner);
        let table = tables.iter().find(|table| table.is_of(operation))?;
        let chosen = select::select(table, request, self.bounds);
        let sums = table.route.sums.iter().map(|sum| {
            let column = table.column(sum.row)?;
            Some(chosen.sum(table, column))
        });
        let whole = |number: i64| usize::try_from(number).unwrap_or(0);
        let skip = whole(number.saturating_sub(1).saturating_mul(size));
        let page = Page {
            count: chosen.count(),
            sums: sums.collect(),
            rows: chosen.newest_first(skip).take(whole(size)).collect(),
        };
        Some(write(table, page))
    }
}

fn push(table: &mut Table, at: i64) {
    if table.has_patterns() {
        table.push(at);
    }
}
