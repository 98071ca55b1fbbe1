//! Keeps what the rows of two endpoints say about each other: movements, and the accounts that they are on.
//!
//! An account's balance is the sum of its movements, and each movement shows the balance after it. So rows of
//! movements are made one after the other, oldest first, and the account's row follows at once.

use super::column::{Drawn, Row, Source};
use super::id::Id;
use super::table::{Table, percent};
use crate::sandbox::json::{Cell, Key};
use crate::sandbox::random::Random;
use crate::sandbox::route::{self, Direction};

/// How two tables hang together. Tables and fields go by their places.
pub(super) struct Ledger {
    pub(super) accounts: usize,
    pub(super) movements: usize,
    /// Fields of a movement: how much was moved, and the balance after it.
    amount: usize,
    balance: usize,
    /// Fields of an account: its balance, and what that is made up of.
    kept: usize,
    parts: Vec<Part>,
    steers: Vec<Steer>,
    /// How many accounts there are when the latest movement is made.
    open: usize,
}

/// A field that holds a part of an account's balance.
struct Part {
    column: usize,
    /// How much of the whole it has in the example.
    share: i64,
}

/// A field of a movement whose value goes with the direction: which of its values go with either.
struct Steer {
    column: usize,
    up: Vec<u32>,
    down: Vec<u32>,
}

impl Steer {
    fn fitting(&self, down: bool) -> &[u32] {
        if down { &self.down } else { &self.up }
    }
}

/// What a movement is to be like.
struct Draft {
    row: Row,
    /// The position of its value in each field that goes with the direction.
    positions: Vec<u32>,
    amount: i64,
}

impl Ledger {
    /// Ties the rows of movements to those of their accounts, both of which are still without rows. `None`
    /// if they are not tied by the spec, or if the documented examples lack the fields.
    pub(super) fn new(tables: &mut [Table], movements: usize) -> Option<Self> {
        let facts = tables.get(movements)?.route.ledger.as_ref()?;
        let accounts = tables
            .iter()
            .position(|table| table.is_of(facts.accounts))?;
        let [owners, moves] = tables.get_disjoint_mut([accounts, movements]).ok()?;
        let (amount, balance) = (moves.column(facts.amount)?, moves.column(facts.balance)?);
        let kept = owners.column(facts.balance)?;
        let parts = facts.parts.iter().filter_map(|name| part(owners, name));
        let parts: Vec<Part> = parts.collect();
        for name in facts.by {
            share_id(owners, moves, name);
        }
        for column in [amount, balance] {
            moves.set_source(column, Source::Kept(Vec::new()));
        }
        for column in parts.iter().map(|part| part.column).chain([kept]) {
            owners.set_source(column, Source::Kept(Vec::new()));
        }
        Some(Self {
            accounts,
            movements,
            amount,
            balance,
            kept,
            parts,
            steers: steers(moves, facts),
            open: 0,
        })
    }

    /// Adds a movement on some account that is there at the time. Where there is none, none is added.
    pub(super) fn push(&mut self, tables: &mut [Table], at: i64) {
        let both = tables.get_disjoint_mut([self.accounts, self.movements]);
        let Ok([accounts, movements]) = both else {
            return;
        };
        let is_there = |account: &Row| account.at <= at;
        while accounts.rows.get(self.open).is_some_and(is_there) {
            self.open += 1;
        }
        if self.open == 0 {
            return;
        }
        let mut random = movements.chance();
        let documented = self.documented(movements, accounts, at);
        let draft = documented.unwrap_or_else(|| self.draft(movements, accounts, at, &mut random));
        let account = draft.row.account();
        let after = accounts
            .kept(self.kept, account)
            .saturating_add(draft.amount);
        let number = movements.rows.len();
        let settled = |column| {
            let place = self
                .steers
                .iter()
                .position(|steer| steer.column == column)?;
            draft.positions.get(place).copied()
        };
        movements.push_row(draft.row, &mut random, settled);
        movements.accounts = accounts.rows.len();
        movements.keep(self.amount, number, draft.amount);
        movements.keep(self.balance, number, after);
        accounts.keep(self.kept, account, after);
        self.keep_parts(accounts, account, after);
    }

    /// The next row of the documented example, on the first account, if the balance allows for it.
    fn documented(&self, movements: &Table, accounts: &Table, at: i64) -> Option<Draft> {
        let pattern = movements.documented()?;
        let row = Row {
            at,
            account: 0,
            pattern,
            percent: 100,
        };
        let amount = self.example_amount(movements, &row)?;
        let positions = self.steers.iter().map(|steer| {
            let own = row.of_pattern(&drawn(movements, steer.column)?.patterns)?;
            own.filter(|position| steer.fitting(amount < 0).contains(position))
        });
        let positions = positions.collect::<Option<_>>()?;
        let allowed = accounts.kept(self.kept, 0).saturating_add(amount) >= 0;
        allowed.then_some(Draft {
            row,
            positions,
            amount,
        })
    }

    /// A movement by chance. No balance falls below zero, unless all movements are to go down.
    fn draft(&self, movements: &Table, accounts: &Table, at: i64, random: &mut Random) -> Draft {
        let row = Row {
            at,
            account: self.account(random),
            pattern: 0,
            percent: percent(random),
        };
        let possible = |down| {
            self.steers
                .iter()
                .all(|steer| !steer.fitting(down).is_empty())
        };
        let down = !possible(false) || possible(true) && random.below(2) == 1;
        let draft = self.towards(down, row, movements, random);
        let balance = accounts.kept(self.kept, row.account());
        if down && balance.saturating_add(draft.amount) < 0 && possible(false) {
            return self.towards(false, row, movements, random);
        }
        draft
    }

    /// An account: in half of all cases the latest, so that few are left without a movement; otherwise any, but older
    /// ones more often, so that some have many.
    fn account(&self, random: &mut Random) -> u32 {
        let count = u64::try_from(self.open).unwrap_or(u64::MAX);
        let some = random.below(count);
        let any = random.below(some + 1);
        let latest = count.saturating_sub(1);
        let account = if random.below(2) == 0 { any } else { latest };
        u32::try_from(account).unwrap_or(u32::MAX)
    }

    /// A movement in this direction: like a row of the example that goes there and has the same values in
    /// the fields that go with the direction, or else like its first row.
    fn towards(&self, down: bool, row: Row, movements: &Table, random: &mut Random) -> Draft {
        let one_of = |fitting: &[u32], random: &mut Random| {
            let count = u64::try_from(fitting.len()).unwrap_or(u64::MAX);
            let place = usize::try_from(random.below(count)).unwrap_or(0);
            fitting.get(place).copied().unwrap_or(0)
        };
        let positions = self
            .steers
            .iter()
            .map(|steer| one_of(steer.fitting(down), random));
        let positions: Vec<u32> = positions.collect();
        let is_alike = |pattern: &u16| {
            let row = Row {
                pattern: *pattern,
                ..row
            };
            let amount = self.example_amount(movements, &row);
            let mut steers = self.steers.iter().zip(&positions);
            amount.is_some_and(|amount| (amount < 0) == down)
                && steers.all(|(steer, position)| {
                    let patterns = drawn(movements, steer.column).map(|drawn| &*drawn.patterns);
                    let own = patterns.and_then(|patterns| row.of_pattern(patterns));
                    own == Some(&Some(*position))
                })
        };
        let alike: Vec<u16> = (0..movements.patterns()).filter(is_alike).collect();
        let count = u64::try_from(alike.len()).unwrap_or(0);
        let chosen = usize::try_from(random.below(count)).unwrap_or(0);
        let row = Row {
            pattern: alike.get(chosen).copied().unwrap_or(0),
            ..row
        };
        let amount = row.scale(self.example_amount(movements, &row).unwrap_or(0));
        let amount = amount.saturating_abs();
        Draft {
            row,
            positions,
            amount: if down { -amount } else { amount },
        }
    }

    /// How much is moved in a row's pattern.
    fn example_amount(&self, movements: &Table, row: &Row) -> Option<i64> {
        match movements.columns.get(self.amount)?.example(row)? {
            Cell::Int(amount) => Some(*amount),
            _ => None,
        }
    }

    /// Cuts a balance into its parts, as the example does; the last is what is left.
    fn keep_parts(&self, accounts: &mut Table, account: usize, balance: i64) {
        let whole: i128 = self.parts.iter().map(|part| i128::from(part.share)).sum();
        let mut left = balance;
        for (place, part) in self.parts.iter().enumerate() {
            let is_last = place + 1 == self.parts.len();
            let share = i128::from(balance) * i128::from(part.share);
            let share = share
                .checked_div(whole)
                .and_then(|share| i64::try_from(share).ok());
            let share = share.filter(|_| !is_last).unwrap_or(left);
            accounts.keep(part.column, account, share);
            left = left.saturating_sub(share);
        }
    }
}

/// The values that a field is drawn from.
fn drawn(table: &Table, column: usize) -> Option<&Drawn> {
    match &table.columns.get(column)?.source {
        Source::Drawn(drawn) => Some(drawn),
        _ => None,
    }
}

fn part(accounts: &Table, name: &str) -> Option<Part> {
    let column = accounts.column(name)?;
    let examples = &accounts.columns.get(column)?.examples;
    let share = examples.iter().flatten().find_map(|cell| match cell {
        Cell::Int(share) => Some(*share),
        _ => None,
    });
    Some(Part {
        column,
        share: share.unwrap_or(0),
    })
}

/// Lets both rows number this field by the account.
fn share_id(accounts: &mut Table, movements: &mut Table, name: &str) {
    let (Some(own), Some(theirs)) = (accounts.column(name), movements.column(name)) else {
        return;
    };
    let examples = accounts.columns.get(own).map(|column| &column.examples);
    let id = examples
        .into_iter()
        .flatten()
        .flatten()
        .find_map(|cell| match cell {
            Cell::Text(text) => Some(Id::any(text)),
            _ => None,
        });
    if let Some(id) = id {
        accounts.set_source(own, Source::Number(id.clone()));
        movements.set_source(theirs, Source::Account(id));
    }
}

/// The fields whose values go with the direction. A value that is named for neither goes with both.
fn steers(movements: &Table, facts: &route::Ledger) -> Vec<Steer> {
    let mut names: Vec<&str> = Vec::new();
    for (name, _) in facts.up.iter().chain(facts.down) {
        if !names.contains(name) {
            names.push(name);
        }
    }
    let steers = names.into_iter().filter_map(|name| {
        let column = movements.column(name)?;
        let drawn = drawn(movements, column)?;
        let fitting = |there, back| {
            let fits = |(position, cell): (u32, &Cell)| {
                let fits = names_it(there, name, cell) || !names_it(back, name, cell);
                fits.then_some(position)
            };
            drawn.positions().filter_map(fits).collect()
        };
        Some(Steer {
            column,
            up: fitting(facts.up, facts.down),
            down: fitting(facts.down, facts.up),
        })
    });
    steers.collect()
}

/// Whether this value of a field is named for a direction.
fn names_it(direction: Direction, field: &str, cell: &Cell) -> bool {
    let text = match cell.key() {
        Key::Text(text) => text.to_owned(),
        Key::Int(number) => number.to_string(),
        Key::Time(_) | Key::Json(_) => return false,
    };
    let mut fields = direction.iter().filter(|(name, _)| *name == field);
    fields.any(|(_, values)| values.contains(&&*text))
}
