//! Header rows: the words that columns are called by, in both languages, misspelt or not.

use super::phrases::PHRASES;
use crate::import::text::{has_chinese, plain};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Column {
    /// The field's name.
    Name,
    /// The name of a field that is within the one above.
    Inner,
    /// Whether it must be given.
    Required,
    /// Its type.
    Type,
    /// How long or how large it may be.
    Length,
    /// A sample.
    Example,
    /// What is taken when it is absent.
    Default,
    /// The values that there are.
    Values,
    /// What it means.
    Description,
    /// Something that no fact is made of, such as where a parameter travels.
    Other,
}

/// Longest header, in words.
const MOST_HEADER: usize = 16;
/// Longest phrase, in words.
const MOST_WORDS: usize = 4;

/// The column that is called `text`, misspelt or not.
#[must_use]
pub fn column(text: &str) -> Option<Column> {
    exact(text).or_else(|| near(text))
}

fn bare(text: &str) -> String {
    let text = plain(text).to_lowercase();
    let marks = |c: char| matches!(c, ':' | '*' | '?' | '\'' | '"' | ' ');
    text.trim_matches(marks).to_owned()
}

fn all_phrases() -> impl Iterator<Item = (Column, &'static str)> {
    PHRASES
        .iter()
        .flat_map(|(column, words)| words.iter().map(|word| (*column, *word)))
}

/// The column that is called `text`.
fn exact(text: &str) -> Option<Column> {
    let text = bare(text);
    let found = all_phrases().find(|(_, phrase)| *phrase == text);
    found.map(|(column, _)| column)
}

/// The column that is called nearly as `text`.
fn near(text: &str) -> Option<Column> {
    let text = bare(text);
    if has_chinese(&text) || text.len() < 6 || text.len() > 30 {
        return None;
    }
    let far = if text.len() < 9 { 1 } else { 2 };
    let is_near = |phrase: &str| {
        phrase.len() >= 6
            && phrase.len().abs_diff(text.len()) <= far
            && strsim::osa_distance(phrase, &text) <= far
    };
    let found = all_phrases().find(|(_, phrase)| is_near(phrase));
    found.map(|(column, _)| column)
}

/// Whether enough words are ones that headers are made of: others need not be looked at for misspelt ones.
fn is_likely(words: &[&str]) -> bool {
    let known = words.iter().filter(|word| {
        let word = bare(word);
        all_phrases().any(|(_, phrase)| phrase.split(' ').any(|part| part == word))
    });
    known.count() * 3 >= words.len()
}

/// The columns of a header row whose cells are told apart.
pub fn of_cells(cells: &[String]) -> Option<Vec<Column>> {
    let last = cells.iter().rposition(|cell| !cell.trim().is_empty())?;
    let cells = cells.get(..=last)?;
    let found: Vec<Option<Column>> = cells.iter().map(|cell| column(cell)).collect();
    let filled = cells.iter().filter(|cell| !cell.trim().is_empty()).count();
    let known = found.iter().flatten().count();
    if known * 3 < filled * 2 {
        return None;
    }
    let columns: Vec<Column> = found
        .into_iter()
        .map(|column| column.unwrap_or(Column::Other))
        .collect();
    accepted(columns)
}

/// The columns of a header row that was flattened to one line of text.
pub fn of_line(text: &str) -> Option<Vec<Column>> {
    if text.len() > 200 {
        return None;
    }
    let text = plain(text);
    let words: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
    // "parameters type" is two columns, and no misspelt "parameter type"; "Field Type" is two, not one.
    let misspelt = || {
        let likely = words.len() <= MOST_HEADER && is_likely(&words);
        likely.then(|| split(&words, true)).flatten()
    };
    split(&words, false).or_else(misspelt)
}

/// The words of a header in phrases that each call a column, so that they make a table.
fn split(words: &[&str], misspelt: bool) -> Option<Vec<Column>> {
    let mut found = Vec::new();
    // A header has few words; a sentence that only has such words is no longer than one.
    if words.len() > MOST_HEADER || !phrases(words, misspelt, &mut found, &mut 0) {
        return None;
    }
    accepted(found)
}

fn phrases(words: &[&str], misspelt: bool, found: &mut Vec<Column>, tries: &mut usize) -> bool {
    *tries += 1;
    if words.is_empty() {
        return accepted(found.clone()).is_some();
    }
    for length in (1..=MOST_WORDS.min(words.len())).rev() {
        let (head, rest) = words.split_at(length);
        let phrase = head.join(" ");
        let called = exact(&phrase).or_else(|| if misspelt { near(&phrase) } else { None });
        let Some(column) = called else { continue };
        // "Parameter name" is one column, not two.
        if column == Column::Name && found.contains(&Column::Name) {
            continue;
        }
        found.push(column);
        if *tries < 500 && phrases(rest, misspelt, found, tries) {
            return true;
        }
        found.pop();
    }
    false
}

/// Columns that make a table of fields: a name, and something about it, each once.
pub(super) fn accepted(mut columns: Vec<Column>) -> Option<Vec<Column>> {
    let mut seen = Vec::new();
    for column in &mut columns {
        if *column == Column::Description || *column == Column::Other {
            continue;
        }
        if seen.contains(column) {
            // "Name | Field | Type": the second is what people call it.
            *column = if *column == Column::Name {
                Column::Description
            } else {
                Column::Other
            };
        } else {
            seen.push(*column);
        }
    }
    let has = |column| columns.contains(&column);
    let about = has(Column::Type) || has(Column::Required) || has(Column::Description);
    (columns.len() >= 2 && has(Column::Name) && about).then_some(columns)
}

/// Whether cells are the header of a table.
#[must_use]
pub fn is_header_row(cells: &[String]) -> bool {
    of_cells(cells).is_some()
}

/// Whether a line of text is the header of a table.
#[must_use]
pub fn is_header(text: &str) -> bool {
    of_line(text).is_some()
}
