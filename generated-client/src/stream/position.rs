//! How far a stream has come: all that it must know to go on.

use serde::{Deserialize, Serialize};

use super::tail::{Keep, Multiset, Tail, take};

/// How far a stream has come. All of it goes into a cursor.
///
/// The rows of one window and batch make up a list, which a platform cuts into pages anew for every call. Those handed out
/// are at its head. Where they end is a place in the list; as the list changes, it moves, and is known less exactly:
/// not before `low`, and not after `high`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Position {
    /// The number of the window, from 0 for the newest.
    #[serde(rename = "w")]
    pub(super) window: u64,
    /// The number of the batch, from 0.
    #[serde(rename = "b")]
    pub(super) batch: u64,
    /// So many rows of the list have been passed, at least.
    #[serde(rename = "l")]
    pub(super) low: u64,
    /// So many, at most.
    #[serde(rename = "h")]
    pub(super) high: u64,
    /// How many rows the list had when it was seen last.
    #[serde(rename = "n")]
    pub(super) total: Option<u64>,
    /// The rows passed last, by the time that they are ordered by.
    #[serde(rename = "p")]
    pub(super) passed: Tail,
    /// Rows at the older border of the windows before, as far as they have not come again yet.
    #[serde(rename = "a", with = "triples")]
    pub(super) above: Multiset,
    /// Rows at the older border of this window, of all batches.
    #[serde(rename = "o")]
    pub(super) border: Tail,
    /// How many rows have been handed out.
    #[serde(rename = "r")]
    pub(super) rows: u64,
}

/// A row, as far as the stream must know it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    /// The time that rows are ordered by.
    pub(super) order: Option<i64>,
    /// The time that lies in the window.
    pub(super) of: Option<i64>,
    pub(super) row: u128,
    pub(super) fate: Fate,
}

/// What becomes of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// It is handed out.
    Kept,
    /// It was on a page before.
    Passed,
    /// It was in the window before.
    Above,
}

impl Position {
    /// Whether there can be such a place in a query with so many batches. A cursor's text may say anything.
    pub(super) fn is_possible(&self, batches: u64) -> bool {
        let numbers = [
            self.high,
            self.window,
            self.rows,
            self.total.unwrap_or_default(),
        ];
        // Numbers to which more can be added without a thought.
        let is_small = numbers.iter().all(|number| *number <= 1 << 53);
        is_small && self.low <= self.high && self.batch < batches
    }

    /// Passes the row at a place in the list.
    pub(super) fn pass(&mut self, place: u64, mark: &Mark, keep: Keep) {
        self.low = place + 1;
        self.high = self.high.max(self.low);
        match mark.fate {
            Fate::Passed => return,
            Fate::Kept => self.rows += 1,
            Fate::Above => {
                take(&mut self.above, mark.row);
            }
        }
        self.passed.push(mark.order, mark.row, keep);
        self.border.push(mark.of, mark.row, Keep::Seconds(1));
    }

    /// Goes on to the next batch, or to the next window where there is none.
    pub(super) fn next_list(&mut self, batches: u64) {
        self.batch += 1;
        if self.batch >= batches {
            self.batch = 0;
            self.window += 1;
            self.next_window();
        }
        (self.low, self.high, self.total) = (0, 0, None);
        self.passed = Tail::default();
    }

    /// The rows at the border of this window may come again. So may those of a newer one that this window did not have, if
    /// they are as old: it may have been answered before they arrived.
    fn next_window(&mut self) {
        let border = std::mem::take(&mut self.border);
        let oldest = border.oldest().unwrap_or(i64::MAX);
        self.above
            .retain(|_, (_, time)| *time <= oldest.saturating_add(1));
        for (row, (count, time)) in border.multiset() {
            let above = self.above.entry(row).or_insert((0, time));
            above.0 = above.0.saturating_add(count);
        }
    }
}

/// A multiset as a list: the keys of a JSON object are texts. In order, so that the same position is the same text.
mod triples {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::Multiset;

    type Triple = (u128, u32, i64);

    pub(super) fn serialize<S: Serializer>(set: &Multiset, out: S) -> Result<S::Ok, S::Error> {
        let triple = |(row, (count, time)): (&u128, &(u32, i64))| (*row, *count, *time);
        let mut triples: Vec<Triple> = set.iter().map(triple).collect();
        triples.sort_unstable();
        triples.serialize(out)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Multiset, D::Error> {
        let triples = Vec::<Triple>::deserialize(from)?.into_iter();
        Ok(triples
            .map(|(row, count, time)| (row, (count, time)))
            .collect())
    }
}
