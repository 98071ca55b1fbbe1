//! The sandbox's data: the rows of all endpoints with pages, made up, and consistent with each other.

mod bounds;
mod column;
mod id;
mod ledger;
mod memo;
mod recipe;
mod select;
mod sums;
mod table;

use std::iter::{once, repeat};
use std::sync::{Arc, PoisonError, RwLock};

pub use self::bounds::Bound;
pub(super) use self::bounds::Bounds;
use self::ledger::Ledger;
use self::memo::Memo;
pub(super) use self::recipe::Recipe;
pub(super) use self::select::value;
pub(super) use self::table::Table;
use crate::clock::Clock;
use crate::wire::Record;

/// The rows of all endpoints.
pub(super) struct Rows {
    store: RwLock<Store>,
    memo: Memo,
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

/// The rows, and what ties them together.
struct Store {
    tables: Vec<Table>,
    ledgers: Vec<Ledger>,
}

impl Store {
    fn new(mut tables: Vec<Table>) -> Self {
        let places = 0..tables.len();
        let ledgers = places.filter_map(|place| Ledger::new(&mut tables, place));
        let ledgers = ledgers.collect();
        Self { tables, ledgers }
    }

    /// Makes the rows that there are from the start.
    fn fill(&mut self, recipe: &Recipe, newest: i64) {
        let places = 0..self.tables.len();
        let is_ledger = |place: &usize| self.ledgers.iter().any(|it| it.movements == *place);
        // Accounts are there before their movements.
        let (later, first): (Vec<_>, Vec<_>) = places.partition(is_ledger);
        for place in first.into_iter().chain(later) {
            let holds_accounts = self.ledgers.iter().any(|it| it.accounts == place);
            let Some(table) = self.tables.get(place) else {
                continue;
            };
            let count = recipe.count(table.route.operation.name);
            let times = table.times(count, newest);
            for (at, is_first) in times.zip(once(true).chain(repeat(false))) {
                let oldest = holds_accounts && is_first;
                self.push(place, if oldest { recipe::oldest(newest) } else { at });
            }
        }
    }

    fn push(&mut self, place: usize, at: i64) {
        let ledger = self.ledgers.iter_mut().find(|it| it.movements == place);
        if let Some(ledger) = ledger {
            ledger.push(&mut self.tables, at);
        } else if let Some(table) = self.tables.get_mut(place) {
            table.push(at);
        }
    }
}

impl Rows {
    /// Makes the rows of these tables, which have none.
    pub(super) fn new(tables: Vec<Table>, recipe: &Recipe, clock: Arc<dyn Clock>) -> Self {
        let mut store = Store::new(tables);
        store.fill(recipe, recipe::latest(clock.now_millis()));
        Self {
            store: RwLock::new(store),
            memo: Memo::default(),
            clock,
            bounds: recipe.bounds,
        }
    }

    /// Adds rows to an endpoint's, newer than all others or as new. Whether the endpoint has rows at all.
    pub(super) fn add(&self, operation: &str, count: usize) -> bool {
        let now = recipe::latest(self.clock.now_millis());
        let mut store = self.store.write().unwrap_or_else(PoisonError::into_inner);
        let place = store.tables.iter().position(|table| table.is_of(operation));
        let Some(place) = place else {
            return false;
        };
        let newest = store.tables.iter().filter_map(Table::newest).max();
        let at = newest.map_or(now, |newest| newest.max(now));
        for _ in 0..count {
            store.push(place, at);
        }
        // While nobody can read: what is remembered from here on is of the new rows.
        self.memo.forget();
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
        let store = self.store.read().unwrap_or_else(PoisonError::into_inner);
        let table = store.tables.iter().find(|table| table.is_of(operation))?;
        let result = self.memo.result(table, request, || {
            let chosen = select::select(table, request, self.bounds);
            let sums = sums::sums(table, &chosen);
            memo::Outcome { chosen, sums }
        });
        let whole = |number: i64| usize::try_from(number).unwrap_or(0);
        let skip = whole(number.saturating_sub(1).saturating_mul(size));
        let page = Page {
            count: result.chosen.count(),
            sums: result.sums.clone(),
            rows: result.chosen.newest_first(skip, whole(size)),
        };
        Some(write(table, page))
    }
}
