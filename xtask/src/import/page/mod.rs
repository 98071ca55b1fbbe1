//! A page as a sequence of pieces, whatever it is written in: text from a browser, Markdown or HTML.

mod html;
mod json_block;
mod lines;
mod markdown;

pub use markdown::inline;

use crate::Failure;

/// Most bytes of a page. Real ones have some ten thousand.
pub const MOST_BYTES: usize = 2 << 20;
/// Most lines of a page.
pub const MOST_LINES: usize = 20_000;
/// Most lines of a page outside examples. Real ones have some hundred.
pub const MOST_ROWS: usize = 3_000;
/// Most characters of one line of text outside examples.
pub const MOST_LINE: usize = 20_000;

/// A part of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// A heading.
    Heading(Line),
    /// A line of text: prose, or a row of a table that was flattened.
    Text(Line),
    /// A row of a table, its cells told apart.
    Row {
        /// The cells, empty ones included.
        cells: Vec<String>,
        /// The line it stands on.
        line: usize,
    },
    /// An example, or code.
    Code(Line),
    /// An empty line.
    Blank,
}

/// Some text, and the line of the page that it begins on, from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The text.
    pub text: String,
    /// Where it begins.
    pub line: usize,
}

impl Line {
    /// `text` from `line` on.
    pub fn new(text: impl Into<String>, line: usize) -> Self {
        Self {
            text: text.into(),
            line,
        }
    }
}

/// Reads a page; `name` tells, by its ending, what it is written in, if that is not plain from the text.
///
/// # Errors
///
/// It is no text, or larger than any page is.
pub fn read(name: &str, bytes: &[u8]) -> Result<Vec<Piece>, Failure> {
    if bytes.len() > MOST_BYTES {
        return Err(format!(
            "{name}: these are too many bytes for a page; at most {MOST_BYTES} are read"
        ));
    }
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(format!("{name}: not UTF-8 but UTF-16: save it as UTF-8"));
    }
    let text = std::str::from_utf8(bytes)
        .map_err(|error| format!("{name}: not text: byte {} is no UTF-8", error.valid_up_to()))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if let Some(at) = text.find('\0') {
        return Err(format!("{name}: not text: a zero byte at {at}"));
    }
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let pieces = if html::is_html(name, &text) {
        html::read(&text)
    } else {
        markdown::read(&text)
    };
    if pieces.len() > MOST_LINES {
        let count = pieces.len();
        return Err(format!(
            "{name}: {count} lines are too many for a page; at most {MOST_LINES} are read"
        ));
    }
    let is_row = |piece: &&Piece| matches!(piece, Piece::Text(_) | Piece::Row { .. });
    let rows = pieces.iter().filter(is_row).count();
    if rows > MOST_ROWS {
        return Err(format!(
            "{name}: {rows} rows and sentences are too many for a page; at most {MOST_ROWS} are read"
        ));
    }
    let long = pieces.iter().find_map(|piece| match piece {
        Piece::Text(line) | Piece::Heading(line) if line.text.len() > MOST_LINE => Some(line.line),
        Piece::Row { cells, line } if cells.iter().any(|cell| cell.len() > MOST_LINE) => {
            Some(*line)
        }
        _ => None,
    });
    match long {
        Some(line) => Err(format!(
            "{name}: line {line} has more than {MOST_LINE} bytes, which no row or sentence has"
        )),
        None => Ok(pieces),
    }
}
