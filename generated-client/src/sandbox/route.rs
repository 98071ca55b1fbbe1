//! What the generated code says about each endpoint, as a server sees it: facts, no behaviour.

use super::json::Cell;
use crate::operation::{Operation, OperationInfo};
use crate::wire::{Record, Wire};

/// An endpoint.
pub(crate) struct Route {
    /// The facts that the client knows too.
    pub operation: &'static OperationInfo,
    /// A blank request, to read into.
    pub request: fn() -> Box<dyn Record>,
    /// A blank answer's data: tells which of its fields are sensitive.
    pub response: fn() -> Box<dyn Wire>,
    /// The documented example of the answer's data, as JSON text.
    pub example: Option<&'static str>,
    /// Which parameters select rows.
    pub selections: &'static [Selection],
    /// Which fields of the answer are sums over rows.
    pub sums: &'static [Sum],
    /// Which fields of a row have values that are known.
    pub choices: &'static [Choice],
    /// How the rows change those of another endpoint.
    pub ledger: Option<Ledger>,
}

impl Route {
    /// Whether the values of a row's field follow from other rows, here or at the accounts of a ledger.
    pub(super) fn keeps(&self, row: &str) -> bool {
        self.ledger.as_ref().is_some_and(|ledger| {
            let lists = [ledger.by, ledger.parts];
            let mut kept = lists
                .into_iter()
                .flatten()
                .chain([&ledger.amount, &ledger.balance]);
            kept.any(|name| *name == row)
        })
    }

    /// The known values of a row's field.
    pub(super) fn choices(&self, row: &str) -> Option<Vec<Cell>> {
        let choice = self.choices.iter().find(|choice| choice.row == row)?;
        let values = (choice.values)();
        Some(
            values
                .into_iter()
                .filter_map(|value| Cell::of(value.value()))
                .collect(),
        )
    }
}

/// A field of a row that is an enum.
pub(crate) struct Choice {
    /// The field, by its wire name.
    pub row: &'static str,
    /// The values that the spec has for it.
    pub values: fn() -> Vec<&'static dyn Wire>,
}

impl Choice {
    /// The field `row` has one of these values.
    // Which of these the generated code uses depends on the spec.
    #[allow(dead_code)]
    pub(crate) const fn new(row: &'static str, values: fn() -> Vec<&'static dyn Wire>) -> Self {
        Self { row, values }
    }
}

/// Rows that are movements on accounts, which are the rows of another endpoint. Fields go by their wire names.
pub(crate) struct Ledger {
    /// The operation whose rows are the accounts.
    pub accounts: &'static str,
    /// What a movement and its account have in common: which account it is.
    pub by: &'static [&'static str],
    /// Movement: how much was moved, negative when the balance went down.
    pub amount: &'static str,
    /// Movement: the balance after it. Account: the balance after the latest.
    pub balance: &'static str,
    /// Account: what adds up to the balance.
    pub parts: &'static [&'static str],
    /// Movement: what says that the balance went up.
    pub up: Direction,
    /// Movement: what says that the balance went down.
    pub down: Direction,
}

/// Fields, and the values that they have in one direction, as texts or as decimal digits.
pub(crate) type Direction = &'static [(&'static str, &'static [&'static str])];

/// The values of an enum, without its type.
// Which of these the generated code uses depends on the spec.
#[allow(dead_code)]
pub(crate) fn known<T: Wire>(values: &'static [T]) -> Vec<&'static dyn Wire> {
    values.iter().map(|value| value as &dyn Wire).collect()
}

impl Route {
    /// Blank data of an answer to `O`.
    pub(crate) fn response<O: Operation>() -> Box<dyn Wire> {
        Box::new(O::Response::blank())
    }
}

/// A parameter that selects rows by one of their fields.
pub(crate) struct Selection {
    /// The parameter, by its wire name.
    pub parameter: &'static str,
    /// The field of a row, by its wire name.
    pub row: &'static str,
}

impl Selection {
    /// Rows whose field `row` is the parameter's value, or one of its values.
    // Which of these the generated code uses depends on the spec.
    #[allow(dead_code)]
    pub(crate) const fn new(parameter: &'static str, row: &'static str) -> Self {
        Self { parameter, row }
    }
}

/// A field of the answer that is a sum over the rows of all pages.
pub(crate) struct Sum {
    /// The field of the answer, by its wire name.
    pub total: &'static str,
    /// The field of a row, by its wire name.
    pub row: &'static str,
}

impl Sum {
    /// The sum of the rows' field `row`.
    // Which of these the generated code uses depends on the spec.
    #[allow(dead_code)]
    pub(crate) const fn new(total: &'static str, row: &'static str) -> Self {
        Self { total, row }
    }
}
