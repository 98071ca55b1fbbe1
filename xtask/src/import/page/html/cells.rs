//! Tables of HTML: tables within cells, tables that only lay a page out, and those that are tables.

use super::grid::Grid;
use crate::import::{
    page::{Line, Piece, lines},
    table::is_header_row,
    text::{is_identifier, pattern},
};

/// A part of what a cell or the page holds.
pub enum Part {
    /// Anything but a table.
    Piece(Piece),
    /// A table.
    Table(Vec<Piece>),
}

/// A row.
pub struct Row {
    /// Its cells.
    pub cells: Vec<Cell>,
    /// Where it begins.
    pub line: usize,
}

/// A cell.
pub struct Cell {
    /// What it holds.
    pub parts: Vec<Part>,
    /// How far its style moves what it holds to the right.
    pub indent: usize,
    /// How many columns it spans.
    pub columns: usize,
    /// How many rows.
    pub rows: usize,
    /// Whether it is of a header.
    pub head: bool,
}

/// Most columns of a table.
pub const MOST_COLUMNS: usize = 40;

impl Cell {
    /// A cell that holds nothing yet.
    pub fn open(columns: Option<usize>, rows: Option<usize>, head: bool) -> Self {
        Self {
            parts: Vec::new(),
            indent: 0,
            columns: columns.unwrap_or(1).clamp(1, MOST_COLUMNS),
            // None at all means: to the end.
            rows: rows.map_or(1, |rows| if rows == 0 { usize::MAX } else { rows }),
            head,
        }
    }

    /// All but the tables of fields in it, as lines; `columns` is how many a table around it has.
    pub fn text(&self, columns: usize) -> String {
        let mut text = String::new();
        for part in &self.parts {
            let more = match part {
                Part::Piece(Piece::Text(line) | Piece::Heading(line) | Piece::Code(line)) => {
                    line.text.clone()
                }
                Part::Table(pieces) if !is_fields(pieces, columns) => listed(pieces),
                _ => continue,
            };
            if !text.is_empty() && !text.ends_with('\n') {
                text.push('\n');
            }
            text.push_str(&more);
        }
        lines::indent(&text) + text.trim()
    }

    /// Whether it holds more than text.
    fn is_layout(&self) -> bool {
        let more = |part: &Part| !matches!(part, Part::Piece(Piece::Text(_) | Piece::Blank));
        self.parts.iter().any(more)
    }
}

/// How far a style or a class moves something to the right, in pixels or so.
pub fn indent(style: &str, class: &str) -> usize {
    let number = |found: regex::Captures<'_>| found.get(1)?.as_str().parse::<usize>().ok();
    let styled =
        pattern!(r"(?:padding-left|margin-left|text-indent)\s*:\s*(\d{1,3})").captures(style);
    let level = pattern!(r"\b(?:indent|level|depth|lv)[-_]?(\d)\b").captures(class);
    let once = usize::from(class.split(' ').any(|class| class == "indent"));
    styled
        .and_then(number)
        .or_else(|| level.and_then(number).map(|level| level * 20))
        .unwrap_or(once * 20)
}

/// The pieces of parts, one after the other.
pub fn in_order(parts: Vec<Part>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for part in parts {
        match part {
            Part::Piece(Piece::Text(line)) => {
                let split = line.text.lines();
                let rows = split.map(|text| Line::new(text.replace('\u{a0}', " "), line.line));
                pieces.extend(rows.map(Piece::Text));
            }
            Part::Piece(piece) => pieces.push(piece),
            Part::Table(table) => {
                pieces.extend(table);
                pieces.push(Piece::Blank);
            }
        }
    }
    pieces
}

/// The pieces of a table: its rows, and behind them the tables within them, each called as the field of its row.
pub fn pieces(mut rows: Vec<Row>) -> Vec<Piece> {
    let mut pieces = captions(&mut rows);
    if let Some(code) = code(&rows) {
        return lines::code(&code, rows.first().map_or(1, |row| row.line));
    }
    let header: Vec<String> = rows
        .first()
        .map(|row| row.cells.iter().map(|cell| cell.text(0)).collect())
        .unwrap_or_default();
    if !is_header_row(&header) && rows.iter().flat_map(|row| &row.cells).any(Cell::is_layout) {
        pieces.extend(laid_out(rows));
        return pieces;
    }
    let mut grid = Grid::of(&rows);
    let mut inner = Vec::new();
    for row in rows {
        let line = row.line;
        let name = grid.take(&row, &header);
        for cell in row.cells {
            for part in cell.parts {
                if let Part::Table(table) = part
                    && is_fields(&table, header.len())
                {
                    inner.push(Piece::Blank);
                    inner.push(Piece::Text(Line::new(name.clone(), line)));
                    if !has_header(&table) {
                        let cells = header.clone();
                        inner.push(Piece::Row { cells, line });
                    }
                    inner.extend(table);
                }
            }
        }
    }
    for (cells, line) in grid.rows {
        if cells.iter().any(|cell| !cell.trim().is_empty()) {
            pieces.push(Piece::Row { cells, line });
        }
    }
    pieces.extend(inner);
    pieces
}

/// What a table holds that is no table of its own but puts parts of the page beside each other.
fn laid_out(rows: Vec<Row>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for row in rows {
        if !row.cells.iter().any(Cell::is_layout) {
            let cells = row.cells.iter().map(|cell| cell.text(0)).collect();
            let line = row.line;
            pieces.push(Piece::Row { cells, line });
            continue;
        }
        for cell in row.cells {
            // The numbers of the lines beside an example.
            let counted = |c: char| c.is_ascii_digit() || c.is_whitespace();
            let text = cell.text(0);
            if text.is_empty() || !text.chars().all(counted) {
                pieces.extend(in_order(cell.parts));
                pieces.push(Piece::Blank);
            }
        }
    }
    pieces
}

/// The cells that span a whole table before its header: they say what it is.
fn captions(rows: &mut Vec<Row>) -> Vec<Piece> {
    let spanning = |row: &Row| matches!(row.cells.as_slice(), [only] if only.columns > 1);
    let count = rows.iter().take_while(|row| spanning(row)).count();
    if count == rows.len() {
        return Vec::new();
    }
    let captions = rows.drain(..count).flat_map(|row| row.cells);
    in_order(captions.flat_map(|cell| cell.parts).collect())
}

/// The code that a table shows, a row a line, with or without the number of each.
fn code(rows: &[Row]) -> Option<String> {
    let mut lines = Vec::new();
    for row in rows {
        let [number, line] = row.cells.as_slice() else {
            return None;
        };
        if !number.text(0).chars().all(|c| c.is_ascii_digit()) {
            return None;
        }
        lines.push(line.text(0));
    }
    let code = lines.join("\n");
    (lines.len() > 1 && code.starts_with(['{', '['])).then_some(code)
}

/// Whether pieces are a table of fields, with a header of its own or below that of `columns` around it.
fn is_fields(pieces: &[Piece], columns: usize) -> bool {
    let named = |cell: Option<&String>| cell.is_some_and(|cell| is_identifier(cell.trim()));
    let fits = |piece: &Piece| match piece {
        Piece::Row { cells, .. } => cells.len() == columns && named(cells.first()),
        _ => true,
    };
    has_header(pieces) || (columns > 2 && pieces.iter().all(fits))
}

fn has_header(pieces: &[Piece]) -> bool {
    matches!(pieces.first(), Some(Piece::Row { cells, .. }) if is_header_row(cells))
}

/// A table within a cell that is none of fields, as lines: values and what they mean.
fn listed(pieces: &[Piece]) -> String {
    let rows = pieces.iter().filter_map(|piece| match piece {
        Piece::Row { cells, .. } => Some(cells.join(": ")),
        _ => None,
    });
    rows.collect::<Vec<_>>().join("\n")
}
