//! What the rows of all endpoints are made from.

use std::collections::HashMap;

use super::bounds::Bounds;
use crate::sandbox::json::Cell;
use crate::time::{self, Timestamp};

/// The rows are spread over so many seconds before now: 90 days, so that windows matter.
pub(super) const SPREAD: u64 = 90 * 86_400;
/// No zone is farther behind UTC (in seconds): a time that is past there is past everywhere.
const FARTHEST_BEHIND: i64 = -12 * 3_600;

/// What the rows of all endpoints depend on.
pub(in crate::sandbox) struct Recipe {
    /// How many there are of each endpoint, unless `rows_of` says otherwise.
    pub(in crate::sandbox) rows: usize,
    /// How many there are, by operation.
    pub(in crate::sandbox) rows_of: HashMap<&'static str, usize>,
    /// How many arrive after each answered page, by operation.
    pub(in crate::sandbox) arriving: HashMap<&'static str, usize>,
    /// What is left to chance follows from this.
    pub(in crate::sandbox) seed: u64,
    /// Whether the ends of windows belong to them.
    pub(in crate::sandbox) bounds: Bounds,
    /// Fields, by wire name, whose values are neither the example's nor all of their enum.
    pub(in crate::sandbox) values: HashMap<String, Vec<Cell>>,
}

impl Recipe {
    /// How many rows an operation has.
    pub(in crate::sandbox) fn count(&self, operation: &str) -> usize {
        self.rows_of.get(operation).copied().unwrap_or(self.rows)
    }

    /// How many rows arrive after each answered page of an operation.
    pub(in crate::sandbox) fn arriving(&self, operation: &str) -> usize {
        self.arriving.get(operation).copied().unwrap_or(0)
    }
}

/// No row that there is from the start is older than this.
pub(super) fn oldest(newest: i64) -> i64 {
    newest.saturating_sub_unsigned(SPREAD)
}

/// The latest time that a row may have at this moment: past in every zone.
pub(super) fn latest(now_millis: i64) -> i64 {
    let now = Timestamp::from_millisecond(now_millis).unwrap_or(Timestamp::UNIX_EPOCH);
    time::seconds(time::from_timestamp(now, FARTHEST_BEHIND))
}
