//! The calls that a query will make, known before any is made.

use std::fmt;
use std::ops::Range;

use super::position::Position;
use super::progress::{Progress, grouped};
use super::query::Query;
use super::times::Windows;
use crate::time::civil::DateTime;

/// How many lists are shown one by one.
const SHOWN: usize = 10;

/// The calls that a query will make: a first page for each window and batch, in the order in which they are read, and as
/// many more pages as there turn out to be.
///
/// [`Display`](fmt::Display) shows it over several lines.
#[derive(Clone, Debug)]
pub struct Plan {
    operation: &'static str,
    windows: Option<Windows>,
    batch: Option<(&'static str, Vec<Range<usize>>)>,
    page_size: u64,
    /// The number of the first list that has not been read to its end.
    from: u64,
    progress: Option<Progress>,
}

/// A list that a [`Plan`] reads, page by page, from its first.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PlannedList {
    /// Where the window begins and ends.
    pub window: Option<(DateTime, DateTime)>,
    /// The wire name of the list of ids that is cut, and which of them, counted from 0, each id once.
    pub ids: Option<(&'static str, Range<usize>)>,
}

impl Plan {
    pub(super) fn new(query: &Query, at: &Position, progress: Option<Progress>) -> Self {
        let (_, batches) = query.counts();
        let batch = query.batches.as_ref().map(|cut| {
            let ranges = (0..batches).map(|batch| cut.range(batch));
            (cut.wire, ranges.collect())
        });
        Self {
            operation: query.info.name,
            windows: query.windows,
            batch,
            page_size: query.page_size.get(),
            from: at.window.saturating_mul(batches).saturating_add(at.batch),
            progress,
        }
    }

    /// How many windows the query is cut into.
    #[must_use]
    pub fn windows(&self) -> u64 {
        self.windows.map_or(1, Windows::count)
    }

    /// How many batches of ids the query is cut into, in each window.
    #[must_use]
    pub fn batches(&self) -> u64 {
        let batches = self.batch.as_ref().map_or(1, |(_, ranges)| ranges.len());
        u64::try_from(batches).unwrap_or(u64::MAX)
    }

    /// Rows a page, at most.
    #[must_use]
    pub fn page_size(&self) -> u64 {
        self.page_size
    }

    /// The fewest calls that are still to be made: one for each list.
    #[must_use]
    pub fn least_calls(&self) -> u64 {
        let lists = self.windows().saturating_mul(self.batches());
        lists.saturating_sub(self.from)
    }

    /// How many calls there are to be in all, those made included: an estimate, once an answer has told how many rows there
    /// are.
    #[must_use]
    pub fn estimated_calls(&self) -> Option<u64> {
        let progress = self.progress.as_ref()?;
        let rest = progress.expected?.saturating_sub(progress.rows);
        let pages = rest.div_ceil(self.page_size);
        Some(progress.calls + pages.max(self.least_calls()))
    }

    /// How far the stream has come, if it has begun.
    #[must_use]
    pub fn progress(&self) -> Option<&Progress> {
        self.progress.as_ref()
    }

    /// The lists that have not been read to their end, in the order in which they are read: window by window, the newest
    /// first, and within a window batch by batch.
    pub fn lists(&self) -> impl Iterator<Item = PlannedList> {
        let batches = self.batches();
        let lists = self.windows().saturating_mul(batches);
        (self.from..lists).map(move |number| PlannedList {
            window: self.windows.map(|windows| windows.get(number / batches)),
            ids: self.batch.as_ref().and_then(|(wire, ranges)| {
                let range = ranges.get(usize::try_from(number % batches).ok()?)?;
                Some((*wire, range.clone()))
            }),
        })
    }
}

impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (windows, batches, calls) = (self.windows(), self.batches(), self.least_calls());
        write!(
            f,
            "{}: at least {}, of up to {} each",
            self.operation,
            counted(calls, "call", "calls"),
            counted(self.page_size, "row", "rows")
        )?;
        if windows > 1 || batches > 1 {
            write!(
                f,
                "; {} × {}",
                counted(windows, "window", "windows"),
                counted(batches, "batch", "batches")
            )?;
        }
        if let Some(calls) = self.estimated_calls() {
            write!(f, "; about {} in all", counted(calls, "call", "calls"))?;
        }
        for list in self.lists().take(SHOWN) {
            write!(f, "\n  {list}")?;
        }
        let more = calls.saturating_sub(SHOWN as u64);
        if more > 0 {
            write!(f, "\n  … and {} more", grouped(more))?;
        }
        Ok(())
    }
}

impl fmt::Display for PlannedList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let window = self.window.as_ref().map(|(start, end)| {
            let form = crate::time::WireForm;
            format!("{} to {}", form(*start), form(*end))
        });
        let ids = self.ids.as_ref().map(|(wire, ids)| {
            let number = |number: usize| grouped(u64::try_from(number).unwrap_or(u64::MAX));
            format!("{wire} {} to {}", number(ids.start + 1), number(ids.end))
        });
        match (window, ids) {
            (Some(window), Some(ids)) => write!(f, "{window}, {ids}"),
            (Some(one), None) | (None, Some(one)) => f.write_str(&one),
            (None, None) => f.write_str("everything"),
        }
    }
}

fn counted(number: u64, one: &str, many: &str) -> String {
    format!(
        "{} {}",
        grouped(number),
        if number == 1 { one } else { many }
    )
}
