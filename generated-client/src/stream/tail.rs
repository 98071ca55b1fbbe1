//! The rows that were passed last, by their numbers: what comes again is told by them.

use std::collections::{HashMap, VecDeque};

use serde::{Deserialize, Serialize};

/// How many times each row is there, by its number, and its time.
pub(super) type Multiset = HashMap<u128, (u32, i64)>;

/// How much a tail remembers.
#[derive(Clone, Copy, Debug)]
pub(super) enum Keep {
    /// Rows of the oldest second, and of so many seconds after it.
    Seconds(i64),
    /// So many rows.
    Rows(usize),
}

/// The rows that were passed last.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Tail {
    #[serde(rename = "t")]
    oldest: Option<i64>,
    #[serde(rename = "r")]
    rows: VecDeque<(i64, u128)>,
}

impl Tail {
    /// The oldest time that was passed.
    pub(super) fn oldest(&self) -> Option<i64> {
        self.oldest
    }

    /// How many rows it remembers.
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// Passes a row. One without a time counts as one of the oldest.
    pub(super) fn push(&mut self, time: Option<i64>, row: u128, keep: Keep) {
        let time = time.or(self.oldest).unwrap_or(i64::MAX);
        match keep {
            Keep::Rows(most) => {
                self.rows.push_back((time, row));
                while self.rows.len() > most {
                    self.rows.pop_front();
                }
            }
            Keep::Seconds(more) => {
                if self.oldest.is_none_or(|oldest| time < oldest) {
                    self.oldest = Some(time);
                    self.rows
                        .retain(|(other, _)| *other <= time.saturating_add(more));
                }
                if self
                    .oldest
                    .is_some_and(|oldest| time <= oldest.saturating_add(more))
                {
                    self.rows.push_back((time, row));
                }
            }
        }
    }

    /// How many times each row is there.
    pub(super) fn multiset(&self) -> Multiset {
        let mut set = Multiset::new();
        for (time, row) in &self.rows {
            set.entry(*row).or_insert((0, *time)).0 += 1;
        }
        set
    }
}

/// Takes one such row out, if there is one.
pub(super) fn take(set: &mut Multiset, row: u128) -> bool {
    match set.get_mut(&row) {
        Some((count, _)) if *count > 1 => *count -= 1,
        Some(_) => {
            set.remove(&row);
        }
        None => return false,
    }
    true
}
