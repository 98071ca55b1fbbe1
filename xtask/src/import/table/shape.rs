//! Headers in words that nobody knows: what a column is, by what its cells hold.

#[cfg(test)]
mod tests;

use super::{
    Column, flat,
    header::{accepted, column},
    words,
};
use crate::import::text::{has_chinese, is_identifier, key, plain};

/// Most characters of a word in a header.
const LONGEST: usize = 40;
/// Most words of a header that was flattened.
const MOST_WORDS: usize = 9;

/// The columns of a row whose cells are told apart, if it is a header by the rows below it.
pub fn of_cells(cells: &[String], below: &[&[String]]) -> Option<Vec<Column>> {
    let short = |cell: &String| !cell.trim().is_empty() && cell.chars().count() <= LONGEST;
    let known = cells.iter().filter(|cell| column(cell).is_some()).count();
    if cells.len() < 3 || !cells.iter().all(short) || below.len() + known.min(1) < 2 {
        return None;
    }
    let columns = guessed(cells, below);
    // A row of a table whose header is lost is none.
    let mut guesses = cells.iter().zip(&columns).enumerate();
    let is_row = guesses.any(|(at, (cell, guessed))| {
        let again = || below.iter().any(|row| row.get(at) == Some(cell));
        match guessed {
            Some(Column::Type) => is_type(cell),
            Some(Column::Required) => words::is_need(cell) && (cell.len() < 4 || again()),
            _ => false,
        }
    });
    let has = |wanted: Column| columns.contains(&Some(wanted));
    let whole = !is_row && has(Column::Name) && has(Column::Type);
    whole.then(|| finished(&columns)).flatten()
}

/// The columns of a header some of whose words may be unknown, by the rows below it.
pub fn amended(cells: &[String], known: Vec<Column>, below: &[&[String]]) -> Vec<Column> {
    let unknown = cells.iter().any(|cell| column(cell).is_none());
    let found = unknown.then(|| finished(&guessed(cells, below))).flatten();
    found.unwrap_or(known)
}

/// What each column is, by its word or by what it holds.
fn guessed(cells: &[String], below: &[&[String]]) -> Vec<Option<Column>> {
    let mut columns: Vec<Option<Column>> = cells.iter().map(|cell| column(cell)).collect();
    for at in 0..cells.len() {
        if columns.get(at).is_some_and(Option::is_none) {
            let held = || {
                below
                    .iter()
                    .filter_map(|row| row.get(at))
                    .map(String::as_str)
            };
            let found = held_by(held, &columns);
            if let Some(column) = columns.get_mut(at) {
                *column = found;
            }
        }
    }
    columns
}

/// The columns, with the last that nothing was told from for the description.
fn finished(columns: &[Option<Column>]) -> Option<Vec<Column>> {
    let described = columns.contains(&Some(Column::Description));
    let rest = columns.iter().rposition(Option::is_none);
    let of = |(at, column): (usize, &Option<Column>)| match column {
        Some(column) => *column,
        None if !described && rest == Some(at) => Column::Description,
        None => Column::Other,
    };
    accepted(columns.iter().enumerate().map(of).collect())
}

/// What the column is that holds these cells; none that is there already.
fn held_by<'a, I: Iterator<Item = &'a str>>(
    held: impl Fn() -> I,
    columns: &[Option<Column>],
) -> Option<Column> {
    let filled = || held().filter(|cell| !words::is_nothing(cell));
    let count = filled().count();
    // A cell that went wrong, or was lost, is one of many.
    let most = |fits: &dyn Fn(&str) -> bool| {
        let fitting = filled().filter(|cell| fits(cell)).count();
        fitting > 0 && fitting * 4 >= count * 3 && fitting * 2 >= held().count()
    };
    let free = |column: Column| !columns.contains(&Some(column));
    let is_name = |cell: &str| is_identifier(flat::strip_marks(cell)) && !words::is_need(cell);
    if free(Column::Type) && most(&is_type) {
        Some(Column::Type)
    } else if free(Column::Required) && most(&|cell| words::need(cell).is_some()) {
        Some(Column::Required)
    } else if free(Column::Name) && most(&is_name) && are_distinct(filled()) {
        Some(Column::Name)
    } else if most(&|cell| is_worded(cell) || is_limit(cell)) {
        // What it says, it says of the field: "yyyy-MM-dd", "from 1", "one of A, B".
        let limits = free(Column::Length) && filled().any(is_limit);
        Some(if limits {
            Column::Length
        } else {
            Column::Description
        })
    } else {
        None
    }
}

/// Whether a cell is a length, and no number of a row or a version.
fn is_limit(cell: &str) -> bool {
    words::is_length(cell)
        && words::length(cell).is_some_and(|(low, high)| low.is_some() || high > 9)
}

/// Whether a cell is more than a word, a number or a yes.
fn is_worded(cell: &str) -> bool {
    let letters = cell.chars().any(char::is_alphabetic);
    let marks = cell.contains([' ', ',', ';', '/', '|', '<', '>', '≤', '≥', '^', '-']);
    letters && (marks || has_chinese(cell)) && words::need(cell).is_none()
}

/// The columns of a line that was flattened, if it is a header by the lines below it, which begin with a name and a type.
pub fn of_line(text: &str, below: &[&str]) -> Option<Vec<Column>> {
    let text = plain(text);
    let words: Vec<&str> = text.split(' ').collect();
    // "PAID: it is paid" goes on from the row before.
    let odd = |c: char| c.is_ascii_digit() || matches!(c, '_' | ':' | '.' | ',' | ';' | '。' | '"');
    if words.len() < 3 || words.len() > MOST_WORDS || text.contains(odd) || below.len() < 2 {
        return None;
    }
    let parts = parted(&words);
    if parts.iter().all(Option::is_none) {
        return None;
    }
    let begun = begun_by(below.first()?)?;
    let alike = below.iter().filter(|row| begun_by(row) == Some(begun));
    if alike.count() * 4 < below.len() * 3 || begun_by(&text).is_some() {
        return None;
    }
    let next = below
        .iter()
        .filter_map(|row| row.split_whitespace().nth(begun.len()));
    let limits = next.filter(|word| is_limit(word)).count();
    let third = if limits * 2 >= below.len() {
        Column::Length
    } else {
        Column::Description
    };
    accepted(laid_out(&parts, begun, third)?)
}

/// The columns that a row begins with, so far as one can tell.
fn begun_by(row: &str) -> Option<&'static [Column]> {
    let mut words = row.split_whitespace();
    let (name, second, third) = (words.next()?, words.next()?, words.next());
    let is_name = is_identifier(flat::strip_marks(name)) && !words::is_need(name);
    let needs = |word: Option<&str>| word.is_some_and(words::is_need);
    if !is_name {
        None
    } else if is_type(second) && needs(third) {
        Some(&[Column::Name, Column::Type, Column::Required])
    } else if is_type(second) {
        Some(&[Column::Name, Column::Type])
    } else if needs(Some(second)) && third.is_some_and(is_type) {
        Some(&[Column::Name, Column::Required, Column::Type])
    } else {
        None
    }
}

/// The words of a header, each with its column so far as it is known; phrases that call a column together.
fn parted(words: &[&str]) -> Vec<Option<Column>> {
    let mut parts = Vec::new();
    let mut rest = words;
    while !rest.is_empty() {
        let longest = (1..=rest.len().min(4)).rev();
        let known = longest.into_iter().find_map(|long| {
            let (head, _) = rest.split_at(long);
            column(&head.join(" ")).map(|column| (column, long))
        });
        parts.push(known.map(|(column, _)| column));
        rest = rest.split_at(known.map_or(1, |(_, long)| long)).1;
    }
    parts
}

/// The columns of a header whose rows begin with `begun`; unknown words call what the rows have in their place, and the
/// first behind that is `third`, if another one follows.
fn laid_out(parts: &[Option<Column>], begun: &[Column], third: Column) -> Option<Vec<Column>> {
    let mut columns = Vec::new();
    let mut rest = parts;
    for (at, wanted) in begun.iter().enumerate() {
        let next = begun.get(at + 1);
        let could = |part: &Option<Column>| part.is_none_or(|column| column == *wanted);
        let run = rest.iter().take_while(|part| could(part)).count();
        // Several unknown words are one column where it, or the next one, is known.
        let known = rest.iter().take(run).position(Option::is_some);
        let ends = rest.get(run).is_some_and(|part| match next {
            Some(next) => *part == Some(*next),
            None => part.is_some() && third == Column::Description,
        });
        let taken = known.map_or(if ends { run } else { 1 }, |at| at + 1);
        if run == 0 {
            return None;
        }
        rest = rest.split_at(taken).1;
        columns.push(*wanted);
    }
    let unknown = |at: usize| match at {
        0 if rest.len() > 1 => third,
        _ => Column::Description,
    };
    let more = rest.iter().enumerate();
    columns.extend(more.map(|(at, part)| part.unwrap_or_else(|| unknown(at))));
    Some(columns)
}

fn is_type(cell: &str) -> bool {
    words::written(&plain(cell)).is_some_and(|ty| ty.named.is_none())
}

fn are_distinct<'a>(cells: impl Iterator<Item = &'a str>) -> bool {
    let mut seen = std::collections::BTreeSet::new();
    cells.map(key).all(|cell| seen.insert(cell))
}
