//! Lines of text as they stand: headings, rows of tables with pipes or tabs, examples, prose.

use super::{Line, Piece, json_block, markdown};
use crate::import::text::pattern;

/// Reads lines in their order.
pub fn read(lines: &[Line]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        if let Some(count) = json_block::length(lines, at) {
            let block = lines.get(at..at + count).unwrap_or_default();
            let text = block
                .iter()
                .map(|line| line.text.as_str())
                .collect::<Vec<_>>()
                .join("\n");
            pieces.push(Piece::Code(Line::new(text, line.line)));
            at += count;
            continue;
        }
        let after_row = matches!(pieces.last(), Some(Piece::Row { .. }));
        pieces.extend(one(line, after_row, lines.get(at + 1)));
        at += 1;
    }
    pieces
}

/// The piece that one line is, if it is any.
fn one(line: &Line, after_row: bool, next: Option<&Line>) -> Option<Piece> {
    let text = line.text.trim();
    if text.is_empty() {
        return Some(Piece::Blank);
    }
    if let Some(found) = pattern!(r"^#{1,6}\s*([^#\s].*)$").captures(text) {
        let inner = found.get(1).map_or("", |inner| inner.as_str());
        return Some(Piece::Heading(Line::new(
            heading(&markdown::inline(inner)),
            line.line,
        )));
    }
    if let Some(found) = pattern!(r"^(?:\*\*|__)([^*_]{1,60})(?:\*\*|__)\s*[:：]?$").captures(text)
    {
        let inner = found.get(1).map_or("", |inner| inner.as_str());
        return Some(Piece::Heading(Line::new(heading(inner), line.line)));
    }
    if line.text.trim_end().contains('\t') && !text.starts_with(['{', '|']) {
        let mut cells: Vec<String> = line
            .text
            .split('\t')
            .map(|cell| cell.trim().to_owned())
            .collect();
        let blanks = line.text.len() - line.text.trim_start_matches(' ').len();
        if let Some(first) = cells.first_mut().filter(|_| blanks > 1) {
            first.insert_str(0, &"\u{3000}".repeat(blanks));
        }
        if cells.iter().filter(|cell| !cell.is_empty()).count() >= 2 {
            return Some(Piece::Row {
                cells,
                line: line.line,
            });
        }
    }
    // A row without a pipe at its ends has another below or above it: a list of values in a sentence has pipes, too.
    let many = pipes(text) >= 2 && (after_row || next.is_some_and(|next| pipes(&next.text) >= 2));
    if text.starts_with('|') || many || (after_row && pipes(text) >= 1) {
        if text
            .chars()
            .all(|c| matches!(c, '|' | '-' | ':' | ' ' | '\t' | '=' | '+'))
        {
            return None;
        }
        return Some(Piece::Row {
            cells: cells(text),
            line: line.line,
        });
    }
    Some(Piece::Text(Line::new(line.text.trim_end(), line.line)))
}

/// How many pipes of a line divide cells.
fn pipes(text: &str) -> usize {
    text.replace("\\|", "").matches('|').count()
}

/// The cells of a row with pipes. A pipe behind a backslash or in a code span divides nothing.
fn cells(text: &str) -> Vec<String> {
    let inner = text.strip_prefix('|').unwrap_or(text);
    let inner = inner
        .strip_suffix('|')
        .filter(|rest| !rest.ends_with('\\'))
        .unwrap_or(inner);
    let mut cells = vec![String::new()];
    let mut escaped = false;
    let mut code = false;
    for c in inner.chars() {
        match c {
            '|' if escaped => {
                if let Some(cell) = cells.last_mut() {
                    cell.pop();
                    cell.push('|');
                }
            }
            '|' if !code || !inner.contains('`') => cells.push(String::new()),
            c => {
                if c == '`' {
                    code = !code;
                }
                if let Some(cell) = cells.last_mut() {
                    cell.push(c);
                }
            }
        }
        escaped = c == '\\';
    }
    cells
        .iter()
        .map(|cell| {
            let indent = indent(cell);
            indent + &markdown::inline(cell)
        })
        .collect()
}

/// How far a cell is indented, as full-width spaces: that puts a field within the one above it.
pub fn indent(cell: &str) -> String {
    let spaces = cell
        .replace("&emsp;", "\u{2003}")
        .replace("&ensp;", "\u{2002}")
        .replace("&nbsp;", "\u{a0}");
    let leading = spaces.chars().take_while(|c| c.is_whitespace());
    let width = |c| match c {
        ' ' | '\t' | '\n' => 0,
        '\u{2003}' | '\u{3000}' => 4,
        '\u{2002}' => 2,
        _ => 1,
    };
    "\u{3000}".repeat(leading.map(width).sum())
}

/// What a fence holds: an example as a whole, or else lines like any other.
pub fn code(text: &str, line: usize) -> Vec<Piece> {
    let lines: Vec<Line> = text
        .lines()
        .enumerate()
        .map(|(index, text)| Line::new(text, line + index))
        .collect();
    let pieces = read(&lines);
    let examples = pieces
        .iter()
        .filter(|piece| matches!(piece, Piece::Code(_)))
        .count();
    if examples > 0 || lines.len() <= 3 || is_table(&lines) {
        return pieces;
    }
    vec![Piece::Code(Line::new(text, line))]
}

/// Code without the numbers of its lines, if each line begins with one.
pub fn without_numbers(text: &str) -> String {
    let number = pattern!(r"^\s*(\d+)(?:[.:|]?\s|$)");
    let lines: Vec<&str> = text.trim_matches('\n').lines().collect();
    let counted = lines.iter().enumerate().all(|(index, line)| {
        let found = number.captures(line).and_then(|found| found.get(1));
        found.is_some_and(|found| found.as_str().parse() == Ok(index + 1))
    });
    if lines.len() < 2 || !counted {
        return text.to_owned();
    }
    let bare = lines.iter().map(|line| number.replace(line, ""));
    bare.collect::<Vec<_>>().join("\n")
}

fn is_table(lines: &[Line]) -> bool {
    lines
        .iter()
        .any(|line| crate::import::table::is_header(&line.text))
}

/// A heading without its decoration.
pub fn heading(text: &str) -> String {
    let text = text
        .replace(['\u{200b}', '\u{2060}', '¶'], "")
        .replace("(opens new window)", "");
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    text.trim_end_matches('#')
        .trim_start_matches('#')
        .trim()
        .to_owned()
}
