//! Tables whose cells stand a line each.

use super::{Block, Builder, Table};
use crate::import::{
    page::{Line, Piece},
    table::{
        Column, flat, header,
        headings::{HEADINGS, is_example_heading},
        row::{self, Unread},
        words,
    },
    text::{is_identifier, pattern, plain},
};

impl Builder<'_> {
    /// A header whose cells stand a line each, and how many pieces it takes.
    pub(super) fn stacked_header(&self) -> Option<(Vec<Column>, usize)> {
        self.stacked_header_at(self.at)
    }

    /// The same, from the piece `at` on.
    pub(super) fn stacked_header_at(&self, at: usize) -> Option<(Vec<Column>, usize)> {
        let mut columns = Vec::new();
        let (mut taken, mut spaced) = (0, false);
        let pieces = self.pieces.get(at..)?;
        for (index, piece) in pieces.iter().enumerate() {
            let whole = columns.len() >= 3;
            match piece {
                // An empty line ends a header that has none within.
                Piece::Blank if whole && !spaced => break,
                Piece::Blank => spaced |= !columns.is_empty(),
                // A field may be called as a column is.
                Piece::Text(_) if whole && begins_row(pieces.get(index + 1..)?) => break,
                Piece::Text(line) => match header::column(&line.text) {
                    Some(column) if !columns.contains(&column) => columns.push(column),
                    _ => break,
                },
                _ => break,
            }
            taken += 1;
        }
        let named = columns.first() == Some(&Column::Name);
        let pairs = || is_pairs(&columns) && self.begins_pair_at(at + taken);
        (named && (columns.len() >= 3 || pairs())).then_some((columns, taken))
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
        let pairs = is_pairs(&table.columns);
        if let Some((rows, taken)) = self.grid(&table.columns).filter(|_| !pairs) {
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
                    // A field may be called `list` or `date`: the first such word behind a name is its type.
                    let typed = cells.iter().skip(1).any(|cell| is_type(&cell.text));
                    let a_type = !cells.is_empty() && !typed && is_type(&line.text);
                    let nameless = typed && self.begins_nameless(line);
                    let begins = if pairs {
                        self.begins_pair_at(self.at) && !is_value(&table, &cells, line)
                    } else {
                        !a_type && (nameless || self.begins_stacked(line))
                    };
                    if begins {
                        end_stacked(&mut table, &mut cells, self.named);
                    } else if is_end(&line.text) {
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
        self.next_text()
            .is_some_and(|next| words::is_need(next) || is_type(next))
    }

    /// Whether a name and what describes it, in several words, come next.
    fn begins_pair_at(&self, at: usize) -> bool {
        let pieces = self.pieces.get(at..).unwrap_or_default();
        let mut next = pieces.iter().filter(|piece| **piece != Piece::Blank);
        let (Some(Piece::Text(name)), Some(Piece::Text(words))) = (next.next(), next.next()) else {
            return false;
        };
        let is_name = |text: &str| is_identifier(flat::strip_marks(text.trim()));
        is_name(&name.text) && !is_name(&words.text) && header::column(&words.text).is_none()
    }

    /// Whether a row whose name is lost begins with this line: whether it is required, and below it a type.
    fn begins_nameless(&self, line: &Line) -> bool {
        words::is_need(line.text.trim()) && self.next_text().is_some_and(is_type)
    }

    /// The next line, if it is text.
    fn next_text(&self) -> Option<&str> {
        let rest = self.pieces.get(self.at + 1..)?;
        match rest.iter().find(|piece| **piece != Piece::Blank)? {
            Piece::Text(next) => Some(next.text.trim()),
            _ => None,
        }
    }
}

/// Whether a table has names and what describes them, and nothing else.
fn is_pairs(columns: &[Column]) -> bool {
    columns == [Column::Name, Column::Description]
}

/// Whether a line in capitals is a value of the row that is open: fields are not called so here.
fn is_value(table: &Table, cells: &[Line], line: &Line) -> bool {
    let first = table.rows.first().and_then(|row| row.name.as_deref());
    let first = first.or_else(|| cells.first().map(|cell| cell.text.as_str()));
    let small = |text: &str| text.contains(|c: char| c.is_ascii_lowercase());
    first.is_some_and(small) && !small(&line.text)
}

/// Whether each of these cells stands in its column, as far as that can be told.
fn is_whole(columns: &[Column], row: &[Line]) -> bool {
    let fits = |(column, line): (&Column, &Line)| {
        let text = line.text.trim();
        match column {
            Column::Name => is_identifier(flat::strip_marks(text)),
            // Any word could be the name of a type, also a value below a description.
            Column::Type => is_type(text),
            Column::Required => words::is_nothing(text) || words::need(text).is_some(),
            _ => true,
        }
    };
    row.len() == columns.len() && columns.iter().zip(row).all(fits)
}

/// Whether what comes next can only be a cell behind a name: neither a name nor what calls a column.
fn begins_row(rest: &[Piece]) -> bool {
    let next = rest.iter().find(|piece| **piece != Piece::Blank);
    let plain_type = |text: &str| {
        pattern!(r"(?i)^(?:string|int|integer|long|bool|boolean|decimal|object|array|list<.*>)\b|^字符串$|^整数$")
            .is_match(text)
    };
    matches!(next, Some(Piece::Text(line)) if {
        let text = line.text.trim();
        (words::is_need(text) || plain_type(text)) && header::column(text).is_none()
    })
}

/// Whether a line is a type that every page has.
fn is_type(text: &str) -> bool {
    words::written(text.trim()).is_some_and(|ty| ty.named.is_none())
}

/// Whether a line ends a table, whatever comes next.
fn is_end(text: &str) -> bool {
    HEADINGS.contains(&plain(text).to_lowercase().as_str()) || is_example_heading(text)
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

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests {
    use super::super::{Block, blocks};
    use crate::import::page;

    /// The cells below a header of five columns, and the rows that they are: name, type and description.
    const TABLES: &[(&[&str], &str)] = &[
        (
            &[
                "id", "M", "String", "32", "The id", "day", "O", "Date", "-", "The day",
            ],
            "id String The id / day Date The day",
        ),
        // A cell is lost, and the name of the last row.
        (
            &[
                "id",
                "M",
                "String",
                "32",
                "The id",
                "by",
                "String",
                "30",
                "Who did it",
                "O",
                "String",
                "200",
                "Memo",
            ],
            "id String The id / by String Who did it / ? String Memo",
        ),
        // Values below a description, as many as there are columns, are no row of their own.
        (
            &[
                "way",
                "M",
                "String",
                "8",
                "What to do",
                "ADD",
                "Remove",
                "Replace",
                "Join",
                "Part",
                "id",
                "O",
                "Long",
                "-",
                "The id",
            ],
            "way String What to do;ADD;Remove;Replace;Join;Part / id Long The id",
        ),
        // A heading ends the table also where nothing comes below it.
        (
            &["id", "M", "String", "32", "The id", "SAMPLE RESPONSE"],
            "id String The id",
        ),
    ];

    /// Names and what describes them, and the rows that they are.
    const PAIRS: &[(&[&str], &str)] = &[
        (
            &["id", "the id of it", "fee", "in cents"],
            "id the id of it / fee in cents",
        ),
        (
            &[
                "way",
                "how it goes",
                "BUS",
                "RAIL",
                "by train",
                "fee",
                "in cents",
            ],
            "way how it goes;BUS;RAIL;by train / fee in cents",
        ),
        (&["A sentence below.", "Another one."], ""),
    ];

    #[test]
    fn names_and_what_describes_them_may_stand_a_line_each() {
        for (cells, expected) in PAIRS {
            let page = format!("Param\n\nName\nWhat it is\n{}\n", cells.join("\n"));
            assert_eq!(rows(&page), *expected, "{cells:?}");
        }
    }

    /// The rows of all tables of a page: name, type and description.
    fn rows(page: &str) -> String {
        let pieces = page::read("page.txt", page.as_bytes()).unwrap();
        let tables = blocks(&pieces).into_iter().filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        });
        let rows = tables.flat_map(|table| table.rows).map(|row| {
            let name = row.name.unwrap_or("?".to_owned());
            let ty = row.ty.map(|ty| format!("{ty} ")).unwrap_or_default();
            format!("{name} {ty}{}", row.description.replace('\n', ";"))
        });
        rows.collect::<Vec<_>>().join(" / ")
    }

    #[test]
    fn cells_that_stand_a_line_each_are_rows() {
        for (cells, expected) in TABLES {
            let page = format!(
                "Request fields\n\nField name\nM/O\nData type\nLen\nDescription\n{}\n",
                cells.join("\n")
            );
            assert_eq!(rows(&page), *expected, "{cells:?}");
        }
    }
}
