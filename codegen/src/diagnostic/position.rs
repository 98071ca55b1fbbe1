//! Places as people and editors count them: in lines and columns.

use std::ops::Range;

use serde::Serialize;

use crate::{place::Place, source::Sources};

/// Where a place stands. Lines and columns count from 1, columns in characters; ends are exclusive.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct Position<'a> {
    /// The file's path; `None` when the place is in no file that was read.
    pub file: Option<&'a str>,
    pub line: usize,
    pub column: usize,
    pub end_line: usize,
    pub end_column: usize,
    pub byte_start: usize,
    pub byte_end: usize,
}

impl<'a> Position<'a> {
    pub fn of(place: Place, sources: &'a Sources) -> Self {
        let file = sources.files().get(place.file);
        let text = file.map_or("", |file| &file.text);
        let Range { start, end } = range(place, text);
        let (line, column) = line_and_column(text, start);
        let (end_line, end_column) = line_and_column(text, end);
        Self {
            file: file.map(|file| file.path.as_str()),
            line,
            column,
            end_line,
            end_column,
            byte_start: start,
            byte_end: end,
        }
    }
}

/// The place as bytes that are certain to lie inside the text, on character borders. What lies behind the last line's
/// end is moved to that end: there is no line below it to show.
pub(super) fn range(place: Place, text: &str) -> Range<usize> {
    let body = text.strip_suffix('\n').unwrap_or(text);
    let body = body
        .strip_suffix('\r')
        .filter(|_| body.len() < text.len())
        .unwrap_or(body);
    let start = floor(body, place.start);
    start..floor(body, place.end).max(start)
}

/// The nearest character border at or below `at`.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len()))
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or_default()
}

/// The line and the column where `place` begins.
pub(super) fn begin(place: Place, text: &str) -> (usize, usize) {
    line_and_column(text, range(place, text).start)
}

/// The number of the line that the byte `at` is in.
pub(super) fn line(text: &str, at: usize) -> usize {
    text.get(..at).unwrap_or(text).matches('\n').count() + 1
}

/// The line and the column of the byte `at`. A line ends at its LF; a CR before that is its last character.
fn line_and_column(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |lf| lf + 1);
    let column = before.get(line_start..).unwrap_or_default().chars().count();
    (line(text, at), column + 1)
}

#[cfg(test)]
mod tests {
    use super::Position;
    use crate::{place::Place, source::Sources};

    /// Line, column, end line and end column of `start..end` in `text`.
    fn at(text: &str, start: usize, end: usize) -> (usize, usize, usize, usize) {
        let sources = Sources::from_texts([("a.yaml", text)]);
        let place = Place {
            file: 0,
            start,
            end,
        };
        let at = Position::of(place, &sources);
        (at.line, at.column, at.end_line, at.end_column)
    }

    #[test]
    fn columns_count_characters_not_bytes() {
        // Two bytes, three, four, and one that a combining accent makes two characters.
        assert_eq!(at("é: 1", 2, 3), (1, 2, 1, 3));
        assert_eq!(at("名前: x", 8, 9), (1, 5, 1, 6));
        assert_eq!(at("a\n🙂: x", 2, 6), (2, 1, 2, 2));
        assert_eq!(at("e\u{301}: x", 3, 4), (1, 3, 1, 4));
        assert_eq!(at("\ta: x", 1, 2), (1, 2, 1, 3));
    }

    #[test]
    fn lines_end_at_lf_with_or_without_cr() {
        assert_eq!(at("a\r\nb\r\nc", 3, 4), (2, 1, 2, 2));
        assert_eq!(at("a\nb\nc", 0, 5), (1, 1, 3, 2));
        assert_eq!(at("a\rb", 2, 3), (1, 3, 1, 4));
    }

    #[test]
    fn the_end_of_a_file_is_the_end_of_its_last_line() {
        assert_eq!(at("", 0, 0), (1, 1, 1, 1));
        assert_eq!(at("ab", 2, 2), (1, 3, 1, 3));
        assert_eq!(at("ab\n", 3, 3), (1, 3, 1, 3));
        assert_eq!(at("ab\r\n", 4, 4), (1, 3, 1, 3));
        assert_eq!(at("ab\n\n", 4, 4), (2, 1, 2, 1));
        assert_eq!(at("ab", 90, 99), (1, 3, 1, 3));
    }

    #[test]
    fn a_place_inside_a_character_is_moved_before_it() {
        assert_eq!(at("a名b", 2, 3), (1, 2, 1, 2));
        assert_eq!(at("abc", 2, 1), (1, 3, 1, 3));
    }

    #[test]
    fn a_place_in_no_file_is_a_beginning() {
        let place = Place {
            file: 0,
            start: 7,
            end: 9,
        };
        let sources = Sources::default();
        let at = Position::of(place, &sources);
        assert_eq!((at.file, at.line, at.column), (None, 1, 1));
    }
}
