//! The pieces of a page put together: headings, tables with their rows, examples, and prose.

mod listed;
mod rows;
mod stacked;

use super::{
    Column, header,
    headings::is_known_heading,
    row::{Row, Unread},
    shape, words,
};
use crate::import::{
    page::{Line, Piece},
    text::{is_identifier, key, pattern, plain},
};

/// Most rows that tell what the columns above them are.
const MOST_BELOW: usize = 12;

/// A part of a page that means something by itself.
#[derive(Debug, Clone)]
pub enum Block {
    /// A heading.
    Heading(Line),
    /// A line of prose.
    Prose(Line),
    /// A table of fields.
    Table(Table),
    /// An example, or code.
    Code(Line),
}

/// A table of fields.
#[derive(Debug, Clone)]
pub struct Table {
    /// What its columns hold.
    pub columns: Vec<Column>,
    /// Its header row.
    pub header: Line,
    /// Its rows.
    pub rows: Vec<Row>,
    /// Rows that could not be read.
    pub unread: Vec<Unread>,
}

/// Puts pieces together.
#[must_use]
pub fn blocks(pieces: &[Piece]) -> Vec<Block> {
    let names = captions(pieces);
    let is_named = |name: &str| names.contains(&key(name));
    let mut builder = Builder {
        pieces,
        at: 0,
        blocks: Vec::new(),
        named: &is_named,
    };
    while builder.at < pieces.len() {
        builder.step();
    }
    builder.blocks
}

/// What tables are called, and rows: a type may be called so.
fn captions(pieces: &[Piece]) -> std::collections::BTreeSet<String> {
    let words = pieces.iter().filter_map(|piece| match piece {
        Piece::Heading(line) | Piece::Text(line) if line.text.len() < 80 => {
            Some(line.text.as_str())
        }
        _ => None,
    });
    words
        .filter_map(|text| {
            let first = text
                .split([' ', '：', ':', '参', '字', '对', '说'])
                .find(|word| is_identifier(word))?;
            let alone = text.split_whitespace().count() <= 4;
            (alone && first.len() > 2).then(|| key(first))
        })
        .filter(|name| words::written(name).is_some_and(|ty| ty.named.is_some()))
        .collect()
}

struct Builder<'a> {
    pieces: &'a [Piece],
    at: usize,
    blocks: Vec<Block>,
    named: &'a dyn Fn(&str) -> bool,
}

impl Builder<'_> {
    fn step(&mut self) {
        let Some(piece) = self.pieces.get(self.at) else {
            return;
        };
        match piece {
            Piece::Blank => self.at += 1,
            Piece::Heading(line) => self.push(Block::Heading(line.clone())),
            Piece::Code(line) => self.push(Block::Code(line.clone())),
            Piece::Row { cells, line } => match self.header_of(cells, self.at) {
                Some(columns) => self.table(columns, &Line::new(cells.join(" "), *line)),
                None => self.stray(cells, *line),
            },
            Piece::Text(line) => {
                if let Some(columns) = self.header_of_line(line, self.at) {
                    self.table(columns, &line.clone());
                } else if let Some((columns, count)) = self.stacked_header() {
                    self.stacked(columns, count, &line.clone());
                } else if self.listed() {
                } else if self.is_heading(line) {
                    let text = line.text.trim().trim_end_matches([':', '：']).to_owned();
                    self.push(Block::Heading(Line::new(text, line.line)));
                } else {
                    self.push(Block::Prose(line.clone()));
                }
            }
        }
    }

    /// The columns of the row `at`, if it is the header of a table: by its words, or by what stands below it.
    fn header_of(&self, cells: &[String], at: usize) -> Option<Vec<Column>> {
        let rest = self.pieces.get(at + 1..).unwrap_or_default();
        let below = rest.iter().map_while(|piece| match piece {
            Piece::Row { cells, .. } => Some(cells.as_slice()),
            _ => None,
        });
        let alike = |row: &&[String]| row.len() == cells.len() || row.len() + 1 == cells.len();
        let below: Vec<&[String]> = below.take(MOST_BELOW).filter(alike).collect();
        match header::of_cells(cells) {
            Some(known) => Some(shape::amended(cells, known, &below)),
            None => shape::of_cells(cells, &below),
        }
    }

    /// The same of the line `at`.
    fn header_of_line(&self, line: &Line, at: usize) -> Option<Vec<Column>> {
        let rest = self.pieces.get(at + 1..).unwrap_or_default();
        let below = rest.iter().map_while(|piece| match piece {
            Piece::Text(line) => Some(line.text.as_str()),
            _ => None,
        });
        let below: Vec<&str> = below.take(4).collect();
        header::of_line(&line.text).or_else(|| shape::of_line(&line.text, &below))
    }

    fn push(&mut self, block: Block) {
        self.blocks.push(block);
        self.at += 1;
    }

    /// A row outside every table. One whose table has no header still has fields.
    fn stray(&mut self, cells: &[String], line: usize) {
        let guess: &[Column] = match cells.len() {
            3 => &[Column::Name, Column::Type, Column::Description],
            4 => &[
                Column::Name,
                Column::Required,
                Column::Type,
                Column::Description,
            ],
            _ => &[],
        };
        let shaped = |cells: &[String]| {
            let at = guess.iter().position(|column| *column == Column::Type);
            let ty = at
                .and_then(|at| cells.get(at))
                .and_then(|cell| words::written(cell));
            ty.is_some_and(|ty| ty.named.is_none())
        };
        if shaped(cells) {
            self.rows(guess.to_vec(), &Line::new("", line));
            return;
        }
        // "Method | POST": a label, and what it is about.
        let text = match cells {
            [label, value] if !label.contains('/') => {
                format!("{}: {}", label.trim_end_matches([':', '：', ' ']), value)
            }
            cells => cells.join(" | "),
        };
        self.push(Block::Prose(Line::new(text, line)));
    }

    fn table(&mut self, columns: Vec<Column>, header: &Line) {
        self.at += 1;
        self.rows(columns, header);
    }

    /// Whether a line is a heading that nothing marks: a known one, or a short one right above a table.
    fn is_heading(&self, line: &Line) -> bool {
        if is_known_heading(&line.text) {
            return true;
        }
        // What stands in brackets behind a caption may be a whole sentence.
        let text = pattern!(r"\s*\([^()]*\)\s*:?$")
            .replace(&plain(&line.text), "")
            .to_lowercase();
        let words = text.split(' ').count();
        let ends = text.ends_with(['.', ',', ';', '。']);
        let within = |most: usize| words <= most && text.chars().count() <= most * 8 && !ends;
        (within(8) && self.is_before_table()) || (within(5) && self.is_before_example(&text))
    }

    /// Whether a line announces an example and one comes next.
    fn is_before_example(&self, text: &str) -> bool {
        let rest = self.pieces.get(self.at + 1..).unwrap_or_default();
        let next = rest.iter().find(|piece| **piece != Piece::Blank);
        matches!(next, Some(Piece::Code(_)))
            && pattern!(r"\b(?:examples?|samples?|answer|request|response|sen[dt]|receive[ds]?|reply|result|returns?)\b|示例|样例|举例|报文")
                .is_match(text)
    }

    /// Whether what comes next is a table or an example.
    fn is_before_more(&self) -> bool {
        let rest = self.pieces.get(self.at + 1..).unwrap_or_default();
        let next = rest.iter().find(|piece| **piece != Piece::Blank);
        matches!(next, Some(Piece::Code(_))) || self.is_before_table()
    }

    /// Whether what comes next is the header of a table.
    fn is_before_table(&self) -> bool {
        let rest = self.pieces.get(self.at + 1..).unwrap_or_default();
        let gap = rest.iter().take_while(|piece| **piece == Piece::Blank);
        let at = self.at + 1 + gap.count();
        match self.pieces.get(at) {
            Some(Piece::Row { cells, .. }) => self.header_of(cells, at).is_some(),
            Some(Piece::Text(next)) => {
                self.header_of_line(next, at).is_some()
                    || self.stacked_header_at(self.at + 1).is_some()
            }
            _ => false,
        }
    }
}
