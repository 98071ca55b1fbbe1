//! Markers: comments in a fixture that say where its mistakes are, so that places are not judged by snapshots alone.
//!
//! A marker stands on a line of its own below the line it is about:
//!
//! ```yaml
//!   user_id: { type: string }
//! # ^^^^^^^ E011
//! ```
//!
//! The carets cover what the diagnostic points at, up to the end of the first line. A `#` right before the first caret
//! counts as one, so that the first column can be marked too. `~` in place of `^` marks a second label; it has the
//! code of the mistake it belongs to.

use std::collections::BTreeMap;

use codegen::{
    diagnostic::{Diagnostic, Diagnostics},
    place::Place,
    source::Sources,
};

/// One label of one mistake: where it stands and what it belongs to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Label {
    /// The file.
    pub file: String,
    /// Its line, from 1.
    pub line: usize,
    /// The first column, in characters, from 1.
    pub column: usize,
    /// One past the last column on that line.
    pub end: usize,
    /// `^` for the mistake itself, `~` for a second label.
    pub mark: char,
    /// The mistake's code.
    pub code: String,
}

/// How often each label is expected, or found.
pub type Labels = BTreeMap<Label, usize>;

/// The labels that the markers in `sources` ask for.
#[must_use]
pub fn expected(sources: &Sources) -> Labels {
    let mut labels = Labels::new();
    for file in sources.files() {
        let mut about = 0;
        for (index, line) in file.text.lines().enumerate() {
            let Some((column, width, mark, codes)) = marker(line) else {
                about = index + 1;
                continue;
            };
            for code in codes.split_whitespace() {
                let label = Label {
                    file: file.path.clone(),
                    line: about,
                    column,
                    end: column + width,
                    mark,
                    code: code.to_owned(),
                };
                *labels.entry(label).or_default() += 1;
            }
        }
    }
    labels
}

/// Column, width, kind and codes of the marker in `line`, if it is one.
fn marker(line: &str) -> Option<(usize, usize, char, &str)> {
    let comment = line.trim_start().strip_prefix('#')?;
    let mark = comment.trim_start().chars().next()?;
    if mark != '^' && mark != '~' {
        return None;
    }
    let first = line.find(mark)?;
    let hash = line.find('#')?;
    let start = if hash + 1 == first { hash } else { first };
    let end = line.rfind(mark)? + 1;
    let codes = line.get(end..)?;
    Some((start + 1, end - start, mark, codes))
}

/// The labels that the mistakes found have.
#[must_use]
pub fn found(mistakes: &Diagnostics, sources: &Sources) -> Labels {
    let mut labels = Labels::new();
    let all = mistakes.iter().flat_map(|mistake| {
        let related = mistake.related.iter().map(|(place, _)| (*place, '~'));
        std::iter::once((mistake.place, '^'))
            .chain(related)
            .map(move |(place, mark)| (mistake, place, mark))
    });
    for (mistake, place, mark) in all {
        *labels
            .entry(label(mistake, place, mark, sources))
            .or_default() += 1;
    }
    labels
}

fn label(mistake: &Diagnostic, place: Place, mark: char, sources: &Sources) -> Label {
    let file = sources.files().get(place.file);
    let text = file.map_or("", |file| file.text.as_str());
    let before = text.get(..place.start).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let marked = text.get(place.start..place.end).unwrap_or_default();
    let marked = marked.lines().next().unwrap_or_default();
    // A place between two characters is shown with one caret, too.
    let width = marked.chars().count().max(1);
    let column = text
        .get(line_start..place.start)
        .unwrap_or("")
        .chars()
        .count()
        + 1;
    Label {
        file: file.map_or_else(String::new, |file| file.path.clone()),
        line: before.matches('\n').count() + 1,
        column,
        end: column + width,
        mark,
        code: mistake.code.id().to_owned(),
    }
}
