//! Answers of several calls that do not fit together.

use std::error::Error as StdError;
use std::fmt;

use super::Call;
use crate::stream::PagingProblem;

/// The pages of a query do not make up one list, or the list is not what was asked for.
///
/// What was handed out before stands. The stream ends with this error.
#[derive(Debug)]
pub struct PagingError {
    pub(super) call: Call,
    problem: PagingProblem,
    place: String,
}

impl PagingError {
    /// `place` says which of several windows and batches it is; empty if there is only one.
    pub(crate) fn new(call: Call, problem: PagingProblem, place: String) -> Self {
        Self {
            call,
            problem,
            place,
        }
    }

    pub(super) fn name(&self) -> &'static str {
        self.problem.name()
    }

    /// What is wrong.
    #[must_use]
    pub fn problem(&self) -> &PagingProblem {
        &self.problem
    }
}

impl fmt::Display for PagingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.call.operation(), self.problem)?;
        if !self.place.is_empty() {
            write!(f, " ({})", self.place)?;
        }
        self.call.write_end(f)
    }
}

impl StdError for PagingError {}
