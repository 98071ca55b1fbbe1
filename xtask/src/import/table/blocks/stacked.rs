//! Tables whose cells stand a line each.

use super::{Block, Builder, Table};
use crate::import::{
    page::{Line, Piece},
    table::{
        Column, flat, header,
        headings::HEADINGS,
        row::{self, Unread},
        words,
    },
    text::{is_identifier, plain},
};

impl Builder<'_> {
    /// A header whose cells stand a line each, and how many pieces it takes.
    pub(super) fn stacked_header(&self) -> Option<(Vec<Column>, usize)> {
        self.stacked_header_at(self.at)
    }

    /// The same, from the piece `at` on.
    pub(super) fn stacked_header_at(&self, at: usize) -> Option<(Vec<Column>, usize)> {
        let mut columns = Vec::new();
        let mut taken = 0;
        for piece in self.pieces.get(at..)? {
            match piece {
                Piece::Blank => {}
                Piece::Text(line) => match header::column(&line.text) {
                    Some(column) if !columns.contains(&column) => columns.push(column),
                    _ => break,
                },
                _ => break,
            }
            taken += 1;
        }
        let named = columns.first() == Some(&Column::Name);
        (named && columns.len() >= 3).then_some((columns, taken))
    }

    /// A table whose cells stand a line each.
    pub(super) fn stacked(&mut self, columns: Vec<Column>, count: usize, header: &Line) {
        self.at += count;
        let mut table = Table {
            columns,
            header: header.clone(),
            rows: Vec::new(),
            unread: Vec::new(),
        };
        if let Some((rows, taken)) = self.grid(&table.columns) {
            self.at += taken;
            for mut row in rows {
                end_stacked(&mut table, &mut row, self.named);
            }
            self.blocks.push(Block::Table(table));
            return;
        }
        let mut cells: Vec<Line> = Vec::new();
        while let Some(piece) = self.pieces.get(self.at) {
            match piece {
                Piece::Blank => {}
                Piece::Text(line) => {
                    let ends = !cells.is_empty() && self.is_heading(line) && self.is_before_more();
                    if ends
                        || self.stacked_header().is_some()
                        || header::of_line(&line.text).is_some()
                    {
                        break;
                    }
                    let is_type = |text: &str| {
                        words::written(text.trim()).is_some_and(|ty| ty.named.is_none())
                    };
                    // A field may be called `list` or `date`: the first such word behind a name is its type.
                    let typed = cells.iter().skip(1).any(|cell| is_type(&cell.text));
                    let a_type = !cells.is_empty() && !typed && is_type(&line.text);
                    if !a_type && self.begins_stacked(line) {
                        end_stacked(&mut table, &mut cells, self.named);
                    } else if HEADINGS.contains(&plain(&line.text).to_lowercase().as_str()) {
                        break;
                    }
                    cells.push(line.clone());
                }
                _ => break,
            }
            self.at += 1;
        }
        end_stacked(&mut table, &mut cells, self.named);
        self.blocks.push(Block::Table(table));
    }

    /// The cells from here on, row by row, and how many pieces they take, where no cell is lost: every row has a name, and
    /// a type where there is a column for it, and a gap is behind the last one.
    fn grid(&self, columns: &[Column]) -> Option<(Vec<Vec<Line>>, usize)> {
        let pieces = self.pieces.get(self.at..)?;
        let mut rows = Vec::new();
        let mut taken = 0;
        loop {
            let gap = pieces
                .get(taken..)?
                .iter()
                .take_while(|piece| **piece == Piece::Blank);
            let from = taken + gap.count();
            let cells = pieces.get(from..)?.iter().take(columns.len());
            let cells = cells.map_while(|piece| match piece {
                Piece::Text(line) => Some(line.clone()),
                _ => None,
            });
            let row: Vec<Line> = cells.collect();
            if !is_whole(columns, &row) {
                break;
            }
            taken = from + columns.len();
            rows.push(row);
        }
        let ends = !matches!(pieces.get(taken), Some(Piece::Text(_)));
        (ends && !rows.is_empty()).then_some((rows, taken))
    }

    /// Whether a row begins with this line: a name, and below it whether it is required, or a type.
    pub(super) fn begins_stacked(&self, line: &Line) -> bool {
        let text = line.text.trim();
        if !is_identifier(flat::strip_marks(text)) || words::is_need(text) {
            return false;
        }
        let rest = self.pieces.get(self.at + 1..).unwrap_or_default();
        let next = rest.iter().find_map(|piece| match piece {
            Piece::Text(next) => Some(Some(next)),
            Piece::Blank => None,
            _ => Some(None),
        });
        next.flatten().is_some_and(|next| {
            let next = next.text.trim();
            words::is_need(next) || words::written(next).is_some_and(|ty| ty.named.is_none())
        })
    }
}

/// Whether each of these cells stands in its column, as far as that can be told.
fn is_whole(columns: &[Column], row: &[Line]) -> bool {
    let fits = |(column, line): (&Column, &Line)| {
        let text = line.text.trim();
        match column {
            Column::Name => is_identifier(flat::strip_marks(text)),
            Column::Type => words::written(text).is_some(),
            Column::Required => words::is_nothing(text) || words::need(text).is_some(),
            _ => true,
        }
    };
    row.len() == columns.len() && columns.iter().zip(row).all(fits)
}

pub(super) fn end_stacked(table: &mut Table, cells: &mut Vec<Line>, named: &dyn Fn(&str) -> bool) {
    let taken = std::mem::take(cells);
    let Some(first) = taken.first() else {
        return;
    };
    let texts: Vec<String> = taken
        .iter()
        .map(|line| line.text.trim().to_owned())
        .collect();
    match row::of_cells(&table.columns, &texts, first.line, named) {
        Some(mut row) => {
            row.shifted = false;
            table.rows.push(row);
        }
        None => table.unread.push(Unread {
            row: Line::new(texts.join(" "), first.line),
            why: "no field could be told from it",
        }),
    }
}
