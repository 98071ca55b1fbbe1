//! Tables of HTML: cells that span rows and columns, tables within cells, and tables that only lay a page out.

use std::collections::BTreeSet;

use crate::import::{
    page::{Line, Piece, lines},
    table::{Column, column, is_header_row},
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
    columns: usize,
    rows: usize,
    head: bool,
}

/// Most columns of a table.
const MOST_COLUMNS: usize = 40;

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
    fn text(&self, columns: usize) -> String {
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

/// Rows whose cells each stand in their column.
struct Grid {
    rows: Vec<(Vec<String>, usize)>,
    /// How many columns stand below each word of the header.
    below: Vec<usize>,
    /// How far first cells are moved to the right, from the least on.
    steps: Vec<usize>,
    /// What spans from rows above into each column, and how many rows more.
    hanging: Vec<(String, usize)>,
}

impl Grid {
    fn of(rows: &[Row]) -> Self {
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
        if let (Some(more), Some(first)) = (
            widest.and_then(|widest| widest.checked_sub(head)),
            below.first_mut(),
        ) {
            *first += more.min(2);
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
            steps: steps.into_iter().collect(),
            hanging: Vec::new(),
        }
    }

    /// Takes a row, and gives the name of its field.
    fn take(&mut self, row: &Row, header: &[String]) -> String {
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
        for (group, below) in self.below.iter().enumerate() {
            let (these, more) = rest.split_at((*below).min(rest.len()));
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
