//! The lines of a file that a diagnostic shows. The renderer reads all the text it is given, for each diagnostic anew, so
//! it gets these lines only: else a thousand mistakes in a large file would take minutes.

use std::ops::Range;

use super::position;
use crate::place::Place;

/// How much of a file is shown around one mistake, in bytes: a few hundred lines, or one long one.
const LONGEST: usize = 10_000;

/// Some whole lines of a file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Excerpt<'a> {
    /// The lines.
    pub text: &'a str,
    /// The number of the first, from 1.
    pub first_line: usize,
    /// Where in the file they begin.
    start: usize,
}

impl<'a> Excerpt<'a> {
    /// The lines from where the first of `places` begins to where the last ends; `None` when the file is empty or such
    /// a line is too long to be shown.
    pub fn of(text: &'a str, places: &[Place]) -> Option<Self> {
        let ranges = || places.iter().map(|place| range(*place, text));
        let first = ranges().map(|range| range.start).min()?;
        let last = ranges().map(|range| range.end).max()?;
        let start = text.get(..first)?.rfind('\n').map_or(0, |at| at + 1);
        // With its line feed, so that a carriage return before that counts as part of the line's end.
        let end = text
            .get(last..)?
            .find('\n')
            .map_or(text.len(), |at| last + at + 1);
        let lines = text.get(start..end)?;
        let shown = !text.is_empty() && lines.split('\n').all(|line| line.len() <= LONGEST);
        shown.then(|| Self {
            text: lines,
            first_line: position::line(text, start),
            start,
        })
    }

    /// Where `place` stands in these lines.
    pub fn range(&self, place: Place, text: &str) -> Range<usize> {
        let inside = |at: usize| at.saturating_sub(self.start).min(self.text.len());
        let Range { start, end } = range(place, text);
        inside(start)..inside(end)
    }
}

/// Whether one excerpt can show both places.
pub(super) fn near(a: Place, b: Place) -> bool {
    a.file == b.file && a.start.abs_diff(b.start) <= LONGEST
}

/// The place as bytes in the text, and not too long to show.
fn range(place: Place, text: &str) -> Range<usize> {
    let end = place.end.min(place.start + LONGEST);
    position::range(Place { end, ..place }, text)
}

#[cfg(test)]
mod tests {
    use super::{Excerpt, LONGEST, near, range};
    use crate::place::Place;

    fn place(start: usize, end: usize) -> Place {
        Place {
            file: 0,
            start,
            end,
        }
    }

    #[test]
    fn an_excerpt_is_the_lines_of_its_places() {
        let text = "a\nbé\nc\r\nd";
        let excerpt = Excerpt::of(text, &[place(4, 5), place(2, 3)]);
        let expected = Excerpt {
            text: "bé\n",
            first_line: 2,
            start: 2,
        };
        assert_eq!(excerpt, Some(expected));
        let both = Excerpt::of(text, &[place(2, 3), place(6, 7)]);
        assert_eq!(
            both.map(|lines| (lines.text, lines.first_line)),
            Some(("bé\nc\r\n", 2))
        );
        let end = Excerpt::of(text, &[place(90, 99)]);
        assert_eq!(
            end.as_ref().map(|lines| (lines.text, lines.first_line)),
            Some(("d", 4))
        );
        assert_eq!(
            end.map(|lines| lines.range(place(90, 99), text)),
            Some(1..1)
        );
    }

    #[test]
    fn nothing_endless_is_shown() {
        assert_eq!(Excerpt::of("", &[place(0, 0)]), None);
        let long = "x".repeat(LONGEST + 1);
        assert_eq!(Excerpt::of(&long, &[place(0, 1)]), None);
        let lines = "é\n".repeat(LONGEST);
        assert_eq!(range(place(0, lines.len()), &lines), 0..LONGEST - 1);
        assert!(near(place(0, 1), place(LONGEST, LONGEST)));
        assert!(!near(place(0, 1), place(LONGEST + 1, LONGEST + 1)));
    }
}
