//! The grid of a table of HTML: cells that span rows and columns.

use std::collections::BTreeSet;

use super::cells::{Cell, MOST_COLUMNS, Row};
use crate::import::table::{Column, column};

/// Rows whose cells each stand in their column.
pub struct Grid {
    /// The rows, and where each begins.
    pub rows: Vec<(Vec<String>, usize)>,
    /// How many columns stand below each word of the header.
    below: Vec<usize>,
    /// How many of those below the first it does not know of.
    unknown: usize,
    /// How far first cells are moved to the right, from the least on.
    steps: Vec<usize>,
    /// What spans from rows above into each column, and how many rows more.
    hanging: Vec<(String, usize)>,
}

impl Grid {
    /// The grid that these rows will fill.
    pub fn of(rows: &[Row]) -> Self {
        let width = |row: &Row| row.cells.iter().map(|cell| cell.columns).sum::<usize>();
        let mut below: Vec<usize> = rows
            .first()
            .map(|row| row.cells.iter().map(|cell| cell.columns).collect())
            .unwrap_or_default();
        let spans = |row: &Row| row.cells.first().is_some_and(|cell| cell.rows > 1);
        let widest = rows
            .iter()
            .skip(1)
            .filter(|row| spans(row))
            .map(width)
            .max();
        let head = below.iter().sum::<usize>();
        // Names that are grouped by a cell beside them, under a header that does not know it.
        let unknown = widest
            .and_then(|widest| widest.checked_sub(head))
            .map_or(0, |more| more.min(2));
        if let Some(first) = below.first_mut() {
            *first += unknown;
        }
        let named =
            |cell: &Cell| matches!(column(&cell.text(0)), Some(Column::Name | Column::Inner));
        if let Some(Row { cells, .. }) = rows.first()
            && let [first, second, ..] = cells.as_slice()
            && named(first)
            && named(second)
            && below.starts_with(&[1, 1])
            && rows.iter().skip(1).any(spans)
        {
            below.splice(..2, [2]);
        }
        let firsts = rows.iter().skip(1).filter_map(|row| row.cells.first());
        let steps: BTreeSet<usize> = firsts.map(|cell| cell.indent).collect();
        Self {
            rows: Vec::new(),
            below,
            unknown,
            steps: steps.into_iter().collect(),
            hanging: Vec::new(),
        }
    }

    /// Takes a row, and gives the name of its field.
    pub fn take(&mut self, row: &Row, header: &[String]) -> String {
        let first = self.rows.is_empty();
        let continued = row.cells.iter().all(|cell| cell.head)
            && self.rows.len() == 1
            && self.hanging.iter().any(|(_, more)| *more > 0);
        let whole = matches!(row.cells.as_slice(), [only] if only.columns > 1);
        let (cells, covered) = self.spread(row);
        if continued {
            return String::new();
        }
        if first || whole {
            let texts: Vec<String> = row.cells.iter().map(|cell| cell.text(0)).collect();
            let name = texts.first().cloned().unwrap_or_default();
            let texts = if first { self.header(texts) } else { texts };
            self.rows.push((texts, row.line));
            return name;
        }
        let lone = self.below.first().is_none_or(|below| *below == 1);
        let by_name = header
            .first()
            .is_some_and(|word| column(word) == Some(Column::Name));
        if covered && lone && by_name {
            self.append(&cells);
            return String::new();
        }
        let mut merged = self.merged(&cells);
        let moved = row.cells.first().map_or(0, |cell| cell.indent);
        let deep = self.steps.iter().position(|step| *step == moved);
        if let (Some(name), Some(deep)) = (merged.first_mut(), deep) {
            name.insert_str(0, &"\u{3000}".repeat(deep));
        }
        let name = merged.first().map(|name| name.trim().to_owned());
        self.rows.push((merged, row.line));
        name.unwrap_or_default()
    }

    /// The header: two words for names are one where a cell groups what stands below.
    fn header(&self, mut texts: Vec<String>) -> Vec<String> {
        if texts.len() > self.below.len() {
            texts.remove(1);
        }
        texts
    }

    /// Puts a row's cells into their columns, with what hangs there from above. Says whether something hangs in the first.
    fn spread(&mut self, row: &Row) -> (Vec<(String, bool)>, bool) {
        let mut spread: Vec<(String, bool)> = Vec::new();
        let mut own = row.cells.iter();
        let head = self.below.len();
        let width = self.below.iter().sum::<usize>().min(MOST_COLUMNS);
        loop {
            let at = spread.len();
            if let Some((text, more)) = self.hanging.get_mut(at).filter(|(_, more)| *more > 0) {
                *more -= 1;
                spread.push((text.clone(), true));
                continue;
            }
            let Some(cell) = own.next() else {
                if at < width && self.hanging.iter().skip(at).any(|(_, more)| *more > 0) {
                    spread.push((String::new(), false));
                    continue;
                }
                break;
            };
            for column in 0..cell.columns {
                let text = if column == 0 {
                    cell.text(head)
                } else {
                    String::new()
                };
                let at = spread.len();
                if self.hanging.len() <= at {
                    self.hanging.resize(at + 1, (String::new(), 0));
                }
                if let Some(hanging) = self.hanging.get_mut(at) {
                    *hanging = (text.clone(), cell.rows.saturating_sub(1));
                }
                spread.push((text, false));
            }
            if spread.len() > MOST_COLUMNS {
                break;
            }
        }
        let covered = spread.first().is_some_and(|(_, hangs)| *hangs);
        (spread, covered)
    }

    /// The columns below each word of the header as one: of names the last, which is within those before it.
    fn merged(&self, cells: &[(String, bool)]) -> Vec<String> {
        let mut rest = cells;
        let mut merged = Vec::new();
        let lacking = self.below.iter().sum::<usize>() - cells.len().min(self.below.iter().sum());
        for (group, below) in self.below.iter().enumerate() {
            // Rows that nothing groups have as many cells as the header.
            let spare = if group == 0 {
                lacking.min(self.unknown)
            } else {
                0
            };
            let (these, more) = rest.split_at((*below - spare).min(rest.len()));
            rest = more;
            let mut filled = these
                .iter()
                .enumerate()
                .filter(|(_, (text, _))| !text.trim().is_empty());
            if group == 0 && *below > 1 {
                let last = filled.next_back();
                merged.push(last.map_or_else(String::new, |(deep, (text, _))| {
                    "\u{3000}".repeat(deep) + text
                }));
            } else if !these.is_empty() {
                let texts: Vec<&str> = filled.map(|(_, (text, _))| text.as_str()).collect();
                let digits = |text: &&str| text.chars().all(|c| c.is_ascii_digit());
                let range = texts.len() == 2 && texts.iter().all(digits);
                merged.push(texts.join(if range { "-" } else { " " }));
            }
        }
        merged.extend(rest.iter().map(|(text, _)| text.clone()));
        merged
    }

    /// A row below a name that spans it: more of the row above.
    fn append(&mut self, cells: &[(String, bool)]) {
        let Some((last, _)) = self.rows.last_mut() else {
            return;
        };
        for (at, (text, hangs)) in cells.iter().enumerate() {
            if *hangs || text.is_empty() {
                continue;
            }
            match last.get_mut(at) {
                Some(cell) if !cell.is_empty() => {
                    cell.push('\n');
                    cell.push_str(text);
                }
                Some(cell) => cell.clone_from(text),
                None => last.push(text.clone()),
            }
        }
    }
}
