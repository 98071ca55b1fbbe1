//! The rows of a table, and what stands between them: notes, and captions of those that follow.

use super::{Block, Builder, Table};
use crate::import::{
    page::{Line, Piece},
    table::{
        Column, header,
        headings::is_known_heading,
        row::{self, Row, Unread},
        words::{self, Base},
    },
    text::{is_identifier, key, pattern, plain},
};

/// Most that the layout of a row may cost where it is not sure that there is one.
const SURE: u32 = 5;
/// Most lines of a note between rows.
const MOST_NOTES: usize = 3;

/// How far back the row is that those below a caption are of.
const MOST_BACK: usize = 60;

/// A table that is being read.
struct Open {
    table: Table,
    /// What the rows that come are said to be of.
    group: Option<String>,
    /// Whether an empty line came since the last row.
    gap: bool,
    /// Whether rows have empty lines between them.
    spaced: bool,
    notes: Vec<Line>,
}

impl Builder<'_> {
    /// The rows from here on, of a table with these columns.
    pub(super) fn rows(&mut self, columns: Vec<Column>, header: &Line) {
        let mut open = Open {
            table: Table {
                columns,
                header: header.clone(),
                rows: Vec::new(),
                unread: Vec::new(),
            },
            group: None,
            gap: false,
            spaced: false,
            notes: Vec::new(),
        };
        let mut next = None;
        while let Some(piece) = self.pieces.get(self.at) {
            let goes_on = match piece {
                Piece::Blank => {
                    open.gap = true;
                    true
                }
                Piece::Heading(_) | Piece::Code(_) => false,
                Piece::Row { cells, line } => {
                    next = self.heading_row(&open.table, cells, *line);
                    next.is_none() && self.cells(&mut open, cells, *line)
                }
                Piece::Text(line) => {
                    next = self.heading_line(&open.table, line);
                    next.is_none() && self.line(&mut open, line)
                }
            };
            if !goes_on {
                break;
            }
            self.at += 1;
        }
        let columns = open.table.columns.clone();
        self.blocks.push(Block::Table(open.table));
        self.blocks.extend(open.notes.into_iter().map(Block::Prose));
        // The same columns go on below a heading.
        if let Some(heading) = next {
            self.at += 1;
            self.blocks.push(Block::Heading(heading));
            self.rows(columns, header);
        }
    }

    /// Takes a row whose cells are told apart; `false` where the table ends before it.
    fn cells(&self, open: &mut Open, cells: &[String], line: usize) -> bool {
        let begins = || open.gap && self.header_of(cells, self.at).is_some();
        if header::of_cells(cells).is_some() || begins() {
            return false;
        }
        if let Some(caption) = caption(&open.table, cells) {
            open.group = Some(caption);
            open.gap = false;
            return true;
        }
        match row::of_cells(&open.table.columns, cells, line, self.named) {
            Some(row) => open.push(row),
            None => open.table.unread.push(Unread {
                row: Line::new(cells.join(" | "), line),
                why: "no field could be told from it",
            }),
        }
        open.gap = false;
        true
    }

    /// Takes a line; `false` where the table ends before it.
    fn line(&self, open: &mut Open, line: &Line) -> bool {
        let begins = || open.gap && self.header_of_line(line, self.at).is_some();
        if header::of_line(&line.text).is_some() || begins() || self.stacked_header().is_some() {
            return false;
        }
        if let Some(row) = row::of_line(&open.table.columns, line, self.named) {
            // A sentence below a table may begin like a row, and a heading may.
            let text = line.text.to_lowercase();
            let announces = self.is_before_table() || self.is_before_example(&text);
            let caption = !open.spaced && (announces || is_known_heading(&line.text));
            if open.gap && (row.cost > SURE || caption) {
                return false;
            }
            open.push(row);
        } else if names_row(&open.table, &line.text) && self.resumes(&open.table, 0) {
            open.group = Some(line.text.trim().to_owned());
        } else if self.is_heading(line) {
            return false;
        } else if open.gap {
            let note = !open.table.rows.is_empty() && self.resumes(&open.table, MOST_NOTES);
            if note {
                open.notes.push(line.clone());
            }
            return note;
        } else if !goes_on(&mut open.table, line) {
            return false;
        }
        open.gap = false;
        true
    }

    /// The heading that a row is, if it is one of those that every page has and the columns go on below it.
    fn heading_row(&self, table: &Table, cells: &[String], line: usize) -> Option<Line> {
        let text = alone(cells)?;
        let known = is_known_heading(text) && !names_row(table, text) && !is_identifier(text);
        let known = known || (cells.len() == 1 && is_known_heading(text));
        (known && !names_row(table, text) && self.resumes(table, 0)).then(|| Line::new(text, line))
    }

    /// The same of a line.
    fn heading_line(&self, table: &Table, line: &Line) -> Option<Line> {
        let known = is_known_heading(&line.text) && !names_row(table, &line.text);
        (known && !table.rows.is_empty() && self.resumes(table, 0))
            .then(|| Line::new(line.text.trim(), line.line))
    }

    /// Whether rows of the table follow, with at most so many lines of a note before them.
    fn resumes(&self, table: &Table, notes: usize) -> bool {
        let rest = self.pieces.get(self.at + 1..).unwrap_or_default();
        let rest = rest.iter().filter(|piece| **piece != Piece::Blank);
        for piece in rest.take(notes + 1) {
            match piece {
                Piece::Row { cells, line } => {
                    let row = row::of_cells(&table.columns, cells, *line, self.named);
                    return cells.len() == table.columns.len()
                        && header::of_cells(cells).is_none()
                        && row.is_some_and(|row| row.cost <= SURE);
                }
                Piece::Text(line) => {
                    if header::of_line(&line.text).is_some() || is_known_heading(&line.text) {
                        return false;
                    }
                    let row = row::of_line(&table.columns, line, self.named);
                    if row.is_some_and(|row| row.cost <= SURE) {
                        return true;
                    }
                }
                _ => return false,
            }
        }
        false
    }
}

impl Open {
    fn push(&mut self, mut row: Row) {
        self.spaced |= self.gap && !self.table.rows.is_empty();
        row.group.clone_from(&self.group);
        self.table.rows.push(row);
    }
}

/// The only cell of a row that holds anything, if it is the first.
fn alone(cells: &[String]) -> Option<&str> {
    let (first, rest) = cells.split_first()?;
    let empty = rest.iter().all(|cell| cell.trim().is_empty());
    (empty && !first.trim().is_empty()).then_some(first.as_str())
}

/// What a row without cells says about those below it.
fn caption(table: &Table, cells: &[String]) -> Option<String> {
    let text = alone(cells)?;
    if table.columns.len() < 3 {
        return None;
    }
    let spans = cells.len() == 1 || !is_identifier(text.trim()) || names_row(table, text);
    spans.then(|| text.to_owned())
}

/// Whether a line says no more than the name of a row above that has fields, or of its type.
fn names_row(table: &Table, text: &str) -> bool {
    let text = plain(text);
    if text.split(' ').count() > 4 || text.ends_with('.') {
        return false;
    }
    let words = text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
    let words: Vec<String> = words.filter(|word| word.len() > 1).map(key).collect();
    table.rows.iter().rev().take(MOST_BACK).any(|row| {
        let ty = row.ty.as_deref().and_then(words::written);
        let (open, called) = ty.as_ref().map_or((true, None), |ty| {
            let open = matches!(ty.base, Base::Object | Base::List | Base::Unknown);
            let element = ty
                .element
                .as_ref()
                .and_then(|element| element.named.as_deref());
            (open, ty.named.as_deref().or(element))
        });
        let means = |of: &str| !of.is_empty() && words.contains(&key(of));
        open && (row.name.as_deref().is_some_and(means) || called.is_some_and(means))
    })
}

/// Takes a line for a further one of the row before; `false` where it looks like a row that could not be read.
fn goes_on(table: &mut Table, line: &Line) -> bool {
    let text = line.text.trim();
    let first = text.split_whitespace().next().unwrap_or_default();
    let like_a_row =
        is_identifier(first) && pattern!(r"[a-z][A-Z]|_").is_match(first) && text.contains(' ');
    if like_a_row {
        table.unread.push(Unread {
            row: line.clone(),
            why: "it has neither a type nor a word on whether it is required",
        });
        return true;
    }
    match table.rows.last_mut() {
        Some(row) => {
            row.description.push('\n');
            row.description.push_str(text);
            row.raw.push('\n');
            row.raw.push_str(text);
            true
        }
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::import::{
        page,
        table::{Block, blocks},
    };

    /// What stands below the header of a table, and what the tables and headings then are.
    const RULES: &[(&str, &str)] = &[
        // A note between rows ends no table, with cells told apart or not.
        (
            "a Yes int A\n\nAdded in 2.3 are these.\n\nb No int B",
            "a b",
        ),
        (
            "|a|Yes|int|A|\n\nAdded in 2.3 are these.\n\n|b|No|int|B|",
            "a b",
        ),
        ("a Yes int A\n\nThis is the end.\n\nAnother sentence.", "a"),
        // A caption among rows says what those below it are of.
        (
            "box Yes object A\nbox fields\nb No int B",
            "box (box fields)b",
        ),
        (
            "|box|Yes|object|A|\n|**box fields**||||\n|b|No|int|B|",
            "box (box fields)b",
        ),
        (
            "|a|Yes|int|A|\n|optional ones||||\n|b|No|int|B|",
            "a (optional ones)b",
        ),
        // A heading that every page has begins another table of the same columns.
        (
            "|a|Yes|int|A|\n|Response Parameters||||\n|b|No|int|B|",
            "a # b",
        ),
        // What stands right before the next table, or an example, is its caption.
        (
            "a Yes int A\n\nb object of it\n\nName Type Description\nc int C",
            "a # c",
        ),
        ("a Yes int A\n\nExample request\n\n{\"a\": 1}", "a #"),
        // Without an empty line, a line goes on from the row before.
        ("a Yes int A\nof it\nb No int B", "a b"),
    ];

    #[test]
    fn each_rule_makes_the_tables_that_a_reader_sees() {
        for (rows, expected) in RULES {
            let pipes = rows.starts_with('|');
            let head = if pipes {
                "|Name|Required|Type|Description|\n|-|-|-|-|"
            } else {
                "Name Required Type Description"
            };
            let page = format!("# T\n\n{head}\n{rows}\n");
            let pieces = page::read("page.md", page.as_bytes()).unwrap_or_default();
            let mut shown: Vec<String> = Vec::new();
            for block in blocks(&pieces).into_iter().skip(1) {
                match block {
                    Block::Table(table) => shown.extend(table.rows.into_iter().map(|row| {
                        let group = row.group.map(|group| format!("({group})"));
                        group.unwrap_or_default() + &row.name.unwrap_or_default()
                    })),
                    Block::Heading(_) => shown.push("#".to_owned()),
                    Block::Prose(_) | Block::Code(_) => {}
                }
            }
            assert_eq!(shown.join(" "), *expected, "{rows}");
        }
    }
}
