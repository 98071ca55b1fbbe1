//! How far a stream has come, for people.

use std::fmt;

/// How far a stream has come; told after every answer, and at the end.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress {
    /// Rows handed out, those before a [cursor](super::Cursor) included.
    pub rows: u64,
    /// Rows that there will be; an estimate until the total of every window and batch is known. `None` before the first
    /// answer.
    pub expected: Option<u64>,
    /// Whether `expected` is no estimate, because the totals of all windows and batches are known. What changes it still are
    /// rows that arrive or go, and those that two windows have.
    pub is_exact: bool,
    /// The window that is being read, from 1 for the newest.
    pub window: u64,
    /// How many windows there are.
    pub windows: u64,
    /// The batch that is being read, from 1.
    pub batch: u64,
    /// How many batches there are in each window.
    pub batches: u64,
    /// The page that is next, from 1.
    pub page: u64,
    /// How many calls have been answered.
    pub calls: u64,
}

/// Such as "1,500 of about 12,000 rows, window 2 of 7, batch 1 of 3".
impl fmt::Display for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&grouped(self.rows))?;
        if let Some(expected) = self.expected {
            let about = if self.is_exact { "" } else { "about " };
            write!(f, " of {about}{}", grouped(expected))?;
        }
        f.write_str(if self.expected.unwrap_or(self.rows) == 1 {
            " row"
        } else {
            " rows"
        })?;
        let parts = [
            ("window", self.window, self.windows),
            ("batch", self.batch, self.batches),
        ];
        for (what, number, count) in parts {
            if count > 1 {
                write!(f, ", {what} {} of {}", grouped(number), grouped(count))?;
            }
        }
        Ok(())
    }
}

/// A number with a comma every three digits.
pub(super) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
