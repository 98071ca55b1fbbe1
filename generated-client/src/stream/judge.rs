//! What an answer means: whether its list has moved, and which of its rows are new.

use std::collections::HashMap;

use super::engine::{Call, Engine};
use super::options::Tolerance;
use super::position::{Fate, Mark};
use super::problem::PagingProblem;
use super::tail::{Multiset, take};
use super::times;
use crate::wire::{Items, Record, Value, get};

/// How many calls one after the other may bring neither a row nor the end nearer.
const PATIENCE: u32 = 16;

impl Engine {
    /// Takes note of the list's total. Whether the answer is of no use, because the place to go on from lies elsewhere.
    pub(super) fn has_moved(
        &mut self,
        call: &Call,
        total: Option<u64>,
    ) -> Result<bool, PagingProblem> {
        let (Some(from), Some(to)) = (self.at.total, total) else {
            self.at.total = total;
            return Ok(false);
        };
        let is_ordered = self.query.paging.newest_first.is_some();
        self.is_moving |= to != from;
        if to < from {
            // Asked for ahead of the page before, it may have been answered before that one.
            if call.known + 1 < self.answers {
                return Ok(true);
            }
            self.at.low = self.at.low.saturating_sub(from - to);
        } else {
            self.at.high += to - from;
        }
        self.at.total = total;
        let is_known = self.at.high - self.at.low <= self.at.passed.len() as u64;
        if to < from {
            self.tell(PagingProblem::Shrank { from, to }, is_ordered)?;
        } else if to > from {
            self.tell(PagingProblem::Grew { from, to }, is_ordered || is_known)?;
        }
        Ok(self.at.low / self.query.page_size + 1 != call.page)
    }

    pub(super) fn check_page_number(
        &self,
        call: &Call,
        answer: &dyn Record,
    ) -> Result<(), PagingProblem> {
        match get(answer, self.query.paging.current) {
            Value::Int(answered) if u64::try_from(answered) != Ok(call.page) => {
                let asked = call.page;
                self.tell(PagingProblem::WrongPage { asked, answered }, false)
            }
            _ => Ok(()),
        }
    }

    pub(super) fn check_count(
        &mut self,
        page: u64,
        rows: u64,
        expected: u64,
        is_promised: bool,
    ) -> Result<(), PagingProblem> {
        if rows > expected {
            // Where its rows stand in the list is anybody's guess: look at each.
            self.at.high = self.at.high.max(self.at.low + rows);
            self.tell(
                PagingProblem::Long {
                    page,
                    expected,
                    rows,
                },
                false,
            )
        } else if rows < expected && is_promised {
            self.tell(
                PagingProblem::Short {
                    page,
                    expected,
                    rows,
                },
                false,
            )
        } else {
            Ok(())
        }
    }

    /// Decides on each row of a page.
    pub(super) fn judge(&mut self, base: u64, rows: &dyn Items) -> Vec<Mark> {
        let mut passed = (self.at.high > base).then(|| self.at.passed.multiset());
        let mut met = HashMap::new();
        let mut marks = Vec::with_capacity(rows.count());
        for index in 0..rows.count() {
            let Some(Value::Record(record)) = rows.item(index).map(|row| row.value()) else {
                continue;
            };
            let mut mark = Mark {
                order: time(record, self.query.paging.newest_first),
                of: time(
                    record,
                    self.query.info.window.as_ref().map(|window| window.of),
                ),
                row: self.digester.record(record),
                fate: Fate::Kept,
            };
            let may_have_been = base + (index as u64) < self.at.high;
            let passed = passed.as_mut().filter(|_| may_have_been);
            if passed.is_some_and(|passed| self.was_passed(&mark, passed)) {
                mark.fate = Fate::Passed;
            } else if let Some(&(most, _)) = self.at.above.get(&mark.row) {
                let met = met.entry(mark.row).or_insert(0);
                if *met < most {
                    *met += 1;
                    mark.fate = Fate::Above;
                }
            }
            marks.push(mark);
        }
        marks
    }

    fn was_passed(&self, mark: &Mark, passed: &mut Multiset) -> bool {
        let oldest = self.at.passed.oldest();
        match (mark.order, oldest) {
            (Some(time), Some(oldest)) if time != oldest => time > oldest,
            _ => take(passed, mark.row),
        }
    }

    /// Looks at the order of a page's rows, and whether they are those of the page before.
    pub(super) fn check_repeated(
        &mut self,
        page: u64,
        base: u64,
        marks: &[Mark],
    ) -> Result<(), PagingProblem> {
        let mut oldest = self.at.passed.oldest();
        let mut is_unordered = false;
        for mark in marks.iter().filter(|mark| mark.fate != Fate::Passed) {
            is_unordered |= mark.order.is_some() && oldest.is_some() && mark.order > oldest;
            oldest = mark.order.or(oldest).min(oldest.or(mark.order));
        }
        let rows = marks.iter().fold(0, |all: u128, mark| {
            all.rotate_left(1).wrapping_mul(3).wrapping_add(mark.row)
        });
        let is_same = self.last.replace(rows) == Some(rows) && base > 0;
        let is_new = marks.iter().all(|mark| mark.fate != Fate::Passed);
        if is_same && is_new && marks.len() > 1 {
            // It may be true: of rows that are all of one second, and, where no order is declared, that are all equal.
            let may_be = match self.query.paging.newest_first {
                Some(_) => !is_unordered,
                None => marks.is_sorted_by(|one, other| one.row == other.row),
            };
            self.tell(PagingProblem::Repeated { page }, may_be)
        } else if is_unordered {
            self.tell(PagingProblem::Unordered { page }, true)
        } else {
            Ok(())
        }
    }

    /// Counts the answers since the last one that brought something, unless they hold rows and come nearer to the end.
    pub(super) fn be_patient(
        &mut self,
        brings: bool,
        rest: Option<u64>,
    ) -> Result<(), PagingProblem> {
        let (count, least) = self.idle;
        self.idle = match rest {
            _ if brings => (0, None),
            Some(rest) if least.is_none_or(|least| rest < least) => (count, Some(rest)),
            _ => (count + 1, least),
        };
        if self.idle.0 < PATIENCE {
            return Ok(());
        }
        Err(PagingProblem::Stalled { calls: PATIENCE })
    }

    /// A problem is an error or an event, by the tolerance and by whether it is mended.
    fn tell(&self, problem: PagingProblem, is_mended: bool) -> Result<(), PagingProblem> {
        let is_error = match self.tolerance {
            Tolerance::Nothing => true,
            Tolerance::Mended => !is_mended,
            Tolerance::Anything => false,
        };
        if is_error {
            return Err(problem);
        }
        let operation = self.query.info.name;
        tracing::warn!(
            operation,
            kind = problem.name(),
            is_mended,
            "{problem}; going on"
        );
        Ok(())
    }
}

fn time(record: &dyn Record, wire: Option<&str>) -> Option<i64> {
    match get(record, wire?) {
        Value::Time(time) => Some(times::seconds(time)),
        _ => None,
    }
}
