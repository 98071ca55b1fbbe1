//! Remembers what the last requests came to: whoever reads one page mostly reads the next one, too, and each page says how
//! many rows there are on all of them, and what they add up to.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::select::Chosen;
use super::table::Table;
use crate::sandbox::route::Route;
use crate::sandbox::rows::value;
use crate::wire::{Out, Record};

/// So many are remembered. Each may take four bytes a row.
const REMEMBERED: usize = 4;

/// What a request comes to, whichever page of it is asked for.
pub(super) struct Outcome {
    pub(super) chosen: Chosen,
    pub(super) sums: Vec<Option<i64>>,
}

/// The latest results, the last used at the end.
#[derive(Default)]
pub(super) struct Memo(Mutex<VecDeque<(String, Arc<Outcome>)>>);

impl Memo {
    /// The result for a request: worked out, unless it is remembered.
    pub(super) fn result(
        &self,
        table: &Table,
        request: &dyn Record,
        work_out: impl FnOnce() -> Outcome,
    ) -> Arc<Outcome> {
        let question = question(table.route, request);
        if let Some(result) = self.find(&question) {
            return result;
        }
        let result = Arc::new(work_out());
        let mut results = self.lock();
        if results.len() >= REMEMBERED {
            results.pop_front();
        }
        results.push_back((question, Arc::clone(&result)));
        result
    }

    /// Forgets all, since the rows are others.
    pub(super) fn forget(&self) {
        self.lock().clear();
    }

    fn find(&self, question: &str) -> Option<Arc<Outcome>> {
        let mut results = self.lock();
        let found = results.iter().position(|(asked, _)| asked == question)?;
        let entry = results.remove(found)?;
        let result = Arc::clone(&entry.1);
        results.push_back(entry);
        Some(result)
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<(String, Arc<Outcome>)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// All that decides which rows are chosen.
fn question(route: &Route, request: &dyn Record) -> String {
    let window = route.operation.window.iter();
    let window = window.flat_map(|window| [window.start, window.end]);
    let parameters = route.selections.iter().map(|by| by.parameter);
    let mut question = route.operation.name.to_owned();
    for parameter in parameters.chain(window) {
        let value = serde_json::to_string(&Out(value(request, parameter)));
        question.push('\n');
        question.push_str(&value.unwrap_or_default());
    }
    question
}
