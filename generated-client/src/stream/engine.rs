//! Which calls a query needs, one after the other, and what their answers mean. No calls are made here.
//!
//! The rows of one window and batch are a list that the platform cuts into pages anew for every call. While it is read, rows
//! may arrive at its head, which is where the newest are, and push others onto the next page; or rows may go, and pull
//! others onto pages that were read already. The totals that the pages tell say how far the list has moved since the page
//! before, at most: see [`Position`]. Only among rows within that distance are those looked for that were handed out:
//! where the total is the same, a row that is equal to the one before it is another row.
//!
//! A row was handed out if it is newer than the last one that was, because the latest come first; or if it is of the same
//! second, and as many of its like were handed out.

use super::digest::Digester;
use super::options::Tolerance;
use super::plan::Plan;
use super::position::{Fate, Mark, Position};
use super::problem::PagingProblem;
use super::progress::Progress;
use super::query::Query;
use super::tail::Keep;
use crate::wire::{Items, Record, Value, get};

/// A call: the page of a list.
#[derive(Clone, Copy, Debug)]
pub(super) struct Call {
    pub(super) window: u64,
    pub(super) batch: u64,
    /// From 1.
    pub(super) page: u64,
    /// How many answers were known when it was begun.
    pub(super) known: u64,
}

impl Call {
    /// Where it stands among all calls.
    pub(super) fn place(&self) -> (u64, u64, u64) {
        (self.window, self.batch, self.page)
    }
}

/// What an answer is good for.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Some of its rows are new: see [`Engine::is_kept`].
    Taken,
    /// None of it: the list has moved, and another call is needed.
    Again,
}

pub(super) struct Engine {
    pub(super) query: Query,
    pub(super) tolerance: Tolerance,
    pub(super) at: Position,
    page: Option<Page>,
    /// How many answers there have been.
    pub(super) answers: u64,
    /// How many of them, one after the other, brought nothing, and how near to the end they came.
    pub(super) idle: (u32, Option<u64>),
    /// Whether rows have come or gone in this list since it was begun.
    pub(super) is_moving: bool,
    /// Of the page before.
    pub(super) last: Option<u128>,
    /// Rows of the lists that were read to their end, for the estimate.
    read: (u64, u64),
    pub(super) digester: Digester,
}

/// A page that is being handed out.
struct Page {
    number: u64,
    /// The place of its first row in the list.
    base: u64,
    marks: Vec<Mark>,
    next: usize,
}

impl Engine {
    pub(super) fn new(query: Query, tolerance: Tolerance, at: Position) -> Self {
        Self {
            query,
            tolerance,
            at,
            page: None,
            answers: 0,
            idle: (0, None),
            is_moving: false,
            last: None,
            read: (0, 0),
            digester: Digester::default(),
        }
    }

    /// How far the stream has come, the rows counted that were handed out of the last page.
    pub(super) fn position(&self) -> &Position {
        &self.at
    }

    /// The next call; `None` at the end.
    pub(super) fn head(&self) -> Option<Call> {
        let (windows, _) = self.query.counts();
        (self.at.window < windows).then(|| Call {
            window: self.at.window,
            batch: self.at.batch,
            page: self.at.low / self.query.page_size + 1,
            known: self.answers,
        })
    }

    /// The call after another one, as far as is known now: it will be needed for sure, unless rows go.
    pub(super) fn after(&self, call: &Call) -> Option<Call> {
        let (windows, batches) = self.query.counts();
        // Pages of a list that moves would be answered too early.
        let is_known =
            !self.is_moving && (call.window, call.batch) == (self.at.window, self.at.batch);
        let total = self.at.total.filter(|_| is_known).unwrap_or(0);
        let mut next = Call {
            known: self.answers,
            ..*call
        };
        if call.page.saturating_mul(self.query.page_size.get()) < total {
            next.page += 1;
            return Some(next);
        }
        next.page = 1;
        next.batch += 1;
        if next.batch == batches {
            next.batch = 0;
            next.window += 1;
        }
        (next.window < windows).then_some(next)
    }

    /// Takes the answer to the [head](Self::head).
    pub(super) fn answer(
        &mut self,
        call: &Call,
        answer: &dyn Record,
    ) -> Result<Verdict, PagingProblem> {
        self.answers += 1;
        let size = self.query.page_size.get();
        let base = (call.page - 1).saturating_mul(size);
        let total = whole(get(answer, self.query.paging.total));
        if self.has_moved(call, total)? {
            self.be_patient(false, None)?;
            return Ok(Verdict::Again);
        }
        self.check_page_number(call, answer)?;
        let none: Vec<()> = Vec::new();
        let rows: &dyn Items = match get(answer, self.query.paging.rows) {
            Value::List(rows) => rows,
            _ => &none,
        };
        let count = rows.count() as u64;
        let promised = total.map_or(size, |total| total.saturating_sub(base));
        self.check_count(call.page, count, promised.min(size), total.is_some())?;
        let marks = self.judge(base, rows);
        self.check_repeated(call.page, base, &marks)?;
        let brings = marks.iter().any(|mark| mark.fate == Fate::Kept);
        // What is left after this page, if it holds anything.
        let rest = total.map(|total| total.saturating_sub(base + size));
        self.be_patient(brings || count >= promised, rest.filter(|_| count > 0))?;
        self.page = Some(Page {
            number: call.page,
            base,
            marks,
            next: 0,
        });
        if count == 0 {
            self.end_page();
        }
        Ok(Verdict::Taken)
    }

    /// Whether a row of the page is handed out.
    pub(super) fn is_kept(&self, index: usize) -> bool {
        let mark = self.page.as_ref().and_then(|page| page.marks.get(index));
        mark.is_some_and(|mark| mark.fate == Fate::Kept)
    }

    /// Passes the rows up to and including the next one that is handed out, and those after the last one.
    pub(super) fn pass(&mut self) {
        let keep = self.keep();
        while let Some(page) = &mut self.page {
            let Some(&mark) = page.marks.get(page.next) else {
                self.end_page();
                return;
            };
            let place = page.base + page.next as u64;
            page.next += 1;
            self.at.pass(place, &mark, keep);
            if mark.fate == Fate::Kept {
                let rest = page.marks.get(page.next..).unwrap_or_default();
                if rest.iter().any(|mark| mark.fate == Fate::Kept) {
                    return;
                }
            }
        }
    }

    /// Passes all rows of the page.
    pub(super) fn pass_all(&mut self) {
        while self.page.is_some() {
            self.pass();
        }
    }

    /// Which of several windows and batches is being read, for people.
    pub(super) fn place(&self) -> String {
        let Progress {
            window,
            windows,
            batch,
            batches,
            ..
        } = self.progress();
        let parts = [("window", window, windows), ("batch", batch, batches)];
        let several = parts.iter().filter(|(_, _, count)| *count > 1);
        let several = several.map(|(what, number, count)| format!("{what} {number} of {count}"));
        several.collect::<Vec<_>>().join(", ")
    }

    /// The calls that are still to be made.
    pub(super) fn plan(&self) -> Plan {
        let progress = (self.answers > 0).then(|| self.progress());
        Plan::new(&self.query, &self.at, progress)
    }

    /// How far the stream has come, for people.
    pub(super) fn progress(&self) -> Progress {
        let (windows, batches) = self.query.counts();
        let lists = windows.saturating_mul(batches);
        let is_over = self.at.window >= windows;
        let is_begun = u64::from(self.at.total.is_some());
        let rest = self.at.total.unwrap_or(0).saturating_sub(self.at.low);
        let before = self.at.window.saturating_mul(batches) + self.at.batch;
        let known = (before + is_begun).min(lists);
        let each = (self.read.1 + self.at.total.unwrap_or(0)).checked_div(self.read.0 + is_begun);
        Progress {
            rows: self.at.rows,
            expected: each.map(|each| {
                let later = each.saturating_mul(lists - known);
                (self.at.rows + rest).saturating_add(later)
            }),
            is_exact: known == lists,
            window: self.at.window.min(windows - 1) + 1,
            windows,
            batch: if is_over { batches } else { self.at.batch + 1 },
            batches,
            page: self.at.low / self.query.page_size + 1,
            calls: self.answers,
        }
    }

    fn keep(&self) -> Keep {
        match self.query.paging.newest_first {
            Some(_) => Keep::Seconds(0),
            // Nothing but the rows themselves tells which were passed: those of a page must do.
            None => Keep::Rows(usize::try_from(self.query.page_size.get()).unwrap_or(usize::MAX)),
        }
    }

    /// After the last row of a page: goes on to the next page, or to the next list.
    fn end_page(&mut self) {
        let Some(page) = self.page.take() else { return };
        let size = self.query.page_size.get();
        let rows = page.marks.len() as u64;
        // The next page is the next by its number, however many rows were on this one.
        self.at.low = page.number.saturating_mul(size);
        self.at.high = self.at.high.max(page.base + rows).max(self.at.low);
        let is_last = match self.at.total {
            Some(total) => total <= self.at.low,
            None => rows < size,
        };
        if is_last {
            self.read.0 += 1;
            self.read.1 += self.at.total.unwrap_or(page.base + rows);
            self.at.next_list(self.query.counts().1);
            (self.idle, self.is_moving, self.last) = ((0, None), false, None);
        }
    }
}

fn whole(value: Value<'_>) -> Option<u64> {
    match value {
        Value::Int(number) => Some(u64::try_from(number).unwrap_or(0)),
        _ => None,
    }
}
